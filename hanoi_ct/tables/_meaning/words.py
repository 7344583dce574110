"""Vietnamese text brought to one form for comparison."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["clean", "fold", "is_note", "is_numbering", "unmarked", "vietnamese_part"]

_BLANKS = re.compile(r"\s+")
_ROMAN = r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})"
_NUMBERING = re.compile(
    rf"\(?(?:{_ROMAN}|[A-Za-z]|\d{{1,3}}(?:\.\d{{1,3}})*)[.)/]?\)?|[-–—+*•·]+", re.UNICODE
)
_LEADING = re.compile(
    rf"^(?:[-–—+*•·]+\s*|(?:{_ROMAN})[.)/]\s*|\d{{1,3}}(?:\.\d{{1,3}})*[.)/]\s+|\d{{1,3}}(?:\.\d{{1,3}})+\s+"
    r"|[a-zđA-ZĐ][.)]\s+)"
)
_NOTE = re.compile(
    r"^(?:ghi chu|nguon\b(?! von)|chu thich|luu y|ghi:|\(\*+\)|\*+\s|nguoi lap|nguoi ky"
    r"|thu truong|giam doc|kt\.|tl\.|lap bieu|noi nhan"
    r"|ngay\b.*thang\b.*nam\b|.{0,25}, ngay\b.*thang\b"
    r"|truong phong|cuc truong|chi cuc truong|pho giam doc|chu tich|kem theo"
    r"|\(kem theo|don vi bao cao|xac nhan)"
)


# Syllables that no English word is, for what stands without marks.
_VIETNAMESE = re.compile(r"\b(?:va|cac|cua|khac|nganh|hang|san|xuat|nhap|khau|cong|nghiep)\b")


def clean(text: str) -> str:
    """Text in NFC with single blanks.

    Examples
    --------
    >>> clean("  Sữa\\ntươi ")
    'Sữa tươi'
    """
    text = unicodedata.normalize("NFC", text).replace("\u200b", "").replace("\ufeff", "")
    return _BLANKS.sub(" ", text).strip()


def fold(text: str) -> str:
    """Lower case without the marks of Vietnamese, single blanks.

    Examples
    --------
    >>> fold("Ước TÍNH\\ntháng 5")
    'uoc tinh thang 5'
    """
    plain = unicodedata.normalize("NFD", clean(text).lower().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def is_numbering(text: str) -> bool:
    """Whether a cell numbers its row: I, 1, 1.2, a, -, +.

    Examples
    --------
    >>> is_numbering("II"), is_numbering("-"), is_numbering("1.2"), is_numbering("Dệt")
    (True, True, True, False)
    """
    return bool(_NUMBERING.fullmatch(clean(text)))


def unmarked(label: str) -> tuple[str, str]:
    """A label without the number or dash before it, and that mark.

    Examples
    --------
    >>> unmarked("- Xuất khẩu"), unmarked("1. Dệt may"), unmarked("Dệt")
    (('Xuất khẩu', '-'), ('Dệt may', '1.'), ('Dệt', ''))
    """
    label = clean(label)
    match = _LEADING.match(label)
    if not match or match.end() >= len(label):
        return label, ""
    return label[match.end() :], match[0].strip()


def vietnamese_part(label: str) -> str:
    """A name without the English one that stands beside it.

    Examples
    --------
    >>> vietnamese_part("Khai khoáng - Mining"), vietnamese_part("Dệt/Textiles")
    ('Khai khoáng', 'Dệt')
    >>> vietnamese_part("Sản xuất - phân phối điện")
    'Sản xuất - phân phối điện'
    """
    match = re.fullmatch(r"(.*?\S)\s*(?:\s[-–]\s|/)\s*([A-Za-z][A-Za-z ,;&'()-]*)", label)
    if match and fold(match[1]) != match[1].lower() and not _VIETNAMESE.search(match[2].lower()):
        return match[1]
    return label


def is_note(text: str) -> bool:
    """Whether a line is a note, a source or a signature, no row of a table."""
    return bool(_NOTE.match(fold(text)))
