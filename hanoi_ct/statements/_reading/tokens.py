"""A text cut into numbers, words, signs and ends of lines."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from hanoi_ct.statements._reading.letters import word_key

__all__ = ["Token", "tokenize"]

TokenKind = Literal["number", "word", "sign", "line"]

# Every alternative begins with another class of characters, so that no place is tried twice.
_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+|\n\s*|[^\w\s]|_")


class Token(NamedTuple):
    """A number, a word, a sign or an end of line, with its place and the key it goes by."""

    kind: TokenKind
    start: int
    end: int
    text: str
    key: str


def tokenize(text: str) -> list[Token]:
    """Cut a text into tokens.

    Examples
    --------
    >>> [t.text for t in tokenize("tăng hơn16%, đạt US$1,5 tỷ")]
    ['tăng', 'hơn', '16', '%', ',', 'đạt', 'US', '$', '1,5', 'tỷ']
    """
    tokens = []
    for match in _TOKEN.finditer(text):
        word, first = match.group(), match.group()[0]
        kind: TokenKind
        if first in "0123456789":
            kind, key = "number", word
        elif first == "\n":
            kind, key = "line", "\n"
        elif first.isalpha():
            kind, key = "word", word_key(word)
        else:
            kind, key = "sign", word
        tokens.append(Token(kind, match.start(), match.end(), word, key))
    return tokens
