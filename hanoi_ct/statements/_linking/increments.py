"""A level with its change as an amount and as a rate: "360 tỷ đồng, tăng 208 tỷ đồng (+136%)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from hanoi_ct.quantities.interval import Interval
from hanoi_ct.quantities.sides import increment_of
from hanoi_ct.statements._linking.cells import ON_YEAR, claim_of
from hanoi_ct.statements._linking.near import RATES, same_noun
from hanoi_ct.statements.figures_read import interval_of
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["gives_increase", "of_increments"]

_TIED = re.compile(r"\b(?:tương ứng|tương đương|tức|hay|equivalent to|or)\b|\(", re.IGNORECASE)
_AMOUNTS_TO = re.compile(r"\b(?:tương ứng|tương đương|tức|đóng góp|equivalent to)\b", re.IGNORECASE)
_FAR = 12  # statements before a change in which the level of the sentence before is looked for
_BACK, _AHEAD = 5, 3  # statements around a change in which its rate and its level are looked for
_BESIDE = 2  # statements between a change and its rate
_NARROW = Fraction(1, 5)  # width of an increase, of its size, that agrees with few by chance


def of_increments(reading: Reading) -> Iterator[Claim]:
    """Level, rate and increase of one thing: tied by the words between them, or by their numbers.

    Where the words do not tie them, the nearest level that the rate turns into the increase is
    taken, whatever subject and time were read: "250 doanh nghiệp, giảm 39,17% so với cùng kỳ
    (tương ứng giảm 161 doanh nghiệp)".
    """
    found = reading.statements
    for place, change in enumerate(found):
        if change.unit in RATES or not _is_a_change(reading, place):
            continue
        around = range(max(0, place - _BACK), min(len(found), place + _AHEAD))
        beside = [k for k in around if found[k].sentence == change.sentence]
        for k in sorted((k for k in beside if _is_rate(found[k])), key=lambda k: abs(k - place)):
            level = _level(reading, place, k, beside)
            if level is not None and abs(k - place) <= _BESIDE:
                yield claim_of("increment", level=level, growth=found[k], increment=change)
                break


def _level(reading: Reading, place: int, rate: int, beside: Sequence[int]) -> Statement | None:
    """The level of a change and its rate: the third of a row, or the nearest that fits."""
    found = reading.statements
    change, growth = found[place], found[rate]
    levels = [k for k in beside if _is_of(found[k], change)]
    for k in sorted(levels, key=lambda k: abs(k - place)):
        row = sorted((k, place, rate))
        subjects = {found[i].subject for i in row}
        if row[2] - row[0] == 2 and len(subjects) == 1 and _are_tied(reading, change, growth):
            return found[k]
    only = found[levels[0]] if len(levels) == 1 and levels[0] < min(place, rate) else None
    if only is not None and abs(place - rate) == 1 and _are_of_one(only, growth, change):
        return only
    before = range(max(0, place - _FAR), place)
    levels += [k for k in before if _is_just_before(found[k], change)]
    fitting = [k for k in levels if gives_increase(found[k], growth, change)]
    return found[min(fitting, key=lambda k: abs(k - place))] if fitting else None


def _is_a_change(reading: Reading, place: int) -> bool:
    """Whether a number is a change, or the amount that the rate right before it amounts to."""
    change = reading.statements[place]
    if change.type != "level" or not place:
        return change.type == "difference"
    before = reading.statements[place - 1]
    if before.sentence != change.sentence or not _is_rate(before):
        return False
    return bool(_AMOUNTS_TO.search(reading.text, before.end, change.end))


def _is_just_before(level: Statement, change: Statement) -> bool:
    """Whether a number of the sentence before may be what a change led to."""
    return level.sentence == change.sentence - 1 and _is_of(level, change)


def _are_of_one(level: Statement, growth: Statement, change: Statement) -> bool:
    """Whether a rate and a change, on one time, are told of one level."""
    places = {(s.subject, s.depth) for s in (level, growth, change)}
    on_year = change.comparison == growth.comparison and change.comparison in ON_YEAR
    return len(places) == 1 and on_year and level.subject is not None


def _are_tied(reading: Reading, change: Statement, growth: Statement) -> bool:
    first, second = sorted((change, growth), key=lambda s: s.start)
    return bool(_TIED.search(reading.text[first.end : second.start + 1]))


def _is_of(level: Statement, change: Statement) -> bool:
    """Whether a number may be what a change led to: of its unit, or a price of its currency."""
    unit = level.unit == change.unit or str(level.unit).startswith(f"{change.unit}_per_")
    counted = change.unit == "count" and not same_noun(_noun(level), _noun(change))
    return level.type in ("level", "count") and unit and level.status != "target" and not counted


def _noun(s: Statement) -> str:
    """The first word behind the number of a count."""
    behind = s.text.casefold().rpartition(s.printed or "\0")[2].split()
    return behind[0] if behind else ""


def gives_increase(level: Statement, growth: Statement, change: Statement) -> bool:
    """Whether an increase is what a rate makes of a level, and few other numbers would be."""
    rate = _rate(growth)
    if not rate.low > -1 or rate.low <= 0 <= rate.high:
        return False
    given = increment_of(interval_of(level), rate)
    narrow = given.bounded and given.width <= _NARROW * abs(given.middle)
    return narrow and given.meets(interval_of(change))


def _rate(s: Statement) -> Interval:
    """A rate as a fraction; an index tells one, too."""
    fraction = interval_of(s).scaled(Fraction(1, 100))
    return fraction.shifted(-1) if s.type == "ratio" else fraction


def _is_rate(s: Statement) -> bool:
    """ "Bằng 114% so với cùng kỳ, tương ứng tăng 3,6 triệu tấn": an index tells a rate."""
    index = s.type == "ratio" and s.comparison in ON_YEAR
    return s.unit == "percent" and (s.type == "growth" or index)
