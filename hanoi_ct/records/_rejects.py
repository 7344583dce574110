"""Records that do not fit: set aside with their row and the reason, never dropped in silence."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from hanoi_ct._optional import require
from hanoi_ct.errors import DataError

# Beyond so many, rejected records are counted and no longer listed.
MOST_LISTED = 10_000
_LONGEST_VALUE = 80


class Reject(NamedTuple):
    """One record set aside: its row (from 1, headers not counted), column, value and reason."""

    row: int
    column: str
    value: str
    reason: str


class Rejects:
    """Collects rejected records from several threads."""

    def __init__(self, on_error: str) -> None:
        self._raises = on_error == "raise"
        self._lock = threading.Lock()
        self.listed: list[Reject] = []
        self.reasons: Counter[str] = Counter()

    @property
    def count(self) -> int:
        """How many records were set aside."""
        return self.reasons.total()

    def add(self, rows: Sequence[int], column: str, values: Sequence[Any], reason: str) -> None:
        """Set records aside."""
        found = [
            Reject(int(row), column, _shown(value), reason)
            for row, value in zip(rows[:MOST_LISTED], values[:MOST_LISTED], strict=False)
        ]
        with self._lock:
            self.reasons[reason] += len(rows)
            self.listed.extend(found)
            if len(self.listed) > 2 * MOST_LISTED:  # threads come in any order: the first by row
                self.listed = sorted(self.listed)[:MOST_LISTED]

    def refuse(self) -> None:
        """Under ``on_error="raise"``, raise for the first of the records set aside so far."""
        if not (self._raises and self.listed):
            return
        first = min(self.listed)
        more = f" (the first of {self.count} so far)" if self.count > 1 else ""
        column = f", column {first.column!r}" if first.column else ""
        raise DataError(
            f"`records` of tabulate must fit their columns; row {first.row}{column}: "
            f"{first.value!r} {first.reason}{more}. Pass on_error='collect' to set such records "
            "aside"
        )

    def renumber(self, left_out: Sequence[int]) -> None:
        """Count rows as the file does, where rows (in order) were left out in reading."""
        if not left_out:
            return

        def in_file(row: int) -> int:
            for number in left_out:
                if number > row:
                    break
                row += 1
            return row

        self.listed = [one._replace(row=in_file(one.row)) for one in self.listed]

    def in_order(self) -> list[Reject]:
        """The listed records by row."""
        return sorted(self.listed)[:MOST_LISTED]


def rejects_table(listed: Sequence[Reject]) -> Any:
    """A pyarrow table of rejected records."""
    pa = require("pyarrow", "hanoi_ct.records")
    types = {"row": pa.int64(), "column": pa.string(), "value": pa.string(), "reason": pa.string()}
    columns = {
        name: pa.array([record[i] for record in listed], kind)
        for i, (name, kind) in enumerate(types.items())
    }
    return pa.table(columns)


def _shown(value: Any) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"
