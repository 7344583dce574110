"""Totals against their parts, months against what they add up to, shares against 100."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from hanoi_ct.tables._checks.fault import (
    fault,
    half_unit,
    shown,
    total_unlike_parts,
    unit_of_last_place,
)
from hanoi_ct.tables._checks.names import repeated_rows
from hanoi_ct.tables._meaning.doubts import open_periods
from hanoi_ct.tables._meaning.fact import Fact, Table
from hanoi_ct.tables._meaning.months import Period, month
from hanoi_ct.tables._meaning.rows import Row
from hanoi_ct.tables._meaning.words import fold

__all__ = ["cumulative", "shares", "totals_and_parts", "totals_outside"]


def _by_row(table: Table, column: int) -> dict[int, Fact]:
    return {fact.row.row: fact for fact in table.of_column(column)}


def _part_groups(table: Table) -> list[tuple[Row, list[Row]]]:
    """Each whole with the rows that are listed as its parts, a row that stands twice once."""
    again = {row.row for row, _ in repeated_rows(table)}
    groups = [
        (whole, [part for part in parts if part.row not in again])
        for whole, parts in _listed_parts(table)
    ]
    return [(whole, parts) for whole, parts in groups if len(parts) >= 2]


def _listed_parts(table: Table) -> list[tuple[Row, list[Row]]]:
    found = []
    for whole in table.rows:
        groups: dict[tuple[int, tuple[int, ...]], list[Row]] = {}
        for part in whole.children:
            if not part.of_which:
                groups.setdefault((part.group, ()), []).append(part)
        found += [(whole, parts) for parts in groups.values() if len(parts) >= 2]
    return [*found, *_closing_totals(table), *_trade_total(table)]


def _closing_totals(table: Table) -> list[tuple[Row, list[Row]]]:
    """Totals that stand below what they add up."""
    found = []
    parts: list[Row] = []
    for row in table.rows:
        if row.level[0] >= 0:
            if row.parent is None and not row.of_which:
                parts.append(row)
            continue
        if not row.children and len(parts) >= 2:
            found.append((row, parts))
        parts = []
    return found


def _trade_total(table: Table) -> list[tuple[Row, list[Row]]]:
    """Exports and imports make the turnover, wherever they stand."""
    wholes = [
        row for row in table.rows if "xuat nhap khau" in fold(row.label) and row.code == "TOTAL"
    ]
    if not wholes or wholes[0].children:
        return []
    parts = [row for row in table.rows if row.kind in ("export", "import") and row.code == "TOTAL"]
    flows = {row.kind for row in parts}
    return [(wholes[0], parts)] if len(parts) == 2 and len(flows) == 2 else []


def _known_partition(parts: Sequence[Row]) -> bool:
    """Whether these parts are known to make a whole: a rest is listed, or a closed set."""
    codes = {part.code for part in parts}
    if codes >= {"STATE", "NONSTATE", "FDI"} or codes >= {"DOMESTIC", "FDI"}:
        return True
    if codes >= {"retail_goods", "accommodation_food", "other_services"}:
        return True
    if {part.kind for part in parts} == {"export", "import"}:
        return True
    last = fold(parts[-1].label)
    return last.endswith("khac") or " khac" in last


class _Off(NamedTuple):
    """A total, its parts, their sum and what rounding allows."""

    total: Fact
    listed: list[Fact]
    summed: Decimal
    allowed: Decimal


def totals_and_parts(
    table: Table, spoilt: set[str], meant: dict[tuple[int, ...], bool]
) -> Iterator[dict[str, Any]]:
    """A level unlike the sum of its parts, where the parts make the whole in other columns.

    ``meant`` keeps which rows are meant to add up, for another run with a cell mended.
    """
    if table.transposed:
        return
    by_column = {
        number: _by_row(table, number)
        for number, column in table.columns.items()
        if column.measure in ("level", "plan", "count")
    }
    found: list[_Off] = []
    groups = [
        (whole, parts, *_off_totals(by_column.values(), whole, parts, spoilt))
        for whole, parts in _part_groups(table)
    ]
    usual = sum(right for *_, right in groups) >= 2 * sum(len(off) for _, _, off, _ in groups)
    for whole, parts, off, right in groups:
        known = _known_partition(parts) and (right >= len(off) or (right == 0 and _near(off)))
        add_up = right > len(off) or known or (usual and right == len(off))
        add_up = add_up and (right > 0 or not _of_another(table, by_column.values(), whole, off))
        if meant.setdefault((whole.row, *(part.row for part in parts)), add_up):
            found += off
    for total, listed, summed, allowed in found:
        yield total_unlike_parts(total, listed, summed, allowed)


def _off_totals(
    columns: Iterable[dict[int, Fact]], whole: Row, parts: Sequence[Row], spoilt: set[str]
) -> tuple[list[_Off], int]:
    """The columns in which parts miss their total, and in how many they make it."""
    off: list[_Off] = []
    right = 0
    for held in columns:
        total = held.get(whole.row)
        listed = [held[part.row] for part in parts if part.row in held]
        if total is None or total.value is None or len(listed) != len(parts):
            continue
        if any(f.value is None and f.missing not in ("nil",) for f in listed):
            continue
        units = {(f.unit, f.scale) for f in [total, *listed]}
        if len(units) > 1 or total.unit in (None, "percent"):
            continue
        if {f.cell for f in [total, *listed]} & spoilt:
            continue
        summed = sum((f.value for f in listed if f.value is not None), Decimal(0))
        allowed = sum((half_unit(f) for f in [total, *listed]), Decimal(0))
        if any(f.hedge for f in listed):
            allowed = max(allowed, abs(total.value) / 50)
        if abs(summed - total.value) <= allowed:
            right += 1
        else:
            off.append(_Off(total, listed, summed, allowed))
    return off, right


def _of_another(
    table: Table, columns: Iterable[dict[int, Fact]], whole: Row, off: Sequence[_Off]
) -> bool:
    """Whether parts that never make their total make one and the same row above it instead."""
    held = {fact.place[1]: by_row for by_row in columns for fact in by_row.values()}
    for row in table.rows:
        if row.row >= whole.row or len(off) < 2:
            return False
        others = [(held[one.total.place[1]].get(row.row), one) for one in off]
        if all(
            other is not None
            and other.value is not None
            and (other.unit, other.scale) == (one.total.unit, one.total.scale)
            and abs(one.summed - other.value) <= one.allowed
            for other, one in others
        ):
            return True
    return False


def _near(off: Sequence[_Off]) -> bool:
    """Whether the parts nearly make the whole, so that they are meant to."""
    return all(
        one.total.value and abs(one.summed / one.total.value - 1) < Decimal("0.2") for one in off
    )


_SECTIONS = ("B", "C", "D", "E")


def _indexed_groups(table: Table) -> list[tuple[Row, list[Row], str]]:
    """Wholes whose index must lie between those of their parts, and how grave it is if not."""
    groups: list[tuple[Row, list[Row], str]] = []
    coded = {
        row.code: row
        for row in reversed(table.rows)
        if row.kind in ("iip", "consumption_inventory", "labour", "output")
    }
    total = coded.get("TOTAL")
    sections = [coded[code] for code in _SECTIONS if code in coded]
    if total is not None and len(sections) >= 3 and "C" in coded:
        groups.append((total, sections, "error"))
    for section in sections:
        divisions = [
            row
            for row in table.rows
            if row.code is not None
            and len(row.code) == 3
            and row.code[0] == section.code
            and row.code[1:].isdigit()
        ]
        if len(divisions) >= 4:
            groups.append((section, divisions, "warning"))
    owners = [coded[code] for code in ("STATE", "NONSTATE", "FDI") if code in coded]
    if total is not None and len(owners) == 3:
        groups.append((total, owners, "error"))
    for whole, parts in _part_groups(table):
        if whole.kind in ("export", "import", "retail", "trade") and _known_partition(parts):
            groups.append((whole, parts, "error"))
    return groups


def totals_outside(table: Table, spoilt: set[str]) -> Iterator[dict[str, Any]]:
    """An index of a whole outside the range of the indexes of its parts."""
    seen: set[str] = set()
    rates = [n for n, column in table.columns.items() if column.measure in ("index", "growth")]
    by_column = {number: _by_row(table, number) for number in rates}
    for whole, parts, severity in _indexed_groups(table):
        for held in by_column.values():
            fact = held.get(whole.row)
            values = [held[p.row] for p in parts if p.row in held and held[p.row].value is not None]
            if fact is None or fact.value is None or len(values) != len(parts) or fact.cell in seen:
                continue
            if {f.cell for f in [fact, *values]} & spoilt:
                continue
            low = min(f.value for f in values if f.value is not None)
            high = max(f.value for f in values if f.value is not None)
            slack = unit_of_last_place([fact, *values])
            if low - slack <= fact.value <= high + slack:
                continue
            seen.add(fact.cell)
            yield fault(
                "total_outside_parts",
                fact.sheet,
                fact.cell,
                "total_outside_parts",
                {
                    "value": fact.value,
                    "low": (low, fact.places),
                    "high": (high, fact.places),
                    "first": values[0].cell,
                    "last": values[-1].cell,
                },
                related=[f.cell for f in values],
                found=shown(fact.value),
                expected=f"{shown(low, fact.places)} – {shown(high, fact.places)}",
                severity=severity,
            )


def cumulative(table: Table, spoilt: set[str]) -> Iterator[dict[str, Any]]:
    """Figures since January against the months that make them."""
    keys: dict[tuple[Any, ...], dict[Period, Fact]] = {}
    one = _one_subject(table)
    doubtful = open_periods(table)
    for fact in table.facts:
        if fact.doubt in doubtful:
            continue
        if fact.value is None or fact.period is None or fact.cell in spoilt or fact.column.stock:
            continue
        down = table.transposed and not table.years_down
        who = ("" if one else fact.column.text) if down else fact.row.row
        if fact.measure in ("level", "count", "plan"):
            if fact.unit == "percent" or _workers(fact):
                continue  # a rate of loss or poverty does not add up, nor do those who work
            name = "plan" if fact.measure == "plan" else "level"
            kind: tuple[Any, ...] = (name, fact.column.quantity, fact.unit, fact.scale)
        elif fact.measure in ("index", "growth") and fact.comparison in (
            "same_month_last_year",
            "same_period_last_year",
            "same_quarter_last_year",
        ):
            kind = (fact.measure,)
        else:
            continue
        held = keys.setdefault((who, *kind), {})
        if fact.period not in held:
            held[fact.period] = fact
    for key, held in keys.items():
        for period, fact in sorted(held.items(), key=lambda pair: pair[0].end):
            if period.months == 3 and period.start[5:] in ("04", "07", "10"):
                parts = _tiling(held, period)
                if key[1] in ("level", "plan") and len(parts) == 3:
                    yield from _level_fault(fact, parts, held)
            if period.start[5:] == "01" and period.months > 1:
                parts = _tiling(held, period)
                if key[1] in ("level", "plan"):
                    months = _tiling(held, period, shortest=True)
                    if not _adds_up(fact, months):
                        yield from _level_fault(fact, parts, held)
                elif len(parts) > 1:
                    yield from _range_fault(fact, parts)


def _workers(fact: Fact) -> bool:
    """Whether a figure counts those who work, whom a new month does not add to."""
    return fact.unit == "person" and "lao dong" in fold(f"{fact.row.label} {fact.column.text}")


def _one_subject(table: Table) -> bool:
    """Whether months stand down beside one column of months and one of the months so far."""
    levels = [column for column in table.columns.values() if column.measure == "level"]
    if not table.transposed or len(levels) != 2:
        return False
    one, other = levels
    alike = (one.unit and one.unit.unit) == (other.unit and other.unit.unit)
    return alike and one.to_date != other.to_date


def _adds_up(fact: Fact, parts: list[Fact]) -> bool:
    """Whether periods make a longer one within their rounding."""
    if len(parts) < 2 or fact.value is None:
        return False
    total = sum((part.value for part in parts if part.value is not None), Decimal(0))
    return abs(total - fact.value) <= sum((half_unit(f) for f in [fact, *parts]), Decimal(0))


def _tiling(held: dict[Period, Fact], whole: Period, *, shortest: bool = False) -> list[Fact]:
    """The figures of consecutive periods that fill a longer one, the longest first."""
    found: list[Fact] = []
    start = whole.start
    while start <= whole.end:
        fitting = [
            period
            for period in held
            if period != whole and period.start == start and period.end <= whole.end
        ]
        if not fitting:
            return []
        choose = min if shortest else max
        period = choose(fitting, key=lambda p: (p.end, p.months))
        found.append(held[period])
        following = int(period.end[5:]) + 1
        if following > 12:
            return found if period.end == whole.end else []
        start = month(int(period.end[:4]), following)
    return found


def _level_fault(
    fact: Fact, parts: list[Fact], held: dict[Period, Fact]
) -> Iterator[dict[str, Any]]:
    assert fact.value is not None
    assert fact.period is not None
    if len(parts) > 1:
        if _adds_up(fact, parts):
            return
        total = sum((part.value for part in parts if part.value is not None), Decimal(0))
        names = " + ".join(part.cell for part in parts)
        places = max(fact.places, *(part.places for part in parts))
        yield fault(
            "cumulative_unlike_months",
            fact.sheet,
            fact.cell,
            "cumulative_unlike_months.sum",
            {"value": fact.value, "names": names, "total": (total, places)},
            related=[part.cell for part in parts],
            found=shown(fact.value),
            expected=shown(total, places),
        )
        return
    inside = [
        other
        for period, other in held.items()
        if period != fact.period
        and fact.period.start <= period.start
        and period.end <= fact.period.end
        and period.months == 1
    ]
    total = sum((other.value for other in inside if other.value is not None), Decimal(0))
    allowed = sum((half_unit(f) for f in [fact, *inside]), Decimal(0))
    least = min((o.value for o in inside if o.value is not None), default=Decimal(-1))
    if least >= 0 and total > fact.value + allowed:
        names = " + ".join(other.cell for other in inside)
        yield fault(
            "cumulative_unlike_months",
            fact.sheet,
            fact.cell,
            "cumulative_unlike_months.less",
            {"value": fact.value, "names": names, "total": total},
            related=[other.cell for other in inside],
            found=shown(fact.value),
        )


def _range_fault(fact: Fact, parts: list[Fact]) -> Iterator[dict[str, Any]]:
    assert fact.value is not None
    values = [part.value for part in parts if part.value is not None]
    unit = unit_of_last_place([fact, *parts])
    if min(values) - unit <= fact.value <= max(values) + unit:
        return
    yield fault(
        "cumulative_outside_months",
        fact.sheet,
        fact.cell,
        "cumulative_outside_months",
        {
            "value": fact.value,
            "low": min(values),
            "high": max(values),
            "names": ", ".join(part.cell for part in parts),
        },
        related=[part.cell for part in parts],
        found=shown(fact.value),
        expected=f"{shown(min(values))} – {shown(max(values))}",
    )


def shares(table: Table, spoilt: set[str]) -> Iterator[dict[str, Any]]:
    """Shares of a whole that do not make 100."""
    for number, column in table.columns.items():
        if column.measure != "share" or column.comparison != "total":
            continue
        if re.match(r"(?:ty|ti) le\b", fold(column.text)):
            continue  # each row's own ratio: what was disbursed of its cost
        held = _by_row(table, number)
        for whole, parts in _part_groups(table):
            listed = [held[p.row] for p in parts if p.row in held and held[p.row].value is not None]
            total = held.get(whole.row)
            if len(listed) != len(parts) or len(listed) < 2 or {f.cell for f in listed} & spoilt:
                continue
            summed = sum((f.value for f in listed if f.value is not None), Decimal(0))
            target = Decimal(100)
            if total is not None and total.value is not None and whole.parent is not None:
                target = total.value
            allowed = sum((half_unit(f) for f in listed), half_unit(total or listed[0]))
            wrong_total = (
                total is not None
                and total.value is not None
                and whole.parent is None
                and total.value != 100
                and abs(total.value - 100) > allowed
            )
            if abs(summed - target) <= allowed and not wrong_total:
                continue
            if not _known_partition(parts) and abs(summed - target) > 20:
                continue
            suspect = _share_suspect(table, number, whole, listed) or total or listed[-1]
            places = max(f.places for f in listed)
            yield fault(
                "shares_unlike_100",
                suspect.sheet,
                suspect.cell,
                "shares_unlike_100",
                {
                    "summed": (summed, places),
                    "target": target,
                    "first": listed[0].cell,
                    "last": listed[-1].cell,
                },
                related=[f.cell for f in listed if f is not suspect],
                found=shown(summed, places),
                expected=shown(target),
            )


def _share_suspect(table: Table, number: int, whole: Row, listed: list[Fact]) -> Fact | None:
    """The share that is not its level over the total, where the levels stand beside."""
    period = table.columns[number].period
    for level, column in table.columns.items():
        if column.measure != "level" or column.period != period:
            continue
        held = _by_row(table, level)
        total = held.get(whole.row)
        if total is None or not total.value:
            continue
        for fact in listed:
            own = held.get(fact.row.row)
            if own is None or own.value is None or fact.value is None:
                continue
            if abs(100 * own.value / total.value - fact.value) > Decimal(
                "0.15"
            ) + unit_of_last_place([fact]):
                return fact
    return None
