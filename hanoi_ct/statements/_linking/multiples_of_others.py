"""An amount said to be so many times that of another: exports and imports, two buyers.

"Nhập khẩu đạt 480 triệu USD. Xuất khẩu đạt 600 triệu USD, gấp 1,25 lần nhập khẩu".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hanoi_ct.statements._linking.averages import is_base
from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.near import Placed, near
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_multiples_of_others"]

_SAYS = re.compile(r"\b(?:gấp|bằng|cao gấp|equal to)(?:\s+(?:khoảng|gần|hơn|trên|about))?\s*$")
_THE = re.compile(r"\s*(?:so với\s+)?(?:the|that of|những|mức|con số|số)\s*$")
_OF = re.compile(r"\s*(?:của|of|from|in|tại|ở|sang)\s+\w")
_NAME = re.compile(
    r"\s*(?:so với |that of |the )?(?:tổng )?(?:kim ngạch |trị giá |giá trị )?"
    r"(?P<name>xuất khẩu|nhập khẩu|exports|imports)\s*(?:[.,;]|$)"
)
_DIRECTIONS = {
    "xuất khẩu": "exports",
    "nhập khẩu": "imports",
    "exports": "exports",
    "imports": "imports",
}


def of_multiples_of_others(found: Sequence[Placed]) -> Iterator[Claim]:
    """A multiple with the amount before it and the amount that it is compared with.

    The other amount stands right behind ("1.6 times the US$195 million of Laos"), or it is the
    one that was told of the direction of trade that is named ("gấp 1,3 lần nhập khẩu").
    """
    for place, ratio in enumerate(found):
        if place == 0 or ratio.s.type != "ratio" or ratio.s.unit != "times":
            continue
        amount = found[place - 1].s
        if amount.type != "level" or amount.sentence != ratio.s.sentence:
            continue
        other = _behind(found, place, amount) or _named(found, place, amount)
        if other is not None:
            yield claim_of("ratio", True, numerator=amount, denominator=other, ratio=ratio.s)


def _behind(found: Sequence[Placed], place: int, amount: Statement) -> Statement | None:
    """The amount right behind, where it is said to be another's."""
    if place + 1 >= len(found):
        return None
    after = found[place + 1]
    alike = after.s.unit == amount.unit and after.s.type == "level"
    same = after.s.sentence == amount.sentence
    return after.s if alike and same and _THE.match(after.lead) and _OF.match(after.tail) else None


def _named(found: Sequence[Placed], place: int, amount: Statement) -> Statement | None:
    """The one amount of the whole exports or imports of the same time."""
    ratio = found[place]
    told = _NAME.match(ratio.tail)
    if told is None or not (_SAYS.search(ratio.lead) or "times" in ratio.s.text):
        return None
    direction = _DIRECTIONS[told["name"]]
    if amount.indicator not in ("exports", "imports") or amount.indicator == direction:
        return None
    fitting = [
        e.s
        for e in (found[k] for k in near(found, place, 4))
        if e.s.indicator == direction
        and (e.s.unit, e.s.type, e.s.period) == (amount.unit, "level", amount.period)
        and (not e.s.group or e.s.part == "province")
        and e.s.status != "target"
        and not is_base(e)
    ]
    whole = not amount.group or amount.part == "province"
    return fitting[0] if len(fitting) == 1 and whole else None
