"""Questions put to the words of a clause: which way, against what, of which time."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from hanoi_ct.statements._reading.clauses import Clause, Event
from hanoi_ct.statements._reading.comparisons import Against, against_period
from hanoi_ct.statements._reading.hedges import is_comparand
from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements._reading.when import When
from hanoi_ct.statements.statement import Period

__all__ = [
    "aspect",
    "cumulates_later",
    "direction_said",
    "from_base",
    "from_up",
    "is_base",
    "is_fact",
    "is_level_with",
    "is_not_zero",
    "is_of_the_month",
    "is_open_time",
    "is_past",
    "is_plan_of_quotient",
    "last_segment",
    "later_compare",
    "length",
    "meets",
    "more_or_less",
    "must",
    "names_plan",
    "nearest_direction",
    "printed_compare",
    "said_behind",
    "says_plan",
    "starts_from",
    "tells_structure",
    "than_another",
    "trailing_time",
]

_MORE = ("more", "higher")
_LESS = ("less", "lower", "fewer")
_DONE = ("đã", "mới", "thực hiện", "kết quả", "chỉ đạt")
_JOINED = 2  # words from a time to the one before it: "... và ..."
_TURNS = ("though", "although", "even though", "dù", "mặc dù", "tuy", "trong khi đó", "riêng")
_COMPARATIVES = ("lower", "higher", "kém", "thấp hơn", "cao hơn", "kém hơn", "nhiều hơn", "ít hơn")


def is_not_zero(value: str) -> bool:
    return value.strip("0.") != ""


def length(period: Period | None) -> str:
    return "month" if period is not None and period.months == 1 else "longer"


def last_segment(left: list[Item]) -> list[Item]:
    for place in range(len(left) - 1, -1, -1):
        if left[place].kind == "sign" and left[place].text == ",":
            segment = left[place + 1 :]
            idle = all(item.has("verb.filler", "hedge.over", "hedge.under") for item in segment)
            return left if segment and idle else segment  # "giảm sâu nhất, tới 68,4%"
    return left


def tells_structure(left: list[Item]) -> bool:
    """Whether words before a colon announce shares: "Cơ cấu kinh tế:"."""
    words = " ".join(item.text.casefold() for item in left)
    return any(word in words for word in ("cơ cấu", "tỷ trọng", "tỉ trọng", "structure"))


def says_plan(items: list[Item]) -> bool:
    return any(item.kind == "compare" and item.value.what == "plan" for item in items)


def nearest_direction(items: list[Item]) -> int:
    for item in reversed(items):
        if (
            item.kind in ("compare", "time")
            or item.says(*_COMPARATIVES)
            or item.has("link.neutral")
        ):
            continue
        if item.has("verb.rise") and not item.has("verb.filler"):
            return 1
        if item.has("verb.fall"):
            return -1
    return 0


def aspect(right: list[Item]) -> str | None:
    """ "tăng 5,9% về lượng": the volume or the value of what is spoken of."""
    kinds = ("link.volume", "link.worth", "link.price")
    for place, item in enumerate(right[:4]):
        if (item.has("link.about") or item.says("in", "by")) and place + 1 < len(right):
            after = right[place + 1]
            if after.has(*kinds) and not after.has("indicator"):
                return after.text
    if not right or not right[0].has(*kinds) or right[0].has("indicator"):
        return None
    second = right[1] if len(right) > 1 else None
    ends = second is None or second.kind in ("compare", "time") or second.says("nhưng", "và")
    return right[0].text if ends else None


def direction_said(words: str) -> int:
    words = words.casefold()
    if any(word in words for word in ("tăng", "growth", "rise")):
        return 1
    return -1 if any(word in words for word in ("giảm", "fall", "decline")) else 0


def said_behind(right: list[Item]) -> int:
    """The direction said behind a number: 13,6% là mức tăng của ..., 6.2 percent growth."""
    for place, item in enumerate(right[:3]):
        if item.has("link.about") and (direction := direction_said(item.text)):
            return direction
        if not item.has("verb.rise", "verb.fall") or item.kind in ("compare", "time"):
            continue
        before = right[place - 1] if place else None
        if before is None or before.kind == "compare" or before.says("là", "of", "the", "was", "a"):
            return 1 if item.has("verb.rise") else -1
    return more_or_less(right)


def more_or_less(right: list[Item]) -> int:
    """The direction of a comparative right behind a number: 5.8 points lower than."""
    first = right[0].text.casefold() if right else ""
    if first.startswith((*_MORE, *_LESS)):
        return 1 if first.startswith(_MORE) else -1
    return 0


# "thấp hơn Bắc Ninh khoảng 870 triệu USD": a name between the comparative and the amount
_THAN_NAMED = re.compile(
    r"\b(?:(cao|nhiều|lớn)|thấp|ít|kém|nhỏ) hơn (?:so với )?(?:của |xuất khẩu |nhập khẩu )?"
    r"(?:[A-ZĐ]|cùng kỳ|năm (?:trước|ngoái)|tháng trước|quý trước)[^,.;:()\d]{0,40}"
    r"(?:\([^()]{0,40}\) )?(?:tới |đến |khoảng |gần |hơn |trên )*$"
)


def than_another(clause: Clause, text: str) -> int:
    """The direction of an amount by which something is more than what is named before it."""
    said = _THAN_NAMED.search(text, max(0, clause.item.start - 120), clause.item.start)
    return (1 if said[1] else -1) if said else 0


def meets(left: list[Item]) -> bool:
    """Whether a target is spoken of as met: "vượt mục tiêu", "so với mục tiêu"."""
    for place, item in enumerate(left):
        if item.has("verb.target") and place:
            before = left[place - 1]
            meant = place > 1 and left[place - 2].says("để", "nhằm", "muốn")
            reached = before.says("đạt", "hoàn thành") and not meant  # "để đạt mục tiêu"
            if reached or before.has("verb.exceed", "comparison.versus"):
                return True
    return False


def names_plan(clause: Clause, before: Clause | None = None) -> bool:
    """Whether the number of a clause is the plan's own: "kế hoạch năm 2024 xuất khẩu 5 tỷ".

    Also behind what was attained of it: "33.8% of the annual plan of 695.7 trillion".
    """
    if clause.quantity.unit in ("percent", "percentage_points", "times", None):
        return False
    if is_plan_of_quotient(clause) or (before is None and _is_only_the_plan(clause.left)):
        return True
    if before is not None and before.right and says_plan(before.right[-1:]):
        return [item.text.casefold() for item in clause.left] in (["of"], ["là"], [])
    kinds = ("verb.exceed", "verb.rise", "verb.fall", "comparison.versus")
    if any(item.has(*kinds) for item in clause.left if not item.has("comparison.plan")):
        return False
    plans = [
        k
        for k, item in enumerate(clause.left)
        if item.kind == "compare" and item.has("comparison.plan")
    ]
    behind = clause.left[plans[-1] + 1 :] if plans else []
    parts = [i for i in behind if is_open_time(i) and (i.value.first, i.value.last) != (1, 12)]
    return bool(plans) and not parts and not any(i.has("verb.equal") for i in behind)


def _is_only_the_plan(left: list[Item]) -> bool:
    """ "So với kế hoạch năm 96.000 tỷ đồng, quý I đạt": nothing but the plan leads to it."""
    return len(left) == 1 and says_plan(left)


def is_plan_of_quotient(clause: Clause) -> bool:
    """ "3.127 tỷ đồng/6.870 tỷ đồng kế hoạch": what is attained, over the plan."""
    over = [item.text.casefold() for item in clause.left] in (["/"], ["trên"], ["trên tổng số"])
    return over and says_plan(clause.right[:2])


def must(left: list[Item]) -> bool:
    """Whether a number is one that is needed: "4 tháng cuối năm phải xuất khẩu 3,4 tỷ"."""
    last = left[-4:]
    spends = any(item.says("nhập khẩu", "chi", "chi tới") for item in left[-3:])
    if spends and any(item.says("tới", "đến", "hết") for item in left[-2:]):
        return False  # "phải nhập khẩu tới 1.012 triệu USD": what was done, with regret
    return any(item.says("phải", "cần", "cần phải", "must", "needs to") for item in last)


def is_fact(left: list[Item], planned: bool) -> bool:
    """Whether a clause tells what was done at a time of its own: "10 tháng đã đạt".

    Behind a plan's own number any part of the year is one.
    """
    until_now = any(item.says("đến nay", "tới nay", "tính đến nay", "so far") for item in left)
    timed = until_now or any(is_open_time(item) for item in left)
    part = any(is_open_time(i) and (i.value.first, i.value.last) != (1, 12) for i in left)
    done = (planned and part) or any(item.text.casefold().startswith(_DONE) for item in left)
    return timed and (done or any(item.has("hedge.estimate") for item in left))


def from_base(clause: Clause) -> bool:
    """ "giảm từ 3,354 tỷ USD xuống": the number a change starts from."""
    last = clause.left[-1] if clause.left else None
    if last is None or clause.quantity.high:
        return False
    if last.says("tăng từ", "giảm từ"):
        return True
    return (
        last.says("từ", "from") and any(item.has("verb.rise", "verb.fall") for item in clause.left)
    ) or (last.says("từ") and len(clause.left) > 1 and clause.left[-2].text == ",")


def starts_from(clause: Clause) -> bool:
    """ "up 12% from 46.7 trillion a year earlier", "so với mức 2,1 tỷ của cùng kỳ"."""
    behind = [item for item in clause.left if not item.has("verb.filler", "verb.reach")]
    return bool(behind) and (
        behind[-1].says("from", "từ", "so với", "so với mức") or behind[-1].has("comparison.versus")
    )


def from_up(clause: Clause) -> bool:
    words = " ".join(item.text.casefold() for item in clause.right[:2])
    return words.startswith("trở lên")


def is_base(right: list[Item], item: Item) -> bool:
    """Whether "cùng kỳ" behind a number is whose number it is: "mức tăng 9,5% của cùng kỳ"."""
    place = right.index(item)
    if place > 1 and right[place - 2].text.casefold().endswith(" than"):
        return False  # "14.5 percent more than in the same period": compared with it
    return place > 0 and right[place - 1].has("comparison.before_base")


def _place_of(items: list[Item], when: When) -> int:
    return next((k for k, item in enumerate(items) if item.value is when), 0)


def is_level_with(left: list[Item], when: When) -> bool:
    """ "Exports ..., equal to the same period last year, and imports of": told of the exports."""
    place = _place_of(left, when)
    behind = left[place + 1 :]
    equals = place > 0 and left[place - 1].has("verb.equal")
    return equals and any(each.text == "," for each in behind)


def goes_on(items: list[Item], when: When) -> bool:
    """ "So với tháng trước và cùng kỳ năm trước, ...": a second time that is compared with."""
    place = _place_of(items, when)
    if place < _JOINED or not items[place - 1].says("và", "and", "cũng như"):
        return False
    first = items[place - _JOINED]
    return first.kind == "compare" or (first.kind == "time" and first.value.refers == "same")


def is_aside(left: list[Item], when: When) -> bool:
    """Whether a time is told for its clauses alone: "; riêng quý 3 tăng 7,6%, hơn quý 2"."""
    place = _place_of(left, when)
    led = left[place - 1] if place else None
    if place + 1 < len(left) and left[place + 1].says("alone"):
        return True
    return led is not None and led.text.casefold().endswith(("riêng", "hơn", "than"))


def is_past(when: When, year: int | None) -> bool:
    return when.year is not None and year is not None and when.year < year


def printed_compare(clause: Clause, is_ratio: bool) -> Against | None:
    for item in clause.right:
        if item.kind == "compare":
            return cast(Against, item.value)
        if (
            item.kind == "time"
            and item.value.refers
            in ("same", *(("last_year", "previous_month") if is_ratio else ()))
            and (is_ratio or not is_base(clause.right, item))
        ):
            return Against("time", item.value)
    for item in clause.left:
        if item.kind == "compare" and item.value.what != "plan":
            return cast(Against, item.value)
    return None


def later_compare(events: list[Event]) -> Against | None:
    """The first comparison with a time that the sentence prints anywhere."""
    for event in events:
        if event.clause is None:
            continue
        for item in event.clause.right:
            if item.kind == "compare" and item.value.what != "plan":
                return cast(Against, item.value)
    return None


def trailing_time(events: list[Event], known: bool) -> When | None:
    """The time of a sentence that stands behind its numbers only.

    Where a period is known from before, a time that leads up to a later number is of that number:
    "tăng 4,5%, đưa mức tăng 7 tháng lên 12,1%".
    """
    numbers, turns = 0, False
    for event in events:
        items = event.clause.left if event.clause is not None else event.left
        for item in items:
            if is_open_time(item):
                return None if known and numbers else cast(When, item.value)
        if event.clause is not None:
            numbers += 1
            turns = turns or (numbers > 1 and any(i.says(*_TURNS) for i in event.clause.left))
            left = event.clause.left
            if any(is_comparand(left, k) for k in range(len(left))):
                continue  # "thấp hơn mức tăng 11,9% năm 2013": of that year alone
            for item in event.clause.right:
                if is_open_time(item):
                    return None if known and turns else cast(When, item.value)
    return None


def cumulates_later(events: list[Event]) -> bool:
    """Whether a later clause says "lũy kế" of no months, and none before it names a time."""
    numbers = 0
    for event in events:
        clause = event.clause
        for item in clause.left if clause is not None else event.left:
            if item.kind == "time" and item.value.refers not in ("same", "last_year", "date"):
                return bool(numbers) and item.value.refers == "to_date"
        if clause is not None:
            numbers += 1
            if any(is_open_time(item) for item in clause.right):
                return False
    return False


def is_open_time(item: Item) -> bool:
    if item.kind != "time":
        return False
    when = cast(When, item.value)
    return when.refers is None and not when.is_date and not when.shift


def is_of_the_month(events: list[Event], later: Against | None, period: Period | None) -> bool:
    """Whether a sentence behind a cumulated period compares with the month before its last."""
    if later is None or period is None or period.months == 1 or not period.start.endswith("-01"):
        return False
    for event in events:
        clause = event.clause
        items = event.left if clause is None else [*clause.left, *clause.right]
        if any(item.kind == "time" for item in items):
            return False
    month = replace(period, start=period.end)
    return against_period(later, month) == "previous_month"
