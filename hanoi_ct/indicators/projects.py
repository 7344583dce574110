"""Counts that the department keeps: trade-centre projects, late projects, the report's agenda."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace

from hanoi_ct.indicators.lookup import OTHER_INDICATORS, Record, Tables
from hanoi_ct.quantities.quantity import Quantity

# Hanoi's rural districts (huyện) from 2008 to 2025. Source: administrative units of Hanoi after
# Resolution 15/2008/QH12 and Resolution 132/NQ-CP of 2013; the tables name them without accents.
RURAL_DISTRICTS = (
    "Ba Vì",
    "Chương Mỹ",
    "Đan Phượng",
    "Đông Anh",
    "Gia Lâm",
    "Hoài Đức",
    "Mê Linh",
    "Mỹ Đức",
    "Phú Xuyên",
    "Phúc Thọ",
    "Quốc Oai",
    "Sóc Sơn",
    "Thạch Thất",
    "Thanh Oai",
    "Thanh Trì",
    "Thường Tín",
    "Ứng Hòa",
)


@dataclass(frozen=True, slots=True)
class Counts:
    """Exact counts; None where no page states one."""

    trade_centres: Quantity | None
    trade_centre_districts: Quantity | None
    limitations: Quantity | None
    recommendations: Quantity | None
    recommendation_groups: Quantity | None
    late_projects: Quantity | None


def counts(tables: Tables) -> Counts:
    """The counts of sections 6, 7 and 8 of the report."""
    return Counts(
        trade_centres=_count(tables, "trade_centre_projects", "count", "projects"),
        trade_centre_districts=_count(
            tables, "trade_centre_projects", "district_count", "districts"
        ),
        limitations=_count(tables, "report_agenda", "limitations_count", "items"),
        recommendations=_count(tables, "report_agenda", "recommendations_count", "items"),
        recommendation_groups=_count(
            tables, "report_agenda", "recommendation_groups_count", "groups"
        ),
        late_projects=_count(tables, "slow_projects", "count", "projects"),
    )


def trade_centre_district_names(tables: Tables) -> tuple[str, ...]:
    """The districts that the source names for the trade-centre projects, in Vietnamese."""
    rows = tables.rows(
        OTHER_INDICATORS,
        tables.year_to_date,
        indicator="trade_centre_projects",
        breakdown="district_count",
    )
    named = " ".join(record.fields["item_en"] for record in rows)
    return tuple(name for name in RURAL_DISTRICTS if _without_accents(name) in named)


def _without_accents(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _count(tables: Tables, indicator: str, breakdown: str, unit: str) -> Quantity | None:
    found = tables.reported(indicator, breakdown, unit)
    return replace(found, low=None, high=None) if found else None


def agenda_points(tables: Tables) -> list[Record]:
    """The limitations, recommendations and directions of the period known by content."""
    points = tables.rows("hanoi_agenda_2018_08", tables.year_to_date)
    return sorted(points, key=lambda record: record.row)
