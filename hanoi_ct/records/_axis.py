"""The rows or the columns of a table: one key, or several packed into one number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.records._keys import Key


class Axis:
    """The rows or the columns of the table: one key, or several packed into one number."""

    def __init__(self, keys: Sequence[Key]) -> None:
        self.keys = keys
        self._bits = 63 // max(len(keys), 1)
        self._combined = Key("the keys", None, ()) if len(keys) > 1 else None

    def codes_of(
        self, batch: Any, set_aside: Callable[[str, Any, Any, str], None]
    ) -> NDArray[np.int64]:
        """The place of each row of a batch on the axis, -1 for those that are set aside."""
        if not self.keys:
            return np.zeros(batch.num_rows, dtype=np.int64)
        packed = None
        for key in self.keys:
            codes, refused = key.codes_of(batch.column(key.name))
            for rows, values, reason in refused:
                set_aside(key.name, rows, values, reason)
            if packed is None:
                packed = codes
            else:
                if codes.size and int(codes.max()) >= 1 << self._bits:
                    raise ArgumentValueError(
                        f"`rows` and `columns` of tabulate must have fewer than 2**{self._bits} "
                        f"values a key where there are {len(self.keys)}; {key.name!r} has more"
                    )
                absent = (packed < 0) | (codes < 0)
                packed = np.where(absent, -1, packed << self._bits | codes)
        if self._combined is None or packed is None:
            return packed if packed is not None else np.empty(0, dtype=np.int64)
        there = packed >= 0
        if not there.all():
            packed[there], _ = self._combined._lookup(packed[there], "integer")
            return packed
        codes, _ = self._combined._lookup(packed, "integer")
        return codes

    @property
    def size(self) -> int:
        if not self.keys:
            return 1
        return len(self._combined.values if self._combined else self.keys[0].values)

    def labels(self) -> tuple[tuple[Any, ...], NDArray[np.int64]]:
        """The sorted labels and the place of each."""
        if not self.keys:
            return ("",), np.zeros(1, dtype=np.int64)
        if self._combined is None:
            key = self.keys[0]
            order = key.order()
            return tuple(key.label(key.values[i]) for i in order), order
        mask = (1 << self._bits) - 1
        found = []
        for packed in self._combined.values:
            codes = []
            for _ in self.keys:
                codes.append(packed & mask)
                packed >>= self._bits
            found.append(
                tuple(key.values[code] for key, code in zip(self.keys, codes[::-1], strict=True))
            )
        order = np.array(sorted(range(len(found)), key=found.__getitem__), dtype=np.int64)
        labels = (
            tuple(key.label(part) for key, part in zip(self.keys, found[i], strict=True))
            for i in order
        )
        return tuple(labels), order
