"""Workbooks of Excel since 2007: openpyxl for values, formulas, merges and fonts."""

from __future__ import annotations

import datetime
import warnings
from decimal import Decimal
from pathlib import Path
from typing import Any

from hanoi_ct._optional import require
from hanoi_ct.errors import DataError
from hanoi_ct.tables._sheets.fonts import decode
from hanoi_ct.tables._sheets.grid import Cell, Grid, Workbook
from hanoi_ct.tables._sheets.limits import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    check_unpacked,
)
from hanoi_ct.tables._sheets.printed import as_decimal, printed

__all__ = ["date_text", "read_xlsx", "refuse_large"]


def read_xlsx(path: Path) -> Workbook:
    """Every sheet of a workbook; a formula by the value that was saved with it."""
    check_unpacked(path)
    _first_look(path)
    openpyxl = require("openpyxl", "reading .xlsx")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of validations and drawings that are not read
        try:
            with open(path, "rb") as file:  # whose name may end in .xls
                values = openpyxl.load_workbook(file, data_only=True, keep_links=False)
            with open(path, "rb") as file:
                formulas = openpyxl.load_workbook(file, keep_links=False)
        except Exception as error:
            # openpyxl raises whatever the damage leads to.
            raise DataError(
                f"{path} cannot be read as .xlsx: {error or type(error).__name__}"
            ) from None
    book = Workbook(path.name, "xlsx", [])
    for sheet in values.worksheets:
        grid, encodings = _grid(sheet, formulas[sheet.title])
        book.grids.append(grid)
        book.encoding = book.encoding or next(iter(sorted(encodings)), None)
    return book


def _first_look(path: Path) -> None:
    """Refuse a sheet that is too large, by a fast reader, before the thorough one begins."""
    calamine = require("python_calamine", "reading .xlsx")
    try:
        with open(path, "rb") as file, calamine.CalamineWorkbook.from_filelike(file) as book:
            for name in book.sheet_names:
                try:
                    sheet = book.get_sheet_by_name(name)
                except Exception:
                    continue  # a chart has no cells; what openpyxl cannot read it will say
                refuse_large(path, name, sheet.height, sheet.width)
    except DataError:
        raise
    except Exception as error:
        raise DataError(
            f"{path} cannot be opened: {error}. It may be damaged, or protected by a password"
        ) from None


def refuse_large(path: Path, sheet: str, rows: int, columns: int) -> None:
    """Refuse a sheet with more rows or columns than a monthly table can have."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > 10 * MOST_CELLS:
        raise DataError(
            f"{path}, sheet {sheet[:40]!r}: a table must have at most {MOST_ROWS} rows and "
            f"{MOST_COLUMNS} columns; got {rows} rows, {columns} columns. "
            "Delete what stands below and beside it"
        )


def _grid(sheet: Any, formulas: Any) -> tuple[Grid, set[str]]:
    grid = Grid(sheet.title, hidden=sheet.sheet_state != "visible")
    encodings: set[str] = set()
    with_formula = formulas._cells
    for (row, column), held in sorted(sheet._cells.items()):
        formula = getattr(with_formula.get((row, column)), "value", None)
        cell = _cell(held, formula, encodings)
        if cell is not None:
            grid.cells[row, column] = cell
    if len(grid.cells) > MOST_CELLS:
        raise DataError(
            f"sheet {sheet.title!r} must hold at most {MOST_CELLS} cells; got {len(grid.cells)}"
        )
    grid.merges = [
        (area.min_row, area.min_col, min(area.max_row, MOST_ROWS), min(area.max_col, MOST_COLUMNS))
        for area in sheet.merged_cells.ranges
    ]
    grid.hidden_rows = {row for row, held in sheet.row_dimensions.items() if held.hidden}
    for held in sheet.column_dimensions.values():
        if held.hidden and held.min:
            grid.hidden_columns |= set(range(held.min, min(held.max, MOST_COLUMNS) + 1))
    return grid, encodings


def _cell(held: Any, formula: Any, encodings: set[str]) -> Cell | None:
    value = held.value
    is_formula = isinstance(formula, str) and formula.startswith("=")
    if value is None and not is_formula:
        return None
    common: dict[str, Any] = {
        "format": held.number_format or "General",
        "formula": formula if is_formula else "",
        "indent": int(held.alignment.indent or 0) if held.alignment else 0,
        "bold": bool(held.font and held.font.b),
    }
    if isinstance(value, bool):
        value = "TRUE" if value else "FALSE"
    if isinstance(value, int | float | Decimal):
        number = as_decimal(value)
        if not number.is_finite():
            return Cell("error", str(value), str(value), str(value), **common)
        shown = printed(number, common["format"])
        return Cell("number", shown, shown, shown, number=number, **common)
    if isinstance(value, datetime.datetime | datetime.date | datetime.time | datetime.timedelta):
        text = date_text(value)
        return Cell("date", text, str(value), text, **common)
    if value is None and '""' in str(formula):
        return None  # a formula that shows nothing where its cells are empty
    if value is None or held.data_type == "e":
        text = "" if value is None else str(value)
        return Cell("error", text, text, text, **common)
    raw = str(value)
    text, encoding = decode(raw, held.font.name if held.font and held.font.name else "")
    if encoding:
        encodings.add(encoding)
    return Cell("text", text, raw, text, **common)


def date_text(value: object) -> str:
    """A date as 31/05/2024; anything else as it prints."""
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value.day:02d}/{value.month:02d}/{value.year}"
    return str(value)
