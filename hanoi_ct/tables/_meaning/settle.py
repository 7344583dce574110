"""What headings leave open, settled from the table's own levels and formulas, else a doubt."""

from __future__ import annotations

import re
from decimal import Decimal
from statistics import median

from hanoi_ct.tables._meaning.added_months import sums_of_months
from hanoi_ct.tables._meaning.comparisons import subject, year_before
from hanoi_ct.tables._meaning.counted import subject_words
from hanoi_ct.tables._meaning.doubts import as_read, doubt
from hanoi_ct.tables._meaning.fact import Fact, Table
from hanoi_ct.tables._meaning.rate_forms import form, fractions
from hanoi_ct.tables._meaning.shares import (
    named_attainment,
    occupancy,
    period_of_share,
    share_or_attainment,
)
from hanoi_ct.tables._meaning.words import fold
from hanoi_ct.tables._sheets.grid import address

__all__ = ["settle"]


def settle(table: Table) -> None:
    """Decide index or growth and the subject of each comparison; what stays open is a doubt."""
    facts = table.facts
    sums_of_months(table)
    for number, column in table.columns.items():
        here = [fact for fact in facts if fact.place[1] == number]
        if not here:
            continue
        if column.change and column.comparison is None and not table.crossed:
            share_or_attainment(table, number, column, here)
        if column.change:
            unsaid = [fact for fact in here if fact.row.says is None]
            if unsaid and not table.crossed:
                subject(table, column, unsaid)
            form(table, number, column, here)
        if column.measure == "level" and column.year_before_open:
            year_before(table, number, column, here)
        if column.measure == "level" and not column.period_told:
            named_attainment(table, column, here)
        if column.measure == "share":
            share_or_attainment(table, number, column, here)
        open_share = column.measure == "share" and column.comparison == "total"
        if open_share and not column.period_told and not table.crossed:
            period_of_share(table, number, column, here)
        if column.foreseen:
            doubt(table, here, [{"status": "unstated"}, {"status": "estimate"}])
        for reading in column.readings if not table.crossed else ():
            doubt(table, here, [as_read(column), {**as_read(column), **reading}])
    _by_custom(table)
    fractions(table)
    _same_meaning(table)
    for fact in facts:
        if fact.other is not None:
            _choose_reading(table, fact)
    occupancy(table)


def _by_custom(table: Table) -> None:
    """Indexes of months that nothing compares: with the year before by custom, as a doubt."""
    told = re.search(r"\bso (?:voi|cung|sanh)|cung ky|= ?100", fold(table.block.title_text))
    compared = any(column.change for column in table.columns.values())
    if table.kind != "iip" or told or compared or table.transposed or table.crossed:
        return
    for number, column in table.columns.items():
        facts = [fact for fact in table.of_column(number) if fact.measure in ("index", "growth")]
        month = column.period is not None and column.period.months == 1
        if facts and month and facts[0].comparison == "same_month_last_year":
            doubt(
                table,
                facts,
                [{"comparison": facts[0].comparison}, {"comparison": "previous_month"}],
            )


def _same_meaning(table: Table) -> None:
    """Two columns that would say the same thing: one of them says another."""
    if table.transposed or table.kind == "cluster":
        return
    seen: dict[tuple[object, ...], int] = {}
    for number, column in table.columns.items():
        if column.measure in (None, "count"):
            continue
        key = (
            column.to_date, column.stock,
            column.measure, column.comparison, column.period, column.quantity, column.price,
               column.unit.unit if column.unit and column.measure == "level" else None)  # fmt: skip
        if key not in seen:
            seen[key] = number
            continue
        both = [seen[key], number]
        hidden = [n for n in both if n in table.block.grid.hidden_columns]
        if hidden:
            table.not_data.append(
                {
                    "sheet": table.block.grid.name,
                    "cells": column_range(table, hidden[0]),
                    "why": "hidden draft",
                }
            )
            table.facts = [fact for fact in table.facts if fact.place[1] != hidden[0]]
            continue
        if column.text == table.columns[seen[key]].text and not _held_apart(table, both):
            continue
        if any(fact.doubt for fact in table.facts if fact.place[1] in both):
            continue
        about = [subject_words(table.columns[place].text) for place in both]
        part = any("trong do" in fold(table.columns[place].text) for place in both)
        if about[0] != about[1] and (all(about) or part):
            continue  # capital registered and capital added; a total and a part of it
        _either(table, both)


def _held_apart(table: Table, both: list[int]) -> bool:
    """Whether two columns headed alike, of a month that they name, hold other figures."""
    if not all(table.columns[place].period_told for place in both):
        return False
    rows = [{fact.row.row: fact.value for fact in table.of_column(place)} for place in both]
    shared = [row for row in rows[0] if rows[0][row] is not None and rows[1].get(row) is not None]
    return any(rows[0][row] != rows[1][row] for row in shared)


def _either(table: Table, both: list[int]) -> None:
    """A doubt on two columns that mean the same, but where their statuses tell them apart."""
    levels = [table.columns[place] for place in both]
    told = [column.period_told and column.measure == "level" for column in levels]
    for place in both:
        heading = table.columns[place]
        if told.count(True) == 1 and told[both.index(place)]:
            continue  # the other heading is the one that names no month
        if (
            heading.subject_told
            and heading.period_told
            and heading.status in ("estimate", "official")
            and (table.columns[both[0]].status != table.columns[both[1]].status)
        ):
            continue
        end = heading.period.end if heading.period else None
        doubt(table, table.of_column(place), [{"period_end": end}, {"period_end": None}])


def column_range(table: Table, number: int) -> str:
    """The body cells of a column."""
    return f"{address(table.block.body[0], number)}:{address(table.block.body[-1], number)}"


def _choose_reading(table: Table, fact: Fact) -> None:
    """A point before three digits: the reading nearer to the row's other levels."""
    if fact.value is None or fact.other is None:
        return
    peers = [
        other.value
        for other in table.of_row(fact.place[0])
        if other is not fact
        and other.other is None
        and other.value
        and other.measure == fact.measure
        and (other.unit, other.scale) == (fact.unit, fact.scale)
    ]
    if fact.measure in ("index", "growth", "attainment", "share"):
        if abs(fact.value) > 1000 > abs(fact.other):
            fact.value, fact.other = fact.other, fact.value
        return
    if _marked_otherwise(table, fact):
        return  # "61,540" among "142.000" says 61.54; the checks name the lost thousands
    firm = 1
    if not peers:
        firm = 30  # rows of a column differ in size more than the columns of a row
        peers = [
            o.value
            for o in table.of_column(fact.place[1])[:300]
            if o.other is None and o.value and (o.unit, o.scale) == (fact.unit, fact.scale)
        ]
    if peers:
        middle = abs(median(peers))
        if middle and firm * _apart(abs(fact.other), middle) < _apart(abs(fact.value), middle):
            fact.value, fact.other = fact.other, fact.value
        return
    siblings = [o for o in table.of_column(fact.place[1]) if o.other is not None]
    if len(siblings) == 1:
        doubt(table, [fact], [{"value": str(fact.value)}, {"value": str(fact.other)}])


def _marked_otherwise(table: Table, fact: Fact) -> bool:
    """Whether a decimal mark is what divides thousands nowhere else in the row and column."""
    mark = re.fullmatch(r"\D*\d{1,3}([.,])\d{3}\D*", fact.printed)
    if mark is None or fact.value is None or fact.value == int(fact.value):
        return False
    around = [*table.of_row(fact.place[0]), *table.of_column(fact.place[1])[:300]]
    marks = {
        held[1]
        for other in around
        if other is not fact and (held := re.search(r"\d([.,])\d{3}(?!\d)", other.printed))
    }
    return bool(marks) and mark[1] not in marks


def _apart(value: Decimal, middle: Decimal) -> Decimal:
    if not value:
        return Decimal(10**9)
    return max(value / middle, middle / value)
