"""Columns such as "Cộng" that are the sum of the months before them."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from hanoi_ct.tables._meaning.fact import Fact, Table
from hanoi_ct.tables._meaning.headings import Column
from hanoi_ct.tables._meaning.months import Period, shifted
from hanoi_ct.tables._meaning.words import fold

__all__ = ["sums_of_months"]

_SUM = re.compile(r"(?:tong|cong)(?: (?:so|cong|cac thang|lai))?|(?:grand )?total")


def sums_of_months(table: Table) -> None:
    """A total of months side by side is of all of them, where it is their sum in most rows."""
    if table.transposed or table.crossed:
        return
    months: dict[int, Column] = {}
    for number, column in table.columns.items():
        single = column.period is not None and column.period.months == 1 and column.period_told
        if single and column.measure == "level":
            months[number] = column
        elif _SUM.fullmatch(fold(column.text)) and column.measure == "level":
            _date_sum(table, number, column, months)


def _date_sum(table: Table, number: int, column: Column, months: dict[int, Column]) -> None:
    periods = sorted(c.period.end for c in months.values() if c.period is not None)
    if len(periods) < 2 or any(shifted(a, 1) != b for a, b in pairwise(periods)):
        return
    facts = table.of_column(number)
    held = [fact for fact in facts if fact.value is not None]
    fitting = sum(_adds_up(table, fact, months) for fact in held)
    if 2 * fitting <= len(held):
        return
    column.period, column.period_told = Period(periods[0], periods[-1]), True
    column.to_date = periods[0].endswith("-01")
    for fact in facts:
        fact.period = column.period


def _adds_up(table: Table, fact: Fact, months: dict[int, Column]) -> bool:
    parts = [other for other in table.of_row(fact.place[0]) if other.place[1] in months]
    values = [part.value for part in parts if part.value is not None]
    places = max([fact.places, *(part.places for part in parts)])
    slack = (len(values) + 1) * Decimal(1).scaleb(-places) / 2
    return len(values) > 1 and abs(sum(values, Decimal(0)) - (fact.value or 0)) <= slack
