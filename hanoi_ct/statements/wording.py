"""Words that several statements share: periods and texts that read the same in both languages."""

from __future__ import annotations

from hanoi_ct._inputs.months import add_months, is_year_to_date, month_number, year
from hanoi_ct.statements.formatting import MONTH_NAMES
from hanoi_ct.text import Text


def same(words: str) -> Text:
    """A text that reads the same in both languages: a code, a number of a year."""
    return Text(words, words)


def month_text(month: str) -> Text:
    """A month: tháng 8/2018, August 2018."""
    number = month_number(month)
    return Text(f"tháng {number}/{year(month)}", f"{MONTH_NAMES[number - 1]} {year(month)}")


def period_text(start: str, end: str) -> Text:
    """A period in running text.

    Examples
    --------
    >>> period_text("2018-01", "2018-08")
    Text(vi='8 tháng đầu năm 2018', en='January to August 2018')
    >>> period_text("2018-01", "2018-12")
    Text(vi='cả năm 2018', en='the whole of 2018')
    >>> period_text("2018-07", "2018-08")
    Text(vi='tháng 7 và tháng 8/2018', en='July and August 2018')
    >>> period_text("2018-06", "2018-08")
    Text(vi='tháng 6 đến tháng 8/2018', en='June to August 2018')
    """
    last, number = month_number(end), year(end)
    if start == end:
        return month_text(end)
    if is_year_to_date(start, end):
        if last == len(MONTH_NAMES):
            return Text(f"cả năm {number}", f"the whole of {number}")
        return Text(
            f"{last} tháng đầu năm {number}", f"January to {MONTH_NAMES[last - 1]} {number}"
        )
    first = month_text(start)
    if year(start) == number:  # the year is said once
        begin = month_number(start)
        first = Text(f"tháng {begin}", MONTH_NAMES[begin - 1])
    two = add_months(start, 1) == end
    to = Text("và", "and") if two else Text("đến", "to")
    return Text(
        f"{first.vi} {to.vi} {month_text(end).vi}", f"{first.en} {to.en} {month_text(end).en}"
    )


def months_to(month: str) -> Text:
    """The months since January before a rate in brackets.

    Examples
    --------
    >>> months_to("2018-06")
    Text(vi='6 tháng', en='to June')
    """
    number = month_number(month)
    return Text(f"{number} tháng", f"to {MONTH_NAMES[number - 1]}")


def short_period(start: str, end: str) -> Text:
    """A period in a table head: 8 tháng 2018, Jan–Aug 2018.

    Examples
    --------
    >>> short_period("2018-09", "2018-12")
    Text(vi='Tháng 9–12/2018', en='Sep–Dec 2018')
    """
    last, number = month_number(end), year(end)
    if is_year_to_date(start, end) and start != end:
        if last == len(MONTH_NAMES):
            return Text(f"Cả năm {number}", f"Year {number}")
        return Text(f"{last} tháng {number}", f"Jan–{MONTH_NAMES[last - 1][:3]} {number}")
    month = month_text(end)
    if start and start != end:
        first = month_number(start)
        vi, en = f"Tháng {first}", MONTH_NAMES[first - 1][:3]
        if year(start) != number:
            vi, en = f"{vi}/{year(start)}", f"{en} {year(start)}"
        return Text(f"{vi}–{last}/{number}", f"{en}–{MONTH_NAMES[last - 1][:3]} {number}")
    return Text(month.vi[0].upper() + month.vi[1:], month.en)
