"""Columns of long tables as arrays: values, numbered series, numbered periods.

NumPy, pandas, polars and Arrow columns are read where they lie; values of float64
without missing-value masks are not copied.

Series are numbered here and not by `keys`: a panel needs to know which rows are of one series,
in any order, and so takes whole numbers and the codes of categories as they are. `keys` gives
groups in the order of their labels, which are part of the result, and takes keys of any type; of a
million whole numbers that costs 3.6 ms where the panel needs none. What both match by, the spelling
of names, is in `spelling`.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, NoReturn

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.calendar import Calendar, are_days, calendar_of
from hanoi_ct._inputs.columns_of_numbers import doubles_of
from hanoi_ct._inputs.labels import no_labels
from hanoi_ct._inputs.spelling import all_in_nfc, same_labels, spelled_as
from hanoi_ct._inputs.times import package_of, refuse_beyond_int64
from hanoi_ct._inputs.units import business_days
from hanoi_ct._inputs.validate import brief, float64_array, integer, shown
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

Integers = NDArray[np.int64]

# Keys of the rows, and what stands in a row.
Codes = tuple[NDArray[Any], Callable[[int], Any]]


class Values(NamedTuple):
    array: Floats
    together: Callable[[Floats], Any]  # a result into the kind of the column


class Series(NamedTuple):
    keys: Integers  # equal for rows of one series, from any integer
    label: Callable[[int], Any]  # the name behind a key


class Periods(NamedTuple):
    numbers: Integers  # consecutive integers for consecutive periods
    # The same, `per_year` to each year, which begin at its multiples; counted on demand.
    yearly: Callable[[], Integers] | None
    per_year: int | None
    year_length: int | None  # of a usual year, 52 of weeks; None where it is not fixed
    label: Callable[[int], str]
    calendar: Calendar | None  # None: whole numbers, or year and place


def values_of(column: Any, function: str) -> Values:
    """Return a column of values as a float64 array."""
    column = _column_of(column, "values", function)
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


def _column_of(column: Any, name: str, function: str) -> Any:
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


def _plain(column: Any, name: str, function: str) -> NDArray[Any]:
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


def series_of(column: Any, n: int, function: str) -> Series:
    """Number the series of the rows; integers number themselves.

    Of a list of columns, each combination of keys is a series.
    """
    if isinstance(column, (list, tuple)) and any(_is_column(part) for part in column):
        return _combined([_one_series(part, n, function) for part in column], function)
    return _one_series(column, n, function)


def _is_column(part: Any) -> bool:
    if package_of(part) in ("pandas", "polars", "pyarrow"):
        return hasattr(part, "__len__")
    return isinstance(part, np.ndarray) and part.ndim == 1


def _combined(parts: list[Series], function: str) -> Series:
    """Number the combinations of several keys."""
    keys = np.zeros(len(parts[0].keys), dtype=np.int64)
    for part in parts:
        low = int(part.keys.min()) if len(keys) else 0
        size = int(part.keys.max()) - low + 1 if len(keys) else 1
        dense = part.keys - low
        if size > 4 * len(keys) + 1024:
            distinct, dense = np.unique(part.keys, return_inverse=True)
            size = len(distinct)
        if len(keys) and (int(keys.max()) + 1) * size >= 2**62:
            keys = np.unique(keys, return_inverse=True)[1]
        keys = keys * size + dense

    def label(key: int) -> Any:
        row = int(np.argmax(keys == key))
        names = [part.label(int(part.keys[row])) for part in parts]
        return tuple(name.item() if isinstance(name, np.generic) else name for name in names)

    return Series(keys, label)


def _one_series(column: Any, n: int, function: str) -> Series:
    column = _column_of(column, "series", function)
    package = package_of(column)
    if package == "polars":
        return _keys(*_polars_codes(column, function), n, function)
    if package == "pyarrow":
        return _keys(*_arrow_codes(column, function), n, function)
    if package == "pandas":
        return _keys(*_pandas_codes(column, function), n, function)
    plain = _plain(column, "series", function)
    if plain.dtype.kind == "O":
        missing = np.array([not is_there(v) for v in plain.ravel()], dtype=bool)
        _refuse_none(lambda: missing, int(missing.sum()), "series", function)
    elif plain.dtype.kind in "iub" and plain.dtype != np.uint64:
        return _keys(plain, lambda row: plain[row], n, function)
    elif plain.dtype.kind not in "USu":
        _refuse_keys(plain.dtype, function)
    try:
        distinct, codes = np.unique(plain, return_inverse=True)
    except TypeError:
        _refuse_keys("object, of values that have no order among them", function)
    codes = _one_spelling(codes, distinct.tolist())
    return _keys(codes, lambda row: plain[row], n, function)


def _one_spelling(codes: Any, names: list[Any]) -> Any:
    """Return codes of names in which NFC and NFD spellings of one name share a code."""
    if all(not isinstance(name, str) or name.isascii() for name in names):
        return codes
    first: dict[Any, int] = {}
    spelt = enumerate(all_in_nfc(names))
    to = np.array([first.setdefault(name, i) for i, name in spelt], dtype=np.int64)
    return codes if len(first) == len(names) else to[codes]


def is_there(value: Any) -> bool:
    """Tell whether a value is not missing: None, NaN, or a marker of pandas."""
    same = value == value
    return value is not None and isinstance(same, (bool, np.bool_)) and bool(same)


def _refuse_keys(dtype: Any, function: str) -> NoReturn:
    raise ArgumentTypeError(
        f"`series` of {function} must be a column of integers, text or categories; got dtype "
        f"{dtype}"
    )


def _narrow(column: Any, name: str, function: str) -> Any:
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


def _polars_codes(column: Any, function: str, name: str = "series") -> Codes:
    import polars as pl

    _refuse_none(column.is_null().to_numpy, column.null_count(), name, function)
    column = _narrow(column, name, function)
    keys, dtype = column, column.dtype
    if dtype in (pl.String, pl.Boolean):
        keys = column.cast(pl.String).cast(pl.Categorical)
    elif not (dtype.is_integer() or dtype == pl.Categorical or isinstance(dtype, pl.Enum)):
        _refuse_keys(dtype, function)
    codes = keys.to_physical().to_numpy()
    if not dtype.is_integer():
        distinct = keys.unique()
        names = distinct.cast(pl.String).to_list()
        if not all(name is None or name.isascii() for name in names):
            table = np.zeros(int(codes.max()) + 1, dtype=np.int64)
            at = distinct.to_physical().to_numpy()
            table[at] = at[_one_spelling(np.arange(len(names)), names)]
            codes = table[codes]
    return codes, lambda row: column[row]


def _arrow_codes(column: Any, function: str, name: str = "series") -> Codes:
    import pyarrow as pa

    is_dictionary = pa.types.is_dictionary(column.type)
    if is_dictionary and column.dictionary.null_count:  # a category that means missing
        column, is_dictionary = column.cast(column.type.value_type), False
    _refuse_none(
        lambda: column.is_null().to_numpy(zero_copy_only=False),
        column.null_count,
        name,
        function,
    )
    keys, kind = column, column.type
    text = pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view
    if not is_dictionary and any(is_kind(kind) for is_kind in (*text, pa.types.is_boolean)):
        keys, is_dictionary = column.dictionary_encode(), True
    if is_dictionary:
        names = keys.dictionary.to_pylist()
        codes = keys.indices.to_numpy()
        return _one_spelling(codes, names), lambda row: column[row].as_py()
    if not pa.types.is_integer(kind):
        _refuse_keys(kind, function)
    return keys.to_numpy(), lambda row: column[row].as_py()


def _is_plain_integer(dtype: Any) -> bool:
    """Tell whether a dtype is of integers that have no missing value."""
    return isinstance(dtype, np.dtype) and dtype.kind in "iu"


def _pandas_codes(column: Any, function: str, name: str = "series") -> Codes:
    import pandas as pd

    dtype = column.dtype
    if _is_plain_integer(dtype):
        return column.to_numpy(), lambda row: column.iloc[row]
    missing = column.isna()
    _refuse_none(missing.to_numpy, int(missing.sum()), name, function)
    if isinstance(dtype, pd.CategoricalDtype):
        codes = _one_spelling(column.cat.codes.to_numpy(), column.cat.categories.tolist())
    elif pd.api.types.is_integer_dtype(dtype):
        codes = column.to_numpy(dtype=np.uint64 if dtype.kind == "u" else np.int64)
    elif pd.api.types.is_float_dtype(dtype) or pd.api.types.is_complex_dtype(dtype):
        _refuse_keys(dtype, function)
    else:
        codes, names = pd.factorize(column)
        codes = _one_spelling(codes, list(names))
    return codes, lambda row: column.iloc[row]


def _keys(codes: NDArray[Any], at: Callable[[int], Any], n: int, function: str) -> Series:
    """Return the keys of the rows; `at` gives what stands in a row."""
    keys = _column(codes, n, "series", function)
    return Series(keys, lambda key: at(int(np.argmax(keys == key))))


def _column(codes: NDArray[Any], n: int, name: str, function: str) -> Integers:
    if codes.shape != (n,):
        raise ArgumentValueError(
            f"`{name}` of {function} must have a row for each of the {n} values; got shape "
            f"{codes.shape}"
        )
    return codes.astype(np.int64, copy=False)


def _refuse_none(mask: Callable[[], Any], count: int, name: str, function: str) -> None:
    if count:
        raise ArgumentValueError(
            f"`{name}` of {function} must be given in every row; got none at row "
            f"{int(np.argmax(mask()))}{f', the first of {count}' if count > 1 else ''}"
        )


def periods_of(
    column: Any,
    n: int,
    periods_per_year: Any,
    first_period: Any,
    function: str,
    freq: Any = None,
    year_start: Any = None,
) -> Periods:
    """Number the periods of the rows.

    A pair of columns is the year and the place in it, from 1; whole numbers are periods
    numbered in sequence, of which number 1 is the `first_period` of a year, unless `freq`
    says that they are months YYYYMM or years; anything else is dates, periods or text,
    read by the calendar of the distinct ones.
    """
    if isinstance(column, tuple):
        no_labels(freq, year_start, function, "a pair of year and place")
        return _year_and_place(column, n, periods_per_year, function)
    column = _column_of(column, "period", function)
    dtype = getattr(column, "dtype", None)
    period_freq = getattr(dtype, "freq", None)  # of pandas periods
    if period_freq is not None:
        import pandas as pd

        missing = column.isna().to_numpy()
        _refuse_none(lambda: missing, int(missing.sum()), "period", function)
        ordinals = _column(pd.PeriodIndex(column).asi8, n, "period", function)
        back = lambda o: pd.PeriodIndex.from_ordinals(o, freq=period_freq)  # type: ignore[attr-defined]  # noqa: E731
        with business_days():
            return _through_distinct(ordinals, back, freq, year_start, function)
    if _is_coded_text(column):
        return _coded_text(column, n, freq, year_start, function)
    array = _integers_or_dates(column, function)
    if array.dtype == np.uint64 and (array.size == 0 or array.max() < 2**63):
        array = array.astype(np.int64)
    if array.dtype.kind == "M":
        return _dates(array, n, freq, year_start, function)
    if array.dtype.kind in "iu" and array.dtype != np.uint64:
        numbers = _column(array, n, "period", function)
        if freq is not None or _are_months(numbers) or are_days(numbers):
            return _through_distinct(numbers, lambda d: d, freq, year_start, function)
        no_labels(None, year_start, function, "whole numbers")
        return _in_sequence(numbers, periods_per_year, first_period, function)
    if array.dtype.kind in "OUST":
        return _objects(array, n, freq, year_start, function)
    if array.dtype == np.uint64:
        refuse_beyond_int64(array, "`period`", function)
    return _refuse_periods(array.dtype, function)


def _is_coded_text(column: Any) -> bool:
    """Tell whether a column is of text or categories that its library can number."""
    package = package_of(column)
    if package == "pandas":
        import pandas as pd

        dtype = column.dtype
        if isinstance(dtype, pd.CategoricalDtype):
            dtype = dtype.categories.dtype
            return isinstance(dtype, pd.StringDtype) or pd.api.types.is_object_dtype(dtype)
        return isinstance(dtype, pd.StringDtype)
    if package == "polars":
        import polars as pl

        return column.dtype in (pl.String, pl.Categorical) or isinstance(column.dtype, pl.Enum)
    if package == "pyarrow":
        import pyarrow as pa

        kind = column.type
        if pa.types.is_dictionary(kind):
            kind = kind.value_type
        return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))
    return False


def _coded_text(column: Any, n: int, freq: Any, year_start: Any, function: str) -> Periods:
    """Read text through the numbers that its library gives it."""
    read = {"pandas": _pandas_codes, "polars": _polars_codes, "pyarrow": _arrow_codes}
    codes, at = read[package_of(column)](column, function, "period")
    codes = _column(codes, n, "period", function)
    row_of = np.zeros(int(codes.max()) + 1 if n else 0, dtype=np.int64)
    row_of[codes[::-1]] = np.arange(n)[::-1]

    def labels(distinct: Integers) -> list[Any]:
        return [at(int(row)) for row in row_of[distinct]]

    return _through_distinct(codes, labels, freq, year_start, function)


def _refuse_periods(dtype: Any, function: str) -> NoReturn:
    raise ArgumentTypeError(
        f"`period` of {function} must be a column of integers, dates, periods or text such as "
        f"'2018-08', or a pair of year and place in it; got dtype {dtype}"
    )


def _are_months(numbers: Integers) -> bool:
    """Tell whether whole numbers are all months YYYYMM; a look at the first is enough mostly."""
    if len(numbers) == 0 or numbers[0] < 100_001 or numbers[0] > 299_912:
        return False
    month = numbers % 100
    inside = (numbers >= 100_001) & (numbers <= 299_912) & (month >= 1) & (month <= 12)
    return bool(inside.all())


def _in_sequence(
    numbers: Integers, periods_per_year: Any, first_period: Any, function: str
) -> Periods:
    per_year = 12 if periods_per_year is None else periods_per_year
    per_year = integer(per_year, "periods_per_year", function, low=1)
    first = 1 if first_period is None else first_period
    first = integer(first, "first_period", function, low=1, high=per_year)
    if len(numbers):
        _refuse_far(int(numbers.min()), int(numbers.max()), len(numbers), function)
    return Periods(numbers, lambda: numbers + (first - 2), per_year, 12, str, None)


def _integers_or_dates(column: Any, function: str) -> NDArray[Any]:
    """Return a column without missing rows as an array, dates by the clock on the wall."""
    package = package_of(column)
    if package == "pandas":
        import pandas as pd

        if isinstance(column.dtype, pd.ArrowDtype):
            return _integers_or_dates(
                _column_of(column.array.__arrow_array__(), "period", function), function
            )
        if not _is_plain_integer(column.dtype):
            missing = column.isna()
            _refuse_none(missing.to_numpy, int(missing.sum()), "period", function)
        if isinstance(column.dtype, pd.DatetimeTZDtype):
            column = column.dt.tz_localize(None)
        return np.asarray(column.to_numpy())
    if package == "polars":
        _refuse_none(column.is_null().to_numpy, column.null_count(), "period", function)
        if getattr(column.dtype, "time_zone", None) is not None:
            column = column.dt.replace_time_zone(None)
        return np.asarray(_narrow(column, "period", function).to_numpy())
    if package == "pyarrow":
        import pyarrow as pa
        import pyarrow.compute as pc

        missing = column.is_null()
        _refuse_none(
            lambda: missing.to_numpy(zero_copy_only=False), column.null_count, "period", function
        )
        if pa.types.is_timestamp(column.type) and column.type.tz is not None:
            column = pc.local_timestamp(column)
        return np.asarray(column.to_numpy(zero_copy_only=False))
    return _plain(column, "period", function)


def _refuse_far(low: int, high: int, n: int, function: str) -> None:
    """Raise for numbers so far apart that int64 does not hold the difference."""
    if high - low >= 2**63:
        raise ArgumentValueError(
            f"`period` of {function} must not leave most periods out; got {n} rows for whole "
            f"numbers from {low} to {high}: count periods in sequence"
        )


def _year_and_place(pair: Any, n: int, periods_per_year: Any, function: str) -> Periods:
    per_year = 12 if periods_per_year is None else periods_per_year
    per_year = integer(per_year, "periods_per_year", function, low=1)
    if len(pair) != 2:
        raise ArgumentValueError(
            f"`period` of {function} must be one column or a pair of year and place in it; got "
            f"{len(pair)} columns"
        )
    year, place = (_part_of_pair(column, n, function) for column in pair)
    outside = (place < 1) | (place > per_year)
    if outside.any():
        row = int(np.argmax(outside))
        raise ArgumentValueError(
            f"the place in the year, in `period` of {function}, must be between 1 and "
            f"{per_year}; got {place[row]} at row {row}"
        )
    if n:
        low, high = int(year.min()), int(year.max())
        if max(abs(low), abs(high)) * per_year >= 2**62:
            raise ArgumentValueError(
                f"years in `period` of {function} must be years; got {low if low < 0 else high}"
            )
    numbers = year * per_year + (place - 1)
    written = lambda k: f"{k // per_year}, place {k % per_year + 1}"  # noqa: E731
    return Periods(numbers, lambda: numbers, per_year, per_year, written, None)


def _part_of_pair(column: Any, n: int, function: str) -> Integers:
    array = _integers_or_dates(_column_of(column, "period", function), function)
    if array.dtype == np.uint64 and (array.size == 0 or array.max() < 2**63):
        array = array.astype(np.int64)
    if array.dtype.kind not in "iu" or array.dtype == np.uint64:
        raise ArgumentTypeError(
            f"the year and the place in it, in `period` of {function}, must be integers; got dtype "
            f"{array.dtype}"
        )
    return _column(array, n, "period", function)


def _dates(column: NDArray[Any], n: int, freq: Any, year_start: Any, function: str) -> Periods:
    missing = np.isnat(column)
    _refuse_none(lambda: missing, int(missing.sum()), "period", function)
    unit = np.datetime_data(column.dtype)
    kind = f"datetime64[{unit[0]}]" if unit in (("Y", 1), ("M", 1)) else "datetime64[D]"
    found = column.astype(kind)
    if kind == "datetime64[D]" and (found != column).any():  # times of day
        distinct, where = np.unique(column, return_inverse=True)
        return _of_distinct(distinct, where, freq, year_start, function)
    numbers = _column(found.astype(np.int64), n, "period", function)
    return _through_distinct(numbers, lambda d: d.astype(kind), freq, year_start, function)


def _objects(column: NDArray[Any], n: int, freq: Any, year_start: Any, function: str) -> Periods:
    """Read text, or dates and periods of Python, through the distinct ones."""
    if column.shape != (n,):
        _column(column, n, "period", function)
    rows: dict[Any, int] = {}
    where = np.empty(n, dtype=np.int64)
    try:
        for row, value in enumerate(column.tolist()):
            where[row] = rows.setdefault(value, len(rows))
    except TypeError:
        _refuse_periods(column.dtype, function)
    missing = np.array([not is_there(value) for value in rows], dtype=bool)[where]
    _refuse_none(lambda: missing, int(missing.sum()), "period", function)
    distinct = np.empty(len(rows), dtype=object)
    distinct[:] = list(rows)
    return _of_distinct(distinct, where, freq, year_start, function)


def _through_distinct(
    numbers: Integers,
    labels_of: Callable[[Integers], Any],
    freq: Any,
    year_start: Any,
    function: str,
) -> Periods:
    """Read the calendar of the distinct numbers only; there are few, whatever the rows."""
    if len(numbers) == 0:
        return Periods(numbers, lambda: numbers, 12, 12, str, None)
    low, high = int(numbers.min()), int(numbers.max())
    shifted = numbers - low
    if high - low < 4_000_000:
        present = np.zeros(high - low + 1, dtype=bool)
        present[shifted] = True
        places = np.flatnonzero(present)
        distinct = places
    else:
        distinct, shifted = np.unique(shifted, return_inverse=True)
        places = np.arange(len(distinct))
    return _of_distinct(labels_of(distinct + low), shifted, freq, year_start, function, places)


def _of_distinct(
    distinct: Any,
    where: Integers,
    freq: Any,
    year_start: Any,
    function: str,
    places: Integers | None = None,
) -> Periods:
    """Return the periods of rows, of which each has one of the distinct labels.

    `where` says which of them, as a place in a table in which they stand at `places`.
    """
    at = np.arange(len(distinct)) if places is None else places

    def rows() -> tuple[Integers, Integers]:
        size = int(at[-1]) + 1 if len(at) else 0
        first = np.full(size, len(where))
        np.minimum.at(first, where, np.arange(len(where)))
        return first[at], np.bincount(where, minlength=size)[at]

    calendar = calendar_of(
        distinct, "`period`", function, freq=freq, year_start=year_start, rows=rows
    )
    if calendar is None:
        raise ArgumentTypeError(
            f"`period` of {function} must be a column of integers, dates, periods or text such as "
            f"'2018-08', or a pair of year and place in it; got {shown(distinct[0])}: write the "
            "periods so, or make them dates, as pandas.to_datetime does with format="
        )

    def looked_up(of_distinct: Integers) -> Integers:
        table = of_distinct
        if places is not None:
            table = np.zeros(int(at[-1]) + 1, dtype=np.int64)
            table[at] = of_distinct
        return table[where]

    return Periods(
        looked_up(calendar.numbers),
        _yearly(calendar, looked_up),
        calendar.per_year,
        calendar.year_length,
        calendar.written,
        calendar,
    )


def _yearly(
    calendar: Calendar, looked_up: Callable[[Integers], Integers]
) -> Callable[[], Integers] | None:
    year, place, per_year = calendar.year, calendar.place, calendar.per_year
    if year is None or place is None or per_year is None:
        return None
    return lambda: looked_up(year * per_year + place)
