"""The noun of bare numbers: "64 projects, of which 39 were new", "412,000 guests. Of them, 9,000".

A bare number counts what was counted before it where words open a division ("of which", "trong
đó", a bracket that adds up), point back ("that of imported ones was 106,100") or tell what became
of the things ("39 were").
"""

from __future__ import annotations

import re
from decimal import Decimal

from hanoi_ct.statements._reading.items import Item

__all__ = ["share_nouns"]

_OF_WHICH = (
    *("of which", "of these", "of them", "of those", "in which", "including", "leaving"),
    *("trong đó", "trong đó có", "trong số đó", "trong số này", "gồm", "bao gồm"),
)
_OUT_OF = ("trong số", "trong tổng số", "trong", "of the", "out of", "of")
_BECAME = re.compile(r"[a-z]+ed\Z")
_WERE = ("were", "was", "are", "have", "had", "left", "came", "joined", "closed", "withdrew")
_JOINS = (
    *("và", "and", "có", "also", "leaving", "còn lại", "were", "was", "while", "whereas"),
    *("còn", ",", ";", ":"),
)
_HEDGES = ("hedge.over", "hedge.under", "hedge.about")
_REACHED = ("was", "were", "reached", "stood at", "hit", "totalled", "totaled")
_THAT = ("that", "those")
_NEAR = 8  # words between "that of" and its number
_IN_BRACKETS = 16  # items
_RANKED = 4  # items before a number among which a rank makes it one
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+\Z")


def share_nouns(items: list[Item]) -> None:
    """Give bare numbers that divide what was counted its noun.

    Parameters
    ----------
    items : list of Item
        Of a whole text; quantities among them are changed in place.
    """
    whole: Item | None = None
    opened = False
    depth = 0
    for place, item in enumerate(items):
        if item.kind == "line":
            whole, opened, depth = None, False, 0
        elif item.kind == "sign" and item.text == "(":
            depth += 1
            if whole is not None and items[place - 1] is whole:
                _share_in_bracket(items, place, whole)
        elif item.kind == "sign" and item.text == ")":
            depth = max(0, depth - 1)
        elif depth:
            continue
        elif item.kind == "sign" and item.text == ".":
            opened = whole is not None and place + 1 < len(items) and _opens(items[place + 1])
            whole = whole if opened else None
        elif item.text == ":" and whole is not None:
            opened = True
        elif item.kind == "quantity" and item.value.counted is not None:
            out_of = item.value.counted == "entity" and _is_out_of(items, place)
            whole, opened = (item, out_of) if not opened else (whole, opened)
        elif whole is not None and _opens(item):
            opened = True
        elif whole is not None and item.kind == "quantity" and _is_bare(item, whole):
            behind = items[place + 1] if place + 1 < len(items) else None
            back = _points_back(items, place)
            opened = opened or back or (behind is not None and (_became(behind) or _opens(behind)))
            if opened and (back or _is_told(items, place)):
                _give(item, whole)


def _opens(item: Item) -> bool:
    return item.says(*_OF_WHICH)


def _is_out_of(items: list[Item], place: int) -> bool:
    """ "Trong 64 dự án", "of the 64 projects": a division follows."""
    before = items[place - 1] if place else None
    if before is None:
        return False
    of_the = place > 1 and before.says("the") and items[place - 2].says("of")
    return before.says(*_OUT_OF) or of_the


def _is_bare(item: Item, whole: Item) -> bool:
    """Whether a number has no unit of its own and may be one of what was counted."""
    value = item.value
    if value.unit is not None or value.high or value.of or value.scale != "1":
        return False
    if item.text.isdigit() and len(item.text) < 4:
        return bool(whole.value.counted == "entity")  # also what there is at the end: "leaving 223"
    part = value.value.isdigit() and _amount(item) <= _amount(whole)
    return bool(_GROUPED.match(item.text)) and part


def _amount(item: Item) -> Decimal:
    return Decimal(item.value.value) * Decimal(item.value.scale)


def _became(behind: Item) -> bool:
    """Whether a word says what became of things: were, left, opened."""
    return behind.says(*_WERE) or bool(_BECAME.match(behind.text))


def _is_told(items: list[Item], place: int) -> bool:
    """Whether a bare number is joined to what is divided and tells what became of the things."""
    before = items[place - 1]
    if any(item.has("link.rank") for item in items[max(0, place - _RANKED) : place]):
        return False  # "thứ 3 và 4 lần lượt là Hàn Quốc và Đài Loan"
    if before.has(*_HEDGES) and place > 1:
        before = items[place - 2]
    joined = before.says(*_OF_WHICH, *_JOINS) or before.text in _JOINS
    behind = items[place + 1] if place + 1 < len(items) else None
    told = behind is not None and (behind.kind == "word" or behind.text == ",")
    return joined and (told or before.says("leaving", "còn lại"))


def _points_back(items: list[Item], place: int) -> bool:
    """ "While that of imported ones was 106,100": what was counted before, of others."""
    if place < 2 or not items[place - 1].says(*_REACHED):
        return False
    return any(
        i.text.casefold().split(" ", 1)[0] in _THAT for i in items[max(0, place - _NEAR) : place]
    )


def _share_in_bracket(items: list[Item], place: int, whole: Item) -> None:
    """ "39 dự án (26 FDI và 13 DDI)": numbers of a bracket that add up to what was counted."""
    row: list[Item] = []
    for item in items[place + 1 : place + _IN_BRACKETS]:
        if item.text == ")":
            break
        if item.kind == "quantity":
            if not _is_bare(item, whole):
                return
            row.append(item)
    if len(row) > 1 and sum(map(_amount, row)) == _amount(whole):
        for item in row:
            _give(item, whole)


def _give(item: Item, whole: Item) -> None:
    number = item.value
    item.value = whole.value._replace(
        value=number.value,
        printed=number.printed,
        scale="1",
        alternatives=(),
        high=None,
        of=None,
        note=None,
        in_words=False,
    )
