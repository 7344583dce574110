"""Columns that name periods, as consecutive whole numbers."""

from collections.abc import Callable
from typing import Any, NamedTuple, NoReturn

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.calendar import Calendar, are_days, calendar_of
from hanoi_ct._inputs.column_series import arrow_codes, pandas_codes, polars_codes
from hanoi_ct._inputs.columns import (
    Integers,
    column_of,
    is_plain_integer,
    is_there,
    narrow,
    plain_array,
    refuse_none,
    whole_column,
)
from hanoi_ct._inputs.labels import no_labels
from hanoi_ct._inputs.times import package_of, refuse_beyond_int64
from hanoi_ct._inputs.units import business_days
from hanoi_ct._inputs.validate import integer, shown
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError


class Periods(NamedTuple):
    numbers: Integers  # consecutive integers for consecutive periods
    # The same, `per_year` to each year, which begin at its multiples; counted on demand.
    yearly: Callable[[], Integers] | None
    per_year: int | None
    year_length: int | None  # of a usual year, 52 of weeks; None where it is not fixed
    label: Callable[[int], str]
    calendar: Calendar | None  # None: whole numbers, or year and place


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
    column = column_of(column, "period", function)
    dtype = getattr(column, "dtype", None)
    period_freq = getattr(dtype, "freq", None)  # of pandas periods
    if period_freq is not None:
        import pandas as pd

        missing = column.isna().to_numpy()
        refuse_none(lambda: missing, int(missing.sum()), "period", function)
        ordinals = whole_column(pd.PeriodIndex(column).asi8, n, "period", function)
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
        numbers = whole_column(array, n, "period", function)
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
    read = {"pandas": pandas_codes, "polars": polars_codes, "pyarrow": arrow_codes}
    codes, at = read[package_of(column)](column, function, "period")
    codes = whole_column(codes, n, "period", function)
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
                column_of(column.array.__arrow_array__(), "period", function), function
            )
        if not is_plain_integer(column.dtype):
            missing = column.isna()
            refuse_none(missing.to_numpy, int(missing.sum()), "period", function)
        if isinstance(column.dtype, pd.DatetimeTZDtype):
            column = column.dt.tz_localize(None)
        return np.asarray(column.to_numpy())
    if package == "polars":
        refuse_none(column.is_null().to_numpy, column.null_count(), "period", function)
        if getattr(column.dtype, "time_zone", None) is not None:
            column = column.dt.replace_time_zone(None)
        return np.asarray(narrow(column, "period", function).to_numpy())
    if package == "pyarrow":
        import pyarrow as pa
        import pyarrow.compute as pc

        missing = column.is_null()
        refuse_none(
            lambda: missing.to_numpy(zero_copy_only=False), column.null_count, "period", function
        )
        if pa.types.is_timestamp(column.type) and column.type.tz is not None:
            column = pc.local_timestamp(column)
        return np.asarray(column.to_numpy(zero_copy_only=False))
    return plain_array(column, "period", function)


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
    array = _integers_or_dates(column_of(column, "period", function), function)
    if array.dtype == np.uint64 and (array.size == 0 or array.max() < 2**63):
        array = array.astype(np.int64)
    if array.dtype.kind not in "iu" or array.dtype == np.uint64:
        raise ArgumentTypeError(
            f"the year and the place in it, in `period` of {function}, must be integers; got dtype "
            f"{array.dtype}"
        )
    return whole_column(array, n, "period", function)


def _dates(column: NDArray[Any], n: int, freq: Any, year_start: Any, function: str) -> Periods:
    missing = np.isnat(column)
    refuse_none(lambda: missing, int(missing.sum()), "period", function)
    unit = np.datetime_data(column.dtype)
    kind = f"datetime64[{unit[0]}]" if unit in (("Y", 1), ("M", 1)) else "datetime64[D]"
    found = column.astype(kind)
    if kind == "datetime64[D]" and (found != column).any():  # times of day
        distinct, where = np.unique(column, return_inverse=True)
        return _of_distinct(distinct, where, freq, year_start, function)
    numbers = whole_column(found.astype(np.int64), n, "period", function)
    return _through_distinct(numbers, lambda d: d.astype(kind), freq, year_start, function)


def _objects(column: NDArray[Any], n: int, freq: Any, year_start: Any, function: str) -> Periods:
    """Read text, or dates and periods of Python, through the distinct ones."""
    if column.shape != (n,):
        whole_column(column, n, "period", function)
    rows: dict[Any, int] = {}
    where = np.empty(n, dtype=np.int64)
    try:
        for row, value in enumerate(column.tolist()):
            where[row] = rows.setdefault(value, len(rows))
    except TypeError:
        _refuse_periods(column.dtype, function)
    missing = np.array([not is_there(value) for value in rows], dtype=bool)[where]
    refuse_none(lambda: missing, int(missing.sum()), "period", function)
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
