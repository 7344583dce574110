"""Industrial production of Hanoi: the index of industrial production, total and sections."""

from __future__ import annotations

from dataclasses import dataclass

from hanoi_ct._inputs.months import month_number
from hanoi_ct.indicators.lookup import Span, Tables
from hanoi_ct.quantities.arithmetic import computed
from hanoi_ct.quantities.quantity import Quantity

DATASET = "hanoi_iip_reported"
YEAR_TO_DATE = "ytd_growth_pct"
SECTIONS = ("B", "C", "D", "E")
# The statistics offices print the rates of this series with one decimal.
DECIMALS = 1


@dataclass(frozen=True, slots=True)
class Production:
    """Year-to-date growth against the same months of the year before.

    ``annual`` is the rate of the whole year in the table by year, for a report on a whole year
    for which no page states a total.
    ``difference`` is this year's rate less last year's, ``two_years`` the growth over both years
    together, ``average`` the mean rate a year. ``this_year`` and ``last_year`` hold the published
    totals by month (1 to 12), those published after the report among them and marked.
    """

    total: Quantity | None
    annual: Quantity | None
    total_before: Quantity | None
    difference: Quantity | None
    two_years: Quantity | None
    average: Quantity | None
    sections: dict[str, Quantity]
    sections_before: dict[str, Quantity]
    section_differences: dict[str, Quantity]
    this_year: dict[int, Quantity]
    last_year: dict[int, Quantity]


def rate(tables: Tables, code: str, period: Span) -> Quantity | None:
    """The year-to-date growth of an activity, in percent."""
    return tables.find(
        DATASET,
        "value",
        period,
        unit="percent",
        at_least=DECIMALS,
        activity_code=code,
        measure=YEAR_TO_DATE,
    )


def production(tables: Tables) -> Production:
    """The figures of section 1 of the report."""
    total = rate(tables, "TOTAL", tables.year_to_date)
    before = rate(tables, "TOTAL", tables.year_before)
    difference = two_years = average = None
    if total and before:
        difference = _difference(total, before)
        two_years = computed("stacked_growth", before, total, unit="percent", decimals=2)
        average = computed("average_growth", before, total, unit="percent", decimals=2)
    sections = _sections(tables, tables.year_to_date)
    sections_before = _sections(tables, tables.year_before)
    return Production(
        total,
        _annual(tables) if total is None else None,
        before,
        difference,
        two_years,
        average,
        sections=sections,
        sections_before=sections_before,
        section_differences={
            code: _difference(sections[code], sections_before[code])
            for code in sections
            if code in sections_before
        },
        this_year=_months(tables, tables.year_to_date[0]),
        last_year=_months(tables, tables.year_before[0]),
    )


def _annual(tables: Tables) -> Quantity | None:
    return tables.find(
        "iip_annual_vietnam_hanoi",
        "growth_pct",
        tables.year_to_date,
        unit="percent",
        at_least=DECIMALS,
        geo="Hanoi",
    )


def _difference(rate: Quantity, before: Quantity) -> Quantity:
    return computed("difference", rate, before, unit="percentage_points", decimals=DECIMALS)


def _sections(tables: Tables, period: Span) -> dict[str, Quantity]:
    found = {code: rate(tables, code, period) for code in SECTIONS}
    return {code: quantity for code, quantity in found.items() if quantity}


def _months(tables: Tables, first: str) -> dict[int, Quantity]:
    """The published year-to-date totals of a year that begins in ``first``, by month."""
    spans = tables.spans(DATASET, activity_code="TOTAL", measure=YEAR_TO_DATE)
    found = {
        month_number(span[1]): rate(tables, "TOTAL", span) for span in spans if span[0] == first
    }
    return {month: quantity for month, quantity in found.items() if quantity}
