"""Tables of polars, Arrow and xarray as those of pandas, with the labels of their rows."""

from collections.abc import Container
from typing import Any, NoReturn

from numpy.typing import NDArray

from hanoi_ct._inputs.columns_of_numbers import arrow_column, polars_column, side_by_side
from hanoi_ct._inputs.libraries import library_of
from hanoi_ct._inputs.numbers import to_float64
from hanoi_ct._inputs.tabular import take
from hanoi_ct._inputs.validate import shown
from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

Array = NDArray[Any]


def as_pandas(x: Any, codes: Container[str], name: str, function: str) -> Any:
    """Return a table that is known by codes as one of pandas; anything else as it is.

    A frame of polars or Arrow has its labels in the columns that hold no numbers, or in one
    of whole numbers beside columns that are all named by `codes`. One column of labels makes
    a frame, or a Series where codes stand beside one column of numbers; two, periods and
    codes, beside one column of numbers make a Series. A DataArray has them as coordinates, and
    a column without any labels is an array.
    """
    library = library_of(x)
    if library in (None, "pandas"):
        return x
    pandas = require("pandas", f"`{name}` of {function} as a table of {library}")
    if library == "xarray":
        return _of_xarray(x, pandas, name, function)
    if not hasattr(x, "columns"):  # one column, whose rows have no labels
        return to_float64(take(x, name, function).values, name, function)
    labels, numbers = _columns(x, str(library), codes, name, function)
    values = side_by_side(list(numbers.values()), _n_rows(x, str(library)), printed=False)
    if values.dtype == object:
        values = to_float64(values, name, function)
    if not labels:
        return pandas.DataFrame(values, columns=list(numbers))
    by_code = {label: _are_codes(column, codes) for label, column in labels.items()}
    names = [label for label in labels if label != "name" or by_code[label] or len(labels) == 1]
    alone = len(numbers) == 1 and next(iter(numbers)) not in codes
    if len(names) == 1:
        index = pandas.Index(labels[names[0]])
        if alone and by_code[names[0]]:
            return pandas.Series(values[:, 0], index=index)
        return pandas.DataFrame(values, index=index, columns=list(numbers))
    if len(names) == 2 and alone and by_code[names[0]] != by_code[names[1]]:
        first, second = sorted(names, key=lambda label: by_code[label])
        index = pandas.MultiIndex.from_arrays([labels[first], labels[second]])
        return pandas.Series(values[:, 0], index=index)
    return _refuse(x, names, list(numbers), name, function)


def _columns(
    x: Any, library: str, codes: Container[str], name: str, function: str
) -> tuple[dict[Any, list[Any]], dict[Any, Array]]:
    """Return the columns of labels, as lists, and those of numbers."""
    labels: dict[Any, list[Any]] = {}
    numbers: dict[Any, Array] = {}
    read, listed = (
        (polars_column, "to_list") if library == "polars" else (arrow_column, "to_pylist")
    )
    columns = x.columns if library == "polars" else x.schema.names
    for place, label in enumerate(columns):
        column = x[label] if library == "polars" else x.column(place)
        try:
            numbers[label] = read(column, f"column {label!r} in `{name}`", function)
        except ArgumentTypeError:
            labels[label] = getattr(column, listed)()
    foreign = [label for label in numbers if label not in codes]
    if not labels and len(foreign) == 1 < len(numbers) and numbers[foreign[0]].dtype.kind in "iu":
        labels[foreign[0]] = numbers.pop(foreign[0]).tolist()
    for label, each in labels.items():
        if any(value is None for value in each):
            raise ArgumentValueError(
                f"column {label!r} in `{name}` of {function} must label every row; got none in row "
                f"{each.index(None)}"
            )
    return labels, numbers


def _n_rows(x: Any, library: str) -> int:
    return int(x.height if library == "polars" else x.num_rows)


def _are_codes(column: list[Any], codes: Container[str]) -> bool:
    return len(column) > 0 and all(isinstance(each, str) and each in codes for each in column)


def _refuse(x: Any, labels: list[Any], numbers: list[Any], name: str, function: str) -> NoReturn:
    found = ", ".join(str(label) for label in labels[:3])
    raise ArgumentTypeError(
        f"`{name}` of {function} must have one column of labels, periods or codes, and else "
        f"real numbers; got a {type(x).__module__.partition('.')[0]} table with {found} beside "
        f"{shown(numbers[0]) if numbers else 'no numbers'}: select the columns, or pivot the "
        f"table so that each code is a column"
    )


def _of_xarray(x: Any, pandas: Any, name: str, function: str) -> Any:
    absent = next((dim for dim in x.dims if dim not in x.indexes), None)
    if x.ndim not in (1, 2) or absent is not None:
        raise ArgumentValueError(
            f"`{name}` of {function} must have one or two dimensions with labels as coordinates; "
            f"got {', '.join(map(repr, x.dims)) or 'none'}"
            f"{'' if absent is None else f', {absent!r} without'}: assign the coordinates, or pass "
            f".to_numpy()"
        )
    values = to_float64(take(x, name, function).values, name, function)
    axes = [x.indexes[dim] for dim in x.dims]
    return pandas.Series(values, *axes) if x.ndim == 1 else pandas.DataFrame(values, *axes)
