"""The numbers of the texts of a column of Arrow: the one loop around the kernel, which grows."""

from __future__ import annotations

import secrets
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct import _core
from hanoi_ct.errors import DataError

# A hash that nobody knows beforehand: no file can be made whose texts all fall on one slot.
_SEED = secrets.randbits(64)


def number_texts(
    column: Any, what: str, *, bits: int, more_bits: int
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Number the texts of an array of Arrow: 0, 1, 2 ... in the order in which they appear.

    Parameters
    ----------
    column : array of Arrow, of strings or large strings, that a caller has in one piece
    what : str
        What holds the texts, as an error names it.
    bits, more_bits : int
        The table of distinct texts begins with ``2 ** bits`` slots of 16 bytes, and is
        ``2 ** more_bits`` times as long each time half of it is taken.

    Returns
    -------
    numbers : one a row, -1 where it is null
    first : of each number, the row where its text first appears

    Raises
    ------
    DataError
        Where a text ends before it begins, or outside of the column's bytes: an array that Arrow
        made never does.
    """
    n = len(column)
    valid, offsets, data = column.buffers()
    numbers, first = np.empty(n, dtype=np.int32), np.empty(n, dtype=np.int32)
    row = n_distinct = 0
    while row < n:
        row, n_distinct = _core.number_texts(
            data if data is not None else b"",
            offsets,
            valid if column.null_count else None,
            str(column.type).startswith("large"),
            column.offset,
            row,
            n,
            np.zeros(2 << bits, dtype=np.int64),
            _SEED,
            first,
            n_distinct,
            numbers,
        )
        if row < 0:
            raise DataError(f"{what} hold a text of no bytes, in row {-row} of a run")
        bits += more_bits
    return numbers, first[:n_distinct]
