"""A count and the names that follow it: "11 tỉnh thành ...: Bắc Giang, ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["of_named_lists"]

_MANY = 40  # nobody names more
_REACH = 800
_LONG = 120  # code points of one name
_BRACKET = re.compile(r"(?:[^.;:\n(]|(?<=\d)\.(?=\d)){0,70}\((?:gồm|bao gồm|là|namely)?:?\s*")
_COLON = re.compile(r"\s*(?:[^.;:\n]|(?<=\d)\.(?=\d)){0,110}:\s*")
# Behind these words a list is complete; "như", "trong đó có" open one.
_OPENS = re.compile(
    r"\s*(?:[^.;:\n]|(?<=\d)\.(?=\d)){0,110}?\b(?:bao gồm|gồm có|gồm|đó là|cụ thể là|"
    r"lần lượt là|là|namely|comprising|consisting of|which are|they are|are)\b:?\s+"
)
# Names may hold a number of their own: "Yên Bình 2".
_WORDS = re.compile(r"(?:[^.;:\n()0-9]|\.(?=\S)|(?<=[^\W\d_] )\d{1,2}(?=\s*[,.;]|\s+và )){5,600}")
_PART = re.compile(
    r"\b(?:trong đó(?: có)?|như|chẳng hạn|(?<=, )nhất là|chủ yếu|tiêu biểu|điển hình|including|"
    r"(?<=, )(?:dẫn đầu|đứng đầu|lớn nhất|nhiều nhất|cao nhất)|"
    r"such as|notably|mainly|v\.v|vân vân|khác)\b|…|\.\.\.",
    re.IGNORECASE,
)
_CHIEF = re.compile(r"\bchủ yếu(?= (?:là|gồm)\b)")  # "3 thị trường chủ yếu là ...": all three
_VERB = re.compile(
    r"(?<=[^\W\d_])\s+(?:với|lần lượt|đạt|chiếm|tăng|giảm|with|accounting|at)\s+(?:(?=[a-zđ]).*)?$"
)
_ARE = re.compile(
    r"(?:^|[.;:,]\s|\n)((?:[A-ZĐ][^\W\d_]*(?:\s[A-ZĐ]\w*){0,2},\s)*"
    r"[A-ZĐ][^\W\d_]*(?:\s[A-ZĐ]\w*){0,2}\s(?:và|and)\s[A-ZĐ][^\W\d_]*(?:\s[A-ZĐ]\w*){0,2})"
    r"\s(?:(?:vẫn|đều|hiện|tiếp tục|luôn)\s)?(?:là|are|were|remained)\s(?:the\s)?$"
)
_ASIDE = re.compile(r"\([^()\n]{1,60}\)")
_LAST = re.compile(r"\s+(?:và|cùng|and)\s+|\s*&\s*")
_NEXT_NAME = re.compile(r"(?<=\S)\s+(?:và|and)\s+(?=[A-ZĐÂĂÊÔƠƯ][^\d;(]{1,60}[\d(])")
_PLACE = 3  # words of the name of a place or a firm
_NAME = 6  # words of a name that is written small


def of_named_lists(reading: Reading) -> Iterator[Claim]:
    """A count and the names that it announces.

    Names with capitals are told apart by commas and "và"; of names that are written small, which
    may hold a comma or "và" themselves ("máy móc, thiết bị"), only too few are a contradiction.
    """
    statements = reading.statements
    for place, s in enumerate(statements):
        if s.type != "count" or "." in s.value or not 2 <= Decimal(s.value) <= _MANY:
            continue
        stop = min(s.end + _REACH, len(reading.text))
        behind = reading.text[s.end : stop]
        found = _COLON.match(behind) or _opened(behind)
        before = _named_before(reading.text[max(0, s.start - _LONG) : s.start], s)
        if before is not None:
            yield before
            continue
        if found is None:
            continue
        if found.re is not _BRACKET:
            behind = _without_asides(behind, found.end())
        words = _WORDS.match(behind[found.end() :])
        after = statements[place + 1].start - s.end if place + 1 < len(statements) else _REACH
        opening = _CHIEF.sub(" ", found.group(0))
        if words is None or _PART.search(opening) or _counts_again(reading, place, found):
            continue
        names = _with_numbers(behind[found.end() :])
        if names:  # of "38 quốc gia: Lào 81,5 triệu USD; ..." the first are told
            closed = 2 * len(names) > int(Decimal(s.value))
            yield Claim("count_list", {"count": (s.id,)}, closed=closed, named=names)
            continue
        tail = behind[found.end() + words.end() :][:4]
        if found.group(0).rstrip().endswith(":") and tail[:1] == ";":
            names = _by_semicolons(behind[found.end() :])
            if len(names) == int(Decimal(s.value)) or "," not in words.group(0):
                closed = not _PART.search(" ".join(names))
                if names:
                    yield Claim("count_list", {"count": (s.id,)}, closed=closed, named=names)
                continue
        told = words.group(0)
        verb = _VERB.search(told)
        if verb is not None:  # "là Đức, Italy và Nhật Bản với thị phần lần lượt là ..."
            told, tail = told[: verb.start()], "."
        ends = tail[:1] in ("", ".", ";", "\n", "…", ")") or after > found.end() + words.end()
        claim = _claim(s.id, int(Decimal(s.value)), told, tail, ends)
        if claim is not None:
            yield claim


def _named_before(lead: str, s: Statement) -> Claim | None:
    """ "Trung Quốc, Hàn Quốc và Nhật Bản vẫn là 3 thị trường lớn": names before their count."""
    told = _ARE.search(lead)
    if told is None:
        return None
    names = [name.strip() for name in re.split(r",|\s(?:và|and)\s", told[1])]
    names = names[-int(Decimal(s.value)) :]  # "Hiện, Hà Nội và Huế": the first is no name
    proper = all(name[:1].isupper() and len(name.split()) <= _PLACE for name in names)
    if len(names) < 2 or not proper:
        return None
    return Claim("count_list", {"count": (s.id,)}, closed=True, named=tuple(names))


def _opened(behind: str) -> re.Match[str] | None:
    """The bracket or the word that opens a list, whichever is first."""
    word, bracket = _OPENS.match(behind), _BRACKET.match(behind)
    if word is not None and bracket is not None:
        return word if word.end() < bracket.end() else bracket
    return bracket or word


def _without_asides(behind: str, start: int) -> str:
    """With blanks for what brackets tell of each name: "Quế Võ (636 ha), Quế Võ 2 (270 ha)"."""
    asides = list(_ASIDE.finditer(behind, start))
    if len(asides) < 2:
        return behind
    for aside in asides:
        behind = behind[: aside.start()] + " " * len(aside[0]) + behind[aside.end() :]
    return behind


def _by_semicolons(words: str) -> tuple[str, ...]:
    """Names that semicolons tell apart, each may hold commas of its own; none where numbers do."""
    sentence = re.split(r"\.\s|\n|\.$", words)[0]
    names = tuple(name.strip() for name in sentence.split(";") if name.strip())
    if any(re.search(r"\d", name) for name in names) or max(map(len, names)) > _LONG:
        return ()
    return names


def _with_numbers(words: str) -> tuple[str, ...]:
    """Names with their numbers, apart by semicolons: "Bắc Giang tăng 19,8%; Trà Vinh ..."."""
    sentence = re.split(r"\.\s|\n|\.$", words)[0]
    items = [item.strip() for item in sentence.split(";") if item.strip()]
    if len(items) < 2 or _PART.search(sentence):
        return ()
    if len(items) > 2 and (joined := re.match(r"(?:và|and)\s+(?=[A-ZĐ])", items[-1])):
        items[-1] = items[-1][joined.end() :]
    items[-1:] = _NEXT_NAME.split(items[-1])
    named = [re.match(r"[A-ZĐÂĂÊÔƠƯ][^\d;(]{1,60}[\d(]", item) for item in items]
    if not all(named):
        return ()  # an item without a name or a number of its own
    return tuple(found.group(0).rstrip("0123456789( ") for found in named if found)


def _counts_again(reading: Reading, place: int, opened: re.Match[str]) -> bool:
    """Whether another count stands between a count and its list: the list is of that one."""
    end = reading.statements[place].end + opened.end()
    return any(
        other.type == "count" and other.start < end
        for other in reading.statements[place + 1 : place + 3]
    )


def _claim(count_id: str, count: int, words: str, tail: str, ends: bool) -> Claim | None:
    pieces = [piece.strip(" …") for piece in words.split(",") if piece.strip(" …")]
    last = [name for name in _LAST.split(pieces[-1] if pieces else "") if name.strip()]
    full = [*pieces[:-1], *last]  # "và" within the list belongs to a name
    if len(full) < 2 or not ends or max(map(len, full)) >= 60:
        return None
    is_open = bool(_PART.search(words)) or tail.startswith(("…", "..."))
    proper = sum(name[:1].isupper() for name in full)
    if proper * 2 >= len(full):
        if len(pieces) == count < len(full) and max(len(name.split()) for name in last) > _PLACE:
            full = pieces  # "Đồng bằng sông Hồng và Trung du": one name or two
        closed = not is_open and proper == len(full)
        return Claim("count_list", {"count": (count_id,)}, closed=closed, named=tuple(full))
    if max(len(name.split()) for name in full) > _NAME or len(pieces) < 2:
        return None
    if not is_open and len(pieces) <= count <= len(full):
        named = tuple(full) if count == len(full) else _split_as(pieces, count)
        return Claim("count_list", {"count": (count_id,)}, closed=True, named=named)
    if len(full) > count:
        return None  # a name may hold a comma
    return Claim("count_list", {"count": (count_id,)}, closed=not is_open, named=tuple(full))


def _split_as(pieces: list[str], count: int) -> tuple[str, ...]:
    """The names where a name may hold "và": the last pieces are split first."""
    names = list(pieces)
    for piece in reversed(pieces):
        if len(names) == count:
            break
        split = [name for name in _LAST.split(piece) if name.strip()]
        if len(split) > 1 and len(names) + len(split) - 1 <= count:
            place = names.index(piece)
            names[place : place + 1] = split
    return tuple(names)
