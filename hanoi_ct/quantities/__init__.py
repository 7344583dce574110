"""Printed numbers as quantities: intervals, units and the relations between them."""
