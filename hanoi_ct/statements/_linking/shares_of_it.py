"""Shares of what an amount is said to be "of", whatever names tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._rivals.whole_named import OF_IT
from hanoi_ct.statements.statement import Claim, Reading

__all__ = ["with_shares_of_it"]


def with_shares_of_it(reading: Reading, claims: Sequence[Claim]) -> list[Claim]:
    """The claims, where what an amount is said to be "of" is its total.

    "Exports reached 93 bn. The US bought 6.7 bn of it, accounting for 64.2 %".
    """
    told = {c.statements["share"]: c for c in _of_it(reading)}
    kept = [c for c in claims if c.kind != "share" or c.statements["share"] not in told]
    return [*kept, *told.values()]


def _of_it(reading: Reading) -> Iterator[Claim]:
    found = reading.statements
    for total, part, share in zip(found, found[1:], found[2:], strict=False):
        if (total.type, part.type, share.type) != ("level", "level", "share"):
            continue
        if share.sentence != part.sentence or not OF_IT.match(reading.text, part.end):
            continue
        near = total.sentence in (part.sentence - 1, part.sentence)
        if near and (total.unit, total.period) == (part.unit, part.period):
            yield claim_of("share", True, part=part, total=total, share=share)
