"""Parts that stand one a line behind dashes, with their total in the line before or behind.

"- Nông sản: 1.452 triệu USD, chiếm 24,2% / - Hàng khác: ... / Cộng: 6.000 triệu USD".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from decimal import Decimal

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import fall_short
from hanoi_ct.statements.figures_read import added_up
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["of_bullets"]

_BULLET = re.compile(r"\s*(?:[-+*•–●]|\d{1,2}[.)]|[a-zđ]\))\s*\S")
_TOTAL = re.compile(r"\s*(?:[-+*•–●]\s*)?(?:tổng|cộng|total)\b", re.IGNORECASE)
_REST = re.compile(r"\b(?:khác|còn lại|others?|the rest)\b", re.IGNORECASE)
_MOST = 30
_NEAR = Decimal("0.03")
_ROUNDING = Decimal("0.6")


def of_bullets(reading: Reading, known: Set[str]) -> Iterator[Claim]:
    """Sums and shares of the items of a list whose numbers are in no sum yet."""
    lines: dict[int, list[Statement]] = {}
    for s in reading.statements:
        lines.setdefault(s.paragraph, []).append(s)
    for run in _runs(reading, lines):
        firsts = [_first_level(lines[n]) for n in run]
        parts = [first for first in firsts if first is not None]
        if not 2 <= len(parts) == len(run) <= _MOST:
            continue
        alike = {(s.type, s.unit, s.period) for s in parts}
        if len(alike) > 1 or len({s.subject for s in parts}) < len(parts):
            continue
        total = _total(reading, lines, run, parts[0])
        if total is not None and not known & {s.id for s in (total, *parts)}:
            closed = bool(_REST.search(parts[-1].subject or ""))
            if closed or not fall_short(total, parts):
                yield claim_of("sum", closed, total=total, parts=parts)
            else:
                yield claim_of("part_of", False, total=total, parts=parts)
        yield from _shares([lines[n] for n in run])


def _runs(reading: Reading, lines: dict[int, list[Statement]]) -> Iterator[list[int]]:
    """Lines behind dashes that follow each other."""
    run: list[int] = []
    for number, line in sorted(lines.items()):
        if run and number != run[-1] + 1:
            yield run
            run = []
        words = _line(reading, line[0])
        if _BULLET.match(words) and not _TOTAL.match(words):
            run.append(number)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _line(reading: Reading, s: Statement) -> str:
    """The words of a line up to its first number."""
    return reading.text[reading.text.rfind("\n", 0, s.start) + 1 : s.start + 1]


def _first_level(line: Sequence[Statement]) -> Statement | None:
    return next((s for s in line if s.type in ("level", "count") and s.status != "target"), None)


def _total(
    reading: Reading, lines: dict[int, list[Statement]], run: Sequence[int], part: Statement
) -> Statement | None:
    """The total of a list: in a line that is called so, or the one level of the line before."""
    before, after = lines.get(run[0] - 1, []), lines.get(run[-1] + 1, [])
    parts = [s for n in run if (s := _first_level(lines[n])) is not None]
    for line, named in ((after, True), (before, False)):
        s = _first_level(line)
        if s is None or (s.type, s.unit) != (part.type, part.unit):
            continue
        if named and not _TOTAL.match(_line(reading, s)):
            continue
        added = added_up(parts)
        open_list = not named and s.period == part.period and added < s.amount
        if open_list or abs(added - s.amount) <= _NEAR * s.amount:
            return s
    return None


def _shares(lines: Sequence[Sequence[Statement]]) -> Iterator[Claim]:
    """The shares of all items, where they come to 100 within rounding."""
    shares = [next((s for s in line if s.type == "share"), None) for line in lines]
    known = [s for s in shares if s is not None and s.unit == "percent" and s.hedge is None]
    over = abs(sum((Decimal(s.value) for s in known), Decimal(-100)))
    if len(known) == len(lines) >= 2 and over <= _ROUNDING:
        yield claim_of("share_sum", True, parts=known)
