"""Closed intervals with exact ends: fractions, or infinite where an end is open.

Arithmetic is exact, so nothing has to be rounded outwards until an end is printed. An interval
that a formula uses twice must not enter twice as if it were two: the functions of
:mod:`hanoi_ct.quantities.sides` take care of that.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction

# Ends are fractions; float only for plus and minus infinity.
End = Fraction | float

_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from ``low`` to ``high``, ends included.

    Examples
    --------
    >>> a, b = Interval.of("7.35", "7.45"), Interval.of("6.45", "6.55")
    >>> str(a - b)
    '[0.8; 1]'
    >>> (a - b).meets(Interval.of(1, 2)), (a - b).gap(Interval.of(2, 3))
    (True, Fraction(1, 1))
    """

    low: End
    high: End

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(
                f"`low` of an interval must not exceed `high`; got {self.low} and {self.high}"
            )

    @classmethod
    def of(cls, low: object, high: object | None = None) -> Interval:
        """An interval from anything that denotes a number exactly; one number is both ends."""
        ends = [_end(low), _end(low if high is None else high)]
        return cls(*ends)

    def __str__(self) -> str:
        return f"[{plain(self.low, down=True)}; {plain(self.high, down=False)}]"

    def __contains__(self, number: object) -> bool:
        return self.low <= _end(number) <= self.high

    @property
    def width(self) -> End:
        """The length; infinite where an end is open."""
        return self.high - self.low if self.bounded else math.inf

    @property
    def bounded(self) -> bool:
        """Whether both ends are numbers."""
        return isinstance(self.low, Fraction) and isinstance(self.high, Fraction)

    @property
    def middle(self) -> Fraction:
        """The number half way; of an open interval its end, or 0."""
        if isinstance(self.low, Fraction) and isinstance(self.high, Fraction):
            return (self.low + self.high) / 2
        finite = [end for end in (self.low, self.high) if isinstance(end, Fraction)]
        return finite[0] if finite else Fraction(0)

    def __add__(self, other: Interval) -> Interval:
        return _ordered(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return _ordered(self.low - other.high, self.high - other.low)

    def __neg__(self) -> Interval:
        return _ordered(-self.high, -self.low)

    def __mul__(self, other: Interval) -> Interval:
        if self.low > 0 and other.low > 0:
            return _ordered(self.low * other.low, self.high * other.high)
        return _hull(_times(a, b) for a in (self.low, self.high) for b in (other.low, other.high))

    def __truediv__(self, other: Interval) -> Interval:
        """The quotient; of a divisor that may be zero nothing is known."""
        if self.low > 0 and other.low > 0 and other.bounded:
            return _ordered(self.low / other.high, self.high / other.low)
        if other.low <= 0 <= other.high:
            if other.low == other.high:
                return EVERYTHING
            if other.low == 0:
                return self * Interval(_inverse(other.high), math.inf)
            if other.high == 0:
                return self * Interval(-math.inf, _inverse(other.low))
            return EVERYTHING
        return self * Interval(_inverse(other.high), _inverse(other.low))

    def scaled(self, factor: int | Fraction) -> Interval:
        """The interval times a positive number."""
        if factor == 1:
            return self
        low = self.low * factor if isinstance(self.low, Fraction) else self.low
        high = self.high * factor if isinstance(self.high, Fraction) else self.high
        return _ordered(low, high)

    def shifted(self, by: int | Fraction) -> Interval:
        """The interval moved by a number."""
        return _ordered(self.low + by, self.high + by)

    def meets(self, other: Interval) -> bool:
        """Whether the two have a number in common."""
        return self.low <= other.high and other.low <= self.high

    def meet(self, other: Interval) -> Interval | None:
        """The numbers that both have; None where there are none."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return _ordered(low, high) if low <= high else None

    def hull(self, other: Interval) -> Interval:
        """The smallest interval around both."""
        return _ordered(min(self.low, other.low), max(self.high, other.high))

    def gap(self, other: Interval) -> Fraction:
        """The distance between the two; 0 where they meet."""
        for lower, upper in ((self, other), (other, self)):
            if lower.high < upper.low:
                return Fraction(upper.low) - Fraction(lower.high)
        return Fraction(0)


def _ordered(low: End, high: End) -> Interval:
    """An interval of ends that the arithmetic has left in order: they are not compared again."""
    found = object.__new__(Interval)
    object.__setattr__(found, "low", low)
    object.__setattr__(found, "high", high)
    return found


EVERYTHING = Interval(-math.inf, math.inf)


def _end(number: object) -> End:
    if isinstance(number, float) and math.isinf(number):
        return number
    if isinstance(number, (int, Fraction, Decimal, str)):
        return Fraction(number)
    if isinstance(number, float):
        return Fraction(repr(number))
    raise TypeError(f"an end of an interval must be a number; got {type(number).__name__}")


def as_double(end: End) -> float:
    """The double nearest to an end, infinite beyond the largest; the order of ends is kept."""
    try:
        return end.numerator / end.denominator if isinstance(end, Fraction) else end
    except OverflowError:
        return math.copysign(math.inf, end)


def _times(a: End, b: End) -> End:
    if a == 0 or b == 0:
        return Fraction(0)  # also 0 times an open end: the end is never reached
    return a * b


def _inverse(end: End) -> End:
    return 1 / end if isinstance(end, Fraction) else Fraction(0)


def _hull(ends: Iterable[End]) -> Interval:
    each = list(ends)
    return _ordered(min(each), max(each))


def total(intervals: Iterable[Interval]) -> Interval:
    """The sum of independent intervals."""
    found = list(intervals)
    if not found:
        return _ordered(Fraction(0), Fraction(0))
    return _ordered(_sum(x.low for x in found), _sum(x.high for x in found))


def _sum(ends: Iterable[End]) -> End:
    """The sum of ends, in whole numbers of their common denominator."""
    each = list(ends)
    fractions = [end for end in each if isinstance(end, Fraction)]
    if len(fractions) < len(each):
        return sum(each)
    unit = math.lcm(*(end.denominator for end in fractions))
    return Fraction(sum(end.numerator * (unit // end.denominator) for end in fractions), unit)


def corners(formula: Callable[..., Fraction], *operands: Interval) -> Interval:
    """The range of a formula that is monotone in each operand where the others are held.

    Its extremes then lie at combinations of ends. The operands must be bounded, and the formula
    defined at every combination.
    """
    ends = [(operand.low, operand.high) for operand in operands]
    return _hull(formula(*point) for point in itertools.product(*ends))


def plain(end: End, *, down: bool, digits: int = _DIGITS) -> str:
    """An end as a decimal: exact where it has few digits, else rounded outwards.

    Examples
    --------
    >>> plain(Fraction(1, 3), down=True), plain(Fraction(1, 3), down=False, digits=4)
    ('0.333333333333', '0.3334')
    >>> plain(Fraction(12450000000), down=True)
    '12450000000'
    """
    if not isinstance(end, Fraction):
        return "inf" if end > 0 else "-inf"
    # Many digits first: an end that is a short decimal stays what it is.
    exact = Context(prec=40).divide(Decimal(end.numerator), Decimal(end.denominator))
    if Fraction(exact) != end or len(exact.normalize().as_tuple().digits) > digits + 6:
        rounding = ROUND_FLOOR if down else ROUND_CEILING
        exact = Context(prec=digits, rounding=rounding).divide(
            Decimal(end.numerator), Decimal(end.denominator)
        )
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
