"""Sums that are rounded once, at the end."""
