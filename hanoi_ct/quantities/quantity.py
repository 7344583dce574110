"""Quantities: numbers that know their interval, their kind and where they come from.

A printed number stands for an interval (7.4 is anything from 7.35 to 7.45). A quantity carries
the number and the interval; :func:`hanoi_ct.quantities.arithmetic.computed` evaluates a measure at
the numbers and, in one array call, at every combination of interval ends.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from hanoi_ct.quantities.printed import (
    Qualifier,
    Reading,
    interval,
    printed_decimals,
    written_decimals,
)
from hanoi_ct.quantities.units import HUNDREDTHS

Kind = Literal["published", "computed", "estimated", "assumed"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure was read.

    ``page`` is an address (``http...``) or the name of a page without one, such as
    ``article-2018-09``. ``published`` is a date, a month (``2018-09``) or empty if unknown.
    ``dataset`` and ``row`` name the table and the line of its file (the header is line 1).
    """

    page: str
    published: str
    dataset: str
    row: int


@dataclass(frozen=True, slots=True)
class OtherValue:
    """A value of the same figure that another page states, and which was not chosen."""

    value: float
    qualifier: Qualifier
    source: Source
    published_later: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in ``unit`` (percent as 7.4, not 0.074) with its interval and its origin.

    ``value`` is None where only an interval is known; ``low`` and ``high`` are None for a number
    without one. ``decimals`` is how many decimals are printed; ``printed`` is the number rounded
    to them from its exact value, where rounding ``value`` itself could miss a tie. ``relation``
    names the relation by which it was computed (:mod:`hanoi_ct.quantities.relations`), which
    has the formula in words.
    """

    value: float | None
    unit: str
    decimals: int
    kind: Kind
    low: float | None = None
    high: float | None = None
    qualifier: Qualifier = "exact"
    sources: tuple[Source, ...] = ()
    period_start: str = ""
    period_end: str = ""
    published_later: bool = False
    others: tuple[OtherValue, ...] = ()
    printed: float | None = None
    relation: str = ""


def published(
    value: float,
    unit: str,
    *,
    qualifier: Qualifier = "exact",
    at_least: int = 0,
    **origin: Any,
) -> Quantity:
    """A published number with the interval its digits and its hedging word allow."""
    digits = printed_decimals(value, qualifier, at_least=at_least)
    low, high = interval(value, digits, qualifier)
    return Quantity(
        value, unit, max(digits, 0), "published", low=low, high=high, qualifier=qualifier, **origin
    )


def reread(quantity: Quantity, reading: Reading) -> Quantity:
    """The same published number under another reading.

    Read loosely, the zeros at the end of an amount are rounding too: 15,500 is known to the
    hundred. A rate keeps the digits it was printed with.
    """
    if quantity.value is None:
        raise ValueError("a quantity must have a number to be read again; got an interval alone")
    if reading == "loose" and quantity.unit not in HUNDREDTHS:
        digits = written_decimals(quantity.value)
    else:
        digits = printed_decimals(quantity.value, quantity.qualifier, at_least=quantity.decimals)
    low, high = interval(quantity.value, digits, quantity.qualifier, reading)
    return replace(quantity, low=low, high=high)


def ends(quantity: Quantity) -> tuple[float, float]:
    """The two ends of a quantity's interval; for one without, its number twice."""
    if quantity.low is not None and quantity.high is not None:
        return quantity.low, quantity.high
    if quantity.value is None:
        raise ValueError("a quantity must have a number or an interval; got neither")
    return quantity.value, quantity.value


def point(quantity: Quantity, value: float) -> Quantity:
    """The quantity as a single number, such as one end of its interval."""
    return replace(quantity, value=value, low=None, high=None)


def about(quantity: Quantity, span: tuple[str, str]) -> Quantity:
    """The quantity as one about another period, such as the base that a growth rate implies."""
    return replace(quantity, period_start=span[0], period_end=span[1])


def span_of(quantities: Iterable[Quantity]) -> Quantity:
    """The interval that covers those of all quantities, without a number."""
    each = list(quantities)
    lows, highs = zip(*(ends(quantity) for quantity in each), strict=True)
    return replace(
        each[0], value=None, low=min(lows), high=max(highs), sources=merged_sources(each)
    )


def assumed(low: float, high: float, unit: str, decimals: int) -> Quantity:
    """An assumption: a range without a best value, or one number where both ends agree."""
    value = low if low == high else None
    return Quantity(value, unit, decimals, "assumed", low=low, high=high)


def merged_sources(quantities: Iterable[Quantity]) -> tuple[Source, ...]:
    """The sources of all, each once, in order of first use."""
    return tuple(dict.fromkeys(source for quantity in quantities for source in quantity.sources))
