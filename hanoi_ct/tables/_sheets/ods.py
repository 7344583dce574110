"""Sheets of LibreOffice, by odfpy."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from hanoi_ct._optional import require
from hanoi_ct.errors import DataError
from hanoi_ct.tables._sheets.fonts import decode
from hanoi_ct.tables._sheets.grid import Cell, Grid, Workbook
from hanoi_ct.tables._sheets.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, check_unpacked
from hanoi_ct.tables._sheets.xlsx import refuse_large

__all__ = ["read_ods"]


def read_ods(path: Path) -> Workbook:
    """Every sheet of an OpenDocument file."""
    check_unpacked(path)
    opendocument = require("odf.opendocument", "reading .ods")
    table = require("odf.table", "reading .ods")
    try:
        document = opendocument.load(str(path))
    except Exception as error:
        # odfpy raises whatever the damage leads to.
        raise DataError(f"{path} cannot be read as .ods: {error or type(error).__name__}") from None
    styles = _Styles(document)
    book = Workbook(path.name, "ods", [])
    for sheet in document.getElementsByType(table.Table):
        grid = _Reader(path, sheet, styles).grid
        book.grids.append(grid)
    book.encoding = next(iter(sorted(styles.encodings)), None)
    return book


class _Styles:
    """Properties of cell styles by name: font, bold, indent, percent, hidden sheets."""

    def __init__(self, document: Any) -> None:
        self.encodings: set[str] = set()
        self.of: dict[str, dict[str, str]] = {}
        self.data: dict[str, str] = {}
        for part in (document.styles, document.automaticstyles):
            for node in part.childNodes:
                name = _get(node, "name")
                if name and _tag(node) == "style":
                    self.of[name] = self._properties(node)
                elif name and _tag(node).endswith("-style"):
                    self.data[name] = _number_format(node)

    def _properties(self, node: Any) -> dict[str, str]:
        found = dict(self.of.get(_get(node, "parent-style-name"), {}))
        if _get(node, "data-style-name"):
            found["data"] = _get(node, "data-style-name")
        for child in node.childNodes:
            for (_, key), value in (child.attributes or {}).items():
                if key in ("font-name", "font-family", "font-weight", "margin-left", "display"):
                    found[key] = str(value)
        return found


def _tag(node: Any) -> str:
    return str(getattr(node, "qname", ("", ""))[1])


def _get(node: Any, name: str) -> str:
    for (_, key), value in (getattr(node, "attributes", None) or {}).items():
        if key == name:
            return str(value)
    return ""


def _number_format(node: Any) -> str:
    """The style of numbers as Excel would write it."""
    for child in node.childNodes:
        if _tag(child) == "number":
            if _get(child, "decimal-places") == "" and _tag(node) == "number-style":
                return "General"
            places = int(_get(child, "decimal-places") or 0)
            form = "#,##0" if _get(child, "grouping") == "true" else "0"
            form += "." + "0" * places if places else ""
            return form + ("%" if _tag(node) == "percentage-style" else "")
    return "General"


class _Reader:
    """Walks rows and cells, whose repetitions stand as numbers."""

    def __init__(self, path: Path, sheet: Any, styles: _Styles) -> None:
        self.path, self.styles = path, styles
        self.grid = Grid(_get(sheet, "name"))
        self.defaults: dict[int, str] = {}
        style = styles.of.get(_get(sheet, "style-name"), {})
        self.grid.hidden = style.get("display") == "false"
        self.row = self.column = 0
        self._children(sheet)

    def _children(self, node: Any) -> None:
        for child in node.childNodes:
            tag = _tag(child)
            if tag == "table-row":
                self._row(child)
            elif tag == "table-column":
                self._column(child)
            elif tag in (
                "table-header-rows",
                "table-row-group",
                "table-rows",
                "table-header-columns",
                "table-column-group",
                "table-columns",
            ):
                self._children(child)

    def _column(self, node: Any) -> None:
        repeated = min(int(_get(node, "number-columns-repeated") or 1), MOST_COLUMNS)
        for _ in range(repeated):
            self.column += 1
            self.defaults[self.column] = _get(node, "default-cell-style-name")
            if _get(node, "visibility") in ("collapse", "filter"):
                self.grid.hidden_columns.add(self.column)

    def _row(self, node: Any) -> None:
        repeated = int(_get(node, "number-rows-repeated") or 1)
        filled = [child for child in node.childNodes if _tag(child) == "table-cell"]
        if any(child.childNodes or _get(child, "value-type") for child in filled):
            if repeated > MOST_ROWS:
                refuse_large(self.path, self.grid.name, repeated, len(filled))
            for _ in range(repeated):
                self.row += 1
                self._cells(node)
        else:
            self.row += repeated
        if _get(node, "visibility") in ("collapse", "filter"):
            self.grid.hidden_rows |= set(range(self.row - min(repeated, 1000) + 1, self.row + 1))

    def _cells(self, node: Any) -> None:
        column = 0
        for child in node.childNodes:
            if _tag(child) not in ("table-cell", "covered-table-cell"):
                continue
            repeated = int(_get(child, "number-columns-repeated") or 1)
            cell = self._cell(child, column + 1) if _tag(child) == "table-cell" else None
            if cell is not None:
                refuse_large(self.path, self.grid.name, self.row, column + repeated)
                for place in range(column + 1, column + repeated + 1):
                    self.grid.cells[self.row, place] = cell
                if len(self.grid.cells) > MOST_CELLS:
                    raise DataError(f"{self.path} must hold at most {MOST_CELLS} cells; got more")
            down = int(_get(child, "number-rows-spanned") or 1)
            right = int(_get(child, "number-columns-spanned") or 1)
            if down > 1 or right > 1:
                area = (self.row, column + 1, self.row + down - 1, column + right)
                self.grid.merges.append(area)
            column += repeated

    def _cell(self, node: Any, column: int) -> Cell | None:
        kind = _get(node, "value-type")
        if not kind and not node.childNodes:
            return None
        name = _get(node, "style-name") or self.defaults.get(column, "")
        style = self.styles.of.get(name, {})
        shown = "\n".join(_text(child) for child in node.childNodes if _tag(child) == "p")
        common: dict[str, Any] = {
            "format": self.styles.data.get(style.get("data", ""), "General"),
            "formula": _get(node, "formula"),
            "indent": _indent(style.get("margin-left", "")),
            "bold": style.get("font-weight", "") == "bold",
        }
        if kind in ("float", "percentage", "currency"):
            try:
                number = Decimal(_get(node, "value"))
            except InvalidOperation:
                return Cell("error", shown, shown, shown, **common)
            if kind == "percentage" and "%" not in common["format"]:
                common["format"] = "0.0%"
            return Cell("number", shown, shown, shown or str(number), number=number, **common)
        if kind in ("date", "time"):
            return Cell("date", shown, shown, shown, **common)
        if not shown.strip():
            return None
        font = style.get("font-name") or style.get("font-family") or ""
        text, encoding = decode(shown, font)
        if encoding:
            self.styles.encodings.add(encoding)
        return Cell("text", text, shown, text, **common)


def _text(node: Any) -> str:
    parts = []
    for child in node.childNodes:
        tag = _tag(child)
        if child.nodeType == 3:
            parts.append(str(child.data))
        elif tag == "s":
            parts.append(" " * min(int(_get(child, "c") or 1), 200))
        elif tag in ("line-break", "tab"):
            parts.append("\n" if tag == "line-break" else "\t")
        else:
            parts.append(_text(child))
    return "".join(parts)


def _indent(length: str) -> int:
    """Steps of about 3.5 mm, as Excel's indents are saved."""
    for unit, millimetres in (("mm", 1.0), ("cm", 10.0), ("in", 25.4), ("pt", 0.3528)):
        if length.endswith(unit):
            try:
                return round(float(length[: -len(unit)]) * millimetres / 3.53)
            except ValueError:
                return 0
    return 0
