"""Averages: of the months of a year, of each firm or project; no total goes by their name."""

from __future__ import annotations

import re

from hanoi_ct.statements._reading.clauses import Clause
from hanoi_ct.statements._reading.context import Told
from hanoi_ct.statements._reading.subjects import Subject

__all__ = ["averaged", "of_each"]

# An average told right at its number, of what was spoken of before it.
_AVERAGE = re.compile(
    r"(?:^|[\s,;(])(bình quân|trung bình|averaging|average)"
    r"(?:\s+(?:mỗi|một|hàng|tháng|năm|quý|ngày|là|đạt|khoảng|gần|hơn|trên|of|about|over|nearly))*"
    r"\s*(?:US\$|\$|VND|USD)?\s*\Z",
    re.IGNORECASE,
)
_MONTHLY = re.compile(
    r"\s*(?:/|mỗi |một |per |a |each )\s*(?:tháng|month)\b(?!\s*/)", re.IGNORECASE
)
_OF_EACH = re.compile(  # "bình quân một doanh nghiệp thành lập mới có hơn"
    r"\b(?:bình quân|trung bình)\s+(?:một|mỗi|1)\s+((?:doanh nghiệp|dự án|DN)\b[^,;:()\d]*?)"
    r"(?:\s+(?:có|là|đạt|khoảng|gần|hơn|trên|ở|mức|với|vốn|số|đăng ký|ước))*\s*\Z",
    re.IGNORECASE,
)
_LEAD = 50  # code points


def averaged(told: Told, clause: Clause, text: str | None) -> str | None:
    """The subject of an average, which is no total: "..., bình quân 20 triệu USD/dự án"."""
    unit = clause.quantity.unit or "percent"
    if not text or unit in ("percent", "times") or "_per_" in unit:
        return text
    start = clause.item.start
    said = _AVERAGE.search(told.text[max(0, start - _LEAD) : start])
    monthly = _MONTHLY.match(told.text[clause.item.end : clause.item.end + _LEAD])
    if said is None and monthly is None:
        return text
    word = "average" if told.language == "en" else "bình quân"
    known = any(w in text.casefold() for w in ("bình quân", "trung bình", "average"))
    return text if known else f"{word} {text}"


def of_each(told: Told, clause: Clause) -> Subject | None:
    """ "Bình quân mỗi doanh nghiệp mới có 22 tỷ đồng vốn": the capital of each, on average."""
    if clause.quantity.unit not in ("USD", "VND") or not clause.left:
        return None
    said = _OF_EACH.search(told.text[clause.left[0].start : clause.item.start])
    before = told.text[: clause.left[0].start + said.start()][-_LEAD:] if said else ""
    if said is None or before.rstrip().casefold().endswith(("vốn", "vốn đăng ký")):
        return None
    text = f"vốn đăng ký bình quân một {' '.join(said.group(1).split())}"
    return Subject(text, "investment", text)
