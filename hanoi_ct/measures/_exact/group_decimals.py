"""Figures by group of numbers that doubles do not hold, in Python's integers: never rounded
but once, at the end."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.numbers import Units, exceeds_float64, whole_units
from hanoi_ct._inputs.validate import real_array
from hanoi_ct.errors import ArgumentValueError

Figures = dict[str, NDArray[Any]]


class ExactRows:
    """Values, and weights if there are any, as whole multiples of a power of ten."""

    def __init__(self, values: Units, weights: Units | None) -> None:
        self._values, self._weights = values, weights

    def stand_ins(self) -> tuple[NDArray[np.float64], NDArray[np.float64] | None]:
        """Return values and weights that are missing where these are, and else 0 and 1.

        What they come to tells which groups have no figure, and every error of the rows.
        """
        values = np.where(self._values.missing, np.nan, 0.0)
        if self._weights is None:
            return values, None
        return values, np.where(self._weights.missing, np.nan, 1.0)

    def figures(self, codes: NDArray[Any], found: Figures, function: str) -> Figures:
        """Return the exact figures, rounded once, of groups in which those of the stand-ins
        are there."""
        kept = (codes >= 0) & ~self._values.missing
        if self._weights is not None:
            kept &= ~self._weights.missing
        rows: dict[int, list[int]] = {}
        for row in np.flatnonzero(kept).tolist():
            rows.setdefault(int(codes[row]), []).append(row)
        exact = {}
        for name, figure in found.items():
            exact[name] = figure.copy()
            if name == "count":
                continue
            for group in np.flatnonzero(figure == figure).tolist():
                exact[name][group] = self._figure(name, rows.get(group, []), group, function)
        return exact

    def _figure(self, name: str, rows: list[int], group: int, function: str) -> float:
        values, unit = self._values.units[rows].tolist(), 10**self._values.places
        if name in ("sum", "mean"):
            return _quotient(sum(values), unit * (len(rows) if name == "mean" else 1), group)
        if name in ("minimum", "maximum"):
            return _quotient(min(values) if name == "minimum" else max(values), unit, group)
        assert self._weights is not None
        weights, weight_unit = self._weights.units[rows].tolist(), 10**self._weights.places
        if name == "weight_sum":
            return _quotient(sum(weights), weight_unit, group)
        products = sum(value * weight for value, weight in zip(values, weights, strict=True))
        if name == "weighted_mean":
            return _quotient(products, unit * sum(weights), group)
        return _quotient(products, unit * weight_unit, group)


def _quotient(numerator: int, denominator: int, group: int) -> float:
    """Return the double nearest to a fraction; as doubles divide, where that is by zero."""
    if denominator == 0:
        return float(np.nan if numerator == 0 else np.copysign(np.inf, numerator))
    try:
        return numerator / denominator
    except OverflowError:
        raise ArgumentValueError(
            "sums of `values` of group_sum must be within the range of float64; got one beyond in "
            f"group {group}: count in a larger unit"
        ) from None


def of_exact_rows(values: Any, weights: Any, function: str) -> ExactRows | None:
    """Return rows that doubles, or integers of 64 bits, would round; None for others."""
    if weights is None and type(values) is np.ndarray and values.dtype.kind in "biuf":
        return None
    read = real_array(values, "values", function)
    weighting = None if weights is None else real_array(weights, "weights", function)
    if weighting is None:
        exact = _has_decimals(read)
    else:
        exact = any(_has_decimals(x) or exceeds_float64(x) for x in (read, weighting))
    if not exact:
        return None
    flat = whole_units(read.reshape(-1), "values", function)
    each = None
    if weighting is not None:
        each = whole_units(weighting.reshape(-1), "weights", function)
    return ExactRows(flat, each)


def _has_decimals(array: NDArray[Any]) -> bool:
    """Tell whether objects are more than Python's integers."""
    return array.dtype.kind == "O" and not all(
        isinstance(value, (int, np.integer)) for value in array.ravel()
    )
