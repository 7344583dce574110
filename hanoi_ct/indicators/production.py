"""Industrial production of Hanoi: the index of industrial production, total and sections."""

from __future__ import annotations

from dataclasses import dataclass

from hanoi_ct._inputs.months import add_months, month_number
from hanoi_ct.indicators.implied import Implied, implied_months
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
    totals by month (1 to 12), those published after the report among them and marked;
    ``implied`` and ``implied_before`` what they say of the months between. ``month`` is the growth
    of the report's month on the same month of the year before, by activity (``TOTAL``, ``B`` ...),
    ``month_on_month`` on the month before, ``quarter`` that of the quarter which it closes.
    ``doubtful`` names the sections of which a rate shown cannot be joined to the one before it.
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
    implied: tuple[Implied, ...]
    implied_before: tuple[Implied, ...]
    month: dict[str, Quantity]
    month_on_month: dict[str, Quantity]
    quarter: Quantity | None
    doubtful: dict[str, Implied]


def rate(tables: Tables, code: str, period: Span, measure: str = YEAR_TO_DATE) -> Quantity | None:
    """A growth rate of an activity, in percent: by default the year to date.

    January on January of the year before is the year to date of January, under whichever name a
    page gives it.
    """
    measures_of = {measure}
    if measure == YEAR_TO_DATE and period[0] == period[1]:
        measures_of = {YEAR_TO_DATE, "yoy_growth_pct"}
    return tables.find(
        DATASET,
        "value",
        period,
        unit="percent",
        at_least=DECIMALS,
        activity_code=code,
        measure=measures_of,
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
    this_year = _months(tables, tables.year_to_date[0])
    last_year = _months(tables, tables.year_before[0])
    month = tables.period, tables.period
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
        this_year=this_year,
        last_year=last_year,
        implied=implied_months(this_year),
        implied_before=implied_months(last_year),
        month=_of_month(tables, month, "yoy_growth_pct"),
        month_on_month=_of_month(tables, month, "mom_growth_pct"),
        quarter=_quarter(tables),
        doubtful=_doubtful(tables),
    )


def _of_month(tables: Tables, span: Span, measure: str) -> dict[str, Quantity]:
    """Rates of one month by activity. January is its own year to date: either row serves."""
    of_january = measure == "yoy_growth_pct" and month_number(span[1]) == 1
    found = {}
    for code in ("TOTAL", *SECTIONS):
        quantity = rate(tables, code, span, measure)
        if quantity is None and of_january:
            quantity = rate(tables, code, span)
        if quantity and not quantity.published_later:
            found[code] = quantity
    return found


def _quarter(tables: Tables) -> Quantity | None:
    """Growth of the quarter that the month closes; the first is its own year to date."""
    number = month_number(tables.period)
    if number not in (6, 9, 12):
        return None
    span = add_months(tables.period, -2), tables.period
    found = rate(tables, "TOTAL", span, "yoy_growth_pct")
    return found if found and not found.published_later else None


def _doubtful(tables: Tables) -> dict[str, Implied]:
    """Sections whose rate of the period, or of the year before, needs the impossible of months."""
    found = {}
    for code in SECTIONS:
        for first, last in (tables.year_before, tables.year_to_date):
            spans = [(first, f"{first[:5]}{month:02d}") for month in range(1, 13)]
            rates = {
                month_number(span[1]): known
                for span in spans
                if (known := rate(tables, code, span)) and not known.published_later
            }
            for one in implied_months(rates):
                if one.doubtful and one.later.period_end == last:
                    found[code] = one
    return found


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
    spans.append((first, first))
    found = {
        month_number(span[1]): rate(tables, "TOTAL", span) for span in spans if span[0] == first
    }
    return {month: quantity for month, quantity in found.items() if quantity}
