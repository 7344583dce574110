"""What each node adds to the change of a superlative index.

Each of the two means is written as a geometric mean of the leaves, one step down the
tree at a time; their geometric mean then has the mean of the two shares of each leaf, and
is written as an arithmetic mean of the leaves (Martin 2021). A node adds what its leaves
add. The core does it: csrc/include/hct/tree_parts.h.
"""

import numpy as np
from numpy.typing import NDArray

from hanoi_ct import _core
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct.hierarchy._explain.factors import CHANGE, SHARE, Parts, weights_in_use
from hanoi_ct.hierarchy._values.state import IndexState, Superlative

Columns = slice | NDArray[np.int64]


def superlative_parts(index: IndexState, to: str) -> Parts:
    """Return the shares of the leaves below a node, and what all nodes add to its change
    from 1. A leaf that was missing has no part, and its siblings carry its weight."""
    assert isinstance(index.origin, Superlative)
    block, ends = index.hierarchy.block_below(to), []
    for mean in index.origin:
        own = np.where(mean._has_own_value(), mean._levels(), np.nan)[block]
        ends.append((np.broadcast_to(1.0, own.shape), own, weights_in_use(mean)[block]))
    shown = index.values[block]
    share, change = (_parts(index, to, ends, (shown, shown), what) for what in (SHARE, CHANGE))
    return Parts(share, change)


def superlative_growth(
    index: IndexState, to: str, start: Columns, end: Columns, out: Floats | None = None
) -> Floats:
    """Return what nodes add to the growth of one at the top from one to another of columns."""
    assert isinstance(index.origin, Superlative)
    block, ends = index.hierarchy.block_below(to), []
    for mean in index.origin:
        levels = mean._levels()[block]
        ends.append((levels[:, start], levels[:, end], mean.weights.node[block]))
    shown = index.values[block]
    return _parts(index, to, ends, (shown[:, start], shown[:, end]), CHANGE, out)


def _parts(
    index: IndexState,
    to: str,
    ends: list[tuple[Floats, Floats, Floats]],
    shown: tuple[Floats, Floats],
    what: int,
    out: Floats | None = None,
) -> Floats:
    """Return shares or changes; `ends` has levels before, after and weights of each mean."""
    parent = index.hierarchy.subtree(to).parent
    n_nodes, n_periods = shown[0].shape
    result = np.empty((n_nodes, n_periods)) if out is None else out
    # Six rows of scratch, or 2 x 128 where that is not more than the result, for each child of
    # the largest family.
    largest = int(np.bincount(parent[1:], minlength=1).max())
    rows = -(-min(256 * largest, n_nodes * n_periods) // n_nodes)
    room = np.empty((max(6, rows), n_nodes))
    lists = np.empty((2, n_nodes), dtype=np.int64)
    first, second = ends
    _core.tree_superlative(*first, *second, *shown, parent, index.order, what, result, lists, room)
    return result
