"""Totals that stand beside their parts in the same row: "Tổng số", then what makes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from hanoi_ct.tables._checks.fault import half_unit, total_unlike_parts
from hanoi_ct.tables._meaning.fact import RATES, Fact, Table
from hanoi_ct.tables._meaning.headings import Column
from hanoi_ct.tables._meaning.words import fold

__all__ = ["totals_across"]

_WHOLE = re.compile(r"tong\b|toan (?:tinh|thanh pho|nganh|huyen)\b|chung$")


def totals_across(
    table: Table, spoilt: set[str], meant: dict[tuple[int, ...], bool]
) -> Iterator[dict[str, Any]]:
    """A row's total unlike the columns that make it in the other rows.

    ``meant`` keeps which columns are meant to add up, for another run with a cell mended.
    """
    numbers = list(table.columns)
    for place, number in enumerate(numbers):
        whole = table.columns[number]
        if not any(_WHOLE.match(fold(part)) for part in whole.parts):
            continue
        run: list[int] = []
        for after in numbers[place + 1 :]:
            if not _like(whole, table.columns[after]):
                break
            run.append(after)
        for size in range(len(run), 1, -1):
            off, right = _off_rows(table, number, run[:size])
            near = all(
                total.value and abs(summed / total.value - 1) < Decimal("0.2")
                for total, _, summed in off
            )
            add_up = right >= 2 and (right >= 2 * len(off) or (near and right >= len(off)))
            if not meant.setdefault((number, *run[:size]), add_up):
                continue
            for total, parts, summed in off:
                if not {fact.cell for fact in [total, *parts]} & spoilt:
                    yield _fault(total, parts, summed)
            break


def _like(whole: Column, part: Column) -> bool:
    return (
        part.measure == whole.measure
        and part.measure in ("level", "plan", "count")
        and part.period == whole.period
        and (part.unit is None) == (whole.unit is None)
        and (part.unit is None or whole.unit is None or part.unit.unit == whole.unit.unit)
    )


def _off_rows(
    table: Table, number: int, parts: list[int]
) -> tuple[list[tuple[Fact, list[Fact], Decimal]], int]:
    """The rows whose parts miss their total, and in how many they make it."""
    right = 0
    off: list[tuple[Fact, list[Fact], Decimal]] = []
    held = {part: {f.row.row: f for f in table.of_column(part)} for part in parts}
    for total in table.of_column(number):
        listed = [held[part].get(total.row.row) for part in parts]
        facts = [fact for fact in listed if fact is not None]
        if total.value is None or total.measure in RATES or len(facts) < len(parts):
            continue
        if any(f.value is None and f.missing != "nil" for f in facts) or any(
            f.hedge or (f.unit, f.scale) != (total.unit, total.scale) for f in facts
        ):
            continue
        summed = sum((f.value for f in facts if f.value is not None), Decimal(0))
        allowed = sum((half_unit(f) for f in [total, *facts]), Decimal(0))
        if abs(summed - total.value) <= allowed:
            right += 1
        else:
            off.append((total, facts, summed))
    return off, right


def _fault(total: Fact, parts: list[Fact], summed: Decimal) -> dict[str, Any]:
    allowed = sum((half_unit(f) for f in [total, *parts]), Decimal(0))
    return total_unlike_parts(total, parts, summed, allowed)
