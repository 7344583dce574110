"""What follows from a sum for the rates of its parts, and from a quotient for those of its sides.

Where a whole and all its parts tell their growth on one time, the levels weigh the rates; where
they tell what was attained of their plans, the plans add up as well. The growth of an average is
that of its amount over that of its number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hanoi_ct.statements._linking.attached import Attached, compared_alike
from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements.statement import Claim

__all__ = ["of_quotients", "of_sums"]


def of_sums(rates: Mapping[str, Attached], claims: Sequence[Claim]) -> Iterator[Claim]:
    """Weighted rates and plans of the sums whose list of parts is complete."""
    for claim in claims:
        if claim.kind != "sum" or not claim.closed:
            continue
        whole, parts = (
            _held(rates, claim.statements["total"]),
            _held(rates, claim.statements["parts"]),
        )
        if len(whole) != 1 or len(parts) != len(claim.statements["parts"]):
            continue
        parts.sort(key=lambda held: held.level.start)
        levels = [held.level for held in parts]
        for comparison, growth in whole[0].growths.items():
            growths = compared_alike(parts, comparison)
            if growths is not None and comparison in ("year", "previous_month"):
                yield claim_of(
                    "weighted_growth", True, growth=growth, levels=levels, growths=growths
                )
        every = [whole[0], *parts]
        told = {len(held.attainments) for held in every}
        for place in range(told.pop() if len(told) == 1 else 0):
            yield claim_of(
                "plan_total_parts",
                True,
                levels=[held.level for held in every],
                attainments=[held.attainments[place] for held in every],
            )


def of_quotients(rates: Mapping[str, Attached], claims: Sequence[Claim]) -> Iterator[Claim]:
    """The growth of an average or a price, from those of what it is the quotient of."""
    for claim in claims:
        if claim.kind != "ratio" or not claim.closed:
            continue
        sides = [_held(rates, claim.statements[r]) for r in ("numerator", "denominator", "ratio")]
        if any(len(side) != 1 for side in sides):
            continue
        value, volume, price = (side[0] for side in sides)
        for comparison in price.growths:
            growths = compared_alike((value, volume, price), comparison)
            if growths is not None:
                yield claim_of(
                    "price_growth", True, value=growths[0], volume=growths[1], price=growths[2]
                )


def _held(rates: Mapping[str, Attached], ids: Sequence[str]) -> list[Attached]:
    return [rates[i] for i in ids if i in rates]
