"""What `group_sum` does with labelled rows and keys of any type."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.keys import keys_of
from hanoi_ct._inputs.libraries import library_of
from hanoi_ct._inputs.numbers import LARGEST_INTEGER, large_error
from hanoi_ct._inputs.spelling import same_labels
from hanoi_ct._inputs.tabular import Table, take
from hanoi_ct._inputs.validate import real_array
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.measures._exact.grouped import in_kind_of

Figures = dict[str, NDArray[Any]]


def in_line(rows: dict[str, Any], function: str) -> dict[str, Any]:
    """Return rows as arrays; those that have an index must have one in common."""
    if all(type(x) is np.ndarray or x is None for x in rows.values()):
        return rows
    plain = dict(rows)
    indexes = []
    for name, x in rows.items():
        if type(x) is np.ndarray or library_of(x) is None:
            continue
        try:
            table = _column(x, name, function)
        except ArgumentTypeError:
            if name != "codes" or np.ndim(x) != 1:
                raise
            plain[name] = np.asarray(x)  # no numbers: reading them as codes says what to do
            continue
        plain[name] = table.values
        if table.labels[0] is not None and table.library == "pandas":
            indexes.append((name, table.labels[0]))
    _one_index(indexes, function)
    return plain


def _column(x: Any, name: str, function: str) -> Table:
    table = take(x, name, function)
    if table.values.ndim != 1:
        raise ArgumentTypeError(
            f"`{name}` of {function} must be one column; got a {table.library} {type(x).__name__} "
            f"of {table.values.ndim} dimensions: select one"
        )
    return table


def _one_index(indexes: list[tuple[str, Any]], function: str) -> None:
    for name, index in indexes[1:]:
        first, other = indexes[0]
        if not same_labels(other, index):
            raise ArgumentValueError(
                f"`{first}` and `{name}` of {function} must have the same index; got two that "
                f"differ: reindex one of them, or pass {name}.to_numpy() if the rows correspond"
            )


def by_keys(
    by_code: Callable[[Any, Any, int, Any], Figures],
    values: Any,
    keys: Any,
    weights: Any,
    *,
    single: bool,
    function: str,
) -> Any:
    """Return figures by group under the keys of the groups, in the kind of the arguments."""
    groups = keys_of(keys, "codes", function)
    libraries = [groups.library]
    indexes = [] if groups.index is None else [("codes", groups.index)]
    rows = {"values": values, "weights": weights}
    for name, x in rows.items():
        if x is None or library_of(x) is None:
            continue
        table = _column(x, name, function)
        libraries.append(table.library)
        if table.library == "pandas":
            indexes.append((name, table.labels[0]))
    _one_index(indexes, function)
    rows = in_line(rows, function)
    shape = real_array(rows["values"], "values", function).shape
    if shape != groups.codes.shape:
        raise ArgumentValueError(
            f"`codes` of {function} must have a key for each of the values, of shape {shape}; got "
            f"{len(groups.codes)}"
        )
    found = by_code(rows["values"], groups.codes, groups.n_groups, rows["weights"])
    library = next((name for name in libraries if name is not None), None)
    return in_kind_of(library, groups, found, single=single)


def without(figure: NDArray[Any], few: NDArray[np.bool_], function: str) -> NDArray[Any]:
    """Return figures with NaN for groups of too few values."""
    if not few.any():
        return figure
    if figure.dtype.kind == "i":
        for value in figure[~few]:
            if not -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
                raise large_error(value, (), "figures, some of them NaN,", function)
    return np.where(few, np.nan, figure.astype(np.float64))
