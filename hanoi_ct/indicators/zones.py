"""Industrial zones and export-processing zones: projects, capital, revenue."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hanoi_ct import measures
from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.quantities.arithmetic import computed
from hanoi_ct.quantities.quantity import Quantity, about, merged_sources

_ZONES = "industrial_zones"


@dataclass(frozen=True, slots=True)
class Zones:
    """New and enlarged projects are counted as decisions: one project may have several.

    Capital is in ``capital.unit`` (billion VND or million USD, as published), its parts by their
    names in the table.
    """

    new: Quantity | None
    enlarged: Quantity | None
    decisions: Quantity | None
    capital: Quantity | None
    capital_per_decision: Quantity | None
    revenue: Quantity | None
    revenue_growth: Quantity | None
    revenue_base: Quantity | None
    revenue_increase: Quantity | None
    capital_parts: dict[str, Quantity]


# Parts of the capital that some years' pages state, with their units.
CAPITAL_PARTS = {
    "new_projects_capital": "million_usd",
    "new_projects_capital_fdi": "million_usd",
    "new_projects_capital_domestic": "billion_vnd",
    "adjusted_projects_capital": "million_usd",
    "adjusted_projects_capital_fdi": "million_usd",
    "adjusted_projects_capital_domestic": "billion_vnd",
}


def zones(tables: Tables) -> Zones:
    """The figures of section 5 of the report."""
    new = _count(tables, "new_projects_count")
    enlarged = _count(tables, "adjusted_projects_count")
    capital = tables.reported(_ZONES, "total_capital", "billion_vnd") or tables.reported(
        _ZONES, "total_capital", "million_usd"
    )
    decisions = _sum_of_counts(new, enlarged)
    average = None
    if decisions and capital:
        average = computed(
            "ratio",
            capital,
            decisions,
            unit=capital.unit,
            decimals=1,
            printed=True,
        )
    revenue = tables.reported(_ZONES, "revenue", "million_usd")
    growth = tables.reported(_ZONES, "revenue", "percent", column="growth_pct")
    base = increase = None
    if revenue and growth:
        base = about(
            computed("base", revenue, growth, unit="million_usd", decimals=0),
            tables.year_before,
        )
        increase = computed("increment", revenue, growth, unit="million_usd", decimals=0)
    found = {name: tables.reported(_ZONES, name, unit) for name, unit in CAPITAL_PARTS.items()}
    parts = {name: quantity for name, quantity in found.items() if quantity}
    return Zones(new, enlarged, decisions, capital, average, revenue, growth, base, increase, parts)


def _count(tables: Tables, breakdown: str) -> Quantity | None:
    found = tables.reported(_ZONES, breakdown, "projects")
    return replace(found, low=None, high=None) if found else None


def _sum_of_counts(new: Quantity | None, enlarged: Quantity | None) -> Quantity | None:
    if new is None or enlarged is None or new.value is None or enlarged.value is None:
        return None
    return replace(
        new,
        value=float(measures.exact_sum([new.value, enlarged.value])),
        unit="decisions",
        kind="computed",
        relation="sum",
        sources=merged_sources((new, enlarged)),
        others=(),
    )
