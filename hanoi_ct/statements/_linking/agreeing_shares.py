"""Shares of one total that is printed nowhere, told by their parts: they imply one amount.

"Thái Lan 624,8 triệu USD, chiếm 41,6%; Indonesia 228,7 triệu USD, chiếm 15,2%": each part with its
share is held against the one before it, and against the first, that imply the same total.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

from hanoi_ct.quantities.interval import Interval, as_double
from hanoi_ct.quantities.printed import Reading as Width
from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import Placed
from hanoi_ct.statements._linking.shares_by_numbers import CHANCE, RANGE, parts_of_shares
from hanoi_ct.statements._rivals.whole_named import same_whole, whole_words
from hanoi_ct.statements.figures_read import interval_of
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["of_agreeing_shares"]

_ROWS = 6  # rows of one unit that a share may go on with
_PARAGRAPHS = 2
_MOST = 12
_NEAR = 4.0  # amounts likelier to be the part of a share than one that is taken for it


@dataclass(slots=True)
class _Row:
    """Parts with shares that imply one total."""

    unit: str
    pairs: list[tuple[Statement, Statement]] = field(default_factory=list)


def of_agreeing_shares(
    reading: Reading, found: Sequence[Placed], placed: Set[str]
) -> Iterator[Claim]:
    """Each part with its share against the one before it in its row, and against the first.

    Parameters
    ----------
    reading : Reading
    found : sequence of Placed
    placed : set of str
        Ids of the shares that agree with a printed total.
    """
    rows: list[_Row] = []
    for share, parts in parts_of_shares(found, placed):
        near = [(cost, unit, part) for cost, unit, part in parts if cost <= _NEAR]
        joined = _row_of(reading, rows, share, near)
        if joined is None:
            rows += [_Row(unit, [(part, share)]) for _, unit, part in near]
            continue
        row, part = joined
        row.pairs.append((part, share))
        rows.remove(row)
        rows.append(row)
    for row in rows:
        pairs = row.pairs[:_MOST]
        firsts = [(pairs[0], after) for after in pairs[2:]]
        for one, other in (*itertools.pairwise(pairs), *firsts):
            yield claim_of("same_total", part=(one[0], other[0]), share=(one[1], other[1]))


def _row_of(
    reading: Reading,
    rows: Sequence[_Row],
    share: Statement,
    parts: Sequence[tuple[float, str, Statement]],
) -> tuple[_Row, Statement] | None:
    """The row that a share goes on with, and which amount is its part there."""
    widths: tuple[Width, ...] = ("tight", "loose")
    for width in widths:
        for cost, unit, part in parts:
            recent = [row for row in reversed(rows) if row.unit == unit][:_ROWS]
            for tries, row in enumerate(recent, start=1):
                if _goes_on(reading, row, part, share) and _agrees(
                    row, part, share, width, cost * tries
                ):
                    return row, part
    return None


def _goes_on(reading: Reading, row: _Row, part: Statement, share: Statement) -> bool:
    """Whether nothing says that a part is of another total than those of a row."""
    last, own = row.pairs[-1]
    if part.paragraph - last.paragraph > _PARAGRAPHS or part.period != last.period:
        return False
    if part.id == last.id or {part.indicator, last.indicator} == {"exports", "imports"}:
        return False
    words = whole_words(reading, share), whole_words(reading, own)
    return not all(words) or same_whole(*words)


def _agrees(row: _Row, part: Statement, share: Statement, width: Width, tries: float) -> bool:
    """Whether the total that a part and its share imply is that of a row, and not by chance."""
    first = row.pairs[0]
    one, other = _implied(*first, width), _implied(part, share, width)
    if not one.bounded or not other.bounded or min(one.low, other.low) <= 0:
        return False
    spread = sum(math.log(as_double(x.high) / as_double(x.low)) for x in (one, other))
    return tries * spread / RANGE <= CHANCE and one.meets(other)


def _implied(part: Statement, share: Statement, width: Width) -> Interval:
    return interval_of(part, width) / interval_of(share, width)
