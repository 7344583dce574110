"""Time as whole numbers: the periods of an index, checked for order and gaps.

"Twelve months back" is a fact of the calendar, not twelve rows. An index becomes one
integer a row, consecutive for consecutive periods; what is unsorted, stands twice or is
missing is found there and named.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

Numbers = NDArray[np.int64]

# Periods of the year by the name of the unit.
_PER_YEAR = {"month": 12, "quarter": 4, "year": 1}

# How to mend a gap. Dates at different places of their months are read as days.
_MENDING = {"day": "reindex, convert dates of months with .to_period('M')"}


class Calendar(NamedTuple):
    """The periods of the rows of labelled data."""

    unit: str  # "month", "quarter", "year", "week", "day", ...
    numbers: Numbers  # of the rows; consecutive integers for consecutive periods
    year: Numbers | None  # of the rows; None where years are not made of whole periods
    place: Numbers | None  # in the year, from 0
    per_year: int | None  # places a year has at most
    written: Callable[[int], str]  # the name of a period by its number
    freq: Any  # the pandas frequency


class Grid(NamedTuple):
    """Consecutive periods, and where among them the rows stand (None: one for one)."""

    length: int
    at: Numbers | None
    periods_per_year: int | None
    first_period: int | None


def calendar_of(index: Any, name: str, function: str) -> Calendar:
    """Return the calendar of a pandas index; `name` is what errors call the argument."""
    import pandas as pd

    if isinstance(index, pd.DatetimeIndex):
        index = _periods_of_dates(index, name, function)
    if not isinstance(index, pd.PeriodIndex):
        raise ArgumentTypeError(
            f"`{name}` of {function} must have a time index (pandas PeriodIndex or DatetimeIndex); "
            f"got a {type(index).__name__}: set one, as with pandas.period_range, or pass "
            ".to_numpy() for consecutive periods"
        )
    if index.hasnans:
        raise ArgumentValueError(
            f"the index of `{name}` of {function} must name a period in every row; got none at row "
            f"{int(np.argmax(index.isna()))}"
        )
    return _calendar_of_periods(index, name, function)


def _periods_of_dates(index: Any, name: str, function: str) -> Any:
    """Read dates as the periods they stand for: of their frequency or, without it, of
    the coarsest unit in which they all lie at the same place."""
    import pandas as pd

    plain = index.tz_localize(None)
    if plain.hasnans or len(plain) == 0:
        return pd.PeriodIndex(plain, freq="M")
    # Periods of business days are on their way out of pandas: these dates are days.
    if plain.freq is not None and plain.freqstr not in ("7D", "B"):
        try:
            return plain.to_period()
        except ValueError:
            pass  # a frequency without periods, such as business months
    days = plain.normalize()
    in_month = days.day.to_numpy()
    # Of business months too, where pandas sees from the dates that they are such.
    at_edge = bool(days.is_month_end.all() or days.is_month_start.all())
    if at_edge or (in_month == in_month[0]).all():
        months = pd.PeriodIndex(days, freq="M")
        steps = np.diff(np.unique(months.asi8))
        step = int(np.gcd.reduce(steps)) if len(steps) else 1
        if step % 12 == 0:
            return months.asfreq("Y")
        return months.asfreq("Q") if step % 3 == 0 else months
    weekdays = days.day_of_week.to_numpy()
    if (weekdays == weekdays[0]).all():
        return pd.PeriodIndex(days, freq="W-SUN")  # the weeks of ISO 8601
    if not (days == plain).all():
        raise ArgumentTypeError(
            f"`{name}` of {function} must be of days, weeks, months, quarters or years; got times "
            "of day: convert it with .to_period(freq)"
        )
    return pd.PeriodIndex(days, freq="D")


def _calendar_of_periods(index: Any, name: str, function: str) -> Calendar:
    import pandas as pd

    code = index.freqstr.lstrip("0123456789").partition("-")[0]
    step = int(index.freq.n)
    begin = int(index.asi8[0]) % step if len(index) else 0
    numbers, between = np.divmod(index.asi8 - begin, step)
    if between.any():
        raise ArgumentValueError(
            f"`{name}` of {function} must step by {index.freqstr}; got periods between"
        )

    def written(number: int) -> str:
        return str(pd.Period(ordinal=number * step + begin, freq=index.freq))

    unit = {"M": "month", "Q": "quarter", "Y": "year", "W": "week", "D": "day"}.get(code, code)
    per_year = _PER_YEAR.get(unit, 0)
    # Years are made of whole periods if a period of `step` units begins with each of them.
    if per_year and per_year % step == 0 and begin == 0:
        per_year //= step
        return Calendar(
            unit,
            numbers,
            numbers // per_year,
            numbers % per_year,
            per_year,
            written,
            index.freq,
        )
    if unit == "week" and step == 1:
        # A week belongs to the year of its middle day; with weeks from Monday to Sunday
        # these are the week numbers of ISO 8601.
        middle = index.start_time + pd.Timedelta(days=3)
        place = (middle.day_of_year.to_numpy() - 1) // 7
        return Calendar(unit, numbers, middle.year.to_numpy(), place, 53, written, index.freq)
    return Calendar(unit, numbers, None, None, None, written, index.freq)


def checked(calendar: Calendar, gaps: str, name: str, function: str) -> None:
    """Raise where periods are out of order, stand twice or, unless allowed, are missing."""
    numbers, unit = calendar.numbers, calendar.unit
    steps = np.diff(numbers)
    if (steps == 1).all():
        return
    if (steps < 0).any():
        row = int(np.argmax(steps < 0)) + 1
        raise ArgumentValueError(
            f"the index of `{name}` of {function} must rise from {unit} to {unit}; got "
            f"{calendar.written(int(numbers[row]))} after "
            f"{calendar.written(int(numbers[row - 1]))} at row {row}: sort it first"
        )
    if (steps == 0).any():
        row = int(np.argmax(steps == 0)) + 1
        raise ArgumentValueError(
            f"the index of `{name}` of {function} must name each {unit} once; got "
            f"{calendar.written(int(numbers[row]))} twice, at rows {row - 1} and {row}: drop "
            "one or put them together first"
        )
    if gaps == "missing":
        return
    row = int(np.argmax(steps > 1)) + 1
    count = int((steps - 1).sum())
    more = "" if count == 1 else f" (the first of {count} missing {unit}s)"
    raise ArgumentValueError(
        f"the index of `{name}` of {function} must have no gap; got none for "
        f"{calendar.written(int(numbers[row - 1]) + 1)}{more}: {_MENDING.get(unit, 'reindex')}, "
        "or pass gaps='missing' to take what is not there as missing"
    )


def plain_grid(calendar: Calendar) -> Grid:
    """Return the periods from the first to the last."""
    numbers = calendar.numbers
    if len(numbers) == 0:
        return Grid(0, None, calendar.per_year, 1)
    length = int(numbers[-1] - numbers[0]) + 1
    at = None if length == len(numbers) else numbers - numbers[0]
    first = None if calendar.place is None else int(calendar.place[0]) + 1
    return Grid(length, at, calendar.per_year, first)


def has_years(calendar: Calendar, name: str, function: str) -> None:
    """Raise where years are not made of whole periods."""
    if calendar.per_year is None:
        step = int(calendar.freq.n)
        length = f"a {calendar.unit}" if step == 1 else f"{step} {calendar.unit}s"
        raise ArgumentValueError(
            f"`{name}` of {function} must have years of whole weeks, months or quarters; got "
            f"periods of {length}: put them together first, or pass .to_numpy() and "
            "periods_per_year"
        )


def yearly_grid(calendar: Calendar, name: str, function: str) -> Grid:
    """Return the same, in years of equal length: a year of 52 weeks lacks its 53rd.

    That week is the last of its year: its absence is felt by no other.
    """
    has_years(calendar, name, function)
    if calendar.unit != "week":
        return plain_grid(calendar)
    if len(calendar.numbers) == 0:
        return Grid(0, None, 53, 1)
    assert calendar.year is not None
    assert calendar.place is not None
    places = calendar.year * 53 + calendar.place
    at = places - places[0]
    return Grid(int(at[-1]) + 1, at, 53, int(calendar.place[0]) + 1)
