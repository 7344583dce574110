"""A sheet as every reader hands it on: cells by row and column, merges, what is hidden."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

__all__ = ["Cell", "Grid", "Workbook", "address", "column_letters"]

Area = tuple[int, int, int, int]  # first row, first column, last row, last column; from 1


@dataclass(slots=True)
class Cell:
    """One cell: what the file holds and what a reader sees.

    ``number`` is set for a number of the file, exact as written (the cached one of a formula);
    ``text`` is decoded, in NFC, with its own blanks; ``raw`` is the text before decoding.
    """

    kind: Literal["text", "number", "date", "error"]
    text: str
    raw: str
    printed: str
    number: Decimal | None = None
    format: str = "General"
    formula: str = ""
    indent: int = 0
    bold: bool = False

    @property
    def percent(self) -> bool:
        """Whether the format shows the number as a percentage."""
        return self.kind == "number" and "%" in self.format


@dataclass(slots=True)
class Grid:
    """A sheet, or a table of a document; rows and columns count from 1."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False
    above: list[str] = field(default_factory=list)  # paragraphs before a document's table
    below: list[str] = field(default_factory=list)

    def covering(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For each cell under a merge, the cell that holds its text."""
        found = {}
        for top, left, bottom, right in self.merges:
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    if (row, column) != (top, left):
                        found[row, column] = (top, left)
        return found


@dataclass(slots=True)
class Workbook:
    """A file: its grids, and how its text was written."""

    file: str
    format: str
    grids: list[Grid]
    encoding: str | None = None
    delimiter: str | None = None
    words: list[str] = field(default_factory=list)  # text outside the grids, for month and place
    left: list[str] = field(default_factory=list)  # what was not read, in words


def column_letters(column: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """A cell as a spreadsheet names it.

    Examples
    --------
    >>> address(12, 28)
    'AB12'
    """
    return f"{column_letters(column)}{row}"
