"""Which levels a share is a share of."""

from __future__ import annotations

import re
from decimal import Decimal
from statistics import median

from hanoi_ct.tables._meaning.doubts import as_read, doubt
from hanoi_ct.tables._meaning.fact import Fact, Table
from hanoi_ct.tables._meaning.headings import Column
from hanoi_ct.tables._meaning.words import fold

__all__ = ["fitting", "named_attainment", "occupancy", "period_of_share", "share_or_attainment"]

# Shares that two columns of levels give this much alike, in points, decide nothing.
_SHARE_SLACK = Decimal("0.01")


def share_or_attainment(table: Table, number: int, column: Column, facts: list[Fact]) -> None:
    """ "Tỷ lệ (%)", "Đạt (%)": of the plan where the levels say so, of a whole, else a doubt."""
    word = re.sub(r"[^a-z]", "", fold(column.text))
    plans = [place for place, held in table.columns.items() if held.measure == "plan"]
    levels = [place for place, held in table.columns.items() if held.measure == "level"]
    if word not in _BARE or table.transposed:
        return
    if plans and levels:
        best = max(levels, key=lambda place: fitting(table, place, plans[-1], facts))
        whole = fitting(table, best, plans[-1], facts)
        if 2 * whole > sum(fact.value is not None for fact in facts):
            _make_attainment(column, facts, table.columns[best])
            return
    others = ["attainment"] if plans else []
    if max((fact.value for fact in facts if fact.value is not None), default=0) > 101:
        others.append("index")  # no part is more than its whole
    elif not plans and word in ("tyle", "tile"):
        return
    doubt(table, facts, [{"measure": measure} for measure in (str(column.measure), *others)])


# Headings of a percentage that say no more.
_BARE = (
    "tyle",
    "tile",
    "dat",
    "tyledat",
    "hoanthanh",
    "tylehoanthanh",
    "thuchien",
    "tylethuchien",
    "giaingan",
    "tylegiaingan",
    "tilegiaingan",
    "tiendo",
    "tiendogiaingan",
)


def named_attainment(table: Table, column: Column, facts: list[Fact]) -> None:
    """ "Đạt" without a sign of percent, beside a plan: what is attained of it, or a level."""
    plans = [place for place, held in table.columns.items() if held.measure == "plan"]
    levels = [n for n, c in table.columns.items() if c.measure == "level" and c is not column]
    word = re.sub(r"[^a-z]", "", fold(column.text))
    if word not in ("dat", "tyledat", "hoanthanh") or not plans or not levels:
        return
    best = max(levels, key=lambda place: fitting(table, place, plans[-1], facts))
    fits = fitting(table, best, plans[-1], facts)
    _make_attainment(column, facts, table.columns[best])
    for fact in facts:
        fact.unit, fact.scale = "percent", "1"
    if 2 * fits <= sum(fact.value is not None for fact in facts):
        doubt(table, facts, [{"measure": "attainment"}, {"measure": "level"}])


def _make_attainment(column: Column, facts: list[Fact], held: Column) -> None:
    """Read percentages as what a column of levels is of the plan."""
    column.measure, column.comparison, column.period = "attainment", "plan_year", held.period
    column.status, column.change = held.status, False
    for fact in facts:
        fact.measure, fact.comparison, fact.period = "attainment", "plan_year", held.period
        fact.status = held.status or fact.status


def fitting(table: Table, level: int, plan: int, facts: list[Fact]) -> int:
    """How many percentages are those of a column of levels in one of plans."""
    upper = {fact.row.row: fact.value for fact in table.of_column(level)}
    lower = {fact.row.row: fact.value for fact in table.of_column(plan)}
    fits = 0
    for fact in facts:
        now, planned = upper.get(fact.row.row), lower.get(fact.row.row)
        if now is not None and planned and fact.value is not None:
            fits += abs(100 * now / planned - fact.value) < 1
    return fits


def period_of_share(table: Table, number: int, column: Column, facts: list[Fact]) -> None:
    """A share that names no period: that of the levels it follows from, else of those before it."""
    levels = {
        place: held
        for place, held in table.columns.items()
        if held.measure == "level" and held.period is not None
    }
    if not levels or table.transposed:
        return
    off = {place: _off_share(table, place, facts) for place in levels}
    known = {place: error for place, error in off.items() if error is not None}
    before = [place for place in levels if place < number] or list(levels)
    nearest = max(before)
    best = min(known.values(), default=None)
    fitting = [p for p, error in known.items() if best is not None and error <= best + _SHARE_SLACK]
    chosen = nearest if not fitting or nearest in fitting else fitting[0]
    column.period, column.to_date = levels[chosen].period, levels[chosen].to_date
    for fact in facts:
        fact.period, fact.status = column.period, levels[chosen].status or fact.status
    others = [levels[place] for place in fitting if levels[place].period != column.period]
    if others:
        doubt(table, facts, [as_read(column), *(as_read(other) for other in others)])


def _off_share(table: Table, place: int, facts: list[Fact]) -> Decimal | None:
    """How far, at the median, shares are from those that a column of levels gives."""
    held = {fact.row.row: fact.value for fact in table.of_column(place) if fact.value is not None}
    total = next((row for row in table.rows if row.code == "TOTAL"), None)
    errors = []
    for fact in facts:
        whole = fact.row.parent or total
        if whole is None or whole is fact.row or fact.value is None:
            continue
        own, all_ = held.get(fact.row.row), held.get(whole.row)
        if own is not None and all_:
            errors.append(abs(100 * own / all_ - fact.value))
    return median(errors) if errors else None


def occupancy(table: Table) -> None:
    """An occupancy rate is a share of leasable land: of a total that no column may name."""
    for number, column in table.columns.items():
        if column.measure == "share" and column.comparison is None:
            facts = table.of_column(number)
            for fact in facts:
                fact.comparison = "total"
            if facts:
                doubt(table, facts, [{"comparison": "total"}, {"comparison": None}])
