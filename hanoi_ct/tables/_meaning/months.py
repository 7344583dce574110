"""Months as ``YYYY-MM`` and periods between two of them, as headings name them."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Period", "Spoken", "month", "shifted", "spoken", "title_months"]

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def month(year: int, number: int) -> str:
    """A month as text."""
    return f"{year:04d}-{number:02d}"


def shifted(text: str, by: int) -> str:
    """The month so many months later.

    Examples
    --------
    >>> shifted("2024-01", -1)
    '2023-12'
    """
    count = int(text[:4]) * 12 + int(text[5:]) - 1 + by
    return month(count // 12, count % 12 + 1)


@dataclass(frozen=True, slots=True)
class Period:
    """First and last month."""

    start: str
    end: str

    @property
    def months(self) -> int:
        """How many months."""
        return (
            (int(self.end[:4]) - int(self.start[:4])) * 12
            + int(self.end[5:])
            - int(self.start[5:])
            + 1
        )


@dataclass(frozen=True, slots=True)
class Spoken:
    """A period as words tell it: a kind, a number, a year; what is not told is None.

    kind: month, to_date (January to a month), quarter, year, day (a stock's date).
    """

    kind: str
    number: int | None = None
    year: int | None = None


_YEAR = r"(?:(?:\s*(?:/|nam|-)?\s*)((?:19|20)\d\d))?"
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "range",
        re.compile(
            r"\b(?:tu )?(?:thang 0?1|t0?1|dau nam)\s*(?:-|–|den)\s*"
            r"(?:het |cuoi )?(?:thang |t)?0?(\d{1,2})\b(?!/\d{1,2}\b)" + _YEAR
        ),
    ),
    (
        "range",
        re.compile(
            r"\b(?:tu )?(?:ngay )?0?1[/.]0?1(?:[/.](?:19|20)\d\d)?\s*(?:-|–|den)\s*"
            r"(?:het )?(?:ngay )?\d{1,2}[/.](\d{1,2})(?:[/.]((?:19|20)\d\d))?"
        ),
    ),
    # "Ngày 10 tháng 12" is of December, and no ten months.
    ("month", re.compile(r"\bngay 0?\d{1,2} thang 0?(\d{1,2})\b" + _YEAR)),
    (
        "day",
        re.compile(
            r"(?:ngay |thoi diem |den )?\b(\d{1,2})[/.-](\d{1,2})(?:[/.-]((?:19|20)\d\d))?\b"
        ),
    ),
    ("quarter", re.compile(r"\b(?:quy|q)\.?\s*(iv|i{1,3}|[1-4])\b" + _YEAR)),
    ("half", re.compile(r"\b(?:nua (?:dau )?nam|6 thang dau nam|sau thang)(?: dau nam)?" + _YEAR)),
    ("last_half", re.compile(r"\b6 thang cuoi nam" + _YEAR)),
    (
        "to_date",
        re.compile(
            # The "TH" of "Tháng 8 TH" is what was done, no word for months.
            r"(?:(?<!thang )|(?=\d{1,2}\s*thang\b))\b0?(\d{1,2})\s*(?:thang|th|t)\b(?:\s*dau)?"
            r"(?:\s*nam(?!\s*(?:truoc|nay)))?" + _YEAR
        ),
    ),
    ("month", re.compile(r"\b(?:thang|th|t)\.?\s*0?(\d{1,2})\b" + _YEAR)),
    ("month_of", re.compile(r"(?<![\d/.-])(1[0-2]|0?[1-9])[/-]((?:19|20)\d\d)\b")),
    ("of_month", re.compile(r"(?<![\d/.-])((?:19|20)\d\d)[/-](1[0-2]|0?[1-9])\b(?![/.-])")),
    ("year", re.compile(r"\b(?:ca )?nam\s+((?:19|20)\d\d)\b|\b((?:19|20)\d\d)\b")),
)
_WORD_NUMBERS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "muoi mot": 11, "muoi hai": 12, "gieng": 1, "tu": 4, "nhat": 1, "chap": 12,
}  # fmt: skip
# "Năm tháng" counts five months; "đầu năm tháng 5", "sau tháng 6" and "ba tháng trước" do not.
_SPELT = re.compile(
    r"(?<!dau )(?<!ca )(?<!cuoi )(?<!\d )"
    r"\b(?:(muoi mot|muoi hai|muoi|hai|ba|bon|nam|bay|tam|chin) thang\b"
    r"(?! ?(?:\d|(?:truoc|nay|gieng|hai|ba|tu|sau|bay|tam|chin|muoi|chap)\b))"
    r"|(sau) thang(?: dau)? nam\b)(?: dau nam\b| dau\b| nam\b)?"
)
_SPELT_QUARTER = re.compile(r"\bquy (mot|nhat|hai|ba|bon|tu)\b(?! (?:thang|phan))")
_SPELT_MONTH = re.compile(
    r"\bthang (muoi mot|muoi hai|muoi|mot|gieng|hai|ba|tu|sau|bay|tam|chin|chap)\b"
    r"(?! (?:19|20)\d\d)"
)
# "Tháng năm 2024" has lost its number, "5 tháng năm trước" and "cùng tháng năm ngoái" name none.
_MAY = re.compile(
    r"(?<!\d )(?<!\d)\bthang nam\b"
    r"(?! (?:(?:19|20)\d\d|(?:truoc|nay|ngoai|sau|qua|bao cao|ke hoach|lien)\b))"
)


def _digits(text: str) -> str:
    """Numbers that are spelt out become digits."""
    text = _SPELT_QUARTER.sub(lambda match: f"quy {_WORD_NUMBERS[match[1]]}", text)
    if "thang" not in text:
        return text
    text = _SPELT.sub(lambda match: f"{_WORD_NUMBERS[match[1] or match[2]]} thang dau nam", text)
    text = _MAY.sub("thang 5", text)
    return _SPELT_MONTH.sub(lambda match: f"thang {_WORD_NUMBERS[match[1]]}", text)


def spoken(text: str) -> list[Spoken]:
    """Every period that folded text names, in the order of the text.

    Examples
    --------
    >>> spoken("uoc thang 5 nam 2024"), spoken("cong don 5 thang"), spoken("quy ii/2024")
    ([Spoken(kind='month', number=5, year=2024)], [Spoken(kind='to_date', number=5, year=None)], \
[Spoken(kind='quarter', number=2, year=2024)])
    """
    text = _digits(text)
    found: list[tuple[int, Spoken]] = []
    for kind, form in _FORMS:
        spent = text
        for match in form.finditer(text):
            period = _read(kind, match)
            if period is not None:
                found.append((match.start(), period))
                start, end = match.span()
                spent = spent[:start] + "\x00" * (end - start) + spent[end:]
        text = spent
    return [period for _, period in sorted(found, key=lambda pair: pair[0])]


def _read(kind: str, match: re.Match[str]) -> Spoken | None:
    def year(group: int) -> int | None:
        return int(match[group]) if match[group] else None

    if kind == "day":
        day, number = int(match[1]), int(match[2])
        named = match[0].startswith(("ngay", "thoi diem", "den"))
        edge = "/" in match[0] and day in (1, 28, 29, 30, 31)
        if match[3] is None and not named and not edge:
            return None
        return Spoken("day", number, year(3)) if 1 <= number <= 12 and 1 <= day <= 31 else None
    if kind in ("half", "last_half"):
        return Spoken("to_date" if kind == "half" else "last_half", 6, year(1))
    if kind == "year":
        return Spoken("year", None, year(1) or year(2))
    if kind == "quarter":
        return Spoken("quarter", _ROMAN.get(match[1]) or int(match[1]), year(2))
    if kind == "of_month":
        return Spoken("month", int(match[2]), year(1))
    number = int(match[1])
    if not 1 <= number <= 12:
        return None
    if kind in ("to_date", "range"):
        return Spoken("to_date", number, year(2))
    return Spoken("month", number, year(2))


def title_months(text: str) -> list[tuple[int, int]]:
    """Year and month of every month or period to date that folded text dates by its year."""
    found = []
    periods = spoken(re.sub(r"\b(?:19|20)\d\d\s*[-–]\s*((?:19|20)\d\d)\b", r"\1", text))
    for place, period in enumerate(periods):
        year = period.year
        if year is None:
            later = [p.year for p in periods[place + 1 :] if p.year is not None]
            year = later[0] if later else None
        if year is not None and period.number is not None and period.kind in ("month", "to_date"):
            found.append((year, period.number))
    return found
