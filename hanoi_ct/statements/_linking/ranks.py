"""Words of rank: what is called the largest, against the others of its list.

"Xuất khẩu 8 tháng năm 2019: dệt may là mặt hàng có kim ngạch lớn nhất với 1,52 tỷ USD; giày dép đạt
1,50 tỷ USD; thủy sản đạt 0,40 tỷ USD".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from hanoi_ct.statements._linking.cells import claim_of
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
_LEAST = re.compile(r"\b(?:thấp nhất|nhỏ nhất|lowest|smallest)\b", re.IGNORECASE)
_OF_FALLS = re.compile(
    r"\bgiảm\s+(?:sâu|mạnh|nhiều|cao|nhanh)\s+nhất|\b(?:sharpest|steepest|deepest) (?:fall|drop)",
    re.IGNORECASE,
)
# A group within the list: what is largest there need not be so among all.
_NARROW = re.compile(
    r"\b(?:trong (?:số|nhóm|khối|các|đó)|thuộc|among|within|of (?:which|these|them))\b",
    re.IGNORECASE,
)
_LISTED = ("market", "province", "owner")
_BULLETS = ("-", "+", "*", "•", "–", "●")
_BLOCS = re.compile(
    r"\b(?:châu|asean|eu|cptpp|liên minh|asia|europe|africa|america)\b", re.IGNORECASE
)
# "one of the largest", "the highest in three years": no rank in the list that is printed
_ELSEWHERE = re.compile(
    r"một trong|trong số những|one of|từ đầu năm|từ trước|lịch sử|kể từ|từ năm|so với|"
    r"\btrong (?:\d|vòng|nhiều|hai|ba|bốn|năm|sáu|quý|tháng)|since|in (?:\d|two|three|years)|thứ|"
    r"\b(?:second|third|fourth|fifth|2nd|3rd|[45]th)\b",
    re.IGNORECASE,
)
_FILLER = re.compile(r"\s*(?:(?:đạt|ước|với|tăng|trị giá|kim ngạch|at|with|up|reaching|worth)\s*)*")
_ASPECT = re.compile(r"^(?:(?:số |khối )?lượng|giá trị|trị giá|kim ngạch|(?:volume|value) of) ")
_LEAD = 110
_FAR = 240  # code points before a number in which its sentence is looked through
_REACH = 40  # statements that a list may reach over: keeps the cost linear


def of_ranks(reading: Reading) -> Iterator[Claim]:
    """A number that is called the largest or the least, and the others of its list.

    The list is that of its sentence; of markets, provinces and owners that of its paragraph, and
    of an item of a list that of the items beside it, where the words of rank name no narrower
    group.
    """
    before: Statement | None = None
    for place, s in enumerate(reading.statements):
        start = before.end if before is not None and before.sentence == s.sentence else s.start
        lead = reading.text[max(start if before else 0, s.start - _LEAD) : s.start]
        if before is None or before.sentence != s.sentence:
            lead = re.split(r"[.!?\n]\s", reading.text[max(0, s.start - _LEAD) : s.start])[-1]
        before = s
        rank = _rank_of(s, lead)
        if rank is None:
            continue
        least, narrow = rank
        others = list(_others(reading, place, narrow))
        if least:
            for other in others:
                yield claim_of("rank", True, largest=other, others=[s])
        elif others:
            yield claim_of("rank", True, largest=s, others=others)


def _rank_of(s: Statement, lead: str) -> tuple[bool, bool] | None:
    """Whether a number is called the least, and whether of a narrower group; None: of no rank."""
    if s.type not in ("level", "growth") or (s.whole is None and s.part != "market"):
        return None
    if s.type == "level" and s.value.startswith("-"):
        return None  # "giảm nhiều nhất ở Gia Lộc (-268 ha)": a fall
    of_rates, of_falls = _OF_RATES.search(lead), _OF_FALLS.search(lead)
    if s.type == "growth":
        found = of_rates if Decimal(s.value) > 0 else of_falls
        least = Decimal(s.value) <= 0
    else:
        named = None if of_rates or of_falls else _LARGEST.search(lead)
        found = named or (None if of_rates or of_falls else _LEAST.search(lead))
        least = named is None
    if found is None or not _leads_on(lead[found.end() :]):
        return None
    segment = re.split(r"[,;:(]", lead[: found.start()])[-1] + lead[found.start() :]
    if _ELSEWHERE.search(segment):
        return None
    return least, bool(_NARROW.search(lead))


def _leads_on(between: str) -> bool:
    """Whether a word of rank is said of the number that follows, and not of one before it."""
    if ";" in between or len(between) > 60:
        return False
    _, comma, behind = between.rpartition(",")
    return not comma or bool(_FILLER.fullmatch(behind))


def _others(reading: Reading, place: int, narrow: bool) -> Iterator[Statement]:
    """The statements of the same kind on the other parts of the same whole, in its list."""
    first = reading.statements[place]
    named = {_without_aspect(first)}
    near = reading.statements[max(0, place - _REACH) : place + _REACH]
    for s in near:
        behind = s.sentence == first.sentence and s.start > first.start
        if not behind and (narrow or not _in_its_list(reading, first, s)):
            continue
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
        name = _without_aspect(s)
        if same and name not in named and s.status == first.status:
            named.add(name)
            yield s


def _without_aspect(s: Statement) -> str:
    """What a rate is of, less its aspect: "tăng mạnh nhất, 595% về lượng và 724% về giá trị"."""
    return _ASPECT.sub("", (s.subject or "").casefold())


def _in_its_list(reading: Reading, first: Statement, other: Statement) -> bool:
    """Whether a number that stands before or apart is in the list that a word of rank speaks of."""
    if _BLOCS.search(f"{first.subject} {other.subject}"):
        return False  # a bloc holds several markets
    if first.sentence == other.sentence:
        return True
    if first.paragraph == other.paragraph:
        return first.part in _LISTED and not _is_told_by_blocs(reading, first, other)
    apart = abs(first.paragraph - other.paragraph)
    return apart < _REACH and _is_item(reading, first) and _is_item(reading, other)


def _is_told_by_blocs(reading: Reading, *listed: Statement) -> bool:
    """Whether a sentence begins with a bloc: "Khách từ châu Âu ...; tăng mạnh nhất là Phần Lan"."""
    for s in listed:
        start = max(0, s.start - _FAR)
        lead = re.split(r"[.!?]\s|\n", reading.text[start : s.start])[-1]
        if _BLOCS.search(lead):
            return True
    return False


def _is_item(reading: Reading, s: Statement) -> bool:
    """Whether a number stands in a line that begins with the mark of a list."""
    start = reading.text.rfind("\n", 0, s.start) + 1
    return reading.text[start : s.start].lstrip()[:1] in _BULLETS
