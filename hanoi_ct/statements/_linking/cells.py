"""Statements gathered by what they are about: one cell a subject and period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from hanoi_ct.statements._reading.units import MONEY
from hanoi_ct.statements.statement import Claim, Period, Statement

__all__ = ["MONEY", "ON_YEAR", "Cell", "cells_of", "claim_of", "owner_of", "says", "series_of_cell"]

ON_YEAR = ("same_month_last_year", "same_period_last_year", "previous_year")
_ONE_SERIES = ("exports", "imports", "trade_total", "retail_total", "budget_revenue", "iip")
# Words before a name that make no other series of it.
_IDLE = re.compile(
    r"^(?:tổng (?:số )?)?(?:số (?=vốn|tiền)|vốn (?=giải ngân)|số vốn (?=giải ngân)|kim ngạch |"
    r"trị giá |giá trị (?=xuất khẩu|nhập khẩu))?"
)
_TWICE = 100


@dataclass(slots=True)
class Cell:
    """All statements on one subject in one period."""

    subject: str
    period: Period | None
    basis: str | None
    first: Statement
    levels: list[Statement] = field(default_factory=list)
    growths: list[Statement] = field(default_factory=list)
    shares: list[Statement] = field(default_factory=list)
    contributions: list[Statement] = field(default_factory=list)
    attainments: list[Statement] = field(default_factory=list)
    differences: list[Statement] = field(default_factory=list)
    ratios: list[Statement] = field(default_factory=list)

    def level(self, unit: str | None = None) -> Statement | None:
        """The first level that is no target, of a unit if one is asked for."""
        for s in self.levels:
            if s.status != "target" and (unit is None or s.unit == unit):
                return s
        return None

    def growth(self, comparison: str | None = None) -> Statement | None:
        """The first growth rate, of a comparison if one is asked for."""
        for s in self.growths:
            if comparison in (None, s.comparison):
                return s
        return None


def claim_of(kind: str, closed: bool = False, **roles: Statement | Sequence[Statement]) -> Claim:
    """A claim of statements by role, one or several."""
    named = {
        role: (found.id,) if isinstance(found, Statement) else tuple(s.id for s in found)
        for role, found in roles.items()
    }
    return Claim(kind, named, closed)


_SLOTS = {
    "level": "levels",
    "growth": "growths",
    "share": "shares",
    "contribution": "contributions",
    "attainment": "attainments",
    "difference": "differences",
    "ratio": "ratios",
}


def cells_of(statements: Sequence[Statement]) -> list[Cell]:
    """The cells of a text, in the order in which their subjects are named first."""
    found: dict[tuple[str, Period | None, str | None], Cell] = {}
    for s in statements:
        if s.subject is None or s.type == "count":
            continue
        over = (s.note or "").startswith("above the plan")
        if s.hedge == "từ...trở lên" or (over and float(s.value) >= _TWICE):
            continue  # "vượt 147% kế hoạch" may mean 147 or 247
        key = (s.subject.casefold(), s.period, s.basis)
        if s.part == "unnamed" and (key in found or s.period is None):
            continue  # "trong đó 3 tỷ USD": a part without a name; of another period it is none
        cell = found.setdefault(key, Cell(s.subject, s.period, s.basis, s))
        getattr(cell, _SLOTS[s.type]).append(s)
    return list(found.values())


def series_of_cell(cell: Cell) -> str:
    """What a cell is about, where a text calls it by several names: xuất khẩu, kim ngạch xuất khẩu.

    Only indicators whose names all mean one series; others go by their words.
    """
    first = cell.first
    bare = not first.group and first.whole is None and first.part in ("", "unnamed")
    if bare and first.indicator in _ONE_SERIES:
        return f"@{first.indicator}"
    return _IDLE.sub("", cell.subject.casefold())


def owner_of(cell: Cell) -> str:
    """Whose trade: domestic, foreign or all; a place by its own name."""
    if cell.first.part not in ("owner", ""):
        return "" if cell.first.part == "province" else cell.first.group
    words = f"{cell.first.group} {cell.subject.casefold()}"
    if cell.first.indicator not in ("exports", "imports", "balance", "trade_total"):
        return cell.first.group if cell.first.part == "owner" else ""
    if says(words, "nước ngoài", "fdi", "foreign"):
        return "foreign"
    if says(words, "trong nước", "domestic"):
        return "domestic"
    return cell.first.group if cell.first.part == "owner" else ""


def says(words: str, *parts: str) -> bool:
    """Whether some words hold one of these parts."""
    return any(part in words for part in parts)
