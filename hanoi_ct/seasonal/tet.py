"""Tết by the Vietnamese calendar (UTC+7): its first day, and how much of it lies in a month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.calendar import calendar_of, checked
from hanoi_ct._inputs.validate import shown
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

__all__ = ["WINDOWS", "first_day", "regressors"]

# Since 1976 one calendar holds in the whole country, computed for the meridian of Hanoi; 1985,
# 2007 and 2030 differ from the Chinese date. The tests compute every one from sun and moon.
_FIRST_DAYS = (
    "1976-01-31 1977-02-18 1978-02-07 1979-01-28 1980-02-16 1981-02-05 1982-01-25 1983-02-13 "
    "1984-02-02 1985-01-21 1986-02-09 1987-01-29 1988-02-17 1989-02-06 1990-01-27 1991-02-15 "
    "1992-02-04 1993-01-23 1994-02-10 1995-01-31 1996-02-19 1997-02-07 1998-01-28 1999-02-16 "
    "2000-02-05 2001-01-24 2002-02-12 2003-02-01 2004-01-22 2005-02-09 2006-01-29 2007-02-17 "
    "2008-02-07 2009-01-26 2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 "
    "2016-02-08 2017-01-28 2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 "
    "2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-02 2031-01-23 "
    "2032-02-11 2033-01-31 2034-02-19 2035-02-08 2036-01-28 2037-02-15 2038-02-04 2039-01-24 "
    "2040-02-12 2041-02-01 2042-01-22 2043-02-10 2044-01-30 2045-02-17 2046-02-06 2047-01-26 "
    "2048-02-14 2049-02-02 2050-01-23"
)
_BY_YEAR = {int(day[:4]): date.fromisoformat(day) for day in _FIRST_DAYS.split()}
FIRST_YEAR, LAST_YEAR = min(_BY_YEAR), max(_BY_YEAR)

WINDOWS = (10, 7, 10)
# The earliest Tết is 21 January: longer windows would reach far into the year before.
_LONGEST = (21, 15, 31)
_NAMES = ("before", "during", "after")


def first_day(year: int) -> date | None:
    """The first day of Tết; None outside 1976 to 2050.

    Examples
    --------
    >>> first_day(2020), first_day(1975)
    (datetime.date(2020, 1, 25), None)
    """
    return _BY_YEAR.get(year)


def regressors(
    months: Iterable[Any], *, windows: Sequence[int] = WINDOWS, centred: bool = True
) -> NDArray[np.float64]:
    """How much of the days before, during and after Tết lies in each month.

    Parameters
    ----------
    months : sequence of month labels, length n
        Consecutive months from 1976 to 2050: "2018-02", dates in them, pandas periods.
    windows : three whole numbers, default (10, 7, 10)
        Days before the first day of Tết (1 to 21), from that day on (1 to 15), and after
        those (1 to 31).
    centred : bool, default True
        Take from each month the mean of the same calendar month over 1976 to 2050, so that
        the regressors hold what moves and leave to the season what recurs.

    Returns
    -------
    ndarray of float, shape (n, 3)
        Fractions of the windows' days, in the order before, during, after.

    Raises
    ------
    ArgumentValueError
        Labels that are no consecutive months of 1976 to 2050, windows out of their range.

    Notes
    -----
    The windows follow Bell and Hillmer (1983), "Modeling time series with calendar variation",
    JASA 78, 526-534, and for a lunar new year Roberts and White (2015), "Seasonally adjusting
    Chinese economic time series", Reserve Bank of Australia, RDP 2015-13. The dates are those
    of the Vietnamese calendar at UTC+7 (Decision 121-CP of 8 August 1967).

    Examples
    --------
    Tết 2017 was on 28 January, with four of its seven days in that month:

    >>> regressors(["2017-01", "2017-02", "2017-03"], centred=False).round(3)
    array([[1.   , 0.571, 0.   ],
           [0.   , 0.429, 1.   ],
           [0.   , 0.   , 0.   ]])
    """
    lengths = _checked_windows(windows)
    given = list(months)
    found = calendar_of(given, "`months`", "regressors", freq="M")
    if found is None:
        raise ArgumentTypeError(
            f"`months` of regressors must be months (2018-08); got {shown(given[0])}"
        )
    checked(found, "never", "`months`", "regressors")
    place = found.numbers + 12 * (1970 - FIRST_YEAR)
    count = 12 * (LAST_YEAR - FIRST_YEAR + 1)
    outside = (place < 0) | (place >= count)
    if outside.any():
        raise ArgumentValueError(
            f"`months` of regressors must lie in {FIRST_YEAR} to {LAST_YEAR}, where the dates of "
            f"Tết are known; got {found.written(int(found.numbers[outside.argmax()]))}: cut the "
            "series to these years, or adjust it with tet=False"
        )
    table = _all_years(lengths)
    if centred:
        years = table.reshape(-1, 12, 3)
        table = (years - years.mean(axis=0)).reshape(-1, 3)
    chosen: NDArray[np.float64] = table[place]
    return chosen


def _checked_windows(windows: Sequence[int]) -> tuple[int, ...]:
    whole = isinstance(windows, tuple | list) and all(type(days) is int for days in windows)
    if not whole or len(windows) != 3:
        raise ArgumentTypeError(
            "`windows` must be three whole numbers of days, before, during and after Tết; got "
            f"{shown(windows)}: pass such as (10, 7, 10)"
        )
    for name, days, most in zip(_NAMES, windows, _LONGEST, strict=True):
        if not 1 <= days <= most:
            raise ArgumentValueError(f"`windows` must have 1 to {most} days {name} Tết; got {days}")
    return tuple(windows)


def _all_years(lengths: Sequence[int]) -> NDArray[np.float64]:
    """Fractions of the windows in every month of the years that are known, shape (m, 3)."""
    first = np.datetime64(f"{FIRST_YEAR}-01", "M")
    table = np.zeros((12 * len(_BY_YEAR), 3))
    for day in _BY_YEAR.values():
        start = np.datetime64(day, "D") - np.timedelta64(lengths[0], "D")
        for column, length in enumerate(lengths):
            end = start + np.timedelta64(length, "D")
            months = np.arange(start, end).astype("M8[M]")
            np.add.at(table[:, column], (months - first).astype(np.int64), 1)
            start = end
    table /= lengths
    return table
