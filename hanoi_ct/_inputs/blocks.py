"""Dask's collections at the door of the functions: block by block, to the bit what arrays give.

Dask is told by the module of an object's type, and imported only for what is Dask's. Series are
needed whole, so that an axis of time that is cut into chunks is made one; the other axes stay
as they are cut. What travels between workers is an exact state, which merges by addition.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.validate import axis_number, shown
from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError, HanoiCTError

_ARRAY, _COLUMN, _FRAME = "array", "column", "frame"
_PACKAGES = ("dask", "dask_expr")


def is_dask(x: Any) -> bool:
    """Tell whether an object is a collection of Dask; Dask is not imported for the question."""
    return hasattr(type(x), "dask") and type(x).__module__.partition(".")[0] in _PACKAGES


def kind_of(x: Any) -> str:
    """Return whether a collection is an array, a column (Series) or a frame."""
    if hasattr(x, "chunks"):
        return _ARRAY
    return _FRAME if hasattr(x, "columns") and x.ndim == 2 else _COLUMN


def parts_of(x: Any, name: str, function: str) -> list[Any]:
    """Return the blocks or partitions of a collection, delayed, in their order."""
    flat = list(np.asarray(x.to_delayed(), dtype=object).ravel())
    if not flat:
        raise ArgumentValueError(f"`{name}` of {function} must have a partition; got none")
    return flat


def in_pairs(parts: Sequence[Any], merge: Callable[[Any, Any], Any], function: str) -> Any:
    """Merge delayed parts pairwise, neighbours with neighbours, and compute."""
    dask = require("dask", function)
    join = dask.delayed(merge, pure=True)
    while len(parts) > 1:
        pairs = [join(*parts[i : i + 2]) for i in range(0, len(parts) - 1, 2)]
        parts = pairs + list(parts[len(pairs) * 2 :])
    return parts[0].compute()


def array_of(x: Any, name: str, function: str) -> Any:
    """Return an array of Dask, or say how to make one of a frame."""
    if kind_of(x) != _ARRAY:
        raise ArgumentTypeError(
            f"`{name}` of {function} must be a Dask array; got a Dask {type(x).__name__}: pass "
            "its .to_dask_array(lengths=True), with axis=0 where rows are periods"
        )
    if any(np.isnan(length) for length in x.shape):
        raise ArgumentValueError(
            f"`{name}` of {function} must have chunks of known sizes; got {shown(x.shape)}: "
            "call its .compute_chunk_sizes() first"
        )
    return x


def over_blocks(
    function: Callable[..., Any], x: Any, axis: Any, options: dict[str, Any], name: str
) -> Any:
    """Apply a function of series, which keeps the shape, to each block; lazy.

    The call is made once on a single series, so that a wrong option is an error at once.
    """
    caller = getattr(function, "__name__", "")
    array = array_of(x, name, caller)
    if array.ndim == 0:
        raise ArgumentValueError(f"`{name}` of {caller} must have at least 1 dimension; got 0")
    along = axis_number(axis, array.ndim, caller)
    if options.get("threads", 1) is None:
        options = {**options, "threads": 1}  # the scheduler's own run side by side
    one = tuple(n if i == along else 1 for i, n in enumerate(array.shape))
    tried = function(np.ones(one, dtype=array.dtype), axis=along, **options)
    if tried.shape != one:
        raise ArgumentTypeError(
            f"`{name}` of {caller} must be in memory, since the result has another shape; got a "
            "Dask array: pass its .compute()"
        )
    whole = array.rechunk({along: -1})

    def work(block: NDArray[Any], block_info: Any = None) -> NDArray[Any]:
        try:
            result: NDArray[Any] = function(block, axis=along, **options)
        except HanoiCTError as error:
            start = tuple(first for first, _ in block_info[0]["array-location"])
            raise ArgumentValueError(f"{error}; counted from {start} of the whole array") from None
        return result

    meta = np.empty((0,) * array.ndim, dtype=tried.dtype)
    return whole.map_blocks(work, dtype=tried.dtype, meta=meta)
