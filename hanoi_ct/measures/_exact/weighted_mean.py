"""The weighted mean, rounded once."""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct import _core
from hanoi_ct._inputs.overloads_of_sums import weighted_reduction
from hanoi_ct._inputs.tabular import is_tabular, over_axis_of_both
from hanoi_ct._inputs.validate import at_index, choice
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._calls.elementwise import broadcast_shape
from hanoi_ct.measures._calls.policies import MISSING, Missing
from hanoi_ct.measures._exact import states as _states
from hanoi_ct.measures._exact.sums import (
    Axis,
    axes_last,
    missing_error,
    plain,
    quotient,
)


@weighted_reduction
def exact_weighted_mean(
    x: ArrayLike | Any,
    w: ArrayLike | Any,
    *,
    axis: Axis = None,
    missing: Missing = "propagate",
) -> Any:
    """Weighted mean ``sum(x * w) / sum(w)``, correctly rounded.

    Both sums are exact and so is their quotient, which is rounded once; the quotient of
    `exact_dot` and `exact_sum` is rounded three times.

    Parameters
    ----------
    x, w : array_like of real numbers, or labelled data
        Values and weights, whose shapes broadcast together; labels as in `exact_dot`.
    axis : int, tuple of int or None, default None
        The axis or axes of the broadcast shape to average over; None averages everything.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        As in `exact_dot`, for pairs: "omit" leaves out the weight of a missing value too.

    Returns
    -------
    float, ndarray of float64, or what is left of the labels of `x`
        In the unit of `x`; without the averaged axes.

    Raises
    ------
    ArgumentTypeError
        As `exact_dot`.
    ArgumentValueError
        As `exact_dot`; also weights that add up to zero, exactly, or none at all.

    Notes
    -----
    With an infinity among values or weights the mean is the quotient of `exact_dot` and
    `exact_sum`, as IEEE arithmetic has it.

    References
    ----------
    R. M. Neal (2015), arXiv:1505.05571, for the sums; their quotient is one of whole
    numbers.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.exact_weighted_mean([1e16, 1.0, -1e16], [1, 2, 1])
    0.5
    >>> hanoi_ct.exact_weighted_mean([[110.0, 120.0], [105.0, 90.0]], [[3], [1]], axis=0)
    array([108.75, 112.5 ])
    """
    function = "exact_weighted_mean"
    if is_tabular(x, w):

        def of_arrays(values: Any, along: Any, weights: Any) -> Any:
            return exact_weighted_mean(values, weights, axis=along, missing=missing)

        return over_axis_of_both(of_arrays, {"x": x, "w": w}, axis, function)
    values = {name: _states.float64_exactly(v, name, function) for name, v in (("x", x), ("w", w))}
    shape = broadcast_shape(function, values)
    choice(missing, MISSING, "missing", function)
    pair = [np.broadcast_to(array, shape) for array in values.values()]
    absent = np.isnan(pair[0]) | np.isnan(pair[1])
    if missing == "raise" and absent.any():
        raise missing_error(absent, "`x` and `w`", function)
    left, right, gone = axes_last([*pair, absent], axis, function)
    if missing == "omit":  # a pair of zeros adds nothing to either sum
        left, right = np.where(gone, 0.0, left), np.where(gone, 0.0, right)
    lost = np.asarray(gone.any(axis=-1) & (missing != "omit"))
    means = np.empty(left.shape[:-1])
    for at in np.ndindex(means.shape):
        means[at] = math.nan if lost[at] else _mean_of(left[at], right[at], at, function)
    return plain(means)


def _mean_of(x: NDArray[Any], w: NDArray[Any], at: tuple[int, ...], function: str) -> float:
    """Return the mean of two vectors without missing values."""
    products = _states.add_products(x, w)
    weights = _states.add_products(w, np.ones_like(w))  # chunks as of products
    dividend, divisor = _states.whole_number(products), _states.whole_number(weights)
    if dividend is None or divisor is None:
        return float(_core.ratio(_core.exact_round(products, 0), _core.exact_round(weights, 0)))
    if divisor == 0:
        raise ArgumentValueError(
            f"`w` of {function} must not add up to zero; got a sum of 0{at_index(at, 1)}"
        )
    return quotient(dividend, divisor)
