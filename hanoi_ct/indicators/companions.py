"""What stands beside production: shipments, stocks and labour of industrial enterprises."""

from __future__ import annotations

from dataclasses import dataclass

from hanoi_ct.indicators.lookup import OTHER_INDICATORS, Span, Tables
from hanoi_ct.quantities.quantity import Quantity

INDEXES = (
    "manufacturing_consumption_index",
    "manufacturing_inventory_index",
    "industrial_employment_index",
)


@dataclass(frozen=True, slots=True)
class Companions:
    """Growth of each index in percent: ``mom`` on the month before, ``yoy`` on the same month of
    the year before, ``total`` from January (a stock has none)."""

    by_index: dict[str, dict[str, Quantity]]

    def rates(self, name: str) -> dict[str, Quantity]:
        """The rates of one index that are known."""
        return self.by_index.get(name, {})


def companions(tables: Tables) -> Companions:
    """The rates of the report's month and of its year to date."""
    month = tables.period, tables.period
    spans = {"mom": month, "yoy": month, "total": tables.year_to_date}
    found: dict[str, dict[str, Quantity]] = {}
    for name in INDEXES:
        for breakdown, span in spans.items():
            quantity = _rate(tables, name, breakdown, span)
            if quantity and not quantity.published_later:
                found.setdefault(name, {})[breakdown] = quantity
    return Companions(found)


def _rate(tables: Tables, name: str, breakdown: str, span: Span) -> Quantity | None:
    return tables.find(
        OTHER_INDICATORS,
        "growth_pct",
        span,
        unit="percent",
        at_least=1,
        indicator=name,
        breakdown=breakdown,
    )
