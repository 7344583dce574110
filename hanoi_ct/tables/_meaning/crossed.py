"""Tables in which columns name years alone, and rows or the title name the months."""

from __future__ import annotations

from hanoi_ct.tables._meaning.column import Column
from hanoi_ct.tables._meaning.doubts import doubt
from hanoi_ct.tables._meaning.fact import Table
from hanoi_ct.tables._meaning.months import Period, shifted, spoken
from hanoi_ct.tables._meaning.words import fold

__all__ = ["crossed_period", "doubt_years", "months_of_title", "years_in_columns"]


def _years_alone(column: Column) -> bool:
    """Whether a heading names years and no month."""
    named = spoken(fold(column.text))
    return bool(named) and all(period.kind == "year" for period in named)


def years_in_columns(table: Table) -> bool:
    """Whether all levels stand under years alone, two or more of them."""
    levels = [column for column in table.columns.values() if column.measure == "level"]
    years = {column.period.start[:4] for column in levels if column.period}
    return len(years) > 1 and all(_years_alone(column) for column in levels)


def crossed_period(column: Column, period: Period | None, report: str | None) -> Period | None:
    """The months that a row names, in the year that the column names."""
    if period is None or report is None:
        return period
    year = column.period.start[:4] if column.period and _years_alone(column) else report[:4]
    by = 12 * (int(year) - int(report[:4]))
    return Period(shifted(period.start, by), shifted(period.end, by))


def months_of_title(table: Table) -> None:
    """Years in the columns under "8 tháng đầu năm" are those months of them."""
    named = [period for period in spoken(fold(table.block.title)) if period.kind != "year"]
    report = table.report
    if report is None or report.endswith("-12") or not years_in_columns(table):
        return
    to_date = [period for period in named if period.kind == "to_date"]
    if not to_date or any(period.number != int(report[5:]) for period in to_date):
        return
    for column in table.columns.values():
        if column.period is None or not _years_alone(column):
            continue
        year = column.period.start[:4]
        column.period, column.to_date = Period(f"{year}-01", f"{year}-{report[5:]}"), True
        column.readings = []
    if len(named) > 1:
        table.open_years = True  # "tháng 8 và 8 tháng": the month alone, or the months


def doubt_years(table: Table) -> None:
    """Name both readings of years under a title of a month and of the months so far."""
    for number, column in table.columns.items():
        facts = table.of_column(number)
        if facts and column.period and column.period.months > 1 and _years_alone(column):
            first = column.period.start
            doubt(table, facts, [{"period_start": first}, {"period_start": column.period.end}])
