"""The smoothest adjustment that meets the years: banded equations, bounds, growth rates.

The unknowns are the adjustments of the periods, and behind those of each year the multiplier
of its figure, so that everything stays within a band.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._benchmark.years import Years

_Bools = NDArray[np.bool_]

_FUNCTION = "denton"

# Active sets of this kind are found in a few steps; from here on one bound moves at a time.
_TOGETHER = 30
# Steps of Gauss and Newton: each gains digits as long as rates move little.
_STEPS = 200
_STILL = 1e-14


class Problem(NamedTuple):
    """One series whose result is series + factors * adjustment."""

    years: Years
    row: int
    factors: Floats
    parts: Floats  # of each year, what a unit of adjustment adds to its figure, over `size`
    gap: Floats  # over `size`
    sizes: Floats  # of the parts of each year
    bound: _Bools  # the years that have a figure to meet
    nonnegative: bool

    @property
    def series(self) -> Floats:
        series: Floats = self.years.series[self.row]
        return series

    @property
    def size(self) -> Floats:
        sizes: Floats = np.where(self.bound & (self.sizes > 0.0), self.sizes, 1.0)
        return sizes


def problem_of(years: Years, row: int, proportional: bool, nonnegative: bool) -> Problem:
    """Return the problem of one series."""
    series, benchmarks = years.series[row], years.benchmarks[row]
    factors = series if proportional else np.ones_like(series)
    parts = factors[: years.covered].reshape(-1, years.weights.size) * years.weights
    gap = benchmarks - years.of(series)
    sizes = np.abs(parts).max(axis=1)
    bound = ~np.isnan(benchmarks) & ((sizes > 0.0) | (gap != 0.0))
    size = np.where(bound & (sizes > 0.0), sizes, 1.0)
    return Problem(
        years, row, factors, parts / size[:, None], gap / size, sizes, bound, nonnegative
    )


def places_of(years: Years) -> NDArray[np.intp]:
    """Return where the periods stand among the unknowns: a multiplier follows each year."""
    period = np.arange(years.shape[-1])
    places: NDArray[np.intp] = period + np.minimum(
        period // years.weights.size, years.benchmarks.shape[-1]
    )
    return places


def penalty_of(years: Years, precision: Floats) -> Floats:
    """Return a symmetric matrix of the periods, given as solveh_banded takes it, among the places.

    Entry (i, j) stands at [width + i - j, j]; the width has room for the multipliers.
    """
    places, n = places_of(years), years.shape[-1]
    last = precision.shape[0] - 1
    # Two periods that are `last` apart have a multiplier or more between them.
    width = max(years.weights.size, 2 * last)
    band = np.zeros((2 * width + 1, n + years.benchmarks.shape[-1]))
    for k in range(last + 1):
        row, column = places[: n - k], places[k:]
        entries = precision[last - k, k:]
        band[width + row - column, column] = entries
        band[width + column - row, row] = entries
    return band


def refuse_negative(benchmarks: Floats, function: str) -> None:
    """Raise for a figure of a year that no series without negative values has."""
    if (benchmarks < 0.0).any():
        year = int((benchmarks < 0.0).argmax())
        raise ArgumentValueError(
            f"`benchmarks` of {function} must not be negative under require_nonnegative=True; got "
            f"{benchmarks[year]} for year {year}"
        )


def _multipliers(problem: Problem) -> NDArray[np.intp]:
    length = problem.years.weights.size
    places: NDArray[np.intp] = np.arange(len(problem.bound)) * (length + 1) + length
    return places


def _system(problem: Problem, penalty: Floats, parts: Floats, gap: Floats) -> tuple[Floats, Floats]:
    """Return the bands of the normal equations and their right side."""
    band, width = penalty.copy(), penalty.shape[0] // 2
    places, multiplier = places_of(problem.years), _multipliers(problem)
    length, bound = problem.years.weights.size, problem.bound
    band[width, multiplier[~bound]] = 1.0  # a year without a figure: its multiplier is 0
    year = np.repeat(multiplier, length)
    period = places[: problem.years.covered]
    entries = np.where(np.repeat(bound, length), parts.ravel(), 0.0)
    band[width + year - period, period] = entries
    band[width + period - year, year] = entries
    right = np.zeros(band.shape[1])
    right[multiplier] = np.where(bound, gap, 0.0)
    return band, right


def _solution(band: Floats, right: Floats) -> Floats:
    """Return the unknowns; NaN where there are none."""
    linalg = require("scipy.linalg", _FUNCTION)
    width = band.shape[0] // 2
    try:
        found: Floats = linalg.solve_banded((width, width), band, right)
    except (np.linalg.LinAlgError, ValueError):
        return np.full(band.shape[1], np.nan)
    return found


def free(problem: Problem, penalty: Floats) -> Floats:
    """Return the series whose adjustments meet the gaps with the least penalty."""
    band, right = _system(problem, penalty, problem.parts, problem.gap)
    change = _solution(band, right)[places_of(problem.years)]
    result: Floats = problem.series + problem.factors * change
    return result


def _times(band: Floats, x: Floats) -> Floats:
    """Return the product of a banded matrix and a vector."""
    width, n = band.shape[0] // 2, len(x)
    result = np.zeros(n)
    for k in range(-width, width + 1):  # entry (i, i - k) stands at [width + k, i - k]
        if abs(k) < n:
            column = slice(max(0, -k), n - max(0, k))
            row = slice(max(0, k), n - max(0, -k))
            result[row] += band[width + k, column] * x[column]
    return result


def nearest(problem: Problem, penalty: Floats) -> Floats:
    """Return the series that is nowhere negative with the least penalty.

    Periods at zero are fixed there; one leaves that would rather rise, one enters that has
    become negative, all at once until the set stands still.
    """
    band, right = _system(problem, penalty, problem.parts, problem.gap)
    places, width = places_of(problem.years), band.shape[0] // 2
    moved = problem.factors != 0.0
    at_zero = np.zeros(len(places), dtype=np.bool_)
    scale = np.abs(problem.series).max() + np.abs(problem.years.benchmarks[problem.row]).max(
        initial=0.0, where=problem.bound
    )
    for step in range(_TOGETHER + 4 * len(places)):
        fixed, target = band.copy(), right.copy()
        for place in places[at_zero]:  # the row of a fixed period says where it is
            k = np.arange(-width, width + 1)
            column = place - k
            inside = (column >= 0) & (column < band.shape[1])
            fixed[width + k[inside], column[inside]] = 0.0
            fixed[width, place] = 1.0
        fix = places[at_zero]
        target[fix] = -problem.series[at_zero] / problem.factors[at_zero]
        unknown = _solution(fixed, target)
        if not np.isfinite(unknown).all():
            break
        values = problem.series + problem.factors * unknown[places]
        values[at_zero] = 0.0
        push = _times(band, unknown)[places] / np.where(moved, problem.factors, 1.0)
        low = ~at_zero & moved & (values < -1e-13 * scale)
        back = at_zero & (push < 0.0)
        wrong = low | back
        if not wrong.any():
            return np.where(values < 0.0, 0.0, values)
        if step >= _TOGETHER:  # a set that goes round: the last one alone cannot
            wrong[: np.flatnonzero(wrong)[-1]] = False
        at_zero = at_zero ^ wrong
    return np.full(len(places), np.nan)


def with_growth_rates(problem: Problem, start: Floats) -> Floats:
    """Return the positive series that keeps the growth rates best, from one that meets the years.

    In relative steps d the rates move by ratio(t) (d(t) - d(t - 1)), so that the normal
    equations are those of first differences, weighted by the squared ratios.
    """
    years, rates = problem.years, problem.series[1:] / problem.series[:-1]
    x = start if (start > 0.0).all() else _spread_evenly(problem)
    loss = _loss(x, rates)
    for _ in range(_STEPS):
        step = x * _rate_step(problem, x, rates)
        length = 1.0
        while length > 1e-12:
            trial = x + length * step
            if (trial > 0.0).all() and _loss(trial, rates) <= loss:
                break
            length /= 2.0
        else:
            break
        if not np.isfinite(trial).all():
            break
        done = np.abs(trial / x - 1.0).max() < _STILL
        x, loss = trial, _loss(trial, rates)
        if done:
            break
    benchmarks = years.benchmarks[problem.row]
    left = np.where(problem.bound, np.abs(years.of(x) / benchmarks - 1.0), 0.0)
    if not (left < 1e-10).all():
        raise ArgumentValueError(
            f"`benchmarks` of {_FUNCTION} must be within reach of `indicator` under "
            f"criterion='growth_rates'; got {benchmarks[int(left.argmax())]} for year "
            f"{int(left.argmax())}: use criterion='proportional'"
        )
    return x


def _loss(x: Floats, rates: Floats) -> float:
    return float(((x[1:] / x[:-1] - rates) ** 2).sum())


def _spread_evenly(problem: Problem) -> Floats:
    """Return the indicator with each year raised to its figure."""
    years = problem.years
    factor = np.ones(years.shape[-1])
    ratio = np.where(
        problem.bound, years.benchmarks[problem.row] / years.of(problem.series), np.nan
    )
    ratio[np.isnan(ratio)] = np.nanmean(ratio)
    factor[: years.covered] = np.repeat(ratio, years.weights.size)
    factor[years.covered :] = ratio[-1]
    return problem.series * factor


def _rate_step(problem: Problem, x: Floats, rates: Floats) -> Floats:
    """Return the relative step of Gauss and Newton that keeps the years met."""
    years, places = problem.years, places_of(problem.years)
    ratio = x[1:] / x[:-1]
    weight, error = ratio * ratio, ratio * (ratio - rates)
    width = max(years.weights.size, 2)
    band = np.zeros((2 * width + 1, len(places) + len(problem.bound)))
    first, second = places[:-1], places[1:]
    middle = np.full(len(first), width)
    np.add.at(band, (middle, first), weight)
    np.add.at(band, (middle, second), weight)
    np.add.at(band, (width + first - second, second), -weight)
    np.add.at(band, (width + second - first, first), -weight)
    parts = x[: years.covered].reshape(-1, years.weights.size) * years.weights
    size = np.where(problem.bound, parts.max(axis=1), 1.0)
    gap = years.benchmarks[problem.row] - years.of(x)
    system, right = _system(problem, band, parts / size[:, None], gap / size)
    np.add.at(right, first, error)
    np.add.at(right, second, -error)
    return _solution(system, right)[places]
