"""What a printed number may stand for.

Vietnamese writes a decimal comma and groups thousands with dots; English the reverse. Published
texts mix both, so a token may have a second reading, which is kept beside the first.
"""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from hanoi_ct.statements._reading.tokens import Token

__all__ = ["FRACTIONS", "MULTIPLES", "Number", "decimal_point", "read_number"]

# Fractions in words: hundredths of the whole, as decimal strings.
FRACTIONS: dict[str, dict[str, str]] = {
    "vi": {
        "một nửa": "50",
        "một phần ba": "33.33",
        "hai phần ba": "66.67",
        "một phần tư": "25",
        "ba phần tư": "75",
        "một phần năm": "20",
        "hai phần năm": "40",
        "ba phần năm": "60",
        "bốn phần năm": "80",
        "một phần mười": "10",
        "chín phần mười": "90",
    },
    "en": {
        "half": "50",
        "one half": "50",
        "a third": "33.33",
        "one third": "33.33",
        "one-third": "33.33",
        "two thirds": "66.67",
        "two-thirds": "66.67",
        "a quarter": "25",
        "one fourth": "25",
        "three quarters": "75",
        "three-quarters": "75",
        "three fourths": "75",
        "three-fourths": "75",
        "a fifth": "20",
        "one fifth": "20",
        "one-fifth": "20",
        "two fifths": "40",
        "three fifths": "60",
        "four fifths": "80",
        "nine tenths": "90",
    },
}

# Words that are a multiple by themselves, or behind "gấp".
MULTIPLES: dict[str, dict[str, str]] = {
    "vi": {"đôi": "2", "rưỡi": "1.5"},
    "en": {
        "double": "2",
        "doubled": "2",
        "doubling": "2",
        "twice": "2",
        "twofold": "2",
        "two-fold": "2",
        "triple": "3",
        "tripled": "3",
        "tripling": "3",
        "threefold": "3",
        "three-fold": "3",
        "quadrupled": "4",
        "fourfold": "4",
    },
}


class Number(NamedTuple):
    """A decimal string and the other decimal strings the same token may stand for."""

    value: str
    alternatives: tuple[str, ...] = ()


def decimal_point(tokens: list[Token], language: str) -> str:
    """The decimal sign of a text: the one that stands before one or two last digits more often.

    Examples
    --------
    >>> from hanoi_ct.statements._reading.tokens import tokenize
    >>> decimal_point(tokenize("tăng 7.2% và 8.1%"), "vi")
    '.'
    """
    counts = {".": 0, ",": 0}
    for token, after in itertools.pairwise(tokens):
        if token.kind != "number" or len(token.text) < 3 or after.text == "/":
            continue
        for sign, other in ((".", ","), (",", ".")):
            tail = token.text.rpartition(sign)[2]
            if sign in token.text and len(tail) < 3 and other not in tail:
                counts[sign] += 1
    usual = "," if language == "vi" else "."
    unusual = "." if usual == "," else ","
    return unusual if counts[unusual] > counts[usual] else usual


def read_number(text: str, point: str) -> Number:
    """Read a printed number by the decimal sign of its text.

    Examples
    --------
    >>> [read_number(text, ",").value for text in ("1,563", "7.624", "510.190,5", "7.2")]
    ['1.563', '7624', '510190.5', '7.2']
    >>> read_number("1,563", ",").alternatives, read_number("1,234,567", ",").value
    (('1563',), '1234567')
    """
    group = "." if point == "," else ","
    dots, commas = text.count("."), text.count(",")
    if not dots and not commas:
        return Number(_plain(text))
    if dots and commas:
        last = max(text.rfind("."), text.rfind(","))
        whole, part = text[:last], text[last + 1 :]
        if len(part) == 3 and text.count(text[last]) > 1:  # 1,234.567.890: no such number
            return Number(_plain(re.sub("[.,]", "", text)))
        return Number(f"{_plain(re.sub('[.,]', '', whole))}.{part}")
    sign = "." if dots else ","
    parts = text.split(sign)
    grouped = all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3
    if len(parts) > 2:
        return Number(_plain("".join(parts)))
    decimal = f"{_plain(parts[0])}.{parts[1]}"
    if not grouped or parts[0].startswith("0"):
        return Number(decimal)
    whole = _plain("".join(parts))
    return Number(whole, (decimal,)) if sign == group else Number(decimal, (whole,))


def _plain(digits: str) -> str:
    return digits.lstrip("0") or "0"
