"""The smallest repairs of a relation that fails: one number changed, by a likely slip or at will.

"3,77 tỷ USD, chiếm 18,1%" of 24,6 billion: 15,4 % would do, and so would 4,45 or 20,8 billion.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from hanoi_ct.quantities.comparing import compared
from hanoi_ct.quantities.hedges import Profile, reach
from hanoi_ct.quantities.look import Look, Place, Roles, places
from hanoi_ct.quantities.quantity import Quantity

__all__ = ["Edit", "Slip", "repairs"]

Slip = Literal[
    "unit",
    "scale",
    "sign",
    "decimal_point",
    "digits_swapped",
    "digit",
    "truncated",
    "points",
    "wrong_period",
    "forced",
    "other",
]
_UNCHANGED = Fraction(1)
# Hedges that reach as far from every number with the same decimals.
_BY_THE_LAST_DIGIT = ("plain", "rate", "count")
_GIVEN = ("rate", "months", "years")  # roles of what no text prints


@dataclass(frozen=True, slots=True)
class Edit:
    """One number changed so that the relation holds under the tight reading.

    ``number`` is the new number as it would be printed, in the unit and scale of the old one
    (for a slip of unit the scale is what changes: ``factor``). ``size`` is the relative change.
    """

    place: Place
    number: Decimal
    slip: Slip
    size: Fraction
    factor: Fraction = Fraction(1)


def repairs(kind: str, roles: Roles, closed: bool, profile: Profile) -> list[Edit]:
    """Single changes that restore a relation, likely slips first, then by size."""
    found: list[Edit] = []
    look = Look(roles, "tight", profile)
    here = compared(kind, look, closed=closed)
    if here.holds or (kind == "same" and here.left.meets(here.right)):
        return found  # numbers whose ends touch are apart by no digit
    for place in places(roles):
        quantity = roles[place[0]][place[1]]
        number = quantity.number
        if number is None or quantity.in_words or place[0] in _GIVEN:
            continue  # in words, or given and not printed
        search = _Search(kind, look, place, closed)
        nearest = search.nearest(number)
        crossed = nearest is not None and (nearest == 0 or (nearest < 0) != (number < 0))
        if crossed and quantity.type in ("level", "share", "count", "attainment"):
            nearest = None  # what is counted or measured is not less than nothing
        if nearest is not None:
            size = abs(Fraction(nearest) - Fraction(number)) / max(
                abs(Fraction(number)), Fraction(1, 10**9)
            )
            found.append(Edit(place, nearest, "other", size))
        for name, other, factor in _slips(quantity):
            if search.restores(other, factor):
                size = abs(Fraction(other) * factor / Fraction(number) - 1)
                found.append(Edit(place, other, name, size, factor))
                break
    small = min((edit.size for edit in found), default=Fraction(0))
    # A slip explains more than a number changed at will, unless that changes next to nothing.
    return sorted(found, key=lambda e: (e.slip == "other" and e.size > small, e.size))


class _Search:
    """Other numbers for one place of a relation, and whether it holds with them.

    The sides of a relation move one way with each number, so that where the larger side changes
    between two numbers the relation holds between them, or the digits are too coarse for it; and
    between two numbers with which the same side is too large it does not hold.
    """

    def __init__(self, kind: str, look: Look, place: Place, closed: bool) -> None:
        self.kind, self.look, self.place, self.closed = kind, look, place, closed
        self.quantity = quantity = look.roles[place[0]][place[1]]
        self.rule, self.scale = quantity.rule, Fraction(quantity.scale)
        self.failing: list[tuple[Decimal, Decimal]] = []  # spans in which one side is too large

    def side(self, number: Decimal, factor: Fraction = _UNCHANGED) -> int:
        """0 where the relation holds with this number, else which side is too large."""
        span = reach(number, self.quantity.decimals, self.rule, "tight", self.look.profile)
        changed = self.look.changed(self.place, span.scaled(self.scale * factor))
        found = compared(self.kind, changed, closed=self.closed)
        if found.holds:
            return 0
        return 1 if found.left.low > found.right.high else -1

    def nearest(self, number: Decimal) -> Decimal | None:
        """The number nearest to the printed one, with its decimals, that restores the relation."""
        unit = Decimal(1).scaleb(-self.quantity.decimals)
        start = int(number / unit)
        here = self.side(number)
        if here == 0:
            return None  # one end of a range
        best: int | None = None
        for sign in (1, -1):
            reached, step = 0, 1
            while (there := self.side((start + sign * step) * unit)) == here:
                reached, step = step, step * 2
                if step > 8 * abs(start) + 1000 or (best is not None and reached >= best):
                    break
            while there != here and step - reached > 1:
                middle = (step + reached) // 2
                if self.side((start + sign * middle) * unit) == here:
                    reached = middle
                else:
                    step = middle
            self.failing.append((number, (start + sign * reached) * unit))
            if there == here or (best is not None and step >= best):
                continue
            if self.side((start + sign * step) * unit) == 0:
                best = step
                nearest = (start + sign * step) * unit
        return None if best is None else nearest

    def restores(self, number: Decimal, factor: Fraction) -> bool:
        """Whether the relation holds with another number, or with the number times a factor."""
        if factor == 1 and self.rule in _BY_THE_LAST_DIGIT:
            for printed, end in self.failing:
                low, high = min(printed, end), max(printed, end)
                if low <= number <= high and (low > 0 or high < 0):
                    return False
        return self.side(number, factor) == 0


def _slips(quantity: Quantity) -> Iterator[tuple[Slip, Decimal, Fraction]]:
    """Numbers that a common slip would turn into the printed one, the likeliest first."""
    number = quantity.number
    assert number is not None
    if not number:
        return
    if quantity.scale != 1:
        for factor in (Fraction(1000), Fraction(1, 1000)):
            yield "unit", number, factor
    if quantity.type in ("growth", "difference", "contribution"):
        yield "sign", -number, Fraction(1)
    for places_moved in (1, -1):
        yield "decimal_point", number, Fraction(10) ** places_moved
    digits = str(abs(number))
    sign = -1 if number < 0 else 1
    for i in range(len(digits) - 1):
        a, b = digits[i], digits[i + 1]
        if a.isdigit() and b.isdigit() and a != b:
            yield (
                "digits_swapped",
                sign * Decimal(digits[:i] + b + a + digits[i + 2 :]),
                Fraction(1),
            )
    for i, digit in enumerate(digits):
        if digit.isdigit():
            for other in "0123456789":
                if other != digit and not (i == 0 and other == "0" and len(digits) > 1):
                    changed = sign * Decimal(digits[:i] + other + digits[i + 1 :])
                    yield "digit", changed, Fraction(1)
