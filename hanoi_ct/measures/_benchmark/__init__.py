"""Series of months or quarters that meet totals of years."""
