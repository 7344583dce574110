"""Tables on a sheet: titles, header rows, body rows and the part each column plays.

A sheet may hold several tables below or beside each other. A body row is one with figures; the
header is the run of text rows above it; what stands above that are titles and the unit's corner.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hanoi_ct.tables._meaning.block import LABEL_HEADS, ORDER_HEADS, TITLE, Block
from hanoi_ct.tables._meaning.columns import settle_columns
from hanoi_ct.tables._meaning.compared_rows import split_by_comparisons
from hanoi_ct.tables._meaning.continued import continue_blocks
from hanoi_ct.tables._meaning.lines import named_part, units_in_title, units_noted, units_told
from hanoi_ct.tables._meaning.months import spoken
from hanoi_ct.tables._meaning.numbers import Profile, missing_mark
from hanoi_ct.tables._meaning.strip import Strip, is_figure, is_year
from hanoi_ct.tables._meaning.units import corner_units, read_unit
from hanoi_ct.tables._meaning.words import clean, fold, is_note, is_numbering
from hanoi_ct.tables._sheets.grid import Grid

__all__ = ["blocks_in", "blocks_of"]

_COLUMN_NUMBER = re.compile(
    r"\(?\s*(?:\d{1,2}|[A-Da-d])\s*\)?(?:\s*=?\s*[=:][\s\d()/*+\-x×:%]*)?(?:\(%\)|%)?"
    r"|\(?\d{1,2}\)?\s*=\s*[\d()\s/*+\-x×:%,]+"
)


# Words of headings in capitals, which no title of an office or name of a signer has.
_HEADING_WORDS = re.compile(r"\bso\b|cùng kỳ|l[uũ][ỹy] kế|thực hiện|\bước\b|tháng trước|trị giá")
# What a form asks for beside a number: "Tháng:", "Năm", "Kỳ báo cáo:".
_FIELD = re.compile(r"(?:thang|quy|nam|ky|ngay|lan|ma(?: tinh| so)?)(?: bao cao)?\s*:?")


@dataclass(slots=True)
class _Row:
    kind: str  # blank, text, header, numbered, body
    texts: list[int]
    figures: list[int]
    marks: list[int]
    years: list[int]


def blocks_in(grids: Sequence[Grid], profile: Profile) -> list[Block]:
    """The tables of several grids, those that go on from one grid to the next with its heads."""
    found = [block for grid in grids for block in blocks_of(grid, profile)]
    continue_blocks(found)
    return found


def blocks_of(grid: Grid, profile: Profile) -> list[Block]:
    """The tables of a grid, from the top; side by side from the left."""
    found: list[Block] = []
    for left, right in _side_by_side(grid, profile):
        found += _Scanner(grid, profile, left, right).blocks()
    found = split_by_comparisons(found)
    outside = [block for block in found if block.titles]
    for block in found:
        if not block.titles and outside:
            block.titles = list(outside[0].titles)
    return found


def _share_corner(blocks: Sequence[Block]) -> None:
    """Give tables without a unit the corner that stands above all, or above one headed alike."""
    for above, block in pairwise(blocks):
        alike = list(above.heads.values()) == list(block.heads.values()) or _same_rows(above, block)
        if block.corner or block.units is not None or not above.corner:
            continue
        if above.corner_of_all or alike:
            block.corner, block.corner_of_all = above.corner, above.corner_of_all


def _same_rows(above: Block, block: Block) -> bool:
    """Whether two tables name the same rows: a year in two halves, one below the other."""
    names = [[clean(one.label_of(row)[0]) for row in one.body] for one in (above, block)]
    return names[0] == names[1] and len(names[0]) > 1


def _side_by_side(grid: Grid, profile: Profile) -> list[tuple[int, int]]:
    """Ranges of columns, each with labels of its own, that an empty column divides."""
    filled = {column for (_, column), cell in grid.cells.items() if clean(cell.text)}
    if not filled:
        return []
    first, last = min(filled), max(filled)
    texts: dict[int, int] = {}
    numbers: dict[int, int] = {}
    for (_, column), cell in grid.cells.items():
        if is_figure(cell, profile):
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


class _Scanner(Strip):
    def __init__(self, grid: Grid, profile: Profile, left: int, right: int) -> None:
        super().__init__(grid, profile, left, right)
        self.rows = {row: self._row(row) for row in self.by_row}
        self.months = self._months_in()
        self._settle_rows()

    def _row(self, row: int) -> _Row:
        texts: list[int] = []
        figures: list[int] = []
        marks: list[int] = []
        years: list[int] = []
        for column in self.by_row[row]:
            cell = self.cell(row, column)
            if is_year(cell):
                years.append(column)
            elif is_figure(cell, self.profile):
                figures.append(column)
            elif missing_mark(cell.text):
                marks.append(column)
            else:
                texts.append(column)
        return _Row("text", texts, figures, marks, years)

    def _settle_rows(self) -> None:
        """Decide what each row is; figure columns are those with figures in several rows."""
        counts: dict[int, int] = {}
        fields = {row for row, held in self.rows.items() if self._is_form(row, held)}
        for row, held in self.rows.items():
            if row in fields:
                continue
            if self._is_numbered(row, held):
                held.kind = "numbered"
                continue
            values = held.figures if held.texts or held.marks else [*held.figures, *held.years]
            if self._in_series(row, held):
                values = [c for c in held.figures if self.months and c > self.months[1]]
            elif held.texts and len(held.figures) + len(held.years) >= 1:
                first = min(held.texts)
                values = [c for c in [*held.figures, *held.years] if c > first]
            for column in values:
                counts[column] = counts.get(column, 0) + 1
        self.wide = {column for column, count in counts.items() if count >= 1}
        body_seen = False
        for row in sorted(self.rows):
            held = self.rows[row]
            if held.kind == "numbered" or row in fields:
                continue
            held.kind = self._kind(row, held, body_seen)
            body_seen = body_seen or held.kind == "body"
            if held.kind == "header":
                body_seen = False

    def _is_form(self, row: int, held: _Row) -> bool:
        """Whether a row fills in a form: "Tháng:" 5 "Năm:" 2024."""
        columns = self.by_row[row]
        before = [
            columns[columns.index(c) - 1] for c in [*held.figures, *held.years] if c != columns[0]
        ]
        words = [fold(self.cell(row, column).text) for column in held.texts]
        named = all(_FIELD.fullmatch(fold(self.cell(row, column).text)) for column in before)
        alone = len(before) == len(held.figures) + len(held.years) > 0
        return alone and named and len(words) == len(before) and not held.marks

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

    def _months_in(self) -> tuple[int, int] | None:
        """The row and column of "Tháng" or "Quý" beside "Năm", which head a series of them."""
        for row, held in self.rows.items():
            heads = {fold(self.cell(row, column).text): column for column in held.texts}
            below = heads.get("thang", heads.get("quy"))
            if "nam" in heads and below is not None:
                return row, below
        return None

    def _in_series(self, row: int, held: _Row) -> bool:
        """Whether a row is named by the number of its month or quarter."""
        if self.months is None or row <= self.months[0] or self.months[1] not in self.by_row[row]:
            return False
        text = clean(self.cell(row, self.months[1]).text)
        roman = re.fullmatch(r"I{1,3}|IV", text) is not None
        numbered = text.isdigit() and 1 <= int(text) <= 12
        return (roman or numbered) and any(c > self.months[1] for c in held.figures)

    def _kind(self, row: int, held: _Row, body_seen: bool) -> str:
        if self._in_series(row, held):
            return "body"
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
        return self._kind_of_words(row, held, labels, body_seen)

    def _kind_of_words(self, row: int, held: _Row, labels: list[int], body_seen: bool) -> str:
        """What a row without figures is."""
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
                TITLE.match(fold(text))
                or is_note(text)
                or len(clean(text)) > 70
                or width > max(3, span)
                or (width > 3 and labels[0] == self.left and 2 * width > span)
            ):
                return "text"
            if body_seen and min(self.wide) != labels[0] and not spoken(fold(text)):
                return "text"
            return "header"
        if single or not in_wide:
            units = [c for c in held.texts if c in self.wide and c not in labels]
            return "header" if len(units) > 1 and not body_seen else "text"
        if all(is_note(self.cell(row, c).text) or self._signature(row, c) for c in labels):
            return "text"
        return "header"

    def _signature(self, row: int, column: int) -> bool:
        text = clean(self.cell(row, column).text)
        capitals = len(text) > 4 and text.upper() == text and " " in text
        return capitals and not spoken(fold(text)) and not _HEADING_WORDS.search(text.lower())

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
            settle_columns(self, block)
            if not block.corner and block.labels:
                heads = block.heads[block.labels[0]]
                told = (units for part in heads if (units := units_in_title(part)))
                block.corner = units_in_title(" ".join(heads)) or next(told, [])
            if not block.titles and not block.headers and number:
                block.headers = found[number - 1].headers
        for block in found:
            if not block.corner and block.units is None:
                block.corner = next(
                    (units for _, _, text in block.notes if (units := units_noted(text))), []
                )
        _share_corner(found)
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
        previous_notes, cornered = True, False
        for row in rest:
            texts = [(column, clean(self.cell(row, column).text)) for column in self.by_row[row]]
            if self.rows[row].figures or self.rows[row].years:  # "Tháng:" 5 "Năm:" 2024
                texts = [(texts[0][0], re.sub(r":", "", " ".join(text for _, text in texts)))]
            for column, text in texts:
                units = corner_units(text)
                if units:
                    block.corner, cornered = units, True
                elif previous_notes and is_note(text) and not TITLE.match(fold(text)):
                    block.notes.append((row, column, text))
                else:
                    block.titles.append((row, column, named_part(text)))
                    block.corner_of_all = cornered
        for text in self.grid.above:
            units = corner_units(text)
            if units:
                block.corner = units
            else:
                block.titles.append((0, 0, clean(text)))
        if not block.corner and block.titles:
            block.corner = units_in_title(block.titles[-1][2]) or next(
                (units for _, _, text in block.titles if (units := units_told(text))), []
            )
        for row in late:
            units = [u for c in self.by_row[row] for u in corner_units(self.cell(row, c).text)]
            if units and len(self.by_row[row]) == 1:
                block.corner = block.corner or units
            else:
                block.headings.append(row)

    def _inside_header(self, row: int, rest: list[int], below: int) -> bool:
        """A short label cell between header rows belongs to the header."""
        if self.rows[row].figures or self.rows[row].years:
            return False  # "Tháng:" 5 fills in a form
        text = fold(self.cell(row, self.by_row[row][0]).text)
        above = rest[-2] if len(rest) > 1 else None
        between = above is not None and self.rows[above].kind == "header" and row - above <= 1
        return below - row <= 1 and len(text) < 30 and (between or bool(LABEL_HEADS.match(text)))

    def _trim(self, block: Block, run: list[int], rest: list[int]) -> list[int]:
        """Take corners and titles off the top of a header run."""
        for place in range(len(run) - 1, -1, -1):
            columns = self.by_row[run[place]]
            text = fold(self.cell(run[place], columns[0]).text)
            line = len(columns) == 1 and (bool(spoken(text)) or not LABEL_HEADS.match(text))
            below = run[place:]
            if line and (self._above_name(columns[0], below) or self._above_blank(below)):
                rest += run[: place + 1]  # what stands above a title heads no column
                run = run[place + 1 :]
                break
        while run:
            row = run[0]
            columns = self.by_row[row]
            texts = [clean(self.cell(row, column).text) for column in columns]
            units = [unit for text in texts for unit in corner_units(text)]
            if len(columns) == 1 and len(run) > 1 and units and not self._over_column(row, run):
                block.corner = units
                run = run[1:]
                continue
            if len(run) > 1 and self._place_and_unit(columns, texts, run):
                rest.append(row)
                run = run[1:]
                continue
            if len(columns) == 1 and self._above_name(columns[0], run):
                rest.append(row)
                run = run[1:]
                continue
            heading = any(spoken(fold(t)) or LABEL_HEADS.match(fold(t)) for t in texts)
            if len(run) > 1 and len(columns) <= 2 and run[1] - row > 1 and not heading:
                rest.append(row)
                run = run[1:]
                continue
            if len(run) > 1 and TITLE.match(fold(texts[0])) and len(texts[0]) > 25:
                rest.append(row)
                run = run[1:]
                continue
            break
        return run

    def _place_and_unit(self, columns: list[int], texts: list[str], run: list[int]) -> bool:
        """ "Tỉnh Bình Dương" at the left edge, and the unit in the corner."""
        if len(columns) != 2 or columns[0] != min(self.by_row[row][0] for row in run):
            return False
        return bool(corner_units(texts[1])) and bool(re.match(r"don vi|dvt", fold(texts[1])))

    def _above_name(self, column: int, run: list[int]) -> bool:
        """Whether the first column of a table is headed below: what stands above is a title."""
        if column in self.wide or column != min(c for row in run for c in self.by_row[row]):
            return False
        heads = [fold(self.cell(row, column).text) for row in run[1:] if column in self.by_row[row]]
        return any(LABEL_HEADS.match(head) or ORDER_HEADS.match(head) for head in heads)

    def _above_blank(self, run: list[int]) -> bool:
        """Whether a line stands over names that no cell heads, and the headings stand below it."""
        column = self.by_row[run[0]][0]
        below = [c for row in run[1:] for c in self.by_row[row]]
        if (
            not below
            or column in self.wide
            or ORDER_HEADS.match(fold(self.cell(run[0], column).text))
        ):
            return False
        return column < min(below) and any(len(self.by_row[row]) > 1 for row in run[1:])

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
