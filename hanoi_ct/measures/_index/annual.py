"""Means over the years of a calendar."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from hanoi_ct._inputs import periods as _periods
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.calendar import Calendar, calendar_of, checked
from hanoi_ct._inputs.containers import by_year
from hanoi_ct._inputs.grids import has_years
from hanoi_ct._inputs.labels import is_labelled, take_apart
from hanoi_ct._inputs.overloads import over_time
from hanoi_ct._inputs.tabular import as_printed
from hanoi_ct._inputs.validate import (
    axis_number,
    choice,
    float64_array,
    printed_array,
    refuse_dimensions,
)
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.measures._calls.policies import MISSING, Missing
from hanoi_ct.measures._index.series import mean_over
from hanoi_ct.measures._printed.means import printed_mean

_FUNCTION = "annual_mean"


@over_time
def annual_mean(
    x: ArrayLike | Any,
    periods: Sequence[Any] | None = None,
    *,
    partial: bool = False,
    decimals: int | None = None,
    missing: Missing = "propagate",
    min_count: int = 1,
    freq: str | None = None,
    year_start: int | None = None,
    axis: int = -1,
) -> Any:
    """Mean of each year of the calendar.

    Parameters
    ----------
    x : array_like of real numbers, or labelled data
        One or more series, as in `growth`.
    periods : sequence, optional
        One label a period, along `axis`; left out for labelled data that have their own.
    partial : bool, default False
        Whether a year that lacks periods, at the ends or within, gives the mean of those it
        has; otherwise it is refused by name.
    decimals : int, optional
        Read the figures as the decimals they print as, and round the exact mean to so many
        places, half up; see `printed_mean`.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        What a missing value (NaN) does: makes its year missing, is left out of the mean, or
        is an error.
    min_count : int, default 1
        Under ``missing="omit"``, the fewest observed periods of a year.
    freq, year_start
        The unit of the labels, and the month in which a year begins; see `growth`.
    axis : int, default -1
        The axis of `x` along which the periods lie; left out for labelled data.

    Returns
    -------
    ndarray of float64, or the kind of `x`
        One mean a year, in order, along `axis`. Labels of time become years: a PeriodIndex
        of pandas and xarray, text in frames of polars and Arrow.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `ytd`; labels that make up no years, a year that is not complete.

    Notes
    -----
    Without `decimals` a sum from left to right and one division. Years of weeks have 52 or
    53, as the calendar has it.

    References
    ----------
    IMF, ILO, Eurostat, UNECE, OECD, World Bank (2020), *Consumer Price Index Manual:
    Concepts and Methods*, chapter 9, on annual averages.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.annual_mean([1, 2, 3, 6, 5, 6], ["2017H1", "2017H2", "2018H1", "2018H2", \
"2019H1", "2019H2"])
    array([1.5, 4.5, 5.5])
    >>> hanoi_ct.annual_mean([1, 2, 3], ["2017H1", "2017H2", "2018H1"], partial=True)
    array([1.5, 3. ])
    """
    choice(missing, MISSING, "missing", _FUNCTION)
    if not is_labelled(x):
        read = float64_array if decimals is None else printed_array
        values = read(x, "x", _FUNCTION)
        if values.ndim == 0:
            refuse_dimensions(values, 1, "x", _FUNCTION)
        where = axis_number(axis, values.ndim, _FUNCTION)
        calendar = _of_periods(periods, values.shape[where], freq, year_start)
        years = _years(calendar, "periods", partial)
        return _means(values, where, years, missing, min_count, decimals)
    said = {"freq": freq, "year_start": year_start} if periods is None else {}
    parts = take_apart(
        x if decimals is None else as_printed(x, "x", _FUNCTION),
        axis,
        "x",
        _FUNCTION,
        gaps="raise",
        **said,
    )
    own = parts.calendar
    if own is not None and periods is not None:
        raise ArgumentTypeError(
            f"`periods` of {_FUNCTION} must be None for labelled input, which has its own; got a "
            f"{type(periods).__name__}"
        )
    if own is None:
        own = _of_periods(periods, parts.values.shape[parts.axis], freq, year_start)
    years = _years(own, "x" if periods is None else "periods", partial)
    result = _means(parts.values, parts.axis, years, missing, min_count, decimals)
    return by_year(x, parts.axis, result, [year for year, _ in years], own.year_start)


def _of_periods(periods: Any, n: int, freq: Any, year_start: Any) -> Calendar:
    if periods is None:
        raise ArgumentTypeError(
            f"`periods` of {_FUNCTION} must be given for data without dates; got None"
        )
    labels = _periods.labels(periods, n, _FUNCTION)
    calendar = calendar_of(labels, "`periods`", _FUNCTION, freq=freq, year_start=year_start)
    if calendar is None:
        raise ArgumentValueError(
            f"`periods` of {_FUNCTION} must be of time (2018-08, 2018Q3); got "
            f"{str(labels[0])[:60] if labels else 'none'}"
        )
    return calendar


def _years(calendar: Calendar, name: str, partial: bool) -> list[tuple[int, Any]]:
    """Return the years and their rows; refuse those that are not complete, unless they may."""
    argument = "`periods`" if name == "periods" else f"the index of `{name}`"
    has_years(calendar, argument, _FUNCTION)
    checked(calendar, "missing", argument, _FUNCTION)
    found = []
    for year, rows, whole in calendar.years():
        if not whole and not partial:
            absent = np.setdiff1d(calendar.numbers_of_year(year), calendar.numbers[rows])
            calendar.refuse_incomplete(year, absent, name, _FUNCTION)
        found.append((year, rows))
    return found


def _means(
    x: Floats, axis: int, years: list[tuple[int, Any]], missing: Any, min_count: Any, decimals: Any
) -> Floats:
    means = []
    for _, rows in years:
        of_year = np.take(x, rows, axis=axis)
        if decimals is None:
            means.append(mean_over(of_year, axis, missing, min_count, _FUNCTION))
        else:
            policy = {"missing": missing, "min_count": min_count}
            rounded = np.asarray(printed_mean(of_year, decimals, axis, **policy))
            means.append(np.expand_dims(rounded, axis))
    if not means:
        return np.take(x, np.empty(0, dtype=np.intp), axis=axis)
    return np.concatenate(means, axis=axis)
