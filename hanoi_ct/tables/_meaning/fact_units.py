"""The unit of a figure: of its row, its column, a footnote or the corner."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hanoi_ct.tables._meaning.block import Block
from hanoi_ct.tables._meaning.fact import Table
from hanoi_ct.tables._meaning.headings import Column
from hanoi_ct.tables._meaning.rows import Row
from hanoi_ct.tables._meaning.units import Unit, corner_units

__all__ = ["unit_of"]


# Units that a heading names for its column whatever the rows count: workers, money, land.
_OF_COLUMNS = ("VND", "USD", "person", "count", "ha")


def unit_of(table: Table, row: Row, column: Column) -> tuple[str | None, str | None, str | None]:
    """Unit, scale and the unit as printed: of the row, the column, a footnote, the corner."""
    block = table.block
    raw = row.unit.raw if row.unit is not None else ("" if row.unit_blank else None)
    if block.units is not None and row.unit_cell is not None and row.unit is None:
        cell = block.grid.cells.get(row.unit_cell)
        raw = cell.raw if cell is not None else ""
    noted = _noted_unit(block, row, column)
    if noted is not None:
        return noted.unit, noted.scale, noted.raw
    own = column.unit if column.unit is not None and column.unit.unit != "percent" else None
    if own is not None and (row.unit is None or own.unit in _OF_COLUMNS or column.quantity):
        return own.unit, own.scale, (raw if row.unit is None else None) or own.raw
    if row.unit is not None and not (
        column.quantity == "value" and row.unit.unit not in ("VND", "USD") and _of_volumes(table)
    ):
        return row.unit.unit, row.unit.scale, raw
    if column.unit is not None and not (
        column.unit.unit == "percent" and column.measure == "level"
    ):
        return column.unit.unit, column.unit.scale, raw
    corner = _corner_unit(block.corner, column)
    if corner is not None:
        return corner.unit, corner.scale, raw
    money = _money_of_rows(table) if column.quantity == "value" and row.unit is not None else None
    if money is not None:
        return money.unit, money.scale, raw
    return None, None, raw


def _of_volumes(table: Table) -> bool:
    """Whether the rows' units are those of volumes: such stand beside, or the corner has money."""
    money = any(unit.unit in ("VND", "USD") for unit in table.block.corner)
    return money or any(column.quantity == "volume" for column in table.columns.values())


def _money_of_rows(table: Table) -> Unit | None:
    """The only unit of money that the rows name: of all values, where a row names its volume's."""
    units = [row.unit for row in table.rows if row.unit and row.unit.unit in ("VND", "USD")]
    return units[0] if len({(unit.unit, unit.scale) for unit in units}) == 1 else None


def _corner_unit(corner: Sequence[Unit], column: Column) -> Unit | None:
    amounts = [unit for unit in corner if unit.unit != "percent"]
    if column.quantity == "value":
        money = [unit for unit in amounts if unit.unit in ("VND", "USD")]
        return money[0] if money else None
    if column.quantity == "volume":
        things = [unit for unit in amounts if unit.unit not in ("VND", "USD")]
        return things[0] if things else None
    if column.measure in ("level", "plan", "count"):
        if amounts:
            return amounts[0] if len(amounts) == 1 else None
        return corner[0] if corner else None
    return corner[0] if corner else None


def _noted_unit(block: Block, row: Row, column: Column) -> Unit | None:
    """The unit that a footnote gives to rows with its mark: "(*) Chiếc, triệu USD"."""
    if not row.mark:
        return None
    for _, _, text in block.notes:
        stars = rf"\(?(?<!\*){re.escape(row.mark)}(?!\*)\)?"
        mark = rf"(?:^|;\s*){stars if row.mark[0] == '*' else re.escape(row.mark)}"
        match = re.search(mark + r"\s*:?\s*(.+?)(?=;\s*(?:\(?\*|[(\[]\w{1,2}[)\]])|$)", text)
        if match:
            units = corner_units(re.sub(r"(?i)^đơn vị(?: tính)?\s*(?::|là\b)?\s*", "", match[1]))
            if column.quantity or len(units) == 1:
                found = _corner_unit(units, column)
                if found is not None and column.measure in ("level", "plan"):
                    return found
    return None
