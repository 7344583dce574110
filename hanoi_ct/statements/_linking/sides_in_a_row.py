"""Rates whose sides one list tells: "13.3% and 3.9% in volume and value"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hanoi_ct.statements._linking.near import Placed

__all__ = ["sides_in_a_row"]

_SIDES = {
    "volume": r"(?:số |khối |sản )?lượng|volume|quantity",
    "value": r"trị giá|giá trị|kim ngạch|value",
    "price": r"giá(?! trị)(?: bình quân)?|(?:average )?prices?",
}
_SIDE = "|".join(f"(?:{words})" for words in _SIDES.values())
_JOIN = r"\s*(?:,|và|and|lẫn|as well as)\s*(?:về\s+|in\s+)?"
_LIST = rf"(?:cả\s+|both\s+)?(?:về\s+|in\s+)?(?:cả\s+)?((?:{_SIDE})(?:{_JOIN}(?:{_SIDE}))+)"
_RISES = r"(?:(?:year-on-year |annual )?(?:rises|increases|gains|falls|drops|decreases|declines) )?"
_BEHIND = re.compile(rf"\s*{_RISES}(?:về|in|both|cả)\s+{_LIST}\b")
_BEFORE = re.compile(
    rf"\b{_LIST}\b[^.;()\d]*(?:\d{{1,2}}(?:[./-]\d{{4}})?[^.;()%\d]*)?"
    r"(?:lần lượt|tương ứng|respectively)(?:\s+(?:là|ở mức|đạt|giảm|tăng|với))*\s*$"
)
_BETWEEN = re.compile(r"\s*(?:,|và|and|;)?\s*(?:và|and)?\s*(?:giảm|tăng)?\s*")


def sides_in_a_row(rates: Sequence[Placed]) -> dict[str, str]:
    """What each rate is of (volume, value, price), by its id, where one list tells it of several.

    Parameters
    ----------
    rates : sequence of Placed
        The rates of a paragraph, with the words around them.
    """
    sides: dict[str, str] = {}
    for place, each in enumerate(rates):
        for told, first in ((_BEHIND.match(each.tail), None), (_BEFORE.search(each.lead), place)):
            if told is None:
                continue
            named = [_side(word) for word in re.split(_JOIN, told[1])]
            start = place - len(named) + 1 if first is None else first
            row = rates[max(0, start) : start + len(named)]
            if start >= 0 and len(row) == len(named) and _joined(row):
                sides |= {rate.s.id: side for rate, side in zip(row, named, strict=True)}
    return sides


def _joined(row: Sequence[Placed]) -> bool:
    """Whether the rates follow each other with nothing but commas between them."""
    between = all(_BETWEEN.fullmatch(rate.lead) for rate in row[1:])
    return between and len({rate.s.sentence for rate in row}) == 1


def _side(word: str) -> str:
    return next(side for side, words in _SIDES.items() if re.fullmatch(words, word.strip()))
