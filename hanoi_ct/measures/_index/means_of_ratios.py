"""Means of ratios of matched products, one for each group: what elementary indexes are."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.validate import choice, first_position, real_number, refused_at

_ELEMENTARY = {"jevons": 0, "dutot": 1, "carli": 2, "harmonic": 3, "cswd": 4}
_POWER = 5  # a mean of another order


def mean_of(formula: Any, function: str) -> tuple[int, float]:
    """Return the number of a formula, and the order of the mean of ratios."""
    if isinstance(formula, str) or formula is None:
        return choice(formula, _ELEMENTARY, "formula", function), 0.0
    power = real_number(formula, "formula", function, "a name or a finite number", np.isfinite)
    return {0.0: 0, 1.0: 2, -1.0: 3}.get(power, _POWER), power


def unmatched_in(values: Floats, against: int) -> NDArray[np.bool_]:
    """Tell, for each period after the first, which products are in one only of two periods."""
    before = values[:, :1] if against else values[:, :-1]
    one: NDArray[np.bool_] = np.isnan(values[:, 1:]) != np.isnan(before)
    return one


@np.errstate(all="ignore")  # infinities give NaN or infinity
def means_of_groups(
    x: Floats,
    first: NDArray[np.intp],
    mean: int,
    against: int,
    weights: Floats | None,
    power: float,
    policy: int,
) -> Floats:
    """Return one row a group of successive rows, each from its `first` one on."""
    index = np.full((len(first), x.shape[1]), np.nan)
    index[:, :1] = 1.0
    if x.size == 0:
        return index

    def summed(parts: Floats) -> Floats:
        weighted = parts if weights is None else parts * weights
        return np.add.reduceat(np.where(matched, weighted, 0.0), first, axis=0)

    before = x[:, :1] if against == 1 else x[:, :-1]
    matched = ~np.isnan(x[:, 1:]) & ~np.isnan(before)
    index[:, 1:] = _means(x[:, 1:], before, mean, power, summed)
    if policy == 1 and x.shape[1] > 1:
        index[:, 1:][np.logical_or.reduceat(unmatched_in(x, against), first, axis=0)] = np.nan
    return index


def _means(
    now: Floats, before: Floats, mean: int, power: float, summed: Callable[[Floats], Floats]
) -> Floats:
    """Return a mean of the ratios, or the ratio of sums, by what sums over matched products."""
    if mean == 1:
        return _ratio(summed(now), summed(np.broadcast_to(before, now.shape)))
    ratio = now / before
    count = summed(np.ones_like(ratio))
    if mean == 0:
        geometric: Floats = np.exp(_ratio(summed(np.log(ratio)), count))
        return geometric
    if mean == _POWER:
        found: Floats = _ratio(summed(ratio**power), count) ** (1.0 / power)
        return found
    carli, harmonic = _ratio(summed(ratio), count), _ratio(count, summed(1.0 / ratio))
    return (carli, harmonic, np.sqrt(carli * harmonic))[mean - 2]


def _ratio(above: Floats, below: Floats) -> Floats:
    return np.divide(above, below, out=np.full_like(above, np.nan), where=below > 0.0)


def refuse_not_positive(values: Floats, name: str, function: str, zero: bool = False) -> None:
    refused = values < 0.0 if zero else values <= 0.0
    if refused.any():
        count, position = first_position(refused)
        rule = "0 or more" if zero else "positive"
        raise refused_at(
            f"`{name}` of {function} must be {rule}; got {values[position]}", position, count
        )
