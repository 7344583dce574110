"""Reads a text sentence by sentence; what is spoken of is carried along."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from hanoi_ct.statements._clause_words import (
    aspect,
    ends_on_last_year,
    from_base,
    from_up,
    is_base,
    is_not_zero,
    is_past,
    later_compare,
    length,
    meets,
    printed_compare,
    says_plan,
    trailing_time,
)
from hanoi_ct.statements._clauses import Clause, Event, Sentence, walk
from hanoi_ct.statements._context import Context, SentenceState
from hanoi_ct.statements._items import Item
from hanoi_ct.statements._lexicon import table
from hanoi_ct.statements._shared import share_names
from hanoi_ct.statements._whole_text import default_subject, month_of
from hanoi_ct.statements.comparisons import against_period, on_the_year
from hanoi_ct.statements.hedges import Lead, is_comparand, read_lead
from hanoi_ct.statements.kinds import kind_of
from hanoi_ct.statements.periods import When, resolve
from hanoi_ct.statements.statement import Comparison, Period, Statement
from hanoi_ct.statements.subjects import (
    NO_SUBJECT,
    Subject,
    basis_of,
    capital_of,
    complete,
    name_of,
    with_basis,
)

__all__ = ["Reader"]

_MONEY = ("USD", "VND", "EUR", "JPY", "CNY")
_DEPTH = 20
_TRADED = ("exports", "imports", "trade_total")
_WORTH = ("vốn", "giá trị", "trị giá", "value", "capital")
_NUMBERS = ("số", "dự án", "doanh nghiệp", "number", "projects", "enterprises")
_BOTH = ("cả hai", "cộng lại", "tổng cộng", "gộp lại", "altogether", "together", "in total")


class Reader:
    """Reads sentence by sentence; what is spoken of is carried along."""

    def __init__(
        self, text: str, language: str, items: list[Item], year: int | None, date: str | None
    ) -> None:
        self.text = text
        self.language = language
        self.items = items
        self.found: list[Statement] = []
        self.year = year
        self.context = Context()
        self.month = month_of(items, self.year, date)
        self.money: dict[str, str | None] = {}  # the currency first printed for a subject
        self.default = default_subject(items, language)
        self.home: dict[str, Subject] = {}  # the first subject of an indicator, with its place
        self.monthly = False  # rates on the month before, in a text that names no month
        self.usual: dict[str, str] = {}  # comparison last printed, for months and for longer
        self.said: set[int] = set()  # places in `found` whose comparison is printed
        self.stack: list[Context] = []

    # ---- sentences -------------------------------------------------------------------------

    def read_sentence(self, sentence: Sentence) -> None:
        """Read one sentence."""
        if not any(item.kind == "quantity" for item in sentence.items):
            self._mention(sentence.items)
            return
        events = walk(sentence.items)
        share_names(events, self.language)
        state = SentenceState(sentence.number, sentence.paragraph, self.year)
        state.trailing = trailing_time(events)
        state.later = later_compare(events)
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

    def _read_sign(self, event: Event, before: Clause | None, state: SentenceState) -> None:
        if event.kind == "open":
            self._read_before_bracket(event.left, state)
            plan = says_plan(event.left[-1:]) or (
                before is not None and not event.left and says_plan(before.right[-1:])
            )
            state.pending = [] if plan else event.left
            if len(self.stack) < _DEPTH:
                self.stack.append(replace(self.context))
            self.context.target = self.context.target or plan
            if before is not None and not event.left:
                self.context.shifted = ends_on_last_year(before)
        elif event.kind == "close":
            state.pending = []
            if self.stack:
                self.context = self.stack.pop()
        elif event.kind == "colon":
            self._read_colon(event.left, state)
        elif event.kind == "stop":
            state.pending = []
            self.context.shifted = False

    def _read_before_bracket(self, left: list[Item], state: SentenceState) -> None:
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

    def _read_colon(self, left: list[Item], state: SentenceState) -> None:
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

    def _read_clause(self, clause: Clause, before: Clause | None, state: SentenceState) -> None:
        if state.pending and not name_of(clause.left, self.language):
            clause.left = state.pending + clause.left
        state.pending = []
        lead = read_lead(clause.left, clause.item.start)
        if any(item.has("verb.target") for item in clause.left) and not meets(clause.left):
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
        self, clause: Clause, lead: Lead, before: Clause | None, state: SentenceState
    ) -> list[Item]:
        left = clause.left[: len(clause.left) - lead.length]
        if any(item.has("link.part_of") for item in left):
            state.part_of = True
        context = self.context
        name = name_of(left, self.language)
        state.aspect = aspect(clause.right)
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
        counted = context.current
        if (
            are_projects(counted)
            and counted.indicator not in _TRADED
            and clause.quantity.unit in _MONEY
        ):
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
        first = right[0].phrases.get("indicator") if right else None
        if first is not None and first.value == "balance" and self.language == "en":
            return right[:1]  # "a $12.25 billion surplus"
        for place, item in enumerate(right[:4]):
            if item.has("link.about"):
                return name_of(right[place + 1 :], self.language)
            if item.has("verb.rise", "verb.fall") and place and right[place - 1].says("là"):
                return name_of(right[place + 1 :], self.language)
        return []

    def _both(self, unit: str | None, state: SentenceState) -> Subject | None:
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

    def _spoken_of(self, name: list[Item], state: SentenceState) -> Subject | None:
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
            name = indicator_name(found, self.language)
            self.context.head = Subject(name, found.indicator, basis=found.basis)

    # ---- period

    def _spoken(self, when: When, state: SentenceState | None) -> None:
        """A time that is spoken of from here on."""
        if when.is_date or when.refers in ("date", "same", "same_point", "last_year", "this_year"):
            return
        year = state.year if state is not None else self.year
        if when.year is not None and state is not None:
            state.year = when.year
        found = resolve(when, year, self.context.period or self.month)
        if found is None:
            return
        past = when.shift < 0 or (when.first is not None and is_past(when, self.year))
        if past and state is not None and state.saved is None:
            state.saved = self.context.period
        self.context.period = found

    def _take_period(self, clause: Clause, lead: Lead, state: SentenceState) -> Period | None:
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
                base = not compares and is_base(clause.right, item)
                last_year = last_year or base or comparand
            elif when.shift or (when.first is not None and not times and is_past(when, self.year)):
                return resolve(when, state.year, self.context.period)
            elif not times and not when.is_date:
                self._spoken(when, state)
                state.said_time = True
        if not state.said_time and not behind and state.trailing is not None:
            self._spoken(state.trailing, state)
        period = self.context.period
        if period is not None and (last_year or self.context.shifted or from_base(clause)):
            return period.moved(-1)
        return period

    # ---- the statement

    def _statement(
        self,
        clause: Clause,
        lead: Lead,
        period: Period | None,
        before: Clause | None,
        state: SentenceState,
        named: bool,
    ) -> Statement | None:
        quantity = clause.quantity
        meaning = kind_of(clause, lead, state, self.text, self.found, self.context.shifted)
        kind, sign, unit = meaning.kind, meaning.sign, meaning.unit
        if kind is None:
            return None
        notes = [meaning.note] if meaning.note else []
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
                    name = indicator_name(self.context.current, self.language)
                    self.context.head = Subject(name, indicator)
        hedge, status = lead.hedge, lead.status
        if self.context.target:
            hedge, status = hedge if hedge and not lead.status else "mục tiêu", "target"
            if self.language == "en" and hedge == "mục tiêu":
                hedge = "target"
        if any(item.says("trở lên") for item in clause.right) or from_up(clause):
            hedge = "từ...trở lên"
        value = quantity.value
        if sign < 0 and is_not_zero(value):
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

    def _unit_beside(self, scale: str, state: SentenceState) -> str | None:
        """The unit that a list says once: "đạt 105 tỷ đồng, trong đó nhà nước 9 tỷ"."""
        for s in reversed(self.found[-12:]):
            if s.sentence != state.number:
                break
            if s.type == "level" and s.scale == scale and scale != "1":
                return s.unit
        return None

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
        state: SentenceState,
        named: bool,
    ) -> Statement:
        printed = printed_compare(clause, made.type == "ratio")
        if printed is not None:
            comparison = against_period(printed, made.period)
            self.said.add(len(self.found))
            if made.period is None:
                self.monthly = self.monthly or comparison == "previous_month"
                if self.monthly and comparison == "same_period_last_year":
                    comparison = "same_month_last_year"
            if comparison not in ("plan", "other"):
                self.usual[length(made.period)] = comparison
            return replace(made, comparison=comparison)
        earlier = self.found[-1] if self.found else None
        if self._is_pair(made, earlier, clause, named, state):
            assert earlier is not None
            return self._second_of_pair(made, earlier)
        usual = self.usual.get(length(made.period))
        if usual == "same_month_last_year":
            return replace(made, comparison="same_month_last_year")
        if usual is None and state.later is not None:
            usual = against_period(state.later, made.period)
            usual = usual if usual not in ("plan", "other") else None
        if usual is None and made.indicator == "cpi" and length(made.period) == "month":
            usual = "previous_month"  # prices of a month are told against the month before
        if usual == "previous_month" and length(made.period) == "month":
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
        state: SentenceState,
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


def are_projects(subject: Subject) -> bool:
    text = (subject.text or "").casefold()
    return subject.counts and any(
        word in text for word in ("dự án", "lượt", "doanh nghiệp", "project", "enterprise", "firm")
    )


def indicator_name(found: Subject, language: str) -> str:
    """The words of the bare indicator, as they stand in a longer name if they do."""
    text = (found.text or "").casefold()
    names = [str(n) for n in table("indicators")[str(found.indicator)].get(language, ())]
    standing = [name for name in names if name.casefold() in text]
    return max(standing, key=len, default=names[0] if names else text)
