"""Keys of records: every distinct value gets a number, in the order in which values appear.

Numbers are given once for all threads, under a lock that is held only while new values are
entered; labels are sorted at the end, so that the order of records does not show.
"""

from __future__ import annotations

import datetime
import threading
import unicodedata
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentTypeError, DataError
from hanoi_ct.records._texts import numbered

Codes = NDArray[np.int64]
# Rows that have no key, their values (the first of them), and why.
Refused = tuple[NDArray[np.int64], Sequence[Any], str]
Numbered = tuple[Codes, list[Refused]]

# Whole numbers within so narrow a range are looked up in a table.
_WIDEST_TABLE = 1 << 22
_UNSEEN = -2  # in that table; -1 is a number that is no label
LONGEST_KEY = 1000
_BLANK = "must not be blank"
_TOO_LONG = f"must have at most {LONGEST_KEY} characters"
_NOT_ALLOWED = "is not a code that is allowed"
_NOT_WHOLE = "must be text, a whole number or a date"


class Key:
    """The distinct values of one key column."""

    def __init__(self, name: str, known: Sequence[str] | None, missing: Sequence[str]) -> None:
        self.name = name
        self.kind: str | None = None  # "text", "integer", "date", "timestamp"
        self._closed = known is not None
        self._codes: dict[Any, int] = {label: i for i, label in enumerate(known or ())}
        self.values: list[Any] = list(known or ())
        # Labels that are known beforehand are text; whole numbers among them are kept apart.
        self._numbers: dict[Any, int] = {} if self._closed else self._codes
        self._missing = frozenset(missing) | {""}
        self._table = np.empty(0, dtype=np.int64)
        self._table_start = 0
        self._lock = threading.Lock()

    def codes_of(self, column: Any) -> Numbered:
        """The number of each row's value, -1 where it has none, and what was refused."""
        pa = require("pyarrow", "tabulate")
        column = without_runs(column)
        kind = column.type
        if pa.types.is_dictionary(kind):
            return self._from_dictionary(column)
        if "string_view" in str(kind):
            column, kind = column.cast(pa.large_string()), pa.large_string()
        if pa.types.is_string(kind) or pa.types.is_large_string(kind):
            return self._from_words(*numbered(column))
        if pa.types.is_null(kind):
            return self._absent(column, np.ones(len(column), dtype=bool))
        if pa.types.is_integer(kind) or pa.types.is_boolean(kind):
            return self._from_integers(column, "integer")
        if pa.types.is_date(kind):
            return self._from_integers(column.cast(pa.date32()).cast(pa.int32()), "date")
        if pa.types.is_timestamp(kind):
            return self._from_timestamps(column)
        if pa.types.is_floating(kind):
            return self._from_floats(column)
        raise ArgumentTypeError(
            f"column {self.name!r} of the records must hold text, whole numbers or dates to be a "
            f"key; got {kind}: turn it into text (of pandas by .astype(str))"
        )

    def _settle(self, kind: str) -> None:
        with self._lock:
            if self.kind is None:
                self.kind = kind
        if self.kind != kind:
            raise DataError(
                f"column {self.name!r} of the records must be of one kind; got {self.kind} "
                f"and {kind}"
            )

    # ---- text ------------------------------------------------------------------------

    def _from_dictionary(self, column: Any) -> Numbered:
        pa = require("pyarrow", "tabulate")
        if not (
            pa.types.is_string(column.type.value_type)
            or pa.types.is_large_string(column.type.value_type)
        ):
            return self.codes_of(column.dictionary_decode())
        indices = column.indices
        if indices.null_count:  # -1 of unsigned ones would be a place
            indices = indices.cast(pa.int64()).fill_null(-1)
        indices = indices.to_numpy(zero_copy_only=False)
        return self._from_words(indices, column.dictionary.to_pylist())

    def _from_words(self, indices: NDArray[Any], words: Sequence[str | None]) -> Numbered:
        """The numbers of rows that name one of `words` each, by its place; -1 is none."""
        self._settle("text")
        places = np.full(len(words) + 1, -1, dtype=np.int64)  # the last is for nulls
        reasons: dict[int, str] = {}
        with self._lock:
            for i in self._named(indices, words):
                places[i], reason = self._enter(words[i])
                if reason:
                    reasons[i] = reason
        codes = places[indices]
        if codes.size == 0 or codes.min() >= 0:
            return codes, []
        refused: list[Refused] = []
        for i, reason in [*reasons.items(), (-1, _BLANK)]:
            rows = np.flatnonzero(indices == i)
            if rows.size:
                word = words[i] if i >= 0 else ""
                refused.append((rows, [word] * min(rows.size, 10_000), reason))
        return codes, refused

    def _named(self, indices: NDArray[Any], words: Sequence[str | None]) -> Sequence[int]:
        """The places of words that rows name: a category that none has is no label."""
        if all(word in self._codes for word in words):
            return range(len(words))
        named = np.zeros(len(words) + 1, dtype=bool)
        named[indices] = True
        return np.flatnonzero(named[:-1]).tolist()

    def _enter(self, word: str | None) -> tuple[int, str]:
        label = "" if word is None else unicodedata.normalize("NFC", word).strip()
        code = self._codes.get(label)
        if code is not None:
            return code, ""
        if label in self._missing:
            return -1, _BLANK
        if len(label) > LONGEST_KEY:
            return -1, _TOO_LONG
        if not label.isprintable():
            return -1, "must hold no control character"
        if self._closed:
            return -1, _NOT_ALLOWED
        return self._new(label), ""

    def _new(self, value: Any) -> int:
        code = self._codes[value] = len(self.values)
        self.values.append(value)
        return code

    # ---- whole numbers, dates --------------------------------------------------------

    def _from_floats(self, column: Any) -> Numbered:
        values = column.to_numpy(zero_copy_only=False)
        whole = np.isfinite(values) & (np.abs(values) < 2.0**53)
        whole &= np.where(whole, values, 0.5) == np.floor(np.where(whole, values, 0.5))
        codes = np.full(values.size, -1, dtype=np.int64)
        codes[whole], refused = self._lookup(values[whole].astype(np.int64), "integer")
        absent = np.isnan(values)
        for rows, reason in ((absent, _BLANK), (~whole & ~absent, _NOT_WHOLE)):
            if rows.any():
                found = np.flatnonzero(rows)
                refused.append((found, values[found[:10_000]].tolist(), reason))
        return codes, refused

    def _from_timestamps(self, column: Any) -> Numbered:
        pa = require("pyarrow", "tabulate")
        days = column.cast(pa.date32(), safe=False)
        if not days.cast(column.type, safe=False).equals(column):
            raise ArgumentTypeError(
                f"column {self.name!r} of the records must hold dates to be a key; got times of "
                "the day: pass dates or months"
            )
        return self._from_integers(days.cast(pa.int32()), "date")

    def _from_integers(self, column: Any, kind: str) -> Numbered:
        pa = require("pyarrow", "tabulate")
        if pa.types.is_boolean(column.type):
            column = column.cast(pa.int8())
        if pa.types.is_uint64(column.type):
            try:
                column = column.cast(pa.int64())
            except pa.ArrowInvalid:
                raise DataError(
                    f"column {self.name!r} of the records must hold whole numbers of 64 bits with "
                    "a sign to be a key; got one of 2**63 or more: turn it into text"
                ) from None
        absent = None
        if column.null_count:
            absent = column.is_null().to_numpy(zero_copy_only=False)
            column = column.fill_null(0)
        numbers = column.to_numpy(zero_copy_only=False)
        if absent is None:
            return self._lookup(numbers, kind)
        codes = np.full(numbers.size, -1, dtype=np.int64)
        codes[~absent], refused = self._lookup(numbers[~absent], kind)
        rows = np.flatnonzero(absent)
        refused.append((rows, [""] * min(rows.size, 10_000), _BLANK))
        return codes, refused

    def _absent(self, column: Any, rows: NDArray[np.bool_]) -> Numbered:
        where = np.flatnonzero(rows)
        return np.full(len(column), -1, dtype=np.int64), [
            (where, [""] * min(where.size, 10_000), _BLANK)
        ]

    def _lookup(self, numbers: NDArray[Any], kind: str) -> Numbered:
        if not self._closed:
            self._settle(kind)
        if numbers.size == 0:
            return np.empty(0, dtype=np.int64), []
        codes = self._codes_of_numbers(numbers)
        if not self._closed or codes.min() >= 0:
            return codes, []
        rows = np.flatnonzero(codes < 0)
        codes[rows] = -1
        return codes, [(rows, numbers[rows[:10_000]].tolist(), _NOT_ALLOWED)]

    def _codes_of_numbers(self, numbers: NDArray[Any]) -> Codes:
        table, start = self._table, self._table_start
        low, high = int(numbers.min()), int(numbers.max())
        if table.size == 0 or low < start or high >= start + table.size:
            if (
                max(high, start + table.size) - min(low, start if table.size else low)
                >= _WIDEST_TABLE
            ):
                return self._by_sorting(numbers)
            table, start = self._widen(low, high)
        places = numbers - numbers.dtype.type(start) if start else numbers
        codes: Codes = table[places]
        if codes.min() == _UNSEEN:
            with self._lock:
                for number in np.unique(numbers[codes == _UNSEEN]).tolist():
                    self._table[number - self._table_start] = self._code_of_number(number)
                table, start = self._table, self._table_start
            codes = table[numbers.astype(np.int64) - start]
        return codes

    def _code_of_number(self, number: int) -> int:
        """The code of a whole number, a new one if need be; among labels 10 is "10", not "010"."""
        code = self._numbers.get(number)
        if code is None and self._closed:
            code = self._numbers[number] = self._codes.get(str(number), -1)
        return self._new(number) if code is None else code

    def _widen(self, low: int, high: int) -> tuple[Codes, int]:
        with self._lock:
            if self._table.size:
                low = min(low, self._table_start)
                high = max(high, self._table_start + self._table.size - 1)
            table = np.full(high - low + 1, _UNSEEN, dtype=np.int64)
            for value, code in self._numbers.items():
                if low <= value <= high:
                    table[value - low] = code
            self._table, self._table_start = table, low
            return table, low

    def _by_sorting(self, numbers: NDArray[Any]) -> Codes:
        distinct, inverse = np.unique(numbers, return_inverse=True)
        with self._lock:
            codes = [self._code_of_number(value) for value in distinct.tolist()]
        return np.array(codes, dtype=np.int64)[inverse]

    # ---- results ---------------------------------------------------------------------

    def order(self) -> Codes:
        """The numbers of the values, in the order of the sorted values."""
        if self._closed:
            return np.arange(len(self.values))
        return np.array(
            sorted(range(len(self.values)), key=self.values.__getitem__), dtype=np.int64
        )

    def label(self, value: Any) -> Any:
        """A value as a label: dates as dates."""
        if self.kind == "date":
            try:
                return datetime.date(1970, 1, 1) + datetime.timedelta(days=value)
            except OverflowError:
                raise DataError(
                    f"column {self.name!r} of the records must hold dates of the years 1 to "
                    f"9999; got the day {value} after 1970-01-01"
                ) from None
        return value


def without_runs(column: Any) -> Any:
    """A column with a value a row, where Arrow keeps runs of equal ones."""
    if not str(column.type).startswith("run_end_encoded"):
        return column
    return require("pyarrow.compute", "tabulate").run_end_decode(column)
