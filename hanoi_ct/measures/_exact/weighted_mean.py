"""The weighted mean, rounded once."""

import math

import numpy as np
from numpy.typing import ArrayLike

from hanoi_ct import _core
from hanoi_ct._inputs.validate import choice
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._calls.elementwise import broadcast_shape
from hanoi_ct.measures._exact import states as _states
from hanoi_ct.measures._exact.sums import MISSING, Missing, missing_error


def exact_weighted_mean(x: ArrayLike, w: ArrayLike, *, missing: Missing = "propagate") -> float:
    """Weighted mean ``sum(x * w) / sum(w)``, correctly rounded.

    Both sums are exact and so is their quotient, which is rounded once; the quotient of
    `exact_dot` and `exact_sum` is rounded three times.

    Parameters
    ----------
    x, w : array_like of real numbers
        Values and weights, whose shapes broadcast together.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        As in `exact_dot`, for pairs: "omit" leaves out the weight of a missing value too.

    Returns
    -------
    float
        In the unit of `x`.

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
    """
    function = "exact_weighted_mean"
    values = {name: _states.float64_exactly(v, name, function) for name, v in (("x", x), ("w", w))}
    shape = broadcast_shape(function, values)
    choice(missing, MISSING, "missing", function)
    pair = [np.broadcast_to(array, shape) for array in values.values()]
    absent = np.isnan(pair[0]) | np.isnan(pair[1])
    if missing == "raise" and absent.any():
        raise missing_error(absent, "`x` and `w`", function)
    if missing == "omit":
        pair = [array[~absent] for array in pair]
    elif absent.any():
        return math.nan
    flat = [array.ravel() for array in pair]
    products = _states.add_products(*flat)
    weights = _states.add_products(flat[1], np.ones_like(flat[1]))  # chunks as of products
    dividend, divisor = _states.whole_number(products), _states.whole_number(weights)
    if dividend is None or divisor is None:
        return float(_core.ratio(_core.exact_round(products, 0), _core.exact_round(weights, 0)))
    if divisor == 0:
        raise ArgumentValueError(f"`w` of {function} must not add up to zero; got a sum of 0")
    try:
        return dividend / divisor  # Python rounds a quotient of integers correctly
    except OverflowError:
        return math.inf if (dividend > 0) == (divisor > 0) else -math.inf
