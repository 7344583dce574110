"""Sums over the year so far, their growth, and the way back to single periods."""

from collections.abc import Callable
from typing import Any, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct import _core
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.grids import Grid
from hanoi_ct._inputs.labels import RAISE, Gaps, is_labelled, no_label_options, over_labels
from hanoi_ct._inputs.overloads import Labelled, by_place, over_time
from hanoi_ct._inputs.tabular import is_tabular, over_elements
from hanoi_ct._inputs.validate import axis_number, choice, float64_array
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._calls.along import along, bases_of, refuse_bases, shifted
from hanoi_ct.measures._calls.elementwise import operands, over_tables, refuse
from hanoi_ct.measures._calls.policies import (
    RULES,
    Missing,
    NegativeBase,
    no_omission,
    omits,
    year_of,
)


def _nothing_then(values: Floats, grid: Grid, axis: int, options: dict[str, Any]) -> None:
    """Let a 29 February that a year does not have add nothing."""
    if options["missing"] != "omit" and grid.no_days is not None:
        before: Any = (slice(None),) * axis
        values[(*before, grid.no_days)] = 0.0


def nothing_then_nor_a_year_on(
    values: Floats, grid: Grid, axis: int, options: dict[str, Any]
) -> Any:
    """The same; a 29 February has no rate over a year without one."""
    _nothing_then(values, grid, axis, options)
    assert grid.no_days is not None
    year_on = grid.no_days + 366
    return year_on[year_on < grid.length]


def _the_day_before(values: Floats, grid: Grid, axis: int, options: dict[str, Any]) -> None:
    """Let the sum over the year stand still on a 29 February that there is not."""
    assert grid.no_days is not None
    at = grid.no_days[grid.no_days > 0]
    before: Any = (slice(None),) * axis
    values[(*before, at)] = values[(*before, at - 1)]


@over_time
def ytd(
    x: ArrayLike | Any,
    *,
    periods_per_year: int | None = None,
    first_period: int | None = None,
    missing: Missing = "propagate",
    min_count: int = 1,
    gaps: Gaps = "raise",
    freq: str | None = None,
    year_start: int | None = None,
    axis: int = -1,
    threads: int | None = None,
    out: NDArray[np.float64] | None = None,
) -> Any:
    """Sum over the year so far (cumulative, cộng dồn).

    Parameters
    ----------
    x : array_like of real numbers, or labelled data
        Flows, one or more series, with consecutive periods along `axis`.
    periods_per_year : int, optional
        12 for months, 4 for quarters, 52 for weeks, or any other number from 1. Without
        it 12, or what the index of labelled data says, with which it must agree; years of
        weeks there have 52 or 53, years of days 365 or 366, as the calendar has it.
    first_period : int, optional
        Of arrays, which period of its year the first observation is, from 1 to
        `periods_per_year`. Months from April on have ``first_period=4``; of a year from
        April to March, April is ``first_period=1`` and March ``first_period=12``. Without
        it 1. The index of labelled data says it, by `year_start`.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        What a missing value (NaN) does. "propagate": it makes the rest of its year
        missing. "omit": what is observed is added. "raise": an error.
    min_count : int, default 1
        Under ``missing="omit"``, the fewest observed periods for a sum; with fewer it
        is missing.
    gaps : {"raise", "missing"}, default "raise"
        What to do about periods that the index of labelled data leaves out: an error
        that names the first, or take them as missing values. Arrays have no index.
    freq, year_start
        The unit of the labels, and the month in which the statistical year begins (4 for
        April to March); see `growth`.
    axis : int, default -1
        The axis of `x` along which the periods lie; left out for labelled data.
    threads : int, optional
        At most so many threads; see `growth`.
    out : ndarray of float64, optional
        Where to put the result; of the shape of `x`. It may overlap `x`.

    Returns
    -------
    ndarray of float64, or the kind of `x`
        In the unit and the shape of `x`. Where the data start inside a year, the
        beginning of that year is not known: its periods are NaN.

    Raises
    ------
    ArgumentTypeError
        `x` does not hold real numbers, an option is not an integer, `out` is not a
        float64 array.
    ArgumentValueError
        `periods_per_year` below 1, `first_period` outside the year, `axis` out of
        range, an unknown word, `out` of another shape or read-only, a missing value
        under ``missing="raise"``, an index with gaps or out of order.

    Notes
    -----
    Values are added from the first period of the year on, so that the m-th sum of a
    year is off by at most :math:`(m-1) 2^{-53} \\sum|x|`, to first order. For the
    correctly rounded sum see `exact_cumsum`.

    References
    ----------
    United Nations (2013), *International Recommendations for the Index of Industrial
    Production 2010*, chapter VI. Higham (2002), *Accuracy and Stability of Numerical
    Algorithms*, section 4.2, for the bound.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.ytd([1, 2, 3, 4, 10, 20], periods_per_year=4)
    array([ 1.,  3.,  6., 10., 10., 30.])
    >>> hanoi_ct.ytd([3, 4, 10, 20], periods_per_year=4, first_period=3)
    array([nan, nan, 10., 30.])
    >>> hanoi_ct.ytd([1, float("nan"), 3, 4], periods_per_year=4, missing="omit")
    array([1., 1., 4., 8.])
    """
    if type(x) is not np.ndarray and is_labelled(x):
        return over_labels(ytd, locals(), of_year=True, same_unit=True, days=_nothing_then)
    if gaps is not RAISE or freq is not None or year_start is not None:
        no_label_options(gaps, freq, year_start, "ytd")
    values = float64_array(x, "x", "ytd", min_ndim=1)
    year = year_of(periods_per_year, first_period, "ytd")
    where = axis_number(axis, values.ndim, "ytd")
    fewest = omits(missing, min_count, values, where, "ytd")
    if fewest:
        return along(_core.ytd_observed, values, where, (*year, fewest), out, "ytd", threads)
    return along(_core.ytd, values, where, year, out, "ytd", threads)


@over_time
def ytd_growth(
    x: ArrayLike | Any,
    *,
    periods_per_year: int | None = None,
    first_period: int | None = None,
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
    """Growth of the sum over the year so far against the same periods a year before.

    This is the rate behind "in 8 months production rose 7.4 %": the sum of this year's
    first 8 months over the sum of last year's first 8, less 1. It is not a mean of
    monthly rates.

    Parameters
    ----------
    x : array_like of real numbers, or labelled data
        Levels (index numbers on a fixed base, or flows), one or more series, with
        consecutive periods along `axis`.
    periods_per_year, first_period, gaps, freq, year_start, axis, threads, out
        As in `ytd`.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        What a missing value (NaN) does. "propagate": the rates from its period to the
        end of its year are missing, and those of the same periods of the year after.
        "omit": a period that either year lacks is left out of both, so that like is
        compared with like. "raise": an error.
    min_count : int, default 1
        Under ``missing="omit"``, the fewest periods observed in both years for a rate.
    negative_base : {"nan", "formula", "absolute", "raise"}, default "nan"
        What a rate is where the sum of the year before is zero or negative; see
        `growth`.

    Returns
    -------
    ndarray of float64, or the kind of `x`
        Fractions, in the shape of `x`; NaN as long as the year before is not complete
        up to the same period. A 53rd week has no rate over a year of 52, a 29 February
        none over a year without one.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `growth` and `ytd`.

    Notes
    -----
    Without missing values the result equals, to the bit,
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
    >>> hanoi_ct.ytd_growth([10, float("nan"), 11, 13], periods_per_year=2, missing="omit")
    array([nan, nan, 0.1, 0.1])
    """
    if type(x) is not np.ndarray and is_labelled(x):
        return over_labels(ytd_growth, locals(), of_year=True, days=nothing_then_nor_a_year_on)
    if gaps is not RAISE or freq is not None or year_start is not None:
        no_label_options(gaps, freq, year_start, "ytd_growth")
    values = float64_array(x, "x", "ytd_growth", min_ndim=1)
    year = year_of(periods_per_year, first_period, "ytd_growth")
    rule = choice(negative_base, RULES, "negative_base", "ytd_growth")
    where = axis_number(axis, values.ndim, "ytd_growth")
    fewest = omits(missing, min_count, values, where, "ytd_growth")
    if negative_base == "raise":
        _refuse_sums(values, year, fewest, where)
    if fewest:
        parameters = (*year, fewest, rule)
        loop = _core.ytd_growth_observed
        return along(loop, values, where, parameters, out, "ytd_growth", threads)
    return along(_core.ytd_growth, values, where, (*year, rule), out, "ytd_growth", threads)


def _refuse_sums(x: Floats, year: tuple[int, int], fewest: int, axis: int) -> None:
    """Raise where the sum of a year that serves as a base is zero or negative."""
    if not fewest:
        sums = along(_core.ytd, x, axis, year, None, "ytd_growth")
        refuse_bases(bases_of(sums, year[0], axis), axis, "ytd_growth")
        return
    observed = bases_of(x, year[0], axis).copy()
    observed[np.isnan(shifted(x, year[0], axis))] = np.nan
    sums = along(_core.ytd_observed, observed, axis, (*year, fewest), None, "ytd_growth")
    refuse_bases(sums, axis, "ytd_growth")


@over_time
def decumulate(
    x: ArrayLike | Any,
    *,
    periods_per_year: int | None = None,
    first_period: int | None = None,
    missing: Missing = "propagate",
    gaps: Gaps = "raise",
    freq: str | None = None,
    year_start: int | None = None,
    axis: int = -1,
    threads: int | None = None,
    out: NDArray[np.float64] | None = None,
) -> Any:
    """Single periods of published sums over the year so far; the way back from `ytd`.

    Parameters
    ----------
    x : array_like of real numbers, or labelled data
        Sums over the year so far of flows, with consecutive periods along `axis`.
    periods_per_year, first_period, gaps, freq, year_start, axis, threads, out
        As in `ytd`.
    missing : {"propagate", "raise"}, default "propagate"
        "propagate": a missing sum makes its period and the next of the same year
        missing. "raise": an error. Nothing can be omitted from a difference.

    Returns
    -------
    ndarray of float64, or the kind of `x`
        In the unit and the shape of `x`. Where the data start inside a year, the first
        period is NaN: it cannot be told from those before.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `ytd`.

    Notes
    -----
    One subtraction each. The months of printed sums carry the rounding of both sums: two
    sums printed to a unit leave their month uncertain by a whole unit.

    References
    ----------
    United Nations (2013), *International Recommendations for the Index of Industrial
    Production 2010*, chapter VI.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.decumulate([1, 3, 6, 10, 10, 30], periods_per_year=4)
    array([ 1.,  2.,  3.,  4., 10., 20.])
    """
    if type(x) is not np.ndarray and is_labelled(x):
        return over_labels(decumulate, locals(), of_year=True, same_unit=True, days=_the_day_before)
    if gaps is not RAISE or freq is not None or year_start is not None:
        no_label_options(gaps, freq, year_start, "decumulate")
    values = float64_array(x, "x", "decumulate", min_ndim=1)
    year = year_of(periods_per_year, first_period, "decumulate")
    where = axis_number(axis, values.ndim, "decumulate")
    no_omission(missing, values, where, "decumulate")
    return along(_core.decumulate, values, where, year, out, "decumulate", threads)


@by_place
def ytd_contributions(
    x: ArrayLike | Any,
    *,
    periods_per_year: int | None = None,
    first_period: int | None = None,
    gaps: Gaps = "raise",
    freq: str | None = None,
    year_start: int | None = None,
    axis: int = -1,
) -> Any:
    """Contribution of each period of the year to the year-to-date growth.

    The rate of eight months is the sum of eight contributions, each the change of a
    month over the same month of the year before, as a share of last year's eight months.

    Parameters
    ----------
    x : array_like of real numbers, or labelled data
        Levels or flows, one or more series, with consecutive periods along `axis`.
    periods_per_year, first_period, gaps, freq, year_start, axis
        As in `ytd`.

    Returns
    -------
    ndarray of float64, or of the library of `x`
        One axis more than `x`, the last, of length `periods_per_year`: element
        ``[..., t, m]`` (with the periods moved to the last but one place) is what the
        m-th period of the year, from 0, contributes to ``ytd_growth(x)[..., t]``, as a
        fraction. NaN for periods later in the year than t, and where there is no rate.
        Labelled data keep their labels and get one more, "place", of the periods of the
        year from 1: columns of a pandas or polars DataFrame, within each of the columns of
        `x`; the last dimension of a DataArray.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `ytd`.

    Notes
    -----
    The contributions of a row add up to the rate, but for rounding. A missing value
    (NaN) in either year makes every contribution of the row missing. Where last year's
    sum is zero or negative the row is NaN.

    References
    ----------
    OECD (2007), *Data and Metadata Reporting and Presentation Handbook*, section on
    contributions to growth.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.ytd_contributions([10, 10, 11, 13], periods_per_year=2)[2:]
    array([[0.1 ,  nan],
           [0.05, 0.15]])
    """
    if type(x) is not np.ndarray and is_labelled(x):
        return over_labels(ytd_contributions, locals(), of_year=True)
    if gaps is not RAISE or freq is not None or year_start is not None:
        no_label_options(gaps, freq, year_start, "ytd_contributions")
    values = float64_array(x, "x", "ytd_contributions", min_ndim=1)
    lag, first = year_of(periods_per_year, first_period, "ytd_contributions")
    where = axis_number(axis, values.ndim, "ytd_contributions")
    values = np.ascontiguousarray(np.moveaxis(values, where, -1))
    n = values.shape[-1]
    result = np.full((*values.shape, lag), np.nan)
    changes = _core.change(values, lag)
    sums = _core.ytd(values, lag, first)
    rates = _core.ytd_growth(values, lag, first, 0)
    places = (np.arange(n) + first - 1) % lag
    for back in range(min(lag, n)):
        # Rows whose year holds a period `back` before them, and the base of its sum.
        rows = np.flatnonzero(places >= back)
        rows = rows[rows >= lag + back]
        shares = _core.ratio(changes[..., rows - back], sums[..., rows - lag])
        shares[np.isnan(rates[..., rows])] = np.nan
        result[..., rows, places[rows] - back] = shares
    return result


@over_tables
def growth_behind_ytd(
    rate: ArrayLike | Any, previous_rate: ArrayLike | Any, share: ArrayLike | Any
) -> Any:
    """Growth of the one period that lies between two year-to-date rates.

    From "6.2 % in seven months" and "7.4 % in eight months" follows what the eighth
    month grew, given the weight of the seven months in last year's eight.

    Parameters
    ----------
    rate : array_like of real numbers, or labelled data
        Year-to-date growth up to the period, as a fraction.
    previous_rate : array_like of real numbers, or labelled data
        Year-to-date growth up to the period before, as a fraction.
    share : array_like of real numbers, or labelled data
        Last year's sum up to the period before, as a share of last year's sum up to the
        period: 7/8 where all months of last year were alike.

    Returns
    -------
    ndarray of float64, or the kind of the labelled arguments
        Growth of the period over the same period of the year before, as a fraction, in
        the shape to which the arguments broadcast.

    Raises
    ------
    ArgumentTypeError
        An argument is not an array of real numbers.
    ArgumentValueError
        The shapes do not broadcast together, or a share is not at least 0 and below 1.

    Notes
    -----
    ``(rate - share * previous_rate) / (1 - share)``. Missing values (NaN) propagate. Both
    rates come rounded, and their roundings are magnified by about twice the number of
    months: take `growth_interval_behind_ytd` for printed rates.

    References
    ----------
    From the definition of the year-to-date rate; United Nations (2013), *International
    Recommendations for the Index of Industrial Production 2010*, chapter VI.

    Examples
    --------
    >>> import hanoi_ct
    >>> float(hanoi_ct.growth_behind_ytd(0.25, 0.125, 0.75))
    0.625
    """
    later, earlier, shares = operands(
        "growth_behind_ytd", rate=rate, previous_rate=previous_rate, share=share
    )
    _refuse_shares(shares, "growth_behind_ytd")
    return np.asarray(_core.required_growth(later, earlier, shares))


@overload
def growth_interval_behind_ytd(
    rate: tuple[Labelled, Labelled],
    previous_rate: tuple[Labelled, Labelled],
    share: tuple[Labelled, Labelled],
) -> tuple[Labelled, Labelled]: ...
@overload
def growth_interval_behind_ytd(
    rate: tuple[ArrayLike, ArrayLike],
    previous_rate: tuple[ArrayLike, ArrayLike],
    share: tuple[ArrayLike, ArrayLike],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]: ...
def growth_interval_behind_ytd(
    rate: tuple[Any, Any], previous_rate: tuple[Any, Any], share: tuple[Any, Any]
) -> tuple[Any, Any]:
    """Bounds of the growth of the one period between two year-to-date rates.

    Parameters
    ----------
    rate, previous_rate, share : pair of array_like, or of labelled data
        Lowest and highest possible value of what `growth_behind_ytd` takes: a rate
        printed as 7.4 % is ``(0.0735, 0.0745)``.

    Returns
    -------
    low, high : ndarray of float64, or the kind of the labelled bounds
        The least and the greatest growth that the bounds allow, as fractions.

    Raises
    ------
    ArgumentTypeError
        A bound is not an array of real numbers.
    ArgumentValueError
        An argument is not a pair, a lower bound lies above its upper bound, a share is
        not at least 0 and below 1, or shapes do not broadcast together.

    Notes
    -----
    The growth rises with `rate`, falls with `previous_rate`, and is monotone in `share`:
    the extremes stand at the ends. They are widened by four units in the last place, which
    covers the rounding of their own computation. Missing values (NaN) propagate.

    References
    ----------
    Moore, Kearfott and Cloud (2009), *Introduction to Interval Analysis*, chapter 5.

    Examples
    --------
    >>> import hanoi_ct
    >>> low, high = hanoi_ct.growth_interval_behind_ytd(
    ...     (0.0735, 0.0745), (0.0615, 0.0625), (0.86, 0.88)
    ... )
    >>> import numpy as np
    >>> np.array([low, high])
    array([0.14107143, 0.16983333])
    """
    name = "growth_interval_behind_ytd"
    given = {"rate": rate, "previous_rate": previous_rate, "share": share}
    if all(isinstance(pair, (tuple, list)) and len(pair) == 2 for pair in given.values()):
        bounds = {f"{k}[{i}]": pair[i] for k, pair in given.items() for i in (0, 1)}
        if is_tabular(*bounds.values()):
            low, high = (over_elements(_end(i), bounds, name) for i in (0, 1))
            return low, high
    (r0, r1), (p0, p1), (s0, s1) = (
        _bounds(pair, which, name)
        for pair, which in ((rate, "rate"), (previous_rate, "previous_rate"), (share, "share"))
    )
    _refuse_shares(s0, name)
    _refuse_shares(s1, name)
    operands(name, rate=r0 + r1, previous_rate=p0 + p1, share=s0 + s1)
    lowest = np.minimum(_core.required_growth(r0, p1, s0), _core.required_growth(r0, p1, s1))
    highest = np.maximum(_core.required_growth(r1, p0, s0), _core.required_growth(r1, p0, s1))
    return _stepped(lowest, -np.inf), _stepped(highest, np.inf)


def _end(which: int) -> Callable[..., Floats]:
    """Return the function that gives one bound of the growth from six arrays."""

    def end(*x: Floats) -> Floats:
        return growth_interval_behind_ytd((x[0], x[1]), (x[2], x[3]), (x[4], x[5]))[which]

    return end


def _stepped(x: Any, towards: float) -> Floats:
    for _ in range(4):
        x = np.nextafter(x, towards)
    return np.asarray(x)


def _bounds(pair: Any, name: str, function: str) -> tuple[Floats, Floats]:
    if not isinstance(pair, (tuple, list)) or len(pair) != 2:
        raise ArgumentValueError(
            f"`{name}` of {function} must be a pair of bounds; got {type(pair).__name__}"
        )
    low, high = operands(function, **{f"{name}[0]": pair[0], f"{name}[1]": pair[1]})
    wide = np.broadcast_arrays(low, high)[0]
    refuse(low > high, wide, f"{name}[0]", "at most the upper bound", function)
    return low, high


def _refuse_shares(shares: Floats, function: str) -> None:
    outside = (shares < 0) | (shares >= 1)
    refuse(outside, shares, "share", "at least 0 and below 1", function)
