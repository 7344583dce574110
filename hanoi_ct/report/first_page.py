"""The chart that a reader with one minute sees: the first that says something of the month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.document import BarChart, Block, LineChart, Section, TargetChart

# In the order of their weight, each with the figure of the month without which it shows others.
_CHARTS = (
    ("production.months.chart", "production.total"),
    ("exports.months.chart", "exports.growth"),
    ("production.sections.chart", "production.total"),
    ("exports.items.chart", "exports.value"),
    ("own.plans.chart", "own.pace"),
)


def first_chart(
    sections: Sequence[Section], book: FigureBook
) -> tuple[tuple[Block, ...], list[Section]]:
    """Take the chart of the first page out of its chapter: it stands nowhere else.

    A path of rates that ends before the month says nothing of it and stays where it is.
    """
    held = {
        block.key: (place, block)
        for place, section in enumerate(sections)
        for block in section.blocks
        if isinstance(block, LineChart | BarChart | TargetChart)
    }
    kept = list(sections)
    for key, needed in _CHARTS:
        if key in held and book.knew(needed):
            place, chart = held[key]
            others = tuple(block for block in kept[place].blocks if block is not chart)
            kept[place] = replace(kept[place], blocks=others)
            return (chart,), kept
    return (), kept
