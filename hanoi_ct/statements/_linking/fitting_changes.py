"""Changes with what they were from and came to, where their numbers tell what belongs together.

Words change from text to text; what a number is held against is told by the arithmetic where it
holds closely. "Sản lượng 9,262 triệu tấn .... So với vụ trước tăng gần 600 nghìn tấn (vụ trước là
8,664 triệu tấn)": of the levels around a change those are taken that give it, the nearest first,
where so few were tried that hardly any would give it by chance.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from typing import NamedTuple

from hanoi_ct.statements._linking.averages import is_base
from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.changes_told_first import says_times
from hanoi_ct.statements._linking.goods import are_of_other_goods
from hanoi_ct.statements._linking.near import RATES, Placed, noun_of, same_noun
from hanoi_ct.statements.figures_read import ends_of
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_fitting_changes"]

_Ends = tuple[float, float]

_BACK, _AHEAD = 24, 6  # statements around a change that are looked at
_BESIDE = 3  # statements between a change in an amount and its rate
_SPREAD = 3.0  # natural logarithm of how far amounts of one text lie apart
# How often what is tried may fit by chance: in the sentence of a change, with one number in it, in
# its paragraph, in those around it; less where no word of the names is shared.
_CHANCES = ((0.35, 0.1), (0.2, 0.05), (0.05, 0.01), (0.01, 0.002))
_NEAR_BASES = 1  # a rate has its base beside it, or none is told
_PARAGRAPHS = 2
_SENTENCES = 2
_LEVELS = ("level", "count")
_TIED = re.compile(
    r"\b(?:tương đương|tương ứng|tức|hay|vượt|tuyệt đối|or|equal|equivalent|additional)\b"
)
_OF_RATES = re.compile(r"\b(?:tốc độ|mức|đà|nhịp|rate|growth|pace|speed)\b")


class _Try(NamedTuple):
    """Numbers that may belong together: their claim, and what is printed and what they give."""

    kind: str
    roles: dict[str, Statement | tuple[Statement, ...]]
    printed: _Ends
    given: _Ends


_Search = Callable[[Sequence[Placed], int, Sequence[Placed]], Iterable[_Try]]


def of_fitting_changes(found: Sequence[Placed], held: Set[str] = frozenset()) -> Iterator[Claim]:
    """The level and the rate, or the two numbers, that each change fits.

    Parameters
    ----------
    found : sequence of Placed
    held : set of str
        Ids of the changes that other claims explain.
    """
    for place, each in enumerate(found):
        if each.s.id in held:
            continue
        for search in _searches(each):
            fit = _nearest_fit(found, place, search)
            if fit is not None:
                yield claim_of(fit.kind, True, **fit.roles)


def _searches(change: Placed) -> tuple[_Search, ...]:
    s = change.s
    if s.unit == "times" and s.type == "ratio":
        return (_multiples,) if says_times(change) or "times" in s.text else ()
    if s.unit == "percentage_points":
        return (_points,) if s.type in ("difference", "attainment") else ()
    if s.unit == "percent":
        return (_bases,) if _is_rate(s) else ()
    if s.type == "difference":
        return (_increases, _differences)
    if s.type in _LEVELS and s.unit is not None and s.printed is not None:
        return (_increases_right_beside,) if _TIED.search(change.lead[-40:]) else ()
    return ()


def _nearest_fit(found: Sequence[Placed], place: int, search: _Search) -> _Try | None:
    """What gives a change in the nearest surroundings where anything does."""
    change = found[place].s
    around = found[max(0, place - _BACK) : place + 1 + _AHEAD]
    behind = found[place + 1].s if place + 1 < len(found) else None
    aside = behind if behind is not None and behind.depth > change.depth else None
    known = 0
    for ring, (alike, other) in enumerate(_CHANCES):
        near = [e for e in around if e.s is not change and _is_within(e.s, change, ring)]
        if len(near) == known or (ring > _NEAR_BASES and search is _bases):
            continue
        known = known if ring == 1 else len(near)  # of those, not all pairs are tried
        tries = list(search(found, place, near))
        if ring == 1:
            tries = [
                t for t in tries if any(s.sentence == change.sentence for s in _numbers(t, change))
            ]
        fits = []
        for each in tries:
            if not _meet(each.printed, each.given):
                continue
            chance = len(tries) * (_width(each.printed) + _width(each.given)) / _SPREAD
            if any(s is aside for s in _numbers(each, change)):
                chance /= len(tries) * len(tries)  # the bracket behind a change tells what it is of
            if chance <= (alike if _share_a_name(each, change) else other):
                fits.append(each)
        if fits:
            return min(fits, key=lambda each: _distance(each, change))
    return None


def _is_within(s: Statement, change: Statement, ring: int) -> bool:
    if ring == 0:
        return s.sentence == change.sentence
    if ring == 2:
        near = abs(s.sentence - change.sentence) <= _SENTENCES
        return near and s.paragraph == change.paragraph
    return abs(s.paragraph - change.paragraph) <= _PARAGRAPHS


def _meet(one: _Ends, other: _Ends) -> bool:
    return one[0] <= other[1] + abs(other[1]) * 1e-9 and other[0] <= one[1] + abs(one[1]) * 1e-9


def _width(ends: _Ends) -> float:
    """The width of what a number can stand for, of its size."""
    size = abs(ends[0] + ends[1]) / 2
    return (ends[1] - ends[0]) / size if size else float("inf")


def _numbers(fit: _Try, change: Statement) -> list[Statement]:
    """What is held against a change, without the rate of its own that stands beside it."""
    held = [s for role, s in fit.roles.items() if role != "growth" or s is change]
    return [s for h in held for s in (h if isinstance(h, tuple) else (h,)) if s is not change]


def _share_a_name(fit: _Try, change: Statement) -> bool:
    return not any(are_of_other_goods(s, change) for s in _numbers(fit, change))


def _distance(fit: _Try, change: Statement) -> tuple[bool, int]:
    apart = sum(abs(s.start - change.start) for s in _numbers(fit, change))
    return not _share_a_name(fit, change), apart


# The searches: what may belong to a change among the numbers near it.


def _increases(found: Sequence[Placed], place: int, near: Sequence[Placed]) -> Iterator[_Try]:
    """A level with the rate beside its change: level x rate / (1 + rate)."""
    change = found[place].s
    for each in found[max(0, place - _BESIDE) : place + 1 + _BESIDE]:
        rate = each.s
        if not _is_rate(rate) or not 0 <= change.sentence - rate.sentence <= 1:
            continue
        low, high = _fraction(rate)
        if low <= -1 or low <= 0 <= high:
            continue
        for level in (e.s for e in near if _is_level_of(e.s, change)):
            if level.sentence > rate.sentence and level.start > change.start:
                continue  # the next sentence tells of something else
            given = _corners(ends_of(level), (low / (1 + low), high / (1 + high)))
            roles: dict[str, Statement | tuple[Statement, ...]] = {
                "level": level,
                "growth": rate,
                "increment": change,
            }
            yield _Try("increment", roles, ends_of(change), given)


def _increases_right_beside(
    found: Sequence[Placed], place: int, near: Sequence[Placed]
) -> Iterator[_Try]:
    """An amount without a verb of change, tied to the rate right before or behind it."""
    beside = [e.s for e in (*found[max(0, place - 1) : place], *found[place + 1 : place + 2])]
    for each in _increases(found, place, near):
        if any(each.roles["growth"] is s for s in beside):
            yield each


def _differences(found: Sequence[Placed], place: int, near: Sequence[Placed]) -> Iterator[_Try]:
    """Two levels that differ by a change in an amount."""
    change = found[place].s
    levels = [e for e in near if e.s.unit == change.unit and _is_level_of(e.s, change, True)]
    for current, base in _pairs(levels):
        if current.s.status == "target":
            continue
        if (current.s.amount > base.s.amount) != (change.amount > 0):
            continue
        yield _apart(current.s, base.s, change)


def _points(found: Sequence[Placed], place: int, near: Sequence[Placed]) -> Iterator[_Try]:
    """Two rates or shares of one kind that differ by so many points."""
    change = found[place].s
    rates = [e for e in near if e.s.unit == "percent" and e.s.type != "difference"]
    for current, base in _pairs(rates):
        if (current.s.amount > base.s.amount) == (change.amount > 0):
            yield _apart(current.s, base.s, change)


def _apart(current: Statement, base: Statement, change: Statement) -> _Try:
    (low, high), (least, most) = ends_of(current), ends_of(base)
    roles: dict[str, Statement | tuple[Statement, ...]] = {
        "current": current,
        "base": base,
        "difference": change,
    }
    return _Try("difference", roles, ends_of(change), (low - most, high - least))


def _bases(found: Sequence[Placed], place: int, near: Sequence[Placed]) -> Iterator[_Try]:
    """A level and an earlier one that a rate leads from one to the other."""
    change = found[place].s
    low, high = _fraction(change)
    levels = [e for e in near if e.s.type in _LEVELS and e.s.unit not in RATES]
    if not any(e.s.period != change.period or is_base(e) for e in levels):
        return
    spans = [ends_of(e.s) for e in levels]
    if not any(
        less <= most * (1 + high) and least * (1 + low) <= more
        for (less, more), (least, most) in itertools.permutations(spans, 2)
    ):
        return  # the cheap question first
    for current, base in _pairs(levels):
        (less, more), (least, most) = ends_of(current.s), ends_of(base.s)
        if least <= 0 or not _is_earlier(base, current):
            continue
        if current.s.sentence > change.sentence or current.s.status == "target":
            continue
        kind = "base" if change.type == "growth" else "ratio"
        names = ("level", "base", "growth") if kind == "base" else _QUOTIENT
        roles = dict(zip(names, (current.s, base.s, change), strict=True))
        yield _Try(kind, dict(roles), (1 + low, 1 + high), (less / most, more / least))


_QUOTIENT = ("numerator", "denominator", "ratio")


def _multiples(found: Sequence[Placed], place: int, near: Sequence[Placed]) -> Iterator[_Try]:
    """Two amounts, or two rates, of which one is so many times the other."""
    change = found[place]
    of_rates = bool(_OF_RATES.search(change.tail[:60]))
    alike = [e for e in near if e.s.status != "target" and _may_be_multiplied(e.s, of_rates)]
    for one, other in _pairs(alike):
        (less, more), (least, most) = ends_of(one.s), ends_of(other.s)
        if least <= 0 or less <= 0:
            continue
        roles: dict[str, Statement | tuple[Statement, ...]]
        if of_rates:
            kind, roles = "rate_ratio", {"rates": (one.s, other.s), "ratio": change.s}
        else:
            kind, roles = "ratio", dict(zip(_QUOTIENT, (one.s, other.s, change.s), strict=True))
        yield _Try(kind, roles, ends_of(change.s), (less / most, more / least))


def _may_be_multiplied(s: Statement, as_rate: bool) -> bool:
    if as_rate:
        return s.type == "growth" and s.unit == "percent"
    return s.type in _LEVELS and s.unit not in RATES


def _pairs(near: Sequence[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """Two numbers of one kind and unit, in either order."""
    for one in near:
        for other in near:
            if one is other or (one.s.type, one.s.unit) != (other.s.type, other.s.unit):
                continue
            counted = one.s.unit == "count" and not same_noun(noun_of(one.s), noun_of(other.s))
            if not counted and one.s.amount != other.s.amount:
                yield one, other


def _is_rate(s: Statement) -> bool:
    """A rate of growth, an index, or what is more than a plan."""
    index = s.type == "ratio" and s.comparison is not None
    over = s.type == "attainment" and (s.note or "").startswith("above the plan")
    return s.unit == "percent" and (s.type == "growth" or index or over)


def _fraction(rate: Statement) -> _Ends:
    """A rate as a fraction of what it is on; an index tells one, too."""
    low, high = ends_of(rate)
    off = 0 if rate.type == "growth" else 100
    return (low - off) / 100, (high - off) / 100


def _is_level_of(s: Statement, change: Statement, planned: bool = False) -> bool:
    """Whether a number may be what a change led to: of its unit, or a price of its currency."""
    unit = s.unit == change.unit or str(s.unit).startswith(f"{change.unit}_per_")
    if s.type not in _LEVELS or not unit or (s.status == "target" and not planned):
        return False
    if {s.indicator, change.indicator} == {"exports", "imports"}:
        return False
    return change.unit != "count" or same_noun(_first_noun(s), _first_noun(change))


def _first_noun(s: Statement) -> str:
    """The first word behind the number of a count."""
    behind = s.text.casefold().rpartition(s.printed or "\0")[2].split()
    return behind[0] if behind else ""


def _is_earlier(base: Placed, current: Placed) -> bool:
    """Whether a number is of a time before another's, by its period or its words."""
    one, other = base.s.period, current.s.period
    if one is not None and other is not None and one != other:
        return one.months == other.months and (one.years, one.end) < (other.years, other.end)
    return is_base(base) and not is_base(current)


def _corners(one: _Ends, other: _Ends) -> _Ends:
    products = [a * b for a in one for b in other]
    return min(products), max(products)
