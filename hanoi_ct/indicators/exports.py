"""Hanoi's export turnover: what the published level and rate imply about the year before."""

from __future__ import annotations

from dataclasses import dataclass

from hanoi_ct._inputs.months import months_after, year_earlier
from hanoi_ct.indicators.lookup import LeftOut, Span, Tables
from hanoi_ct.indicators.own_levels import own_growth
from hanoi_ct.quantities.arithmetic import computed
from hanoi_ct.quantities.printed import Reading
from hanoi_ct.quantities.quantity import Quantity, about, ends, reread

DATASET = "hanoi_trade_reported"

_READINGS: tuple[Reading, ...] = ("tight", "loose")


@dataclass(frozen=True, slots=True)
class Exports:
    """Export turnover of the period in million USD, and what follows from it.

    ``implied_base_loose`` reads the printed level loosely; ``growth_of_levels`` is what the two
    published levels give, whatever rate is printed; ``rate_ratio`` is this year's rate over last
    year's, ``multiple`` this year's turnover over last year's: two readings of "twice".
    ``base_known`` tells that the office's own sheets hold the level of the year before and agree
    with it; ``increase`` is then the difference of the two levels, and nothing is implied.
    ``later`` holds rates of the year's later months, which were published after the report;
    ``left_out`` tells why a stated figure is not used.
    """

    value: Quantity | None
    growth: Quantity | None
    value_before: Quantity | None
    growth_before: Quantity | None
    implied_base: Quantity | None
    implied_base_loose: Quantity | None
    increase: Quantity | None
    growth_of_levels: Quantity | None
    difference: Quantity | None
    rate_ratio: Quantity | None
    multiple: Quantity | None
    later: tuple[Quantity, ...]
    left_out: tuple[LeftOut, ...]
    base_known: bool = False


def exports(tables: Tables) -> Exports:
    """The figures of section 3 of the report."""
    value = _find(tables, "value", tables.year_to_date)
    growth = _find(tables, "growth_pct", tables.year_to_date)
    value_before = _find(tables, "value", tables.year_before)
    growth_before = _find(tables, "growth_pct", tables.year_before)
    implied = loose = increase = of_levels = difference = rate_ratio = multiple = None
    growth = growth or own_growth(value, value_before)
    stated = value is not None and value_before is not None and agrees(growth, value, value_before)
    if stated and value and value_before:
        places = min(value.decimals, value_before.decimals)
        increase = computed(
            "difference", value, value_before, unit="million_usd", decimals=max(places, 0)
        )
    elif value and growth:
        implied, loose = (
            _implied_base(reread(value, reading), reread(growth, reading)) for reading in _READINGS
        )
        increase = computed("increment", value, growth, unit="million_usd", decimals=0)
    if value and value_before:
        of_levels = computed(
            "growth",
            value,
            value_before,
            unit="percent",
            decimals=1,
            printed=True,
        )
    if growth:
        multiple = computed("multiple", growth, unit="times", decimals=2)
    if growth and growth_before:
        difference = computed(
            "difference", growth, growth_before, unit="percentage_points", decimals=1
        )
        if ends(growth)[0] > 0.0 and ends(growth_before)[0] > 0.0:
            rate_ratio = computed(
                "rate_ratio",
                growth,
                growth_before,
                unit="times",
                decimals=2,
                printed=True,
            )
    return Exports(
        value,
        growth,
        value_before,
        growth_before,
        implied,
        loose,
        increase,
        of_levels,
        difference,
        rate_ratio,
        multiple,
        _later(tables),
        tables.left_out(DATASET, tables.year_before[0], tables.period),
        stated,
    )


def agrees(growth: Quantity | None, value: Quantity, before: Quantity) -> bool:
    """Whether the office's own sheets hold both levels and a growth that follows from them.

    Then nothing has to be implied of the year before: it is known.
    """
    given = own_growth(value, before)
    if growth is None or given is None:
        return False
    low, high = ends(given)
    return ends(growth)[0] <= high and low <= ends(growth)[1]


def _later(tables: Tables) -> tuple[Quantity, ...]:
    spans = ((tables.year_to_date[0], end) for end in months_after(tables.period))
    found = (_find(tables, "growth_pct", span) for span in spans)
    # A forecast of the year that was known already is no later figure.
    return tuple(quantity for quantity in found if quantity and quantity.published_later)


def _find(tables: Tables, column: str, period: Span) -> Quantity | None:
    return tables.find(
        DATASET,
        column,
        period,
        unit="million_usd" if column == "value" else "percent",
        flow="export",
        breakdown="total",
        item_en="total exports",
    )


def _implied_base(value: Quantity, growth: Quantity) -> Quantity:
    base = computed("base", value, growth, unit="million_usd", decimals=0)
    return about(base, year_earlier(value.period_start, value.period_end))
