"""The functions of time on long tables: lags by the calendar, in any order of rows."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.blocks import is_dask
from hanoi_ct._inputs.column_periods import Periods, periods_of
from hanoi_ct._inputs.column_series import Series, series_of
from hanoi_ct._inputs.columns import Integers, Values, columns_of, one_index, values_of
from hanoi_ct._inputs.dask_long import over_shares_of_series
from hanoi_ct._inputs.overloads import over_long_table as long_table
from hanoi_ct._inputs.validate import choice, integer
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._calls.along import refuse_missing
from hanoi_ct.measures._calls.long_table import Block, Names, over_long_table
from hanoi_ct.measures._calls.policies import MISSING, Missing, NegativeBase
from hanoi_ct.measures._growth.growth import Kind, growth
from hanoi_ct.measures._growth.moving import moving_growth, moving_mean, moving_sum
from hanoi_ct.measures._growth.year_to_date import ytd, ytd_growth


class _Table(NamedTuple):
    """The columns of a long table, read."""

    column: Values
    keys: Series
    periods: Periods
    function: str


def _read(given: dict[str, Any], function: str) -> _Table:
    """Read the columns of a call, ``locals()`` at its head."""
    values, series, period = columns_of(given, function)
    one_index(values, series, period, function)
    column = values_of(values, function)
    n = len(column.array)
    keys = series_of(series, n, function)
    year = given.get("periods_per_year"), given.get("first_period")
    periods = periods_of(period, n, *year, function, given["freq"], given["year_start"])
    choice(given.get("missing", "omit"), MISSING, "missing", function)
    if given.get("missing") == "raise":
        refuse_missing(column.array, 0, function, "values")
    return _Table(column, keys, periods, function)


def _by_period(block: Block, table: _Table) -> Any:
    """Apply a function that steps from period to period."""
    column, keys, periods, function = table
    names = Names(_named(keys), periods.label, function)
    return column.together(over_long_table(block, column.array, keys.keys, periods.numbers, names))


def _named(keys: Series) -> Callable[[int], str]:
    """Return what messages call series: the beginning of a long name."""

    def name(key: int) -> str:
        text = " ".join(str(keys.label(key)).split())
        return text if len(text) <= 100 else f"{text[:97]}..."

    return name


def _window(window: Any, table: _Table) -> int:
    """Return the length of a window: without one, of a year."""
    if window is not None:
        return integer(window, "window", table.function, low=1)
    if table.periods.year_length is None:
        raise ArgumentValueError(
            f"`window` of {table.function} must be said for periods of which years have no fixed "
            "number; got none"
        )
    return table.periods.year_length


def _by_year(block: Block, table: _Table, given: dict[str, Any]) -> Any:
    """Apply a function of the year; the block learns its length from the calendar."""
    column, keys, periods, function = table
    calendar = periods.calendar
    if periods.yearly is None or periods.per_year is None or periods.per_year == 366:
        raise ArgumentValueError(
            f"`period` of {function} must be of years of whole weeks, months or quarters; got "
            f"{calendar.unit.plural if calendar else 'others'}: put them together first"
        )
    said, first = given["periods_per_year"], given["first_period"]
    usual = (periods.per_year, periods.year_length)
    if said is not None and said not in usual:
        raise ArgumentValueError(
            f"`periods_per_year` of {function} must agree with `period`, which has "
            f"{periods.per_year}; got {said}"
        )
    if calendar is not None and first is not None:
        raise ArgumentValueError(
            f"`first_period` of {function} must be left out for dates and periods; got {first}: "
            "say with year_start= in which month a year begins"
        )
    yearly = periods.yearly()
    result = over_long_table(
        lambda x, begin, out: block(x, (periods.per_year, begin), out),  # type: ignore[arg-type]
        column.array,
        keys.keys,
        yearly,
        Names(_named(keys), _label_of_yearly(periods, yearly), function),
        per_year=periods.per_year,
        pads_count=given["missing"] == "omit",
    )
    return column.together(result)


def _label_of_yearly(periods: Periods, yearly: Integers) -> Any:
    """Return the names of periods by the numbers of which years are multiples."""

    def label(number: int) -> str:
        rows = np.flatnonzero(yearly == number)
        return periods.label(int(periods.numbers[rows[0]])) if len(rows) else str(number)

    return label


def _rest(missing: str) -> Any:
    """Return the policy for the runs: only rows can be refused, not periods left out."""
    return "propagate" if missing == "raise" else missing


@long_table
def panel_growth(
    values: Any,
    series: Any = None,
    period: Any = None,
    lag: int = 1,
    *,
    value: str | None = None,
    by: str | Sequence[str] | None = None,
    time: str | tuple[str, str] | None = None,
    freq: str | None = None,
    year_start: int | None = None,
    kind: Kind = "relative",
    differences: int = 1,
    periods_per_year: int | None = None,
    negative_base: NegativeBase = "nan",
    threads: int | None = None,
) -> Any:
    """Growth over a lag, by the calendar, in each series of a long table.

    Parameters
    ----------
    values : column of real numbers, or a table
        A NumPy array, pandas Series, polars Series or Arrow array. float64 without a mask
        of missing values is read where it lies. Or a pandas or polars DataFrame or an Arrow
        table, whose columns are named with `value`, `by` and `time`; or a Dask DataFrame, of
        which the distinct periods are computed, to tell their unit, and the rest is lazy.
    series : column of integers, text or categories, or a list of columns
        Which series each row belongs to; of several columns, each combination is one. Text
        written in NFC and in NFD is one name.
    period : column of integers, dates, periods or text, or a pair of columns
        Which period each row is of: integers in sequence, dates, pandas periods, text
        ("2018-08", "2018Q3", "2018"), or the year and the place in it (from 1) as a tuple of
        two columns. Months as whole numbers YYYYMM need ``freq="M"``. Dates a quarter or
        more apart need `freq` too: months of which rows are left out look the same.
    lag : int, default 1
        How many periods back; at least 1.
    value, by, time : str
        With a table, the names of its columns: of the values, of the keys of the series (one
        name, a list of several, or none if the table is one series) and of the period (or a
        pair of names, of the year and the place in it).
    freq, year_start
        The unit of the periods and the month in which a year begins, as in `growth`. Dates
        of all rows together tell the unit where no period is left out of them.
    kind, differences, periods_per_year, negative_base, threads
        As in `growth`.

    Returns
    -------
    ndarray of float64, or the kind of `values`
        Growth rates as fractions, or differences, in the order of the rows:
        a Series with the index of the table, a polars Series, an Arrow array; of Dask a lazy
        Series with the partitions and the index of the table.

    Raises
    ------
    ArgumentTypeError
        A column is of a kind that is not taken.
    ArgumentValueError
        Columns of different lengths, a row without series or period, an observation that
        stands twice (named, with both rows), periods that leave nearly all out, dates whose
        unit cannot be told, or an option that `growth` does not allow.

    Notes
    -----
    Rows may come in any order, series may begin and end at different times and have
    gaps. Time steps by the calendar, not by rows: a period that is not in the table is
    missing, never skipped. The bits are those of `growth` on each series.

    References
    ----------
    Krantz (2024), *collapse: Advanced and Fast Statistical Computing and Data
    Transformation in R*, on fully indexed computations on irregular panels.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.panel_growth([120.0, 100.0, 110.0], ["b", "b", "b"], [8, 7, 9])
    array([ 0.2       ,         nan, -0.08333333])
    >>> import pandas as pd
    >>> table = pd.DataFrame({"code": ["B", "C", "B", "C"], "iip": [100, 80, 125, 88.0]})
    >>> table["month"] = ["2018-01", "2018-01", "2018-02", "2018-02"]
    >>> hanoi_ct.panel_growth(table, value="iip", by="code", time="month").tolist()
    [nan, nan, 0.25, 0.1]
    """
    given = locals()
    if is_dask(values):
        return over_shares_of_series(panel_growth, given)
    integer(lag, "lag", "panel_growth", low=1)
    table = _read(given, "panel_growth")
    per_year = _rate_length(kind, periods_per_year, table)

    def block(x: Floats, first_period: int, out: Floats) -> None:
        growth(
            x,
            lag,
            kind=kind,
            differences=differences,
            periods_per_year=per_year,
            negative_base=negative_base,
            threads=threads,
            out=out,
        )

    return _by_period(block, table)


def _rate_length(kind: Any, said: Any, table: _Table) -> Any:
    """Return the periods of a year for yearly rates; refuse what contradicts the labels."""
    periods = table.periods
    if periods.calendar is None:
        return said
    length = periods.year_length
    if said is not None and length is not None and said not in (length, periods.per_year):
        raise ArgumentValueError(
            f"`periods_per_year` of {table.function} must agree with `period`, which has {length}; "
            f"got {said}: leave it out"
        )
    if said is None and length is None and type(kind) is str and kind == "annualised":
        raise ArgumentValueError(
            f"`periods_per_year` of {table.function} must be said for "
            f"{periods.calendar.unit.plural}, of which years have no fixed number; got none"
        )
    return length if said is None else said


@long_table
def panel_lag(
    values: Any,
    series: Any = None,
    period: Any = None,
    lag: int = 1,
    *,
    value: str | None = None,
    by: str | Sequence[str] | None = None,
    time: str | tuple[str, str] | None = None,
    freq: str | None = None,
    year_start: int | None = None,
) -> Any:
    """The value `lag` periods before, in each series of a long table.

    Parameters
    ----------
    values, series, period
        As in `panel_growth`.
    lag : int, default 1
        How many periods back; at least 1.
    value, by, time, freq, year_start
        As in `panel_growth`.

    Returns
    -------
    ndarray of float64, or the kind of `values`
        The values of an earlier period, in kind and order as in `panel_growth`.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `panel_growth`, and for an option that `growth` does not allow.

    Notes
    -----
    Rows and time are those of `panel_growth`. The result holds the bits of the values.

    References
    ----------
    As `panel_growth`.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.panel_lag([3.0, 1.0, 2.0], ["b", "a", "a"], [7, 6, 7])
    array([nan, nan,  1.])
    """
    given = locals()
    if is_dask(values):
        return over_shares_of_series(panel_lag, given)
    back = integer(lag, "lag", "panel_lag", low=1)

    def block(x: Floats, first_period: int, out: Floats) -> None:
        out[:, :back] = np.nan
        out[:, back:] = x[:, :-back]

    return _by_period(block, _read(given, "panel_lag"))


@long_table
def panel_ytd(
    values: Any,
    series: Any = None,
    period: Any = None,
    *,
    value: str | None = None,
    by: str | Sequence[str] | None = None,
    time: str | tuple[str, str] | None = None,
    freq: str | None = None,
    year_start: int | None = None,
    periods_per_year: int | None = None,
    first_period: int | None = None,
    missing: Missing = "propagate",
    min_count: int = 1,
    threads: int | None = None,
) -> Any:
    """Sum over the year so far in each series of a long table.

    Parameters
    ----------
    values, series, period
        As in `panel_growth`.
    value, by, time, freq, year_start
        As in `panel_growth`.
    periods_per_year : int, optional
        For integer periods and pairs of year and place; without it 12. Dates and periods
        tell it themselves.
    first_period : int, optional
        For integer periods, which place of its year period number 1 has; without it 1.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        As in `ytd`; a period that is not in the table is missing, and only a NaN in the
        table is refused by "raise".
    min_count, threads
        As in `growth` and `ytd`.

    Returns
    -------
    ndarray of float64, or the kind of `values`
        Sums over the year so far, in kind and order as in `panel_growth`.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `panel_growth`, and for an option that `ytd` does not allow.

    Notes
    -----
    Rows and time are those of `panel_growth`. The bits are those of `ytd` on each series.

    References
    ----------
    As `panel_growth`.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.panel_ytd([3.0, 1.0, 2.0], ["b", "a", "a"], ([2018, 2018, 2018], [1, 1, 2]))
    array([3., 1., 3.])
    """
    given = locals()
    if is_dask(values):
        return over_shares_of_series(panel_ytd, given)

    def block(x: Floats, year: Any, out: Floats) -> None:
        ytd(
            x,
            periods_per_year=year[0],
            first_period=year[1],
            missing=_rest(missing),
            min_count=min_count,
            threads=threads,
            out=out,
        )

    return _by_year(block, _read(given, "panel_ytd"), given)


@long_table
def panel_ytd_growth(
    values: Any,
    series: Any = None,
    period: Any = None,
    *,
    value: str | None = None,
    by: str | Sequence[str] | None = None,
    time: str | tuple[str, str] | None = None,
    freq: str | None = None,
    year_start: int | None = None,
    periods_per_year: int | None = None,
    first_period: int | None = None,
    missing: Missing = "propagate",
    min_count: int = 1,
    negative_base: NegativeBase = "nan",
    threads: int | None = None,
) -> Any:
    """Growth of the sum over the year so far in each series of a long table.

    Parameters
    ----------
    values, series, period
        As in `panel_growth`.
    value, by, time, freq, year_start
        As in `panel_growth`.
    periods_per_year : int, optional
        For integer periods and pairs of year and place; without it 12. Dates and periods
        tell it themselves.
    first_period : int, optional
        For integer periods, which place of its year period number 1 has; without it 1.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        As in `ytd_growth`; a period that is not in the table is missing, and only a NaN in the
        table is refused by "raise".
    min_count, negative_base, threads
        As in `growth` and `ytd`.

    Returns
    -------
    ndarray of float64, or the kind of `values`
        Growth rates as fractions, in kind and order as in `panel_growth`.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `panel_growth`, and for an option that `ytd_growth` does not allow.

    Notes
    -----
    Rows and time are those of `panel_growth`. The bits are those of `ytd_growth` on each series.

    References
    ----------
    As `panel_growth`.

    Examples
    --------
    >>> import hanoi_ct
    >>> months = ([2017, 2017, 2018, 2018], [1, 2, 1, 2])
    >>> hanoi_ct.panel_ytd_growth([10.0, 10.0, 11.0, 13.0], [1, 1, 1, 1], months)
    array([nan, nan, 0.1, 0.2])
    """
    given = locals()
    if is_dask(values):
        return over_shares_of_series(panel_ytd_growth, given)

    def block(x: Floats, year: Any, out: Floats) -> None:
        ytd_growth(
            x,
            periods_per_year=year[0],
            first_period=year[1],
            missing=_rest(missing),
            min_count=min_count,
            negative_base=negative_base,
            threads=threads,
            out=out,
        )

    return _by_year(block, _read(given, "panel_ytd_growth"), given)


@long_table
def panel_moving_sum(
    values: Any,
    series: Any = None,
    period: Any = None,
    window: int | None = None,
    *,
    value: str | None = None,
    by: str | Sequence[str] | None = None,
    time: str | tuple[str, str] | None = None,
    freq: str | None = None,
    year_start: int | None = None,
    missing: Missing = "propagate",
    min_count: int = 1,
    threads: int | None = None,
) -> Any:
    """Sum of the last `window` periods in each series of a long table.

    Parameters
    ----------
    values, series, period
        As in `panel_growth`.
    window : int, optional
        How many periods a window has. Without it a year: what the periods say, 12 of whole
        numbers.
    value, by, time, freq, year_start
        As in `panel_growth`.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        As in `moving_sum`; a period that is not in the table is missing, and only a NaN in the
        table is refused by "raise".
    min_count, threads
        As in `growth` and `ytd`.

    Returns
    -------
    ndarray of float64, or the kind of `values`
        Sums of the windows, in kind and order as in `panel_growth`.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `panel_growth`, and for an option that `moving_sum` does not allow.

    Notes
    -----
    Rows and time are those of `panel_growth`. The bits are those of `moving_sum` on each series.

    References
    ----------
    As `panel_growth`.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.panel_moving_sum([3.0, 1.0, 2.0, 4.0], [1, 1, 1, 1], [3, 1, 2, 5], 2)
    array([ 5., nan,  3., nan])
    """
    given = locals()
    if is_dask(values):
        return over_shares_of_series(panel_moving_sum, given)
    table = _read(given, "panel_moving_sum")
    width = _window(window, table)

    def block(x: Floats, first_period: int, out: Floats) -> None:
        moving_sum(x, width, missing=_rest(missing), min_count=min_count, threads=threads, out=out)

    return _by_period(block, table)


@long_table
def panel_moving_mean(
    values: Any,
    series: Any = None,
    period: Any = None,
    window: int | None = None,
    *,
    value: str | None = None,
    by: str | Sequence[str] | None = None,
    time: str | tuple[str, str] | None = None,
    freq: str | None = None,
    year_start: int | None = None,
    missing: Missing = "propagate",
    min_count: int = 1,
    threads: int | None = None,
) -> Any:
    """Mean of the last `window` periods in each series of a long table.

    Parameters
    ----------
    values, series, period
        As in `panel_growth`.
    window : int, optional
        How many periods a window has. Without it a year: what the periods say, 12 of whole
        numbers.
    value, by, time, freq, year_start
        As in `panel_growth`.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        As in `moving_mean`; a period that is not in the table is missing, and only a NaN in the
        table is refused by "raise".
    min_count, threads
        As in `growth` and `ytd`.

    Returns
    -------
    ndarray of float64, or the kind of `values`
        Means of the windows, in kind and order as in `panel_growth`.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `panel_growth`, and for an option that `moving_mean` does not allow.

    Notes
    -----
    Rows and time are those of `panel_growth`. The bits are those of `moving_mean` on each series.

    References
    ----------
    As `panel_growth`.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.panel_moving_mean([3.0, 1.0, 2.0, 4.0], [1, 1, 1, 1], [3, 1, 2, 5], 2)
    array([2.5, nan, 1.5, nan])
    """
    given = locals()
    if is_dask(values):
        return over_shares_of_series(panel_moving_mean, given)
    table = _read(given, "panel_moving_mean")
    width = _window(window, table)

    def block(x: Floats, first_period: int, out: Floats) -> None:
        moving_mean(x, width, missing=_rest(missing), min_count=min_count, threads=threads, out=out)

    return _by_period(block, table)


@long_table
def panel_moving_growth(
    values: Any,
    series: Any = None,
    period: Any = None,
    window: int | None = None,
    lag: int | None = None,
    *,
    value: str | None = None,
    by: str | Sequence[str] | None = None,
    time: str | tuple[str, str] | None = None,
    freq: str | None = None,
    year_start: int | None = None,
    missing: Missing = "propagate",
    min_count: int = 1,
    negative_base: NegativeBase = "nan",
    threads: int | None = None,
) -> Any:
    """Growth of the last `window` periods over those before, in a long table.

    Parameters
    ----------
    values, series, period
        As in `panel_growth`.
    window : int, optional
        How many periods a window has. Without it a year: what the periods say, 12 of whole
        numbers.
    lag : int, optional
        How many periods back the window of comparison lies; without it `window`.
    value, by, time, freq, year_start
        As in `panel_growth`.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        As in `moving_growth`; a period that is not in the table is missing, and only a NaN in the
        table is refused by "raise".
    min_count, negative_base, threads
        As in `growth` and `ytd`.

    Returns
    -------
    ndarray of float64, or the kind of `values`
        Growth rates as fractions, in kind and order as in `panel_growth`.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `panel_growth`, and for an option that `moving_growth` does not allow.

    Notes
    -----
    Rows and time are those of `panel_growth`. The bits are those of `moving_growth` on each series.

    References
    ----------
    As `panel_growth`.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.panel_moving_growth([10.0, 10.0, 11.0, 13.0], [1, 1, 1, 1], [1, 2, 3, 4], 2)
    array([nan, nan, nan, 0.2])
    """
    given = locals()
    if is_dask(values):
        return over_shares_of_series(panel_moving_growth, given)
    table = _read(given, "panel_moving_growth")
    width = _window(window, table)

    def block(x: Floats, first_period: int, out: Floats) -> None:
        moving_growth(
            x,
            width,
            lag,
            missing=_rest(missing),
            min_count=min_count,
            negative_base=negative_base,
            threads=threads,
            out=out,
        )

    return _by_period(block, table)
