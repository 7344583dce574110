"""Index trees: from products to the total, at every node, with what is missing and why it moved.

`Hierarchy` is the tree; `Hierarchy.aggregate` makes an index of every node, on a fixed base
or from period to period, which knows its coverage, its growth and its contributions.
"""

from hanoi_ct.hierarchy._aggregating import Hierarchy
from hanoi_ct.hierarchy._codes.versions import VSIC, CodeChange, CodeVersions
from hanoi_ct.hierarchy._fixed_base import FixedBaseIndex
from hanoi_ct.hierarchy._impute import impute_prices
from hanoi_ct.hierarchy._modes import Mode, Modes, compare_modes
from hanoi_ct.hierarchy._period_on_period import PeriodOnPeriodIndex
from hanoi_ct.hierarchy._prune import Pruned, prune
from hanoi_ct.hierarchy._tree_index import TreeIndex
from hanoi_ct.hierarchy._uprate import uprate
from hanoi_ct.hierarchy._values.contributions import Contributions
from hanoi_ct.hierarchy._values.values import TreeValues
from hanoi_ct.hierarchy._values.weights import update_weights

__all__ = [
    "VSIC",
    "CodeChange",
    "CodeVersions",
    "Contributions",
    "FixedBaseIndex",
    "Hierarchy",
    "Mode",
    "Modes",
    "PeriodOnPeriodIndex",
    "Pruned",
    "TreeIndex",
    "TreeValues",
    "compare_modes",
    "impute_prices",
    "prune",
    "update_weights",
    "uprate",
]

# Reprs and pickles name the public home, so that a move within the package changes neither.
for _name in __all__:
    if callable(globals()[_name]):
        globals()[_name].__module__ = __name__
