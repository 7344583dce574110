"""A fault, and the words that every check shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from hanoi_ct.tables._checks.texts import Part, sentences, shown
from hanoi_ct.tables._meaning.fact import Fact

__all__ = ["fault", "half_unit", "shown", "total_unlike_parts", "unit_of_last_place"]


def fault(
    kind: str,
    sheet: str,
    cell: str,
    sentence: str,
    parts: Mapping[str, Part],
    *,
    related: Iterable[str] = (),
    found: str = "",
    expected: str | None = None,
    severity: str = "error",
) -> dict[str, Any]:
    """A fault as the JSON holds it; ``sentence`` names its words, ``parts`` fill them."""
    message, mend = sentences(sentence, {"cell": cell, **parts})
    return {
        "kind": kind,
        "sheet": sheet,
        "cell": cell,
        "related": list(related),
        "found": found,
        "expected": expected,
        "severity": severity,
        "message_vi": message.vi,
        "mend_vi": mend.vi,
        "message_en": message.en,
        "mend_en": mend.en,
    }


def half_unit(fact: Fact) -> Decimal:
    """How far the printed figure may lie from the true one: half a unit of its last place.

    A figure that is stored longer than shown is taken as shown, so that no difference is named
    that nobody can see.
    """
    if fact.measure == "count" and fact.value is not None and fact.value == int(fact.value):
        return Decimal(0)  # things that are counted are not rounded
    return Decimal(1).scaleb(-fact.places) / 2


def unit_of_last_place(facts: Sequence[Fact]) -> Decimal:
    """The coarsest unit of the last place among figures."""
    return max((2 * half_unit(fact) for fact in facts), default=Decimal(1))


def total_unlike_parts(
    total: Fact, parts: Sequence[Fact], summed: Decimal, allowed: Decimal
) -> dict[str, Any]:
    """The fault of a total unlike its parts; rounding makes a gap of ``allowed`` at most."""
    assert total.value is not None
    places = max(total.places, *(part.places for part in parts))
    return fault(
        "total_unlike_parts",
        total.sheet,
        total.cell,
        "total_unlike_parts",
        {
            "total": total.value,
            "summed": (summed, places),
            "gap": (abs(total.value - summed), places),
            "allowed": (allowed, places),
            "first": parts[0].cell,
            "last": parts[-1].cell,
        },
        related=[part.cell for part in parts],
        found=shown(total.value),
        expected=shown(summed, places),
    )
