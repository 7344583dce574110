"""Levels that were moved by a unit so that they add up, as the columns made of them still tell.

A growth rate or an attainment is computed from the figures before they are rounded. Where an
agency then moves a rounded part by one unit so that the parts add up to the total, the column
beside it keeps to the number before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from hanoi_ct.statements._tables.derived_columns import reaches
from hanoi_ct.statements._tables.table_audited import Kind
from hanoi_ct.statements.grid import Cell, Grid

__all__ = ["moved_levels", "without_moves"]

_LEAST = 2  # cells that must tell of it: one alone may be misprinted
_Derived = Mapping[int, tuple[Kind, int, int]]


def moved_levels(
    grid: Grid, derived: _Derived, blocks: Sequence[tuple[int, tuple[int, ...]]]
) -> dict[tuple[int, int], Cell]:
    """The cells, by column and row, as they were before they were made to add up.

    Parameters
    ----------
    grid : Grid
    derived : mapping
        Columns made of others: their kind and operands.
    blocks : sequence
        Rows of totals with the rows of their parts.
    """
    found: dict[tuple[int, int], Cell] = {}
    for j in {first for kind, first, _ in derived.values() if kind != "share"}:
        for whole, parts in blocks:
            found |= _moved(grid, derived, j, whole, parts)
    return found


def _moved(
    grid: Grid, derived: _Derived, j: int, whole: int, parts: tuple[int, ...]
) -> dict[tuple[int, int], Cell]:
    column = grid.columns[j]
    cells = {i: cell for i in parts if (cell := column[i]) is not None}
    total = column[whole]
    if total is None or len(cells) < len(parts):
        return {}
    if sum(cell.number for cell in cells.values()) != total.number:
        return {}  # the parts do not add up as printed: nothing was forced
    before: dict[tuple[int, int], Cell] = {}
    ways: set[int] = set()
    told = 0
    for i, cell in cells.items():
        steps = [step for step in (1, -1) if _agree(grid, derived, j, i, _step(cell, step))]
        if _agree(grid, derived, j, i, cell) or len(steps) != 1:
            continue
        ways.add(steps[0])
        before[j, i] = _step(cell, steps[0])
        told += _disagreeing(grid, derived, j, i, cell)
    few = 2 * len(before) <= len(parts) + 1  # rounding leaves no more between parts and total
    return before if len(ways) == 1 and told >= _LEAST and few else {}


def _step(cell: Cell, units: int) -> Cell:
    number = cell.number + units * Decimal(1).scaleb(-cell.decimals)
    return replace(cell, number=number, exact=number)


def _made_of(derived: _Derived, j: int) -> list[tuple[int, Kind, int]]:
    return [(d, kind, b) for d, (kind, a, b) in derived.items() if a == j and kind != "share"]


def _disagreeing(grid: Grid, derived: _Derived, j: int, i: int, cell: Cell) -> int:
    """How many columns made of a level cannot come from it."""
    wrong = 0
    for d, kind, second in _made_of(derived, j):
        base, printed = grid.columns[second][i], grid.columns[d][i]
        wrong += bool(base and printed and not reaches(kind, cell, base, printed))
    return wrong


def _agree(grid: Grid, derived: _Derived, j: int, i: int, cell: Cell) -> bool:
    return _disagreeing(grid, derived, j, i, cell) == 0


def without_moves(grid: Grid, moved: Mapping[tuple[int, int], Cell]) -> Grid:
    """The table with the levels as they were before they were made to add up."""
    columns = tuple(
        tuple(moved.get((j, i), cell) for i, cell in enumerate(column))
        for j, column in enumerate(grid.columns)
    )
    return replace(grid, columns=columns)
