"""Which statements of a text belong together: the kinds of relation, one a module."""
