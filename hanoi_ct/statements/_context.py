"""What is spoken of at a place of a text, and what holds for one sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

from hanoi_ct.statements._items import Item
from hanoi_ct.statements.comparisons import Against
from hanoi_ct.statements.periods import When
from hanoi_ct.statements.statement import Kind, Period
from hanoi_ct.statements.subjects import NO_SUBJECT, Subject

__all__ = ["Context", "SentenceState"]


@dataclass(slots=True)
class Context:
    """What is spoken of at a place of the text."""

    current: Subject = NO_SUBJECT
    head: Subject = NO_SUBJECT
    period: Period | None = None
    shifted: bool = False  # the period is that of the year before, in a bracket
    target: bool = False


@dataclass(slots=True)
class SentenceState:
    """What holds for one sentence."""

    number: int
    paragraph: int
    year: int | None
    trailing: When | None = None
    compare: Against | None = None
    later: Against | None = None
    rate: tuple[Kind, int] | None = None  # type and direction of the last rate
    said_time: bool = False
    pending: list[Item] = field(default_factory=list)
    clauses: int = 0
    part_of: bool = False
    aspect: str | None = None  # volume or value, said behind the number
    end: int = 0  # where the last quantity ends
    saved: Period | None = None  # the period before a past one was named
