"""Weighted means up a tree of products, classes and sections, and contributions."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct import _core
from hanoi_ct._inputs import overloads
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.labels import no_labels
from hanoi_ct._inputs.libraries import library_of
from hanoi_ct._inputs.spelling import all_in_nfc
from hanoi_ct._inputs.tabular import is_tabular, take
from hanoi_ct._inputs.threads import runs_of_periods, within_reach
from hanoi_ct._inputs.validate import (
    apart,
    axis_number,
    first_position,
    float64_array,
    integer,
    integer_array,
    output_array,
    shown,
)
from hanoi_ct._inputs.wide import consecutive, of_products, over_time, wide_of
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

_Rows = NDArray[np.int64]


@overloads.over_time
def aggregate(
    x: ArrayLike | Any,
    weights: ArrayLike | Any,
    parent: ArrayLike | Any,
    *,
    axis: int = 0,
    out: Floats | None = None,
) -> Any:
    """Aggregate index numbers of leaves to every node of a tree, by weighted means.

    A node's index is the mean of the leaves below it, weighted by their base weights
    (Laspeyres, Lowe): the sum of weight times index over the sum of the weights. A
    parent is therefore also the mean of its children, weighted by the sums of their
    leaves' weights.

    Parameters
    ----------
    x : array_like of real numbers, or labelled data
        Index numbers (or any levels on one base), one row a leaf along `axis`, in the
        order in which the leaves stand in `parent`. The other axes, if any, are periods
        and further dimensions. A frame of pandas, polars or Arrow has its periods down the
        rows and one column a leaf, a DataArray a dimension of time; the result has one
        column a node, named by the index of `parent` where that is a pandas Series.
    weights : array_like of real numbers
        One base weight for each leaf; not negative, finite, in any unit (fractions,
        1000, dong). They need not add up to anything, but to more than zero below
        every node.
    parent : array_like of int
        The tree, one entry a node: the row of the node's parent, or -1 for a root.
        Every parent must stand before its children, as in a printed code list. The
        leaves are the nodes without children; they may stand at any level.
    axis : int, default 0
        The axis of `x` along which the leaves lie.
    out : ndarray of float64, optional
        Where to put the result.

    Returns
    -------
    ndarray of float64
        In the unit of `x`; the shape of `x` with one row a node, in the order of
        `parent`, instead of one row a leaf. Leaves are copied unchanged.

    Raises
    ------
    ArgumentTypeError
        `x` or `weights` is not an array of real numbers, `parent` not one of integers,
        `out` not a float64 array.
    ArgumentValueError
        A tree with a cycle, an orphan or a parent after its child; weights that are
        negative, not finite, of the wrong count or zero for all leaves of a node; `x`
        with another number of leaves than the tree; `axis` out of range; `out` of
        another shape or read-only.

    Notes
    -----
    A missing value (NaN) makes every ancestor missing in its period, even where its
    weight is zero; nothing is filled. Numerators are summed first and divided once a
    node, so a node of n leaves is off by at most about :math:`n 2^{-53}` relative to
    the mean of the absolute values.

    References
    ----------
    IMF, ILO, OECD, UNECE, World Bank (2004), *Producer Price Index Manual: Theory and
    Practice*, chapter 9. United Nations (2013), *International Recommendations for the
    Index of Industrial Production 2010*, chapter V.

    Examples
    --------
    Two groups below a total, three products and two:

    >>> import hanoi_ct
    >>> parent = [-1, 0, 1, 1, 1, 0, 5, 5]
    >>> products = [120, 115, 132, 142, 110]
    >>> index = hanoi_ct.aggregate(products, [0.20, 0.25, 0.15, 0.10, 0.30], parent)
    >>> [float(index[node]) for node in (0, 5)]
    [119.75, 118.0]
    """
    if is_tabular(x, weights, parent):
        return _of_table(aggregate, x, weights, parent, axis, out, {})
    values = float64_array(x, "x", "aggregate", min_ndim=1)
    tree = checked_tree(parent, "aggregate")
    each, node_weight = _weights(weights, tree, "aggregate")
    leaves = axis_number(axis, values.ndim, "aggregate")
    result = _output(values, tree, leaves, out, "aggregate")
    values = apart(values, result)
    rows, nodes = np.moveaxis(values, leaves, 0), np.moveaxis(result, leaves, 0)
    if values.ndim == 1:
        rows, nodes = rows[:, np.newaxis], nodes[:, np.newaxis]

    x_rows, out_rows = np.moveaxis(rows, 0, -2), np.moveaxis(nodes, 0, -2)

    def compute(scale: float) -> None:
        def up_the_tree(part: slice) -> None:
            _core.tree_aggregate(
                x_rows[..., part],
                (each * scale)[:, np.newaxis],
                tree.parent,
                tree.leaf,
                (node_weight * scale)[:, np.newaxis],
                out_rows[..., part],
            )

        _in_runs(up_the_tree, runs_of_periods(out_rows.shape[-1], result.size), result, out)

    _without_overflow(compute, values, node_weight, tree, np.moveaxis(result, leaves, 0))
    return result


@overloads.over_time
def contributions(
    x: ArrayLike | Any,
    weights: ArrayLike | Any,
    parent: ArrayLike | Any,
    lag: int = 12,
    *,
    freq: str | None = None,
    axis: int = 0,
    out: Floats | None = None,
) -> Any:
    """Contribution of every node of a tree to the growth of its root.

    The growth of the total over `lag` periods is taken apart with weights updated to
    the volume of the comparison period: W (I1 - I0) / sum(W I0), where the sum runs
    over the leaves of the root. Base-year weights times growth rates would not add up.

    Parameters
    ----------
    x : array_like of real numbers, or labelled data
        Index numbers on a fixed base, one row a leaf along `axis`, consecutive periods
        along the last of the other axes. Labelled data as in `aggregate`; that their
        periods are consecutive is checked.
    weights, parent
        As in `aggregate`.
    lag : int, default 12
        How many periods back the comparison period lies; at least 1. 12 compares months
        with the same month of the year before.
    freq : str, optional
        The unit of the periods of labelled data, where their labels leave it open: "M", "Q",
        "Y" ...; as in `growth`.
    axis : int, default 0
        The axis of `x` along which the leaves lie.
    out : ndarray of float64, optional
        Where to put the result.

    Returns
    -------
    ndarray of float64
        Fractions (0.05 is 5 percentage points), in the shape of `x` with one row a node
        instead of one row a leaf. A root's row is its growth rate. The first `lag`
        periods are NaN.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `aggregate`, and for a `lag` that is not an integer of at least 1, and an `x`
        without a dimension for the periods.

    Notes
    -----
    The contributions of the leaves, and of the nodes of any level that covers all
    leaves, add up to the growth of the root, but for the rounding of each. A missing
    value makes its leaf missing at both ends, and every node of the tree missing where
    it makes the root missing in the comparison period. Where the root is zero or
    negative in the comparison period it has no growth rate, and its nodes have no
    contributions.

    References
    ----------
    United Nations (2013), *International Recommendations for the Index of Industrial
    Production 2010*, chapter VI.

    Examples
    --------
    >>> import hanoi_ct
    >>> index = [[100, 110], [100, 95]]
    >>> points = hanoi_ct.contributions(index, [3, 1], [-1, 0, 0], lag=1)
    >>> points[:, 1]
    array([ 0.0625,  0.075 , -0.0125])
    """
    if is_tabular(x, weights, parent):
        return _of_table(contributions, x, weights, parent, axis, out, {"lag": lag, "freq": freq})
    no_labels(freq, None, "contributions")
    values = float64_array(x, "x", "contributions", min_ndim=2)
    tree = checked_tree(parent, "contributions")
    each, node_weight = _weights(weights, tree, "contributions")
    back = integer(lag, "lag", "contributions", low=1)
    leaves = axis_number(axis, values.ndim, "contributions")
    result = _output(values, tree, leaves, out, "contributions")
    values = apart(values, result)
    rows = np.moveaxis(values, leaves, -2)
    roots = roots_above(tree)

    nodes = np.moveaxis(result, leaves, -2)
    back = min(back, rows.shape[-1] + 1)

    def compute(scale: float) -> None:
        # Pieces from the last to the first: each writes NaN into the periods before it that
        # it compares with, and the one before puts them right.
        def up_the_tree(part: slice) -> None:
            reached = slice(max(0, part.start - back), part.stop)
            _core.tree_contributions(
                rows[..., reached],
                each * scale,
                tree.parent,
                tree.leaf,
                node_weight * scale,
                roots,
                back,
                nodes[..., reached],
            )

        parts = runs_of_periods(rows.shape[-1], result.size, cost=2)[::-1]
        _in_runs(up_the_tree, parts, result, out)

    # The first periods have nothing to compare with: their NaN tell nothing of an overflow.
    compared = np.moveaxis(result, leaves, 0)[..., back:]
    _without_overflow(compute, values, node_weight, tree, compared)
    return result


def _in_runs(work: Callable[[slice], None], parts: list[slice], result: Floats, out: Any) -> None:
    """Do the work on runs of periods, out of the way of Ctrl-C unless it writes into `out`."""
    for part in parts:
        if out is None:
            within_reach(partial(work, part), result.size)
        else:
            work(part)


def _of_table(
    function: Callable[..., Floats],
    x: Any,
    weights: Any,
    parent: Any,
    axis: Any,
    out: Any,
    options: dict[str, Any],
) -> Any:
    """Apply a function of leaves to labelled data: periods by leaves give periods by nodes."""
    name = function.__name__
    above = take(parent, "parent", name).values if is_tabular(parent) else parent
    codes = list(parent.index) if library_of(parent) == "pandas" else None
    if library_of(x) is None:
        each = take(weights, "weights", name).values if is_tabular(weights) else weights
        return function(x, each, above, axis=axis, out=out, **options)
    if out is not None or axis != 0:
        given = "out" if out is not None else "axis"
        raise ArgumentTypeError(f"`{given}` of {name} must be left out for labelled input")
    table = wide_of(x, "x", name)
    if "freq" in options:
        consecutive(table, options.pop("freq"), "x", name)
    tree = checked_tree(above, name)
    if codes is not None:
        leaves = [code for code, leaf in zip(codes, tree.leaf, strict=True) if leaf >= 0]
        if all_in_nfc(leaves) != all_in_nfc(table.products):
            raise ArgumentValueError(
                f"the columns of `x` of {name} must be the leaves of `parent`, in its order; got "
                f"{shown(table.products)} for {shown(leaves)}: reindex the columns"
            )
    each = of_products(weights, table.products, "weights", "x", name)
    result = function(table.values, each, tree.parent, **options)
    return over_time(result, table, list(range(len(tree.parent))) if codes is None else codes)


class Tree(NamedTuple):
    """A checked tree: for each node the row of its parent, and of its leaf in `x`."""

    parent: _Rows
    leaf: _Rows

    @property
    def n_leaves(self) -> int:
        return int((self.leaf >= 0).sum())


def checked_tree(parent: Any, function: str) -> Tree:
    rule = f"`parent` of {function} must be a one-dimensional array of integers"
    # Copied: what is checked is what is used, whoever writes into the caller's array.
    array = np.array(integer_array(parent, rule))
    if array.ndim != 1:
        raise ArgumentTypeError(f"{rule}; got shape {array.shape}")
    rows = np.arange(array.size)
    orphan = (array < -1) | (array >= array.size)
    if orphan.any():
        count, (row,) = first_position(orphan)
        raise ArgumentValueError(
            f"`parent` of {function} must be -1 or a row from 0 to {array.size - 1}; got "
            f"{array[row]} at row {row}, an orphan{_more(count)}"
        )
    above = array.astype(np.int64, order="C", copy=False)
    misplaced = above >= rows
    if misplaced.any():
        count, (row,) = first_position(misplaced)
        _refuse_cycle(above, function)
        raise ArgumentValueError(
            f"`parent` of {function} must stand before its children; got row {row} before "
            f"its parent, row {above[row]}{_more(count)}: sort the nodes from the roots down"
        )
    leaf = np.full(above.size, -1, dtype=np.int64)
    is_leaf = np.ones(above.size, dtype=bool)
    is_leaf[above[above >= 0]] = False
    leaf[is_leaf] = np.arange(is_leaf.sum())
    return Tree(above, leaf)


def _refuse_cycle(parent: _Rows, function: str) -> None:
    """Raise if some node is its own ancestor, and name the nodes of the cycle."""
    seen_from = np.full(parent.size, -1)
    for start in range(parent.size):
        node, path = start, []
        while node >= 0 and seen_from[node] < 0:
            seen_from[node] = start
            path.append(node)
            node = int(parent[node])
        if node >= 0 and seen_from[node] == start:
            cycle = [*path[path.index(node) :], node]
            raise ArgumentValueError(
                f"`parent` of {function} must lead up to a root; got a cycle, rows "
                f"{' -> '.join(str(row) for row in cycle)}"
            )


def _weights(weights: Any, tree: Tree, function: str) -> tuple[Floats, Floats]:
    """Return the weights of the leaves, and their sums at every node."""
    each = float64_array(weights, "weights", function, min_ndim=1)
    if each.shape != (tree.n_leaves,):
        raise ArgumentValueError(
            f"`weights` of {function} must have one weight for each of the {tree.n_leaves} "
            f"leaves; got shape {each.shape}"
        )
    refused = ~((each >= 0.0) & (each < np.inf))
    if refused.any():
        count, (leaf,) = first_position(refused)
        raise ArgumentValueError(
            f"`weights` of {function} must be finite and not negative; got {each[leaf]} at "
            f"leaf {leaf} (row {int(np.flatnonzero(tree.leaf == leaf)[0])} of the tree)"
            f"{_more(count)}"
        )
    node_weight = _core.tree_sum(each[:, np.newaxis], tree.parent, tree.leaf)[:, 0]
    divides = (tree.leaf < 0) | (tree.parent < 0)  # a leaf below others may weigh nothing
    refused = divides & ~((node_weight > 0.0) & (node_weight < np.inf))
    if refused.any():
        count, (row,) = first_position(refused)
        raise ArgumentValueError(
            f"`weights` of {function} must add up to a positive finite number below every node; "
            f"got {node_weight[row]} at row {row} of the tree{_more(count)}"
        )
    return each, np.ascontiguousarray(node_weight)


def _output(values: Floats, tree: Tree, axis: int, out: Floats | None, function: str) -> Floats:
    """Return room for the nodes: `out`, or a new array in the memory order of `values`."""
    if values.shape[axis] != tree.n_leaves:
        raise ArgumentValueError(
            f"`x` of {function} must have one row for each of the {tree.n_leaves} leaves "
            f"along axis {axis}; got {values.shape[axis]}"
        )
    shape = (*values.shape[:axis], tree.parent.size, *values.shape[axis + 1 :])
    if out is None:
        return np.empty_like(values, shape=shape)
    return output_array(out, shape, function)


def _without_overflow(
    compute: Callable[[float], None],
    values: Floats,
    node_weight: Floats,
    tree: Tree,
    nodes: Floats,
) -> None:
    """Compute with the weights as they are, or where sums of weight times value overflow,
    with weights that are smaller by a power of two: a mean is the same.

    An overflow anywhere is felt at a root, as an infinity or as NaN.
    """
    compute(1.0)
    roots = np.flatnonzero(tree.parent < 0)
    if np.isfinite(nodes[roots]).all():
        return
    heaviest = float(node_weight.max())
    if heaviest <= 1.0:
        return
    sizes = np.abs(values[np.isfinite(values)])
    if sizes.size and sizes.max() > np.finfo(float).max / heaviest / 4:
        compute(2.0 ** -np.ceil(np.log2(heaviest) + 2.0))


def roots_above(tree: Tree) -> _Rows:
    """Return the row of the root above each node."""
    root = np.where(tree.parent < 0, np.arange(tree.parent.size), tree.parent)
    while True:  # doubles the distance climbed each time
        higher = root[root]
        if np.array_equal(higher, root):
            return root
        root = higher


def _more(count: int) -> str:
    return f" (the first of {count})" if count > 1 else ""
