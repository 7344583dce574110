"""The part that each column of a table plays, told by its heading and by what it holds."""

from __future__ import annotations

import re

from hanoi_ct.tables._meaning.block import LABEL_HEADS, ORDER_HEADS, UNIT_HEADS, Block
from hanoi_ct.tables._meaning.headers import header_parts
from hanoi_ct.tables._meaning.listed import set_apart
from hanoi_ct.tables._meaning.months import spoken
from hanoi_ct.tables._meaning.numbers import Profile, missing_mark
from hanoi_ct.tables._meaning.strip import Strip, is_figure, is_year
from hanoi_ct.tables._meaning.units import DITTO, read_unit
from hanoi_ct.tables._meaning.words import clean, fold, is_numbering
from hanoi_ct.tables._sheets.grid import Cell

__all__ = ["settle_columns"]

_NOTE_HEADS = re.compile(
    r"^(?:ghi chu|nguyen nhan|chu thich|nguon(?: so lieu| du lieu| tin)?$|co quan"
    r"|don vi bao cao|thuyet minh|(?:phan )?hang(?: cho)?$|cap$)\b"
)
# "Nguyên nhân" may also head a group of columns that count.
_CAUSES = re.compile(r"nguyen nhan|thuyet minh|co quan|don vi bao cao")
# Figures that the report has no place for: contributions in points, weights.
_OTHER_HEADS = re.compile(
    r"chenh lech(?!.*%)|(?:tang|giam|\bso (?:voi|sanh)).*tuyet doi(?!.*%)"
    r"|\b(?:dong gop|quyen so|dong gop diem)\b|\b(?:xep|thu) hang\b"
)
# Years that are told of a project, no figures.
_YEAR_HEADS = re.compile(
    r"hoan thanh|khoi cong|van hanh|hoat dong|thanh lap|thoi (?:gian|diem|han)|tien do|^nam\b"
)
_COMPARES = re.compile(r"\bso (?:voi|sanh|cung)|cung ky|thang \d|luy ke|cong don")
_CODE_HEADS = re.compile(
    r"^(?:ma(?: (?:so|nganh|sp|san pham|hang|hs|tinh|huyen|xa|dia ban|don vi|chi tieu))*|hs)$"
)


def settle_columns(strip: Strip, block: Block) -> None:
    """Give each column of a block its part: order, name, unit, code, figures, remark."""
    columns = sorted(
        {c for row in [*block.headers, *block.body] for c in strip.by_row.get(row, ())}
        | {
            c
            for row in block.headers
            for (r, c) in strip.covering
            if r == row and strip.left <= c <= strip.right
        }
    )
    for column in columns:
        block.heads[column] = header_parts(strip, block, column)
    for column in columns:
        head = fold(" ".join(block.heads[column]))
        leaf = fold(block.heads[column][-1]) if block.heads[column] else ""
        held = [strip.grid.cells.get((row, column)) for row in block.body]
        cells = [cell for cell in held if cell is not None]
        texts = [clean(cell.text) for cell in cells]
        if ORDER_HEADS.match(head) or _orders(block, column, columns, cells, head):
            if block.order is None:
                block.order = column
        elif _names_bodies(block, head, texts):
            block.labels.append(column)
        elif (UNIT_HEADS.match(head) and not _COMPARES.search(head)) or (
            texts and not head and _units(texts)
        ):
            block.units = column
        elif _CODE_HEADS.match(head):
            block.codes = column
        elif _remarks(block, head, leaf, cells, strip.profile) or (
            cells and _YEAR_HEADS.search(head) and all(is_year(cell) for cell in cells)
        ):
            block.remarks.add(column)
        elif _OTHER_HEADS.search(head):
            block.others.add(column)
        elif LABEL_HEADS.match(head) and not block.labels and not block.figures:
            block.labels.append(column)
        elif cells and _mostly_figures(cells, strip.profile):
            block.figures.append(column)
        elif cells and block.units is None and len(texts) > 1 and _units(texts):
            block.units = column
        elif not block.figures:
            block.labels.append(column)
        elif not cells and head and (spoken(head) or re.search(r"\bso\b|%|ke hoach|\bkh\b", head)):
            block.figures.append(column)  # nothing filled in yet
        else:
            block.remarks.add(column)
    if not block.labels and block.order is not None:
        block.labels, block.order = [block.order], None
    before = [c for c in sorted(block.remarks) if c < min(block.figures, default=0)]
    if not block.labels and before:
        block.labels = before[:1]  # "Nguồn" of power, which names the rows
        block.remarks.discard(before[0])
    set_apart(block)


def _names_bodies(block: Block, head: str, texts: list[str]) -> bool:
    """ "Đơn vị" over names of districts or offices, not over units."""
    if not head.startswith("don vi") or head.startswith("don vi tinh") or block.labels:
        return False
    return len(texts) > 1 and not any(text in DITTO or read_unit(text) for text in texts)


def _remarks(block: Block, head: str, leaf: str, cells: list[Cell], profile: Profile) -> bool:
    """A column of remarks; "Cơ quan chủ trì" as the first names the rows."""
    naming = head.startswith("co quan") and not block.labels and not block.figures
    counts = bool(_CAUSES.match(head)) and bool(cells) and _mostly_figures(cells, profile)
    noted = _NOTE_HEADS.match(head) or _NOTE_HEADS.match(leaf)
    return bool(noted) and not naming and not counts


def _orders(block: Block, column: int, columns: list[int], cells: list[Cell], head: str) -> bool:
    """A first column without a heading that numbers the rows."""
    if head or column != columns[0] or not cells or len(columns) < 3:
        return False
    texts = [clean(cell.text) for cell in cells]
    return all(is_numbering(text) or not text for text in texts)


def _units(texts: list[str]) -> bool:
    known = [text in DITTO or read_unit(text) is not None for text in texts if text]
    return len(known) > 0 and sum(known) >= 0.6 * len(known)


def _mostly_figures(cells: list[Cell], profile: Profile) -> bool:
    counted = [
        is_figure(cell, profile) or bool(missing_mark(cell.text)) or cell.kind == "error"
        for cell in cells
    ]
    if not any(is_figure(cell, profile) or cell.kind == "error" for cell in cells):
        return len(cells) > 0 and all(missing_mark(cell.text) for cell in cells)
    return sum(counted) >= 0.5 * len(counted)
