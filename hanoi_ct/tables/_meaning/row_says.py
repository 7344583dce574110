"""What a row says of its figures itself: "IIP tháng 9 so với cùng kỳ (%)" below "Kết quả"."""

from __future__ import annotations

import re

from hanoi_ct.tables._meaning.block import subheading
from hanoi_ct.tables._meaning.column import Column
from hanoi_ct.tables._meaning.fact import Table
from hanoi_ct.tables._meaning.headings import column_meaning
from hanoi_ct.tables._meaning.months import Period, spoken
from hanoi_ct.tables._meaning.rated_rows import compares_alone
from hanoi_ct.tables._meaning.rows import Row
from hanoi_ct.tables._meaning.words import clean, fold

__all__ = ["compared_in", "said_by_rows"]


def said_by_rows(table: Table) -> None:
    """Keep what each row of a plain table says of period and comparison."""
    block = table.block
    dated = [row for row in table.rows if _dated(row.label)]
    listed = 2 * len(dated) >= len(table.rows)  # else a date is part of a project's name
    texts = {number: subheading(block, number) for number in block.headings}
    texts = {0: block.section, **texts} if block.section else texts
    sections = {n: text for n, text in texts.items() if compares_alone(text, table.report)}
    for row in table.rows:
        place = (row.row, block.compared) if block.compared is not None else None
        cell = block.grid.cells.get(block.covering.get(place, place)) if place else None
        above = [number for number in sections if number < row.row]
        text = cell.text if cell is not None else row.label
        text = sections[max(above)] if above else text
        told = column_meaning([text], table.report, title=block.title_text)
        compares = told.change and told.comparison is not None
        if told.measure == "attainment" or compares or (listed and row in dated):
            row.says = told


def _dated(text: str) -> bool:
    """Whether a name ends in the months that its figures are of: "Xuất khẩu ước tháng 9"."""
    periods = [period for period in spoken(fold(text)) if period.kind in _KINDS]
    return len(periods) == 1 and not re.search(r"\bngay\b|\btu\b|\bden\b", fold(text))


_KINDS = ("month", "to_date", "quarter")


def compared_in(row: Row, column: Column, unit: str | None) -> Column | None:
    """What a figure is by its row, where its column tells of levels; None where it is one.

    The column's months come before those of the row, which come before the month of the report.
    """
    told = row.says
    if told is None or told.period is None or column.measure not in ("level", None):
        return None
    percent = unit in ("percent", None) or "%" in row.label
    if not (told.change or told.measure == "attainment"):
        if (
            column.period_told
            or column.stock
            or column.designed
            or not told.period_told
            or told.measure != "level"
        ):
            return None
        return Column(
            clean(row.label), measure="level", period=told.period, status=told.status,
            quarter=told.quarter, to_date=told.to_date,
        )  # fmt: skip
    if not percent:
        return None
    found = Column(clean(row.label), measure=told.measure, change=told.change)
    found.comparison, found.period, found.status = told.comparison, told.period, told.status
    if column.period_told and column.period is not None:
        found.period, found.status = column.period, column.status
        if told.to_date and column.period.months == 1:
            found.period = Period(f"{column.period.end[:4]}-01", column.period.end)
        if found.measure != "attainment":
            found.comparison = _of_length(told, found.period, column.quarter)
    return found


def _of_length(told: Column, period: Period, quarter: bool) -> str | None:
    """The name of a comparison for a month, a quarter or the months so far."""
    comparison = told.comparison
    years = ("same_month_last_year", "same_period_last_year", "same_quarter_last_year")
    if comparison in years:
        if period.months == 1:
            return years[1] if told.to_date else years[0]
        return years[2] if quarter else years[1]
    if comparison in ("previous_month", "previous_quarter") and period.months > 1:
        return "previous_quarter" if quarter else None
    return comparison
