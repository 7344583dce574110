"""The printed total that a row of shares agrees with, where no words name it.

"Xuất khẩu điện thoại đạt 14,1 tỷ USD. Trung Quốc 3,1 tỷ, chiếm 22%; Mỹ 2,5 tỷ, chiếm 17,9%":
where most shares of a row fit one number printed before them, that number is their total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from decimal import Decimal

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["names_no_whole", "of_shared_totals"]

_NO_OTHER = re.compile(r"\s*(?:[,;.)…]|$|(?:và|and)\b|(?:tăng|giảm)\b)", re.IGNORECASE)
_LOOK_BACK = 12  # statements: keeps the cost linear
_MOST = 20
_Pair = tuple[Statement, Statement]


def of_shared_totals(reading: Reading, shared: Set[str]) -> Iterator[Claim]:
    """The shares of a row against the number before it that most of them agree with.

    Parameters
    ----------
    reading : Reading
    shared : set of str
        Ids of the shares that are held against a total already.
    """
    place = {s.id: k for k, s in enumerate(reading.statements)}
    for row in _rows(reading, shared):
        first = place[row[0][0].id]
        before = reading.statements[max(0, first - _LOOK_BACK) : first]
        totals = [s for s in before if _may_be_total(s, row)]
        agreeing = [sum(_fits(part, s, share) for part, share in row) for s in totals]
        most = max(agreeing, default=0)
        if most < 2 or 2 * most <= len(row) or agreeing.count(most) > 1:
            continue
        total = totals[agreeing.index(most)]
        for part, share in row:
            yield claim_of("share", part=part, total=total, share=share)


def names_no_whole(reading: Reading, share: Statement) -> bool:
    """Whether no words behind a share say of what it is one."""
    return bool(_NO_OTHER.match(reading.text[share.end : share.end + 12]))


def _rows(reading: Reading, shared: Set[str]) -> Iterator[list[_Pair]]:
    """Levels with their shares, one behind the other in a paragraph."""
    row: list[_Pair] = []
    for part, share in zip(reading.statements, reading.statements[1:], strict=False):
        if share.type != "share" or share.unit != "percent" or part.type not in ("level", "count"):
            continue
        if part.subject != share.subject or part.sentence != share.sentence:
            continue
        if row and not _goes_on(row[-1][0], part):
            yield row
            row = []
        unnamed = names_no_whole(reading, share)
        if unnamed and share.id not in shared and part.status != "target" and len(row) < _MOST:
            row.append((part, share))
    if row:
        yield row


def _goes_on(last: Statement, part: Statement) -> bool:
    same = (last.unit, last.period, last.paragraph) == (part.unit, part.period, part.paragraph)
    return same and part.sentence - last.sentence <= 1


def _may_be_total(s: Statement, row: Sequence[_Pair]) -> bool:
    part = row[0][0]
    if s.type != part.type or s.unit != part.unit or s.status == "target":
        return False
    same = s.period == part.period and s.paragraph == part.paragraph
    return same and all(s.amount > p.amount for p, _ in row)


def _fits(part: Statement, total: Statement, share: Statement) -> bool:
    """Whether a share is that of a part in a total, to a unit of its last digit."""
    of = total.amount
    if not of:
        return False
    exponent = Decimal(share.value).as_tuple().exponent
    unit = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return abs(part.amount / of * 100 - Decimal(share.value)) <= unit
