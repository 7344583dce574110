"""Amounts in two currencies side by side: the exchange rate that they imply.

"Thu 3,2 triệu USD (tương đương 76 tỷ đồng), chi 1,1 triệu USD (26 tỷ đồng)".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from hanoi_ct.quantities.interval import Interval
from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements.figures_read import interval_of
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["of_currencies"]

_Pair = tuple[Statement, Statement]  # in local currency, in dollars
_MOST = 50  # pairs among which the usual rate is looked for
_SAID_AGAIN = re.compile(
    r"[\s,]*[(\[]?\s*(?:(?:tương đương|quy đổi|tức|hay|equivalent to|or|~|≈|=)\s*)?"
    r"(?:với|là|about|khoảng|gần|hơn|trên)?\s*$",
    re.IGNORECASE,
)


def of_currencies(reading: Reading) -> Iterator[Claim]:
    """Amounts in two currencies side by side: one pair implies an exchange rate, two the same."""
    pairs: dict[int | None, list[_Pair]] = {}
    for before, after in itertools.pairwise(reading.statements):
        if {before.unit, after.unit} != {"VND", "USD"} or before.sentence != after.sentence:
            continue
        between = reading.text[before.end : after.start + len(after.hedge or "")]
        levels = before.type == after.type == "level" and before.period == after.period
        if levels and _SAID_AGAIN.match(between):
            pair = (before, after) if before.unit == "VND" else (after, before)
            year = before.period.year if before.period is not None else None
            pairs.setdefault(year, []).append(pair)
    for held in pairs.values():
        for local, usd in held:  # judged where the rate of the period is given
            yield claim_of("fx_known", local=local, usd=usd)
        if len(held) > 1:  # rates of different years differ
            yield from _against_one(held)


def _against_one(held: Sequence[_Pair]) -> Iterator[Claim]:
    """Each pair against the one whose rate most others share, so that one slip is told once."""
    rates = [_rate_of(pair) for pair in held[:_MOST]]
    shared = [sum(rate.meets(other) for other in rates) for rate in rates]
    one = held[shared.index(max(shared))]
    for other in held:
        if other is not one:
            yield claim_of("fx_pairs", local=[one[0], other[0]], usd=[one[1], other[1]])


def _rate_of(pair: _Pair) -> Interval:
    local, usd = (interval_of(s) for s in pair)
    return local / usd
