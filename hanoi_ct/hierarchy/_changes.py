"""What each node adds to the change of a total's level over a lag."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.hierarchy._decompose import multipliers
from hanoi_ct.hierarchy._splice import linked_points
from hanoi_ct.hierarchy._superlative import superlative_parts

if TYPE_CHECKING:
    from hanoi_ct.hierarchy._index import FixedBaseIndex, PeriodOnPeriodIndex

_Floats = NDArray[np.float64]


def changes(index: "FixedBaseIndex", to: str, lag: int) -> _Floats:
    """Return what each node at and below a total adds to the change of its level.

    One column for each period that has another `lag` periods before it. The row of the
    total is its own change; children add up to their parent.
    """
    if index._means is not None:
        _refuse_other_indexes(index)
        return superlative_parts(index, to, lag).change * index[to][:-lag]
    if index._rebased_from is not None:
        original, level = index._rebased_from
        moved: _Floats = changes(original, to, lag) / level[index.hierarchy.row(to)]
        return moved
    if index._links is not None:
        points = _chained_points(index._links, to, index[to])
        return points[:, lag:] - points[:, :-lag]
    if index._segments:
        points = linked_points(index, to, index._segments)
        return points[:, lag:] - points[:, :-lag]
    _refuse_other_indexes(index)
    return _changes_of_mean(index, to, lag)


def _changes_of_mean(index: "FixedBaseIndex", to: str, lag: int) -> _Floats:
    """Take apart a mean of order r with constant weights w.

    Its change is that of the mean of order r of the relatives x1 / x0, with the weights
    ``w * x0**r``; this is written as an arithmetic mean at each node. An arithmetic mean
    with all its leaves is a sum, and what a point of each node is worth is its weight.
    """
    block = index.hierarchy.block_below(to)
    levels, weight = index._levels(), index.weights.node[block]
    before, after = levels[block, :-lag], levels[block, lag:]
    if index._is_one_base() and not index._has_gaps():
        worth = weight / weight[0]
    else:
        worth = multipliers(index.hierarchy.subtree(to), weight, before, after, index.order)
    moved: _Floats = worth * (after - before)
    if index._whole is not None:
        shown = index.values[block]
        moved[np.isnan(shown[:, lag:] + shown[:, :-lag])] = np.nan
    return moved


def _chained_points(links: "PeriodOnPeriodIndex", to: str, total: _Floats) -> _Floats:
    """Return the sums of what each node has added to the level of a total so far."""
    change = links.decompose(to).values[:, 1:]
    steps = np.nan_to_num(change) * total[:-1]
    # A node without a contribution adds nothing; a missing total stays missing.
    return np.hstack([np.zeros((len(change), 1)), np.cumsum(steps, axis=1)])


def _refuse_other_indexes(index: "FixedBaseIndex") -> None:
    if index._segments is not None:
        raise ArgumentValueError(
            "the index of contributions must be linked from arithmetic means with constant "
            "weights; got a linked index of other means"
        )
    if not all(mean.weights.constant for mean in index._means or (index,)):
        raise ArgumentValueError(
            "the index of contributions must have constant weights on its fixed base; got weights "
            "for each period: aggregate the ratios to the period before with them "
            "(kind='period_on_period'), and chain these"
        )
