"""How a derived column was rounded: the convention that reproduces it, and the faulty cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from hanoi_ct.statements._tables.derived_columns import (
    FORMULAS,
    operands_of,
    reaches,
    rounded,
    total_row,
)
from hanoi_ct.statements._tables.table_audited import CellFault, Kind, Slip, TableCheck
from hanoi_ct.statements.grid import Cell, Grid

__all__ = ["best_convention", "column_check"]

_ROUNDINGS = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "truncated": ROUND_DOWN,
}


def column_check(
    grid: Grid,
    j: int,
    kind: Kind,
    first: int,
    second: int,
) -> TableCheck:
    rows = operands_of(grid, j, kind, first, second)
    formula = FORMULAS[kind]
    forced = _forced(grid, j, first, rows) if kind == "share" else {}
    reproduced: Counter[str] = Counter()
    wrong = []
    for i, a, b, printed in rows:
        exact = formula(Fraction(a.number), Fraction(b.number))
        for name, rounding in _ROUNDINGS.items():
            reproduced[name] += rounded(exact, printed.decimals, rounding) == printed.number
        possible = reaches(kind, a, b, printed)
        reproduced["full_precision"] += possible
        cut = rounded(exact, printed.decimals, ROUND_DOWN) == printed.number
        if forced:
            reproduced["forced"] += forced.get(i, printed.number) == printed.number
        if not possible and not cut and forced.get(i) != printed.number:
            wrong.append((i, printed, rounded(exact, printed.decimals, ROUND_HALF_UP)))
    faults = tuple(_fault(grid, j, i, printed, due, wrong) for i, printed, due in wrong)
    headers = (grid.headers[first], grid.headers[second])
    if kind == "share":
        whole = total_row(grid, first)
        headers = (grid.headers[first], grid.labels[whole or 0])
    return TableCheck(
        kind,
        grid.headers[j],
        headers,
        len(rows),
        dict(reproduced),
        best_convention(reproduced, len(rows) - len(wrong)),
        faults,
    )


def _forced(
    grid: Grid, j: int, first: int, rows: Sequence[tuple[int, Cell, Cell, Cell]]
) -> dict[int, Decimal]:
    """Shares as they are printed where they were moved by a unit to add up to their total.

    Rounded half up the shares of the parts add up to more or less than the total's; in print they
    add up to it, and no more of them are moved than the difference takes, all of them one way.
    Empty where nothing had to be moved, or where something else was done.
    """
    whole = total_row(grid, first)
    parts = [row for row in rows if row[0] != whole]
    decimals = {printed.decimals for *_, printed in parts}
    if len(decimals) != 1 or len(parts) < 2:
        return {}
    of = next((printed.number for i, *_, printed in rows if i == whole), Decimal(100))
    unit = Decimal(1).scaleb(-decimals.pop())
    due = {
        i: rounded(Fraction(a.number) / Fraction(b.number) * 100, printed.decimals, ROUND_HALF_UP)
        for i, a, b, printed in parts
    }
    lacking = of - sum(due.values())
    moved = [printed.number - due[i] for i, *_, printed in parts]
    ways = {move for move in moved if move}
    if not lacking or ways != {unit if lacking > 0 else -unit} or sum(moved) != lacking:
        return {}
    return {i: printed.number for i, *_, printed in parts}


def best_convention(reproduced: Counter[str], good: int) -> str:
    """The first convention that reproduces all good cells, else the one with most."""
    for name in ("half_up", "half_even", "truncated", "forced", "cascade", "full_precision"):
        if good and reproduced[name] >= good:
            return name
    return max(reproduced, key=lambda name: reproduced[name]) if any(reproduced.values()) else ""


def _fault(
    grid: Grid,
    j: int,
    i: int,
    printed: Cell,
    due: Decimal,
    wrong: Sequence[tuple[int, Cell, Decimal]],
) -> CellFault:
    slip: Slip = ""
    unit = Decimal(1).scaleb(-printed.decimals)
    if any(abs(printed.number * factor - due) <= unit for factor in (1000, Decimal("0.001"))):
        slip = "thousand"
    elif abs(printed.number - 100 - due) <= unit:
        slip = "index_for_growth"
    elif due and abs(printed.number + due) <= unit:
        slip = "sign"
    elif any(
        k != i and abs(other.number - due) <= unit and abs(printed.number - wanted) <= unit
        for k, other, wanted in wrong
    ):
        slip = "swapped_rows"
    return CellFault(
        grid.rows[i], grid.labels[i], grid.headers[j], str(printed.number), str(due), slip
    )
