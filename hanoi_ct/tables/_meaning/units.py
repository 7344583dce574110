"""Units: "Nghìn tấn" counts tonnes by the thousand. The words stand in data/units.toml."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from hanoi_ct.tables._meaning.words import clean, fold

__all__ = [
    "DITTO",
    "Unit",
    "corner_units",
    "in_brackets",
    "is_other_unit",
    "may_be_unit",
    "read_unit",
]

# What a unit is counted of: "Tấn sản phẩm", "Tấn quy khô".
_OF_WHAT = re.compile(
    r"(?<=[a-z23)])\s+(?:sp|tp|san pham|thanh pham|nguyen lieu|quy kho|quy tho|quy doi|tuoi|kho)$"
)

DITTO = {'"', "''", "“", "”", "〃", "nt", "-nt-", "‘’", "´´", ",,", "″", "như trên"}


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted and by how many; ``raw`` as printed.

    ``suspect`` holds the number of a unit that is none, such as the 999 of "999 cái".
    """

    unit: str
    scale: str
    raw: str
    suspect: str | None = None


@cache
def _words() -> tuple[dict[str, str], dict[str, str], dict[str, tuple[str, str]]]:
    text = resources.files("hanoi_ct.tables").joinpath("data/units.toml").read_text("utf-8")
    held = tomllib.loads(text)
    units = {word: unit for unit, words in held["units"].items() for word in words}
    whole = {word: (unit, scale) for word, (unit, scale) in held["whole"].items()}
    return held["scales"], units, whole


def read_unit(text: str) -> Unit | None:
    """The unit that text names, or None.

    Examples
    --------
    >>> read_unit("Nghìn\\ntỷ đồng")
    Unit(unit='VND', scale='1000000000000', raw='Nghìn\\ntỷ đồng', suspect=None)
    >>> read_unit("1000 đôi").scale, read_unit("Tr.USD").unit, read_unit("999 cái").suspect
    ('1000', 'USD', '999')
    >>> read_unit("Thép các loại") is None
    True
    """
    scales, units, whole = _words()
    folded = fold(text)
    folded = re.sub(r"^(?:don vi(?: tinh)?|dvt)\s*[:.]?\s*", "", folded).strip(" ()[].,;:*")
    folded = re.sub(r"\s+", " ", folded)
    if not folded:
        return None
    if folded in whole:
        return Unit(*whole[folded], text)
    if folded in units:
        return Unit(units[folded], "1", text)
    rest, scale = folded, 1
    while True:
        for word in sorted(scales, key=len, reverse=True):
            if rest.startswith(word) and (
                len(rest) == len(word) or not _runs_on(word[-1], rest[len(word)])
            ):
                rest = rest[len(word) :].strip(" .")
                scale *= int(scales[word])
                break
        else:
            break
        if rest in units or rest in whole or not rest:
            break
    if scale > 1:
        if rest in whole and whole[rest][1].isdigit():
            unit, inner = whole[rest]
            return Unit(unit, str(scale * int(inner)), text)
        if rest in units:
            return Unit(units[rest], str(scale), text)
    numbered = re.fullmatch(r"(\d{2,7})\s*(.+)", folded)
    if numbered and numbered[2] in units:
        return Unit(units[numbered[2]], _nearest_power(int(numbered[1])), text, numbered[1])
    if _OF_WHAT.search(folded):
        plain = read_unit(_OF_WHAT.sub("", folded))
        return Unit(plain.unit, plain.scale, text, plain.suspect) if plain else None
    first = re.match(r"[^(/]+", folded)
    if first and first[0].strip() != folded and len(first[0]) > 1:
        whole_unit = read_unit(first[0])
        per = read_unit(folded.partition("/")[2])
        ratio = per is not None and whole_unit is not None and per.unit != whole_unit.unit
        if whole_unit is not None and not ratio:
            return Unit(whole_unit.unit, whole_unit.scale, text, whole_unit.suspect)
    return None


def _runs_on(last: str, first: str) -> bool:
    """Whether a scale word goes on into another word; "1.000m2" does not."""
    return first.isalnum() and last.isalnum() and not (last.isdigit() and first.isalpha())


def is_other_unit(text: str) -> bool:
    """Whether text names a unit that reports of industry and trade have no code for.

    Examples
    --------
    >>> is_other_unit("MW"), is_other_unit("Triệu tấn.km"), is_other_unit("Thép các loại")
    (True, True, False)
    """
    folded = fold(text).strip(" ()[].,;:*")
    for word in sorted(_words()[0], key=len, reverse=True):
        if folded.startswith(f"{word} "):
            folded = folded[len(word) :].strip()
            break
    if folded in _other_words():
        return True
    for divided in (folded, re.sub(r"[./]", "/", folded, count=1)):
        whole, _, part = divided.partition("/")
        if part and (read_unit(whole) is not None or whole in _other_words()):
            return True
    return False


def may_be_unit(text: str) -> bool:
    """Whether text may be a unit that no list holds: a word or two, no code and no misspelling.

    Examples
    --------
    >>> may_be_unit("Buổi"), may_be_unit("21002"), may_be_unit("Tấnn"), may_be_unit("Trieu dongg")
    (True, False, False, False)
    """
    folded = fold(text).strip(" ()[].,;:*")
    if not re.fullmatch(r"[a-z]+(?: [a-z]+){0,2}", folded) or len(folded) < 3:
        return False
    scales, units, whole = _words()
    known = [word for word in (*units, *whole) if len(word) > 2]
    rest = re.sub(rf"^(?:{'|'.join(word for word in scales if word.isalpha())}) ", "", folded)
    return not difflib.get_close_matches(rest, known, n=1, cutoff=0.8)


@cache
def _other_words() -> frozenset[str]:
    text = resources.files("hanoi_ct.tables").joinpath("data/units.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)["others"]["words"])


def _nearest_power(number: int) -> str:
    """The thousand or million that a fill handle counted away from."""
    for power in (100, 1000, 1_000_000):
        if abs(number - power) <= max(20, power // 50):
            return str(power)
    return "1"


def in_brackets(text: str) -> Unit | None:
    """The unit in the last brackets of a heading: "Thực hiện (Tỷ đồng)"."""
    for inner in reversed(re.findall(r"\(([^()]*)\)", text)):
        unit = read_unit(inner)
        if unit is None and re.search(r"\bgia\b|,", fold(inner)):
            priced = corner_units(inner)  # "(giá so sánh 2010, tỷ đồng)"
            told = priced or [u for part in inner.split(",") if (u := read_unit(part)) is not None]
            unit = told[0] if len(told) == 1 else None
        if unit is not None and fold(inner) not in ("t", "d", "l", "m", "vu", "khu", "to"):
            return unit
    return None


_NAMED = r"(?:(?:khối |số |sản )?lượng|trị giá|giá trị|kim ngạch|chỉ số|doanh thu)"
_QUANTITY = re.compile(rf"^\s*{_NAMED}\s*(?::|(?=\())\s*", re.IGNORECASE)
_DASHED = re.compile(rf"({_NAMED})\s*[-–]\s*", re.IGNORECASE)
_AT_PRICES = re.compile(
    r"[,;]?\s*(?:theo )?giá (?:so sánh|SS|cố định|hiện hành|HH|thực tế)(?: năm)?(?: gốc)?"
    r"(?: (?:19|20)\d\d)?\s*[,;]?",
    re.IGNORECASE,
)


_TOLD = re.compile(
    r"^\(?\s*(?:đơn vị(?: tính)?|đvt|unit)(?:\s*[-/]\s*unit)?\s*[:.]?\s*", re.IGNORECASE
)


# A second language after a dash: "Tỷ đồng - Unit: Billion VND".
_ENGLISH = re.compile(r"\s[-–/]\s*[A-Za-z][A-Za-z .:]*$")


def corner_units(text: str) -> list[Unit]:
    """The units of a corner: "%", "Lượng: Nghìn tấn; Trị giá: Triệu USD", "(Tỷ đồng)".

    Examples
    --------
    >>> [(unit.unit, unit.scale) for unit in corner_units("ĐVT: Nghìn tấn; Triệu USD")]
    [('tonne', '1000'), ('USD', '1000000')]
    >>> len(corner_units("Tỷ đồng - Bill. dongs"))
    1
    >>> corner_units("Tình hình sản xuất")
    []
    """
    bare = re.sub(
        r"(?<![\d.,])1,000(?:,000)?(?![\d,])", lambda m: m[0].replace(",", "."), clean(text)
    )
    bare = _DASHED.sub(r"\1: ", _AT_PRICES.sub(" ", bare).strip())
    told = _TOLD.match(bare)
    if told:
        bare = bare[told.end() :]
    parts = [part for part in re.split(r"[;,&]|\s[-–]\s|\bvà\b", bare.strip("() ")) if part.strip()]
    units = [read_unit(_QUANTITY.sub("", _TOLD.sub("", part))) for part in parts]
    if told and units and units[0] is not None and _ENGLISH.search(bare):
        units = [unit for unit in units if unit is not None]  # words of the second language
    if not units or any(unit is None for unit in units):
        return []
    known = {(unit.unit, unit.scale): unit for unit in reversed(units) if unit is not None}
    return [unit for unit in units if unit is not None and known[unit.unit, unit.scale] is unit]
