"""Changes of a share and contributions, against the growth of the part and of its total.

"Xuất khẩu sang Trung Quốc 8 tháng năm 2018 đạt 1,15 tỷ USD, tăng 4,0%, chiếm 12,5% tổng kim ngạch
xuất khẩu, giảm 1,8 điểm phần trăm so với cùng kỳ; tổng kim ngạch xuất khẩu đạt 9,2 tỷ USD, tăng
19,0%".
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from hanoi_ct.statements._linking.cells import ON_YEAR, Cell, claim_of
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["of_part_contributions", "of_share_changes"]


def of_share_changes(
    reading: Reading, lists: list[tuple[Cell, list[Cell], bool]]
) -> Iterator[Claim]:
    """ "chiếm 12,5%, giảm 1,8 điểm phần trăm": a difference in points right behind a share."""
    behind = {
        share.id: change
        for share, change in itertools.pairwise(reading.statements)
        if share.type == "share" and _changes(share, change)
    }
    for whole, parts, _ in lists if behind else ():
        for part in parts:
            change = next((behind[s.id] for s in part.shares if s.id in behind), None)
            level = part.level()
            total = whole.level(level.unit) if level is not None else None
            growth, of_total = _rate(part), _rate(whole)
            if change and level and total and growth and of_total:
                yield claim_of(
                    "share_change",
                    part=level,
                    total=total,
                    growth=growth,
                    growth_of_total=of_total,
                    change=change,
                )


def of_part_contributions(lists: list[tuple[Cell, list[Cell], bool]]) -> Iterator[Claim]:
    """What a market, owner or group of goods adds to the growth of the total, in points."""
    for whole, parts, _ in lists:
        of_total = _rate(whole)
        for part in parts if of_total is not None else ():
            added = next((s for s in part.contributions if s.unit == "percentage_points"), None)
            level = part.level()
            total = whole.level(level.unit) if level is not None else None
            growth = _rate(part)
            if added and level and total and growth and of_total:
                yield claim_of(
                    "part_contribution",
                    part=level,
                    total=total,
                    growth=growth,
                    growth_of_total=of_total,
                    contribution=added,
                )


def _changes(share: Statement, change: Statement) -> bool:
    return (
        change.type == "difference"
        and change.unit == "percentage_points"
        and change.sentence == share.sentence
        and change.subject == share.subject
        and change.period == share.period
        and change.comparison in ON_YEAR
    )


def _rate(cell: Cell) -> Statement | None:
    """The growth on the year before, of levels at current prices as the levels are."""
    for s in cell.growths:
        if s.comparison in ON_YEAR and s.unit == "percent" and s.status != "target":
            return s
    return None
