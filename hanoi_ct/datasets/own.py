"""An office's own figures as rows of the packaged tables, beside which they stand.

Her figures add to history: a row of hers never removes a published one. Each bears the source
"đơn vị báo cáo" with its status, file and cell, and the report's month as the date it was known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from hanoi_ct.datasets.catalogue import describe
from hanoi_ct.tables.folder import FACTS, FORM, kept_facts, read_folder

__all__ = ["Own", "own_rows"]

_MEASURES = {
    "previous_month": "mom_growth_pct",
    "same_month_last_year": "yoy_growth_pct",
    "same_quarter_last_year": "yoy_growth_pct",
    "same_period_last_year": "ytd_growth_pct",
}
_STATUSES = {"estimate": "ước", "preliminary": "sơ bộ", "official": "chính thức"}
_ACTIVITIES_EN = {
    "TOTAL": "Total industry",
    "B": "Mining and quarrying",
    "C": "Manufacturing",
    "D": "Electricity, gas, steam and air conditioning supply",
    "E": "Water supply; sewerage, waste management and remediation",
}
_TRADE_ITEMS = {
    "DOMESTIC": ("ownership", "domestic sector"),
    "FDI": ("ownership", "FDI sector"),
    "LOCAL": ("ownership", "local exports"),
    "STATE": ("ownership", "state sector"),
    "textiles_garments": ("commodity", "textiles and garments"),
    "footwear": ("commodity", "footwear and leather products"),
    "electronics": ("commodity", "electronics"),
    "petroleum_products": ("commodity", "petroleum"),
    "machinery": ("commodity", "machinery, equipment and parts"),
    "vehicles": ("commodity", "transport equipment and parts"),
    "agricultural": ("commodity", "agricultural products"),
    "wood": ("commodity", "wood and wooden products"),
    "glass": ("commodity", "glass and glass products"),
    "handicrafts": ("commodity", "handicrafts"),
    "phones": ("commodity", "phones and components"),
    "other": ("commodity", "other goods"),
    "US": ("market", "United States"),
    "CN": ("market", "China"),
    "JP": ("market", "Japan"),
    "KR": ("market", "South Korea"),
    "EU27": ("market", "European Union"),
    "ASEAN": ("market", "ASEAN"),
}
_RETAIL_ITEMS = {
    "TOTAL": ("total", "retail sales of goods and consumer services"),
    "retail_goods": ("component", "retail sales of goods"),
    "accommodation_food": ("component", "accommodation and catering"),
    "travel": ("component", "travel services"),
    "other_services": ("component", "other services"),
}

Rows = dict[str, list[dict[str, str]]]


class Own:
    """The rows that a folder adds, and the figures that no table takes."""

    def __init__(self, rows: Rows, unused: Sequence[dict[str, str]], province: str | None) -> None:
        self.rows = rows
        self.unused = tuple(unused)
        self.province = province


def own_rows(folder: Path, province: str | None = None) -> Own:
    """The figures of a folder as rows of packaged tables.

    Parameters
    ----------
    folder : path
        One that ``hanoi-ct import --into`` or ``hanoi-ct init`` made.
    province : str, optional
        Keep the figures of this one alone.
    """
    here = any(folder.glob("bieu*.xlsx")) or any(folder.glob("bieu*.csv"))
    facts = read_folder(folder).facts if here else kept_facts(folder)
    if province is not None:
        facts = [fact for fact in facts if fact["province"] in ("", province)]
    return rows_of(facts)


def holds_figures(folder: Path) -> bool:
    """Whether a folder is one of a month: imported figures or the standard form."""
    return (folder / FACTS).is_file() or (folder / FORM).is_file()


def rows_of(facts: Iterable[dict[str, str]]) -> Own:
    """Facts as rows; what no table takes stands apart."""
    rows: Rows = {}
    unused = []
    provinces: dict[str, int] = {}
    trade: dict[tuple[str, ...], dict[str, str]] = {}
    retail: dict[tuple[str, ...], dict[str, str]] = {}
    for fact in facts:
        if fact["province"]:
            provinces[fact["province"]] = provinces.get(fact["province"], 0) + 1
        if not fact["value"] or fact["measure"] == "plan" or fact["doubt"]:
            unused.append(fact)
        elif fact["kind"] == "iip" and _activity(fact):
            rows.setdefault("hanoi_iip_reported", []).append(_production(fact))
        elif fact["kind"] in ("export", "import") and _of_trade(fact):
            _joined(trade, fact, _TRADE_ITEMS, "USD", Decimal(10**6), "million_usd")
        elif fact["kind"] == "retail" and fact["code"] in _RETAIL_ITEMS and _amount(fact):
            _joined(retail, fact, _RETAIL_ITEMS, "VND", Decimal(10**9), "billion_vnd")
        else:
            unused.append(fact)
    if trade:
        rows["hanoi_trade_reported"] = [row for row in trade.values() if row["_stated"]]
    if retail:
        rows["hanoi_other_reported"] = [row for row in retail.values() if row["_stated"]]
    for name, held in rows.items():
        columns = describe(name).schema.names
        rows[name] = [{column: row.get(column, "") for column in columns} for row in held]
    usual = max(provinces, key=lambda name: provinces[name]) if provinces else None
    return Own(rows, unused, usual)


def _activity(fact: dict[str, str]) -> bool:
    return (
        fact["code"] != ""
        and fact["measure"] in ("index", "growth")
        and fact["comparison"] in _MEASURES
        and fact["unit"] == "percent"
    )


def _of_trade(fact: dict[str, str]) -> bool:
    known = fact["code"] == "TOTAL" or fact["code"] in _TRADE_ITEMS
    return known and fact["quantity"] != "volume" and _amount(fact)


def _amount(fact: dict[str, str]) -> bool:
    if fact["measure"] in ("index", "growth"):
        return fact["comparison"] in _MEASURES
    return fact["measure"] == "level" and fact["unit"] in ("USD", "VND")


def _source(fact: dict[str, str]) -> str:
    status = _STATUSES.get(fact["status"], "")
    told = f"đơn vị báo cáo ({status})" if status else "đơn vị báo cáo"
    return f"{told}: {fact['file']}, {fact['sheet']}!{fact['cell']}"


def _growth(fact: dict[str, str]) -> str:
    """The rate in percent, with the decimals that the sheet shows (at least one)."""
    value = Decimal(fact["value"]) - (100 if fact["measure"] == "index" else 0)
    shown = fact["printed"].rpartition(",")[2].rstrip("%) ")
    places = len(shown) if "," in fact["printed"] and shown.isdigit() else 1
    return str(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def _common(fact: dict[str, str]) -> dict[str, str]:
    return {
        "period_start": fact["period_start"],
        "period_end": fact["period_end"],
        "qualifier": "exact",
        "source_url": _source(fact),
        "published": fact["report_month"] or fact["period_end"],
    }


def _production(fact: dict[str, str]) -> dict[str, str]:
    comparison = fact["comparison"]
    measure = _MEASURES[comparison]
    return {
        **_common(fact),
        "activity_code": fact["code"],
        "activity_vi": fact["label"],
        "activity_en": _ACTIVITIES_EN.get(fact["code"], fact["label"]),
        "measure": measure,
        "value": _growth(fact),
    }


def _joined(
    held: dict[tuple[str, ...], dict[str, str]],
    fact: dict[str, str],
    items: dict[str, tuple[str, str]],
    currency: str,
    scale: Decimal,
    unit: str,
) -> None:
    """One row for a level and the rates of the same item and period."""
    total = ("total", f"total {fact['kind']}s")
    breakdown, item = items.get(fact["code"], total)
    if item == "local exports" and fact["kind"] == "import":
        item = "local imports"
    key = (fact["kind"], breakdown, item, fact["label"], fact["period_start"], fact["period_end"])
    row = held.setdefault(
        key,
        {
            **_common(fact),
            "flow": fact["kind"],
            "indicator": "retail_and_services_turnover",
            "breakdown": breakdown,
            "item_vi": fact["label"],
            "item_en": item,
            "unit": unit,
            "_stated": "",
        },
    )
    if fact["measure"] == "level":
        if fact["unit"] != currency:
            return
        amount = Decimal(fact["value"]) * Decimal(fact["scale"]) / scale
        row["value"], row["_stated"] = f"{amount.normalize():f}", "yes"
    elif fact["comparison"] == "previous_month":
        row["mom_pct"] = _growth(fact)
        if fact["kind"] != "retail":  # its table has no column for it
            row["_stated"] = "yes"
    else:
        row["growth_pct"], row["_stated"] = _growth(fact), "yes"
