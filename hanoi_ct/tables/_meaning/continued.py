"""Tables that go on in the next table of a document, without their headings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hanoi_ct.tables._meaning.block import Block, subheading

__all__ = ["continue_blocks"]


def continue_blocks(blocks: Sequence[Block]) -> None:
    """Give a table without headings those of the one before it, where its columns are the same."""
    for above, block in pairwise(blocks):
        if above.grid is block.grid or block.headers or any(block.heads.values()):
            continue
        columns = above.figures, above.labels, above.units
        if not (above.headers or above.goes_on) or columns != (
            block.figures,
            block.labels,
            block.units,
        ):
            continue
        block.heads = above.heads
        own = [row for row, _, _ in block.titles if row]  # "III. Ước 5 tháng" begins it
        block.headings = sorted({*own, *block.headings})
        block.titles = [*above.titles, *(title for title in block.titles if not title[0])]
        texts = [subheading(above, row) for row in above.headings]
        block.section = texts[-1] if texts else above.section
        block.corner = block.corner or above.corner
        block.order, block.codes = above.order, above.codes
        block.goes_on = above.goes_on = True
