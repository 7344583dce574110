"""Intervals in arrays: what growth, shares, sums and ratios can be, given ends of their numbers.

Each argument is a pair of arrays ``(lower, upper)``, such as
:func:`hanoi_ct.measures.printed_interval` gives, or one array of numbers that are known exactly.
The result is such a pair. Two things hold of all functions here:

* No true value is left out: each floating-point step is rounded outwards (to the next double), and
  long sums carry the bound of their error.
* A number that a formula uses twice enters once: a part is held inside its total, this year's level
  of a part is the same in the total's growth. The intervals are therefore as narrow as the ends
  allow, but for the outward rounding.

Rates and shares are fractions (0.074 for 7.4 %). A missing end (NaN) gives missing ends. For one
relation of exact decimals see :mod:`hanoi_ct.quantities.sides`.

References
----------
Moore, Kearfott and Cloud (2009), *Introduction to Interval Analysis*, SIAM, chapters 2 and 5.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

__all__ = [
    "Bounds",
    "cumulative_growth_bounds",
    "difference_bounds",
    "growth_bounds",
    "month_growth_bounds",
    "ratio_bounds",
    "share_bounds",
    "share_change_bounds",
    "sum_bounds",
    "weighted_growth_bounds",
]

Pair = tuple[ArrayLike, ArrayLike] | ArrayLike
_EPSILON = float(np.finfo(np.float64).eps)


class Bounds(NamedTuple):
    """The lower and the upper ends, arrays of one shape."""

    lower: Floats
    upper: Floats


def _down(x: Floats) -> Floats:
    return np.nextafter(x, -np.inf)


def _up(x: Floats) -> Floats:
    return np.nextafter(x, np.inf)


def _bounds(pair: Pair, name: str, function: str) -> Bounds:
    """A pair of arrays, checked: the lower end nowhere above the upper one."""
    ends: tuple[Any, Any] = pair if isinstance(pair, tuple) and len(pair) == 2 else (pair, pair)
    try:
        low, high = (np.asarray(end, dtype=np.float64) for end in ends)
    except (TypeError, ValueError):
        raise ArgumentTypeError(
            f"`{name}` of {function} must be numbers or a pair (lower, upper) of arrays; got "
            f"{type(pair).__name__}"
        ) from None
    try:
        low, high = np.broadcast_arrays(low, high)
    except ValueError:
        raise ArgumentValueError(
            f"both ends of `{name}` of {function} must have shapes that broadcast together; got "
            f"{low.shape} and {high.shape}"
        ) from None
    crossed = low > high
    if crossed.any():
        at = tuple(int(i) for i in np.argwhere(crossed)[0])
        raise ArgumentValueError(
            f"the lower end of `{name}` of {function} must not exceed the upper one; got "
            f"{low[at]} and {high[at]}" + (f" at index {at}" if at else "")
        )
    return Bounds(low, high)


def _positive(bounds: Bounds, name: str, function: str, least: float = 0.0) -> Bounds:
    """The same bounds, refused where an end lies at or below ``least``."""
    wrong = bounds.lower <= least
    if wrong.any():
        at = tuple(int(i) for i in np.argwhere(wrong)[0])
        raise ArgumentValueError(
            f"the lower end of `{name}` of {function} must be above {least:g}; got "
            f"{bounds.lower[at]}" + (f" at index {at}" if at else "")
        )
    return bounds


def _not_negative(bounds: Bounds, name: str, function: str) -> Bounds:
    wrong = bounds.lower < 0.0
    if wrong.any():
        at = tuple(int(i) for i in np.argwhere(wrong)[0])
        raise ArgumentValueError(
            f"the lower end of `{name}` of {function} must not be negative; got {bounds.lower[at]}"
            + (f" at index {at}" if at else "")
        )
    return bounds


def _hull(candidates: list[tuple[Floats, Floats]]) -> Bounds:
    """Around several results, each given by its ends rounded outwards; NaN stays NaN."""
    lows, highs = zip(*candidates, strict=True)
    low, high = lows[0], highs[0]
    for other_low, other_high in zip(lows[1:], highs[1:], strict=True):
        low, high = np.minimum(low, other_low), np.maximum(high, other_high)
    return Bounds(low, high)


# ---- sums, differences, ratios -----------------------------------------------------------------


def sum_bounds(parts: Pair, axis: int = -1) -> Bounds:
    """The sum of independent numbers along an axis.

    Parameters
    ----------
    parts : pair of array_like
        Lower and upper ends.
    axis : int, default -1
        Along which to add.

    Returns
    -------
    Bounds

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        No numbers; a lower end above the upper one.

    Notes
    -----
    Ends are added with the error of each step (Knuth's two-sum); an exact sum is not widened.

    Examples
    --------
    >>> from hanoi_ct import printed_interval
    >>> low, high = sum_bounds(printed_interval([1.12, 2.41], 2))
    >>> round(float(low), 3), round(float(high), 3)
    (3.52, 3.54)
    """
    each = _bounds(parts, "parts", "sum_bounds")
    low = np.moveaxis(np.atleast_1d(each.lower), axis, 0)
    high = np.moveaxis(np.atleast_1d(each.upper), axis, 0)
    return Bounds(_added(low, down=True), _added(high, down=False))


def _added(terms: Floats, *, down: bool) -> Floats:
    """The sum along the first axis, rounded down or up at each step that is not exact."""
    total: Floats = np.zeros(terms.shape[1:])
    for term in terms:
        rounded = total + term
        carried = rounded - total
        with np.errstate(invalid="ignore"):  # of infinite ends nothing is left to round
            error = (total - (rounded - carried)) + (term - carried)
        if down:
            total = np.where(error < 0.0, _down(rounded), rounded)
        else:
            total = np.where(error > 0.0, _up(rounded), rounded)
    return total


def difference_bounds(current: Pair, base: Pair) -> Bounds:
    """The difference of two independent numbers.

    Examples
    --------
    >>> low, high = difference_bounds((7.35, 7.45), (6.45, 6.55))
    >>> round(float(low), 12), round(float(high), 12)
    (0.8, 1.0)
    """
    now = _bounds(current, "current", "difference_bounds")
    before = _bounds(base, "base", "difference_bounds")
    low = np.stack(np.broadcast_arrays(now.lower, -before.upper))
    high = np.stack(np.broadcast_arrays(now.upper, -before.lower))
    return Bounds(_added(low, down=True), _added(high, down=False))


def ratio_bounds(numerator: Pair, denominator: Pair) -> Bounds:
    """The quotient of two independent numbers, the denominator above zero.

    Raises
    ------
    ArgumentValueError
        A denominator that may be zero or less: nothing would bound the quotient.

    Examples
    --------
    >>> low, high = ratio_bounds((18.5, 19.5), (8.45, 8.55))
    >>> round(float(low), 4), round(float(high), 4)
    (2.1637, 2.3077)
    """
    above = _bounds(numerator, "numerator", "ratio_bounds")
    below = _positive(
        _bounds(denominator, "denominator", "ratio_bounds"), "denominator", "ratio_bounds"
    )
    quotients = [a / b for a in above for b in below]
    return _hull([(_down(q), _up(q)) for q in quotients])


def growth_bounds(level: Pair, base: Pair) -> Bounds:
    """Growth between two independent levels, as a fraction: level / base − 1, the base above zero.

    Examples
    --------
    >>> low, high = growth_bounds((9.1, 9.2), (7.6235, 7.6245))
    >>> round(float(low), 4), round(float(high), 4)
    (0.1935, 0.2068)
    """
    now = _bounds(level, "level", "growth_bounds")
    before = _positive(_bounds(base, "base", "growth_bounds"), "base", "growth_bounds")
    # (level - base) / base: the difference of near numbers is exact, so little is lost.
    found = []
    for x in now:
        for b in before:
            apart = np.stack(np.broadcast_arrays(x, -b))
            found.append((_down(_added(apart, down=True) / b), _up(_added(apart, down=False) / b)))
    return _hull(found)


# ---- shares ------------------------------------------------------------------------------------


def share_bounds(part: Pair, rest: Pair) -> Bounds:
    """The share of a part in its total, the part entering once: part / (part + rest).

    Parameters
    ----------
    part, rest : pair of array_like
        Not negative; `rest` is what the total holds besides the part.

    Notes
    -----
    The share rises with the part and falls with the rest. Where a total is printed and the rest is
    not, use :func:`ratio_bounds`: part and total are then rounded apart.

    Examples
    --------
    >>> low, high = share_bounds((30.0, 31.0), (69.0, 70.0))
    >>> round(float(low), 4), round(float(high), 4)
    (0.3, 0.31)
    """
    inside = _not_negative(_bounds(part, "part", "share_bounds"), "part", "share_bounds")
    outside = _not_negative(_bounds(rest, "rest", "share_bounds"), "rest", "share_bounds")
    found = []
    for p, r in ((inside.lower, outside.upper), (inside.upper, outside.lower)):
        both = np.stack(np.broadcast_arrays(p, r))
        with np.errstate(invalid="ignore"):  # nothing of nothing: no share
            found.append((_down(p / _added(both, down=False)), _up(p / _added(both, down=True))))
    low, high = _hull(found)
    return Bounds(np.maximum(low, 0.0), np.minimum(high, 1.0))


def share_change_bounds(part: Pair, total: Pair, growth: Pair, growth_of_total: Pair) -> Bounds:
    """The change of a share on the year before, this year's share entering once.

    The share s of this year and rates g of the part and G of the total give the change
    s × (1 − (1 + G) / (1 + g)), which is monotone in each of them: it is not the difference of two
    independent shares.

    Parameters
    ----------
    part, total : pair of array_like
        Levels of this year; the total above zero.
    growth, growth_of_total : pair of array_like
        As fractions, above −1.

    Examples
    --------
    >>> low, high = share_change_bounds(
    ...     (1.145, 1.155), (9.15, 9.25), (0.0395, 0.0405), (0.1895, 0.1905)
    ... )
    >>> round(float(low), 4), round(float(high), 4)
    (-0.0183, -0.0177)
    """
    function = "share_change_bounds"
    now = _not_negative(_bounds(part, "part", function), "part", function)
    whole = _positive(_bounds(total, "total", function), "total", function)
    own = _positive(_bounds(growth, "growth", function), "growth", function, -1.0)
    other = _positive(
        _bounds(growth_of_total, "growth_of_total", function), "growth_of_total", function, -1.0
    )
    share_low, share_high = _hull([(_down(p / t), _up(p / t)) for p in now for t in whole])
    # 1 - (1 + G) / (1 + g) = (g - G) / (1 + g), rounded outwards at each step.
    found = []
    for g in own:
        for h in other:
            apart = np.stack(np.broadcast_arrays(g, -h))
            for end in (_added(apart, down=True), _added(apart, down=False)):
                for below in (_down(1.0 + g), _up(1.0 + g)):
                    found.append((_down(end / below), _up(end / below)))
    factor_low, factor_high = _hull(found)
    products = [s * f for s in (share_low, share_high) for f in (factor_low, factor_high)]
    return _hull([(_down(p), _up(p)) for p in products])


# ---- growth of a total -------------------------------------------------------------------------


def weighted_growth_bounds(levels: Pair, growths: Pair) -> Bounds:
    """Growth of a total from this year's levels of its parts and their rates.

    ``sum(x) / sum(x / (1 + g)) − 1`` along the last axis, each level entering once.

    Parameters
    ----------
    levels : pair of array_like
        Not negative, some above zero.
    growths : pair of array_like
        As fractions, above −1.

    Returns
    -------
    Bounds
        Without the last axis.

    Notes
    -----
    The growth of the total rises with each rate, and with a level exactly where its rate exceeds
    the total's. So its largest value has every rate at its upper end, the levels of the fastest
    parts at their upper and those of the others at their lower ends; the cut between them is found
    by trying all, n + 1 of n parts.

    Examples
    --------
    >>> low, high = weighted_growth_bounds(([200.0, 300.0], [201.0, 301.0]), [0.05, 0.08])
    >>> round(float(low), 5), round(float(high), 5)
    (0.06776, 0.06782)
    """
    function = "weighted_growth_bounds"
    x = _not_negative(_bounds(levels, "levels", function), "levels", function)
    g = _positive(_bounds(growths, "growths", function), "growths", function, -1.0)
    return _of_total(x, g, function, now=True)


def cumulative_growth_bounds(base_levels: Pair, growths: Pair) -> Bounds:
    """Growth of the year to date from last year's months and the rates of this year's.

    ``sum(x0 × (1 + g)) / sum(x0) − 1`` along the last axis, each month's level entering once. The
    result lies between the smallest and the largest of the rates.

    Parameters
    ----------
    base_levels : pair of array_like
        Levels of last year's months or quarters, not negative, some above zero.
    growths : pair of array_like
        Of this year's on last year's, as fractions, above −1.

    Examples
    --------
    >>> low, high = cumulative_growth_bounds([90.0, 110.0], ([0.0505, 0.0635], [0.0515, 0.0645]))
    >>> round(float(low), 5), round(float(high), 5)
    (0.05765, 0.05865)
    """
    function = "cumulative_growth_bounds"
    x = _not_negative(_bounds(base_levels, "base_levels", function), "base_levels", function)
    g = _positive(_bounds(growths, "growths", function), "growths", function, -1.0)
    return _of_total(x, g, function, now=False)


def _of_total(x: Bounds, g: Bounds, function: str, *, now: bool) -> Bounds:
    """Both ends of the growth of a total over its parts, last axis."""
    try:
        low, high, slow, fast = np.broadcast_arrays(*(np.atleast_1d(end) for end in (*x, *g)))
    except ValueError:
        raise ArgumentValueError(
            f"levels and rates of {function} must have shapes that broadcast together; got "
            f"{x.lower.shape} and {g.lower.shape}"
        ) from None
    if not (high > 0.0).any(axis=-1).all() and not np.isnan(high).any():
        raise ArgumentValueError(f"the levels of {function} must not all be 0 in a total")
    # Relative error of a ratio of two sums of terms of one sign, each term with two roundings.
    slack = (2 * low.shape[-1] + 8) * _EPSILON
    ends = []
    for rates, fastest in ((slow, False), (fast, True)):
        multiple = 1.0 + rates
        order = np.argsort(-multiple if fastest else multiple, axis=-1, kind="stable")
        few, many, times = (np.take_along_axis(a, order, axis=-1) for a in (low, high, multiple))
        # The first k in this order at their upper ends, the others at their lower ones.
        above = _cuts(few if now else few * times, many if now else many * times)
        below = _cuts(few / times if now else few, many / times if now else many)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratios = np.where(below > 0.0, above / below, np.nan)
        missing = np.isnan(low + high + rates).any(axis=-1)
        some = np.isfinite(ratios)
        if fastest:
            best = np.max(np.where(some, ratios, -np.inf), axis=-1)
            ends.append(np.where(missing, np.nan, _up(_up(best * (1.0 + slack)) - 1.0)))
        else:
            best = np.min(np.where(some, ratios, np.inf), axis=-1)
            ends.append(np.where(missing, np.nan, _down(_down(best * (1.0 - slack)) - 1.0)))
    return Bounds(ends[0], ends[1])


def _cuts(few: Floats, many: Floats) -> Floats:
    """Sums along the last axis with the first k terms at their upper ends, k = 0 .. n."""
    zero = np.zeros((*few.shape[:-1], 1))
    heads = np.concatenate([zero, np.cumsum(many, axis=-1)], axis=-1)
    tails = np.concatenate([np.cumsum(few[..., ::-1], axis=-1)[..., ::-1], zero], axis=-1)
    sums: Floats = heads + tails
    return sums


def month_growth_bounds(
    cumulative: Pair, cumulative_before: Pair, base: Pair, base_before: Pair
) -> Bounds:
    """Growth of the last month (or quarter) from two cumulated rates.

    With G and H the growth of the year to date with and without the month, S and T last year's
    cumulated levels with and without it, the month's growth is
    ``((1 + G) S − (1 + H) T) / (S − T) − 1 = G + (G − H) × T / (S − T)``: it depends on the levels
    by their quotient alone and is monotone in each of the rates and in it.

    Parameters
    ----------
    cumulative, cumulative_before : pair of array_like
        G and H as fractions.
    base, base_before : pair of array_like
        S and T; T not negative, S above T for certain.

    Examples
    --------
    >>> low, high = month_growth_bounds((0.0115, 0.0125), (0.0175, 0.0185), 5.0, 4.0)
    >>> round(float(low), 4), round(float(high), 4)
    (-0.0165, -0.0075)
    """
    function = "month_growth_bounds"
    now = _bounds(cumulative, "cumulative", function)
    before = _bounds(cumulative_before, "cumulative_before", function)
    whole = _bounds(base, "base", function)
    first = _not_negative(_bounds(base_before, "base_before", function), "base_before", function)
    _positive(
        Bounds(whole.lower - first.upper, whole.upper - first.lower), "base − base_before", function
    )
    found = []
    for s, t in ((whole.upper, first.lower), (whole.lower, first.upper)):
        month = np.stack(np.broadcast_arrays(s, -t))
        quotients = (
            _down(t / _added(month, down=False)),
            _up(t / _added(month, down=True)),
        )
        for g in now:
            for h in before:
                apart = np.stack(np.broadcast_arrays(g, -h))
                for end in (_added(apart, down=True), _added(apart, down=False)):
                    for q in quotients:
                        low, high = _down(end * q), _up(end * q)
                        found.append((_down(g + low), _up(g + high)))
    return _hull(found)
