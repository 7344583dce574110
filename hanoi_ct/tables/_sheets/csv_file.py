"""CSV as Excel writes it with Vietnamese settings, and as other programs do."""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from pathlib import Path

from hanoi_ct.errors import DataError
from hanoi_ct.tables._sheets.fonts import decode, syllables
from hanoi_ct.tables._sheets.grid import Cell, Grid, Workbook
from hanoi_ct.tables._sheets.limits import MOST_CELLS
from hanoi_ct.tables._sheets.xlsx import refuse_large

__all__ = ["read_csv_grid"]

_DELIMITERS = ";\t,|"


def read_csv_grid(path: Path) -> Workbook:
    """The one grid of a CSV file, named ``csv``; every cell is text."""
    text, encoding = _decoded(path.read_bytes())
    if "\0" in text:
        raise DataError(f"{path} must be text; got a binary file")
    text, told = _told(text)
    delimiter = told or _delimiter(text)
    csv.field_size_limit(1_000_000)
    grid = Grid("csv")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row, record in enumerate(reader, 1):
            for column, field in enumerate(record, 1):
                if field:
                    shown = unicodedata.normalize("NFC", field)
                    grid.cells[row, column] = Cell("text", shown, field, shown)
            refuse_large(path, "csv", row, len(record))
            if len(grid.cells) > MOST_CELLS:
                raise DataError(f"{path} must hold at most {MOST_CELLS} cells; got more")
    except csv.Error as error:
        raise DataError(f"{path}, line {reader.line_num}: must be CSV; {error}") from None
    return Workbook(path.name, "csv", [grid], encoding, delimiter)


def _decoded(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: by mark, by being valid, else by its syllables."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, errors="replace"), name
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        read, old = decode(text, None)
        return (read, old) if old else (text, "utf-8")
    windows = data.decode("cp1252", errors="replace")
    read, old = decode(data.decode("latin-1"), None)
    readings = [
        (unicodedata.normalize("NFC", data.decode("cp1258", errors="replace")), "cp1258"),
        (read, old or "cp1252"),
        (windows, "cp1252"),
    ]
    return max(readings, key=lambda reading: _worth(reading[0]))


def _worth(text: str) -> int:
    good, bad = syllables(text)
    return good - 2 * bad - 3 * text.count("\ufffd")


def _told(text: str) -> tuple[str, str | None]:
    """Excel reads a first line ``sep=;``; the grid begins below it."""
    first, _, rest = text.partition("\n")
    first = first.strip().strip('"').lower()
    if first.startswith("sep=") and len(first) == 5:
        return "\n" + rest, first[4]
    return text, None


def _delimiter(text: str) -> str:
    """The mark that splits most lines into the same number of fields, at least two."""
    best, score = ";", 0.0
    for mark in _DELIMITERS:
        try:
            rows = list(csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=mark))
        except csv.Error:
            continue
        widths = [len(row) for row in rows if any(row)]
        if not widths:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        found = widths.count(usual) / len(widths) * min(usual - 1, 20)
        if mark == ",":
            found *= 0.5  # a decimal comma splits numbers evenly too
        if found > score:
            best, score = mark, found
    return best
