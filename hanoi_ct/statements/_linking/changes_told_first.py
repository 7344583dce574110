"""A change that is told before its two numbers: "tripled from 50 million to 150 million"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import Placed, noun_of, same_noun
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_changes_told_first", "says_times"]

_HEDGE = (
    r"(?:hơn|gần|khoảng|xấp xỉ|chỉ|trên|ước|about|nearly|over|around|more than|almost|us\$|\$)?"
)
_WORDS = r"[^.;:()\d]{0,40}?"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FROM = re.compile(
    rf"\s*[,(]?\s*(?:{_WORDS}\b)?(?:từ|from)(?: (?:mức|con số|the|a))?\s*{_HEDGE}\s*$"
)
_TO = re.compile(
    rf"\s*,?\s*(?:{_WORDS}\b)?(?:lên|xuống|còn|đạt|to)(?: (?:còn|mức|tới|đến|reach|the))*"
    rf"\s*{_HEDGE}\s*$"
)
_THEN_TO = re.compile(r"[^.,;:()\d]{0,40}\b(?:lên|xuống|còn|đến|to)\b[^.,;:()\d]{0,30}$")
_THEN_FROM = re.compile(r"[^.;:()\d]{0,40}\b(?:từ|from)\b[^.,;:()\d]{0,30}$")
_TIMES = re.compile(r"\b(?:gấp|bằng|by a factor of)\b[^.;,()\d]{0,12}$")


def of_changes_told_first(found: Sequence[Placed]) -> Iterator[Claim]:
    """A rate, an amount or a multiple, with what it was from and what it came to behind it."""
    for change, first, second in zip(found, found[1:], found[2:], strict=False):
        if not change.s.sentence == first.s.sentence == second.s.sentence:
            continue
        if not _alike(first.s, second.s):
            continue
        leads = [_YEAR.sub("", each.lead) for each in (first, second)]
        if _FROM.fullmatch(leads[0]) and _THEN_TO.fullmatch(leads[1]):
            base, current = first.s, second.s
        elif _TO.fullmatch(leads[0]) and _THEN_FROM.fullmatch(leads[1]):
            base, current = second.s, first.s
        else:
            continue
        if change.s.type == "growth" and change.s.unit == "percent":
            yield claim_of("base", True, base=base, level=current, growth=change.s)
        elif change.s.type == "difference" and change.s.unit == current.unit:
            yield claim_of("difference", True, current=current, base=base, difference=change.s)
        elif change.s.type == "ratio" and says_times(change):
            yield claim_of("ratio", True, numerator=current, denominator=base, ratio=change.s)


def says_times(ratio: Placed) -> bool:
    """Whether a multiple is of the base: "tăng 2 lần" may mean twice or three times as much."""
    fold = "fold" in ratio.s.text.casefold()  # "a 2.2-fold increase"
    words = ratio.s.unit == "times" and (ratio.s.printed is None or fold)
    return words or bool(_TIMES.search(ratio.lead))


def _alike(one: Statement, other: Statement) -> bool:
    if (one.type, one.unit) != (other.type, other.unit) or one.type not in ("level", "count"):
        return False
    if "target" in (one.status, other.status):
        return False
    return one.type == "level" or same_noun(noun_of(one), noun_of(other))
