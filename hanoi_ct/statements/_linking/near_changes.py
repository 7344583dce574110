"""Two numbers of different times and their change, told in a row by words of time alone.

"Cuối năm 2022 có 410 dự án, cuối năm 2023 có 436 dự án, tăng 26 dự án".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.goods import are_of_other_goods
from hanoi_ct.statements._linking.near import Placed, noun_of, same_noun
from hanoi_ct.statements.figures_read import interval_of
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_changes"]

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BEGIN = re.compile(r"\bđầu (?:kỳ|năm|tháng|quý)\b|\bat the (?:start|beginning)\b")
_END = re.compile(r"\b(?:cuối (?:kỳ|năm|tháng|quý)|hiện nay|đến nay|at the end|now)\b")
# Behind a change: "tăng 0,25 tỷ USD so với mức xuất siêu 0,45 tỷ USD của cùng kỳ"
_AGAINST = re.compile(
    r"\s*(?:so với|compared (?:with|to)|from|against|than)\s+(?:mức|con số|số|kết quả|the|an?)?\s*"
    r"[^.,:;()\d]{0,45}\(?\s*(?:là|đạt|mức)?\s*"
)
_TIME = re.compile(r"\b(?:tháng|quý|năm) (?:\d+|[ivx]+)(?:/\d{4})?(?= )")
_ON = re.compile(
    r"(?:\s*\([^)\d]{1,25}\))?[^.;,()\d]{0,40}[\s,;(]*"
    r"(?:(?:như vậy|do đó|theo đó|tức(?: là)?|nghĩa là|so)[,\s]+)?"
    r"[^.;,()\d]{0,40}"
)
# Between a level and the base that it is told against.
_BASE_BEHIND = re.compile(
    r"\s*,?\s*(?:from|down from|up from|compared (?:to|with)|against|versus|"
    r"so với(?: mức)?|thay vì|,?\s*(?:tăng|giảm|nâng|up|down)\s+(?:từ|so với|from)(?:\s+mức)?)\s*"
    r"(?:hơn|gần|khoảng|about|nearly|over)?\s*"
)
_FROM = re.compile(r"\b(?:từ|từ mức|from)\s*(?:hơn|gần|khoảng|about|nearly|over)?\s*$")
_ONTO = re.compile(
    r"[^.,;:()\d]{0,30}\b(?:lên|xuống|còn|đến|to)\b(?:\s+(?:còn|tới|mức|hơn|gần|khoảng|about|over))*\s*"
)
_AGAIN = re.compile(
    r"[\s,;(]*(?:tương đương|tương ứng|hay|tức|bằng|or|equivalent to|equal to)[^.;,()\d]{0,25}"
)
_BRACKETED = re.compile(r"\s*\([^)]{1,25}\)")
_STOCKS = ("count", "level")


def of_changes(found: Sequence[Placed]) -> Iterator[Claim]:
    """Base, current and change where the words of time tell which is which."""
    for place, (first, second, third) in enumerate(zip(found, found[1:], found[2:], strict=False)):
        if not first.s.sentence == second.s.sentence == third.s.sentence:
            continue
        if _alike(first.s, second.s) and _is_change(third, second):
            told = _which_first(first, second)
            if told is not None and _are_as_long(first.s, second.s):
                base, current = (first.s, second.s) if told else (second.s, first.s)
                yield from _claims(base, current, third.s)
                again = found[place + 3] if place + 3 < len(found) else None
                if again is not None and _told_again(third, again):
                    yield from _claims(base, current, again.s)
        elif _alike(first.s, third.s) and _changes_against(first, second, third):
            yield from _claims(third.s, first.s, second.s)


def _are_as_long(one: Statement, other: Statement) -> bool:
    """Whether two times are as long, where both are told: four months are no base of a year."""
    if one.period is None or other.period is None:
        return True
    return one.period.months == other.period.months


def _alike(one: Statement, other: Statement) -> bool:
    """Whether two numbers are of one kind and thing, whatever their words."""
    if one.type != other.type or one.type not in _STOCKS or one.unit != other.unit:
        return False
    if "target" in (one.status, other.status):
        return False
    if one.indicator != other.indicator and None not in (one.indicator, other.indicator):
        return False
    if one.type == "level" and are_of_other_goods(one, other):
        return False
    return one.unit != "count" or same_noun(noun_of(one), noun_of(other))


def _is_change(change: Placed, level: Placed) -> bool:
    """Whether a change follows a level right away, and is of the same unit or in percent."""
    if not _ON.fullmatch(_YEAR.sub("", change.lead)):
        return False
    if change.s.type == "difference":
        return change.s.unit == level.s.unit
    if change.s.type == "ratio":
        return change.s.unit == "times"
    return change.s.type == "growth" and change.s.unit == "percent"


def _told_again(change: Placed, again: Placed) -> bool:
    """ "tăng 2.700 người, tương đương 8,7%": the change told once more, in percent."""
    if change.s.type != "difference" or again.s.sentence != change.s.sentence:
        return False
    rate = again.s.type == "growth" and again.s.unit == "percent"
    return rate and (again.lead.strip() == "(" or bool(_AGAIN.fullmatch(again.lead)))


def _which_first(first: Placed, second: Placed) -> bool | None:
    """Whether the first of two numbers is the earlier one; None where the words do not say."""
    one, other = first.s.period, second.s.period
    if one is not None and other is not None and one != other:
        moved = other.moved(-1) == one, one.moved(-1) == other
        if any(moved):
            return moved[0]
    if _BASE_BEHIND.fullmatch(first.tail):
        return False
    if _FROM.search(first.lead) and _ONTO.fullmatch(first.tail):
        return True
    years = [_year(first), _year(second)]
    if None not in years and years[0] != years[1]:
        return bool(years[0] < years[1])  # type: ignore[operator]
    if years[0] is None and years[1] is None:
        words = [_time_words(each) for each in (first, second)]
        if _BEGIN.search(words[0]) and _END.search(words[1]):
            return True
        if _END.search(words[0]) and _BEGIN.search(words[1]):
            return False
    return None


def _time_words(each: Placed) -> str:
    """The bracket right behind a number, where there is one: "48.200 người (đầu năm)"."""
    bracket = _BRACKETED.match(each.tail)
    return bracket.group(0) if bracket else each.lead


def _year(each: Placed) -> int | None:
    told = _YEAR.findall(each.lead)
    if not told:
        told = _YEAR.findall(re.split(r"[,;(]", each.tail)[0])
    return int(told[-1]) if told else None


def _changes_against(current: Placed, change: Placed, base: Placed) -> bool:
    """ "0,7 tỷ USD, tăng 0,25 tỷ USD so với mức 0,45 tỷ USD": the level, its change, its base."""
    if not _is_change(change, current) or not _AGAINST.fullmatch(_TIME.sub(" ", change.tail)):
        return False
    if re.search(r"\b(?:và|and)\b[^()]*$", change.tail):
        return False  # "tăng 33,6% so với tháng trước và doanh nghiệp nhà nước 495 nghìn USD"
    plan = re.search(r"kế hoạch|mục tiêu|chỉ tiêu|plan|target", change.tail)
    now, then = current.s.period, base.s.period
    of_a_part = now is not None and then is not None and then.months < now.months
    return plan is None and base.s.start > change.s.end and not of_a_part


def _claims(base: Statement, current: Statement, change: Statement) -> Iterator[Claim]:
    if change.type == "difference":
        yield claim_of("difference", True, current=current, base=base, difference=change)
    elif change.type == "growth":
        yield claim_of("base", True, base=base, level=current, growth=change)
    elif (interval_of(current) / interval_of(base)).meets(interval_of(change)):
        # "tăng 25 lần so với 2,3 tỷ USD" may mean 25 or 26 times as much
        yield claim_of("ratio", True, numerator=current, denominator=base, ratio=change)
