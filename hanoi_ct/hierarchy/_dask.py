"""Aggregation of Dask's collections: arrays by blocks of periods, frames in memory."""

from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.blocks import array_of, is_dask, kind_of
from hanoi_ct.errors import ArgumentValueError, HanoiCTError
from hanoi_ct.hierarchy._aggregate import Options, aggregate
from hanoi_ct.hierarchy._codes.tree import CodeTree

_FUNCTION = "Hierarchy.aggregate"
# What a period gives by itself, whatever the ones beside it.
_OWN_PERIOD = ("propagate", "reweight", "parent", "raise")
_FREE = ("kind", "order", "missing", "each_level", "tolerance", "min_coverage", "cascade")


def in_memory(x: Any) -> Any:
    """Return a frame or column of Dask computed; everything else as it is.

    Leaves by periods fit in memory, and what a user of labels asks for is an index with them.
    """
    return x.compute() if is_dask(x) and kind_of(x) != "array" else x


def over_blocks_of_periods(
    hierarchy: CodeTree, x: Any, weights: Any, end_weights: Any, options: Options
) -> Any:
    """Aggregate a Dask array of leaves by periods; lazy, to the bit what arrays give."""
    array = array_of(x, "x", _FUNCTION)
    if array.ndim != 2 or array.shape[0] != len(hierarchy.leaves):
        raise ArgumentValueError(
            f"`x` of {_FUNCTION} must have one row a leaf and one column a period; got the shape "
            f"{array.shape} for {len(hierarchy.leaves)} leaves"
        )
    _refuse_other_periods(options)
    for name, given in (("weights", weights), ("end_weights", end_weights)):
        if given is not None and np.ndim(given) == 2:
            raise ArgumentValueError(
                f"`{name}` of {_FUNCTION} must be one column for a Dask array; got weights by "
                "period: compute the array first, by x.compute()"
            )
    whole = array.rechunk({0: -1})
    empty = np.ones((array.shape[0], 1))
    aggregate(hierarchy, empty, weights, end_weights, options)  # a wrong option is told at once

    def up(block: NDArray[Any], block_info: Any = None) -> NDArray[Any]:
        try:
            return np.asarray(aggregate(hierarchy, block, weights, end_weights, options).values)
        except HanoiCTError as error:
            first = block_info[0]["array-location"][1][0]
            raise ArgumentValueError(f"{error}; counted from period {first}") from None

    chunks = ((len(hierarchy.codes),), whole.chunks[1])
    return whole.map_blocks(up, dtype=np.float64, chunks=chunks, meta=np.empty((0, 0)))


def _refuse_other_periods(options: Options) -> None:
    plain = Options()
    if options.missing not in _OWN_PERIOD:
        name = "missing"
    else:
        set_apart = (
            field.name
            for field in fields(options)
            if field.name not in _FREE
            and getattr(options, field.name) != getattr(plain, field.name)
        )
        name = next(set_apart, "")
    if name:
        raise ArgumentValueError(
            f"`{name}` of {_FUNCTION} must be left out for a Dask array, or look at one period "
            f"alone; got {getattr(options, name)!r}: compute the array first, by x.compute()"
        )
