"""Widths of columns and heights of rows of a workbook's sheet, from what stands in its cells.

A program that opens a workbook need not fit the rows to wrapped words, so their heights are set.
Widths are in letters and heights in points, as workbooks count them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_LEAST, _MOST_NUMBER, _MOST_WORDS = 8.0, 18.0, 46.0
_LINE = 15.0  # points a line of words of 11 points
_SPARE = 2.0  # letters that borders and margins of a cell take
_LETTER = 0.85  # how wide a letter of words is beside the digit that widths are counted in


class Cells(NamedTuple):
    """The words of a table as printed: its heads, which columns hold numbers, its rows."""

    heads: Sequence[str]
    numeric: Sequence[bool]
    rows: Sequence[Sequence[str]]


def widths(tables: Iterable[Cells]) -> list[float]:
    """The width of each column of a sheet that tables stand on, one below the other.

    Examples
    --------
    >>> widths([Cells(["Ngành", "So cùng kỳ (%)"], [False, True], [["Khai khoáng", "−8,9"]])])
    [13.0, 8.0]
    """
    found: list[float] = []
    for table in tables:
        for place, head in enumerate(table.heads):
            most = _MOST_NUMBER if table.numeric[place] else _MOST_WORDS
            cells = [row[place] for row in table.rows]
            word = max(map(len, [*head.split(), *(w for cell in cells for w in cell.split())]))
            wanted = max((len(cell) for cell in cells), default=0)
            width = max(min(wanted, most), min(word, _MOST_WORDS), _LEAST - _SPARE) + _SPARE
            if place < len(found):
                found[place] = max(found[place], width)
            else:
                found.append(width)
    return found


def height(cells: Sequence[str], room: Sequence[float]) -> float:
    """The height of a row whose words are wrapped at the widths of its columns.

    Examples
    --------
    >>> height(["một hai ba bốn năm", "1"], [11.0, 8.0])
    30.0
    """
    return _LINE * max(
        (lines(cell, wide) for cell, wide in zip(cells, room, strict=False)), default=1
    )


def lines(text: str, width: float) -> int:
    """How many lines words take at a width, broken between words."""
    room, count = max((width - _SPARE) / _LETTER, 1.0), 0
    for line in text.split("\n"):
        used = 0.0
        count += 1
        for word in line.split():
            long = float(len(word))
            if used and used + 1.0 + long > room:
                count += 1
                used = 0.0
            if long > room:  # a word that no line holds is broken
                count += math.ceil(long / room) - 1
                long %= room
            used += long + (1.0 if used else 0.0)
    return max(count, 1)
