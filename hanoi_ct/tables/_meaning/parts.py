"""Rows that are parts of the row above them because they add up to it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hanoi_ct.tables._meaning.fact import Table
from hanoi_ct.tables._meaning.rows import Row

__all__ = ["parts_by_sums"]


def parts_by_sums(table: Table) -> None:
    """Rows without a number below one that has it are its parts where they add up to it."""
    rows = table.rows
    for number, whole in enumerate(rows):
        parts: list[Row] = []
        for row in rows[number + 1 :]:
            if row.level[1] or row.group != whole.group or row.level[0] < 0:
                break
            parts.append(row)
        if not whole.level[1] or len(parts) < 2 or any(row.parent is whole for row in parts):
            continue
        fitting = [_adds_up(table, whole, parts, place) for place in table.block.figures]
        if 2 * sum(fit is True for fit in fitting) <= sum(fit is not None for fit in fitting):
            continue
        for row in parts:
            if row.parent is not None:
                row.parent.children.remove(row)
            row.parent = whole
        whole.children += parts


def _adds_up(table: Table, whole: Row, parts: Sequence[Row], column: int) -> bool | None:
    """Whether levels add up to another, within their rounding; None where some are lacking."""
    held = {fact.row.row: fact for fact in table.of_column(column) if fact.measure == "level"}
    facts = [held.get(row.row) for row in (whole, *parts)]
    known = [(fact.value, fact.places) for fact in facts if fact and fact.value is not None]
    if len(known) < len(facts):
        return None
    (total, _), *rest = known
    slack = len(known) * Decimal(1).scaleb(-max(places for _, places in known)) / 2
    return abs(sum((value for value, _ in rest), Decimal(0)) - total) <= slack
