"""Means of printed figures, rounded from their exact value."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.numbers import Units
from hanoi_ct._inputs.overloads_of_sums import printed_reduction
from hanoi_ct._inputs.tabular import is_tabular, over_axis
from hanoi_ct._inputs.validate import axis_number, integer
from hanoi_ct.measures._calls.policies import Missing, omits
from hanoi_ct.measures._printed.figures import figures_of, rounded_means, running_sums, sums
from hanoi_ct.measures._printed.rounding import decimal_places

_FEWEST, _MOST = -15, 15


@printed_reduction
def printed_mean(
    x: ArrayLike | Any,
    decimals: int | ArrayLike = 1,
    axis: int | None = -1,
    *,
    missing: Missing = "propagate",
    min_count: int = 1,
) -> Any:
    """Mean of printed figures, rounded from its exact value.

    The twelve months 119.8, 115.6, 110.1, 113.8, 115.0, 115.2, 115.9, 119.7, 123.5, 122.2,
    116.7, 100.3 have a mean of exactly 115.65, printed as 115.7. The sum of the doubles over
    12 lies a little below, and would print as 115.6.

    Parameters
    ----------
    x : array_like of real numbers, or labelled data
        Figures as printed: each double is read as the shortest decimal that denotes it, a
        float32 as its own; integers and Decimals are read exactly. pandas, xarray, polars
        and pyarrow as in `printed_growth`.
    decimals : int or array_like of int, default 1
        Decimals of the mean, from -15 to 15; -2 rounds to hundreds.
    axis : int or None, default -1
        The axis of `x` along which the figures lie; None takes all. Time runs down the rows
        of a frame: left out, or 0, it gives the mean of each column, 1 that of each row. Of
        a DataArray of several dimensions the name of one.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        What a missing value (NaN) does: makes the mean missing, is left out, or is an error.
    min_count : int, default 1
        Under ``missing="omit"``, the fewest figures for a mean.

    Returns
    -------
    float, ndarray of float64, or the kind of `x`
        In the unit of `x`, without the axis: the double nearest to the rounded mean. Ties are
        rounded away from zero, and a zero has no sign. NaN for no figures.

    Raises
    ------
    ArgumentTypeError
        `x` does not hold real numbers, an option is not an integer.
    ArgumentValueError
        `decimals` outside -15 .. 15, `axis` out of range, an infinite figure, an unknown word
        for `missing`, a missing value under ``missing="raise"``.

    See Also
    --------
    exact_mean : the double nearest to the exact mean of the doubles themselves.
    moving_mean, hanoi_ct.hierarchy.TreeValues.mean_over : with ``decimals=``, the same for
        every window.

    References
    ----------
    Rounding as in `round_half_up`.

    Examples
    --------
    >>> import hanoi_ct
    >>> months = [119.8, 115.6, 110.1, 113.8, 115.0, 115.2]
    >>> months += [115.9, 119.7, 123.5, 122.2, 116.7, 100.3]
    >>> hanoi_ct.printed_mean(months, 1)
    115.7
    >>> hanoi_ct.printed_mean([[2.5, 2.6], [1.0, 1.0]], 1)
    array([2.6, 1. ])
    """
    function = "printed_mean"
    if is_tabular(x):

        def of_array(values: Any, along: Any) -> Any:
            return printed_mean(values, decimals, along, missing=missing, min_count=min_count)

        return over_axis(of_array, x, axis, function, printed=True, time_is_last=True)
    figures = figures_of(x, "x", function, min_ndim=1)
    if axis is None:
        figures = Units(figures.units.reshape(-1), figures.places, figures.missing.reshape(-1))
        axis = 0
    where = axis_number(axis, figures.units.ndim, function)
    places = decimal_places(decimals, function, _FEWEST, _MOST)
    means = mean_of(figures, places, where, missing, min_count, function)
    return float(means) if means.ndim == 0 else means


def mean_of(
    figures: Units,
    places: NDArray[np.int64],
    axis: int,
    missing: Any,
    min_count: Any,
    function: str,
) -> Floats:
    """Return means along an axis, which goes."""
    seen = np.where(figures.missing, np.nan, 0.0)
    fewest = omits(missing, min_count, seen, axis, function)
    present = (~figures.missing).sum(axis=axis)
    units = np.where(figures.missing, 0, figures.units)
    enough = present >= fewest if fewest else present == figures.units.shape[axis]
    count = np.where(enough, present, 0)  # a mean of none is missing
    return rounded_means(sums(units, axis), count, figures.places, places)


def moving_mean_of(
    figures: Units,
    decimals: Any,
    window: int,
    axis: int,
    missing: Any,
    min_count: Any,
    function: str,
) -> Floats:
    """Return means of the last `window` figures, in the shape of all."""
    places = np.asarray(integer(decimals, "decimals", function, low=_FEWEST, high=_MOST))
    seen = np.where(figures.missing, np.nan, 0.0)
    fewest = omits(missing, min_count, seen, axis, function)
    units = _windows(np.where(figures.missing, 0, figures.units), window, axis)
    present = _windows((~figures.missing).astype(np.int64), window, axis)
    whole = np.arange(figures.units.shape[axis]) >= window - 1
    whole = whole.reshape((-1,) + (1,) * (figures.units.ndim - 1 - axis))
    enough = present >= fewest if fewest else present == window
    return rounded_means(units, np.where(whole & enough, present, 0), figures.places, places)


def _windows(units: NDArray[Any], window: int, axis: int) -> NDArray[Any]:
    """Return the exact sum of the last `window` whole numbers at each place."""
    totals = running_sums(units, axis)
    before = np.zeros_like(totals)
    n, front = units.shape[axis], (slice(None),) * axis
    if window < n:
        before[(*front, slice(window, None))] = totals[(*front, slice(0, n - window))]
    return np.asarray(totals - before)
