"""What each node adds to the change that an index measures."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from hanoi_ct.hierarchy._index import TreeIndex

_Floats = NDArray[np.float64]


def additive_shares(weights: _Floats, values: _Floats, mean: _Floats, order: float) -> _Floats:
    """Return the shares with which an arithmetic mean gives a generalised mean.

    With these shares v, ``sum(v * values)`` is the mean of order `order`, so that
    ``v * (values - 1)`` adds up to its change (Balk 2008, section 4.2; for the geometric
    mean the weights are divided by the logarithmic mean of value and mean).

    `weights` and `values` have one row an item, `mean` one value a period; a missing
    value has a missing share, and the others are shares of what is there.
    """
    base = np.broadcast_to(mean, values.shape)
    if order == 1.0:
        factor = np.where(np.isnan(values), np.nan, 1.0)
    else:
        near = np.abs(values / base - 1.0) < 1e-7  # where the quotient below loses its digits
        with np.errstate(invalid="ignore", divide="ignore"):
            if order == 0.0:
                quotient = np.log(values / base) / (values - base)
            else:
                quotient = (values**order - base**order) / ((values - base) * order)
            # The derivative half-way: off by less than a rounding where they are near.
            factor = np.where(near, ((values + base) / 2.0) ** (order - 1.0), quotient)
    parts: _Floats = weights * factor
    shares: _Floats = parts / np.nansum(parts, axis=0)
    return shares


def shares_below(index: "TreeIndex", to: str) -> tuple[NDArray[np.int64], _Floats]:
    """Return the rows at and below a node, and the additive share of each in the node.

    A node that was missing, and whose weight its siblings carry, has no share (NaN).
    """
    hierarchy = index.hierarchy
    weight = weights_in_use(index)
    known = ~np.isnan(index.values) & index._has_own_value()
    rows = hierarchy.rows_below(to)
    share = np.full(index.values.shape, np.nan)
    share[rows[0]] = np.where(known[rows[0]], 1.0, np.nan)
    own = np.where(known, index.values, np.nan)
    by_parent = np.argsort(hierarchy.parent, kind="stable")
    sorted_parents = hierarchy.parent[by_parent]
    for parent in rows[hierarchy._tree.leaf[rows] < 0]:
        first, end = np.searchsorted(sorted_parents, [parent, parent + 1])
        children = by_parent[first:end]
        below = additive_shares(weight[children], own[children], own[parent], index.order)
        share[children] = below * share[parent]
    return rows, share[rows]


def weights_in_use(index: "TreeIndex") -> _Floats:
    """Return the weights of every node in every period, updated where they are."""
    weight = np.broadcast_to(index.weights.node, index.values.shape)
    if not index.updated:
        return weight
    factor = np.cumprod(moved_values(index)[:, :-1] ** index.order, axis=1)
    updated: _Floats = weight * np.hstack([np.ones((weight.shape[0], 1)), factor])
    return updated


def moved_values(index: "TreeIndex") -> _Floats:
    """Return the values by which weights move: what is left out moves as what is above."""
    moved = index.values.copy()
    if index.observed is not None:
        for row in np.flatnonzero(np.isnan(moved).any(axis=1)):
            parent, gap = index.hierarchy.parent[row], np.isnan(moved[row])
            if parent >= 0:
                moved[row, gap] = moved[parent, gap]
    return moved
