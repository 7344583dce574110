"""The first day of Tết by the Vietnamese calendar (UTC+7), which decides how January compares."""

from __future__ import annotations

from datetime import date

# Computed astronomically for the meridian of Hanoi; 2007 and 2030 differ from the Chinese date.
_FIRST_DAYS = (
    "2000-02-05 2001-01-24 2002-02-12 2003-02-01 2004-01-22 2005-02-09 2006-01-29 2007-02-17 "
    "2008-02-07 2009-01-26 2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 "
    "2016-02-08 2017-01-28 2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 "
    "2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-02 2031-01-23 "
    "2032-02-11 2033-01-31 2034-02-19 2035-02-08"
)
_BY_YEAR = {int(day[:4]): date.fromisoformat(day) for day in _FIRST_DAYS.split()}


def first_day(year: int) -> date | None:
    """The first day of Tết; None outside 2000 to 2035.

    Examples
    --------
    >>> first_day(2020), first_day(1999)
    (datetime.date(2020, 1, 25), None)
    """
    return _BY_YEAR.get(year)
