"""What a reader sees of a number: its format in Vietnamese, half up in decimal."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

__all__ = ["as_decimal", "exact_text", "printed"]

_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def as_decimal(number: float | Decimal) -> Decimal:
    """The shortest decimal that stands for the float: what the file wrote, for 17 digits."""
    return Decimal(repr(number)) if isinstance(number, float) else Decimal(number)


def exact_text(number: Decimal) -> str:
    """A decimal without exponent or closing zeros: 1.50 is '1.5', 1E+3 is '1000'.

    Examples
    --------
    >>> exact_text(Decimal("1155.0")), exact_text(Decimal("-0.50"))
    ('1155', '-0.5')
    """
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def printed(number: Decimal, format: str) -> str:
    """The number as its cell shows it, with comma and thousands points.

    Examples
    --------
    >>> printed(Decimal("100.05"), "0.0"), printed(Decimal("-5200"), "#,##0.0")
    ('100,1', '-5.200,0')
    >>> printed(Decimal("0.088"), "0.0%"), printed(Decimal("98.5"), "General")
    ('8,8%', '98,5')
    """
    sections = [_QUOTED.sub("", part) for part in format.split(";")]
    section = sections[0]
    brackets = False
    if number < 0 and len(sections) > 1 and re.search("[0#]", sections[1]):
        section, brackets = sections[1], "(" in sections[1]
    percent = "%" in section
    if percent:
        number *= 100
    match = re.search(r"([#0?,]*)(?:\.([0#?]+))?", section[_first_digit(section) :])
    if section.lower().strip() in ("general", "@", "") or match is None or not match[0]:
        text = exact_text(abs(number)).replace(".", ",")
        return ("-" if number < 0 else "") + text
    places = len(match[2] or "")
    rounded = abs(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded:,.{places}f}" if "," in match[1] else f"{rounded:.{places}f}"
    text = text.translate(str.maketrans(",.", ".,")) + ("%" if percent else "")
    if brackets:
        return f"({text})"
    return ("-" if number < 0 and rounded else "") + text


def _first_digit(section: str) -> int:
    found = re.search(r"[#0?]", section)
    return found.start() if found else len(section)
