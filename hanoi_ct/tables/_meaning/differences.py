"""Columns of differences of two levels, which are neither levels nor rates."""

from __future__ import annotations

from decimal import Decimal

from hanoi_ct.tables._meaning.column import Column
from hanoi_ct.tables._meaning.fact import Fact, Table
from hanoi_ct.tables._meaning.levels import BASES, base_of, index_of_levels, level_at, of_length
from hanoi_ct.tables._meaning.months import Period
from hanoi_ct.tables._sheets.grid import address

__all__ = ["leave_differences"]


def leave_differences(table: Table) -> None:
    """Leave out "Tăng, giảm" in dong or tonnes: the report has no place for differences."""
    for number, column in list(table.columns.items()):
        facts = [fact for fact in table.of_column(number) if fact.value is not None]
        if not column.change or not facts or not _are_differences(table, column, facts):
            continue
        block = table.block
        cells = f"{address(block.body[0], number)}:{address(block.body[-1], number)}"
        table.not_data.append(
            {"sheet": block.grid.name, "cells": cells, "why": "difference of two levels"}
        )
        table.facts = [fact for fact in table.facts if fact.place[1] != number]
        del table.columns[number]
        block.figures.remove(number)


def _are_differences(table: Table, column: Column, facts: list[Fact]) -> bool:
    if column.unit is not None:
        return column.unit.unit != "percent"
    periods = {c.period for c in table.columns.values() if c.measure == "level" and c.period}
    for upper in periods:
        for comparison in BASES:
            base = base_of(comparison, upper)
            if base not in periods or not of_length(comparison, upper):
                continue
            fitting = sum(_fits(table, fact, comparison, upper, base) for fact in facts)
            if fitting >= 2 and 2 * fitting > len(facts):
                return True
    return False


def _fits(table: Table, fact: Fact, comparison: str, upper: Period, base: Period | None) -> bool:
    """Whether a figure is the difference of two levels, and no rate of theirs."""
    now, then = level_at(table, fact, upper), level_at(table, fact, base)
    ratio = index_of_levels(table, fact, comparison, upper)
    if now is None or then is None or ratio is None:
        return False
    if now.value is None or then.value is None or fact.value is None:
        return False
    slack = Decimal(1).scaleb(-fact.places)
    rate = min(abs(ratio - fact.value), abs(ratio - 100 - fact.value))
    return abs(now.value - then.value - fact.value) <= slack and rate > slack
