"""The time of a number that stands in a bracket behind a time: "so với tháng 6 (6.717 tỷ đồng)"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from hanoi_ct.statements._reading.clause_words import is_base
from hanoi_ct.statements._reading.clauses import Clause, Event
from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements._reading.resolving import resolve
from hanoi_ct.statements._reading.when import When
from hanoi_ct.statements.statement import Period

__all__ = [
    "compared_time",
    "ends_on_last_year",
    "holds_one_number",
    "is_of_last_year",
    "is_signed_rate",
    "month_before",
    "tells_change_again",
    "tells_parts",
    "year_of_plan",
]

_FILLERS = ("verb.reach", "verb.filler", "hedge.about", "hedge.over", "hedge.under")


def holds_one_number(events: Sequence[Event], place: int) -> bool:
    """Whether the bracket that opens at an event holds one number and no name of its own."""
    inside, behind = [*events[place + 1 : place + 3], None, None][:2]
    if inside is None or behind is None or behind.kind != "close" or inside.clause is None:
        return False
    return all(item.has(*_FILLERS) for item in inside.clause.left)


def tells_parts(events: Sequence[Event], place: int) -> bool:
    """Whether a bracket names a part with its amount and its change, so that it is of now.

    "Tăng 11% so với cùng kỳ (khách quốc tế 210 nghìn lượt, tăng 7%; khách trong nước ...)".
    """
    inside = [event.clause for event in events[place + 1 : place + 3]]
    if len(inside) < 2 or inside[0] is None or inside[1] is None:
        return False
    amount, change = inside[0], inside[1]
    named = any(not item.has(*_FILLERS) for item in amount.left)
    rate = change.quantity.unit == "percent" and amount.quantity.unit != "percent"
    return named and rate and any(item.has("verb.rise", "verb.fall") for item in change.left)


def year_of_plan(item: Item, year: int | None) -> Period | None:
    """ "Mới đạt chỉ tiêu năm (8,2%)": what a bracket tells of a plan is of its whole year."""
    text = item.text.casefold()
    when = item.value.when if item.kind == "compare" else None
    yearly = when is not None or any(word in text for word in ("năm", "year", "annual"))
    return resolve(when or When(1, 12), year, None) if yearly else None


def is_signed_rate(events: Sequence[Event], place: int) -> bool:
    """ "So với cùng kỳ (+5,2%)": a rate with its sign, of now and not of the year before."""
    clause = events[place + 1].clause
    return clause is not None and clause.quantity.unit == "percent" and bool(clause.quantity.sign)


def tells_change_again(events: Sequence[Event], place: int, before: Clause | None) -> bool:
    """Whether a bracket gives a change again in percent: "tăng 14 tỷ so với cùng kỳ (3,5%)"."""
    if before is None or not holds_one_number(events, place):
        return False
    inside = events[place + 1].clause
    rate = inside is not None and inside.quantity.unit == "percent"
    changes = any(item.has("verb.rise", "verb.fall") for item in before.left[-3:])
    return rate and changes and before.quantity.unit not in ("percent", "percentage_points")


def ends_on_last_year(clause: Clause, *, alone: bool = False) -> bool:
    """Whether the last words before a bracket are "cùng kỳ": its number is that year's.

    A number that is ``alone`` in its bracket is so behind "năm trước" as well, and behind the time
    that a multiple is told of: "gấp 3 lần cùng kỳ năm trước (40 triệu USD)".
    """
    if not clause.right:
        return False
    last = clause.right[-1]
    if last.kind not in ("compare", "time"):
        return False
    multiple = alone and clause.quantity.unit == "times"
    if last.kind == "time" and not multiple and not is_base(clause.right, last):
        return False
    return is_of_last_year([last], alone=alone)


def is_of_last_year(items: list[Item], *, alone: bool) -> bool:
    """Whether words end on a time of the year before."""
    last = items[-1]
    when = last.value.when if last.kind == "compare" else last.value
    return when is not None and when.refers in (("same", "last_year") if alone else ("same",))


def compared_time(
    items: list[Item], period: Period | None, year: int | None, *, alone: bool
) -> Period | None:
    """The time that the last words before a bracket compare with: "so với năm 2021 (3,55 tỷ)".

    Parameters
    ----------
    items : list of Item
        The words before the bracket.
    period : Period or None
        The time spoken of; a time that is no point in the year is one as long as it.
    year : int or None
        The year of a month that is named without one.
    alone : bool
        Whether the bracket holds one number and no name.
    """
    last = items[-1] if items else None
    if last is None or last.kind != "compare" or last.value.when is None:
        return None
    when = cast(When, last.value.when)
    if alone and when.refers == "previous_month":
        return month_before(period)
    if when.first is None:
        return None
    if when.is_date:
        return resolve(when, when.year, None) if alone and when.year is not None else None
    if period is None or (when.year is None and not alone):
        return None
    then = resolve(when, year if when.year is None else when.year, None)
    if then is None or then.months != period.months:
        return None
    if when.year is None and not when.shift and then.start >= period.start:
        then = then.moved(-1)  # "tháng 1 ... so với tháng 12 (58 tỷ đồng)"
    return then


def month_before(period: Period | None) -> Period | None:
    """The month before a month; None where it is not known."""
    if period is None or period.months != 1:
        return None
    month = int(period.end[-2:]) - 1
    found = Period(f"{period.start[:-2]}{month or 12:02d}", f"{period.end[:-2]}{month or 12:02d}")
    return replace(found, years=period.years) if month else found.moved(-1)
