"""Which months the tables hold year-to-date figures of Hanoi for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hanoi_ct._inputs.months import is_year_to_date, months_between

if TYPE_CHECKING:
    from pandas import DataFrame

_PLANS = r"_target|_expected"
_HANOI_TABLES = ("hanoi_iip_reported", "hanoi_trade_reported", "hanoi_other_reported")


@dataclass(frozen=True, slots=True, order=True)
class Available:
    """A month with the number of published year-to-date rows in each of Hanoi's tables."""

    period: str
    production: int
    trade: int
    other: int


def available(load: Callable[[str], DataFrame]) -> tuple[Available, ...]:
    """Every month for which a Hanoi table holds a figure for January to that month."""
    counts: dict[str, list[int]] = {}
    for place, dataset in enumerate(_HANOI_TABLES):
        frame = load(dataset)
        if "indicator" in frame.columns:
            # A plan for 2030 is no figure of 2030.
            frame = frame[~frame["indicator"].str.contains(_PLANS, regex=True)]
        spans = zip(frame["period_start"].astype(str), frame["period_end"].astype(str), strict=True)
        for start, end in spans:
            if is_year_to_date(start, end):
                counts.setdefault(end, [0, 0, 0])[place] += 1
    return tuple(Available(period, *counts[period]) for period in sorted(counts))


def nearest(period: str, months: list[str]) -> str:
    """The month of a list that is closest in time; the earlier of two equally close ones."""

    return min(months, key=lambda month: (months_between(period, month), month))
