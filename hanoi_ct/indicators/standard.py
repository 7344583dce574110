"""The standard table of a monthly report: for each indicator the plan, the levels and the rates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from hanoi_ct._inputs.months import add_months, year_earlier
from hanoi_ct.indicators.lookup import OTHER_INDICATORS, Span, Tables
from hanoi_ct.indicators.own_levels import evenly, own_growth
from hanoi_ct.indicators.production import rate
from hanoi_ct.quantities.arithmetic import computed
from hanoi_ct.quantities.quantity import Quantity

TRADE = "hanoi_trade_reported"
COLUMNS = ("plan", "last_month", "month", "to_date", "mom", "yoy", "ytd", "of_plan")
# Pages call the same total by several names; "retail turnover" alone is another figure.
RETAIL_ITEMS = frozenset(
    {
        "retail sales of goods and consumer services",
        "retail sales of goods and services",
        "retail sale of goods and services",
        "retail sales and services",
        "total sales of goods and consumer services",
        "goods and services turnover",
    }
)
EXPORT_ITEMS = frozenset({"total exports", "total exports (customs)"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: figures by column, and the columns that do not apply to it.

    ``bases`` holds, for a rate computed from the office's own levels, the level it starts from.
    """

    key: str
    unit: str
    figures: dict[str, Quantity]
    not_applicable: frozenset[str] = field(default_factory=frozenset)
    bases: dict[str, Quantity] = field(default_factory=dict)


_RATES_ONLY = frozenset({"plan", "last_month", "month", "to_date", "of_plan"})
_STOCK = _RATES_ONLY | {"ytd"}
_FLOW_WITHOUT_PLAN = frozenset({"plan", "of_plan"})


def standard_lines(tables: Tables) -> list[Line]:
    """The lines for which at least one figure is known to the report."""
    lines = [_production(tables, code) for code in ("TOTAL", "B", "C", "D", "E")]
    lines.extend(
        [
            _index(tables, "manufacturing_consumption_index", _RATES_ONLY),
            _index(tables, "manufacturing_inventory_index", _STOCK),
            _index(tables, "industrial_employment_index", _RATES_ONLY),
            _retail(tables),
            _prices(tables),
            _trade(tables, "exports", "export", "total", EXPORT_ITEMS),
            _trade(tables, "exports_domestic", "export", "ownership", "domestic sector"),
            _trade(tables, "exports_fdi", "export", "ownership", "FDI sector"),
            _trade(tables, "imports", "import", "total", None),
            _flow(tables, "fdi", "fdi", "total", "million_usd"),
            _flow(tables, "zones_new", "industrial_zones", "new_projects_count", "projects"),
            _flow(tables, "zones_revenue", "industrial_zones", "revenue", "million_usd"),
            _flow(tables, "electricity", "electricity_sold", "total", "million_kwh"),
            _flow(tables, "new_enterprises", "new_enterprises", "count", "enterprises"),
        ]
    )
    return [line for line in lines if line.figures]


class _Spans:
    """The periods of a line: the month, the month before, the year to date, the year."""

    def __init__(self, tables: Tables) -> None:
        before = add_months(tables.period, -1)
        self.month: Span = (tables.period, tables.period)
        self.last_month: Span = (before, before)
        self.to_date, self.year = tables.year_to_date, tables.whole_year
        self.month_before = year_earlier(*self.month)
        self.to_date_before = tables.year_before


def _line(
    key: str,
    unit: str,
    figures: dict[str, Quantity | None],
    level: Callable[[Span], Quantity | None],
    spans: _Spans,
) -> Line:
    """A line of a flow: rates that the office's sheets leave out follow from its levels."""
    known = _known(figures)
    before = _known(
        {
            "mom": level(spans.last_month),
            "yoy": level(spans.month_before),
            "ytd": level(spans.to_date_before),
        }
    )
    bases = {}
    for column, of in (("mom", "month"), ("yoy", "month"), ("ytd", "to_date")):
        growth = own_growth(known.get(of), before.get(column))
        if column not in known and growth is not None:
            known[column], bases[column] = growth, before[column]
    if "plan" in known and "to_date" in known:
        known["of_plan"] = computed(
            "share", known["to_date"], known["plan"], unit="percent", decimals=1, printed=True
        )
    planned = key == "exports" or "plan" in known
    apart = frozenset() if planned else _FLOW_WITHOUT_PLAN
    return Line(key, unit, known, apart, bases)


def _known(figures: dict[str, Quantity | None]) -> dict[str, Quantity]:
    """What the report knows; amounts are printed with one decimal, however many a sheet keeps."""
    known = {
        name: quantity
        if quantity.unit == "percent"
        else replace(quantity, decimals=min(quantity.decimals, _AMOUNT_DECIMALS))
        for name, quantity in figures.items()
        if quantity and not quantity.published_later
    }
    return dict(zip(known, filter(None, evenly(list(known.values()))), strict=True))


_AMOUNT_DECIMALS = 1


def _production(tables: Tables, code: str) -> Line:
    spans = _Spans(tables)
    figures = {
        "mom": rate(tables, code, spans.month, "mom_growth_pct"),
        "yoy": rate(tables, code, spans.month, "yoy_growth_pct"),
        "ytd": rate(tables, code, spans.to_date),
    }
    return Line(f"iip.{code}", "percent", _known(figures), _RATES_ONLY)


def _index(tables: Tables, name: str, apart: frozenset[str]) -> Line:
    spans = _Spans(tables)

    def growth(breakdown: str, span: Span) -> Quantity | None:
        return _rate(tables, span, indicator=name, breakdown=breakdown)

    figures = {
        "mom": growth("mom", spans.month),
        "yoy": growth("yoy", spans.month),
        "ytd": growth("total", spans.to_date) if "ytd" not in apart else None,
    }
    return Line(name, "percent", _known(figures), apart)


def _rate(tables: Tables, span: Span, **equal: Any) -> Quantity | None:
    return tables.find(OTHER_INDICATORS, "growth_pct", span, unit="percent", at_least=1, **equal)


def _retail(tables: Tables) -> Line:
    spans, name = _Spans(tables), "retail_and_services_turnover"
    total: dict[str, Any] = {"indicator": name, "breakdown": "total", "item_en": RETAIL_ITEMS}

    def level(span: Span) -> Quantity | None:
        return tables.find(OTHER_INDICATORS, "value", span, unit="billion_vnd", **total)

    figures = {
        "last_month": level(spans.last_month),
        "month": level(spans.month),
        "to_date": level(spans.to_date),
        "mom": _rate(tables, spans.month, indicator=name, breakdown="mom"),
        "yoy": _rate(tables, spans.month, **total)
        or _rate(tables, spans.month, indicator=name, breakdown="yoy"),
        "ytd": _rate(tables, spans.to_date, **total),
    }
    if spans.month == spans.to_date:
        figures["yoy"] = figures["yoy"] or figures["ytd"]
    figures["plan"] = _plan(tables, "retail_value", "billion_vnd")
    return _line("retail", "billion_vnd", figures, level, spans)


def _prices(tables: Tables) -> Line:
    spans = _Spans(tables)

    def growth(breakdown: str, span: Span) -> Quantity | None:
        return tables.find(
            OTHER_INDICATORS,
            "growth_pct",
            span,
            unit="percent",
            at_least=2,
            indicator="cpi",
            breakdown=breakdown,
        )

    figures = {
        "mom": growth("mom", spans.month),
        "yoy": growth("yoy", spans.month),
        "ytd": growth("ytd_average", spans.to_date),
    }
    return Line("cpi", "percent", _known(figures), _RATES_ONLY)


def _trade(
    tables: Tables, key: str, flow: str, breakdown: str, item: str | frozenset[str] | None
) -> Line:
    spans = _Spans(tables)
    equal: dict[str, Any] = {"flow": flow, "breakdown": breakdown}
    if item is not None:
        equal["item_en"] = item

    def find(column: str, span: Span) -> Quantity | None:
        unit = "million_usd" if column == "value" else "percent"
        return tables.find(TRADE, column, span, unit=unit, **equal)

    figures = {
        "last_month": find("value", spans.last_month),
        "month": find("value", spans.month),
        "to_date": find("value", spans.to_date),
        "mom": find("mom_pct", spans.month),
        "yoy": find("growth_pct", spans.month),
        "ytd": find("growth_pct", spans.to_date),
    }
    if breakdown == "total":
        figures["plan"] = _plan(tables, f"{flow}_value", "million_usd")
    return _line(key, "million_usd", figures, lambda span: find("value", span), spans)


def _plan(tables: Tables, breakdown: str, unit: str) -> Quantity | None:
    return tables.find(
        OTHER_INDICATORS,
        "value",
        tables.whole_year,
        unit=unit,
        indicator="plan_target",
        breakdown=breakdown,
    )


def _flow(tables: Tables, key: str, indicator: str, breakdown: str, unit: str) -> Line:
    spans = _Spans(tables)
    equal: dict[str, Any] = {"indicator": indicator, "breakdown": breakdown}

    def level(span: Span) -> Quantity | None:
        return tables.find(OTHER_INDICATORS, "value", span, unit=unit, **equal)

    figures = {
        "last_month": level(spans.last_month),
        "month": level(spans.month),
        "to_date": level(spans.to_date),
        "yoy": _rate(tables, spans.month, **equal),
        "ytd": _rate(tables, spans.to_date, **equal),
    }
    return _line(key, unit, figures, level, spans)
