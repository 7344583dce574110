"""Two-digit divisions of industry: what is published for the month, and what it implies."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from hanoi_ct._inputs.months import add_months
from hanoi_ct.indicators.lookup import Record, Tables
from hanoi_ct.indicators.production import DATASET, YEAR_TO_DATE, rate
from hanoi_ct.quantities.arithmetic import computed
from hanoi_ct.quantities.quantity import Quantity, assumed, ends, point, span_of

# Where the data hold no rate of a division for the month, one at most this old is shown.
EARLIER_MONTHS = 24
# Weights of the fastest divisions, in percent, for which the growth of the rest is worked out.
ILLUSTRATIVE_WEIGHTS = (10.0, 20.0, 30.0)

# The page which says that the fastest divisions have a large weight.
CLAIMED_BY = "article-2018-09"

_DIVISION = re.compile(r"[B-E]\d\d")


@dataclass(frozen=True, slots=True)
class Division:
    """A division, its names as the table has them, and its year-to-date growth."""

    code: str
    name_vi: str
    name_en: str
    growth: Quantity


@dataclass(frozen=True, slots=True)
class WeightBound:
    """What a total and the divisions that outgrew it say about their weight.

    ``fastest`` grew faster than the total beyond rounding. If the rest of industry, taken
    together, did not shrink, their weight is at most ``largest_weight`` (percent).
    ``rest`` pairs an assumed weight with the growth it leaves for the rest. ``claimed`` tells
    whether the page that states their rates says that their weight is large.
    """

    fastest: tuple[Division, ...]
    largest_weight: Quantity
    rest: tuple[tuple[Quantity, Quantity], ...]
    claimed: bool


def of_the_month(tables: Tables) -> list[Division]:
    """The divisions published for the period of the report, fastest first."""
    records = [r for r in _records(tables) if r.span == tables.year_to_date]
    by_code = _latest_known(tables, records)
    return sorted(by_code, key=lambda division: division.growth.value or 0.0, reverse=True)


def earlier(tables: Tables, without: list[Division]) -> list[Division]:
    """The latest earlier year-to-date rate of every other division, in the order of codes."""
    known = {division.code for division in without}
    oldest = add_months(tables.period, -EARLIER_MONTHS)
    records = [
        record
        for record in _records(tables)
        if record.fields["activity_code"] not in known and oldest < record.span[1] < tables.period
    ]
    return _latest_known(tables, records)


def by_month(tables: Tables) -> dict[str, dict[str, Division]]:
    """The year-to-date rates of the report's year that it knows, by month and division."""
    found: dict[str, dict[str, Division]] = {}
    for record in _records(tables):
        first, last = record.span
        if first == tables.year_to_date[0] and last <= tables.period and last not in found:
            same = [r for r in _records(tables) if r.span == record.span]
            known = {division.code: division for division in _latest_known(tables, same)}
            if known:
                found[last] = known
    return dict(sorted(found.items()))


def weight_bound(total: Quantity, divisions: list[Division]) -> WeightBound | None:
    """The largest weight that the divisions growing faster than the total can have together."""
    _, total_high = ends(total)
    fastest = tuple(d for d in divisions if ends(d.growth)[0] > total_high)
    if not fastest or total_high <= 0.0:
        return None
    together = span_of(division.growth for division in fastest)
    largest = computed(
        "largest_weight",
        point(total, total_high),
        point(together, ends(together)[0]),
        unit="percent",
        decimals=1,
    )
    weights = [assumed(weight, weight, "percent", 0) for weight in ILLUSTRATIVE_WEIGHTS]
    rest = [
        computed("required_growth", total, together, weight, unit="percent", decimals=1)
        for weight in weights
    ]
    return WeightBound(
        fastest,
        replace(largest, low=None, high=None),
        tuple(zip(weights, rest, strict=True)),
        claimed=any(source.page == CLAIMED_BY for source in together.sources),
    )


def _records(tables: Tables) -> list[Record]:
    rows = tables.rows(DATASET, measure=YEAR_TO_DATE)
    return [record for record in rows if _DIVISION.fullmatch(record.fields["activity_code"])]


def _latest_known(tables: Tables, records: list[Record]) -> list[Division]:
    """Each division's latest rate that the report could know, in the order of codes."""
    found: dict[str, Division] = {}
    for record in sorted(records, key=lambda record: record.span[1], reverse=True):
        code = record.fields["activity_code"]
        growth = None if code in found else rate(tables, code, record.span)
        if growth and not growth.published_later:
            names = record.fields["activity_vi"], record.fields["activity_en"]
            found[code] = Division(code, *names, growth)
    return sorted(found.values(), key=lambda division: division.code)
