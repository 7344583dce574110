"""The interval of values that a printed figure can stand for."""

from typing import Any, overload

import numpy as np
from numpy.typing import ArrayLike

from hanoi_ct import _core
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.overloads import Labelled
from hanoi_ct._inputs.tabular import is_tabular, over_elements
from hanoi_ct._inputs.validate import printed_array
from hanoi_ct.measures._calls.elementwise import broadcast_shape, refuse
from hanoi_ct.measures._printed.rounding import decimal_places

# Decimals of figures with an interval: its ends have one more.
_FEWEST, _MOST = -15, 14
_HALF_UNITS = np.array([float(f"5e{-decimals - 1}") for decimals in range(_FEWEST, _MOST + 1)])


@overload
def printed_interval(
    x: Labelled,
    decimals: int | ArrayLike,
) -> tuple[Labelled, Labelled]: ...
@overload
def printed_interval(
    x: ArrayLike,
    decimals: int | ArrayLike,
) -> tuple[Floats, Floats]: ...
def printed_interval(
    x: ArrayLike | Any,
    decimals: int | ArrayLike,
) -> tuple[Any, Any]:
    """Interval of values that a printed figure can stand for.

    A figure printed as 7.4 stands for anything from 7.35 to 7.45: half a unit of its last
    digit to either side. What a word before it ("over", "nearly") does to it is told by
    :mod:`hanoi_ct.quantities.hedges`.

    Parameters
    ----------
    x : array_like of real numbers, or labelled data
        Figures as printed; a float32 is read as its own shortest decimal.
    decimals : int or array_like of int
        Decimals they were printed with, from -15 to 14. Zeros at the end that do not
        count are told by negative ones: 2,000 known to the hundred has -2. The shape
        broadcasts with that of `x`.

    Returns
    -------
    low, high : ndarray of float64, or the kind of `x`
        The ends, in the unit of `x` and of the broadcast shape, each the double nearest
        to its decimal.

    Raises
    ------
    ArgumentTypeError
        `x` is not an array of real numbers (masked, text or complex data), or
        `decimals` holds no integers.
    ArgumentValueError
        `decimals` outside -15 .. 14; a figure with more decimals than that; shapes that do
        not broadcast together.

    Notes
    -----
    Both ends are included, as agencies round half up or half to even.
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
    >>> hanoi_ct.printed_interval(2000, -2)
    (np.float64(1950.0), np.float64(2050.0))
    """
    function = "printed_interval"
    if type(x) is not np.ndarray and is_tabular(x):

        def end(which: int) -> Any:
            return over_elements(
                lambda values: printed_interval(values, decimals)[which],
                {"x": x},
                function,
                printed=True,
                attributes=True,
            )

        return end(0), end(1)
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
    half_unit = _HALF_UNITS[places - _FEWEST]
    low = _core.round_half_up(_core.difference(figures, half_unit), places + 1)
    high = _core.round_half_up(_core.difference(figures, -half_unit), places + 1)
    return low[()] + 0.0, high[()] + 0.0
