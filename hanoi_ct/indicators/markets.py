"""Export markets: shares of national exports, context for a question about Hanoi.

Hanoi's exports by market are hardly ever published. National shares are given period by period
and never subtracted from one another: no two comparable periods exist for ASEAN.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hanoi_ct import measures
from hanoi_ct._inputs.months import add_months, december, january
from hanoi_ct.indicators.lookup import LeftOut, Span, Tables
from hanoi_ct.quantities.arithmetic import computed, derived
from hanoi_ct.quantities.quantity import Quantity, ends

BREAKDOWN = "vietnam_trade_breakdown"
TOTALS = "vietnam_exports"
HANOI = "hanoi_trade_reported"
OWNERSHIP = ("FDI sector", "domestic sector")
MARKETS = ("ASEAN", "China", "European Union", "United States")


@dataclass(frozen=True, slots=True)
class MarketPeriod:
    """National exports of a period, and the shares of markets that are published for it.

    Total and values are those of one page: an estimate over customs' total would be no share.
    ``growth`` and ``total_growth`` are what that page states of the same.
    """

    start: str
    end: str
    total: Quantity
    values: dict[str, Quantity]
    shares: dict[str, Quantity]
    published_later: bool
    growth: dict[str, Quantity]
    total_growth: Quantity | None


@dataclass(frozen=True, slots=True)
class Markets:
    """``hanoi`` holds what is published of Hanoi's exports by market for the period, shares in
    percent or values; ``left_out`` tells which national figures of these years are not used,
    ``comparable_asean`` whether ASEAN has the same months of two years in a row."""

    hanoi: dict[str, Quantity]
    periods: tuple[MarketPeriod, ...]
    left_out: tuple[LeftOut, ...]
    comparable_asean: bool


def markets(tables: Tables) -> Markets:
    """National shares from January of the year before to December of the report's year."""
    first = january(add_months(tables.period, -12))
    spans = tables.spans(BREAKDOWN, flow="export", breakdown="market")
    each = (
        _market_period(tables, span)
        for span in spans
        if first <= span[0] and span[1] <= december(tables.period)
    )
    found = tuple(one for one in each if one)
    asean = {(one.start, one.end) for one in found if "ASEAN" in one.shares}
    comparable = any((add_months(a, 12), add_months(b, 12)) in asean for a, b in asean)
    return Markets(
        {market: stated for market in MARKETS if (stated := _of_hanoi(tables, market))},
        found,
        tables.left_out(BREAKDOWN, first, december(tables.period)),
        comparable,
    )


def _of_hanoi(tables: Tables, market: str) -> Quantity | None:
    for breakdown, unit in (("market_share_pct", "percent"), ("market", "million_usd")):
        found = tables.find(
            HANOI,
            "value",
            tables.year_to_date,
            unit=unit,
            flow="export",
            breakdown=breakdown,
            item_en=market,
        )
        if found:
            return found
    return None


def _market_period(tables: Tables, span: Span) -> MarketPeriod | None:
    """The shares that one page gives: the page with the most markets, known ones first."""
    rows = tables.rows(BREAKDOWN, span, flow="export", breakdown="market", item_en=set(MARKETS))
    pages = dict.fromkeys(row.fields["source_url"] for row in rows)
    found = [one for page in pages if (one := _of_page(tables, span, page))]
    return max(found, key=lambda one: (not one.published_later, len(one.shares)), default=None)


def _of_page(tables: Tables, span: Span, page: str) -> MarketPeriod | None:
    def level(dataset: str, **equal: Any) -> Quantity | None:
        return tables.find(
            dataset,
            "value",
            span,
            unit="billion_usd",
            at_least=1,
            flow="export",
            source_url=page,
            **equal,
        )

    def rate_of(dataset: str, **equal: Any) -> Quantity | None:
        return tables.find(
            dataset, "growth_pct", span, unit="percent", flow="export", source_url=page, **equal
        )

    total = level(TOTALS) or _sum_of_ownership(level)
    values = {m: level(BREAKDOWN, breakdown="market", item_en=m) for m in MARKETS}
    known = {market: value for market, value in values.items() if value}
    if total is None or not known:
        return None
    shares = {
        market: computed(
            "share",
            value,
            total,
            unit="percent",
            decimals=1,
            printed=True,
        )
        for market, value in known.items()
    }
    later = any(share.published_later for share in shares.values())
    growth = {
        market: rate
        for market in known
        if (rate := rate_of(BREAKDOWN, breakdown="market", item_en=market))
    }
    return MarketPeriod(*span, total, known, shares, later, growth, rate_of(TOTALS))


def _sum_of_ownership(level: Callable[..., Quantity | None]) -> Quantity | None:
    """The total that a page gives in two parts, foreign-invested and domestic enterprises."""
    parts = [level(BREAKDOWN, breakdown="ownership", item_en=item) for item in OWNERSHIP]
    known = [part for part in parts if part]
    if len(known) < len(OWNERSHIP):
        return None

    values, lows, highs = zip(*((part.value, *ends(part)) for part in known), strict=True)
    return derived(
        known,
        *(float(measures.exact_sum(each)) for each in (values, lows, highs)),
        unit="billion_usd",
        decimals=max(part.decimals for part in known),
        kind="computed",
        relation="sum",
    )
