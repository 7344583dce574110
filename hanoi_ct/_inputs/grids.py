"""Consecutive periods under the rows of a calendar, in years of equal length where asked."""

from typing import NamedTuple

import numpy as np

from hanoi_ct._inputs.calendar import BEFORE_MONTH, Calendar
from hanoi_ct._inputs.units import Numbers
from hanoi_ct.errors import ArgumentValueError

_LEAP_DAY = 59  # 29 February, from 0


class Grid(NamedTuple):
    """Consecutive periods, and where among them the rows stand (None: one for one)."""

    length: int
    at: Numbers | None
    periods_per_year: int | None
    first_period: int | None
    # The places of 29 February in years that have none: no period is missing there.
    no_days: Numbers | None = None


def plain_grid(calendar: Calendar) -> Grid:
    """Return the periods from the first to the last."""
    numbers = calendar.numbers
    if len(numbers) == 0:
        return Grid(0, None, calendar.per_year, 1)
    length = int(numbers[-1] - numbers[0]) + 1
    at = None if length == len(numbers) else numbers - numbers[0]
    first = None if calendar.place is None else int(calendar.place[0]) + 1
    return Grid(length, at, calendar.per_year, first)


def has_years(calendar: Calendar, argument: str, function: str) -> None:
    """Raise where years are not made of whole periods."""
    if calendar.place is not None:
        return
    unit = calendar.unit
    if calendar.per_year is not None:
        advice = (
            f"pass year_start=, the month in which a year of them begins, or "
            f"freq={unit._replace(begin=0).freq!r} to take each label as of the {unit.name} in "
            "which it lies"
            if not calendar.told
            else "pass year_start=, the month in which a year of them begins"
        )
        begin = (unit.begin % unit.length) + 1
        raise ArgumentValueError(
            f"{argument} of {function} must be {unit.plural} that make up years; got ones that "
            f"begin in month {begin}: {advice}"
        )
    raise ArgumentValueError(
        f"{argument} of {function} must have years of whole days, weeks, months or quarters; got "
        f"{unit.plural}: put them together first, or pass .to_numpy() and periods_per_year"
    )


def yearly_grid(calendar: Calendar, argument: str, function: str) -> Grid:
    """Return the same, in years of equal length: 53 weeks, or 366 days.

    A 53rd week is the last of its year: its absence is felt by no other. A 29 February is
    not; where the year has none, `no_days` says so.
    """
    has_years(calendar, argument, function)
    if calendar.unit.kind == "month":
        return plain_grid(calendar)
    per_year = calendar.per_year
    assert per_year is not None
    if len(calendar.numbers) == 0:
        return Grid(0, None, per_year, 1)
    assert calendar.year is not None
    assert calendar.place is not None
    places = calendar.year * per_year + calendar.place
    at = places - places[0]
    length = int(at[-1]) + 1
    grid = Grid(length, at, per_year, int(calendar.place[0]) + 1)
    if calendar.unit.length == 7:
        return grid
    leap_day = (_LEAP_DAY - int(BEFORE_MONTH[calendar.year_start - 1])) % 366
    keys = np.arange(length) + int(places[0])
    leap = np.flatnonzero(keys % 366 == leap_day)
    # The calendar year in which the 29 February of a statistical year lies.
    years = keys[leap] // 366 - (1 if calendar.year_start == 2 else 0)
    common = np.array([not _is_leap(int(year)) for year in years], dtype=bool)
    return grid._replace(no_days=leap[common])


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
