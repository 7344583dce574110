"""What a whole text says: its year, its month, what it is about."""

from __future__ import annotations

from collections import Counter

from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements._reading.lexicon import table
from hanoi_ct.statements._reading.resolving import resolve
from hanoi_ct.statements._reading.subjects import NO_SUBJECT, Subject
from hanoi_ct.statements._reading.when import When
from hanoi_ct.statements.statement import Period

_DECEMBER = 12
__all__ = ["default_subject", "month_compared", "month_of", "year_of"]


def default_subject(items: list[Item], language: str) -> Subject:
    """What a text is about where its first numbers name nothing: the first indicator it names.

    Where it names parts of industry alone, the output of industry (in money) or its index.
    """
    for item in items:
        if item.has("indicator") and item.kind in ("word", "sign"):
            key = str(item.phrases["indicator"].value)
            return Subject(str(table("indicators")[key][language][0]), key)
    if not any(item.has("place.industry") for item in items):
        return NO_SUBJECT
    money = any(i.kind == "quantity" and i.value.unit == "VND" for i in items)
    key = "industrial_output" if money else "iip"
    return Subject(str(table("indicators")[key][language][0]), key)


def year_of(items: list[Item], date: str | None) -> int | None:
    """The year of a text: of the times it speaks of, else of those it compares with, else given."""
    spoken: Counter[int] = Counter()
    compared: Counter[int] = Counter()
    beside: Counter[int] = Counter()  # months compared with: of this year or the last
    months_spoken = {(i.value.first, i.value.last) for i in items if i.kind == "time"}
    outside = _without_year(items)
    last_month = max((last or 0 for first, last in outside if first == last), default=0)
    months_without, months_with = bool(outside), _months_with_year(items)
    depth = 0
    for place, item in enumerate(items):
        if item.kind == "line":
            depth = 0
        elif item.kind == "sign":
            depth = max(0, depth + (item.text == "(") - (item.text == ")"))
        if item.kind == "time" and item.value.year is not None and item.value.first_year is None:
            aside = depth > 0 and (item.value.first, item.value.last) in outside
            weight = 1 if (item.value.first, item.value.last) == (1, 12) else 3
            if aside or _is_of_a_rate(items, place):
                compared[item.value.year + 1] += 1
            else:
                spoken[item.value.year] += weight
        elif item.kind == "compare" and item.value.when is not None and item.value.when.year:
            when = item.value.when
            if item.value.what == "plan":
                compared[when.year] += 1
                continue
            months = when.refers is None and (when.first, when.last) != (1, 12)
            same = (when.first, when.last) in months_spoken  # "tháng 4 ... so với tháng 4/2017"
            later = months and when.is_month and (when.first or 0) > last_month > 0
            year = when.year + (1 if same or not months or later else 0)
            (beside if months and not same else compared)[year] += 1
    if months_without and not months_with and compared and max(compared) == max(spoken or [0]) + 1:
        return max(compared)  # "6 tháng ... so với cùng kỳ năm 2021. Năm 2021 đạt ..."
    for counts in (spoken, compared, beside):
        if counts:
            most = max(counts.values())
            year = max(year for year, count in counts.items() if count == most)
            far = date is not None and counts is not spoken and year < int(date[:4]) - 1
            return int(date[:4]) if far and date is not None else year
    return int(date[:4]) if date else None


def _is_of_a_rate(items: list[Item], place: int) -> bool:
    """Whether a time is that of a rate beside: "mức tăng 9,66% và 7,01% của cùng kỳ năm 2015"."""
    if items[place].value.refers == "same":
        return True
    if place == 0:
        return False
    led, before = items[place - 1], items[max(0, place - 2)]
    if led.says("và", "and") and before.kind == "time":  # "... của cùng kỳ năm 2015 và năm 2016"
        return _is_of_a_rate(items, place - 2)
    if led.has("link.reason"):
        return before.kind == "compare"
    return led.says("của") and before.kind == "quantity"


def _months_with_year(items: list[Item]) -> bool:
    """Whether months are spoken of together with their year."""
    return any(
        item.kind == "time"
        and item.value.first is not None
        and item.value.year is not None
        and not item.value.is_date
        and (item.value.first, item.value.last) != (1, 12)
        and not _is_of_a_rate(items, place)
        for place, item in enumerate(items)
    )


def _without_year(items: list[Item]) -> set[tuple[int | None, int | None]]:
    """Months that are spoken of outside brackets without their year.

    "10 tháng tăng 10,7% (10 tháng năm 2022 tăng 22,6%)": the bracket tells last year's.
    """
    found, depth = set(), 0
    for item in items:
        if item.kind == "line":
            depth = 0
        elif item.kind == "sign":
            depth = max(0, depth + (item.text == "(") - (item.text == ")"))
        elif item.kind == "time" and not depth and not item.value.is_date:
            when = item.value
            found |= {(when.first, when.last)} if when.first and when.year is None else set()
    return found


def month_of(items: list[Item], year: int | None, date: str | None) -> Period | None:
    """The first month that a text names: what "trong tháng", "lũy kế" refer to."""
    for item in items:
        if item.kind == "time" and item.value.last is not None and item.value.refers is None:
            when = item.value
            if not when.is_month and (when.first != 1 or when.last in (3, 6, 12)):
                continue
            if date is not None and when.last > int(date[5:7]):
                continue
            return resolve(When(item.value.last, item.value.last, item.value.year), year, None)
    if date is None:
        return None
    month = int(date[5:7]) - 1
    return resolve(When(month or 12, month or 12, int(date[:4]) - (not month)), None, None)


def month_compared(items: list[Item]) -> Period | None:
    """The month of numbers held against the month before it and the same month a year before.

    "Tăng 0,3% so với tháng 6/2020 và giảm 13% so với tháng 7/2019": July 2020.
    """
    whens = [i.value.when for i in items if i.kind == "compare" and i.value.when is not None]
    months = [(w.first, w.year) for w in whens if w.is_month and w.year is not None]
    for month, year in months:
        before = (month - 1, year + 1) if month > 1 else (_DECEMBER, year)
        if before in months:
            return resolve(When(month, month, year + 1), None, None)
    return None
