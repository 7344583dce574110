"""Which months the tables hold year-to-date figures of Hanoi for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hanoi_ct._inputs.months import is_year_to_date, months_between
from hanoi_ct.tables.csv_reader import Records

_PLANS = ("_target", "_expected")
_HANOI_TABLES = ("hanoi_iip_reported", "hanoi_trade_reported", "hanoi_other_reported")


@dataclass(frozen=True, slots=True, order=True)
class Available:
    """A month with the number of published year-to-date rows in each of Hanoi's tables."""

    period: str
    production: int
    trade: int
    other: int


def available(load: Callable[[str], Records]) -> tuple[Available, ...]:
    """Every month for which a Hanoi table holds a figure for January to that month."""
    counts: dict[str, list[int]] = {}
    for place, dataset in enumerate(_HANOI_TABLES):
        for _, fields in load(dataset).by_row():
            if any(plan in fields.get("indicator", "") for plan in _PLANS):
                continue  # a plan for 2030 is no figure of 2030
            start, end = fields["period_start"], fields["period_end"]
            if is_year_to_date(start, end):
                counts.setdefault(end, [0, 0, 0])[place] += 1
    return tuple(Available(period, *counts[period]) for period in sorted(counts))


def nearest(period: str, months: list[str]) -> str:
    """The month of a list that is closest in time; the earlier of two equally close ones."""

    return min(months, key=lambda month: (months_between(period, month), month))
