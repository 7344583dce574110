"""A level whose decimal mark was lost or moved: 509 for 50,9."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from statistics import median
from typing import Any, NamedTuple

from hanoi_ct.tables._checks.fault import fault, shown
from hanoi_ct.tables._checks.rates import months_of, paces_beside
from hanoi_ct.tables._meaning.fact import Fact, Table
from hanoi_ct.tables._sheets.printed import exact_text

__all__ = ["lost_decimals"]

_LEVELS = ("level", "plan", "count")
_POWERS = (-3, -2, -1, 1, 2, 3)
# Each trial is one run of the checks, in bounded time.
_MOST_TRIALS = 24
_MOST_FACTS = 20_000
_MOST_FAULTS = 60  # a sheet with more is wrong throughout

_Faults = Sequence[dict[str, Any]]
_Names = frozenset[tuple[str, str]]


class _Mended(NamedTuple):
    """A cell, by which power of ten it is off, and the faults that end once it is mended."""

    fact: Fact
    power: int
    ended: _Names


@contextmanager
def lost_decimals(
    table: Table, found: _Faults, checks: Callable[[], list[dict[str, Any]]]
) -> Iterator[list[dict[str, Any]]]:
    """Name each level that, moved by powers of ten, agrees with all that it was at odds with.

    Within the context such cells hold what they should, so that the checks name only the rest.
    A cell must end two faults at least, or one of a sum and come to the pace of its row; it must
    end all that it stands in, and raise none. Where another cell would end as many of the same,
    nothing tells which of them is wrong.
    """
    mended = _mended(table, found, checks) if found else []
    kept = [
        one
        for one in mended
        if all(other.ended < one.ended or not other.ended & one.ended
               for other in mended if other is not one)
    ]  # fmt: skip
    faults = [_fault(one, found) for one in kept]
    before = [(one.fact, one.fact.value, one.fact.places) for one in kept]
    for one in kept:
        one.fact.value, one.fact.places = _moved(one.fact, one.power)
    try:
        yield faults
    finally:
        for fact, value, places in before:
            fact.value, fact.places = value, places


def _mended(
    table: Table, found: _Faults, checks: Callable[[], list[dict[str, Any]]]
) -> list[_Mended]:
    if len(table.facts) > _MOST_FACTS or len(found) > _MOST_FAULTS:
        return []
    facts = {fact.cell: fact for fact in table.facts}
    told = {cell for one in found for cell in (one["cell"], *one["related"])}
    trials = [
        (fact, power)
        for fact in table.facts
        if fact.measure in _LEVELS and fact.value and fact.cell in told
        for power in _POWERS
        if _may_be(fact, power)
        and (len(_about(fact, found)) > 1 or _comes_to_pace(table, fact, power))
        and any(_hints(fact, power, one, facts) for one in _about(fact, found))
    ]
    if len(trials) > _MOST_TRIALS:
        return []
    mended = []
    for fact, power in trials:
        held, places = fact.value, fact.places
        fact.value, fact.places = _moved(fact, power)
        left = _names(checks())
        fact.value, fact.places = held, places
        ended = _names(found) - left
        if left <= _names(found) and ended >= _names(_about(fact, found)):
            mended.append(_Mended(fact, power, ended))
    return mended


def _may_be(fact: Fact, power: int) -> bool:
    """Whether a figure can be so: people and things that are counted are whole."""
    value = _moved(fact, power)[0]
    whole = fact.measure == "count" or fact.unit in ("count", "person")
    return not whole or value == int(value)


def _comes_to_pace(table: Table, fact: Fact, power: int) -> bool:
    """Whether a level far from the others of its row, by the month, comes near them."""
    peers = paces_beside(table, fact)
    middle = median(peers) if len(peers) > 1 else Decimal(0)
    if middle <= 0 or fact.value is None:
        return False
    pace = fact.value / months_of(fact) / middle
    near = Decimal("0.5") <= pace.scaleb(power) <= 2
    return near and not Decimal("0.2") <= pace <= 5


def _about(fact: Fact, found: _Faults) -> list[dict[str, Any]]:
    """The faults in which a cell takes part."""
    return [one for one in found if fact.cell == one["cell"] or fact.cell in one["related"]]


def _names(found: _Faults) -> _Names:
    return frozenset((one["kind"], one["cell"]) for one in found)


def _moved(fact: Fact, power: int) -> tuple[Decimal, int]:
    """The figure with its decimal mark moved, and the decimals that then stand behind it.

    Text has lost or gained them; a number shows as many as its format, at least those it has.
    """
    assert fact.value is not None
    value = fact.value.scaleb(power)
    needed = len(exact_text(value).partition(".")[2])
    shown_places = fact.places if fact.typed and power < 0 else fact.places - power
    return value, max(needed, shown_places)


def _hints(fact: Fact, power: int, one: dict[str, Any], facts: dict[str, Fact]) -> bool:
    """Whether a fault asks for a figure about so many powers of ten larger in this cell."""
    if one["expected"] is None or one["cell"] not in facts or fact.value is None:
        return False
    stated = facts[one["cell"]]
    right = _number(one["expected"])
    if stated.value is None or right is None:
        return False
    if stated is fact:
        wanted = right
    elif one["kind"] == "growth_unlike_levels":
        base = 100 if stated.measure == "growth" else 0
        over, under = stated.value + base, right + base
        if one["related"][0] != fact.cell:
            over, under = under, over
        wanted = fact.value * over / under if under else Decimal(0)
    else:
        wanted = fact.value + stated.value - right
    moved = fact.value.scaleb(power)
    return abs(wanted - moved) <= abs(moved) / 10


def _number(text: str) -> Decimal | None:
    """A figure as faults show it; None for a range."""
    plain = text.replace(".", "").replace(",", ".").replace("\u2212", "-")
    try:
        return Decimal(plain)
    except ArithmeticError:
        return None


def _fault(one: _Mended, found: _Faults) -> dict[str, Any]:
    fact = one.fact
    assert fact.value is not None
    right, places = _moved(fact, one.power)
    about = _about(fact, found)
    cells = [cell for other in about for cell in (other["cell"], *other["related"])]
    related = [cell for cell in dict.fromkeys(cells) if cell != fact.cell]
    names = dict.fromkeys(other["cell"] for other in about if other["cell"] != fact.cell)
    names = names or dict.fromkeys(related)
    # The kind is that of the rule it breaks: its own, or that of the first figure made from it.
    kinds = [other["kind"] for other in about if other["cell"] == fact.cell]
    kinds += [other["kind"] for other in about]
    return fault(
        kinds[0],
        fact.sheet,
        fact.cell,
        ".lost_decimal",
        {"value": fact.value, "right": (right, places), "names": ", ".join(list(names)[:6])},
        related=related,
        found=shown(fact.value),
        expected=shown(right, places),
    )
