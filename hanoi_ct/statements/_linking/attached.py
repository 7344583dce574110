"""The rates that are told of each level, by the order of the words: "9,2 tỷ USD, tăng 19%"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hanoi_ct.statements._linking.cells import ON_YEAR
from hanoi_ct.statements._linking.near import Placed
from hanoi_ct.statements.statement import Statement

__all__ = ["Attached", "attached", "compared_alike"]

_ONTO = re.compile(
    r"\s*,?\s*(?:to|to reach|reaching|lên|xuống|xuống còn|lên mức|còn)\s*(?:us\$|\$)?\s*"
)
_REACHES = re.compile(r"\s*,?\s*(?:ước )?đạt\s*")  # where no level stands before
# "giảm 1,6% về lượng": a rate of another side of the thing than its level is of
_VOLUME = re.compile(r"\s*(?:về |in )?(?:số |khối |sản )?(?:lượng|volume|quantity)\b")
_VALUE = re.compile(r"\s*(?:về |in )?(?:trị giá|giá trị|kim ngạch|value)\b")
_BACK = 8  # statements before a rate in which its level is looked for
_MONEY = ("USD", "VND", "EUR", "JPY", "CNY")


@dataclass(slots=True)
class Attached:
    """A level with its rates by what they compare with, its plans attained and its shares."""

    level: Statement
    growths: dict[str, Statement] = field(default_factory=dict)
    attainments: list[Statement] = field(default_factory=list)
    shares: list[Statement] = field(default_factory=list)


def attached(found: Sequence[Placed]) -> dict[str, Attached]:
    """The rates of each level or count, by the id of the level."""
    of = {each.s.id: Attached(each.s) for each in found if each.s.type in ("level", "count")}
    for place, each in enumerate(found):
        level = _level_of(found, place)
        if level is None:
            continue
        held, s = of[level.id], each.s
        if s.type == "attainment" and s.unit == "percent":
            held.attainments.append(s)
        elif s.type == "share":
            held.shares.append(s)
        elif _is_growth(s) and not _of_another_side(each, level):
            held.growths.setdefault(_compared(s), s)
    return of


def _is_growth(s: Statement) -> bool:
    index = s.type == "ratio" and s.unit == "percent" and s.comparison in ON_YEAR
    return (s.type == "growth" and s.unit == "percent") or index


def _compared(s: Statement) -> str:
    return "year" if s.comparison in ON_YEAR else str(s.comparison)


def _level_of(found: Sequence[Placed], place: int) -> Statement | None:
    """The level that a rate is told of: the last before it, or the one that it led to."""
    each = found[place]
    if each.s.type not in ("growth", "ratio", "attainment", "share"):
        return None
    after = found[place + 1] if place + 1 < len(found) else None
    if after is not None and (after.s.sentence != each.s.sentence or not _is_level(after.s)):
        after = None
    if after is not None and each.s.type == "growth" and _ONTO.fullmatch(after.lead):
        return after.s
    before = [
        b.s
        for b in reversed(found[max(0, place - _BACK) : place])
        if b.s.sentence == each.s.sentence and _is_level(b.s) and b.s.depth <= each.s.depth
    ]
    if before:  # in the row of a table the columns of one time belong together
        return next((s for s in before if s.period == each.s.period), before[0])
    return after.s if after is not None and _REACHES.fullmatch(after.lead) else None


def _is_level(s: Statement) -> bool:
    return s.type in ("level", "count") and s.unit not in ("percent", "times", None)


def _of_another_side(rate: Placed, level: Statement) -> bool:
    money = level.unit in _MONEY
    return bool((_VOLUME if money else _VALUE).match(rate.tail))


def compared_alike(each: Iterable[Attached], comparison: str) -> list[Statement] | None:
    """The rates of several levels on one time; None where one has none."""
    rates = [held.growths.get(comparison) for held in each]
    known = [s for s in rates if s is not None]
    return known if len(known) == len(rates) else None
