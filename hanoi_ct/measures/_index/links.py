"""Links of chained series: which periods are computed over which reference."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.calendar import Calendar, calendar_of, checked
from hanoi_ct._inputs.grids import has_years
from hanoi_ct._inputs.units import months_of_days
from hanoi_ct._inputs.validate import integer, shown
from hanoi_ct.errors import ArgumentValueError

_Rows = NDArray[np.int64]

_QUARTER = re.compile(r"Q([1-4])")
_OVER_YEARS = ("annual_overlap", "over_the_year")


class Links(NamedTuple):
    """Links in the order of time, as the kernels take them (csrc/include/hct/links.h).

    Link k covers the columns from ``begin[k]`` up to ``end[k]``; its reference is the mean of
    those from ``reference[k]`` up to ``reference_end[k]``. Where each reference is one period,
    a first link with an empty reference leads from the first period of a series.
    """

    begin: _Rows
    end: _Rows
    reference: _Rows
    reference_end: _Rows
    own_start: bool

    @property
    def regular(self) -> int:
        """The number of the first link that has a reference."""
        return int(self.reference.size > 0 and self.reference[0] == self.reference_end[0])

    @property
    def arrays(self) -> tuple[_Rows, _Rows, _Rows, _Rows, NDArray[np.int64]]:
        """What the loops take."""
        own = np.array(int(self.own_start))
        return self.begin, self.end, self.reference, self.reference_end, own


def link_calendar(
    periods: Any, function: str, freq: str | None = None, year_start: int | None = None
) -> Calendar:
    """Return the calendar of consecutive periods; raise on others."""
    calendar = calendar_of(periods, "`periods`", function, freq=freq, year_start=year_start)
    if calendar is None:
        raise ArgumentValueError(
            f"`periods` of {function} must be months or quarters (2018-08, 2018Q3); got "
            f"{shown(next(iter(periods), None))}"
        )
    return in_order(calendar, "`periods`", function)


def in_order(calendar: Calendar, argument: str, function: str) -> Calendar:
    """Return a calendar of years of consecutive periods; raise on others."""
    has_years(calendar, argument, function)
    checked(calendar, "never", argument, function)
    return calendar


def calendar_links(calendar: Calendar, link: Any, function: str) -> Links:
    """Return the links of consecutive periods, and refuse those that have none.

    `link` is as in `unchain`.
    """
    n = len(calendar.numbers)
    over_the_year = isinstance(link, str) and link == "over_the_year"
    if over_the_year:
        links = _over_the_year(calendar)
    else:
        references, what = _references(calendar, link, function)
        columns = [(end, following) for (_, end), (_, following) in _pairs(references, n, link)]
        kept = [(b, e, *r) for (b, e), r in zip(columns, references, strict=True) if e > b]
        links = _links(kept, all(end - start == 1 for start, end in references))
    if links.end.size == links.regular:
        wanted = "a year" if over_the_year else f"a reference ({what})"
        raise ArgumentValueError(
            f"`periods` of {function} must reach beyond {wanted}; got {n} periods without one"
        )
    return links


def _pairs(
    references: list[tuple[int, int]], n: int, link: Any
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return each reference with the one that follows; after the last, the end."""
    following = [*references[1:], (n, n)]
    return list(zip(references, following, strict=True)) if references else []


def _links(kept: list[tuple[int, int, int, int]], single: bool) -> Links:
    if kept and single:  # from the first period of a series to the first reference
        kept = [(0, kept[0][3], 0, 0), *kept]
    columns = np.array(kept, dtype=np.int64).reshape(-1, 4).T
    begin, end, reference, reference_end = (np.ascontiguousarray(row) for row in columns)
    return Links(begin, end, reference, reference_end, single)


def _over_the_year(calendar: Calendar) -> Links:
    before = calendar.year_before()
    kept = [(i, i + 1, int(row), int(row) + 1) for i, row in enumerate(before) if row >= 0]
    return _links(kept, False)


def _references(calendar: Calendar, link: Any, function: str) -> tuple[list[tuple[int, int]], str]:
    """Return the references, each from and up to a column, and what messages call one."""
    if link is None or (isinstance(link, str) and link == "annual_overlap"):
        whole = [rows for _, rows, complete in calendar.years() if complete]
        return [(int(rows[0]), int(rows[-1]) + 1) for rows in whole], "a complete year"
    quarter = _QUARTER.fullmatch(link) if isinstance(link, str) else None
    if quarter is not None:
        return _quarters(calendar, int(quarter.group(1)), function), f"a quarter {link}"
    what, ends = _rows_of_months(calendar, link, function)
    return [(int(end), int(end) + 1) for end in ends], what


def rows_of_months(calendar: Calendar, link: Any, function: str) -> _Rows:
    """Return the periods that end in the months of `link`: one, several, or by years."""
    return _rows_of_months(calendar, link, function)[1]


def _rows_of_months(calendar: Calendar, link: Any, function: str) -> tuple[str, _Rows]:
    """Return what messages call a period that is linked, and which these are."""
    months, what = _months_by_year(calendar, link, function)
    last = last_months(calendar)
    return what, np.flatnonzero((last >= 0) & months[np.arange(last.size), last % 12])


def last_months(calendar: Calendar) -> _Rows:
    """Return the month (from January 1970) that ends with each period; -1 within a month."""
    unit = calendar.unit
    after = calendar.numbers + 1
    if unit.kind == "month":
        return after * unit.length + unit.begin - 1
    days = calendar.numbers * unit.length + unit.begin
    shift = (-days % 7) if unit.length == 7 else 0  # the Thursday of a week
    own = months_of_days(days + shift)
    following = months_of_days(days + shift + unit.length)
    return np.where(own < following, own, -1)


def _months_by_year(calendar: Calendar, link: Any, function: str) -> tuple[NDArray[np.bool_], str]:
    """Return in which months each period may be a reference: a row each, 12 columns."""
    n = len(calendar.numbers)
    allowed = np.zeros((n, 12), dtype=bool)
    if not isinstance(link, Mapping):
        months = _checked_months(link, calendar, function)
        allowed[:, [month - 1 for month in months]] = True
        return allowed, f"a month {' or '.join(map(str, months))}"
    if not link:
        raise ArgumentValueError(f"`link` of {function} must name a month; got {{}}")
    years = sorted(integer(year, "link", function, low=1000, high=2999) for year in link)
    assert calendar.year is not None
    for number, year in enumerate(years):
        months = _checked_months(link[year], calendar, function)
        since = calendar.year >= year if number else np.ones(n, dtype=bool)
        named = np.isin(np.arange(1, 13), months)
        allowed[since] = named
    return allowed, "a month of `link`"


def _checked_months(link: Any, calendar: Calendar, function: str) -> tuple[int, ...]:
    if isinstance(link, (str, bool)):
        raise ArgumentValueError(
            f"`link` of {function} must be a month, several, 'Q1' to 'Q4', 'annual_overlap', "
            f"'over_the_year', or a mapping of years to months; got {link!r}"
        )
    given = tuple(link) if isinstance(link, (tuple, list)) else (link,)
    if not given:
        raise ArgumentValueError(f"`link` of {function} must name a month; got ()")
    months = tuple(integer(month, "link", function, low=1, high=12) for month in given)
    if len(set(months)) < len(months):
        raise ArgumentValueError(f"`link` of {function} must name each month once; got {link!r}")
    unit = calendar.unit
    if unit.kind == "month":
        wrong = [m for m in months if (m - unit.begin) % unit.length]
        if wrong:
            raise ArgumentValueError(
                f"`link` of {function} must be a month in which a {unit.name} ends; got {wrong[0]}"
            )
    return months


def _quarters(calendar: Calendar, quarter: int, function: str) -> list[tuple[int, int]]:
    """Return the complete quarters of that number."""
    unit, last = calendar.unit, (calendar.year_start - 2 + 3 * quarter) % 12
    if unit.kind != "month" or unit.length not in (1, 3):
        raise ArgumentValueError(
            f"`link` of {function} must be a month for {unit.plural}; got 'Q{quarter}', which is "
            f"for months and quarters"
        )
    length = 3 // unit.length
    ends = np.flatnonzero(last_months(calendar) % 12 == last)
    return [(int(end) + 1 - length, int(end) + 1) for end in ends if end + 1 >= length]
