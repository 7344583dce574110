"""The audit of a table: totals, shares, growth and attainment, and how they were rounded.

What a column means is told by its header or found by trying: a column is growth of one other
column on a second where most of its cells say so. For every derived cell each rounding
convention is tried; the one that reproduces most is the table's, and the cells that none
reproduces are its faults.
"""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import (
    ROUND_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Decimal,
    localcontext,
)
from fractions import Fraction
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from hanoi_ct._optional import require
from hanoi_ct.quantities.interval import Interval, total
from hanoi_ct.statements.grid import Cell, Grid, grid_of_frame, grids_of_file
from hanoi_ct.text import Language, Text

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["sum", "share", "growth", "index", "attainment"]
Slip = Literal["", "thousand", "index_for_growth", "swapped_rows", "sign"]

CONVENTIONS: dict[str, Text] = {
    "half_up": Text("làm tròn nửa lên, từ số đã in", "half up, from printed figures"),
    "half_even": Text("làm tròn nửa về chẵn, từ số đã in", "half to even, from printed figures"),
    "truncated": Text("cắt bớt, từ số đã in", "cut, from printed figures"),
    "full_precision": Text("từ số chưa làm tròn", "from figures that were not rounded"),
}
KINDS: dict[str, Text] = {
    "sum": Text("tổng", "total"),
    "share": Text("tỷ trọng, %", "share, %"),
    "growth": Text("tốc độ tăng, %", "growth, %"),
    "index": Text("chỉ số, %", "index, %"),
    "attainment": Text("so với kế hoạch, %", "attainment of the plan, %"),
}
_SLIPS: dict[str, Text] = {
    "": Text("", ""),
    "thousand": Text("nhầm dấu phân cách nghìn", "a slip of the thousands' point"),
    "index_for_growth": Text("in chỉ số thay vì tốc độ tăng", "an index printed for growth"),
    "swapped_rows": Text("đổi chỗ với dòng khác", "swapped with another row"),
    "sign": Text("sai dấu", "the wrong sign"),
}
_TOTAL = re.compile(r"\b(tổng|cộng|toàn|chung|total|all|sum)", re.IGNORECASE)
_HEADERS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("share", re.compile(r"tỷ trọng|tỉ trọng|cơ cấu|share|structure", re.IGNORECASE)),
    ("attainment", re.compile(r"kế hoạch|\bkh\b|dự toán|plan|target", re.IGNORECASE)),
    ("growth", re.compile(r"tăng|giảm|growth|change|\+/-|±", re.IGNORECASE)),
    ("index", re.compile(r"so với|so sánh|cùng kỳ|chỉ số|index|y/y|m/m", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that no convention reproduces, with the number that the others ask for."""

    row: int
    label: str
    column: str
    printed: str
    expected: str
    slip: Slip


@dataclass(frozen=True, slots=True)
class TableCheck:
    """One relation of a table, checked cell by cell.

    Attributes
    ----------
    kind : str
        sum, share, growth, index or attainment.
    column : str
        The header of the checked column.
    of : tuple of str
        For a sum the label of the total and of its parts; else the headers of the operands.
    cells : int
        How many cells were checked.
    reproduced : dict of str to int
        How many cells each convention reproduces.
    convention : str
        The one that reproduces most cells, the simplest of equals; empty where none does.
    faults : tuple of CellFault
    """

    kind: Kind
    column: str
    of: tuple[str, ...]
    cells: int
    reproduced: dict[str, int]
    convention: str
    faults: tuple[CellFault, ...]


@dataclass(frozen=True)
class TableAudit:
    """The checks of one table or more."""

    tables: tuple[tuple[str, tuple[TableCheck, ...]], ...]

    @property
    def checks(self) -> tuple[TableCheck, ...]:
        """All checks, those with faults first."""
        each = [check for _, checks in self.tables for check in checks]
        return tuple(sorted(each, key=lambda check: -len(check.faults)))

    @property
    def contradictions(self) -> tuple[CellFault, ...]:
        """The cells that no convention reproduces."""
        return tuple(fault for check in self.checks for fault in check.faults)

    def to_dict(self) -> dict[str, Any]:
        """The audit as plain types."""
        return {
            "tables": [
                {
                    "name": name,
                    "checks": [
                        {
                            "kind": check.kind,
                            "column": check.column,
                            "of": list(check.of),
                            "cells": check.cells,
                            "reproduced": dict(check.reproduced),
                            "convention": check.convention,
                            "faults": [_fault_record(fault) for fault in check.faults],
                        }
                        for check in checks
                    ],
                }
                for name, checks in self.tables
            ]
        }

    def to_json(self) -> str:
        """The audit as one JSON object."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1) + "\n"

    def to_pandas(self) -> pd.DataFrame:
        """A row a cell that no convention reproduces."""
        require("pandas", "TableAudit.to_pandas")
        import pandas

        columns = ["table", "kind", "row", "label", "column", "printed", "expected", "slip"]
        rows = [
            {"table": name, "kind": check.kind, **_fault_record(fault)}
            for name, checks in self.tables
            for check in checks
            for fault in check.faults
        ]
        return pandas.DataFrame(rows, columns=columns)

    def lines(self, language: Language = "vi") -> list[str]:
        """The audit in words, a check a line and its faults below it."""
        found = []
        for name, checks in self.tables:
            found.append(name)
            if not checks:
                none = Text("  không có quan hệ nào nhận ra được", "  no relation was recognised")
                found.append(none.get(language))
            for check in checks:
                found += _check_lines(check, language)
        return found

    def _repr_html_(self) -> str:
        items = "".join(f"<div>{escape(line)}</div>" for line in self.lines())
        return f'<div style="white-space: pre-wrap">{items}</div>'


def _fault_record(fault: CellFault) -> dict[str, Any]:
    return {
        "row": fault.row,
        "label": fault.label,
        "column": fault.column,
        "printed": fault.printed,
        "expected": fault.expected,
        "slip": fault.slip,
    }


def _check_lines(check: TableCheck, language: Language) -> list[str]:
    good = check.cells - len(check.faults)
    if check.kind == "sum":
        what = f"{check.of[0]} = " + " + ".join(check.of[1:])
    else:
        what = f"{check.column} = " + " / ".join(check.of)
    how = CONVENTIONS[check.convention].get(language) if check.convention else ""
    count = (
        f"{good}/{check.cells} ô khớp" if language == "vi" else f"{good}/{check.cells} cells agree"
    )
    kind = KINDS[check.kind].get(language)
    found = [f"  {kind}: {what}: {count}" + (f"; {how}" if how else "")]
    for fault in check.faults:
        slip = _SLIPS[fault.slip].get(language)
        words = (
            f"    ✗ dòng {fault.row} “{fault.label}”, cột “{fault.column}”: in {fault.printed}, "
            f"phải là {fault.expected}"
            if language == "vi"
            else f"    ✗ row {fault.row} “{fault.label}”, column “{fault.column}”: printed "
            f"{fault.printed}, must be {fault.expected}"
        )
        found.append(words + (f" ({slip})" if slip else ""))
    return found


def audit_table(table: Any) -> TableAudit:
    """Check the totals, shares, growth and attainment of a table.

    Parameters
    ----------
    table : DataFrame, str or Path
        A pandas or polars frame, or a .xlsx or .csv file. Of a workbook every sheet with numbers
        is checked; a number counts as shown, with the decimals of its format.

    Returns
    -------
    TableAudit

    Raises
    ------
    ArgumentTypeError, DataError
        No table, or none with numbers.

    Notes
    -----
    A missing cell is left out of the check of its row; a sum with a missing part is not checked.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({
    ...     "ngành": ["Tổng số", "Dệt may", "Điện tử", "Khác"],
    ...     "2017": [7624, 1500, 2100, 4024],
    ...     "2018": [9200, 1710, 2600, 4890],
    ...     "tăng, %": [20.7, 14.0, 28.3, 21.5],
    ... })
    >>> found = audit_table(frame)
    >>> [(fault.label, fault.printed, fault.expected) for fault in found.contradictions]
    [('Điện tử', '28.3', '23.8')]
    """
    grids = grids_of_file(table) if isinstance(table, (str, Path)) else (grid_of_frame(table),)
    return TableAudit(tuple((grid.name, tuple(_checks(grid))) for grid in grids))


def _checks(grid: Grid) -> Iterator[TableCheck]:
    derived = _derived_columns(grid)
    levels = [j for j in range(len(grid.columns)) if j not in derived]
    blocks = _total_blocks(grid, levels)
    for j in levels:
        yield from _sum_checks(grid, j, blocks)
    for j, (kind, first, second) in derived.items():
        yield _column_check(grid, j, kind, first, second)


# ---- derived columns --------------------------------------------------------------

_FORMULAS: dict[Kind, Callable[[Fraction, Fraction], Fraction]] = {
    "growth": lambda a, b: (a / b - 1) * 100,
    "index": lambda a, b: a / b * 100,
    "attainment": lambda a, b: a / b * 100,
    "share": lambda a, b: a / b * 100,
}
_LEAST_ROWS = 3  # fewer agreeing rows are chance, unless the header says what it is


def _span(cell: Cell) -> Interval:
    half = Fraction(1, 2 * 10**cell.decimals)
    number = Fraction(cell.number)
    return Interval(number - half, number + half)


def _reaches(kind: Kind, a: Cell, b: Cell, printed: Cell) -> bool:
    """Whether some figures that print as a and b give what prints as the cell."""
    first, second = _span(a), _span(b)
    if second.low <= 0:
        return False
    formula = _FORMULAS[kind]
    ends = [
        formula(Fraction(x), Fraction(y))
        for x in (first.low, first.high)
        for y in (second.low, second.high)
    ]
    return Interval(min(ends), max(ends)).meets(_span(printed))


def _told(grid: Grid, j: int) -> Kind | None:
    """What the header says that a column is."""
    return next((kind for kind, pattern in _HEADERS if pattern.search(grid.headers[j])), None)


def _derived_columns(grid: Grid) -> dict[int, tuple[Kind, int, int]]:
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
        rows = _operands(grid, j, kind, first, second)
        hits = sum(_reaches(kind, a, b, printed) for _, a, b, printed in rows)
        # A header that tells the kind needs fewer rows to be believed.
        needed = 1 if told == kind else _LEAST_ROWS
        if hits < needed or 2 * hits < len(rows) + (told != kind):
            continue
        formula = _FORMULAS[kind]
        exact = sum(
            _rounded(formula(Fraction(a.number), Fraction(b.number)), p.decimals, ROUND_HALF_UP)
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


def _operands(
    grid: Grid, j: int, kind: Kind, first: int, second: int
) -> list[tuple[int, Cell, Cell, Cell]]:
    """Rows with both operands and the printed result; of shares the total is the second."""
    whole = _total_row(grid, first) if kind == "share" else None
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


def _total_row(grid: Grid, j: int) -> int | None:
    """The row of the total: named so, or the largest number of the column."""
    named = [i for i, label in enumerate(grid.labels) if _TOTAL.search(label)]
    filled = [i for i in range(len(grid.labels)) if grid.columns[j][i]]
    if named and named[0] in filled:
        return named[0]
    return max(filled, key=lambda i: _number(grid, j, i), default=None)


def _number(grid: Grid, j: int, i: int) -> Decimal:
    cell = grid.columns[j][i]
    return cell.number if cell else Decimal("-Infinity")


_ROUNDINGS = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "truncated": ROUND_DOWN,
}


def _rounded(x: Fraction, decimals: int, rounding: str) -> Decimal:
    with localcontext(prec=60):
        exact = Decimal(x.numerator) / Decimal(x.denominator)
        return exact.quantize(Decimal(1).scaleb(-decimals), rounding)


def _column_check(
    grid: Grid,
    j: int,
    kind: Kind,
    first: int,
    second: int,
) -> TableCheck:
    rows = _operands(grid, j, kind, first, second)
    formula = _FORMULAS[kind]
    reproduced: Counter[str] = Counter()
    wrong = []
    for i, a, b, printed in rows:
        exact = formula(Fraction(a.number), Fraction(b.number))
        for name, rounding in _ROUNDINGS.items():
            reproduced[name] += _rounded(exact, printed.decimals, rounding) == printed.number
        possible = _reaches(kind, a, b, printed)
        reproduced["full_precision"] += possible
        cut = _rounded(exact, printed.decimals, ROUND_DOWN) == printed.number
        if not possible and not cut:
            wrong.append((i, printed, _rounded(exact, printed.decimals, ROUND_HALF_UP)))
    faults = tuple(_fault(grid, j, i, printed, due, wrong) for i, printed, due in wrong)
    headers = (grid.headers[first], grid.headers[second])
    if kind == "share":
        whole = _total_row(grid, first)
        headers = (grid.headers[first], grid.labels[whole or 0])
    return TableCheck(
        kind,
        grid.headers[j],
        headers,
        len(rows),
        dict(reproduced),
        _best(reproduced, len(rows) - len(wrong)),
        faults,
    )


def _best(reproduced: Counter[str], good: int) -> str:
    """The first convention that reproduces all good cells, else the one with most."""
    for name in ("half_up", "half_even", "truncated", "full_precision"):
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


# ---- totals -----------------------------------------------------------------------


def _total_blocks(grid: Grid, levels: Sequence[int]) -> list[tuple[int, tuple[int, ...]]]:
    """Rows that are sums of others: a total above or below a run of rows, level by level.

    Once a run is summed up its rows are set aside, so that the totals of totals are found next.
    """
    rows = [i for i in range(len(grid.labels)) if any(grid.columns[j][i] for j in levels)]
    found: list[tuple[int, tuple[int, ...]]] = []
    while True:
        block = _next_block(grid, levels, rows)
        if block is None:
            break
        found.append(block)
        rows = [i for i in rows if i not in block[1]]
    named = [i for i in rows if _TOTAL.search(grid.labels[i])]
    if not found and len(named) == 1 and len(rows) > 2:
        # No column adds up, but the table says what is the total of all.
        found.append((named[0], tuple(i for i in rows if i != named[0])))
    return found


def _next_block(
    grid: Grid, levels: Sequence[int], rows: Sequence[int]
) -> tuple[int, tuple[int, ...]] | None:
    for length in range(len(rows) - 1, 1, -1):
        for at in range(len(rows) - length):
            run = rows[at : at + length + 1]
            for whole, parts in ((run[0], run[1:]), (run[-1], run[:-1])):
                fits = [_adds_up(grid, j, whole, parts) for j in levels]
                known = [fit for fit in fits if fit is not None]
                if sum(known) and 2 * sum(known) >= len(known):
                    return whole, tuple(parts)
    return None


def _adds_up(grid: Grid, j: int, whole: int, parts: Sequence[int]) -> bool | None:
    """Whether a total can be the sum of its parts; None where a number is missing."""
    column = grid.columns[j]
    each = [cell for i in parts if (cell := column[i])]
    summed = column[whole]
    if summed is None or len(each) < len(parts) or not any(cell.number for cell in each):
        return None
    return total(_span(cell) for cell in each).meets(_span(summed))


def _sum_checks(
    grid: Grid, j: int, blocks: Sequence[tuple[int, tuple[int, ...]]]
) -> Iterator[TableCheck]:
    column = grid.columns[j]
    for whole, parts in blocks:
        fits = _adds_up(grid, j, whole, parts)
        summed = column[whole]
        if fits is None or summed is None:
            continue
        exact = sum((cell.number for i in parts if (cell := column[i])), Decimal(0))
        reproduced: Counter[str] = Counter()
        reproduced["half_up"] += exact == summed.number
        reproduced["full_precision"] += fits
        faults = () if fits else (_sum_fault(grid, j, whole, parts, summed, exact),)
        labels = (grid.labels[whole], *(grid.labels[i] for i in parts))
        yield TableCheck(
            "sum", grid.headers[j], labels, 1, dict(reproduced), _best(reproduced, fits), faults
        )


def _sum_fault(
    grid: Grid, j: int, whole: int, parts: Sequence[int], summed: Cell, exact: Decimal
) -> CellFault:
    """The total is at fault, or one part that is off by a thousand times."""
    for i in parts:
        cell = grid.columns[j][i]
        if cell is None:
            continue
        for factor in (Decimal(1000), Decimal("0.001")):
            due = cell.number * factor
            if exact - cell.number + due == summed.number:
                return CellFault(
                    grid.rows[i],
                    grid.labels[i],
                    grid.headers[j],
                    str(cell.number),
                    str(due.normalize() if due != int(due) else int(due)),
                    "thousand",
                )
    slip: Slip = "thousand" if exact in (summed.number * 1000, summed.number / 1000) else ""
    return CellFault(
        grid.rows[whole],
        grid.labels[whole],
        grid.headers[j],
        str(summed.number),
        str(exact),
        slip,
    )
