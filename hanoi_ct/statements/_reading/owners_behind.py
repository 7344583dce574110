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
        _take_target(events, place)
        items = clause.left if clause is not None else event.left
        if len(items) > 1 and items[0].text == "," and items[1].says("of", "by", "for"):
            _hand_back(events, place, _owner(items[1:]))


_WENT = ("went", "was poured", "were poured", "poured", "was invested", "goes", "flowed")


def _take_target(events: list[Event], place: int) -> None:
    """ "$1.9 billion (34.9%) went to manufacturing, $1.1 billion (20.8%) to transport"."""
    if place < 4 or [e.kind for e in events[place - 3 : place]] != ["open", "clause", "close"]:
        return
    level, event = events[place - 4].clause, events[place]
    left = event.clause.left if event.clause is not None else event.left
    start = int(bool(left) and left[0].says(*_WENT))
    if level is None or level.quantity.unit not in _MONEY or name_of(level.left, "en"):
        return
    if len(left) < start + 2 or not left[start].says("to", "into", "in"):
        return
    last = next((k for k in range(start + 1, len(left)) if left[k].text == ","), len(left))
    if last == len(left) and event.clause is not None:
        return  # what leads to the next number is no target
    level.left = [*level.left, *left[start + 1 : last]]
    del left[:last]


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
