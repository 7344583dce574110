"""The base of a change in the words around it: the month before, a named rate, a bracket."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import Placed, paragraphs
from hanoi_ct.statements._reading.brackets import month_before
from hanoi_ct.statements.statement import Claim, Period, Statement

__all__ = ["of_bases_around"]

# "So với tháng 6 (6.717 tỷ đồng), doanh thu tăng 182 tỷ đồng"
_FRONT = re.compile(r"\W*(?:so với|compared (?:with|to)|against)\b[^.;()]{2,40}\(\s*")
# "cao hơn 1,2 điểm phần trăm so với mức tăng chung của toàn ngành"
_THAN_A_RATE = re.compile(
    r"\s*(?:so với|than) (?:the )?(?:mức|tốc độ|tỷ lệ|đà)?\s*(?:tăng trưởng|tăng|giảm|growth|"
    r"increase|rise|decline|fall)\b([^.;,()\d]*)"
)
_BACK = 24  # statements of a paragraph that are looked at


def of_bases_around(found: Sequence[Placed]) -> Iterator[Claim]:
    """A change, what it led to, and the base that the paragraph tells."""
    for group in paragraphs(found):
        for place, each in enumerate(group):
            before = group[max(0, place - _BACK) : place]
            around = [*before, *group[place + 1 : place + _BACK]]
            if each.s.type == "growth" and each.s.comparison == "previous_month":
                yield from _on_the_month(each.s, [other.s for other in around])
            elif each.s.type == "difference" and each.s.unit == "percentage_points":
                yield from _on_a_rate(each, before)
            if place and _FRONT.fullmatch(group[place - 1].lead):
                yield from _behind_a_bracket(each, group[place - 1], before[:-1])


def _on_the_month(growth: Statement, around: Sequence[Statement]) -> Iterator[Claim]:
    """The only levels of a month and of the month before it, with the rate between them."""
    last = month_before(growth.period)
    if last is None or growth.unit != "percent":
        return
    level = _only(around, growth, growth.period)
    base = _only(around, growth, last)
    if level is not None and base is not None and level.unit == base.unit:
        yield claim_of("base", True, base=base, level=level, growth=growth)


def _only(around: Sequence[Statement], of: Statement, period: Period | None) -> Statement | None:
    """The only level of a subject in a period; None where there is another or a target."""
    levels = [
        s
        for s in around
        if s.type == "level"
        and s.period == period
        and (s.subject, s.basis) == (of.subject, of.basis)
    ]
    return levels[0] if len(levels) == 1 and levels[0].status != "target" else None


def _on_a_rate(points: Placed, before: Sequence[Placed]) -> Iterator[Claim]:
    """Points between the rate right before them and an earlier one that is named behind them."""
    said = _THAN_A_RATE.match(points.tail)
    now = before[-1].s if before else None
    if said is None or now is None or now.type != "growth" or now.sentence != points.s.sentence:
        return
    named = [
        each.s
        for each in before[:-1]
        if each.s.type == "growth"
        and points.s.sentence - each.s.sentence <= 1
        and (each.s.period, each.s.comparison) == (now.period, now.comparison)
        and each.s.subject not in (None, now.subject)
        and re.search(rf"\b{re.escape((each.s.subject or '').casefold())}\b", said[1])
    ]
    if len(named) == 1 and now.unit == named[0].unit == "percent":
        yield claim_of("difference", True, current=now, base=named[0], difference=points.s)


def _behind_a_bracket(change: Placed, base: Placed, before: Sequence[Placed]) -> Iterator[Claim]:
    """A change told against the number of a bracket, and the only number of now before it."""
    s, then = change.s, base.s
    behind = change.lead.lstrip().startswith(")") and s.sentence == then.sentence
    if not behind or "(" in change.lead or then.type not in ("level", "count"):
        return
    if then.status == "target":
        return  # "đạt 51% so với kế hoạch (15.285 triệu kWh), tăng 2,57%"
    if (s.subject or "").casefold() not in (then.subject or "").casefold():
        return
    now = [
        each.s
        for each in before
        if (each.s.type, each.s.unit, each.s.subject) == (then.type, then.unit, then.subject)
        and each.s.period == s.period != then.period
    ]
    if len(now) != 1 or now[0].status == "target":
        return
    if s.type == "difference" and s.unit == then.unit:
        yield claim_of("difference", True, current=now[0], base=then, difference=s)
    elif s.type == "growth" and s.unit == "percent":
        yield claim_of("base", True, base=then, level=now[0], growth=s)
