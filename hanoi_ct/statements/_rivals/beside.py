"""The numbers of a text by place, and the words beside them: what every test of a link needs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from fractions import Fraction

from hanoi_ct.quantities.interval import Interval
from hanoi_ct.quantities.quantity import Quantity
from hanoi_ct.quantities.verdict import Finding
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
        pairs = itertools.pairwise(reading.statements)
        self.shared = [k for k, pair in enumerate(pairs) if _is_shared(*pair)]  # in their order
        self._spans: dict[str, Interval] = {}
        self._totals: dict[int, Interval | None] = {}

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

    def amounts(self, of: Statement) -> list[Statement]:
        """The printed amounts of a unit around a statement."""
        k = self.place[of.id]
        around = self.reading.statements[max(0, k - _AROUND) : k + _AROUND]
        return [s for s in around if (s.type, s.unit) == (of.type, of.unit)]

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
        if any(slipped(left, factor).meets(right) for factor in SLIPS):
            return False
        return found.gap > far * max(abs(left.middle), abs(right.middle))


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
