"""What a share is of where no name tells it: the whole beside it, by its words or its numbers.

- "Xuất khẩu điện thoại đạt 14,1 tỷ USD. Trung Quốc 3,1 tỷ, chiếm 22%; Mỹ 2,5 tỷ, chiếm 17,9%": the
  number before a row of shares that most of them agree with (`of_shared_totals`).
- "Ngân sách 1.290 tỷ (43%), tín dụng 900 tỷ (30%), ...; tổng cộng 3.000 tỷ": the total that the
  parts add up to (`of_parts_with_shares`).
- "Exports reached 93 bn. The US bought 6.7 bn of it, accounting for 64.2 %" (`with_shares_of_it`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from decimal import Decimal

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import Placed
from hanoi_ct.statements._rivals.whole_named import OF_IT
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = [
    "names_no_whole",
    "of_parts_with_shares",
    "of_shared_totals",
    "with_shares_of_it",
    "without_siblings",
]

_NO_OTHER = re.compile(r"\s*(?:[,;.)…]|$|(?:và|and)\b|(?:tăng|giảm)\b)", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:[),;.]|$)")
_LOOK_BACK = 16  # statements before a row: keeps the cost linear
_PARAGRAPHS = 2
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
    reach = _PARAGRAPHS if len(row) > 2 else 0  # no chance makes three shares agree
    same = s.period == part.period and part.paragraph - s.paragraph <= reach
    return same and all(s.amount > p.amount for p, _ in row)


def _fits(part: Statement, total: Statement, share: Statement) -> bool:
    """Whether a share is that of a part in a total, to a unit of its last digit."""
    of = total.amount
    if not of:
        return False
    exponent = Decimal(share.value).as_tuple().exponent
    unit = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return abs(part.amount / of * 100 - Decimal(share.value)) <= unit


# ---- the total of the parts beside it -------------------------------------------------


def of_parts_with_shares(found: Sequence[Placed], claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Ngân sách 1.290 tỷ (43%), tín dụng 900 tỷ (30%), ...; tổng cộng 3.000 tỷ"."""
    places = {each.s.id: k for k, each in enumerate(found)}
    shared = {i for c in claims if c.kind == "share" for i in c.statements["share"]}
    rows = _rows_of_shares(claims)
    shared -= {i for c in claims if _is_of_a_sibling(c, rows) for i in c.statements["share"]}
    for claim in claims:
        if claim.kind != "sum" or not claim.closed:
            continue
        total = found[places[claim.statements["total"][0]]].s
        for part_id in claim.statements["parts"]:
            k = places[part_id]
            each = found[k + 1] if k + 1 < len(found) else None
            if each is None or each.s.type != "share" or each.s.id in shared:
                continue
            if each.s.sentence == found[k].s.sentence and _ENDS.match(each.tail):
                yield claim_of("share", True, part=found[k].s, total=total, share=each.s)


def without_siblings(claims: list[Claim]) -> list[Claim]:
    """Without a share whose total has a share of its own in the same row of shares.

    "Tín dụng 900 tỷ (30%), doanh nghiệp 810 tỷ (27%)": both are parts of a third.
    """
    rows = _rows_of_shares(claims)
    return [c for c in claims if not _is_of_a_sibling(c, rows)]


def _rows_of_shares(claims: Sequence[Claim]) -> dict[str, int]:
    """The row of shares that come to a whole which each share is in."""
    rows = (c.statements["parts"] for c in claims if c.kind == "share_sum")
    return {i: k for k, row in enumerate(rows) for i in row}


def _is_of_a_sibling(claim: Claim, rows: dict[str, int]) -> bool:
    """Whether the number behind the total of a share is a share of the same row."""
    if claim.kind != "share":
        return False
    (total,), (share,) = claim.statements["total"], claim.statements["share"]
    beside = str(int(total) + 1) if total.isdigit() else ""
    return share in rows and rows.get(beside) == rows[share]


# ---- "of it" -------------------------------------------------------------------------


def with_shares_of_it(reading: Reading, claims: Sequence[Claim]) -> list[Claim]:
    """The claims, where what an amount is said to be "of" is its total.

    "Exports reached 93 bn. The US bought 6.7 bn of it, accounting for 64.2 %".
    """
    told = {c.statements["share"]: c for c in _of_it(reading)}
    kept = [c for c in claims if c.kind != "share" or c.statements["share"] not in told]
    return [*kept, *told.values()]


def _of_it(reading: Reading) -> Iterator[Claim]:
    found = reading.statements
    for total, part, share in zip(found, found[1:], found[2:], strict=False):
        if (total.type, part.type, share.type) != ("level", "level", "share"):
            continue
        if share.sentence != part.sentence or not OF_IT.match(reading.text, part.end):
            continue
        near = total.sentence in (part.sentence - 1, part.sentence)
        if near and (total.unit, total.period) == (part.unit, part.period):
            yield claim_of("share", True, part=part, total=total, share=share)
