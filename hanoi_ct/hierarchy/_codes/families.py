"""Sums over the children of nodes, without a loop over the nodes."""

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.arrays import Floats

_Rows = NDArray[np.int64]


def sums_of_children(above: _Rows, parts: Floats) -> tuple[_Rows, Floats]:
    """Return the rows of the parents of some children, and the sums of their parts.

    `above` holds the row of each child's parent, `parts` one row a child. The children
    of a parent are added from the first to the last.
    """
    order = np.argsort(above, kind="stable")
    first = np.flatnonzero(np.diff(above[order], prepend=-1))
    in_order = parts if (np.diff(order) == 1).all() else parts[order]
    return above[order[first]], np.add.reduceat(in_order, first, axis=0)
