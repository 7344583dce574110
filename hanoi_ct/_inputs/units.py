"""Lengths of time: what `freq=` says, and what a column of dates lets be concluded.

A unit is a whole number of months or of days and the place where its periods begin, so
that a period is one integer and the next period the next integer.
"""

import contextlib
import re
import warnings
from collections.abc import Iterator
from typing import Any, NamedTuple, NoReturn

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.validate import shown
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

Numbers = NDArray[np.int64]

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")

# The aliases of pandas, of periods as of offsets: months of each, and whether the month
# of an anchor begins the year (of an offset to a start) or ends it.
_LENGTHS = {"M": 1, "Q": 3, "Y": 12, "A": 12}
_ALIAS = re.compile(r"(\d*)(?:(B?)([MQYA])([SE]?)(?:-([A-Z]{3}))?|(W)(?:-([A-Z]{3}))?|(D))")

_NAMES = {1: "month", 3: "quarter", 6: "half-year", 12: "year"}

# The Monday on which the weeks of ISO 8601 begin: days from Thursday, 1 January 1970.
ISO_WEEK = 4


class Unit(NamedTuple):
    """The periods of a calendar, by number: ``number * length + begin`` is the first."""

    kind: str  # "month", "day", or the pandas code of a unit that is neither
    length: int  # in months or days
    begin: int = 0  # of period number 0: months or days from January 1970
    year_start: int | None = None  # the month in which years begin, where it was said

    @property
    def name(self) -> str:
        """What messages call one period."""
        if self.kind == "month":
            return _NAMES.get(self.length, f"period of {self.length} months")
        if self.kind == "day":
            named = {1: "day", 7: "week"}
            return named.get(self.length, f"period of {self.length} days")
        if self.length == 1:
            return {"B": "business day", "h": "hour", "min": "minute"}.get(self.kind, self.kind)
        return f"period of {self.length} {self.kind}"

    @property
    def plural(self) -> str:
        """What messages call several periods."""
        name = self.name
        return name.replace("period", "periods", 1) if "period" in name else f"{name}s"

    @property
    def freq(self) -> str:
        """How `freq=` says this unit."""
        if self.kind == "month":
            code = {1: "M", 3: "Q", 12: "Y"}.get(self.length, f"{self.length}M")
            begin = self.begin if self.year_start is None else self.year_start - 1
            if self.length in (3, 12) and begin:
                return f"{code}-{MONTHS[begin - 1]}"
            return code
        if self.kind != "day":
            return f"{self.length if self.length > 1 else ''}{self.kind}"
        if self.length == 7:
            return "W" if self.begin == ISO_WEEK else f"W-{_WEEKDAYS[(self.begin + 2) % 7]}"
        return "D" if self.length == 1 else f"{self.length}D"

    def begun_with(self, first: int) -> "Unit":
        """Return the unit whose periods are counted from the one that begins at `first`."""
        return self._replace(begin=first % self.length)


def is_month(value: Any) -> bool:
    """Tell whether a value is the number of a month."""
    whole = isinstance(value, (int, np.integer)) and not isinstance(value, (bool, np.bool_))
    return whole and 1 <= value <= 12


def month_of_start(year_start: Any, function: str) -> int | None:
    """Return the month in which the statistical year begins, checked."""
    if year_start is None or is_month(year_start):
        return None if year_start is None else int(year_start)
    kind = ArgumentValueError if isinstance(year_start, (int, np.integer)) else ArgumentTypeError
    raise kind(
        f"`year_start` of {function} must be the month in which the year begins, 1 to 12; got "
        f"{shown(year_start)}"
    )


def unit_of_freq(freq: Any, function: str) -> Unit:
    """Return the unit that `freq=` says, in the words of pandas.

    "Q-MAR" has years that end in March, "QS-APR" those same years; "W-MON" is a week that
    ends on a Monday, "W" one that ends on a Sunday. Multiples that make up a year begin
    with it; others begin where the labels do.
    """
    said = freq if isinstance(freq, str) else getattr(freq, "freqstr", None)
    match = _ALIAS.fullmatch(said) if isinstance(said, str) else None
    if match is None:
        kind = ArgumentValueError if isinstance(said, str) else ArgumentTypeError
        raise kind(
            f"`freq` of {function} must be 'M', 'Q', 'Y', 'W', 'D' or a multiple, such as '6M' "
            f"for half-years, or an alias of pandas for these; got {shown(freq)}"
        )
    times, _, months, place, anchor, week, weekday, _ = match.groups()
    count = int(times) if times else 1
    wrong = (anchor or weekday) and (anchor or weekday) not in (_WEEKDAYS if week else MONTHS)
    if count == 0 or wrong or (anchor and months == "M"):
        raise ArgumentValueError(
            f"`freq` of {function} must be a whole number of months, quarters, years, weeks or "
            f"days, with an anchor such as 'Q-MAR' or 'W-SUN' or none; got {shown(freq)}"
        )
    if months:
        length = _LENGTHS[months]
        if anchor is None:
            return Unit("month", count * length)
        start = MONTHS.index(anchor) + (0 if place == "S" else 1)  # counted from 0
        return Unit("month", count * length, start % length, start % 12 + 1)
    if week:
        begin = (_WEEKDAYS.index(weekday) - 2) % 7 if weekday else ISO_WEEK
        return Unit("day", 7 * count, begin)
    return Unit("day", count)


@contextlib.contextmanager
def business_days() -> Iterator[None]:
    """Let pandas make periods of business days, which it warns of, where a user has them."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"PeriodDtype\[B\]|Period with BDay", FutureWarning)
        yield


def months_of_days(days: Numbers) -> Numbers:
    """Return the months, from January 1970, in which days lie."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def first_days(months: Numbers) -> Numbers:
    """Return the first day of months."""
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


class _Rule(NamedTuple):
    """Where in its period each date of a column may lie."""

    words: str  # "month starts"
    fits: NDArray[np.bool_]
    at_end: bool


def unit_of_dates(days: Numbers, argument: str, function: str, rows: Any = None) -> Unit:
    """Return the coarsest unit all dates fit in which no period is left out.

    Parameters
    ----------
    days : array of integers
        Days from 1970, in any order; one for each label.
    argument, function : str
        What messages call the dates and the function.
    rows : callable, optional
        Of labels that stand for many rows: gives the first row of each, and how many.

    Raises
    ------
    ArgumentValueError
        Fewer than three dates, dates that fit no unit (the first that does not is named),
        or dates that leave periods out of every unit: `freq` has to say it.
    """
    steps = np.diff(days)
    distinct = days if len(days) and (steps > 0).all() else np.unique(days)
    if len(distinct) < 3:
        some = ", ".join(map(str, distinct.astype("datetime64[D]")))
        raise ArgumentValueError(
            f"`freq` of {function} must be said for fewer than three dates; got {some} in "
            f"{argument}: pass {shown_units(distinct, gaps=False)}, or periods, as of "
            "pd.DatetimeIndex(dates).to_period('M')"
        )
    between = np.diff(distinct)
    if (between == 7).all():
        return Unit("day", 7, ISO_WEEK)
    if (between == 1).all():
        return Unit("day", 1)
    months = months_of_days(distinct)
    apart = int(months[1] - months[0])
    if apart in (1, 3, 6, 12) and (np.diff(months) == apart).all():
        for rule in _rules(distinct):
            if rule.fits.all():
                return _of_months(apart, int(months[0]), rule)
    return _refuse(days, distinct, argument, function, rows)


def shown_units(days: Numbers, *, gaps: bool) -> str:
    """Return the units of which each day is another, as advice: freq='M' (or 'W', 'D').

    Without `gaps`, those in which the days also leave no period out, if there are any.
    """
    found = {}
    for freq in ("M", "Q", "Y", "W", "D"):
        unit = unit_of_freq(freq, "")
        steps = np.diff(np.sort(number_of_days(days, unit)))
        if (steps > 0).all():
            found[freq] = bool((steps == 1).all())
    whole = [freq for freq, is_whole in found.items() if is_whole]
    if gaps or not whole:
        first, *others = list(found) or ["D"]
        advice = f"freq={first!r}" + ("" if gaps else " with gaps='missing'")
    else:
        first, *others = whole
        advice = f"freq={first!r}"
    return advice + (f" (or {', '.join(map(repr, others))})" if others else "")


def _of_months(length: int, month: int, rule: _Rule) -> Unit:
    """Return the unit of dates `length` months apart, one of them in `month`."""
    if length in (1, 12):  # a year holds its date, wherever in it that lies
        return Unit("month", length)
    return Unit("month", length, (month + (1 if rule.at_end else 0)) % length)


def _rules(days: Numbers) -> Iterator[_Rule]:
    """Yield the places in a month that dates of months are at, in order of preference."""
    dates = days.astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    next_months = months + np.timedelta64(1, "M")
    begin, following = (m.astype("datetime64[D]") for m in (months, next_months))
    yield _Rule("month ends", dates == following - np.timedelta64(1, "D"), True)
    yield _Rule("month starts", dates == begin, False)
    business = np.busday_offset(begin, 0, roll="forward")
    yield _Rule("first business days of months", dates == business, False)
    business = np.busday_offset(following, -1, roll="forward")
    yield _Rule("last business days of months", dates == business, True)
    in_month = (dates - begin).astype(np.int64)
    day = _most(in_month)
    yield _Rule(f"on day {day + 1} of months", in_month == day, False)


def _most(values: Numbers) -> int:
    found, counts = np.unique(values, return_counts=True)
    return int(found[counts.argmax()])


def _refuse(
    days: Numbers,
    distinct: Numbers,
    argument: str,
    function: str,
    rows: Any,
) -> NoReturn:
    """Raise for dates whose unit cannot be told; say what is odd about them."""
    weekdays = distinct % 7
    weekly = _Rule("of one weekday", weekdays == _most(weekdays), False)
    best = max([*_rules(distinct), weekly], key=lambda rule: int(rule.fits.sum()))
    if best.fits.all():
        unit = Unit("day", 7, ISO_WEEK) if best is weekly else Unit("month", 1)
        if best is not weekly:
            steps = np.diff(months_of_days(distinct))
            unit = next(Unit("month", n) for n in (12, 6, 3, 1) if (steps % n == 0).all())
        numbers = number_of_days(distinct, unit)
        _refuse_gap(numbers, unit, argument, function)
    if best.fits.mean() >= 0.5:
        of_day = dict(zip(distinct.tolist(), best.fits.tolist(), strict=True))
        odd = np.array([not of_day[day] for day in days.tolist()])
        first, counts = np.arange(len(days)), np.ones(len(days), int)
        if rows is not None:
            first, counts = rows()
        row = int(first[odd].min())
        at = int(np.flatnonzero(odd & (first == row))[0])
        count, total = int(counts[odd].sum()), int(counts.sum())
        raise ArgumentValueError(
            f"the dates in {argument} of {function} must fit one unit; got "
            f"{days[at : at + 1].astype('datetime64[D]')[0]} at row {row}, where "
            f"{total - count} of {total} dates are {best.words}: mend the "
            f"{'1 that is' if count == 1 else f'{count} that are'} not"
            f"{_any_day(distinct, best is weekly)}"
        )
    _refuse_gap(distinct, Unit("day", 1), argument, function)


def _any_day(distinct: Numbers, weekly: bool) -> str:
    """Return the advice to let any day stand for its period, where that would do."""
    unit = Unit("day", 7, ISO_WEEK) if weekly else Unit("month", 1)
    if (np.diff(number_of_days(distinct, unit)) != 1).any():
        return ""
    return f", or pass freq={unit.freq!r} to let any day stand for its {unit.name}"


def _refuse_gap(numbers: Numbers, unit: Unit, argument: str, function: str) -> NoReturn:
    steps = np.diff(numbers)
    after = int(numbers[int(np.argmax(steps > 1))])
    count = int((steps - 1).sum())
    more = "" if count == 1 else f" (the first of {count})"
    raise ArgumentValueError(
        f"`freq` of {function} must be said for dates that leave periods out; got no "
        f"{unit.name} {written(after + 1, unit)}{more} in {argument}: pass freq={unit.freq!r}, "
        "with gaps='missing' where that is an option, or put in what is missing"
    )


def number_of_days(days: Numbers, unit: Unit) -> Numbers:
    """Return the numbers of the periods in which days lie."""
    places = months_of_days(days) if unit.kind == "month" else days
    return (places - unit.begin) // unit.length


def written(number: int, unit: Unit, year_start: int | None = None) -> str:
    """Return the name of a period: 2018-08, 2018Q3, 2018H2, 2018, a day, two days."""
    first = number * unit.length + unit.begin
    if unit.kind == "day":
        begin = np.datetime64(first, "D")
        return (
            str(begin)
            if unit.length == 1
            else f"{begin}/{np.datetime64(first + unit.length - 1, 'D')}"
        )
    if unit.kind != "month":
        import pandas as pd

        with business_days():
            return str(pd.Period(ordinal=first, freq=unit.kind))
    if unit.length == 12:
        return str((first + 11) // 12 + 1970)
    start = (year_start or unit.year_start or 1) - 1
    year, place = divmod(first - start, 12)
    if unit.length in (3, 6) and place % unit.length == 0:
        year += 1970 + (1 if start else 0)
        return f"{year}{'Q' if unit.length == 3 else 'H'}{place // unit.length + 1}"
    return str(np.datetime64(first, "M"))
