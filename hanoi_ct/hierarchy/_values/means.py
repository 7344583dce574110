"""Means of any order: what they average, and means of the rounded means below."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct.hierarchy._codes.families import sums_of_children
from hanoi_ct.hierarchy._codes.tree import CodeTree
from hanoi_ct.hierarchy._values.weights import Weights
from hanoi_ct.measures._printed.figures import Ratio, roomy, rounded_quotient, units_of
from hanoi_ct.measures._printed.rounding import round_half_up

_ROOM = 2.0**52  # of whole numbers that doubles hold, with room for the decimals


def to_power(values: Floats, power: float) -> Floats:
    """Return what a generalised mean averages: values to a power, or their logarithms."""
    if power == 1.0:
        return values
    with np.errstate(divide="ignore", over="ignore", under="ignore"):
        averaged: Floats = np.log(values) if power == 0.0 else values**power
    return averaged


def from_power(values: Floats, power: float) -> Floats:
    """Return the mean of which `values` is the mean of the powers, or of the logarithms."""
    if power == 1.0:
        return values
    with np.errstate(divide="ignore"):
        mean: Floats = np.exp(values) if power == 0.0 else values ** (1.0 / power)
    return mean


def cascade_means(
    hierarchy: CodeTree,
    values: Floats,
    weights: Weights,
    power: float,
    decimals: int,
    *,
    reweight: bool,
    impute: bool,
) -> Floats:
    """Return means of the rounded means one level below, as agencies that compute from
    printed figures do: leaves are rounded first, then each node from its children.

    With `reweight` a node is the mean of the children that it has; with `impute` a missing
    node then takes the rounded value of its parent. Arithmetic means are decided by whole
    numbers, of units of the last digit of figures and weights: a tie is a tie.
    """
    result = np.empty((len(hierarchy), values.shape[1]))
    result[hierarchy.leaf_rows] = round_half_up(values, decimals)
    levels = hierarchy.rows_by_level()
    exact = _weight_units(hierarchy, weights) if power == 1.0 else None
    for rows in levels[:0:-1]:
        above = hierarchy.parent[rows]
        if exact is not None:
            parents, mean = _exact_means(above, result[rows], exact[rows], decimals, reweight)
        else:
            parents, mean = _rounded_means(
                above, result[rows], weights.node[rows], power, decimals, reweight
            )
        result[parents] = mean
    for rows in levels[1:] if impute else ():
        result[rows] = np.where(
            np.isnan(result[rows]), result[hierarchy.parent[rows]], result[rows]
        )
    return result


def _rounded_means(
    above: NDArray[np.int64],
    values: Floats,
    weight: Floats,
    power: float,
    decimals: int,
    reweight: bool,
) -> tuple[NDArray[np.int64], Floats]:
    """Return the rows of parents, and means of any order of their children, rounded."""
    averaged = to_power(values, power)
    # What has no weight enters no sum, whether it is missing or not.
    left_out = (weight == 0.0) | (np.isnan(averaged) if reweight else False)
    each, averaged = np.where(left_out, 0.0, weight), np.where(left_out, 0.0, averaged)
    parents, sums = sums_of_children(above, each * averaged)
    _, whole = sums_of_children(above, each)
    with np.errstate(invalid="ignore"):  # a node without any child
        mean = sums / whole
    return parents, round_half_up(from_power(mean, power), decimals)


def _weight_units(hierarchy: CodeTree, weights: Weights) -> NDArray[Any]:
    """Return the weight of every node, each as printed, in whole numbers of one unit."""
    if weights.own is not None:
        return units_of(weights.own, "weights", "Hierarchy.aggregate").units
    leaf = units_of(weights.leaf, "weights", "Hierarchy.aggregate").units
    units = np.zeros((len(hierarchy), leaf.shape[1]), dtype=object)
    units[hierarchy.leaf_rows] = leaf
    for rows in hierarchy.rows_by_level()[:0:-1]:
        parents, sums = sums_of_children(hierarchy.parent[rows], units[rows])
        units[parents] = sums
    return units


def _exact_means(
    above: NDArray[np.int64],
    values: Floats,
    weight: NDArray[Any],
    decimals: int,
    reweight: bool,
) -> tuple[NDArray[np.int64], Floats]:
    """Return the rows of parents, and means of their rounded children, rounded once exactly."""
    missing = np.isnan(values)
    figures = np.where(missing, 0.0, values)
    # Figures of so many decimals, in units of the last.
    scaled = figures * 10.0**decimals if decimals >= 0 else figures / 10.0**-decimals
    units = np.rint(scaled)
    left_out = (weight == 0) | (missing if reweight else False)
    each: NDArray[Any] = np.where(left_out, 0, weight)
    count = max(1, above.size)
    largest = max((int(abs(w)) for w in each.ravel()), default=0)
    most = float(np.abs(units).max(initial=0.0))
    if most < _ROOM and int(most) * largest * count < _ROOM and largest * count < _ROOM:
        each, units = each.astype(np.int64), units.astype(np.int64)
    else:
        each, units = each.astype(object), np.vectorize(int, otypes=[object])(units)
    parents, sums = sums_of_children(above, each * units)
    _, whole = sums_of_children(above, np.broadcast_to(each, units.shape))
    _, lost = sums_of_children(above, (missing & ~left_out).astype(float))
    if decimals >= 0:
        ratio = Ratio(sums, roomy(whole, 10**decimals) * 10**decimals)
    else:
        ratio = Ratio(roomy(sums, 10**-decimals) * 10**-decimals, whole)
    mean = rounded_quotient(ratio, np.asarray(decimals))
    mean[lost > 0.0] = np.nan
    return parents, mean
