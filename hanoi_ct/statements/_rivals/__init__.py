"""What speaks against a link between numbers: rivals that explain them better."""
