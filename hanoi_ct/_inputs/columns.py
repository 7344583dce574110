"""Columns of long tables as arrays: which column is meant, and its values.

NumPy, pandas, polars and Arrow columns are read where they lie; values of float64
without missing-value masks are not copied.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.columns_of_numbers import doubles_of
from hanoi_ct._inputs.spelling import same_labels, spelled_as
from hanoi_ct._inputs.times import package_of
from hanoi_ct._inputs.validate import brief, float64_array
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

Integers = NDArray[np.int64]


class Values(NamedTuple):
    array: Floats
    together: Callable[[Floats], Any]  # a result into the kind of the column


def values_of(column: Any, function: str) -> Values:
    """Return a column of values as a float64 array."""
    column = column_of(column, "values", function)
    package = package_of(column)
    if package == "pandas":
        import pandas as pd

        array = doubles_of(column, package, "`values`", function)
        return Values(array, lambda r: pd.Series(r, index=column.index, name=column.name))
    if package == "polars":
        import polars as pl

        array = doubles_of(column, package, "`values`", function)
        return Values(array, lambda r: pl.Series(column.name, r, nan_to_null=True))
    if package == "pyarrow":
        import pyarrow as pa

        array = doubles_of(column, package, "`values`", function)
        return Values(array, lambda r: pa.array(r, from_pandas=True))
    array = float64_array(column, "values", function, min_ndim=1)
    if array.ndim != 1:
        raise ArgumentValueError(
            f"`values` of {function} must be one column; got {array.ndim} dimensions"
        )
    return Values(array, lambda r: r)


def column_of(column: Any, name: str, function: str) -> Any:
    """Return one column: an index as a Series, chunks as one; refuse what is none.

    What is of no library of tables is left as it is.
    """
    package, known = package_of(column), True
    if package == "pandas":
        import pandas as pd

        alone = pd.Index, pd.api.extensions.ExtensionArray
        if isinstance(column, alone) and not isinstance(column, pd.MultiIndex):
            return pd.Series(column)
        known = isinstance(column, pd.Series)
    elif package == "polars":
        import polars as pl

        known = isinstance(column, pl.Series)
    elif package == "pyarrow":
        import pyarrow as pa

        if isinstance(column, pa.ChunkedArray):
            return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
        known = isinstance(column, pa.Array)
    if not known:
        raise ArgumentTypeError(
            f"`{name}` of {function} must be one column; got a {package} {type(column).__name__}"
        )
    return column


def plain_array(column: Any, name: str, function: str) -> NDArray[Any]:
    """Return a column of no library of tables as an array of any type."""
    if isinstance(column, np.ma.MaskedArray):
        raise ArgumentTypeError(
            f"`{name}` of {function} must be one column; got a masked array: leave out its rows"
        )
    try:
        plain = np.asarray(column)
        if isinstance(column, (list, tuple)) and len(column) == 0:
            return plain.astype(np.int64)  # of no type, as there is nothing
        if plain.dtype.kind in "US" and not isinstance(column, np.ndarray):
            texts = all(isinstance(value, (str, bytes)) for value in column)
            plain = plain if texts else np.array(column, dtype=object)  # not 1 as "1"
        return plain
    except TypeError:
        raise ArgumentTypeError(
            f"`{name}` of {function} must be one column; got a {type(column).__name__}"
        ) from None
    except ValueError:
        raise ArgumentTypeError(
            f"`{name}` of {function} must be one column; got rows of different lengths"
        ) from None


def one_index(values: Any, series: Any, period: Any, function: str) -> None:
    """Raise where columns of pandas have rows of different labels, which may not correspond."""
    first = None
    for name, given in (("values", values), ("series", series), ("period", period)):
        for column in given if isinstance(given, (list, tuple)) else [given]:
            if package_of(column) != "pandas" or not hasattr(column, "index"):
                continue
            if first is None:
                first = name, column.index
            elif not same_labels(first[1], column.index):
                raise ArgumentValueError(
                    f"`{first[0]}` and `{name}` of {function} must have the same index; got two "
                    "that differ: reindex one of them, or pass its .to_numpy() if the rows "
                    "correspond"
                )


def columns_of(given: dict[str, Any], function: str) -> tuple[Any, Any, Any]:
    """Return the columns of values, series and periods of a call.

    They are given as columns, or as a table and the names of its columns.
    """
    values, named = given["values"], [given[name] for name in ("value", "by", "time")]
    columns = given["series"], given["period"]
    if type(values).__name__ == "LazyFrame":
        raise ArgumentTypeError(
            f"`values` of {function} must be a column, or a table in memory; got a "
            f"{package_of(values)} LazyFrame: pass its .collect()"
        )
    if all(name is None for name in named) and not is_table(values):
        for name, column in zip(("series", "period"), columns, strict=True):
            if column is None:
                raise ArgumentTypeError(
                    f"`{name}` of {function} must be a column, or `values` a table with value=, "
                    "by= and time= naming its columns; got None"
                )
        return values, *columns
    if not is_table(values):
        raise ArgumentTypeError(
            f"`values` of {function} must be a pandas or polars DataFrame or an Arrow table "
            f"where columns are named; got {no_table(values)}"
        )
    no_columns = all(column is None for column in columns)
    if not no_columns or named[0] is None or named[2] is None:
        alone = "" if no_columns else " alone"
        raise ArgumentTypeError(
            f"`values` of {function} must be one column, or a table whose columns are named with "
            f"value=, by= and time={alone}; got a {package_of(values)} {type(values).__name__}"
        )
    value, by, time = named
    keys = list(by) if isinstance(by, (list, tuple)) else [by]
    period = time
    if isinstance(time, (tuple, list)):
        period = tuple(named_column(values, name, function) for name in time)
    else:
        period = named_column(values, time, function)
    if keys in ([], [None]):
        series: Any = np.zeros(len(values), dtype=np.int64)
    else:
        series = [named_column(values, name, function) for name in keys]
        series = series[0] if len(series) == 1 else series
    return named_column(values, value, function), series, period


def is_table(x: Any) -> bool:
    return type(x).__name__ in ("DataFrame", "Table", "RecordBatch") and package_of(x) in (
        "pandas",
        "polars",
        "pyarrow",
    )


def named_column(table: Any, name: Any, function: str, argument: str = "values") -> Any:
    """Return the column of a table, or the level of its index, with a name."""
    refuse_no_name(name, function)
    names = table.schema.names if package_of(table) == "pyarrow" else list(table.columns)
    if names.count(name) > 1:
        raise ArgumentValueError(
            f"`{argument}` of {function} must have one column of each name; got {brief(name)} "
            f"{names.count(name)} times: rename one of them"
        )
    if name in names:
        return table[name]
    levels = list(getattr(getattr(table, "index", None), "names", []))
    if name in levels:
        return table.index.get_level_values(name)
    other = spelled_as(name, [*names, *levels])
    if other is not name:
        return named_column(table, other, function, argument)
    have = ", ".join(map(brief, names[:3]))
    raise ArgumentValueError(
        f"`{argument}` of {function} must have the columns that are named; got no {brief(name)} "
        f"among {shown_list(have)}"
    )


def refuse_no_name(name: Any, function: str) -> None:
    """Raise for what names no column, such as a column itself."""
    try:
        hash(name)
        # None would be the name of any index without one; NA is not even equal to itself.
        is_name = name is not None and type(name).__name__ != "NAType"
    except TypeError:
        is_name = False
    if not is_name:
        raise ArgumentTypeError(
            f"columns of a table are given to {function} by their names; got a "
            f"{type(name).__name__} in the place of a name"
        )


def no_table(x: Any) -> str:
    """Return what an object is that is no table, and how to make one of it."""
    way = {
        "LazyFrame": ": pass its .collect()",
        "Dataset": ": pass its .to_dataframe().reset_index()",
        "DuckDBPyRelation": ": pass its .df()",
        "dict": ": pass pandas.DataFrame of it",
        "recarray": ": pass pandas.DataFrame of it",
    }
    return f"a {type(x).__name__}{way.get(type(x).__name__, '')}"


def shown_list(text: str) -> str:
    return text if len(text) <= 160 else text[:157] + "..."


def is_there(value: Any) -> bool:
    """Tell whether a value is not missing: None, NaN, or a marker of pandas."""
    same = value == value
    return value is not None and isinstance(same, (bool, np.bool_)) and bool(same)


def narrow(column: Any, name: str, function: str) -> Any:
    """Return a polars column of integers of 128 bits, which NumPy does not have, as of 64."""
    import polars as pl

    if str(column.dtype) not in ("Int128", "UInt128"):
        return column
    try:
        return column.cast(pl.Int64)
    except pl.exceptions.PolarsError:
        raise ArgumentValueError(
            f"whole numbers in `{name}` of {function} must lie within 2**63; got a column of "
            f"{column.dtype} beyond: number them, or pass them as text"
        ) from None


def is_plain_integer(dtype: Any) -> bool:
    """Tell whether a dtype is of integers that have no missing value."""
    return isinstance(dtype, np.dtype) and dtype.kind in "iu"


def whole_column(codes: NDArray[Any], n: int, name: str, function: str) -> Integers:
    if codes.shape != (n,):
        raise ArgumentValueError(
            f"`{name}` of {function} must have a row for each of the {n} values; got shape "
            f"{codes.shape}"
        )
    return codes.astype(np.int64, copy=False)


def refuse_none(mask: Callable[[], Any], count: int, name: str, function: str) -> None:
    if count:
        raise ArgumentValueError(
            f"`{name}` of {function} must be given in every row; got none at row "
            f"{int(np.argmax(mask()))}{f', the first of {count}' if count > 1 else ''}"
        )
