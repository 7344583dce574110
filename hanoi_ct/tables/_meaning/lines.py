"""What the lines above and below a table say: its name, and the units of its figures."""

from __future__ import annotations

import re

from hanoi_ct.tables._meaning.units import Unit, corner_units, in_brackets
from hanoi_ct.tables._meaning.words import clean

__all__ = ["named_part", "units_in_title", "units_noted", "units_told"]

# What a sentence states: "tăng 5,5%", "đạt 3.250 tỷ đồng"; "(năm 2010 = 100%)" is no such.
_STATED = re.compile(
    r"\d+[,.]\d+\s?%|(?<!= )(?<!=)\b\d[\d.,]*\s(?:nghìn |triệu |tỷ )*(?:tỷ|triệu|đồng|USD|tấn)\b"
)
_VERB = re.compile(
    r"(?i)[\s,:;(]+(?:ước |dự |đã )*(?:tính |thực hiện )?(?:đạt|tăng|giảm|bằng|chiếm)\b"
)


def named_part(text: str) -> str:
    """A title without the sentence that goes on behind it: "1. Công nghiệp: IIP tăng 4,2% ..."."""
    if len(text) < 50 or not _STATED.search(text):
        return text
    head, colon, _ = text.partition(":")
    if colon and not _STATED.search(head):
        return clean(head)
    verb = _VERB.search(text)
    return clean(text[: verb.start()]) if verb and verb.start() > 5 else text


def units_in_title(text: str) -> list[Unit]:
    """The units that close a title in brackets: "Xuất khẩu (Đơn vị tính: triệu USD)"."""
    match = re.search(r"\(([^()]*)\)\s*$", text)
    if match and (units := corner_units(match[1])):
        return units
    if match:  # "(số chính thức, nghìn USD)"
        told = in_brackets(text)
        return [told] if told is not None and told.unit != "percent" else []
    inside = re.findall(r"\(([^()]*)\)", text)  # "(TỶ ĐỒNG) - SỐ CHÍNH THỨC"
    found = [units for inner in inside if (units := corner_units(inner)) and len(inner) > 2]
    return found[0] if len(found) == 1 else []


def units_told(text: str) -> list[Unit]:
    """The units that a line names as such: "Tỉnh Bến Tre - Đơn vị tính: Tỷ đồng"."""
    match = re.search(r"(?:đơn vị(?: tính)?|đvt)\s*:\s*([^():]+?)\s*\)?\s*$", text, re.IGNORECASE)
    return corner_units(match[1]) if match else []


def units_noted(text: str) -> list[Unit]:
    """The units that a note tells: "Ghi chú: Đơn vị tính giá trị là triệu đồng."."""
    match = re.search(
        r"(?:đơn vị(?: tính)?|đvt)(?: (?:của )?[^:.,;()]{1,30}?)?(?: là\s*:?|\s*:)\s*"
        r"([^:.()]+)\.?\s*$",
        clean(text),
        re.IGNORECASE,
    )
    return corner_units(match[1]) if match else []
