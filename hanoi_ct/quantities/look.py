"""The quantities of one relation as a formula looks at them: amounts, rates and shares by role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from hanoi_ct.quantities.hedges import COMMON, Profile
from hanoi_ct.quantities.interval import Interval
from hanoi_ct.quantities.printed import Reading
from hanoi_ct.quantities.quantity import Quantity

__all__ = ["Look", "Place", "Roles", "places"]

Roles = Mapping[str, Sequence[Quantity]]
Place = tuple[str, int]  # a role and the place in it


def places(roles: Roles) -> list[Place]:
    """Every quantity of a relation by role and place."""
    return [(role, i) for role, held in roles.items() for i in range(len(held))]


class Look:
    """The quantities of a relation under one reading: levels, rates and shares by role.

    ``pinned`` puts other intervals in the place of some quantities'. What is read of a role is
    kept, and a look with one number changed (:meth:`changed`) takes over what is read of the rest.
    """

    def __init__(
        self,
        roles: Roles,
        reading: Reading,
        profile: Profile = COMMON,
        pinned: Mapping[Place, Interval] | None = None,
    ) -> None:
        self.roles, self.reading, self.profile = roles, reading, profile
        self.pinned = pinned or {}
        self._amounts: dict[str, list[Interval]] = {}
        self._rates: dict[str, list[Interval]] = {}
        self._parts: dict[str, list[Interval]] = {}

    def changed(self, place: Place, read: Interval) -> Look:
        """The same look with another interval at one place."""
        return _ChangedLook(self, place, read)

    def replaced(self, place: Place, quantity: Quantity) -> Look:
        """The same look with another quantity at one place."""
        found = _ChangedLook(self, place, quantity.interval(self.reading, self.profile))
        held = list(self.roles[place[0]])
        held[place[1]] = quantity
        found.roles, found.pinned = {**self.roles, place[0]: held}, self.pinned
        return found

    def quantities(self, role: str) -> Sequence[Quantity]:
        """The quantities of a role; none where it is not held."""
        return self.roles.get(role, ())

    def amounts(self, role: str) -> list[Interval]:
        """As printed, scaled: levels, counts, and rates in the unit they are printed in."""
        if role not in self._amounts:
            self._amounts[role] = [
                self.pinned.get((role, i)) or q.interval(self.reading, self.profile)
                for i, q in enumerate(self.quantities(role))
            ]
        return self._amounts[role]

    def amount(self, role: str) -> Interval:
        """The one quantity of a role."""
        return self.amounts(role)[0]

    def rates(self, role: str) -> list[Interval]:
        """Growth as fractions; an index or a multiple of the base (113 %, 1.13 times) less one."""
        if role not in self._rates:
            self._rates[role] = list(map(_as_rate, self.quantities(role), self.amounts(role)))
        return self._rates[role]

    def rate(self, role: str) -> Interval:
        """The one growth of a role."""
        return self.rates(role)[0]

    def parts(self, role: str) -> list[Interval]:
        """Shares and attainments as fractions."""
        if role not in self._parts:
            self._parts[role] = list(map(_as_part, self.quantities(role), self.amounts(role)))
        return self._parts[role]

    def part(self, role: str) -> Interval:
        """The one share of a role."""
        return self.parts(role)[0]


class _ChangedLook(Look):
    """A look with another interval at one place; of the rest nothing is read again."""

    def __init__(self, before: Look, place: Place, read: Interval) -> None:
        super().__init__(before.roles, before.reading, before.profile, {place: read})
        self.before, self.read = before, read
        self.role, self.place = place

    def amounts(self, role: str) -> list[Interval]:
        held = self.before.amounts(role)
        return self._with(held, self.read) if role == self.role else held

    def rates(self, role: str) -> list[Interval]:
        held = self.before.rates(role)
        return self._with(held, _as_rate(self._quantity, self.read)) if role == self.role else held

    def parts(self, role: str) -> list[Interval]:
        held = self.before.parts(role)
        return self._with(held, _as_part(self._quantity, self.read)) if role == self.role else held

    @property
    def _quantity(self) -> Quantity:
        return self.roles[self.role][self.place]

    def _with(self, held: list[Interval], read: Interval) -> list[Interval]:
        return [*held[: self.place], read, *held[self.place + 1 :]]


_HUNDREDTH = Fraction(1, 100)


def _as_part(quantity: Quantity, found: Interval) -> Interval:
    return found if quantity.unit == "times" else found.scaled(_HUNDREDTH)


def _as_rate(quantity: Quantity, found: Interval) -> Interval:
    if quantity.unit == "times":
        return found.shifted(-1)
    found = found.scaled(_HUNDREDTH)
    return found.shifted(-1) if quantity.type in ("ratio", "attainment") else found
