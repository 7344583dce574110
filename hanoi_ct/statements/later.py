"""Figures published after the report stand apart: in blocks of their own, marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from .formatting import placeholder_keys
from .model import Block, Figure, FigureCell, Paragraph, Row, Table


def set_apart(blocks: Iterable[Block], figures: Mapping[str, Figure]) -> tuple[Block, ...]:
    """Mark paragraphs that rest on later figures; move rows that show them to a table apart."""
    result: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and _later(placeholder_keys(block.text), figures):
            result.append(replace(block, role="later"))
        elif isinstance(block, Table) and not block.published_later:
            result.extend(_split(block, figures))
        else:
            result.append(block)
    return tuple(result)


def _split(table: Table, figures: Mapping[str, Figure]) -> list[Table]:
    def is_later(row: Row) -> bool:
        return _later((c.key for c in row.cells if isinstance(c, FigureCell)), figures)

    later = tuple(row for row in table.rows if is_later(row))
    if not later:
        return [table]
    known = tuple(row for row in table.rows if not is_later(row))
    apart = replace(
        table,
        key=f"{table.key}.later",
        rows=later,
        published_later=True,
    )
    return [replace(table, rows=known), apart] if known else [apart]


def _later(keys: Iterable[str], figures: Mapping[str, Figure]) -> bool:
    return any(figures[key].published_later for key in keys)
