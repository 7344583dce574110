"""Columns of pandas, polars and Arrow as arrays of numbers: the one reader of them.

Where a float64 holds every number the array is one of floats, with NaN for what is missing;
integers stay integers, decimals and integers beyond 2**53 beside missing ones become objects.
`doubles_of` gives float64 of what doubles hold, and refuses the rest, for functions of time.
Categories of numbers are refused: they name groups. `where` is what an error calls a column.
"""

from collections.abc import Iterable
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs import numbers as _numbers
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.validate import brief
from hanoi_ct.errors import ArgumentTypeError

Array = NDArray[Any]


def doubles_of(column: Any, library: str, where: str, function: str) -> Floats:
    """Return a column of a library as float64, NaN for what is missing."""
    if library == "pandas":
        if column.dtype == np.float64:
            return column.to_numpy()  # type: ignore[no-any-return]
        read = pandas_column(column, where, function)
    else:
        read = (polars_column if library == "polars" else arrow_column)(column, where, function)
    return _numbers.to_float64(read, where, function)


def pandas_column(column: Any, where: str, function: str) -> Array:
    """Return a pandas Series."""
    import pandas as pd

    dtype = column.dtype
    if isinstance(dtype, pd.ArrowDtype):
        return arrow_column(column.array.__arrow_array__(), where, function)
    if isinstance(dtype, np.dtype):
        if dtype.kind == "O":
            return objects_of(column.array, where, dtype, function)
        if dtype.kind not in "buif" or dtype.itemsize > 8:
            _refuse(where, dtype, function)
        return np.asarray(column.to_numpy())
    if isinstance(dtype, pd.SparseDtype) and dtype.subtype.kind in "biuf":
        return np.asarray(column.sparse.to_dense().to_numpy())
    known = pd.api.types.is_numeric_dtype(dtype) and not pd.api.types.is_complex_dtype(dtype)
    if not known or not hasattr(dtype, "numpy_dtype"):
        _refuse(where, dtype, function)
    if not column.isna().any():
        return np.asarray(column.to_numpy(dtype=dtype.numpy_dtype))
    if dtype.kind == "f":
        return np.asarray(column.to_numpy(dtype=dtype.numpy_dtype, na_value=np.nan))
    if _fits(column.min(), column.max()):
        return np.asarray(column.to_numpy(dtype=np.float64, na_value=np.nan))
    return objects_of(column.array, where, dtype, function)


def _fits(low: Any, high: Any) -> bool:
    """Tell whether the ends of integers, of which some may be missing, are within 2**53."""
    if _is_missing(low) or low is None:
        return True
    return int(low) >= -_numbers.LARGEST_INTEGER and int(high) <= _numbers.LARGEST_INTEGER


def polars_column(column: Any, where: str, function: str) -> Array:
    """Return a polars Series."""
    import polars as pl

    dtype = column.dtype
    if dtype.is_decimal() or dtype == pl.Object:
        return objects_of(column.to_list(), where, dtype, function)
    if dtype == pl.Null and len(column):
        return np.full(len(column), np.nan)
    if not (dtype.is_numeric() or dtype == pl.Boolean):
        _refuse(where, dtype, function)
    if str(dtype) in ("Int128", "UInt128"):  # which NumPy does not have
        narrow = column.cast(pl.Int64, strict=False)
        if narrow.null_count() > column.null_count():
            return objects_of(column.to_list(), where, dtype, function)
        return polars_column(narrow, where, function)
    if dtype.is_float() or not column.null_count():
        array = np.asarray(column.to_numpy())
        if array.dtype.kind in "buif":
            return array
    if dtype.is_float() or dtype == pl.Boolean or _fits(column.min(), column.max()):
        return np.asarray(column.cast(pl.Float64).to_numpy())
    return objects_of(column.to_list(), where, dtype, function)


def arrow_column(column: Any, where: str, function: str) -> Array:
    """Return an Arrow array, in chunks or not."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = column.type
    if pa.types.is_decimal(kind):
        return objects_of(column.to_pylist(), where, kind, function)
    if pa.types.is_null(kind):
        return np.full(len(column), np.nan)
    if not is_arrow_number(kind):
        _refuse(where, kind, function)
    if isinstance(column, pa.ChunkedArray):
        column = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
    if pa.types.is_floating(kind) or not column.null_count:
        return np.asarray(column.to_numpy(zero_copy_only=False))
    if pa.types.is_boolean(kind) or _fits(*pc.min_max(column).as_py().values()):
        return np.asarray(column.cast(pa.float64()).to_numpy(zero_copy_only=False))
    return objects_of(column.to_pylist(), where, kind, function)


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


def objects_of(values: Iterable[Any], where: str, dtype: Any, function: str) -> Array:
    """Return numbers as objects, NaN for what is missing."""
    listed = [np.nan if _is_missing(value) else value for value in values]
    for row, value in enumerate(listed):
        if isinstance(value, (str, bytes)):
            _refuse(where, dtype, function, f", {brief(value)} in row {row}")
    array = np.empty(len(listed), dtype=object)
    array[:] = listed
    return array


def _is_missing(value: Any) -> bool:
    return value is None or type(value).__name__ in ("NAType", "NaTType")


def _refuse(where: str, dtype: Any, function: str, more: str = "") -> NoReturn:
    raise ArgumentTypeError(
        f"{where} of {function} must hold real numbers; got dtype {brief(str(dtype))[1:-1]}{more}"
        f"{_way_out(str(dtype).lower(), bool(more))}"
    )


def _way_out(dtype: str, text: bool) -> str:
    """Return what to do with a column that is not of numbers."""
    if any(word in dtype for word in ("categor", "enum", "dictionary")):
        return ": categories name groups; convert figures to numbers first"
    if text or any(word in dtype for word in ("str", "utf8")):
        return ": convert text to numbers first, with a point for the decimals"
    if "complex" in dtype:
        return ": pass its real part"
    if "date" in dtype or "timestamp" in dtype:
        return ": dates name the periods and are no figures"
    if "duration" in dtype or "timedelta" in dtype:
        return ": divide by a unit of time first"
    if "float128" in dtype:
        return ": convert it with .astype(float) if the lost digits do not matter"
    return ": select the columns of numbers"
