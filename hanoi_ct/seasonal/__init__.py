"""Seasonal adjustment of monthly series in which Tết moves between January and February."""

from hanoi_ct.seasonal.adjust import Adjustment, seasonal_adjust
from hanoi_ct.seasonal.decomposition import Decomposition, decompose
from hanoi_ct.seasonal.pair import january_and_february
from hanoi_ct.seasonal.revisions import Revisions, revisions

__all__ = [
    "Adjustment",
    "Decomposition",
    "Revisions",
    "decompose",
    "january_and_february",
    "revisions",
    "seasonal_adjust",
]

# Reprs and pickles of classes name their public home, so that a move changes neither.
for _name in __all__:
    if isinstance(globals()[_name], type):
        globals()[_name].__module__ = __name__
