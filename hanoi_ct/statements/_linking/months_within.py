"""A month beside the time that holds it: "tháng 5 đạt 38 triệu USD ... 5 tháng đạt 169 triệu USD".

What flows in a month is a part of what flows in the months that it is one of. Names of the two
need not be the same words: "khối lượng hàng hóa vận chuyển", "vận chuyển hàng hóa".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from hanoi_ct.statements._linking.averages import is_average, is_base
from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import Placed
from hanoi_ct.statements._reading.lexicon import table
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_months_within"]

_AROUND = 24  # amounts of a unit among which the longer time is looked for
_FAR = 2  # paragraphs between the two
_SAME = {"", "unnamed", "province"}  # kinds of parts that may be told of one thing
_STOCKS = ("credit", "balance", "occupancy", "price", "income")
# One of many, as its name tells: what an average of a month is of no longer one.
_AVERAGE = re.compile(r"\b(?:bình quân|trung bình|average|mean)\b", re.IGNORECASE)
_BARE = ("percent", "percentage_points", "times", None)


def of_months_within(found: Sequence[Placed]) -> Iterator[Claim]:
    """Each amount of a month, and the nearest of the same name of a time that holds it."""
    rows: dict[str | None, list[Statement]] = {}
    for each in found:
        if _is_flow(each):
            rows.setdefault(each.s.unit, []).append(each.s)
    for row in rows.values():
        for place, month in enumerate(row):
            around = row[max(0, place - _AROUND) : place + _AROUND]
            longer = [s for s in around if _holds(s, month) and _is_called(s, month)]
            if longer:
                whole = min(longer, key=lambda s: abs(s.sentence - month.sentence))
                if 0 < month.amount < whole.amount:
                    yield claim_of("part_of", False, total=whole, parts=[month])


def _is_flow(each: Placed) -> bool:
    s = each.s
    if s.type not in ("level", "count") or s.unit in _BARE or "_per_" in str(s.unit):
        return False
    if s.period is None or s.status == "target" or s.of is not None or s.indicator in _STOCKS:
        return False
    averaged = is_average(each) or bool(_AVERAGE.search(s.subject or ""))
    return not averaged and not is_base(each)


def _holds(whole: Statement, part: Statement) -> bool:
    """Whether the time of an amount is longer than that of another near it, and holds it."""
    one, other = whole.period, part.period
    if one is None or other is None or one == other or one.years != other.years:
        return False
    near = abs(whole.paragraph - part.paragraph) <= _FAR
    return near and one.start <= other.start and other.end <= one.end


def _is_called(whole: Statement, month: Statement) -> bool:
    """Whether the name of a month says all words of the other, but idle ones and places."""
    kinds = {whole.part, month.part} - _SAME
    named = month.group in whole.group or whole.group in month.group  # "sang Mỹ", "Mỹ"
    markets = whole.part == month.part == "market" and not named
    if markets or (whole.whole is not None and whole.whole == month.subject):
        return False  # another market, or what the longer time's amount is itself a part of
    if whole.type != month.type or whole.basis != month.basis or len(kinds) > 1:
        return False
    if whole.indicator == month.indicator is not None and not (whole.group or month.group):
        return whole.whole == month.whole
    words, told = _words(whole.subject), _words(month.subject)
    return words == told != frozenset() or (len(words) > 1 and words < told)


@cache
def _words(name: str | None) -> frozenset[str]:
    """The words of a name that tell what it is of, in any order."""
    first, *more = (name or "").split() or [""]
    idle = table("roles")["totals"]["idle"]
    told = [first.casefold(), *(word for word in more if word == word.casefold())]
    one = (
        word[:-1] if word.isascii() and len(word) > 3 and word[-1] == "s" else word for word in told
    )
    return frozenset(one) - frozenset(idle)
