"""Rows that compare or plan, in tables whose rows are months: "9 tháng so với cùng kỳ (%)"."""

from __future__ import annotations

import re

from hanoi_ct.tables._meaning.column import Column
from hanoi_ct.tables._meaning.counted import subject_words
from hanoi_ct.tables._meaning.doubts import doubt
from hanoi_ct.tables._meaning.fact import RATES, Table
from hanoi_ct.tables._meaning.headings import column_meaning
from hanoi_ct.tables._meaning.levels import BASES, base_of, of_length
from hanoi_ct.tables._meaning.months import Period
from hanoi_ct.tables._meaning.rate_forms import form
from hanoi_ct.tables._meaning.rows import Row
from hanoi_ct.tables._meaning.words import fold

# "So sánh (%)": of the two rows above.
_BARE = re.compile(
    r"(?:ty le )?so sanh\W*|(?:chi so|toc do) phat trien\W*|% ?(?:tang|so sanh).*"
    r"|(?:ty le|toc do|muc)? ?(?:tang|phat trien)(?: truong)?(?:,? ?/?giam)?\W*"
)

# What a comparison of periods says, when nothing else is named.
_OF_PERIODS = re.compile(
    r"\b(?:so|sanh|voi|cung|ky|ck|truoc|chi so|toc do|phat trien|tang|giam|truong|ty le|muc|luy ke"
    r"|cong don|binh quan|thoi diem)\b|[+/-]"
)

__all__ = ["compares", "compares_alone", "row_meaning", "settle_rows"]


def compares(label: str, report: str | None) -> bool:
    """Whether a row's name is a comparison, a plan or what was attained of it."""
    column = column_meaning([label], report)
    if _BARE.fullmatch(fold(label)):
        return True
    return column.measure in ("plan", "attainment") or bool(column.change and column.comparison)


def compares_alone(label: str, report: str | None) -> bool:
    """Whether a row's name is the comparison of a period, and names nothing that is compared.

    Examples
    --------
    >>> compares_alone("Ước tháng 9/2024 so với tháng 8/2024", "2024-09")
    True
    >>> compares_alone("Khai khoáng so với cùng kỳ", "2024-09")
    False
    """
    column = column_meaning([label], report)
    if not (column.change and column.comparison) and column.measure != "attainment":
        return False
    return not _OF_PERIODS.sub(" ", subject_words(label)).strip()


def row_meaning(table: Table, row: Row) -> Column | None:
    """What a row that is no month says of every column, None where it says nothing."""
    if row.row in table.row_meanings:
        return table.row_meanings[row.row]
    if not compares(row.label, table.report):
        return None
    column = column_meaning([row.label], table.report)
    if _BARE.fullmatch(fold(row.label)):
        if not _of_two_rows(table, column):
            return None
    elif column.change and not column.subject_told:
        _of_the_row_above(table, row, column)
    table.row_meanings[row.row] = column
    return column


def _of_two_rows(table: Table, column: Column) -> bool:
    """ "So sánh (%)" compares the two rows above, where they are a period and its base."""
    above = [fact.period for fact in table.facts if fact.measure not in RATES and fact.period]
    last = list(dict.fromkeys(reversed(above)))[:2]
    pairs = (
        [
            (upper, comparison)
            for upper, lower in (last, last[::-1])
            for comparison in BASES
            if base_of(comparison, upper) == lower and of_length(comparison, upper)
        ]
        if len(last) == 2
        else []
    )
    if not pairs:
        return False
    column.period, column.comparison = pairs[0]
    column.change, column.subject_told, column.quantity = True, True, None
    if column.measure not in ("index", "growth"):
        column.measure = None
    return True


def _of_the_row_above(table: Table, row: Row, column: Column) -> None:
    """ "So với cùng kỳ (%)" below "9 tháng" is of those months, which is open."""
    above = [fact.period for fact in table.facts if fact.measure not in RATES and fact.period]
    report = table.report
    if row.parent is not None and _below_its_level(table, row, column):
        return
    if column.comparison != "same_month_last_year" or not above or report is None:
        return
    to_date = Period(f"{report[:4]}-01", report)
    if to_date in above and to_date.months > 1:
        column.readings.append({"comparison": column.comparison, "period_start": report})
        column.period, column.comparison = to_date, "same_period_last_year"


def _below_its_level(table: Table, row: Row, column: Column) -> bool:
    """Whether a comparison stands below the level that it is of, as its part; of its months."""
    held = [fact for fact in table.facts if fact.row is row.parent and fact.measure not in RATES]
    period = held[0].period if held else None
    years = "same_month_last_year", "same_period_last_year", "same_quarter_last_year"
    if period is None or (column.comparison not in years and period.months > 1):
        return False
    column.period, column.subject_told = period, True
    if column.comparison in years:
        of_year = period.start.endswith("-01") and period.months > 1
        column.comparison = years[1] if of_year else years[2] if period.months == 3 else years[0]
    return True


def settle_rows(table: Table) -> None:
    """Decide index or growth of each row of rates, and name what is open."""
    for number, column in table.row_meanings.items():
        facts = table.of_row(number)
        if not facts or not column.change:
            continue
        form(table, 0, column, facts)
        for reading in column.readings:
            start = column.period.start if column.period else None
            likely = {"comparison": column.comparison, "period_start": start}
            doubt(table, facts, [likely, reading])
