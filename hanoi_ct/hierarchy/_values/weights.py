"""Weights of a tree, in the forms in which they come."""

import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct import _core
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.as_pandas import as_pandas
from hanoi_ct._inputs.validate import first_position, float64_array, real_number
from hanoi_ct.errors import ArgumentValueError, WeightWarning
from hanoi_ct.hierarchy._codes.tree import CodeTree
from hanoi_ct.hierarchy._values.leaves import Lookup, in_order, leaf_places, numbers_of_table

_ROUNDING = 1e-4  # relative difference that published weights have from rounding alone


class Weights(NamedTuple):
    """Weights of the leaves, and their sums at every node; one column, or one a period.

    A weight of 0 in a period means that a node is not in the basket of that period.
    """

    leaf: Floats
    node: Floats
    own: Floats | None = None  # of every node, where each level has weights of its own

    @property
    def constant(self) -> bool:
        return int(self.leaf.shape[1]) == 1

    def outside(self) -> NDArray[np.bool_] | None:
        """Tell which leaves are not in the basket in which period; None if all always are.

        A leaf that never has weight is carried along beside the basket, whether its weight
        is said once or for each period.
        """
        if self.constant or (self.leaf > 0.0).all():
            return None
        none: NDArray[np.bool_] = (self.leaf == 0.0) & (self.leaf > 0.0).any(axis=1, keepdims=True)
        return none


def tree_weights(
    hierarchy: CodeTree,
    weights: Any,
    periods: Sequence[Any],
    *,
    each_level: bool,
    tolerance: float | None,
    function: str,
    lookup: Lookup | None = None,
) -> Weights:
    """Take weights of leaves, or of all nodes, and check them against the tree.

    `lookup` tells how the codes of the data were looked up.
    """
    if tolerance is not None:
        real_number(tolerance, "tolerance", function, "a number, not negative", lambda v: v >= 0.0)
    rows, of_nodes = _rows(hierarchy, weights, periods, function, lookup)
    if rows.shape[1] not in (1, len(periods)):
        raise ArgumentValueError(
            f"`weights` of {function} must have one column, or one for each of the {len(periods)} "
            f"periods; got {rows.shape[1]}"
        )
    if rows.shape[1] > 1:
        rows = np.nan_to_num(rows, nan=0.0, posinf=np.inf)  # no weight: not in the basket
    _check_values(hierarchy, rows, of_nodes, periods, function)
    leaf = rows
    if of_nodes and each_level:
        leaf = _down_the_levels(hierarchy, rows)[hierarchy.leaf_rows]
    elif of_nodes:
        leaf = np.ascontiguousarray(rows[hierarchy.leaf_rows])
    elif each_level:
        raise ArgumentValueError(
            f"`weights` of {function} must be given for every node under each_level=True; got "
            f"weights of the leaves"
        )
    node = _core.tree_sum(leaf, hierarchy.parent, hierarchy._tree.leaf)
    _check_sums(hierarchy, node, periods, function)
    if of_nodes and not each_level:
        _compare_with_children(hierarchy, rows, node, tolerance, function)
    return Weights(leaf, node, rows if each_level else None)


def update_weights(weights: ArrayLike, index: ArrayLike, order: float = 1.0) -> Floats:
    """Update weights to the prices, or the volume, of a later period.

    Parameters
    ----------
    weights : array_like of real numbers
        Weights of the base period.
    index : array_like of real numbers
        Each item's index (price or volume) of the later period over the base, as a
        ratio: 1.25 for a rise of 25 %. Of a shape that broadcasts with `weights`.
    order : float, default 1
        The order of the mean in which the weights serve: they are multiplied by the
        index to that power, so that a geometric mean (0) leaves them as they are.

    Returns
    -------
    ndarray of float64
        In the unit of `weights`; missing where either is missing, but that a missing index
        leaves the weights of a geometric mean as they are.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        An argument is not an array of real numbers, holds an infinity, or `order` is no
        finite number; shapes that do not broadcast; an index that has no such power; a
        product that leaves the doubles.

    References
    ----------
    IMF, ILO, OECD, UNECE, World Bank (2004), *Producer Price Index Manual: Theory and
    Practice*, chapter 9, on price-updating weights.

    Examples
    --------
    >>> from hanoi_ct.hierarchy import update_weights
    >>> update_weights([60, 40], [1.5, 1.0])
    array([90., 40.])
    """
    function = "update_weights"
    power = real_number(order, "order", function, "a finite number", np.isfinite)
    each, moved = (
        float64_array(value, name, function)
        for value, name in ((weights, "weights"), (index, "index"))
    )
    for values, name in ((each, "weights"), (moved, "index")):
        if np.isinf(values).any():
            count, place = first_position(np.isinf(values))
            raise ArgumentValueError(
                f"`{name}` of {function} must be finite or missing; got {values[place]} at index "
                f"{_shown_place(place)}{f' (the first of {count})' if count > 1 else ''}"
            )
    try:
        weight, change = np.broadcast_arrays(each, moved)
    except ValueError:
        raise ArgumentValueError(
            f"`weights` and `index` of {function} must be of shapes that broadcast; got "
            f"{each.shape} and {moved.shape}"
        ) from None
    with np.errstate(all="ignore"):
        updated: Floats = weight * change**power
    lost = ~np.isfinite(updated) & ~np.isnan(weight) & ~np.isnan(change)
    if lost.any():
        count, place = first_position(lost)
        raise ArgumentValueError(
            f"`index` of {function} must have a power of order {power:g} that leaves `weights` "
            f"within the doubles; got {change[place]:g} for a weight of {weight[place]:g} at index "
            f"{_shown_place(place)}{f' (the first of {count})' if count > 1 else ''}"
        )
    return updated


def _shown_place(place: tuple[int, ...]) -> str:
    return str(place[0]) if len(place) == 1 else str(place)


def _oriented(hierarchy: CodeTree, table: Any) -> Any:
    """Return a table with its codes down, on whichever axis they came."""
    if table.ndim == 1 or any(code in hierarchy for code in table.index):
        return table
    return table.T if any(code in hierarchy for code in table.columns) else table


def _is_order(places: NDArray[np.intp], n_leaves: int) -> bool:
    """Tell whether labels are all leaves, each once."""
    if len(places) != n_leaves or (places < 0).any():
        return False
    return bool((np.bincount(places, minlength=n_leaves) == 1).all())


def _table_rows(table: Any, periods: Sequence[Any], function: str) -> Floats:
    """Return the rows of a Series or DataFrame, columns in the order of periods."""
    values = numbers_of_table(table, "weights", function)
    if values.ndim == 1:
        return values[:, np.newaxis]
    if values.shape[1] > 1:
        columns = _columns_of(table.columns.tolist(), periods, function)
        if columns != list(range(len(columns))):
            values = values[:, columns]
    return values


def _by_code(table: Any, periods: Sequence[Any], function: str) -> dict[Any, Floats]:
    """Return the rows of a Series or DataFrame by code, columns in the order of periods."""
    codes = table.index.tolist()
    repeated = next((code for code, count in Counter(codes).items() if count > 1), None)
    if repeated is not None:
        raise ArgumentValueError(
            f"`weights` of {function} must have one row for each code; got {repeated!r} twice"
        )
    rows = _table_rows(table, periods, function)
    return dict(zip(codes, rows[:, 0] if table.ndim == 1 else rows, strict=True))


def _columns_of(columns: Sequence[Any], periods: Sequence[Any], function: str) -> list[int]:
    """Return where the column of each period stands; without labels they are in order."""
    in_order = list(range(len(columns)))
    if columns == in_order or list(periods) == list(range(len(periods))):
        return in_order
    place = {str(label): position for position, label in enumerate(columns)}
    absent = next((label for label in periods if str(label) not in place), None)
    if absent is not None or len(columns) != len(periods):
        what = f"none for {absent!r}" if absent is not None else f"{len(columns)} columns"
        raise ArgumentValueError(
            f"`weights` of {function} must have one column, or one labelled for each of the "
            f"{len(periods)} periods; got {what}"
        )
    return [place[str(label)] for label in periods]


def _rows(
    hierarchy: CodeTree,
    weights: Any,
    periods: Sequence[Any],
    function: str,
    lookup: Lookup | None,
) -> tuple[Floats, bool]:
    """Return the weights as a matrix of leaves or of nodes, and which of the two."""
    weights = as_pandas(weights, hierarchy, "weights", function)
    if hasattr(weights, "to_numpy") and hasattr(weights, "index"):
        weights = _oriented(hierarchy, weights)
        if lookup is not None and lookup.codes.equals(weights.index):
            places = lookup.places
        else:
            places = leaf_places(hierarchy, weights.index)
        if places is None or _is_order(places, len(hierarchy.leaves)):
            rows = _table_rows(weights, periods, function)
            return rows if places is None else in_order(rows, places), False
        weights = _by_code(weights, periods, function)
    if isinstance(weights, Mapping):
        return _rows_of_mapping(hierarchy, weights, function)
    rows = float64_array(weights, "weights", function, min_ndim=1)
    if rows.ndim == 1:
        rows = rows[:, np.newaxis]
    if rows.ndim == 2 and rows.shape[0] in (len(hierarchy.leaves), len(hierarchy)):
        return rows, rows.shape[0] != len(hierarchy.leaves)
    raise ArgumentValueError(
        f"`weights` of {function} must have one row for each of the {len(hierarchy.leaves)} leaves "
        f"or of the {len(hierarchy)} nodes; got shape {np.shape(weights)}"
    )


def _rows_of_mapping(
    hierarchy: CodeTree, weights: Mapping[str, Any], function: str
) -> tuple[Floats, bool]:
    spelled = Counter(hierarchy.spelled(code) for code in weights)
    twice = next((code for code, count in spelled.items() if count > 1), None)
    if twice is not None:
        raise ArgumentValueError(
            f"`weights` of {function} must have one weight for each leaf; got two for {twice!r}, "
            "in two spellings of Unicode"
        )
    weights = dict(zip(spelled, weights.values(), strict=True))
    unknown = [code for code in weights if code not in hierarchy]
    missing = [code for code in hierarchy.leaves if code not in weights]
    if unknown or missing:
        raise ArgumentValueError(
            f"`weights` of {function} must have one weight for each leaf; "
            + (
                f"got none for {missing[0]!r}"
                if missing
                else f"got one for {unknown[0]!r}, no node"
            )
        )
    given = {
        code: np.atleast_1d(float64_array(value, "weights", function))
        for code, value in weights.items()
    }
    lengths = {code: value.size for code, value in given.items()}
    width = max(lengths.values(), default=1)
    odd = next((code for code, length in lengths.items() if length not in (1, width)), None)
    if odd is not None:
        raise ArgumentValueError(
            f"`weights` of {function} must be numbers or sequences of one length; got "
            f"{lengths[odd]} values for {odd!r} beside {width}"
        )
    of_nodes = not set(hierarchy.leaves).issuperset(given)
    codes = hierarchy.codes if of_nodes else hierarchy.leaves
    rows = np.full((len(codes), width), np.nan)
    for row, code in enumerate(codes):
        if code in given:
            rows[row] = given[code]
    if of_nodes:  # a node without a weight of its own weighs what its children weigh
        below = np.zeros_like(rows)
        for row in range(len(codes) - 1, -1, -1):
            if codes[row] not in given:
                rows[row] = below[row]
            if hierarchy.parent[row] >= 0:
                below[hierarchy.parent[row]] += rows[row]
    return rows, of_nodes


def _check_values(
    hierarchy: CodeTree, rows: Floats, of_nodes: bool, periods: Sequence[Any], function: str
) -> None:
    refused = ~((rows >= 0.0) & (rows < np.inf))
    if refused.any():
        count, (row, column) = first_position(refused)
        code = (hierarchy.codes if of_nodes else hierarchy.leaves)[row]
        raise ArgumentValueError(
            f"`weights` of {function} must be finite and not negative; got {rows[row, column]} "
            f"for {code!r}{f' in {periods[column]}' if rows.shape[1] > 1 else ''}"
            f"{f' (the first of {count})' if count > 1 else ''}"
        )


def _check_sums(hierarchy: CodeTree, node: Floats, periods: Sequence[Any], function: str) -> None:
    """Refuse sums that divide and cannot; weights by period may be 0 in some of them."""
    divides = (hierarchy._tree.leaf < 0) | (hierarchy.parent < 0)
    by_period = node.shape[1] > 1
    there = node >= 0.0 if by_period else node > 0.0
    refused = divides[:, np.newaxis] & ~(there & (node < np.inf))
    if refused.any():
        _, (row, column) = first_position(refused)
        raise ArgumentValueError(
            f"`weights` of {function} must add up to a positive finite number below every node; "
            f"got {node[row, column]} below {hierarchy.codes[row]!r}"
            f"{f' in {periods[column]}' if by_period else ''}"
        )
    if by_period and divides.any() and not (node[hierarchy.parent < 0] > 0.0).any():
        raise ArgumentValueError(
            f"`weights` of {function} must be positive for a leaf in some period; got none"
        )


def _down_the_levels(hierarchy: CodeTree, rows: Floats) -> Floats:
    """Return weights that give each node the share it has among its siblings.

    Where every level has weights of its own, a mean at one level says nothing of the
    sums at the level below: a child's part in the total is the product of the shares
    on the way down.
    """
    siblings = np.zeros_like(rows)
    inner = hierarchy.parent >= 0
    np.add.at(siblings, hierarchy.parent[inner], rows[inner])
    effective = rows.copy()
    for row in np.flatnonzero(inner):
        above = hierarchy.parent[row]
        with np.errstate(invalid="ignore", divide="ignore"):
            effective[row] = effective[above] * (rows[row] / siblings[above])
    if rows.shape[1] > 1:  # 0 of 0 where a family is not in the basket
        effective[np.isnan(effective)] = 0.0
    return effective


def _compare_with_children(
    hierarchy: CodeTree, rows: Floats, sums: Floats, tolerance: float | None, function: str
) -> None:
    """Warn, or raise, where a parent's own weight is not the sum of its children's."""
    difference = np.abs(rows - sums) / np.where(sums > 0.0, sums, 1.0)
    worst = difference.max(axis=1)
    row = int(worst.argmax())
    if worst[row] <= _ROUNDING:
        return
    column = int(difference[row].argmax())
    text = (
        f"got {rows[row, column]:g} for {hierarchy.codes[row]!r} above "
        f"{sums[row, column]:g}, {worst[row]:.3g} of it apart"
    )
    if tolerance is not None and worst[row] > tolerance:
        raise ArgumentValueError(
            f"`weights` of {function} must add up to the weight of the parent within "
            f"tolerance={tolerance}; {text}"
        )
    warnings.warn(
        f"`weights` of {function} do not add up to the weights of their parents; {text}. "
        f"The weights of the leaves are used",
        WeightWarning,
        stacklevel=4,
    )
