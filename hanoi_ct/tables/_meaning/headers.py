"""The texts of a column's heading, from the top down, whatever its rows and merges."""

from __future__ import annotations

import re

from hanoi_ct.tables._meaning.block import LABEL_HEADS, ORDER_HEADS, UNIT_HEADS, Block
from hanoi_ct.tables._meaning.months import spoken
from hanoi_ct.tables._meaning.strip import Strip
from hanoi_ct.tables._meaning.units import read_unit
from hanoi_ct.tables._meaning.words import clean, fold

__all__ = ["header_parts"]


def header_parts(strip: Strip, block: Block, column: int) -> list[str]:
    """The texts of a column's heading from the top down, merged cells where they reach."""
    parts: list[str] = []
    last: tuple[int, int] | None = None
    for row in block.headers:
        place = strip.covering.get((row, column), (row, column))
        cell = strip.grid.cells.get(place)
        if cell is None or place == last or not clean(cell.text):
            continue
        if place[0] not in block.headers:
            continue
        if parts[-1:] != [clean(cell.text)]:  # a document repeats the text of merged cells
            parts.append(clean(cell.text))
        last = place
    return _spill(strip, block, column, _months_in_numbers(strip, block, column, parts))


def _months_in_numbers(strip: Strip, block: Block, column: int, parts: list[str]) -> list[str]:
    """ "Tháng" above 1, 2, 3 heads the months of those numbers."""
    head = re.search(
        r"(?i)(?:các )?tháng(?: thứ| trong)?(?= năm (?:19|20)\d\d$|$)", (parts or [""])[-1]
    )
    if head is None:
        return parts
    for row in block.numbered:
        cell = strip.grid.cells.get((row, column))
        text = clean(cell.text) if cell is not None else ""
        if re.fullmatch(r"\d{1,2}", text) and 1 <= int(text) <= 12:
            return [*parts[:-1], parts[-1].replace(head[0], f"tháng {int(text)}")]
    return parts


def _spill(strip: Strip, block: Block, column: int, parts: list[str]) -> list[str]:
    """A heading over several columns that is written in the first of them, without merge."""
    own = [row for row in block.headers if (row, column) in strip.grid.cells]
    if not parts or not own or own[0] == block.headers[0]:
        return parts
    above = [row for row in block.headers if row < own[0]]
    if any((row, column) in strip.covering for row in above):
        return parts
    spilled: list[str] = []
    carried: int | None = None
    for row in reversed(above):
        left = [c for c in strip.by_row.get(row, []) if c < column]
        # What stands above the head of a group heads all of it.
        if left and (left[-1] == carried or _groups(strip, block, row, left[-1], column, parts[0])):
            spilled.insert(0, clean(strip.cell(row, left[-1]).text))
            carried = left[-1]
    return [*spilled, *parts]


def _groups(strip: Strip, block: Block, row: int, source: int, column: int, own: str) -> bool:
    """Whether a cell heads a group of columns that reaches this one."""
    text = fold(strip.cell(row, source).text)
    named = LABEL_HEADS.match(text) and not re.search(r"\d|\bso voi\b", text)
    if (row, source) in strip.widths or named or UNIT_HEADS.match(text):
        return False
    if ORDER_HEADS.match(text) or re.search(r"\bkh\b|ke hoach", text):
        return False
    below = [r for r in block.headers if r > row]
    if not all(
        any((r, place) in strip.grid.cells for r in below) for place in range(source, column)
    ):
        return False
    first = next(r for r in below if (r, source) in strip.grid.cells)
    beside = fold(strip.cell(first, source).text)
    year = re.compile(r"(?:nam )?(?:19|20)\d\d")
    if year.fullmatch(beside) and spoken(text) and not year.fullmatch(fold(own)):
        return False  # the words of one heading, one below the other
    if re.search(r"\bso(?: sanh)?(?: voi)?(?: \(?%\)?)?:?$", text):
        return True
    bare = re.sub(r"\((?:%|[^()]*)\)", " ", text)
    if not re.sub(r"thuc hien|uoc|tinh|nam|thang|dau|(?:19|20)\d\d|\d+|[\s/]", "", bare):
        return bool(spoken(text)) or bool(re.search("thuc hien|uoc", text))
    if re.search(r"\((?:ha|ty dong|trieu usd|%|trieu dong|m2|nguoi)\)", text):
        return read_unit(own) is None
    alike = bool(spoken(fold(own))) == bool(spoken(beside))
    grouping = re.search(
        r"chi so|so voi|thuc hien|uoc|thang|cong don|luy ke|quy|tang"
        r"|\bgia (?:so sanh|hien hanh|co dinh)",
        text,
    )
    return alike and bool(grouping)
