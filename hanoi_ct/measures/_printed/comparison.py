"""Comparisons of figures, element by element: changes, implied bases, shares, targets.

Interval arithmetic is left to the caller, who knows which end goes where: the functions
take arrays, so both ends of an interval go through in one call. pandas, xarray, polars and
Arrow objects are taken too, with the same labels in all of them, and come back as they came.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct import _core
from hanoi_ct._inputs.validate import choice
from hanoi_ct.measures._calls.elementwise import apply, operands, over_tables, refuse
from hanoi_ct.measures._calls.policies import RULES, NegativeBase


@over_tables
def difference(
    current: ArrayLike,
    base: ArrayLike,
    out: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Change from `base` to `current` in their own unit: ``current - base``.

    The difference of two growth rates is in percentage points (điểm phần trăm), here as
    a fraction: 0.009 is 0.9 percentage points.

    Parameters
    ----------
    current, base : array_like of real numbers
        Figures in one unit; their shapes broadcast together.
    out : ndarray of float64, optional
        Where to put the result; of the broadcast shape. It may be one of the arguments.

    Returns
    -------
    ndarray of float64, or the kind of the arguments
        In the unit of the arguments.

    Raises
    ------
    ArgumentTypeError
        An argument is not an array of real numbers (masked, text or complex data), `out` is
        not a float64 array, or labelled arguments are of two libraries.
    ArgumentValueError
        The shapes do not broadcast together, labels differ, or `out` has another shape or
        is read-only.

    Notes
    -----
    A missing value (NaN) in any argument makes the result missing.

    References
    ----------
    OECD (2007), *Data and Metadata Reporting and Presentation Handbook*, guidelines for the
    presentation of growth rates.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.difference([100.0, 12.5], [80.0, 15.0])
    array([20. , -2.5])
    """
    arrays = operands("difference", current=current, base=base)
    return apply(_core.difference, arrays, out, "difference")


@over_tables
def relative_change(
    current: ArrayLike,
    base: ArrayLike,
    *,
    negative_base: NegativeBase = "nan",
    out: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Growth rate from `base` to `current`: ``(current - base) / base``.

    The same rate as `growth` gives, for figures that are not periods of one series.

    Parameters
    ----------
    current, base : array_like of real numbers
        Figures in one unit; their shapes broadcast together.
    negative_base : {"nan", "formula", "absolute", "raise"}, default "nan"
        What the rate is where the base is zero or negative; see `growth`.
    out : ndarray of float64, optional
        Where to put the result, as in `difference`.

    Returns
    -------
    ndarray of float64, or the kind of the arguments
        Fractions: 0.074 is 7.4 %.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `difference`.
    ArgumentValueError
        An unknown `negative_base`; a base that ``negative_base="raise"`` does not allow.

    Notes
    -----
    A missing value (NaN) in any argument makes the result missing. To print a rate of
    two printed figures use `printed_growth`, which rounds the exact rate.

    References
    ----------
    OECD (2007), *Data and Metadata Reporting and Presentation Handbook*, guidelines for the
    presentation of growth rates.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.relative_change([125.0, 90.0], 100.0)
    array([ 0.25, -0.1 ])
    >>> hanoi_ct.relative_change(5.0, -4.0, negative_base="absolute")
    np.float64(2.25)
    """
    rule = choice(negative_base, RULES, "negative_base", "relative_change")
    arrays = operands("relative_change", current=current, base=base)
    if negative_base == "raise":
        must = "positive under negative_base='raise'"
        refuse(arrays[1] <= 0.0, arrays[1], "base", must, "relative_change")
    return apply(_core.relative_change, [*arrays, np.asarray(rule)], out, "relative_change")


@over_tables
def ratio(
    numerator: ArrayLike,
    denominator: ArrayLike,
    out: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Share, average or multiple: ``numerator / denominator``.

    A part over its whole is a share, a total over a count an average, and one growth rate
    over another says how many times the one is the other ("lần"); the last says nothing
    of the levels.

    Parameters
    ----------
    numerator, denominator : array_like of real numbers
        Figures; their shapes broadcast together.
    out : ndarray of float64, optional
        Where to put the result, as in `difference`.

    Returns
    -------
    ndarray of float64, or the kind of the arguments
        A fraction, or the unit of `numerator` per unit of `denominator`.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `difference`.

    Notes
    -----
    A missing value (NaN) in any argument makes the result missing. Otherwise a zero divisor
    gives an infinity, or NaN where the dividend is zero too.
    To print a ratio of two printed figures use `printed_ratio`.

    References
    ----------
    OECD (2007), *Data and Metadata Reporting and Presentation Handbook*, guidelines for the
    presentation of growth rates.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.ratio([1.0, 3.0], 4.0)
    array([0.25, 0.75])
    >>> hanoi_ct.ratio(0.5, 0.125)
    np.float64(4.0)
    """
    arrays = operands("ratio", numerator=numerator, denominator=denominator)
    return apply(_core.ratio, arrays, out, "ratio")


@over_tables
def implied_base(
    current: ArrayLike,
    growth: ArrayLike,
    out: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Base that a figure and its growth rate imply: ``current / (1 + growth)``.

    Printed figures are intervals, and so is the base: its ends are those of `current`
    over the opposite ends of `growth`; see `printed_interval`.

    Parameters
    ----------
    current : array_like of real numbers
        Figures of the current period.
    growth : array_like of real numbers
        Their growth rates over the base, as fractions; shapes broadcast together.
    out : ndarray of float64, optional
        Where to put the result, as in `difference`.

    Returns
    -------
    ndarray of float64, or the kind of the arguments
        In the unit of `current`.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `difference`.

    Notes
    -----
    A missing value (NaN) in any argument makes the result missing. A growth rate of -1
    implies no base: the result is an infinity, or NaN where `current` is zero.

    References
    ----------
    OECD (2007), *Data and Metadata Reporting and Presentation Handbook*, guidelines for the
    presentation of growth rates.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.implied_base(10.0, [0.25, -0.5])
    array([ 8., 20.])
    """
    arrays = operands("implied_base", current=current, growth=growth)
    return apply(_core.implied_base, arrays, out, "implied_base")


@over_tables
def implied_increase(
    current: ArrayLike,
    growth: ArrayLike,
    out: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Increase that a figure and its growth rate imply.

    ``current * growth / (1 + growth)``, the part of `current` above the implied base; not
    ``current * growth``, which takes the rate of a figure that it was not measured on.

    Parameters
    ----------
    current : array_like of real numbers
        Figures of the current period.
    growth : array_like of real numbers
        Their growth rates over the base, as fractions; shapes broadcast together.
    out : ndarray of float64, optional
        Where to put the result, as in `difference`.

    Returns
    -------
    ndarray of float64, or the kind of the arguments
        In the unit of `current`.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `difference`.

    Notes
    -----
    A missing value (NaN) in any argument makes the result missing. Computed as
    ``current * (growth / (1 + growth))``, which keeps its digits when growth is small, as
    ``current - implied_base(current, growth)`` does not.

    References
    ----------
    OECD (2007), *Data and Metadata Reporting and Presentation Handbook*, guidelines for the
    presentation of growth rates.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.implied_increase(10.0, [0.25, -0.5])
    array([  2., -10.])
    """
    arrays = operands("implied_increase", current=current, growth=growth)
    return apply(_core.implied_increase, arrays, out, "implied_increase")


@over_tables
def stacked_growth(
    first: ArrayLike,
    second: ArrayLike,
    out: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Growth over two periods together: ``(1 + first) * (1 + second) - 1``.

    Growth of this year on top of growth of the year before ("two-year stacked"): it shows
    whether a high rate only makes up for a low one.

    Parameters
    ----------
    first, second : array_like of real numbers
        Growth rates over successive periods, as fractions; shapes broadcast together.
    out : ndarray of float64, optional
        Where to put the result, as in `difference`.

    Returns
    -------
    ndarray of float64, or the kind of the arguments
        Fractions.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `difference`.

    Notes
    -----
    A missing value (NaN) in any argument makes the result missing. Computed as
    ``(first + second) + first * second``, so that small rates keep their digits.

    References
    ----------
    OECD (2007), *Data and Metadata Reporting and Presentation Handbook*, guidelines for the
    presentation of growth rates.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.stacked_growth(0.5, [0.25, -0.25])
    array([0.875, 0.125])
    """
    arrays = operands("stacked_growth", first=first, second=second)
    return apply(_core.stacked_growth, arrays, out, "stacked_growth")


@over_tables
def average_growth(
    first: ArrayLike,
    second: ArrayLike,
    out: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Mean growth rate per period over two: ``sqrt((1 + first) * (1 + second)) - 1``.

    The constant rate that leads to the same level, a geometric mean of growth factors. It
    lies below the arithmetic mean of the two rates.

    Parameters
    ----------
    first, second : array_like of real numbers
        Growth rates over successive periods, as fractions; shapes broadcast together.
    out : ndarray of float64, optional
        Where to put the result, as in `difference`.

    Returns
    -------
    ndarray of float64, or the kind of the arguments
        Fractions.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `difference`.

    Notes
    -----
    A missing value (NaN) in any argument makes the result missing. So does a pair with one
    rate below -1 and the other above, as no constant rate leads from a positive level to
    a negative one in two periods, and an infinite rate.

    References
    ----------
    OECD (2007), *Data and Metadata Reporting and Presentation Handbook*, guidelines for the
    presentation of growth rates.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.average_growth([0.5, 3.0], [0.5, 0.0])
    array([0.5, 1. ])
    """
    arrays = operands("average_growth", first=first, second=second)
    return apply(_core.average_growth, arrays, out, "average_growth")


@over_tables
def implied_price_change(
    nominal: ArrayLike,
    real: ArrayLike,
    out: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Price change implied by growth at current and at constant prices.

    ``(1 + nominal) / (1 + real) - 1``, the change of the implicit price index. The
    difference of the two rates is only near to it.

    Parameters
    ----------
    nominal : array_like of real numbers
        Growth rates at current prices, as fractions.
    real : array_like of real numbers
        Growth rates at constant prices, as fractions; shapes broadcast together.
    out : ndarray of float64, optional
        Where to put the result, as in `difference`.

    Returns
    -------
    ndarray of float64, or the kind of the arguments
        Fractions.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `difference`.

    Notes
    -----
    A missing value (NaN) in any argument makes the result missing. A real growth rate of -1
    gives an infinity, or NaN where `nominal` is -1 too.

    References
    ----------
    European Commission, IMF, OECD, United Nations, World Bank (2009), *System of National
    Accounts 2008*, chapter 15 (price and volume measures).

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.implied_price_change([0.5, 0.1], 0.25)
    array([ 0.2 , -0.12])
    """
    arrays = operands("implied_price_change", nominal=nominal, real=real)
    return apply(_core.implied_price_change, arrays, out, "implied_price_change")


@over_tables
def additive_contribution(
    share: ArrayLike,
    growth: ArrayLike,
    out: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Contribution of a part to the growth of the whole: ``share * growth``.

    For wholes that are sums of their parts; the contributions of all parts add up to the
    growth of the whole. `contributions` does the same for a whole tree of index numbers.

    Parameters
    ----------
    share : array_like of real numbers
        Shares of the parts in the base period (not the current one), as fractions.
    growth : array_like of real numbers
        Growth rates of the parts, as fractions; shapes broadcast together.
    out : ndarray of float64, optional
        Where to put the result, as in `difference`.

    Returns
    -------
    ndarray of float64, or the kind of the arguments
        Fractions: 0.012 is a contribution of 1.2 percentage points.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `difference`.

    Notes
    -----
    A missing value (NaN) in any argument makes the result missing.

    References
    ----------
    IMF (2017), *Quarterly National Accounts Manual*, chapter 8 (contributions of additive
    components).

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.additive_contribution([0.75, 0.25], [0.5, -0.25])
    array([ 0.375 , -0.0625])
    """
    arrays = operands("additive_contribution", share=share, growth=growth)
    return apply(_core.additive_contribution, arrays, out, "additive_contribution")


@over_tables
def required_growth(
    total: ArrayLike,
    part: ArrayLike,
    share: ArrayLike,
    out: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Growth rate the rest needs for the whole to grow at the rate `total`.

    ``((1 + total) - (1 + part) * share) / (1 - share) - 1``. The part may be the months of
    the year gone by, `total` the target for the year and `share` the share of these
    months in the whole of last year: the result is what the remaining months need. Or the
    part is some industries with `share` of the base, and the result is the growth that
    the others must have had.

    Parameters
    ----------
    total : array_like of real numbers
        Growth rates of the whole, or targets for it, as fractions.
    part : array_like of real numbers
        Growth rates of the part, as fractions.
    share : array_like of real numbers
        Shares of the part in the base, at least 0 and below 1; all shapes broadcast
        together.
    out : ndarray of float64, optional
        Where to put the result, as in `difference`.

    Returns
    -------
    ndarray of float64, or the kind of the arguments
        Fractions.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `difference`.
    ArgumentValueError
        A share below 0, or 1 and above.

    Notes
    -----
    A missing value (NaN) in any argument makes the result missing. Computed as
    ``(total - part * share) / (1 - share)``.

    References
    ----------
    Follows from the sum of the two parts of the whole; see `additive_contribution`.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.required_growth(0.25, 0.5, [0.0, 0.5])
    array([0.25, 0.  ])
    """
    arrays = operands("required_growth", total=total, part=part, share=share)
    shares = arrays[2]
    refuse(
        (shares < 0.0) | (shares >= 1.0),
        shares,
        "share",
        "at least 0 and below 1",
        "required_growth",
    )
    return apply(_core.required_growth, arrays, out, "required_growth")
