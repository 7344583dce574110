"""The words in which ``hanoi-ct import`` shows what a sheet says."""

from __future__ import annotations

from typing import Any

from hanoi_ct.text import Language, Text

__all__ = ["meaning_of", "reading_of", "unit_of", "why_left"]

_MEASURES = {
    "index": Text("chỉ số", "index"),
    "growth": Text("tốc độ tăng", "growth"),
    "level": Text("mức", "level"),
    "plan": Text("kế hoạch", "plan"),
    "attainment": Text("so kế hoạch", "attainment of the plan"),
    "share": Text("cơ cấu", "share"),
    "count": Text("số lượng", "count"),
}
_COMPARISONS = {
    "previous_month": Text("so tháng trước", "on the month before"),
    "previous_quarter": Text("so quý trước", "on the quarter before"),
    "same_month_last_year": Text("so cùng kỳ", "on the same month of last year"),
    "same_period_last_year": Text("cộng dồn so cùng kỳ", "year to date on last year"),
    "same_quarter_last_year": Text("quý so cùng kỳ", "on the same quarter of last year"),
    "same_point_last_month": Text("so cùng thời điểm tháng trước", "on the point a month before"),
    "same_point_last_year": Text("so cùng thời điểm năm trước", "on the point a year before"),
    "plan_year": Text("", ""),  # attainment says it
    "total": Text("trong tổng số", "of the total"),
    "production": Text("trong sản xuất", "of production"),
}
_STATUSES = {
    "estimate": Text("ước", "estimate"),
    "preliminary": Text("sơ bộ", "preliminary"),
    "official": Text("chính thức", "official"),
    "plan": Text("kế hoạch", "plan"),
    "unstated": Text("", ""),
}
_KEYS = {
    "measure": Text("đại lượng", "measure"),
    "comparison": Text("so sánh", "comparison"),
    "period_start": Text("từ tháng", "from"),
    "period_end": Text("đến tháng", "to"),
    "value": Text("giá trị", "value"),
    "unit": Text("đơn vị", "unit"),
    "scale": Text("đơn vị nhân với", "unit times"),
    "status": Text("trạng thái", "status"),
}
_LEFT = {
    "row of column numbers": Text("dòng đánh số cột", "row of column numbers"),
    "heading": Text("dòng tiêu đề nhóm", "heading"),
    "note or signature": Text("ghi chú hoặc chữ ký", "note or signature"),
    "contribution or weight": Text("mức đóng góp hoặc quyền số", "contribution or weight"),
    "row that names no month": Text("dòng không ghi tháng nào", "row that names no month"),
    "difference of two levels": Text("chênh lệch hai mức", "difference of two levels"),
    "hidden draft": Text("bản nháp bị ẩn", "hidden draft"),
    "x: the column does not apply": Text("x: không áp dụng", "x: the column does not apply"),
}
_SCALES = {
    "1000": Text("nghìn", "thousand"),
    "1000000": Text("triệu", "million"),
    "1000000000": Text("tỷ", "billion"),
    "1000000000000": Text("nghìn tỷ", "trillion"),
}
_UNITS = {
    "VND": Text("đồng", "VND"),
    "tonne": Text("tấn", "tonnes"),
    "piece": Text("cái", "pieces"),
    "pair": Text("đôi", "pairs"),
    "pack": Text("gói", "packs"),
    "jar": Text("lọ", "jars"),
    "litre": Text("lít", "litres"),
    "person": Text("người", "persons"),
    "count": Text("", ""),
}


def meaning_of(fact: dict[str, Any], language: Language) -> str:
    """Measure, comparison, period, status and code of a figure, in words.

    Examples
    --------
    >>> fact = {"measure": "index", "comparison": "previous_month", "period_start": "2024-05",
    ...         "period_end": "2024-05", "status": "estimate", "code": "C"}
    >>> meaning_of(fact, "vi"), meaning_of(fact, "en")
    ('chỉ số, so tháng trước, 2024-05, ước, C', 'index, on the month before, 2024-05, estimate, C')
    """
    start, end = fact["period_start"], fact["period_end"]
    unknown = Text("chưa rõ kỳ", "period unknown").get(language)
    words = [
        _word(_MEASURES, fact["measure"], language),
        _word(_COMPARISONS, fact["comparison"], language),
        (end if start == end else f"{start} – {end}") if end else unknown,
        _word(_STATUSES, fact["status"], language),
        fact["code"] or "",
    ]
    return ", ".join(word for word in words if word)


def unit_of(fact: dict[str, Any], language: Language) -> str:
    """The unit as counted, in words; nothing for rates and for a unit that no one states.

    Examples
    --------
    >>> unit_of({"measure": "level", "unit": "USD", "scale": "1000"}, "vi")
    'nghìn USD'
    """
    unit, scale = fact["unit"], fact["scale"]
    if fact["measure"] in ("index", "growth", "attainment", "share"):
        return ""
    if unit is None:
        return Text("(chưa rõ đơn vị)", "(unit unknown)").get(language)
    if unit == "percent":
        return "%"
    by = "" if scale in (None, "1") else _word(_SCALES, scale, language)
    return f"{by} {_word(_UNITS, unit, language)}".strip()


def reading_of(reading: dict[str, Any], language: Language) -> str:
    """One of the readings of a doubtful column, in words.

    Examples
    --------
    >>> reading_of({"comparison": "previous_month", "value": None}, "en")
    'comparison on the month before, value not told'
    """
    words = {**_MEASURES, **_COMPARISONS, **_STATUSES, **_SCALES, **_UNITS}
    words["unstated"] = Text("không ghi", "not stated")
    none = Text("chưa rõ", "not told").get(language)
    return ", ".join(
        f"{_word(_KEYS, key, language)} "
        f"{none if value is None else _word(words, str(value), language)}"
        for key, value in reading.items()
    )


def why_left(reason: str, language: Language) -> str:
    """Why cells were left."""
    return _word(_LEFT, reason, language)


def _word(words: dict[str, Text], key: str | None, language: Language) -> str:
    if key is None:
        return ""
    return words[key].get(language) if key in words else key
