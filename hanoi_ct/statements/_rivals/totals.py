"""Shares, sums and their totals: whether another total of the text fits better."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from fractions import Fraction

from hanoi_ct.quantities.interval import Interval
from hanoi_ct.quantities.verdict import Finding
from hanoi_ct.statements._rivals.beside import SLIPS, Beside, agrees, slipped
from hanoi_ct.statements._rivals.whole_named import (
    is_sibling,
    is_told_as_whole,
    names_whole,
    same_whole,
    whole_words,
)
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["FAR", "OfTotals"]

FAR = Fraction(1, 4)
_AMONG = re.compile(
    r"\b(?:includ(?:ed|es|ing)|trong đó có|chủ yếu|mainly|such as|chẳng hạn|như)\b", re.IGNORECASE
)
_COUNTED = 100  # a small count agrees with a sum by chance
_CAPITAL = re.compile(r"\b[A-ZĐÂ]\w+(?:\s[A-ZĐÂ]\w+)*")
_MOST = 7  # parts of which the subsets are tried


class OfTotals(Beside):
    """Tests of links that hold parts, shares and totals."""

    def share(self, found: Finding, claim: Claim) -> bool:
        part, total, share = (self.said(claim, role) for role in ("part", "total", "share"))
        rate = self.span(share.id)
        if rate.low <= 0:
            return False
        implied = self.span(part.id).scaled(100) / rate
        whole = self.span(total.id)
        if self.of_another_part(part, total, share):
            return True
        least = self.span(part.id).high
        for s in self.amounts(part, implied):
            if s.id in (part.id, total.id) or s.status == "target":
                continue
            span = self.span(s.id)
            if span.low > least and agrees(span, implied):
                return True
        others = self.totals_beside(part, share, implied)
        if any(not other.meets(whole) for other in others) and not names_whole(
            self.reading, total, share
        ):
            return True
        if is_sibling(self.reading, self.place[total.id], part, share):
            return True
        told = is_told_as_whole(self.reading, part, total, share)
        if self.span(part.id).low > whole.high and rate.high < 100:
            return not any(slipped(found.loose.right, f).meets(found.loose.left) for f in SLIPS)
        return not told

    def of_another_part(self, part: Statement, total: Statement, share: Statement) -> bool:
        """Whether a share stands beside another amount, of which it is the share."""
        k = self.place[share.id]
        for s in reversed(self.reading.statements[max(0, k - 4) : k]):
            if s.sentence != share.sentence or s.id == part.id:
                return False
            if s.id != total.id and (s.type, s.unit) == (part.type, part.unit):
                rate = self.span(s.id).scaled(100) / self.span(total.id)
                return rate.meets(self.span(share.id))
        return False

    def two_totals(self, claim: Claim) -> bool:
        """Whether two shares are of two printed totals, or no words say that they are of one."""
        parts, shares = claim.statements["part"], claim.statements["share"]
        said = [self.reading.statements[self.place[i]] for i in (*parts, *shares)]
        implied = [
            self.span(p).scaled(100) / self.span(s)
            for p, s in zip(parts, shares, strict=True)
            if self.span(s).low > 0
        ]
        if len(implied) < 2:
            return False
        less, more = sorted(implied, key=lambda span: span.middle)
        far = more.low > less.high * (1 + FAR)
        if far and said[2].sentence != said[3].sentence:
            return True  # of new capital, and of new and added capital
        printed = [
            {s.id for s in self.amounts(said[0], span) if agrees(self.span(s.id), span)} - {*parts}
            for span in implied
        ]
        if all(printed) and not printed[0] & printed[1]:
            return True
        if any(
            agrees(self.span(p), span) for p, span in zip(parts, reversed(implied), strict=True)
        ):
            return True  # one part is the whole of the other
        partners = [set(_CAPITAL.findall(s.subject or "")) for s in said[:2]]
        if partners[0] & partners[1]:
            return True  # several goods of one partner: each share may be that of its goods
        return not same_whole(*(whole_words(self.reading, share) for share in said[2:]))

    def sum(self, found: Finding, claim: Claim) -> bool:
        total, ids = self.said(claim, "total"), claim.statements["parts"]
        parts = [self.reading.statements[self.place[i]] for i in ids]
        whole = self.span(total.id)
        added = found.loose.right
        first = min(parts, key=lambda s: s.start)
        opened = self.reading.text[total.end : max(total.end, first.start)][-60:]
        if added.high < whole.low and _AMONG.search(opened):
            return True
        for rival in (added, added + whole):
            for s in self.amounts(total, rival):
                span = self.span(s.id)
                by_chance = total.type == "count" and span.high < _COUNTED
                if s.id not in (*ids, total.id) and not by_chance and agrees(span, rival):
                    return True
        if len({s.period for s in (total, *parts)}) > 1:
            return self.is_far(found, FAR)
        return self.holds_parts_of_parts(whole, ids)

    def holds_parts_of_parts(self, whole: Interval, ids: Sequence[str]) -> bool:
        """Whether some of the parts make up the total, so that the others are in them."""
        first = self.reading.statements[self.place[ids[0]]]
        if not 3 <= len(ids) <= _MOST or (first.type == "count" and whole.high < _COUNTED):
            return False
        for size in range(2, len(ids)):
            for some in itertools.combinations(ids, size):
                added = self.span(some[0])
                for i in some[1:]:
                    added = added + self.span(i)
                if agrees(added, whole):
                    return True
        return False
