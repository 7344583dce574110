"""Tables: their grid, their totals, derived columns and convention of rounding."""
