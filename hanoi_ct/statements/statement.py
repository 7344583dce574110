"""A statement read from a text, and the claims that connect statements: what reading hands on.

The keys of :meth:`Statement.to_record` are those of the labelled texts that the reader is
measured against, so that a reading and a hand-made label can be compared field by field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Literal

from hanoi_ct.errors import DataError
from hanoi_ct.statements._notes import note_in
from hanoi_ct.text import Language

__all__ = [
    "Claim",
    "Comparison",
    "Kind",
    "Period",
    "Reading",
    "Statement",
    "Status",
    "Unit",
    "Unread",
]

Kind = Literal[
    "growth",
    "level",
    "share",
    "contribution",
    "attainment",
    "ratio",
    "difference",
    "count",
]
Comparison = Literal[
    "previous_month",
    "same_month_last_year",
    "same_period_last_year",
    "previous_year",
    "plan",
    "total",
    "other",
]
Status = Literal["estimate", "preliminary", "official", "target"]
Unit = str  # "percent", "percentage_points", "times", "count", "USD", "VND", "tonne", "kWh" ...


@dataclass(frozen=True, slots=True)
class Period:
    """First and last month, ``YYYY-MM``.

    A year that the text does not tell is written ``XXXX``, as in the extended dates of
    ISO 8601-2: ``XXXX-06`` is the June of a year that stands nowhere in the text. ``years``
    tells such years apart: -1 is the year before the one that the text is about.
    """

    start: str
    end: str
    years: int = 0

    def to_record(self) -> dict[str, Any]:
        """The period as plain types."""
        record: dict[str, Any] = {"start": self.start, "end": self.end}
        return record | ({"years": self.years} if self.years else {})

    @property
    def months(self) -> int:
        """The number of months covered."""
        years = 0
        if "X" not in self.start and "X" not in self.end:
            years = int(self.end[:-3]) - int(self.start[:-3])
        return 12 * years + int(self.end[-2:]) - int(self.start[-2:]) + 1

    @property
    def year(self) -> int | None:
        """The year of the last month; None where the text does not tell it."""
        return None if "X" in self.end else int(self.end[:-3])

    def moved(self, years: int) -> Period:
        """The same months of another year."""
        if self.year is None:
            return replace(self, years=self.years + years)
        return Period(
            f"{int(self.start[:-3]) + years:04d}{self.start[-3:]}",
            f"{int(self.end[:-3]) + years:04d}{self.end[-3:]}",
        )


@dataclass(frozen=True, slots=True)
class Statement:
    """One printed number with what it says.

    Parameters
    ----------
    id : str
        Unique in its text; the order of the ids is that of the text.
    start, end : int
        The span in code points of the text as it was given: verb or hedge, number and unit.
    text : str
        The words of that span.
    printed : str or None
        The number as printed; None for a number in words.
    value : str
        The number as a decimal string with the sign of its direction: "-3.6" for "giảm 3,6%".
    unit : str or None
        percent, percentage_points, times, count, USD, VND, tonne, kWh ...; None where the text
        lost it.
    scale : str
        True value = value x scale: "1e9" for tỷ.
    type : Kind
    hedge : str or None
        The words before the number that widen it or say its state: "gần", "ước", "ước hơn".
    subject : str or None
        What the number is about, completed from the sentences before where it is shared.
    period : Period or None
    comparison : Comparison or None
    printed_unit : str or None
        The unit as printed, where it is a sign or differs from ``unit``.
    of : str or None
        The second number of a printed quotient ("186,6/191,6").
    value_high : str or None
        The end of a range.
    note : str or None
        A slip, or what was assumed.
    status : Status or None
        Whether the number is an estimate, preliminary, official or a target; None: not said.
    alternatives : tuple of str
        Other decimal strings that the same token may stand for ("1,563" as 1563).
    indicator : str or None
        The key of the subject in the thesaurus of indicators; None: not known there.
    group : str
        The qualifier of the indicator in comparable form: the sector, market or place.
    whole : str or None
        The subject that this one is a part of, where the text told it.
    part : str
        What kind of part: owner, market, province, industry, rest, count; empty for another.
    basis : str or None
        What makes it another series: "constant_prices", "without_prices", "without_crude_oil".
    sentence, paragraph : int
        Where it stands, counted from 0.
    depth : int
        How many brackets stand around it.
    kept : dict
        What was worked out from the statement and is asked for again: `amount`, its intervals.
    """

    id: str
    start: int
    end: int
    text: str
    printed: str | None
    value: str
    unit: Unit | None
    scale: str
    type: Kind
    hedge: str | None = None
    subject: str | None = None
    period: Period | None = None
    comparison: Comparison | None = None
    printed_unit: str | None = None
    of: str | None = None
    value_high: str | None = None
    note: str | None = None
    status: Status | None = None
    alternatives: tuple[str, ...] = ()
    indicator: str | None = None
    group: str = ""
    whole: str | None = None
    part: str = ""
    basis: str | None = None
    sentence: int = 0
    paragraph: int = 0
    depth: int = 0
    kept: dict[str, Any] = field(init=False, repr=False, compare=False, default_factory=dict)

    @property
    def amount(self) -> Decimal:
        """The true value: what is printed times its scale, in the unit.

        Examples
        --------
        >>> s = Statement("1", 0, 11, "9,2 tỷ USD", "9,2", "9.2", "USD", "1e9", "level")
        >>> s.amount
        Decimal('9.2E+9')
        """
        found = self.kept.get("amount")
        if found is None:
            found = self.kept["amount"] = Decimal(self.value) * Decimal(self.scale)
        return found

    def to_record(self, language: Language = "en") -> dict[str, Any]:
        """The statement as the labels write it: plain types, the keys of the labels' scheme.

        Parameters
        ----------
        language : {"en", "vi"}, default "en"
            Of the words of ``note``; the other words are those of the text.

        Examples
        --------
        >>> s = Statement("1", 0, 9, "tăng 7,4%", "7,4", "7.4", "percent", "1", "growth")
        >>> s.to_record()["value"], s.to_record()["comparison"]
        ('7.4', None)
        """
        record: dict[str, Any] = {
            "id": self.id,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "value": self.value,
            "unit": self.unit,
            "scale": self.scale,
            "hedge": self.hedge,
            "type": self.type,
            "subject": self.subject,
            "period": self.period and self.period.to_record(),
            "comparison": self.comparison,
            "printed": self.printed,
        }
        for key in ("printed_unit", "of", "value_high", "note", "status"):
            if getattr(self, key) is not None:
                record[key] = getattr(self, key)
        if self.note is not None:
            record["note"] = note_in(self.note, language)
        if self.alternatives:
            record["alternatives"] = list(self.alternatives)
        return record

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Statement:
        """A statement from a record of the labels' scheme; keys it does not know are left out.

        Raises
        ------
        DataError
            A key that every statement has is missing.
        """
        needed = ("id", "start", "end", "text", "value", "unit", "scale", "type")
        for key in needed:
            if key not in record:
                raise DataError(
                    f"a record of a statement must have `{key}`; got {sorted(record)!r:.200}"
                )
        period = record.get("period")
        optional = ("hedge", "subject", "comparison", "printed_unit", "of", "value_high", "note")
        values: dict[str, Any] = {key: record[key] for key in needed}
        values |= {key: record.get(key) for key in (*optional, "printed", "status")}
        values["period"] = Period(**period) if period else None
        values["alternatives"] = tuple(record.get("alternatives", ()))
        return cls(**values)

    def with_id(self, identifier: str) -> Statement:
        """The same statement under another id."""
        return replace(self, id=identifier)


@dataclass(frozen=True, slots=True)
class Unread:
    """A span with a number that no statement took."""

    start: int
    end: int
    text: str

    def to_record(self) -> dict[str, Any]:
        """The span as plain types."""
        return {"start": self.start, "end": self.end, "text": self.text}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says in numbers, and what was not understood.

    Parameters
    ----------
    text : str
        The text that the offsets count in, unchanged.
    language : {"vi", "en"}
    statements : tuple of Statement
        In the order of the text.
    unread : tuple of Unread
        Spans with a number that no statement took.
    notes : tuple of str
        What concerns the whole text: an old encoding, decomposed letters.
    """

    text: str
    language: str
    statements: tuple[Statement, ...] = ()
    unread: tuple[Unread, ...] = ()
    notes: tuple[str, ...] = ()

    def __getitem__(self, identifier: str) -> Statement:
        """The statement of an id."""
        for statement in self.statements:
            if statement.id == identifier:
                return statement
        raise KeyError(identifier)


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation that the text makes between statements, before anything is computed.

    Parameters
    ----------
    kind : str
        The kind of the labels' scheme: sum, share, weighted_growth, balance ...
    statements : dict of str to tuple of str
        Ids by role: ``{"total": ("3",), "parts": ("7", "11")}``.
    closed : bool
        Whether the text says that the list of parts is complete: a named rest, a known pair of
        parts, a table with its total. Of an open list nothing follows but an upper bound.
    named : tuple of str
        The names of a list that a count announces (``count_list``); the months or years that an
        average is taken over (``monthly_average``, ``compound_growth``).
    """

    kind: str
    statements: Mapping[str, tuple[str, ...]]
    closed: bool = False
    named: tuple[str, ...] = ()
