"""Data of the leaves of a tree, in the forms in which they come."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs import periods as _periods
from hanoi_ct._inputs.validate import choice, float64_array
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy._codes.tree import CodeTree

_Floats = NDArray[np.float64]

MissingRows = Literal["missing", "raise"]


class LeafData(NamedTuple):
    """One row a leaf, in the order of the tree; the labels; the leaves without a row."""

    values: _Floats
    periods: tuple[Any, ...]
    missing_rows: tuple[str, ...]


def leaf_data(
    hierarchy: CodeTree,
    x: Any,
    periods: Sequence[Any] | None,
    missing_rows: MissingRows,
    function: str,
) -> LeafData:
    """Read data of leaves: an array, a mapping, or a frame with the codes on either axis.

    A leaf without a row is missing in all periods, or an error under "raise".
    """
    refuses = choice(missing_rows, {"missing": 0, "raise": 1}, "missing_rows", function) == 1
    codes: Sequence[Any] | None = None
    if hasattr(x, "to_numpy") and hasattr(x, "columns") and hasattr(x, "index"):
        rows, codes, labels = _of_frame(hierarchy, x, function)
        periods = labels if periods is None else periods
    elif isinstance(x, Mapping):
        codes = list(x)
        rows = _of_mapping(x, function)
    else:
        rows = float64_array(x, "x", function, min_ndim=1)
        if rows.ndim == 1:
            rows = rows[:, np.newaxis]
    if codes is None:
        if rows.ndim != 2 or rows.shape[0] != len(hierarchy.leaves):
            raise ArgumentValueError(
                f"`x` of {function} must have one row for each of the {len(hierarchy.leaves)} "
                f"leaves and one column a period; got shape {np.shape(x)}"
            )
        absent: tuple[str, ...] = ()
    else:
        rows, absent = _in_order(hierarchy, rows, codes, refuses, function)
    return LeafData(rows, _periods.labels(periods, rows.shape[1], function), absent)


def numbers_of_table(table: Any, name: str, function: str) -> _Floats:
    """Return the numbers of a Series or DataFrame; missing ones as NaN."""
    dtypes = {table.dtype} if table.ndim == 1 else set(table.dtypes.array)
    for dtype in dtypes:
        if getattr(dtype, "kind", "O") not in "buif":
            raise ArgumentTypeError(
                f"`{name}` of {function} must hold real numbers; got a column of dtype {dtype}"
            )
    if dtypes == {np.dtype(np.float64)}:
        plain: _Floats = table.to_numpy()
        return plain
    numbers: _Floats = table.to_numpy(dtype=np.float64, na_value=np.nan)
    return numbers


def _of_frame(
    hierarchy: CodeTree, frame: Any, function: str
) -> tuple[_Floats, list[Any], list[Any]]:
    """Return one row a code, the codes and the periods, whichever axis the codes are on."""
    down, across = frame.index.tolist(), frame.columns.tolist()
    named = [any(code in hierarchy for code in labels) for labels in (down, across)]
    if all(named):
        raise ArgumentValueError(
            f"`x` of {function} must have its codes on one axis; got codes of the tree among the "
            f"labels of both: rename the periods, or pass periods="
        )
    values = numbers_of_table(frame, "x", function)
    if named[1] or (not named[0] and not _may_be_codes(down)):
        return values.T, across, down
    return values, down, across


def _may_be_codes(labels: Sequence[Any]) -> bool:
    return all(isinstance(label, str) for label in labels)


def _of_mapping(x: Mapping[Any, Any], function: str) -> _Floats:
    rows = {code: np.atleast_1d(float64_array(each, "x", function)) for code, each in x.items()}
    lengths = {code: row.shape for code, row in rows.items()}
    first = next(iter(lengths.values()), (0,))
    odd = next((code for code, shape in lengths.items() if shape != first), None)
    if odd is not None or len(first) != 1:
        code = next(iter(lengths)) if odd is None else odd
        raise ArgumentValueError(
            f"`x` of {function} must have sequences of one length; got shape {lengths[code]} for "
            f"{code!r} beside {first}"
        )
    return np.array(list(rows.values())) if rows else np.empty((0, 0))


def _in_order(
    hierarchy: CodeTree, rows: _Floats, codes: Sequence[Any], refuses: bool, function: str
) -> tuple[_Floats, tuple[str, ...]]:
    """Return the rows in the order of the leaves, and the leaves that have none."""
    leaves = hierarchy.leaves
    if tuple(codes) == leaves:
        return rows, ()
    place = {code: row for row, code in enumerate(codes)}
    known = set(leaves)
    absent = tuple(code for code in leaves if code not in place)
    foreign = next((code for code in codes if code not in known), None)
    if (absent and refuses) or foreign is not None or len(place) < len(codes):
        raise ArgumentValueError(
            f"`x` of {function} must have one row for each leaf; "
            + (
                f"got one for {foreign!r}, no leaf"
                if foreign is not None
                else f"got none for {absent[0]!r}"
                if absent
                else "got a code twice"
            )
        )
    if not absent:
        return rows[[place[code] for code in leaves]], ()
    found = np.full((len(leaves), rows.shape[1]), np.nan)
    there = [number for number, code in enumerate(leaves) if code in place]
    found[there] = rows[[place[leaves[number]] for number in there]]
    return found, absent
