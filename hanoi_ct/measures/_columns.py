"""Columns of long tables as arrays: values, numbered series, numbered periods.

NumPy, pandas, polars and Arrow columns are read where they lie; values of float64
without missing-value masks are not copied.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._validate import float64_array, integer
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.measures._calendar import Calendar, calendar_of

Array = NDArray[np.float64]
Integers = NDArray[np.int64]


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
    package = package_of(column)
    if package == "pandas":
        import pandas as pd

        array = column.to_numpy(dtype=np.float64, na_value=np.nan)
        return Values(array, lambda r: pd.Series(r, index=column.index, name=column.name))
    if package == "polars":
        import polars as pl

        array = column.cast(pl.Float64).to_numpy()
        return Values(array, lambda r: pl.Series(column.name, r, nan_to_null=True))
    if package == "pyarrow":
        import pyarrow as pa

        one = _one_chunk(column).cast(pa.float64())
        array = one.to_numpy(zero_copy_only=False)
        return Values(array, lambda r: pa.array(r, from_pandas=True))
    array = float64_array(column, "values", function, min_ndim=1)
    if array.ndim != 1:
        raise ArgumentValueError(
            f"`values` of {function} must be one column; got {array.ndim} dimensions"
        )
    return Values(array, lambda r: r)


def series_of(column: Any, n: int, function: str) -> Series:
    """Number the series of the rows; integers number themselves."""
    package, plain = package_of(column), column
    if package == "polars":
        import polars as pl

        _refuse_none(column.is_null().to_numpy, column.null_count(), "series", function)
        if not column.dtype.is_integer():
            if column.dtype != pl.Categorical and not isinstance(column.dtype, pl.Enum):
                column = column.cast(pl.String).cast(pl.Categorical)
            plain = column.to_physical()
        plain = plain.to_numpy()
    elif package == "pyarrow":
        import pyarrow as pa

        one = _one_chunk(column)
        _refuse_none(
            lambda: one.is_null().to_numpy(zero_copy_only=False), one.null_count, "series", function
        )
        if not pa.types.is_integer(one.type):
            encoded = one if pa.types.is_dictionary(one.type) else one.dictionary_encode()
            names = encoded.dictionary
            return _keys(encoded.indices.to_numpy(), n, function, lambda k: names[k].as_py())
        plain = one.to_numpy()
    elif package == "pandas":
        import pandas as pd

        missing = column.isna()
        _refuse_none(missing.to_numpy, int(missing.sum()), "series", function)
        if isinstance(column.dtype, pd.CategoricalDtype):
            categories = column.dtype.categories
            codes = pd.Series(column).cat.codes.to_numpy()
            return _keys(codes, n, function, lambda k: categories[k])
        plain = column.to_numpy()
        if plain.dtype.kind not in "iub":
            codes, names = pd.factorize(column)
            return _keys(codes, n, function, lambda k: names[k])
    plain = np.asarray(plain)
    if plain.dtype.kind in "iub" and plain.dtype != np.uint64:
        return _keys(plain, n, function, lambda k: k)
    if plain.dtype.kind not in "USOiub":
        raise ArgumentTypeError(
            f"`series` of {function} must be a column of integers, text or categories; got dtype "
            f"{plain.dtype}"
        )
    names, codes = np.unique(plain, return_inverse=True)
    return _keys(codes, n, function, lambda k: names[k].item())


def _keys(codes: NDArray[Any], n: int, function: str, label: Callable[[int], Any]) -> Series:
    return Series(_column(codes, n, "series", function), label)


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


def _one_chunk(column: Any) -> Any:
    import pyarrow as pa

    if isinstance(column, pa.ChunkedArray):
        return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
    return column


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
    package = package_of(column)
    if package == "pandas":
        return _pandas(column, n, periods_per_year, first_period, function)
    if package == "polars":
        _refuse_none(column.is_null().to_numpy, column.null_count(), "period", function)
        column = column.to_numpy()
    elif package == "pyarrow":
        one = _one_chunk(column)
        _refuse_none(
            lambda: one.is_null().to_numpy(zero_copy_only=False), one.null_count, "period", function
        )
        column = one.to_numpy(zero_copy_only=False)
    return _numpy(np.asarray(column), n, periods_per_year, first_period, function)


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
    year, place = (
        _numpy(np.asarray(c), n, per_year, 1, function).numbers for c in map(_plain, pair)
    )
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


def _plain(column: Any) -> Any:
    if package_of(column) == "pyarrow":
        return _one_chunk(column).to_numpy(zero_copy_only=False)
    return column.to_numpy() if hasattr(column, "to_numpy") else column


def _pandas(
    column: Any, n: int, periods_per_year: Any, first_period: Any, function: str
) -> Periods:
    import pandas as pd

    missing = column.isna()
    _refuse_none(lambda: np.asarray(missing), int(missing.sum()), "period", function)
    if isinstance(column.dtype, pd.PeriodDtype):
        freq = column.dtype.freq
        return _through_distinct(
            pd.PeriodIndex(column).asi8, lambda o: _of_ordinals(o, freq), function
        )
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        column = column.dt.tz_localize(None) if isinstance(column, pd.Series) else column
    return _numpy(column.to_numpy(), n, periods_per_year, first_period, function)


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
