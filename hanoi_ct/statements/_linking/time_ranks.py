"""Words of rank over time and places in an order: "cao nhất từ năm 2015", "đứng thứ hai"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import Placed
from hanoi_ct.statements.statement import Claim, Period, Statement

__all__ = ["of_places", "of_records"]

_HIGHEST = r"cao nhất|lớn nhất|nhiều nhất|kỷ lục|mạnh nhất|highest|largest|biggest|record|strongest"
_LOWEST = r"thấp nhất|nhỏ nhất|ít nhất|lowest|smallest|weakest"
_SPAN = (
    r"(?:kể |tính )?từ (?:khi |đầu |tháng |quý |năm |trước )|(?:trong|của) (?:vòng |suốt )?"
    r"(?:\d+|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nhiều|các) (?:năm|tháng|quý)|từ trước|"
    r"từ trước (?:tới|đến) nay|lịch sử|trong năm|since|in (?:the (?:past|last) )?(?:\d+|two|three|"
    r"four|five|six|seven|eight|nine|ten|many) (?:years|months|quarters)|on record|of the year|"
    r"ever|this year"
)
_RECORD = re.compile(rf"\b({_HIGHEST})\b|\b({_LOWEST})\b")
_OVER_TIME = re.compile(rf"[^;.:]{{0,40}}?\b(?:{_SPAN})")
_ELSEWHERE = re.compile(
    r"\b(?:một trong|one of|trong số|thứ|thuộc nhóm|mục tiêu|second|third)\b|cả nước|khu vực|"
    r"các năm|cùng kỳ|\bsame (?:period|quarter|month)\b"
)
_YEAR = re.compile(r"\b(?:từ|since)\s+(?:năm\s+|tháng\s+\d+/)?((?:19|20)\d\d)\b")
_YEARS = re.compile(
    r"\b(?:trong|of|của|in)\s+(?:vòng\s+|suốt\s+|the past\s+|the last\s+)?(\d+|hai|ba|bốn|năm|sáu|"
    r"bảy|tám|chín|mười|two|three|four|five|six|seven|eight|nine|ten)\s+(năm|tháng|quý|years|"
    r"months|quarters)\b"
)
_NUMBERS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
_NUMBERS |= {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_NUMBERS |= {"nine": 9, "mười": 10, "ten": 10}
_THIS_YEAR = re.compile(r"\b(?:từ đầu năm|trong năm|this year|of the year)\b")
_THIS = re.compile(r"\s*(?:đây|mức (?:tăng )?này|con số này|kết quả này|this|it)\b")
_REACH = 30


def of_records(found: Sequence[Placed]) -> Iterator[Claim]:
    """A number called the highest or lowest of some time, against those of that time."""
    for place, each in enumerate(found):
        s = each.s
        if s.type not in ("level", "growth", "count") or s.period is None or s.status == "target":
            continue
        told = _told(each) or _told_behind(found, place)
        if told is None:
            continue
        least, words = told
        others = [o for o in _same_series(found, place) if _within(s.period, o.period, words)]
        if not others:
            continue
        if least:
            for other in others:
                yield claim_of("rank", True, largest=other, others=[s])
        else:
            yield claim_of("rank", True, largest=s, others=others)


def _told(each: Placed) -> tuple[bool, str] | None:
    """Whether a number is called the lowest, and the words that tell of which time."""
    behind = each.tail.split(";")[0]
    rank = _RECORD.search(behind)
    if rank is None or rank.start() > 60:
        behind = re.split(r"[;,:(]", each.lead)[-1]
        rank = _RECORD.search(behind)
    if rank is None:
        return None
    records = rank.group(0) in ("kỷ lục", "record")
    if not records and not _OVER_TIME.match(behind[rank.end() :]):
        return None
    if _ELSEWHERE.search(behind[: rank.end() + 50]):
        return None
    return rank.group(2) is not None, behind[rank.start() :]


def _told_behind(found: Sequence[Placed], place: int) -> tuple[bool, str] | None:
    """ "... tăng 6,27%. Đây là mức thấp nhất trong ba năm (...)": said in the next sentence."""
    if place + 1 >= len(found):
        return None
    s, after = found[place].s, found[place + 1]
    if after.s.sentence != s.sentence + 1 or after.s.paragraph != s.paragraph:
        return None
    words, opened, _ = after.lead.partition("(")
    if not opened or not _THIS.match(words):
        return None
    return _told(replace(found[place], tail=words, lead=""))


def _same_series(found: Sequence[Placed], place: int) -> Iterator[Statement]:
    """The numbers of the same thing at other times that stand near."""
    first = found[place].s
    for each in found[max(0, place - _REACH) : place + _REACH]:
        s = each.s
        same = (s.type, s.unit, s.comparison, s.basis, (s.subject or "").casefold()) == (
            first.type,
            first.unit,
            first.comparison,
            first.basis,
            (first.subject or "").casefold(),
        )
        if same and s is not first and s.status != "target":
            yield s


def _within(now: Period | None, other: Period | None, words: str) -> bool:
    """Whether another period is of the same length, earlier, and in the time that is named."""
    if now is None or other is None or now.months != other.months or now == other:
        return False
    known = now.year is not None and other.year is not None
    if not known and now.years != other.years:
        return False
    if (other.year or 0, other.years, other.end[-2:]) > (now.year or 0, now.years, now.end[-2:]):
        return False
    if _THIS_YEAR.search(words):
        return (now.year, now.years) == (other.year, other.years)
    since = _YEAR.search(words)
    if since is not None:
        return other.year is not None and other.year >= int(since.group(1))
    last = _YEARS.search(words)
    if last is None:
        return True
    count = int(_NUMBERS.get(last.group(1), 0) or last.group(1))
    return _months_apart(now, other) < count * _MONTHS[last.group(2)]


_MONTHS = {"năm": 12, "tháng": 1, "quý": 3, "years": 12, "months": 1, "quarters": 3}


def _months_apart(now: Period, other: Period) -> int:
    years = (now.year or 0) - (other.year or 0) + now.years - other.years
    return 12 * years + int(now.end[-2:]) - int(other.end[-2:])


_ORDINAL = re.compile(
    r"\b(?:(?:đứng|xếp|ở|giữ)\s+(?:ở\s+)?(?:vị trí\s+|hạng\s+)?(?:thứ\s+)?|(?:vị trí\s+)?thứ\s+|"
    r"(?:ranked|ranking|came|was|is|placed|in)\s+)(hai|nhì|ba|tư|bốn|năm|\d|second|third|fourth|fifth)\b"
)
_FIRST = re.compile(
    r"\b(?:dẫn đầu|đứng đầu|đứng thứ nhất|ở vị trí thứ nhất|lớn nhất|led the|topped the|ranked "
    r"first|the largest|the biggest|the top)\b"
)
_PLACES = {"hai": 2, "nhì": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5}
_PLACES |= {"second": 2, "third": 3, "fourth": 4, "fifth": 5}
_AFTER = re.compile(r"^[\s,]*(?:chỉ\s+)?(?:sau|behind|after|only behind)\s+[^,;.()]{2,40}[\s(]*$")


def of_places(found: Sequence[Placed]) -> Iterator[Claim]:
    """Numbers that hold places in one order: each is at least the one that comes next."""
    run: list[tuple[int, Statement]] = []
    for place, each in enumerate(found):
        s = each.s
        if s.type not in ("level", "count") or s.status == "target":
            continue
        if run and not _one_order(run[-1][1], s):
            yield from _in_order(run)
            run = []
        rank = _place_of(each, found[place - 1] if place else None)
        if rank is not None:
            run.append((rank, s))
    yield from _in_order(run)


def _one_order(before: Statement, s: Statement) -> bool:
    return (before.unit, before.type, before.period, before.paragraph) == (
        s.unit,
        s.type,
        s.period,
        s.paragraph,
    )


def _place_of(each: Placed, before: Placed | None) -> int | None:
    """The place that the words beside a number give it; 1 for what the second stands behind."""
    if before is not None and before.s.sentence == each.s.sentence:
        told = _ORDINAL.search(before.tail)
        if told is not None and _AFTER.match(before.tail[told.end() :]):
            return _number(told) - 1 if _number(told) == 2 else None
    clause = re.split(r"[;(]", each.lead.rstrip(" ("))[-1]
    hits = list(_ORDINAL.finditer(clause))
    if hits and re.fullmatch(r",?\s*(?:[^,)]*)", clause[hits[-1].end() :]):
        return _number(hits[-1])
    behind = _ORDINAL.search(each.tail[:40].split(";")[0])
    if behind is not None and re.fullmatch(
        r"[\s,]*(?:[^\W\d]+\s){0,2}", each.tail[: behind.start()]
    ):
        rest = each.tail[behind.end() :].strip()
        if not rest or rest[0] in ",;.()" or rest.startswith(("sau", "behind", "after", "cả")):
            return _number(behind)
    return 1 if _FIRST.search(clause) else None


def _number(told: re.Match[str]) -> int:
    word = told.group(1)
    return _PLACES.get(word) or int(word)


def _in_order(run: list[tuple[int, Statement]]) -> Iterator[Claim]:
    """Each number against those of the places behind it."""
    ranked = sorted(run, key=lambda held: held[0])
    if len({rank for rank, _ in ranked}) < len(ranked):
        return
    for k, (_, s) in enumerate(ranked[:-1]):
        yield claim_of("rank", True, largest=s, others=[ranked[k + 1][1]])
