"""Columns that others give: growth, indices, shares and attainment, told by headers or found."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from hanoi_ct.quantities.interval import Interval
from hanoi_ct.statements._tables.table_audited import Kind
from hanoi_ct.statements.grid import Cell, Grid

__all__ = [
    "FORMULAS",
    "TOTAL",
    "derived_columns",
    "operands_of",
    "reaches",
    "rounded",
    "span_of",
    "total_row",
]

TOTAL = re.compile(r"\b(tổng|cộng|toàn|chung|total|all|sum)", re.IGNORECASE)
_HEADERS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("share", re.compile(r"tỷ trọng|tỉ trọng|cơ cấu|share|structure", re.IGNORECASE)),
    ("attainment", re.compile(r"kế hoạch|\bkh\b|dự toán|plan|target", re.IGNORECASE)),
    ("growth", re.compile(r"tăng|giảm|growth|change|\+/-|±", re.IGNORECASE)),
    ("index", re.compile(r"so với|so sánh|cùng kỳ|chỉ số|index|y/y|m/m", re.IGNORECASE)),
)
FORMULAS: dict[Kind, Callable[[Fraction, Fraction], Fraction]] = {
    "growth": lambda a, b: (a / b - 1) * 100,
    "index": lambda a, b: a / b * 100,
    "attainment": lambda a, b: a / b * 100,
    "share": lambda a, b: a / b * 100,
}
_LEAST_ROWS = 3  # fewer agreeing rows are chance, unless the header says what it is


def span_of(cell: Cell) -> Interval:
    half = Fraction(1, 2 * 10**cell.decimals)
    number = Fraction(cell.number)
    return Interval(number - half, number + half)


def reaches(kind: Kind, a: Cell, b: Cell, printed: Cell) -> bool:
    """Whether some figures that print as a and b give what prints as the cell."""
    first, second = span_of(a), span_of(b)
    if second.low <= 0:
        return False
    formula = FORMULAS[kind]
    ends = [
        formula(Fraction(x), Fraction(y))
        for x in (first.low, first.high)
        for y in (second.low, second.high)
    ]
    return Interval(min(ends), max(ends)).meets(span_of(printed))


def _told(grid: Grid, j: int) -> Kind | None:
    """What the header says that a column is."""
    return next((kind for kind, pattern in _HEADERS if pattern.search(grid.headers[j])), None)


def derived_columns(grid: Grid) -> dict[int, tuple[Kind, int, int]]:
    """The columns that others give, with their kind and operands.

    If an index is a level over another, each of the three follows from the other two: columns
    that say what they are come first, then those of smaller numbers, and what is an operand
    once is a level from then on.
    """

    def typical(j: int) -> Decimal:
        numbers = sorted(abs(cell.number) for cell in grid.columns[j] if cell)
        return numbers[len(numbers) // 2]

    order = sorted(range(len(grid.columns)), key=lambda j: (_told(grid, j) is None, typical(j)))
    derived: dict[int, tuple[Kind, int, int]] = {}
    operands: set[int] = set()
    for j in order:
        if j in operands:
            continue
        found = _derived(grid, j, [k for k in range(len(grid.columns)) if k not in {j, *derived}])
        if found:
            derived[j] = found
            operands |= {found[1], found[2]}
    return derived


def _derived(grid: Grid, j: int, others: Sequence[int]) -> tuple[Kind, int, int] | None:
    """What a column is made of: its kind and the two columns, for shares the same one twice."""
    told = _told(grid, j)
    best, most = None, Fraction(0)
    for kind, first, second in _candidates(others):
        rows = operands_of(grid, j, kind, first, second)
        hits = sum(reaches(kind, a, b, printed) for _, a, b, printed in rows)
        # A header that tells the kind needs fewer rows to be believed.
        needed = 1 if told == kind else _LEAST_ROWS
        if hits < needed or 2 * hits < len(rows) + (told != kind):
            continue
        formula = FORMULAS[kind]
        exact = sum(
            rounded(formula(Fraction(a.number), Fraction(b.number)), p.decimals, ROUND_HALF_UP)
            == p.number
            for _, a, b, p in rows
        )
        score = Fraction(2 * hits + exact, 2 * len(rows)) + Fraction(1 if kind == told else 0, 10)
        if score > most:
            best, most = (kind, first, second), score
    if best and best[0] == "index" and told == "attainment":
        return "attainment", best[1], best[2]
    return best


def _candidates(others: Sequence[int]) -> Iterator[tuple[Kind, int, int]]:
    for first, second in itertools.permutations(others, 2):
        yield "growth", first, second
        yield "index", first, second
    for first in others:
        yield "share", first, first


def operands_of(
    grid: Grid, j: int, kind: Kind, first: int, second: int
) -> list[tuple[int, Cell, Cell, Cell]]:
    """Rows with both operands and the printed result; of shares the total is the second."""
    whole = total_row(grid, first) if kind == "share" else None
    if kind == "share" and whole is None:
        return []
    found = []
    for i in range(len(grid.labels)):
        a, printed = grid.columns[first][i], grid.columns[j][i]
        b = grid.columns[second][i if whole is None else whole]
        if (a and b and printed and b.number > 0 and a.number != b.number) or (
            kind == "share" and a and b and printed and b.number > 0
        ):
            found.append((i, a, b, printed))
    return found


def total_row(grid: Grid, j: int) -> int | None:
    """The row of the total: named so, or the largest number of the column."""
    named = [i for i, label in enumerate(grid.labels) if TOTAL.search(label)]
    filled = [i for i in range(len(grid.labels)) if grid.columns[j][i]]
    if named and named[0] in filled:
        return named[0]
    return max(filled, key=lambda i: _number(grid, j, i), default=None)


def _number(grid: Grid, j: int, i: int) -> Decimal:
    cell = grid.columns[j][i]
    return cell.number if cell else Decimal("-Infinity")


def rounded(x: Fraction, decimals: int, rounding: str) -> Decimal:
    with localcontext(prec=60):
        exact = Decimal(x.numerator) / Decimal(x.denominator)
        return exact.quantize(Decimal(1).scaleb(-decimals), rounding)
