"""What each node adds to the change of a superlative index.

Each of the two means is written as a geometric mean of the leaves, one step down the
tree at a time; their geometric mean then has the mean of the two shares of each leaf, and
is written as an arithmetic mean of the leaves (Martin 2021). A node adds what its leaves
add.
"""

import numpy as np
from numpy.typing import NDArray

from hanoi_ct.hierarchy._codes.families import sums_of_children
from hanoi_ct.hierarchy._codes.tree import CodeTree
from hanoi_ct.hierarchy._explain.factors import (
    Parts,
    additive_factors,
    levels_moved,
    product_down,
    weights_in_use,
)
from hanoi_ct.hierarchy._values.state import IndexState, Superlative

_Floats = NDArray[np.float64]
Columns = slice | NDArray[np.int64]


def superlative_parts(
    index: IndexState, to: str, columns: tuple[Columns, Columns] | None = None
) -> Parts:
    """Return the shares of the leaves below a node, and what all nodes add to its growth.

    Growth is from one to the other of two `columns`, or with None that of an index above
    1. A leaf that was missing has no part, and its siblings carry its weight.
    """
    assert isinstance(index.origin, Superlative)
    block, tree = index.hierarchy.block_below(to), index.hierarchy.subtree(to)
    leaf, items = tree.leaf_rows, []
    for mean in index.origin:
        before, after = _ends(mean, block, columns)
        weight = (weights_in_use(mean) if columns is None else mean.weights.node)[block]
        relative = after / before
        share = _geometric_shares(tree, weight, before, after, mean.order)
        items.append((share[leaf], relative[leaf], np.sqrt(relative[0])))
    growth = np.broadcast_to(items[0][2] * items[1][2], items[0][0].shape)
    # An imputed leaf differs in the two means, so that it stands here once for each.
    parts = [share * additive_factors(relative, growth, 0.0) for share, relative, _ in items]
    both = _either(*parts)
    total = np.nansum(both, axis=0)
    additive, change = np.full(before.shape, np.nan), np.full(before.shape, np.nan)
    additive[leaf] = both / total
    moved = [part * (relative - 1.0) for part, (_, relative, _) in zip(parts, items, strict=True)]
    change[leaf] = _either(*moved) / total
    _add_up(tree, change)
    shown = index.values[block]
    if columns is not None:
        shown = shown[:, columns[0]] + shown[:, columns[1]]
    change[np.isnan(shown)] = np.nan
    return Parts(additive, change)


def _either(a: _Floats, b: _Floats) -> _Floats:
    """Add the parts in the two means; of a leaf with weight in one of them, that one."""
    both: _Floats = np.where(np.isnan(a) & np.isnan(b), np.nan, np.nan_to_num(a) + np.nan_to_num(b))
    return both


def _ends(
    mean: IndexState,
    block: slice | NDArray[np.int64],
    columns: tuple[Columns, Columns] | None,
) -> list[_Floats]:
    """Return the levels at the beginning and at the end of the change."""
    levels = mean._levels()
    if columns is not None:
        return [levels[block][:, each] for each in columns]
    own = np.where(mean._has_own_value(), levels, np.nan)[block]
    return [np.ones_like(own), own]


def _geometric_shares(
    tree: CodeTree, weight: _Floats, before: _Floats, after: _Floats, order: float
) -> _Floats:
    """Return the shares of nodes in their root, were each mean on the way a geometric one."""
    child = np.flatnonzero(tree.parent >= 0)
    above = tree.parent[child]
    moved = levels_moved(before[child], (after / before)[above])
    part = weight[child] * additive_factors(after[child], moved, order)
    part /= additive_factors(after[child], moved, 0.0)
    rows, sums = sums_of_children(above, np.nan_to_num(part))
    total = np.zeros_like(after)
    total[rows] = sums
    with np.errstate(invalid="ignore"):  # a node without any child that is observed
        return product_down(tree, before + after, part / total[above])


def _add_up(tree: CodeTree, change: _Floats) -> None:
    """Give each node above the leaves the sum of its children, from the deepest level up."""
    for level in tree.rows_by_level()[:0:-1]:
        rows, sums = sums_of_children(tree.parent[level], np.nan_to_num(change[level]))
        change[rows] = sums
