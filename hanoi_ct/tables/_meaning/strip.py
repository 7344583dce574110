"""A range of a sheet's columns in which tables stand one below the other."""

from __future__ import annotations

import re

from hanoi_ct.tables._meaning.numbers import Profile, figure
from hanoi_ct.tables._meaning.words import clean
from hanoi_ct.tables._sheets.grid import Cell, Grid

__all__ = ["Strip", "is_figure", "is_year"]


class Strip:
    """The columns ``left`` to ``right`` of a grid, with what is filled, by rows."""

    def __init__(self, grid: Grid, profile: Profile, left: int, right: int) -> None:
        self.grid, self.profile, self.left, self.right = grid, profile, left, right
        self.covering = grid.covering()
        self.by_row: dict[int, list[int]] = {}
        for (row, column), cell in sorted(grid.cells.items()):
            if left <= column <= right and (clean(cell.text) or cell.kind == "error"):
                self.by_row.setdefault(row, []).append(column)
        self.widths = {
            (top, first): last - first + 1 for top, first, _, last in grid.merges if last > first
        }

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place that is filled."""
        return self.grid.cells[row, column]


def is_figure(cell: Cell, profile: Profile) -> bool:
    """Whether a cell holds a number, as such or as text."""
    if cell.kind == "number":
        return True
    if cell.kind == "error":
        return bool(cell.formula)
    return cell.kind == "text" and figure(cell.text, profile) is not None


def is_year(cell: Cell) -> bool:
    """Whether a cell holds a year alone, which heads a column."""
    text = clean(cell.text)
    if cell.kind == "number":
        number = cell.number
        return number is not None and number == int(number) and 1990 <= number <= 2100
    return bool(re.fullmatch(r"(?:19|20)\d\d", text))
