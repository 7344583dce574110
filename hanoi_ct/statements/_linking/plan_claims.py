"""The plan attained: of one thing at two times, of a whole and its parts, in a bracket.

"Xuất khẩu 9 tháng đạt 1,68 tỷ USD, bằng 70% kế hoạch năm (2,4 tỷ USD)".
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from fractions import Fraction

from hanoi_ct.statements._linking.attached import Attached
from hanoi_ct.statements._linking.cells import Cell, claim_of, series_of_cell
from hanoi_ct.statements._linking.near import RATES, Placed, noun_of, same_noun
from hanoi_ct.statements.figures_read import interval_of
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_counted_plans", "of_fitting_plans", "of_plans"]

_YEAR = 12
_MOST_OF_PACE = 3  # times the part of the year that has gone
_FAR = 24  # statements between what was attained and a plan that gives it
_CLOSE = Fraction(1, 50)  # width of an attainment that nothing agrees with by chance


def _plan_of_sentence(
    plans: list[Statement], level: Statement, attainment: Statement, others: Sequence[Statement]
) -> Statement | None:
    """The plan that a sentence names beside what was attained of it.

    Behind it, of the same subject: "bằng 73,5% kế hoạch năm (680.000 tỷ đồng)", and behind no other
    of several attainments; before it, where the sentence names one plan of a year only. A plan in
    a bracket before it may be another one: "vượt dự toán (108.800 tỷ), đạt 100,76% chỉ tiêu".
    """
    for s in plans:
        between = any(attainment.start < other.start < s.start for other in others)
        if s.start > attainment.start and s.subject == attainment.subject and not between:
            return s
    for s in plans:
        if level.start < s.start < attainment.start and s.unit == level.unit:
            apart = s.depth > attainment.depth
            return None if apart and not gives(level, s, attainment) else s
    before = [
        s
        for s in plans
        if s.unit == level.unit
        and s.start < level.start
        and (s.period is None or s.period.months == _YEAR)
    ]
    return before[0] if len(before) == 1 else None


def gives(level: Statement, plan: Statement, attainment: Statement) -> bool:
    """Whether a plan is attained by a level to what is told, closely."""
    attained = interval_of(level) / interval_of(plan).scaled(Fraction(1, 100))
    narrow = attained.bounded and attained.width <= _CLOSE * abs(attained.middle)
    return narrow and attained.meets(interval_of(attainment))


def of_fitting_plans(
    found: Sequence[Placed], rates: Mapping[str, Attached], taken: Set[str]
) -> Iterator[Claim]:
    """Plans far from what was attained of them: the only one that gives what is told.

    "Công nghiệp chế biến ước 2.971 tỷ đồng (đạt 15,25% kế hoạch) .... Năm nay công nghiệp chế biến
    có mục tiêu 19.483 tỷ đồng".

    Parameters
    ----------
    found : sequence of Placed
    rates : mapping of str to Attached
        What is told of each level, by its id.
    taken : set of str
        Ids of the attainments whose plan is known.
    """
    plans = [(k, e.s) for k, e in enumerate(found) if e.s.status == "target"]
    plans = [(k, s) for k, s in plans if s.type == "level" and s.unit not in RATES]
    for place, each in enumerate(found if plans else ()):
        held = rates.get(each.s.id)
        if held is None or each.s.status == "target" or each.s.type != "level":
            continue
        first = bisect.bisect_left(plans, place - _FAR, key=lambda plan: plan[0])
        stop = bisect.bisect_right(plans, place + _FAR, key=lambda plan: plan[0])
        for attainment in held.attainments:
            fitting = [
                s
                for _, s in plans[first:stop]
                if s.unit == each.s.unit
                and attainment.id not in taken
                and gives(each.s, s, attainment)
            ]
            if len(fitting) == 1:
                yield claim_of("plan", plan=fitting[0], level=each.s, attainment=attainment)


_Pairs = Mapping[str, Sequence[tuple[Statement, Statement]]]


def of_plans(cells: list[Cell], lists: list[tuple[Cell, list[Cell], bool]]) -> Iterator[Claim]:
    """The plan attained: of one thing at two times, of a whole and its parts."""
    attained: dict[str, list[tuple[Statement, Statement]]] = {}
    every: dict[str, list[tuple[Statement, Statement]]] = {}
    for cell in cells:
        done = cell.level() or next(iter(cell.levels), None)
        if cell.attainments and done is not None:
            pairs = [(done, s) for s in cell.attainments]
            attained.setdefault(series_of_cell(cell), []).append(pairs[0])
            every.setdefault(series_of_cell(cell), []).extend(pairs)
    yield from _at_two_times(attained)
    yield from _of_a_plan_told(cells, every)
    for whole, parts, complete in lists:
        if complete and len(parts) > 1 and all(p.levels and p.attainments for p in parts):
            yield from _of_parts(cells, whole, parts)


def _at_two_times(attained: _Pairs) -> Iterator[Claim]:
    """Two levels of one thing, each with what was attained: one plan."""
    for pairs in attained.values():
        for before, after in itertools.pairwise(pairs):
            if before[0].unit == after[0].unit and not any(
                map(_is_of_its_own_plan, (before, after))
            ):
                yield claim_of(
                    "plan_equal",
                    levels=(before[0], after[0]),
                    attainments=(before[1], after[1]),
                )


def _is_of_its_own_plan(pair: tuple[Statement, Statement]) -> bool:
    """Whether so much of a plan was attained in a few months that it is the plan of those."""
    level, attainment = pair
    months = level.period.months if level.period is not None else _YEAR
    above = (attainment.note or "").startswith("above the plan")
    attained = float(attainment.value) + (100 if above else 0)
    return attained > _MOST_OF_PACE * 100 * months / _YEAR or (above and months < _YEAR)


def _of_a_plan_told(cells: list[Cell], attained: _Pairs) -> Iterator[Claim]:
    """A level, what was attained with it, and the plan of its year or its sentence."""
    targets = {
        (series_of_cell(c), c.period.year): s
        for c in cells
        for s in c.levels
        if s.status == "target" and c.period is not None and c.period.months == 12
    }
    by_sentence: dict[int, list[Statement]] = {}
    for c in cells:
        for s in c.levels:
            if s.status == "target":
                by_sentence.setdefault(s.sentence, []).append(s)
    for subject, pairs in attained.items():
        for level, attainment in pairs:
            year = level.period.year if level.period is not None else None
            plan = targets.get((subject, year))
            others = [s for _, s in pairs if s is not attainment]
            if plan is None or plan.sentence == attainment.sentence:
                near = by_sentence.get(attainment.sentence, [])
                plan = _plan_of_sentence(near, level, attainment, others)
            if plan is not None and plan.unit == level.unit and level.status != "target":
                yield claim_of("plan", plan=plan, level=level, attainment=attainment)


def _of_parts(cells: list[Cell], whole: Cell, parts: list[Cell]) -> Iterator[Claim]:
    """The plans of parts against that of the whole, told by what it attained or by itself."""
    levels = [p.levels[0] for p in parts]
    attainments = [p.attainments[0] for p in parts]
    if whole.levels and whole.attainments:
        yield claim_of(
            "plan_total_parts",
            True,
            levels=(whole.levels[0], *levels),
            attainments=(whole.attainments[0], *attainments),
        )
    plans = (
        s
        for c in cells
        if c.subject == whole.subject and c.period != whole.period
        for s in c.levels
        if s.status == "target" and c.period is not None and c.period.end.endswith("12")
    )
    plan = next(plans, None)
    if plan is not None and whole.levels:
        yield claim_of(
            "plan_parts",
            True,
            sum=(whole.levels[0], plan),
            levels=levels,
            attainments=attainments,
        )


_IN_BRACKET = re.compile(r"[^.;:()]{0,30}\(\s*(?:kế hoạch|chỉ tiêu|là|plan|target|of)?\s*")


def of_counted_plans(found: Sequence[Placed]) -> Iterator[Claim]:
    """ "giải quyết việc làm cho 15.640 lao động, đạt 78,2% kế hoạch năm (20.000 lao động)".

    By the order of the words, whatever the numbers are called.
    """
    for done, attained, plan in zip(found, found[1:], found[2:], strict=False):
        if not done.s.sentence == attained.s.sentence == plan.s.sentence:
            continue
        alike = (done.s.type, done.s.unit) == (plan.s.type, plan.s.unit)
        alike = alike and done.s.type in ("count", "level") and attained.s.type == "attainment"
        if alike and plan.s.status == "target" != done.s.status:
            bracket = attained.tail.rstrip().endswith("(") and _IN_BRACKET.fullmatch(plan.lead)
            same = done.s.type == "level" or same_noun(noun_of(done.s), noun_of(plan.s))
            if bracket and same:
                yield claim_of("plan", plan=plan.s, level=done.s, attainment=attained.s)
