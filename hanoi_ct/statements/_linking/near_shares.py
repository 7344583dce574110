"""Shares of a whole that is named by pointing at it: "trong số đó", "of the total"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import Placed, near, noun_of, same_noun
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_shares"]

_OF_THAT = re.compile(
    r"\s*(?:trong số (?:đó|này)|trong đó|số (?:đó|này)|of (?:that|this|which|these|it)|of the "
    r"(?:total|sum|amount|figure)|tổng số(?: này| đó)?|trong tổng số)\b"
)
_OF_TOTAL = re.compile(
    r"\s*(?:of (?:the|its|their) (?:total|whole|overall)|of total|of all|tổng số|"
    r"(?:của |trong )?tổng|toàn (?:tỉnh|ngành|thành phố)|trong số (?:đó|này))\b"
)
# What may stand between "hai phần ba trong số đó" and the amount that it is.
_AMOUNTS_TO = re.compile(
    rf"{_OF_THAT.pattern}[\s,(\[–-]*(?:(?:hay|tức|tương đương|với|đạt|là|có|ước|khoảng|gần|hơn|"
    r"trên|or|about|around|nearly|almost|over|more than|some|worth|equal to|equivalent to)\s*)*"
)
_OUT_OF = re.compile(r"\b(?:trong(?: tổng)?(?: số)?|out of|of|of the)\s*$")
_ON_A_TOTAL = re.compile(
    r"\s*(?:trên (?:tổng(?: số)?|doanh thu|số|vốn|kim ngạch|diện tích)|"
    r"trong tổng (?:số|kim ngạch|vốn|mức)|out of (?:a total(?: of)?)?)[^.,;:()\d]{0,30}"
)
_INSIDE = re.compile(r"\b(?:trong đó|riêng|of which|including|gồm|of this|of these)\b")
_POINTED = re.compile(r"\s*(?:con số|tổng số|số|mức|tổng) (?:này|đó|trên)\b|\s*of (?:this|that)\b")
_SAID_SO = re.compile(
    r"[\s,(]*(?:tương ứng|tương đương|hay|tức(?: là)?|or|equivalent to|equal to)(?: với| đạt)?\s*"
    r"(?:khoảng|gần|hơn|trên|about|nearly|over)?\s*"
)
_NAMED = re.compile(
    r"\s*(?:of (?:their |its |the |total |all )*)?(doanh thu|vốn đầu tư|vốn|giá trị sản xuất|"
    r"sản lượng|diện tích|lao động|kim ngạch|thu ngân sách|revenues?|capital|sales|output|"
    r"turnover|value)"
    r"(?: của (?:khu|tỉnh|họ|toàn tỉnh))?\s*(?:[,;.)]|$)"
)
_A_TOTAL = re.compile(
    r"\s*(?:of|trong|của)?\s*[^,;.()\d]{0,30}?\b(?:total|all|tổng(?: số)?)\b[^,;.()\d]{0,40}\(?"
)
_IS_BASE = re.compile(r"\b(?:from|so với|từ|against|mức)\s*(?:mức\s*)?$")
_ROUNDING = Decimal("0.3")  # points that the rounding of one share may leave
_ROW = 12  # statements of one sentence
_NEAR = 60
_PARTS = ("level", "count")


def of_shares(found: Sequence[Placed], taken: Collection[str]) -> Iterator[Claim]:
    """A share that no total was found for by its subject, with part and whole by their order."""
    wholes: dict[int, Statement] = {}
    divided: dict[str, tuple[Statement, list[tuple[Statement, Statement]]]] = {}
    for place, each in enumerate(found):
        share = each.s
        if share.type != "share" or share.unit != "percent" or share.id in taken:
            continue
        out = _out_of_a_total(found, place)
        if out is not None:
            beside = [e.s for e in found[max(0, place - 2) : place + 3]]
            (total,) = out.statements["total"]
            wholes[share.sentence] = next(s for s in beside if s.id == total)
            yield out
            continue
        points = _OF_THAT.match(each.tail)
        if points is not None and place + 1 < len(found) and place:
            claim = _before_its_part(found, place)
            if claim is not None:
                yield claim
                continue
        again = _told_as_amount(found, place) or _total_behind(found, place)
        again = again or _of_what_is_counted(found, place)
        if again is not None:
            yield again
            continue
        if place < 2 or not _right_behind(found, place):
            continue
        part = found[place - 1].s
        out_of = _OUT_OF.search(found[place - 2].lead) and found[place - 2].s.type == "count"
        of_that = _OF_THAT.match(found[place - 1].tail)
        named = out_of or of_that or _OF_TOTAL.match(each.tail)
        whole = _whole_of(found, place) if named else None
        whole = whole or _counted_before(found, place) or _named_whole(found, place)
        whole = whole or _set_out(found, place)
        if whole is None and not re.match(r"\s*(?:of|của)\b", each.tail):
            whole = wholes.get(share.sentence)
        if whole is not None and whole.unit == part.unit and whole.period == part.period:
            wholes[share.sentence] = whole
            divided.setdefault(whole.id, (whole, []))[1].append((part, share))
            yield claim_of("share", True, part=part, total=whole, share=share)
    for whole, parts in divided.values():
        yield from _all_of_it(whole, parts)


def _all_of_it(whole: Statement, parts: list[tuple[Statement, Statement]]) -> Iterator[Claim]:
    """Parts whose shares come to 100 are all there are: they add up to their whole."""
    over = sum((Decimal(share.value) for _, share in parts), Decimal(-100))
    if len(parts) > 1 and abs(over) <= _ROUNDING * len(parts):
        yield claim_of("sum", True, total=whole, parts=[part for part, _ in parts])


def _set_out(found: Sequence[Placed], place: int) -> Statement | None:
    """ "Trong tổng kim ngạch 640 triệu USD, FDI đóng góp 512 triệu USD (80%), ..."."""
    part, first = found[place - 1].s, place - 2
    while first > 0 and found[first - 1].s.sentence == part.sentence and place - first < _ROW:
        first -= 1
    whole = found[first].s
    alike = (whole.type, whole.unit, whole.sentence) == (part.type, part.unit, part.sentence)
    opened = re.match(r"\s*(?:trong|of|out of)\b[^,;]*$", found[first].lead)
    if part.type == "count" and not same_noun(noun_of(whole), noun_of(part)):
        return None
    return whole if alike and opened and whole.status != "target" else None


def _out_of_a_total(found: Sequence[Placed], place: int) -> Claim | None:
    """ "Chiếm hơn ba phần tư, đạt 3,05 tỷ USD trên tổng số 3,92 tỷ USD": share, part, total."""
    share = found[place].s
    for first in (place + 1, place - 2):
        if first < 0 or first + 1 >= len(found):
            continue
        part, total = found[first], found[first + 1]
        if not part.s.sentence == total.s.sentence == share.sentence:
            continue
        alike = (part.s.type, part.s.unit) == (total.s.type, total.s.unit)
        if alike and part.s.type in _PARTS and _ON_A_TOTAL.fullmatch(part.tail):
            return claim_of("share", True, part=part.s, total=total.s, share=share)
    return None


def _before_its_part(found: Sequence[Placed], place: int) -> Claim | None:
    """ "Nhập khẩu 9,3 tỷ USD. Hai phần ba trong số đó, khoảng 6,2 tỷ USD, ..."."""
    share, part, whole = found[place], found[place + 1], found[place - 1]
    if part.s.type not in _PARTS or part.s.sentence != share.s.sentence:
        return None
    if part.s.start - share.s.end > _NEAR or not _AMOUNTS_TO.fullmatch(share.tail):
        return None
    k = place - 1
    while k > 0 and (
        whole.s.type in ("growth", "attainment", "difference") or _IS_BASE.search(whole.lead)
    ):
        k -= 1
        whole = found[k]
    if whole.s.paragraph != share.s.paragraph or share.s.sentence - whole.s.sentence > 1:
        return None
    if (whole.s.type, whole.s.unit) != (part.s.type, part.s.unit) or whole.s.status == "target":
        return None
    return claim_of("share", True, part=part.s, total=whole.s, share=share.s)


def _told_as_amount(found: Sequence[Placed], place: int) -> Claim | None:
    """ "840 triệu kWh, trong đó công nghiệp chiếm 2/3, tương ứng 560 triệu kWh"."""
    if not 0 < place < len(found) - 1:
        return None
    whole, share, part = found[place - 1].s, found[place].s, found[place + 1].s
    alike = (whole.type, whole.unit) == (part.type, part.unit) and part.type in _PARTS
    if not alike or not whole.sentence == share.sentence == part.sentence:
        return None
    inside = _INSIDE.search(found[place].lead)
    pointed = _POINTED.match(found[place].tail)
    tail = found[place].tail[pointed.end() :] if pointed else found[place].tail
    if not (inside or pointed) or not _SAID_SO.fullmatch(tail):
        return None
    return claim_of("share", True, part=part, total=whole, share=share)


def _total_behind(found: Sequence[Placed], place: int) -> Claim | None:
    """ "1,26 tỷ kWh, hơn một nửa của tổng 2,3 tỷ kWh": part, share, total."""
    if not 0 < place < len(found) - 1 or not _right_behind(found, place):
        return None
    part, share, total = (found[k].s for k in (place - 1, place, place + 1))
    alike = (part.type, part.unit) == (total.type, total.unit) and part.type in _PARTS
    if alike and total.sentence == share.sentence and _A_TOTAL.fullmatch(found[place].tail):
        return claim_of("share", True, part=part, total=total, share=share)
    return None


def _of_what_is_counted(found: Sequence[Placed], place: int) -> Claim | None:
    """ "Hai phần ba trong số 186 dự án, tức 124 dự án, đã đi vào hoạt động"."""
    if place + 2 >= len(found):
        return None
    share, total, part = found[place : place + 3]
    alike = (total.s.type, total.s.unit) == (part.s.type, part.s.unit) and total.s.type in _PARTS
    if not alike or not share.s.sentence == total.s.sentence == part.s.sentence:
        return None
    of = re.fullmatch(r"\s*(?:trong(?: tổng)?(?: số)?|của|of(?: the)?)\s*", share.tail)
    again = re.search(r"[,(]\s*(?:tức|hay|or|tương đương|tương ứng)\b[^,;.\d]{0,20}$", total.tail)
    if not of or not again:
        return None
    return claim_of("share", True, part=part.s, total=total.s, share=share.s)


def _counted_before(found: Sequence[Placed], place: int) -> Statement | None:
    """ "18.450 người, trong đó lao động nữ 11.070 người, chiếm 60%": what a part was cut from."""
    part, k = found[place - 1], place - 2
    if not _INSIDE.search(part.lead):
        return None
    while k > 0 and place - k < _ROW and _is_aside(found[k], part):
        k -= 1  # a rate, a change, a base in a bracket
    whole = found[k].s
    if whole.sentence != part.s.sentence or _is_aside(found[k], part):
        return None
    if (whole.type, whole.unit) != (part.s.type, part.s.unit) or whole.status == "target":
        return None
    if not re.match(r"\s*(?:[,;.)]|$)", found[place].tail):
        return None  # a share of another whole
    counts = part.s.type == "count"
    return whole if not counts or same_noun(noun_of(whole), noun_of(part.s)) else None


def _is_aside(each: Placed, part: Placed) -> bool:
    """Whether a number tells of the one before it: a rate, a change, what it was before."""
    told = each.s.type in ("growth", "difference", "attainment", "ratio")
    return told or each.s.depth > part.s.depth or bool(_IS_BASE.search(each.lead))


def _named_whole(found: Sequence[Placed], place: int) -> Statement | None:
    """ "... chiếm 60,7% doanh thu": the only level before that is called so."""
    told = _NAMED.match(found[place].tail)
    part = found[place - 1].s
    if told is None:
        return None
    name = re.compile(rf"\b{re.escape(told.group(1).strip())}\b")
    fit = [
        found[k]
        for k in near(found, place, 1)
        if k < place - 1
        and (found[k].s.type, found[k].s.unit) == (part.type, part.unit)
        and found[k].s.period == part.period
        and name.search((found[k].s.subject or "").casefold())
    ]
    if name.search((part.subject or "").casefold()):
        return None
    if len(fit) > 1:  # last year's number stands behind a change
        fit = [each for each in fit if not _IS_BASE.search(each.lead)]
    return fit[0].s if len(fit) == 1 else None


def _right_behind(found: Sequence[Placed], place: int) -> bool:
    """Whether a share is told of the level right before it."""
    share, part = found[place], found[place - 1].s
    if part.type not in _PARTS or part.sentence != share.s.sentence or part.status == "target":
        return False
    return len(share.lead) <= _NEAR and not re.search(r"[;:.]", share.lead)


def _whole_of(found: Sequence[Placed], place: int) -> Statement | None:
    """The only larger number of the same unit before a part, in its sentence or the one before."""
    part = found[place - 1].s
    around = [found[k].s for k in near(found, place, 1) if k < place - 1]
    alike = [s for s in around if (s.type, s.unit) == (part.type, part.unit)]
    fit = [s for s in alike if s.period == part.period and s.status != "target"]
    outer = [s for s in fit if s is found[place - 2].s and _OUT_OF.search(found[place - 2].lead)]
    for tier in (
        outer,
        [s for s in fit if s.sentence == part.sentence],
        [s for s in fit if s.sentence < part.sentence],
    ):
        if tier:
            return tier[0] if len(tier) == 1 else None
    return None
