"""What the words around a share say of its whole: named, pointed at, or left to be understood."""

from __future__ import annotations

import itertools
import re

from hanoi_ct.statements._linking.near import is_joint
from hanoi_ct.statements.statement import Reading, Statement

__all__ = [
    "OF_IT",
    "has_own_share",
    "is_sibling",
    "is_told_as_whole",
    "names_whole",
    "points_at_whole",
    "same_whole",
    "whole_words",
]

_TAIL = 90
OF_IT = re.compile(r"\s+(?:of (?:it|this|that|the total|them|which)|trong số (?:đó|này))\b", re.I)
_IN_TURN = re.compile(r"\b(?:respectively|lần lượt|tương ứng)\b", re.IGNORECASE)
_END = re.compile(r"[,;.:()\[\]\n\d]|\b(?:và|and|but|nhưng|while|tăng|giảm|up|down|with)\b")
# Words that name no whole: they stand in front of any.
_IDLE = frozenset(
    word
    for words in (
        "tổng số trong của toàn kim ngạch giá trị mức các loại nhóm hàng hóa và cả về đạt lượng",
        "này đó kỳ qua lũy kế đến",
        "turnover value revenue accumulated goods city province of the its total all their this",
        "that country nation whole overall in a for to",
    )
    for word in words.split()
)
_INSIDE = re.compile(
    r"\b(?:trong (?:đó|số (?:đó|này))|riêng|gồm|cụ thể|of (?:which|this|that|these|those|them|it)|"
    r"of the (?:total|above|sum|figure|amount)|including|includes|included|comprising|consisting|"
    r"breaking down|chia ra|theo đó|tính riêng|nhờ)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\b(?:và|and)\b|,", re.IGNORECASE)
_AGREED = 0.7  # part of the words of a whole that its name must have
_BACK = 80
_TOLD = ("growth", "difference", "ratio")  # what a number has before its share


def whole_words(reading: Reading, share: Statement) -> frozenset[str]:
    """The words behind a share that say of what it is one, without those that any whole has.

    Examples
    --------
    >>> from hanoi_ct.statements import audit
    >>> reading = audit("Gỗ đạt 2 tỷ USD, chiếm 20% tổng kim ngạch xuất khẩu.").reading
    >>> sorted(whole_words(reading, reading.statements[1]))
    ['khẩu', 'xuất']
    """
    behind = reading.text[share.end : share.end + _TAIL].casefold()
    return _words(_END.split(behind, maxsplit=1)[0])


def _words(text: str) -> frozenset[str]:
    found = re.findall(r"[^\W\d_]+", re.sub(r"['’]s\b", "", text.casefold()))
    return frozenset(w if len(w) < 4 else w.removesuffix("s") for w in found) - _IDLE


def same_whole(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two shares name one whole: most words of the shorter name are in the longer."""
    if not one or not other:
        return one == other
    return 2 * len(one & other) >= min(len(one), len(other))


def names_whole(reading: Reading, total: Statement, share: Statement) -> bool:
    """Whether the words behind a share name an amount as the text names it.

    A name that joins more than the share names ("vốn cấp mới và tăng thêm") is another one.
    """
    words = whole_words(reading, share)
    subject = total.subject or ""
    around = reading.text[max(0, total.start - _BACK) : total.start]
    around = re.split(r"[.!?]\s|\n", around)[-1]
    held = _words(f"{subject} {around} {total.text}")
    if not words or len(words & held) < _AGREED * len(words):
        return False
    joined = _JOINED.search(subject)
    more = _words(subject[joined.end() :]) if joined else words
    return 2 * len(more & words) >= len(more)


def is_told_as_whole(reading: Reading, part: Statement, total: Statement, share: Statement) -> bool:
    """Whether words say that an amount is the whole of a share, and not its place alone.

    The whole is named behind the share as the amount is named; or the share names none and the
    amount stands before it in its paragraph, or behind it in its sentence.
    """
    if whole_words(reading, share):
        return names_whole(reading, total, share)
    if total.start > part.start:
        return total.sentence == share.sentence
    return share.sentence - total.sentence <= 1 or share.paragraph == total.paragraph


def is_sibling(reading: Reading, place: int, part: Statement, share: Statement) -> bool:
    """Whether an amount has a share of its own in the same whole: both are parts of a third.

    ``place`` is that of the amount among the statements of the reading.
    """
    total, own = reading.statements[place], _own_share(reading, place)
    if own is None or own.id == share.id or own.unit != share.unit:
        return False
    if total.start < part.start and _INSIDE.search(reading.text[own.end : part.start]):
        return False
    return same_whole(whole_words(reading, own), whole_words(reading, share))


def has_own_share(reading: Reading, place: int, part: Statement) -> bool:
    """Whether an amount is told with its share, and no word goes from it into its parts."""
    own = _own_share(reading, place)
    if own is None or own.start > part.start:
        return False
    return not _INSIDE.search(reading.text[own.end : part.start])


def _own_share(reading: Reading, place: int) -> Statement | None:
    """The share right behind an amount, past what else is told of it."""
    behind = reading.statements[place + 1 : place + 4]
    own = next((s for s in behind if s.type not in _TOLD), None)
    if own is None or own.type != "share" or own.sentence != reading.statements[place].sentence:
        return None
    return own


def points_at_whole(reading: Reading, place: int, part: Statement, fitting: bool) -> bool:
    """Whether words point at the whole of a share: "of it", or that of one told in turn with it.

    Parameters
    ----------
    reading : Reading
    place : int
        Where the share stands among the statements.
    part : Statement
    fitting : bool
        Whether another share agrees with the total.
    """
    if OF_IT.match(reading.text, part.end):
        return True
    share = reading.statements[place]
    around = reading.statements[max(0, place - 1) : place + 2]
    joined = any(
        a.type == b.type == "share" and is_joint(reading.text[a.end : b.start])
        for a, b in itertools.pairwise(around)
    )
    words = reading.text[max(0, share.start - 60) : share.end + _TAIL].split("\n")[0]
    return fitting and joined and bool(_IN_TURN.search(words))
