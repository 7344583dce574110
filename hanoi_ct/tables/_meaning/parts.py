"""Rows that are parts of the row above them because they add up to it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hanoi_ct.tables._meaning.fact import Table
from hanoi_ct.tables._meaning.rows import Row

__all__ = ["parts_by_sums", "parts_of_which"]


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


def parts_of_which(table: Table) -> None:
    """Rows below "Trong đó: ..." are parts of it, or of the total above, as they add up."""
    for place, row in enumerate(table.rows):
        whole = row.parent or (table.rows[place - 1] if place else None)
        if whole is None or not row.of_which or row.number or whole.row > row.row:
            continue
        _move_parts(table, row, whole, _listed(row))
        if row.parent is None and _listed(whole) and not row.children:
            row.parent = whole
            whole.children.append(row)
        if not row.children and _listed(whole)[:1] == table.rows[place + 1 : place + 2]:
            _move_parts(table, whole, row, _listed(whole))


def _listed(whole: Row) -> list[Row]:
    return [part for part in whole.children if not part.of_which]


def _move_parts(table: Table, holder: Row, other: Row, parts: list[Row]) -> None:
    """Give parts to another row where they add up to it in more columns than to their own."""
    if len(parts) < 2:
        return
    fit = [
        [_adds_up(table, one, parts, place) for place in table.block.figures].count(True)
        for one in (holder, other)
    ]
    if fit[1] <= fit[0]:
        return
    for part in parts:
        holder.children.remove(part)
        part.parent = other
    other.children += parts


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
