"""Counts: the names that a count announces, the groups that it is divided into, stocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from hanoi_ct.statements._cells import claim_of
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["of_groups", "of_named_lists", "of_stocks"]

_NAMED = re.compile(r"\s*[^.;:\n]{0,90}:\s*((?:[^.;:\n()0-9]|\.(?=\S)){5,600})")
_GAP = 90  # code points between the numbers of one list
_DIVIDED = re.compile(
    r"\b(?:chia|gồm|bao gồm|phân theo|comprising|consisting of|divided|made up of)\b", re.IGNORECASE
)
_OF_WHICH = re.compile(r"\b(?:trong đó|including|of which|of these)\b", re.IGNORECASE)
_OUT_OF = re.compile(r"\b(?:trong (?:tổng )?số|out of|of the)\s*$", re.IGNORECASE)
_IS_OPEN = re.compile(r"…|\.\.\.|\b(?:v\.v|chẳng hạn|ví dụ|such as|for example)\b", re.IGNORECASE)
_STOCKS = {
    "opening": r"đầu kỳ|đầu năm|đầu tháng|cuối năm trước|chuyển sang|at the start|opening",
    "inflows": r"cấp mới|thêm|bổ sung|thành lập mới|tiếp nhận|phát sinh|new|added|licensed",
    "outflows": r"thu hồi|chấm dứt|giải thể|rút|hủy bỏ|đã giải quyết|hoàn thành|revoked|withdrawn",
    "closing": r"cuối kỳ|đến cuối|đến hết|còn lại|còn|hiện có|at the end|closing",
}
_ROLES = {role: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for role, words in _STOCKS.items()}


def of_named_lists(reading: Reading) -> Iterator[Claim]:
    """A count and the names that follow it: "11 tỉnh thành ...: Bắc Giang, ..."."""
    for s in reading.statements:
        if s.type != "count" or "." in s.value or Decimal(s.value) > 40:
            continue
        after = _NAMED.match(reading.text[s.end : s.end + 800])
        if after is None:
            continue
        words = after.group(1)
        names = tuple(name.strip() for name in re.split(r",| và | and ", words) if name.strip(" …"))
        proper = sum(name[:1].isupper() for name in names)
        if len(names) >= 2 and proper * 2 >= len(names) and max(map(len, names)) < 60:
            is_open = "…" in words or "..." in reading.text[s.end : s.end + 800][: after.end() + 4]
            closed = not is_open and proper == len(names)
            yield Claim("count_list", {"count": (s.id,)}, closed=closed, named=names)


def of_groups(reading: Reading) -> Iterator[Claim]:
    """A count and the counts that it is divided into: "24 dự án, gồm 17 mới và 7 mở rộng".

    A list that a verb of division opens is complete; one of which only some are named ("trong
    đó") is complete where its counts add up, and bounds its total otherwise.
    """
    counts = [s for s in reading.statements if s.type == "count"]
    taken = 0  # the place behind the last list
    for place, whole in enumerate(counts):
        if place < taken:
            continue
        parts, between = _parts_of(reading, counts, place)
        if len(parts) < 2:
            continue
        added = sum(Decimal(s.value) * Decimal(s.scale) for s in parts)
        equal = added == Decimal(whole.value) * Decimal(whole.scale)
        divided = bool(_DIVIDED.search(between))
        if equal or divided:
            tail = reading.text[parts[-1].end : parts[-1].end + 40]
            closed = not _IS_OPEN.search(tail.split(";")[0])
            yield claim_of("sum", closed, total=whole, parts=parts)
        elif _OF_WHICH.search(between):
            yield claim_of("part_of", False, total=whole, parts=parts)
        taken = place + len(parts)


def _parts_of(reading: Reading, counts: list[Statement], place: int) -> tuple[list[Statement], str]:
    """The counts of the same noun right behind a count, and the words that lead to them."""
    whole, parts, number = counts[place], list[Statement](), None
    lead = reading.text[max(0, whole.start - 25) : whole.start]
    before, between = whole, "trong đó" if _OUT_OF.search(lead) else ""
    for s in counts[place + 1 : place + 40]:
        gap = reading.text[before.end : s.start]
        if len(gap) > _GAP or s.sentence != whole.sentence:
            break
        if not parts and number is None and _noun(s) in _GROUPS:
            number, before, between = int(Decimal(s.value)), s, gap  # "chia 3 nhóm"
            continue
        if _noun(s) != _noun(whole) or (parts and _OF_WHICH.search(gap)):
            break
        if not parts:
            between += gap
            if not (_DIVIDED.search(between) or _OF_WHICH.search(between) or ":" in gap):
                break
        parts.append(s)
        before = s
        if len(parts) == number:
            break
    return ([], "") if number is not None and len(parts) != number else (parts, between)


_GROUPS = ("nhóm", "loại", "lĩnh vực", "groups")


def _noun(statement: Statement) -> str:
    """The noun that is counted, without the words that tell one group from another."""
    words = statement.text.casefold().split()
    nouns = [word for word in words if not word[0].isdigit()] or [statement.subject or ""]
    text = " ".join(nouns)
    for noun in ("dự án", "kiến nghị", "doanh nghiệp", "hạn chế", "nhiệm vụ", "projects"):
        if noun in text:
            return noun
    return text


def of_stocks(reading: Reading) -> Iterator[Claim]:
    """What there was, what came, what went and what is left, of one thing in one sentence."""
    for group in _sentences(reading):
        roles: dict[str, list[Statement]] = {}
        before = None
        for s in group:
            start = before.end if before is not None else max(0, s.start - 120)
            role = _role(reading.text[start : s.start])
            before = s
            if role is not None:
                roles.setdefault(role, []).append(s)
        kinds = {(s.type, s.unit, _noun(s) if s.type == "count" else "") for s in group}
        one_each = all(len(roles.get(role, ())) == 1 for role in ("opening", "closing"))
        if not one_each or len(kinds) != 1 or not ("inflows" in roles or "outflows" in roles):
            continue
        if sum(map(len, roles.values())) != len(group):
            continue
        closed = "inflows" in roles and "outflows" in roles
        yield claim_of("stock_flow", closed, **roles)


def _role(lead: str) -> str | None:
    """What the words before a number make it: the last of them decides."""
    found = {role: list(pattern.finditer(lead)) for role, pattern in _ROLES.items()}
    last = {role: hits[-1].end() for role, hits in found.items() if hits}
    return max(last, key=lambda role: last[role]) if last else None


def _sentences(reading: Reading) -> Iterator[list[Statement]]:
    """Counts or amounts of each sentence, where there are at least three."""
    group: list[Statement] = []
    for s in (*reading.statements, None):
        if group and (s is None or s.sentence != group[-1].sentence):
            if 3 <= len(group) <= 12:
                yield group
            group = []
        if s is not None and s.type in ("count", "level", "difference"):
            group.append(s)
