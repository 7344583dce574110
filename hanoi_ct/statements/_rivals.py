"""What speaks against a link: another number of the text that explains a failing relation better.

A relation that holds is its own evidence: numbers that do not belong together seldom agree. One
that fails says either that a number is wrong or that the link is. Before a text is accused the
rivals are tried: another printed total that a share or a sum agrees with, shares beside it that
come to one other total, parts of parts, a level of its own beside each of two rates. Where a
rival explains the numbers, the link was wrong, and nothing is said of it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from hanoi_ct.quantities.interval import Interval
from hanoi_ct.quantities.quantity import Quantity
from hanoi_ct.quantities.verdict import Finding
from hanoi_ct.statements._whole_named import (
    has_own_share,
    is_sibling,
    is_told_as_whole,
    names_whole,
    same_whole,
    whole_words,
)
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["SLIPS", "Judged", "without_rivals"]

Judged = tuple[Finding, Claim]

SLIPS = (Fraction(1000), Fraction(1, 1000), Fraction(10), Fraction(1, 10), Fraction(-1))
_PARTNERS = ("market", "province")
_TRADE = ("exports", "imports", "balance")
_TIGHT = Fraction(1, 50)  # a rival total that is wider agrees with too much
_INSIDE = re.compile(r"\b(?:trong đó|gồm|of which|including|comprising)\b", re.IGNORECASE)
_AMONG = re.compile(
    r"\b(?:includ(?:ed|es|ing)|trong đó có|chủ yếu|mainly|such as|chẳng hạn|như)\b", re.IGNORECASE
)
_PICKED = re.compile(
    r"\b(?:tăng|giảm|mức tăng|mức giảm|tốc độ tăng)\s+(?:khá |rất )?(?:cao|mạnh|nhiều|khá|sâu)\b|"
    r"\b(?:một số|tiêu biểu|điển hình|nổi bật|đáng chú ý|such as|notably|led by|some of|"
    r"(?:highest|strongest|sharpest|fastest) (?:growth|increase|rise))",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"\b(?:giá trị|trị giá|kim ngạch|doanh thu|xuất khẩu|nhập khẩu|value|turnover|revenue|"
    r"earnings|exports?|imports?)\b",
    re.IGNORECASE,
)
_COUNTED = 100  # a small count agrees with a sum by chance
# Kinds whose every role is one number: where all but one of them hold with another, the link is
# to that one.
_FIXED = ("share", "price_growth", "ratio", "base", "plan", "balance", "yield", "increment")
_CAPITAL = re.compile(r"\b[A-ZĐÂ]\w+(?:\s[A-ZĐÂ]\w+)*")
_MOST = 7  # parts of which the subsets are tried
_FAR = Fraction(1, 4)
_AROUND = 60  # statements that are looked at: keeps the cost linear
_NAME = re.compile(r"(?<![.!?…\n]\s)(?<!\A)\b[A-ZĐ][\w'’-]+(?:\s[A-ZĐ][\w'’-]+)+")


def without_rivals(
    reading: Reading, judged: Sequence[Judged], quantities: Mapping[str, Quantity]
) -> list[Judged]:
    """The findings, without those impossible ones whose numbers another link explains.

    Parameters
    ----------
    reading : Reading
    judged : sequence of (Finding, Claim)
    quantities : mapping of str to Quantity
        By the id of their statement.
    """
    rivals = _Rivals(reading, judged, quantities)
    kept, apart = [], set()
    for found, claim in judged:
        if found.verdict == "impossible" and rivals.explain(found, claim):
            apart.add(frozenset(claim.statements.get("parts", ())))
        elif not rivals.among_peers(found, claim) and not rivals.leave_nothing(found, claim):
            kept.append((found, claim))
    apart.discard(frozenset())
    return [
        (found, claim)
        for found, claim in kept
        if found.verdict != "impossible"
        or frozenset(claim.statements.get("levels", ())) not in apart
    ]


class _Rivals:
    """The numbers of a text by place, for the tests of one failing relation after the other."""

    def __init__(
        self, reading: Reading, judged: Sequence[Judged], quantities: Mapping[str, Quantity]
    ) -> None:
        self.reading = reading
        self.quantities = quantities
        self.place = {s.id: k for k, s in enumerate(reading.statements)}
        self.holding = {
            key
            for found, claim in judged
            if found.verdict == "consistent"
            for key in _all_but_one(claim)
        }
        self.balanced = {
            tuple(claim.statements[role] for role in _TRADE)
            for found, claim in judged
            if found.kind == "balance" and found.verdict != "impossible"
        }

    def explain(self, found: Finding, claim: Claim) -> bool:
        """Whether another link explains the numbers of a relation that fails."""
        if self._is_published(claim):
            return False
        if found.kind in _FIXED and any(key in self.holding for key in _all_but_one(claim)):
            return True
        if found.kind == "share":
            return self._share(found, claim)
        if found.kind == "same_total":
            return self._two_totals(claim)
        if found.kind in ("sum", "part_of"):
            return self._sum(found, claim)
        if found.kind == "same":
            return self._two_things(claim)
        if found.kind in ("balance_growth", "balance_change"):
            return tuple(claim.statements[role] for role in _TRADE) not in self.balanced
        if found.kind == "balance":
            return not self._together(claim) and self._is_far(found, Fraction(1, 2))
        if found.kind == "weight_sum":  # parts of parts would be counted twice
            return not claim.closed and not self._in_one_sentence(claim)
        if found.kind == "yield":
            return self._is_far(found, _FAR)
        if found.kind == "increment":
            return self._is_far(found, Fraction(1, 2)) or self._of_another_increment(claim)
        if found.kind == "price_growth":
            return not self._names_value(claim)
        if found.kind in ("weighted_growth", "minmax"):
            return self._of_other_rates(claim)
        if found.kind in ("ratio", "plan"):
            return not self._in_one_sentence(claim) and self._is_far(found, _FAR)
        return False

    def among_peers(self, found: Finding, claim: Claim) -> bool:
        """Whether what was taken for a whole is one of the parts, whatever the numbers say."""
        if self._is_published(claim):
            return False
        if found.kind == "ratio":
            return self._of_a_partner(claim)
        if found.kind not in ("share", "part_of"):
            return False
        total = self._said(claim, "total")
        if found.kind == "share":
            share = self._said(claim, "share")
            words = whole_words(self.reading, share)
            vague = found.loose.right
            if words and not names_whole(self.reading, total, share) and _is_vague(vague):
                return True
            named = words or found.verdict == "undecidable"
            return bool(named) and is_sibling(self.reading, total, self._said(claim, "part"), share)
        parts = [self.reading.statements[self.place[i]] for i in claim.statements["parts"]]
        whole = self._span(total.id)
        if found.verdict != "consistent" and any(self._span(p.id).low > whole.high for p in parts):
            return not any(_slipped(found.loose.left, f).meets(whole) for f in SLIPS)
        return has_own_share(self.reading, total, parts[0])

    def leave_nothing(self, found: Finding, claim: Claim) -> bool:
        """Whether an undecided relation rests on a link that nothing bears out.

        The rate of a whole is bounded by none of some parts; a quotient of vague numbers may be
        anything.
        """
        if found.verdict != "undecidable" or self._is_published(claim):
            return False
        if found.kind == "minmax":
            return not claim.closed
        if found.kind == "ratio":
            return _is_vague(found.loose.right)
        return found.kind in ("same", "share") and self.explain(found, claim)

    def _is_published(self, claim: Claim) -> bool:
        """Whether a figure from elsewhere is held against the text: no words of it link that."""
        return any(i not in self.place for ids in claim.statements.values() for i in ids)

    def _span(self, identifier: str) -> Interval:
        return self.quantities[identifier].interval("loose")

    def _said(self, claim: Claim, role: str) -> Statement:
        return self.reading.statements[self.place[claim.statements[role][0]]]

    def _amounts(self, of: Statement) -> list[Statement]:
        """The printed amounts of a unit around a statement."""
        k = self.place[of.id]
        around = self.reading.statements[max(0, k - _AROUND) : k + _AROUND]
        return [s for s in around if (s.type, s.unit) == (of.type, of.unit)]

    def _share(self, found: Finding, claim: Claim) -> bool:
        part, total, share = (self._said(claim, role) for role in ("part", "total", "share"))
        rate = self._span(share.id)
        if rate.low <= 0:
            return False
        implied = self._span(part.id).scaled(100) / rate
        whole = self._span(total.id)
        if self._of_another_part(part, total, share):
            return True
        for s in self._amounts(part):
            if s.id in (part.id, total.id) or s.status == "target":
                continue
            span = self._span(s.id)
            if span.low > self._span(part.id).high and _agrees(span, implied):
                return True
        if not names_whole(self.reading, total, share) and any(
            other.meets(implied) and not other.meets(whole)
            for other in self._totals_beside(part, share)
        ):
            return True
        if is_sibling(self.reading, total, part, share):
            return True
        told = is_told_as_whole(self.reading, part, total, share)
        if self._span(part.id).low > whole.high and rate.high < 100:
            return not any(_slipped(found.loose.right, f).meets(found.loose.left) for f in SLIPS)
        return not told

    def _of_another_part(self, part: Statement, total: Statement, share: Statement) -> bool:
        """Whether a share stands beside another amount, of which it is the share."""
        k = self.place[share.id]
        for s in reversed(self.reading.statements[max(0, k - 4) : k]):
            if s.sentence != share.sentence or s.id == part.id:
                return False
            if s.id != total.id and (s.type, s.unit) == (part.type, part.unit):
                rate = self._span(s.id).scaled(100) / self._span(total.id)
                return rate.meets(self._span(share.id))
        return False

    def _totals_beside(self, part: Statement, share: Statement) -> list[Interval]:
        """The totals that other amounts with their shares imply."""
        k = self.place[share.id]
        around = self.reading.statements[max(0, k - _AROUND) : k + _AROUND]
        found = []
        for amount, rate in itertools.pairwise(around):
            beside = rate.type == "share" and rate.unit == "percent" and rate.id != share.id
            alike = (amount.type, amount.unit) == (part.type, part.unit)
            if beside and alike and amount.sentence == rate.sentence and amount.id != part.id:
                span = self._span(rate.id)
                if span.low > 0:
                    found.append(self._span(amount.id).scaled(100) / span)
        return found

    def _two_totals(self, claim: Claim) -> bool:
        """Whether two shares are of two printed totals, or no words say that they are of one."""
        parts, shares = claim.statements["part"], claim.statements["share"]
        said = [self.reading.statements[self.place[i]] for i in (*parts, *shares)]
        implied = [
            self._span(p).scaled(100) / self._span(s)
            for p, s in zip(parts, shares, strict=True)
            if self._span(s).low > 0
        ]
        if len(implied) < 2:
            return False
        amounts = [s for s in self._amounts(said[0]) if s.id not in parts]
        printed = [{s.id for s in amounts if _agrees(self._span(s.id), span)} for span in implied]
        if all(printed) and not printed[0] & printed[1]:
            return True
        if any(
            _agrees(self._span(p), span) for p, span in zip(parts, reversed(implied), strict=True)
        ):
            return True  # one part is the whole of the other
        partners = [set(_CAPITAL.findall(s.subject or "")) for s in said[:2]]
        if partners[0] & partners[1]:
            return True  # several goods of one partner: each share may be that of its goods
        return not same_whole(*(whole_words(self.reading, share) for share in said[2:]))

    def _sum(self, found: Finding, claim: Claim) -> bool:
        total, ids = self._said(claim, "total"), claim.statements["parts"]
        parts = [self.reading.statements[self.place[i]] for i in ids]
        whole = self._span(total.id)
        added = found.loose.right
        others = [s for s in self._amounts(total) if s.id not in (*ids, total.id)]
        first = min(parts, key=lambda s: s.start)
        opened = self.reading.text[total.end : max(total.end, first.start)][-60:]
        if added.high < whole.low and _AMONG.search(opened):
            return True
        for s in others:
            span = self._span(s.id)
            if total.type == "count" and span.high < _COUNTED:
                continue
            if _agrees(span, added) or _agrees(span, added + whole):
                return True
        if len({s.period for s in (total, *parts)}) > 1:
            return self._is_far(found, _FAR)
        return self._holds_parts_of_parts(whole, ids)

    def _holds_parts_of_parts(self, whole: Interval, ids: Sequence[str]) -> bool:
        """Whether some of the parts make up the total, so that the others are in them."""
        first = self.reading.statements[self.place[ids[0]]]
        if not 3 <= len(ids) <= _MOST or (first.type == "count" and whole.high < _COUNTED):
            return False
        for size in range(2, len(ids)):
            for some in itertools.combinations(ids, size):
                added = self._span(some[0])
                for i in some[1:]:
                    added = added + self._span(i)
                if _agrees(added, whole):
                    return True
        return False

    def _two_things(self, claim: Claim) -> bool:
        """Whether two numbers stand beside two levels, or one is told of another name."""
        one, other = (self.reading.statements[self.place[i]] for i in claim.statements["pair"])
        if one.type == "growth":
            levels = [self._level_before(s) for s in (one, other)]
            if all(levels) and levels[0].unit == levels[1].unit:  # type: ignore[union-attr]
                spans = [self._span(s.id) for s in levels if s is not None]
                return not spans[0].meets(spans[1])
        elif self._inside_two(one, other):
            return True
        named = f"{one.subject} {other.subject}".casefold()
        return any(
            name.group().casefold() not in named
            for s in (one, other)
            for name in _NAME.finditer(self._clause(s))
        )

    def _inside_two(self, one: Statement, other: Statement) -> bool:
        """Whether two numbers are parts of two totals: "trong đó cá đạt ...", told twice."""
        totals = [self._opened(s) for s in (one, other)]
        if totals[0] is None or totals[1] is None:
            return False
        return not self._span(totals[0].id).meets(self._span(totals[1].id))

    def _opened(self, part: Statement) -> Statement | None:
        """The amount of its sentence that a part is told to be in."""
        k = self.place[part.id]
        for s in reversed(self.reading.statements[max(0, k - 8) : k]):
            if s.sentence != part.sentence:
                return None
            if (s.type, s.unit) == (part.type, part.unit):
                behind = self.reading.statements[self.place[s.id] + 1 : k + 1]
                ends = [s.end, *(x.end for x in behind)]
                between = (
                    self.reading.text[a : b.start] for a, b in zip(ends, behind, strict=False)
                )
                if any(_INSIDE.search(words) for words in between):
                    return s
        return None

    def _of_other_rates(self, claim: Claim) -> bool:
        """Whether a rate stands beside another amount than its parts add up to, or they are picked.

        "Tăng cao nhất là du lịch (345%), dịch vụ khác (108%)": what is picked is not all.
        """
        rate = self._said(claim, "growth")
        first = min((self._said(claim, "growths"), rate), key=lambda s: s.start)
        last = max((self._said(claim, "growths"), rate), key=lambda s: s.start)
        if _PICKED.search(self.reading.text[first.end : last.start][-200:]):
            return True
        levels = claim.statements.get("levels", ())
        own = self._level_before(rate)
        if not levels or own is None:
            return False
        amounts = [self.reading.statements[self.place[i]] for i in levels]
        if len({self._rates_behind(s) for s in amounts}) > 1:
            return True  # of two rates and one, no words say on which time the one is
        if own.unit != amounts[0].unit:
            return True
        added = self._span(levels[0])
        for i in levels[1:]:
            added = added + self._span(i)
        return not added.meets(self._span(own.id))

    def _rates_behind(self, level: Statement) -> int:
        """How many rates stand behind an amount, in its sentence."""
        k = self.place[level.id] + 1
        behind = itertools.takewhile(
            lambda s: s.type in ("growth", "ratio") and s.sentence == level.sentence,
            self.reading.statements[k : k + 4],
        )
        return sum(1 for _ in behind)

    def _of_a_partner(self, claim: Claim) -> bool:
        """Whether an amount is that of one market, which an average beside it does not name."""
        average = self._said(claim, "ratio")
        words = f"{average.subject} {self._clause(average)}".casefold()
        above = [self._said(claim, role) for role in ("numerator", "denominator")]
        if len({s.group for s in above}) > 1:
            return False  # one partner against another
        if above[0].part in _PARTNERS:
            return above[0].group not in words
        return average.part in _PARTNERS

    def _level_before(self, s: Statement) -> Statement | None:
        k = self.place[s.id]
        before = self.reading.statements[k - 1] if k else s
        return before if before.type == "level" and before.sentence == s.sentence else None

    def _clause(self, s: Statement) -> str:
        """The words between the numbers before and behind a statement, within its sentence."""
        k, found, text = self.place[s.id], self.reading.statements, self.reading.text
        before, after = found[max(0, k - 1)], found[min(len(found) - 1, k + 1)]
        start = before.end if before.sentence == s.sentence and k else max(0, s.start - 80)
        stop = after.start if after.sentence == s.sentence and after is not s else s.end + 60
        lead = re.split(r"[.!?]\s|\n", text[start : s.start])[-1]
        return lead + " " + re.split(r"[.!?;]\s|\n", text[s.end : stop])[0]

    def _of_another_increment(self, claim: Claim) -> bool:
        """Whether the rate of an increase stands beside another increase of its unit."""
        increment, rate = self._said(claim, "increment"), self._said(claim, "growth")
        k = self.place[rate.id]
        beside = self.reading.statements[max(0, k - 1) : k + 2]
        return rate.sentence != increment.sentence and any(
            (s.type, s.unit, s.sentence) == ("difference", increment.unit, rate.sentence)
            for s in beside
        )

    def _names_value(self, claim: Claim) -> bool:
        """Whether words say that a rate is that of a value, beside a volume and a price."""
        s = self._said(claim, "value")
        lead = re.split(r"[.!?]\s|\n", self.reading.text[max(0, s.start - 160) : s.start])[-1]
        return bool(_VALUE.search(f"{s.subject} {lead} {self._clause(s)}"))

    def _together(self, claim: Claim) -> bool:
        """Whether all numbers of a claim stand in one paragraph."""
        said = [self.place[i] for ids in claim.statements.values() for i in ids]
        return len({self.reading.statements[k].paragraph for k in said}) == 1

    def _in_one_sentence(self, claim: Claim) -> bool:
        said = [self.place[i] for ids in claim.statements.values() for i in ids]
        return len({self.reading.statements[k].sentence for k in said}) == 1

    def _is_far(self, found: Finding, far: Fraction) -> bool:
        """Whether both sides are further apart than a slip of a digit makes them."""
        left, right = found.loose.left, found.loose.right
        if any(_slipped(left, factor).meets(right) for factor in SLIPS):
            return False
        return found.gap > far * max(abs(left.middle), abs(right.middle))


def _all_but_one(claim: Claim) -> list[tuple[str, str, frozenset[tuple[str, tuple[str, ...]]]]]:
    """The numbers of a claim without each role in turn: what two links of one kind may share."""
    roles = claim.statements.items()
    return [
        (claim.kind, left, frozenset((role, ids) for role, ids in roles if role != left))
        for left in claim.statements
        if len(claim.statements) > 2
    ]


def _agrees(span: Interval, other: Interval) -> bool:
    """Whether a number agrees with what is computed, and not because either is vague."""
    if not (span.bounded and other.bounded) or not span.meets(other):
        return False
    narrow = min(span.high - span.low, other.high - other.low)
    return narrow <= _TIGHT * abs(span.middle)


def _is_vague(span: Interval) -> bool:
    """Whether numbers of so few digits would agree with almost anything."""
    return not span.bounded or span.high - span.low > abs(span.middle)


def _slipped(span: Interval, factor: Fraction) -> Interval:
    return -span if factor < 0 else span.scaled(factor)
