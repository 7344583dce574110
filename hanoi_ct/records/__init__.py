"""From records to tables: exact tabulation, disclosure control, a store of vintages, a cluster.

Records are the rows that figures start as: returns of establishments, customs declarations,
ledgers of projects. The same records give the same table, to the bit, from any container, in any
order and however they are split, since partial sums are exact states that merge by addition.
"""

from hanoi_ct.records._disclosure import Protected, protect
from hanoi_ct.records._result import Tabulation
from hanoi_ct.records._schema import Field, RecordSchema
from hanoi_ct.records._series import series_name
from hanoi_ct.records._tabulate import tabulate
from hanoi_ct.records.store import Change, Revisions, Store

__all__ = [
    "Change",
    "Field",
    "Protected",
    "RecordSchema",
    "Revisions",
    "Store",
    "Tabulation",
    "protect",
    "series_name",
    "tabulate",
]

# Reprs and pickles name the public home, so that a move within the package changes neither.
for _name in __all__:
    if isinstance(globals()[_name], type):
        globals()[_name].__module__ = __name__
