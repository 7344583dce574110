"""An office's own figures as rows of the packaged tables, beside which they stand.

Her figures add to history: a row of hers never removes a published one. Each bears the source
"đơn vị báo cáo" with its status, file and cell, and the report's month as the date it was known.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path

from hanoi_ct.datasets.catalogue import describe
from hanoi_ct.datasets.selection import OWN_SOURCE
from hanoi_ct.tables.folder import FACTS, FORM, kept_facts, read_folder

__all__ = ["OWN_TABLE", "Own", "own_rows", "source_of"]

# The name under which the sources of an office's own figures stand.
OWN_TABLE = "so_lieu"

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
    """An office's figures: as they were read, and as rows of the packaged tables.

    Attributes
    ----------
    facts : tuple of dict
        Every figure and stated gap of the folder, as ``so_lieu.csv`` holds them.
    rows : dict
        The rows that packaged tables take, by the name of the table: one a figure.
    province : str or None
        The province that most figures name.
    """

    def __init__(
        self, rows: Rows, facts: Sequence[dict[str, str]] = (), province: str | None = None
    ) -> None:
        self.rows = rows
        self.facts = tuple(facts)
        self.province = province

    def unused(self, sources: Iterable[str]) -> list[dict[str, str]]:
        """The figures whose source is none of these: those that a report did not take."""
        taken = frozenset(sources)
        return [fact for fact in self.facts if fact["value"] and source_of(fact) not in taken]


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
    """Facts, and those that packaged tables have a place for as their rows."""
    held = list(facts)
    rows: Rows = {}
    provinces: dict[str, int] = {}
    for fact in held:
        if fact["province"]:
            provinces[fact["province"]] = provinces.get(fact["province"], 0) + 1
        placed = placed_row(fact) if fact["value"] and not fact["doubt"] else None
        if placed is not None:
            name, row = placed
            columns = describe(name).schema.names
            complete = {**_common(fact), **row}
            rows.setdefault(name, []).append({c: complete.get(c, "") for c in columns})
    usual = max(provinces, key=lambda name: provinces[name]) if provinces else None
    return Own(rows, held, usual)


def placed_row(fact: dict[str, str]) -> tuple[str, dict[str, str]] | None:
    """The table that has a place for a fact, and its row there; None where none has."""
    kind = fact["kind"]
    if fact["measure"] == "plan":
        return _plan(fact)
    if kind == "iip":
        return _production(fact)
    if kind in ("export", "import"):
        return _trade(fact)
    if kind == "retail":
        return _retail(fact)
    if fact["code"] == "TOTAL" and kind == "electricity":
        return _electricity(fact)
    if fact["code"] == "TOTAL" and kind == "labour":
        return _index(fact, "industrial_employment_index")
    if fact["code"] in ("C", "TOTAL") and kind == "consumption_inventory":
        stock = fact["comparison"].startswith("same_point")
        name = "manufacturing_inventory_index" if stock else "manufacturing_consumption_index"
        return _index(fact, name)
    return None


def source_of(fact: dict[str, str]) -> str:
    """Where a figure of an office stands, with its status."""
    status = _STATUSES.get(fact["status"], "")
    told = f"{OWN_SOURCE} ({status})" if status else OWN_SOURCE
    return f"{told}: {fact['file']}, {fact['sheet']}!{fact['cell']}"


def growth_of(fact: dict[str, str]) -> Decimal:
    """An index or a growth as growth in percent, with the decimals that the sheet shows.

    A rate has one decimal at least.
    """
    value = Decimal(fact["value"]) - (100 if fact["measure"] == "index" else 0)
    return as_shown(value, max(decimals_of(fact), 1))


def as_shown(value: Decimal, places: int) -> Decimal:
    """A number that is stored longer than shown, as a reader sees it.

    Examples
    --------
    >>> as_shown(Decimal("4.25"), 1)
    Decimal('4.3')
    """
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def decimals_of(fact: dict[str, str]) -> int:
    """How many decimals a reader of the sheet sees."""
    shown = fact["printed"].rpartition(",")[2].rstrip("%) ")
    return len(shown) if "," in fact["printed"] and shown.isdigit() else 0


def _common(fact: dict[str, str]) -> dict[str, str]:
    return {
        "period_start": fact["period_start"],
        "period_end": fact["period_end"],
        "item_vi": fact["label"],
        "item_en": fact["label"],
        "qualifier": "exact",
        "source_url": source_of(fact),
        "published": fact["report_month"] or fact["period_end"],
    }


def _is_rate(fact: dict[str, str]) -> bool:
    return fact["measure"] in ("index", "growth") and fact["unit"] == "percent"


def _amount(fact: dict[str, str], unit: str, power: int) -> str | None:
    """A level in a unit of the tables, with the digits that the sheet shows.

    None for one in another unit, or without a scale.
    """
    if fact["unit"] != unit or not fact["scale"]:
        return None
    value = Decimal(fact["value"])
    if fact["printed"]:
        value = as_shown(value, decimals_of(fact))
    amount = value * Decimal(fact["scale"]).scaleb(-power)
    return f"{amount.normalize():f}"


def _production(fact: dict[str, str]) -> tuple[str, dict[str, str]] | None:
    if not (fact["code"] and _is_rate(fact) and fact["comparison"] in _MEASURES):
        return None
    return "hanoi_iip_reported", {
        "activity_code": fact["code"],
        "activity_vi": fact["label"],
        "activity_en": _ACTIVITIES_EN.get(fact["code"])
        or divisions_in_english().get(fact["code"], fact["label"]),
        "measure": _MEASURES[fact["comparison"]],
        "value": str(growth_of(fact)),
    }


@cache
def divisions_in_english() -> dict[str, str]:
    """The English titles of divisions in as few words as tables have room for, by code."""
    table = files("hanoi_ct.datasets") / "data" / "vsic2018_divisions.csv"
    rows = csv.DictReader(table.read_text(encoding="utf-8-sig").splitlines())
    named = {}
    for row in rows:
        title = row["name_en"].removeprefix("Manufacture of ")
        named[f"{row['section']}{row['code']}"] = title[:1].upper() + title[1:]
    return named


def _trade(fact: dict[str, str]) -> tuple[str, dict[str, str]] | None:
    flow = fact["flow"] or fact["kind"]
    total = ("total", f"total {flow}s") if fact["code"] == "TOTAL" and fact["flow"] else None
    named = _TRADE_ITEMS.get(fact["code"], total) or _commodity(fact["code"])
    if named is None or fact["quantity"] == "volume":
        return None
    breakdown, item = named
    row = {"flow": flow, "breakdown": breakdown, "item_en": item, "unit": "million_usd"}
    if item == "local exports" and flow == "import":
        row["item_en"] = "local imports"
    if fact["measure"] == "level":
        amount = _amount(fact, "USD", 6)
        return None if amount is None else ("hanoi_trade_reported", {**row, "value": amount})
    if not _is_rate(fact) or fact["comparison"] not in _MEASURES:
        return None
    column = "mom_pct" if fact["comparison"] == "previous_month" else "growth_pct"
    return "hanoi_trade_reported", {**row, column: str(growth_of(fact))}


def _commodity(code: str) -> tuple[str, str] | None:
    """Any other group of goods; codes in capitals are markets and owners."""
    if not code.islower():
        return None
    return "commodity", _GOODS_IN_ENGLISH.get(code, code.replace("_", " "))


_GOODS_IN_ENGLISH = {
    "wires_cables": "wires and cables",
    "leather_materials": "materials of leather and garments",
    "cement_clinker": "cement and clinker",
    "iron_steel_products": "iron and steel products",
}


def _retail(fact: dict[str, str]) -> tuple[str, dict[str, str]] | None:
    if fact["code"] not in _RETAIL_ITEMS:
        return None
    breakdown, item = _RETAIL_ITEMS[fact["code"]]
    row = {"indicator": "retail_and_services_turnover", "breakdown": breakdown, "item_en": item}
    if fact["measure"] == "level":
        return _other_level(fact, row, "VND", 9, "billion_vnd")
    if not _is_rate(fact) or fact["comparison"] not in _MEASURES:
        return None
    if fact["comparison"] == "previous_month":
        if fact["code"] != "TOTAL":
            return None  # the table has no place for it
        row["breakdown"] = "mom"
    return _OTHER, {**row, "growth_pct": str(growth_of(fact))}


_OTHER = "hanoi_other_reported"


def _other_level(
    fact: dict[str, str], row: dict[str, str], unit: str, power: int, named: str
) -> tuple[str, dict[str, str]] | None:
    amount = _amount(fact, unit, power)
    return None if amount is None else (_OTHER, {**row, "value": amount, "unit": named})


def _electricity(fact: dict[str, str]) -> tuple[str, dict[str, str]] | None:
    row = {"indicator": "electricity_sold", "breakdown": "total"}
    if fact["measure"] == "level":
        return _other_level(fact, row, "kWh", 6, "million_kwh")
    if fact["measure"] == "attainment":
        share = {"breakdown": "share_of_plan_pct", "value": fact["value"], "unit": "percent"}
        return _OTHER, {**row, **share}
    if not _is_rate(fact) or fact["comparison"] not in _MEASURES:
        return None
    if fact["comparison"] == "previous_month":
        row["breakdown"] = "mom"
    return _OTHER, {**row, "growth_pct": str(growth_of(fact))}


_INDEX_BREAKDOWNS = {
    "previous_month": "mom",
    "same_point_last_month": "mom",
    "same_month_last_year": "yoy",
    "same_point_last_year": "yoy",
    "same_period_last_year": "total",
}


def _index(fact: dict[str, str], name: str) -> tuple[str, dict[str, str]] | None:
    if not _is_rate(fact) or fact["comparison"] not in _INDEX_BREAKDOWNS:
        return None
    breakdown = _INDEX_BREAKDOWNS[fact["comparison"]]
    row = {"indicator": name, "breakdown": breakdown, "growth_pct": str(growth_of(fact))}
    return _OTHER, row


def _plan(fact: dict[str, str]) -> tuple[str, dict[str, str]] | None:
    """The plan of a total, for which the standard table has a place."""
    if fact["code"] != "TOTAL":
        return None
    if fact["kind"] == "retail":
        row = {"indicator": "plan_target", "breakdown": "retail_value"}
        return _other_level(fact, row, "VND", 9, "billion_vnd")
    if fact["flow"] not in ("export", "import"):
        return None
    row = {"indicator": "plan_target", "breakdown": f"{fact['flow']}_value"}
    return _other_level(fact, row, "USD", 6, "million_usd")
