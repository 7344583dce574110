"""Which rows of the published tables a statement of a text can be held against."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.statements._reading.letters import word_key
from hanoi_ct.statements._reading.lexicon import table
from hanoi_ct.statements.statement import Reading, Statement

__all__ = ["TABLE_UNITS", "Series", "place_of", "series_of"]

_SCALES = {
    "USD": ("million_usd", "billion_usd"),
    "VND": ("billion_vnd", "thousand_billion_vnd"),
    "kWh": ("million_kwh",),
    "count": ("persons", "million_visitors", "enterprises"),
    "percent": ("percent",),
}
# Units of the tables that are a unit of the texts with a scale.
TABLE_UNITS = {
    "million_kwh": ("kWh", 6),
    "million_visitors": ("count", 6),
    "persons": ("count", 0),
    "enterprises": ("count", 0),
}
_ON_YEAR = ("same_month_last_year", "same_period_last_year", "previous_year")
# Words of a name of goods that tell no group from another.
_IDLE = frozenset(
    word_key(word)
    for word in (
        *("hàng", "các", "loại", "và", "sản", "phẩm", "từ", "nhóm", "mặt", "xuất", "nhập", "khẩu"),
        *("sang", "thị", "trường", "ngành", "công", "nghiệp", "dụng", "cụ", "the", "of", "and"),
        *("goods", "products", "to", "from", "exports", "imports", "sản", "xuất", "chế", "biến"),
    )
)
_SECTIONS = {"mining": "B", "manufacturing": "C", "electricity": "D", "water": "E"}
_SENTENCE = re.compile(r"[.!?]\s|\n")


class Series(NamedTuple):
    """A table, its column, the unit of that column, and the columns that tell its rows."""

    table: str
    column: str
    unit: str
    codes: Mapping[str, Any]


def place_of(statement: Statement, reading: Reading, home: str) -> str | None:
    """The place a number is about: hanoi, vietnam, or none of the two.

    The place named last before the number in its sentence; where none is, the home of the text.
    """
    if statement.part == "province":
        words = f" {statement.group} "
        return next((p for p, names in _places() if _found(words, names) >= 0), None)
    start = max(0, statement.start - 400)
    sentence = _SENTENCE.split(reading.text[start : statement.start])[-1]
    last = {place: _found(f" {sentence} ", names) for place, names in _places()}
    other = _found(f" {sentence} ", _other_places())
    best = max(last, key=lambda place: last[place])
    if max(last[best], other) < 0:
        return home
    return best if last[best] >= other else None


@cache
def _places() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((place, tuple(n)) for place, n in table("published")["places"].items())


@cache
def _other_places() -> tuple[str, ...]:
    known = {name.casefold() for _, names in _places() for name in names}
    return tuple(n for n in table("places")["province"]["names"] if n.casefold() not in known)


def _found(words: str, names: tuple[str, ...]) -> int:
    """Where one of the names stands last in some words; -1 where none does."""
    folded = words.casefold()
    found = -1
    for name in names:
        at = folded.rfind(name.casefold())
        if at > found and not (folded[at - 1].isalpha() or folded[at + len(name)].isalpha()):
            found = at
    return found


def series_of(statement: Statement, place: str, look: Tables) -> Series | None:
    """The rows that state what a statement states; None where no table can."""
    entry = _entry(statement, place)
    if entry is None or statement.period is None:
        return None
    if entry.get("activities"):
        return _activity(statement, entry, look)
    found = _column(statement, entry)
    if found is None:
        return None
    column, unit, name = found
    codes = dict(entry.get(name, entry["codes"]))
    held = entry["table"]
    if "items" in entry:
        codes["item_vi"] = set(entry["items"])
    elif _is_one_of_parts(statement, entry):
        if "parts" not in entry:
            return None
        held = entry["parts"]
        own = entry.get(f"part_{statement.type}_codes", entry["part_codes"])
        codes = {"breakdown": _BREAKDOWNS} | dict(own)
        items = _items(statement, look, held, codes, bool(entry.get("exact_parts")))
        if not items:
            return None
        codes |= items
    elif name not in entry and name != "codes":
        return None  # a share or a contribution that the tables hold of the parts alone
    return Series(held, column, unit, codes)


_BREAKDOWNS = {"ownership", "commodity", "market"}
_ZONES = ("khu công nghiệp", "kcn", "khu chế xuất", "industrial zones", "industrial parks")
_PRICES = ("constant_prices", "current_prices")


def _entry(statement: Statement, place: str) -> Mapping[str, Any] | None:
    """Where the tables hold an indicator: of a zone, at the prices that the text names."""
    held = table("published").get(place, {})
    indicator = statement.indicator or ""
    if any(_found(f" {(statement.subject or '').casefold()} ", (word,)) >= 0 for word in _ZONES):
        zones: Mapping[str, Any] | None = held.get("zones", {}).get(indicator)
        return zones
    name = f"{indicator}_{statement.basis}" if statement.basis in _PRICES else indicator
    found: Mapping[str, Any] | None = held.get(name)
    return found


def _is_one_of_parts(statement: Statement, entry: Mapping[str, Any]) -> bool:
    if statement.group in entry.get("wholes", ()) or entry.get("wholes") == ["*"]:
        return False
    grouped = statement.group and statement.part not in ("", "province")
    return bool(grouped) or _is_part(statement)


def _is_part(statement: Statement) -> bool:
    """Whether a statement is about a part: of a place as a whole it is not."""
    if statement.part == "province":
        return statement.whole is not None
    return statement.whole is not None or bool(statement.group)


def _column(statement: Statement, entry: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """The column, its unit and the codes of the rows, for a level, a share or a rate."""
    if statement.type in ("level", "count"):
        unit = entry.get("unit", "")
        return ("value", unit, "codes") if unit in _SCALES.get(statement.unit or "", ()) else None
    if statement.type in ("share", "contribution", "attainment"):
        names = (f"{statement.type}_codes", f"part_{statement.type}_codes")
        unit = "percentage_points" if statement.type == "contribution" else "percent"
        known = any(name in entry for name in names)
        return ("value", unit, names[0]) if known else None
    if statement.type != "growth" or statement.unit != "percent":
        return None
    one_month = statement.period is not None and statement.period.months == 1
    if statement.comparison == "previous_month":
        if "month_codes" in entry:
            return entry["growth"], "percent", "month_codes"
        return (entry["month"], "percent", "codes") if "month" in entry else None
    if statement.comparison not in _ON_YEAR:
        return None
    if "growth" not in entry:
        return None
    name = "growth_codes" if "growth_codes" in entry else "codes"
    name = "one_month_codes" if one_month and "one_month_codes" in entry else name
    return entry["growth"], "percent", name


def _items(
    statement: Statement, look: Tables, held: str, codes: Mapping[str, Any], exact: bool
) -> dict[str, set[str]]:
    """The names of a part in the tables: of an owner or market known by name, or of goods.

    ``exact``: only the joints of a name may differ, "công nghiệp - xây dựng" and "... và ...".
    """
    if exact:
        assert statement.period
        named = {_plain(statement.subject or ""), _plain(statement.group)} - {frozenset()}
        span = (statement.period.start, statement.period.end)
        rows = look.rows(held, span, **codes)
        same = {r.fields["item_vi"] for r in rows if _plain(r.fields["item_vi"]) in named}
        return {"item_vi": same} if same else {}
    names = table("published")["names"]
    words = f" {statement.group} "
    if statement.part in ("owner", "market"):
        known = {en for en, said in names.items() if _found(words, tuple(said)) >= 0}
        return {"item_en": known} if len(known) == 1 else {}
    assert statement.period
    telling = _telling(statement.group)
    span = (statement.period.start, statement.period.end)
    rows = look.rows(held, span, **codes)
    alike = {
        r.fields["item_vi"] for r in rows if telling and _telling(r.fields["item_vi"]) == telling
    }
    return {"item_vi": alike} if alike else {}


_JOINTS = frozenset(word_key(w) for w in ("khu", "vực", "ngành", "lĩnh", "và", "nhóm", "trong"))


@cache
def _plain(name: str) -> frozenset[str]:
    """The words of a name without its joints."""
    words = "".join(c if c.isalnum() else " " for c in name).casefold().split()
    return frozenset({word_key(word) for word in words} - _JOINTS)


@cache
def _telling(name: str) -> frozenset[str]:
    words = "".join(c if c.isalnum() else " " for c in name).casefold().split()
    return frozenset({word_key(word) for word in words} - _IDLE)


# ---- production ----------------------------------------------------------------------------


def _activity(statement: Statement, entry: Mapping[str, Any], look: Tables) -> Series | None:
    """The rate of the whole industry, of a section or of a division."""
    measure = _measure(statement)
    if measure is None:
        return None
    if not _is_part(statement):
        return Series(
            entry["table"], "value", "percent", {"measure": measure, "activity_code": "TOTAL"}
        )
    words = f" {(statement.subject or '').casefold()} "
    sections = table("places")["industry"]
    for section, code in _SECTIONS.items():
        if any(words.strip() in (n.casefold(), f"ngành {n.casefold()}") for n in sections[section]):
            codes = {"measure": measure, "activity_code": code}
            return Series(entry["table"], "value", "percent", codes)
    assert statement.period
    held = entry.get("parts", entry["table"])
    span = (statement.period.start, statement.period.end)
    telling = _telling(statement.subject or "")
    codes_found = {
        r.fields["activity_code"]
        for r in look.rows(held, span, measure=measure)
        if telling
        and telling in (_telling(r.fields["activity_vi"]), _telling(r.fields["activity_en"]))
    }
    if len(codes_found) != 1:
        return None
    return Series(
        held, "value", "percent", {"measure": measure, "activity_code": codes_found.pop()}
    )


def _measure(statement: Statement) -> str | None:
    """The measure of the table of production that a rate of the text is."""
    if statement.period is None or statement.unit not in ("percent", "percentage_points"):
        return None
    if statement.type == "contribution":
        return "contribution_pp"
    if statement.type != "growth":
        return None
    if statement.comparison == "previous_month":
        return "mom_growth_pct"
    if statement.comparison not in _ON_YEAR:
        return None
    if statement.period.months == 1 and not statement.period.end.endswith("-01"):
        return "yoy_growth_pct"
    return "ytd_growth_pct" if statement.period.start.endswith("-01") else "yoy_growth_pct"
