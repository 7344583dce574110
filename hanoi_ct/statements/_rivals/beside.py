"""The numbers of a text by place, and the words beside them: what every test of a link needs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property

from hanoi_ct.quantities.interval import Interval
from hanoi_ct.quantities.quantity import Quantity
from hanoi_ct.quantities.verdict import Finding
from hanoi_ct.statements._rivals.spans import Spans
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["SLIPS", "Beside", "agrees", "is_vague", "slipped"]

SLIPS = (Fraction(1000), Fraction(1, 1000), Fraction(10), Fraction(1, 10), Fraction(-1))
_TIGHT = Fraction(1, 50)  # a rival total that is wider agrees with too much
_AROUND = 60  # statements that are looked at: keeps the cost linear


class Beside:
    """The numbers of a text by place, and the words beside them.

    Parameters
    ----------
    reading : Reading
    quantities : mapping of str to Quantity
        By the id of their statement.
    """

    def __init__(self, reading: Reading, quantities: Mapping[str, Quantity]) -> None:
        self.reading = reading
        self.quantities = quantities
        self.place = {s.id: k for k, s in enumerate(reading.statements)}
        self._spans: dict[str, Interval] = {}

    def is_published(self, claim: Claim) -> bool:
        """Whether a figure from elsewhere is held against the text: no words of it link that."""
        return any(i not in self.place for ids in claim.statements.values() for i in ids)

    def span(self, identifier: str) -> Interval:
        found = self._spans.get(identifier)
        if found is None:
            found = self._spans[identifier] = self.quantities[identifier].interval("loose")
        return found

    def said(self, claim: Claim, role: str) -> Statement:
        return self.reading.statements[self.place[claim.statements[role][0]]]

    @cached_property
    def _amounts(self) -> dict[tuple[str, str | None], Spans]:
        """The numbers of each type and unit, in their order."""
        found: dict[tuple[str, str | None], Spans] = {}
        for k, s in enumerate(self.reading.statements):
            found.setdefault((s.type, s.unit), Spans()).append(k, self.span(s.id))
        return found

    @cached_property
    def _totals(self) -> dict[tuple[str, str | None], Spans]:
        """The totals that amounts imply with the shares right behind them, by type and unit."""
        found: dict[tuple[str, str | None], Spans] = {}
        for k, (amount, share) in enumerate(itertools.pairwise(self.reading.statements)):
            if _is_shared(amount, share) and self.span(share.id).low > 0:
                total = self.span(amount.id).scaled(100) / self.span(share.id)
                found.setdefault((amount.type, amount.unit), Spans()).append(k, total)
        return found

    def amounts(self, of: Statement, span: Interval | None = None) -> Iterator[Statement]:
        """The printed amounts of a unit around a statement; those that meet an interval."""
        k = self.place[of.id]
        held = self._amounts[of.type, of.unit]
        first, end = k - _AROUND, k + _AROUND
        places = held.within(first, end) if span is None else held.meeting(span, first, end)
        return (self.reading.statements[place] for place in places)

    def totals_beside(self, of: Statement, share: Statement, span: Interval) -> Iterator[Interval]:
        """The totals that meet an interval, implied by other amounts with shares around a share."""
        k = self.place[share.id]
        held = self._totals.get((of.type, of.unit), Spans())
        for place in held.meeting(span, k - _AROUND, k + _AROUND - 1):
            if place + 1 != k and place != self.place[of.id]:
                yield held[place]

    def level_before(self, s: Statement) -> Statement | None:
        k = self.place[s.id]
        before = self.reading.statements[k - 1] if k else s
        return before if before.type == "level" and before.sentence == s.sentence else None

    def lead(self, s: Statement) -> str:
        """The words of its sentence that stand before a statement."""
        return re.split(r"[.!?]\s|\n", self.reading.text[max(0, s.start - 160) : s.start])[-1]

    def clause(self, s: Statement) -> str:
        """The words between the numbers before and behind a statement, within its sentence."""
        k, found, text = self.place[s.id], self.reading.statements, self.reading.text
        before, after = found[max(0, k - 1)], found[min(len(found) - 1, k + 1)]
        start = before.end if before.sentence == s.sentence and k else max(0, s.start - 80)
        stop = after.start if after.sentence == s.sentence and after is not s else s.end + 60
        lead = re.split(r"[.!?]\s|\n", text[start : s.start])[-1]
        return lead + " " + re.split(r"[.!?;]\s|\n", text[s.end : stop])[0]

    def together(self, claim: Claim) -> bool:
        """Whether all numbers of a claim stand in one paragraph."""
        said = [self.place[i] for ids in claim.statements.values() for i in ids]
        return len({self.reading.statements[k].paragraph for k in said}) == 1

    def in_one_sentence(self, claim: Claim) -> bool:
        said = [self.place[i] for ids in claim.statements.values() for i in ids]
        return len({self.reading.statements[k].sentence for k in said}) == 1

    def is_far(self, found: Finding, far: Fraction) -> bool:
        """Whether both sides are further apart than a slip of a digit makes them."""
        left, right = found.loose.left, found.loose.right
        if found.gap <= far * max(abs(left.middle), abs(right.middle)):
            return False
        return not any(slipped(left, factor).meets(right) for factor in SLIPS)


def _is_shared(amount: Statement, rate: Statement) -> bool:
    """Whether a share stands right behind a number of its sentence."""
    share = rate.type == "share" and rate.unit == "percent"
    return share and amount.sentence == rate.sentence


def agrees(span: Interval, other: Interval) -> bool:
    """Whether a number agrees with what is computed, and not because either is vague."""
    if not (span.bounded and other.bounded) or not span.meets(other):
        return False
    narrow = min(span.high - span.low, other.high - other.low)
    return narrow <= _TIGHT * abs(span.middle)


def is_vague(span: Interval) -> bool:
    """Whether numbers of so few digits would agree with almost anything."""
    return not span.bounded or span.high - span.low > abs(span.middle)


def slipped(span: Interval, factor: Fraction) -> Interval:
    return -span if factor < 0 else span.scaled(factor)
