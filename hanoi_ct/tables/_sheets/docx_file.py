"""Tables inside a Word document, with the paragraphs that stand above each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hanoi_ct._optional import require
from hanoi_ct.errors import DataError
from hanoi_ct.tables._sheets.fonts import decode
from hanoi_ct.tables._sheets.grid import Cell, Grid, Workbook
from hanoi_ct.tables._sheets.limits import check_unpacked
from hanoi_ct.tables._sheets.xlsx import refuse_large

__all__ = ["read_docx"]


def read_docx(path: Path) -> Workbook:
    """Each table as a grid named ``Bảng 1``, ``Bảng 2`` in the order of the document."""
    check_unpacked(path)
    docx = require("docx", "reading .docx")
    try:
        document = docx.Document(str(path))
        content = list(document.iter_inner_content())
    except Exception as error:
        # python-docx raises whatever the damage leads to.
        raise DataError(
            f"{path} cannot be read as .docx: {error or type(error).__name__}"
        ) from None
    book = Workbook(path.name, "docx", [])
    encodings: set[str] = set()
    above: list[str] = []
    for item in content:
        if not hasattr(item, "_tbl"):
            text = _paragraph(item, encodings)
            above.append(text)
            book.words.append(text)
            if book.grids:
                book.grids[-1].below.append(text)
            continue
        grid = Grid(f"Bảng {len(book.grids) + 1}", above=[text for text in above if text.strip()])
        _fill(path, grid, item, encodings)
        book.grids.append(grid)
        above = []
    book.encoding = next(iter(sorted(encodings)), None)
    return book


def _paragraph(paragraph: Any, encodings: set[str]) -> str:
    default = _font_of_style(paragraph)
    parts = [_run(run, default, encodings) for run in paragraph.runs]
    return "".join(parts) if parts else str(paragraph.text)


def _font_of_style(paragraph: Any) -> str:
    style = paragraph.style
    while style is not None:
        if style.font.name:
            return str(style.font.name)
        style = style.base_style
    return ""


def _run(run: Any, default: str, encodings: set[str]) -> str:
    text, encoding = decode(run.text, run.font.name or default)
    if encoding:
        encodings.add(encoding)
    return text


def _fill(path: Path, grid: Grid, table: Any, encodings: set[str]) -> None:
    rows = table._tbl.tr_lst
    refuse_large(path, grid.name, len(rows), 1)
    cell_class = require("docx.table", "reading .docx")._Cell
    open_merges: dict[int, tuple[int, int, int]] = {}  # column: first row, width, last row
    for number, row in enumerate(rows, 1):
        column = 1 + int(getattr(row, "grid_before", 0) or 0)
        for held in row.tc_lst:
            span = int(held.grid_span or 1)
            merge = held.vMerge
            if merge == "continue" and column in open_merges:
                top, width, _ = open_merges[column]
                open_merges[column] = (top, width, number)
            else:
                _close(grid, open_merges, column)
                _put(grid, number, column, cell_class(held, table), encodings)
                open_merges[column] = (number, span, number)
            column += span
        refuse_large(path, grid.name, number, column)
    for column in list(open_merges):
        _close(grid, open_merges, column)


def _close(grid: Grid, open_merges: dict[int, tuple[int, int, int]], column: int) -> None:
    if column in open_merges:
        top, width, bottom = open_merges.pop(column)
        if width > 1 or bottom > top:
            grid.merges.append((top, column, bottom, column + width - 1))


def _put(grid: Grid, row: int, column: int, cell: Any, encodings: set[str]) -> None:
    paragraphs = cell.paragraphs
    text = "\n".join(_paragraph(paragraph, encodings) for paragraph in paragraphs)
    if not text.strip():
        return
    runs = [run for paragraph in paragraphs for run in paragraph.runs if run.text.strip()]
    indent = paragraphs[0].paragraph_format.left_indent
    grid.cells[row, column] = Cell(
        "text",
        text,
        text,
        text,
        indent=max(0, round(indent.cm / 0.3)) if indent else 0,
        bold=bool(runs) and all(run.bold for run in runs),
    )
