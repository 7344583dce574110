"""Letters of a text made comparable, with the way back to the text as it was given.

A report may come decomposed (NFD), with tone marks on either vowel (hoà, hòa), with the fraction
slash U+2044 or typed for a TCVN3 font, where each Vietnamese letter is a Latin-1 character.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Prepared", "prepare", "word_key"]

_TONES = {"\u0300": "1", "\u0301": "2", "\u0303": "3", "\u0309": "4", "\u0323": "5"}

# One character for one: spaces of other widths, minus and slash signs, full-width digits.
_SAME_LENGTH = {
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u00ad\u200b"), " "),
    **dict.fromkeys(map(ord, "\u2044\u2215"), "/"),
    **{0xFF10 + digit: str(digit) for digit in range(10)},
    0x2212: "-",
    0xFF05: "%",
    0xFEFF: " ",
}

_TCVN3 = (
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§",
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
)
_FROM_TCVN3 = {ord(old): new for old, new in zip(*_TCVN3, strict=True)}
# Signs that stand beside letters in TCVN3 only: no Unicode text has them inside words.
_TELLING = frozenset("µ¶·¸¹¨»¼½¾©®ª«¬¦§")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text with comparable letters; ``offsets`` lead back, None where they are the same."""

    text: str
    offsets: list[int] | None
    notes: tuple[str, ...]

    def back(self, position: int) -> int:
        """The place in the text as it was given."""
        return position if self.offsets is None else self.offsets[position]


def prepare(text: str) -> Prepared:
    """Make the letters of a text comparable.

    Examples
    --------
    >>> prepare("t\u1ec9 l\u1ec7 1\u20442").text
    'tỉ lệ 1/2'
    >>> prepare("S¶n xuÊt c«ng nghiÖp th¸ng 8 t¨ng 7,4%").notes
    ('the text is typed for a TCVN3 (ABC) font; it was read as such',)
    """
    notes: list[str] = []
    offsets: list[int] | None = None
    if _is_tcvn3(text):
        text = text.translate(_FROM_TCVN3)
        notes.append("the text is typed for a TCVN3 (ABC) font; it was read as such")
    if not unicodedata.is_normalized("NFC", text):
        text, offsets = _compose(text)
        notes.append("letters stand decomposed (NFD); they were read composed")
    return Prepared(text.translate(_SAME_LENGTH), offsets, tuple(notes))


def _is_tcvn3(text: str) -> bool:
    if any("\u1ea0" <= c <= "\u1ef9" for c in text):
        return False
    letters = telling = 0
    before = ""
    for c in text:
        if c in _TELLING and before.isalpha() and before.isascii():
            telling += 1
        letters += c.isalpha()
        before = c
    return telling >= 3 and telling * 50 > letters


def _compose(text: str) -> tuple[str, list[int]]:
    """NFC cluster by cluster (a base and its marks), with the start of each character."""
    out: list[str] = []
    offsets: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and unicodedata.combining(text[end]) and end - start < 8:
            continue
        cluster = unicodedata.normalize("NFC", text[start:end])
        out.append(cluster)
        offsets += [start] * len(cluster)
        start = end
    offsets.append(len(text))
    return "".join(out), offsets


@lru_cache(maxsize=65536)
def word_key(word: str) -> str:
    """A word as it is compared: lower case, its tone mark moved to the end.

    Examples
    --------
    >>> word_key("Hoà") == word_key("hòa"), word_key("thuỷ") == word_key("thủy")
    (True, True)
    >>> word_key("ma") == word_key("má")
    False
    """
    if word.isascii():
        return word.lower()
    letters: list[str] = []
    tones: list[str] = []
    for c in unicodedata.normalize("NFD", word.casefold()):
        (tones if c in _TONES else letters).append(_TONES.get(c, c))
    return unicodedata.normalize("NFC", "".join(letters)) + "".join(tones)
