"""Production adjusted for the season and for Tết, where months in a row are long enough."""

from __future__ import annotations

from typing import NamedTuple

from hanoi_ct._inputs.months import add_months
from hanoi_ct.errors import HanoiCTError
from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.indicators.production import DECIMALS, rate
from hanoi_ct.quantities.arithmetic import derived, from_fraction, to_fraction
from hanoi_ct.quantities.quantity import Quantity, ends
from hanoi_ct.seasonal.adjust import FEWEST_MONTHS
from hanoi_ct.seasonal.from_rates import adjusted_growth


class Adjusted(NamedTuple):
    """Growth on the month before, adjusted; and how many months in a row there are."""

    growth: Quantity | None
    months: int
    needed: int


def adjusted_month(tables: Tables) -> Adjusted:
    """Adjust the levels that published rates on the month before chain up to.

    The interval is that of the last rate's rounding. No growth where months are too few, or
    where they cannot be adjusted.
    """
    rates = _rates(tables)
    months = len(rates) + 1 if rates else 0
    growth = None
    if months >= FEWEST_MONTHS:
        growth = _growth(tables, rates)
    return Adjusted(growth, months, FEWEST_MONTHS)


def _rates(tables: Tables) -> list[Quantity]:
    """Rates of months in a row, the last of which is the report's, oldest first."""
    found: list[Quantity] = []
    month = tables.period
    while True:
        one = rate(tables, "TOTAL", (month, month), "mom_growth_pct")
        if one is None or one.value is None:
            return found[::-1]
        found.append(one)
        month = add_months(month, -1)


def _growth(tables: Tables, rates: list[Quantity]) -> Quantity | None:
    before = [to_fraction(one.value, one.unit) for one in rates[:-1] if one.value is not None]
    last = rates[-1]
    try:
        value, *sides = [
            from_fraction(
                adjusted_growth([*before, to_fraction(end, last.unit)], tables.period), last.unit
            )
            for end in (last.value, *ends(last))
            if end is not None
        ]
    except HanoiCTError:
        return None
    low, high = min(sides), max(sides)
    return derived(rates, value, low, high, unit=last.unit, decimals=DECIMALS, kind="estimated")
