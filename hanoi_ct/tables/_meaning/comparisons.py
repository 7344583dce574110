"""What a comparison is about and what it is compared with, where its heading leaves it open."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hanoi_ct.tables._meaning.doubts import doubt, spread
from hanoi_ct.tables._meaning.fact import RATES, Fact, Table
from hanoi_ct.tables._meaning.headings import Column
from hanoi_ct.tables._meaning.levels import (
    BASES,
    base_by_levels,
    base_of,
    index_of_levels,
    level_at,
    of_length,
    pairs_of_levels,
)
from hanoi_ct.tables._meaning.months import Period, shifted
from hanoi_ct.tables._meaning.words import fold

__all__ = ["subject", "year_before"]


def subject(table: Table, column: Column, facts: list[Fact]) -> None:
    """A comparison that does not say of what: of the month, or of the months so far."""
    if table.transposed:
        return  # its rows tell the periods
    by_formula = _from_formulas(table, facts)
    if by_formula is not None and (not column.subject_told or column.comparison is None):
        column.period, column.comparison = by_formula
        spread(column, facts)
        return
    if column.subject_told or column.period is None or column.comparison != "same_month_last_year":
        if column.comparison is None and column.measure in (None, "index", "growth"):
            _no_base(table, column, facts)
        return
    report = column.period.end
    to_date = Period(f"{report[:4]}-01", report)
    levels = {c.period for c in table.columns.values() if c.measure == "level"}
    other_month = any(
        c is not column and c.change and c.comparison == "same_month_last_year" and c.subject_told
        for c in table.columns.values()
    )
    if report.endswith("-01"):
        return
    month_has = column.period in levels
    quarter = Period(shifted(report, -2), report)
    if quarter in levels and not month_has and _of_quarter(table, quarter, to_date, facts):
        column.period, column.quarter = quarter, True
        column.comparison = _QUARTER
        spread(column, facts)
        if to_date in levels - {quarter} and not _fits(table, quarter, _QUARTER, facts):
            _doubt_subject(table, facts, _QUARTER, quarter, to_date)
        return
    fits_month, fits_to_date = _fitting(table, column.period, to_date, facts)
    chosen_to_date = (to_date in levels and not month_has) or other_month
    if not other_month:
        beside = _beside(table, column, facts[0].place[1])
        chosen_to_date = chosen_to_date or (beside is not None and beside.period == to_date)
    if fits_month != fits_to_date:
        chosen_to_date = fits_to_date > fits_month
    one = column.period
    if chosen_to_date:
        column.period, column.comparison = to_date, "same_period_last_year"
        spread(column, facts)
    if fits_month != fits_to_date or to_date not in levels:
        return
    if month_has:
        _doubt_subject(table, facts, "same_month_last_year", one, to_date)
    elif quarter in levels - {to_date}:
        _doubt_subject(table, facts, _QUARTER, quarter, to_date)


def _doubt_subject(
    table: Table, facts: list[Fact], comparison: str, one: Period, to_date: Period
) -> None:
    """Name both readings of a rate: of one month or quarter, or of the months so far."""
    doubt(
        table,
        facts,
        [
            {"comparison": comparison, "period_start": one.start},
            {"comparison": "same_period_last_year", "period_start": to_date.start},
        ],
    )


_QUARTER = "same_quarter_last_year"


def _of_quarter(table: Table, quarter: Period, to_date: Period, facts: Sequence[Fact]) -> bool:
    """Whether a rate is of the quarter: its levels stand alone, or before it, or bear it out.

    In a table of quarters "So với cùng kỳ" may be of the last one or of the months so far.
    """
    levels = {c.period for c in table.columns.values() if c.measure == "level"}
    if to_date not in levels - {quarter}:
        return True
    of_quarter = _fits(table, quarter, _QUARTER, facts)
    so_far = _fits(table, to_date, "same_period_last_year", facts)
    if of_quarter != so_far:
        return of_quarter > so_far
    number = facts[0].place[1]
    left = [n for n, c in table.columns.items() if n < number and c.measure == "level"]
    return bool(left) and table.columns[max(left)].period == quarter


def _fitting(table: Table, one: Period, to_date: Period, facts: Sequence[Fact]) -> tuple[int, int]:
    """How many rates follow from the levels of the month, and from those since January."""
    return (
        _fits(table, one, "same_month_last_year", facts),
        _fits(table, to_date, "same_period_last_year", facts),
    )


def _fits(table: Table, period: Period, comparison: str, facts: Sequence[Fact]) -> int:
    """How many rates follow from the levels of a period and of its base."""
    fits = 0
    for fact in facts:
        ratio = index_of_levels(table, fact, comparison, period)
        if ratio is not None and fact.value is not None:
            fits += min(abs(ratio - fact.value), abs(ratio - 100 - fact.value)) < 1
    return fits


def _beside(table: Table, column: Column, number: int) -> Column | None:
    """The levels right before a rate, past the rates under the same heading as its own."""
    heads = table.block.heads
    for place in sorted((n for n in table.columns if n < number), reverse=True):
        held = table.columns[place]
        if held.measure in ("attainment", "share"):
            continue
        if held.measure == "level":
            return held
        leaf = fold(heads[number][-1]) if len(heads[number]) > 1 else ""
        based = re.search(r"cung ky|truoc|\bso (?:voi|sanh|cung)|\bso$", leaf)
        named = column.quantity or (leaf and not based)
        if not (held.change and named and heads[place][:1] == heads[number][:1]):
            return None
    return None


def year_before(table: Table, number: int, column: Column, facts: list[Fact]) -> None:
    """Levels "Cùng kỳ năm trước": of the month or of the months so far, as the rates tell."""
    report = table.report
    if report is None or column.period is None or report.endswith("-01") or table.transposed:
        return
    to_date = Period(f"{int(report[:4]) - 1}-01", column.period.end)
    fits = {column.period: 0, to_date: 0}
    for fact in facts:
        for period in fits:
            now = level_at(table, fact, Period(shifted(period.start, 12), report))
            if fact.value and now is not None and now.value is not None:
                ratio = 100 * now.value / fact.value
                comparison = (
                    "same_month_last_year" if period.months == 1 else "same_period_last_year"
                )
                fits[period] += any(
                    min(abs(ratio - rate.value), abs(ratio - 100 - rate.value)) < 1
                    for rate in table.of_row(fact.place[0])
                    if rate.value is not None
                    and rate.measure in RATES
                    and rate.comparison == comparison
                )
    left = [n for n, held in table.columns.items() if n < number and held.measure == "level"]
    beside = table.columns[max(left)].period if left else None
    likely = to_date if beside == Period(f"{report[:4]}-01", report) else column.period
    best = max(fits.values())
    if not best and _names_a_year(column):
        likely = Period(f"{int(report[:4]) - 1}-01", f"{int(report[:4]) - 1}-12")
        fits[likely] = 0  # "Thực hiện năm trước" is of the whole year, or of as many months
    found = [period for period, count in fits.items() if count == best]
    chosen = found[0] if len(found) == 1 else likely
    for fact in facts:
        fact.period = chosen
    column.period, column.to_date = chosen, chosen == to_date
    if len(found) > 1:
        others = [period for period in fits if period != chosen]
        doubt(
            table,
            facts,
            [{"period_start": one.start, "period_end": one.end} for one in (chosen, *others)],
        )


def _names_a_year(column: Column) -> bool:
    """Whether a heading says "năm trước" and no month or "cùng kỳ" of it."""
    folded = fold(column.text)
    return "nam truoc" in folded and not re.search(r"cung|\bky\b|thang|\bck\b", folded)


def _no_base(table: Table, column: Column, facts: list[Fact]) -> None:
    """A rate whose base no word names: on the year before, as a doubt."""
    if column.period is None or column.base is not None:
        return  # what it is compared with is told, and has no name
    if re.search(r"\bgoc\b|binh quan|quy truoc", fold(column.text)):
        return  # on the base year, on a point a quarter ago, for which no comparison has a name
    by_levels = base_by_levels(table, column, facts)
    if by_levels is not None:
        column.period, column.comparison = by_levels
        spread(column, facts)
        return
    pairs = pairs_of_levels(table)
    if len(pairs) == 1 and (not column.subject_told or pairs[0][0] == column.period):
        column.period, column.comparison = pairs[0]  # the table holds no other two periods
        spread(column, facts)
        return
    likely = _likely_base(table, column, facts[0].place[1])
    months = column.period.months
    column.comparison = likely
    if likely == "same_period_last_year" and months == 1:
        report = column.period.end
        month_alone = column.period
        column.period, column.to_date = Period(f"{report[:4]}-01", report), True
        spread(column, facts)
        doubt(
            table,
            facts,
            [
                {"comparison": likely, "period_start": column.period.start},
                {"comparison": "same_month_last_year", "period_start": month_alone.start},
                {"comparison": "previous_month", "period_start": month_alone.start},
            ],
        )
        return
    spread(column, facts)
    second = "same_point_last_month" if column.stock else "previous_month"
    if months == 1:
        doubt(table, facts, [{"comparison": likely}, {"comparison": second}])


def _likely_base(table: Table, column: Column, number: int) -> str:
    """What a rate without a base most likely compares with."""
    if column.stock:
        return "same_point_last_year"
    period = column.period
    if period is None:
        return "same_month_last_year"
    if period.start.endswith("-01") and period.months > 1:
        return "same_period_last_year"
    if period.months == 3:
        return "same_quarter_last_year"
    beside = _beside(table, column, number)
    since_january = beside is not None and beside.period == Period(
        f"{period.end[:4]}-01", period.end
    )
    open_subject = not column.subject_told and not period.end.endswith("-01")
    return "same_period_last_year" if since_january and open_subject else "same_month_last_year"


def _from_formulas(table: Table, facts: list[Fact]) -> tuple[Period, str] | None:
    """Period and comparison that a column's formulas tell: =H15/E15*100."""
    votes: dict[tuple[Period, str], int] = {}
    for fact in facts:
        match = re.match(
            r"^=\(?\$?([A-Z]{1,3})\$?(\d+)/\$?([A-Z]{1,3})\$?(\d+)", fact.formula.replace("of:", "")
        )
        if not match:
            continue
        upper, lower = (table.columns.get(_column_number(match[i])) for i in (1, 3))
        if upper is None or lower is None or upper.period is None or lower.period is None:
            continue
        for comparison in BASES:
            fits_length = of_length(comparison, upper.period)
            if base_of(comparison, upper.period) == lower.period and fits_length:
                votes[upper.period, comparison] = votes.get((upper.period, comparison), 0) + 1
    return max(votes, key=lambda key: votes[key]) if votes else None


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number
