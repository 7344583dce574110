"""The chapters of a report, one a file."""
