"""Reading one's own tables: an office's sheets as they are, and CSV in a stated shape."""

from hanoi_ct.tables.csv_reader import Records, read_csv, read_records
from hanoi_ct.tables.forms import FormReading, read_form
from hanoi_ct.tables.schema import Column, Schema, Words

__all__ = [
    "Column",
    "FormReading",
    "Records",
    "Schema",
    "Words",
    "read_csv",
    "read_form",
    "read_records",
]

# Reprs and pickles name the public home, so that a move within the package changes neither.
for _name in __all__:
    if isinstance(globals()[_name], type):
        globals()[_name].__module__ = __name__
