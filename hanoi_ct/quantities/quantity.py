"""Quantities: numbers that know their interval, their kind and where they come from.

A printed number stands for an interval (7.4 is anything from 7.35 to 7.45). A quantity carries
the number and the interval; :func:`hanoi_ct.quantities.arithmetic.computed` evaluates a measure at
the numbers and, in one array call, at every combination of interval ends.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from hanoi_ct.quantities.hedges import COMMON, Profile, hedge_class, reach
from hanoi_ct.quantities.interval import Interval
from hanoi_ct.quantities.printed import Qualifier, Reading, printed_decimals
from hanoi_ct.quantities.units import HUNDREDTHS

Kind = Literal["published", "computed", "estimated", "assumed"]
Status = Literal["", "estimate", "preliminary", "official", "target"]


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

    A number read from a text keeps its exact decimal: ``number`` as printed, of which the true
    value is ``number`` times ``scale``, with the words before it (``hedge``), what it says
    (``type``: growth, level, share ...), whether it is an estimate or a target (``status``), the
    end of a range (``number_high``), the second number of a printed quotient (``of``), other
    numbers that the same token may stand for, and its place in the text (``offsets``). ``value``
    is then the double nearest to the true value and ``decimals`` count the printed digits. Its
    intervals by the common rules are ``kept``, since it is held against many others.
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
    number: Decimal | None = None
    scale: Decimal = Decimal(1)
    hedge: str = ""
    type: str = ""
    status: Status = ""
    number_high: Decimal | None = None
    of: Decimal | None = None
    alternatives: tuple[Decimal, ...] = ()
    in_words: bool = False
    offsets: tuple[int, int] | None = None
    name: str = ""
    kept: dict[Reading, Interval] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    @property
    def exact(self) -> Decimal:
        """The true value as an exact decimal, in the unit without its scale."""
        if self.number is not None:
            return self.number * self.scale
        if self.value is None:
            raise ValueError("a quantity must have a number; got an interval alone")
        return Decimal(repr(float(self.value)))

    def interval(self, reading: Reading = "tight", profile: Profile = COMMON) -> Interval:
        """What the number can stand for, exactly, in the unit without its scale.

        Parameters
        ----------
        reading : {"tight", "loose"}
            What careful prose means, or the most that common prose allows.
        profile : Profile
            The habits of one agency in place of the common rules.

        Raises
        ------
        ValueError
            The quantity has no number.

        Examples
        --------
        >>> from decimal import Decimal
        >>> exports = stated(Decimal("9.2"), "USD", 1, scale=Decimal(10**9), hedge="gần")
        >>> str(exports.interval()), str(exports.interval("loose"))
        ('[9100000000; 9200000000]', '[9000000000; 9200000000]')
        """
        if profile is not COMMON:
            return self._interval(reading, profile)
        found = self.kept.get(reading)
        if found is None:
            found = self.kept[reading] = self._interval(reading, profile)
        return found

    def _interval(self, reading: Reading, profile: Profile) -> Interval:
        number = self.exact / self.scale
        decimals = self.decimals
        if self.number is None and self.value is not None:
            decimals = printed_decimals(self.value, self.qualifier, at_least=self.decimals)
        found = reach(number, decimals, self.rule, reading, profile)
        if self.number_high is not None:
            found = Interval.of(*sorted((number, self.number_high)))
        if reading == "loose" and profile.revision and self.status == "estimate":
            wider = abs(Fraction(number)) * Fraction(profile.revision) / 100
            found = Interval(found.low - wider, found.high + wider)
        return found.scaled(Fraction(self.scale))

    @property
    def rule(self) -> str:
        """The class of ``hedges.toml`` by which the number is read."""
        name = hedge_class(self.hedge) if self.hedge else _RULES[self.qualifier]
        if self.in_words and self.unit == "percent":
            return {"over": "fraction_over", "nearly": "fraction_nearly"}.get(name, "fraction")
        if name != "plain":
            return name
        if self.unit in _COUNTED or (self.unit == "count" and self.scale == 1):
            return "count"
        return "rate" if self.unit in (*HUNDREDTHS, "times") else "plain"


# "About" marks an estimate in the tables and widens nothing.
_RULES: dict[Qualifier, str] = {
    "exact": "plain",
    "about": "plain",
    "over": "over",
    "nearly": "nearly",
}
_COUNTED = ("projects", "decisions", "districts", "items", "enterprises", "groups")


def stated(
    number: Decimal,
    unit: str,
    decimals: int,
    *,
    scale: Decimal = Decimal(1),
    hedge: str = "",
    **more: Any,
) -> Quantity:
    """A number as a text states it, exact and with the words before it.

    Parameters
    ----------
    number : Decimal
        As printed; the true value is ``number`` times ``scale``.
    unit : str
        percent, percentage_points, times, count, USD, VND, tonne, ha, kWh ...
    decimals : int
        How many decimals are printed.
    scale : Decimal
        1e9 for "tỷ".
    hedge : str
        The words before the number, as they stand.
    **more
        Further fields of the quantity.
    """
    return Quantity(
        float(number * scale),
        unit,
        decimals,
        "published",
        number=number,
        scale=scale,
        hedge=hedge,
        **more,
    )


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
    found = Quantity(value, unit, max(digits, 0), "published", qualifier=qualifier, **origin)
    return reread(found, "tight")


def reread(quantity: Quantity, reading: Reading) -> Quantity:
    """The same published number under another reading.

    Read loosely, a plain number may have been cut, and the zeros at the end of an amount are
    rounding too: 15,500 is known to the hundred. The rules are those of ``hedges.toml``.
    """
    if quantity.value is None:
        raise ValueError("a quantity must have a number to be read again; got an interval alone")
    found = quantity.interval(reading)
    return replace(quantity, low=float(found.low), high=float(found.high))


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
