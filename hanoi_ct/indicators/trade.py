"""Trade beyond the total of exports: retail and its parts, commodities, ownership, imports."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from hanoi_ct._inputs.months import month_number
from hanoi_ct.indicators.exports import Exports
from hanoi_ct.indicators.implied import Implied, implied_months
from hanoi_ct.indicators.lookup import OTHER_INDICATORS, Span, Tables
from hanoi_ct.indicators.own_levels import evenly, own_growth
from hanoi_ct.indicators.standard import EXPORT_ITEMS, TRADE
from hanoi_ct.quantities.arithmetic import computed
from hanoi_ct.quantities.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Item:
    """A part of trade: its names, value and growth of the year to date; None where not known.

    ``before`` is the value a year before where the growth is computed from it.
    """

    name_vi: str
    name_en: str
    value: Quantity | None
    growth: Quantity | None
    before: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Trade:
    """Retail's parts, exports' commodities, and the path of exports' growth in two years.

    ``balance`` is exports less imports in million USD. ``implied`` is what the path says of the
    months between its figures.
    """

    retail_parts: tuple[Item, ...]
    commodities: tuple[Item, ...]
    import_goods: tuple[Item, ...]
    balance: Quantity | None
    imports: Quantity | None
    path: dict[int, Quantity]
    path_before: dict[int, Quantity]
    implied: tuple[Implied, ...]
    implied_before: tuple[Implied, ...]


def trade(tables: Tables, exports: Exports) -> Trade:
    """The figures of the chapters on trade."""
    imports = _trade_value(tables, "import", tables.year_to_date)
    balance = None
    if exports.value and imports and not imports.published_later:
        places = max(min(exports.value.decimals, imports.decimals), 0)
        balance = computed(
            "difference", exports.value, imports, unit="million_usd", decimals=places
        )
    path = _path(tables, tables.year_to_date[0])
    if exports.growth and exports.growth.kind == "computed":
        path[month_number(tables.period)] = exports.growth
    before = _path(tables, tables.year_before[0])
    return Trade(
        _items(tables, OTHER_INDICATORS, "billion_vnd", indicator=_RETAIL, breakdown="component"),
        _items(tables, TRADE, "million_usd", flow="export", breakdown="commodity"),
        _items(tables, TRADE, "million_usd", flow="import", breakdown="commodity"),
        balance,
        imports if imports and not imports.published_later else None,
        path,
        before,
        implied_months(path),
        implied_months(before),
    )


_RETAIL = "retail_and_services_turnover"


def _trade_value(tables: Tables, flow: str, span: Span) -> Quantity | None:
    return tables.find(TRADE, "value", span, unit="million_usd", flow=flow, breakdown="total")


def _items(tables: Tables, dataset: str, unit: str, **equal: str) -> tuple[Item, ...]:
    """The parts that are known for the year to date, the largest first."""
    records = tables.rows(dataset, tables.year_to_date, **equal)
    names = {r.fields["item_en"]: r.fields["item_vi"] for r in records}
    found = []
    for english, vietnamese in names.items():
        matching: dict[str, Any] = {**equal, "item_en": english}
        value, growth = (
            tables.find(dataset, column, tables.year_to_date, unit=in_unit, at_least=0, **matching)
            for column, in_unit in (("value", unit), ("growth_pct", "percent"))
        )
        value = value if value and not value.published_later else None
        growth = growth if growth and not growth.published_later else None
        before = None
        if value and growth is None:
            before = tables.find(dataset, "value", tables.year_before, unit=unit, **matching)
            growth = own_growth(value, before)
        if value or growth:
            base = before if growth and growth.kind == "computed" else None
            found.append(Item(vietnamese, english, value, growth, base))
    return tuple(
        sorted(_evenly(found), key=lambda i: (i.value and i.value.value) or 0.0, reverse=True)
    )


def _evenly(items: list[Item]) -> list[Item]:
    """The office's figures of a column with equally many decimals."""
    values = evenly([item.value for item in items])
    rates = evenly([item.growth for item in items])
    return [
        replace(item, value=value, growth=growth)
        for item, value, growth in zip(items, values, rates, strict=True)
    ]


def _path(tables: Tables, first: str) -> dict[int, Quantity]:
    """Growth of exports from January, by month."""
    found = {}
    for month in range(1, 13):
        span = first, f"{first[:5]}{month:02d}"
        rate = tables.find(
            TRADE,
            "growth_pct",
            span,
            unit="percent",
            flow="export",
            breakdown="total",
            item_en=EXPORT_ITEMS,
        )
        if rate:
            found[month] = rate
    return found
