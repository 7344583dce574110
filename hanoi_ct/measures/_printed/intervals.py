"""The interval of values that a printed figure can stand for."""

from typing import Any, Literal, overload

import numpy as np
from numpy.typing import ArrayLike

from hanoi_ct import _core
from hanoi_ct._inputs.overloads import Floats, Labelled
from hanoi_ct._inputs.tabular import is_tabular, over_elements
from hanoi_ct._inputs.validate import choice, printed_array
from hanoi_ct.measures._calls.elementwise import broadcast_shape, refuse
from hanoi_ct.measures._printed.rounding import decimal_places

Qualifier = Literal["exact", "about", "over", "nearly"]
Reading = Literal["tight", "loose"]

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


@overload
def printed_interval(
    x: Labelled,
    decimals: int | ArrayLike,
    qualifier: Qualifier = "exact",
    reading: Reading = "tight",
) -> tuple[Labelled, Labelled]: ...
@overload
def printed_interval(
    x: ArrayLike,
    decimals: int | ArrayLike,
    qualifier: Qualifier = "exact",
    reading: Reading = "tight",
) -> tuple[Floats, Floats]: ...
def printed_interval(
    x: ArrayLike | Any,
    decimals: int | ArrayLike,
    qualifier: Qualifier = "exact",
    reading: Reading = "tight",
) -> tuple[Any, Any]:
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
    x : array_like of real numbers, or labelled data
        Figures as printed; a float32 is read as its own shortest decimal.
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
    low, high : ndarray of float64, or the kind of `x`
        The ends, in the unit of `x` and of the broadcast shape, each the double nearest
        to its decimal. Of "over" and "nearly" the end that is `x` itself is not in the
        interval, of "over" and "nearly" read loosely neither end is.

    Raises
    ------
    ArgumentTypeError
        `x` is not an array of real numbers (masked, text or complex data), or
        `decimals` holds no integers.
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
    if type(x) is not np.ndarray and is_tabular(x):

        def end(which: int) -> Any:
            return over_elements(
                lambda values: printed_interval(values, decimals, qualifier, reading)[which],
                {"x": x},
                function,
                printed=True,
                attributes=True,
            )

        return end(0), end(1)
    choice(qualifier, _QUALIFIERS, "qualifier", function)
    below, above = _REACH[qualifier][choice(reading, _READINGS, "reading", function)]
    figures = printed_array(x, "x", function)
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
