"""Exact states in NumPy arrays. Their layout is written down in csrc/include/hct/exact.h."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct import _core
from hanoi_ct._inputs.threads import over_slices
from hanoi_ct._inputs.validate import float64_array
from hanoi_ct.errors import ArgumentValueError

States = NDArray[np.int64]

VERSION = 1
NAN_WORD, ZERO_WORD, CHUNKS_WORD = 3, 4, 5
OTHER_TERMS = 2
SUM_WORDS, DOT_WORDS = 72, 140
_SUM_KIND = 67 << 32 | VERSION
_DOT_KIND = 135 << 32 | 34 << 16 | VERSION

_LARGEST_INTEGER = 2**53


def empty(words: int = SUM_WORDS) -> States:
    """Return the state of no terms."""
    state = np.zeros(words, dtype=np.int64)
    state[0] = _SUM_KIND if words == SUM_WORDS else _DOT_KIND
    return state


def add(x: NDArray[np.float64], state: States | None = None) -> States:
    """Return the state with the last axis of `x` added."""
    return _core.exact_add(x, empty() if state is None else state)  # type: ignore[no-any-return]


def sum_of(x: NDArray[np.float64], threads: int) -> States:
    """Return the state of every element of `x`, in any order."""
    flat = x.ravel(order="K")

    def part(chosen: slice) -> States:
        return add(flat[chosen])

    return merge_all(over_slices(part, flat.size, threads))


def add_products(x: NDArray[np.float64], w: NDArray[np.float64]) -> States:
    """Return the state of the products of two vectors."""
    return _core.exact_add_products(x, w, empty(DOT_WORDS))  # type: ignore[no-any-return]


def merge_all(states: Sequence[States]) -> States:
    """Return the state of all terms of all states, which are of one kind."""
    total = states[0]
    for state in states[1:]:
        total = _core.exact_merge(total, state)
    return total


def whole_number(state: States) -> int | None:
    """Return the sum in units of the lowest chunk; None if it holds infinities or NaN."""
    if state[1:ZERO_WORD].any():
        return None
    return sum(int(chunk) << 32 * i for i, chunk in enumerate(state[CHUNKS_WORD:]))


def exact_parts(x: Any, name: str, function: str) -> list[NDArray[np.float64]]:
    """Return arrays of doubles whose sum is `x`: one, or two for integers beyond 2**53."""
    array = _large_integers(x)
    if array is None:
        return [float64_array(x, name, function)]
    low_bits = array.dtype.type(0xFFFFFFFF)
    high = (array & ~low_bits).astype(np.float64)  # at most 32 bits, then zeros: exact
    return [high, (array & low_bits).astype(np.float64)]


def float64_exactly(x: Any, name: str, function: str, *, min_ndim: int = 0) -> NDArray[np.float64]:
    """Return `x` as float64; integers that would be rounded are refused."""
    array = _large_integers(x)
    if array is not None:
        beyond = (array > _LARGEST_INTEGER) | (array < -_LARGEST_INTEGER)
        worst = array[beyond].flat[0]
        raise ArgumentValueError(
            f"integers in `{name}` of {function} must lie within 2**53, which float64 holds "
            f"exactly; got {worst}"
        )
    return float64_array(x, name, function, min_ndim=min_ndim)


def _large_integers(x: Any) -> NDArray[Any] | None:
    """Return `x` if it holds integers that float64 may not, else None."""
    if isinstance(x, (list, tuple, int)):
        try:
            x = np.asarray(x)
        except (ValueError, OverflowError):
            return None
    if not isinstance(x, (np.ndarray, np.integer)) or x.dtype.kind not in "iu":
        return None
    array = np.asarray(x)
    if isinstance(x, np.ma.MaskedArray) or array.dtype.itemsize < 8 or array.size == 0:
        return None
    within = array.min() >= -_LARGEST_INTEGER and array.max() <= _LARGEST_INTEGER
    return None if within else array
