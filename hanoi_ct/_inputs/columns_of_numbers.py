"""Columns of pandas, polars and Arrow as arrays of numbers, digits and all.

Where a float64 holds every number the array is one of floats, with NaN for what is missing;
integers stay integers, decimals and integers beyond 2**53 beside missing ones become objects.
"""

from collections.abc import Iterable
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs import numbers as _numbers
from hanoi_ct._inputs.validate import brief
from hanoi_ct.errors import ArgumentTypeError

Array = NDArray[Any]


def pandas_column(column: Any, where: str, function: str) -> Array:
    """Return a pandas Series; `where` is what an error calls it."""
    import pandas as pd

    dtype = column.dtype
    if isinstance(dtype, pd.ArrowDtype):
        return arrow_column(column.array.__arrow_array__(), where, function)
    if isinstance(dtype, np.dtype):
        if dtype.kind == "O":
            return _objects(column.array, where, dtype, function)
        if dtype.kind not in "buif" or dtype.itemsize > 8:
            _refuse(where, dtype, function)
        return np.asarray(column.to_numpy())
    if isinstance(dtype, pd.SparseDtype) and dtype.subtype.kind in "biuf":
        return np.asarray(column.sparse.to_dense().to_numpy())
    if not pd.api.types.is_numeric_dtype(dtype) or not hasattr(dtype, "numpy_dtype"):
        _refuse(where, dtype, function)
    if not column.isna().any():
        return np.asarray(column.to_numpy(dtype=dtype.numpy_dtype))
    if dtype.kind == "f":
        return np.asarray(column.to_numpy(dtype=dtype.numpy_dtype, na_value=np.nan))
    return _with_holes(column.array, where, dtype, function)


def polars_column(column: Any, where: str, function: str) -> Array:
    """Return a polars Series; `where` is what an error calls it."""
    import polars as pl

    dtype = column.dtype
    if dtype.is_decimal() or dtype == pl.Object:
        return _objects(column.to_list(), where, dtype, function)
    if dtype == pl.Null and len(column):
        return np.full(len(column), np.nan)
    if not (dtype.is_numeric() or dtype == pl.Boolean):
        _refuse(where, dtype, function)
    if str(dtype) in ("Int128", "UInt128"):  # which NumPy does not have
        narrow = column.cast(pl.Int64, strict=False)
        if narrow.null_count() > column.null_count():
            return _objects(column.to_list(), where, dtype, function)
        return polars_column(narrow, where, function)
    if dtype.is_float() or not column.null_count():
        array = np.asarray(column.to_numpy())
        if array.dtype.kind in "buif":
            return array
    return _with_holes(column.to_list(), where, dtype, function)


def arrow_column(column: Any, where: str, function: str) -> Array:
    """Return an Arrow array, in chunks or not; `where` is what an error calls it."""
    import pyarrow as pa

    kind = column.type
    if pa.types.is_decimal(kind):
        return _objects(column.to_pylist(), where, kind, function)
    if pa.types.is_null(kind):
        return np.full(len(column), np.nan)
    known = pa.types.is_integer, pa.types.is_floating, pa.types.is_boolean
    if not any(is_kind(kind) for is_kind in known):
        _refuse(where, kind, function)
    if isinstance(column, pa.ChunkedArray):
        column = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
    if pa.types.is_floating(kind) or not column.null_count:
        return np.asarray(column.to_numpy(zero_copy_only=False))
    return _with_holes(column.to_pylist(), where, kind, function)


def is_polars_number(dtype: Any) -> bool:
    """Tell whether a type of polars is one that `polars_column` reads."""
    import polars as pl

    return bool(
        dtype.is_numeric() or dtype.is_decimal() or dtype in (pl.Boolean, pl.Null, pl.Object)
    )


def is_arrow_number(kind: Any) -> bool:
    """Tell whether a type of Arrow is one that `arrow_column` reads."""
    import pyarrow as pa

    known = pa.types.is_integer, pa.types.is_floating, pa.types.is_boolean
    return any(is_kind(kind) for is_kind in (*known, pa.types.is_decimal, pa.types.is_null))


def label_column(numbers: dict[str, bool], name: str, function: str) -> str | None:
    """Return the one column that holds the labels of the rows, dates or codes; None for none.

    `numbers` tells of each column of a frame without index whether it holds numbers.
    """
    others = [label for label, is_number in numbers.items() if not is_number]
    if len(others) > 1 and len(others) < len(numbers):
        raise ArgumentTypeError(
            f"`{name}` of {function} must have one column of labels at most and else real "
            f"numbers; got {brief(others[0])} and {brief(others[1])}: select the columns"
        )
    return others[0] if len(others) == 1 and len(numbers) > 1 else None


def side_by_side(columns: list[Array], n_rows: int, *, printed: bool) -> Array:
    """Return columns as a table, of one type that holds them all.

    `printed` reads a short float as its own shortest decimal, else it is the double it is.
    """
    if printed:
        columns = [_numbers.to_printed(c, "", "") if _is_short(c) else c for c in columns]
    kinds = {column.dtype for column in columns}
    dtype: Any = np.float64
    if len(kinds) == 1:
        dtype = kinds.pop()
    elif any(_numbers.exceeds_float64(column) for column in columns):
        dtype = object
    table = np.empty((n_rows, len(columns)), dtype=dtype, order="F")
    for i, column in enumerate(columns):
        table[:, i] = column
    return table


def _is_short(column: Array) -> bool:
    return column.dtype.kind == "f" and column.dtype.itemsize < 8


def _with_holes(values: Iterable[Any], where: str, dtype: Any, function: str) -> Array:
    """Return integers among which some are missing: as floats where these hold them."""
    objects = _objects(values, where, dtype, function)
    return objects if _numbers.exceeds_float64(objects) else objects.astype(np.float64)


def _objects(values: Iterable[Any], where: str, dtype: Any, function: str) -> Array:
    """Return numbers as objects, NaN for what is missing."""
    listed = [np.nan if _is_missing(value) else value for value in values]
    for row, value in enumerate(listed):
        if isinstance(value, (str, bytes)):
            _refuse(where, dtype, function, f", {value!r} in row {row}")
    array = np.empty(len(listed), dtype=object)
    array[:] = listed
    return array


def _is_missing(value: Any) -> bool:
    return value is None or type(value).__name__ in ("NAType", "NaTType")


def _refuse(where: str, dtype: Any, function: str, more: str = "") -> NoReturn:
    raise ArgumentTypeError(
        f"{where} of {function} must hold real numbers; got dtype {dtype}{more}"
    )
