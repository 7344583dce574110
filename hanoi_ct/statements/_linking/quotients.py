"""Printed quotients and multiples: "17/24 dự án, chiếm 70,8%", "gấp 1,2 lần cùng kỳ"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from hanoi_ct.statements._linking.cells import ON_YEAR, Cell, claim_of
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["multiples", "quotients"]

_NEAR = 60  # code points between a quotient and its percentage
_POINTS = 5  # a percentage that is further off is of another quotient
_TOLD = 3  # so many times as far off a percentage may be that stands right behind
_RIGHT_BEHIND = re.compile(r"\s*[,(]?\s*(?:đạt|bằng|tương đương|tức|or)?\s*", re.IGNORECASE)
_FROM = re.compile(r"(?:\btừ|\bfrom)(?:\s+(?:mức|hơn|gần|trên|khoảng|about))*\s*$", re.IGNORECASE)
_TO = re.compile(r"[^,;.()%]{0,30}\b(?:lên|xuống|còn|to)\b[^,;.()\d]{0,20}", re.IGNORECASE)
_TIMES = re.compile(r"\b(?:gấp|bằng|equal to)(?:\s+(?:khoảng|gần|hơn|trên))?\s*$", re.IGNORECASE)


def quotients(reading: Reading) -> Iterator[Claim]:
    """A quotient, or a change from one level to another, with the percentage that follows it."""
    statements = reading.statements
    for one, other in itertools.pairwise(statements):
        if one.of is None or not _follows(one, other):
            continue
        share = Decimal(one.value) / Decimal(one.of) * 100 if Decimal(one.of) else None
        if share is None:
            continue
        told = _RIGHT_BEHIND.fullmatch(reading.text[one.end : other.start])
        if other.type in ("share", "attainment") and _close(share, other, _TOLD if told else 1):
            yield claim_of("pair_share", pair=(one,), share=other)
        elif other.type == "growth" and _close(share - 100, other):
            yield claim_of("pair_growth", pair=(one,), growth=other)
    for before, now, growth in zip(statements, statements[1:], statements[2:], strict=False):
        if _from_to(reading, before, now) and _in_points(before, now, growth):
            kind = "difference" if growth.unit == "percentage_points" else "pair_growth"
            if kind == "difference":
                yield claim_of(kind, current=now, base=before, difference=growth)
            else:
                yield claim_of(kind, pair=(now, before), growth=growth)
            continue
        if growth.type == "growth" and _from_to(reading, before, now) and _follows(now, growth):
            a, b = (s.amount for s in (before, now))
            if a > 0 and _close(b / a * 100 - 100, growth):
                yield claim_of("pair_growth", pair=(now, before), growth=growth)


def _in_points(before: Statement, now: Statement, change: Statement) -> bool:
    """Whether a change of two percentages follows them: "từ 46% xuống 41,5%, giảm 4,5 điểm"."""
    rates = before.unit == now.unit == "percent" and change.type in ("difference", "growth")
    near = now.sentence == change.sentence and 0 <= change.start - now.end <= _NEAR
    return rates and near and change.unit in ("percentage_points", "percent")


def _follows(one: Statement, other: Statement) -> bool:
    """Whether a percentage stands right behind, in one sentence."""
    near = one.sentence == other.sentence and 0 <= other.start - one.end <= _NEAR
    return near and other.unit == "percent"


def _close(percent: Decimal, printed: Statement, times: int = 1) -> bool:
    return abs(percent - Decimal(printed.value)) <= times * _POINTS


def _from_to(reading: Reading, before: Statement, now: Statement) -> bool:
    """Whether two levels are said to be the first and the last of a change."""
    if before.unit != now.unit or not {before.type, now.type} <= {
        "level",
        "share",
        "growth",
        "count",
    }:
        return False
    if before.type != now.type and now.unit != "percent":
        return False
    if before.sentence != now.sentence or before.subject != now.subject:
        return False
    if before.period and now.period and before.period == now.period.moved(-1) != now.period:
        return False  # two years of one thing are linked as base and level
    number = reading.text.find(before.printed or "", before.start)
    after = reading.text.find(now.printed or "", now.start)
    lead = reading.text[max(0, number - 20) : number]
    between = reading.text[before.end : after]
    return bool(_FROM.search(lead) and _TO.fullmatch(between))


def multiples(reading: Reading, cells: list[Cell]) -> Iterator[Claim]:
    """A level, that of the year before, and how many times it is.

    Only where the text says so: "tăng 2 lần" may mean twice or three times as much.
    """
    by_key = {(c.subject.casefold(), c.basis, c.period): c for c in cells}
    for cell in cells:
        if cell.period is None:
            continue
        before = by_key.get((cell.subject.casefold(), cell.basis, cell.period.moved(-1)))
        for ratio in cell.ratios if before is not None else ():
            if ratio.unit != "times" or ratio.comparison not in ON_YEAR:
                continue
            level = cell.level()
            base = before.level(level.unit) if before and level else None
            if level is not None and base is not None and _says_times(reading, ratio):
                yield claim_of("ratio", numerator=level, denominator=base, ratio=ratio)


def _says_times(reading: Reading, ratio: Statement) -> bool:
    number = reading.text.find(ratio.printed or "", ratio.start)
    return bool(_TIMES.search(reading.text[max(0, number - 20) : number]))
