"""Printed figures: rounding, adding up, and ratios of printed decimals."""
