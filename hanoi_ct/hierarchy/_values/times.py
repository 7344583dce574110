"""Labels of periods of a tree as time: order and gaps, the length of the year, stretches."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs import periods as _periods
from hanoi_ct._inputs.calendar import Calendar, are_days, calendar_of, checked
from hanoi_ct._inputs.validate import brief, integer
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError


def calendar(
    periods: Sequence[Any], function: str, year_start: int | None = None
) -> Calendar | None:
    """Return the calendar of labels in order and without a gap; None if they are no time."""
    found = in_order(periods, function, year_start)
    if found is None:
        return None
    checked(found, "never", "`periods`", function)
    return found


def in_order(
    periods: Sequence[Any], function: str, year_start: int | None = None
) -> Calendar | None:
    """Return the calendar of labels, unless they are no time, for functions of whole years.

    Labels may have a gap, which makes the years incomplete that it touches and no others.
    """
    if not periods:
        return None
    if all(isinstance(n, (int, np.integer)) and not isinstance(n, bool) for n in periods):
        _refuse_numbers([int(number) for number in periods], function)
        return None
    try:
        found = calendar_of(list(periods), "`periods`", function, year_start=year_start)
    except ArgumentTypeError:
        if any(hasattr(label, "year") for label in periods):  # a date or period among others
            raise
        return None  # names of several kinds
    except ArgumentValueError as error:
        fault = str(error).partition(", or pass freq=")[0]  # of which a tree's measures have none
        if "freq" not in fault:
            raise ArgumentValueError(fault) from error
        raise ArgumentValueError(
            f"`periods` of {function} must be dates of one unit without a gap, three or more; got "
            f"{brief(periods[0])} to {brief(periods[-1])}: make them periods, as by "
            "pd.DatetimeIndex(dates).to_period('M'), or text such as '2018-08' or '2018Q3'"
        ) from error
    if found is not None:
        checked(found, "missing", "`periods`", function)
    return found


def _refuse_numbers(numbers: list[int], function: str) -> None:
    """Raise for whole numbers that leave some out, or are months written YYYYMM."""
    if all(100_001 <= n <= 299_912 and 1 <= n % 100 <= 12 for n in numbers):
        raise ArgumentValueError(
            f"`periods` of {function} must not be months written as whole numbers, whose years "
            f"are 100 apart; got {numbers[0]}: make them periods, dates or text such as '2018-08'"
        )
    if are_days(np.array([n if abs(n) < 2**62 else 0 for n in numbers], dtype=np.int64)):
        raise ArgumentValueError(
            f"`periods` of {function} must not be dates written as whole numbers, whose months "
            f"are far apart; got {numbers[0]}: make them dates or text such as '2018-08-15'"
        )
    apart = next(((a, b) for a, b in pairwise(numbers) if b != a + 1), None)
    if apart is not None:
        raise ArgumentValueError(
            f"`periods` of {function} must be consecutive whole numbers; got {apart[0]} before "
            f"{apart[1]}: put in what is missing, or sort them"
        )


def complete_years(
    found: Calendar, name: str, function: str, *, partial: bool
) -> list[tuple[int, NDArray[np.intp]]]:
    """Return each year and its columns; refuse one that lacks periods, unless `partial`."""
    years = []
    for year, columns, whole in found.years():
        if not whole and not partial:
            absent = np.setdiff1d(found.numbers_of_year(year), found.numbers[columns])
            found.refuse_incomplete(year, absent, name, function)
        years.append((year, columns))
    return years


def consecutive(periods: Sequence[Any], function: str) -> None:
    """Raise where labels that are time have a gap or are out of order."""
    calendar(periods, function)


def as_months(periods: Sequence[Any], function: str) -> NDArray[np.datetime64] | None:
    """Return labels as months if they say that they are months and nothing finer."""
    try:
        found = calendar_of(list(periods), "`periods`", function)
    except (ArgumentTypeError, ArgumentValueError):  # not of one unit, or of none that is said
        return None
    if found is None or not found.told or found.unit[:2] != ("month", 1):
        return None
    return (found.numbers + found.unit.begin).astype("datetime64[M]")


def year_length(periods: Sequence[Any], given: int | None, name: str, function: str) -> int:
    """Return how many periods a year has: as `given`, or as the labels say; 12 without any.

    Weeks and days have years of different lengths, for which there is no one number.
    """
    found = calendar(periods, function)
    if given is not None:
        return integer(given, name, function, low=1)
    if found is None:
        return 12
    if found.unit.kind != "month" or found.per_year is None:
        raise ArgumentValueError(
            f"`{name}` of {function} must be given for {found.unit.plural}, whose years are not "
            f"all of one length; got None: pass 52 for weeks, 365 for days"
        )
    return found.per_year


def first_period_of(
    periods: Sequence[Any],
    given: int | None,
    per_year: int,
    function: str,
    year_start: int | None = None,
) -> int:
    """Return which period of its year comes first: as `given`, or as the labels say; else 1."""
    if given is not None and year_start is not None:
        raise ArgumentValueError(
            f"`year_start` of {function} must be left out where `first_period` is given; got "
            f"{year_start} and first_period={given}"
        )
    if given is not None:
        return integer(given, "first_period", function, low=1, high=per_year)
    found = calendar(periods, function, year_start)
    if found is None or found.place is None or found.per_year != per_year:
        if year_start is not None:
            raise ArgumentValueError(
                f"`year_start` of {function} must go with labels of time, {per_year} a year; got "
                f"{brief(periods[0]) if periods else 'none'}: pass first_period="
            )
        return 1
    return int(found.place[0]) + 1


def span(
    reference: Any,
    periods: Sequence[Any],
    name: str,
    function: str,
    *,
    partial: bool = False,
    year_start: int | None = None,
) -> slice:
    """Return the stretch of periods that a label, a year or a pair of labels names.

    A year, or another stretch of time, that lacks periods is refused by name, unless
    `partial`: then it is what there is of it. Years begin in `year_start`, and are named for
    that in which they end.
    """
    ends = reference if isinstance(reference, tuple) else (reference,)
    written = set(map(str, periods))
    if all(str(end) in written for end in ends) and year_start is None:
        return _periods.span(reference, periods, name, function)
    found = in_order(periods, function, year_start)
    if found is None and year_start is not None:
        raise ArgumentValueError(
            f"`year_start` of {function} must go with labels of time; got "
            f"{brief(periods[0]) if periods else 'none'}: leave it out"
        )
    if found is None or any(found.numbers_of(end) is None for end in ends):
        return _periods.span(reference, periods, name, function)
    return found.span(reference, name, function, partial=partial)
