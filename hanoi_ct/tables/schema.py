"""What a table may hold: its columns, and the rule each field must keep."""

from __future__ import annotations

import datetime
import difflib
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from hanoi_ct._inputs.months import is_month, months_since_1970

__all__ = ["Column", "Kind", "Schema", "Words", "nearest"]

Kind = Literal["text", "choice", "month", "date", "number", "integer", "yes_no"]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"[12][0-9]{3}")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")


class Words(NamedTuple):
    """The same words in Vietnamese and English."""

    vi: str
    en: str


NO_UNIT = Words("", "")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what a field may hold, and what it means.

    ``kind`` decides the dtype in a DataFrame: ``month`` (YYYY-MM) a monthly period, ``number``
    float64, ``integer`` Int64, ``yes_no`` boolean, ``choice`` a category of ``choices``,
    ``text`` and ``date`` string. A ``date`` is YYYY-MM-DD, YYYY-MM or YYYY. ``unit`` is that of the
    numbers; ``low`` and ``high`` bound them, both ends allowed. ``blank`` tells whether a field
    may be empty.
    """

    name: str
    kind: Kind
    meaning: Words
    unit: Words = NO_UNIT
    blank: bool = False
    low: float = -math.inf
    high: float = math.inf
    choices: tuple[str, ...] = ()

    def parse(self, text: str) -> str | float | int | bool | None:
        """The value that a field stands for; a month is counted from January 1970.

        Parameters
        ----------
        text : str
            A field as it stands in the file.

        Returns
        -------
        str, float, int, bool or None
            None where the field is empty.

        Raises
        ------
        ValueError
            With the rule that the field breaks, worded to follow "must".
        """
        if not text:
            if self.blank:
                return None
            raise ValueError("not be empty")
        if self.kind == "text":
            return text
        if self.kind == "choice":
            return self._choice(text)
        if self.kind == "month":
            return _month(text)
        if self.kind == "date":
            return _date(text)
        if self.kind == "yes_no":
            if text not in ("yes", "no"):
                raise ValueError("be yes or no")
            return text == "yes"
        return self._number(text)

    def _choice(self, text: str) -> str:
        if text in self.choices:
            return text
        if len(self.choices) <= 10:
            raise ValueError(f"be one of {', '.join(self.choices)}")
        near = nearest(text, self.choices)
        raise ValueError(f"be a known {self.name}" + (f", such as {near}" if near else ""))

    def _number(self, text: str) -> float | int:
        if not _NUMBER.fullmatch(text):
            raise ValueError("be a number with a decimal point and without thousands separators")
        number = float(text)
        if math.isinf(number):
            raise ValueError("be a number that float64 can hold")
        if not self.low <= number <= self.high:
            raise ValueError(f"lie {_between(self.low, self.high)}")
        if self.kind == "number":
            return number
        if not number.is_integer() or abs(number) >= 2**53:
            raise ValueError("be a whole number")
        return int(number)


@dataclass(frozen=True, slots=True)
class Schema:
    """The columns of a table in order, and the columns of which a row must fill at least one."""

    columns: tuple[Column, ...]
    at_least_one: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)


def nearest(text: str, names: Iterable[str]) -> str:
    """The names most like a misspelt one, separated by commas; empty if none is near."""
    return ", ".join(difflib.get_close_matches(text, list(names), n=3, cutoff=0.5))


def _date(text: str) -> str:
    try:
        if _DAY.fullmatch(text):
            datetime.date.fromisoformat(text)
        elif not _YEAR.fullmatch(text):
            _month(text)
    except ValueError:
        raise ValueError("be a date YYYY-MM-DD, a month YYYY-MM, a year or empty") from None
    return text


def _between(low: float, high: float) -> str:
    if math.isinf(high):
        return f"at {low:g} or above"
    return f"between {low:g} and {high:g}"


def _month(text: str) -> int:
    if not is_month(text):
        raise ValueError("be a month YYYY-MM")
    return months_since_1970(text)
