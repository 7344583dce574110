"""Shares of a total that is called by its name: "chiếm 23,1% kim ngạch xuất khẩu tôm của cả nước".

Also a percentage that an amount is equal to: "xuất siêu 1,7 tỷ USD, bằng 1,8% tổng kim ngạch xuất
khẩu".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from hanoi_ct.statements._linking.averages import is_average, is_base
from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import RATES, Placed, are_joined
from hanoi_ct.statements._reading.lexicon import table
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_named_shares"]

_FAR = 40  # statements around a share in which its total is looked for
_PARAGRAPHS = 2
_NAME = re.compile(r"\s*(?:of|của|trong|so với)?\s*([^,.;:()\d%]{4,80})")
_BEHIND = re.compile(r"\b(?:tăng|giảm|và|trong khi|với|đạt|up|down|and|while|with)\b.*$")


def of_named_shares(found: Sequence[Placed], held: Set[str]) -> Iterator[Claim]:
    """A share, the level that it is told of, and the only level that is called as it says.

    Parameters
    ----------
    found : sequence of Placed
    held : set of str
        Ids of the shares that other claims hold.
    """
    for place, each in enumerate(found):
        s = each.s
        if s.type not in ("share", "ratio") or s.unit != "percent" or s.id in held:
            continue
        if place + 1 < len(found) and are_joined(each, found[place + 1]):
            continue  # "making up 24 and 14 percent of, respectively": not of the amount before
        told = _NAME.match(each.tail)
        name = _telling(_BEHIND.sub("", told[1])) if told else set()
        part = found[place - 1].s if place else None
        if not name or part is None or part.sentence != s.sentence or part.unit in RATES:
            continue
        if part.type != "level":
            continue
        around = [*found[max(0, place - _FAR) : place - 1], *found[place + 1 : place + _FAR]]
        totals = [e.s for e in around if _is_called(e, part, name)]
        if len({t.value + t.scale for t in totals}) == 1:
            yield claim_of("share", part=part, total=totals[0], share=s)


def _is_called(each: Placed, part: Statement, name: set[str]) -> bool:
    """Whether a level of the unit and time of a part has a name of these words."""
    s = each.s
    alike = (s.type, s.unit, s.period) == (part.type, part.unit, part.period)
    near = abs(s.paragraph - part.paragraph) <= _PARAGRAPHS
    fact = s.status != "target" and not is_base(each) and not is_average(each)
    return alike and near and fact and _telling(s.subject or "") == name


def _telling(words: str) -> set[str]:
    """The words of a name that tell what it is of: not "total", "value", "of the country"."""
    idle = set(table("roles")["totals"]["idle"])
    return set(re.findall(r"[^\W\d_]+", words.casefold())) - idle
