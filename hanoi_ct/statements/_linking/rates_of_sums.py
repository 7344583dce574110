"""What follows from a sum for the rates of its parts, and from a quotient for those of its sides.

Where a whole and all its parts tell their growth on one time, the levels weigh the rates; where
they tell what was attained of their plans, the plans add up as well. The growth of an average is
that of its amount over that of its number. Amounts beside counts that add up do so too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hanoi_ct.statements._linking.attached import Attached, compared_alike
from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import Placed
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_amounts_beside", "of_quotients", "of_sums"]


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


def of_amounts_beside(found: Sequence[Placed], claims: Sequence[Claim]) -> Iterator[Claim]:
    """The amounts beside counts that add up: "87 dự án (141 ha), 21 dự án (31 ha), ..."."""
    places = {each.s.id: k for k, each in enumerate(found)}
    for claim in claims:
        if claim.kind != "sum":
            continue
        ids = (claim.statements["total"][0], *claim.statements["parts"])
        if found[places[ids[0]]].s.type != "count":
            continue
        behind = [_right_behind(found, places[i]) for i in ids]
        whole, *parts = behind
        known = [s for s in parts if s is not None]
        if whole is not None and len(known) == len(parts) and _alike([whole, *known]):
            yield claim_of("sum", claim.closed, total=whole, parts=known)


def _right_behind(found: Sequence[Placed], place: int) -> Statement | None:
    """The amount that is told of a count, right behind it."""
    after = found[place + 1].s if place + 1 < len(found) else None
    if after is None or after.sentence != found[place].s.sentence or after.type != "level":
        return None
    return after if after.status != "target" else None


def _alike(amounts: Sequence[Statement]) -> bool:
    unit = amounts[0].unit
    bare = unit in ("percent", "times", None) or "_per_" in str(unit)
    return not bare and len({(s.unit, s.period) for s in amounts}) == 1
