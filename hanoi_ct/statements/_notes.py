"""The notes of statements in both languages: a slip, or what was assumed in reading."""

from __future__ import annotations

import re

from hanoi_ct.text import Language

__all__ = ["note_in"]

# Notes are made in English, piece by piece, joined by "; "; here is what each is in Vietnamese.
_PIECES = {
    "no scale is printed": "không in bậc (nghìn, triệu, tỷ)",
    "no unit is printed": "không in đơn vị",
    "no unit is printed: that of the statement before is taken": (
        "không in đơn vị: lấy đơn vị của số trước"
    ),
    "unit of the number behind": "đơn vị lấy của số đứng sau",
    "above the plan: 100 % and this attained": "vượt kế hoạch: đạt 100% và thêm số này",
    "percentage points printed as percent": "điểm phần trăm in thành phần trăm",
    "verb taken from the rate before": "tăng hay giảm lấy theo tỷ lệ trước",
    "no verb is printed": "không in tăng hay giảm",
    "a digit printed as a word": "một chữ số in bằng chữ",
    "fraction in words": "phân số viết bằng chữ",
    "number in words": "số viết bằng chữ",
    "no comparison is printed: the year before is assumed": (
        "không in so với kỳ nào: coi như so với cùng kỳ năm trước"
    ),
}
_READ_SO = re.compile(r"(?P<printed>\S+) is read as (?P<one>\S+) and may also be (?P<other>\S+)")


def note_in(note: str, language: Language) -> str:
    """A note in a language; a piece that is not known stays as it is.

    Examples
    --------
    >>> note_in("number in words", "vi")
    'số viết bằng chữ'
    >>> note_in("3.120 is read as 3120 and may also be 3.120", "vi")
    '3.120 được đọc là 3120 và cũng có thể là 3,120'
    """
    if language == "en":
        return note
    return "; ".join(_in_vietnamese(piece) for piece in note.split("; "))


def _in_vietnamese(piece: str) -> str:
    known = _PIECES.get(piece)
    if known is not None:
        return known
    told = _READ_SO.fullmatch(piece)
    if told is None:
        return piece
    one, other = (told[name].replace(".", ",") for name in ("one", "other"))
    return f"{told['printed']} được đọc là {one} và cũng có thể là {other}"
