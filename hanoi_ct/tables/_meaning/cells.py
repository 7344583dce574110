"""One cell as a fact: its measure, period, unit, status, and its value or gap."""

from __future__ import annotations

import re

from hanoi_ct.tables._meaning.crossed import crossed_period
from hanoi_ct.tables._meaning.fact import RATES, Fact, Table
from hanoi_ct.tables._meaning.fact_units import unit_of
from hanoi_ct.tables._meaning.headings import Column, named_period
from hanoi_ct.tables._meaning.months import Period
from hanoi_ct.tables._meaning.numbers import Profile, figure, missing_mark
from hanoi_ct.tables._meaning.rated_rows import row_meaning
from hanoi_ct.tables._meaning.row_says import compared_in
from hanoi_ct.tables._meaning.rows import Row
from hanoi_ct.tables._meaning.units import in_brackets
from hanoi_ct.tables._meaning.words import clean, fold
from hanoi_ct.tables._sheets.grid import Cell

__all__ = ["fact_of", "row_period"]


def fact_of(table: Table, row: Row, number: int, profile: Profile) -> Fact | None:
    block, column = table.block, table.columns[number]
    place = (row.row, number)
    cell = block.grid.cells.get(place)
    if cell is None and place in block.covering:
        return None
    measure = column.measure or ("index" if column.change else "level")
    period, status = column.period, column.status or "unstated"
    comparison = column.comparison
    if table.transposed:
        spoken = row_period(row.label, table.report)
        told = row_meaning(table, row) if spoken is None and not column.change else None
        if told is not None:
            measure, comparison, period = told.measure or "index", told.comparison, told.period
            status = told.status or _row_status(table, row.label, period)
        elif spoken is None:
            return None
        else:
            period, comparison = _by_row(table, column, spoken)
            status = row.status or _row_status(table, row.label, period)
    elif row.told is not None or (row.status is not None and not table.transposed):
        spoken = row.told or Column("", period=period, quarter=column.quarter)
        period, comparison = spoken.period, _of_longer(column.comparison, spoken)
        status = row.status or _row_status(table, "", period)
        if row.says is not None and row.says.comparison and column.measure == "level":
            comparison = _of_longer(row.says.comparison, spoken)
            measure = row.says.measure or _index_or_growth(table, row, profile)
        if status == "plan" and measure == "level":
            measure = "plan"
    elif table.crossed:
        spoken = row_period(row.label, table.report)
        if spoken is not None:
            period = crossed_period(column, spoken.period, table.report)
            status = _row_status(table, row.label, period)
            if column.change and period is not None:
                comparison = _since_january("same_month_last_year", period)
    unit, scale, raw = unit_of(table, row, column)
    said = None if table.transposed or table.crossed else compared_in(row, column, unit)
    if said is not None:
        measure, period, comparison = said.measure or "", said.period, said.comparison
        measure = measure or _index_or_growth(table, row, profile)
        status = said.status or _row_status(table, "", period)
    if measure == "level" and unit == "percent":
        measure = _percent_level(table, row, profile)
        comparison = _on_the_year_before(measure, period)
    if measure == "level" and unit == "count":
        measure = "count"
    if measure in RATES:
        unit, scale = "percent", "1"
    fact = Fact(
        table, row, column, place, measure, comparison, period, unit, scale, raw,
        None, "", status, None,
    )  # fmt: skip
    fact.hidden = row.row in block.grid.hidden_rows or number in block.grid.hidden_columns
    if not _fill(fact, cell, profile):
        return None
    asked = column.comparison or (row.says.comparison if said is not None and row.says else None)
    if fact.missing == "blank" and comparison is None and asked is not None:
        return None  # "so với tháng trước" has no meaning in the row of several months
    if fact.missing in ("blank", "not_applicable") and _not_for(table, row, number, fact):
        if fact.missing == "not_applicable":
            table.not_data.append(
                {
                    "sheet": block.grid.name,
                    "cells": fact.cell,
                    "why": "x: the column does not apply",
                }
            )
        return None
    return fact


def _by_row(table: Table, column: Column, spoken: Column) -> tuple[Period | None, str | None]:
    """Period and comparison of a figure whose row names the months."""
    period = spoken.period
    if table.years_down and period is not None and column.period is not None:
        year = period.start[:4]
        period = Period(year + column.period.start[4:], year + column.period.end[4:])
    comparison = _of_longer(column.comparison, spoken)
    if period is not None and period.months == 1 and _to_date(column):
        period = Period(f"{period.start[:4]}-01", period.end)
        comparison = _since_january(comparison, period)
    return period, comparison


def _of_longer(comparison: str | None, spoken: Column) -> str | None:
    """A comparison of months, in a row that is about several of them."""
    period = spoken.period
    if period is None or period.months == 1:
        return comparison
    if comparison == "same_month_last_year":
        return "same_quarter_last_year" if spoken.quarter else "same_period_last_year"
    if comparison == "previous_month":
        return "previous_quarter" if spoken.quarter else None
    return comparison


def _to_date(column: Column) -> bool:
    """Whether each month's row tells of the months up to it: "Bình quân so với cùng kỳ"."""
    words = re.search(r"binh quan|luy ke|cong don|tu dau nam", fold(column.text))
    return bool(words) or column.measure == "attainment"


def _since_january(comparison: str | None, period: Period) -> str | None:
    if comparison == "same_month_last_year" and period.months > 1:
        return "same_period_last_year"
    return comparison


def row_period(label: str, report: str | None) -> Column | None:
    if in_brackets(label) is not None:
        label = re.sub(r"\([^()]*\)\s*$", "", clean(label))  # "Tháng 8 (tỷ đồng)"
    bare = re.sub(
        r"\b(?:uoc|chinh thuc|thuc hien|th|so bo|cong don|luy ke|nam|cong|tong|tinh chung)\b",
        " ",
        fold(label),
    )
    bare = re.sub(r"[\d/().,-]+", " ", bare)
    bare = re.sub(r"\b(?:thang|quy|dau|t|i{1,3}|iv|tinh)\b", " ", bare)
    if bare.strip():
        return None
    column = named_period(label, report)
    return column if column.period_told else None


def _row_status(table: Table, label: str, period: Period | None) -> str:
    report = table.report
    lower = clean(label).lower()
    if re.search(r"\buoc\b", fold(label)):
        return "estimate"
    if "sơ bộ" in lower:
        return "preliminary"
    if report is None or period is None:
        return "unstated"
    return table.status or "estimate" if period.end >= report else "official"


def _percent_level(table: Table, row: Row, profile: Profile) -> str:
    """What a column of levels holds in a row whose unit is percent."""
    if row.kind in ("iip", "labour", "consumption_inventory"):
        return _index_or_growth(table, row, profile)
    if re.match(r"ty le|ti le|ty trong|co cau", fold(row.label)):
        return "share"
    if re.search(r"toc do tang|tang truong|muc tang", fold(row.label)):
        return "growth"
    return "level"


def _index_or_growth(table: Table, row: Row, profile: Profile) -> str:
    """Told by the row's own numbers: an index stands about 100, a rate far below."""
    places = [n for n, c in table.columns.items() if c.measure in ("level", "plan")]
    cells = [table.block.grid.cells.get((row.row, number)) for number in places]
    read = [figure(cell.text, profile) for cell in cells if cell is not None]
    values = [abs(found.value) for found in read if found is not None]
    return "growth" if values and max(values) < 60 else "index"


def _on_the_year_before(measure: str, period: Period | None) -> str | None:
    """What a rate in a column of levels compares with, by the custom of these tables."""
    if measure not in ("index", "growth") or period is None:
        return None
    if period.start.endswith("-01") and period.months > 1:
        return "same_period_last_year"
    return "same_month_last_year" if period.months == 1 else None


def _fill(fact: Fact, cell: Cell | None, profile: Profile) -> bool:
    """Read the cell into the fact; False where it holds no figure and no gap."""
    if cell is None or (not clean(cell.text) and cell.kind == "text"):
        fact.missing = "blank"
        return True
    fact.printed, fact.formula = clean(cell.printed), cell.formula
    if cell.kind == "error":
        fact.missing = "not_available"
        return True
    if cell.kind == "number" and cell.number is not None:
        fact.value, fact.typed = cell.number, True
        fact.percent_format = cell.percent
        if cell.percent and fact.unit == "percent":
            fact.value = cell.number * 100
        fact.places = _places(fact.printed)
        fact.general = cell.format.lower() in ("general", "@", "")
        return True
    gap = missing_mark(cell.text)
    if gap is not None:
        fact.missing = gap
        return True
    read = figure(cell.text, profile)
    if read is None:
        fact.missing = "not_available"
        return True
    fact.value, fact.hedge, fact.other = read.value, read.hedge, read.other
    fact.percent_format, fact.told_measure = read.percent, read.measure
    if read.unit is not None and fact.measure in ("level", "plan", "count"):
        fact.unit, fact.scale, fact.unit_raw = read.unit.unit, read.unit.scale, read.unit.raw
    fact.places = max(0, -int(read.value.as_tuple().exponent))
    return True


def _places(printed: str) -> int:
    match = re.search(r",(\d+)", printed)
    return len(match[1]) if match else 0


def _of_many_units(table: Table, row: Row, fact: Fact) -> bool:
    """Whether a blank is that of a total, in a column whose rows count different things."""
    if row.level[0] >= 0 or fact.unit is not None or row.unit_cell is None:
        return False
    return len({other.unit for other in table.rows if other.unit is not None}) > 1


def _not_for(table: Table, row: Row, number: int, fact: Fact) -> bool:
    """Whether a gap only says that the column is not meant for the row."""
    block = table.block
    column = table.columns[number]
    if fact.missing == "blank" and _of_many_units(table, row, fact):
        return True
    filled = [
        c
        for c in block.figures
        if (cell := block.grid.cells.get((row.row, c))) is not None and clean(cell.text)
    ]
    if not filled:
        return True
    figures = [c for c in filled if not missing_mark(block.grid.cells[row.row, c].text)]
    rates = [c for c in figures if table.columns[c].change]
    levels = [c for c in figures if table.columns[c].measure in ("level", "plan")]
    if column.measure in ("level", "plan", "attainment") and not levels and rates:
        return True
    if fact.missing == "not_applicable":
        return False
    if column.quantity == "volume" or column.measure in ("plan", "attainment"):
        plans = [c for c in block.figures if table.columns[c].measure == "plan"]
        has_plan = any(c in figures for c in plans)
        if column.quantity == "volume":
            volumes = [c for c in figures if table.columns[c].quantity == "volume"]
            return not volumes
        return not has_plan or column.measure == "plan"
    return not figures and not filled
