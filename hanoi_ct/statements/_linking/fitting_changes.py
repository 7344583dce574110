"""Changes in amounts with what they were from and came to, where only their numbers tell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.goods import are_of_other_goods
from hanoi_ct.statements._linking.near import RATES, Placed
from hanoi_ct.statements.figures_read import interval_of
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_fitting_changes"]

_BACK = 8  # statements before a change in which its other end is looked for
_NARROW = Fraction(1, 2)  # width of a change, of its size, that agrees with few by chance


def of_fitting_changes(found: Sequence[Placed]) -> Iterator[Claim]:
    """A change in an amount with the level right behind it, and the only one before that fits.

    "Sản lượng 9,262 triệu tấn .... So với vụ trước tăng gần 600 nghìn tấn (vụ trước là 8,664 triệu
    tấn)"; "kế hoạch 14,74 triệu tấn .... khai thác thêm 1 triệu tấn, lên 15,74 triệu tấn".
    """
    for place, each in enumerate(found[:-1]):
        change, behind = each.s, found[place + 1].s
        if change.type != "difference" or change.unit in RATES:
            continue
        if not _is_level(behind, change) or behind.sentence != change.sentence:
            continue
        before = [e.s for e in found[max(0, place - _BACK) : place] if _is_level(e.s, change)]
        pairs = [(s, behind) for s in before] + [(behind, s) for s in before]
        fitting = [pair for pair in pairs if _fits(*pair, change)]
        if len(fitting) == 1:
            current, base = fitting[0]
            yield claim_of("difference", True, current=current, base=base, difference=change)


def _is_level(s: Statement, change: Statement) -> bool:
    return s.type in ("level", "count") and s.unit == change.unit


def _fits(current: Statement, base: Statement, change: Statement) -> bool:
    """Whether two levels of one thing differ by a change, closely."""
    aside = max(current.depth, base.depth) > change.depth
    if current.status == "target" or (are_of_other_goods(current, base) and not aside):
        return False
    gap = interval_of(current) - interval_of(base)
    narrow = gap.bounded and gap.width <= _NARROW * abs(gap.middle)
    return narrow and gap.meets(interval_of(change))
