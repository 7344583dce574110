"""What is measured of a crop, a herd of fish or a piece of land: its area, its yield, its output.

A list says the measure once, and the unit says it as well: of "vụ mùa cấy 73.000 ha lúa; năng
suất 50 tạ/ha" the first is the area of the rice, the second its yield.
"""

from __future__ import annotations

import re
from dataclasses import replace

from hanoi_ct.statements._reading.clauses import Clause
from hanoi_ct.statements._reading.context import Told
from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements._reading.names_behind import GROWS
from hanoi_ct.statements._reading.subjects import Subject

__all__ = ["by_unit", "measured"]

_CROPS = (
    "lúa",
    "ngô",
    "vụ mùa",
    "vụ đông",
    "vụ hè",
    "vụ thu",
    "vụ xuân",
    "vụ chiêm",
    "cây ",
    "rau",
    "khoai",
    "sắn",
    "lạc",
    "đậu",
    "mía",
    "cà phê",
    "chè",
)
_SEASON = re.compile(r"\bvụ (?:đông xuân|hè thu|thu đông|chiêm xuân|mùa|đông|xuân|chiêm)\b")
_MEASURES = {"ha": "diện tích", "quintals_per_ha": "năng suất", "tonne": "sản lượng"}
_MEASURE = re.compile(r"\A(?:tổng )?(sản lượng|diện tích|năng suất)\b")
_BARE = re.compile(
    r"\A((?:tổng )?(?:sản lượng|diện tích|năng suất)(?: bình quân)?)"
    r"(?: (?:toàn vụ|ước tính|cả vụ|cả năm|trên diện tích|đã thu hoạch))*\Z"
)
_OF_A_CROP = re.compile(
    r"\b(?:lúa|ngô|lạc|đậu tương|khoai lang|rau)"
    r"(?: (?:vụ )?(?:đông xuân|hè thu|thu đông|chiêm xuân|mùa|đông|xuân|chiêm))\b"
)
_WHERE = re.compile(r" (?:của |ở |tại )?(?:toàn|cả|các|vùng|tỉnh|huyện|phía|miền)\b.*")
_GROWN = re.compile(rf"\A (?:{'|'.join(GROWS)})(?= )")
_REGION = re.compile(r"(?:các )?(?:phía|miền|vùng|đồng bằng|địa phương|tỉnh|huyện|khu vực)\b")
_YEAR = re.compile(r" (?:năm )?20\d\d\b")
_LAND = ("diện tích", "đất", "area", "land", "quy mô", "hectares")
_FISH = re.compile(r"(?:cá|tôm|thủy sản|mực|nghêu|cua|nuôi|khai thác|đánh bắt|đàn)\b")
_MEASURED = ("sản lượng", "tổng sản lượng")
_WAYS = ("nuôi trồng", "khai thác", "đánh bắt")


def measured(told: Told, found: Subject, clause: Clause, left: list[Item]) -> Subject:
    """The subject with what is measured of it, where a name leaves it to the unit or the list."""
    if told.language == "en":
        return _area(found, clause)
    unit, words = clause.quantity.unit, (found.text or "").casefold()
    season = _SEASON.search(" ".join(i.text.casefold() for i in left))
    bare = _BARE.match(words)
    area = told.context.current
    named = _MEASURE.match((area.text or "").casefold()) if area.group else None
    if bare is not None and unit in _MEASURES and named is not None:  # of the same field
        of = _GROWN.sub("", (area.text or "")[named.end() :])
        return replace(found, text=f"{bare.group(1)}{of}", group=area.group)
    if bare is not None and told.crop and unit in (*_MEASURES, "percent"):
        return replace(found, text=f"{bare.group(1)} {told.crop}", group=told.crop)
    if crop := _OF_A_CROP.search(found.group):
        told.crop = crop.group()
    if found.group.startswith(_CROPS):
        told.crop = season.group() if season and found.group.startswith("vụ") else found.group
        told.crop = _WHERE.sub("", _YEAR.sub("", told.crop))
        if season and not any(w in found.group for w in season.group().split()[1:]):
            told.crop = f"{told.crop} {season.group()}"
            found = replace(found, text=f"{found.text} {season.group()}", group=told.crop)
    if unit == "ha" and not any(word in words for word in _LAND):
        return _area_grown(told, found, left)
    if found.indicator == "output_quantity" and found.head and not _MEASURE.match(words):
        return _of_the_whole(told, found, unit)
    return found


def _of_the_whole(told: Told, found: Subject, unit: str | None) -> Subject:
    """ "Sản lượng lương thực ..., trong đó thóc 888 tấn": the output of one kind of it."""
    whole = told.context.current.text or ""
    text = (found.text or "").casefold()
    region = _REGION.match(text)
    measure = _MEASURES.get(unit or "") or _named_measure(whole)
    if _FISH.match(text) and not text.startswith(_WAYS):
        way = next((f" {way}" for way in _WAYS if way in whole), "")
        named = f"{measure} " if whole.startswith(_MEASURED) else ""
        return replace(found, text=f"{named}{found.text}{way}")
    known = unit in _MEASURES or (unit == "percent" and (region or text.startswith(_CROPS)))
    if not known or text.startswith((*_WAYS, "giá ", "ngành", "chăn nuôi")):
        return found
    crop = f"{told.crop} " if told.crop and region else ""
    return replace(found, text=f"{measure} {crop}{found.text}")


def by_unit(subject: Subject, unit: str | None) -> Subject:
    """ "Diện tích lúa 689 ha, 3.755 tấn": the output, where the unit is no longer of the area."""
    measure, named = _MEASURES.get(unit or ""), _MEASURE.match((subject.text or "").casefold())
    if measure is None or named is None or named.group(1) == measure:
        return subject
    rest = (subject.text or "")[named.end() :]
    return replace(subject, text=f"{measure}{rest}")


def _named_measure(whole: str) -> str:
    """The measure that the whole is named by."""
    named = _MEASURE.match(whole.casefold())
    return named.group(1) if named else "sản lượng"


def _area_grown(told: Told, found: Subject, left: list[Item]) -> Subject:
    """ "Phía nam thu hoạch 303.300 ha": the area of the crop that was named before."""
    done = next((item.text.casefold() for item in left if item.says(*GROWS)), "")
    words = f" {found.text} "
    named = f" {done} " in words.casefold() or not done
    crop = told.crop if told.crop and not found.group.startswith(_CROPS) else ""
    if crop and all(f" {word} " not in words.casefold() for word in crop.split()):
        found = replace(found, text=f"{crop} {found.text}", group=f"{crop} {found.group}".strip())
    return replace(found, text=f"diện tích {'' if named else f'{done} '}{found.text}")


def _area(found: Subject, clause: Clause) -> Subject:
    """ "29 industrial zones of 12,700 ha": their area."""
    words = (found.text or "").casefold()
    if clause.quantity.unit != "ha" or not words or any(word in words for word in _LAND):
        return found
    return replace(found, text=f"area of {found.text}")
