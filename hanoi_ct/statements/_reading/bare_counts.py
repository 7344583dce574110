"""Bare numbers that divide what was counted: "38 projects, comprising 21 for roads and 17 for"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hanoi_ct.statements._reading.clauses import Clause
from hanoi_ct.statements._reading.context import SentenceState
from hanoi_ct.statements.statement import Statement

__all__ = ["goes_on_counting"]

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
