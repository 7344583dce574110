"""What is spoken of at a place of a text, and what holds for one sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

from hanoi_ct.statements._reading.comparisons import Against
from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements._reading.subjects import NO_SUBJECT, Subject
from hanoi_ct.statements._reading.when import When
from hanoi_ct.statements.statement import Comparison, Kind, Period, Statement

__all__ = ["Context", "SentenceState", "Told"]


@dataclass(slots=True)
class Context:
    """What is spoken of at a place of the text."""

    current: Subject = NO_SUBJECT
    head: Subject = NO_SUBJECT
    period: Period | None = None
    shifted: bool = False  # the period is that of the year before, in a bracket
    target: bool = False
    planned: bool = False  # the target is a plan's own number: what follows at a time is done


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
    rates: list[tuple[Kind, int] | None] = field(default_factory=list)  # before open brackets
    said_time: bool = False
    pending: list[Item] = field(default_factory=list)
    ahead: list[Item] = field(default_factory=list)  # a comparison before a bracket
    clauses: int = 0
    structure: bool = False  # behind "cơ cấu ...:": percentages without a verb are shares
    plans: bool = False  # the sentence tells what was attained of a plan
    heading: int = 0  # the direction said before a colon: "các ngành tăng cao gồm:"
    rate_before: int = 0  # the direction of the last rate of the sentence before
    part_of: bool = False
    aspect: str | None = None  # volume or value, said behind the number
    follows: Kind | None = None  # what the first percentage behind a level says
    survey: bool = False  # shares of those that were asked
    end: int = 0  # where the last quantity ends
    then: bool = False  # the sentence begins with "cùng kỳ năm 2020": its amounts are of that year
    saved: Period | None = None  # the period before a past one was named


@dataclass(slots=True)
class Told:
    """What a text has told so far: its statements, and what is carried from one to the next."""

    text: str
    language: str
    year: int | None
    month: Period | None
    default: Subject  # what the text is about, where its first numbers name nothing
    found: list[Statement] = field(default_factory=list)
    context: Context = field(default_factory=Context)
    money: dict[str, str | None] = field(default_factory=dict)  # first currency of a subject
    home: dict[str, Subject] = field(default_factory=dict)  # first subject of an indicator
    monthly: bool = False  # rates on the month before, in a text that names no month
    usual: dict[str, str] = field(default_factory=dict)  # comparison last printed, by length
    pairs: dict[int, tuple[Comparison, Comparison]] = field(default_factory=dict)  # by months
    crop: str = ""  # the crop named last, with its season: "lúa mùa"
    goods: str = ""  # the goods whose trade was told last, and of no other before
    market: str = ""  # the market named last within a longer name
    listed: Period | None = None  # the time that the heading of a list tells
    aside: tuple[Period, Period] | None = None  # "Riêng tháng 4 ...", and the time before it
    said: set[int] = field(default_factory=set)  # places in `found` whose comparison is printed
    depth: int = 0  # how many brackets are open
