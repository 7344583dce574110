"""Tokens gathered into items: phrases of the word lists, numbers, words, signs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hanoi_ct.statements._reading.lexicon import Lexicon, Phrase
from hanoi_ct.statements._reading.tokens import Token

__all__ = ["Item", "gather"]

_NO_PHRASES: dict[str, Phrase] = {}


@dataclass(slots=True)
class Item:
    """A piece of text with one meaning or several.

    ``kind`` is what it was read as: number, word, sign, line, then time, compare, plan,
    quantity. ``phrases`` are the lists that hold it, all of the same length.
    """

    kind: str
    start: int
    end: int
    text: str
    key: str
    phrases: dict[str, Phrase] = field(default_factory=lambda: _NO_PHRASES)
    value: Any = None

    def has(self, *kinds: str) -> bool:
        """Whether one of the lists holds this item."""
        return self.phrases is not _NO_PHRASES and not self.phrases.keys().isdisjoint(kinds)

    def says(self, *words: str) -> bool:
        """Whether the item is one of these words, in lower case."""
        return self.text.casefold() in words

    def starts(self, prefix: str) -> str | None:
        """The first list that holds this item and whose name begins so."""
        for kind in self.phrases:
            if kind.startswith(prefix):
                return kind
        return None


_NAMES = ("place.market", "place.province")


def _without_names(found: dict[str, Phrase], tokens: list[Token], place: int) -> dict[str, Phrase]:
    """The phrases without names that are written small: "thủ công mỹ nghệ" names no country."""
    return {
        kind: phrase
        for kind, phrase in found.items()
        if kind not in _NAMES
        or any(c.isupper() for token in tokens[place : place + phrase.length] for c in token.text)
    }


def _without_currency(
    found: dict[str, Phrase], tokens: list[Token], place: int
) -> dict[str, Phrase]:
    """The phrases that do not end within "US$": of "the US$195 million" nothing is a country."""

    def cut(phrase: Phrase) -> bool:
        last, after = tokens[place + phrase.length - 1 : place + phrase.length + 1]
        return last.text == "US" and after.text == "$" and after.start == last.end

    ends = len(tokens) - place
    kept = {k: phrase for k, phrase in found.items() if phrase.length >= ends or not cut(phrase)}
    return kept or _NO_PHRASES


def gather(text: str, tokens: list[Token], lists: Lexicon) -> list[Item]:
    """Gather tokens into items, the longest phrase first, from left to right.

    A phrase does not run over the end of a line.
    """
    items: list[Item] = []
    dollars = "US$" in text
    place = 0
    while place < len(tokens):
        token = tokens[place]
        found = _NO_PHRASES
        length = 1
        if token.kind in ("word", "sign"):
            found = lists.at(tokens, place) or _NO_PHRASES
            if found and dollars:
                found = _without_currency(found, tokens, place)
            if found and text[token.start].islower():
                found = _without_names(found, tokens, place)
            if found:
                length = max(phrase.length for phrase in found.values())
                if len(found) > 1:
                    found = {k: phrase for k, phrase in found.items() if phrase.length == length}
        last = tokens[place + length - 1]
        words = text[token.start : last.end]
        items.append(Item(token.kind, token.start, last.end, words, token.key, found))
        place += length
    return items
