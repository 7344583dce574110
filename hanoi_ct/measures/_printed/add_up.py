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
        The decimals to print, -15 to 10; -2 rounds to hundreds.
    total : array_like of real numbers, optional
        The total, one a column; by default the sum of the parts.

    Returns
    -------
    AddedUp
        ``parts`` and ``total``, rounded, and ``moved``: which parts are not the plain
        rounding of their value and should be marked. Where a part or the total is
        missing, or a part infinite, the others are plainly rounded. No parts add up to 0.

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
    digits = integer(decimals, "decimals", function, low=-15, high=10)
    with np.errstate(all="ignore"):  # infinities of both signs have no sum
        sums_of_parts = values.sum(axis=0)
    whole = sums_of_parts if total is None else float64_array(total, "total", function)
    if whole.shape != values.shape[1:]:
        raise ArgumentValueError(
            f"`total` of {function} must have the shape {values.shape[1:]} of a row of `parts`; "
            f"got {whole.shape}"
        )
    plain = np.asarray(round_half_up(values, digits))
    rounded, sums = plain.copy(), np.asarray(round_half_up(whole, digits))
    columns = int(np.prod(values.shape[1:]))
    flat, exact = rounded.reshape(len(values), columns), values.reshape(len(values), columns)
    for column, goal in enumerate(sums.ravel()):
        if np.isfinite(goal) and np.isfinite(exact[:, column]).all():
            flat[:, column] = _moved(exact[:, column], flat[:, column], float(goal), digits)
        elif np.isinf(goal) and goal != sums_of_parts.ravel()[column]:
            raise _missed(float(goal), float(sums_of_parts.ravel()[column]))
    return AddedUp(rounded, sums, (rounded != plain) & ~np.isnan(plain))


def _moved(exact: _Floats, rounded: _Floats, goal: float, digits: int) -> _Floats:
    """Move the closest calls among the rounded parts of one column, as many as it takes."""
    scale = 10.0 ** abs(digits)
    gap = goal - rounded.sum()
    units = gap * scale if digits >= 0 else gap / scale
    if not abs(units) < len(exact) + 0.5:
        raise _missed(goal, float(exact.sum()))
    short = int(np.rint(units))
    step = np.sign(short) / scale if digits >= 0 else np.sign(short) * scale
    remainder = (exact - rounded) * np.sign(short)
    chosen = np.argsort(-remainder, kind="stable")[: abs(short)]
    result = rounded.copy()
    result[chosen] = round_half_up(rounded[chosen] + step, digits)
    return result


def _missed(goal: float, sum_of_parts: float) -> ArgumentValueError:
    return ArgumentValueError(
        "`total` of round_to_add_up must be the sum of the parts but for rounding; got "
        f"{goal} for parts that add up to {sum_of_parts}"
    )
