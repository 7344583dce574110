"""Sums, means and growth over a moving window of periods."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct import _core
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.labels import RAISE, Gaps, is_labelled, no_label_options, over_labels
from hanoi_ct._inputs.overloads import over_time
from hanoi_ct._inputs.tabular import as_printed
from hanoi_ct._inputs.validate import axis_number, choice, float64_array, integer, output_array
from hanoi_ct.measures._calls.along import along, bases_of, refuse_bases, shifted
from hanoi_ct.measures._calls.policies import RULES, Missing, NegativeBase, omits
from hanoi_ct.measures._printed.figures import figures_of
from hanoi_ct.measures._printed.means import moving_mean_of


@over_time
def moving_sum(
    x: ArrayLike | Any,
    window: int | None = None,
    *,
    missing: Missing = "propagate",
    min_count: int = 1,
    gaps: Gaps = "raise",
    freq: str | None = None,
    year_start: int | None = None,
    axis: int = -1,
    threads: int | None = None,
    out: NDArray[np.float64] | None = None,
) -> Any:
    """Sum of the last `window` periods.

    Parameters
    ----------
    x : array_like of real numbers, or labelled data
        Flows, one or more series, with consecutive periods along `axis`.
    window : int, optional
        How many periods a window has; at least 1. Without it a year: 12, or what the index
        of labelled data says (4 of quarters, 52 of weeks; of days it has to be said).
    missing : {"propagate", "omit", "raise"}, default "propagate"
        What a missing value (NaN) does. "propagate": its windows are missing. "omit":
        what is observed of the window is added. "raise": an error.
    min_count : int, default 1
        Under ``missing="omit"``, the fewest observed periods for a result.
    gaps : {"raise", "missing"}, default "raise"
        What to do about periods that the index of labelled data leaves out: an error
        that names the first, or take them as missing values. Arrays have no index.
    freq, year_start
        The unit of the labels and the start of the year; see `growth`.
    axis : int, default -1
        The axis of `x` along which the periods lie; left out for labelled data.
    threads : int, optional
        At most so many threads; see `growth`.
    out : ndarray of float64, optional
        Where to put the result; of the shape of `x`. It may overlap `x`.

    Returns
    -------
    ndarray of float64, or the kind of `x`
        In the unit and the shape of `x`. The first ``window - 1`` periods are NaN.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `ytd`; `window` below 1 or not an integer.

    Notes
    -----
    Every window is added from its own periods. Nothing is carried along, so there is no
    drift, and an infinity or a huge value is felt in its own windows only. Up to 7 periods
    are added from the first to the last; longer windows are cut, from the oldest period,
    into blocks of 4, 16, 64, .. periods, where a block is the sum of four smaller ones,
    added in pairs. The order depends on the window alone, so that it has the same bits in
    any extract and in any memory layout. The error is at most :math:`d\\, 2^{-53} \\sum|x|`
    over the window, to first order, with d = 6, 4, 9, 12, 16 for windows of 7, 12, 60, 120,
    365 and never more than the window less 1; for the correctly rounded sum see
    `exact_moving_sum`. The cost grows with the logarithm of the window.

    References
    ----------
    Higham (2002), *Accuracy and Stability of Numerical Algorithms*, section 4.2.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.moving_sum([1e17, 1.0, 2.0, 3.0], 2)
    array([   nan, 1.e+17, 3.e+00, 5.e+00])
    """
    if type(x) is not np.ndarray and is_labelled(x):
        return over_labels(moving_sum, locals(), year_option="window", same_unit=True)
    if gaps is not RAISE or freq is not None or year_start is not None:
        no_label_options(gaps, freq, year_start, "moving_sum")
    return _moving(x, window, missing, min_count, axis, threads, out, 0, "moving_sum")


@over_time
def moving_mean(
    x: ArrayLike | Any,
    window: int | None = None,
    *,
    decimals: int | None = None,
    missing: Missing = "propagate",
    min_count: int = 1,
    gaps: Gaps = "raise",
    freq: str | None = None,
    year_start: int | None = None,
    axis: int = -1,
    threads: int | None = None,
    out: NDArray[np.float64] | None = None,
) -> Any:
    """Mean of the last `window` periods.

    Parameters
    ----------
    x, window, gaps, freq, year_start, axis, threads, out
        As in `moving_sum`.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        As in `moving_sum`; under "omit" the divisor is the number observed.
    min_count : int, default 1
        Under ``missing="omit"``, the fewest observed periods for a result.
    decimals : int, optional
        Read the figures as the decimals they print as, and round the exact mean of each
        window, half up, to so many decimals, -15 to 15; see `printed_mean`.

    Returns
    -------
    ndarray of float64, or the kind of `x`
        In the unit and the shape of `x`. The first ``window - 1`` periods are NaN.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `moving_sum`.

    Notes
    -----
    The sum of `moving_sum` and one division; with `decimals`, exact until the rounding.

    References
    ----------
    Higham (2002), *Accuracy and Stability of Numerical Algorithms*, section 4.2.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.moving_mean([1.0, 3.0, float("nan"), 8.0], 2, missing="omit")
    array([nan,  2.,  3.,  8.])
    >>> hanoi_ct.moving_mean([0.15, 0.25, 0.35, 0.15], 2, decimals=1)
    array([nan, 0.2, 0.3, 0.3])
    """
    if type(x) is not np.ndarray and is_labelled(x):
        x = x if decimals is None else as_printed(x, "x", "moving_mean")
        return over_labels(moving_mean, locals(), year_option="window", same_unit=True)
    if gaps is not RAISE or freq is not None or year_start is not None:
        no_label_options(gaps, freq, year_start, "moving_mean")
    if decimals is not None:
        return _printed(x, window, decimals, missing, min_count, axis, out)
    return _moving(x, window, missing, min_count, axis, threads, out, 1, "moving_mean")


def _printed(
    x: ArrayLike,
    window: Any,
    decimals: Any,
    missing: Any,
    min_count: Any,
    axis: Any,
    out: Floats | None,
) -> Floats:
    """Means of figures as they were printed."""
    function = "moving_mean"
    figures = figures_of(x, "x", function, min_ndim=1)
    width = 12 if window is None else integer(window, "window", function, low=1)
    where = axis_number(axis, figures.units.ndim, function)
    if out is not None:
        output_array(out, figures.units.shape, function)
    means = moving_mean_of(figures, decimals, width, where, missing, min_count, function)
    if out is None:
        return means
    out[...] = means
    return out


def _moving(
    x: ArrayLike,
    window: Any,
    missing: Any,
    min_count: Any,
    axis: Any,
    threads: Any,
    out: Floats | None,
    mean: int,
    function: str,
) -> Floats:
    values = float64_array(x, "x", function, min_ndim=1)
    width = 12 if window is None else integer(window, "window", function, low=1)
    where = axis_number(axis, values.ndim, function)
    fewest = omits(missing, min_count, values, where, function)
    if fewest:
        loop, parameters = _core.moving_observed, (width, fewest, mean)
        return along(loop, values, where, parameters, out, function, threads)
    return along(_core.moving, values, where, (width, mean), out, function, threads)


@over_time
def moving_growth(
    x: ArrayLike | Any,
    window: int | None = None,
    lag: int | None = None,
    *,
    missing: Missing = "propagate",
    min_count: int = 1,
    negative_base: NegativeBase = "nan",
    gaps: Gaps = "raise",
    freq: str | None = None,
    year_start: int | None = None,
    axis: int = -1,
    threads: int | None = None,
    out: NDArray[np.float64] | None = None,
) -> Any:
    """Growth of the last `window` periods over as many periods before: a ratio of sums.

    With the defaults, the last twelve months over the twelve before them. It is not the
    mean of the rates of the months.

    Parameters
    ----------
    x, window, gaps, freq, year_start, axis, threads, out
        As in `moving_sum`.
    lag : int, optional
        How many periods back the window of comparison lies; without it `window`, so
        that it ends where the other begins.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        As in `ytd_growth`: under "omit", a period that is missing in one window leaves
        its counterpart out of the other.
    min_count : int, default 1
        Under ``missing="omit"``, the fewest periods observed in both windows.
    negative_base : {"nan", "formula", "absolute", "raise"}, default "nan"
        What a rate is where the earlier sum is zero or negative; see `growth`.

    Returns
    -------
    ndarray of float64, or the kind of `x`
        Fractions, in the shape of `x`. The first ``window + lag - 1`` periods are NaN.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `moving_sum` and `growth`.

    Notes
    -----
    Without missing values the result equals, to the bit, ``growth(moving_sum(x, window),
    lag)``.

    References
    ----------
    United Nations (2013), *International Recommendations for the Index of Industrial
    Production 2010*, chapter VI.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.moving_growth([10, 10, 11, 13, 15], 2)
    array([       nan,        nan,        nan, 0.2       , 0.33333333])
    """
    if type(x) is not np.ndarray and is_labelled(x):
        return over_labels(moving_growth, locals(), year_option="window")
    if gaps is not RAISE or freq is not None or year_start is not None:
        no_label_options(gaps, freq, year_start, "moving_growth")
    name = "moving_growth"
    values = float64_array(x, "x", name, min_ndim=1)
    width = 12 if window is None else integer(window, "window", name, low=1)
    back = width if lag is None else integer(lag, "lag", name, low=1)
    rule = choice(negative_base, RULES, "negative_base", name)
    where = axis_number(axis, values.ndim, name)
    fewest = omits(missing, min_count, values, where, name)
    if out is not None:
        output_array(out, values.shape, name)
    if fewest:
        if negative_base == "raise":
            observed = bases_of(values, back, where).copy()
            observed[np.isnan(shifted(values, back, where))] = np.nan
            parameters = (width, fewest, 0)
            sums = along(_core.moving_observed, observed, where, parameters, None, name)
            refuse_bases(sums, where, name)
        loop = _core.moving_growth_observed
        return along(loop, values, where, (width, back, fewest, rule), out, name, threads)
    sums = along(_core.moving, values, where, (width, 0), None, name, threads)
    if negative_base == "raise":
        refuse_bases(bases_of(sums, back, where), where, name)
    return along(_core.growth, sums, where, (back, rule), out, name, threads)
