"""Area, yield and output of a crop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from hanoi_ct.quantities.interval import Interval
from hanoi_ct.statements._linking.averages import is_base
from hanoi_ct.statements._linking.near import Placed
from hanoi_ct.statements.figures_read import interval_of
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_fields"]

_BACK = 30  # statements before a yield in which its area is looked for
_PARAGRAPHS = 1
_DIGITS = 400  # a yield printed to a part in so many fits no area by chance
_FAR = Fraction(2, 5)  # of an area, from which on it is another crop's or the part reaped so far


def of_fields(found: Sequence[Placed]) -> Iterator[Claim]:
    """A yield with the output and the area that its sentence tells.

    An area of the sentences before that gives the yield goes before one of the same sentence that
    does not: "đã gặt 303.300 ha; năng suất 48,4 tạ/ha; sản lượng toàn vụ 2,8 triệu tấn" tells the
    output of all that was sown.
    """
    for place, each in enumerate(found):
        if each.s.unit != "quintals_per_ha" or not _is_fact(each):
            continue
        beside = [e for e in found[max(0, place - _BACK) : place + _BACK] if _is_fact(e)]
        same = [e.s for e in beside if e.s.sentence == each.s.sentence]
        outputs = [s for s in same if s.unit == "tonne"]
        areas = [s for s in same if s.unit == "ha"]
        if len(outputs) != 1 or sum(s.unit == each.s.unit for s in same) > 1:
            yield from _that_only_fit(each.s, [e.s for e in beside])
            continue
        needed = _area(outputs[0], each.s)
        if len(areas) != 1 or not _span(areas[0]).meets(needed):
            before = [
                e.s
                for e in beside
                if e.s.unit == "ha"
                and e.s.start < each.s.start
                and each.s.paragraph - e.s.paragraph <= _PARAGRAPHS
            ]
            fitting = [s for s in before if _span(s).meets(needed)]
            areas = fitting if len({s.value for s in fitting}) == 1 else areas
        if len(areas) == 1 and not _is_far(areas[0], needed):
            roles = {"area": areas[0], "output": outputs[0], "yield": each.s}
            yield Claim("yield", {role: (s.id,) for role, s in roles.items()})


def _that_only_fit(rate: Statement, beside: Sequence[Statement]) -> Iterator[Claim]:
    """The one area and output of the paragraphs around that give a yield of several digits."""
    span = _span(rate)
    if not span.bounded or span.width * _DIGITS > span.middle:
        return
    near = [s for s in beside if abs(s.paragraph - rate.paragraph) <= _PARAGRAPHS]
    outputs, areas = ([s for s in near if s.unit == unit] for unit in ("tonne", "ha"))
    pairs = [
        (area, output)
        for output in outputs
        for area in areas
        if _span(area).meets(_area(output, rate))
    ]
    if len({(area.value, output.value) for area, output in pairs}) == 1:
        area, output = pairs[0]
        yield Claim("yield", {"area": (area.id,), "output": (output.id,), "yield": (rate.id,)})


def _is_fact(each: Placed) -> bool:
    return each.s.type == "level" and each.s.status != "target" and not is_base(each)


def _span(s: Statement) -> Interval:
    return interval_of(s)


def _area(output: Statement, rate: Statement) -> Interval:
    """The hectares on which a yield gives an output: a quintal is a tenth of a tonne."""
    return (_span(output) / _span(rate)).scaled(10)


def _is_far(area: Statement, needed: Interval) -> bool:
    if not needed.bounded:
        return True
    return abs(_span(area).middle / needed.middle - 1) > _FAR
