"""Units that a sheet states in a row of their own, twice for one figure, or wrongly."""

from __future__ import annotations

import re
from decimal import Decimal
from statistics import median

from hanoi_ct.tables._meaning.block import UNIT_HEADS
from hanoi_ct.tables._meaning.doubts import doubt
from hanoi_ct.tables._meaning.fact import Fact, Table
from hanoi_ct.tables._meaning.units import Unit, read_unit
from hanoi_ct.tables._meaning.words import fold

__all__ = ["doubt_units", "drop_impossible_units", "units_in_row"]

# Words with which power stands: "Điện", "năng lượng tái tạo", "thủy điện", "mặt trời".
_POWER = r"\bdien\b|nang luong|mat troi|\bgio\b|electric|power"
# Levels of one row, by the month, differ by less; units differ by ten, a hundred, a thousand.
_ALIKE = 20


def units_in_row(table: Table) -> None:
    """Units below the names of columns, in a row that "Đơn vị tính" heads."""
    heads = table.block.heads
    if not any(heads[c] and UNIT_HEADS.match(fold(heads[c][-1])) for c in table.block.labels):
        return
    for column in table.columns.values():
        if column.unit is None and len(column.parts) > 1:
            column.unit = read_unit(column.parts[-1])


def drop_impossible_units(table: Table) -> None:
    """Only electricity is counted in kWh: where nothing speaks of it, the unit is a wrong one."""
    block = table.block
    if re.search(_POWER, fold(f"{block.title_text} {block.grid.name}")):
        return
    for row in table.rows:
        if row.unit is None or row.unit.unit != "kWh" or row.unit_cell is None:
            continue
        above = [row.label, row.heading, row.parent.label if row.parent else ""]
        if not re.search(_POWER, fold(" ".join(above))):
            row.unit, row.unit_blank = None, False


def doubt_units(table: Table) -> None:
    """A heading that counts in another size than the corner: the row's other levels decide.

    The heading is nearer, so its unit is read; where the levels do not bear it out, as a doubt.
    """
    for number, column in table.columns.items():
        facts = [
            fact
            for fact in table.of_column(number)
            if fact.value is not None and fact.measure in ("level", "plan")
        ]
        other = _other_size(table, column.unit) if facts else None
        if other is None or column.unit is None:
            continue
        near = [fact for fact in facts if (fact.unit, fact.scale) == _told(column.unit)]
        if not near:
            continue
        off = [_apart(table, near, Decimal(unit.scale)) for unit in (column.unit, other)]
        if off[0] is not None and off[1] is not None:
            if off[0] < _ALIKE <= off[1]:
                continue
            if off[1] < _ALIKE <= off[0]:
                for fact in near:
                    fact.scale = other.scale
        scales = [column.unit.scale, other.scale]
        if near[0].scale == other.scale:
            scales.reverse()
        doubt(table, near, [{"scale": scale} for scale in scales])


def _told(unit: Unit) -> tuple[str, str]:
    return unit.unit, unit.scale


def _other_size(table: Table, own: Unit | None) -> Unit | None:
    """The corner's unit, where it is that of a heading by another thousand."""
    if own is None or own.unit in ("percent", "count"):
        return None
    sizes = [unit for unit in table.block.corner if unit.unit == own.unit]
    return sizes[0] if len(sizes) == 1 and sizes[0].scale != own.scale else None


def _apart(table: Table, facts: list[Fact], scale: Decimal) -> Decimal | None:
    """How many times, at the median, figures are from the other levels of their rows."""
    times = []
    for fact in facts:
        own = _by_month(fact, scale)
        for peer in table.of_row(fact.place[0]):
            alike = peer.column.unit is None and peer.unit == fact.unit
            if alike and peer.measure in ("level", "plan") and peer.scale is not None:
                other = _by_month(peer, Decimal(peer.scale))
                if own and other:
                    times.append(max(own / other, other / own))
    return median(times) if times else None


def _by_month(fact: Fact, scale: Decimal) -> Decimal | None:
    if not fact.value or fact.period is None:
        return None
    return abs(fact.value) * scale / fact.period.months
