"""The plan attained: of one thing at two times, of a whole and its parts."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from hanoi_ct.statements._linking.cells import Cell, claim_of, series_of_cell
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_plans"]

_YEAR = 12


def _plan_of_sentence(
    plans: list[Statement], level: Statement, attainment: Statement
) -> Statement | None:
    """The plan that a sentence names beside what was attained of it.

    Behind it, of the same subject: "bằng 73,5% kế hoạch năm (680.000 tỷ đồng)"; before it, where
    the sentence names one plan of a year only.
    """
    for s in plans:
        if s.start > attainment.start and s.subject == attainment.subject:
            return s
    for s in plans:
        if level.start < s.start < attainment.start and s.unit == level.unit:
            return s
    before = [
        s
        for s in plans
        if s.unit == level.unit
        and s.start < level.start
        and (s.period is None or s.period.months == _YEAR)
    ]
    return before[0] if len(before) == 1 else None


_Pairs = Mapping[str, Sequence[tuple[Statement, Statement]]]


def of_plans(cells: list[Cell], lists: list[tuple[Cell, list[Cell], bool]]) -> Iterator[Claim]:
    """The plan attained: of one thing at two times, of a whole and its parts."""
    attained: dict[str, list[tuple[Statement, Statement]]] = {}
    for cell in cells:
        done = cell.level() or next(iter(cell.levels), None)
        if cell.attainments and done is not None:
            pair = (done, cell.attainments[0])
            attained.setdefault(series_of_cell(cell), []).append(pair)
    yield from _at_two_times(attained)
    yield from _of_a_plan_told(cells, attained)
    for whole, parts, complete in lists:
        if complete and len(parts) > 1 and all(p.levels and p.attainments for p in parts):
            yield from _of_parts(cells, whole, parts)


def _at_two_times(attained: _Pairs) -> Iterator[Claim]:
    """Two levels of one thing, each with what was attained: one plan."""
    for pairs in attained.values():
        for before, after in itertools.pairwise(pairs):
            if before[0].unit == after[0].unit:
                yield claim_of(
                    "plan_equal",
                    levels=(before[0], after[0]),
                    attainments=(before[1], after[1]),
                )


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
            plan = plan or _plan_of_sentence(
                by_sentence.get(attainment.sentence, []), level, attainment
            )
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
