"""Workbooks of Excel before 2007: xlrd with formatting, so that fonts and hidden rows are known."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from hanoi_ct._optional import require
from hanoi_ct.errors import DataError
from hanoi_ct.tables._sheets.fonts import decode
from hanoi_ct.tables._sheets.grid import Cell, Grid, Workbook
from hanoi_ct.tables._sheets.printed import as_decimal, printed
from hanoi_ct.tables._sheets.xlsx import date_text, refuse_large

__all__ = ["read_xls"]


def read_xls(path: Path) -> Workbook:
    """Every sheet of an old workbook."""
    xlrd = require("xlrd", "reading .xls")
    try:
        book = xlrd.open_workbook(
            file_contents=path.read_bytes(), formatting_info=True, logfile=io.StringIO()
        )
    except Exception as error:
        # xlrd raises whatever the damage leads to.
        raise DataError(f"{path} cannot be read as .xls: {error or type(error).__name__}") from None
    found = Workbook(path.name, "xls", [])
    for sheet in book.sheets():
        refuse_large(path, sheet.name, sheet.nrows, sheet.ncols)
        grid, encodings = _grid(xlrd, book, sheet)
        found.grids.append(grid)
        found.encoding = found.encoding or next(iter(sorted(encodings)), None)
    return found


def _grid(xlrd: Any, book: Any, sheet: Any) -> tuple[Grid, set[str]]:
    grid = Grid(sheet.name, hidden=sheet.visibility != 0)
    encodings: set[str] = set()
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = _cell(xlrd, book, sheet.cell(row, column), encodings)
            if cell is not None:
                grid.cells[row + 1, column + 1] = cell
    grid.merges = [(top + 1, left + 1, end, right) for top, end, left, right in sheet.merged_cells]
    grid.hidden_rows = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}
    grid.hidden_columns = {column + 1 for column, info in sheet.colinfo_map.items() if info.hidden}
    return grid, encodings


def _cell(xlrd: Any, book: Any, held: Any, encodings: set[str]) -> Cell | None:
    if held.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    style = book.xf_list[held.xf_index]
    font = book.font_list[style.font_index]
    form = book.format_map.get(style.format_key)
    common: dict[str, Any] = {
        "format": form.format_str if form else "General",
        "indent": style.alignment.indent_level,
        "bold": bool(font.bold),
    }
    if held.ctype == xlrd.XL_CELL_NUMBER:
        number = as_decimal(held.value)
        shown = printed(number, common["format"])
        return Cell("number", shown, shown, shown, number=number, **common)
    if held.ctype == xlrd.XL_CELL_DATE:
        try:
            text = date_text(xlrd.xldate_as_datetime(held.value, book.datemode))
        except (ValueError, OverflowError, xlrd.XLDateError):
            text = str(held.value)
        return Cell("date", text, text, text, **common)
    if held.ctype == xlrd.XL_CELL_ERROR:
        text = xlrd.error_text_from_code.get(held.value, "#N/A")
        return Cell("error", text, text, text, **common)
    raw = str(held.value)
    text, encoding = decode(raw, font.name)
    if encoding:
        encodings.add(encoding)
    return Cell("text", text, raw, text, **common)
