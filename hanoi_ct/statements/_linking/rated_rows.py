"""Levels with rates that come to another one in both: they add up, and weigh their rates to its.

"Nhập khẩu đạt 75,1 tỷ USD, giảm 14,7%. ... Khu vực trong nước chi 26,03 tỷ USD, giảm 13,3%; khu vực
FDI 49,07 tỷ USD, giảm 15,4%": a level and a rate that both agree do so hardly ever by chance, so
no word needs to tell what is a part of what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from hanoi_ct.quantities.interval import total
from hanoi_ct.statements._linking.attached import Attached, compared
from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.fitting_rates import given_rate, rate_of
from hanoi_ct.statements._linking.groups import are_all_there_is
from hanoi_ct.statements._linking.near import RATES, Placed
from hanoi_ct.statements.figures_read import ends_of, interval_of
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_rated_rows"]

_MOST = 10  # parts
_APART = 4  # levels between a total and the first of its parts, or behind the last
_SENTENCES = 3  # between one part and the next
_BALANCE = re.compile(r"\b(?:surplus|deficit|xuất siêu|nhập siêu)\b", re.IGNORECASE)
# Chance that a total and its rate agree with a row: of names that are all there is, of others.
_NAMED, _CHANCE = Fraction(1, 50), Fraction(1, 2000)


def of_rated_rows(found: Sequence[Placed], rates: Mapping[str, Attached]) -> Iterator[Claim]:
    """Sums, with their weighted rates, of levels with a rate each that follow one another."""
    rows: dict[object, list[Attached]] = {}
    for each in found:
        s = each.s
        held = rates.get(s.id)
        if held is None or not held.rates or s.unit in RATES or s.status == "target":
            continue
        if s.indicator == "balance" or _BALANCE.search(s.subject or ""):
            continue
        rows.setdefault((s.unit, s.period), []).append(held)
        rows.setdefault(s.unit, []).append(held)
    told: set[str] = set()
    for row in rows.values():
        for place, whole in enumerate(row):
            if whole.level.id in told:
                continue
            for parts in _that_add_up(row, place):
                claims = list(_claims(whole, parts))
                if claims:
                    told.add(whole.level.id)
                    yield from claims
                    break


def _that_add_up(row: Sequence[Attached], place: int) -> Iterator[Sequence[Attached]]:
    """The levels in turn behind a total, or before it, that come to it."""
    low, high = ends_of(row[place].level)
    starts = range(place + 1, min(len(row), place + 2 + _APART))
    ends = range(place, max(0, place - _APART), -1)
    for step in (1, 2):
        for first in starts:
            yield from _run(row, range(first, min(len(row), first + step * _MOST), step), low, high)
        for last in ends:
            reach = range(last - 1, max(-1, last - 1 - step * _MOST), -step)
            yield from _run(row, reach, low, high)


def _run(
    row: Sequence[Attached], places: range, low: float, high: float
) -> Iterator[Sequence[Attached]]:
    least = most = 0.0
    before: Statement | None = None
    for place in places:
        s = row[place].level
        if before is not None and abs(s.sentence - before.sentence) > _SENTENCES:
            return
        before = s
        a, b = ends_of(s)
        least, most = least + a, most + b
        if least > high:
            return
        if most >= low and place != places[0]:
            yield sorted((row[k] for k in places if _lies(k, places[0], place)), key=_start)


def _lies(place: int, first: int, last: int) -> bool:
    return min(first, last) <= place <= max(first, last)


def _start(held: Attached) -> int:
    return held.level.start


def _claims(whole: Attached, parts: Sequence[Attached]) -> Iterator[Claim]:
    levels = [held.level for held in parts]
    if 1 < len({s.subject for s in levels}) < len(levels):
        return  # tonnes and tonne-kilometres of one carrier
    added, of = total([interval_of(s) for s in levels]), interval_of(whole.level)
    if not (added.bounded and of.bounded and added.meets(of) and of.low > 0):
        return
    agree = (added.width + of.width) / of.low
    for growth in whole.rates:
        if growth.period not in (None, whole.level.period):
            continue
        column = [
            next((s for s in held.rates if compared(s) == compared(growth)), None) for held in parts
        ]
        growths = [s for s in column if s is not None]
        if len(growths) < len(parts):
            continue
        given, spans = given_rate(levels, growths), [rate_of(s) for s in growths]
        spread = max(s.high for s in spans) - min(s.low for s in spans)
        if not given.bounded or not given.meets(rate_of(growth)) or not spread:
            continue
        most = _NAMED if are_all_there_is(levels) else _CHANCE
        if agree * (given.width + rate_of(growth).width) / spread <= most:
            yield claim_of("sum", True, total=whole.level, parts=levels)
            yield claim_of("weighted_growth", True, growth=growth, levels=levels, growths=growths)
