"""Averages: which numbers are some, what they are taken over, and that none is a part of a sum.

"Kim ngạch 8 tháng đạt 12 tỷ USD, bình quân mỗi tháng 1,5 tỷ USD".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import RATES, Placed, near
from hanoi_ct.statements.statement import Claim, Period, Statement

__all__ = [
    "AVERAGE",
    "is_amount",
    "is_average",
    "is_base",
    "of_monthly_averages",
    "without_averages",
]

AVERAGE = re.compile(r"\b(?:bình quân|trung bình|tính ra|average|averag\w+|mean)\b")
# From the word for an average to its number: what it is taken over, a verb, a hedge.
_BEFORE = re.compile(
    r"\b(?:bình quân|trung bình|average|averaging|averaged)"
    r"(?:\s+(?:mỗi|một|hàng|cứ|là|đạt|ước|còn|phải|khoảng|gần|hơn|trên|chỉ|tháng|năm|quý|ngày|mới|"
    r"dự án|doanh nghiệp|of|at|about|around|nearly|over|was|is|each|per|a|month|"
    r"year|quarter|day))*\s*$"
)
_BY = re.compile(r"\s*(?:/|mỗi\s|một\s|per\s|each\s|a\s|every\s)\s*(?:1\s+)?")
_MONTHLY = re.compile(rf"{_BY.pattern}(?:tháng|month)\b(?!\s*/)")
_MONTHLY_BEFORE = re.compile(
    r"\b(?:bình quân|trung bình)\s+(?:mỗi|một|hàng|1)\s+tháng\b[^.;:()\d]{0,15}$|"
    r"\bmonthly average (?:of|was|is)[^.;:()\d]{0,10}$"
)
_TIMED = re.compile(r"\b(?:tháng|quý|năm|months?|quarter|half|year)\b")
# Before a number of another time that one is compared with: "so với cùng kỳ năm trước (12 dự án)".
_BASE = re.compile(
    r"\b(?:cùng kỳ|cùng vụ|(?<!các )năm (?:trước|ngoái)|tháng trước|so với|year earlier|last year)"
    r"[^.,;()\d]{0,25}(?:\((?:(?:đạt|là|chỉ|khoảng|gần|hơn|trên|ước|at|was|of|us|usd)\s*|[\s$])*)?$|"
    r"\b(?:từ|from)\s*$"
)
_ONTO = re.compile(r"\b(?:to|lên|xuống)\b[^(]*$")  # "up 5% from a year earlier to 3.5"
_LEVELS = ("level", "count")
_ADDED = ("sum", "part_of", "rest", "remainder", "stock_flow", "balance", "sum_months", "share")
_WEIGHED = ("weighted_growth", "plan_total_parts")


def is_average(each: Placed) -> bool:
    """Whether the words right at a number make it an average: "bình quân 5 tỷ", "5 tỷ/tháng"."""
    s = each.s
    if s.type not in _LEVELS or s.unit in ("percent", "times", None):
        return False
    return bool(_BEFORE.search(each.lead)) or bool(_MONTHLY.match(each.tail))


def is_base(each: Placed) -> bool:
    """Whether a number is that of an earlier time, told to compare with."""
    found = _BASE.search(each.lead)
    return found is not None and not _ONTO.search(found.group())


def is_amount(each: Placed, types: Collection[str] = _LEVELS) -> bool:
    """Whether a number is one that may add up with others: no rate, target, quotient, average."""
    s = each.s
    if s.type not in types or s.unit in RATES or "_per_" in str(s.unit):
        return False
    return s.status != "target" and s.of is None and not is_average(each)


def without_averages(found: Sequence[Placed], claims: Sequence[Claim]) -> list[Claim]:
    """The claims without those that add an average to amounts, or take it from one.

    Yields, and how much they rose, add up to nothing: that of a country lies between those of its
    regions.
    """
    averages = {each.s.id for each in found if is_average(each)}
    yields = {each.s.id for each in found if "_per_" in str(each.s.unit)}
    if yields:
        added = (*_ADDED, *_WEIGHED)
        claims = [c for c in claims if c.kind not in added or not _ids(c) & yields]
    if not averages:
        return list(claims)
    return [c for c in claims if c.kind not in _ADDED or not _mixed(c, averages)]


def _ids(claim: Claim) -> set[str]:
    return {i for named in claim.statements.values() for i in named}


def _mixed(claim: Claim, averages: set[str]) -> bool:
    ids = {i for role, named in claim.statements.items() if role not in ("share",) for i in named}
    return bool(ids & averages) and bool(ids - averages)


def of_monthly_averages(found: Sequence[Placed]) -> Iterator[Claim]:
    """An average of the months with the amount of a period whose months are known."""
    for place, each in enumerate(found):
        if not _is_monthly(each):
            continue
        before = [found[k] for k in near(found, place, 0) if k < place]
        amounts = [e for e in before if _is_amount(e, each.s)]
        if len(amounts) != 1 or not _TIMED.search("".join(e.lead for e in before)):
            continue
        total = amounts[0].s
        if total.period is None or not 1 < total.period.months <= 12:
            continue
        names = tuple(_months(total.period))
        claim = claim_of("monthly_average", True, total=total, average=each.s)
        yield Claim(claim.kind, claim.statements, closed=True, named=names)


def _is_monthly(each: Placed) -> bool:
    if each.s.type not in _LEVELS or each.s.unit in ("percent", "times", None):
        return False
    if _MONTHLY_BEFORE.search(each.lead):
        return True
    return bool(_MONTHLY.match(each.tail) and AVERAGE.search(each.lead))


def _is_amount(each: Placed, average: Statement) -> bool:
    s = each.s
    alike = s.unit == average.unit and s.type in _LEVELS and s.period == average.period
    return alike and s.indicator == average.indicator and not is_average(each) and not is_base(each)


def _months(period: Period) -> Iterator[str]:
    """The months of a period that lies in one year."""
    first, last = int(period.start[-2:]), int(period.end[-2:])
    for month in range(first, last + 1):
        yield f"{period.start[:-2]}{month:02d}"
