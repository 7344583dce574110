"""Years printed in digits, and spans of them: 2016-2020, between 2019 and 2023."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements._reading.when import When

__all__ = ["Reads", "day_before_month", "last_month_named", "read_span", "year_number"]

Reads = Callable[[list[Item], int, Item], tuple[When, int] | None]

_DASHES = ("-", "\N{EN DASH}", "\N{EM DASH}")
_DAYS = 31
_LONGEST = 50  # years of a span; more is no span


def year_number(items: list[Item], place: int) -> int | None:
    """The year of four digits that stands at a place."""
    if place < len(items) and items[place].kind == "number" and len(items[place].text) == 4:
        text = items[place].text
        if text.isdigit() and 1900 <= int(text) <= 2100:
            return int(text)
    return None


def day_before_month(items: list[Item], place: int, item: Item) -> tuple[When, int] | None:
    """5 November 2018: a day, its month and the year, which tells it from a number and a month."""
    if place + 2 >= len(items) or not item.text.isdigit() or not 0 < int(item.text[:9]) <= _DAYS:
        return None
    name, year = items[place + 1].phrases.get("month_name"), year_number(items, place + 2)
    if name is None or year is None or not items[place + 1].text[0].isupper():
        return None
    return When(name.value, name.value, year, is_date=True), place + 3


def _span_of_years(items: list[Item], place: int) -> tuple[int, int, int] | None:
    """The first and the last year of a span that begins at a year, and the place after it."""
    first, joint = year_number(items, place), place + 1
    if first is None or joint >= len(items):
        return None
    led = items[place - 1] if place else None
    if led is not None and (led.says("/") or led.kind == "number"):
        return None  # 6/2016-2020
    last = joint + 1
    if items[joint].text not in _DASHES:
        year_word = led is not None and led.says("năm")
        before = items[place - 2] if year_word and place > 1 else led
        if before is None or not before.says("từ", "from", "between", "trong"):
            return None
        if not items[joint].says("đến", "tới", "to", "and", "through", "until"):
            return None
        last += last < len(items) and items[last].says("năm", "hết năm")
    end = year_number(items, last)
    if end is None or not first < end <= first + _LONGEST:
        return None
    if last + 1 < len(items) and items[last + 1].has("unit", "scale", "counted.entity"):
        return None  # "2010-2020 tỷ đồng"
    return first, end, last + 1


def read_span(items: list[Item], place: int) -> tuple[When, int] | None:
    """Several years: giai đoạn 2016-2020. Two years on end are a season, or a year of a school."""
    found = _span_of_years(items, place)
    if found is None:
        return None
    first, last, after = found
    after += after < len(items) and items[after].says("period")
    if last == first + 1:
        return When(refers="date", is_date=True), after
    return When(1, 12, last, first_year=first), after


def last_month_named(items: list[Item], place: int, read: Reads) -> tuple[When, int] | None:
    """ "Last December": the latest before the month that is spoken of."""
    if not items[place].says("last") or place + 1 >= len(items):
        return None
    if "month_name" not in items[place + 1].phrases:
        return None
    found = read(items, place + 1, items[place + 1])
    if found is None or not found[0].is_month or found[0].is_date or found[0].year is not None:
        return None
    return replace(found[0], refers="past_month", shift=-1), found[1]
