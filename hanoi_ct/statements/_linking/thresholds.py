"""Amounts that each of several things passes: "7 mặt hàng trên 1 tỷ USD", "USD 1 billion each".

Such an amount is a mark that things are counted by. It is no part of a total and has no share.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from hanoi_ct.statements._linking.near import Placed
from hanoi_ct.statements.statement import Claim

__all__ = ["without_thresholds"]

_EACH = re.compile(
    r"[^,;.()\d]{0,25}\b(?:each|apiece|mỗi (?:mặt hàng|nhóm|loại|thị trường|nước))\b"
)
_COUNTED = re.compile(
    r"\b(?:mặt hàng|nhóm(?: hàng)?|thị trường|sản phẩm|commodit(?:y|ies)|products?|items?|goods|"
    r"markets?|groups?|staples)\b"
)
_NUMBER = (
    r"(?:\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|two|three|four|five|six|seven|eight|nine|"
    r"ten|eleven|twelve|(?:twen|thir|for)ty(?:[- ](?:one|two|three|four|five|six|seven|eight|"
    r"nine))?)"
)
_NAMED = re.compile(rf"\b{_NUMBER}\s+(?:\w+\s+){{0,3}}?{_COUNTED.pattern}")
_NEAR = re.compile(r"[^,;.()]{0,60}")  # between what is counted and the mark
_PASSED = ("trên", "hơn", "over", "more than", "above", "từ", "at least")
_KINDS = ("share", "same_total", "sum", "part_of", "weighted_growth", "base", "same")


def without_thresholds(found: Sequence[Placed], claims: list[Claim]) -> list[Claim]:
    """The claims without those that take such an amount for one of a thing."""
    marks = {
        each.s.id
        for before, each in itertools.pairwise([None, *found])
        if each is not None and _is_threshold(each, before)
    }
    return [c for c in claims if c.kind not in _KINDS or not _holds(c, marks)]


def _holds(claim: Claim, marks: set[str]) -> bool:
    return any(i in marks for ids in claim.statements.values() for i in ids)


def _is_threshold(each: Placed, before: Placed | None) -> bool:
    """Whether an amount is passed by each of what is counted before it."""
    if each.s.type != "level":
        return False
    if _EACH.match(each.tail):
        return True
    digits = each.s.value.replace(".", "").strip("0")
    passed = any(word in (each.s.hedge or "").casefold() for word in _PASSED)
    if len(digits) > 1 or not passed:
        return False
    counted = before is not None and before.s.type == "count" and _NEAR.fullmatch(each.lead)
    if counted and before is not None and before.s.sentence == each.s.sentence:
        return bool(_COUNTED.search(f"{before.s.text} {before.tail}".casefold()))
    return bool(_NAMED.search(each.lead))
