"""Amounts in two currencies side by side: the exchange rate that they imply."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hanoi_ct.statements._cells import Cell, claim_of
from hanoi_ct.statements.statement import Claim, Reading

__all__ = ["of_currencies"]

_SAID_AGAIN = re.compile(
    r"[\s,]*[(\[]?\s*(?:(?:tương đương|quy đổi|tức|hay|equivalent to|or|~|≈|=)\s*)?"
    r"(?:với|là|about|khoảng|gần|hơn|trên)?\s*$",
    re.IGNORECASE,
)


def of_currencies(reading: Reading, cells: list[Cell]) -> Iterator[Claim]:
    """Amounts in two currencies side by side: one pair implies an exchange rate, two the same."""
    pairs = []
    for cell in cells:
        for before, after in zip(cell.levels, cell.levels[1:], strict=False):
            between = reading.text[before.end : after.start + len(after.hedge or "")]
            if {before.unit, after.unit} == {"VND", "USD"} and _SAID_AGAIN.match(between):
                pairs.append((before, after) if before.unit == "VND" else (after, before))
    for local, usd in pairs:  # judged where the rate of the period is given
        yield claim_of("fx_known", local=local, usd=usd)
    if len(pairs) > 1:
        yield claim_of("fx_pairs", local=[p[0] for p in pairs], usd=[p[1] for p in pairs])
