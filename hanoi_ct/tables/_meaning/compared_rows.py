"""Tables whose columns are months and whose rows stand below the comparison they are about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hanoi_ct.tables._meaning.block import Block, subheading
from hanoi_ct.tables._meaning.headings import column_meaning
from hanoi_ct.tables._meaning.words import fold

__all__ = ["split_by_comparisons"]

_COMPARES = re.compile(r"\bso (?:voi|cung|thang|nam|ky|sanh)|cung ky")


def split_by_comparisons(blocks: Sequence[Block]) -> list[Block]:
    """Divide a table at rows such as "So với tháng trước": each part is a table of its own.

    Only where no column's heading compares anything itself.
    """
    found: list[Block] = []
    for block in blocks:
        rows = [row for row in block.headings if _COMPARES.search(fold(subheading(block, row)))]
        plain = all(column_meaning(block.heads[c], None).measure == "level" for c in block.figures)
        if not rows or not plain or not _name_months(block):
            found.append(block)
            continue
        edges = [0, *rows, max(block.body) + 1]
        for place, start in enumerate(edges[:-1]):
            part = _part(block, start, edges[place + 1])
            if part.body:
                found.append(part)
    return found


def _name_months(block: Block) -> bool:
    """Whether every figure stands under a month."""
    meanings = [column_meaning(block.heads[c], "2024-12") for c in block.figures]
    return bool(meanings) and all(column.period_told for column in meanings)


def _part(block: Block, start: int, end: int) -> Block:
    """The rows of a block below one of its headings, under a title that says both."""
    part = Block(block.grid)
    for name in Block.__slots__:
        setattr(part, name, getattr(block, name))
    part.body = [row for row in block.body if start <= row < end]
    part.headings = [row for row in block.headings if start <= row < end]
    if start:
        title = f"{block.title} {subheading(block, start)}".strip()
        part.titles = [*block.titles, (start, 1, title)]
    part.notes = [note for note in block.notes if start <= note[0] < end or end > max(block.body)]
    return part
