"""Parts that one sentence lists behind their total, whatever they are called.

"Đàn lợn có 1,2 triệu con, gồm 0,9 triệu con lợn thịt và 0,3 triệu con lợn nái": where no subject is
known to the thesaurus, the words "gồm", "trong đó" and the order of the numbers link them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from decimal import Decimal

from hanoi_ct.statements._linking.cells import ON_YEAR, claim_of
from hanoi_ct.statements._linking.groups import are_all_there_is
from hanoi_ct.statements._linking.near import fall_short, noun_of, same_noun
from hanoi_ct.statements.figures_read import added_up
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["of_listed_parts"]

_CLOSED = r"\b(?:bao gồm|gồm có|gồm|chia ra|consisting of|comprising|made up of)\b"
_OPEN = r"\b(?:trong (?:số )?(?:đó|này)|cụ thể|(?:xét|chia|phân) theo|of which|of this|of these)\b"
_MARK = re.compile(rf"(?P<closed>{_CLOSED})|{_OPEN}|:(?=\s)", re.IGNORECASE)
_NOT_ALL = re.compile(
    r"…|\.\.|\b(?:như|chủ yếu|điển hình|tiêu biểu|mainly|such as|v\.v)\b", re.IGNORECASE
)
_NARROWER = re.compile(r"\b(?:trong đó|riêng|bao gồm|gồm|of which|including)\b", re.IGNORECASE)
_OF_WHAT = re.compile(
    r"\s*(?:[,;.)]|$|\b(?:tổng|trong tổng|và|of the total)\b|\s(?:tăng|giảm)\b)", re.IGNORECASE
)
_NEXT = re.compile(rf"[^.\n]{{0,80}}\.\s+(?:{_CLOSED}|{_OPEN})", re.IGNORECASE)
_NAME = re.compile(
    r"[^,.;:()\d%\n]{0,40},\s+(?!(?:tăng|giảm|chiếm|bằng|đạt|so|trong|với|còn|nhưng|up|down|and|while|"
    r"an?|accounting|compared)\b)[^\W\d][^,.;:()\d%\n]{2,40}(?:[.;]|\n|$)"
)
_GOES_ON = re.compile(r"…|\.\.\.")
_LAST = re.compile(r"\bcòn lại\b|\bthe (?:rest|remaining)\b", re.IGNORECASE)
_WITHIN = re.compile(
    r"\b(?:trong|of)\s+(?:tổng|tổng số|the total)\b[^,.;()\d]{0,30}$", re.IGNORECASE
)
_MOST = 20
_NEAR = Decimal("0.03")


@dataclass(slots=True)
class _Part:
    level: Statement
    growth: Statement | None = None
    share: Statement | None = None


@dataclass(slots=True)
class _List:
    total: _Part
    closed: bool
    opened: bool = True  # whether a word begins the list; else only a named rest makes it one
    clause: bool = False  # whether it ends where another clause begins: its total is of a list
    parts: list[_Part] = field(default_factory=list)


def of_listed_parts(reading: Reading, known: Set[str], shared: Set[str]) -> Iterator[Claim]:
    """Sums, shares and weighted rates of lists whose numbers are in no sum yet.

    Parameters
    ----------
    reading : Reading
    known : set of str
        Ids of the statements that sums by subject hold already.
    shared : set of str
        Ids of the shares that are held against a total already.
    """
    places = {s.id: k for k, s in enumerate(reading.statements)}
    for found in _lists(reading):
        levels = [p.level for p in found.parts]
        if len(levels) < 2 or not (found.opened or found.closed):
            continue
        whole = found.total.level
        if known & {s.id for s in (whole, *levels)}:
            yield from _shares(reading, found, shared)
            continue
        apart = abs(whole.amount - added_up(levels))
        found.closed = found.closed or are_all_there_is(levels)
        found.closed = found.closed and not _names_more(reading, levels[-1])
        if not found.closed and found.opened and fall_short(whole, levels):
            more = _in_the_next_sentence(reading, found, places[levels[-1].id])
            yield claim_of("part_of", False, total=whole, parts=more)
        if not (found.closed or apart <= _NEAR * whole.amount):
            continue
        yield claim_of("sum", found.closed, total=whole, parts=levels)
        yield from _shares(reading, found, shared)
        yield from _weighed(found)


def _names_more(reading: Reading, last: Statement) -> bool:
    """Whether a list goes on with a name without a number: "30 ha phòng hộ, rừng đặc dụng"."""
    return bool(_NAME.match(reading.text[last.end : last.end + 100]))


def _weighed(found: _List) -> Iterator[Claim]:
    """The rate of the total from those of the parts, where all are on one time."""
    growths = [p.growth for p in found.parts if p.growth is not None]
    growth = found.total.growth
    if growth is None or len(growths) < len(found.parts):
        return
    levels = [p.level for p in found.parts]
    whole = found.total.level
    near = abs(whole.amount - added_up(levels)) <= _NEAR * whole.amount
    if near and {g.comparison for g in growths} == {growth.comparison}:
        closed = found.closed or not fall_short(whole, levels)
        yield claim_of("weighted_growth", closed, growth=growth, levels=levels, growths=growths)


def _in_the_next_sentence(reading: Reading, found: _List, place: int) -> list[Statement]:
    """The parts of an open list with those that the sentence behind it goes on with.

    "Trong đó thủy điện 29 tỷ kWh; nhiệt điện 81 tỷ kWh. Năng lượng tái tạo 6 tỷ kWh": as far as
    they fit into their total.
    """
    whole, parts = found.total.level, [p.level for p in found.parts]
    added = added_up(parts)
    before = parts[-1]
    for s in reading.statements[place + 1 : place + 1 + _MOST]:
        between, before = reading.text[before.end : s.start], s
        if s.sentence == parts[-1].sentence == found.parts[-1].level.sentence:
            continue
        if s.paragraph != whole.paragraph or s.sentence - found.parts[-1].level.sentence > 1:
            break
        alike = (s.type, s.unit, s.period) == (whole.type, whole.unit, whole.period)
        if not alike or s.status == "target" or _NARROWER.search(between):
            continue
        added += s.amount
        if added > whole.amount:
            break
        parts.append(s)
    return parts


def _shares(reading: Reading, found: _List, shared: Set[str]) -> Iterator[Claim]:
    """The shares of the parts that name no other whole."""
    for part in found.parts:
        share = part.share
        if share is not None and share.id not in shared and _of_the_total(reading, share):
            yield claim_of("share", part=part.level, total=found.total.level, share=share)


def _lists(reading: Reading) -> Iterator[_List]:
    """The total of a sentence and the levels of its unit behind a word that begins a list."""
    current: _List | None = None
    total: _Part | None = None
    last: _Part | None = None  # the last level: a list within the sentence is of it
    before: Statement | None = None
    levels: list[_Part] = []  # of the sentence: a list of the next one may be of one of them
    lead = ""  # the words before a number, and before the count that it is told of
    parted = inner = False  # whether a semicolon stands before the last level, and its own list
    for s in reading.statements:
        fresh = before is None or s.sentence != before.sentence
        between = reading.text[before.end : s.start] if before is not None else ""
        if fresh:
            if current is not None:
                yield current
            current = last = None
            total = _only_one(levels, s) if _NEXT.match(between) else None
            levels = []
            lead = ""
            inner = False
        before = s
        inside = current is not None and current.parts and s.depth > current.parts[-1].level.depth
        narrower = not inside and _NARROWER.search(between)  # what a bracket tells is passed over
        ended = _GOES_ON.search(between) or (current and current.clause and ";" in between)
        if current is not None and (ended or narrower or _is_marked(last, s, between)):
            inner = bool(narrower) and parted
            current.parts = [] if len(current.parts) < 2 else current.parts
            yield current
            current, total = None, None if ended else last
        lead += between
        if current is None and total is not None and s.type in ("level", "count"):
            current = _begun(reading, total, s, lead)
            if current is not None:
                current.clause = inner
        if current is not None:
            _take(current, s)
            if len(current.parts) > 1 and current.parts[-1].level is s:
                current.closed = current.closed or bool(_LAST.search(between))
        elif s.type in ("level", "count") and s.status != "target":
            outer = total is None or s.depth <= total.level.depth  # not last year's in a bracket
            if outer and not (total is not None and s.type == "count" and _MARK.search(between)):
                total = _Part(s)
                levels.append(total)
        elif total is not None:
            _attach(total, s)
        if s.type == "level" and s.status != "target":
            last = current.parts[-1] if current and current.parts else _Part(s)
            last = last if last.level is s else _Part(s)
            parted = ";" in between
        lead = between if s.type == "count" else ""
    if current is not None:
        yield current


def _is_marked(last: _Part | None, s: Statement, between: str) -> bool:
    """Whether a colon begins another list: "hàng container 9,57 triệu TEU: xuất khẩu 3,5 ..."."""
    return last is not None and _fits(last, s) and bool(re.match(r":\s", between))


def _only_one(levels: list[_Part], s: Statement) -> _Part | None:
    """The one level of the sentence before that has the unit of a number, or is told by a count."""
    alike = [p for p in levels if (p.level.type, p.level.unit) == (s.type, s.unit)]
    if s.type == "count" and not alike:
        alike = [p for p in levels if p.level.type == "level"]
    return alike[0] if len(alike) == 1 else None


def _begun(reading: Reading, total: _Part, s: Statement, between: str) -> _List | None:
    """The list that a number begins behind its total, if it does."""
    if not _fits(total, s):
        return None
    mark = _MARK.search(between)
    if mark is not None:
        return _List(total, bool(mark["closed"]) and not _NOT_ALL.search(_rest(reading, s, mark)))
    start = max(0, total.level.start - 40)
    within = _WITHIN.search(reading.text[start : total.level.start])
    return _List(total, False, opened=bool(within))


def _rest(reading: Reading, s: Statement, mark: re.Match[str]) -> str:
    """The words right behind the mark, and the rest of the sentence."""
    end = reading.text.find("\n", s.end)
    rest = reading.text[s.end : end if end >= 0 else None]
    return mark.string[mark.end() :] + re.split(r"\.\s", rest, maxsplit=1)[0][:600]


def _fits(total: _Part, s: Statement) -> bool:
    whole = total.level
    return s.type == whole.type and s.unit == whole.unit and s.amount <= whole.amount


def _take(found: _List, s: Statement) -> None:
    last = found.parts[-1] if found.parts else None
    if s.type in ("level", "count"):
        whole = found.total.level
        alike = s.type == whole.type and s.unit == whole.unit and _at_one_time(whole, s)
        beside = s.depth == (last.level.depth if last else s.depth)
        alike = alike and (s.type != "count" or _same_things(whole, s))
        if (
            alike
            and beside
            and s.indicator != "balance"
            and s.status != "target"
            and len(found.parts) < _MOST
        ):
            found.parts.append(_Part(s))
    elif last is not None:
        _attach(last, s)


def _at_one_time(whole: Statement, part: Statement) -> bool:
    """Whether a part is told of the time of its whole; a herd at its end is that of the time."""
    one, other = whole.period, part.period
    if one == other or one is None or other is None or whole.unit != "count":
        return one == other
    return (one.end, one.years) == (other.end, other.years)


def _same_things(one: Statement, other: Statement) -> bool:
    """Whether two counts are of one noun: stands of units are no units."""
    nouns = [noun_of(s) for s in (one, other)]
    return same_noun(*nouns) or not all(nouns)


def _attach(part: _Part, s: Statement) -> None:
    if s.subject != part.level.subject or s.period != part.level.period:
        return
    if s.type == "growth" and s.comparison in ON_YEAR and part.growth is None:
        part.growth = s
    elif s.type == "share" and part.share is None:
        part.share = s


def _of_the_total(reading: Reading, share: Statement) -> bool:
    """Whether a share names no other whole than the total of its list."""
    return bool(_OF_WHAT.match(reading.text[share.end : share.end + 30]))
