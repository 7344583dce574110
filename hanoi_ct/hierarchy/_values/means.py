"""Means of any order: what they average."""

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.threads import by_pieces


def to_power(values: Floats, power: float) -> Floats:
    """Return what a generalised mean averages: values to a power, or their logarithms."""
    if power == 1.0:
        return values
    averaged = np.empty_like(values)

    def put(part: tuple[slice, ...]) -> None:
        if power == 0.0:
            np.log(values[part], out=averaged[part])
        else:
            averaged[part] = values[part] ** power

    with np.errstate(divide="ignore", over="ignore", under="ignore"):
        by_pieces(put, values.shape)
    return averaged


def from_power(values: Floats, power: float) -> Floats:
    """Return the mean of which `values` is the mean of the powers, or of the logarithms."""
    if power == 1.0:
        return values
    mean = np.empty_like(values)

    def put(part: tuple[slice, ...]) -> None:
        if power == 0.0:
            np.exp(values[part], out=mean[part])
        else:
            mean[part] = values[part] ** (1.0 / power)

    with np.errstate(divide="ignore"):
        by_pieces(put, values.shape)
    return mean


def put_leaves(
    result: Floats, rows: NDArray[np.int64], values: Floats, where: NDArray[np.bool_] | None = None
) -> None:
    """Give the leaves in `rows` of `result` their own values: those that are there, or `where`."""

    def put(part: tuple[slice, ...]) -> None:
        of_leaves, columns = part
        own, block = values[part], result[rows[of_leaves], columns]
        np.copyto(block, own, where=~np.isnan(own) if where is None else where[part])
        result[rows[of_leaves], columns] = block

    by_pieces(put, values.shape)
