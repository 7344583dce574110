"""A part and its total side by side, with the share behind them.

"1.250 tỷ đồng trong tổng số 4.870 tỷ đồng, chiếm 25,7%": the words between tell what is the total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["of_longer_names", "of_named_totals", "of_parts_in_totals", "of_totals_in_brackets"]

_OF = re.compile(
    r"[^.;()\d]{0,40}\b(?:trong tổng(?: số)?|trên tổng(?: số)?|trong số|out of(?: a total of)?)"
    r"[^,.;()\d]{0,30}|\s*/\s*(?:tổng(?: số)?\s*)?",
    re.IGNORECASE,
)
_FILLED = re.compile(r"\b(?:tỷ lệ|lấp đầy|đạt|bằng)\b", re.IGNORECASE)
_TOTAL_IN_BRACKET = re.compile(
    r"\s*(?:của |trong )?tổng [^,.;()\d]{3,80}\(\s*(?:đạt|là|khoảng|gần|hơn|trên|ước)?\s*",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\s*(?:của |trong )?tổng (?:số )?([^,.;()\d]{3,60})", re.IGNORECASE)
_NO_OTHER = re.compile(r"\s*(?:[,;.)]|$)")
_LOOK_BACK = 30  # statements: keeps the cost linear
_THEN = re.compile(r"[^.;%]{0,80}[,(]\s*(?:chiếm|đạt|bằng|tương ứng|tương đương|hay)?[^.;\d]{0,25}")


def of_parts_in_totals(reading: Reading) -> Iterator[Claim]:
    """The share that a part has of the total named right behind it."""
    found = reading.statements
    for part, total, share in zip(found, found[1:], found[2:], strict=False):
        if share.unit != "percent" or part.type != total.type:
            continue
        rate = share.type in ("level", "ratio") and _FILLED.search(
            reading.text[total.end : share.start]
        )
        if share.type != "share" and not rate:
            continue
        if part.type not in ("level", "count") or part.unit != total.unit:
            continue
        if not part.sentence == total.sentence == share.sentence:
            continue
        if _OF.fullmatch(reading.text[part.end : total.start]) and _THEN.fullmatch(
            reading.text[total.end : share.start]
        ):
            yield claim_of("share", part=part, total=total, share=share)


def of_totals_in_brackets(reading: Reading) -> Iterator[Claim]:
    """ "27,7 tỷ USD, chiếm 34,9% tổng kim ngạch của cả nước (79,3 tỷ USD)"."""
    found = reading.statements
    for part, share, total in zip(found, found[1:], found[2:], strict=False):
        alike = part.type == total.type == "level" and part.unit == total.unit
        if share.type != "share" or not alike or total.depth <= share.depth:
            continue
        if part.sentence == total.sentence and part.subject == share.subject:
            number = max(total.start, reading.text.find(total.printed or "", total.start))
            if _TOTAL_IN_BRACKET.fullmatch(reading.text[share.end : number]):
                yield claim_of("share", part=part, total=total, share=share)


def of_named_totals(reading: Reading) -> Iterator[Claim]:
    """A share of a total that is named behind it and printed before: "61,7% tổng vốn đăng ký"."""
    found = reading.statements
    for place, share in enumerate(found):
        part = found[place - 1] if place else share
        if share.type != "share" or part.type != "level" or part.subject != share.subject:
            continue
        named = _NAMED.match(reading.text[share.end : share.end + 90])
        if named is None or part.sentence != share.sentence:
            continue
        totals = [
            s
            for s in found[max(0, place - _LOOK_BACK) : place - 1]
            if _is_named(s, named[1].casefold()) and (s.unit, s.period) == (part.unit, part.period)
        ]
        if len(totals) == 1 and totals[0].subject != part.subject:
            yield claim_of("share", part=part, total=totals[0], share=share)


def _is_named(s: Statement, name: str) -> bool:
    """Whether a level is called by a name: "vốn đăng ký", of "tổng vốn đăng ký"."""
    if s.type != "level" or s.status == "target" or not s.subject:
        return False
    words = s.subject.casefold().rpartition("tổng ")[2].removeprefix("số ")
    return len(words.split()) > 1 and (name + " ").startswith(words + " ")


def of_longer_names(reading: Reading) -> Iterator[Claim]:
    """The share of a part that is called like its total and more: "lao động ở thành thị"."""
    found = reading.statements
    for place, share in enumerate(found):
        part = found[place - 1] if place else share
        if share.type != "share" or part.subject != share.subject or not part.subject:
            continue
        if part.type != "level" or part.sentence != share.sentence or part.status == "target":
            continue
        if not _NO_OTHER.match(reading.text[share.end : share.end + 20]):
            continue
        name = part.subject.casefold()
        for s in reversed(found[max(0, place - _LOOK_BACK) : place - 1]):
            if s.paragraph != part.paragraph:
                break
            words = (s.subject or "").casefold()
            alike = (s.type, s.unit, s.period) == (part.type, part.unit, part.period)
            if alike and len(words.split()) > 1 and name.startswith(words + " "):
                yield claim_of("share", part=part, total=s, share=share)
                break
