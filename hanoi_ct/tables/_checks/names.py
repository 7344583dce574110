"""Rows: names that no list holds, rows that stand twice, units missing or drawn too far."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hanoi_ct.tables._checks.fault import fault
from hanoi_ct.tables._meaning.fact import Fact, Table
from hanoi_ct.tables._meaning.names import Names, key_of, province_in
from hanoi_ct.tables._meaning.rows import Row
from hanoi_ct.tables._meaning.units import is_other_unit, may_be_unit
from hanoi_ct.tables._meaning.words import clean, fold
from hanoi_ct.tables._sheets.grid import address
from hanoi_ct.text import Text

__all__ = ["duplicates", "repeated_rows", "units", "unknown_names"]


def duplicates(table: Table) -> Iterator[dict[str, Any]]:
    """A row that names another one again, at the same place of the tree."""
    for row, earlier in repeated_rows(table):
        yield fault(
            "duplicate_row",
            table.block.grid.name,
            address(row.row, row.column),
            "duplicate_row",
            {"label": row.label, "earlier": earlier.row, "row": row.row},
            related=[address(earlier.row, earlier.column)],
            found=row.label,
        )


def repeated_rows(table: Table) -> list[tuple[Row, Row]]:
    """Rows that name another one again, each with the earlier one."""
    found: list[tuple[Row, Row]] = []
    if table.transposed or (table.crossed and not any(row.told for row in table.rows)):
        return found
    first: dict[tuple[Any, ...], Row] = {}
    section = ""
    for row in table.rows:
        if re.fullmatch(r"(?:[A-ZĐ]|[IVX]+)[.)/]?", row.number):
            section = row.number  # "A. XUẤT KHẨU", with the same names below as "B. NHẬP KHẨU"
        parent = row.parent.row if row.parent else None
        unit = row.unit.unit if row.unit else None
        beside = _beside(table, row)
        told = row.told.period if row.told else None
        name = (key_of(row.label), told, section)
        key = (name, row.kind, row.heading, parent, row.level[0], unit, beside)
        earlier = first.setdefault(key, row)
        if earlier is row or not table.of_row(row.row):
            continue
        if row.code == "D35" or key_of(row.label) in ("trong do", "khac", "hang hoa khac"):
            continue
        if not _volume_and_value(table, earlier, row):
            found.append((row, earlier))
    return found


def _beside(table: Table, row: Row) -> tuple[str, ...]:
    """What the other columns of names say of a row: the works that makes the product."""
    block = table.block
    places = [(row.row, column) for column in block.labels if column != row.column]
    cells = [block.grid.cells.get(block.covering.get(place, place)) for place in places]
    return tuple(key_of(cell.text) for cell in cells if cell is not None)


def _volume_and_value(table: Table, earlier: Row, row: Row) -> bool:
    """Two rows under one merged name: tonnes, then dollars."""
    held = table.block.grid.cells.get((row.row, row.column))
    return held is None or (row.row, row.column) in table.block.covering


def units(table: Table) -> Iterator[dict[str, Any]]:
    """Levels without a unit, and units that count 999 pieces."""
    by_row: dict[int, list[Fact]] = {}
    for fact in table.facts:
        if fact.measure in ("level", "plan") and fact.missing is None:
            by_row.setdefault(fact.row.row, []).append(fact)
    sheet = table.block.grid.name
    for row in table.rows:
        facts = by_row.get(row.row, [])
        suspect = row.unit.suspect if row.unit else None
        if suspect and row.unit_cell and row.unit is not None:
            yield fault(
                "unit_suspect",
                sheet,
                address(*row.unit_cell),
                "unit_suspect.drawn",
                {"unit": clean(row.unit.raw), "suspect": suspect, "right": row.unit.scale},
                related=[fact.cell for fact in facts],
                found=clean(row.unit.raw),
                expected=clean(row.unit.raw).replace(suspect, row.unit.scale, 1),
            )
            continue
        without = [fact for fact in facts if fact.unit is None]
        if not without or row.unit_cell is None:
            continue
        cell = table.block.grid.cells.get(row.unit_cell)
        held = clean(cell.text) if cell is not None else ""
        if held and (is_other_unit(held) or may_be_unit(held)):
            continue
        if held:
            yield fault(
                "unit_suspect",
                sheet,
                address(*row.unit_cell),
                "unit_suspect.none",
                {"held": held, "label": row.label},
                related=[fact.cell for fact in without],
                found=held,
            )
        else:
            yield fault(
                "unit_missing",
                sheet,
                address(*row.unit_cell),
                "unit_missing.row",
                {"label": row.label},
                related=[fact.cell for fact in without],
            )
    yield from _no_unit_at_all(table, by_row)


def _no_unit_at_all(table: Table, by_row: dict[int, list[Fact]]) -> Iterator[dict[str, Any]]:
    """A table of levels that names no unit anywhere: one fault, at its first level."""
    if table.block.units is not None or table.kind in ("cluster", "iip"):
        return
    without = [
        fact
        for facts in by_row.values()
        for fact in facts
        if fact.unit is None and not _other_unit_above(fact)
    ]
    if not without:
        return
    first = min(without, key=lambda fact: fact.place)
    yield fault(
        "unit_missing",
        first.sheet,
        first.cell,
        "unit_missing.table",
        {"count": len(without)},
        related=[fact.cell for fact in without[1:4]],
    )


def _other_unit_above(fact: Fact) -> bool:
    """Whether a heading names a unit that the report has no code for: "Công suất (MW)"."""
    return any(is_other_unit(inner) for inner in re.findall(r"\(([^()]*)\)", fact.column.text))


_CLOSED = ("iip",)


def _is_place(label: str) -> bool:
    """Whether a row is a province or the country, in a table that compares places."""
    return key_of(label) in ("ca nuoc", "toan quoc") or province_in(label) == clean(label)


def unknown_names(table: Table, names: Names) -> Iterator[dict[str, Any]]:
    """Names of a closed list that it does not hold, or holds with other letters."""
    if table.transposed:
        return
    for row in table.rows:
        if row.kind not in _CLOSED or not table.of_row(row.row):
            continue
        if row.code is not None and row.matched != "near":
            continue
        if row.code is None and names.find(row.label, "class") is not None:
            continue  # a group or class of VSIC, for which the report has no code
        if row.code is None and row.matched:
            continue
        if row.code is None and _is_place(row.label):
            continue
        near = names.suggestions(row.label, "industry")
        advice = Text("", "")
        if near:
            advice = Text(f'; gần nhất: "{near[0]}"', f'; nearest: "{near[0]}"')
        yield fault(
            "unknown_name",
            table.block.grid.name,
            address(row.row, row.column),
            "unknown_name",
            {"label": row.label, "advice": advice},
            found=row.label,
            expected=near[0] if near else None,
            severity="warning"
            if row.code is not None or fold(row.label).startswith("trong do")
            else "error",
        )
