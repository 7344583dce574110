"""Generalised means of relatives, and the weights that go from one mean to another."""

from collections.abc import Callable
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.overloads import over_item_axis, over_operands
from hanoi_ct._inputs.tabular import is_tabular, over_items
from hanoi_ct._inputs.validate import (
    at_index,
    axis_number,
    choice,
    first_position,
    float64_array,
    real_number,
    refused_at,
)
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._calls.elementwise import broadcast_shape, operands, over_tables
from hanoi_ct.measures._calls.policies import MISSING, Missing
from hanoi_ct.measures._index import weights_of_means as weights_


@over_item_axis
def generalized_mean(
    x: ArrayLike | Any,
    weights: ArrayLike | Any = None,
    order: float = 1.0,
    *,
    kind: Literal["power", "lehmer"] = "power",
    missing: Missing = "propagate",
    axis: Any = -1,
) -> Any:
    """Mean of a given order: arithmetic (1), geometric (0), harmonic (-1), or any other.

    "power": (sum(w x^r) / sum(w))^(1/r), and exp(sum(w log x) / sum(w)) for r = 0. "lehmer":
    sum(w x^r) / sum(w x^(r - 1)), so that 1 is the arithmetic and 0 the harmonic mean.

    Parameters
    ----------
    x : array_like of real numbers, or labelled data
        Positive, such as price relatives.
    weights : array_like of real numbers, or labelled data, optional
        Not negative and not all zero, in any unit; shapes broadcast together. Without them
        all weigh the same.
    order : float, default 1
        r. Means of a higher order are larger.
    kind : {"power", "lehmer"}, default "power"
        Which family of means.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        What an item does whose value or weight is NaN: makes the mean missing, is left out,
        or is an error.
    axis : int or str, default -1
        The axis of the items: the columns of a frame unless 0, or the name of the dimension
        of a DataArray.

    Returns
    -------
    float, or ndarray of float64, or what is left of the labels
        In the unit of `x`, without the axis. NaN without items.

    Raises
    ------
    ArgumentTypeError
        An argument does not hold real numbers.
    ArgumentValueError
        A value that is not positive, a weight that is negative, an infinity (named by place);
        weights all zero; shapes or labels that do not fit; an unknown word; a missing value
        under ``missing="raise"``.

    References
    ----------
    Bullen (2003), *Handbook of Means and Their Inequalities*, chapters III and VI. Balk (2008),
    *Price and Quantity Index Numbers*, section 1.4.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.generalized_mean([1.0, 4.0], order=0)
    2.0
    >>> hanoi_ct.generalized_mean([1.0, 4.0], [3.0, 1.0])
    1.75
    """
    function = "generalized_mean"
    number = _order(order, "order", function)
    lehmer = choice(kind, {"power": 0, "lehmer": 1}, "kind", function) == 1

    def of(x: Floats, weight: Floats) -> Floats:
        if lehmer:
            return weights_.mean(x, weight * x ** (number - 1.0), 1.0)
        return weights_.mean(x, weight, number)

    return _call(of, x, weights, missing, axis, function, kept=False)


@over_operands
def mean_contributions(
    x: ArrayLike | Any,
    weights: ArrayLike | Any = None,
    order: float = 1.0,
    *,
    missing: Missing = "propagate",
    axis: Any = -1,
) -> Any:
    """What each item adds to a generalised mean of relatives less 1.

    They are v (x - 1), with the weights v of the arithmetic mean that is the same (see
    `transmute_weights`), and add up to the mean less 1.

    Parameters
    ----------
    x, weights, order, missing, axis
        As in `generalized_mean`.

    Returns
    -------
    ndarray of float64, or the kind of the widest labelled argument
        Fractions, in the shape of `x` and `weights` together; NaN for items left out, and for
        all where one is missing.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `generalized_mean`.

    References
    ----------
    Balk (2008), *Price and Quantity Index Numbers*, section 4.2. Martin (2021), "What can
    generalized means tell us about price indexes?", Statistics Canada.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.mean_contributions([1.5, 1.0, 0.9], [2.0, 1.0, 1.0])
    array([ 0.25 ,  0.   , -0.025])
    """
    function = "mean_contributions"
    number = _order(order, "order", function)
    of = lambda x, weight: weights_.changes(x, weight, number)  # noqa: E731
    return _call(of, x, weights, missing, axis, function, kept=True)


@over_operands
def transmute_weights(
    x: ArrayLike | Any,
    weights: ArrayLike | Any = None,
    order: float = 1.0,
    to: float = 1.0,
    *,
    missing: Missing = "propagate",
    axis: Any = -1,
) -> Any:
    """Weights with which the mean of order `to` is the mean of order `order` with `weights`.

    They are w E(x, M)^(order - to), with M the mean and E the extended mean of both orders
    (see `extended_mean`), scaled to add up to 1.

    Parameters
    ----------
    x, weights, missing, axis
        As in `generalized_mean`.
    order, to : float
        The order of the mean that there is, and of the one that shall be the same.

    Returns
    -------
    ndarray of float64, or the kind of the widest labelled argument
        Shares, in the shape of `x` and `weights` together; NaN as in `mean_contributions`.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `generalized_mean`.

    References
    ----------
    Martin (2021), "What can generalized means tell us about price indexes?", Statistics Canada.

    Examples
    --------
    >>> import hanoi_ct
    >>> relatives = [1.0, 4.0]
    >>> shares = hanoi_ct.transmute_weights(relatives, order=0, to=1)
    >>> shares.round(4), round(hanoi_ct.generalized_mean(relatives, shares, order=1), 4)
    (array([0.6667, 0.3333]), 2.0)
    """
    function = "transmute_weights"
    of_order, to_order = _order(order, "order", function), _order(to, "to", function)
    of = lambda x, weight: weights_.transmuted(x, weight, of_order, to_order)  # noqa: E731
    return _call(of, x, weights, missing, axis, function, kept=True)


@over_operands
def factor_weights(
    x: ArrayLike | Any,
    weights: ArrayLike | Any = None,
    order: float = 1.0,
    *,
    missing: Missing = "propagate",
    axis: Any = -1,
) -> Any:
    """Weights moved by the change of prices: w x^order, not scaled.

    With them a mean of this order goes on where the one of `x` and `weights` ends: the product
    of both is the mean of the products. For order 1 this is the price-updating of weights, for
    order 0 they stay as they are.

    Parameters
    ----------
    x, weights, order, missing, axis
        As in `generalized_mean`.

    Returns
    -------
    ndarray of float64, or the kind of the widest labelled argument
        In the unit of the weights and the shape of both together; NaN as in
        `mean_contributions`.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `generalized_mean`.

    References
    ----------
    Martin (2021), "What can generalized means tell us about price indexes?", Statistics Canada.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.factor_weights([1.25, 1.0], [60.0, 40.0])
    array([75., 40.])
    """
    function = "factor_weights"
    number = _order(order, "order", function)
    of = lambda x, weight: weight if number == 0.0 else weight * x**number  # noqa: E731
    return _call(of, x, weights, missing, axis, function, kept=True)


@over_operands
def scale_weights(
    weights: ArrayLike | Any, *, missing: Missing = "propagate", axis: Any = -1
) -> Any:
    """Weights over their sum.

    Parameters
    ----------
    weights : array_like of real numbers, or labelled data
        Not negative and not all zero.
    missing, axis
        As in `generalized_mean`.

    Returns
    -------
    ndarray of float64, or the kind of `weights`
        Shares that add up to 1; NaN as in `mean_contributions`.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `generalized_mean`.

    References
    ----------
    As `generalized_mean`.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.scale_weights([60.0, 30.0, 10.0])
    array([0.6, 0.3, 0.1])
    """
    of = lambda x, weight: weights_.shares(weight)  # noqa: E731
    return _call(of, 1.0, weights, missing, axis, "scale_weights", kept=True)


@over_tables
def extended_mean(a: Any, b: Any, r: float = 1.0, s: float = 0.0) -> Any:
    """Extended mean of two numbers, element by element.

    ((a^r - b^r) s / ((a^s - b^s) r))^(1 / (r - s)), and its limit where r or s is 0, both are
    the same, or a = b. r = 1 and s = 0 give the logarithmic mean, 1 and 1 the identric mean,
    2 and 1 the arithmetic, 0 and 0 the geometric mean.

    Parameters
    ----------
    a, b : float, array_like, or labelled data
        Positive; shapes broadcast together.
    r, s : float
        The two orders, which may change places.

    Returns
    -------
    float, ndarray of float64, or the kind of a labelled argument
        Between a and b. NaN where one is missing.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        Arguments that are not real numbers, are not positive, or do not fit together.

    References
    ----------
    Stolarsky (1975), "Generalizations of the logarithmic mean", *Mathematics Magazine* 48.
    Bullen (2003), *Handbook of Means and Their Inequalities*, section VI.2.

    Examples
    --------
    >>> import hanoi_ct
    >>> float(hanoi_ct.extended_mean(2.0, 4.0, 2.0, 1.0).round(12))
    3.0
    """
    function = "extended_mean"
    first, second = operands(function, a=a, b=b)
    orders = _order(r, "r", function), _order(s, "s", function)
    for name, x in (("a", first), ("b", second)):
        _refuse(x, name, (x <= 0.0) | np.isinf(x), "positive and finite", function)
    with np.errstate(all="ignore"):
        return weights_.extended(first, second, *orders)[()]


# ---- what they share ----------------------------------------------------------------


def _call(
    of: Callable[[Floats, Floats], Floats],
    x: Any,
    weights: Any,
    missing: Any,
    axis: Any,
    function: str,
    *,
    kept: bool,
) -> Any:
    """Check values and weights, and compute with the items along the last axis."""
    policy = choice(missing, MISSING, "missing", function)

    def plain(x: Any, weights: Any, axis: Any) -> Any:
        return _over_axis(of, x, weights, policy, axis, function, kept)

    if is_tabular(x, weights):
        given = {name: a for name, a in (("x", x), ("weights", weights)) if a is not None}
        call = plain if len(given) == 2 else lambda x, axis: plain(x, None, axis)
        return over_items(call, given, axis, function, kept=kept)
    return plain(x, weights, axis)


def _over_axis(
    of: Callable[[Floats, Floats], Floats],
    x: Any,
    weights: Any,
    policy: int,
    axis: Any,
    function: str,
    kept: bool,
) -> Any:
    arrays = {"x": float64_array(x, "x", function)}
    if weights is not None:
        arrays["weights"] = float64_array(weights, "weights", function, min_ndim=1)
    shape = broadcast_shape(function, arrays)
    if not shape:
        raise ArgumentValueError(
            f"`x` of {function} must have at least 1 dimension; got 0 (the number {x})"
        )
    where = axis_number(axis, len(shape), function)
    value, weight = (
        np.ascontiguousarray(np.moveaxis(np.broadcast_to(a, shape), where, -1))
        for a in (arrays["x"], arrays.get("weights", np.ones(())))
    )
    absent = np.isnan(value) | np.isnan(weight)
    if policy == 2:
        for name, each in arrays.items():
            _refuse(each, name, np.isnan(each), "given under missing='raise'", function)
    not_positive = (arrays["x"] <= 0.0) | np.isinf(arrays["x"])
    _refuse(arrays["x"], "x", not_positive, "positive and finite", function)
    if weights is not None:
        wrong = (arrays["weights"] < 0.0) | np.isinf(arrays["weights"])
        _refuse(arrays["weights"], "weights", wrong, "finite and not negative", function)
    if shape[where] == 0:
        lost = np.ones(value.shape[:-1], dtype=np.bool_)
    else:
        lost = np.asarray(absent.all(axis=-1) if policy == 1 else absent.any(axis=-1))
    value, weight = np.where(absent, 1.0, value), np.where(absent, 0.0, weight)
    none = ~(weight.sum(axis=-1) > 0.0) & ~lost
    if none.any():
        count, position = first_position(none) if none.ndim else (1, ())
        raise ArgumentValueError(
            f"`weights` of {function} must not all be zero; got 0{at_index(position, count)}"
        )
    weight[lost] = 1.0
    if shape[where] == 0:
        return np.full(value.shape if kept else value.shape[:-1], np.nan)[()]
    with np.errstate(all="ignore"):
        result = of(value, weight)
    if kept:
        result = np.where(lost[..., np.newaxis] | absent, np.nan, result)
        return np.ascontiguousarray(np.moveaxis(result, -1, where))
    result = np.where(lost, np.nan, result)
    return float(result) if result.ndim == 0 else result


def _order(value: Any, name: str, function: str) -> float:
    return real_number(value, name, function, "a finite number", np.isfinite)


def _refuse(x: Floats, name: str, wrong: Any, rule: str, function: str) -> None:
    wrong = np.asarray(wrong)
    if wrong.any():
        count, position = first_position(wrong)
        raise refused_at(
            f"`{name}` of {function} must be {rule}; got {x[position]}", position, count
        )
