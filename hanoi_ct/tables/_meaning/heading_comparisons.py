"""What a heading compares: its subject, its base, and what that comparison is called."""

from __future__ import annotations

import re

from hanoi_ct.tables._meaning.column import Column
from hanoi_ct.tables._meaning.heading_periods import (
    LAST_YEAR,
    TO_DATE,
    as_period,
    period_of,
    primary,
    year_of,
)
from hanoi_ct.tables._meaning.months import Period, Spoken, month, shifted, spoken

__all__ = ["GROWTH", "PLAN", "attained", "comparison_of", "of_plan", "rate_without_base", "split"]

# "Hạ tầng", "giám sát" are other words without their marks.
GROWTH = re.compile(r"(?<!ha )\btang\b(?! cuong)|\bgiam\b(?! (?:doc|sat|dinh))|\+/-|\+,-|\+, -")
PLAN = re.compile(
    r"\bkh\b|ke hoach|\bkhn\b|chi tieu (?:nam|giao|ke hoach|nghi quyet)|muc tieu nam|du toan"
    r"|\bnghi quyet\b|(?:von|kinh phi) (?:duoc |da )?(?:giao|bo tri|phan bo)\b"
)
_SLASHED = re.compile(
    r"((?:\bt|\bthang )\d{1,2}|\b\d{1,2} ?t(?:hang)?|\bthang nay|\bluy ke|\bcong don|\blk|\bu?th"
    r"|\bthuc hien|\bquy (?:iv|i{1,3}|\d)|\bnam 20\d\d|\buoc"
    r"|\bkh(?= (?:nam )?20\d\d ?/ ?(?:u?th|uoc|thuc hien)\b))"
    r"((?:[/-]| nam | )(?:nam )?20\d\d)?\s*[/:]\s*"
    r"(?=t\d|thang|\d{1,2} ?t|cung ky|kh\b|ke hoach|quy|nam|ck\b|u?th\b|thuc hien|uoc)"
)


# "So sánh T11/2024 với" over "T11/2023", and "Năm 2024/2023".
_NAMED_BOTH = re.compile(r"^\s*(?:ty le )?so sanh (\S.*?) voi\b\W*(\S.*)$")
_TWO_YEARS = re.compile(r"(?<![/\d])(?:nam )?(20\d\d)\s*/\s*(?:nam )?(20\d\d)\b")


def split(lower: str, folded: str) -> tuple[str, str | None]:
    """Subject and base of a comparison; base None where the heading compares nothing."""
    if len(lower) != len(folded):
        lower = folded
    bare = re.sub(r"^\s*(?:so sanh|ty le|toc do(?: tang)?)?\s*\(?%?\)?\s*", "", folded)
    slashed = _SLASHED.sub(lambda m: m[1] + (m[2] or "") + " so ", bare)
    if slashed != bare and not re.search(r"\bso\b", lower.replace("so sánh", "")):
        left, _, right = slashed.rpartition(" so ")
        return left, right
    named = _NAMED_BOTH.match(folded)
    if named and spoken(named[1]) and not re.search(r"\bso\b", named[2]):
        return named[1], named[2]
    years = _TWO_YEARS.search(folded)
    if years:
        below = folded[years.end() :]  # "So sánh 2025/2024" over "Tháng 3" and "Quý I"
        subject = below if any(period.kind != "year" for period in spoken(below)) else ""
        left = folded[: years.start()]
        return f"{left} {subject} nam {years[1]}", f"cung ky nam {years[2]}"
    places = [
        match
        for match in re.finditer(r"\bso\b(?: sanh)?(?: voi| với)?|\bso sánh\b(?: với)?", lower)
        if not re.search(r"(?:chi|tong|co|an|ma|tri) $", lower[: match.start()])
        and not lower[match.end() :].startswith((" bo", " luong", " du an", " doanh", " lao dong"))
    ]
    if not places:
        return folded, None
    match = places[-1]
    left, right = folded[: match.start()], folded[match.end() :]
    left = re.sub(r"\bso sanh\b(?: voi)?|\bso voi\b", " ", left)
    right = re.sub(r"^\s*voi\b", "", right)
    if not right.strip(" (%),:") and len(places) > 1:
        match = places[-2]
        left, right = folded[: match.start()], folded[match.end() : places[-1].start()]
    return left, right


def comparison_of(column: Column, left: str, base: str, report: str | None) -> None:
    """Subject, base and what that comparison is called."""
    # A base may be followed by the subject: "so với cùng kỳ - Tháng 5" is rare and left alone.
    if PLAN.search(base) or re.match(r"\W*dt\b", base):  # "% so DT": the estimates of a budget
        of_plan(column, left, f"{left} so {base}", report)
        return
    column.change = True
    subject = left if left.strip(" (%)+-,") else ""
    stray = _subject(column, subject, base, report)
    column.base = _base_period(stray, column.period, report)
    averaged = column.to_date or column.quarter or "binh quan" in subject
    if column.stock and not averaged and not TO_DATE.search(subject):
        column.comparison = _of_stocks(column, base)
    else:
        column.comparison = _of_flows(column, base)


def of_plan(column: Column, subject: str, folded: str, report: str | None) -> None:
    """What is attained of a plan: of the year's since January, or of the month's in the month."""
    month = bool(re.search(r"(?:\bkh|ke hoach) (?:cua )?thang\b", folded))
    column.measure, column.comparison = "attainment", None if month else "plan_year"
    period_of(column, PLAN.sub(" ", subject), report, to_date=not month)


_OF_A_YEAR_AGO = re.compile(r"thang (?:0?\d|1[0-2]) nam truoc")


def _subject(column: Column, subject: str, base: str, report: str | None) -> str:
    """The period that a comparison is about; given back is what may name its base."""
    period_of(column, subject, report)
    column.subject_told = column.period_told
    after = re.sub(
        r"cung ky(?: nam truoc)?|cung thang(?: nam truoc)?|(?:thang|nam) truoc", " ", base
    )
    stray = base
    if column.subject_told and _years_only(subject) and _month_named(after):
        # "Các tháng năm 2024 so với cùng kỳ" over "Tháng 7": the month stands below.
        column.quarter = column.to_date = False
        column.readings.clear()
        period_of(column, f"{after} nam {year_of(spoken(subject))}", report)
        return ""
    named = [period for period in spoken(after) if not _year_before(period, report)]
    if not column.subject_told and after != base and named and not _OF_A_YEAR_AGO.search(base):
        # "So với cùng kỳ năm trước" over "Tháng 5" and "5 tháng": the subject stands below.
        period_of(column, after, report)
        column.subject_told, stray = column.period_told, ""
        _a_year_on(column, report)
    if not column.subject_told and report and re.search(r"(?:quy|cung quy nam) truoc", base):
        # "So với quý trước": the quarter that the report's month closes.
        column.quarter, column.period = True, Period(shifted(report, -2), report)
    if re.search(r"cung ky thang\b(?! truoc)", base):
        column.subject_told = True  # beside "cùng kỳ lũy kế"
    if not column.subject_told and TO_DATE.search(base):
        period_of(column, LAST_YEAR.sub(" ", after), report)
        column.subject_told = True
    if not column.subject_told and after == base:
        _subject_by_base(column, base, report)
    return stray


def _years_only(text: str) -> bool:
    named = spoken(text)
    return bool(named) and all(period.kind == "year" for period in named)


def _month_named(text: str) -> bool:
    return any(period.kind != "year" and period.year is None for period in spoken(text))


def _of_stocks(column: Column, base: str) -> str | None:
    """What a comparison of two points in time is called."""
    if re.search(r"thang truoc|ky truoc", base):
        return "same_point_last_month"
    if LAST_YEAR.search(base):
        return "same_point_last_year"
    if column.base and column.period:
        distance = _distance(column.base.end, column.period.end)
        return {1: "same_point_last_month", 12: "same_point_last_year"}.get(distance)
    return column.comparison


def _of_flows(column: Column, base: str) -> str | None:
    """What a comparison of two periods is called."""
    period = column.period
    if not re.search(r"cung ky|cung thang|cung quy", base):
        if re.search(r"thang truoc|ky truoc|thang lien ke|thang lien truoc", base):
            whole = period is not None and column.quarter
            return "previous_quarter" if whole else "previous_month"
        if re.search(r"quy truoc|quy lien ke|quy lien truoc", base):
            return "previous_quarter"
    year_before = LAST_YEAR.search(base) or re.search(r"cung thang|\bck\b", base)
    if year_before and not _OF_A_YEAR_AGO.search(base):
        return _year_on_year(period, column)
    if period is None:
        return column.comparison
    if _is_year_before(base, period):
        return _year_on_year(period, column)
    if column.base is None:
        return column.comparison
    distance = _distance(column.base.end, period.end)
    if distance == 1 and period.months == 1:
        return "previous_month"
    if distance == 3 and period.months == 3:
        return "previous_quarter"
    return _year_on_year(period, column) if distance == 12 else column.comparison


def _subject_by_base(column: Column, base: str, report: str | None) -> None:
    """ "So với 8 tháng năm 2023" is about the eight months of the report's year."""
    named = spoken(base)
    if not named or report is None:
        return
    chosen = primary(named)
    earlier = (chosen.year or year_of(named) or 0) < int(report[:4])
    if chosen.kind == "to_date" and chosen.number == int(report[5:]) and earlier:
        column.period, column.to_date = Period(f"{report[:4]}-01", report), True
        column.subject_told = True
    elif chosen.kind == "month" and chosen.number:
        # "So với T6/2023" in June 2024 is of the month, as "so với T5/2024" is.
        base_month = month(chosen.year or year_of(named) or int(report[:4]), chosen.number)
        told = chosen.year is not None or year_of(named) is not None
        if told and base_month in (shifted(report, -12), shifted(report, -1)):
            column.period, column.subject_told = Period(report, report), True
    elif chosen.kind == "year" and report.endswith("-12") and earlier:
        column.period, column.to_date = Period(f"{report[:4]}-01", report), True


def _year_before(period: Spoken, report: str | None) -> bool:
    """Whether a year alone dates the base: "so với cùng kỳ 2022" in 2023."""
    earlier = period.year is not None and report is not None and period.year < int(report[:4])
    return period.kind == "year" and earlier


def _a_year_on(column: Column, report: str | None) -> None:
    """ "So với cùng kỳ 4 tháng năm 2024" in 2025 names the base: the subject is a year later."""
    if column.period is None or report is None:
        return
    later = Period(shifted(column.period.start, 12), shifted(column.period.end, 12))
    if later.end <= report:
        column.period = later


def _is_year_before(base: str, period: Period) -> bool:
    """Whether a base is the year before that of the subject, and nothing else."""
    named = spoken(base)
    year = int(period.end[:4]) - 1
    return len(named) == 1 and named[0].kind == "year" and named[0].year == year


def _distance(earlier: str, later: str) -> int:
    return (int(later[:4]) - int(earlier[:4])) * 12 + int(later[5:]) - int(earlier[5:])


def _year_on_year(period: Period | None, column: Column) -> str | None:
    if period is None:
        return None
    if column.quarter:
        return "same_quarter_last_year"
    if column.to_date:
        return "same_period_last_year"
    if period.start[5:] == "01" and period.months > 1:
        return "same_period_last_year"
    return "same_quarter_last_year" if period.months == 3 else "same_month_last_year"


def _base_period(base: str, subject: Period | None, report: str | None) -> Period | None:
    """The period that is compared with, where the heading names it."""
    named = [s for s in spoken(base) if s.kind != "last_half"]
    if not named or subject is None:
        return None
    chosen = primary(named)
    year = chosen.year or year_of(named)
    if year is None:
        number = chosen.number or 12
        year = int(subject.end[:4]) - (1 if number >= int(subject.end[5:]) else 0)
    return as_period(chosen, year)


def rate_without_base(column: Column, folded: str, report: str | None) -> None:
    """ "Tăng trưởng (%)", "Chỉ số": a rate whose base the heading does not name."""
    if GROWTH.search(folded):
        column.measure = "growth"
    else:
        column.measure = "index"
    column.change = True
    period_of(column, folded, report)
    column.subject_told = column.period_told
    column.comparison = _year_on_year(column.period, column) if LAST_YEAR.search(folded) else None


def attained(folded: str) -> bool:
    """Whether a heading divides by a plan: "Tỷ lệ TH/KH", "Giải ngân/Kế hoạch"."""
    if re.search(r"[a-z\d)] ?/ ?(?:kh\b|ke hoach|du toan)", folded):
        return True
    if re.search(
        r"(?:%|ty le|ti le|muc do|tien do|dat|hoan thanh|\bth|thuc hien|uoc)[^.]*"
        r"(?:/ ?|so |ke hoach|\bkh\b|muc tieu|chi tieu|du toan|nghi quyet)",
        folded,
    ):
        return bool(PLAN.search(folded)) and bool(
            re.search(r"%|ty le|ti le|tien do|\bdat\b|hoan thanh|th ?/ ?kh|thuc hien ?/", folded)
        )
    return False
