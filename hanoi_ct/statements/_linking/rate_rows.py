"""Two rates of one sentence and what lies between them: so many points, so many times.

"Tỷ lệ thất nghiệp là 2,30%, giảm 0,05 điểm phần trăm so với quý trước (2,35%)": the order of the
words tells what belongs together; a comma between them begins something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["of_rate_rows"]

_RATES = ("growth", "level", "share", "attainment", "ratio", "contribution")
_LEAD = r"(?:tăng|giảm|đạt|là|ở|chiếm|bằng|chỉ|up|down|at|was)?"
# What the rate behind is said to be: last quarter's in a bracket, or "the rate of 9.4 %".
_OTHER = re.compile(
    r"[^,.;()]{0,90}?(?:(?:so với|than|của|tốc độ|trước|cùng kỳ|\bnăm \d{4}|compared)[^,.;()]{0,80}"
    rf"\((?:[^,.;()%]{{0,40}}?:)?\s*{_LEAD}\s*|\b(?:so với|tốc độ tăng|mức|tỷ lệ|con số|than|the)"
    rf"(?: (?:mức|tỷ lệ|con số|tốc độ|tăng trưởng|tốc độ tăng|mức tăng|mức giảm|chung|the|of))*"
    rf"\s*{_LEAD}\s*)",
    re.IGNORECASE,
)
# "cao hơn khu vực nông thôn 22,9 điểm phần trăm (18,4%)"
_ABOVE = re.compile(r"\b(?:cao|thấp|lớn|nhỏ|nhiều|ít|kém) hơn\b|\bso với\b", re.IGNORECASE)
_ABOVE_THAT = re.compile(
    r"[^();%]{0,20}\b(?:(?:cao|thấp|lớn|nhỏ) hơn|vượt|so với)\b[^();%]{0,60}\([^()%;]{0,20}",
    re.IGNORECASE,
)
_AIM = re.compile(r"\b(?:cao|thấp) hơn (?:so với )?(?:mục tiêu|kế hoạch|chỉ tiêu)\b", re.IGNORECASE)
_ABOVE_NAMED = re.compile(
    r"\b(?:cao|thấp|lớn|nhỏ) hơn (?:so với )?(?:mức|tốc độ|tỷ lệ|mức tăng|tốc độ tăng)\b"
    r"([^,;()%]+)$",
    re.IGNORECASE,
)
_GAP = re.compile(r"[,;]?\s*(?:chênh lệch|cách biệt|khoảng cách)\b[^,;()%\d]{0,20}", re.IGNORECASE)
_FROM_THAT = re.compile(r"[^.;()%]{0,60}\bso với (?:mức|con số)\s*", re.IGNORECASE)
_THAT_IS = re.compile(r"\b(?:tức|tức là|tương ứng|hay)\b", re.IGNORECASE)
_RIGHT_BEHIND = re.compile(rf"\s*\(\s*{_LEAD}\s*", re.IGNORECASE)
_OF_RATES = re.compile(
    r"tốc độ|mức|tăng trưởng|so với|bình quân|tỷ lệ|rate|growth|pace", re.IGNORECASE
)
_THEN = re.compile(
    r"\([^()%;]{0,20}(?:cùng kỳ|năm trước|năm ngoái|\d{4}|tháng|quý|last year)[^()%;]{0,40}$",
    re.IGNORECASE,
)
_ROW = 6  # statements before points in which their two rates are looked for
_FAR = Decimal(3)  # points from which on a difference is of something else
_ADDS = re.compile(
    r"đóng góp|làm (?:tăng|giảm)|kéo|contribut|reduc|dragg|pull|lower|add", re.IGNORECASE
)
_MULTIPLE = re.compile(r"\b(?:gấp|bằng|equal to|half)\b", re.IGNORECASE)
_HIGHER = re.compile(r"\b(?:cao|nhanh|lớn|nhiều) hơn\b|\b(?:higher|faster)\b", re.IGNORECASE)


def of_rate_rows(reading: Reading) -> Iterator[Claim]:
    """The rates on both sides of a difference in points, or of a multiple."""
    found = reading.statements
    for place, between in enumerate(found):
        points = between.type == "difference" and between.unit == "percentage_points"
        multiple = between.type == "ratio" and (between.unit == "times" or not between.printed)
        if not points and not multiple:
            continue
        rates = _behind(reading, place) or (points and _in_a_bracket(reading, place))
        rates = rates or (points and _told_before(reading, place))
        if not rates:
            continue
        current, base = rates
        if points and _agrees_in_sense(current, base, between):
            yield claim_of("difference", current=current, base=base, difference=between)
        elif multiple and _is_multiple(reading, current, base, between):
            yield claim_of("rate_ratio", rates=(current, base), ratio=between)


def _behind(reading: Reading, place: int) -> tuple[Statement, Statement] | None:
    """The rate before a change and the one that it is measured against, right behind it."""
    found = reading.statements
    base = found[place + 1] if place + 1 < len(found) else None
    current = _rate_before(found, place)
    if base is None or current is None or not _is_rate(base) or base.type == "attainment":
        return None
    if base.sentence != found[place].sentence:
        return None
    words = reading.text[found[place].end : _number_at(reading, base)]
    lead = reading.text[current.end : found[place].start + 10]
    named = _ABOVE.search(lead) and _RIGHT_BEHIND.fullmatch(words)
    return (current, base) if named or _OTHER.fullmatch(words) else None


def _in_a_bracket(reading: Reading, place: int) -> tuple[Statement, Statement] | None:
    """ "Tăng 8,2% (cùng kỳ tăng 6,1%), cao hơn 2,1 điểm phần trăm"."""
    found = reading.statements
    if place < 2:
        return None
    current, base, change = found[place - 2 : place + 1]
    alike = current.type == base.type and _is_rate(current) and _is_rate(base)
    near = current.sentence == base.sentence == change.sentence
    if not (alike and near and current.depth == change.depth < base.depth):
        return None
    lead = reading.text[current.end : _number_at(reading, base)]
    behind = reading.text[base.end : change.start].strip()
    if len(behind) > 30 or "%" in behind or not behind.startswith(")") or _ADDS.search(behind):
        return None
    then = _THEN.search(lead) or _ABOVE_THAT.fullmatch(lead)
    return (current, base) if then else None


def _told_before(reading: Reading, place: int) -> tuple[Statement, Statement] | None:
    """The two rates that stand before the points between them."""
    return (
        _above_an_aim(reading, place)
        or _above_another(reading, place)
        or _of_two(reading, place)
        or _exactly_apart(reading, place)
    )


def _exactly_apart(reading: Reading, place: int) -> tuple[Statement, Statement] | None:
    """The first rate of a sentence and the only other one that is so many points from it.

    "Tăng 9,3%, cao hơn mức tăng 8,7% của 10 tháng và 7,4% của cùng kỳ; tức cao hơn 0,6 điểm".
    """
    change = reading.statements[place]
    row = [s for s in reading.statements[max(0, place - _ROW) : place] if _is_rate(s)]
    row = [s for s in row if s.sentence == change.sentence and s.subject == change.subject]
    fitting = [
        s
        for s in row[1:]
        if s.type == row[0].type
        and Decimal(row[0].value) - Decimal(s.value) == Decimal(change.value)
    ]
    return (row[0], fitting[0]) if len(fitting) == 1 else None


def _above_another(reading: Reading, place: int) -> tuple[Statement, Statement] | None:
    """ "CPI tăng 3,2%; lạm phát cơ bản tăng 4,1%, cao hơn mức tăng CPI 0,9 điểm phần trăm"."""
    found = reading.statements
    change = found[place]
    row = [s for s in found[max(0, place - 4) : place] if s.sentence == change.sentence]
    if len(row) < 2 or not _is_rate(row[-1]) or row[-1].depth != change.depth:
        return None
    number = reading.text.find(change.printed or "", change.start)
    named = _ABOVE_NAMED.search(reading.text[row[-1].end : number])
    if named is None:
        return None
    words = named[1].casefold()
    others = [
        s
        for s in row[:-1]
        if _is_rate(s) and s.type == row[-1].type and (s.subject or "-").casefold() in words
    ]
    return (row[-1], others[0]) if len(others) == 1 else None


def _of_two(reading: Reading, place: int) -> tuple[Statement, Statement] | None:
    """ "Nông thôn 9,4%, thành thị 12,9%, chênh lệch 3,5 điểm"; "giảm so với mức 44,6%"."""
    found = reading.statements
    if place < 2:
        return None
    first, second, change = found[place - 2 : place + 1]
    alike = _is_rate(first) and _is_rate(second) and first.type == second.type
    if not alike or len({s.sentence for s in (first, second, change)}) > 1:
        return None
    number = max(change.start, reading.text.find(change.printed or "", change.start))
    behind = reading.text[second.end : number]
    if _GAP.fullmatch(behind):
        larger, other = sorted((first, second), key=lambda s: Decimal(s.value), reverse=True)
        return larger, other
    between = reading.text[first.end : _number_at(reading, second)]
    tied = _THAT_IS.search(behind) and first.subject == change.subject
    return (first, second) if tied and _FROM_THAT.fullmatch(between) else None


def _above_an_aim(reading: Reading, place: int) -> tuple[Statement, Statement] | None:
    """ "Mục tiêu tăng 11%; 9 tháng mới tăng 9,4%, thấp hơn mục tiêu 1,6 điểm phần trăm"."""
    found = reading.statements
    change, current = found[place], _rate_before(found, place)
    if current is None or current.status == "target":
        return None
    number = reading.text.find(change.printed or "", change.start)
    if not _AIM.search(reading.text[current.end : number]):
        return None
    aims = [
        s
        for s in found[max(0, place - 6) : place]
        if s.status == "target" and s.type == current.type and s.unit == "percent"
    ]
    near = [s for s in aims if s.subject == current.subject and s.paragraph == change.paragraph]
    return (current, near[0]) if len(near) == len(aims) == 1 else None


def _rate_before(found: Sequence[Statement], place: int) -> Statement | None:
    """The rate that a change is said of: the last of its subject in its sentence."""
    change = found[place]
    for s in reversed(found[max(0, place - 4) : place]):
        if s.sentence != change.sentence:
            break
        if _is_rate(s) and s.subject == change.subject and s.depth == change.depth:
            return s
    return None


def _is_rate(s: Statement) -> bool:
    return s.unit == "percent" and s.type in _RATES and s.printed is not None


def _number_at(reading: Reading, s: Statement) -> int:
    return max(s.start, reading.text.find(s.printed or "", s.start))


def _agrees_in_sense(current: Statement, base: Statement, change: Statement) -> bool:
    """Two falls may be compared by how deep they are: then "cao hơn" may mean either way."""
    now, then, points = (Decimal(s.value) for s in (current, base, change))
    if abs(now - then - points) > max(_FAR, 2 * abs(points)):
        return (
            False  # what it took from the growth of all: "(cùng kỳ tăng 0,1%), làm giảm 0,6 điểm"
        )
    return not (now < 0 and then < 0) or (now - then) * points > 0


def _is_multiple(reading: Reading, current: Statement, base: Statement, between: Statement) -> bool:
    """Whether a multiple is of the rates: "gấp 2 lần tốc độ tăng chung (8,5%)".

    "Cao hơn 2 lần" may mean twice or three times as much: it is held against the rates only where
    twice as much, or somewhat more, agrees with them.
    """
    number = reading.text.find(between.printed or "", between.start)
    at = number if between.printed else between.start
    lead = reading.text[max(current.end, at - 30) : at]
    words = reading.text[between.end : _number_at(reading, base)]
    now, then = Decimal(current.value), Decimal(base.value)
    if now * then <= 0 or not _OF_RATES.search(words):
        return False
    if _MULTIPLE.search(lead) or not between.printed:
        return True
    times = Decimal(between.value)
    return bool(_HIGHER.search(lead)) and times <= now / then < times + 1
