"""Columns of long tables as arrays: values, numbered series, numbered periods.

NumPy, pandas, polars and Arrow columns are read where they lie; values of float64
without missing-value masks are not copied.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, NoReturn

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.calendar import Calendar, calendar_of
from hanoi_ct._inputs.labels import is_real, is_real_polars
from hanoi_ct._inputs.validate import float64_array, integer
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

Array = NDArray[np.float64]
Integers = NDArray[np.int64]

# Keys of the rows, and what stands in a row.
Codes = tuple[NDArray[Any], Callable[[int], Any]]


class Values(NamedTuple):
    array: Array
    together: Callable[[Array], Any]  # a result into the kind of the column


class Series(NamedTuple):
    keys: Integers  # equal for rows of one series, from any integer
    label: Callable[[int], Any]  # the name behind a key


class Periods(NamedTuple):
    numbers: Integers  # consecutive integers for consecutive periods
    # The same, `per_year` to each year, which begin at its multiples; counted on demand.
    yearly: Callable[[], Integers] | None
    per_year: int | None
    label: Callable[[int], str]


def package_of(column: Any) -> str:
    return type(column).__module__.partition(".")[0]


def values_of(column: Any, function: str) -> Values:
    """Return a column of values as a float64 array."""
    column = _column_of(column, "values", function)
    package = package_of(column)
    if package == "pandas":
        import pandas as pd

        _refuse_kind(is_real(column.dtype), column.dtype, function)
        array = column.to_numpy(dtype=np.float64, na_value=np.nan)
        return Values(array, lambda r: pd.Series(r, index=column.index, name=column.name))
    if package == "polars":
        import polars as pl

        _refuse_kind(is_real_polars(column.dtype), column.dtype, function)
        array = column.cast(pl.Float64).to_numpy()
        return Values(array, lambda r: pl.Series(column.name, r, nan_to_null=True))
    if package == "pyarrow":
        import pyarrow as pa

        kinds = pa.types.is_integer, pa.types.is_floating, pa.types.is_boolean
        _refuse_kind(any(is_kind(column.type) for is_kind in kinds), column.type, function)
        array = column.cast(pa.float64()).to_numpy(zero_copy_only=False)
        return Values(array, lambda r: pa.array(r, from_pandas=True))
    array = float64_array(column, "values", function, min_ndim=1)
    if array.ndim != 1:
        raise ArgumentValueError(
            f"`values` of {function} must be one column; got {array.ndim} dimensions"
        )
    return Values(array, lambda r: r)


def _refuse_kind(real: bool, dtype: Any, function: str) -> None:
    if not real:
        raise ArgumentTypeError(
            f"`values` of {function} must hold real numbers; got a column of dtype {dtype}"
        )


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
        if plain.dtype.kind in "US" and not isinstance(column, np.ndarray):
            texts = all(isinstance(value, (str, bytes)) for value in column)
            plain = plain if texts else np.array(column, dtype=object)  # not 1 as "1"
        return plain
    except ValueError:
        raise ArgumentTypeError(
            f"`{name}` of {function} must be one column; got rows of different lengths"
        ) from None


def series_of(column: Any, n: int, function: str) -> Series:
    """Number the series of the rows; integers number themselves."""
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
        codes = np.unique(plain, return_inverse=True)[1]
    except TypeError:
        _refuse_keys("object, of values that have no order among them", function)
    return _keys(codes, lambda row: plain[row], n, function)


def is_there(value: Any) -> bool:
    """Tell whether a value is not missing: None, NaN, or a marker of pandas."""
    same = value == value
    return value is not None and isinstance(same, (bool, np.bool_)) and bool(same)


def _refuse_keys(dtype: Any, function: str) -> NoReturn:
    raise ArgumentTypeError(
        f"`series` of {function} must be a column of integers, text or categories; got dtype "
        f"{dtype}"
    )


def _polars_codes(column: Any, function: str) -> Codes:
    import polars as pl

    _refuse_none(column.is_null().to_numpy, column.null_count(), "series", function)
    keys, dtype = column, column.dtype
    if dtype in (pl.String, pl.Boolean):
        keys = column.cast(pl.String).cast(pl.Categorical)
    elif not (dtype.is_integer() or dtype == pl.Categorical or isinstance(dtype, pl.Enum)):
        _refuse_keys(dtype, function)
    return keys.to_physical().to_numpy(), lambda row: column[row]


def _arrow_codes(column: Any, function: str) -> Codes:
    import pyarrow as pa

    is_dictionary = pa.types.is_dictionary(column.type)
    if is_dictionary and column.dictionary.null_count:  # a category that means missing
        column, is_dictionary = column.cast(column.type.value_type), False
    _refuse_none(
        lambda: column.is_null().to_numpy(zero_copy_only=False),
        column.null_count,
        "series",
        function,
    )
    keys, kind = column, column.type
    text = pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view
    if is_dictionary:
        keys = column.indices
    elif any(is_kind(kind) for is_kind in (*text, pa.types.is_boolean)):
        keys = column.dictionary_encode().indices
    elif not pa.types.is_integer(kind):
        _refuse_keys(kind, function)
    return keys.to_numpy(), lambda row: column[row].as_py()


def _pandas_codes(column: Any, function: str) -> Codes:
    import pandas as pd

    missing = column.isna()
    _refuse_none(missing.to_numpy, int(missing.sum()), "series", function)
    dtype = column.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        codes = column.cat.codes.to_numpy()
    elif pd.api.types.is_integer_dtype(dtype):
        codes = column.to_numpy(dtype=np.uint64 if dtype.kind == "u" else np.int64)
    elif pd.api.types.is_float_dtype(dtype) or pd.api.types.is_complex_dtype(dtype):
        _refuse_keys(dtype, function)
    else:
        codes = pd.factorize(column)[0]
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
    column: Any, n: int, periods_per_year: Any, first_period: Any, function: str
) -> Periods:
    """Number the periods of the rows.

    A pair of columns is the year and the place in it, from 1; integers are periods
    numbered in sequence, of which number 1 is the `first_period` of a year; anything
    else is dates or periods.
    """
    if isinstance(column, tuple):
        return _year_and_place(column, n, periods_per_year, function)
    column = _column_of(column, "period", function)
    freq = getattr(getattr(column, "dtype", None), "freq", None)  # of pandas periods
    if freq is None:
        array = _integers_or_dates(column, function)
        return _numpy(array, n, periods_per_year, first_period, function)
    import pandas as pd

    _refuse_none(column.isna().to_numpy, int(column.isna().sum()), "period", function)
    ordinals = _column(pd.PeriodIndex(column).asi8, n, "period", function)
    return _through_distinct(ordinals, lambda o: _of_ordinals(o, freq), function)


def _integers_or_dates(column: Any, function: str) -> NDArray[Any]:
    """Return a column without missing rows as an array, dates by the clock on the wall."""
    package = package_of(column)
    if package == "pandas":
        import pandas as pd

        if isinstance(column.dtype, pd.ArrowDtype):
            return _integers_or_dates(
                _column_of(column.array.__arrow_array__(), "period", function), function
            )
        missing = column.isna()
        _refuse_none(missing.to_numpy, int(missing.sum()), "period", function)
        if isinstance(column.dtype, pd.DatetimeTZDtype):
            column = column.dt.tz_localize(None)
        return np.asarray(column.to_numpy())
    if package == "polars":
        _refuse_none(column.is_null().to_numpy, column.null_count(), "period", function)
        if getattr(column.dtype, "time_zone", None) is not None:
            column = column.dt.replace_time_zone(None)
        return np.asarray(column.to_numpy())
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


def _numpy(
    column: NDArray[Any], n: int, periods_per_year: Any, first_period: Any, function: str
) -> Periods:
    if column.dtype.kind == "M":
        missing = np.isnat(column)
        _refuse_none(lambda: missing, int(missing.sum()), "period", function)
        if column.shape != (n,):
            _column(column, n, "period", function)
        return _dates(column, function)
    if column.dtype.kind not in "iu" or column.dtype == np.uint64:
        raise ArgumentTypeError(
            f"`period` of {function} must be a column of integers, dates or periods, or a pair of "
            f"year and place in it; got dtype {column.dtype}"
        )
    numbers = _column(column, n, "period", function)
    per_year = 12 if periods_per_year is None else periods_per_year
    per_year = integer(per_year, "periods_per_year", function, low=1)
    first = 1 if first_period is None else first_period
    first = integer(first, "first_period", function, low=1, high=per_year)
    return Periods(numbers, lambda: numbers + (first - 2), per_year, str)


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
    numbers = year * per_year + (place - 1)
    return Periods(
        numbers, lambda: numbers, per_year, lambda k: f"{k // per_year}, place {k % per_year + 1}"
    )


def _part_of_pair(column: Any, n: int, function: str) -> Integers:
    array = _integers_or_dates(_column_of(column, "period", function), function)
    if array.dtype.kind not in "iu" or array.dtype == np.uint64:
        raise ArgumentTypeError(
            f"the year and the place in it, in `period` of {function}, must be integers; got dtype "
            f"{array.dtype}"
        )
    return _column(array, n, "period", function)


def _dates(column: NDArray[Any], function: str) -> Periods:
    import pandas as pd

    unit = np.datetime_data(column.dtype)[0]
    if unit in ("Y", "M"):
        return _through_distinct(
            column.astype(np.int64),
            lambda o: _of_ordinals(o, unit),
            function,
        )
    days = column.astype("datetime64[D]").astype(np.int64)
    return _through_distinct(
        days,
        lambda d: pd.DatetimeIndex(d.astype("datetime64[D]").astype("datetime64[s]")),
        function,
    )


def _of_ordinals(ordinals: Integers, freq: Any) -> Any:
    import pandas as pd

    return pd.PeriodIndex.from_ordinals(ordinals, freq=freq)  # type: ignore[attr-defined]


def _through_distinct(
    numbers: Integers, index_of: Callable[[Integers], Any], function: str
) -> Periods:
    """Read the calendar of the distinct numbers only; there are few, whatever the rows."""
    if len(numbers) == 0:
        return Periods(numbers, lambda: numbers, 12, str)
    low, high = int(numbers.min()), int(numbers.max())
    shifted = numbers - low
    if high - low < 4_000_000:
        present = np.zeros(high - low + 1, dtype=bool)
        present[shifted] = True
        distinct = np.flatnonzero(present)
        where = distinct
    else:
        distinct, shifted = np.unique(shifted, return_inverse=True)
        where = np.arange(len(distinct))
    calendar = calendar_of(index_of(distinct + low), "period", function)

    def looked_up(of_distinct: Integers) -> Integers:
        table = np.zeros(int(where[-1]) + 1, dtype=np.int64)
        table[where] = of_distinct
        return table[shifted]

    return Periods(
        looked_up(calendar.numbers),
        _yearly(calendar, looked_up),
        calendar.per_year,
        calendar.written,
    )


def _yearly(
    calendar: Calendar, looked_up: Callable[[Integers], Integers]
) -> Callable[[], Integers] | None:
    year, place, per_year = calendar.year, calendar.place, calendar.per_year
    if year is None or place is None or per_year is None:
        return None
    return lambda: looked_up(year * per_year + place)
