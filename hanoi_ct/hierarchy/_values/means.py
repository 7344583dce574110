"""Means of any order: what they average."""

import numpy as np

from hanoi_ct._inputs.arrays import Floats


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
