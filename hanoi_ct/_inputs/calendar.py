"""One calendar: the unit, the start of the year and the place of every label.

"Twelve months back" is a fact of the calendar, not twelve rows. `calendar_of` turns labels
of any kind into one whole number a label, consecutive for consecutive periods, and says
what year each is of and which place it has there. Whatever has labels uses it alike:
labelled data, `periods=` of arrays and trees, columns of long tables.

How to use it::

    calendar = calendar_of(labels, "`periods`", "growth", freq=freq, year_start=year_start)
    if calendar is None: ...            # the labels are names or plain numbers, not time
    checked(calendar, gaps, "`periods`", "growth")       # order, repeats, gaps
    calendar.before(12)                 # the row 12 periods earlier of each row, or -1
    calendar.year_before()              # the row of the same period a year earlier, or -1
    calendar.span("2017", "base", "rebase")              # the rows of a year, a slice
    for year, rows, whole in calendar.years(): ...
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs import units
from hanoi_ct._inputs.times import Told, day_bounds, read_times
from hanoi_ct._inputs.units import Numbers, Unit
from hanoi_ct._inputs.validate import shown
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

# Days before each month of a year of 366 days, in which every date has one place.
BEFORE_MONTH = np.cumsum([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30])


class Calendar(NamedTuple):
    """The periods of labels, one for each."""

    unit: Unit
    numbers: Numbers  # of the labels; consecutive integers for consecutive periods
    year: Numbers | None  # of the labels; None where years are not made of whole periods
    place: Numbers | None  # in the year, from 0
    # Places a year has at most (53 of weeks, 366 of days); None where it holds no whole
    # number of them. It may be known where `place` is not: quarters from February on.
    per_year: int | None
    year_start: int  # the month in which a year begins
    told: bool  # whether the unit was said, by `freq` or by the labels; else concluded
    consecutive: bool  # whether each label is of the period after the one before

    def written(self, number: int) -> str:
        """Return the name of the period with a number."""
        return units.written(number, self.unit, self.year_start)

    @property
    def year_length(self) -> int | None:
        """Periods of a usual year: 52 of weeks; None of days and where there is none."""
        if self.unit.kind == "day":
            return 52 if self.per_year == 53 else None
        return self.per_year

    def before(self, lag: int) -> NDArray[np.intp]:
        """Return for each label the row of the label `lag` periods earlier, -1 for none."""
        return _found(self.numbers, self.numbers - lag)

    def year_before(self) -> NDArray[np.intp]:
        """Return for each label the row of the same period of the year before, -1 for none.

        A 53rd week and a 29 February have none unless the year before has it.
        """
        if self.year is None or self.place is None or self.per_year is None:
            raise ValueError("no years of whole periods")  # has_years() first
        keys = self.year * self.per_year + self.place
        return _found(keys, keys - self.per_year)

    def years(self) -> Iterator[tuple[int, NDArray[np.intp], bool]]:
        """Yield each year, its rows, and whether every period of it is among the labels."""
        if self.year is None:
            raise ValueError("no years of whole periods")  # has_years() first
        for year in np.unique(self.year).tolist():
            rows = np.flatnonzero(self.year == year)
            first, last = self._numbers_of_year(year)
            yield year, rows, len(np.unique(self.numbers[rows])) == last - first + 1

    def _numbers_of_year(self, year: int) -> tuple[int, int]:
        """Return the numbers of the first and the last period of a statistical year."""
        start = (year - 1970) * 12 + self.year_start - 1 - (12 if self.year_start > 1 else 0)
        if self.per_year == 1:
            return (number := year - 1970 - (1 if self.unit.begin else 0)), number
        if self.unit.kind == "month":
            first = (start - self.unit.begin) // self.unit.length
            return first, first + 12 // self.unit.length - 1
        begin, end = (int(units.first_days(np.array([m]))[0]) for m in (start, start + 12))
        if self.unit.length == 1:
            return begin, end - 1
        thursdays = [day + (-day % 7) for day in (begin, end)]  # the first from there on
        first, after = ((day - self.unit.begin) // 7 for day in thursdays)
        return first, after - 1

    def numbers_of_year(self, year: int) -> Numbers:
        """Return the numbers of all periods of a statistical year."""
        first, last = self._numbers_of_year(year)
        return np.arange(first, last + 1)

    def numbers_of(self, label: Any) -> tuple[int, int] | None:
        """Return the numbers of the first and last period of a label; None if it is no time.

        A label is a year (2018, of the calendar's years), a period, a date or text, finer
        or coarser than the unit.
        """
        whole = isinstance(label, (int, np.integer)) and not isinstance(label, (bool, np.bool_))
        if whole and 1000 <= label <= 2999:
            label = str(label)
        elif whole or (hasattr(label, "__len__") and not isinstance(label, str)):
            return None
        try:
            told = read_times([label], "the label", "it")
        except (ArgumentTypeError, ArgumentValueError):
            return None
        if told is None or self.unit.kind not in ("month", "day"):
            return self._number_of_other(label)
        unit, start = told.unit, told.starts
        if unit is not None and unit[:3] == ("month", 12, 0) and self.year is not None:
            return self._numbers_of_year(1970 + int(start[0]) // 12)
        if unit is not None and unit.kind == "month" and self.unit.kind == "month":
            ends = int(start[0]), int(start[0]) + unit.length - 1
            first, last = ((end - self.unit.begin) // self.unit.length for end in ends)
            return first, last
        days = (start, start) if unit is None else day_bounds(start, unit)
        first, last = (int(units.number_of_days(day, self.unit)[0]) for day in days)
        return first, last

    def _number_of_other(self, label: Any) -> tuple[int, int] | None:
        """Return the same of a unit that pandas alone knows, such as hours."""
        import pandas as pd

        if self.unit.kind in ("month", "day"):
            return None
        try:
            with units.business_days():
                span = label if isinstance(label, pd.Period) else pd.Period(str(label))
                ends = (pd.Period(t, freq=self.unit.kind) for t in (span.start_time, span.end_time))
                low, high = ((e.ordinal - self.unit.begin) // self.unit.length for e in ends)
        except (AttributeError, TypeError, ValueError):
            return None
        return low, high

    def span(self, label: Any, name: str, function: str, *, partial: bool = False) -> slice:
        """Return the rows of a year, a period, or a pair of them, from labels in order.

        Raises where it is no time, where no row is of it, and, unless `partial`, where a
        period of it is not among the labels.
        """
        pair = label if isinstance(label, tuple) and len(label) == 2 else (label, label)
        ends = [self.numbers_of(end) for end in pair]
        if ends[0] is None or ends[1] is None:
            raise ArgumentValueError(
                f"`{name}` of {function} must be a year, a period, a date or a pair of these; got "
                f"{shown(label)}"
            )
        low, high = ends[0][0], ends[1][1]
        if high < low:
            raise ArgumentValueError(
                f"`{name}` of {function} must end no earlier than it begins; got {shown(label)}"
            )
        rows = slice(*np.searchsorted(self.numbers, [low, high + 1]).tolist())
        found = self.numbers[rows]
        if len(found) == 0:
            ends_of = (
                [self.written(int(n)) for n in self.numbers[[0, -1]]] if len(self.numbers) else []
            )
            raise ArgumentValueError(
                f"`{name}` of {function} must be one of the periods, "
                f"{' to '.join(ends_of) or 'none'}; got {shown(label)}"
            )
        if not partial and len(found) < high - low + 1:
            absent = np.setdiff1d(np.arange(low, high + 1), found)
            self.refuse_incomplete(label, absent, name, function)
        return rows

    def refuse_incomplete(self, label: Any, absent: Numbers, name: str, function: str) -> None:
        """Raise for a year or another span that lacks periods."""
        more = f" (the first of {len(absent)})" if len(absent) > 1 else ""
        what = label.start if isinstance(label, slice) and label.start == label.stop else label
        said = what if isinstance(what, (str, int)) else shown(what)
        raise ArgumentValueError(
            f"`{name}` of {function} must be complete; got {said} without "
            f"{self.written(int(absent[0]))}{more}: partial=True takes what is there"
        )


def _found(keys: Numbers, wanted: Numbers) -> NDArray[np.intp]:
    """Return where each wanted key stands among the keys, -1 where it does not."""
    order = np.argsort(keys, kind="stable")
    at = np.searchsorted(keys, wanted, sorter=order)
    rows = order[np.minimum(at, len(keys) - 1)] if len(keys) else at
    rows[keys[rows] != wanted] = -1
    return rows


def calendar_of(
    labels: Any,
    argument: str,
    function: str,
    *,
    freq: Any = None,
    year_start: Any = None,
    gaps: Any = "raise",
    rows: Any = None,
) -> Calendar | None:
    """Return the calendar of labels; None if they are of no time.

    Parameters
    ----------
    labels : index, column or sequence
        Whatever `read_times` reads.
    argument, function : str
        What messages call the labels ("`periods`", "the index of `x`") and the function.
    freq : str, optional
        The unit. Without it, what periods and text say; of dates the coarsest unit that
        all fit with no period left out. It must agree with labels that have a unit.
    year_start : int, optional
        The month in which the statistical year begins.
    gaps : {"raise", "missing"}, default "raise"
        Under "missing", the unit of dates must be said.
    rows : callable, optional
        Of labels that stand for many rows: gives the first row of each, and how many.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        Labels that are missing or of several kinds, whole numbers that are months written
        YYYYMM, dates whose unit cannot be told, `freq` or `year_start` that contradict the
        labels.
    """
    unit = None if freq is None else units.unit_of_freq(freq, function)
    start = units.month_of_start(year_start, function)
    told = read_times(labels, argument, function)
    if told is None and len(labels) == 0:
        told = Told("dates", np.empty(0, dtype=np.int64))
    if told is None:
        return None
    if told.kind == "numbers":
        told = _of_numbers(told.starts, unit, argument, function)
        if told is None:
            return None
    if told.kind == "dates":
        said = unit is not None
        if len(told.starts) == 0:
            unit, said = unit or Unit("month", 1), True
        elif unit is None:
            if gaps == "missing":
                _ask_under_gaps(told.starts, argument, function)
            unit = units.unit_of_dates(told.starts, argument, function, rows)
            if rows is not None and unit.kind == "month" and unit.length > 1:
                _ask_in_table(told.starts, unit, argument, function)
            if told.with_times and unit == Unit("day", 1):
                raise ArgumentTypeError(
                    f"{argument} of {function} must be of days, weeks, months, quarters or years; "
                    "got times of day: pass freq='D', or convert it with .to_period(freq)"
                )
        places = units.months_of_days(told.starts) if unit.kind == "month" else told.starts
        return _calendar(unit, places, start, said, argument, function, free=freq is not None)
    assert told.unit is not None
    own, free = _agreed(told, unit, freq, argument, function)
    return _calendar(own, told.starts, start, True, argument, function, free)


def _of_numbers(numbers: Numbers, unit: Unit | None, argument: str, function: str) -> Told | None:
    """Read whole numbers as months YYYYMM or as years where `freq` says so."""
    months = len(numbers) > 0 and bool(_are_months(numbers).all())
    if are_days(numbers):
        if unit is None:
            raise ArgumentValueError(
                f"{argument} of {function} must not be dates written as whole numbers, whose "
                f"months and years are far apart; got {int(numbers[0])}: pass freq='D', 'M' or "
                "another unit to read them as YYYYMMDD, or make them dates"
            )
        return Told("dates", _days_of(numbers))
    if unit is None:
        if months:
            raise ArgumentValueError(
                f"{argument} of {function} must not be months written as whole numbers, whose "
                f"years are 100 apart; got {int(numbers[0])}: pass freq='M' to read them as "
                "YYYYMM, or make them periods or dates"
            )
        return None
    if unit.kind == "month" and unit.length == 12:
        if len(numbers) == 0 or bool(((numbers >= 1000) & (numbers <= 2999)).all()):
            return Told("periods", (numbers - 1970) * 12, Unit("month", 12))
        wrong, rule = (numbers < 1000) | (numbers > 2999), "years, 1000 to 2999, under freq='Y'"
    elif unit.kind == "month" and unit.length == 1:
        if len(numbers) == 0 or months:
            starts = (numbers // 100 - 1970) * 12 + numbers % 100 - 1
            return Told("periods", starts, Unit("month", 1))
        wrong, rule = ~_are_months(numbers), "months written YYYYMM under freq='M'"
    else:
        raise ArgumentValueError(
            f"{argument} of {function} must be dates, periods or text under "
            f"freq={unit.freq!r}; got whole numbers, which freq='M' reads as YYYYMM, freq='Y' as "
            "years, and every unit as YYYYMMDD if all are such dates"
        )
    row = int(np.argmax(wrong))
    raise ArgumentValueError(
        f"{argument} of {function} must be {rule}; got {int(numbers[row])} at row {row}"
    )


def are_days(numbers: Numbers) -> bool:
    """Tell whether whole numbers are all dates YYYYMMDD; a look at the first is enough mostly."""
    if len(numbers) == 0 or not 19_000_101 <= numbers[0] <= 29_991_231:
        return False
    if not ((numbers >= 19_000_101) & (numbers <= 29_991_231)).all():
        return False
    month, day = numbers // 100 % 100, numbers % 100
    if not ((month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)).all():
        return False
    days = _days_of(numbers)
    return bool((units.months_of_days(days) == (numbers // 10_000 - 1970) * 12 + month - 1).all())


def _days_of(numbers: Numbers) -> Numbers:
    """Return the days of dates written YYYYMMDD."""
    months = (numbers // 10_000 - 1970) * 12 + numbers // 100 % 100 - 1
    return units.first_days(months) + numbers % 100 - 1


def _are_months(numbers: Numbers) -> NDArray[np.bool_]:
    month = numbers % 100
    return (numbers >= 100_001) & (numbers <= 299_912) & (month >= 1) & (month <= 12)


def _ask_under_gaps(days: Numbers, argument: str, function: str) -> None:
    raise ArgumentValueError(
        f"`freq` of {function} must be said with gaps='missing' for dates, since rows left out "
        f"change what the rest looks like; got none for {argument}: pass "
        f"{units.shown_units(days, gaps=True)}"
    )


def _ask_in_table(days: Numbers, unit: Unit, argument: str, function: str) -> None:
    """Raise for dates of quarters or years in a long table, which takes rows left out.

    What is left of months, as every January, would else be years without a word.
    """
    first, second = np.unique(days)[:2].astype("datetime64[D]")
    raise ArgumentValueError(
        f"`freq` of {function} must be said for dates one {unit.name} apart in a long table, since "
        f"months of which rows are left out look the same; got {first}, {second} in {argument}: "
        f"pass freq={unit.freq!r}, or freq='M' if they are months"
    )


def _agreed(
    told: Told, unit: Unit | None, freq: Any, argument: str, function: str
) -> tuple[Unit, bool]:
    """Return the unit of labels that have one and of `freq`, and whether `freq` is longer.

    They must not contradict one another. Months written as text may stand for the quarter,
    half-year or year that `freq` says; periods of pandas are what they are.
    """
    own = told.unit
    assert own is not None
    if unit is None:
        return own, False
    if own[:2] == ("month", 3) and not told.fixed and unit.year_start not in (None, 1):
        raise ArgumentValueError(
            f"`freq` of {function} must have no anchor for quarters written as text, which may be "
            f"those of the calendar or of that year; got {shown(freq)}: pass freq='Q' with "
            f"year_start={unit.year_start} for the calendar's, or pd.PeriodIndex(labels, "
            f"freq={freq!r}) in their place"
        )
    if own.kind == unit.kind and own.length == unit.length:
        starts = own.year_start, unit.year_start
        weekly = own.kind == "day" and own.length == 7 and own.begin != unit.begin
        if not weekly and (None in starts or starts[0] == starts[1]):
            return own._replace(year_start=starts[0] or starts[1]), False
    elif own.kind == unit.kind == "month" and unit.length % own.length == 0 and not told.fixed:
        return unit, True
    raise ArgumentValueError(
        f"`freq` of {function} must agree with {argument}, which has {own.plural} "
        f"({own.freq!r}); got {shown(freq)}: leave it out, or convert the labels first"
    )


def _calendar(
    unit: Unit,
    places: Numbers,
    start: int | None,
    told: bool,
    argument: str,
    function: str,
    free: bool,
) -> Calendar:
    """Return the calendar of months or days in which periods of a unit begin or lie.

    Where the unit is `free`, said by `freq` of labels that may lie anywhere in a period,
    its periods begin with the year, or with the first label if they make up no year. Dates
    a year apart lie anywhere in it too.
    """
    if start is not None and unit.year_start not in (None, start):
        raise ArgumentValueError(
            f"`year_start` of {function} must agree with {argument} and `freq`, whose years begin "
            f"in month {unit.year_start}; got {start}: leave it out"
        )
    begins = start or unit.year_start or 1
    of_years = not told and start is not None and unit[:2] == ("month", 12)
    if of_years or (free and unit.kind == "month" and 12 % unit.length == 0):
        unit = unit._replace(begin=(begins - 1) % unit.length)
    elif free and len(places) and unit.length not in (1, 7):
        first = int(places.min())
        weeks = unit.kind == "day" and unit.length % 7 == 0
        unit = unit.begun_with(first - (first - unit.begin) % 7 if weeks else first)
    if not free and told and ((places - unit.begin) % unit.length).any():
        raise ArgumentValueError(
            f"{argument} of {function} must be {unit.plural}, one after the other; got periods "
            "between"
        )
    calendar = _built(unit, places, begins, told)
    if start is not None and calendar.per_year is not None and calendar.place is None:
        raise ArgumentValueError(
            f"`year_start` of {function} must be a month in which a {unit.name} of {argument} "
            f"begins; got {start}: pass the month in which one does"
        )
    return calendar


def _built(unit: Unit, places: Numbers, start: int | None, told: bool) -> Calendar:
    """Return the calendar of periods that begin at months or days, or hold them."""
    begins = start or 1
    numbers = (places - unit.begin) // unit.length
    year = place = per_year = None
    if unit.kind == "month" and 12 % unit.length == 0:
        per_year = 12 // unit.length
        if (begins - 1 - unit.begin) % unit.length == 0:
            from_start = numbers * unit.length + unit.begin - (begins - 1)
            year = from_start // 12 + (1970 + (begins > 1))
            place = from_start % 12 // unit.length
        elif per_year == 1:  # of fiscal years: named for the year in which they end
            year = (numbers * 12 + unit.begin + 11) // 12 + 1970
            place = np.zeros_like(numbers)
    elif unit.kind == "day" and unit.length in (1, 7):
        days = numbers * unit.length + unit.begin
        if unit.length == 7:
            days = days + (-days % 7)  # the Thursday
        months = units.months_of_days(days)
        from_start = months - (begins - 1)
        year = from_start // 12 + (1970 + (begins > 1))
        if unit.length == 7:
            per_year = 53
            place = (days - units.first_days(months - from_start % 12)) // 7
        else:
            per_year = 366
            in_month = days - units.first_days(months)
            place = (BEFORE_MONTH[months % 12] + in_month - BEFORE_MONTH[begins - 1]) % 366
    consecutive = bool((np.diff(numbers) == 1).all())
    return Calendar(unit, numbers, year, place, per_year, begins, told, consecutive)


def checked(calendar: Calendar, gaps: str, argument: str, function: str) -> None:
    """Raise where periods are out of order, stand twice or, unless allowed, are missing.

    `gaps` is "raise" or "missing"; or "never", where the function has no such option.
    """
    if calendar.consecutive:
        return
    numbers, unit = calendar.numbers, calendar.unit
    steps = np.diff(numbers)
    if (steps < 0).any():
        row = int(np.argmax(steps < 0)) + 1
        raise ArgumentValueError(
            f"{argument} of {function} must rise from {unit.name} to {unit.name}; got "
            f"{calendar.written(int(numbers[row]))} after "
            f"{calendar.written(int(numbers[row - 1]))} at row {row}: sort it first"
        )
    if (steps == 0).any():
        row = int(np.argmax(steps == 0)) + 1
        raise ArgumentValueError(
            f"{argument} of {function} must name each {unit.name} once; got "
            f"{calendar.written(int(numbers[row]))} twice, at rows {row - 1} and {row}: drop "
            "one or put them together first"
        )
    if gaps == "missing":
        return
    row = int(np.argmax(steps > 1)) + 1
    count = int((steps - 1).sum())
    more = "" if count == 1 else f" (the first of {count} missing {unit.plural})"
    allowed = ", or pass gaps='missing' to take what is not there as missing"
    raise ArgumentValueError(
        f"{argument} of {function} must have no gap; got none for "
        f"{calendar.written(int(numbers[row - 1]) + 1)}{more}: reindex"
        f"{'' if gaps == 'never' else allowed}"
    )
