"""Times in running text: months, cumulated months, quarters, halves, years, the same period.

A time is read first without its year (``When``), since the year often stands elsewhere;
``resolving.resolve`` completes it from what the text says.
"""

from __future__ import annotations

from dataclasses import replace

from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements._reading.when import When
from hanoi_ct.statements._reading.years import (
    Reads,
    day_before_month,
    last_month_named,
    read_span,
    year_number,
)

__all__ = ["read_time"]

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_HALVES = ("1", "2", "i", "ii")  # of a month, as customs count them
_DASHES = ("-", "\N{EN DASH}", "\N{EM DASH}")
_MONTHS = 12
_TIMES_OF_A_DAY = (
    *("giữa", "nửa đầu", "nửa cuối", "trung", "hạ", "thượng", "tuần"),
    *("trưa", "sáng", "chiều", "tối", "cuối", "đêm", "giờ", "the end of", "noon of"),
)


def read_time(items: list[Item], place: int) -> tuple[When, int] | None:
    """The time that begins at an item, and the place after it; None if there is none."""
    item = items[place]
    if item.has("period.cumulated"):
        after = _skip_words(items, place + 1, ("period.until", "comparison.before_base"))
        inner = _core(items, after)
        if inner and inner[0].refers is None:
            when = inner[0]
            return (_from_january(when) if when.is_month else when), inner[1]
        return When(refers="to_date"), place + 1
    if item.has("period.until"):
        by_day = item.text.casefold().endswith("ngày")
        day = place + 1  # "tới trưa 28/12/2024", "đến cuối ngày 15/7"
        while day < len(items) and day - place < 4 and items[day].says(*_TIMES_OF_A_DAY):
            day += 1
        inner = _day(items, place, item) if by_day else _core(items, day)
        if inner and inner[0].refers is None and inner[0].last is not None:
            return _from_january(inner[0]), inner[1]
        year = year_number(items, day) if item.text.casefold().endswith("end of") else None
        if year is not None:  # "by the end of 2017"
            return When(_MONTHS, _MONTHS, year), day + 1
        if not item.has("period.cumulated") and item.kind != "number":
            return None
    return _core(items, place)


def _from_january(when: When) -> When:
    return replace(when, first=1, is_date=False)


def _skip_words(items: list[Item], place: int, kinds: tuple[str, ...]) -> int:
    while place < len(items) and items[place].has(*kinds):
        place += 1
    return place


def _core(items: list[Item], place: int) -> tuple[When, int] | None:
    if place >= len(items):
        return None
    item = items[place]
    for read in _readers(item):
        found = read(items, place, item)
        if found:
            return found
    return None


def _integer(items: list[Item], place: int, most: int) -> int | None:
    """A whole number up to ``most`` in digits, or a number word."""
    if place >= len(items):
        return None
    item = items[place]
    if item.kind == "number":
        return int(item.text) if item.text.isdigit() and 0 < int(item.text[:9]) <= most else None
    phrase = item.phrases.get("number.number_words") or item.phrases.get("number.ordinal_words")
    return phrase.value if phrase and 0 < phrase.value <= most else None


def _with_year(items: list[Item], place: int, when: When) -> tuple[When, int]:
    """Take the year that follows a time: /2018, năm 2018, of 2018, năm trước."""
    if place < len(items) and items[place].says("period"):
        place += 1  # the four-month period, the January-July period
    if place >= len(items):
        return when, place
    item = items[place]
    if item.text == "(":
        return when, place
    step = place
    while (
        step < len(items)
        and step - place < 3
        and (
            items[step].text in ("/", ",", ".", *_DASHES)
            or items[step].has("period.year", "period.first_of_year")
            or items[step].says("of", "in", "của", "the")
        )
    ):
        step += 1
    year = year_number(items, step)
    separated = any(items[k].text == "," for k in range(place, step))
    if year is not None and not (separated and items[place].kind == "sign" and step - place > 1):
        return replace(when, year=year), step + 1
    if item.has("period.first_of_year"):
        return _with_year(items, place + 1, when) if place + 1 < len(items) else (when, place + 1)
    of = place + 1 if item.says("of", "in", "của", "from") else place
    if of < len(items) and items[of].has("period.last_year"):
        return replace(when, shift=-1), of + 1
    if of < len(items) and items[of].has("period.this_year"):
        return when, of + 1
    return when, place


def _day(items: list[Item], place: int, item: Item) -> tuple[When, int] | None:
    """ngày 20/4/2018, ngày 20.1, ngày 20 tháng 4."""
    if not item.has("period.day") and not (
        item.has("period.until") and item.text.casefold().endswith("ngày")
    ):
        return None
    after = place + 1
    if after >= len(items) or items[after].kind != "number":
        return None
    text = items[after].text
    if "." in text:
        parts = text.split(".")
        if 2 <= len(parts) <= 3 and int(parts[0]) <= 31 and 0 < int(parts[1]) <= _MONTHS:
            year = int(parts[2]) if len(parts) == 3 and len(parts[2]) == 4 else None
            month = int(parts[1])
            found = When(month, month, year, is_date=True)
            return (found, after + 1) if year else _with_year(items, after + 1, found)
        return None
    if after + 1 < len(items) and (
        items[after + 1].text in ("/", *_DASHES) or items[after + 1].has("period.month")
    ):
        month_number = _integer(items, after + 2, _MONTHS)
        if month_number:
            found = When(month_number, month_number, is_date=True)
            return _with_year(items, after + 3, found)
    return When(refers="date", is_date=True), after + 1


def _month(items: list[Item], place: int, item: Item) -> tuple[When, int] | None:
    """tháng 9/2023, tháng 8.2021, tháng 8 năm 2018, tháng Tám; kỳ 1 tháng 7."""
    if item.says("kỳ", "kì") and place + 3 < len(items) and items[place + 1].key in _HALVES:
        place += 2
        item = items[place]
    if not item.has("period.month") or place + 1 >= len(items):
        return None
    if items[place + 1].has("period.past"):
        return When(refers="this_month"), place + 2  # "tháng qua"
    one = _one_month(items, place)
    return _up_to_a_month(items, one) if one is not None else None


def _up_to_a_month(items: list[Item], one: tuple[When, int]) -> tuple[When, int]:
    """ "Tháng 3/2017 đến tháng 5/2017": the months from the first to the last."""
    when, after = one
    if after + 1 >= len(items) or not items[after].says("đến", "tới", "đến hết", *_DASHES):
        return one
    last = _one_month(items, after + 1) if items[after + 1].has("period.month") else None
    if last is None or not when.is_month or not last[0].is_month or last[0].shift:
        return one
    same = when.year in (None, last[0].year) or (last[0].year is None and not when.shift)
    if not same or when.first is None or last[0].last is None or last[0].last <= when.first:
        return one
    return When(when.first, last[0].last, last[0].year or when.year), last[1]


def _one_month(items: list[Item], place: int) -> tuple[When, int] | None:
    number = items[place + 1]
    if number.kind == "number" and "." in number.text:
        month, _, year = number.text.partition(".")
        if len(year) == 4 and year.isdigit() and 0 < int(month) <= _MONTHS:
            return When(int(month), int(month), int(year)), place + 2
        return None
    word = number.phrases.get("month_word")
    found = word.value if word else _integer(items, place + 1, _MONTHS)
    if found is None:
        return None
    if found == 5 and number.has("period.year") and year_number(items, place + 2):
        return None  # "tháng năm 2018" says no month
    after = place + 2
    if after + 1 < len(items) and items[after].text in _DASHES:
        last = _integer(items, after + 1, _MONTHS)
        if last and last > found:
            return _with_year(items, after + 2, When(found, last))
    return _with_year(items, after, When(found, found))


def _months(items: list[Item], place: int, item: Item) -> tuple[When, int] | None:
    """9 tháng, chín tháng đầu năm 2018, 6 tháng cuối năm; the first 9 months of 2018."""
    if item.has("number.ordinal_words") and item.key == "first":
        inner = _months(items, place + 1, items[place + 1]) if place + 1 < len(items) else None
        if inner:
            return inner
    count = _integer(items, place, _MONTHS)
    after = place + 1
    if count is None or after >= len(items):
        return None
    if items[after].has("period.first_of_year") and after + 1 < len(items):
        after += 1
    word = items[after]
    if not word.has("period.month", "period.months"):
        return None
    if count < 2 and word.has("period.month"):
        return None
    after += 1
    if after < len(items) and items[after].has("period.rest_of_year"):
        rest = When(_MONTHS + 1 - count, _MONTHS)
        return _with_year(items, after + 1, rest)
    if after < len(items) and items[after].has("period.past"):
        after += 1
    found = _with_year(items, after, When(1, count))
    dated = found[0].year is not None or found[1] > after  # "of 2018", "of this year"
    if place and items[place - 1].says("last", "final") and dated:
        return replace(found[0], first=_MONTHS + 1 - count, last=_MONTHS), found[1]
    return found


def _short(items: list[Item], place: int, item: Item) -> tuple[When, int] | None:
    """8T/2024, 9T23, 6T đầu năm; 9M2023: a letter that touches the number of months."""
    count, after = _integer(items, place, _MONTHS), place + 2
    letter = items[place + 1].text if place + 1 < len(items) else ""
    if letter not in ("T", "M") or not count or count < 2 or not _touch(items, place):
        return None
    year = items[after].text if _touch(items, place + 1) else ""
    if year.isdigit() and len(year) in (2, 4):
        return When(1, count, int(year) if len(year) == 4 else 2000 + int(year)), after + 1
    if letter == "M" and year != "/":
        return None  # millions
    return _with_year(items, after, When(1, count))


def _touch(items: list[Item], place: int) -> bool:
    return place + 1 < len(items) and items[place].end == items[place + 1].start


def _quarter(items: list[Item], place: int, item: Item) -> tuple[When, int] | None:
    """quý I/2018, quý 3, quý đầu năm; the first quarter, Q1."""
    several = _quarters(items, place, item)
    if several is not None:
        return several
    number = None
    after = place + 2
    named = item.has("period.quarter") or item.says("trong quý")  # "trong quý I"
    if named and place + 1 < len(items):
        following = items[place + 1]
        number = _ROMAN.get(following.key)
        if number is None and following.has("period.first_of_year"):
            number = 1
        if number is None:
            number = _integer(items, place + 1, 4) if following.kind == "word" else None
    elif item.has("number.ordinal_words"):
        dashed = place + 1 < len(items) and items[place + 1].text == "-"  # first-quarter
        after += dashed
        if after <= len(items) and items[after - 1].has("period.quarter"):
            number = _integer(items, place, 4)
    if number is None:
        return None
    return _with_year(items, after, When(3 * number - 2, 3 * number))


def _quarters(items: list[Item], place: int, item: Item) -> tuple[When, int] | None:
    """The first three quarters of 2018, ba quý đầu năm: the months from January on."""
    first = item.key == "first" and item.has("number.ordinal_words")
    step = place + 1 if first else place
    led = first or (place and items[place - 1].says("past", "last", "qua"))
    if step >= len(items):
        return None
    if led and items[step].says("three quarters", "three-quarters"):  # no fraction here
        return _with_year(items, step + 1, When(1, 9))
    count, noun = _integer(items, step, 4), items[step + 1] if step + 1 < len(items) else None
    if noun is None or not count or count < 2:
        return None
    of_the_year = step + 2 < len(items) and items[step + 2].has("period.first_of_year")
    vietnamese = noun.has("period.quarter") and noun.text[0] in "qQ" and of_the_year
    if not vietnamese and not (led and noun.has("period.quarters")):
        return None
    return _with_year(items, step + 2, When(1, 3 * count))


def _half_or_year(items: list[Item], place: int, item: Item) -> tuple[When, int] | None:
    """nửa đầu năm 2018, cả năm, năm 2018, 2016-2020."""
    if item.has("period.first_half"):
        return _with_year(items, place + 1, When(1, 6))
    if item.has("period.rest_of_year", "period.first_of_year") and item.says("cuối năm", "đầu năm"):
        year = year_number(items, place + 1)
        month = 12 if item.says("cuối năm") else 1
        return (When(month, month, year, is_date=True), place + 2) if year is not None else None
    if item.has("period.second_half"):
        return _with_year(items, place + 1, When(7, 12))
    if item.has("period.whole_year"):
        return _with_year(items, place + 1, When(1, 12))
    if item.has("period.year"):
        span = read_span(items, place + 1)
        if span is not None:
            return span
        year = year_number(items, place + 1)
        if year is not None:
            return When(1, 12, year), place + 2
    if item.has("period.first_of_year", "period.rest_of_year"):
        year = year_number(items, place + 1)
        if year is not None:  # "đầu năm 2023", "cuối năm 2022": a point in time
            month = 1 if item.has("period.first_of_year") else _MONTHS
            return When(month, month, year, is_date=True), place + 2
    return None


_REFERENCES = (
    "last_year",
    "this_year",
    "previous_month",
    "previous_quarter",
    "this_month",
    "this_quarter",
    "this_time",
)


def _reference(items: list[Item], place: int, item: Item) -> tuple[When, int] | None:
    """cùng kỳ năm 2017, năm trước, tháng trước, trong tháng."""
    if item.has("period.same", "period.same_point"):
        name = "same" if item.has("period.same") else "same_point"
        step = place + 1
        while (
            step < len(items)
            and step - place < 4
            and (
                items[step].has("period.year")
                or items[step].says("của", "of", "in", "a", "the", "as")
            )
        ):
            step += 1
        year = year_number(items, step)
        if year is not None:
            return When(year=year, refers=name), step + 1
        if step < len(items) and items[step].has("period.last_year"):
            return When(refers=name), step + 1
        if step < len(items) and items[step].has("period.previous_month"):
            return When(refers="previous_month"), step + 1
        # "so với tháng cùng kỳ", "cùng kỳ tháng 8": the months are those of the statement
        return When(refers=name), place + 1
    for name in _REFERENCES:
        if item.has(f"period.{name}"):
            if name == "this_year" and item.says("trong năm"):
                year = year_number(items, place + 1)
                if year is not None:  # "trong năm 2016"
                    return When(1, 12, year), place + 2
            if name == "this_month" and item.says("trong tháng"):
                month = _one_month(items, place) if place + 1 < len(items) else None
                if month is not None:  # "trong tháng 8/2018", "trong tháng Tám"
                    return None if _is_quantity(items, place + 1) else month
            return When(refers=name, shift=-1 if name == "last_year" else 0), place + 1
    return None


def _is_quantity(items: list[Item], place: int) -> bool:
    after = place + 1
    return after < len(items) and items[after].has("scale", "unit", "period.month")


def _english(items: list[Item], place: int, item: Item) -> tuple[When, int] | None:
    """August 2018, January-August, August 20; in 2018."""
    name = item.phrases.get("month_name")
    if name is None:
        return last_month_named(items, place, _english)
    if name.value == 5 and item.text == "may":  # the verb
        return None
    if not item.text[0].isupper():
        return None
    after = place + 1
    if after + 1 < len(items) and (
        items[after].text in _DASHES
        or items[after].says("to", "through")
        or (items[after].says("and") and place and _joins_months(items, place))
    ):
        last = items[after + 1].phrases.get("month_name")
        if last is not None and last.value >= name.value:
            return _with_year(items, after + 2, When(name.value, last.value))
    day = _integer(items, after, 31)
    if day and items[after].kind == "number":
        found = When(name.value, name.value, is_date=True)
        return _with_year(items, after + 1, found)
    return _with_year(items, after, When(name.value, name.value))


def _joins_months(items: list[Item], place: int) -> bool:
    """ "Between January and May", "in January and February": one time, unless each has its own."""
    if items[place - 1].says("between"):
        return True
    first, last = (items[place + step].phrases.get("month_name") for step in (0, 2))
    on_end = first is not None and last is not None and last.value == first.value + 1
    in_turn = any(item.has("verb.corresponding") for item in items[place : place + _SENTENCE])
    return on_end and items[place - 1].says("in", "of", "for", "during") and not in_turn


_SENTENCE = 40  # items among which "respectively" is looked for
_BEFORE_A_YEAR = (
    *("in", "of", "for", "since", "during", "to", "with", "from", "against", "than", "over", "on"),
    *("compared with", "compared to", "by"),
)


def _bare(items: list[Item], place: int, item: Item) -> tuple[When, int] | None:
    """8/2018, 20/8/2018; a year after a word of place (in 2018, of 2018)."""
    if item.kind != "number":
        return None
    span = read_span(items, place)
    if span is not None:
        return span
    if place + 2 < len(items) and items[place + 1].text == "/" and item.text.isdigit():
        year = year_number(items, place + 2)
        month = _integer(items, place, _MONTHS)
        if year and month:
            return When(month, month, year), place + 3
        middle = _integer(items, place + 2, _MONTHS)
        day = _integer(items, place, 31)
        leads = items[place - 1] if place else item
        if _counts(items, place + 3):
            return None  # "có tới 10/11 nhóm hàng"
        if middle and day and (leads.has("period.until") or leads.says("từ", "from")):
            last = place + 3 < len(items) and items[place + 3].text == "/"
            if not last:
                return When(middle, middle, is_date=True), place + 3
        if middle and place + 4 < len(items) and items[place + 3].text == "/":
            year = year_number(items, place + 4)
            if year:
                return When(middle, middle, year, is_date=True), place + 5
    if place and (items[place - 1].says(*_BEFORE_A_YEAR) or _stands_for_a_year(items, place)):
        year = year_number(items, place)
        after = items[place + 1] if place + 1 < len(items) else None
        if year and not (after and after.has("unit", "scale", "counted.entity")):
            return When(1, 12, year), place + 1
    return None


def _counts(items: list[Item], place: int) -> bool:
    """Whether a unit or a counted noun stands at a place: what is before it is no date."""
    return place < len(items) and items[place].has("unit", "scale", "counted.entity")


def _stands_for_a_year(items: list[Item], place: int) -> bool:
    """ "(2019 tăng 23,5%; 2020: 12,6%)", "so với 2019": four digits that lead up to a number."""
    if items[place - 1].has("comparison.versus"):
        return True
    after = items[place + 1] if place + 1 < len(items) else None
    leads = after is not None and (
        after.text == ":" or after.has("verb.rise", "verb.fall", "verb.reach", "verb.share")
    )
    return leads and items[place - 1].text in ("(", ";", ",", "và", "and", ":", "-")


_IN_NUMBERS = (day_before_month, _short, _months, _quarters, _bare)
_IN_WORDS = (_day, _month, _months, _quarter, _half_or_year, _reference, _english)
# What a time in words begins with: a phrase of these lists, or one of these words.
_LISTS = ("period.", "number.", "month_")
_BEGINS = ("kỳ", "kì", "trong quý", "three quarters", "three-quarters", "last")


def _readers(item: Item) -> tuple[Reads, ...]:
    """What may read a time that begins with an item."""
    if item.kind == "number":
        return _IN_NUMBERS
    timely = any(kind.startswith(_LISTS) for kind in item.phrases) or item.says(*_BEGINS)
    return _IN_WORDS if timely else ()
