"""Growth and years to date of long tables: lags by the calendar, in any order of rows."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.blocks import is_dask
from hanoi_ct._inputs.dask_long import over_shares_of_series
from hanoi_ct._inputs.overloads import over_long_table as long_table
from hanoi_ct._inputs.validate import integer
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._calls.policies import Missing, NegativeBase
from hanoi_ct.measures._growth.growth import Kind, growth
from hanoi_ct.measures._growth.long_columns import LongTable, by_period, by_year, in_runs, read
from hanoi_ct.measures._growth.year_to_date import ytd, ytd_growth


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
    table = read(given, "panel_growth")
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

    return by_period(block, table)


def _rate_length(kind: Any, said: Any, table: LongTable) -> Any:
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

    return by_period(block, read(given, "panel_lag"))


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
            missing=in_runs(missing),
            min_count=min_count,
            threads=threads,
            out=out,
        )

    return by_year(block, read(given, "panel_ytd"), given)


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
            missing=in_runs(missing),
            min_count=min_count,
            negative_base=negative_base,
            threads=threads,
            out=out,
        )

    return by_year(block, read(given, "panel_ytd_growth"), given)
