"""What a sheet does not decide, named with its readings."""

from __future__ import annotations

from hanoi_ct.tables._meaning.fact import Fact, Table
from hanoi_ct.tables._meaning.headings import Column

__all__ = ["as_read", "doubt", "open_periods", "spread"]


def as_read(column: Column) -> dict[str, str | None]:
    return {
        "period_start": column.period.start if column.period else None,
        "period_end": column.period.end if column.period else None,
    }


def doubt(table: Table, facts: list[Fact], readings: list[dict[str, str | None]]) -> None:
    open_facts = [fact for fact in facts if fact.doubt is None]
    if not open_facts or all(reading == readings[0] for reading in readings):
        return
    name = f"{table.id}-d{len(table.doubts) + 1}"
    differing = {
        key for key in readings[0] if len({str(reading.get(key)) for reading in readings}) > 1
    }
    table.doubts.append(
        {
            "id": name,
            "sheet": table.block.grid.name,
            "cells": [fact.cell for fact in open_facts],
            "readings": [
                {key: reading[key] for key in reading if key in differing} for reading in readings
            ],
        }
    )
    for fact in open_facts:
        fact.doubt = name


def open_periods(table: Table) -> set[str]:
    """The doubts that leave a period open: no error may follow from such a figure."""
    return {
        one["id"]
        for one in table.doubts
        if any("period_end" in reading or "period_start" in reading for reading in one["readings"])
    }


def spread(column: Column, facts: list[Fact]) -> None:
    for fact in facts:
        if not fact.table.transposed:
            fact.period = column.period
        fact.comparison = column.comparison
