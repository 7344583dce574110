"""How functions are called: along an axis, element by element, over a long table."""
