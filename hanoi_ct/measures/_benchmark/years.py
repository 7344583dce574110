"""What the functions of this room take: a series, its years, and what a year is of it."""

from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.validate import choice, first_position, float64_array, integer, refused_at
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

Aggregate = Literal["sum", "mean", "first", "last"]
AGGREGATES = {"sum": 0, "mean": 1, "first": 2, "last": 3}


class Years(NamedTuple):
    """Series, one a row, the figures of their years, and what each period is in its year."""

    series: Floats
    benchmarks: Floats
    weights: Floats  # of the periods of one year in its figure
    shape: tuple[int, ...]

    @property
    def covered(self) -> int:
        """The periods of the years that have a place in `benchmarks`."""
        return int(self.benchmarks.shape[-1]) * self.weights.size

    def of(self, series: Floats) -> Floats:
        """Return the figures of the years of one series."""
        figures: Floats = series[: self.covered].reshape(-1, self.weights.size) @ self.weights
        return figures


def years_of(
    indicator: Any,
    benchmarks: Any,
    per_year: Any,
    aggregate: Any,
    function: str,
    name: str = "indicator",
) -> Years:
    """Return the checked arguments; leading axes of both broadcast together."""
    if per_year is None:
        raise ArgumentTypeError(
            f"`per_year` of {function} must be given for arrays; got None: pass 12 for months, 4 "
            "for quarters"
        )
    length = integer(per_year, "per_year", function, low=2)
    choice(aggregate, AGGREGATES, "aggregate", function)
    series = float64_array(indicator, name, function, min_ndim=1)
    figures = float64_array(benchmarks, "benchmarks", function, min_ndim=1)
    _refuse(series, name, ~np.isfinite(series), "finite and given", function)
    _refuse(figures, "benchmarks", np.isinf(figures), "finite, or NaN for a year without", function)
    n, m = series.shape[-1], figures.shape[-1]
    if m == 0 or n < m * length:
        raise ArgumentValueError(
            f"`{name}` of {function} must have `per_year` values for each of at least one "
            f"benchmark, from the first period of the first year on; got {n} values for {m} years "
            f"of {length}"
        )
    try:
        leading = np.broadcast_shapes(series.shape[:-1], figures.shape[:-1])
    except ValueError:
        raise ArgumentValueError(
            f"`{name}` and `benchmarks` of {function} must broadcast but for their last axis; "
            f"got shapes {series.shape} and {figures.shape}"
        ) from None
    weights = np.zeros(length)
    weights[{"first": slice(0, 1), "last": slice(-1, None)}.get(aggregate, slice(None))] = 1.0
    if aggregate == "mean":
        weights /= length
    return Years(
        np.ascontiguousarray(np.broadcast_to(series, (*leading, n)).reshape(-1, n)),
        np.ascontiguousarray(np.broadcast_to(figures, (*leading, m)).reshape(-1, m)),
        weights,
        (*leading, n),
    )


def _refuse(x: Floats, name: str, wrong: NDArray[np.bool_], rule: str, function: str) -> None:
    if wrong.any():
        count, position = first_position(wrong)
        raise refused_at(
            f"`{name}` of {function} must be {rule}; got {x[position]}", position, count
        )
