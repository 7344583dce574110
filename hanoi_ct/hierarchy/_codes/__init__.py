"""The codes of a tree: parents, order, versions and how they are printed."""
