"""Quantities: numbers that know their interval, their kind and where they come from.

A printed number stands for an interval (7.4 is anything from 7.35 to 7.45). A quantity carries
the number and the interval; :func:`computed` evaluates a measure of the core at the numbers and,
in one array call, at every combination of interval ends.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

import numpy as np

from hanoi_ct import measures

Kind = Literal["published", "computed", "estimated", "assumed"]
Qualifier = Literal["exact", "about", "over", "nearly"]
Reading = Literal["tight", "loose"]

# Units whose numbers are fractions times one hundred.
_HUNDREDTHS = ("percent", "percentage_points")
_KEPT_DECIMALS = 12


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
    to them from its exact value, where rounding ``value`` itself could miss a tie.
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


def shift_point(x: float, places: int) -> float:
    """Move the decimal point of a number: a change of unit, free of rounding error.

    The shortest decimal that denotes ``x`` is shifted, so 7.4 percent is 0.074 and never
    0.07400000000000001.

    Examples
    --------
    >>> shift_point(7.4, -2), shift_point(9200.0, -3), shift_point(0.0735, 2)
    (0.074, 9.2, 7.35)
    """
    return float(Decimal(repr(float(x))).scaleb(places))


def printed_decimals(value: float, qualifier: Qualifier, *, at_least: int = 0) -> int:
    """How many decimals the number was printed with, as far as a table of numbers can tell.

    Tables do not keep trailing zeros. A plain number is taken to be printed to the unit at
    least (2000 is exact to the unit, 19.0 to the unit and not to the tenth: the wider reading);
    a hedged one only to its last digit that is not zero ("nearly 9200" is "nearly 9.2 thousand").

    Examples
    --------
    >>> printed_decimals(7.41, "exact"), printed_decimals(2000.0, "exact")
    (2, 0)
    >>> printed_decimals(9200.0, "nearly"), printed_decimals(7624.0, "about")
    (-2, 0)
    """
    digits = written_decimals(value)
    return max(digits, at_least) if qualifier == "exact" else digits


def written_decimals(value: float) -> int:
    """Decimals up to the last digit that is not zero; negative for tens, hundreds and so on.

    Examples
    --------
    >>> written_decimals(7.41), written_decimals(15500.0), written_decimals(7624.0)
    (2, -2, 0)
    """
    exponent = Decimal(repr(float(value))).normalize().as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"a printed number must be finite; got {value}")
    return -exponent if value else 0


def interval(
    value: float, decimals: int, qualifier: Qualifier, reading: Reading = "tight"
) -> tuple[float, float]:
    """The interval that a printed number stands for under a reading of its hedging word."""
    low, high = measures.printed_interval(value, decimals, qualifier=qualifier, reading=reading)
    return float(low), float(high)


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
    if reading == "loose" and quantity.unit not in _HUNDREDTHS:
        digits = written_decimals(quantity.value)
    else:
        digits = printed_decimals(quantity.value, quantity.qualifier, at_least=quantity.decimals)
    low, high = interval(quantity.value, digits, quantity.qualifier, reading)
    return replace(quantity, low=low, high=high)


def in_unit(quantity: Quantity, unit: str, places: int, decimals: int | None = None) -> Quantity:
    """The quantity in a unit that differs by a power of ten (million USD as billion USD).

    Without ``decimals`` every digit of the number is kept, and at least one decimal of a plain
    one: "about 8000 million" is "about 8 billion".
    """

    def moved(x: float | None) -> float | None:
        return None if x is None else shift_point(x, places)

    value = moved(quantity.value)
    if decimals is None:
        least = 1 if quantity.qualifier == "exact" else 0
        decimals = max(least, printed_decimals(value, "exact")) if value is not None else 1
    return replace(
        quantity,
        value=value,
        low=moved(quantity.low),
        high=moved(quantity.high),
        unit=unit,
        decimals=decimals,
        others=tuple(
            replace(other, value=shift_point(other.value, places)) for other in quantity.others
        ),
    )


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


def computed(
    measure: Callable[..., Any],
    *operands: Quantity,
    unit: str,
    decimals: int,
    kind: Kind = "computed",
    printed: Callable[..., Any] | None = None,
) -> Quantity:
    """Apply a measure of the core to quantities.

    Parameters
    ----------
    measure : callable
        A function of the core of as many arrays as there are operands, monotone in each of them
        where the others are held, so that its extremes lie at combinations of interval ends.
        Rates enter and leave it as fractions.
    *operands : Quantity
        A quantity without an interval enters as its number; one without a number gives a result
        without one.
    unit, decimals, kind
        Of the result. Its period is the latest of the operands' periods.
    printed : callable, optional
        For operands that are printed figures, the measure that rounds the exact result of their
        decimals (`hanoi_ct.printed_share` and kin).
    """
    arguments = [_to_core(q.value, q.unit) for q in operands if q.value is not None]
    value = rounded = None
    if len(arguments) == len(operands):
        value = from_core(float(measure(*arguments)), unit)
        if printed:
            rounded = from_core(float(printed(*arguments, decimals)), unit)
    both_ends = [[_to_core(end, q.unit) for end in dict.fromkeys(ends(q))] for q in operands]
    corners = np.array(list(itertools.product(*both_ends))).T
    reached = measure(*corners)
    return derived(
        operands,
        value,
        from_core(float(np.min(reached)), unit),
        from_core(float(np.max(reached)), unit),
        unit=unit,
        decimals=decimals,
        kind=kind,
        printed=rounded,
    )


def derived(
    operands: Sequence[Quantity],
    value: float | None,
    low: float,
    high: float,
    *,
    unit: str,
    decimals: int,
    kind: Kind,
    printed: float | None = None,
) -> Quantity:
    """A number worked out from quantities: it has their sources and their latest period."""
    latest = max(operands, key=lambda operand: operand.period_end)
    return Quantity(
        value,
        unit,
        decimals,
        kind,
        low=low,
        high=high,
        sources=merged_sources(operands),
        period_start=latest.period_start,
        period_end=latest.period_end,
        published_later=any(operand.published_later for operand in operands),
        printed=printed,
    )


def merged_sources(quantities: Iterable[Quantity]) -> tuple[Source, ...]:
    """The sources of all, each once, in order of first use."""
    return tuple(dict.fromkeys(source for quantity in quantities for source in quantity.sources))


def _to_core(x: float, unit: str) -> float:
    return shift_point(x, -2) if unit in _HUNDREDTHS else x


def from_core(x: float, unit: str) -> float:
    """A number of the core in the unit of a quantity: fractions become percent."""
    # Binary noise (0.8999999999999994, 6.249999999999999) must not decide how a number is
    # printed; the decimals kept here lie far below any printed digit.
    x = shift_point(x, 2) if unit in _HUNDREDTHS else x
    return float(measures.round_half_up(x, _KEPT_DECIMALS))
