"""Data of the leaves of a tree, in the forms in which they come."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs import periods as _periods
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.as_pandas import as_pandas
from hanoi_ct._inputs.columns_of_numbers import doubles_of
from hanoi_ct._inputs.validate import brief, choice, float64_array
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy._codes.tree import CodeTree

_Type = TypeVar("_Type", np.float64, np.bool_)

MissingRows = Literal["missing", "raise"]


class Lookup(NamedTuple):
    """An index of codes, and which leaf each is: see `leaf_places`."""

    codes: Any
    places: NDArray[np.intp] | None


class LeafData(NamedTuple):
    """One row a leaf, in the order of the tree; the labels; the leaves without a row; how the
    codes of a table were looked up, so that weights in the same order need not be; where the
    rows were left in their order, the number of the leaf that each is."""

    values: Floats
    periods: tuple[Any, ...]
    missing_rows: tuple[str, ...]
    lookup: Lookup | None = None
    order: NDArray[np.intp] | None = None


def leaf_data(
    hierarchy: CodeTree,
    x: Any,
    periods: Sequence[Any] | None,
    missing_rows: MissingRows,
    function: str,
    *,
    any_order: bool = False,
) -> LeafData:
    """Read data of leaves: an array, a mapping, or a table with the codes on either axis.

    A leaf without a row is missing in all periods, or an error under "raise". In `any_order`
    rows of all leaves stay where they are.
    """
    refuses = choice(missing_rows, {"missing": 0, "raise": 1}, "missing_rows", function) == 1
    x = _table_of(x, hierarchy, function)
    places: NDArray[np.intp] | None = None
    codes: Sequence[Any] | None = None
    lookup = None
    if hasattr(x, "to_numpy") and hasattr(x, "columns") and hasattr(x, "index"):
        rows, codes, labels = _of_frame(hierarchy, x, function)
        places = leaf_places(hierarchy, codes)
        lookup = Lookup(codes, places)
        periods = labels if periods is None else periods
    elif isinstance(x, Mapping):
        codes = list(x)
        place = hierarchy._leaf_codes.place
        places = np.array([place.get(hierarchy.spelled(code), -1) for code in codes], dtype=np.intp)
        rows = _of_mapping(x, function)
    else:
        rows = float64_array(x, "x", function, min_ndim=1)
        if rows.ndim == 1:
            rows = rows[:, np.newaxis]
    absent: tuple[str, ...] = ()
    order: NDArray[np.intp] | None = None
    if codes is None:
        if rows.ndim != 2 or rows.shape[0] != len(hierarchy.leaves):
            raise ArgumentValueError(
                f"`x` of {function} must have one row for each of the {len(hierarchy.leaves)} "
                f"leaves and one column a period; got shape {np.shape(x)}"
            )
    elif places is not None:
        absent = _absent(hierarchy, codes, places, refuses, function)
        if absent:
            found = np.full((len(hierarchy.leaves), rows.shape[1]), np.nan)
            found[places] = rows
            rows = found
        elif any_order:
            in_rows = (places == np.arange(len(places))).all()
            order = None if in_rows else places
        else:
            rows = in_order(rows, places)
    of_periods = _periods.labels(periods, rows.shape[1], function)
    return LeafData(rows, of_periods, absent, lookup, order)


def _table_of(x: Any, hierarchy: CodeTree, function: str) -> Any:
    """Return a table of any library as one of pandas, and one column by code as a table."""
    x = as_pandas(x, hierarchy, "x", function)
    if getattr(x, "ndim", None) != 1 or not hasattr(x, "index"):
        return x
    if x.index.nlevels > 1:
        raise ArgumentTypeError(
            f"`x` of {function} must have the codes on one axis and the periods on the other; got "
            f"a column of figures by both: pivot the table so that each code is a column"
        )
    return x.to_frame(0 if x.name is None else x.name)


def leaf_places(hierarchy: CodeTree, codes: Any) -> NDArray[np.intp] | None:
    """Return which leaf each label of an index is, -1 for none; None if they are the leaves.

    That is, all of them in their order, as where a table was made for the tree: then nothing
    is looked up and nothing is copied.
    """
    if _are_leaves(hierarchy, codes):
        return None
    places = hierarchy._leaf_codes.places(codes)
    unknown = np.flatnonzero(places < 0)
    if unknown.size:  # known, it may be, in the other spelling of Unicode
        place = hierarchy._leaf_codes.place
        spelled = (hierarchy.spelled(code) for code in codes[unknown])
        places[unknown] = [place.get(code, -1) if isinstance(code, str) else -1 for code in spelled]
    return places


def _are_leaves(hierarchy: CodeTree, codes: Any) -> bool:
    if codes.dtype == object:  # pandas would turn one side into the other's kind
        return len(codes) == len(hierarchy.leaves) and codes.tolist() == list(hierarchy.leaves)
    return bool(hierarchy._leaf_index.equals(codes))


def _as_it_lies(table: Any, plain: Floats) -> bool:
    """Tell whether a table is one array of memory, which `plain` is, and so of one dtype.

    Columns of several dtypes are copied, each time to another place. So a table of thousands
    of columns need not be asked for the dtype of each.
    """
    again: Floats = table.to_numpy()
    return np.may_share_memory(plain, again)


def numbers_of_table(table: Any, name: str, function: str) -> Floats:
    """Return the numbers of a Series or DataFrame; missing ones as NaN."""
    plain: Floats = table.to_numpy()
    if plain.dtype == np.float64 and _as_it_lies(table, plain):
        return plain
    dtypes = {table.dtype} if table.ndim == 1 else set(table.dtypes.to_numpy().tolist())
    if dtypes <= {np.dtype(np.float64)}:
        return plain.astype(np.float64, copy=False)
    if table.ndim == 1:
        return doubles_of(table, "pandas", f"`{name}`", function)
    numbers = np.empty(table.shape)
    for i, label in enumerate(table.columns):
        where = f"column {brief(label)} in `{name}`"
        numbers[:, i] = doubles_of(table.iloc[:, i], "pandas", where, function)
    return numbers


def _of_frame(hierarchy: CodeTree, frame: Any, function: str) -> tuple[Floats, Any, list[Any]]:
    """Return one row a code, the codes and the periods, whichever axis the codes are on."""
    down, across = frame.index, frame.columns
    named = [_has_codes(hierarchy, labels) for labels in (down, across)]
    if all(named):
        raise ArgumentValueError(
            f"`x` of {function} must have its codes on one axis; got codes of the tree among the "
            f"labels of both: rename the periods, or pass periods="
        )
    values = numbers_of_table(frame, "x", function)
    if named[1] or (not named[0] and _are_rather(across, than=down)):
        return values.T, across, down.tolist()
    return values, down, across.tolist()


def _has_codes(hierarchy: CodeTree, labels: Any) -> bool:
    """Tell whether an index holds a code of the tree; one of times or numbers holds none."""
    return not _are_times_or_numbers(labels) and any(code in hierarchy for code in labels)


def _are_times_or_numbers(labels: Any) -> bool:
    return hasattr(labels, "freq") or getattr(labels.dtype, "kind", "O") in "iufM"


def _are_rather(labels: Any, *, than: Any) -> bool:
    """Whether the codes of a table that holds none are sought on one axis rather than the other."""
    other = all(isinstance(label, str) for label in than)
    return not other and not _are_times_or_numbers(labels)


def _of_mapping(x: Mapping[Any, Any], function: str) -> Floats:
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


def in_order(rows: NDArray[_Type], places: NDArray[np.intp]) -> NDArray[_Type]:
    """Return rows put where `places` says, all of them, each along the memory it lies in."""
    order = np.empty(len(places), dtype=np.intp)
    order[places] = np.arange(len(places))
    if rows.flags.c_contiguous:
        return np.take(rows, order, axis=0)
    return np.take(rows.T, order, axis=1).T


def _absent(
    hierarchy: CodeTree,
    codes: Sequence[Any],
    places: NDArray[np.intp],
    refuses: bool,
    function: str,
) -> tuple[str, ...]:
    """Return the leaves that have no row, of rows of which `places` tells which leaf each is, -1
    for none."""
    leaves = hierarchy.leaves
    seen = np.zeros(len(leaves) + 1, dtype=bool)
    seen[places] = True  # the last stands for none
    if len(places) == len(leaves) and seen[:-1].all():
        return ()
    times = np.bincount(places[places >= 0], minlength=len(leaves))
    absent = np.flatnonzero(times == 0)
    foreign = places < 0
    if (absent.size and refuses) or foreign.any() or (times > 1).any():
        raise ArgumentValueError(
            f"`x` of {function} must have one row for each leaf; "
            + (
                f"got one for {list(codes)[int(foreign.argmax())]!r}, no leaf: select the leaves"
                if foreign.any()
                else f"got {leaves[int(times.argmax())]!r} twice"
                if (times > 1).any()
                else f"got none for {leaves[absent[0]]!r}"
            )
        )
    return tuple(leaves[row] for row in absent)
