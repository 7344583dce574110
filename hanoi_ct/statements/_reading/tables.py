"""Tables flattened into text: a label and its numbers line by line, or cells between bars or tabs.

A table is read only where its columns are named: by a list ("bốn cột: a; b; c; d"), by a row of
heads, or by as many lines of heads as a row has numbers. What a column holds (a level, an index, a
growth rate, a share, the plan attained) and of which time follows from its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median
from typing import NamedTuple

from hanoi_ct.statements._reading.clauses import reduce_items
from hanoi_ct.statements._reading.comparisons import Against, against_period, on_the_year
from hanoi_ct.statements._reading.items import Item, gather
from hanoi_ct.statements._reading.lexicon import lexicon
from hanoi_ct.statements._reading.numbers import read_number
from hanoi_ct.statements._reading.resolving import resolve
from hanoi_ct.statements._reading.tokens import tokenize
from hanoi_ct.statements._reading.when import When
from hanoi_ct.statements.statement import Comparison, Kind, Period, Statement, Status

__all__ = ["FoundTable", "read_tables"]

_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"[-+]?[0-9][0-9.,]*%?")
_EMPTY = ("-", "...", "…", "..", "\N{EN DASH}", "x", "")
_COLUMNS = re.compile(r"(?:cột|columns)\s*:\s*([^)\n]{3,600})")
_UNIT = re.compile(r"(?:đơn vị(?: tính)?|đvt|unit)\s*:\s*([^\n;()]{1,40})", re.IGNORECASE)
_UNIT_HEADS = ("đvt", "đơn vị", "đơn vị tính", "unit")
_ORDER_HEADS = ("tt", "stt", "no", "no.")
_BACK = 8  # lines before a table that may name its unit and time
_INDEX = 60  # a comparison column with a median above is an index, not a growth rate


class Cell(NamedTuple):
    """A piece of a line with its place."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class FoundTable:
    """The statements of one table, and the spans of text that they and their heads take up."""

    statements: tuple[Statement, ...]
    spans: tuple[tuple[int, int], ...]


class _Row(NamedTuple):
    label: Cell
    cells: list[Cell]
    unit: str | None = None


class _Grid(NamedTuple):
    first_line: int
    rows: list[_Row]
    heads: list[Cell]
    spans: list[tuple[int, int]]


class _Column(NamedTuple):
    kind: Kind
    unit: str | None
    scale: str
    period: Period | None
    comparison: Comparison | None
    hedge: str | None
    status: Status | None


def read_tables(text: str, language: str, point: str, year: int | None) -> list[FoundTable]:
    """The tables of a text whose columns are named.

    Parameters
    ----------
    text : str
    language : {"vi", "en"}
    point : {",", "."}
        The decimal sign of the text.
    year : int or None
        The year of the text, for times that name none.
    """
    lines = _lines(text)
    found = []
    for grid in (*_flattened(lines, language), *_ruled(lines)):
        before = text[lines[max(0, grid.first_line - _BACK)].start : grid.rows[0].label.start]
        statements = tuple(_statements(grid, before, language, point, year))
        if statements:
            found.append(FoundTable(statements, tuple(grid.spans)))
    return found


def _lines(text: str) -> list[Cell]:
    lines, start = [], 0
    for line in text.split("\n"):
        stripped = line.strip()
        begin = start + (len(line) - len(line.lstrip()))
        lines.append(Cell(begin, begin + len(stripped), stripped))
        start += len(line) + 1
    return lines


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _is_value(text: str) -> bool:
    return _is_number(text) or text in _EMPTY[:-1]


def _is_label(text: str) -> bool:
    return bool(text) and len(text) < 120 and any(c.isalpha() for c in text)


# ---- one number a line -----------------------------------------------------------------------


def _flattened(lines: list[Cell], language: str) -> Iterator[_Grid]:
    place = 0
    while place < len(lines):
        rows, after = _rows_below(lines, place, language)
        if len(rows) < 2:
            place = max(after, place + 1)
            continue
        width = len(rows[0].cells)
        heads, span = _heads_above(lines, place, width)
        if heads:
            spans = [(row.label.start, row.cells[-1].end) for row in rows]
            yield _Grid(place, rows, heads, [span, *spans])
        place = after


def _rows_below(lines: list[Cell], place: int, language: str) -> tuple[list[_Row], int]:
    """Rows of a label, perhaps a unit, and the same number of numbers, from a line on."""
    rows: list[_Row] = []
    width = 0
    while place < len(lines) and _is_label(lines[place].text):
        first = place + 1
        unit = lines[first].text if first < len(lines) else ""
        if len(unit) < 25 and _is_label(unit) and _unit_words(unit, language)[1] is not None:
            first += 1
        after = first
        while after < len(lines) and _is_value(lines[after].text):
            after += 1
        count = after - first
        if count < 2 or (width and count != width):
            break
        width = count
        own = unit if first == place + 2 else None
        rows.append(_Row(lines[place], lines[first:after], own))
        place = after
    return rows, place


def _heads_above(lines: list[Cell], place: int, width: int) -> tuple[list[Cell], tuple[int, int]]:
    """The names of the columns: a list in the lines above, else a line for each."""
    for line in lines[max(0, place - _BACK) : place]:
        named = _COLUMNS.search(line.text)
        if named:
            parts = [part.strip() for part in named.group(1).split(";") if part.strip()]
            if len(parts) == width:
                return [Cell(0, 0, part) for part in parts], (line.start, line.end)
    above = lines[max(0, place - width) : place]
    if len(above) == width and all(_is_label(line.text) and len(line.text) < 80 for line in above):
        return above, (above[0].start, above[-1].end)
    return [], (0, 0)


# ---- cells between bars or tabs --------------------------------------------------------------


def _ruled(lines: list[Cell]) -> Iterator[_Grid]:
    place = 0
    while place < len(lines):
        cells = _cells(lines[place])
        after = place + 1
        if len(cells) < 3:
            place = after
            continue
        rows = []
        while after < len(lines):
            row = _cells(lines[after])
            if not row and set(lines[after].text) <= set("|-+: "):
                after += 1  # a rule under the heads
                continue
            if len(row) != len(cells):
                break
            rows.append(row)
            after += 1
        grid = _ruled_grid(place, cells, rows, lines)
        if grid is not None:
            yield grid
        place = after if grid is not None else place + 1


def _cells(line: Cell) -> list[Cell]:
    sign = "|" if "|" in line.text else "\t"
    if sign not in line.text or len(line.text) > 2000:
        return []
    cells, start = [], line.start
    for part in line.text.split(sign):
        stripped = part.strip()
        begin = start + len(part) - len(part.lstrip())
        cells.append(Cell(begin, begin + len(stripped), stripped))
        start += len(part) + 1
    while cells and not cells[0].text and line.text.startswith(sign):
        cells = cells[1:]
    while cells and not cells[-1].text and line.text.endswith(sign):
        cells = cells[:-1]
    if cells and all(set(cell.text) <= set("-+: ") for cell in cells):
        return []
    return cells


def _ruled_grid(
    place: int, heads: list[Cell], rows: list[list[Cell]], lines: list[Cell]
) -> _Grid | None:
    """A row of heads and rows of a label and numbers."""
    if not rows or any(_is_number(h.text) and not _YEAR.fullmatch(h.text) for h in heads[1:]):
        return None
    names = [head.text.casefold() for head in heads]
    first = 1 if names[0] in _ORDER_HEADS else 0
    unit = next((k for k, name in enumerate(names) if name in _UNIT_HEADS), None)
    kept = [k for k in range(first + 1, len(heads)) if k != unit]
    made = []
    for row in rows:
        values = [row[k] for k in kept]
        if not _is_label(row[first].text) or not all(
            _is_value(v.text) or not v.text for v in values
        ):
            continue
        made.append(_Row(row[first], values, row[unit].text if unit is not None else None))
    if not made:
        return None
    last = place + len(rows)
    span = (lines[place].start, lines[min(last, len(lines) - 1)].end)
    return _Grid(place, made, [heads[k] for k in kept], [span])


# ---- what the columns say --------------------------------------------------------------------


def _statements(
    grid: _Grid, before: str, language: str, point: str, year: int | None
) -> Iterator[Statement]:
    scale, unit = _unit_of(before, language)
    title = next(
        (i.value for i in _items(before, language) if i.kind == "time" and i.value.refers is None),
        None,
    )
    columns = []
    for number, head in enumerate(grid.heads):
        values = [
            float(read_number(row.cells[number].text.strip("+-%"), point).value)
            for row in grid.rows
            if _is_number(row.cells[number].text)
        ]
        columns.append(_column(head.text, values, (scale, unit), title, language, year))
    for row in grid.rows:
        own = _unit_words(row.unit, language) if row.unit else None
        label = row.label.text.strip(" -+*")
        subject = label if label[1:2].isupper() else label[:1].lower() + label[1:]
        for cell, column in zip(row.cells, columns, strict=True):
            if _is_number(cell.text):
                yield _statement(cell, column, own, subject, point)


def _statement(
    cell: Cell, column: _Column, own: tuple[str, str | None] | None, subject: str, point: str
) -> Statement:
    printed = cell.text.strip("+%").lstrip("-")
    number = read_number(printed, point)
    scale, unit = column.scale, column.unit
    if own is not None and column.kind == "level":
        scale, unit = own
    return Statement(
        id="",
        start=cell.start,
        end=cell.end,
        text="",
        printed=printed,
        value=f"-{number.value}" if cell.text.startswith("-") else number.value,
        unit=unit,
        scale=scale,
        type=column.kind,
        hedge=column.hedge,
        subject=subject,
        period=column.period,
        comparison=column.comparison,
        printed_unit="%" if cell.text.endswith("%") else None,
        note=None if unit else "no unit is printed",
        status=column.status,
        alternatives=number.alternatives,
        group=subject.casefold(),
    )


def _items(words: str, language: str) -> list[Item]:
    lists = lexicon(language)
    return reduce_items(gather(words, tokenize(words), lists), "," if language == "vi" else ".")


def _column(
    head: str,
    values: list[float],
    unit: tuple[str, str | None],
    title: When | None,
    language: str,
    year: int | None,
) -> _Column:
    items = _items(head, language)
    whens = [i.value for i in items if i.kind == "time" and not i.value.is_date]
    against = next((i.value for i in items if i.kind == "compare"), None)
    when = whens[0] if whens else title
    if _YEAR.fullmatch(head.strip()):
        when = When(1, 12, int(head))
    base = resolve(title, year, None) if title is not None else None
    period = resolve(when, year, base) if when is not None else None
    if when is not None and when.refers == "previous_month" and base is not None:
        period = _month_before(base)
    elif when is not None and when.refers in ("same", "last_year") and base is not None:
        period = base.moved(-1)
    hedge = "ước" if any(i.has("hedge.estimate") for i in items) else None
    status: Status | None = "estimate" if hedge else None
    kind, comparison = _kind(items, against, values, period, head)
    if kind == "level":
        own = _unit_words(head.rpartition("(")[2].rstrip(" )"), language) if "(" in head else None
        scale, name = own if own and own[1] else unit
        return _Column(kind, name, scale, period, None, hedge, status)
    return _Column(kind, "percent", "1", period, comparison, hedge, status)


def _kind(
    items: list[Item],
    against: Against | None,
    values: list[float],
    period: Period | None,
    head: str,
) -> tuple[Kind, Comparison | None]:
    if against is not None and against.what == "plan":
        in_percent = "%" in head or any(i.has("comparison.versus") for i in items)
        return ("attainment", "plan") if in_percent else ("level", None)
    if any(i.has("verb.share") for i in items) or "cơ cấu" in head.casefold():
        return "share", "total"
    changes = any(i.has("verb.rise", "verb.fall") for i in items)
    if against is None:
        return ("growth", on_the_year(period)) if changes and "%" in head else ("level", None)
    comparison = against_period(against, period)
    if changes or (values and median(values) < _INDEX):
        return "growth", comparison
    return "ratio", comparison


def _month_before(period: Period) -> Period:
    month = int(period.end[-2:])
    if month > 1:
        end = f"{period.end[:-2]}{month - 1:02d}"
        return replace(period, start=end, end=end)
    before = period.moved(-1)
    december = f"{before.end[:-2]}12"
    return replace(before, start=december, end=december)


def _unit_of(before: str, language: str) -> tuple[str, str | None]:
    """The unit named before a table: "Đơn vị tính: Tỷ đồng"."""
    named = _UNIT.findall(before)
    return _unit_words(named[-1], language) if named else ("1", None)


def _unit_words(words: str, language: str) -> tuple[str, str | None]:
    scale, unit = "1", None
    for item in gather(words, tokenize(words), lexicon(language)):
        if item.has("scale") and scale == "1":
            scale = str(item.phrases["scale"].value)
        elif item.has("unit"):
            unit = str(item.phrases["unit"].value)
            break
        elif item.has("counted.product", "counted.entity"):
            unit = "count"
            break
        elif item.kind == "number" and item.text in ("1000", "1.000"):
            scale = "1e3"
    return scale, unit
