"""Bare numbers that divide what was counted: "38 projects, comprising 21 for roads and 17 for"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hanoi_ct.statements._reading.clauses import Clause
from hanoi_ct.statements._reading.context import SentenceState
from hanoi_ct.statements._reading.told_again import alone_in_bracket
from hanoi_ct.statements.statement import Statement

__all__ = [
    "counts_guests",
    "counts_members",
    "counts_on",
    "counts_what_is_named",
    "goes_on_counting",
]

_IS = (
    "là",
    "đạt",
    "lên",
    "lên tới",
    "lên đến",
    "còn",
    "was",
    "is",
    "reached",
    "stood at",
    "đạt mức",
    "to",
    "at",
)
_NUMBER_OF = ("số ", "số", "tổng số", "number of", "the number of")

_DIVIDES = re.compile(
    r"[^.;:()\d]{0,40}[,:]?\s*\b(?:comprising|consisting of|made up of|including|of which|of them|"
    r"of these)\s+",
    re.IGNORECASE,
)
_NEXT = re.compile(r"[^.;:()\d]{2,60}?(?:,|,? and)\s+(?:another\s+)?", re.IGNORECASE)
# What follows a number that counts on: what was done to the things, or where and why.
_TOLD = re.compile(
    r"\s+(?:[a-z]+ed|held|built|under|by|for|with|in|on|at|from|of|due|because|that|which|were|"
    r"are|had|have|still|new|awaiting|waiting)\s+[a-z]"
)


_GUESTS = ("visitors", "visitors_foreign", "visitors_domestic", "passengers")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+\Z")


def counts_guests(clause: Clause, found: Sequence[Statement], state: SentenceState) -> bool:
    """ "Foreign arrivals reached 812,017": a whole number of travellers, who need no noun."""
    if not clause.quantity.value.isdigit() or not _THOUSANDS.match(clause.quantity.printed or ""):
        return False
    named = [item for item in clause.left if item.has("indicator")]
    if named:
        return str(named[-1].phrases["indicator"].value) in _GUESTS
    last = found[-1] if found else None
    near = last is not None and last.sentence >= state.number - 1
    return near and last is not None and last.indicator in _GUESTS


_MEMBERS = ("nước", "quốc gia", "thành viên", "countries", "members", "nations")


def counts_members(clause: Clause, text: str) -> bool:
    """ "EU (28 nước) đạt 20 tỷ USD": which union is meant, and nothing that is told."""
    named = clause.left[-1:] and clause.left[-1].text.isupper()
    return bool(named) and clause.quantity.noun in _MEMBERS and alone_in_bracket(clause, text)


def counts_on(found: Sequence[Statement], state: SentenceState, clause: Clause) -> bool:
    """ "Số doanh nghiệp quay lại tăng 10,4% lên 5.044": the number itself, behind its rate."""
    last = found[-1] if found else None
    if last is None or last.type != "growth" or last.sentence != state.number:
        return False
    counted = (last.subject or "").casefold().startswith(("số ", "number of", "the number"))
    return (counted or last.indicator == "enterprises") and clause.quantity.value.isdigit()


def goes_on_counting(
    clause: Clause, text: str, found: Sequence[Statement], state: SentenceState
) -> bool:
    """Whether a bare whole number is a part of what was counted just before it."""
    last = found[-1] if found else None
    quantity, item = clause.quantity, clause.item
    if last is None or last.type != "count" or last.sentence != state.number:
        return False
    if not quantity.value.isdigit() or len(quantity.value) > 3 or quantity.high or quantity.of:
        return False
    between = text[last.end : item.start]
    parts = text[last.start : last.end].isdigit()
    leads = _NEXT.fullmatch(between) if parts else _DIVIDES.fullmatch(between)
    return bool(leads) and bool(_TOLD.match(text, item.end))


def counts_what_is_named(clause: Clause) -> bool:
    """ "Số doanh nghiệp thành lập mới là 702": a whole number of what was named."""
    left = clause.left
    if not clause.quantity.value.isdigit() or not left or not left[-1].says(*_IS):
        return False
    words = [k for k, item in enumerate(left) if item.text.casefold().startswith(_NUMBER_OF)]
    words += [k + 1 for k, item in enumerate(left[:-1]) if item.says("the number", "number")]
    nouns = ("counted.entity", "counted.product", "indicator")
    return any(item.has(*nouns) for k in words for item in left[k : k + 2])
