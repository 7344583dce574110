"""The year's targets, and the growth that the rest of the year needs to meet them.

The growth needed depends on the share of last year's total that fell in the months gone by.
Nobody publishes these shares for Hanoi; they are assumed, and labelled so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hanoi_ct import measures
from hanoi_ct._inputs.months import add_months, month_number
from hanoi_ct.indicators.exports import Exports
from hanoi_ct.indicators.implied import share_of_months
from hanoi_ct.indicators.lookup import OTHER_INDICATORS, Span, Tables
from hanoi_ct.quantities.arithmetic import computed
from hanoi_ct.quantities.quantity import Quantity, about, ends

_DECEMBER = 12
_ALL_OF_IT = 100.0  # percent
_VALUE_ADDED_ITEM = "industry and construction value added"


@dataclass(frozen=True, slots=True)
class Target:
    """A planned growth rate, from ``low`` to ``high`` (the same quantity for a single rate).

    ``growth`` is the growth so far, over the months up to ``growth.period_end``; ``share`` the
    assumed share of those months in last year's total, and ``needed`` the growth that the
    remaining months need, at the published rate. ``needed_all`` lets the rounding of the
    published rate in as well. None where there is no plan, no rate or nothing left of the year.
    """

    low: Quantity | None
    high: Quantity | None
    growth: Quantity | None
    share: Quantity | None
    needed: Quantity | None
    needed_all: Quantity | None

    @property
    def may_fall(self) -> Quantity | None:
        """How far the rest of the year may fall and still meet the plan; None if it must rise.

        Nothing falls by more than all of it.
        """
        if self.needed is None or ends(self.needed)[1] >= 0.0:
            return None
        low, high = (float(measures.difference(0.0, end)) for end in ends(self.needed)[::-1])
        return replace(self.needed, low=low, high=min(high, _ALL_OF_IT))


def export_target(tables: Tables, exports: Exports) -> Target:
    """Exports against the plan."""
    low, high = _plan(tables, "export_growth")
    growth = exports.growth
    return _target(low, high, growth, _share(tables.period))


def value_added_target(tables: Tables) -> Target:
    """Value added of industry and construction against the plan.

    The latest rate known to the report counts.
    """
    low, high = _plan(tables, "industry_construction_growth")
    growth = _latest_value_added(tables)
    return _target(low, high, growth, _share(growth.period_end) if growth else None)


def value_added_later(tables: Tables) -> list[Quantity]:
    """Year-to-date rates of value added that were published after the report."""
    spans = _value_added_spans(tables)
    found = [_value_added(tables, span) for span in spans]
    return [quantity for quantity in found if quantity and quantity.published_later]


def _plan(tables: Tables, name: str) -> tuple[Quantity | None, Quantity | None]:
    def planned(breakdown: str) -> Quantity | None:
        return tables.find(
            OTHER_INDICATORS,
            "value",
            tables.whole_year,
            unit="percent",
            indicator="plan_target",
            breakdown=breakdown,
        )

    single = planned(name)
    if single:
        return single, single
    return planned(f"{name}_min"), planned(f"{name}_max")


def _share(period: str) -> Quantity | None:
    """The assumed share of the months so far in last year's total; None at the year's end."""
    month = month_number(period)
    return None if month == _DECEMBER else share_of_months(month)


def _target(
    low: Quantity | None, high: Quantity | None, growth: Quantity | None, share: Quantity | None
) -> Target:
    if low is None or high is None or growth is None or share is None:
        return Target(low, high, growth, share, None, None)
    plan = Quantity(
        low.value if low.value == high.value else None,
        "percent",
        1,
        "published",
        low=low.value,
        high=high.value,
        sources=tuple(dict.fromkeys(low.sources + high.sources)),
        period_start=low.period_start,
        period_end=low.period_end,
    )
    as_printed = Quantity(
        growth.value, "percent", growth.decimals, growth.kind, sources=growth.sources
    )
    rest = add_months(growth.period_end, 1), plan.period_end
    needed, needed_all = (
        about(computed("required_growth", plan, rate, share, unit="percent", decimals=1), rest)
        for rate in (as_printed, growth)
    )
    return Target(low, high, growth, share, needed, needed_all)


def _latest_value_added(tables: Tables) -> Quantity | None:
    for span in reversed(_value_added_spans(tables)):
        found = _value_added(tables, span)
        if found and not found.published_later and span[1] <= tables.period:
            return found
    return None


def _value_added(tables: Tables, span: Span) -> Quantity | None:
    return tables.find(
        OTHER_INDICATORS,
        "growth_pct",
        span,
        unit="percent",
        indicator="grdp_growth",
        item_en=_VALUE_ADDED_ITEM,
    )


def _value_added_spans(tables: Tables) -> list[Span]:
    """The year-to-date periods of the report's year for which a rate is stated, in order."""
    spans = tables.spans(OTHER_INDICATORS, indicator="grdp_growth", item_en=_VALUE_ADDED_ITEM)
    first, last = tables.whole_year
    return [span for span in spans if span[0] == first and span[1] <= last]
