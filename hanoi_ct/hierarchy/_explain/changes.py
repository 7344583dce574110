"""What each node adds to the change of a total's level, in an index that is not linked."""

import numpy as np

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.hierarchy._explain.decompose import decompose
from hanoi_ct.hierarchy._explain.factors import parts_of_mean
from hanoi_ct.hierarchy._explain.superlative import Columns, superlative_growth
from hanoi_ct.hierarchy._values.state import (
    Chained,
    IndexState,
    Rebased,
    Superlative,
    Withheld,
)


def between(index: IndexState, row: int, start: Columns, end: Columns) -> Floats:
    """Return what each node at and below a row adds to its change between pairs of columns.

    The row of the total is its own change; children add up to their parent.
    """
    origin, to = index.origin, index.hierarchy.codes[row]
    if isinstance(origin, Rebased):
        moved: Floats = between(origin.source, row, start, end) / origin.level[row]
        return moved
    if isinstance(origin, Chained):
        points = _chained_points(origin.links, origin.links.hierarchy.codes[row], index[to])
        return points[:, end] - points[:, start]
    _refuse_changing_weights(index)
    if isinstance(origin, Superlative):
        return superlative_growth(index, to, start, end) * index[to][start]
    return _changes_of_mean(index, to, start, end, np.ones(index[to][start].shape))


def growth_between(
    index: IndexState, to: str, start: slice, end: slice, base: Floats, out: Floats
) -> None:
    """Write what nodes add to the growth of a total over `base`, its level at the start.

    The index is a mean, or a superlative one, on its base. All is missing where the base is
    not positive.
    """
    _refuse_changing_weights(index)
    if not isinstance(index.origin, Superlative):
        _changes_of_mean(index, to, start, end, base, out)
        return
    superlative_growth(index, to, start, end, out)
    none = ~(base > 0.0)
    if none.any():
        out[:, none] = np.nan


def _changes_of_mean(
    index: IndexState,
    to: str,
    start: Columns,
    end: Columns,
    base: Floats,
    out: Floats | None = None,
) -> Floats:
    """Take apart a mean of order r with constant weights w.

    Its change is that of the mean of order r of the relatives x1 / x0, with the weights
    ``w * x0**r``; this is written as an arithmetic mean at each node.
    """
    block, tree = index.hierarchy.block_below(to), index.hierarchy.subtree(to)
    levels, weight = index._levels()[block], index.weights.node[block]
    moved = parts_of_mean(tree, weight, levels[:, start], levels[:, end], index.order, base, out)
    if isinstance(index.origin, Withheld):
        shown = index.values[block]
        moved[np.isnan(shown[:, start] + shown[:, end])] = np.nan
    return moved


def _chained_points(links: IndexState, to: str, total: Floats) -> Floats:
    """Return the sums of what each node has added to the level of a total so far."""
    change = decompose(links, to).values[:, 1:]
    steps = np.nan_to_num(change) * np.nan_to_num(total[:-1])
    # A node without a contribution adds nothing; a missing total has nothing to take apart.
    points = np.hstack([np.zeros((len(change), 1)), np.cumsum(steps, axis=1)])
    points[:, np.isnan(total)] = np.nan
    return points


def _refuse_changing_weights(index: IndexState) -> None:
    means = index.origin if isinstance(index.origin, Superlative) else (index,)
    if not all(mean.weights.constant for mean in means):
        raise ArgumentValueError(
            "the index of contributions must have constant weights on its fixed base; got weights "
            "for each period: aggregate the ratios to the period before with them "
            "(kind='period_on_period'), and chain these"
        )
