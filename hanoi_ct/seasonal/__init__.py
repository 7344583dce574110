"""Seasonal adjustment of monthly series in which Tết moves between January and February."""

from hanoi_ct.seasonal.adjust import Adjustment, seasonal_adjust
from hanoi_ct.seasonal.pair import january_and_february

__all__ = ["Adjustment", "january_and_february", "seasonal_adjust"]

# Reprs and pickles name the public home, so that a move within the package changes neither.
for _name in __all__:
    if isinstance(globals()[_name], type):
        globals()[_name].__module__ = __name__
