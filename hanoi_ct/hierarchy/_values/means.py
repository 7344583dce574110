"""Means of any order: what they average, and means of the rounded means below."""

import numpy as np
from numpy.typing import NDArray

from hanoi_ct.hierarchy._codes.families import sums_of_children
from hanoi_ct.hierarchy._codes.tree import CodeTree
from hanoi_ct.measures._printed.rounding import round_half_up

_Floats = NDArray[np.float64]


def to_power(values: _Floats, power: float) -> _Floats:
    """Return what a generalised mean averages: values to a power, or their logarithms."""
    if power == 1.0:
        return values
    with np.errstate(divide="ignore", over="ignore", under="ignore"):
        averaged: _Floats = np.log(values) if power == 0.0 else values**power
    return averaged


def from_power(values: _Floats, power: float) -> _Floats:
    """Return the mean of which `values` is the mean of the powers, or of the logarithms."""
    if power == 1.0:
        return values
    with np.errstate(divide="ignore"):
        mean: _Floats = np.exp(values) if power == 0.0 else values ** (1.0 / power)
    return mean


def cascade_means(
    hierarchy: CodeTree,
    values: _Floats,
    weight: _Floats,
    power: float,
    decimals: int,
    *,
    reweight: bool,
    impute: bool,
) -> _Floats:
    """Return means of the rounded means one level below, as agencies that compute from
    printed figures do: leaves are rounded first, then each node from its children.

    `weight` has one row a node. With `reweight` a node is the mean of the children that
    it has; with `impute` a missing node then takes the rounded value of its parent.
    Children are added in the order of their rows.
    """
    result = np.empty((len(hierarchy), values.shape[1]))
    result[hierarchy.leaf_rows] = round_half_up(values, decimals)
    levels = hierarchy.rows_by_level()
    for rows in levels[:0:-1]:
        averaged, each = to_power(result[rows], power), weight[rows]
        # What has no weight enters no sum, whether it is missing or not.
        left_out = (each == 0.0) | (np.isnan(averaged) if reweight else False)
        each, averaged = np.where(left_out, 0.0, each), np.where(left_out, 0.0, averaged)
        above, sums = sums_of_children(hierarchy.parent[rows], each * averaged)
        _, whole = sums_of_children(hierarchy.parent[rows], each)
        with np.errstate(invalid="ignore"):  # a node without any child
            mean = sums / whole
        result[above] = round_half_up(from_power(mean, power), decimals)
    for rows in levels[1:] if impute else ():
        result[rows] = np.where(
            np.isnan(result[rows]), result[hierarchy.parent[rows]], result[rows]
        )
    return result
