"""Read the statements of a text: numbers with their unit, hedge, comparison, subject, period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, cast

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.statements._clauses import Clause, Event, Sentence, reduce_items, sentences, walk
from hanoi_ct.statements._items import Item, gather
from hanoi_ct.statements._letters import Prepared, prepare
from hanoi_ct.statements._lexicon import lexicon, table
from hanoi_ct.statements._shared import share_names, share_units
from hanoi_ct.statements._tokens import Token, tokenize
from hanoi_ct.statements.comparisons import Against, against_period, on_the_year
from hanoi_ct.statements.hedges import Lead, is_comparand, read_lead
from hanoi_ct.statements.numbers import decimal_point
from hanoi_ct.statements.periods import When, resolve
from hanoi_ct.statements.statement import Comparison, Kind, Period, Reading, Statement, Unread
from hanoi_ct.statements.subjects import (
    NO_SUBJECT,
    Subject,
    basis_of,
    capital_of,
    complete,
    name_of,
    with_basis,
)
from hanoi_ct.statements.tables import FoundTable, read_tables

__all__ = ["language_of", "read_text"]

_MONEY = ("USD", "VND", "EUR", "JPY", "CNY")
_VIETNAMESE = frozenset("ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")
_DEPTH = 20


def read_text(
    text: str, lang: Literal["vi", "en"] | None = None, date: str | None = None
) -> Reading:
    """Read the statements of a text.

    Parameters
    ----------
    text : str
        Report or press prose, or a table flattened into text line by line.
    lang : {"vi", "en"}, optional
        Found by its letters where it is not given.
    date : str, optional
        The month of publication, ``YYYY-MM``: it gives the year where the text tells none.

    Returns
    -------
    Reading
        Statements in the order of the text, and the spans with a number that no statement took.
        Offsets count code points of ``text`` as given.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        The text is no str, the language none of the two, the date no month.

    Notes
    -----
    The cost grows in proportion to the length of the text. Nothing is guessed silently: a
    comparison that is not printed is taken from the sentences before, and where there is none
    the note says that the year before was assumed; a lost unit is None and noted.

    Examples
    --------
    >>> reading = read_text("Tháng 8/2018, xuất khẩu ước đạt 1,2 tỷ USD, tăng 19% so với cùng kỳ.")
    >>> [(s.text, s.value, s.unit, s.comparison) for s in reading.statements]
    [('1,2 tỷ USD', '1.2', 'USD', None), ('tăng 19%', '19', 'percent', 'same_month_last_year')]
    >>> reading.statements[0].hedge, reading.statements[1].subject
    ('ước', 'xuất khẩu')
    """
    if not isinstance(text, str):
        raise ArgumentTypeError(f"`text` must be a str; got {type(text).__name__}")
    if lang not in (None, "vi", "en"):
        raise ArgumentValueError(f'`lang` must be "vi", "en" or None; got {lang!r:.60}')
    if date is not None and not _is_month(date):
        raise ArgumentValueError(f"`date` must be a month as YYYY-MM; got {date!r:.60}")
    prepared = prepare(text)
    language = lang or language_of(prepared.text)
    tokens = tokenize(prepared.text)
    point = decimal_point(tokens, language)
    items = reduce_items(gather(prepared.text, tokens, lexicon(language)), point)
    year = _year_of(items, date)
    tables = read_tables(prepared.text, language, point, year)
    if tables:
        tokens = _outside(tokens, tables, len(prepared.text))
        items = reduce_items(gather(prepared.text, tokens, lexicon(language)), point)
    share_units(items)
    reader = _Reader(prepared.text, language, items, year, date)
    reader.found += [statement for table in tables for statement in table.statements]
    for sentence in sentences(items, prepared.text):
        reader.read_sentence(sentence)
    found = _numbered(reader.found, prepared, text)
    return Reading(
        text,
        language,
        tuple(found),
        tuple(_unread(tokens, reader, prepared, text)),
        prepared.notes,
    )


def language_of(text: str) -> Literal["vi", "en"]:
    """The language of a text by its letters: Vietnamese where a tenth of them have its marks.

    Examples
    --------
    >>> language_of("Xuất khẩu tăng 5%"), language_of("Exports of Hà Nội rose 5% in August")
    ('vi', 'en')
    """
    sample = text[:20000].casefold()
    letters = sum(c.isalpha() for c in sample)
    marked = sum(c in _VIETNAMESE for c in sample)
    return "vi" if marked * 12 > letters or letters == 0 else "en"


def _is_month(date: object) -> bool:
    return (
        isinstance(date, str)
        and len(date) >= 7
        and date[:4].isdigit()
        and date[4] == "-"
        and date[5:7].isdigit()
        and 1 <= int(date[5:7]) <= 12
    )


def _outside(tokens: list[Token], tables: list[FoundTable], length: int) -> list[Token]:
    """The tokens that were not read as part of a table; ends of lines stay."""
    taken = bytearray(length + 1)
    for table_ in tables:
        for start, end in table_.spans:
            taken[start:end] = b"\1" * (end - start)
    return [token for token in tokens if token.kind == "line" or not taken[token.start]]


def _numbered(found: list[Statement], prepared: Prepared, text: str) -> Iterable[Statement]:
    """The statements in order, with ids and the offsets of the text as given."""
    for number, statement in enumerate(sorted(found, key=lambda s: (s.start, s.end)), start=1):
        start, end = prepared.back(statement.start), prepared.back(statement.end)
        yield replace(statement, id=str(number), start=start, end=end, text=text[start:end])


def _unread(
    tokens: list[Token], reader: _Reader, prepared: Prepared, text: str
) -> Iterable[Unread]:
    """Numbers that neither a statement nor a time nor a rank took."""
    taken = bytearray(len(prepared.text) + 1)
    spans = [(s.start, s.end) for s in reader.found]
    spans += [(i.start, i.end) for i in reader.items if i.kind in ("time", "compare")]
    for start, end in spans:
        taken[start:end] = b"\1" * (end - start)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.kind != "number" or taken[token.start]:
            continue
        if (
            before is not None
            and before.kind == "word"
            and before.end == token.start
            and (before.text.isupper() and len(token.text) < 4)
        ):
            continue  # G20, COVID19: a name
        start, end = prepared.back(token.start), prepared.back(token.end)
        yield Unread(start, end, text[start:end])


@dataclass(slots=True)
class _Context:
    """What is spoken of at a place of the text."""

    current: Subject = NO_SUBJECT
    head: Subject = NO_SUBJECT
    period: Period | None = None
    shifted: bool = False  # the period is that of the year before, in a bracket
    target: bool = False


@dataclass(slots=True)
class _SentenceState:
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


class _Reader:
    """Reads sentence by sentence; what is spoken of is carried along."""

    def __init__(
        self, text: str, language: str, items: list[Item], year: int | None, date: str | None
    ) -> None:
        self.text = text
        self.language = language
        self.items = items
        self.found: list[Statement] = []
        self.year = year
        self.context = _Context()
        self.month = _month_of(items, self.year, date)
        self.money: dict[str, str | None] = {}  # the currency first printed for a subject
        self.default = _default_subject(items, language)
        self.home: dict[str, Subject] = {}  # the first subject of an indicator, with its place
        self.monthly = False  # rates on the month before, in a text that names no month
        self.usual: dict[str, str] = {}  # comparison last printed, for months and for longer
        self.said: set[int] = set()  # places in `found` whose comparison is printed
        self.stack: list[_Context] = []

    # ---- sentences -------------------------------------------------------------------------

    def read_sentence(self, sentence: Sentence) -> None:
        """Read one sentence."""
        if not any(item.kind == "quantity" for item in sentence.items):
            self._mention(sentence.items)
            return
        events = walk(sentence.items)
        share_names(events, self.language)
        state = _SentenceState(sentence.number, sentence.paragraph, self.year)
        state.trailing = _trailing_time(events)
        state.later = _later_compare(events)
        self.stack = []
        self.context.target = False
        before: Clause | None = None
        for event in events:
            if event.kind == "clause" and event.clause is not None:
                self._read_clause(event.clause, before, state)
                before = event.clause
            else:
                self._read_sign(event, before, state)
        while self.stack:
            self.context = self.stack.pop()
        if state.saved is not None:
            self.context.period = state.saved
        self.context.shifted = False

    def _mention(self, items: list[Item]) -> None:
        """A sentence without a quantity, a title: its times and its subject still count."""
        for item in items:
            if item.kind == "time":
                self._spoken(item.value, None)
        name = name_of([i for i in items if i.kind != "time"], self.language)
        if any(item.has("indicator") for item in name):
            self._set_subject(complete(name, self.text, self.language, NO_SUBJECT, NO_SUBJECT))

    def _read_sign(self, event: Event, before: Clause | None, state: _SentenceState) -> None:
        if event.kind == "open":
            self._read_before_bracket(event.left, state)
            plan = _says_plan(event.left[-1:]) or (
                before is not None and not event.left and _says_plan(before.right[-1:])
            )
            state.pending = [] if plan else event.left
            if len(self.stack) < _DEPTH:
                self.stack.append(replace(self.context))
            self.context.target = self.context.target or plan
            if before is not None and not event.left:
                self.context.shifted = _ends_on_last_year(before)
        elif event.kind == "close":
            state.pending = []
            if self.stack:
                self.context = self.stack.pop()
        elif event.kind == "colon":
            self._read_colon(event.left, state)
        elif event.kind == "stop":
            state.pending = []
            self.context.shifted = False

    def _read_before_bracket(self, left: list[Item], state: _SentenceState) -> None:
        """ "Khai khoáng (giảm 2%), ...": the name before a bracket holds in it and behind it."""
        for item in left:
            if item.kind == "time":
                self._spoken(item.value, state)
        name = name_of(left, self.language)
        if name and not any(item.has("link.reason") for item in left):
            context = self.context
            self._set_subject(
                complete(name, self.text, self.language, context.head, context.current)
            )

    def _read_colon(self, left: list[Item], state: _SentenceState) -> None:
        """Words before a colon: a time and a subject for what follows."""
        for item in left:
            if item.kind == "time":
                self._spoken(item.value, state)
            elif item.kind == "compare" and item.value.what == "plan":
                self.context.target = True
                if item.value.when is not None:
                    self._spoken(item.value.when, state)
        name = name_of(left, self.language)
        if any(item.has("indicator") for item in name):
            head = self.context.head
            self._set_subject(complete(name, self.text, self.language, head, self.context.current))

    # ---- one clause ------------------------------------------------------------------------

    def _read_clause(self, clause: Clause, before: Clause | None, state: _SentenceState) -> None:
        if state.pending and not name_of(clause.left, self.language):
            clause.left = state.pending + clause.left
        state.pending = []
        lead = read_lead(clause.left, clause.item.start)
        if any(item.has("verb.target") for item in clause.left) and not _meets(clause.left):
            self.context.target = True
        name = self._take_subject(clause, lead, before, state)
        period = self._take_period(clause, lead, state)
        made = self._statement(clause, lead, period, before, state, bool(name))
        state.end = clause.item.end
        if made is None:
            return
        if made.type in ("growth", "difference", "ratio"):
            made = self._compared(made, clause, before, state, bool(name))
        elif made.type == "contribution":
            made = replace(made, comparison=on_the_year(made.period))
        if made.unit in _MONEY and made.type == "level":
            self.money.setdefault(made.subject or "", made.unit)
        self.found.append(made)
        state.clauses += 1

    # ---- subject

    def _take_subject(
        self, clause: Clause, lead: Lead, before: Clause | None, state: _SentenceState
    ) -> list[Item]:
        left = clause.left[: len(clause.left) - lead.length]
        if any(item.has("link.part_of") for item in left):
            state.part_of = True
        context = self.context
        name = name_of(left, self.language)
        state.aspect = _aspect(clause.right)
        behind = [] if state.aspect else self._behind(clause.right)
        if behind:
            again = self._spoken_of(behind, state)
            if again is not None:
                self.context.current = again
                return behind
            name = behind
        basis = basis_of(clause.left) or basis_of(clause.right[:3])
        if name:
            physical = clause.quantity.unit not in ("percent", "percentage_points", *_MONEY)
            head = context.head
            unit = clause.quantity.unit
            if unit in _MONEY and self.money.get(head.text or "", unit) != unit:
                head = NO_SUBJECT  # another currency: another topic
            found = complete(name, self.text, self.language, head, context.current, physical)
            if found.indicator is None:
                found = self._from_the_right(found, clause)
            self._set_subject(with_basis(found, basis, self.language))
            return name
        totals = any(item.has("link.totals") for item in left)
        if _are_projects(context.current) and clause.quantity.unit in _MONEY:
            context.current = capital_of(
                context.current, "capital of" if self.language == "en" else "vốn", self.language
            )
        if totals and any(item.says(*_BOTH) for item in left):
            both = self._both(clause.quantity.unit, state)
            if both is not None:
                context.current = both
        targets = any(item.has("verb.target") for item in clause.left)
        if (before is None or targets) and context.head.text and not totals:
            context.current = context.head
        elif context.current.text is None and clause.quantity.counted is None:
            context.current = context.head = self.default
        if before is not None and any(i.has("link.part_of") for i in left):
            context.current = replace(context.current, kind="unnamed")
        if basis:
            context.current = with_basis(context.current, basis, self.language)
        return []

    def _behind(self, right: list[Item]) -> list[Item]:
        """A name that follows its number: "13,6% là mức tăng của nhóm may mặc"."""
        for place, item in enumerate(right[:4]):
            if item.has("link.about"):
                return name_of(right[place + 1 :], self.language)
            if item.has("verb.rise", "verb.fall") and place and right[place - 1].says("là"):
                return name_of(right[place + 1 :], self.language)
        return []

    def _both(self, unit: str | None, state: _SentenceState) -> Subject | None:
        """ "Cả hai là 1,42 tỷ": the two levels named last, added up."""
        last: list[Statement] = []
        for s in reversed(self.found[-12:]):
            if s.sentence < state.number - 2:
                break
            same = any(s.subject == other.subject for other in last)
            if s.type == "level" and s.unit == unit and not same:
                last.insert(0, s)
            if len(last) == 2:
                break
        if len(last) < 2 or None in (last[0].subject, last[1].subject):
            return None
        link = "and" if self.language == "en" else "và"
        entry = table("indicators").get(last[0].indicator or "", {})
        whole = entry.get("part_of", last[0].indicator)
        return Subject(f"{last[0].subject} {link} {last[1].subject}", whole)

    def _spoken_of(self, name: list[Item], state: _SentenceState) -> Subject | None:
        """ "về số dự án", "về vốn": the subject of the number or of the money just named."""
        first = name[0].text.casefold()
        money = any(item.has("link.capital") for item in name) or first.startswith(_WORTH)
        counts = not money and first.startswith(_NUMBERS)
        if not counts and not money:
            return None
        for statement in reversed(self.found[-12:]):
            if statement.sentence < state.number - 1:
                break
            if statement.type == ("count" if counts else "level"):
                return Subject(
                    statement.subject, statement.indicator, statement.group, counts=counts
                )
        return None

    def _from_the_right(self, found: Subject, clause: Clause) -> Subject:
        """ "Hanoi sold US$5 billion of goods abroad": the indicator stands behind."""
        if found.kind not in ("province", "owner", "market"):
            return found
        for item in (*clause.left, *clause.right):
            phrase = item.phrases.get("indicator")
            if phrase is not None and item.kind != "compare":
                key = str(phrase.value)
                entry = table("indicators")[key]
                if "parts_en" in entry:
                    link = " of " if self.language == "en" else " "
                    words = f"{item.text}{link}{found.text}"
                    if item.text.casefold() in entry.get("short", ()):
                        words = f"{entry[f'parts_{self.language}']} {found.text}"
                    return replace(found, indicator=key, text=words)
        return found

    def _set_subject(self, found: Subject) -> None:
        if found.indicator is not None and found.head is None and not found.group:
            found = self.home.get(found.indicator, found)
        self.context.current = found
        if found.indicator is None or found.head is not None:
            return
        entry = table("indicators").get(found.indicator, {})
        if entry.get("part_of") == "retail_total" and self.context.head.indicator == "retail_total":
            return
        if found.kind == "province" and found.indicator not in self.home:
            self.home[found.indicator] = found
        head = self.context.head
        if not found.group or found.kind in ("province", "owner"):
            self.context.head = found
        elif head.indicator != found.indicator:
            name = _indicator_name(found, self.language)
            self.context.head = Subject(name, found.indicator, basis=found.basis)

    # ---- period

    def _spoken(self, when: When, state: _SentenceState | None) -> None:
        """A time that is spoken of from here on."""
        if when.is_date or when.refers in ("date", "same", "same_point", "last_year", "this_year"):
            return
        year = state.year if state is not None else self.year
        if when.year is not None and state is not None:
            state.year = when.year
        found = resolve(when, year, self.context.period or self.month)
        if found is None:
            return
        past = when.shift < 0 or (when.first is not None and _is_past(when, self.year))
        if past and state is not None and state.saved is None:
            state.saved = self.context.period
        self.context.period = found

    def _take_period(self, clause: Clause, lead: Lead, state: _SentenceState) -> Period | None:
        compares = lead.verb in ("equal", "multiple")
        comparand = any(is_comparand(clause.left, k) for k in range(len(clause.left)))
        times = [item.value for item in clause.left if item.kind == "time"]
        if any(when.refers is None and not when.is_date for when in times):
            self.context.shifted = False
        if state.saved is not None and any(i.has("verb.onto") for i in clause.left):
            self.context.period, state.saved = state.saved, None
        last_year = False
        named = [*times, *(item.value for item in clause.right if item.kind == "time")]
        if (self.context.target or lead.status) and any(w.refers == "this_year" for w in named):
            return resolve(When(1, 12), self.year, None)
        for when in times:
            if when.refers in ("same", "last_year"):
                last_year = True
            elif not when.is_date:
                self._spoken(when, state)
                state.said_time = True
        behind = [item for item in clause.right if item.kind == "time"]
        for item in behind:
            when = item.value
            if when.refers in ("same", "last_year"):
                base = not compares and _is_base(clause.right, item)
                last_year = last_year or base or comparand
            elif when.shift or (when.first is not None and not times and _is_past(when, self.year)):
                return resolve(when, state.year, self.context.period)
            elif not times and not when.is_date:
                self._spoken(when, state)
                state.said_time = True
        if not state.said_time and not behind and state.trailing is not None:
            self._spoken(state.trailing, state)
        period = self.context.period
        if period is not None and (last_year or self.context.shifted or _from_base(clause)):
            return period.moved(-1)
        return period

    # ---- the statement

    def _statement(
        self,
        clause: Clause,
        lead: Lead,
        period: Period | None,
        before: Clause | None,
        state: _SentenceState,
        named: bool,
    ) -> Statement | None:
        quantity = clause.quantity
        kind, sign, unit, notes = self._kind(clause, lead, state)
        if kind is None:
            return None
        subject = self.context.current
        text = subject.text
        if state.aspect and text:
            link = " of " if self.language == "en" else " "
            text = f"{state.aspect}{link}{text}"
        if kind == "count":
            text = self._counted(clause, subject, named)
            within = next((i for i in clause.right[:8] if i.has("indicator")), None)
            indicator = str(within.phrases["indicator"].value) if within is not None else None
            if before is None or clause.joined:  # "5 tỷ USD với 12 dự án": still of the money
                self.context.current = Subject(text, indicator, text, counts=True)
                if indicator is not None and self.context.head.indicator is None:
                    name = _indicator_name(self.context.current, self.language)
                    self.context.head = Subject(name, indicator)
        hedge, status = lead.hedge, lead.status
        if self.context.target:
            hedge, status = hedge if hedge and not lead.status else "mục tiêu", "target"
            if self.language == "en" and hedge == "mục tiêu":
                hedge = "target"
        if any(item.says("trở lên") for item in clause.right) or _from_up(clause):
            hedge = "từ...trở lên"
        value = quantity.value
        if sign < 0 and _is_not_zero(value):
            value = f"-{value}"
        end = clause.item.end
        if clause.right and clause.right[0].has("verb.rise", "verb.fall") and kind == "growth":
            end = clause.right[0].end
        unit = unit or quantity.unit
        if unit in _MONEY and quantity.scale == "1" and "." in value and self.money:
            notes.append("no scale is printed")
        if quantity.note and not (unit == "count" and quantity.alternatives):
            notes.append(quantity.note)
        if unit is None:
            unit = self._unit_beside(quantity.scale, state)
            said = "no unit is printed"
            notes.append(f"{said}: that of the statement before is taken" if unit else said)
        return Statement(
            id="",
            start=lead.start if lead.start >= state.end else clause.item.start,
            end=end,
            text="",
            printed=quantity.printed,
            value=value,
            unit=unit,
            scale=quantity.scale,
            type=kind,
            hedge=hedge,
            subject=text,
            period=period,
            comparison={"share": "total", "attainment": "plan"}.get(kind),  # type: ignore[arg-type]
            printed_unit=quantity.printed_unit,
            of=quantity.of,
            value_high=quantity.high,
            note="; ".join(notes) or None,
            status=cast("None", status),
            alternatives=quantity.alternatives if unit != "count" else (),
            indicator=subject.indicator,
            group=subject.group,
            whole=subject.head,
            part="count" if subject.counts else "rest" if subject.is_rest else subject.kind,
            basis=subject.basis,
            sentence=state.number,
            paragraph=state.paragraph,
        )

    def _unit_beside(self, scale: str, state: _SentenceState) -> str | None:
        """The unit that a list says once: "đạt 105 tỷ đồng, trong đó nhà nước 9 tỷ"."""
        for s in reversed(self.found[-12:]):
            if s.sentence != state.number:
                break
            if s.type == "level" and s.scale == scale and scale != "1":
                return s.unit
        return None

    def _kind(
        self, clause: Clause, lead: Lead, state: _SentenceState
    ) -> tuple[Kind | None, int, str | None, list[str]]:
        """The type of a statement, the sign of its direction, its unit if corrected, notes."""
        quantity = clause.quantity
        unit = quantity.unit
        if unit in ("percent", "percentage_points", "per_mille"):
            return self._rate(clause, lead, state)
        sign = {"rise": 1, "fall": -1}.get(lead.verb or "", 0)
        if unit == "times":
            if lead.verb in ("rise", "fall", "multiple", "equal"):
                return "ratio", 1, None, []
            return None, 0, None, []
        if unit is None and quantity.scale == "1":
            return self._bare(clause, lead, sign)
        if unit == "count" and quantity.counted == "entity":
            at = bool(lead.items) and lead.items[-1].says("ở", "tại", "in")
            alone = lead.item is not None and lead.item.says("thêm")
            if sign and not at and not (alone and clause.joined == ""):
                return "difference", sign, None, []
            return "count", 1, None, []
        if sign and not _from_base(clause):
            return "difference", sign, None, []
        return "level", 1, None, []

    def _bare(
        self, clause: Clause, lead: Lead, sign: int
    ) -> tuple[Kind | None, int, str | None, list[str]]:
        """A number without scale and unit: only a change of a counted number is understood."""
        left = clause.left
        counts = any(item.text.casefold().startswith("số") for item in left[:3])
        compared = any(item.kind == "compare" for item in clause.right[:2])
        if sign and compared and "." in clause.quantity.value:
            return "growth", sign, None, []  # "giảm 3,6 so với tháng trước"
        if sign and counts and clause.quantity.value.isdigit():
            return "difference", sign, "count", []
        return None, 0, None, []

    def _rate(
        self, clause: Clause, lead: Lead, state: _SentenceState
    ) -> tuple[Kind | None, int, str | None, list[str]]:
        found = self._rate_kind(clause, lead, state)
        if found[0] is not None and found[0] not in ("attainment", "difference"):
            state.rate = (found[0], found[1])
        return found

    def _rate_kind(
        self, clause: Clause, lead: Lead, state: _SentenceState
    ) -> tuple[Kind | None, int, str | None, list[str]]:
        left, right, quantity = clause.left, clause.right, clause.quantity
        segment = _last_segment(left)
        points = quantity.unit == "percentage_points"
        verb = lead.verb
        plan = _says_plan(right) or (_says_plan(segment) and verb not in ("rise", "fall"))
        sign = {"rise": 1, "fall": -1}.get(verb or "", 0)
        if quantity.high and verb == "onto" and lead.item is not None:
            sign = _direction_said(lead.item.text)
        if plan and verb not in ("rise", "fall", "share"):
            exceeds = any(item.has("verb.exceed") for item in segment)
            note = ["above the plan: 100 % and this attained"] if exceeds else []
            return "attainment", 1, None, note
        whole = any(item.has("comparison.whole") for item in right[:3])
        contributes = lead.has("verb.contribution") or any(
            item.has("verb.contribution") for item in segment
        )
        if points:
            if contributes:
                return "contribution", -1 if lead.negative or verb == "fall" else 1, None, []
            if sign:
                return "difference", sign, None, []
            if state.rate and state.rate[0] == "contribution":
                return "contribution", 1, None, []
            sign = _nearest_direction(segment)
            return "difference", sign or 1, None, []
        growing = any(i.has("verb.rise", "indicator") for i in right[:4]) and not whole
        if contributes and growing and self._below_the_rates(quantity.value):
            note = ["percentage points printed as percent"]
            return "contribution", -1 if lead.negative else 1, "percentage_points", note
        if quantity.sign and verb != "share":
            return "growth", quantity.sign, None, []
        if verb == "share" or (verb == "contribution" and not sign):
            return "share", 1, None, []
        if sign:
            return "growth", sign, None, []
        if verb == "multiple" or verb == "equal":
            return ("share" if whole else "ratio"), 1, None, []
        if whole or any(item.has("verb.share") for item in segment):
            return "share", 1, None, []
        return self._unsaid(clause, lead, state, segment)

    def _below_the_rates(self, value: str) -> bool:
        """Whether a contribution in percent may be points: no more than a rate just printed."""
        rates = [abs(float(s.value)) for s in self.found[-8:] if s.type == "growth"]
        return bool(rates) and float(value) <= max(rates)

    def _unsaid(
        self, clause: Clause, lead: Lead, state: _SentenceState, segment: list[Item]
    ) -> tuple[Kind | None, int, str | None, list[str]]:
        """A percentage with no verb right before it."""
        right = clause.right
        value = float(clause.quantity.value)
        for place, item in enumerate(right[:3]):
            if item.has("link.about") and (way := _direction_said(item.text)):
                return "growth", way, None, []
            if not item.has("verb.rise", "verb.fall") or item.kind in ("compare", "time"):
                continue
            if place == 0 or right[place - 1].says("là", "of", "the", "was", "a"):
                return "growth", 1 if item.has("verb.rise") else -1, None, []
        more = clause.right[0].text.casefold() if clause.right else ""
        if more.startswith(("more", "higher", "less", "lower", "fewer")):
            return "growth", 1 if more.startswith(("more", "higher")) else -1, None, []
        direction = _nearest_direction(segment)
        if direction:
            return "growth", direction, None, []
        compared = any(i.kind == "compare" for i in right[:2])
        if compared and lead.has("verb.reach", "hedge.estimate"):
            return ("ratio" if value > 50 else "growth"), 1, None, []
        if any(i.has("verb.steady") for i in segment):
            return "growth", 1, None, []
        words = f" {self._words(segment)} " if segment else ""
        if any(f" {word} " in words for word in _RATES):
            return "level", 1, None, []
        if state.rate is not None:
            note = [] if state.rate[0] != "growth" else ["verb taken from the rate before"]
            return state.rate[0], state.rate[1], None, note
        if compared or self.context.shifted:
            return "growth", 1, None, ["no verb is printed"]
        if clause.quantity.in_words:
            return "share", 1, None, []
        if any(i.has("verb.rise") for i in clause.left):
            return "growth", 1, None, []
        return None, 0, None, []

    def _words(self, items: list[Item]) -> str:
        return self.text[items[0].start : items[-1].end][-400:].casefold()

    def _counted(self, clause: Clause, subject: Subject, named: bool) -> str:
        """What is counted: the noun and the words behind it, or the name before it."""
        item = clause.item
        noun = clause.quantity.noun or self.text[item.start : item.end].split(" ", 1)[-1]
        behind: list[str] = []
        for after in clause.right[:8]:
            stops = after.has("verb.reach") and not after.says("có", "have", "had")
            if after.kind in ("compare", "time", "quantity") or stops or after.says("từ", "from"):
                break
            behind.append(after.text)
        if behind:
            return f"{noun} {' '.join(behind)}"
        if subject.text is None or subject.counts or not named:
            return noun
        if noun.split(" ")[0].casefold() in subject.text.casefold().split():
            return subject.text
        return f"{noun} {subject.text}"

    # ---- comparison

    def _compared(
        self,
        made: Statement,
        clause: Clause,
        before: Clause | None,
        state: _SentenceState,
        named: bool,
    ) -> Statement:
        printed = _printed_compare(clause, made.type == "ratio")
        if printed is not None:
            comparison = against_period(printed, made.period)
            self.said.add(len(self.found))
            if made.period is None:
                self.monthly = self.monthly or comparison == "previous_month"
                if self.monthly and comparison == "same_period_last_year":
                    comparison = "same_month_last_year"
            if comparison not in ("plan", "other"):
                self.usual[_length(made.period)] = comparison
            return replace(made, comparison=comparison)
        earlier = self.found[-1] if self.found else None
        if self._is_pair(made, earlier, clause, named, state):
            assert earlier is not None
            return self._second_of_pair(made, earlier)
        usual = self.usual.get(_length(made.period))
        if usual == "same_month_last_year":
            return replace(made, comparison="same_month_last_year")
        if usual is None and state.later is not None:
            usual = against_period(state.later, made.period)
            usual = usual if usual not in ("plan", "other") else None
        if usual is None and made.indicator == "cpi" and _length(made.period) == "month":
            usual = "previous_month"  # prices of a month are told against the month before
        if usual == "previous_month" and _length(made.period) == "month":
            return replace(made, comparison="previous_month")
        note = made.note
        if not self.usual and usual is None:
            assumed = "no comparison is printed: the year before is assumed"
            note = f"{note}; {assumed}" if note else assumed
        return replace(made, comparison=on_the_year(made.period), note=note)

    def _is_pair(
        self,
        made: Statement,
        earlier: Statement | None,
        clause: Clause,
        named: bool,
        state: _SentenceState,
    ) -> bool:
        """Whether this rate is the second of a pair: on the month before, on the year before."""
        return (
            earlier is not None
            and not named
            and earlier.sentence == state.number
            and earlier.type == made.type == "growth"
            and earlier.unit == made.unit
            and earlier.subject == made.subject
            and earlier.period == made.period
            and (made.period.months == 1 if made.period is not None else self.monthly)
            and clause.joined in ("và", ",", "and", "but", "nhưng", ";")
        )

    def _second_of_pair(self, made: Statement, earlier: Statement) -> Statement:
        on_year = "same_month_last_year" if made.period is None else on_the_year(made.period)
        if len(self.found) - 1 in self.said:
            other: Comparison = (
                on_year if earlier.comparison == "previous_month" else "previous_month"
            )
            return replace(made, comparison=other)
        self.found[-1] = replace(earlier, comparison="previous_month")
        return replace(made, comparison=on_year)


def _are_projects(subject: Subject) -> bool:
    text = (subject.text or "").casefold()
    return subject.counts and any(
        word in text for word in ("dự án", "lượt", "doanh nghiệp", "project", "enterprise", "firm")
    )


def _indicator_name(found: Subject, language: str) -> str:
    """The words of the bare indicator, as they stand in a longer name if they do."""
    text = (found.text or "").casefold()
    names = [str(n) for n in table("indicators")[str(found.indicator)].get(language, ())]
    standing = [name for name in names if name.casefold() in text]
    return max(standing, key=len, default=names[0] if names else text)


_COMPARATIVES = ("lower", "higher", "kém", "thấp hơn", "cao hơn", "kém hơn", "nhiều hơn", "ít hơn")
_WORTH = ("vốn", "giá trị", "trị giá", "value", "capital")
_NUMBERS = ("số", "dự án", "doanh nghiệp", "number", "projects", "enterprises")
_BOTH = ("cả hai", "cộng lại", "tổng cộng", "gộp lại", "altogether", "together", "in total")
_RATES = ("tỷ lệ", "tỉ lệ", "lãi suất", "thuế", "công suất", "rate", "ratio", "tax", "capacity")


def _is_not_zero(value: str) -> bool:
    return value.strip("0.") != ""


def _length(period: Period | None) -> str:
    return "month" if period is not None and period.months == 1 else "longer"


def _last_segment(left: list[Item]) -> list[Item]:
    for place in range(len(left) - 1, -1, -1):
        if left[place].kind == "sign" and left[place].text == ",":
            return left[place + 1 :]
    return left


def _says_plan(items: list[Item]) -> bool:
    return any(item.kind == "compare" and item.value.what == "plan" for item in items)


def _nearest_direction(items: list[Item]) -> int:
    for item in reversed(items):
        if item.kind in ("compare", "time") or item.says(*_COMPARATIVES):
            continue
        if item.has("verb.rise") and not item.has("verb.filler"):
            return 1
        if item.has("verb.fall"):
            return -1
    return 0


def _aspect(right: list[Item]) -> str | None:
    """ "tăng 5,9% về lượng": the volume or the value of what is spoken of."""
    for place, item in enumerate(right[:4]):
        if item.has("link.about") and place + 1 < len(right):
            after = right[place + 1]
            if after.has("link.volume", "link.worth") and not after.has("indicator"):
                return after.text
    return None


def _direction_said(words: str) -> int:
    words = words.casefold()
    if any(word in words for word in ("tăng", "growth", "rise")):
        return 1
    return -1 if any(word in words for word in ("giảm", "fall", "decline")) else 0


def _meets(left: list[Item]) -> bool:
    """Whether a target is spoken of as met: "vượt mục tiêu", "so với mục tiêu"."""
    for place, item in enumerate(left):
        if item.has("verb.target") and place:
            before = left[place - 1]
            if before.has("verb.exceed", "comparison.versus") or before.says("đạt", "hoàn thành"):
                return True
    return False


def _from_base(clause: Clause) -> bool:
    """ "giảm từ 3,354 tỷ USD xuống": the number a change starts from."""
    last = clause.left[-1] if clause.left else None
    if last is None or clause.quantity.high:
        return False
    if last.says("tăng từ", "giảm từ"):
        return True
    return (
        last.says("từ", "from") and any(item.has("verb.rise", "verb.fall") for item in clause.left)
    ) or (last.says("từ") and len(clause.left) > 1 and clause.left[-2].text == ",")


def _from_up(clause: Clause) -> bool:
    words = " ".join(item.text.casefold() for item in clause.right[:2])
    return words.startswith("trở lên")


def _ends_on_last_year(clause: Clause) -> bool:
    """Whether the last words before a bracket are "cùng kỳ": its number is that year's."""
    if not clause.right:
        return False
    last = clause.right[-1]
    return (
        last.kind == "compare" and last.value.when is not None and last.value.when.refers == "same"
    )


def _is_base(right: list[Item], item: Item) -> bool:
    """Whether "cùng kỳ" behind a number is whose number it is: "mức tăng 9,5% của cùng kỳ"."""
    place = right.index(item)
    return place > 0 and right[place - 1].has("comparison.before_base")


def _is_past(when: When, year: int | None) -> bool:
    return when.year is not None and year is not None and when.year < year


def _printed_compare(clause: Clause, is_ratio: bool) -> Against | None:
    for item in clause.right:
        if item.kind == "compare":
            return cast(Against, item.value)
        if (
            item.kind == "time"
            and item.value.refers == "same"
            and (is_ratio or not _is_base(clause.right, item))
        ):
            return Against("time", item.value)
    for item in clause.left:
        if item.kind == "compare" and item.value.what != "plan":
            return cast(Against, item.value)
    return None


def _later_compare(events: list[Event]) -> Against | None:
    """The first comparison with a time that the sentence prints anywhere."""
    for event in events:
        if event.clause is None:
            continue
        for item in event.clause.right:
            if item.kind == "compare" and item.value.what != "plan":
                return cast(Against, item.value)
    return None


def _trailing_time(events: list[Event]) -> When | None:
    """The time of a sentence that stands behind its numbers only."""
    for event in events:
        items = event.clause.left if event.clause is not None else event.left
        for item in items:
            if _is_open_time(item):
                return cast(When, item.value)
        if event.clause is not None:
            for item in event.clause.right:
                if _is_open_time(item):
                    return cast(When, item.value)
    return None


def _is_open_time(item: Item) -> bool:
    if item.kind != "time":
        return False
    when = cast(When, item.value)
    return when.refers is None and not when.is_date and not when.shift


def _default_subject(items: list[Item], language: str) -> Subject:
    """What a text is about where its first numbers name nothing: the first indicator it names.

    Where it names parts of industry alone, the output of industry (in money) or its index.
    """
    for item in items:
        if item.has("indicator") and item.kind in ("word", "sign"):
            key = str(item.phrases["indicator"].value)
            return Subject(str(table("indicators")[key][language][0]), key)
    if not any(item.has("place.industry") for item in items):
        return NO_SUBJECT
    money = any(i.kind == "quantity" and i.value.unit == "VND" for i in items)
    key = "industrial_output" if money else "iip"
    return Subject(str(table("indicators")[key][language][0]), key)


def _year_of(items: list[Item], date: str | None) -> int | None:
    """The year of a text: of the times it speaks of, else of those it compares with, else given."""
    spoken: Counter[int] = Counter()
    compared: Counter[int] = Counter()
    for place, item in enumerate(items):
        if item.kind == "time" and item.value.year is not None:
            before = items[place - 1] if place else item
            of_a_rate = before.says("của") and place > 1 and items[place - 2].kind == "quantity"
            weight = 1 if (item.value.first, item.value.last) == (1, 12) else 3
            if item.value.refers == "same" or of_a_rate:
                compared[item.value.year + 1] += 1
            else:
                spoken[item.value.year] += weight
        elif item.kind == "compare" and item.value.when is not None and item.value.when.year:
            when = item.value.when
            if item.value.what == "plan":
                compared[when.year] += 1
                continue
            months = when.refers is None and (when.first, when.last) != (1, 12)
            (spoken if months else compared)[when.year + (0 if months else 1)] += 1
    for counts in (spoken, compared):
        if counts:
            most = max(counts.values())
            return max(year for year, count in counts.items() if count == most)
    return int(date[:4]) if date else None


def _month_of(items: list[Item], year: int | None, date: str | None) -> Period | None:
    """The first month that a text names: what "trong tháng", "lũy kế" refer to."""
    for item in items:
        if item.kind == "time" and item.value.last is not None and item.value.refers is None:
            when = item.value
            if not when.is_month and (when.first != 1 or when.last in (3, 6, 12)):
                continue
            if date is not None and when.last > int(date[5:7]):
                continue
            return resolve(When(item.value.last, item.value.last, item.value.year), year, None)
    if date is None:
        return None
    month = int(date[5:7]) - 1
    return resolve(When(month or 12, month or 12, int(date[:4]) - (not month)), None, None)
