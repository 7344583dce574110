"""A cumulated period against the quarters or months that make it up.

"Xuất khẩu quý I đạt 2,1 tỷ USD. Xuất khẩu quý II đạt 2,4 tỷ USD. Xuất khẩu 6 tháng đạt 4,5 tỷ USD".
"""

from __future__ import annotations

from collections.abc import Iterator

from hanoi_ct.statements._linking.cells import ON_YEAR, Cell, claim_of, series_of_cell
from hanoi_ct.statements.statement import Claim

__all__ = ["of_times"]

_MOST = 40


def of_times(cells: list[Cell]) -> Iterator[Claim]:
    """A cumulated period against the quarters or months that make it up."""
    by_subject: dict[tuple[str, str | None, int | None], list[Cell]] = {}
    for cell in cells:
        if cell.period is not None:
            year = cell.period.year
            by_subject.setdefault((series_of_cell(cell), cell.basis, year), []).append(cell)
    for same in by_subject.values():
        if len(same) < 3 or len(same) > _MOST:
            continue
        for whole in same:
            parts = _partition(whole, same)
            if not parts:
                continue
            level = whole.levels[:1]
            levels = [p.level(level[0].unit) for p in parts] if level else []
            known = [s for s in levels if s is not None]
            if level and len(known) == len(parts):
                yield claim_of("sum", True, total=level[0], parts=known)
            growth = next((g for g in whole.growths if g.comparison in ON_YEAR), None)
            rates = [next((g for g in p.growths if g.comparison in ON_YEAR), None) for p in parts]
            growths = [g for g in rates if g is not None]
            if growth is not None and level and len(growths) == len(parts) == len(known):
                yield claim_of(
                    "weighted_growth", True, growth=growth, levels=known, growths=growths
                )
            elif growth is not None and len(growths) == len(parts):
                yield claim_of("minmax", True, growth=growth, growths=growths)


def _partition(whole: Cell, cells: list[Cell]) -> list[Cell]:
    """Shorter periods that follow each other and fill a longer one."""
    assert whole.period is not None
    by_start: dict[str, Cell] = {}
    for cell in cells:
        assert cell.period is not None
        if cell is not whole and cell.period.months < whole.period.months:
            by_start.setdefault(cell.period.start, cell)
    parts: list[Cell] = []
    month = int(whole.period.start[-2:])
    prefix = whole.period.start[:-2]
    while month <= int(whole.period.end[-2:]):
        cell_at = by_start.get(f"{prefix}{month:02d}")
        if cell_at is None or cell_at.period is None:
            return []
        parts.append(cell_at)
        month += cell_at.period.months
    return parts if len(parts) > 1 and month == int(whole.period.end[-2:]) + 1 else []
