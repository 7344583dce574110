"""Growth over a lag, sums over the year so far, and the growth of those sums."""

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct import _core
from hanoi_ct._validate import (
    apart,
    axis_number,
    choice,
    first_position,
    float64_array,
    integer,
    output_array,
)
from hanoi_ct.errors import ArgumentValueError

NegativeBase = Literal["nan", "formula", "absolute", "raise"]

# The words of `negative_base` and the rules of csrc/include/hct/growth.h. "raise"
# looks at the bases first; those that pass need no rule.
RULES = {"nan": 0, "formula": 1, "absolute": 2, "raise": 0}


def growth(
    x: ArrayLike,
    lag: int = 1,
    *,
    negative_base: NegativeBase = "nan",
    axis: int = -1,
    out: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Growth rate of each period over an earlier one, as a fraction.

    With x0 the value `lag` periods before x1, the rate is ``(x1 - x0) / x0``: 0.074 for
    a rise of 7.4 %. On monthly data ``lag=1`` compares with the month before and
    ``lag=12`` with the same month of the year before.

    Parameters
    ----------
    x : array_like of real numbers
        Observations, one or more series, with consecutive periods along `axis`.
        Integers, booleans and narrower floats are converted to float64.
    lag : int, default 1
        How many periods back the base lies; at least 1.
    negative_base : {"nan", "formula", "absolute", "raise"}, default "nan"
        What a rate is where its base is zero or negative, since the sign of the
        quotient then misleads. "nan": missing. "formula": whatever the division
        gives in IEEE arithmetic, without a warning. "absolute": divide by the absolute
        value of the base; a zero base gives NaN. "raise": an error that says how many
        such bases there are and where the first stands.
    axis : int, default -1
        The axis of `x` along which the periods lie.
    out : ndarray of float64, optional
        Where to put the result; of the shape of `x`. It may overlap `x`.

    Returns
    -------
    ndarray of float64
        Fractions, in the shape of `x`. The first `lag` periods are NaN.

    Raises
    ------
    ArgumentTypeError
        `x` is not an array of real numbers (labelled, masked, object, text or complex
        data), `lag` is not an integer, `out` is not a float64 array.
    ArgumentValueError
        `lag` below 1, `axis` out of range, an unknown `negative_base`, `out` of another
        shape or read-only; a base that ``negative_base="raise"`` does not allow.

    Notes
    -----
    A missing value (NaN) at either end makes the rate missing; nothing is filled. Each
    rate is one subtraction and one division, so that its relative error is at most
    :math:`2^{-52}` (to first order, underflow apart), however close the two values are.

    References
    ----------
    IMF, ILO, Eurostat, UNECE, OECD, World Bank (2020), *Consumer Price Index Manual:
    Concepts and Methods*, chapter 8. United Nations (2013), *International
    Recommendations for the Index of Industrial Production 2010*, chapter VI.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.growth([100.0, 125.0, 100.0])
    array([  nan,  0.25, -0.2 ])
    >>> hanoi_ct.growth([[50, 40, 60, 50]], lag=2)
    array([[ nan,  nan, 0.2 , 0.25]])
    """
    values = float64_array(x, "x", "growth", min_ndim=1)
    periods = integer(lag, "lag", "growth", low=1)
    rule = choice(negative_base, RULES, "negative_base", "growth")
    along = axis_number(axis, values.ndim, "growth")
    result = _output_like(values, out, "growth")
    if out is not None:
        values = apart(values, result)
    if negative_base == "raise":
        _refuse_bases(values, periods, along, "growth")
    return _along(_core.growth, values, along, result, periods, rule)


def ytd(
    x: ArrayLike,
    *,
    periods_per_year: int = 12,
    first_period: int = 1,
    axis: int = -1,
    out: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Sum over the year so far (cumulative, cộng dồn).

    Parameters
    ----------
    x : array_like of real numbers
        Flows, one or more series, with consecutive periods along `axis`.
    periods_per_year : int, default 12
        12 for months, 4 for quarters, or any other number from 1.
    first_period : int, default 1
        Which period of its year the first observation is, from 1 to
        `periods_per_year`. Monthly data that start in April have ``first_period=4``;
        for a fiscal year that begins in April they have ``first_period=1``.
    axis : int, default -1
        The axis of `x` along which the periods lie.
    out : ndarray of float64, optional
        Where to put the result; of the shape of `x`. It may overlap `x`.

    Returns
    -------
    ndarray of float64
        In the unit and the shape of `x`. Where the data start inside a year, the
        beginning of that year is not known: its periods are NaN.

    Raises
    ------
    ArgumentTypeError
        `x` is not an array of real numbers, an option is not an integer, `out` is not a
        float64 array.
    ArgumentValueError
        `periods_per_year` below 1, `first_period` outside the year, `axis` out of
        range, `out` of another shape or read-only.

    Notes
    -----
    A missing value (NaN) makes the rest of its year missing. Values are added from the
    first period of the year on, so the m-th sum of a year is off by at most
    :math:`(m-1) 2^{-53} \\sum|x|`, to first order.

    References
    ----------
    United Nations (2013), *International Recommendations for the Index of Industrial
    Production 2010*, chapter VI.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.ytd([1, 2, 3, 4, 10, 20], periods_per_year=4)
    array([ 1.,  3.,  6., 10., 10., 30.])
    >>> hanoi_ct.ytd([3, 4, 10, 20], periods_per_year=4, first_period=3)
    array([nan, nan, 10., 30.])
    """
    values = float64_array(x, "x", "ytd", min_ndim=1)
    year = _year(periods_per_year, first_period, "ytd")
    along = axis_number(axis, values.ndim, "ytd")
    result = _output_like(values, out, "ytd")
    if out is not None:
        values = apart(values, result)
    return _along(_core.ytd, values, along, result, *year)


def ytd_growth(
    x: ArrayLike,
    *,
    periods_per_year: int = 12,
    first_period: int = 1,
    negative_base: NegativeBase = "nan",
    axis: int = -1,
    out: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Growth of the sum over the year so far against the same periods a year before.

    This is the rate behind "in 8 months production rose 7.4 %": the sum of this year's
    first 8 months over the sum of last year's first 8, less 1. It is not a mean of
    monthly rates.

    Parameters
    ----------
    x : array_like of real numbers
        Levels (index numbers on a fixed base, or flows), one or more series, with
        consecutive periods along `axis`.
    periods_per_year, first_period : int
        As in `ytd`.
    negative_base : {"nan", "formula", "absolute", "raise"}, default "nan"
        What a rate is where the sum of the year before is zero or negative; see
        `growth`.
    axis : int, default -1
        The axis of `x` along which the periods lie.
    out : ndarray of float64, optional
        Where to put the result; of the shape of `x`. It may overlap `x`.

    Returns
    -------
    ndarray of float64
        Fractions, in the shape of `x`; NaN as long as the year before is not complete
        up to the same period.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `growth` and `ytd`.

    Notes
    -----
    A missing value (NaN) makes the rates missing from its period to the end of its
    year, and for the same periods of the following year. The result equals, to the bit,
    ``growth(ytd(x), periods_per_year)``.

    References
    ----------
    United Nations (2013), *International Recommendations for the Index of Industrial
    Production 2010*, chapter VI.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.ytd_growth([10, 10, 11, 13], periods_per_year=2)
    array([nan, nan, 0.1, 0.2])
    """
    values = float64_array(x, "x", "ytd_growth", min_ndim=1)
    year = _year(periods_per_year, first_period, "ytd_growth")
    rule = choice(negative_base, RULES, "negative_base", "ytd_growth")
    along = axis_number(axis, values.ndim, "ytd_growth")
    result = _output_like(values, out, "ytd_growth")
    if out is not None:
        values = apart(values, result)
    if negative_base == "raise":
        sums = _along(_core.ytd, values, along, np.empty_like(values), *year)
        _refuse_bases(sums, year[0], along, "ytd_growth")
    return _along(_core.ytd_growth, values, along, result, *year, rule)


def _year(periods_per_year: int, first_period: int, function: str) -> tuple[int, int]:
    periods = integer(periods_per_year, "periods_per_year", function, low=1)
    return periods, integer(first_period, "first_period", function, low=1, high=periods)


def _output_like(
    values: NDArray[np.float64], out: NDArray[np.float64] | None, function: str
) -> NDArray[np.float64]:
    # Without `out`, the result gets the memory order of the input: a gufunc left to
    # itself would put the periods last and read or write across the rows.
    if out is None:
        return np.empty_like(values)
    return output_array(out, values.shape, function)


def _along(
    loop: Any, values: NDArray[np.float64], axis: int, out: NDArray[np.float64], *parameters: int
) -> NDArray[np.float64]:
    if axis == values.ndim - 1:  # spares NumPy the parsing of axis=
        return loop(values, *parameters, out)  # type: ignore[no-any-return]
    return loop(values, *parameters, out, axis=axis)  # type: ignore[no-any-return]


def _refuse_bases(bases: NDArray[np.float64], lag: int, axis: int, function: str) -> None:
    """Raise where a value that serves as a base is zero or negative."""
    serving = np.moveaxis(bases, axis, -1)[..., :-lag]
    refused = serving <= 0.0
    if not refused.any():
        return
    count, moved = first_position(refused)
    position = (*moved[:axis], moved[-1], *moved[axis:-1])
    base = serving[moved]
    raise ArgumentValueError(
        f"bases in `x` of {function} must be positive under negative_base='raise'; got "
        f"{base} at index {position if len(position) > 1 else position[0]}"
        f"{f', the first of {count}' if count > 1 else ''}"
    )
