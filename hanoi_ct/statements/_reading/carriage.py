"""What is carried and how far: tonnes and tonne-kilometres are two series of one name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements._reading.subjects import TRADED, Subject
from hanoi_ct.statements.statement import Statement

__all__ = ["by_unit", "of_cargo", "of_the_unit", "through_a_port"]

_CARRIED = ("passengers", "freight")
_FAR = ("tonne_km", "person_km")
_HANDLED = ("tonne", "TEU")
_WORDS = (("vận tải", "luân chuyển"), ("vận chuyển", "luân chuyển"))


def by_unit(subject: Subject, unit: str | None) -> Subject:
    """ "Vận tải hàng hóa 9 triệu tấn và 2 tỷ tấn.km": the second is how far it was carried."""
    text = subject.text or ""
    if subject.indicator == "transport" and unit in _FAR and text.startswith("vận tải đường"):
        who = "hành khách" if unit == "person_km" else "hàng hóa"
        return replace(subject, text=text.replace("vận tải", f"luân chuyển {who}"))
    if subject.indicator not in _CARRIED or unit in ("percent", "times", None):
        return subject
    for carried, turned in _WORDS:
        if unit in _FAR and carried in text and turned not in text:
            return replace(subject, text=text.replace(carried, turned))
        if unit not in _FAR and text.startswith(f"{turned} hà"):
            return replace(subject, text=text.replace(turned, "vận tải"))
    return subject


def of_cargo(found: Subject, head: Subject, unit: str | None) -> Subject:
    """ "Hàng hóa qua cảng 37 triệu tấn: hàng xuất khẩu 9 triệu tấn": cargo, and no trade."""
    if head.indicator != "freight" or found.indicator not in TRADED or unit not in _HANDLED:
        return found
    words = (found.text or "").casefold()
    return Subject(found.text, head.indicator, words, head=head.text, kind="unnamed")


def through_a_port(found: Subject, head: Subject) -> Subject:
    """ "Hàng hóa thông qua cảng 386 tấn: Hà Tĩnh tăng 97%": cargo of the port, none carried."""
    text = found.text or ""
    turned = head.indicator in _CARRIED and "luân chuyển" in (head.text or "").casefold()
    if turned and found.group and text.startswith("vận tải "):
        return replace(found, text=text.replace("vận tải", "luân chuyển", 1))
    if head.indicator != "freight" or "thông qua" not in (head.text or "") or "qua" in text:
        return found
    if found.kind == "province":
        place = text.removeprefix("vận tải hàng hóa ")
        return replace(found, text=f"hàng hóa thông qua cảng {place}")
    if text.casefold().endswith(("hàng container", "khối lượng hàng hóa", "lượng hàng hóa")):
        text = text.removeprefix("vận tải hàng hóa ")
        return replace(found, text=f"{text} thông qua cảng")
    return found


def of_the_unit(name: list[Item], found: Sequence[Statement], sentence: int) -> Statement | None:
    """ "Tăng 9% về tấn và tăng 11% về tấn.km": the amount that was told in this unit."""
    if len(name) != 1:
        return None
    phrase = name[0].phrases.get("unit")
    unit = phrase.value if phrase is not None else None
    unit = "count" if unit is None and name[0].says("người", "khách", "lượt khách") else unit
    near = (s for s in reversed(found) if s.sentence >= sentence - 1)
    return next((s for s in near if s.type == "level" and unit and s.unit == unit), None)
