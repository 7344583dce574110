"""A fault, and the words that every check shares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hanoi_ct.tables._meaning.fact import Fact
from hanoi_ct.tables._sheets.printed import exact_text

__all__ = ["fault", "half_unit", "shown", "unit_of_last_place"]


def fault(
    kind: str,
    sheet: str,
    cell: str,
    message: str,
    mend: str,
    *,
    related: Iterable[str] = (),
    found: str = "",
    expected: str | None = None,
    severity: str = "error",
) -> dict[str, Any]:
    """A fault as the JSON holds it."""
    return {
        "kind": kind,
        "sheet": sheet,
        "cell": cell,
        "related": list(related),
        "found": found,
        "expected": expected,
        "severity": severity,
        "message_vi": message,
        "mend_vi": mend,
    }


def shown(value: Decimal, places: int | None = None) -> str:
    """A value with comma and thousands points.

    Examples
    --------
    >>> shown(Decimal("2379.8")), shown(Decimal("113.5177"), 1)
    ('2.379,8', '113,5')
    """
    if places is not None:
        value = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        text = f"{value:,.{places}f}"
    else:
        plain = exact_text(value)
        text = f"{value:,.{len(plain.partition('.')[2])}f}"
    return text.translate(str.maketrans(",.", ".,"))


def half_unit(fact: Fact) -> Decimal:
    """How far the printed figure may lie from the true one: half a unit of its last place.

    A figure that is stored longer than shown is taken as shown, so that no difference is named
    that nobody can see.
    """
    return Decimal(1).scaleb(-fact.places) / 2


def unit_of_last_place(facts: Sequence[Fact]) -> Decimal:
    """The coarsest unit of the last place among figures."""
    return max((2 * half_unit(fact) for fact in facts), default=Decimal(1))
