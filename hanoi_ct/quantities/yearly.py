"""Mean growth a year, over several years: its interval from two levels or from yearly rates."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hanoi_ct.quantities.interval import EVERYTHING, End, Interval, total

__all__ = ["compound_rate", "mean_rate", "root"]

_PLACES = 10**30  # where a root is rounded, outwards


def root(x: Fraction, n: int, *, down: bool) -> Fraction:
    """The n-th root of a number that is not negative, rounded down or up after 30 decimals.

    Parameters
    ----------
    x : Fraction
    n : int
        At least 1.
    down : bool

    Examples
    --------
    >>> root(Fraction(8), 3, down=True), root(Fraction(9, 4), 2, down=False)
    (Fraction(2, 1), Fraction(3, 2))
    >>> root(Fraction(2), 2, down=True) < root(Fraction(2), 2, down=False)
    True
    """
    scaled = x * _PLACES**n
    whole = scaled.numerator // scaled.denominator
    low = _whole_root(whole, n)
    exact = low**n == whole and scaled.denominator == 1
    return Fraction(low if down or exact else low + 1, _PLACES)


def _whole_root(x: int, n: int) -> int:
    """The largest whole number whose n-th power is at most x, by Newton's method."""
    if x < 2:
        return x
    guess = 1 << -(-x.bit_length() // n)  # at least the root
    while True:
        better = ((n - 1) * guess + x // guess ** (n - 1)) // n
        if better >= guess:
            return guess
        guess = better


def compound_rate(level: Interval, base: Interval, years: int) -> Interval:
    """The rate a year that leads from a base to a level: (level / base)^(1/years) - 1.

    Parameters
    ----------
    level, base : Interval
        Positive amounts.
    years : int
        Years between the two.

    Examples
    --------
    >>> str(compound_rate(Interval.of(144), Interval.of(100), 2))
    '[0.2; 0.2]'
    """
    return _root_of(level / base, years).shifted(-1)


def mean_rate(rates: Sequence[Interval]) -> Interval:
    """The mean of yearly rates, geometric or arithmetic: reports print either.

    Examples
    --------
    >>> str(mean_rate([Interval.of("0.1"), Interval.of("0.1")]))
    '[0.1; 0.1]'
    """
    product = Interval.of(1)
    for rate in rates:
        product *= rate.shifted(1)
    geometric = _root_of(product, len(rates)).shifted(-1)
    return geometric.hull(total(rates).scaled(Fraction(1, len(rates))))


def _root_of(x: Interval, n: int) -> Interval:
    if x.low < 0 or not x.bounded:
        return EVERYTHING
    return Interval(_rooted(x.low, n, down=True), _rooted(x.high, n, down=False))


def _rooted(end: End, n: int, *, down: bool) -> End:
    return root(end, n, down=down) if isinstance(end, Fraction) else end
