"""The word lists of the data folder, and the longest phrase that stands at a place."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from hanoi_ct.statements._reading.numbers import FRACTIONS, MULTIPLES
from hanoi_ct.statements._reading.tokens import Token, tokenize

__all__ = ["Lexicon", "Phrase", "lexicon", "table"]


class Phrase(NamedTuple):
    """A phrase of a list: its meaning, what it stands for, how many tokens it has."""

    kind: str
    value: Any
    length: int


@cache
def table(name: str) -> dict[str, Any]:
    """One file of the data folder."""
    path = files("hanoi_ct.statements") / "data" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


class Lexicon:
    """All phrases of a language as a tree of keys: a look-up costs the length of the phrase."""

    def __init__(self) -> None:
        self._root: dict[str, Any] = {}

    def add(self, words: str, kind: str, value: Any = None) -> None:
        """Enter a phrase under a meaning; one phrase may have several."""
        if "ký" in words:  # both are written: đăng ký, đăng kí
            self.add(words.replace("ký", "kí"), kind, value)
        keys = [token.key for token in tokenize(words)]
        node = self._root
        for key in keys:
            node = node.setdefault(key, {})
        found = node.setdefault("", {})  # no token has an empty key
        found.setdefault(kind, Phrase(kind, value, len(keys)))

    def at(self, tokens: list[Token], place: int) -> dict[str, Phrase]:
        """The longest phrase of each meaning that begins at a token."""
        found: dict[str, Phrase] = {}
        node = self._root
        if tokens[place].key not in node:
            return found
        for token in tokens[place : place + 16]:
            below = node.get(token.key)
            if below is None:
                break
            node = below
            if "" in node:
                found.update(node[""])
        return found


# Which lists a phrase is looked up in, and under which meaning. Files that are keyed by
# meaning give their own names.
_BY_MEANING = ("verbs", "hedges", "periods", "comparisons", "connectors")


def _count_what_is_named(lists: Lexicon, language: str) -> None:
    """A name that begins with a counted noun may be counted: 109 doanh nghiệp thành lập mới."""
    nouns = tuple(f"{word.casefold()} " for word in table("units")["count"]["entity"])
    names = [word for entry in table("indicators").values() for word in entry.get(language, ())]
    for kind in ("market", "owner"):
        names += table("places")[kind]["names"]
    pieces = {word.casefold() for word in table("units")["count"]["product"]}
    for name in names:
        if name.casefold().startswith(("lượt ", "khách ")) and name.casefold() not in pieces:
            lists.add(name, "counted.product", name)  # "5,1 triệu lượt khách nội địa"
        elif name.casefold().startswith(nouns) and name.casefold() not in pieces:
            lists.add(name, "counted.entity", name)


@cache
def lexicon(language: str) -> Lexicon:
    """The phrases of a language."""
    lists = Lexicon()
    for name in _BY_MEANING:
        for meaning, words in table(name).items():
            prefix = {"hedges": "hedge", "connectors": "link"}.get(name, name[:-1])
            if meaning == "month_names":
                _add_months(lists, words["en"])
                continue
            if meaning == "month_words":
                for word, number in words.get(language, {}).items():
                    lists.add(word, "month_word", number)
                continue
            if meaning.startswith(("number_words", "ordinal_words")):
                for number, word in enumerate(words.get(language, ())):
                    lists.add(word, f"number.{meaning}", number)
                continue
            for word in words.get(language, ()):
                lists.add(word, f"{prefix}.{meaning}", word)
    for words, number in _compound_numbers(language):
        lists.add(words, "number.number_words", number)
    for words, value in FRACTIONS[language].items():
        lists.add(words, "fraction", value)
    for words, value in MULTIPLES[language].items():
        lists.add(words, "multiple", value)
    _add_units(lists, language)
    _add_subjects(lists, language)
    return lists


_TENS_EN = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TEENS_EN = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
# Behind a ten "một", "bốn", "năm" have another form; both are written.
_UNITS_VI = ("một|mốt", "hai", "ba", "bốn|tư", "năm|lăm", "sáu", "bảy|bẩy", "tám", "chín")


def _compound_numbers(language: str) -> list[tuple[str, int]]:
    """The number words from thirteen on: "thirty-two", "hai mươi lăm"."""
    small = table("periods")["number_words"][language]
    if language == "en":
        found = [(word, 13 + place) for place, word in enumerate(_TEENS_EN)]
        for place, ten in enumerate(_TENS_EN, start=2):
            found.append((ten, 10 * place))
            found += [(f"{ten}-{small[unit]}", 10 * place + unit) for unit in range(1, 10)]
        return found
    found = []
    for place in range(1, 10):
        ten = "mười" if place == 1 else f"{small[place]} mươi"
        found += [(ten, 10 * place)] if place > 1 else []
        for unit, forms in enumerate(_UNITS_VI, start=1):
            found += [(f"{ten} {form}", 10 * place + unit) for form in forms.split("|")]
    return found


def _add_months(lists: Lexicon, names: list[str]) -> None:
    for number, name in enumerate(names, start=1):
        lists.add(name, "month_name", number)
        if name != "May":
            lists.add(name[:3], "month_name", number)
    lists.add("Sept", "month_name", 9)


def _add_units(lists: Lexicon, language: str) -> None:
    units = table("units")
    for factor, words in units["scale"].items():
        for word in words.get(language, ()):
            lists.add(word, "scale", factor)
    if language == "en":
        for word in ("triệu", "tỷ", "tỉ"):
            lists.add(word, "scale", {"triệu": "1e6"}.get(word, "1e9"))
    else:
        for word, factor in (("million", "1e6"), ("billion", "1e9"), ("bn", "1e9")):
            lists.add(word, "scale", factor)
    for unit, words in units["unit"].items():
        for word in words:
            lists.add(word, "unit", unit)
    for kind, words in units["count"].items():
        for word in words:
            lists.add(word, f"counted.{kind}", word)


def _without_marks(name: str) -> str:
    """A name as English prints it: without the marks of its letters."""
    parts = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in parts if not unicodedata.combining(c))


def _add_subjects(lists: Lexicon, language: str) -> None:
    for key, entry in table("indicators").items():
        for word in entry.get(language, ()):
            lists.add(word, "indicator", key)
    places = table("places")
    for kind in ("province", "market", "owner"):
        for name in places[kind]["names"]:
            lists.add(name, f"place.{kind}", name)
            if language == "en" and kind == "province":  # "Ha Tinh"
                lists.add(_without_marks(name), "place.province", name)
    for section, names in places["industry"].items():
        for name in names:
            lists.add(name, "place.industry", section)
    _count_what_is_named(lists, language)
    for word in places["unit_words"].get(language, ()):
        lists.add(word, "boilerplate", word)
