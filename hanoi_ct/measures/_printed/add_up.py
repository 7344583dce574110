"""Rounded parts that add up to the rounded total."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct._inputs.validate import float64_array, integer
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._printed.rounding import round_half_up

_Floats = NDArray[np.float64]


class AddedUp(NamedTuple):
    """Rounded parts, their total, and which of them were moved from their own rounding."""

    parts: _Floats
    total: _Floats
    moved: NDArray[np.bool_]


def round_to_add_up(
    parts: ArrayLike, decimals: int = 0, *, total: ArrayLike | None = None
) -> AddedUp:
    """Round parts so that they add up to the rounded total (largest remainder).

    Each part is rounded half-up; if the rounded parts miss the rounded total, those
    whose own rounding was the closest call are moved by one unit the other way. A
    table made so is easier to read and a little less exact: say so beside it.

    Parameters
    ----------
    parts : array_like of real numbers
        One row a part; columns, if any, are tables of their own.
    decimals : int, default 0
        The decimals to print, 0 to 10.
    total : array_like of real numbers, optional
        The total, one a column; by default the sum of the parts.

    Returns
    -------
    AddedUp
        ``parts`` and ``total``, rounded, and ``moved``: which parts are not the plain
        rounding of their value and should be marked. Where a part or the total is
        missing, the others are plainly rounded.

    Raises
    ------
    ArgumentTypeError
        `parts` or `total` is not an array of real numbers.
    ArgumentValueError
        `decimals` out of range; a total of another shape, or that the parts miss by
        more than rounding can explain (one unit a part).

    References
    ----------
    Balinski, Young (1982), *Fair Representation*, on the method of largest remainders.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.round_to_add_up([3.4, 3.4, 3.2])
    AddedUp(parts=array([4., 3., 3.]), total=array(10.), moved=array([ True, False, False]))
    """
    function = "round_to_add_up"
    values = float64_array(parts, "parts", function, min_ndim=1)
    digits = integer(decimals, "decimals", function, low=0, high=10)
    whole = values.sum(axis=0) if total is None else float64_array(total, "total", function)
    if whole.shape != values.shape[1:]:
        raise ArgumentValueError(
            f"`total` of {function} must have the shape {values.shape[1:]} of a row of `parts`; "
            f"got {whole.shape}"
        )
    rounded = np.asarray(round_half_up(values, digits))
    sums = np.asarray(round_half_up(whole, digits))
    unit = 10.0**digits
    flat, exact = rounded.reshape(len(values), -1), values.reshape(len(values), -1)
    for column, goal in enumerate(sums.ravel()):
        if np.isnan(goal) or np.isnan(flat[:, column]).any():
            continue
        short = int(np.rint((goal - flat[:, column].sum()) * unit))
        if abs(short) > len(values):
            raise ArgumentValueError(
                f"`total` of {function} must be the sum of the parts but for rounding; got "
                f"{goal} for parts that add up to {exact[:, column].sum()}"
            )
        remainder = (exact[:, column] - flat[:, column]) * np.sign(short)
        chosen = np.argsort(-remainder, kind="stable")[: abs(short)]
        flat[chosen, column] = round_half_up(flat[chosen, column] + np.sign(short) / unit, digits)
    return AddedUp(rounded, sums, rounded != round_half_up(values, digits))
