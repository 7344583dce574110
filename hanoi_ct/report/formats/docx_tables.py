"""Tables of a Word document: widths of columns, and what stays on one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def keep_together(table: Any, *, with_note: bool) -> None:
    """Keep a short table on one page; of a longer one the head with its first row, and the last
    row with the note below it."""
    last = len(table.rows) - 1
    for number, row in enumerate(table.rows):
        if number == last:
            follows = with_note
        else:
            follows = last < _SHORT or number == 0 or number == last - 1
        for cell in row.cells if follows else ():
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


_SHORT = 8  # rows of a table that is not broken over two pages


def set_widths(table: Any, widths: Sequence[float]) -> None:
    """Set the widths of columns in millimetres, for Word in the cells, for others in the grid."""
    from docx.shared import Mm

    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
