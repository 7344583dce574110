"""GroupSum as bytes: a header, then one record for each table.

Totals are stored as what they are worth, not as the limbs they happen to be kept in:
two's complement in 32-bit digits, from the first digit that any group needs to the last.
Equal figures are therefore equal bytes, whatever windows the rows went through.
"""

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from hanoi_ct import _core
from hanoi_ct.errors import ArgumentTypeError, DataError
from hanoi_ct.measures._exact import states as _states
from hanoi_ct.measures._exact.totals import Integers, Totals

# The version word; "HCTG" in the upper half.
_VERSION = 0x48435447 << 32 | 1
_ORDER = ("sum", "weighted_sum", "weight_sum", "count", "extremes")
_KINDS = (None, False, True)  # of values: none yet, real numbers, integers
_DIGIT_BITS = _core.CHUNK_BITS  # a digit is a chunk of a state
_LOW_32 = 0xFFFFFFFF


class Kept(Protocol):
    """The tables of a GroupSum."""

    needed: frozenset[str]
    of_integers: bool | None
    totals: dict[str, Totals]
    count: Integers
    least: Integers
    greatest: Integers
    has_nan: NDArray[np.bool_]


def write(n_groups: int, tables: Kept) -> bytes:
    """Return the tables as bytes."""
    flags = sum(1 << i for i, name in enumerate(_ORDER) if name in tables.needed)
    header = [_VERSION, n_groups, flags, _KINDS.index(tables.of_integers)]
    parts = [np.array(header, dtype="<i8").tobytes()]
    parts += [_write_totals(tables.totals[name]) for name in _ORDER if name in tables.totals]
    for table in (tables.count, tables.least, tables.greatest):
        parts.append(table[1:].astype("<i8").tobytes())
    parts.append(tables.has_nan.astype(np.uint8).tobytes())
    return b"".join(parts)


def _write_totals(totals: Totals) -> bytes:
    first, last = _span(totals)
    digits = np.empty((totals.n_groups, last - first), dtype="<u4")
    negative = np.empty(totals.n_groups, dtype=np.uint8)
    for part in totals.blocks():
        block, sign = _digits(totals, part)
        digits[part], negative[part] = block[:, first:last], sign
    has_special = totals.special is not None and bool(totals.special.any())
    parts = [
        np.array([first, last, has_special], dtype="<i8").tobytes(),
        digits.tobytes(),
        negative.tobytes(),
    ]
    if has_special and totals.special is not None:
        parts.append(totals.special.astype("<i8").tobytes())
    return b"".join(parts)


def _span(totals: Totals) -> tuple[int, int]:
    """Return the first digit that is not zero in every group, and one past the last that is
    not the sign."""
    any_bit = any_beside_sign = np.zeros(0, dtype=bool)
    for part in totals.blocks():
        digits, negative = _digits(totals, part)
        fill = np.where(negative, _LOW_32, 0)[:, None]
        bit, beside = (digits != 0).any(axis=0), (digits != fill).any(axis=0)
        any_bit = bit if any_bit.size == 0 else any_bit | bit
        any_beside_sign = beside if any_beside_sign.size == 0 else any_beside_sign | beside
    if not any_bit.any():
        return 0, 0
    first = int(any_bit.argmax())
    beyond = int(np.flatnonzero(any_beside_sign)[-1]) + 1 if any_beside_sign.any() else 0
    return first, max(beyond, first + 1)


def _digits(totals: Totals, part: slice) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """Return the chunks of some groups; the last one, of 64 bits, as two digits."""
    chunks = totals.states(part)[:, _states.CHUNKS_WORD :]
    last = chunks[:, -1:]
    upper = last >> _DIGIT_BITS & _LOW_32
    return np.hstack([chunks[:, :-1], last & _LOW_32, upper]), last[:, 0] < 0


class _Reader:
    """Takes arrays from bytes, one after the other."""

    def __init__(self, data: bytes, function: str) -> None:
        self.data, self.function, self.at = data, function, 0

    def take(self, dtype: str, count: int) -> NDArray[Any]:
        size = np.dtype(dtype).itemsize * count
        if count < 0 or self.at + size > len(self.data):
            raise self.error()
        array = np.frombuffer(self.data, dtype=dtype, count=count, offset=self.at)
        self.at += size
        return array

    def error(self) -> DataError:
        return DataError(f"`data` of {self.function} must be what to_bytes wrote")


def read(data: Any, empty: Callable[[int, frozenset[str]], Any], function: str) -> tuple[int, Any]:
    """Return the number of groups and the tables; what write would not write is refused."""
    try:
        raw = bytes(memoryview(data))
    except TypeError:
        raise ArgumentTypeError(
            f"`data` of {function} must be bytes; got {type(data).__name__}"
        ) from None
    reader = _Reader(raw, function)
    version, n_groups, flags, kind = (int(word) for word in reader.take("<i8", 4))
    if version != _VERSION:
        raise DataError(
            f"`data` of {function} must begin with the version word {_VERSION:#x}; got {version:#x}"
        )
    # Every group has a byte at least, so that a forged number cannot ask for much memory.
    if not (0 <= n_groups <= len(raw) and 0 < flags < 2 ** len(_ORDER) and 0 <= kind < len(_KINDS)):
        raise reader.error()
    needed = frozenset(name for i, name in enumerate(_ORDER) if flags >> i & 1)
    tables = empty(n_groups, needed)
    tables.of_integers = _KINDS[kind]
    for name in _ORDER:
        if name in tables.totals:
            _read_totals(reader, tables.totals[name])
    for table in (tables.count, tables.least, tables.greatest):
        table[1:] = reader.take("<i8", max(table.size - 1, 0))
    tables.has_nan[:] = reader.take("<u1", tables.has_nan.size)
    if (tables.count < 0).any() or write(n_groups, tables) != raw:
        raise reader.error()
    return n_groups, tables


def _read_totals(reader: _Reader, totals: Totals) -> None:
    first, last, has_special = (int(word) for word in reader.take("<i8", 3))
    if not 0 <= first <= last <= totals.words - _states.CHUNKS_WORD + 1:
        raise reader.error()
    shape = (totals.n_groups, last - first)
    digits = reader.take("<u4", shape[0] * shape[1]).reshape(shape).astype(np.int64)
    negative = reader.take("<u1", totals.n_groups).astype(np.int64)
    if has_special:
        totals.special = (
            reader.take("<i8", 3 * totals.n_groups).reshape(3, totals.n_groups).astype(np.int64)
        )
        if (totals.special < 0).any():
            raise reader.error()
    if shape[1]:  # the sign weighs one digit more than the last
        digits[:, -1] -= negative << _DIGIT_BITS
    lower_chunks = 0 if totals.words == _states.SUM_WORDS else _core.DOT_BASE
    totals.add_digits(digits, _core.LEAST_EXPONENT + _DIGIT_BITS * (first - lower_chunks))
