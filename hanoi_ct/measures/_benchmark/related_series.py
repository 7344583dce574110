"""Temporal disaggregation by regression on related series."""

from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.labels import is_labelled, no_label_options
from hanoi_ct._inputs.validate import choice, flag, float64_array, real_number
from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.measures._benchmark.adjustment import (
    nearest,
    penalty_of,
    problem_of,
    refuse_negative,
)
from hanoi_ct.measures._benchmark.labelled import Aligned, aligned_years
from hanoi_ct.measures._benchmark.years import Aggregate, Years, years_of

_FUNCTION = "temporal_disaggregate"
_METHODS = {"chow_lin": 0, "litterman": 1, "fernandez": 2}

# The parameters tried before the best is refined; the likelihood may have two summits.
_GRID = np.linspace(0.0, 0.999, 50)


class Disaggregation(NamedTuple):
    """A series that meets its years, and the regression behind it."""

    values: Any  # an array, or a column under the labels of the indicator
    coefficients: Floats
    rho: float


class _Fit(NamedTuple):
    coefficients: Floats
    spread: Floats  # what of each year's residual goes to each period
    likelihood: float


def temporal_disaggregate(
    indicator: ArrayLike | Any,
    benchmarks: ArrayLike | Any,
    per_year: int | None = None,
    *,
    method: Literal["chow_lin", "litterman", "fernandez"] = "chow_lin",
    rho: float | None = None,
    aggregate: Aggregate = "sum",
    constant: bool = True,
    require_nonnegative: bool = False,
    freq: str | None = None,
    year_start: int | None = None,
) -> Disaggregation:
    """Series of months or quarters from figures of years and related series.

    The figures of the years are regressed on those of the indicators by generalised least
    squares; the residuals of the years are spread over their periods as the covariance of
    the disturbance u has it, so that the years are met.

    ==========  ====================================================================
    method      disturbance, with e independent
    ==========  ====================================================================
    chow_lin    u(t) = rho u(t-1) + e(t), stationary
    fernandez   u(t) = u(t-1) + e(t), from 0
    litterman   u(t) = u(t-1) + v(t), v(t) = rho v(t-1) + e(t), both from 0
    ==========  ====================================================================

    Parameters
    ----------
    indicator : array_like of real numbers, shape (n,) or (k, n), or labelled data
        One related series, or k, from the first period of the first year on. Periods after
        the years are extrapolated. A frame has one column a series.
    benchmarks : array_like of real numbers, shape (m,), or labelled data
        The figures of the years; NaN for a year that has none. Labels as in `denton`.
    per_year : int, optional
        Periods of a year: 12 months, 4 quarters; left out for labelled data.
    method : str, default "chow_lin"
        One of the table.
    rho : float, optional
        Of -1 to 1, both excluded. Without it, the value from 0 to 0.999 of the greatest
        likelihood; "fernandez" has none.
    aggregate : {"sum", "mean", "first", "last"}, default "sum"
        What the figure of a year is of its periods.
    constant : bool, default True
        Whether the regression has a constant, the same in every period.
    require_nonnegative : bool, default False
        Spread the residuals so that no period is negative: of all such series that meet the
        years, the one nearest to the regression in the metric of its disturbance. The
        coefficients stay those of the regression.
    freq, year_start
        The unit of labels, and the month in which a year begins; see `growth`.

    Returns
    -------
    Disaggregation
        `values` of shape (n,), or a column under the labels of `indicator`, in the unit of the
        benchmarks; `coefficients`, that of the constant first; `rho`, NaN under "fernandez".

    Raises
    ------
    ArgumentTypeError
        An argument does not hold real numbers.
    ArgumentValueError
        A value of an indicator that is missing or infinite; too few benchmarks for the
        regression; indicators that depend on one another, or on the constant; `rho` out of
        range or given to "fernandez"; a negative benchmark under `require_nonnegative`.
    MissingDependencyError
        SciPy is not installed.

    References
    ----------
    Chow and Lin (1971), "Best linear unbiased interpolation, distribution, and extrapolation
    of time series by related series", *Review of Economics and Statistics* 53. Fernandez
    (1981), *Review of Economics and Statistics* 63. Litterman (1983), *Journal of Business
    and Economic Statistics* 1. Eurostat (2018), *ESS guidelines on temporal disaggregation,
    benchmarking and reconciliation*.

    Examples
    --------
    >>> import hanoi_ct
    >>> quarters = [10.0, 12.0, 11.0, 13.0, 12.0, 14.0, 13.0, 15.0, 13.0, 16.0, 15.0, 17.0]
    >>> years = [95.0, 110.0, 124.0]
    >>> done = hanoi_ct.temporal_disaggregate(quarters, years, 4, method="fernandez")
    >>> done.values.reshape(3, 4).sum(axis=1).round(9)
    array([ 95., 110., 124.])
    """
    if is_labelled(indicator):
        said = {"freq": freq, "year_start": year_start}
        aligned = aligned_years(indicator, benchmarks, per_year, said, _FUNCTION)
        found = temporal_disaggregate(
            aligned.series,
            aligned.figures.reshape(-1),
            aligned.per_year,
            method=method,
            rho=rho,
            aggregate=aggregate,
            constant=constant,
            require_nonnegative=require_nonnegative,
        )
        return found._replace(values=_labelled(found.values, indicator, aligned))
    no_label_options("raise", freq, year_start, _FUNCTION)
    choice(method, _METHODS, "method", _FUNCTION)
    with_constant = flag(constant, "constant", _FUNCTION)
    nonnegative = flag(require_nonnegative, "require_nonnegative", _FUNCTION)
    series = float64_array(indicator, "indicator", _FUNCTION, min_ndim=1)
    figures = float64_array(benchmarks, "benchmarks", _FUNCTION, min_ndim=1)
    if series.ndim > 2 or figures.ndim > 1 or len(series) == 0:
        raise ArgumentValueError(
            f"`indicator` of {_FUNCTION} must be one series or some in rows, and `benchmarks` one "
            f"row; got shapes {series.shape} and {figures.shape}"
        )
    given = _rho(rho, method)
    years = years_of(series, figures, per_year, aggregate, _FUNCTION)
    columns = list(years.series)
    if with_constant:
        columns.insert(0, np.ones(years.shape[-1]))
    size = np.array([np.abs(column).max() or 1.0 for column in columns])
    design = np.stack(columns, axis=1) / size
    bound = ~np.isnan(years.benchmarks[0])
    _refuse_too_few(years, design, bound, given is None and method != "fernandez")
    if given is None:
        given = np.nan if method == "fernandez" else _likeliest(years, design, bound, method)
    fit = _fit(years, design, bound, method, given)
    target = years.benchmarks[0][bound]
    values = design @ fit.coefficients
    regressed = values
    for _ in range(2):  # the second time takes what rounding left
        values = values + fit.spread @ (target - years.of(values)[bound])
    if nonnegative:
        refuse_negative(years.benchmarks[0], _FUNCTION)
        if (values < 0.0).any():
            values = _nowhere_negative(years, regressed, _precision(len(values), method, given))
    if not np.isfinite(values).all():
        raise ArgumentValueError(
            f"`indicator` and `benchmarks` of {_FUNCTION} must be of sizes that double precision "
            "holds; got an overflow: use larger units"
        )
    return Disaggregation(values, fit.coefficients / size, float(given))


def _nowhere_negative(years: Years, regressed: Floats, precision: Floats) -> Floats:
    """Return the series nearest to the regression that meets the years and is nowhere negative."""
    problem = problem_of(years._replace(series=regressed[np.newaxis]), 0, False, True)
    return nearest(problem, penalty_of(years, precision))


def _labelled(values: Floats, indicator: Any, aligned: Aligned) -> Any:
    """Return the series under the labels of the indicator, or of its first column."""
    if aligned.series.ndim == 1:
        return aligned.together(values)
    whole = aligned.together(np.broadcast_to(values, aligned.series.shape))
    if hasattr(whole, "iloc"):
        return whole.iloc[:, 0].rename(None)
    raise ArgumentTypeError(
        f"`indicator` of {_FUNCTION} must be a pandas DataFrame if it holds several labelled "
        f"series; got a {type(indicator).__name__}: pass .to_pandas() with the time as its index"
    )


def _rho(rho: Any, method: str) -> float | None:
    if rho is None:
        return None
    if method == "fernandez":
        raise ArgumentValueError(
            f"`rho` of {_FUNCTION} must be left out under method='fernandez'; got {rho}: use "
            "method='litterman'"
        )
    return real_number(
        rho, "rho", _FUNCTION, "between -1 and 1, both excluded", lambda r: -1.0 < r < 1.0
    )


def _refuse_too_few(
    years: Years, design: Floats, bound: NDArray[np.bool_], estimated: bool
) -> None:
    """Raise where the regression has no single answer."""
    needed = design.shape[1] + estimated
    if bound.sum() < needed:
        raise ArgumentValueError(
            f"`benchmarks` of {_FUNCTION} must hold at least {needed} figures for "
            f"{design.shape[1]} coefficients{' and rho' if estimated else ''}; got {bound.sum()}: "
            "give more years, fewer indicators or constant=False"
        )
    yearly = np.stack([years.of(column)[bound] for column in design.T], axis=1)
    if np.linalg.matrix_rank(yearly) < design.shape[1]:
        raise ArgumentValueError(
            f"the years of `indicator` of {_FUNCTION} must not depend on one another or on the "
            f"constant; got {design.shape[1]} series of rank {np.linalg.matrix_rank(yearly)}: "
            "leave one out, or constant=False"
        )


def _likeliest(years: Years, design: Floats, bound: NDArray[np.bool_], method: str) -> float:
    """Return the parameter of the greatest likelihood: the best of a grid, refined."""
    optimize = require("scipy.optimize", _FUNCTION)

    def loss(rho: float) -> float:
        return -_fit(years, design, bound, method, rho).likelihood

    losses = [loss(rho) for rho in _GRID]
    best = int(np.argmin(losses))
    around = (_GRID[max(best - 1, 0)], _GRID[min(best + 1, len(_GRID) - 1)])
    found = optimize.minimize_scalar(
        loss, bounds=around, method="bounded", options={"xatol": 1e-10}
    )
    return float(found.x if found.fun < losses[best] else _GRID[best])


def _precision(n: int, method: str, rho: float) -> Floats:
    """Return the inverse covariance of the disturbance, upper form of solveh_banded."""
    filters = {
        "chow_lin": [1.0, -rho],
        "fernandez": [1.0, -1.0],
        "litterman": [1.0, -1.0 - rho, rho],
    }[method]
    band = np.zeros((len(filters), n))
    for i, left in enumerate(filters):
        for j, right in enumerate(filters[: i + 1]):
            # Of e(t): the product of the terms in u(t - i) and u(t - j), t - i >= 0.
            band[len(filters) - 1 - (i - j), i - j : n - j] += left * right
    if method == "chow_lin":
        band[-1, 0] -= rho * rho  # the first is stationary
    return band


def _fit(years: Years, design: Floats, bound: NDArray[np.bool_], method: str, rho: float) -> _Fit:
    """Return the regression of the years by generalised least squares."""
    linalg = require("scipy.linalg", _FUNCTION)
    n, m = years.shape[-1], len(bound)
    figures = np.zeros((n, m))
    figures[: years.covered] = np.kron(np.eye(m), years.weights[:, None])
    figures = figures[:, bound]
    covariance = linalg.solveh_banded(_precision(n, method, rho), figures)
    root = np.linalg.cholesky(figures.T @ covariance)
    yearly = linalg.solve_triangular(root, figures.T @ design, lower=True)
    target = linalg.solve_triangular(root, years.benchmarks[0][bound], lower=True)
    coefficients = np.linalg.lstsq(yearly, target, rcond=None)[0]
    left = ((target - yearly @ coefficients) ** 2).sum()
    with np.errstate(divide="ignore"):  # an exact fit
        likelihood = -0.5 * len(target) * np.log(left) - np.log(np.diag(root)).sum()
    spread = linalg.cho_solve((root, True), covariance.T).T
    return _Fit(coefficients, spread, float(likelihood))
