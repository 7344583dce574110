"""Both sides of a relation under one reading, held against each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hanoi_ct.quantities.hedges import COMMON, Profile
from hanoi_ct.quantities.interval import Interval
from hanoi_ct.quantities.look import Look, Place, Roles
from hanoi_ct.quantities.printed import Reading
from hanoi_ct.quantities.relations import RELATIONS, Must
from hanoi_ct.quantities.sides import SIDES

__all__ = ["Comparison", "compare", "compared"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides of a relation under one reading, and whether they stand as they must."""

    left: Interval
    right: Interval
    must: Must
    holds: bool


def compare(
    kind: str,
    roles: Roles,
    reading: Reading,
    *,
    closed: bool = True,
    profile: Profile = COMMON,
    pinned: Mapping[Place, Interval] | None = None,
) -> Comparison:
    """Both sides of a relation under one reading."""
    return compared(kind, Look(roles, reading, profile, pinned), closed=closed)


def compared(kind: str, look: Look, *, closed: bool = True) -> Comparison:
    """Both sides of a relation in one look at its quantities."""
    left, right = SIDES[kind](look)
    must = RELATIONS[kind].must
    if kind == "weight_sum" and closed:
        must = "="
    holds = left.meets(right) if must == "=" else left.low <= right.high
    if holds and kind == "same" and not look.pinned and _printed_alike(look.roles):
        # One rounding of one value gives one number: touching ends are no agreement.
        both = left.meet(right)
        holds = both is not None and both.low < both.high
    return Comparison(left, right, must, holds)


def _printed_alike(roles: Roles) -> bool:
    """Whether two different numbers were printed with the same digits and no hedge."""
    first, second = roles["pair"][:2]
    digits = {(q.decimals, q.scale) for q in (first, second)}
    plain = all(q.rule in ("plain", "rate") for q in (first, second))
    return len(digits) == 1 and plain and first.exact != second.exact
