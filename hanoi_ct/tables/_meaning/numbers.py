"""Figures as text: decimal comma, thousands point, brackets, hedges and marks for missing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from hanoi_ct.tables._meaning.units import Unit, read_unit
from hanoi_ct.tables._meaning.words import clean, fold

__all__ = ["MARKS", "Figure", "Profile", "figure", "looks_numeric", "missing_mark", "profile_of"]

MARKS = {
    "-": "nil",
    "–": "nil",
    "—": "nil",
    "…": "not_available",
    "...": "not_available",
    "....": "not_available",
    "..": "not_yet",
    "x": "not_applicable",
    "X": "not_applicable",
}
_HEDGES = (
    ("khoang", "about"),
    ("xap xi", "about"),
    ("gan", "nearly"),
    ("hon", "over"),
    ("tren", "over"),
    ("duoi", "under"),
    ("uoc", "estimate"),
    (">", "over"),
    ("<", "under"),
    ("~", "about"),
    ("≈", "about"),
)
_CHANGES = (
    ("tang", "growth", 1),
    ("giam", "growth", -1),
    ("bang", "index", 1),
    ("dat", None, 1),  # of a plan, which the column tells
)
# Arrows in place of those words: "▲ 4,9".
_ARROWS = {"▲": 1, "△": 1, "↑": 1, "⬆": 1, "▼": -1, "▽": -1, "↓": -1, "⬇": -1}
_NUMBER = re.compile(r"\d{1,3}(?:([., \u00a0\u202f])\d{3})*(?:[.,]\d+)?|\d+(?:[.,]\d+)?")
_GROUPS = re.compile(r"\d{1,3}([. ,\u00a0\u202f])\d{3}(?:\1\d{3})*")


# The mark of a note behind a figure: "150.933(1)", "6.659*".
_FOOTNOTE = re.compile(r"(?<=\d)\s*(?:\((?:\d{1,2}|\*+|[a-z])\)|\*+|[¹²³⁴⁵])$")


@dataclass(frozen=True, slots=True)
class Profile:
    """How a file writes numbers as text: its decimal mark, where the file shows it."""

    decimal: str | None = None  # "," or ".", None where nothing shows it


@dataclass(frozen=True, slots=True)
class Figure:
    """A number read from text.

    ``other`` is the second reading of a point or comma that may stand for thousands or for the
    decimal mark, None where only one is possible. ``measure`` is growth or index where words say
    so: "giảm 3,4%", "bằng 96,6%". ``unit`` is the unit that a cell names: "125,5 triệu USD".
    """

    value: Decimal
    percent: bool = False
    hedge: str | None = None
    other: Decimal | None = None
    measure: str | None = None
    unit: Unit | None = None


def missing_mark(text: str) -> str | None:
    """The kind of gap that a mark states: '-' nil, '…' not_available, '..' not_yet, 'x'.

    Examples
    --------
    >>> missing_mark(" … "), missing_mark("x"), missing_mark("5")
    ('not_available', 'not_applicable', None)
    """
    return MARKS.get(clean(text))


_COMMA = re.compile(r"[\d. ]*\d,\d+|\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:\.\d{3})+,\d+")
_POINT = re.compile(r"[\d, ]*\d\.\d+|\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:,\d{3})+\.\d+")
_EITHER = re.compile(r"\d{1,3}[.,]\d{3}")


def profile_of(texts: Iterable[str]) -> Profile:
    """The decimal mark that the numbers of a file show: 1.234,5 or 12,5 a comma, 12.5 a point."""
    comma = point = 0
    for text in texts:
        bare = clean(text).strip("()%+-−– ")
        if not bare.isascii() or bare[:1].isalpha() or bare[-1:].isalpha():
            bare = _amount(bare)
        if not re.fullmatch(r"[\d., ]+", bare) or _EITHER.fullmatch(bare):
            continue
        with_comma = bool(_COMMA.fullmatch(bare))
        with_point = bool(_POINT.fullmatch(bare))
        if with_comma != with_point:
            comma += with_comma
            point += with_point
    if comma == point:
        return Profile(None)
    return Profile("," if comma > point else ".")


_AMOUNT = re.compile(r"(?:[^\W\d_]+ )?(\d[\d., ]*\d)(?: [^\d]+)?")


def _amount(text: str) -> str:
    """The number of "7.439,5 tỷ đồng" and "giảm 5,2%"; the text itself where it is no such."""
    match = _AMOUNT.fullmatch(text) if len(text) < 40 else None
    return match[1] if match else text


_COUNTED = re.compile(r"([-−–+]?\s*[\d., \u00a0]*\d)\s*([^\W\d_][^%]+)")


def _is_counted(text: str, words: str) -> bool:
    """Whether text is a figure with its unit, and no unit itself: "1000 cái", "999 cái"."""
    if read_unit(words) is None:
        return False
    whole = read_unit(text)
    return whole is None or (whole.suspect is not None and whole.scale == "1")


def looks_numeric(text: str) -> bool:
    """Whether text is a figure, perhaps hedged."""
    return figure(text, Profile()) is not None


def figure(text: str, profile: Profile) -> Figure | None:
    """Read a number from text, or None.

    Examples
    --------
    >>> figure("3.786,4", Profile(",")).value, figure("(11,2)", Profile(",")).value
    (Decimal('3786.4'), Decimal('-11.2'))
    >>> figure("438.9", Profile()).value, figure("42.000", Profile(",")).value
    (Decimal('438.9'), Decimal('42000'))
    >>> figure("khoảng 20", Profile()).hedge, figure("Giảm 3,4%", Profile()).value
    ('about', Decimal('-3.4'))
    >>> figure("▼ 2,6", Profile()).value, figure("150.933(1)", Profile(",")).value
    (Decimal('-2.6'), Decimal('150933'))
    """
    bare = _FOOTNOTE.sub("", clean(text)) or clean(text)
    measure, hedge, sign = None, None, 1
    folded = fold(bare)
    for word, told, direction in _CHANGES:
        if re.match(rf"{word} [^a-z]*\d", folded) and folded.endswith("%"):
            bare, measure, sign = bare[len(word) :].strip(), told, direction
            folded = fold(bare)
    if bare[:1] in _ARROWS and len(bare) > 1:
        measure, sign, bare = "growth", _ARROWS[bare[0]], bare[1:].strip("\ufe0f ")
        folded = fold(bare)
    for word, kind in _HEDGES:
        if folded.startswith(word) and len(bare) > len(word):
            bare, hedge = bare[len(word) :].strip(), kind
            break
    if bare.startswith("(") and bare.endswith(")"):
        bare, sign = bare[1:-1].strip(), -sign
        if not re.search(r"[.,]\d", bare) and len(bare) < 3:
            return None  # (1) numbers a column
    unit = None
    counted = _COUNTED.fullmatch(bare)
    if counted and _is_counted(bare, counted[2]):
        bare, unit = counted[1].strip(), read_unit(counted[2])
    percent = bare.endswith("%")
    bare = bare.removesuffix("%").strip()
    for mark in ("-", "−", "–", "—", "+"):
        if bare.startswith(mark):
            bare, sign = bare[len(mark) :].strip(), sign * (1 if mark == "+" else -1)
            break
    if not _NUMBER.fullmatch(bare):
        return None
    value, other = _readings(bare, profile)
    return Figure(
        sign * value, percent, hedge, None if other is None else sign * other, measure, unit
    )


def _readings(bare: str, profile: Profile) -> tuple[Decimal, Decimal | None]:
    for blank in (" ", "\u00a0", "\u202f"):
        bare = bare.replace(blank, "")
    comma, point = bare.count(","), bare.count(".")
    if comma and point:
        decimal = "," if bare.rfind(",") > bare.rfind(".") else "."
        thousands = "." if decimal == "," else ","
        return Decimal(bare.replace(thousands, "").replace(decimal, ".")), None
    if comma + point > 1:
        return Decimal(bare.replace(",", "").replace(".", "")), None
    if comma + point == 0:
        return Decimal(bare), None
    mark = "," if comma else "."
    whole, _, rest = bare.partition(mark)
    as_decimal, as_whole = Decimal(f"{whole}.{rest}"), Decimal(whole + rest)
    if len(rest) != 3 or whole == "0" or len(whole) > 3:
        return as_decimal, None
    if profile.decimal is not None:
        if profile.decimal == mark:
            return as_decimal, as_whole
        return as_whole, None
    # A point before three digits separates thousands in Vietnamese, a comma is decimal.
    return (as_whole, as_decimal) if mark == "." else (as_decimal, as_whole)
