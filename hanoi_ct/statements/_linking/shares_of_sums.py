"""Shares beside the parts of a sum: each belongs to the total that the parts add up to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import Placed
from hanoi_ct.statements.statement import Claim

__all__ = ["of_parts_with_shares", "without_siblings"]

_ENDS = re.compile(r"\s*(?:[),;.]|$)")


def of_parts_with_shares(found: Sequence[Placed], claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Ngân sách 1.290 tỷ (43%), tín dụng 900 tỷ (30%), ...; tổng cộng 3.000 tỷ"."""
    places = {each.s.id: k for k, each in enumerate(found)}
    shared = {i for c in claims if c.kind == "share" for i in c.statements["share"]}
    rows = _rows(claims)
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
    rows = _rows(claims)
    return [c for c in claims if not _is_of_a_sibling(c, rows)]


def _rows(claims: Sequence[Claim]) -> dict[str, int]:
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
