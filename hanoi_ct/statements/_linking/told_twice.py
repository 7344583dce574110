"""The same number of digits told twice: "tăng 34,12%" of rice, and once more of its volume.

Names change between two tellings, and are not always understood; a number of four digits that
stands in a text twice is seldom of two things.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements._linking.goods import goods_of
from hanoi_ct.statements._linking.near import Placed
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_numbers_told_twice"]

_TYPES = ("level", "growth", "share")
_MANY, _SOME = 4, 3  # digits with which a number is known by itself, or among those of its thing
_VOLUME, _VALUE = ("lượng", "khối lượng", "volume"), ("trị giá", "giá trị", "kim ngạch", "value")


def of_numbers_told_twice(found: Sequence[Placed]) -> Iterator[Claim]:
    """A number with the same one of another sentence, of one time and side of a thing."""
    told: dict[object, Placed] = {}
    for each in found:
        s = each.s
        digits = len(s.value.replace(".", "").strip("-0"))
        if s.type not in _TYPES or s.printed is None or digits < _SOME or s.of is not None:
            continue
        key = (s.type, s.unit, Decimal(s.value) * Decimal(s.scale), s.status == "target")
        before = told.get(key)
        told[key] = each
        if before is None or before.s.sentence == s.sentence:
            continue
        if _are_one(before.s, s, digits) or each.lead.rstrip().endswith(("con số", "mức")):
            yield claim_of("same", pair=(before.s, s))


def _are_one(one: Statement, other: Statement, digits: int) -> bool:
    sides = {side for s in (one, other) if (side := _side(s))}
    if len(sides) > 1 or one.basis != other.basis:
        return False
    if one.type == "growth" and one.comparison != other.comparison and digits < _MANY:
        return False
    names = goods_of(one), goods_of(other)
    alike = len(names[0] & names[1]) * 2 >= min(len(name) for name in names) > 0
    if one.indicator is not None:
        alike = alike or (one.indicator, one.group) == (other.indicator, other.group)
    same_time = one.period == other.period or None in (one.period, other.period)
    if digits >= _MANY:
        return same_time or alike
    return same_time and alike


def _side(s: Statement) -> str:
    """Whether a subject is a volume or a value by its first words."""
    subject = (s.subject or "").casefold()
    return (
        "volume" if subject.startswith(_VOLUME) else "value" if subject.startswith(_VALUE) else ""
    )
