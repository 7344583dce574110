"""Labelled data number by number: taken apart for array functions, and put together again.

For functions to which time means nothing: rounding, comparisons, sums along an axis. pandas,
xarray, polars and Arrow come back as what they were, with their labels. Two labelled arguments
must carry the same labels: nothing is matched by position that names another thing.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs import numbers as _numbers
from hanoi_ct._inputs.columns_of_numbers import (
    arrow_column,
    is_arrow_number,
    is_polars_number,
    label_column,
    objects_of,
    pandas_column,
    polars_column,
    side_by_side,
)
from hanoi_ct._inputs.containers import like_times
from hanoi_ct._inputs.libraries import library_of
from hanoi_ct._inputs.spelling import same_labels, spelled_as
from hanoi_ct._inputs.validate import brief, name_place
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

Array = NDArray[Any]


class Table(NamedTuple):
    """A labelled object taken apart."""

    values: Array
    library: str
    # Of each axis; None for rows without. The one column of a frame of polars or Arrow that
    # is not of numbers, dates or codes, holds the labels of its rows.
    labels: tuple[Any, ...]
    source: Any

    @property
    def is_frame(self) -> bool:
        return self.library != "xarray" and self.values.ndim == 2


def dimensions(x: Any) -> int:
    """Return how many dimensions a labelled object has; a frame of any library has two."""
    if library_of(x) in ("polars", "pyarrow"):
        return 2 if hasattr(x, "num_rows") or hasattr(x, "get_column") else 1
    return int(np.ndim(x))


def is_tabular(*arguments: Any) -> bool:
    """Tell whether one of the arguments is labelled."""
    return any(type(x) is not np.ndarray and library_of(x) is not None for x in arguments)


def take(x: Any, name: str, function: str, *, printed: bool = False) -> Table:
    """Take a labelled object apart. `printed` as in `side_by_side`."""
    library = library_of(x)
    if library == "pandas":
        return _take_pandas(x, name, function, printed)
    if library == "xarray":
        array = x.to_numpy()
        if array.dtype.kind not in "buifO":
            raise ArgumentTypeError(
                f"`{name}` of {function} must hold real numbers; got a DataArray of dtype {x.dtype}"
            )
        if array.dtype.kind == "O":
            listed = objects_of(array.ravel(), f"`{name}`", array.dtype, function)
            array = listed.reshape(array.shape)
        return Table(array, "xarray", tuple(x.dims), x)
    if library == "polars":
        return _take_polars(x, name, function, printed)
    return _take_arrow(x, name, function, printed)


def _take_pandas(x: Any, name: str, function: str, printed: bool) -> Table:
    if x.ndim == 1:
        return Table(pandas_column(x, f"`{name}`", function), "pandas", (x.index,), x)
    columns = [
        pandas_column(x.iloc[:, i], f"column {label!r} in `{name}`", function)
        for i, label in enumerate(x.columns)
    ]
    values = side_by_side(columns, len(x), printed=printed)
    return Table(values, "pandas", (x.index, x.columns), x)


def _take_polars(x: Any, name: str, function: str, printed: bool) -> Table:
    import polars as pl

    if isinstance(x, pl.Series):
        return Table(polars_column(x, f"`{name}`", function), "polars", (None,), x)
    kinds = x.schema.items()
    label = label_column({c: is_polars_number(kind) for c, kind in kinds}, name, function)
    names = tuple(c for c in x.columns if c != label)
    columns = [polars_column(x[c], f"column {c!r} in `{name}`", function) for c in names]
    if label is None:
        _refuse_whole_times(dict(zip(names, columns, strict=True)), name, function)
    values = side_by_side(columns, x.height, printed=printed)
    return Table(values, "polars", (None if label is None else x[label], names), x)


def _take_arrow(x: Any, name: str, function: str, printed: bool) -> Table:
    import pyarrow as pa

    if isinstance(x, (pa.Array, pa.ChunkedArray)):
        return Table(arrow_column(x, f"`{name}`", function), "pyarrow", (None,), x)
    if len(set(x.schema.names)) < len(x.schema.names):
        twice = next(c for c in x.schema.names if x.schema.names.count(c) > 1)
        raise ArgumentValueError(
            f"`{name}` of {function} must have columns of different names; got {twice!r} twice: "
            "rename one with .rename_columns"
        )
    kinds = zip(x.schema.names, x.schema.types, strict=True)
    label = label_column({c: is_arrow_number(kind) for c, kind in kinds}, name, function)
    columns = {
        c: arrow_column(x.column(i), f"column {c!r} in `{name}`", function)
        for i, c in enumerate(x.schema.names)
        if c != label
    }
    if label is None:
        _refuse_whole_times(columns, name, function)
    values = side_by_side(list(columns.values()), x.num_rows, printed=printed)
    return Table(values, "pyarrow", (None if label is None else x.column(label), tuple(columns)), x)


def _refuse_whole_times(columns: dict[str, Array], name: str, function: str) -> None:
    """Raise where a frame without index has years or months as whole numbers, as figures."""
    for label, column in columns.items():
        if (
            len(columns) > 1
            and len(column) > 1
            and column.dtype.kind in "iu"
            and like_times(column)
        ):
            raise ArgumentTypeError(
                f"`{name}` of {function} must have years and months as text or dates, which name "
                f"the rows; got whole numbers that look like them in column {brief(label)}: turn "
                "them into text, or drop the column; figures that look so, into floats"
            )


def as_printed(x: Any, name: str, function: str) -> Any:
    """Return labelled data whose short floats are the doubles of their own shortest decimals."""
    library = library_of(x)
    if library == "xarray":
        short = x.dtype.kind == "f" and x.dtype.itemsize < 8
        return x.copy(data=_numbers.to_printed(x.to_numpy(), name, function)) if short else x
    if library == "pandas":
        if x.ndim == 1:
            column = pandas_column(x, f"`{name}`", function) if _is_short(x.dtype) else None
            return (
                x
                if column is None
                else together(
                    _numbers.to_printed(column, name, function),
                    take(x, name, function),
                    name=x.name,
                )
            )
        for at in [i for i, dtype in enumerate(x.dtypes) if _is_short(dtype)]:
            column = as_printed(x.iloc[:, at], name, function)
            x = x.copy(deep=False)
            x.isetitem(at, column)
        return x
    if library == "polars":
        import polars as pl

        if isinstance(x, pl.Series):
            if not _is_short(x.dtype):
                return x
            column = polars_column(x, f"`{name}`", function)
            return polars_series(x.name, _numbers.to_printed(column, name, function))
        return x.with_columns(as_printed(x[c], name, function) for c in x.columns)
    if hasattr(x, "schema"):
        for i, label in enumerate(x.schema.names):
            x = x.set_column(i, label, as_printed(x.column(i), name, function))
        return x
    if not _is_short(x.type):
        return x
    return arrow_array(_numbers.to_printed(arrow_column(x, f"`{name}`", function), name, function))


def _is_short(dtype: Any) -> bool:
    """Tell whether a dtype of any library is of floats shorter than a double."""
    text = str(dtype).lower()
    return any(word in text for word in ("float32", "float16", "halffloat")) or text in (
        "float",
        "float[pyarrow]",
    )


# ---- putting together ---------------------------------------------------------------


def together(result: Array, table: Table, *, name: Any = None, attributes: bool = False) -> Any:
    """Return values in the shape of a table as the kind that it was, with its labels."""
    source = table.source
    if table.library == "pandas":
        return _as_pandas(result, source, name, attributes)
    if table.library == "xarray":
        import xarray as xr

        kept = source.attrs if attributes else None
        return xr.DataArray(result, source.coords, source.dims, name=name, attrs=kept)
    if table.library == "polars":
        import polars as pl

        if table.values.ndim == 1:
            return polars_series(name, result)
        figures = dict(zip(table.labels[1], result.T, strict=True))
        return pl.DataFrame(
            [polars_series(c, figures[c]) if c in figures else source[c] for c in source.columns]
        )
    import pyarrow as pa

    if table.values.ndim == 1:
        whole = arrow_array(result)
        return pa.chunked_array([whole]) if isinstance(source, pa.ChunkedArray) else whole
    figures = dict(zip(table.labels[1], result.T, strict=True))
    names = source.schema.names
    arrays = [arrow_array(figures[c]) if c in figures else source.column(c) for c in names]
    return type(source).from_arrays(arrays, names=names)


def _as_pandas(result: Array, source: Any, name: Any, attributes: bool) -> Any:
    import pandas as pd

    if source.ndim == 1:
        whole: Any = pd.Series(result, index=source.index, name=name, copy=False)
    else:
        whole = pd.DataFrame(result, index=source.index, columns=source.columns, copy=False)
    if attributes and source.attrs:
        whole.attrs = dict(source.attrs)
    return whole


def polars_series(name: Any, values: Array) -> Any:
    """Return a polars Series; NaN becomes null."""
    import polars as pl

    contiguous = np.ascontiguousarray(values)
    return pl.Series(name or "", contiguous, nan_to_null=values.dtype.kind == "f")


def arrow_array(values: Array) -> Any:
    """Return an Arrow array; NaN becomes null."""
    import pyarrow as pa

    return pa.array(np.ascontiguousarray(values), from_pandas=values.dtype.kind == "f")


# ---- several arguments --------------------------------------------------------------


def over_elements(
    call: Callable[..., Array],
    arguments: dict[str, Any],
    function: str,
    *,
    printed: bool = False,
    attributes: bool = False,
    out: Any = None,
) -> Any:
    """Apply an elementwise function to arguments of which some are labelled.

    The result is of the kind of the widest one. `attributes` says that the result is in the
    unit of the first argument, whose attributes it keeps.
    """
    if out is not None:
        raise ArgumentTypeError(
            f"`out` of {function} must be None for labelled input; got a {type(out).__name__}"
        )
    tables = {
        name: take(x, name, function, printed=printed)
        for name, x in arguments.items()
        if type(x) is not np.ndarray and library_of(x) is not None
    }
    if {table.library for table in tables.values()} == {"xarray"}:
        return _over_arrays_of_xarray(call, arguments, function, attributes)
    widest = max(tables, key=lambda name: tables[name].values.ndim)
    head = tables[widest]
    values = dict(arguments)
    for name, table in tables.items():
        values[name] = _fitted(table, head, name, widest, function)
    result = np.asarray(_called(call, head, *values.values()))
    if result.shape != head.values.shape:
        raise ArgumentValueError(
            f"arguments of {function} must fit the shape {head.values.shape} of `{widest}`, which "
            f"has labels; got a result of shape {result.shape}"
        )
    names = {getattr(table.source, "name", None) for table in tables.values()}
    kept = names.pop() if len(names) == 1 else None
    return together(result, head, name=kept, attributes=attributes)


def _called(call: Callable[..., Array], head: Table, *values: Any) -> Array:
    """Call an array function; an error names the labels of the element that it refuses."""
    try:
        return call(*values)
    except ArgumentValueError as error:
        name_place(error, _labels_of(head))
        raise


def _labels_of(table: Table) -> tuple[Any, ...]:
    if table.library != "xarray":
        return table.labels
    coords = table.source.coords
    return tuple(coords[dim].to_numpy() if dim in coords else None for dim in table.labels)


def _fitted(table: Table, head: Table, name: str, widest: str, function: str) -> Array:
    """Return the values of a table where the labels are those of the widest one."""
    if table is head:
        return table.values
    if table.library != head.library:
        raise ArgumentTypeError(
            f"labelled arguments of {function} must be of one library; got `{widest}` of "
            f"{head.library} and `{name}` of {table.library}: convert one of them"
        )
    if table.values.ndim == head.values.ndim:
        if table.values.shape != head.values.shape or _odd_axis(table, head) is not None:
            _refuse_labels(table, head, name, widest, function)
        return table.values
    # A Series beside a frame: one number a row, or one a column by the names of the columns.
    by_row = len(table.values) == len(head.values) and (
        table.labels[0] is None or _same(table.labels[0], head.labels[0])
    )
    by_column = table.labels[0] is not None and _same(table.labels[0], head.labels[1])
    if by_row == by_column:
        fault = "those of both" if by_row else "those of neither"
        raise ArgumentValueError(
            f"the labels of `{name}` of {function} must be those of the rows of `{widest}` or "
            f"those of its columns; got {fault}: pass an array of the shape that is meant"
        )
    return table.values[:, np.newaxis] if by_row else table.values


def _same(a: Any, b: Any) -> bool:
    return a is b if a is None or b is None else same_labels(a, b)


def _refuse_labels(table: Table, head: Table, name: str, widest: str, function: str) -> None:
    rule = f"`{widest}` and `{name}` of {function} must have the same labels in the same order"
    if table.values.shape != head.values.shape:
        raise ArgumentValueError(f"{rule}; got shapes {head.values.shape} and {table.values.shape}")
    axis = _odd_axis(table, head) or 0
    mine, theirs = head.labels[axis], table.labels[axis]
    types = [getattr(each, "dtype", getattr(each, "type", None)) for each in (mine, theirs)]
    pairs = enumerate(zip(mine, theirs, strict=True))
    first = next((i for i, (a, b) in pairs if str(a) != str(b)), None)
    if first is None:
        raise ArgumentValueError(
            f"{rule}; got the same of two types, {types[0]} and {types[1]}: convert one of them"
        )
    raise ArgumentValueError(
        f"{rule}; got {str(mine[first])[:60]!r} and {str(theirs[first])[:60]!r} at "
        f"{'row' if axis == 0 else 'column'} {first}: "
        f"{'reindex' if head.library == 'pandas' else 'sort or join'} one of them"
    )


def _odd_axis(table: Table, head: Table) -> int | None:
    """Return the axis on which two tables of one shape have different labels.

    Rows without labels stand beside labelled ones as the rows of an array do.
    """
    for axis, (mine, theirs) in enumerate(zip(head.labels, table.labels, strict=True)):
        unlabelled = head.is_frame and axis == 0 and (mine is None or theirs is None)
        if not unlabelled and not _same(mine, theirs):
            return axis
    return None


def _over_arrays_of_xarray(
    call: Callable[..., Array], arguments: dict[str, Any], function: str, attributes: bool
) -> Any:
    labelled = {name: x for name, x in arguments.items() if library_of(x) == "xarray"}
    fitted = _broadcast(labelled, function)
    head = take(fitted[0], next(iter(labelled)), function)
    values = dict(arguments)
    for name, each in zip(labelled, fitted, strict=True):
        values[name] = take(each, name, function).values
    result = np.asarray(_called(call, head, *values.values()))
    if result.shape != head.values.shape:
        raise ArgumentValueError(
            f"arguments of {function} must fit the dimensions {tuple(fitted[0].dims)} of the "
            f"labelled ones; got a result of shape {result.shape}"
        )
    names = {x.name for x in labelled.values()}
    return together(
        result, head, name=names.pop() if len(names) == 1 else None, attributes=attributes
    )


def _broadcast(labelled: dict[str, Any], function: str) -> list[Any]:
    """Return DataArrays of the same coordinates with all dimensions, in one order."""
    import xarray as xr

    first, *others = labelled.values()
    alike = [first, *(_spelled_like(first, other) for other in others)]
    try:
        fitted = xr.broadcast(*xr.align(*alike, join="exact", copy=False))
    except ValueError as error:
        raise ArgumentValueError(
            f"{' and '.join(f'`{name}`' for name in labelled)} of {function} must have the same "
            f"coordinates; got others ({' '.join(str(error).split())[:120]}): reindex one of them"
        ) from None
    return [each.transpose(*fitted[0].dims) for each in fitted]


def _spelled_like(head: Any, other: Any) -> Any:
    """Return a DataArray with its names, and labels if they are the same, as in another."""
    names = {dim: spelled_as(dim, head.dims) for dim in other.dims}
    if any(old != new for old, new in names.items()):
        other = other.rename({old: new for old, new in names.items() if old != new})
    shared = [dim for dim in other.dims if dim in head.indexes and dim in other.indexes]
    mine = {dim: head.indexes[dim] for dim in shared}
    odd = [dim for dim in shared if not mine[dim].equals(other.indexes[dim])]
    return other.assign_coords(
        {dim: head[dim] for dim in odd if same_labels(mine[dim], other.indexes[dim])}
    )


# ---- along an axis ------------------------------------------------------------------


def over_axis(
    call: Callable[..., Array],
    x: Any,
    axis: Any,
    function: str,
    *,
    name: str = "x",
    printed: bool = False,
    time_is_last: bool = False,
) -> Any:
    """Apply a function that sums over axes to labelled data; the labels of the others stay.

    A single figure is a float. An axis of a DataArray may be said by its name. Along the rows
    of a frame of polars or Arrow there is one row of results, under the names of the columns.
    `time_is_last` tells that -1 is the default of `axis` and means the axis of time, which
    runs down the rows of a frame.
    """
    table = take(x, name, function, printed=printed)
    axis = _axis_of(table, axis, function, time_is_last)
    result = np.asarray(_called(call, table, table.values, axis))
    if result.ndim == 0:
        return float(result)
    return reduced(result, table, axis if isinstance(axis, tuple) else (axis,))


def over_axis_of_both(
    call: Callable[..., Array], pair: dict[str, Any], axis: Any, function: str
) -> Any:
    """Apply a function of values and weights that sums over axes, as `over_axis`.

    Weights may be a Series beside a frame, one a row or one a column, as its labels say.
    """
    (_, x), (second, w) = pair.items()
    if library_of(x) is None or (library_of(w) is not None and dimensions(w) > dimensions(x)):
        # The labels are those of the weights.
        return over_axis(
            lambda weights, along: call(x, along, weights), w, axis, function, name=second
        )
    if library_of(w) is None:
        return over_axis(lambda values, along: call(values, along, w), x, axis, function)
    if {library_of(x), library_of(w)} == {"xarray"}:
        x, second_array = _broadcast(pair, function)
        weights = second_array.to_numpy()
        return over_axis(lambda values, along: call(values, along, weights), x, axis, function)
    head, other = take(x, "x", function), take(w, second, function)
    weights = _fitted(other, head, second, "x", function)
    return over_axis(lambda values, along: call(values, along, weights), x, axis, function)


def over_items(
    call: Callable[..., Array], arguments: dict[str, Any], axis: Any, function: str, *, kept: bool
) -> Any:
    """Apply a function of several arguments along the axis of their items.

    Items lie across the columns of frames unless `axis` is 0, along a dimension that is named
    of a DataArray. Without `kept` the axis of the items is gone from the result.
    """
    values, head = fitted_together(arguments, function)
    of_xarray = head.library == "xarray"
    if not of_xarray and head.values.ndim == 2 and axis == -1:
        axis = 1
    axis = _axis_of(head, axis, function, time_is_last=of_xarray)
    result = np.asarray(_called(call, head, *values.values(), axis))
    if result.ndim == 0:
        return float(result)
    if result.ndim != head.values.ndim - (not kept):  # rows of plain arrays beside labelled items
        return result
    left = list(head.values.shape)
    if not kept:
        del left[axis]
    if list(result.shape) != left:
        raise ArgumentValueError(
            f"arguments of {function} must fit the shape {head.values.shape} of the labelled ones; "
            f"got a result of shape {result.shape}"
        )
    return together(result, head) if kept else reduced(result, head, (axis,))


def fitted_together(arguments: dict[str, Any], function: str) -> tuple[dict[str, Any], Table]:
    """Return the values of arguments that have the same labels, and the table with the most."""
    labelled = {
        name: x for name, x in arguments.items() if type(x) is not np.ndarray and library_of(x)
    }
    values = dict(arguments)
    if all(library_of(x) == "xarray" for x in labelled.values()):
        fitted = _broadcast(labelled, function)
        head = take(fitted[0], next(iter(labelled)), function)
        for name, each in zip(labelled, fitted, strict=True):
            values[name] = take(each, name, function).values
        return values, head
    tables = {name: take(x, name, function) for name, x in labelled.items()}
    widest = max(tables, key=lambda name: tables[name].values.ndim)
    for name, table in tables.items():
        values[name] = _fitted(table, tables[widest], name, widest, function)
    return values, tables[widest]


def _axis_of(table: Table, axis: Any, function: str, time_is_last: bool) -> Any:
    """Return the axis, or axes, of labelled data as numbers."""
    if axis is None:
        return None
    ndim = table.values.ndim
    if table.library != "xarray":
        if ndim == 2 and isinstance(axis, (int, np.integer)) and axis == -1 and time_is_last:
            return 0
        if ndim == 2 and (isinstance(axis, bool) or axis not in (0, 1)):
            raise ArgumentValueError(
                f"`axis` of {function} must be 0, down the rows, or 1, across the columns, for a "
                f"frame; got {axis!r}"
            )
        return axis
    axes = axis if isinstance(axis, (tuple, list)) else (axis,)
    axes = tuple(spelled_as(a, table.labels) if isinstance(a, str) else a for a in axes)
    unknown = [a for a in axes if isinstance(a, str) and a not in table.labels]
    if unknown or (axis == -1 and time_is_last and ndim > 1):
        raise ArgumentValueError(
            f"`axis` of {function} must name one of the dimensions "
            f"{', '.join(map(repr, table.labels))}; got {axis!r}"
        )
    numbers = tuple(table.labels.index(a) if isinstance(a, str) else a for a in axes)
    return numbers[0] if len(numbers) == 1 else numbers


def reduced(result: Array, table: Table, along: tuple[int, ...]) -> Any:
    """Return the figures that are left when axes of a table have been summed over."""
    along = tuple(int(axis) % table.values.ndim for axis in along)
    source = table.source
    if table.library == "xarray":
        import xarray as xr

        gone = {table.labels[axis] for axis in along}
        kept = {k: v for k, v in source.coords.items() if gone.isdisjoint(v.dims)}
        dims = [dim for dim in table.labels if dim not in gone]
        return xr.DataArray(result, kept, dims, name=source.name, attrs=source.attrs)
    if table.library == "pandas":
        import pandas as pd

        return pd.Series(result, index=table.labels[1 - along[0]])
    if table.library == "polars":
        import polars as pl

        if along[0] == 1:
            return polars_series("", result)
        names = enumerate(table.labels[1])
        return pl.DataFrame([polars_series(label, result[i : i + 1]) for i, label in names])
    import pyarrow as pa

    if along[0] == 1:
        return arrow_array(result)
    arrays = [arrow_array(result[i : i + 1]) for i in range(len(result))]
    return pa.Table.from_arrays(arrays, names=list(table.labels[1]))
