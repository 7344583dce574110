"""Months as text (``2018-08``): the few calendar facts that look-ups need."""

from __future__ import annotations

import re

_MONTH = re.compile(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])")


def month_number(month: str) -> int:
    """1 to 12."""
    return int(month[5:7])


def year(month: str) -> int:
    """The year of a month."""
    return int(month[:4])


def january(month: str) -> str:
    """The first month of the year of a month."""
    return f"{month[:4]}-01"


def december(month: str) -> str:
    """The last month of the year of a month."""
    return f"{month[:4]}-12"


def add_months(month: str, count: int) -> str:
    """The month ``count`` months later, or earlier if negative.

    Examples
    --------
    >>> add_months("2018-08", -12), add_months("2018-11", 2)
    ('2017-08', '2019-01')
    """
    index = year(month) * 12 + month_number(month) - 1 + count
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def is_year_to_date(start: str, end: str) -> bool:
    """Whether a period runs from January to a month of the same year."""
    return start == january(end)


def months_between(first: str, second: str) -> int:
    """How many months lie between two months, whichever comes first."""
    years = year(second) - year(first)
    return abs(years * 12 + month_number(second) - month_number(first))


def months_after(month: str) -> list[str]:
    """The later months of the same year, in order."""
    return [add_months(month, count) for count in range(1, 13 - month_number(month))]


def year_earlier(first: str, last: str) -> tuple[str, str]:
    """The same months of the year before."""
    return add_months(first, -12), add_months(last, -12)


def is_month(text: str) -> bool:
    """Whether a text is a month written YYYY-MM."""
    return _MONTH.fullmatch(text) is not None


def months_since_1970(month: str) -> int:
    """Months since January 1970, negative before it.

    Examples
    --------
    >>> months_since_1970("2018-08"), month_since_1970(583)
    (583, '2018-08')
    """
    return (year(month) - 1970) * 12 + month_number(month) - 1


def month_since_1970(count: int) -> str:
    """The month so many months after January 1970, as `months_since_1970` counts them."""
    return add_months("1970-01", count)
