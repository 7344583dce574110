"""Reads a text sentence by sentence; what is spoken of is carried along."""

from __future__ import annotations

from dataclasses import replace

from hanoi_ct.statements._reading.brackets import (
    compared_time,
    ends_on_last_year,
    holds_one_number,
    is_of_last_year,
    is_signed_rate,
    tells_change_again,
    tells_parts,
    year_of_plan,
)
from hanoi_ct.statements._reading.clause_words import (
    cumulates_later,
    is_fact,
    is_of_the_month,
    is_open_time,
    is_plan_of_quotient,
    later_compare,
    length,
    meets,
    must,
    names_plan,
    nearest_direction,
    says_plan,
    tells_structure,
    trailing_time,
)
from hanoi_ct.statements._reading.clauses import Clause, Event, Sentence, walk
from hanoi_ct.statements._reading.comparing import compared, hand_on
from hanoi_ct.statements._reading.comparisons import against_period, on_the_year
from hanoi_ct.statements._reading.context import Context, SentenceState, Told
from hanoi_ct.statements._reading.hedges import read_lead
from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements._reading.making import make_statement
from hanoi_ct.statements._reading.names import name_of
from hanoi_ct.statements._reading.naming import set_subject, take_subject
from hanoi_ct.statements._reading.owners_behind import share_owners_behind
from hanoi_ct.statements._reading.shared import (
    share_contributions,
    share_names,
    share_wholes,
)
from hanoi_ct.statements._reading.shared_comparisons import share_all_comparisons
from hanoi_ct.statements._reading.subjects import NO_SUBJECT, complete
from hanoi_ct.statements._reading.timing import spoken, take_period
from hanoi_ct.statements._reading.units import MONEY
from hanoi_ct.statements._reading.whole_text import default_subject, month_compared, month_of
from hanoi_ct.statements.statement import Statement

__all__ = ["Reader"]

_DEPTH = 20
_BULLETS = ("-", "+", "*", "•", "–", "●")


class Reader:
    """Reads sentence by sentence; what is spoken of is carried along."""

    def __init__(
        self, text: str, language: str, items: list[Item], year: int | None, date: str | None
    ) -> None:
        month = month_of(items, year, date)
        self.items = items
        self.told = Told(text, language, year, month, default_subject(items, language))
        self.stack: list[Context] = []
        self.paragraph = -1
        self.heads = False  # whether the line before is a heading that tells a time
        self.opened = False  # whether the sentence before ends with a colon

    @property
    def found(self) -> list[Statement]:
        """The statements read so far."""
        return self.told.found

    # ---- sentences -------------------------------------------------------------------------

    def read_sentence(self, sentence: Sentence) -> None:
        """Read one sentence."""
        self._begin_item(sentence)
        if self.told.context.period is None:
            self.told.context.period = month_compared(sentence.items)
        if not any(item.kind == "quantity" for item in sentence.items):
            self._mention(sentence.items)
            return
        events = walk(sentence.items)
        share_wholes(events)
        share_names(events, self.told.language)
        share_contributions(events)
        share_all_comparisons(events)
        if self.told.language == "en":
            share_owners_behind(events)
        state = SentenceState(sentence.number, sentence.paragraph, self.told.year)
        state.trailing = trailing_time(events, self.told.context.period is not None)
        state.later = later_compare(events)
        state.structure = bool(events) and tells_structure(_begin_of(events[0]))
        state.plans = any(e.clause is not None and says_plan(e.clause.right[:2]) for e in events)
        last = self.found[-1] if self.found else None
        if last is not None and last.type == "growth" and last.sentence == sentence.number - 1:
            state.rate_before = -1 if last.value.startswith("-") else 1
        if cumulates_later(events) or is_of_the_month(
            events, state.later, self.told.context.period
        ):
            self._back_to_the_month()
        self.stack = []
        self.told.context.target = False
        before: Clause | None = None
        for place, event in enumerate(events):
            if event.kind == "clause" and event.clause is not None:
                self._read_clause(event.clause, before, state)
                before = event.clause
            elif event.kind == "open":
                self._open_bracket(events, place, before, state)
            else:
                self._read_sign(event, state)
        while self.stack:
            self.told.context = self.stack.pop()
        if state.saved is not None:
            self.told.context.period = state.saved
        self.told.context.shifted = False

    def _begin_item(self, sentence: Sentence) -> None:
        """Each item of a list begins at the time that the heading of the list tells."""
        told, first = self.told, sentence.items[0]
        opened, self.opened = self.opened, sentence.items[-1].text == ":"
        if sentence.paragraph == self.paragraph:
            if told.aside is not None and first.has("link.part_of"):
                told.context.period = told.aside[0]  # "...; riêng tháng 8 là 81,6. Trong đó"
            return
        self.paragraph = sentence.paragraph
        if told.aside is not None and told.context.period == told.aside[0] and not opened:
            told.context.period = told.aside[1]
        told.aside = None
        numbered = len(sentence.items) == 1 and first.text.isdigit() and len(first.text) < 3
        if not numbered and not (first.kind == "sign" and first.text in _BULLETS):
            alone = not any(item.kind == "quantity" for item in sentence.items)
            self.heads = alone and any(is_open_time(item) for item in sentence.items)
            told.listed = None
        elif self.heads:
            told.listed, self.heads = told.context.period, False
        elif told.listed is not None:
            told.context.period = told.listed

    def _back_to_the_month(self) -> None:
        """ "... đạt 58 tỷ, tăng 11%; lũy kế đạt 378 tỷ": what comes first is of the month."""
        period = self.told.context.period
        if period is not None and period.months > 1 and period.start.endswith("-01"):
            self.told.context.period = replace(period, start=period.end)

    def _mention(self, items: list[Item]) -> None:
        """A sentence without a quantity, a title: its times and its subject still count."""
        for item in items:
            if item.kind == "time":
                spoken(self.told, item.value, None)
        for item in items:
            if item.kind == "compare" and item.value.what != "plan":
                comparison = against_period(item.value, self.told.context.period)
                if (
                    comparison != "other"
                ):  # "IIP một số tỉnh tăng so với tháng trước. Hải Phòng ..."
                    self.told.usual[length(self.told.context.period)] = comparison
        name = name_of([i for i in items if i.kind != "time"], self.told.language)
        if any(item.has("indicator") for item in name):
            set_subject(
                self.told,
                complete(name, self.told.text, self.told.language, NO_SUBJECT, NO_SUBJECT),
            )

    def _open_bracket(
        self, events: list[Event], place: int, before: Clause | None, state: SentenceState
    ) -> None:
        """What stands before a bracket holds in it, and up to its end it may tell its own time."""
        alone = holds_one_number(events, place)
        again = alone and tells_change_again(events, place, before)
        timed = not (is_signed_rate if alone else tells_parts)(events, place)
        left = events[place].left
        if not left and before is not None:
            left = _named_behind(before)
        self._read_before_bracket(left, state)
        plan = says_plan(left[-1:]) or (
            before is not None and not left and says_plan(before.right[-1:])
        )
        state.pending = [] if plan else left
        if len(self.stack) < _DEPTH:
            self.stack.append(replace(self.told.context))
            state.rates.append(state.rate)
        context = self.told.context
        context.target = context.target or plan
        if plan and alone:
            words = left or (before.right if before is not None else [])
            context.period = year_of_plan(words[-1], state.year) or context.period
        if timed and (not again or left):
            self._time_of_bracket(left, before, state, alone=alone)

    def _read_sign(self, event: Event, state: SentenceState) -> None:
        if event.kind == "close":
            state.pending = []
            if self.stack:
                self.told.context = self.stack.pop()
                state.rate = state.rates.pop() or state.rate
        elif event.kind == "colon":
            self._read_colon(event.left, state)
        elif event.kind == "stop":
            state.pending = []
            self.told.context.shifted = False

    def _time_of_bracket(
        self, left: list[Item], before: Clause | None, state: SentenceState, *, alone: bool
    ) -> None:
        """ "So với tháng 6 (6.717 tỷ đồng), ...": a bracket right behind a time is of that time."""
        context = self.told.context
        if before is not None and not left:
            context.shifted = ends_on_last_year(before, alone=alone)
            left = before.right
        elif alone and left and left[-1].kind == "compare" and left[-1].value.what != "plan":
            state.ahead = left[-1:]
            context.shifted = is_of_last_year(left, alone=True)
        then = compared_time(left, context.period, state.year, alone=alone)
        context.period = then or context.period

    def _tell_target(self, clause: Clause, before: Clause | None) -> None:
        """Whether a number is a plan, an aim or a need; what was done at another time is none."""
        aims = any(item.has("verb.target") for item in clause.left) and not meets(clause.left)
        context = self.told.context
        if before is not None and is_plan_of_quotient(before):
            context.target = context.planned = False
        if aims or must(clause.left):
            context.target, context.planned = True, False
        elif names_plan(clause, before):
            context.target = context.planned = True
        elif context.target and is_fact(clause.left, context.planned):
            context.target = context.planned = False

    def _read_before_bracket(self, left: list[Item], state: SentenceState) -> None:
        """ "Khai khoáng (giảm 2%), ...": the name before a bracket holds in it and behind it."""
        if not left:
            return
        for item in left:
            if item.kind == "time":
                spoken(self.told, item.value, state)
        name = name_of(left, self.told.language)
        if name and not any(item.has("link.reason") for item in left):
            context = self.told.context
            set_subject(
                self.told,
                complete(name, self.told.text, self.told.language, context.head, context.current),
            )

    def _read_colon(self, left: list[Item], state: SentenceState) -> None:
        """Words before a colon: a time and a subject for what follows."""
        state.part_of = state.part_of or any(item.has("link.part_of") for item in left)
        state.heading = nearest_direction(left) or state.heading
        state.structure = state.structure or tells_structure(left)
        for item in left:
            if item.kind == "time":
                spoken(self.told, item.value, state)
                if is_open_time(item):  # "so với cùng kỳ (quý III/2019: 294,8 tỷ đồng)"
                    self.told.context.shifted = False
            elif item.kind == "compare" and item.value.what == "plan":
                self.told.context.target = True
                if item.value.when is not None:
                    spoken(self.told, item.value.when, state)
        name = name_of(left, self.told.language)
        if name and not any(item.has("indicator") for item in name):
            state.pending = [item for item in left if item.kind != "time"]
        elif name:
            head = self.told.context.head
            set_subject(
                self.told,
                complete(name, self.told.text, self.told.language, head, self.told.context.current),
            )

    # ---- one clause ------------------------------------------------------------------------

    def _read_clause(self, clause: Clause, before: Clause | None, state: SentenceState) -> None:
        if state.pending and not name_of(clause.left, self.told.language):
            clause.left = state.pending + clause.left
        state.pending = []
        if state.ahead and not self.stack:
            clause.left, state.ahead = state.ahead + clause.left, []
        lead = read_lead(clause.left, clause.item.start)
        self._tell_target(clause, before)
        name = take_subject(self.told, clause, lead, before, state)
        period = take_period(self.told, clause, lead, before, state)
        self.told.depth = len(self.stack)
        made = make_statement(self.told, clause, lead, period, before, state, bool(name))
        state.end = clause.item.end
        if made is None:
            return
        if made.type == "count":
            hand_on(self.told, made, clause)
        if made.type in ("growth", "difference", "ratio"):
            made = compared(self.told, made, clause, before, state, bool(name))
        elif made.type == "contribution":
            last = self.found[-1] if self.found else None
            prices = lead.item is not None and "cpi" in lead.item.text.casefold()
            of_it = last is not None and last.type == "growth" and last.sentence == made.sentence
            of_it = of_it and prices  # prices of a group are told on the month, as those of all are
            same = last.comparison if of_it and last is not None else None
            made = replace(made, comparison=same or on_the_year(made.period))
        if must(clause.left):
            self.told.context.target = False
        if made.unit in MONEY and made.type == "level":
            self.told.money.setdefault(made.subject or "", made.unit)
        self.told.found.append(made)
        state.clauses += 1


def _named_behind(clause: Clause) -> list[Item]:
    """The name behind a number, before a bracket.

    "2 sản phẩm giảm là đường (giảm 12,2%)"; "chiếm 30% tổng kim ngạch xuất khẩu (4,1 tỷ USD)".
    """
    last = next((item for item in reversed(clause.right[-3:]) if item.has("indicator")), None)
    if clause.quantity.unit == "percent" and last is not None:
        return [last] if last.text.casefold().startswith(("tổng", "total")) else []
    if clause.quantity.counted != "entity":
        return []
    for place, item in enumerate(clause.right):
        if item.says("là", "gồm", "như"):
            return clause.right[place + 1 :]
    return []


def _begin_of(event: Event) -> list[Item]:
    return event.clause.left if event.clause is not None else event.left
