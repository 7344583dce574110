"""The rates that are told of each level, by the order of the words: "9,2 tỷ USD, tăng 19%"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hanoi_ct.statements._linking.cells import ON_YEAR
from hanoi_ct.statements._linking.changes_told_first import says_times
from hanoi_ct.statements._linking.near import Placed
from hanoi_ct.statements._reading.units import MONEY
from hanoi_ct.statements.statement import Statement

__all__ = ["Attached", "attached", "compared", "compared_alike", "is_growth"]

_HEDGE = (
    r"(?:hơn|gần|khoảng|trên|ước|chỉ|about|nearly|over|around|more than|almost|just|an estimated)"
)
_ON_THE_YEAR = (
    r"(?:,?\s*(?:year[- ]on[- ]year|on[- ]year|from (?:a|the) year (?:earlier|before)|"
    r"from the same period(?: last year)?|so với (?:cùng kỳ|tháng trước|năm trước)(?: năm \w+)?))?"
)
_ONTO = re.compile(
    rf"{_ON_THE_YEAR}\s*,?\s*(?:to|to reach|to hit|reaching|hitting|lên|lên tới|xuống|xuống còn|"
    rf"lên mức|còn)\s+(?:(?:{_HEDGE}|us\$|\$)\s*){{0,2}}"
)
_REACHES = re.compile(r"\s*,?\s*(?:ước )?đạt\s*")  # where no level stands before
# "giảm 1,6% về lượng": a rate of another side of the thing than its level is of
_VOLUME = re.compile(r"\s*(?:về |in )?(?:số |khối |sản )?(?:lượng|volume|quantity)\b")
_VALUE = re.compile(r"\s*(?:về |in )?(?:trị giá|giá trị|kim ngạch|value)\b")
_BACK = 8  # statements before a rate in which its level is looked for
_ABOUT = re.compile(r"\s*về (?:số |mức |tổng )?(?:số )?(doanh nghiệp|dự án|vốn|lao động|lượt)\b")
# "up 18% in project number and 0.2% in registered capital": of the count or of the money
_ABOUT_EN = re.compile(
    r"\s*in (?:the |terms of )?(?:number of |registered |total )*"
    r"(projects?|enterprises?|capital|value)\b"
)


@dataclass(slots=True)
class Attached:
    """A level with its rates by what they compare with, its plans attained and its shares."""

    level: Statement
    growths: dict[str, Statement] = field(default_factory=dict)
    multiples: dict[str, Statement] = field(default_factory=dict)  # "tăng 2,1 lần": of two readings
    rates: list[Statement] = field(default_factory=list)  # all growth, in the order of the text
    attainments: list[Statement] = field(default_factory=list)
    shares: list[Statement] = field(default_factory=list)
    differences: list[Statement] = field(default_factory=list)


def attached(found: Sequence[Placed]) -> dict[str, Attached]:
    """The rates of each level or count, by the id of the level."""
    of = {each.s.id: Attached(each.s) for each in found if each.s.type in ("level", "count")}
    turns = _in_turn(found)
    for place, each in enumerate(found):
        level = turns.get(each.s.id) or _level_of(found, place)
        if level is None:
            continue
        for held in (of[level.id], *(of[i] for i in _told_again(found, level, place))):
            _attach(held, each)
    return of


def _in_turn(found: Sequence[Placed]) -> dict[str, Statement]:
    """The levels of rates that follow as many levels: "A 7 tỷ, B 2 tỷ, lần lượt tăng 12% và 4%"."""
    turns: dict[str, Statement] = {}
    levels: list[Statement] = []
    rates: list[Statement] = []

    def close() -> None:
        if len(rates) == len(levels) > 1 and len({s.comparison for s in rates}) == 1:
            turns.update((rate.id, level) for rate, level in zip(rates, levels, strict=True))
        levels.clear()
        rates.clear()

    for each in found:
        s = each.s
        goes_on = bool(levels) and s.sentence == levels[0].sentence
        if goes_on and s.type == "growth" and s.unit == "percent":
            rates.append(s)
            continue
        if not goes_on or rates or s.unit != levels[0].unit:
            close()
        if _is_level(s):
            levels.append(s)
        else:
            close()
    close()
    return turns


def _attach(held: Attached, each: Placed) -> None:
    s = each.s
    if s.type == "attainment" and s.unit == "percent":
        held.attainments.append(s)
    elif s.type == "share":
        held.shares.append(s)
    elif s.type == "difference":
        if s.unit == held.level.unit:
            held.differences.append(s)
    elif is_growth(each):
        held.rates.append(s)
        told = held.growths.setdefault(compared(s), s)
        if told.type == "ratio" and s.type == "growth":
            held.growths[compared(s)] = s  # "bằng 6,2% và tăng 9,1%": the first is of a plan
    elif s.type == "ratio" and s.unit == "times":
        held.multiples.setdefault(compared(s), s)


def _told_again(found: Sequence[Placed], level: Statement, place: int) -> list[str]:
    """The same amount in another currency, in the bracket behind it: "8,9 nghìn tỷ (385 triệu)"."""
    between = [each.s for each in found[max(0, place - _BACK) : place] if each.s.start > level.end]
    after = between[0] if between else None
    if after is None or level.unit not in MONEY or after.unit not in MONEY:
        return []
    again = after.type == "level" and after.unit != level.unit and after.depth > level.depth
    return [after.id] if again and after.sentence == level.sentence else []


def is_growth(each: Placed) -> bool:
    """Whether a number tells by how much something grew, as a rate or as an index."""
    s = each.s
    rate = s.type == "growth" and s.unit == "percent"
    index = s.type == "ratio" and s.comparison in (*ON_YEAR, "previous_month")
    return rate or (index and (s.unit == "percent" or says_times(each)))


def compared(s: Statement) -> str:
    """What a rate compares with, the year before and its months by one name."""
    return "year" if s.comparison in ON_YEAR else str(s.comparison)


def _level_of(found: Sequence[Placed], place: int) -> Statement | None:
    """The level that a rate is told of: the last before it, or the one that it led to."""
    each = found[place]
    if each.s.type not in ("growth", "ratio", "attainment", "share", "difference"):
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
    side = _side(each)
    if side:  # "4,7 triệu tấn, tương đương 3,1 tỷ USD, tăng 9% về lượng"
        return next((s for s in before if (s.unit in MONEY) == (side == "value")), None)
    about = _ABOUT.match(each.tail) if each.s.type in ("growth", "ratio") else None
    if about is not None:  # "giảm 20% về số doanh nghiệp, tăng 16% về vốn"
        named = [s for s in before if _is_called(s, about[1])]
        if named:
            return named[0]
    sort = _ABOUT_EN.match(each.tail) if each.s.type in ("growth", "ratio") else None
    if sort is not None:
        money = sort[1] in ("capital", "value")
        fit = [s for s in before if (s.unit in MONEY) == money]
        return fit[0] if fit else None
    if before:  # in the row of a table the columns of one time belong together
        return next((s for s in before if s.period == each.s.period), before[0])
    return after.s if after is not None and _REACHES.fullmatch(after.lead) else None


def _is_level(s: Statement) -> bool:
    return s.type in ("level", "count") and s.unit not in ("percent", "times", None)


def _is_called(s: Statement, noun: str) -> bool:
    """Whether a noun is what a level counts, or the head of its name."""
    if noun == "vốn":
        return s.unit in MONEY
    head = (s.subject or "").casefold().removeprefix("tổng ").removeprefix("số ")
    return noun in s.text.casefold() or head.startswith(noun)


def _side(rate: Placed) -> str:
    """The side of a thing that the words behind a rate name: volume or value."""
    if rate.s.type not in ("growth", "ratio"):
        return ""
    return "volume" if _VOLUME.match(rate.tail) else "value" if _VALUE.match(rate.tail) else ""


def compared_alike(
    each: Iterable[Attached], comparison: str, multiples: bool = False
) -> list[Statement] | None:
    """The rates of several levels on one time, multiples too if asked; None where one has none."""
    rates = [
        held.growths.get(comparison) or (held.multiples.get(comparison) if multiples else None)
        for held in each
    ]
    known = [s for s in rates if s is not None]
    return known if len(known) == len(rates) else None
