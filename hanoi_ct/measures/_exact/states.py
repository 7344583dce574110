"""Exact states in NumPy arrays. Their layout is written down in csrc/include/hct/exact.h."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct import _core
from hanoi_ct._inputs import numbers as _numbers
from hanoi_ct._inputs.threads import over_slices
from hanoi_ct._inputs.validate import float64_array, real_array
from hanoi_ct.errors import ArgumentValueError

States = NDArray[np.int64]

# The layout, as the core has it.
PLUS_INFINITY_WORD, NAN_WORD = _core.PLUS_INFINITY_WORD, _core.NAN_WORD
ZERO_WORD, CHUNKS_WORD = _core.ZERO_WORD, _core.CHUNKS_WORD
OTHER_TERMS = _core.OTHER_TERMS
SUM_WORDS, DOT_WORDS = _core.SUM_WORDS, _core.DOT_WORDS
CHUNK_BITS = _core.CHUNK_BITS


def empty(words: int = SUM_WORDS) -> States:
    """Return the state of no terms."""
    state = np.zeros(words, dtype=np.int64)
    state[0] = _core.EXACT_SUM if words == SUM_WORDS else _core.EXACT_DOT
    return state


def add(x: NDArray[np.float64], state: States | None = None) -> States:
    """Return the state with the last axis of `x` added."""
    return _core.exact_add(x, empty() if state is None else state)  # type: ignore[no-any-return]


def sum_of(x: NDArray[np.float64], threads: int) -> States:
    """Return the state of every element of `x`, in any order."""
    flat = x.ravel(order="K")

    def part(chosen: slice) -> States:
        return add(flat[chosen])

    return merge_all(over_slices(part, flat.size, threads, flat.size))


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
    if state[PLUS_INFINITY_WORD:ZERO_WORD].any():
        return None
    return sum(int(chunk) << CHUNK_BITS * i for i, chunk in enumerate(state[CHUNKS_WORD:]))


def exact_parts(array: NDArray[Any], name: str, function: str) -> list[NDArray[np.float64]]:
    """Return arrays of doubles whose sum is `array`: one, or two for integers beyond 2**53."""
    if array.dtype.kind not in "iu" or not _numbers.exceeds_float64(array):
        return [_numbers.to_float64(array, name, function)]
    low_bits = array.dtype.type(0xFFFFFFFF)
    high = (array & ~low_bits).astype(np.float64)  # at most 32 bits, then zeros: exact
    return [high, (array & low_bits).astype(np.float64)]


def in_binary(array: NDArray[Any], name: str, function: str) -> NDArray[np.float64]:
    """Return an array as float64; integers and decimals that would be rounded are refused."""
    values = _numbers.to_float64(array, name, function)
    if array.dtype.kind == "O":
        for i, value in enumerate(array.ravel()):
            if (
                isinstance(value, Decimal)
                and value.is_finite()
                and Decimal(values.flat[i]) != value
            ):
                raise ArgumentValueError(
                    f"decimals in `{name}` of {function} must be doubles, as 0.5 is and 0.1 is "
                    f"not; got {value!r}: pass whole numbers of a smaller unit, or floats"
                )
    return values


def float64_exactly(x: Any, name: str, function: str, *, min_ndim: int = 0) -> NDArray[np.float64]:
    """Return `x` as float64; integers and decimals that would be rounded are refused."""
    if type(x) is not np.ndarray or x.dtype.kind == "O":
        x = in_binary(real_array(x, name, function), name, function)
    return float64_array(x, name, function, min_ndim=min_ndim)
