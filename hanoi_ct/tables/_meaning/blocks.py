"""Tables on a sheet: titles, header rows, body rows and the part each column plays.

A sheet may hold several tables below or beside each other. A body row is one with figures; the
header is the run of text rows above it; what stands above that are titles and the unit's corner.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from hanoi_ct.tables._meaning.months import spoken
from hanoi_ct.tables._meaning.numbers import Profile, figure, missing_mark
from hanoi_ct.tables._meaning.units import DITTO, Unit, corner_units, read_unit
from hanoi_ct.tables._meaning.words import clean, fold, is_note, is_numbering, unmarked
from hanoi_ct.tables._sheets.grid import Cell, Grid

__all__ = ["Block", "blocks_of", "subheading"]

_COLUMN_NUMBER = re.compile(
    r"\(?\s*(?:\d{1,2}|[A-Da-d])\s*\)?(?:\s*=?\s*[=:][\s\d()/*+\-x×:%]*)?(?:\(%\)|%)?"
    r"|\(?\d{1,2}\)?\s*=\s*[\d()\s/*+\-x×:%,]+"
)
_LABEL_HEADS = re.compile(
    r"^(?:chi tieu|ten chi tieu|nganh|ten nganh|san pham|ten san pham|mat hang|ten|noi dung"
    r"|danh muc|tinh|thi truong|nuoc|ten nuoc|dia ban|huyen|ten cum|cum cong nghiep|nhom hang"
    r"|thang|loai|khu vuc|dia phuong|ten hang|nganh cong nghiep|san pham cong nghiep|ten du an"
    r"|du an|ten khu|cac chi tieu|thanh phan|thoi gian|ky)\b"
)
_ORDER_HEADS = re.compile(r"^(?:tt|stt|so tt|so thu tu|s\.?t\.?t\.?)$")
_UNIT_HEADS = re.compile(r"^(?:dvt|don vi tinh|don vi|don vi do|dv tinh|dvi|unit)\b")
_NOTE_HEADS = re.compile(
    r"^(?:ghi chu|nguyen nhan|chu thich|nguon(?! von)|co quan|don vi bao cao|thuyet minh)\b"
)
# Figures that the report has no place for: contributions in points, weights.
_OTHER_HEADS = re.compile(r"\b(?:dong gop|quyen so|dong gop diem)\b")
_CODE_HEADS = re.compile(r"^(?:ma so|ma nganh|ma|ma sp|ma san pham|ma hs|hs)$")
_TITLE = re.compile(
    r"^(?:bieu|phu luc|bang|phan|\d{1,2}\.(?!\d)|[ivx]+\.)\s*\S|^(?:tinh hinh|bao cao|ket qua)\b"
)


@dataclass(slots=True)
class Block:
    """One table of a grid."""

    grid: Grid
    titles: list[tuple[int, int, str]] = field(default_factory=list)
    corner: list[Unit] = field(default_factory=list)
    headers: list[int] = field(default_factory=list)
    numbered: list[int] = field(default_factory=list)  # rows of column numbers
    body: list[int] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)  # rows between body rows, without figures
    notes: list[tuple[int, int, str]] = field(default_factory=list)
    heads: dict[int, list[str]] = field(default_factory=dict)  # parts of each column's heading
    order: int | None = None
    units: int | None = None
    codes: int | None = None
    remarks: set[int] = field(default_factory=set)
    others: set[int] = field(default_factory=set)  # contributions and weights
    labels: list[int] = field(default_factory=list)
    figures: list[int] = field(default_factory=list)
    covering: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The line nearest above the table that names it."""
        named = [text for _, _, text in self.titles if _TITLE.match(fold(text))]
        return (named or [text for _, _, text in self.titles] or [""])[-1]

    @property
    def title_text(self) -> str:
        """All lines above the table."""
        return " ".join(text for _, _, text in self.titles)

    def label_of(self, row: int) -> tuple[str, str, int]:
        """A row's label, as held and the column it stands in; empty where it has none."""
        for column in self._by_name(row):
            place = self.covering.get((row, column), (row, column))
            cell = self.grid.cells.get(place)
            if cell is not None and cell.kind in ("text", "date") and clean(cell.text):
                if read_unit(cell.text) is not None and column != self.labels[0]:
                    continue
                if is_numbering(cell.text) and column != self.labels[-1]:
                    continue
                return cell.text, cell.raw, column
        return "", "", 0

    def _by_name(self, row: int) -> list[int]:
        """The label columns of a row, the one that names it first.

        A column headed as names are ("Chỉ tiêu") comes before one that groups them ("Lĩnh vực"),
        and any column before one whose cell is merged over several rows.
        """
        named = [c for c in self.labels if _LABEL_HEADS.match(fold(" ".join(self.heads[c])))]
        first = named if len(named) == 1 else []
        grouping = {
            column
            for column in self.labels
            if any(
                top <= row <= bottom and left <= column <= right and bottom > top
                for top, left, bottom, right in self.grid.merges
            )
        }
        return sorted(self.labels, key=lambda c: (c in grouping, c not in first, c))


@dataclass(slots=True)
class _Row:
    kind: str  # blank, text, header, numbered, body
    texts: list[int]
    figures: list[int]
    marks: list[int]
    years: list[int]


def blocks_of(grid: Grid, profile: Profile) -> list[Block]:
    """The tables of a grid, from the top; side by side from the left."""
    found: list[Block] = []
    for left, right in _side_by_side(grid, profile):
        found += _Scanner(grid, profile, left, right).blocks()
    outside = [block for block in found if block.titles]
    for block in found:
        if not block.titles and outside:
            block.titles = list(outside[0].titles)
    return found


def _is_figure(cell: Cell, profile: Profile) -> bool:
    if cell.kind == "number":
        return True
    if cell.kind == "error":
        return bool(cell.formula)
    return cell.kind == "text" and figure(cell.text, profile) is not None


def _is_year(cell: Cell) -> bool:
    text = clean(cell.text)
    if cell.kind == "number":
        number = cell.number
        return number is not None and number == int(number) and 1990 <= number <= 2100
    return bool(re.fullmatch(r"(?:19|20)\d\d", text))


def _side_by_side(grid: Grid, profile: Profile) -> list[tuple[int, int]]:
    """Ranges of columns, each with labels of its own, that an empty column divides."""
    filled = {column for (_, column), cell in grid.cells.items() if clean(cell.text)}
    if not filled:
        return []
    first, last = min(filled), max(filled)
    texts: dict[int, int] = {}
    numbers: dict[int, int] = {}
    for (_, column), cell in grid.cells.items():
        if _is_figure(cell, profile):
            numbers[column] = numbers.get(column, 0) + 1
        elif len(clean(cell.text)) > 3 and read_unit(cell.text) is None:
            texts[column] = texts.get(column, 0) + 1
    cuts = []
    for column in range(first + 1, last):
        if column in filled or column - 1 not in filled:
            continue
        after = min(place for place in filled if place > column)
        labels = [place for place in (after, after + 1) if texts.get(place, 0) >= 3]
        mostly = any(texts[place] > 2 * numbers.get(place, 0) for place in labels)
        before = any(numbers.get(place, 0) >= 2 for place in range(first, column))
        beyond = any(numbers.get(place, 0) >= 2 for place in range(after + 1, last + 1))
        if mostly and before and beyond:
            cuts.append(after)
    edges = [first, *cuts, last + 1]
    return [(edges[i], edges[i + 1] - 1) for i in range(len(edges) - 1)]


def _units_in_title(text: str) -> list[Unit]:
    """The units that close a title in brackets: "Xuất khẩu (Đơn vị tính: triệu USD)"."""
    match = re.search(r"\(([^()]*)\)\s*$", text)
    return corner_units(match[1]) if match else []


class _Scanner:
    def __init__(self, grid: Grid, profile: Profile, left: int, right: int) -> None:
        self.grid, self.profile, self.left, self.right = grid, profile, left, right
        self.covering = grid.covering()
        self.by_row: dict[int, list[int]] = {}
        for (row, column), cell in sorted(grid.cells.items()):
            if left <= column <= right and (clean(cell.text) or cell.kind == "error"):
                self.by_row.setdefault(row, []).append(column)
        self.widths = {
            (top, first): last - first + 1 for top, first, _, last in grid.merges if last > first
        }
        self.rows = {row: self._row(row) for row in self.by_row}
        self._settle_rows()

    def cell(self, row: int, column: int) -> Cell:
        return self.grid.cells[row, column]

    def _row(self, row: int) -> _Row:
        texts: list[int] = []
        figures: list[int] = []
        marks: list[int] = []
        years: list[int] = []
        for column in self.by_row[row]:
            cell = self.cell(row, column)
            if _is_year(cell):
                years.append(column)
            elif _is_figure(cell, self.profile):
                figures.append(column)
            elif missing_mark(cell.text):
                marks.append(column)
            else:
                texts.append(column)
        return _Row("text", texts, figures, marks, years)

    def _settle_rows(self) -> None:
        """Decide what each row is; figure columns are those with figures in several rows."""
        counts: dict[int, int] = {}
        for row, held in self.rows.items():
            if self._is_numbered(row, held):
                held.kind = "numbered"
                continue
            values = held.figures if held.texts or held.marks else [*held.figures, *held.years]
            if held.texts and len(held.figures) + len(held.years) >= 1:
                first = min(held.texts)
                values = [c for c in [*held.figures, *held.years] if c > first]
            for column in values:
                counts[column] = counts.get(column, 0) + 1
        self.wide = {column for column, count in counts.items() if count >= 1}
        body_seen = False
        for row in sorted(self.rows):
            held = self.rows[row]
            if held.kind == "numbered":
                continue
            held.kind = self._kind(row, held, body_seen)
            body_seen = body_seen or held.kind == "body"
            if held.kind == "header":
                body_seen = False

    def _is_numbered(self, row: int, held: _Row) -> bool:
        columns = self.by_row[row]
        texts = [clean(self.cell(row, column).text) for column in columns]
        if len(columns) < 3 or not all(_COLUMN_NUMBER.fullmatch(text) for text in texts):
            return False
        numbers = []
        for text in texts:
            digits = re.match(r"\(?\s*(\d{1,2})", text)
            if digits:
                numbers.append(int(digits[1]))
        steps = [b - a for a, b in pairwise(numbers)]
        return bool(numbers) and all(step == 1 for step in steps) and numbers[0] <= 5

    def _kind(self, row: int, held: _Row, body_seen: bool) -> str:
        columns = self.by_row[row]
        labels = [
            column
            for column in held.texts
            if not is_numbering(self.cell(row, column).text)
            and read_unit(self.cell(row, column).text) is None
        ]
        left_label = min(labels, default=None)
        values = [
            column
            for column in [*held.figures, *held.marks]
            if left_label is None or column > left_label
        ]
        years = [column for column in held.years if left_label is None or column > left_label]
        if held.years and not held.figures and not held.marks:
            # Years alone are a header, unless they stand among the body of a table.
            if not body_seen or left_label is None:
                if len(held.years) == 1 and len(columns) == 1 and not body_seen:
                    return "header"
                return "header"
            heading_words = any(spoken(fold(self.cell(row, c).text)) for c in held.texts)
            if heading_words or len(labels) > 1:
                return "header"
            values = [*values, *years]
        if left_label is not None and values:
            others = [column for column in labels if column > min(values)]
            named = sum(
                bool(spoken(fold(self.cell(row, c).text))) for c in labels if c in self.wide
            )
            if named >= 2 or (len(others) > len(values) and not body_seen):
                return "header"
            if all(column in held.marks for column in values) and not body_seen and named:
                return "header"
            return "body"
        if left_label is None and (held.figures or held.marks):
            # Figures without a name: part of a body under way (numbering alone), else stray.
            return "body" if body_seen and len(held.figures) >= 1 else "text"
        in_wide = [column for column in labels if column in self.wide]
        if not labels:
            if any(read_unit(self.cell(row, c).text) for c in held.texts if c in self.wide):
                return "header"
            return "text"
        single = len(labels) == 1
        if single and in_wide:
            text = self.cell(row, labels[0]).text
            width = self.widths.get((row, labels[0]), 1)
            span = len(self.wide)
            if (
                _TITLE.match(fold(text))
                or is_note(text)
                or len(clean(text)) > 70
                or width > max(3, span)
            ):
                return "text"
            if body_seen and min(self.wide) != labels[0] and not spoken(fold(text)):
                return "text"
            return "header"
        if single or not in_wide:
            return "text"
        if all(is_note(self.cell(row, c).text) or self._signature(row, c) for c in labels):
            return "text"
        return "header"

    def _signature(self, row: int, column: int) -> bool:
        text = clean(self.cell(row, column).text)
        return len(text) > 4 and text.upper() == text and not spoken(fold(text)) and " " in text

    # ---- from rows to blocks

    def blocks(self) -> list[Block]:
        rows = sorted(self.rows)
        found: list[Block] = []
        current: Block | None = None
        waiting: list[int] = []  # rows since the last body row
        for row in rows:
            kind = self.rows[row].kind
            if kind != "body":
                waiting.append(row)
                continue
            if current is None or self._begins(waiting):
                current = Block(self.grid, covering=self.covering)
                self._head(current, waiting)
                found.append(current)
            else:
                self._between(current, waiting)
            current.body.append(row)
            waiting = []
        if current is not None:
            self._tail(current, waiting)
        for number, block in enumerate(found):
            self._columns(block)
            if not block.titles and not block.headers and number:
                block.headers = found[number - 1].headers
        return [block for block in found if block.body and block.figures]

    def _begins(self, waiting: Sequence[int]) -> bool:
        """Whether the rows since the last body row head a new table."""
        headers = [row for row in waiting if self.rows[row].kind == "header"]
        if not headers:
            return False
        if len(headers) > 1 or any(self.rows[row].kind == "numbered" for row in waiting):
            return True
        texts = [fold(self.cell(headers[0], c).text) for c in self.by_row[headers[0]]]
        return len(texts) > 1 and not all(read_unit(text) for text in texts[1:])

    def _head(self, block: Block, waiting: list[int]) -> None:
        """Share out the rows above a body: titles, corner, header, column numbers."""
        rest = list(waiting)
        late: list[int] = []  # heading rows between header and body
        while (
            rest
            and self.rows[rest[-1]].kind == "text"
            and any(self.rows[row].kind in ("header", "numbered") for row in rest[:-1])
        ):
            late.insert(0, rest.pop())
        run: list[int] = []
        while rest:
            row = rest[-1]
            kind = self.rows[row].kind
            below = run[0] if run else row
            if (kind in ("header", "numbered") and below - row <= 2) or (
                kind == "text" and run and self._inside_header(row, rest, below)
            ):
                run.insert(0, rest.pop())
            else:
                break
        run = self._trim(block, run, rest)
        block.numbered = [row for row in run if self.rows[row].kind == "numbered"]
        block.headers = [row for row in run if row not in block.numbered]
        previous_notes = True
        for row in rest:
            texts = [(column, clean(self.cell(row, column).text)) for column in self.by_row[row]]
            for column, text in texts:
                units = corner_units(text)
                if units:
                    block.corner = units
                elif previous_notes and is_note(text) and not _TITLE.match(fold(text)):
                    block.notes.append((row, column, text))
                else:
                    block.titles.append((row, column, text))
        for text in self.grid.above:
            units = corner_units(text)
            if units:
                block.corner = units
            else:
                block.titles.append((0, 0, clean(text)))
        if not block.corner and block.titles:
            block.corner = _units_in_title(block.titles[-1][2])
        for row in late:
            units = [u for c in self.by_row[row] for u in corner_units(self.cell(row, c).text)]
            if units and len(self.by_row[row]) == 1:
                block.corner = block.corner or units
            else:
                block.headings.append(row)

    def _inside_header(self, row: int, rest: list[int], below: int) -> bool:
        """A short label cell between header rows belongs to the header."""
        text = fold(self.cell(row, self.by_row[row][0]).text)
        above = rest[-2] if len(rest) > 1 else None
        between = above is not None and self.rows[above].kind == "header" and row - above <= 1
        return below - row <= 1 and len(text) < 30 and (between or bool(_LABEL_HEADS.match(text)))

    def _trim(self, block: Block, run: list[int], rest: list[int]) -> list[int]:
        """Take corners and titles off the top of a header run."""
        while run:
            row = run[0]
            columns = self.by_row[row]
            texts = [clean(self.cell(row, column).text) for column in columns]
            units = [unit for text in texts for unit in corner_units(text)]
            if len(columns) == 1 and len(run) > 1 and units and not self._over_column(row, run):
                block.corner = units
                run = run[1:]
                continue
            heading = any(spoken(fold(t)) or _LABEL_HEADS.match(fold(t)) for t in texts)
            if len(run) > 1 and len(columns) <= 2 and run[1] - row > 1 and not heading:
                rest.append(row)
                run = run[1:]
                continue
            if len(run) > 1 and _TITLE.match(fold(texts[0])) and len(texts[0]) > 25:
                rest.append(row)
                run = run[1:]
                continue
            break
        return run

    def _over_column(self, row: int, run: list[int]) -> bool:
        """Whether a unit alone in its row is the head of its own column, nothing else there."""
        column = self.by_row[row][0]
        return not any(column in self.by_row[below] for below in run[1:])

    def _between(self, block: Block, waiting: list[int]) -> None:
        for row in waiting:
            if any(is_note(self.cell(row, column).text) for column in self.by_row[row][:1]):
                column = self.by_row[row][0]
                block.notes.append((row, column, clean(self.cell(row, column).text)))
            else:
                block.headings.append(row)

    def _tail(self, block: Block, waiting: list[int]) -> None:
        for row in waiting:
            for column in self.by_row[row]:
                block.notes.append((row, column, clean(self.cell(row, column).text)))

    # ---- what each column is

    def _columns(self, block: Block) -> None:
        columns = sorted(
            {c for row in [*block.headers, *block.body] for c in self.by_row.get(row, ())}
            | {
                c
                for row in block.headers
                for (r, c) in self.covering
                if r == row and self.left <= c <= self.right
            }
        )
        for column in columns:
            block.heads[column] = self._parts(block, column)
        for column in columns:
            head = fold(" ".join(block.heads[column]))
            leaf = fold(block.heads[column][-1]) if block.heads[column] else ""
            held = [self.grid.cells.get((row, column)) for row in block.body]
            cells = [cell for cell in held if cell is not None]
            texts = [clean(cell.text) for cell in cells]
            if _ORDER_HEADS.match(head) or self._orders(block, column, columns, cells, head):
                if block.order is None:
                    block.order = column
            elif _UNIT_HEADS.match(head) or (texts and not head and self._units(texts)):
                block.units = column
            elif _CODE_HEADS.match(head):
                block.codes = column
            elif _NOTE_HEADS.match(head) or _NOTE_HEADS.match(leaf):
                block.remarks.add(column)
            elif _OTHER_HEADS.search(head):
                block.others.add(column)
            elif _LABEL_HEADS.match(head) and not block.labels and not block.figures:
                block.labels.append(column)
            elif cells and self._mostly_figures(cells):
                block.figures.append(column)
            elif cells and block.units is None and len(texts) > 1 and self._units(texts):
                block.units = column
            elif not block.figures:
                block.labels.append(column)
            elif (
                not cells
                and head
                and (spoken(head) or re.search(r"\bso\b|%|ke hoach|\bkh\b", head))
            ):
                block.figures.append(column)  # nothing filled in yet
            else:
                block.remarks.add(column)
        if not block.labels and block.order is not None:
            block.labels, block.order = [block.order], None

    def _orders(
        self, block: Block, column: int, columns: list[int], cells: list[Cell], head: str
    ) -> bool:
        """A first column without a heading that numbers the rows."""
        if head or column != columns[0] or not cells or len(columns) < 3:
            return False
        texts = [clean(cell.text) for cell in cells]
        return all(is_numbering(text) or not text for text in texts)

    def _units(self, texts: list[str]) -> bool:
        known = [text in DITTO or read_unit(text) is not None for text in texts if text]
        return len(known) > 0 and sum(known) >= 0.6 * len(known)

    def _mostly_figures(self, cells: list[Cell]) -> bool:
        counted = [
            _is_figure(cell, self.profile) or bool(missing_mark(cell.text)) or cell.kind == "error"
            for cell in cells
        ]
        if not any(_is_figure(cell, self.profile) or cell.kind == "error" for cell in cells):
            return len(cells) > 0 and all(missing_mark(cell.text) for cell in cells)
        return sum(counted) >= 0.5 * len(counted)

    def _parts(self, block: Block, column: int) -> list[str]:
        """The texts of a column's heading from the top down, merged cells where they reach."""
        parts: list[str] = []
        last: tuple[int, int] | None = None
        for row in block.headers:
            place = self.covering.get((row, column), (row, column))
            cell = self.grid.cells.get(place)
            if cell is None or place == last or not clean(cell.text):
                continue
            if place[0] not in block.headers:
                continue
            if parts[-1:] != [clean(cell.text)]:  # a document repeats the text of merged cells
                parts.append(clean(cell.text))
            last = place
        return self._spill(block, column, parts)

    def _spill(self, block: Block, column: int, parts: list[str]) -> list[str]:
        """A heading over several columns that is written in the first of them, without merge."""
        own = [row for row in block.headers if (row, column) in self.grid.cells]
        if not parts or not own or own[0] == block.headers[0]:
            return parts
        spilled: list[str] = []
        for row in block.headers:
            if row >= own[0]:
                break
            if (row, column) in self.covering:
                return parts
            left = [c for c in self.by_row.get(row, []) if c < column]
            if left and self._groups(block, row, left[-1], column, parts[0]):
                spilled.append(clean(self.cell(row, left[-1]).text))
        return [*spilled, *parts]

    def _groups(self, block: Block, row: int, source: int, column: int, own: str) -> bool:
        """Whether a cell heads a group of columns that reaches this one."""
        text = fold(self.cell(row, source).text)
        named = _LABEL_HEADS.match(text) and not re.search(r"\d|\bso voi\b", text)
        if (row, source) in self.widths or named or _UNIT_HEADS.match(text):
            return False
        if _ORDER_HEADS.match(text) or re.search(r"\bkh\b|ke hoach", text):
            return False
        below = [r for r in block.headers if r > row]
        if not all(
            any((r, place) in self.grid.cells for r in below) for place in range(source, column)
        ):
            return False
        first = next(r for r in below if (r, source) in self.grid.cells)
        beside = fold(self.cell(first, source).text)
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
        grouping = re.search(r"chi so|so voi|thuc hien|uoc|thang|cong don|luy ke|quy|tang", text)
        return alike and bool(grouping)


def subheading(block: Block, row: int) -> str:
    """The words of a row without figures."""
    texts = [
        clean(block.grid.cells[row, column].text)
        for column in range(1, 60)
        if (row, column) in block.grid.cells
    ]
    words = [text for text in texts if text and not is_numbering(text)]
    return unmarked(words[0])[0] if words else ""
