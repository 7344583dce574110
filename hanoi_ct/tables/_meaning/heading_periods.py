"""The period that a heading is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hanoi_ct.tables._meaning.column import Column
from hanoi_ct.tables._meaning.months import Period, Spoken, month, shifted, spoken
from hanoi_ct.tables._meaning.words import fold

__all__ = ["LAST_YEAR", "TO_DATE", "as_period", "named_period", "period_of", "primary", "year_of"]

TO_DATE = re.compile(
    r"cong don|luy ke|\blk\b|tu dau nam|dau nam den|cong luy ke"
    r"|(?<!tinh )\bden (?:(?:het|cuoi) )?(?:thang|t\.?) ?\d|(?<!tinh )\bden (?:het|cuoi) thang\b"
    r"|(?:giai ngan|xuat khau|nhap khau|doanh thu) (?:tinh )?den (?:het )?(?:ngay )?\d{1,2}[/.]"
)
_AHEAD = re.compile(r"du (?:kien|bao|uoc|tinh)")
LAST_YEAR = re.compile(r"nam truoc|cung ky|nam ngoai|\bck\b")


def named_period(text: str, report: str | None) -> Column:
    """The period that text names, as a column with nothing else."""
    column = Column(text)
    period_of(column, fold(text), report)
    return column


def period_of(column: Column, folded: str, report: str | None, *, to_date: bool = False) -> None:
    """The period that the subject names; the report's month where it names none."""
    named = spoken(folded)
    last_year = bool(LAST_YEAR.search(folded))
    cumulative = bool(TO_DATE.search(folded)) or to_date
    whole = bool(re.search(r"\b(?:ca|tron) nam\b", folded))
    if whole and (not named or all(period.kind == "year" for period in named)):
        year = year_of(named) or (int(report[:4]) - last_year if report else None)
        if year:
            column.period, column.period_told = Period(month(year, 1), month(year, 12)), True
        return
    if not named:
        _unnamed(column, folded, report, cumulative=cumulative, last_year=last_year)
        return
    chosen = primary(named)
    year = chosen.year or year_of(named)
    column.period_told = True
    if chosen.kind == "day" and not cumulative:
        column.stock = True
    column.quarter = chosen.kind == "quarter"
    column.to_date = chosen.kind == "to_date"
    if chosen.kind == "year" or chosen.number is None:
        _whole_year(column, chosen.year, folded, report, cumulative=cumulative)
        return
    if year is None:
        if report is None:
            column.period_told = False
            return
        year = int(report[:4])
        if last_year or _first_month(chosen) > int(report[5:]):
            year -= not _AHEAD.search(folded)
    later = month(year, _first_month(chosen))
    ahead = _AHEAD.search(folded) or "ke hoach" in folded
    if report and chosen.year is None and later > report and not ahead:
        year -= 1  # December under "Thực hiện năm 2025" in January's table
    if cumulative and chosen.kind in ("month", "day") and not column.stock:
        chosen, column.to_date = Spoken("to_date", chosen.number, year), True
    column.period = as_period(chosen, year)


def _first_month(chosen: Spoken) -> int:
    number = chosen.number or 1
    return 3 * number - 2 if chosen.kind == "quarter" else number


def _unnamed(
    column: Column, folded: str, report: str | None, *, cumulative: bool, last_year: bool
) -> None:
    if report is None:
        return
    end = report
    told = cumulative or last_year
    if re.search(r"(?:thang|ky) truoc(?! chuyen)", folded):
        end, told = shifted(report, -1), True
    elif last_year:
        end = shifted(report, -12)
        column.year_before_open = not cumulative and "thang" not in folded
    elif re.search(r"thang (?:bao cao|nay|hien tai)|trong thang|\bthang\b", folded):
        told = True
    if column.stock and cumulative and "dau nam" not in folded:
        # "Lũy kế" of what stands on a day: all there has been, or since January.
        column.readings.append({"period_start": month(int(end[:4]), 1)})
        cumulative = told = False
    column.to_date = cumulative
    start = month(int(end[:4]), 1) if cumulative else end
    column.period, column.period_told = Period(start, end), told


def _whole_year(
    column: Column, year: int | None, folded: str, report: str | None, *, cumulative: bool
) -> None:
    if year is None:
        return
    end = 12
    if report is not None and (cumulative or LAST_YEAR.search(folded)):
        end = int(report[5:])
    if cumulative or end == 12:
        column.period = Period(month(year, 1), month(year, end))
        if report and not cumulative and year == int(report[:4]) and report[5:] != "12":
            column.readings.append({"period_start": month(year, 1), "period_end": report})
    else:
        column.period = Period(month(year, end), month(year, end))
        column.year_before_open = "thang" not in folded


def primary(named: Sequence[Spoken]) -> Spoken:
    """The most specific period: a month or quarter before the year that dates it."""
    specific = [period for period in named if period.kind != "year"]
    return specific[-1] if specific else named[-1]


def year_of(named: Sequence[Spoken]) -> int | None:
    years = [period.year for period in named if period.year is not None]
    return years[-1] if years else None


def as_period(chosen: Spoken, year: int) -> Period:
    number = chosen.number or 12
    if chosen.kind == "to_date":
        return Period(month(year, 1), month(year, number))
    if chosen.kind == "last_half":
        return Period(month(year, 7), month(year, 12))
    if chosen.kind == "quarter":
        return Period(month(year, 3 * number - 2), month(year, 3 * number))
    if chosen.kind == "year":
        return Period(month(year, 1), month(year, 12))
    return Period(month(year, number), month(year, number))
