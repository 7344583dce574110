"""Totals of a table: rows that are sums of others, found by adding up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from decimal import Decimal

from hanoi_ct.quantities.interval import total
from hanoi_ct.statements._tables.column_rounding import best_convention
from hanoi_ct.statements._tables.derived_columns import TOTAL, span_of
from hanoi_ct.statements._tables.table_audited import CellFault, Slip, TableCheck
from hanoi_ct.statements.grid import Cell, Grid

__all__ = ["sum_checks", "total_blocks"]


def total_blocks(grid: Grid, levels: Sequence[int]) -> list[tuple[int, tuple[int, ...]]]:
    """Rows that are sums of others: a total above or below a run of rows, level by level.

    Once a run is summed up its rows are set aside, so that the totals of totals are found next.
    """
    rows = [i for i in range(len(grid.labels)) if any(grid.columns[j][i] for j in levels)]
    found: list[tuple[int, tuple[int, ...]]] = []
    while True:
        block = _next_block(grid, levels, rows)
        if block is None:
            break
        found.append(block)
        rows = [i for i in rows if i not in block[1]]
    named = [i for i in rows if TOTAL.search(grid.labels[i]) and "tổng mức" not in _lower(grid, i)]
    if not found and len(named) == 1 and len(rows) > 2 and len(set(grid.units)) <= 1:
        # No column adds up, but the table says what is the total of all.
        found.append((named[0], tuple(i for i in rows if i != named[0])))
    return found


def _lower(grid: Grid, row: int) -> str:
    """A label in small letters: "Tổng mức bán lẻ" is a series of its own, no total of others."""
    return grid.labels[row].lower()


def _next_block(
    grid: Grid, levels: Sequence[int], rows: Sequence[int]
) -> tuple[int, tuple[int, ...]] | None:
    for length in range(len(rows) - 1, 1, -1):
        for at in range(len(rows) - length):
            run = rows[at : at + length + 1]
            for whole, parts in ((run[0], run[1:]), (run[-1], run[:-1])):
                fits = [_adds_up(grid, j, whole, parts) for j in levels]
                known = [fit for fit in fits if fit is not None]
                if sum(known) and 2 * sum(known) >= len(known):
                    return whole, tuple(parts)
    return None


def _adds_up(grid: Grid, j: int, whole: int, parts: Sequence[int]) -> bool | None:
    """Whether a total can be the sum of its parts; None where a number is missing."""
    column = grid.columns[j]
    each = [cell for i in parts if (cell := column[i])]
    summed = column[whole]
    if summed is None or len(each) < len(parts) or not any(cell.number for cell in each):
        return None
    return total(span_of(cell) for cell in each).meets(span_of(summed))


def sum_checks(
    grid: Grid,
    j: int,
    blocks: Sequence[tuple[int, tuple[int, ...]]],
    moved: Set[int] = frozenset(),
) -> Iterator[TableCheck]:
    """The sums of a column of levels; ``moved`` are the rows that were made to add up."""
    column = grid.columns[j]
    for whole, parts in blocks:
        fits = _adds_up(grid, j, whole, parts)
        summed = column[whole]
        if fits is None or summed is None:
            continue
        exact = sum((cell.number for i in parts if (cell := column[i])), Decimal(0))
        reproduced: Counter[str] = Counter()
        reproduced["cascade"] += exact == summed.number
        reproduced["full_precision"] += fits
        if not moved.isdisjoint(parts):
            reproduced = Counter(forced=1)
        faults = () if fits else (_sum_fault(grid, j, whole, parts, summed, exact),)
        labels = (grid.labels[whole], *(grid.labels[i] for i in parts))
        yield TableCheck(
            "sum",
            grid.headers[j],
            labels,
            1,
            dict(reproduced),
            best_convention(reproduced, fits),
            faults,
        )


def _sum_fault(
    grid: Grid, j: int, whole: int, parts: Sequence[int], summed: Cell, exact: Decimal
) -> CellFault:
    """The total is at fault, or one part that is off by a thousand times."""
    for i in parts:
        cell = grid.columns[j][i]
        if cell is None:
            continue
        for factor in (Decimal(1000), Decimal("0.001")):
            due = cell.number * factor
            if exact - cell.number + due == summed.number:
                return CellFault(
                    grid.rows[i],
                    grid.labels[i],
                    grid.headers[j],
                    str(cell.number),
                    str(due.normalize() if due != int(due) else int(due)),
                    "thousand",
                )
    slip: Slip = "thousand" if exact in (summed.number * 1000, summed.number / 1000) else ""
    return CellFault(
        grid.rows[whole],
        grid.labels[whole],
        grid.headers[j],
        str(summed.number),
        str(exact),
        slip,
    )
