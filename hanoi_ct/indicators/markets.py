"""Export markets: shares of national exports, context for a question about Hanoi.

Hanoi's exports by market are hardly ever published. National shares are given period by period
and never subtracted from one another: no two comparable periods exist for ASEAN.
"""

from __future__ import annotations

from dataclasses import dataclass

from hanoi_ct._inputs.months import add_months, december, january
from hanoi_ct.indicators.lookup import LeftOut, Span, Tables
from hanoi_ct.quantities.arithmetic import computed
from hanoi_ct.quantities.quantity import Quantity

BREAKDOWN = "vietnam_trade_breakdown"
TOTALS = "vietnam_exports"
HANOI = "hanoi_trade_reported"
MARKETS = ("ASEAN", "China", "European Union", "United States")


@dataclass(frozen=True, slots=True)
class MarketPeriod:
    """National exports of a period, and the shares of markets that are published for it.

    ``one_page`` tells whether some page states the total and the values of all the markets.
    """

    start: str
    end: str
    total: Quantity
    values: dict[str, Quantity]
    shares: dict[str, Quantity]
    published_later: bool
    one_page: bool


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
    total = tables.find(TOTALS, "value", span, unit="billion_usd", at_least=1, flow="export")
    values = {
        market: tables.find(
            BREAKDOWN,
            "value",
            span,
            unit="billion_usd",
            at_least=1,
            flow="export",
            breakdown="market",
            item_en=market,
        )
        for market in MARKETS
    }
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
    pages = {source.page for source in total.sources}
    one_page = not any(
        pages.isdisjoint(source.page for source in value.sources) for value in known.values()
    )
    return MarketPeriod(*span, total, known, shares, later, one_page)
