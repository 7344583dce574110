"""Words of rank: what is called the largest, against the others of its list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from hanoi_ct.statements._cells import claim_of
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["of_ranks"]

_LARGEST = re.compile(
    r"\b(?:lớn nhất|nhiều nhất|cao nhất|dẫn đầu|đứng đầu|largest|biggest|highest)\b", re.IGNORECASE
)
_OF_RATES = re.compile(
    r"\b(?:tăng|tốc độ tăng|mức tăng)\s+(?:cao|mạnh|nhiều|nhanh)\s+nhất|\b(?:tốc độ|mức) tăng "
    r"(?:lớn|cao) nhất|\bfastest\b|\b(?:highest|sharpest) (?:growth|increase|rise)",
    re.IGNORECASE,
)
# "one of the largest", "the highest in three years": no rank in the list that is printed
_ELSEWHERE = re.compile(
    r"một trong|trong số những|one of|từ đầu năm|từ trước|lịch sử|kể từ|từ năm|so với|"
    r"\btrong (?:\d|vòng|nhiều|hai|ba|bốn|năm|sáu|quý|tháng)|since|in (?:\d|two|three|years)|thứ",
    re.IGNORECASE,
)
_FILLER = re.compile(r"\s*(?:(?:đạt|ước|với|tăng|trị giá|kim ngạch|at|with|up|reaching|worth)\s*)*")
_LEAD = 110


def of_ranks(reading: Reading) -> Iterator[Claim]:
    """A number that is called the largest, and the others of the same list and sentence."""
    before: Statement | None = None
    for place, s in enumerate(reading.statements):
        start = before.end if before is not None and before.sentence == s.sentence else s.start
        lead = reading.text[max(start if before else 0, s.start - _LEAD) : s.start]
        if before is None or before.sentence != s.sentence:
            lead = re.split(r"[.!?\n]\s", reading.text[max(0, s.start - _LEAD) : s.start])[-1]
        before = s
        if not _is_called_largest(s, lead):
            continue
        others = list(_others(reading, place))
        if others:
            yield claim_of("rank", True, largest=s, others=others)


def _is_called_largest(s: Statement, lead: str) -> bool:
    if s.type not in ("level", "growth") or (s.whole is None and s.part != "market"):
        return False
    of_rates = _OF_RATES.search(lead)
    if s.type == "growth":
        found = of_rates if Decimal(s.value) > 0 else None
    else:
        found = None if of_rates else _LARGEST.search(lead)
    if found is None or not _leads_on(lead[found.end() :]):
        return False
    segment = re.split(r"[,;:(]", lead[: found.start()])[-1] + lead[found.start() :]
    return not _ELSEWHERE.search(segment)


def _leads_on(between: str) -> bool:
    """Whether a word of rank is said of the number that follows, and not of one before it."""
    if ";" in between or len(between) > 60:
        return False
    _, comma, behind = between.rpartition(",")
    return not comma or bool(_FILLER.fullmatch(behind))


def _others(reading: Reading, place: int) -> Iterator[Statement]:
    """The statements of the same kind on the other parts of the same whole, in its sentence."""
    first = reading.statements[place]
    named = {first.subject}
    for s in reading.statements[place + 1 : place + 40]:
        if s.sentence != first.sentence:
            return
        same = (s.type, s.unit, s.period, s.comparison, s.whole, s.part, s.indicator, s.basis) == (
            first.type,
            first.unit,
            first.period,
            first.comparison,
            first.whole,
            first.part,
            first.indicator,
            first.basis,
        )
        if same and s.subject not in named and s.status == first.status:
            named.add(s.subject)
            yield s
