"""Growth, year-to-date, moving windows and their forms for long tables."""
