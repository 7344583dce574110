"""Counts and the groups that they are divided into.

"45 kiến nghị, trong đó đã giải quyết 30 kiến nghị, đang giải quyết 15 kiến nghị".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import same_noun
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["of_groups"]

_GAP = 90  # code points between the numbers of one list
_DIVIDED = re.compile(
    r"\b(?:chia|gồm|bao gồm|phân theo|phân loại|comprising|consisting of|divided|made up of|"
    r"in (?:two|three|four|five|six|\d+) (?:groups|categories|parts))\b",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(
    r"\b(?:trong đó|trong số (?:này|đó)|including|of which|of these)\b", re.IGNORECASE
)
_REST = re.compile(r"\b(?:còn lại|khác|the rest|the remaining|others?)\b", re.IGNORECASE)
_BUT = re.compile(r"[,;]\s*(?:và )?còn\s*$", re.IGNORECASE)  # "..., còn 18 dự án mới lập hồ sơ"
_OF_A_TOTAL = re.compile(
    r"\b(?:trong tổng(?: số)?|trên tổng số|tổng cộng(?: là| có)?|out of a total of|"
    r"for a total of)\s*$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\b(?:và|and)\b", re.IGNORECASE)
_OPENED = re.compile(r"[:(]\s*[^:()\d]{0,40}$")
_ITEMISED = re.compile(
    r"[.!]\s+(?:(?:số|các dự án) (?:này|đó) (?:bao )?gồm|cụ thể|trong đó|trong số (?:này|đó)|"
    r"bao gồm|gồm|these|of these|of them|"
    r"specifically|they comprise)\b",
    re.IGNORECASE,
)
_OUT_OF = re.compile(
    r"(?:\b(?:trong(?: tổng| số| tổng số)?|out of|of the)|(?:^|[.;,]\s)of)\s*$", re.IGNORECASE
)
# "so với cuối năm 2023 (81 dự án)": the number of another time, which no list divides
_IS_BASE = re.compile(
    r"\b(?:so với|compared (?:with|to)|against)\b[^.;()]{2,40}\(\s*$", re.IGNORECASE
)
_WAYS = (r"\btăng\b|\bup\b|\brose\b", r"\bgiảm\b|\bdown\b|\bfell\b")
_STEADY = re.compile(r"\b(?:ổn định|không đổi|giữ nguyên|unchanged|steady|stable)\b", re.IGNORECASE)
_IS_OPEN = re.compile(r"…|\.\.\.|\b(?:v\.v|chẳng hạn|ví dụ|such as|for example)\b", re.IGNORECASE)


def of_groups(reading: Reading) -> Iterator[Claim]:
    """A count and the counts that it is divided into: "24 dự án, gồm 17 mới và 7 mở rộng".

    A list that a verb of division opens is complete; one of which only some are named ("trong
    đó") is complete where its counts add up, and bounds its total otherwise.
    """
    counts = [s for s in reading.statements if s.type == "count" and not _is_base(reading, s)]
    taken = 0  # the place behind the last list
    for place, whole in enumerate(counts):
        if place < taken:
            continue
        yield from _total_behind(reading, counts, place)
        parts, between = _parts_of(reading, counts, place)
        if len(parts) < 2 or len({s.depth for s in parts}) > 1:
            continue  # "23 dự án (9 dự án FDI) và 21 dự án (10 dự án FDI)": of several wholes
        parts = _up_to_the_whole(reading, whole, parts)
        added = sum(s.amount for s in parts)
        equal = added == whole.amount
        divided = bool(_DIVIDED.search(between)) or _go_every_way(reading, parts)
        if equal or divided:
            tail = reading.text[parts[-1].end : parts[-1].end + 40]
            closed = not _IS_OPEN.search(tail.split(";")[0])
            yield claim_of("sum", closed, total=whole, parts=parts)
        elif _OPENED.search(between) and not _OF_WHICH.search(between):
            yield claim_of("sum", False, total=whole, parts=parts)
        elif _OF_WHICH.search(between) and _names_rest(reading, parts):
            yield claim_of("sum", True, total=whole, parts=parts)
        elif _OF_WHICH.search(between):
            parts = parts[: _fitting(whole, parts)]
            yield claim_of("part_of", False, total=whole, parts=parts)
        taken = place + len(parts)


def _fitting(whole: Statement, parts: list[Statement]) -> int:
    """How many of the parts of an open list its whole has room for, if more than one has.

    "36 projects, including 24 FDI and 2 domestic ones, and licensed 21 existing projects".
    """
    sums = list(itertools.accumulate(s.amount for s in parts))
    room = sum(total <= whole.amount for total in sums)
    return room if room > 1 else len(parts)


def _is_base(reading: Reading, s: Statement) -> bool:
    """Whether a count is that of another time, in a bracket behind it."""
    return bool(_IS_BASE.search(reading.text[max(0, s.start - 60) : s.start]))


def _go_every_way(reading: Reading, parts: list[Statement]) -> bool:
    """ "8 nhóm tăng, 2 nhóm giảm và 1 nhóm ổn định": up, down or neither is all there is."""
    stops = [s.start for s in parts[1:]] + [parts[-1].end + 25]
    told = [
        reading.text[s.end : stop].split(".")[0].casefold()
        for s, stop in zip(parts, stops, strict=True)
    ]
    if len(told) != 3 or not _STEADY.search(told[-1]):
        return False
    return all(sum(bool(re.search(way, words)) for words in told[:2]) == 1 for way in _WAYS)


def _total_behind(reading: Reading, counts: list[Statement], place: int) -> Iterator[Claim]:
    """ "18 kiến nghị đã xong, 14 đang xử lý, 6 chưa xử lý trong tổng số 38 kiến nghị"."""
    whole = counts[place]
    if not _OF_A_TOTAL.search(reading.text[max(0, whole.start - 30) : whole.start]):
        return
    parts: list[Statement] = []
    for s in reversed(counts[max(0, place - 12) : place]):
        if s.sentence != whole.sentence or not same_noun(_noun(s), _noun(whole)):
            break
        parts.insert(0, s)
    if len(parts) > 1:
        yield claim_of("sum", False, total=whole, parts=parts)


def _up_to_the_whole(reading: Reading, whole: Statement, parts: list[Statement]) -> list[Statement]:
    """The parts up to the "và" that ends their list, or up to where they make up their whole."""
    total = whole.amount
    added = Decimal(0)
    for k, s in enumerate(parts):
        added += s.amount
        gap = reading.text[parts[k - 1].end : s.start] if k else ""
        behind = reading.text[s.end : parts[k + 1].start] if k + 1 < len(parts) else ""
        ended = _JOINED.search(gap) and ";" in behind
        if k and (added == total or ended):
            return parts[: k + 1]
    return parts


def _names_rest(reading: Reading, parts: list[Statement]) -> bool:
    """Whether the last part is a named rest, which closes a list."""
    gap = reading.text[parts[-2].end : parts[-1].end]
    last = _BUT.search(reading.text[parts[-2].end : parts[-1].start])
    return bool(
        last or _REST.search(gap) or _REST.match(reading.text[parts[-1].end :][:25].lstrip())
    )


def _parts_of(reading: Reading, counts: list[Statement], place: int) -> tuple[list[Statement], str]:
    """The counts of the same noun right behind a count, and the words that lead to them."""
    whole, parts, number = counts[place], list[Statement](), None
    lead = reading.text[max(0, whole.start - 25) : whole.start]
    before, between = whole, "trong đó" if _OUT_OF.search(lead) else ""
    for s in counts[place + 1 : place + 40]:
        gap = reading.text[before.end : s.start]
        longest = _GAP if parts or s.sentence == whole.sentence else 2 * _GAP
        if len(gap) > longest or s.paragraph != whole.paragraph:
            break
        if parts and s.depth != parts[0].depth:  # "23 dự án (9 FDI) và 21 dự án (10 FDI)"
            break
        if parts and s.sentence != parts[0].sentence:
            break
        if not parts and not _follows(whole, s, gap):
            break
        groups = _noun(s) in _GROUPS and not same_noun(_noun(s), _noun(whole))
        groups = groups and _noun(whole) not in _GROUPS
        if not parts and number is None and groups:
            number, before, between = int(Decimal(s.value)), s, gap  # "chia 3 nhóm"
            continue
        noun, of = _noun(s), _noun(whole)
        alike = same_noun(noun, of) or (s.text.isdigit() and noun.startswith(of))
        alike = alike or noun.endswith(f" {of}")  # "520 firms, including 310 private firms"
        if not alike and not parts and between.count("\n") == 0 and len(between) < 45:
            between, before = between + gap, s  # "150 gian hàng của 96 đơn vị, gồm ..."
            continue
        if not alike or (parts and _OF_WHICH.search(gap)):
            break
        if not parts:
            between += gap
            if not (
                _DIVIDED.search(between) or _OF_WHICH.search(between) or re.search("[:(]", gap)
            ):
                break
        parts.append(s)
        before = s
        if len(parts) == number:
            break
    return ([], "") if number is not None and len(parts) != number else (parts, between)


def _follows(whole: Statement, s: Statement, gap: str) -> bool:
    """Whether a count can be the first part: in the same sentence, or behind "Cụ thể:"."""
    if s.sentence == whole.sentence:
        return True
    return s.sentence == whole.sentence + 1 and bool(_ITEMISED.search(gap))


_GROUPS = ("nhóm", "loại", "lĩnh vực", "groups")


def _noun(statement: Statement) -> str:
    """The noun that is counted, without the words that tell one group from another."""
    words = statement.text.casefold().split()
    nouns = [word for word in words if not word[0].isdigit()] or [statement.subject or ""]
    text = " ".join(nouns).removeprefix("thêm ")
    for noun in ("dự án", "kiến nghị", "doanh nghiệp", "hạn chế", "nhiệm vụ", "projects"):
        if noun in text:
            return noun
    return text
