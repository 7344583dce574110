"""The months of a time that was read without its year, from what the text says."""

from __future__ import annotations

from dataclasses import replace

from hanoi_ct.statements._reading.when import When
from hanoi_ct.statements.statement import Period

__all__ = ["resolve"]

_MONTHS = 12


def resolve(when: When, year: int | None, current: Period | None) -> Period | None:
    """A time with its year, from the year of the text and the period spoken of so far."""
    if when.refers in ("this_month", "to_date"):
        return _around(when, current)
    if when.refers == "past_month":
        return _latest_before(_period(when.first or 1, when.last or 1, year), current)
    if when.refers == "this_quarter" and current is not None:
        quarter = (int(current.end[-2:]) - 1) // 3
        first, last = (f"{current.end[:-2]}{3 * quarter + month:02d}" for month in (1, 3))
        return replace(current, start=first, end=last)
    if when.refers == "last_year":
        return _period(1, _MONTHS, year).moved(-1)
    if when.first is None or when.last is None:
        return None
    if when.first_year is not None:
        return Period(f"{when.first_year:04d}-01", f"{when.year:04d}-12")
    if when.year is not None:
        return _period(when.first, when.last, when.year)
    return _period(when.first, when.last, year).moved(when.shift)


def _around(when: When, current: Period | None) -> Period | None:
    """This month, or the months up to it, from the period spoken of."""
    if current is None:
        return None
    start = current.end if when.refers == "this_month" else f"{current.end[:-2]}01"
    return replace(current, start=start)


def _period(first: int, last: int, year: int | None) -> Period:
    text = "XXXX" if year is None else f"{year:04d}"
    return Period(f"{text}-{first:02d}", f"{text}-{last:02d}")


def _latest_before(month: Period, current: Period | None) -> Period:
    if current is None or not current.end[:4].isdigit():
        return month
    month = Period(current.end[:4] + month.start[4:], current.end[:4] + month.end[4:])
    return month if month.end < current.end else month.moved(-1)
