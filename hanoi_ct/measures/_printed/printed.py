"""Printed figures: rates rounded from their exact value, and the interval a figure means."""

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct import _core
from hanoi_ct._inputs.validate import choice, first_position, float64_array, output_array
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._calls.elementwise import at_index, broadcast_shape, in_pieces, refuse
from hanoi_ct.measures._printed.rounding import decimal_places

Qualifier = Literal["exact", "about", "over", "nearly"]
Reading = Literal["tight", "loose"]

# A percentage has two decimals fewer than the fraction it stands for.
_PERCENT = 2
_MOST_DECIMALS = 15  # HCT_PRINTED_PLACES_MAX of csrc/include/hct/printed.h, less these two


def printed_growth(
    current: ArrayLike,
    base: ArrayLike,
    decimals: int | ArrayLike = 1,
    out: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Growth rate between two printed figures, rounded from its exact value.

    107.35 over 100 is growth of exactly 7.35 %, printed as 7.4. The quotient of doubles
    lies a little below and would print as 7.3. Here the figures are read as the decimals
    they were printed as, scaled to integers, and the rate of these integers is rounded.

    Parameters
    ----------
    current, base : array_like of real numbers
        Figures as printed, in one unit: zero, or of a size from 1e-5 to below 1e32.
    decimals : int or array_like of int, default 1
        Decimals of the rate as a percentage, from 0 to 15. All shapes broadcast together.
    out : ndarray of float64, optional
        Where to put the result; of the broadcast shape.

    Returns
    -------
    ndarray of float64
        Fractions: 0.074, the double nearest to 7.4 %. Ties are rounded away from zero,
        and a zero has no sign. NaN where the base is zero or negative.

    Raises
    ------
    ArgumentTypeError
        A figure is not a real number (labelled, masked, object, text or complex data),
        `decimals` holds no integers, or `out` is not a float64 array.
    ArgumentValueError
        `decimals` outside 0 .. 15; a figure out of range; two figures whose digits span
        more than 36 decimal places; a rate of more than 18 digits; shapes that do not
        broadcast together; `out` of another shape or read-only.

    Notes
    -----
    A missing value (NaN) in `current` or `base` makes the rate missing.

    References
    ----------
    OECD (2007), *Data and Metadata Reporting and Presentation Handbook*, guidelines for the
    presentation of growth rates. Rounding as in `round_half_up`.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.printed_growth(107.35, 100)
    np.float64(0.074)
    >>> hanoi_ct.printed_growth([9200, 5.0], [7624, 0.0])
    array([0.207,   nan])
    """
    return _exact(
        _core.printed_growth,
        "printed_growth",
        {"current": current, "base": base},
        decimals,
        _PERCENT,
        out,
    )


def printed_share(
    part: ArrayLike,
    whole: ArrayLike,
    decimals: int | ArrayLike = 1,
    out: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Share of one printed figure in another, rounded from its exact value.

    Parameters
    ----------
    part, whole : array_like of real numbers
        Figures as printed, in one unit: zero, or of a size from 1e-5 to below 1e32.
    decimals : int or array_like of int, default 1
        Decimals of the share as a percentage, from 0 to 15. All shapes broadcast
        together.
    out : ndarray of float64, optional
        Where to put the result; of the broadcast shape.

    Returns
    -------
    ndarray of float64
        Fractions: 0.059, the double nearest to 5.9 %. NaN where the whole is zero.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `printed_growth`.

    Notes
    -----
    A missing value (NaN) in `part` or `whole` makes the share missing.

    References
    ----------
    Rounding as in `round_half_up`.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.printed_share([9200, 1], [155_410, 16], [1, 2])
    array([0.059 , 0.0625])
    """
    return _exact(
        _core.printed_ratio,
        "printed_share",
        {"part": part, "whole": whole},
        decimals,
        _PERCENT,
        out,
    )


def printed_ratio(
    numerator: ArrayLike,
    denominator: ArrayLike,
    decimals: int | ArrayLike = 1,
    out: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Quotient of two printed figures, rounded from its exact value.

    For averages ("83.3 billion a decision") and multiples ("2.2 times"); for shares in
    percent there is `printed_share`.

    Parameters
    ----------
    numerator, denominator : array_like of real numbers
        Figures as printed: zero, or of a size from 1e-5 to below 1e32.
    decimals : int or array_like of int, default 1
        Decimals of the quotient, from 0 to 15. All shapes broadcast together.
    out : ndarray of float64, optional
        Where to put the result; of the broadcast shape.

    Returns
    -------
    ndarray of float64
        In the unit of `numerator` per unit of `denominator`. NaN where the denominator
        is zero.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `printed_growth`.

    Notes
    -----
    A missing value (NaN) in either argument makes the quotient missing.

    References
    ----------
    Rounding as in `round_half_up`.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.printed_ratio([2000, 19, 0.145], [24, 8.5, 1], [1, 1, 2])
    array([83.3 ,  2.2 ,  0.15])
    """
    return _exact(
        _core.printed_ratio,
        "printed_ratio",
        {"numerator": numerator, "denominator": denominator},
        decimals,
        0,
        out,
    )


def _exact(
    loop: Any,
    function: str,
    arguments: dict[str, ArrayLike],
    decimals: int | ArrayLike,
    more_places: int,
    out: NDArray[np.float64] | None,
) -> NDArray[np.float64]:
    figures = {name: float64_array(x, name, function) for name, x in arguments.items()}
    kept = decimal_places(decimals, function, 0, _MOST_DECIMALS)
    shape = broadcast_shape(function, {**figures, "decimals": kept})
    if out is not None:
        output_array(out, shape, function)
    rates, status = in_pieces(loop, [*figures.values(), kept + more_places])
    if np.any(status):
        _refuse(np.asarray(status), function, figures)
    if out is None:
        return rates
    out[...] = rates
    return out


def _refuse(
    status: NDArray[np.int64], function: str, figures: dict[str, NDArray[np.float64]]
) -> None:
    """Raise for the first status of csrc/include/hct/printed.h that is not 0."""
    count, position = first_position(status != 0)
    first, second = figures
    values = [np.broadcast_to(x, status.shape)[position] for x in figures.values()]
    both = f"`{first}` {values[0]} and `{second}` {values[1]}"
    size = "zero or of a size from 1e-05 to below 1e+32"
    message = {
        1: f"`{first}` of {function} must be {size}; got {values[0]}",
        2: f"`{second}` of {function} must be {size}; got {values[1]}",
        3: f"figures of {function} must have all their digits within 36 places; got {both}",
        4: f"rates of {function} must have at most 18 digits at `decimals`; got {both}",
    }[int(status[position])]
    raise ArgumentValueError(message + at_index(position, count))


# By how many half-units of the last digit the interval of a figure reaches below and
# above its size, under the tight and the loose reading of the word before it.
_REACH = {
    "exact": ((1.0, 1.0), (1.0, 1.0)),
    "about": ((1.0, 1.0), (1.0, 1.0)),
    "over": ((0.0, 1.0), (0.0, 2.0)),
    "nearly": ((1.0, 0.0), (2.0, 0.0)),
}
_QUALIFIERS = {word: i for i, word in enumerate(_REACH)}
_READINGS = {"tight": 0, "loose": 1}

# Decimals of figures with an interval: its ends have one more.
_FEWEST, _MOST = -15, 14
_HALF_UNITS = np.array([float(f"5e{-decimals - 1}") for decimals in range(_FEWEST, _MOST + 1)])


def printed_interval(
    x: ArrayLike,
    decimals: int | ArrayLike,
    qualifier: Qualifier = "exact",
    reading: Reading = "tight",
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Interval of values that a printed figure can stand for.

    A figure printed as 7.4 stands for anything from 7.35 to 7.45, "over 7.4" for something
    above it and "nearly 7.4" for something below. With u the unit of the last digit:

    ===================  ===================  ===================
    qualifier            tight                loose
    ===================  ===================  ===================
    exact, about         x - u/2 to x + u/2   x - u/2 to x + u/2
    over (trên, hơn)     x to x + u/2         x to x + u
    nearly (gần)         x - u/2 to x         x - u to x
    ===================  ===================  ===================

    Parameters
    ----------
    x : array_like of real numbers
        Figures as printed.
    decimals : int or array_like of int
        Decimals they were printed with, from -15 to 14. Zeros at the end that do not
        count are told by negative ones: 2,000 known to the hundred has -2. The shape
        broadcasts with that of `x`.
    qualifier : {"exact", "about", "over", "nearly"}, default "exact"
        The word that stood before the figure. "about" marks an estimate and widens
        nothing. The words speak of sizes: "over" a fall of 5.8 % lies below -5.8.
    reading : {"tight", "loose"}, default "tight"
        How generously the word is taken; see the table.

    Returns
    -------
    low, high : ndarray of float64
        The ends, in the unit of `x` and of the broadcast shape, each the double nearest
        to its decimal. Of "over" and "nearly" the end that is `x` itself is not in the
        interval, of "over" and "nearly" read loosely neither end is.

    Raises
    ------
    ArgumentTypeError
        `x` is not an array of real numbers (labelled, masked, object, text or complex
        data), or `decimals` holds no integers.
    ArgumentValueError
        `decimals` outside -15 .. 14; a figure with more decimals than that; an unknown
        `qualifier` or `reading`; shapes that do not broadcast together.

    Notes
    -----
    Both ends are included for plain figures, as agencies round half up or half to even.
    A missing value (NaN) gives two missing ends.

    References
    ----------
    Moore, Kearfott and Cloud (2009), *Introduction to Interval Analysis*, SIAM, chapter 2.

    Examples
    --------
    >>> import hanoi_ct
    >>> low, high = hanoi_ct.printed_interval([7.4, 6.5], 1)
    >>> low, high
    (array([7.35, 6.45]), array([7.45, 6.55]))
    >>> hanoi_ct.printed_interval(9.2, 1, qualifier="nearly", reading="loose")
    (np.float64(9.1), np.float64(9.2))
    """
    function = "printed_interval"
    choice(qualifier, _QUALIFIERS, "qualifier", function)
    below, above = _REACH[qualifier][choice(reading, _READINGS, "reading", function)]
    figures = float64_array(x, "x", function)
    places = decimal_places(decimals, function, _FEWEST, _MOST)
    broadcast_shape(function, {"x": figures, "decimals": places})
    longer = _core.difference(_core.round_half_up(figures, places), figures) != 0.0
    refuse(
        longer & np.isfinite(figures),
        np.broadcast_to(figures, np.shape(longer)),
        "x",
        "a figure with no more decimals than `decimals`",
        function,
    )
    # The subtraction is rounded in binary; rounding to one decimal more, which the exact
    # end has, gives the double nearest to it.
    half_unit, size = _HALF_UNITS[places - _FEWEST], np.abs(figures)
    nearer = _core.round_half_up(_core.difference(size, below * half_unit), places + 1)
    farther = _core.round_half_up(_core.difference(size, -above * half_unit), places + 1)
    negative = figures < 0.0
    return (
        np.where(negative, 0.0 - farther, nearer)[()],
        np.where(negative, 0.0 - nearer, farther)[()],
    )
