"""The functions of time on long tables: lags by the calendar, in any order of rows."""

from typing import Any

import numpy as np

from hanoi_ct._inputs.columns import Integers, Periods, periods_of, series_of, values_of
from hanoi_ct._inputs.validate import choice, integer
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._calls.along import Array, refuse_missing
from hanoi_ct.measures._calls.long_table import Block, Names, over_long_table
from hanoi_ct.measures._calls.policies import Missing, NegativeBase
from hanoi_ct.measures._growth.growth import Kind, growth
from hanoi_ct.measures._growth.moving import moving_growth, moving_mean, moving_sum
from hanoi_ct.measures._growth.year_to_date import ytd, ytd_growth


def _by_period(
    block: Block, values: Any, series: Any, period: Any, per_year: Any, missing: Any, function: str
) -> Any:
    """Apply a function that steps from period to period."""
    column = values_of(values, function)
    n = len(column.array)
    keys = series_of(series, n, function)
    periods = periods_of(period, n, per_year, None, function)
    _refuse_missing(column.array, missing, function)
    names = Names(keys.label, periods.label, function)
    result = over_long_table(block, column.array, keys.keys, periods.numbers, names)
    return column.together(result)


def _by_year(
    block: Block,
    values: Any,
    series: Any,
    period: Any,
    periods_per_year: Any,
    first_period: Any,
    missing: Any,
    function: str,
) -> Any:
    """Apply a function of the year; the block learns its length from the calendar."""
    column = values_of(values, function)
    n = len(column.array)
    keys = series_of(series, n, function)
    periods = periods_of(period, n, periods_per_year, first_period, function)
    if periods.yearly is None or periods.per_year is None:
        raise ArgumentValueError(
            f"`period` of {function} must be of years of whole weeks, months or quarters; got "
            "periods that make up none: put them together first"
        )
    if periods_per_year is not None and periods_per_year != periods.per_year:
        raise ArgumentValueError(
            f"`periods_per_year` of {function} must agree with `period`, which has "
            f"{periods.per_year}; got {periods_per_year}"
        )
    _refuse_missing(column.array, missing, function)
    yearly = periods.yearly()
    result = over_long_table(
        lambda x, first, out: block(x, (periods.per_year, first), out),  # type: ignore[arg-type]
        column.array,
        keys.keys,
        yearly,
        Names(keys.label, _label_of_yearly(periods, yearly), function),
        per_year=periods.per_year,
        pads_count=missing == "omit",
    )
    return column.together(result)


def _label_of_yearly(periods: Periods, yearly: Integers) -> Any:
    """Return the names of periods by the numbers of which years are multiples."""

    def label(number: int) -> str:
        rows = np.flatnonzero(yearly == number)
        return periods.label(int(periods.numbers[rows[0]])) if len(rows) else str(number)

    return label


def _refuse_missing(values: Array, missing: Any, function: str) -> None:
    choice(missing, {"propagate": 0, "omit": 1, "raise": 2}, "missing", function)
    if missing == "raise":
        refuse_missing(values, 0, function, "values")


def _rest(missing: str) -> Any:
    """Return the policy for the runs: only rows can be refused, not periods left out."""
    return "propagate" if missing == "raise" else missing


def panel_lag(
    values: Any,
    series: Any,
    period: Any,
    lag: int = 1,
) -> Any:
    """The value `lag` periods before, in each series of a long table.

    Parameters
    ----------
    values : column of real numbers
        A NumPy array, pandas Series, polars Series or Arrow array. float64 without a mask
        of missing values is read where it lies.
    series : column of integers, text or categories
        Which series each row belongs to.
    period : column of integers, dates or periods, or a pair of columns
        Which period each row is of: integers in sequence, dates at the same place of each
        month, quarter or year, weekly dates, pandas periods, or the year and the place in
        it (from 1) as a tuple of two columns.
    lag : int, default 1
        How many periods back; at least 1.

    Returns
    -------
    ndarray of float64, or the kind of `values`
        The values of an earlier period, in the order of the rows.

    Raises
    ------
    ArgumentTypeError
        A column is of a kind that is not taken.
    ArgumentValueError
        Columns of different lengths, a row without series or period, an observation that
        stands twice (named, with both rows), periods that leave nearly all out, or an
        option that `growth` does not allow.

    Notes
    -----
    Rows may come in any order, series may begin and end at different times and have
    gaps. Time steps by the calendar, not by rows: a period that is not in the table is
    missing, never skipped. The result holds the bits of the values.

    References
    ----------
    Krantz (2024), *collapse: Advanced and Fast Statistical Computing and Data
    Transformation in R*, on fully indexed computations on irregular panels.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.panel_lag([3.0, 1.0, 2.0], ["b", "a", "a"], [7, 6, 7])
    array([nan, nan,  1.])
    """
    back = integer(lag, "lag", "panel_lag", low=1)

    def block(x: Array, first_period: int, out: Array) -> None:
        out[:, :back] = np.nan
        out[:, back:] = x[:, :-back]

    return _by_period(block, values, series, period, None, "propagate", "panel_lag")


def panel_growth(
    values: Any,
    series: Any,
    period: Any,
    lag: int = 1,
    *,
    kind: Kind = "relative",
    differences: int = 1,
    periods_per_year: int | None = None,
    negative_base: NegativeBase = "nan",
    threads: int | None = None,
) -> Any:
    """Growth over a lag, by the calendar, in each series of a long table.

    Parameters
    ----------
    values : column of real numbers
        A NumPy array, pandas Series, polars Series or Arrow array. float64 without a mask
        of missing values is read where it lies.
    series : column of integers, text or categories
        Which series each row belongs to.
    period : column of integers, dates or periods, or a pair of columns
        Which period each row is of: integers in sequence, dates at the same place of each
        month, quarter or year, weekly dates, pandas periods, or the year and the place in
        it (from 1) as a tuple of two columns.
    lag, kind, differences, periods_per_year, negative_base, threads
        As in `growth`.

    Returns
    -------
    ndarray of float64, or the kind of `values`
        Growth rates as fractions, or differences, in the order of the rows.

    Raises
    ------
    ArgumentTypeError
        A column is of a kind that is not taken.
    ArgumentValueError
        Columns of different lengths, a row without series or period, an observation that
        stands twice (named, with both rows), periods that leave nearly all out, or an
        option that `growth` does not allow.

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
    """
    integer(lag, "lag", "panel_growth", low=1)

    def block(x: Array, first_period: int, out: Array) -> None:
        growth(
            x,
            lag,
            kind=kind,
            differences=differences,
            periods_per_year=periods_per_year,
            negative_base=negative_base,
            threads=threads,
            out=out,
        )

    return _by_period(block, values, series, period, None, "propagate", "panel_growth")


def panel_ytd(
    values: Any,
    series: Any,
    period: Any,
    *,
    periods_per_year: int | None = None,
    first_period: int | None = None,
    missing: Missing = "propagate",
    min_count: int = 1,
    threads: int | None = None,
) -> Any:
    """Sum over the year so far in each series of a long table.

    Parameters
    ----------
    values : column of real numbers
        A NumPy array, pandas Series, polars Series or Arrow array. float64 without a mask
        of missing values is read where it lies.
    series : column of integers, text or categories
        Which series each row belongs to.
    period : column of integers, dates or periods, or a pair of columns
        Which period each row is of: integers in sequence, dates at the same place of each
        month, quarter or year, weekly dates, pandas periods, or the year and the place in
        it (from 1) as a tuple of two columns.
    periods_per_year : int, optional
        For integer periods and pairs of year and place; without it 12. Dates and periods
        tell it themselves.
    first_period : int, optional
        For integer periods, which place of its year period number 1 has; without it 1.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        As in `ytd`; a period of the year that is not in the table is missing, and only a
        NaN in the table is refused by "raise".
    min_count : int, default 1
        Under ``missing="omit"``, the fewest observed periods for a result.
    threads : int, optional
        As in `growth`.

    Returns
    -------
    ndarray of float64, or the kind of `values`
        Sums over the year so far, in the order of the rows.

    Raises
    ------
    ArgumentTypeError
        A column is of a kind that is not taken.
    ArgumentValueError
        Columns of different lengths, a row without series or period, an observation that
        stands twice (named, with both rows), periods that leave nearly all out, or an
        option that `ytd` does not allow.

    Notes
    -----
    Rows may come in any order, series may begin and end at different times and have
    gaps. Time steps by the calendar, not by rows: a period that is not in the table is
    missing, never skipped. The bits are those of `ytd` on each series.

    References
    ----------
    Krantz (2024), *collapse: Advanced and Fast Statistical Computing and Data
    Transformation in R*, on fully indexed computations on irregular panels.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.panel_ytd([3.0, 1.0, 2.0], ["b", "a", "a"], ([2018, 2018, 2018], [1, 1, 2]))
    array([3., 1., 3.])
    """

    def block(x: Array, year: Any, out: Array) -> None:
        ytd(
            x,
            periods_per_year=year[0],
            first_period=year[1],
            missing=_rest(missing),
            min_count=min_count,
            threads=threads,
            out=out,
        )

    return _by_year(
        block, values, series, period, periods_per_year, first_period, missing, "panel_ytd"
    )


def panel_ytd_growth(
    values: Any,
    series: Any,
    period: Any,
    *,
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
    values : column of real numbers
        A NumPy array, pandas Series, polars Series or Arrow array. float64 without a mask
        of missing values is read where it lies.
    series : column of integers, text or categories
        Which series each row belongs to.
    period : column of integers, dates or periods, or a pair of columns
        Which period each row is of: integers in sequence, dates at the same place of each
        month, quarter or year, weekly dates, pandas periods, or the year and the place in
        it (from 1) as a tuple of two columns.
    periods_per_year : int, optional
        For integer periods and pairs of year and place; without it 12. Dates and periods
        tell it themselves.
    first_period : int, optional
        For integer periods, which place of its year period number 1 has; without it 1.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        As in `ytd`; a period of the year that is not in the table is missing, and only a
        NaN in the table is refused by "raise".
    min_count : int, default 1
        Under ``missing="omit"``, the fewest observed periods for a result.
    negative_base, threads
        As in `ytd_growth`.

    Returns
    -------
    ndarray of float64, or the kind of `values`
        Growth rates as fractions, in the order of the rows.

    Raises
    ------
    ArgumentTypeError
        A column is of a kind that is not taken.
    ArgumentValueError
        Columns of different lengths, a row without series or period, an observation that
        stands twice (named, with both rows), periods that leave nearly all out, or an
        option that `ytd_growth` does not allow.

    Notes
    -----
    Rows may come in any order, series may begin and end at different times and have
    gaps. Time steps by the calendar, not by rows: a period that is not in the table is
    missing, never skipped. The bits are those of `ytd_growth` on each series.

    References
    ----------
    Krantz (2024), *collapse: Advanced and Fast Statistical Computing and Data
    Transformation in R*, on fully indexed computations on irregular panels.

    Examples
    --------
    >>> import hanoi_ct
    >>> months = ([2017, 2017, 2018, 2018], [1, 2, 1, 2])
    >>> hanoi_ct.panel_ytd_growth([10.0, 10.0, 11.0, 13.0], [1, 1, 1, 1], months)
    array([nan, nan, 0.1, 0.2])
    """

    def block(x: Array, year: Any, out: Array) -> None:
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

    return _by_year(
        block, values, series, period, periods_per_year, first_period, missing, "panel_ytd_growth"
    )


def panel_moving_sum(
    values: Any,
    series: Any,
    period: Any,
    window: int = 12,
    *,
    missing: Missing = "propagate",
    min_count: int = 1,
    threads: int | None = None,
) -> Any:
    """Sum of the last `window` periods in each series of a long table.

    Parameters
    ----------
    values : column of real numbers
        A NumPy array, pandas Series, polars Series or Arrow array. float64 without a mask
        of missing values is read where it lies.
    series : column of integers, text or categories
        Which series each row belongs to.
    period : column of integers, dates or periods, or a pair of columns
        Which period each row is of: integers in sequence, dates at the same place of each
        month, quarter or year, weekly dates, pandas periods, or the year and the place in
        it (from 1) as a tuple of two columns.
    window, min_count, threads
        As in `moving_sum`.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        As in `moving_sum`; a period that is not in the table is missing, and only a NaN
        in the table is refused by "raise".

    Returns
    -------
    ndarray of float64, or the kind of `values`
        Sums of the windows, in the order of the rows.

    Raises
    ------
    ArgumentTypeError
        A column is of a kind that is not taken.
    ArgumentValueError
        Columns of different lengths, a row without series or period, an observation that
        stands twice (named, with both rows), periods that leave nearly all out, or an
        option that `moving_sum` does not allow.

    Notes
    -----
    Rows may come in any order, series may begin and end at different times and have
    gaps. Time steps by the calendar, not by rows: a period that is not in the table is
    missing, never skipped. The bits are those of `moving_sum` on each series.

    References
    ----------
    Krantz (2024), *collapse: Advanced and Fast Statistical Computing and Data
    Transformation in R*, on fully indexed computations on irregular panels.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.panel_moving_sum([3.0, 1.0, 2.0, 4.0], [1, 1, 1, 1], [3, 1, 2, 5], 2)
    array([ 5., nan,  3., nan])
    """
    integer(window, "window", "panel_moving_sum", low=1)

    def block(x: Array, first_period: int, out: Array) -> None:
        moving_sum(x, window, missing=_rest(missing), min_count=min_count, threads=threads, out=out)

    return _by_period(block, values, series, period, None, missing, "panel_moving_sum")


def panel_moving_mean(
    values: Any,
    series: Any,
    period: Any,
    window: int = 12,
    *,
    missing: Missing = "propagate",
    min_count: int = 1,
    threads: int | None = None,
) -> Any:
    """Mean of the last `window` periods in each series of a long table.

    Parameters
    ----------
    values : column of real numbers
        A NumPy array, pandas Series, polars Series or Arrow array. float64 without a mask
        of missing values is read where it lies.
    series : column of integers, text or categories
        Which series each row belongs to.
    period : column of integers, dates or periods, or a pair of columns
        Which period each row is of: integers in sequence, dates at the same place of each
        month, quarter or year, weekly dates, pandas periods, or the year and the place in
        it (from 1) as a tuple of two columns.
    window, min_count, threads
        As in `moving_sum`.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        As in `moving_sum`; a period that is not in the table is missing, and only a NaN
        in the table is refused by "raise".

    Returns
    -------
    ndarray of float64, or the kind of `values`
        Means of the windows, in the order of the rows.

    Raises
    ------
    ArgumentTypeError
        A column is of a kind that is not taken.
    ArgumentValueError
        Columns of different lengths, a row without series or period, an observation that
        stands twice (named, with both rows), periods that leave nearly all out, or an
        option that `moving_mean` does not allow.

    Notes
    -----
    Rows may come in any order, series may begin and end at different times and have
    gaps. Time steps by the calendar, not by rows: a period that is not in the table is
    missing, never skipped. The bits are those of `moving_mean` on each series.

    References
    ----------
    Krantz (2024), *collapse: Advanced and Fast Statistical Computing and Data
    Transformation in R*, on fully indexed computations on irregular panels.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.panel_moving_mean([3.0, 1.0, 2.0, 4.0], [1, 1, 1, 1], [3, 1, 2, 5], 2)
    array([2.5, nan, 1.5, nan])
    """
    integer(window, "window", "panel_moving_mean", low=1)

    def block(x: Array, first_period: int, out: Array) -> None:
        moving_mean(
            x, window, missing=_rest(missing), min_count=min_count, threads=threads, out=out
        )

    return _by_period(block, values, series, period, None, missing, "panel_moving_mean")


def panel_moving_growth(
    values: Any,
    series: Any,
    period: Any,
    window: int = 12,
    lag: int | None = None,
    *,
    missing: Missing = "propagate",
    min_count: int = 1,
    negative_base: NegativeBase = "nan",
    threads: int | None = None,
) -> Any:
    """Growth of the last `window` periods over those before, in a long table.

    Parameters
    ----------
    values : column of real numbers
        A NumPy array, pandas Series, polars Series or Arrow array. float64 without a mask
        of missing values is read where it lies.
    series : column of integers, text or categories
        Which series each row belongs to.
    period : column of integers, dates or periods, or a pair of columns
        Which period each row is of: integers in sequence, dates at the same place of each
        month, quarter or year, weekly dates, pandas periods, or the year and the place in
        it (from 1) as a tuple of two columns.
    window, lag, min_count, negative_base, threads
        As in `moving_growth`.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        As in `moving_growth`; a period that is not in the table is missing, and only a
        NaN in the table is refused by "raise".

    Returns
    -------
    ndarray of float64, or the kind of `values`
        Growth rates as fractions, in the order of the rows.

    Raises
    ------
    ArgumentTypeError
        A column is of a kind that is not taken.
    ArgumentValueError
        Columns of different lengths, a row without series or period, an observation that
        stands twice (named, with both rows), periods that leave nearly all out, or an
        option that `moving_growth` does not allow.

    Notes
    -----
    Rows may come in any order, series may begin and end at different times and have
    gaps. Time steps by the calendar, not by rows: a period that is not in the table is
    missing, never skipped. The bits are those of `moving_growth` on each series.

    References
    ----------
    Krantz (2024), *collapse: Advanced and Fast Statistical Computing and Data
    Transformation in R*, on fully indexed computations on irregular panels.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.panel_moving_growth([10.0, 10.0, 11.0, 13.0], [1, 1, 1, 1], [1, 2, 3, 4], 2)
    array([nan, nan, nan, 0.2])
    """
    integer(window, "window", "panel_moving_growth", low=1)

    def block(x: Array, first_period: int, out: Array) -> None:
        moving_growth(
            x,
            window,
            lag,
            missing=_rest(missing),
            min_count=min_count,
            negative_base=negative_base,
            threads=threads,
            out=out,
        )

    return _by_period(block, values, series, period, None, missing, "panel_moving_growth")
