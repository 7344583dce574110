"""Benchmarking by differences: a series is bent as smoothly as it can be to meet its years."""

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct._inputs.validate import choice, first_position, flag, integer
from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._benchmark.years import Aggregate, Years, years_of
from hanoi_ct.measures._calls.elementwise import at_index

_Floats = NDArray[np.float64]

_FUNCTION = "denton"
_METHODS = {"cholette": 0, "denton": 1}
_CRITERIA = {"proportional": 0, "additive": 1}
_COEFFICIENTS = ([1.0], [-1.0, 1.0], [1.0, -2.0, 1.0])  # of differences of order 0, 1, 2

# Relative to the size of a year: what the solver may leave of a benchmark.
_MET = 1e-10


def denton(
    indicator: ArrayLike | Any,
    benchmarks: ArrayLike | Any,
    per_year: int,
    *,
    aggregate: Aggregate = "sum",
    criterion: Literal["proportional", "additive"] = "proportional",
    order: int = 1,
    method: Literal["cholette", "denton"] = "cholette",
    require_nonnegative: bool = False,
) -> NDArray[np.float64]:
    """Series of months or quarters that meets the figures of its years and moves as before.

    Of all series x whose years have the figures of `benchmarks`, the one whose adjustment
    a changes least from period to period: the sum of squares of its differences is least.
    a is x / indicator - 1 (proportional) or x - indicator (additive).

    Parameters
    ----------
    indicator : array_like of real numbers, shape (..., n)
        The series to be adjusted, in order from the first period of the first year.
    benchmarks : array_like of real numbers, shape (..., m)
        The figures of the years, in the order of time; NaN for a year that has none.
        Periods after the last one are extrapolated. Leading axes broadcast.
    per_year : int
        Periods of a year: 12 months, 4 quarters.
    aggregate : {"sum", "mean", "first", "last"}, default "sum"
        What the figure of a year is of its periods.
    criterion : {"proportional", "additive"}, default "proportional"
        Which adjustment is smooth. A period of 0 stays 0 under "proportional".
    order : {1, 2, 0}, default 1
        The order of the differences. Two let the adjustment follow a line; 0 makes the
        adjustments themselves small, with steps between years.
    method : {"cholette", "denton"}, default "cholette"
        "denton" counts, as the first publication did, the adjustment of the first period
        from 0 as a change; "cholette" leaves the beginning free.
    require_nonnegative : bool, default False
        Raise where a result is negative, which additive adjustments and second
        differences of a positive series can give.

    Returns
    -------
    ndarray of float64, shape (..., n)
        In the unit of the benchmarks; each is met to 1e-10 of the size of its year.

    Raises
    ------
    ArgumentTypeError
        An argument does not hold real numbers.
    ArgumentValueError
        A value of the indicator that is missing or infinite, fewer values than years, a year
        of zeros with a benchmark other than 0, fewer benchmarks than `order` under
        "cholette", benchmarks that no such series meets, or a negative result that may not be.
    MissingDependencyError
        SciPy is not installed.

    Notes
    -----
    The normal equations, with one multiplier a year among the periods of the year, are
    banded: time and memory grow in proportion to n.

    References
    ----------
    Denton (1971), "Adjustment of Monthly or Quarterly Series to Annual Totals", *Journal of
    the American Statistical Association* 66. Dagum and Cholette (2006), *Benchmarking,
    Temporal Distribution, and Reconciliation Methods for Time Series*, chapter 6. IMF (2017),
    *Quarterly National Accounts Manual*, chapter 6.

    Examples
    --------
    >>> import hanoi_ct
    >>> quarters = [100.0, 100.0, 100.0, 100.0, 100.0, 100.0, 100.0, 100.0]
    >>> adjusted = hanoi_ct.denton(quarters, [400.0, 440.0], per_year=4)
    >>> adjusted.round(2)
    array([ 97.73,  98.64, 100.45, 103.18, 106.82, 109.55, 111.36, 112.27])
    """
    choice(criterion, _CRITERIA, "criterion", _FUNCTION)
    choice(method, _METHODS, "method", _FUNCTION)
    differences = integer(order, "order", _FUNCTION, low=0, high=2)
    nonnegative = flag(require_nonnegative, "require_nonnegative", _FUNCTION)
    years = years_of(indicator, benchmarks, per_year, aggregate, _FUNCTION)
    penalty = _penalty(years, differences, method == "denton")
    least = differences if method == "cholette" else 0
    rows = [
        _adjusted(years, row, penalty, criterion == "proportional", least)
        for row in range(len(years.series))
    ]
    result = np.array(rows).reshape(years.shape)
    if nonnegative and (result < 0.0).any():
        count, position = first_position(result < 0.0)
        raise ArgumentValueError(
            f"the result of {_FUNCTION} must not be negative under require_nonnegative=True; got "
            f"{result[position]:.6g}{at_index(position, count)}: use criterion='proportional', "
            "order=1, or look at the benchmark of that year"
        )
    return result


def _places(years: Years) -> NDArray[np.intp]:
    """Return where the periods stand among the unknowns: a multiplier follows each year."""
    period = np.arange(years.shape[-1])
    places: NDArray[np.intp] = period + np.minimum(
        period // years.weights.size, years.benchmarks.shape[-1]
    )
    return places


def _penalty(years: Years, order: int, from_zero: bool) -> _Floats:
    """Return the matrix of the sum of squared differences in the storage of solve_banded.

    Entry (i, j) stands at [width + i - j, j]; the width has room for the multipliers.
    """
    places, n = _places(years), years.shape[-1]
    width = max(years.weights.size, 2 * order)
    band = np.zeros((2 * width + 1, n + years.benchmarks.shape[-1]))
    start = np.arange(-order if from_zero else 0, n - order)
    for i, left in enumerate(_COEFFICIENTS[order]):
        for j, right in enumerate(_COEFFICIENTS[order]):
            there = start[(start + i >= 0) & (start + j >= 0)]
            row, column = places[there + i], places[there + j]
            np.add.at(band, (width + row - column, column), left * right)
    return band


def _adjusted(years: Years, row: int, penalty: _Floats, proportional: bool, least: int) -> _Floats:
    """Return one series with its years met."""
    series, benchmarks = years.series[row], years.benchmarks[row]
    factors = series if proportional else np.ones_like(series)
    parts = factors[: years.covered].reshape(-1, years.weights.size) * years.weights
    gap = benchmarks - years.of(series)
    size = np.abs(parts).max(axis=1)
    bound = ~np.isnan(benchmarks) & ((size > 0.0) | (gap != 0.0))
    if (bound & (size == 0.0)).any():
        year = int((bound & (size == 0.0)).argmax())
        raise ArgumentValueError(
            f"`benchmarks` of {_FUNCTION} must be 0 where the year of `indicator` is all zeros; "
            f"got {benchmarks[year]} for year {year}: use criterion='additive'"
        )
    if bound.sum() < least:
        raise ArgumentValueError(
            f"`benchmarks` of {_FUNCTION} must hold at least `order` figures, {least}, under "
            f"method='cholette'; got {bound.sum()}: give more years, or method='denton'"
        )
    size = np.where(bound, size, 1.0)
    with np.errstate(all="ignore"):  # an overflow is seen in what comes out
        change = _solved(years, penalty, parts / size[:, None], gap / size, bound)
        result: _Floats = series + factors * change
        left = np.abs(years.of(result) - benchmarks)
        reach = np.abs(parts).sum(axis=1) + np.abs(benchmarks)
        met = ~bound | (left <= _MET * reach)
    if not (met.all() and np.isfinite(result).all()):
        year = int((~met).argmax())
        raise ArgumentValueError(
            f"`benchmarks` of {_FUNCTION} must be within reach of `indicator`; got "
            f"{benchmarks[year]} for year {year}, which no smooth adjustment of this criterion "
            "meets: use criterion='additive' or method='denton'"
        )
    return result


def _solved(
    years: Years, penalty: _Floats, parts: _Floats, gap: _Floats, bound: NDArray[np.bool_]
) -> _Floats:
    """Return the adjustments that meet the gaps with the least penalty; NaN if none does."""
    linalg = require("scipy.linalg", _FUNCTION)
    band, width, places = penalty.copy(), penalty.shape[0] // 2, _places(years)
    length = years.weights.size
    multiplier = np.arange(len(bound)) * (length + 1) + length
    band[width, multiplier[~bound]] = 1.0  # a year without a figure: its multiplier is 0
    year = np.repeat(multiplier, length)
    period = places[: years.covered]
    entries = np.where(np.repeat(bound, length), parts.ravel(), 0.0)
    band[width + year - period, period] = entries
    band[width + period - year, year] = entries
    right = np.zeros(band.shape[1])
    right[multiplier] = np.where(bound, gap, 0.0)
    try:
        solution = linalg.solve_banded((width, width), band, right)
    except (np.linalg.LinAlgError, ValueError):
        return np.full(years.shape[-1], np.nan)
    adjustments: _Floats = solution[places]
    return adjustments
