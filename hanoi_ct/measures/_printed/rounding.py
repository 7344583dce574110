"""Decimal rounding, half up, as statistical offices print."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct import _core
from hanoi_ct._inputs.overloads import over_operands
from hanoi_ct._inputs.tabular import is_tabular, over_elements
from hanoi_ct._inputs.validate import integer_array, printed_array, shown
from hanoi_ct.errors import ArgumentTypeError
from hanoi_ct.measures._calls.elementwise import apply, broadcast_shape, refuse

_FEWEST, _MOST = _core.ROUNDING_DECIMALS_MIN, _core.ROUNDING_DECIMALS_MAX


@over_operands
def round_half_up(
    x: ArrayLike | Any,
    decimals: int | ArrayLike = 0,
    out: NDArray[np.float64] | None = None,
) -> Any:
    """Round to a number of decimals, ties away from zero, judged by the printed digits.

    A figure typed as 2.675 is stored as a double a little below it, and rounding the
    double gives 2.67. This function rounds the decimal that the double denotes, the
    shortest one that reads back as the same double (what Python prints): 2.68.

    Parameters
    ----------
    x : array_like of real numbers, or labelled data
        Figures to round. A float32 is read as its own shortest decimal: 2.675 is 2.675.
        pandas Series and DataFrame, xarray DataArray, polars Series and DataFrame, pyarrow
        arrays and tables come back as what they were.
    decimals : int or array_like of int, default 0
        How many decimals to keep, from -15 to 15; -2 rounds to hundreds. An array gives
        each figure its own; its shape broadcasts with that of `x`.
    out : ndarray of float64, optional
        Where to put the result; of the broadcast shape. It may be `x`.

    Returns
    -------
    ndarray of float64, or the kind of `x`
        The doubles nearest to the rounded decimals, in the unit of `x`. A zero has no
        sign: -0.04 becomes 0.0.

    Raises
    ------
    ArgumentTypeError
        `x` is not an array of real numbers (masked, text or complex data),
        `decimals` holds no integers, or `out` is not a float64 array.
    ArgumentValueError
        `decimals` outside -15 .. 15; integers or decimals that float64 does not hold; the
        shapes do not broadcast together; `out` has another shape or is read-only.

    Notes
    -----
    Missing values (NaN) stay missing and infinities stay what they are. ``np.round``
    and ``round`` differ twice: they send ties to the even neighbour, and ``np.round``
    multiplies by a power of ten first, which moves figures across ties.

    References
    ----------
    ISO 80000-1:2022, *Quantities and units, Part 1: General*, annex B, rule B, applied to
    magnitudes. Steele and White (1990), "How to Print Floating-Point Numbers
    Accurately", *PLDI '90*, on the shortest decimal of a double.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.round_half_up([1.005, 2.675, -0.5], [2, 2, 0])
    array([ 1.01,  2.68, -1.  ])
    >>> hanoi_ct.round_half_up([7.35, 7.25, -0.04], 1)
    array([7.4, 7.3, 0. ])
    >>> hanoi_ct.round_half_up(372_108, -3)
    np.float64(372000.0)
    """
    if type(x) is not np.ndarray and is_tabular(x):
        return over_elements(
            lambda values: round_half_up(values, decimals),
            {"x": x},
            "round_half_up",
            printed=True,
            attributes=True,
            out=out,
        )
    figures = printed_array(x, "x", "round_half_up")
    kept = decimal_places(decimals, "round_half_up", _FEWEST, _MOST)
    broadcast_shape("round_half_up", {"x": figures, "decimals": kept})
    return apply(_core.round_half_up, [figures, kept], out, "round_half_up")


def decimal_places(decimals: Any, function: str, low: int, high: int) -> NDArray[np.int64]:
    """Return `decimals` as an int64 array with values of `low` .. `high`."""
    rule = f"`decimals` of {function} must be integers between {low} and {high}"
    if not isinstance(decimals, (int, np.integer, np.ndarray, list, tuple)):
        raise ArgumentTypeError(f"{rule}; got {shown(decimals)}")
    places = integer_array(decimals, rule)
    refuse(
        (places < low) | (places > high), places, "decimals", f"between {low} and {high}", function
    )
    return places.astype(np.int64, copy=False)
