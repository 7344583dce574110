"""Benchmarking by differences: a series is bent as smoothly as it can be to meet its years."""

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.labels import is_labelled, no_label_options
from hanoi_ct._inputs.overloads import over_time
from hanoi_ct._inputs.validate import choice, first_position, flag, integer, refused_at
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._benchmark.adjustment import (
    Problem,
    free,
    nearest,
    places_of,
    problem_of,
    refuse_negative,
    with_growth_rates,
)
from hanoi_ct.measures._benchmark.labelled import aligned_years
from hanoi_ct.measures._benchmark.years import Aggregate, Years, years_of

_FUNCTION = "denton"
_METHODS = {"cholette": 0, "denton": 1}
_CRITERIA = {"proportional": 0, "additive": 1, "growth_rates": 2}
_COEFFICIENTS = ([1.0], [-1.0, 1.0], [1.0, -2.0, 1.0])  # of differences of order 0, 1, 2

# Relative to the size of a year: what the solver may leave of a benchmark.
_MET = 1e-10


@over_time
def denton(
    indicator: ArrayLike | Any,
    benchmarks: ArrayLike | Any,
    per_year: int | None = None,
    *,
    aggregate: Aggregate = "sum",
    criterion: Literal["proportional", "additive", "growth_rates"] = "proportional",
    order: int = 1,
    method: Literal["cholette", "denton"] = "cholette",
    require_nonnegative: bool = False,
    freq: str | None = None,
    year_start: int | None = None,
) -> Any:
    """Series of months or quarters that meets the figures of its years and moves as before.

    Of all series x whose years have the figures of `benchmarks`, the one whose adjustment
    a changes least from period to period: the sum of squares of its differences is least.
    a is x / indicator - 1 (proportional) or x - indicator (additive). Under "growth_rates" the
    sum of squares of x(t) / x(t - 1) - indicator(t) / indicator(t - 1) is least (Causey and
    Trager), which keeps the rates that users read where proportional adjustment keeps ratios.

    Parameters
    ----------
    indicator : array_like of real numbers, shape (..., n), or labelled data
        The series to be adjusted, in order from the first period of the first year. Labels,
        as in `growth`, must begin with the first period of a year.
    benchmarks : array_like of real numbers, shape (..., m), or labelled data
        The figures of the years, in the order of time; NaN for a year that has none.
        Periods after the last one are extrapolated. Leading axes broadcast. Labelled years
        (2018, "2018", periods or dates in it) are matched with those of the indicator, and
        columns must be the same.
    per_year : int, optional
        Periods of a year: 12 months, 4 quarters; left out for labelled data.
    aggregate : {"sum", "mean", "first", "last"}, default "sum"
        What the figure of a year is of its periods.
    criterion : {"proportional", "additive", "growth_rates"}, default "proportional"
        Which adjustment is smooth. A period of 0 stays 0 under "proportional"; "growth_rates"
        needs a positive indicator and figures of years, order 1 and method "cholette".
    order : {1, 2, 0}, default 1
        The order of the differences. Two let the adjustment follow a line; 0 makes the
        adjustments themselves small, with steps between years.
    method : {"cholette", "denton"}, default "cholette"
        "denton" counts, as the first publication did, the adjustment of the first period
        from 0 as a change; "cholette" leaves the beginning free.
    require_nonnegative : bool, default False
        Look for the least sum among series that are nowhere negative. Without it, additive
        adjustments and second differences of a positive series can give negative figures.
    freq, year_start
        The unit of labels, and the month in which a year begins; see `growth`.

    Returns
    -------
    ndarray of float64, shape (..., n), or the kind of `indicator`
        In the unit of the benchmarks; each is met to 1e-10 of the size of its year.

    Raises
    ------
    ArgumentTypeError
        An argument does not hold real numbers.
    ArgumentValueError
        A value of the indicator that is missing or infinite, fewer values than years, a year
        of zeros with a benchmark other than 0, fewer benchmarks than `order` under
        "cholette", benchmarks that no such series meets; labels that begin amid a year, or
        of years that the indicator does not have.
    MissingDependencyError
        SciPy is not installed.

    Notes
    -----
    The normal equations, with one multiplier a year among the periods of the year, are
    banded: time and memory grow in proportion to n. Bounds at zero are found by the primal-dual
    active set method, growth rates by Gauss and Newton's steps, all on the same bands.

    References
    ----------
    Denton (1971), "Adjustment of Monthly or Quarterly Series to Annual Totals", *Journal of
    the American Statistical Association* 66. Dagum and Cholette (2006), *Benchmarking,
    Temporal Distribution, and Reconciliation Methods for Time Series*, chapter 6. IMF (2017),
    *Quarterly National Accounts Manual*, chapter 6. Causey and Trager (1981), "Derivation of
    solution to the benchmarking problem: trend revision", US Bureau of the Census. Daalmans, Di
    Fonzo, Mushkudiani and Bikker (2018), "Growth rates preservation (GRP) temporal
    benchmarking", *Survey Methodology* 44. Hintermüller, Ito and Kunisch (2002), "The
    primal-dual active set strategy", *SIAM Journal on Optimization* 13.

    Examples
    --------
    >>> import hanoi_ct
    >>> quarters = [100.0, 100.0, 100.0, 100.0, 100.0, 100.0, 100.0, 100.0]
    >>> adjusted = hanoi_ct.denton(quarters, [400.0, 440.0], per_year=4)
    >>> adjusted.round(2)
    array([ 97.73,  98.64, 100.45, 103.18, 106.82, 109.55, 111.36, 112.27])
    """
    if is_labelled(indicator):
        said = {"freq": freq, "year_start": year_start}
        aligned = aligned_years(indicator, benchmarks, per_year, said, _FUNCTION)
        options: dict[str, Any] = {
            "aggregate": aggregate,
            "criterion": criterion,
            "order": order,
            "method": method,
            "require_nonnegative": require_nonnegative,
        }
        return aligned.together(
            denton(aligned.series, aligned.figures, aligned.per_year, **options)
        )
    no_label_options("raise", freq, year_start, _FUNCTION)
    kind = choice(criterion, _CRITERIA, "criterion", _FUNCTION)
    choice(method, _METHODS, "method", _FUNCTION)
    differences = integer(order, "order", _FUNCTION, low=0, high=2)
    nonnegative = flag(require_nonnegative, "require_nonnegative", _FUNCTION)
    years = years_of(indicator, benchmarks, per_year, aggregate, _FUNCTION)
    if kind == 2:
        if differences != 1 or method != "cholette":
            raise ArgumentValueError(
                f"`order` and `method` of {_FUNCTION} must be 1 and 'cholette' under "
                f"criterion='growth_rates'; got {differences} and {method!r}: leave them out"
            )
        _refuse_not_positive(years)
    penalty = _penalty(years, differences, method == "denton")
    least = differences if method == "cholette" else 0
    rows = []
    for row in range(len(years.series)):
        problem = problem_of(years, row, kind != 1, nonnegative)
        found = _adjusted(problem, penalty, least)
        rows.append(with_growth_rates(problem, found) if kind == 2 else found)
    return np.array(rows).reshape(years.shape)


def _refuse_not_positive(years: Years) -> None:
    for name, x in (("indicator", years.series), ("benchmarks", years.benchmarks)):
        wrong = x <= 0.0
        if wrong.any():
            count, position = first_position(wrong)
            raise refused_at(
                f"`{name}` of {_FUNCTION} must be positive under criterion='growth_rates'; got "
                f"{x[position]}",
                position if len(x) > 1 else position[1:],
                count,
            )


def _penalty(years: Years, order: int, from_zero: bool) -> Floats:
    """Return the matrix of the sum of squared differences in the storage of solve_banded.

    Entry (i, j) stands at [width + i - j, j]; the width has room for the multipliers.
    """
    places, n = places_of(years), years.shape[-1]
    width = max(years.weights.size, 2 * order)
    band = np.zeros((2 * width + 1, n + years.benchmarks.shape[-1]))
    start = np.arange(-order if from_zero else 0, n - order)
    for i, left in enumerate(_COEFFICIENTS[order]):
        for j, right in enumerate(_COEFFICIENTS[order]):
            there = start[(start + i >= 0) & (start + j >= 0)]
            row, column = places[there + i], places[there + j]
            np.add.at(band, (width + row - column, column), left * right)
    return band


def _adjusted(problem: Problem, penalty: Floats, least: int) -> Floats:
    """Return one series with its years met."""
    years, row = problem.years, problem.row
    benchmarks, bound, size = years.benchmarks[row], problem.bound, problem.size
    if (bound & (problem.sizes == 0.0)).any():
        year = int((bound & (problem.sizes == 0.0)).argmax())
        raise ArgumentValueError(
            f"`benchmarks` of {_FUNCTION} must be 0 where the year of `indicator` is all zeros; "
            f"got {benchmarks[year]} for year {year}: use criterion='additive'"
        )
    if bound.sum() < least:
        raise ArgumentValueError(
            f"`benchmarks` of {_FUNCTION} must hold at least `order` figures, {least}, under "
            f"method='cholette'; got {bound.sum()}: give more years, or method='denton'"
        )
    if problem.nonnegative:
        refuse_negative(benchmarks, _FUNCTION)
    with np.errstate(all="ignore"):  # an overflow is seen in what comes out
        result = nearest(problem, penalty) if problem.nonnegative else free(problem, penalty)
        left = np.abs(years.of(result) - benchmarks)
        reach = np.abs(problem.parts).sum(axis=1) * size + np.abs(benchmarks)
        met = ~bound | (left <= _MET * reach)
    if not (met.all() and np.isfinite(result).all()):
        year = int((~met).argmax())
        raise ArgumentValueError(
            f"`benchmarks` of {_FUNCTION} must be within reach of `indicator`; got "
            f"{benchmarks[year]} for year {year}, which no smooth adjustment of this criterion "
            "meets: use criterion='additive' or method='denton'"
        )
    return result
