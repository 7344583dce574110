"""Text in the fonts of the 1990s: TCVN3 (ABC) and VNI, told by font name and by syllables.

Each letter of those fonts stands at the place of another one, so that the same bytes are
"tæng sè" or "tổng số". The font's name says which; a Unicode text under an old font's name
occurs too, so that the reading with the more syllables that Vietnamese can have wins.
"""

from __future__ import annotations

import re
import unicodedata
from importlib import resources

__all__ = ["decode", "old_font", "syllables"]

# Letters of TCVN3 from 0xA1, in the order of their codes; a blank is no letter.
_TCVN3 = (
    "ĂÂÊÔƠƯĐăâêôơưđ      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ"
)
_TO_TCVN3 = {0xA1 + place: letter for place, letter in enumerate(_TCVN3) if letter != " "}
# VNI writes a mark after its letter; marks shared by a, e, o, u, y.
_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_HAT = {"â": "\u0302"} | {
    mark: "\u0302" + tone
    for mark, tone in zip("áàåãä", ("\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True)
}
_BREVE = {"ê": "\u0306"} | {
    mark: "\u0306" + tone
    for mark, tone in zip("éèúüë", ("\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True)
}
_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}

# A syllable that Vietnamese can have: first consonants, vowels, last consonants, one tone.
_SYLLABLE = re.compile(
    r"(ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
    r"(uyê|uya|uyu|iêu|yêu|oai|oay|oao|oeo|uây|uôi|ươi|ươu|uêu|ia|iê|yê|ya|ua|uô|ưa|ươ|ai|ao|au|ay"
    r"|âu|ây|eo|êu|iu|oa|oă|oe|oi|ôi|ơi|ui|ưi|uy|ưu|uơ|uê|uâ|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y)"
    r"(ch|ng|nh|[cmnpt])?"
)
# Words of statistical tables: where both readings are syllables, the one with these is meant.
_COMMON = frozenset(
    resources.files("hanoi_ct.tables").joinpath("data/common_words.txt").read_text("utf-8").split()
)
_TONE_MARKS = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_WORD = re.compile(r"[^\W\d_]+(?:\u00ad[^\W\d_]*)*")


def old_font(name: str | None) -> str | None:
    """The old encoding that a font's name tells, or None.

    Examples
    --------
    >>> old_font(".VnTimeH"), old_font("VNI-Times"), old_font("Arial")
    ('tcvn3', 'vni', None)
    """
    name = (name or "").lower().strip()
    if name.startswith((".vn", "vn")) and not name.startswith(("vni", "vnu")):
        return "tcvn3"
    return "vni" if name.startswith("vni") else None


def syllables(text: str) -> tuple[int, int]:
    """How many words with letters beyond ASCII are Vietnamese syllables, and how many not."""
    good = bad = 0
    for word in _WORD.findall(text):
        if word.isascii() or (word.isupper() and len(word) < 5 and not _is_syllable(word)):
            continue  # "ƯTH" is short for several words
        if _is_syllable(word):
            good += 1
        else:
            bad += 1
    return good, bad


def _is_syllable(word: str) -> bool:
    plain = unicodedata.normalize("NFD", word.lower())
    if sum(ord(mark) in _TONE_MARKS for mark in plain) > 1:
        return False
    return bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", plain.translate(_TONE_MARKS))))


def decode(text: str, font: str | None) -> tuple[str, str | None]:
    """Text in NFC, and the old encoding it was written in (None: Unicode).

    Parameters
    ----------
    text : str
        As the file holds it.
    font : str or None
        Name of the font; None where the file has none (CSV): every encoding is tried.

    Examples
    --------
    >>> decode("tæng sè", ".VnTimeH")
    ('tổng số', 'tcvn3')
    >>> decode("\xa6TH T5/2007", ".VnTime")
    ('ƯTH T5/2007', 'tcvn3')
    >>> decode("Coâng nghieäp", "VNI-Times")
    ('Công nghiệp', 'vni')
    >>> decode("Tổng số", ".VnTime")
    ('Tổng số', None)
    """
    plain = unicodedata.normalize("NFC", text)
    if plain.isascii():
        return plain, None
    named = old_font(font)
    if named is None and font is not None:
        return plain, None
    if any(ord(letter) > 0xFF and letter not in "‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€" for letter in plain):
        return plain, None  # no letter of an old font stands there
    best: str = plain
    encoding: str | None = None
    score = _score(plain)
    for name in (named,) if named else ("tcvn3", "vni"):
        read = _from_tcvn3(text) if name == "tcvn3" else _from_vni(text)
        if _score(read) > score or (named and _score(read) == score):
            best, encoding, score = read, name, _score(read)
    return best, encoding


def _score(text: str) -> int:
    good, bad = syllables(text)
    common = sum(word.lower() in _COMMON for word in _WORD.findall(text) if not word.isascii())
    return good - 2 * bad + common


def _from_tcvn3(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_TO_TCVN3))


def _from_vni(text: str) -> str:
    out: list[str] = []
    for letter in text:
        low = letter.lower()
        last = out[-1] if out else ""
        base = unicodedata.normalize("NFD", last.lower())[:1]
        mark = _mark(base, last.lower(), low)
        if mark:
            out[-1] = unicodedata.normalize("NFC", last + mark)
        elif low in _ALONE:
            out.append(_ALONE[low].upper() if letter.isupper() else _ALONE[low])
        else:
            out.append(letter)
    return "".join(out)


def _mark(base: str, last: str, mark: str) -> str | None:
    """What a mark adds to the letter before it."""
    if last in ("a", "e", "o") and mark in _HAT:
        return _HAT[mark]
    if last == "a" and mark in _BREVE:
        return _BREVE[mark]
    if last in ("a", "e", "o", "u", "y", "ơ", "ư", "â", "ê", "ô", "ă") and base:
        return _TONES.get(mark)
    return None
