"""Rates, prices and numbers told twice: whether each is of what it is held against."""

from __future__ import annotations

import itertools
import re

from hanoi_ct.statements._rivals.beside import Beside
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["OfRates"]

_PARTNERS = ("market", "province")
_NATION = re.compile(r"\b(?:việt nam|viet ?nam|cả nước)\b")
_ROW = 3  # statements before a rate among which its level stands
_HEAD = 16  # statements before a market's in which what it is of is looked for
_INSIDE = re.compile(r"\b(?:trong đó|gồm|of which|including|comprising)\b", re.IGNORECASE)
_WITHOUT = re.compile(
    r"\b(?:exclud(?:ed|es|ing)|without|except|không (?:kể|tính|bao gồm)|chưa kể|loại trừ|trừ|"
    r"nếu (?:tính|kể|cộng)|kể cả|bao gồm cả)\b",
    re.IGNORECASE,
)
_PICKED = re.compile(
    r"\b(?:tăng|giảm|mức tăng|mức giảm|tốc độ tăng)\s+(?:khá |rất )?(?:cao|mạnh|nhiều|khá|sâu)\b|"
    r"\b(?:một số|tiêu biểu|điển hình|nổi bật|đáng chú ý|such as|notably|led by|some of|"
    r"(?:highest|strongest|sharpest|fastest) (?:growth|increase|rise))",
    re.IGNORECASE,
)
_MARKET = re.compile(r"\b(?:sang|từ|to|from) ([A-ZĐ].*)$")
_VALUE = re.compile(
    r"\b(?:giá trị|trị giá|kim ngạch|doanh thu|xuất khẩu|nhập khẩu|value|turnover|revenue|"
    r"earnings|exports?|imports?)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?…\n]\s)(?<!\A)\b[A-ZĐ][\w'’-]+(?:\s[A-ZĐ][\w'’-]+)+")


class OfRates(Beside):
    """Tests of links that hold rates, prices and repeated numbers."""

    def two_things(self, claim: Claim) -> bool:
        """Whether two numbers stand beside two levels, or one is told of another name."""
        one, other = (self.reading.statements[self.place[i]] for i in claim.statements["pair"])
        if one.type in ("growth", "share"):
            levels = [self.levels_before(s) for s in (one, other)]
            for unit in levels[0].keys() & levels[1].keys():
                spans = [self.span(held[unit].id) for held in levels]
                return not spans[0].meets(spans[1])
        elif self.inside_two(one, other) or self.under_two(one, other):
            return True
        if bool(_WITHOUT.search(self.lead(one))) != bool(_WITHOUT.search(self.lead(other))):
            return True
        named = f"{one.subject} {other.subject}".casefold()
        return any(
            name.group().casefold() not in named
            for s in (one, other)
            for name in _NAME.finditer(self.clause(s))
        )

    def levels_before(self, rate: Statement) -> dict[str | None, Statement]:
        """The last levels and changes of each unit right before a rate, in its sentence."""
        k = self.place[rate.id]
        near = self.reading.statements[max(0, k - _ROW) : k]
        kinds = ("level", "difference")
        return {s.unit: s for s in near if s.type in kinds and s.sentence == rate.sentence}

    def under_two(self, one: Statement, other: Statement) -> bool:
        """Whether two numbers of a market are told of two goods, each named before it."""
        if one.part != "market":
            return False
        heads = [self.head_of(s) for s in (one, other)]
        return None not in heads and heads[0] != heads[1]

    def head_of(self, part: Statement) -> str | None:
        """The subject of the number before a market's that is of no market."""
        k = self.place[part.id]
        for s in reversed(self.reading.statements[max(0, k - _HEAD) : k]):
            if s.indicator == part.indicator and s.part != "market":
                return s.subject
        return None

    def inside_two(self, one: Statement, other: Statement) -> bool:
        """Whether two numbers are parts of two totals: "trong đó cá đạt ...", told twice."""
        totals = [self.opened(s) for s in (one, other)]
        if totals[0] is None or totals[1] is None:
            return False
        return not self.span(totals[0].id).meets(self.span(totals[1].id))

    def opened(self, part: Statement) -> Statement | None:
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

    def of_other_rates(self, claim: Claim) -> bool:
        """Whether a rate stands beside another amount than its parts add up to, or they are picked.

        "Tăng cao nhất là du lịch (345%), dịch vụ khác (108%)": what is picked is not all.
        """
        rate = self.said(claim, "growth")
        first = min((self.said(claim, "growths"), rate), key=lambda s: s.start)
        last = max((self.said(claim, "growths"), rate), key=lambda s: s.start)
        if _PICKED.search(self.reading.text[first.end : last.start][-200:]):
            return True
        levels = claim.statements.get("levels", ())
        amounts = [self.reading.statements[self.place[i]] for i in levels]
        told = {self.rates_behind(s) for s in amounts}
        if 1 in told and max(told) > 1:
            return True  # of two rates and one, no words say on which time the one is
        own = self.level_before(rate)
        if not levels or own is None:
            return False
        if own.unit != amounts[0].unit:
            return True
        added = self.span(levels[0])
        for i in levels[1:]:
            added = added + self.span(i)
        return not added.meets(self.span(own.id))

    def rates_behind(self, level: Statement) -> int:
        """How many rates stand behind an amount, in its sentence."""
        k = self.place[level.id] + 1
        behind = itertools.takewhile(
            lambda s: s.type in ("growth", "ratio") and s.sentence == level.sentence,
            self.reading.statements[k : k + 4],
        )
        return sum(1 for _ in behind)

    def of_a_partner(self, claim: Claim, role: str, others: tuple[str, str]) -> bool:
        """Whether an amount is that of one market, which an average beside it does not name."""
        average = self.said(claim, role)
        words = f"{average.subject} {self.clause(average)}".casefold()
        above = [self.said(claim, other) for other in others]
        if len({s.group for s in above}) > 1 or self.in_one_sentence(claim):
            return False  # one partner against another; what one sentence tells is of one
        if above[0].part in _PARTNERS:
            if _NATION.search(above[0].group):
                return False  # "Việt Nam xuất khẩu hạt điều": the whole, no partner
            return above[0].group not in words
        return average.part in _PARTNERS

    def has_twin(self, claim: Claim) -> bool:
        """Whether another number is told of the thing and time of a level or its base.

        "0,4 tỷ USD năm 2011, 1,5 tỷ năm 2012 và 1,8 tỷ từ đầu năm (tăng 33%)": of two numbers of
        one time one has another, which was not understood.
        """
        rate = self.said(claim, "growth")
        own = {i for ids in claim.statements.values() for i in ids}
        for role in ("level", "base"):
            one = self.said(claim, role)
            for s in self.amounts(one):
                alike = (s.subject, s.period, s.basis) == (one.subject, one.period, one.basis)
                if alike and s.sentence == rate.sentence and s.id not in own:
                    return s.status != "target" and not self.span(s.id).meets(self.span(one.id))
        return False

    def of_another_increment(self, claim: Claim) -> bool:
        """Whether the rate of an increase stands beside another increase of its unit."""
        increment, rate = self.said(claim, "increment"), self.said(claim, "growth")
        k = self.place[rate.id]
        beside = self.reading.statements[max(0, k - 1) : k + 2]
        return rate.sentence != increment.sentence and any(
            (s.type, s.unit, s.sentence) == ("difference", increment.unit, rate.sentence)
            for s in beside
        )

    def names_value(self, claim: Claim) -> bool:
        """Whether words say that a rate is that of a value, beside a volume and a price."""
        s = self.said(claim, "value")
        sides = (self.said(claim, role).subject or "" for role in ("value", "volume", "price"))
        if len({tuple(_MARKET.findall(side)) for side in sides}) > 1:
            return False  # that of one market beside the price of all
        return bool(_VALUE.search(f"{s.subject} {self.lead(s)} {self.clause(s)}"))
