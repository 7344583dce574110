"""Level, rate and increase of one thing, printed twice, or of this year and the last.

"Năm 2022 đạt 9,2 tỷ USD. Năm 2023 xuất khẩu đạt 10,1 tỷ USD, tăng 9,8%".
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal

from hanoi_ct.statements._linking.cells import ON_YEAR, Cell, claim_of, series_of_cell
from hanoi_ct.statements._linking.increments import gives_increase
from hanoi_ct.statements.statement import Claim, Period, Statement

__all__ = ["of_one_cell", "of_other_names", "of_other_years", "same_digits"]

_FAR = Decimal(3)  # points from which on a difference is of something else
_RATES = ("percent", "percentage_points", "times")


def of_one_cell(cell: Cell) -> Iterator[Claim]:
    """Level, rate and increase of one thing; the same thing twice."""
    for difference in cell.differences:
        if difference.unit in _RATES:
            continue
        levels = [s for s in cell.levels if s.unit == difference.unit and s.status != "target"]
        levels.sort(key=lambda s: s.sentence != difference.sentence)
        level = levels[0] if levels else None
        rates = [g for g in cell.growths if g.unit == "percent"]
        if level is not None and rates:
            rates.sort(key=lambda g: g.sentence != difference.sentence)
            growth = _that_gives(level, difference, rates)
            if growth is not None:
                yield claim_of("increment", level=level, growth=growth, increment=difference)
    yield from _twice([s for s in cell.levels if s.status != "target"], lambda s: s.unit)
    yield from _twice(cell.growths, lambda s: s.comparison)
    amounts = [s for s in cell.levels if s.status != "target"]
    if all(_are_close(a, b) for a, b in itertools.pairwise(amounts)):  # else of two totals
        yield from _twice(cell.shares, lambda s: s.comparison)


def of_other_names(cells: list[Cell]) -> Iterator[Claim]:
    """One thing and period by two names: "chỉ số sản xuất công nghiệp", "IIP"."""
    by_series: dict[tuple[str, str | None, Period], list[Cell]] = {}
    for cell in cells:
        if cell.period is not None:
            key = (series_of_cell(cell), cell.basis, cell.period)
            by_series.setdefault(key, []).append(cell)
    for same in by_series.values():
        if not 2 <= len({cell.subject for cell in same}) <= 10:
            continue
        levels = [s for cell in same for s in cell.levels if s.status != "target"]
        growths = [s for cell in same for s in cell.growths if s.status != "target"]
        yield from _twice(sorted(levels, key=lambda s: s.start), lambda s: s.unit)
        yield from _twice(sorted(growths, key=lambda s: s.start), lambda s: s.comparison)


def _that_gives(
    level: Statement, difference: Statement, rates: Sequence[Statement]
) -> Statement | None:
    """The rate that gives an increase, or else the first on the same time beside the level."""
    fitting = (g for g in rates if gives_increase(level, g, difference))
    told = [g for g in rates if g.sentence == level.sentence]
    near = abs(difference.sentence - level.sentence) <= 1
    alike = (g for g in told if near and _same_base(difference, g))
    return next(fitting, None) or next(alike, None)


def _same_base(increment: Statement, growth: Statement) -> bool:
    """Whether an increase and a rate are against one time; "other" may be any, side by side not."""
    if increment.comparison in ON_YEAR:
        return growth.comparison in ON_YEAR
    beside = increment.sentence == growth.sentence and abs(increment.start - growth.start) < 90
    return increment.comparison == growth.comparison is not None and beside


def _twice(statements: Sequence[Statement], key: object) -> Iterator[Claim]:
    by_key: dict[object, list[Statement]] = {}
    for s in statements:
        by_key.setdefault(key(s), []).append(s)  # type: ignore[operator]
    for same in by_key.values():
        for before, after in itertools.pairwise(same):
            if before.sentence != after.sentence and _are_close(before, after):
                yield claim_of("same", pair=(before, after))


def _are_close(one: Statement, other: Statement) -> bool:
    """Whether two numbers may be meant as the same: far ones are of two things, misread as one."""
    a, b = (s.amount for s in (one, other))
    if one.type == "level":
        return same_digits(a, b) or abs(a - b) <= max(abs(a), abs(b)) / 20
    return abs(a - b) <= 2


def same_digits(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers have the same digits, three or more, in another order: a slip of typing.

    Examples
    --------
    >>> same_digits(Decimal("428.6"), Decimal("0.4862")), same_digits(Decimal(12), Decimal(21))
    (True, False)
    """
    digits = [format(abs(x), "f").replace(".", "").strip("0") for x in (one, other)]
    return len(digits[0]) > 2 and sorted(digits[0]) == sorted(digits[1])


def of_other_years(cells: list[Cell]) -> Iterator[Claim]:
    """This year's level with last year's, the rate or the difference between them."""
    by_key: dict[tuple[str, str | None, Period | None], Cell] = {}
    for cell in cells:
        by_key.setdefault((series_of_cell(cell), cell.basis, cell.period), cell)
    for cell in cells:
        if cell.period is None:
            continue
        before = by_key.get((series_of_cell(cell), cell.basis, cell.period.moved(-1)))
        if before is None or before is cell:
            continue
        for level in cell.levels:
            base = before.level(level.unit)
            if base is None or level.status == "target":
                continue
            for growth in cell.growths if level.unit != "percent" else ():  # no rate of a share
                if growth.comparison in ON_YEAR and growth.unit == "percent":
                    yield claim_of("base", base=base, level=level, growth=growth)
            for ratio in cell.ratios:
                if ratio.comparison in ON_YEAR and ratio.unit == "percent":
                    yield claim_of("ratio", numerator=level, denominator=base, ratio=ratio)
            for difference in cell.differences:
                if difference.comparison in ON_YEAR and difference.unit == level.unit:
                    yield claim_of("difference", current=level, base=base, difference=difference)
        yield from _points(cell, before)


def _points(cell: Cell, before: Cell) -> Iterator[Claim]:
    """This year's rate, last year's, and how many points lie between them."""
    for difference in cell.differences:
        if difference.unit != "percentage_points" or difference.comparison not in (
            *ON_YEAR,
            "other",
        ):
            continue
        for now in cell.growths[:1]:
            for then in before.growths[:1]:
                gap, points = Decimal(now.value) - Decimal(then.value), Decimal(difference.value)
                if abs(gap - points) > max(_FAR, 2 * abs(points)):
                    continue  # what it took from the growth of all: "giảm 6,9%, làm giảm 5,3 điểm"
                if difference.comparison == "other" and gap != points:
                    continue  # measured against another rate than last year's
                if now.sentence == then.sentence == difference.sentence:
                    yield claim_of("difference", current=now, base=then, difference=difference)
