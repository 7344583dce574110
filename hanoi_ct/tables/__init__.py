"""Reading one's own tables: CSV files in a stated shape, every fault named."""

from hanoi_ct.tables.csv_reader import read_csv
from hanoi_ct.tables.schema import Column, Schema, Words

__all__ = ["Column", "Schema", "Words", "read_csv"]
