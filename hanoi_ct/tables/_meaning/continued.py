"""Tables that go on in the next table of a document, without their headings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hanoi_ct.tables._meaning.block import Block

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
        block.titles = [*above.titles, *block.titles]
        block.corner = block.corner or above.corner
        block.order, block.codes = above.order, above.codes
        block.goes_on = above.goes_on = True
