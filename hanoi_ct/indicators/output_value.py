"""Value of industrial output: levels, shares of sections, and the prices they imply.

Output value is not value added: its shares are not the weights of the production index.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hanoi_ct.indicators.lookup import OTHER_INDICATORS, Tables
from hanoi_ct.quantities.arithmetic import computed
from hanoi_ct.quantities.quantity import Quantity

CURRENT = "industrial_output_value_current_prices"
CONSTANT = "industrial_output_value_constant_2010_prices"
_SECTION_ITEMS = {"B": "mining and quarrying (B)", "C": "manufacturing (C)"}


@dataclass(frozen=True, slots=True)
class OutputValue:
    """Output value of the period in billion VND, its growth in percent, shares in percent.

    ``shares`` has keys B, C and D_E, the last being what the first two leave of the total.
    """

    current: Quantity | None
    current_growth: Quantity | None
    constant: Quantity | None
    constant_growth: Quantity | None
    price_change: Quantity | None
    sections: dict[str, Quantity]
    shares: dict[str, Quantity]


def output_value(tables: Tables) -> OutputValue:
    """Output value at current and constant prices, and what follows from the two."""
    current = _find(tables, CURRENT, "value", "billion_vnd", breakdown="total")
    current_growth = _find(tables, CURRENT, "growth_pct", "percent", breakdown="total")
    constant = _find(tables, CONSTANT, "value", "billion_vnd", breakdown="total")
    constant_growth = _find(tables, CONSTANT, "growth_pct", "percent", breakdown="total")
    price_change = None
    if current_growth and constant_growth:
        price_change = computed(
            "price_growth",
            current_growth,
            constant_growth,
            unit="percent",
            decimals=1,
        )
    sections = _section_values(tables, current)
    shares = {code: _share(value, current) for code, value in sections.items() if current}
    return OutputValue(
        current, current_growth, constant, constant_growth, price_change, sections, shares
    )


def _share(part: Quantity, whole: Quantity) -> Quantity:
    return computed(
        "share",
        part,
        whole,
        unit="percent",
        decimals=2,
        printed=True,
    )


def _section_values(tables: Tables, total: Quantity | None) -> dict[str, Quantity]:
    found = {
        code: _find(tables, CURRENT, "value", "billion_vnd", breakdown="section", item_en=item)
        for code, item in _SECTION_ITEMS.items()
    }
    parts = {code: quantity for code, quantity in found.items() if quantity}
    if total is None or len(parts) < len(_SECTION_ITEMS):
        return {}
    rest = computed("remainder", total, *parts.values(), unit="billion_vnd", decimals=0)
    return {**parts, "D_E": rest}


def _find(tables: Tables, indicator: str, column: str, unit: str, **equal: Any) -> Quantity | None:
    return tables.find(
        OTHER_INDICATORS, column, tables.year_to_date, unit=unit, indicator=indicator, **equal
    )
