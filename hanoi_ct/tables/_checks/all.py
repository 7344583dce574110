"""All checks of a file's tables, in an order that lets no fault cause another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hanoi_ct.tables._checks.across import totals_across
from hanoi_ct.tables._checks.causes import without_consequences
from hanoi_ct.tables._checks.clusters import occupancy
from hanoi_ct.tables._checks.dates import months
from hanoi_ct.tables._checks.decimals import lost_decimals
from hanoi_ct.tables._checks.fault import fault
from hanoi_ct.tables._checks.names import duplicates, units, unknown_names
from hanoi_ct.tables._checks.rates import (
    Levels,
    index_as_growth,
    percent_scaled,
    rates_against_levels,
    suspect_levels,
)
from hanoi_ct.tables._checks.sums import cumulative, shares, totals_and_parts, totals_outside
from hanoi_ct.tables._checks.texts import KINDS
from hanoi_ct.tables._meaning.fact import Table
from hanoi_ct.tables._meaning.names import Names

__all__ = ["KINDS", "check_tables"]


def check_tables(tables: Sequence[Table], report: str | None, names: Names) -> list[dict[str, Any]]:
    """Every fault of a file's tables, by sheet and cell.

    Cells with a suspect number (a lost thousands point, an index among rates) are left out of
    the comparisons that they would spoil: one fault is named once.
    """
    found: list[dict[str, Any]] = list(months(tables, report))
    for table in tables:
        found += _of_table(table, names)
    order = {table.block.grid.name: number for number, table in reversed(list(enumerate(tables)))}
    unique: dict[tuple[str, str, str], dict[str, Any]] = {}
    for one in found:
        unique.setdefault((one["kind"], one["sheet"], one["cell"]), one)
    return sorted(unique.values(), key=lambda one: order.get(one["sheet"], 0))


def _of_table(table: Table, names: Names) -> list[dict[str, Any]]:
    levels = Levels(table)
    found = list(suspect_levels(table, levels))
    spoilt = {one["cell"] for one in found}
    found += percent_scaled(table, levels, spoilt)
    spoilt |= {one["cell"] for one in found}
    odd = list(index_as_growth(table, levels, spoilt))
    spoilt |= {one["cell"] for one in odd}
    found += odd
    down: dict[tuple[int, ...], bool] = {}
    across: dict[tuple[int, ...], bool] = {}

    def of_numbers() -> list[dict[str, Any]]:
        found = [
            *rates_against_levels(table, levels, spoilt),
            *totals_across(table, spoilt, across),
            *cumulative(table, spoilt),
        ]
        if table.block.goes_on:
            return found  # a part of its rows stands in another table
        found += totals_and_parts(table, spoilt, down)
        return [*found, *totals_outside(table, spoilt), *shares(table, spoilt)]

    first = of_numbers()
    with lost_decimals(table, first, of_numbers) as named:
        found += named
        found += without_consequences(table, of_numbers() if named else first, of_numbers)
    found += duplicates(table)
    found += units(table)
    found += unknown_names(table, names)
    found += occupancy(table)
    found += _without_value(table)
    return found


def _without_value(table: Table) -> list[dict[str, Any]]:
    """Formulas saved without a value, errors, and text where a figure must stand."""
    found = []
    for fact in table.facts:
        cell = table.block.grid.cells.get(fact.place)
        if (
            cell is None
            or fact.missing != "not_available"
            or cell.printed.strip() in ("…", "...", "....")
        ):
            continue
        sentence = "no_value.formula" if cell.formula else "no_value.text"
        what = cell.formula[:60] if cell.formula else cell.printed[:60]
        found.append(
            fault(
                "no_value",
                fact.sheet,
                fact.cell,
                sentence,
                {"what": what},
                found=cell.printed[:60] or cell.formula[:60],
            )
        )
    return found
