"""What was told before, and is meant again: the whole of a list, both of two, its capital."""

from __future__ import annotations

from dataclasses import replace

from hanoi_ct.statements._reading import carriage
from hanoi_ct.statements._reading.clause_words import is_open_time
from hanoi_ct.statements._reading.context import SentenceState, Told
from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements._reading.lexicon import table
from hanoi_ct.statements._reading.names import CAPITAL
from hanoi_ct.statements._reading.subjects import Subject, capital_name
from hanoi_ct.statements.statement import Statement

__all__ = [
    "as_headed",
    "back_to_the_whole",
    "both",
    "names_its_total",
    "of_its_kind",
    "only_one_spoken_of",
    "spoken_of",
]

_WORTH = ("vốn", "giá trị", "trị giá", "value", "capital")
_MONEY = ("USD", "VND", "EUR")
_NUMBERS = ("số", "dự án", "doanh nghiệp", "number", "projects", "enterprises")


def only_one_spoken_of(told: Told) -> bool:
    """Whether all numbers of an indicator were of the one part of it that is spoken of."""
    current, head = told.context.current, told.context.head
    if not current.group or current.indicator is None or current.indicator != head.indicator:
        return False
    of_it = {s.group for s in told.found[-12:] if s.indicator == current.indicator}
    return of_it == {current.group} and head.text != current.text


def back_to_the_whole(told: Told, left: list[Item], state: SentenceState) -> bool:
    """ "Tháng 8 đạt ...; trong đó địa phương ...; 8 tháng đạt": again of what came first."""
    timed = any(is_open_time(item) for item in left)
    head, current = told.context.head.text, told.context.current
    if not timed or current.head is None or current.head != head:
        return False
    return any(s.sentence == state.number and s.subject == head for s in told.found[-12:])


def names_its_total(told: Told, left: list[Item]) -> bool:
    """ "Accounting for 73.8% of the country's total of $282.5 billion": what it is a share of."""
    last = told.found[-1] if told.found else None
    words = [item.text.casefold() for item in left]
    total = any(word == "total" or word.endswith(" total") for word in words)
    return total and last is not None and last.type == "share" and words[-1:] == ["of"]


def of_its_kind(told: Told, found: Subject, name: list[Item]) -> Subject:
    """ "Bán lẻ ...; lưu trú 362 tỷ, trong đó Bình Dương tăng 20%": of lodging, in the province."""
    current = told.context.current
    kind = table("indicators").get(current.indicator or "", {}).get("part_of")
    of_part = kind is not None and kind == found.indicator != current.indicator
    if not of_part or len(name) != 1 or not name[0].has("place.province"):
        return found
    whole = current.head if current.kind == "province" else current.text
    link = "in" if told.language == "en" else "của"
    text = f"{whole} {link} {name[0].text}"
    return Subject(text, current.indicator, found.group, head=whole, kind="province")


def both(told: Told, unit: str | None, state: SentenceState) -> Subject | None:
    """ "Cả hai là 1,42 tỷ": the two levels named last, added up."""
    last: list[Statement] = []
    for s in reversed(told.found[-12:]):
        if s.sentence < state.number - 2:
            break
        same = any(s.subject == other.subject for other in last)
        if s.type == "level" and s.unit == unit and not same:
            last.insert(0, s)
        if len(last) == 2:
            break
    if len(last) < 2 or None in (last[0].subject, last[1].subject):
        return None
    link = "and" if told.language == "en" else "và"
    entry = table("indicators").get(last[0].indicator or "", {})
    whole = entry.get("part_of", last[0].indicator)
    names = [
        capital_name(s.indicator, told.language) if s.indicator in CAPITAL else s.subject
        for s in last
    ]
    return Subject(f" {link} ".join(filter(None, names)), whole)


def spoken_of(told: Told, name: list[Item], state: SentenceState) -> Subject | None:
    """ "về số dự án", "về vốn": the subject of the number or of the money just named."""
    amount = carriage.of_the_unit(name, told.found[-12:], state.number)
    if amount is not None:
        return Subject(amount.subject, amount.indicator, amount.group)
    first = name[0].text.casefold()
    money = any(item.has("link.capital") for item in name) or first.startswith(_WORTH)
    counts = not money and first.startswith(_NUMBERS)
    if not counts and not money:
        return None
    near = [s for s in reversed(told.found[-12:]) if s.sentence >= state.number - 1]
    words = " ".join(item.text for item in name).casefold()
    noun = words.removeprefix("số ").removeprefix("number of ")
    named = [s for s in near if counts and noun != words and noun in (s.subject or "").casefold()]
    for statement in (*named, *near):
        paid = statement.unit in _MONEY or not money
        told_so = statement.type == ("count" if counts else "level") or statement in named
        if told_so and paid:
            return Subject(statement.subject, statement.indicator, statement.group, counts=counts)
    return None


def as_headed(told: Told, found: Subject, head: Subject) -> Subject:
    """ "Chi ngân sách nhà nước: tổng chi 8 tỷ": the total of what the heading names in full."""
    short = (found.text or "").casefold().removeprefix("tổng ")
    longer = (head.text or "").casefold()
    same = found.indicator is not None and found.indicator == head.indicator
    if same and head.indicator == "revenue" and (found.text or "")[:1].isupper():
        return _of_a_firm(told, found)
    same = same and not found.group
    if not same or short == (found.text or "").casefold() or not longer.startswith(f"{short} "):
        return found
    return replace(found, text=f"tổng {longer}")


def _of_a_firm(told: Told, found: Subject) -> Subject:
    """ "Doanh thu phí gốc 40 tỷ đồng. Dẫn đầu là PVI 6 tỷ đồng": the same of a firm."""
    named = (s.subject or "" for s in reversed(told.found) if s.indicator == "revenue")
    words = ((w, w.removeprefix("tổng ")) for w in named if w.startswith(("doanh", "tổng doanh")))
    whole = next((short for long, short in words if long == long.casefold()), "")
    return replace(found, text=f"{whole} {found.text}") if whole else found
