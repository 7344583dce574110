"""What each node adds to the change that an index measures."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct.hierarchy._codes.families import sums_of_children
from hanoi_ct.hierarchy._codes.tree import CodeTree
from hanoi_ct.hierarchy._values.state import IndexState, Withheld

_Floats = NDArray[np.float64]


class Parts(NamedTuple):
    """The share of each node in a total, and what it adds to the total's change."""

    share: _Floats
    change: _Floats


def additive_factors(values: _Floats, reference: _Floats, order: float) -> _Floats:
    """Return the factors on the weights with which an arithmetic mean gives another mean.

    For a mean of order r they are ``(values**r - reference**r) / r (values - reference)``,
    so that ``sum(weight * factor * (values - reference))`` is zero where `reference`
    holds the mean itself (Balk 2008, section 4.2); for the geometric mean they are one
    over the logarithmic mean. An item that is zero in both has none to give: zero.
    """
    low, high = np.minimum(values, reference), np.maximum(values, reference)
    gap = high - low
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        # log1p and expm1 keep the digits that logarithms and powers of near values lose.
        if order == 0.0:
            factor: _Floats = np.where(gap == 0.0, 1.0 / low, np.log1p(gap / low) / gap)
        else:
            power = np.expm1(order * np.log1p(gap / low)) / (order * gap)
            factor = np.where(gap == 0.0, low ** (order - 1.0), low**order * power)
            factor = np.where(low == 0.0, high ** (order - 1.0) / order, factor)
    factor[high == 0.0] = 0.0
    return factor


def multipliers(
    tree: CodeTree, weight: _Floats, before: _Floats, after: _Floats, order: float
) -> _Floats:
    """Return what one point of each node is worth in points of its root.

    `before` and `after` are levels of every node of `tree`, each node a mean of order
    `order` of its children with `weight`. Multiplied by ``after - before`` the result is
    what each node adds to the change of its root: children add up to their parent.

    A node that is missing at either end has none; its siblings carry its weight.
    """
    child = np.flatnonzero(tree.parent >= 0)
    above = tree.parent[child]
    x0, x1 = before[child], after[child]
    if order == 1.0:
        part = np.where(np.isnan(x0) | np.isnan(x1), np.nan, weight[child])
        size, whole = part, np.ones_like(after)
    else:
        with np.errstate(invalid="ignore", divide="ignore"):
            relative = after / before
        moved = levels_moved(x0, relative[above])
        part = weight[child] * additive_factors(x1, moved, order)
        size, whole = part * (x0 + x1), before + after
    rows, sums = sums_of_children(above, np.nan_to_num(size))
    scale = np.zeros_like(after)
    # Where all children stay zero, they add nothing.
    scale[rows] = np.divide(whole[rows], sums, out=np.zeros_like(sums), where=sums != 0.0)
    return product_down(tree, before + after, part * scale[above])


def levels_moved(level: _Floats, relative: _Floats) -> _Floats:
    """Return levels times the relatives of their parents; what is zero stays zero."""
    with np.errstate(invalid="ignore"):  # zero times what rose from zero
        return np.where(level == 0.0, 0.0, level * relative)


def product_down(tree: CodeTree, known: _Floats, part: _Floats) -> _Floats:
    """Multiply the parts that nodes have in their parents down to parts in their roots.

    `part` has one row a node below the roots. Roots have a part of 1, and none where
    `known` is missing.
    """
    product = np.where(np.isnan(known), np.nan, 1.0)
    product[tree.parent >= 0] = part
    for level in tree.rows_by_level()[1:]:
        product[level] *= product[tree.parent[level]]
    return product


def parts_below(index: IndexState, to: str) -> Parts:
    """Return shares in a node, and additions to its change from 1, at and below it."""
    block, tree = index.hierarchy.block_below(to), index.hierarchy.subtree(to)
    levels = index._levels()
    known = (~np.isnan(levels) & index._has_own_value())[block]
    own = np.where(known, levels[block], np.nan)
    share = multipliers(tree, weights_in_use(index)[block], np.ones_like(own), own, index.order)
    change = share * (own - 1.0)
    if isinstance(index.origin, Withheld):
        change[np.isnan(index.values[block])] = np.nan
    return Parts(share, change)


def weights_in_use(index: IndexState) -> _Floats:
    """Return the weights of every node in every period, updated where they are."""
    weight = np.broadcast_to(index.weights.node, index.values.shape)
    if not index.updated:
        return weight
    factor = np.cumprod(moved_values(index)[:, :-1] ** index.order, axis=1)
    updated: _Floats = weight * np.hstack([np.ones((weight.shape[0], 1)), factor])
    return updated


def moved_values(index: IndexState) -> _Floats:
    """Return the values by which weights move: what is left out moves as what is above."""
    moved = index.values.copy()
    if index.observed is not None:
        tree = index.hierarchy
        roots = tree.parent < 0
        moved[roots] = np.where(np.isnan(moved[roots]), 1.0, moved[roots])  # nothing to move by
        for level in tree.rows_by_level()[1:]:
            moved[level] = np.where(np.isnan(moved[level]), moved[tree.parent[level]], moved[level])
    return moved
