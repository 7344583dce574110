"""Units and scales: how they are written, and changes of unit by powers of ten."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hanoi_ct.text import Text

# Units whose numbers are fractions times one hundred.
HUNDREDTHS = ("percent", "percentage_points")


def shift_point(x: float, places: int) -> float:
    """Move the decimal point of a number: a change of unit, free of rounding error.

    The shortest decimal that denotes ``x`` is shifted, so 7.4 percent is 0.074 and never
    0.07400000000000001.

    Examples
    --------
    >>> shift_point(7.4, -2), shift_point(9200.0, -3), shift_point(0.0735, 2)
    (0.074, 9.2, 7.35)
    """
    return float(Decimal(repr(float(x))).scaleb(places))


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: how it is printed after a number, and the other ways in which it is written."""

    name: str
    words: Text
    also: tuple[str, ...] = ()


UNITS: dict[str, Unit] = {
    unit.name: unit
    for unit in (
        Unit("percent", Text("%", "%"), ("phần trăm", "percent", "per cent", "pct")),
        Unit(
            "percentage_points",
            Text("điểm phần trăm", "percentage points"),
            ("đpt", "điểm %", "percentage point", "pp", "points"),
        ),
        Unit("permille", Text("‰", "‰"), ("phần nghìn", "per mille")),
        Unit("times", Text("lần", "times"), ("time", "fold")),
        Unit("USD", Text("USD", "USD"), ("đô la Mỹ", "đô-la Mỹ", "đô la", "US$", "$", "dollars")),
        Unit("VND", Text("đồng", "VND"), ("VNĐ", "VND", "đ", "dong")),
        Unit("EUR", Text("EUR", "EUR"), ("euro", "€")),
        Unit("tonne", Text("tấn", "tonnes"), ("tonne", "tons", "ton")),
        Unit("kg", Text("kg", "kg"), ("ki-lô-gam", "kilograms")),
        Unit("ha", Text("ha", "ha"), ("héc-ta", "hecta", "hectares", "hectare")),
        Unit("m2", Text("m²", "m²"), ("m2", "mét vuông", "square metres")),
        Unit("m3", Text("m³", "m³"), ("m3", "mét khối", "cubic metres")),
        Unit("litre", Text("lít", "litres"), ("litre", "liters", "liter")),
        Unit("kWh", Text("kWh", "kWh"), ("kwh", "KWh")),
        Unit("quintals_per_ha", Text("tạ/ha", "quintals/ha"), ("tạ / ha",)),
        Unit("projects", Text("dự án", "projects"), ("project",)),
        Unit("decisions", Text("lượt", "decisions"), ("quyết định", "decision")),
        Unit("districts", Text("huyện", "districts"), ("district",)),
        Unit("enterprises", Text("doanh nghiệp", "enterprises"), ("enterprise",)),
        Unit("items", Text("nội dung", "items"), ("item",)),
        Unit("groups", Text("nhóm", "groups"), ("group",)),
        Unit("limitations", Text("hạn chế, khó khăn", "limitations"), ("limitation",)),
        Unit("recommendations", Text("nội dung kiến nghị", "recommendations"), ("recommendation",)),
        Unit("sets", Text("bộ số liệu", "sets"), ("set",)),
        Unit("count", Text("", "")),
    )
}

# Units of tables that hold their scale: the unit they are written in, and its power of ten.
SCALED_UNITS = {
    "million_usd": ("USD", 6),
    "billion_usd": ("USD", 9),
    "billion_vnd": ("VND", 9),
    "thousand_billion_vnd": ("VND", 12),
}


@dataclass(frozen=True, slots=True)
class Scale:
    """A word that multiplies a number by a power of ten."""

    power: int
    words: Text
    also: tuple[str, ...] = ()


SCALES: tuple[Scale, ...] = (
    Scale(15, Text("triệu tỷ", "quadrillion"), ("triệu tỉ",)),
    Scale(12, Text("nghìn tỷ", "trillion"), ("nghìn tỉ", "ngàn tỷ", "ngàn tỉ")),
    Scale(9, Text("tỷ", "billion"), ("tỉ", "bn")),
    Scale(6, Text("triệu", "million"), ("tr.", "tr", "mn")),
    Scale(4, Text("vạn", "ten thousand")),
    Scale(3, Text("nghìn", "thousand"), ("ngàn",)),
)

# Units of tables for a unit and its power of ten, and the words of their scales in names.
_NAMED = {held: name for name, held in SCALED_UNITS.items()} | {
    ("VND", 6): "million_vnd",
    ("VND", 12): "thousand_billion_vnd",
    ("kWh", 6): "million_kwh",
    ("ha", 0): "hectares",
    ("person", 0): "persons",
    ("tonne", -3): "kg",
}
SCALE_NAMES = {3: "thousand", 6: "million", 9: "billion", 12: "trillion"}


def scaled_unit(unit: str, scale: Decimal, value: Decimal) -> tuple[str, Decimal]:
    """The name of a unit counted by a power of ten, and the value in it.

    A scale that has no name of its own is multiplied out; nothing is known without a unit.

    Examples
    --------
    >>> scaled_unit("tonne", Decimal(1000), Decimal("12.5"))
    ('thousand_tonne', Decimal('12.5'))
    >>> scaled_unit("tonne", Decimal("0.1"), Decimal(120))
    ('tonne', Decimal('12.0'))
    """
    if unit in ("", "percent", "count"):
        return unit or "count", value * (scale if unit == "count" else 1)
    power = scale.adjusted() if scale == Decimal(1).scaleb(scale.adjusted()) else None
    if power is not None and (unit, power) in _NAMED:
        return _NAMED[unit, power], value
    if power in SCALE_NAMES:
        return f"{SCALE_NAMES[power]}_{unit}", value
    return _NAMED.get((unit, 0), unit), value * scale
