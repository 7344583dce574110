"""The words around each number of a text: what leads to it and what follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from hanoi_ct.quantities.interval import total
from hanoi_ct.statements._reading.lexicon import table
from hanoi_ct.statements.figures_read import interval_of
from hanoi_ct.statements.statement import Reading, Statement

__all__ = [
    "RATES",
    "Placed",
    "are_joined",
    "fall_short",
    "is_joint",
    "near",
    "noun_of",
    "number_at",
    "paragraphs",
    "placed",
    "role_words",
    "same_noun",
]

# Units of what is no amount, and numbers that lost their unit.
RATES = ("percent", "percentage_points", "times", None)
_LEAD, _TAIL = 160, 120  # code points looked at: they keep the cost linear
_CURRENCY = re.compile(r"(?:US\$|USD|VND|VNĐ|\$|€)\s*\Z")
_JOINTS = ("và", "and", ",", "&", ", và", ", and")
_REACH = 24  # statements before and behind that are looked at
_STOP = re.compile(r"(?<!\bTP)(?<!\bTp)(?<!\btr)(?<!\bNo)[.!?…](?=\s)|\n")  # "TP. Hồ Chí Minh"


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement with the words before its number and behind it, within its sentence.

    ``lead`` runs from the statement before (or the begin of the sentence) to the number, hedge
    and verb included; ``tail`` from its end to the next statement or the end of the sentence.
    """

    s: Statement
    lead: str
    tail: str


def placed(reading: Reading) -> list[Placed]:
    """The statements of a text with the words around them, in small letters."""
    found: list[Placed] = []
    statements = reading.statements
    for place, s in enumerate(statements):
        number = number_at(reading, s)
        before = statements[place - 1] if place else None
        after = statements[place + 1] if place + 1 < len(statements) else None
        if before is not None and before.sentence == s.sentence:
            start = max(before.end, number - _LEAD)
            lead = reading.text[start:number]
        else:
            lead = _STOP.split(reading.text[max(0, number - _LEAD) : number])[-1]
        stop = s.end + _TAIL
        if after is not None and after.sentence == s.sentence:
            stop = min(stop, max(s.end, number_at(reading, after)))
        tail = _STOP.split(reading.text[s.end : stop])[0]
        found.append(Placed(s, lead.casefold(), tail.casefold()))
    return found


def number_at(reading: Reading, s: Statement) -> int:
    """Where the number of a statement begins, behind its verb and hedge."""
    if s.printed is None:
        return s.start
    place = max(s.start, reading.text.find(s.printed, s.start, s.end))
    sign = _CURRENCY.search(reading.text, s.start, place)
    return sign.start() if sign else place


def paragraphs(found: Sequence[Placed]) -> Iterator[list[Placed]]:
    """The statements of each paragraph."""
    group: list[Placed] = []
    for each in found:
        if group and each.s.paragraph != group[-1].s.paragraph:
            yield group
            group = []
        group.append(each)
    if group:
        yield group


@cache
def role_words(table_name: str, role: str, head: str = "") -> re.Pattern[str]:
    """The words of data/roles.toml that give a role, as one pattern."""
    words = "|".join(table("roles")[table_name][role])
    return re.compile(rf"{head}\b(?:{words})\b")


# Nouns that a text changes between while it counts the same things.
_ALIKE = (
    ("tỉnh, thành phố", "tỉnh, thành", "tỉnh thành", "địa phương", "tỉnh"),
    ("lao động", "người", "công nhân", "người lao động"),
    ("ngành", "ngành công nghiệp", "ngành cấp ii", "ngành cấp 2", "ngành kinh tế"),
    ("sản phẩm", "sản phẩm chủ yếu"),
    ("nhóm", "nhóm hàng", "nhóm mặt hàng"),
    ("mặt hàng", "mặt hàng chủ yếu", "mặt hàng chủ lực"),
    ("enterprises", "firms", "companies", "businesses"),
    ("workers", "people", "employees"),
    ("provinces", "localities", "provinces and cities"),
    ("khu công nghiệp", "kcn", "khu"),
    ("cụm công nghiệp", "ccn", "cụm"),
    ("doanh nghiệp", "dn"),
)


def same_noun(one: str, other: str) -> bool:
    """Whether two counted nouns name one kind of thing."""
    return one == other or any(one in words and other in words for words in _ALIKE)


def noun_of(s: Statement) -> str:
    """The words of a statement without its number: what is counted."""
    return " ".join(word for word in s.text.casefold().split() if word[0].isalpha())


def is_joint(words: str) -> bool:
    """Whether no more than a comma or "và" stands between two numbers."""
    return words.strip().casefold() in _JOINTS


def are_joined(one: Placed, other: Placed) -> bool:
    """Whether two numbers of a kind stand in a row: "7,2 và 5 tỷ USD", "24, 14 percent"."""
    a, b = one.s, other.s
    alike = (a.type, a.unit, a.sentence) == (b.type, b.unit, b.sentence)
    return alike and is_joint(other.lead)


def near(found: Sequence[Placed], place: int, back: int, lines: int = 0) -> range:
    """The places of the same paragraph in so many sentences before, and in the same sentence.

    ``lines`` is how many paragraphs before count too: items of a list stand in lines.
    """
    s, first, last = found[place].s, place, place
    while first > 0 and place - first < _REACH:
        before = found[first - 1].s
        if s.paragraph - before.paragraph > lines or s.sentence - before.sentence > back:
            break
        first -= 1
    while last + 1 < len(found) and last - place < _REACH:
        if found[last + 1].s.sentence != s.sentence:
            break
        last += 1
    return range(first, last + 1)


def fall_short(whole: Statement, parts: Sequence[Statement]) -> bool:
    """Whether parts are less than a whole by more than their rounding may hide."""
    spans = [interval_of(s, "loose") for s in (whole, *parts)]
    return all(span.bounded for span in spans) and total(spans[1:]).high < spans[0].low
