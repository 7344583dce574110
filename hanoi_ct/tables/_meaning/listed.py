"""Lists with a figure a row, in which columns name the months and the status of each."""

from __future__ import annotations

import re

from hanoi_ct.tables._meaning.block import Block, subheading
from hanoi_ct.tables._meaning.column import Column
from hanoi_ct.tables._meaning.fact import Table
from hanoi_ct.tables._meaning.heading_periods import named_period
from hanoi_ct.tables._meaning.months import Period, spoken
from hanoi_ct.tables._meaning.rated_rows import compares_alone
from hanoi_ct.tables._meaning.words import clean, fold

__all__ = ["date_rows", "listed_months", "set_apart"]

_STATUSES = (
    (re.compile(r"(?:so lieu )?(?:uoc|du)(?: tinh| thuc hien| th)?"), "estimate"),
    (re.compile(r"(?:so lieu )?so bo"), "preliminary"),
    (re.compile(r"(?:so lieu )?(?:chinh thuc|(?:da )?thuc hien|th)"), "official"),
    (re.compile(r"(?:so lieu )?(?:kh|ke hoach)"), "plan"),
)
_ANY = "2024-12"  # a month of the report, where only the kind of words counts
_HEADS = re.compile(
    r"(?:ky|thoi (?:ky|gian)|thang|quy)(?: (?:bao cao|du lieu|so lieu))?"
    r"|thang ?[/,-]? ?nam|nam ?[/,-]? ?thang|period|month|time"
)
# Words beside which a period stands for nothing else.
_OF_TIME = re.compile(
    r"\b(?:thang|quy|nam|dau|luy ke|cong don|ky|t|q|i{1,3}|iv|\d{1,2}t|[tq]\d{1,2})\b"
    r"|[\d/().,;:-]+"
)


def set_apart(block: Block) -> None:
    """Take columns of months and of statuses out of those that name the rows."""
    rows = block.body
    if len(rows) < 2:
        return
    _from_and_to(block)
    held = {c: _texts(block, c) for c in [*block.labels, *sorted(block.remarks)]}
    full = {c: texts for c, texts in held.items() if len(texts) == len(rows)}
    free = [c for c in block.labels if len({*held[c]}) > 1]
    for column, texts in full.items():
        if len(free) < 2 and column in free:
            continue  # it is all that names the rows
        timed = _HEADS.fullmatch(fold(" ".join(block.heads[column])))
        if (
            block.periods is None
            and column in free
            and timed
            and all(_is_period(text) for text in texts)
        ):
            block.periods = column
        elif all(_status(text) for text in texts):
            block.statuses = column
        elif column in free and all(compares_alone(text, _ANY) for text in texts):
            block.compared = column
        else:
            continue
        _leave(block, column)
        free = [c for c in free if c != column]
    _year_and_month(block)
    constant = [c for c in block.labels if c in full and len({*full[c]}) == 1]
    if block.periods is not None and constant and len(block.labels) > len(constant):
        for column in constant:
            _leave(block, column)


_ENDS = re.compile(
    r"(?:ky|thang|ngay|thoi gian|thoi diem)? ?\b(tu|den|bat dau|ket thuc|dau|cuoi)\b"
    r"(?: (?:thang|ky|ngay|nam))?"
)


def _from_and_to(block: Block) -> None:
    """ "Từ tháng" and "Đến tháng": the first and the last month of each row."""
    found = {}
    for column in list(block.labels):
        head = _ENDS.fullmatch(fold(" ".join(block.heads[column])))
        texts = _texts(block, column)
        if head and len(texts) == len(block.body) and all(_is_period(text) for text in texts):
            found["from" if head[1] in ("tu", "bat dau", "dau") else "to"] = column
    if len(found) == 2:
        block.since, block.periods = found["from"], found["to"]
        for column in found.values():
            _leave(block, column)


def _leave(block: Block, column: int) -> None:
    if column in block.labels:
        block.labels.remove(column)
    block.remarks.add(column)


def _texts(block: Block, column: int) -> list[str]:
    cells = [block.grid.cells.get((row, column)) for row in block.body]
    return [text for cell in cells if cell is not None and (text := clean(cell.text))]


def _is_period(text: str) -> bool:
    folded = fold(text)
    return bool(spoken(folded)) and not _OF_TIME.sub("", folded).strip()


def _status(text: str) -> str | None:
    folded = fold(text)
    return next((status for form, status in _STATUSES if form.fullmatch(folded)), None)


def _year_and_month(block: Block) -> None:
    """ "Năm" and "Tháng" as two columns of numbers, or the month alone."""
    if block.periods is not None:
        return
    numbered = {}
    for column in [*block.labels, *block.remarks, *block.figures, *filter(None, [block.order])]:
        head = re.fullmatch(r"(nam|thang|quy)(?: bao cao)?", fold(" ".join(block.heads[column])))
        if head is None:
            continue
        texts = _texts(block, column)
        top = {"thang": 12, "quy": 4, "nam": 2100}[head[1]]
        once = head[1] == "nam" and bool(texts)  # a year over all of its months
        full = len(texts) == len(block.body) or once
        if full and all(_up_to(text, top) for text in texts):
            numbered["nam" if head[1] == "nam" else "thang"] = column
    others = [c for c in block.labels if c not in numbered.values()]
    if "thang" not in numbered or not (others or "nam" in numbered):
        return
    if "nam" not in numbered and len({*_texts(block, numbered["thang"])}) == 1:
        return
    block.years, block.periods = numbered.get("nam"), numbered["thang"]
    for column in numbered.values():
        _leave(block, column)
        block.figures = [c for c in block.figures if c != column]
        block.order = None if block.order == column else block.order


def _up_to(text: str, top: int) -> bool:
    if top == 4 and re.fullmatch(r"I{1,3}|IV", text):
        return True  # quarters
    return bool(re.fullmatch(r"\d{1,4}", text)) and 1 <= int(text) <= top


def _told(block: Block, row: int, report: str | None) -> Column | None:
    if block.periods is None:
        return None
    cell = block.grid.cells.get((row, block.periods))
    if cell is None:
        return None
    if block.years is None:
        alone = re.fullmatch(r"\d{1,2}", clean(cell.text))
        told = named_period(f"tháng {cell.text}" if alone else cell.text, report)
        first = block.grid.cells.get((row, block.since)) if block.since is not None else None
        return told if first is None else _between(named_period(first.text, report), told)
    return named_period(block.month_of(row)[0], report)


def _between(first: Column, last: Column) -> Column:
    """The months from one to another."""
    if first.period is None or last.period is None:
        return last
    last.period = Period(first.period.start, last.period.end)
    last.quarter = last.period.months == 3 and int(last.period.end[5:]) % 3 == 0
    last.to_date = last.period.start.endswith("-01") and last.period.months > 1
    return last


def _sections(block: Block, report: str | None) -> dict[int, Column]:
    """Rows without figures that are periods alone: what stands below each is of it."""
    texts = _section_texts(block)
    named = {row: text for row, text in texts.items() if _period_alone(text)}
    return {row: named_period(text, report) for row, text in named.items()}


def _section_texts(block: Block) -> dict[int, str]:
    """The rows without figures, and the one of the table before under which this one goes on."""
    texts = {row: subheading(block, row) for row in block.headings}
    return {0: block.section, **texts} if block.section else texts


_ASIDE = re.compile(r"\b(?:uoc|du|tinh|thuc hien|th|chinh thuc|so bo|ket qua|so lieu)\b")


def _period_alone(text: str) -> bool:
    folded = _ASIDE.sub(" ", fold(text))
    kinds = {period.kind for period in spoken(folded)}
    return bool(kinds - {"year"}) and not _OF_TIME.sub("", folded).strip()


def _status_in(text: str) -> str | None:
    folded = fold(text)
    if re.search(r"\buoc\b|\bdu (?:tinh|kien)\b", folded):
        return "estimate"
    if "sơ bộ" in clean(text).lower():
        return "preliminary"
    return "official" if re.search(r"chinh thuc|thuc hien|\bth\b", folded) else None


def _status_of(block: Block, row: int) -> str | None:
    cell = block.grid.cells.get((row, block.statuses)) if block.statuses else None
    return _status(cell.text) if cell is not None else None


def date_rows(table: Table) -> None:
    """Give each row of a list the months and the status that its cells or its section name."""
    block = table.block
    dated = any(column.period_told for column in table.columns.values())
    sections = {} if dated else _sections(block, table.report)
    for row in table.rows:
        above = [place for place in sections if place < row.row]
        if above:
            row.told = sections[max(above)]
            row.status = _status_in(_section_texts(block)[max(above)])
            continue
        row.told = None if not block.labels else _told(block, row.row, table.report)
        row.status = _status_of(block, row.row)


def listed_months(block: Block) -> list[tuple[int, int]]:
    """Year and month of the rows of a list, where they name both."""
    done = [row for row in block.body if _status_of(block, row) != "plan"]
    columns = [_told(block, row, None) for row in done] if block.periods else []
    columns += _sections(block, None).values()
    ends = {column.period.end for column in columns if column and column.period}
    return [(int(end[:4]), int(end[5:])) for end in sorted(ends)]
