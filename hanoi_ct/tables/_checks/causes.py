"""Faults that only follow from another one: a total is off because one of its parts is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from hanoi_ct.tables._meaning.fact import Fact, Table

__all__ = ["without_consequences"]

_SUMS = ("total_unlike_parts", "cumulative_unlike_months")
# Each sum that is off costs one more run of the checks; a sheet with more is wrong throughout.
_MOST = 12
_MOST_FACTS = 20_000  # beyond, no monthly table: every fault is named, in bounded time


def without_consequences(
    table: Table,
    found: Sequence[dict[str, Any]],
    checks: Callable[[], list[dict[str, Any]]],
) -> list[dict[str, Any]]:
    """The faults but those that end where another cell is mended, and not the other way round."""
    if len(table.facts) > _MOST_FACTS:
        return list(found)
    facts = {fact.cell: fact for fact in table.facts}
    sums = [
        one
        for one in found
        if one["kind"] in _SUMS and one["cell"] in facts and one["expected"] is not None
    ]
    if not 0 < len(sums) <= _MOST or len(found) < 2:
        return list(found)
    ended = {
        _name(one): _ended_by(facts[one["cell"]], one, found, checks) - {_name(one)} for one in sums
    }
    follows = {
        other
        for name, others in ended.items()
        for other in others
        if name not in ended.get(other, set()) and other[1] != name[1]
    }
    return [one for one in found if _name(one) not in follows]


def _name(one: dict[str, Any]) -> tuple[str, str]:
    return one["kind"], one["cell"]


def _ended_by(
    fact: Fact,
    one: dict[str, Any],
    found: Sequence[dict[str, Any]],
    checks: Callable[[], list[dict[str, Any]]],
) -> set[tuple[str, str]]:
    """The faults that are gone once a cell holds what it should; none where new ones come."""
    held = fact.value
    fact.value = Decimal(one["expected"].replace(".", "").replace(",", "."))
    left = {_name(other) for other in checks()}
    fact.value = held
    before = {_name(other) for other in found}
    # Rates may have been computed from the wrong cell: new ones tell nothing against mending it.
    new = {name for name in left - before if name[0] in _SUMS}
    return before - left if not new and _name(one) not in left else set()
