"""Figures published after the report stand apart: in blocks of their own, marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from hanoi_ct.quantities.quantity import Quantity
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.document import Block, Column, FigureCell, Paragraph, Row, Table
from hanoi_ct.statements.figure import Figure
from hanoi_ct.statements.formatting import placeholder_keys
from hanoi_ct.statements.wording import period_text, short_period
from hanoi_ct.text import Text


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


def later_rates(
    key: str, title: Text, label: Text, rates: Iterable[Quantity], book: FigureBook
) -> list[Table]:
    """A table of growth rates about later periods; nothing where there are none.

    The figures get keys that begin with ``key``; ``label`` names one, with ``<when>``.
    """
    rows = []
    for rate in rates:
        span = rate.period_start, rate.period_end
        name = f"{key}.{rate.period_end}"
        book.add(name, label.fill(when=period_text(*span)), rate)
        rows.append(Row((short_period(*span), FigureCell(name))))
    if not rows:
        return []
    columns = (
        Column(Text("Kỳ", "Period"), numeric=False),
        Column(Text("Tốc độ tăng", "Growth")),
    )
    return [Table(f"{key}.later", title, columns, tuple(rows), published_later=True)]


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
    return any(figures[key].quantity.published_later for key in keys)
