"""The levels of a row that a rate follows from."""

from __future__ import annotations

import re
from decimal import Decimal

from hanoi_ct.tables._meaning.counted import subject_words
from hanoi_ct.tables._meaning.fact import Fact, Table
from hanoi_ct.tables._meaning.headings import Column
from hanoi_ct.tables._meaning.months import Period, shifted

__all__ = [
    "BASES",
    "base_by_levels",
    "base_of",
    "index_of_levels",
    "level_at",
    "of_length",
    "pairs_of_levels",
    "the_one",
]

_RATE_WORDS = re.compile(r"^(?:so sanh|tang|giam|toc do|chi so|ty le|muc|phat trien| )+")
# In the order in which they are tried: the first quarter is also a period to date.
BASES = (
    "previous_month",
    "same_month_last_year",
    "same_period_last_year",
    "previous_quarter",
    "same_quarter_last_year",
)


def base_of(comparison: str | None, period: Period) -> Period | None:
    """The period that a comparison compares with."""
    if comparison == "previous_month" or comparison == "same_point_last_month":
        return Period(shifted(period.start, -1), shifted(period.end, -1))
    if comparison == "previous_quarter":
        return Period(shifted(period.start, -3), shifted(period.end, -3))
    if comparison in (
        "same_month_last_year",
        "same_period_last_year",
        "same_quarter_last_year",
        "same_point_last_year",
    ):
        return Period(shifted(period.start, -12), shifted(period.end, -12))
    return None


def level_at(table: Table, fact: Fact, period: Period | None) -> Fact | None:
    """The level of the fact's row in a period, of the same quantity."""
    if period is None:
        return None
    wanted = fact.column.quantity
    if not any(c.quantity == wanted for c in table.columns.values() if c.measure == "level"):
        wanted = None  # "Lượng" below "Tăng, giảm", beside levels of one thing alone
    found = [
        other
        for other in table.of_row(fact.place[0])
        if other.row is fact.row
        and other.measure in ("level", "count")
        and other.period == period
        and other.value is not None
        and (other.column.quantity == wanted or not wanted)
        and (other.column.price == fact.column.price or not fact.column.price)
    ]
    return the_one(fact, found)


def the_one(fact: Fact, found: list[Fact]) -> Fact | None:
    """The level that a rate is of: where there are several, the one under the same heading."""
    if len({level.value for level in found}) > 1:
        own = fact.column.parts
        found = [level for level in found if _akin(own, level.column.parts)]
    return found[0] if len({level.value for level in found}) == 1 else None


def _akin(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two headings share the words that close them, or those that head their group."""
    if not one or not other:
        return False
    ends = _RATE_WORDS.sub(" ", subject_words(one[-1])).strip(), subject_words(other[-1])
    tops = subject_words(one[0]), subject_words(other[0])
    if len(one) > 1 < len(other) and tops[0] and tops[0] == tops[1]:
        return ends[0] == ends[1] or not ends[0] or not ends[1]
    return bool(ends[0]) and ends[0] == ends[1]


def index_of_levels(
    table: Table, fact: Fact, comparison: str | None, period: Period | None
) -> Decimal | None:
    if period is None or comparison is None:
        return None
    upper = level_at(table, fact, period)
    lower = level_at(table, fact, base_of(comparison, period))
    if upper is None or lower is None or not lower.value or upper.value is None:
        return None
    return 100 * upper.value / lower.value


def base_by_levels(table: Table, column: Column, facts: list[Fact]) -> tuple[Period, str] | None:
    """Period and comparison by which the rates follow from two columns of levels."""
    fitting: dict[tuple[Period, str], int] = {}
    for upper, comparison in pairs_of_levels(table):
        if not column.subject_told or upper == column.period:
            ratios = [
                (index_of_levels(table, fact, comparison, upper), fact.value) for fact in facts
            ]
            fitting[upper, comparison] = sum(
                ratio is not None
                and value is not None
                and min(abs(ratio - value), abs(ratio - 100 - value)) < 1
                for ratio, value in ratios
            )
    best = max(fitting.values(), default=0)
    found = [key for key, count in fitting.items() if count == best]
    return found[0] if best and len({upper for upper, _ in found}) == 1 else None


def pairs_of_levels(table: Table) -> list[tuple[Period, str]]:
    """Every comparison for which the table holds the levels of both periods."""
    held = [c for c in table.columns.values() if c.measure == "level" and c.period]
    periods = {column.period for column in held}
    quarters = {column.period for column in held if column.quarter}
    return [
        (upper, comparison)
        for upper in sorted(filter(None, periods), key=lambda p: (p.end, p.start))
        for comparison in BASES
        if base_of(comparison, upper) in periods
        and of_length(comparison, upper)
        and not (comparison == "same_period_last_year" and upper in quarters)
    ]


def of_length(comparison: str, period: Period) -> bool:
    """Whether a period is of the length that a comparison is about."""
    if comparison == "same_period_last_year":
        return period.months > 1 and period.start.endswith("-01")
    if comparison in ("previous_quarter", "same_quarter_last_year"):
        return period.months == 3
    return period.months == 1
