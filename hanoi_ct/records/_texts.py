"""Columns of text: the distinct texts, in the order in which they appear, and each row's number."""

from __future__ import annotations

import secrets
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct import _core
from hanoi_ct._optional import require
from hanoi_ct.errors import DataError

# Slots of the table of distinct texts: 16 bytes each, so that the first table stays in the
# processor's first cache; it grows where half of it is taken.
_FIRST_BITS, _MORE_BITS = 10, 3
# A hash that nobody knows beforehand: no file can be made whose texts all fall on one slot.
_SEED = secrets.randbits(64)


def numbered(column: Any) -> tuple[NDArray[np.int32], list[str]]:
    """The number of each row's text, -1 where it is null, and the distinct texts.

    `column` is an array of Arrow of strings or large strings.
    """
    pa = require("pyarrow", "tabulate")
    n = len(column)
    valid, offsets, data = column.buffers()
    codes, first = np.empty(n, dtype=np.int32), np.empty(n, dtype=np.int32)
    row, n_distinct, bits = 0, 0, _FIRST_BITS
    while row < n:
        slots = np.zeros(2 << bits, dtype=np.int64)
        row, n_distinct = _core.number_texts(
            data if data is not None else b"",
            offsets,
            valid if column.null_count else None,
            pa.types.is_large_string(column.type),
            column.offset,
            row,
            n,
            slots,
            _SEED,
            first,
            n_distinct,
            codes,
        )
        if row < 0:
            raise DataError(
                f"`records` of tabulate hold a text of no bytes, in row {-row} of a run"
            )
        bits += _MORE_BITS
    return codes, column.take(pa.array(first[:n_distinct])).to_pylist()
