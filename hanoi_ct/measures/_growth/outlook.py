"""What lies behind and ahead of a rate: base effect, acceleration, carry-over."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct import _core
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.labels import RAISE, Gaps, is_labelled, no_label_options, over_labels
from hanoi_ct._inputs.overloads import over_time
from hanoi_ct._inputs.validate import axis_number, choice, float64_array, integer
from hanoi_ct.measures._calls.along import along, bases_of, refuse_bases
from hanoi_ct.measures._calls.policies import RULES, Missing, NegativeBase, no_omission, year_of


@over_time
def acceleration(
    x: ArrayLike | Any,
    lag: int | None = None,
    step: int = 1,
    *,
    negative_base: NegativeBase = "nan",
    gaps: Gaps = "raise",
    freq: str | None = None,
    year_start: int | None = None,
    axis: int = -1,
    threads: int | None = None,
    out: NDArray[np.float64] | None = None,
) -> Any:
    """Change of a growth rate from one period to another, in percentage points.

    Parameters
    ----------
    x : array_like of real numbers, or labelled data
        Levels, one or more series, with consecutive periods along `axis`.
    lag : int, optional
        The lag of the growth rate. Without it a year: 12, or what the index of labelled
        data says.
    step : int, default 1
        How many periods lie between the two rates: 1 compares with the rate of the
        period before, 12 with that of the year before.
    negative_base, gaps, freq, year_start, axis, threads, out
        As in `growth`.

    Returns
    -------
    ndarray of float64, or the kind of `x`
        ``growth(x, lag)`` less the same `step` periods before. As a fraction: 0.009 is 0.9
        percentage points (điểm phần trăm). The first ``lag + step`` periods are NaN.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `growth`.

    Notes
    -----
    A missing value (NaN) in any of the values involved makes the result missing. The
    difference of two rates is not the rate at which a rate grew: from 6.5 % to 7.4 % is
    0.9 points.

    References
    ----------
    OECD (2007), *Data and Metadata Reporting and Presentation Handbook*, guidelines for
    the presentation of growth rates.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.acceleration([100.0, 150.0, 300.0], lag=1)
    array([nan, nan, 0.5])
    """
    if type(x) is not np.ndarray and is_labelled(x):
        return over_labels(acceleration, locals(), year_option="lag")
    if gaps is not RAISE or freq is not None or year_start is not None:
        no_label_options(gaps, freq, year_start, "acceleration")
    values, where, back = _checked(x, lag, axis, "acceleration")
    between = integer(step, "step", "acceleration", low=1)
    rates = _rates(values, back, negative_base, where, "acceleration", threads)
    return along(_core.change, rates, where, (between,), out, "acceleration", threads)


@over_time
def base_effect(
    x: ArrayLike | Any,
    lag: int | None = None,
    *,
    negative_base: NegativeBase = "nan",
    gaps: Gaps = "raise",
    freq: str | None = None,
    year_start: int | None = None,
    axis: int = -1,
    threads: int | None = None,
) -> Any:
    """What the base contributes to the change of a year-on-year rate.

    When the rate over twelve months changes from one month to the next, a part comes from
    the movement of the new month, and a part from the movement a year ago, which drops out
    of the comparison: the rate falls because last year's month had risen.

    Parameters
    ----------
    x : array_like of real numbers, or labelled data
        Levels, one or more series, with consecutive periods along `axis`.
    lag : int, optional
        The lag of the rate: 12 for months over the year, 4 for quarters. Without it a
        year: 12, or what the index of labelled data says.
    negative_base, gaps, freq, year_start, axis, threads
        As in `growth`.

    Returns
    -------
    ndarray of float64, or the kind of `x`
        Minus the growth from period to period `lag` periods before, as a fraction. The
        first ``lag + 1`` periods are NaN.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `growth`.

    Notes
    -----
    To first order ``acceleration(x, lag) = growth(x, 1) + base_effect(x, lag)``; the error
    is of the size of the product of the rates. A missing value (NaN) at either end of last
    year's movement makes it missing.

    References
    ----------
    European Central Bank (2005), "Base effects and their impact on HICP inflation in
    early 2005", *Monthly Bulletin*, January, box 3.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.base_effect([100.0, 125.0, 120.0, 126.0], lag=2)
    array([  nan,   nan,   nan, -0.25])
    """
    if type(x) is not np.ndarray and is_labelled(x):
        return over_labels(base_effect, locals(), year_option="lag")
    if gaps is not RAISE or freq is not None or year_start is not None:
        no_label_options(gaps, freq, year_start, "base_effect")
    values, where, back = _checked(x, lag, axis, "base_effect")
    rates = _rates(values, 1, negative_base, where, "base_effect", threads)
    result = np.full_like(rates, np.nan)
    n = rates.shape[where]
    if back < n:
        before = (slice(None),) * where
        result[(*before, slice(back, n))] = -rates[(*before, slice(0, n - back))]
    return result


@over_time
def carry_over(
    x: ArrayLike | Any,
    *,
    into: str = "next",
    periods_per_year: int | None = None,
    first_period: int | None = None,
    missing: Missing = "propagate",
    negative_base: NegativeBase = "nan",
    gaps: Gaps = "raise",
    freq: str | None = None,
    year_start: int | None = None,
    axis: int = -1,
    threads: int | None = None,
) -> Any:
    """Growth of a year's mean if the level stays where it is (carry-over, overhang).

    Parameters
    ----------
    x : array_like of real numbers, or labelled data
        Levels, seasonally adjusted, one or more series, with consecutive periods along
        `axis`. On unadjusted levels the result tells of the season.
    into : {"next", "current"}, default "next"
        Which year's growth: that of the year after, over this one's mean, with the level
        of the period held to the end of both; or that of the year of the period, over
        the mean of the year before.
    periods_per_year, first_period : int, optional
        As in `ytd`.
    missing : {"propagate", "raise"}, default "propagate"
        "propagate": a missing value (NaN) makes the rest of its year missing, and the
        rates over it. "raise": an error. Nothing can be omitted from a mean that is held.
    negative_base, gaps, freq, year_start, axis, threads
        As in `growth`.

    Returns
    -------
    ndarray of float64, or the kind of `x`
        Fractions, in the shape of `x`. At the last period of a year, "next" gives the
        carry-over of the textbooks, ``last / mean - 1``, and "current" the growth of the
        yearly mean itself.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `ytd`; `into` is neither word.

    References
    ----------
    INSEE, *Definitions*, "Growth carry-over" (acquis de croissance). Statistics Canada
    (2011), *Canadian Economic Observer*, June, part 3, on the arithmetic of carry-over.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.carry_over([8.0, 12.0, 12.0, 15.0], periods_per_year=2)
    array([0.        , 0.2       , 0.        , 0.11111111])
    >>> hanoi_ct.carry_over([8.0, 12.0, 12.0, 15.0], into="current", periods_per_year=2)
    array([ nan,  nan, 0.2 , 0.35])
    """
    if type(x) is not np.ndarray and is_labelled(x):
        return over_labels(carry_over, locals(), of_year=True)
    if gaps is not RAISE or freq is not None or year_start is not None:
        no_label_options(gaps, freq, year_start, "carry_over")
    name = "carry_over"
    values = float64_array(x, "x", name, min_ndim=1)
    following = choice(into, {"current": 0, "next": 1}, "into", name)
    year = year_of(periods_per_year, first_period, name)
    rule = choice(negative_base, RULES, "negative_base", name)
    where = axis_number(axis, values.ndim, name)
    no_omission(missing, values, where, name)
    held, whole, before = _held(values, year, where, threads)
    current, base = (whole, held) if following else (held, before)
    if negative_base == "raise":
        refuse_bases(base, where, name)
    return np.asarray(_core.relative_change(current, base, rule))


def _held(
    x: Floats, year: tuple[int, int], axis: int, threads: int | None
) -> tuple[Floats, Floats, Floats]:
    """Return the sum of the year with the level held to its end, that of a whole year
    at the level, and that of the year before."""
    n, per_year = x.shape[axis], year[0]
    shape = [1] * x.ndim
    shape[axis] = n
    place = (np.arange(n) + year[1] - 1) % per_year
    sums = along(_core.ytd, x, axis, year, None, "carry_over", threads)
    rest = (per_year - 1 - place).reshape(shape).astype(np.float64)
    with np.errstate(all="ignore"):  # infinities, and levels near the largest double
        held = np.where(rest == 0.0, sums, sums + x * rest)
        whole = x * float(per_year)
    last = np.arange(n) - place - 1  # the last period of the year before
    before = np.take(sums, np.maximum(last, 0), axis=axis)
    before[(slice(None),) * axis + (last < 0,)] = np.nan
    return held, whole, before


def _rates(
    x: Floats, lag: int, negative_base: Any, axis: int, function: str, threads: int | None
) -> Floats:
    rule = choice(negative_base, RULES, "negative_base", function)
    if negative_base == "raise":
        refuse_bases(bases_of(x, lag, axis), axis, function)
    return along(_core.growth, x, axis, (lag, rule), None, function, threads)


def _checked(x: ArrayLike, lag: Any, axis: Any, function: str) -> tuple[Floats, int, int]:
    values = float64_array(x, "x", function, min_ndim=1)
    back = 12 if lag is None else integer(lag, "lag", function, low=1)
    return values, axis_number(axis, values.ndim, function), back
