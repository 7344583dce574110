"""What each node adds to the change that an index measures."""

from typing import NamedTuple

import numpy as np

from hanoi_ct import _core
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct.hierarchy._codes.tree import CodeTree
from hanoi_ct.hierarchy._values.state import IndexState, Withheld

# What of each node is wanted: as in csrc/include/hct/tree_parts.h.
SHARE, CHANGE = 0, 1


class Parts(NamedTuple):
    """The share of each node in a total, and what it adds to the total's change."""

    share: Floats
    change: Floats


def parts_of_mean(
    tree: CodeTree,
    weight: Floats,
    before: Floats,
    after: Floats,
    order: float,
    base: Floats | None = None,
    out: Floats | None = None,
) -> Floats:
    """Return what each node adds to the change of the root of a tree over a base.

    `before` and `after` are levels of every node of `tree`, each node a mean of order
    `order` of its children with `weight`; children add up to their parent. Without a base:
    the shares of the nodes, what a point of each is worth in points of the root. A node that
    is missing at either end has none; its siblings carry its weight.
    """
    room = np.empty(before.shape) if out is None else out
    lists = np.empty((2, len(tree)), dtype=np.int64)
    shares, over = (True, np.ones(before.shape[1])) if base is None else (False, base)
    _core.tree_parts(
        before, after, weight, tree.parent, order, over, SHARE if shares else CHANGE, room, lists
    )
    return room


def parts_below(index: IndexState, to: str) -> Parts:
    """Return shares in a node, and additions to its change from 1, at and below it."""
    block, tree = index.hierarchy.block_below(to), index.hierarchy.subtree(to)
    levels = index._levels()
    known = (~np.isnan(levels) & index._has_own_value())[block]
    own = np.where(known, levels[block], np.nan)
    start = np.broadcast_to(1.0, own.shape)
    share = parts_of_mean(tree, weights_in_use(index)[block], start, own, index.order)
    change = share * (own - 1.0)
    if isinstance(index.origin, Withheld):
        change[np.isnan(index.values[block])] = np.nan
    return Parts(share, change)


def weights_in_use(index: IndexState) -> Floats:
    """Return the weights of every node in every period, updated where they are."""
    weight = np.broadcast_to(index.weights.node, index.values.shape)
    if not index.updated:
        return weight
    factor = np.cumprod(moved_values(index)[:, :-1] ** index.order, axis=1)
    updated: Floats = weight * np.hstack([np.ones((weight.shape[0], 1)), factor])
    return updated


def moved_values(index: IndexState) -> Floats:
    """Return the values by which weights move: what is left out moves as what is above."""
    moved = index.values.copy()
    if index.observed is not None:
        tree = index.hierarchy
        roots = tree.parent < 0
        moved[roots] = np.where(np.isnan(moved[roots]), 1.0, moved[roots])  # nothing to move by
        for level in tree.rows_by_level()[1:]:
            moved[level] = np.where(np.isnan(moved[level]), moved[tree.parent[level]], moved[level])
    return moved
