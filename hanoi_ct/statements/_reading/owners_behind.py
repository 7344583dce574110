"""Owners that stand behind their numbers: "$7.2 billion contributed by foreign firms"."""

from __future__ import annotations

from hanoi_ct.statements._reading.clauses import Clause, Event
from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements._reading.names import name_of

__all__ = ["share_owners_behind"]

_LINKS = ("of", "by", "from", "for", "contributed", "belonging", "to", "the", "was", "were", "made")
_MONEY = ("USD", "VND", "EUR")
_BACK = 3  # clauses of one part of a list


def share_owners_behind(events: list[Event]) -> None:
    """Put an owner that stands behind a number without a name before it.

    "USD 2.3 billion, decreasing by 17.6%, of the domestic sector; USD 10.1 billion ...".
    """
    for place, event in enumerate(events):
        clause = event.clause
        if clause is not None and clause.quantity.unit in _MONEY and not name_of(clause.left, "en"):
            _move(clause, _owner(clause.right))
        items = clause.left if clause is not None else event.left
        if len(items) > 1 and items[0].text == "," and items[1].says("of", "by", "for"):
            _hand_back(events, place, _owner(items[1:]))


def _owner(items: list[Item]) -> list[Item]:
    """The owner that a few linking words lead to."""
    for item in items[:5]:
        if item.has("place.owner"):
            return [item]
        if not item.says(*_LINKS):
            return []
    return []


def _move(clause: Clause, owner: list[Item]) -> None:
    if owner:
        clause.left = [*clause.left, *owner]
        clause.right = []


def _hand_back(events: list[Event], place: int, owner: list[Item]) -> None:
    """Give an owner to the first number of its part of the list."""
    first: Clause | None = None
    for event in reversed(events[max(0, place - _BACK) : place]):
        if event.clause is None:
            break
        first = event.clause
    amount = first is not None and first.quantity.unit in _MONEY
    if owner and amount and first is not None and not name_of(first.left, "en"):
        first.left = [*first.left, *owner]
