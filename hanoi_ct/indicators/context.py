"""What stands beside the department's figures: sales, investment, enterprises, the nation."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

import numpy as np

from hanoi_ct import measures
from hanoi_ct.indicators.exports import Exports
from hanoi_ct.indicators.lookup import OTHER_INDICATORS, Tables
from hanoi_ct.quantities.arithmetic import computed, derived, from_fraction, in_unit, to_fraction
from hanoi_ct.quantities.quantity import Quantity, ends

NATIONAL_PRODUCTION = "vietnam_iip_sections"
NATIONAL_EXPORTS = "vietnam_exports"

# Subjects of the department's report whose indicators, if a table held any, would begin so.
SUBJECTS = ("energy", "land", "relocation")


@dataclass(frozen=True, slots=True)
class Context:
    """Each None where no page states it for the period.

    ``share`` is Hanoi's part of national exports in percent, ``share_before`` the same a year
    before from the implied bases, ``share_change`` their difference in percentage points.
    ``nothing_published`` names the subjects without a single figure.
    """

    consumption: Quantity | None
    production_less_consumption: Quantity | None
    fdi: Quantity | None
    fdi_growth: Quantity | None
    new_enterprises: Quantity | None
    new_enterprises_growth: Quantity | None
    new_enterprise_capital: Quantity | None
    new_enterprise_capital_growth: Quantity | None
    national_production: Quantity | None
    production_less_national: Quantity | None
    national_exports: Quantity | None
    national_exports_growth: Quantity | None
    share: Quantity | None
    share_before: Quantity | None
    share_change: Quantity | None
    nothing_published: tuple[str, ...]


def context(
    tables: Tables,
    exports: Exports,
    total_production: Quantity | None,
    manufacturing_production: Quantity | None,
) -> Context:
    """The figures of section 10 of the report, output value apart."""
    consumption = _rate(tables, "manufacturing_consumption_index", "total")
    national = tables.find(
        NATIONAL_PRODUCTION,
        "value",
        tables.year_to_date,
        unit="percent",
        at_least=1,
        activity_code="TOTAL",
        measure="ytd_growth_pct",
    )
    national_exports = tables.find(
        NATIONAL_EXPORTS, "value", tables.year_to_date, unit="billion_usd", flow="export"
    )
    national_growth = tables.find(
        NATIONAL_EXPORTS, "growth_pct", tables.year_to_date, unit="percent", flow="export"
    )
    share, before, change = _shares(exports, national_exports, national_growth)
    return Context(
        consumption=consumption,
        production_less_consumption=_difference(manufacturing_production, consumption),
        fdi=tables.reported("fdi", "total", "million_usd"),
        fdi_growth=_rate(tables, "fdi", "total"),
        new_enterprises=tables.reported("new_enterprises", "count", "enterprises"),
        new_enterprises_growth=_rate(tables, "new_enterprises", "count"),
        new_enterprise_capital=tables.reported("new_enterprises", "capital", "million_usd"),
        new_enterprise_capital_growth=_rate(tables, "new_enterprises", "capital"),
        national_production=national,
        production_less_national=_difference(total_production, national),
        national_exports=national_exports,
        national_exports_growth=national_growth,
        share=share,
        share_before=before,
        share_change=change,
        nothing_published=_without_figures(tables),
    )


def _shares(
    exports: Exports, national: Quantity | None, national_growth: Quantity | None
) -> tuple[Quantity | None, Quantity | None, Quantity | None]:
    if exports.value is None or national is None:
        return None, None, None
    value = in_unit(exports.value, "billion_usd", -3, 1)
    share = computed("share", value, national, unit="percent", decimals=2)
    if exports.implied_base is None or national_growth is None:
        return share, None, None
    base = in_unit(exports.implied_base, "billion_usd", -3, 2)
    national_base = computed("base", national, national_growth, unit="billion_usd", decimals=2)
    before = computed("share", base, national_base, unit="percent", decimals=2)
    before = replace(
        before,
        period_start=exports.growth_before.period_start if exports.growth_before else "",
        period_end=exports.growth_before.period_end if exports.growth_before else "",
    )
    change = _change_of_share(value, national, exports, national_growth, share, before)
    return share, before, change


def _change_of_share(
    value: Quantity,
    national: Quantity,
    exports: Exports,
    national_growth: Quantity,
    share: Quantity,
    before: Quantity,
) -> Quantity | None:
    """The share less the one a year before, over the ends of the four numbers behind both.

    The same exports stand in both shares, so the ends of the two must not be combined freely.
    """
    growth = exports.growth
    if growth is None or share.value is None or before.value is None:
        return None
    four = (value, national, growth, national_growth)
    corners = np.array(
        list(itertools.product(*([to_fraction(e, q.unit) for e in ends(q)] for q in four)))
    ).T
    now = measures.ratio(corners[0], corners[1])
    base = measures.ratio(
        measures.implied_base(corners[0], corners[2]), measures.implied_base(corners[1], corners[3])
    )
    reached = measures.difference(now, base)
    now_value, value_before = (to_fraction(q.value or 0.0, q.unit) for q in (share, before))
    point = measures.difference(now_value, value_before)
    unit = "percentage_points"
    return derived(
        (share, before),
        *(from_fraction(float(x), unit) for x in (point, np.min(reached), np.max(reached))),
        unit=unit,
        decimals=2,
        kind="computed",
        relation="difference",
    )


def _difference(minuend: Quantity | None, subtrahend: Quantity | None) -> Quantity | None:
    if minuend is None or subtrahend is None:
        return None
    return computed("difference", minuend, subtrahend, unit="percentage_points", decimals=1)


def _rate(tables: Tables, indicator: str, breakdown: str) -> Quantity | None:
    return tables.reported(indicator, breakdown, "percent", column="growth_pct")


def _without_figures(tables: Tables) -> tuple[str, ...]:
    present = {r.fields["indicator"] for r in tables.rows(OTHER_INDICATORS, tables.year_to_date)}
    return tuple(s for s in SUBJECTS if not any(name.startswith(s) for name in present))
