"""Points that their neighbours explain: the gap of two rates, what a fall takes from all.

"Tăng 7,2%, cao hơn 0,9% so với mức 6,3%" are points printed as per cent; "mining fell 3.8%,
reducing the growth by 0.6 points" are points below zero.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from hanoi_ct.statements.statement import Statement

__all__ = ["gaps_in_percent", "taken_from_the_growth"]

_RATES = ("growth", "level", "share", "attainment", "contribution")
# Between a change and the rate that it is measured against.
_AGAINST = re.compile(
    r"[^.,;()%]{0,60}\b(?:so với|than|from|compared (?:to|with)|thấp hơn|cao hơn)\b"
    r"[^.,;()%]{0,60}\(?[^.,;()%]{0,25}|\s*\([^.,;()%]{0,25}",
    re.IGNORECASE,
)


def gaps_in_percent(found: Sequence[Statement], text: str) -> list[Statement]:
    """The statements of a text, with changes that are exactly the gap of two rates as points.

    A change stands between the rate that it is told of and the one it is measured against; only
    where the gap is what is printed, digit by digit, is it taken for points.

    Parameters
    ----------
    found : sequence of Statement
        In the order of the text.
    text : str
        What their offsets count in.
    """
    told = list(found)
    for place in range(1, len(told) - 1):
        now, change, then = told[place - 1 : place + 2]
        if change.type != "growth" or not _in_percent(change) or not _are_rates(now, change, then):
            continue
        number = text.find(then.printed or "", then.start, then.end)
        if then.type == "growth" != now.type and not text[then.start : number].strip(" (≈~+-"):
            # "tỷ lệ còn 2,23%, giảm 0,7% so với năm 2021 (2,93%)": no rate of growth
            bare = then.value.removeprefix("-")
            then = replace(then, type=now.type, comparison=now.comparison, value=bare)
        if Decimal(now.value) - Decimal(then.value) != Decimal(change.value):
            continue
        if not _AGAINST.fullmatch(text, change.end, number):
            continue
        told[place + 1] = then
        told[place] = replace(
            change,
            type="difference",
            unit="percentage_points",
            printed_unit=change.printed_unit or "%",
            note="percentage points printed as percent",
        )
    return told


_TAKES = re.compile(
    r"\b(?:giảm|kéo|reduc\w+|lower\w*|drag\w*|pull\w*|cut\w*|decreas\w+|declin\w+|downturn|down|"
    r"drop\w*|fall\w*)\b",
    re.IGNORECASE,
)
_BACK = 3  # statements between a contribution and the growth that it comes from


def taken_from_the_growth(found: Sequence[Statement], text: str) -> list[Statement]:
    """The statements of a text, with what a falling part takes from the growth below zero.

    Parameters
    ----------
    found : sequence of Statement
        In the order of the text.
    text : str
        What their offsets count in.
    """
    told = list(found)
    for place, s in enumerate(told):
        if s.type != "contribution" or s.value.startswith("-") or s.unit != "percentage_points":
            continue
        before = told[max(0, place - _BACK) : place]
        own = [g for g in before if g.type == "growth" and g.sentence == s.sentence]
        falls = [g for g in own if g.subject == s.subject and g.period == s.period]
        if not falls or not falls[-1].value.startswith("-"):
            continue
        if _TAKES.search(text, max(g.end for g in before), s.start):
            told[place] = replace(s, value=f"-{s.value}")
    return told


def _are_rates(now: Statement, change: Statement, then: Statement) -> bool:
    together = now.sentence == change.sentence == then.sentence and now.subject == change.subject
    kinds = now.type in _RATES and then.type in _RATES
    return together and kinds and _in_percent(now) and _in_percent(then) and now.value != then.value


def _in_percent(s: Statement) -> bool:
    return s.unit == "percent" and s.printed is not None and s.value_high is None
