"""The ways in which one matrix can lie in memory, for tests of every array function."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def _reversed(x: Array) -> Array:
    return np.ascontiguousarray(x[::-1, ::-1])[::-1, ::-1]


def _every_other(x: Array) -> Array:
    wide = np.full((2 * x.shape[0], 3 * x.shape[1]), -7.25)
    wide[::2, ::3] = x
    return wide[::2, ::3]


def _read_only(x: Array) -> Array:
    copy = x.copy()
    copy.flags.writeable = False
    return copy


def _unaligned(x: Array) -> Array:
    raw = np.zeros(x.nbytes + 1, dtype=np.uint8)
    view = raw[1:].view(np.float64).reshape(x.shape)
    view[...] = x
    return view


def _repeated_series(x: Array) -> Array:
    return np.broadcast_to(x[:1], x.shape)


LAYOUTS: dict[str, Callable[[Array], Array]] = {
    "C order": np.ascontiguousarray,
    "Fortran order": np.asfortranarray,
    "both axes reversed": _reversed,
    "strided": _every_other,
    "read-only": _read_only,
    "unaligned": _unaligned,
    "byte-swapped": lambda x: x.astype(x.dtype.newbyteorder()),
    "broadcast": _repeated_series,
}


def layouts(x: Array) -> Iterator[tuple[str, Array]]:
    """Yield `x` in every layout; all but "broadcast" hold the same values."""
    for name, lay_out in LAYOUTS.items():
        yield name, lay_out(x)


def same_bits(a: Array, b: Array) -> bool:
    """Tell whether two results agree to the bit; any NaN equals any NaN."""
    a, b = np.asarray(a), np.asarray(b)
    if a.shape != b.shape or a.dtype != b.dtype:
        return False
    both_nan = np.isnan(a) & np.isnan(b)
    equal = np.ascontiguousarray(a).view(np.uint64) == np.ascontiguousarray(b).view(np.uint64)
    return bool((both_nan | equal).all())
