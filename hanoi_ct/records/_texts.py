"""Columns of text: the distinct texts, in the order in which they appear, and each row's number."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._optional import require
from hanoi_ct.measures._calls.texts import number_texts

# Slots of the table of distinct texts: 16 bytes each, so that the first table stays in the
# processor's first cache; it grows where half of it is taken.
_FIRST_BITS, _MORE_BITS = 10, 3


def numbered(column: Any) -> tuple[NDArray[np.int32], list[str]]:
    """The number of each row's text, -1 where it is null, and the distinct texts.

    `column` is an array of Arrow of strings or large strings.
    """
    pa = require("pyarrow", "tabulate")
    codes, first = number_texts(
        column, "`records` of tabulate", bits=_FIRST_BITS, more_bits=_MORE_BITS
    )
    return codes, column.take(pa.array(first)).to_pylist()
