"""A column's heading, composed from its cells, read as measure, comparison, period and status.

Everything is decided from the words; what they leave open stays None and is settled from the
levels in the table (`hanoi_ct.tables._meaning.settle`) or becomes a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from hanoi_ct.tables._meaning.months import Period, Spoken, month, shifted, spoken
from hanoi_ct.tables._meaning.units import Unit, in_brackets, read_unit
from hanoi_ct.tables._meaning.words import clean, fold

__all__ = ["Column", "column_meaning", "is_plan", "named_period", "subject_of"]

# "Vốn tăng thêm", "dự án tăng vốn" are amounts.
_ADDED = re.compile(r"tang them|tang von|(?:bo sung|dieu chinh)(?: von)? tang|von tang\b")
_GROWTH = re.compile(r"\btang\b|\bgiam\b|tang truong|\+/-|\+,-|\+, -")
_INDEX = re.compile(r"chi so|toc do phat trien|\biip\b")
_PLAN = re.compile(r"\bkh\b|ke hoach|\bkhn\b|chi tieu (?:nam|giao|ke hoach)|muc tieu nam|du toan")
_TO_DATE = re.compile(r"cong don|luy ke|\blk\b|tu dau nam|dau nam den|cong luy ke")
_LAST_YEAR = re.compile(r"nam truoc|cung ky|nam ngoai")
_SHARE = re.compile(r"co cau|ty trong|ti trong|ty le (?:lap day|ton kho|%|su dung dat)|lap day")
_ESTIMATE = re.compile(r"\buoc\b|du kien|du tinh|du uoc|u\.th\b|uth\b")
_DONE = re.compile(r"chinh thuc|thuc hien|\bth\b|da thuc hien")
_STOCK = re.compile(r"thoi diem|ton kho|tai ngay|\bden ngay|tinh den|cuoi ky|cuoi thang|dau thang")
_SLASHED = re.compile(
    r"((?:\bt|\bthang )\d{1,2}|\b\d{1,2} ?t(?:hang)?|\bthang nay|\bluy ke|\bcong don|\blk|\bth"
    r"|\bthuc hien|\bquy (?:iv|i{1,3}|\d)|\bnam 20\d\d|\buoc)"
    r"((?:/| nam | )20\d\d)?\s*[/:]\s*"
    r"(?=t\d|thang|\d{1,2} ?t|cung ky|kh\b|ke hoach|quy|nam|ck\b|th\b|thuc hien|uoc)"
)


@dataclass(slots=True)
class Column:
    """What the figures of a column are, as far as its heading tells."""

    text: str
    measure: str | None = None  # level, plan, attainment, share, index, growth, count
    change: bool = False  # an index or a growth rate, which of the two being open
    comparison: str | None = None
    period: Period | None = None
    period_told: bool = False
    status: str | None = None
    unit: Unit | None = None
    quantity: str | None = None
    stock: bool = False
    quarter: bool = False
    to_date: bool = False
    day: str | None = None
    subject_told: bool = False
    year_before_open: bool = False  # "Cùng kỳ năm trước" alone: of the month, or of the months
    base: Period | None = None
    readings: list[dict[str, str | None]] = field(default_factory=list)
    why: str = ""


def column_meaning(
    parts: Sequence[str], report: str | None, *, title: str = "", stock_table: bool = False
) -> Column:
    """Read a heading.

    Parameters
    ----------
    parts : sequence of str
        The heading's cells from the top down.
    report : str or None
        The month of the report; without it periods that need a year stay open.
    title : str
        The table's title.
    stock_table : bool
        Whether the table's figures are stocks (labour, inventory, clusters).

    Returns
    -------
    Column

    Examples
    --------
    >>> column = column_meaning(["Tháng 5", "năm 2024", "so với", "cùng kỳ"], "2024-05")
    >>> column.comparison, column.period, column.change
    ('same_month_last_year', Period(start='2024-05', end='2024-05'), True)
    >>> column_meaning(["Thực hiện năm 2024", "3 tháng"], "2025-03").period
    Period(start='2024-01', end='2024-03')
    """
    text = clean(" ".join(parts))
    column = Column(text)
    column.unit = in_brackets(text) or _below(parts) or _counted(text)
    plain = _dated_slashes(_without_units(text))
    folded = fold(plain)
    left, base = _split(plain.lower(), folded)
    whole_title = fold(title)
    column.stock = stock_table or bool(_STOCK.search(folded))
    column.quantity = _quantity(parts)
    if base is not None and not (re.fullmatch(r"[ (%),]*", base) and not left.strip()):
        _comparison(column, left, base, report)
        if _GROWTH.search(folded):
            column.measure = "growth"
        elif column.measure is None and _INDEX.search(folded) and not _GROWTH.search(whole_title):
            column.measure = "index"
    elif _SHARE.search(folded):
        column.measure, column.comparison = "share", _share_of(folded)
        _period(column, folded, report)
    elif _attained(folded):
        column.measure, column.comparison = "attainment", "plan_year"
        _period(column, _PLAN.sub(" ", folded), report, to_date=True)
    elif _PLAN.search(folded) and not _ESTIMATE.search(folded):
        column.measure, column.status = "plan", "plan"
        _planned(column, _PLAN.sub(" ", folded), report)
    elif re.match(r"(?:ty|ti) le\b", folded) and column.unit and column.unit.unit == "percent":
        column.measure, column.comparison = "share", "total"
        _period(column, folded, report)
    elif _GROWTH.search(_ADDED.sub(" ", folded)) or (
        _INDEX.search(folded) and not re.search(r"chi so gia", folded)
    ):
        _rate_without_base(column, folded, report)
    else:
        column.measure = "level"
        _period(column, folded, report)
    if column.measure is None and column.change is False:
        column.measure = "level"
    column.status = column.status or _status(parts, column, report)
    return column


def subject_of(text: str) -> str:
    """What a heading is about, folded: the words before those it is compared with.

    Examples
    --------
    >>> subject_of("Tháng 5/2024 so với tháng 4/2024")
    'thang 5/2024 '
    """
    plain = _dated_slashes(_without_units(clean(text)))
    folded = fold(plain)
    left, base = _split(plain.lower(), folded)
    return folded if base is None else left


def _dated_slashes(text: str) -> str:
    """ "5T2024" becomes "5T/2024"."""
    return re.sub(r"(?i)\b(\d{1,2} ?T|T\d{1,2}\.)((?:19|20)\d\d)", r"\1/\2", text)


def _below(parts: Sequence[str]) -> Unit | None:
    """The unit that closes a heading as a row of its own: "Tỷ đồng" below "Ước tháng 6"."""
    unit = read_unit(parts[-1]) if len(parts) > 1 else None
    if unit is None or unit.unit in ("count", "piece") or len(clean(parts[-1])) < 2:
        return unit if unit is not None and unit.unit == "percent" else None
    return unit


def _counted(text: str) -> Unit | None:
    """What a heading counts: "Số doanh nghiệp", "Số lao động"."""
    lower = clean(text).lower()
    if re.search(r"(?:^|\s)số (?:lao động|người|công nhân)|^lao động$", lower):
        return Unit("person", "1", text)
    if re.search(
        r"(?:^|\s)(?:tổng )?số (?:lượt )?"
        r"(?:dự án|doanh nghiệp|dn|cụm|cơ sở|đơn vị|hộ|chợ|nhà đầu tư|kiến nghị|nhiệm vụ|hồ sơ|vụ)",
        lower,
    ):
        return Unit("count", "1", text)
    return None


def _without_units(text: str) -> str:
    """A heading without brackets that hold a unit or a column's number."""

    def kept(match: re.Match[str]) -> str:
        inner = match[1]
        if in_brackets(f"({inner})") or re.fullmatch(r"[+\-−–%\d =/*:()]*", inner):
            return " "
        return match[0]

    return clean(re.sub(r"\(([^()]*)\)", kept, text))


def _planned(column: Column, folded: str, report: str | None) -> None:
    """The year that a plan is for, or the quarter or months of it that the heading names."""
    named = spoken(folded)
    year = _year_of(named) or (int(report[:4]) if report else None)
    parts = [period for period in named if period.kind in ("month", "to_date", "quarter")]
    if year is None:
        return
    column.period, column.period_told = Period(month(year, 1), month(year, 12)), True
    if parts and parts[-1].number:
        column.period = _as_period(parts[-1], year)


def is_plan(text: str) -> bool:
    """Whether a heading is of a plan, not of what was done under it."""
    folded = fold(text)
    return bool(_PLAN.search(folded)) and not _ESTIMATE.search(folded)


def _split(lower: str, folded: str) -> tuple[str, str | None]:
    """Subject and base of a comparison; base None where the heading compares nothing."""
    if len(lower) != len(folded):
        lower = folded
    bare = re.sub(r"^\s*(?:so sanh|ty le|toc do(?: tang)?)?\s*\(?%?\)?\s*", "", folded)
    slashed = _SLASHED.sub(lambda m: m[1] + (m[2] or "") + " so ", bare)
    if slashed != bare and not re.search(r"\bso\b", lower.replace("so sánh", "")):
        left, _, right = slashed.rpartition(" so ")
        return left, right
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


def _comparison(column: Column, left: str, base: str, report: str | None) -> None:
    """Subject, base and what that comparison is called."""
    stray = base
    # A base may be followed by the subject: "so với cùng kỳ - Tháng 5" is rare and left alone.
    if _PLAN.search(base):
        column.measure, column.comparison = "attainment", "plan_year"
        _period(column, left, report, to_date=True)
        return
    column.change = True
    subject = left if left.strip(" (%)+-,") else ""
    _period(column, subject, report)
    column.subject_told = column.period_told
    after = re.sub(
        r"cung ky(?: nam truoc)?|cung thang(?: nam truoc)?|(?:thang|nam) truoc", " ", base
    )
    if not column.subject_told and after != base and spoken(after):
        # "So với cùng kỳ năm trước" over "Tháng 5" and "5 tháng": the subject stands below.
        _period(column, after, report)
        column.subject_told, stray = column.period_told, ""
        _a_year_on(column, report)
    if not column.subject_told and report and re.search(r"(?:quy|cung quy nam) truoc", base):
        # "So với quý trước": the quarter that the report's month closes.
        column.quarter, column.period = True, Period(shifted(report, -2), report)
    if not column.subject_told and _TO_DATE.search(base):
        _period(column, base, report)
        column.subject_told = True
    period = column.period
    column.base = _base_period(stray, period, report)
    averaged = column.to_date or column.quarter or "binh quan" in subject
    if column.stock and not averaged and not _TO_DATE.search(subject):
        if re.search(r"thang truoc|ky truoc", base):
            column.comparison = "same_point_last_month"
        elif _LAST_YEAR.search(base):
            column.comparison = "same_point_last_year"
        elif column.base and period:
            distance = _distance(column.base.end, period.end)
            column.comparison = {
                1: "same_point_last_month",
                12: "same_point_last_year",
            }.get(distance)
        return
    if not re.search(r"cung ky|cung thang|cung quy", base):
        if re.search(r"thang truoc|ky truoc|thang lien ke|thang lien truoc", base):
            whole = column.period is not None and column.quarter
            column.comparison = "previous_quarter" if whole else "previous_month"
            return
        if re.search(r"quy truoc|quy lien ke|quy lien truoc", base):
            column.comparison = "previous_quarter"
            return
    if _LAST_YEAR.search(base) or re.search(r"cung thang|\bck\b", base):
        column.comparison = _year_on_year(period, column)
        return
    if column.base is not None and period is not None:
        distance = _distance(column.base.end, period.end)
        if distance == 1 and period.months == 1:
            column.comparison = "previous_month"
        elif distance == 3 and period.months == 3:
            column.comparison = "previous_quarter"
        elif distance == 12:
            column.comparison = _year_on_year(period, column)


def _a_year_on(column: Column, report: str | None) -> None:
    """ "So với cùng kỳ 4 tháng năm 2024" in 2025 names the base: the subject is a year later."""
    if column.period is None or report is None:
        return
    later = Period(shifted(column.period.start, 12), shifted(column.period.end, 12))
    if later.end <= report:
        column.period = later


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
    chosen = _primary(named)
    year = chosen.year or _year_of(named)
    if year is None:
        number = chosen.number or 12
        year = int(subject.end[:4]) - (1 if number >= int(subject.end[5:]) else 0)
    return _as_period(chosen, year)


def _rate_without_base(column: Column, folded: str, report: str | None) -> None:
    """ "Tăng trưởng (%)", "Chỉ số": a rate whose base the heading does not name."""
    if _GROWTH.search(folded):
        column.measure = "growth"
    else:
        column.measure = "index"
    column.change = True
    _period(column, folded, report)
    column.subject_told = column.period_told
    column.comparison = _year_on_year(column.period, column) if _LAST_YEAR.search(folded) else None


def _attained(folded: str) -> bool:
    if re.search(
        r"(?:%|ty le|ti le|muc do|dat|hoan thanh|\bth|thuc hien|uoc)[^.]*"
        r"(?:/ ?|so |ke hoach|\bkh\b)",
        folded,
    ):
        return bool(_PLAN.search(folded)) and bool(
            re.search(r"%|ty le|ti le|\bdat\b|hoan thanh|th ?/ ?kh|thuc hien ?/", folded)
        )
    return False


def _share_of(folded: str) -> str | None:
    if "ton kho" in folded:
        return "production"
    if "lap day" in folded or "su dung dat" in folded:
        return None
    return "total"


def _quantity(parts: Sequence[str]) -> str | None:
    for part in reversed(parts):
        folded = fold(part)
        if re.match(r"^(?:luong|khoi luong|so luong)\b", folded):
            return "volume"
        if re.match(r"^(?:tri gia|gia tri|kim ngach)\b", folded):
            return "value"
    return None


def named_period(text: str, report: str | None) -> Column:
    """The period that text names, as a column with nothing else."""
    column = Column(text)
    _period(column, fold(text), report)
    return column


def _period(column: Column, folded: str, report: str | None, *, to_date: bool = False) -> None:
    """The period that the subject names; the report's month where it names none."""
    named = spoken(folded)
    last_year = bool(_LAST_YEAR.search(folded))
    cumulative = bool(_TO_DATE.search(folded)) or to_date
    whole = bool(re.search(r"\b(?:ca|tron) nam\b", folded))
    if whole and (not named or all(period.kind == "year" for period in named)):
        year = _year_of(named) or (int(report[:4]) - last_year if report else None)
        if year:
            column.period, column.period_told = Period(month(year, 1), month(year, 12)), True
        return
    if not named:
        _unnamed(column, folded, report, cumulative=cumulative, last_year=last_year)
        return
    chosen = _primary(named)
    year = chosen.year or _year_of(named)
    column.period_told = True
    if chosen.kind == "day":
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
            year -= 1
    if report and chosen.year is None and month(year, _first_month(chosen)) > report:
        year -= 1  # December under "Thực hiện năm 2025" in January's table
    if cumulative and chosen.kind in ("month", "day") and not column.stock:
        chosen = Spoken("to_date", chosen.number, year)
    column.period = _as_period(chosen, year)


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
    if re.search(r"thang truoc|ky truoc", folded):
        end, told = shifted(report, -1), True
    elif last_year:
        end = shifted(report, -12)
        column.year_before_open = not cumulative and "thang" not in folded
    elif re.search(
        r"thang (?:bao cao|nay|hien tai)|trong thang|ky (?:bao cao|nay)|\bthang\b", folded
    ):
        told = True
    column.to_date = cumulative
    start = month(int(end[:4]), 1) if cumulative else end
    column.period, column.period_told = Period(start, end), told


def _whole_year(
    column: Column, year: int | None, folded: str, report: str | None, *, cumulative: bool
) -> None:
    if year is None:
        return
    end = 12
    if report is not None and (cumulative or _LAST_YEAR.search(folded)):
        end = int(report[5:])
    if cumulative or end == 12:
        column.period = Period(month(year, 1), month(year, end))
        if report and not cumulative and year == int(report[:4]) and report[5:] != "12":
            column.readings.append({"period_start": month(year, 1), "period_end": report})
    else:
        column.period = Period(month(year, end), month(year, end))


def _primary(named: Sequence[Spoken]) -> Spoken:
    """The most specific period: a month or quarter before the year that dates it."""
    specific = [period for period in named if period.kind != "year"]
    return specific[-1] if specific else named[-1]


def _year_of(named: Sequence[Spoken]) -> int | None:
    years = [period.year for period in named if period.year is not None]
    return years[-1] if years else None


def _as_period(chosen: Spoken, year: int) -> Period:
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


def _status(parts: Sequence[str], column: Column, report: str | None) -> str | None:
    """The status that the words tell; None where they do not."""
    text = fold(" ".join(parts))
    lower = clean(" ".join(parts)).lower()
    if _ESTIMATE.search(text):
        return "estimate"
    if "sơ bộ" in lower or re.search(r"\bso bo\b", lower):
        return "preliminary"
    if column.change or column.measure in ("attainment", "share"):
        return None
    if "chinh thuc" in text:
        return "official"
    if _DONE.search(text):
        ends_now = report is not None and column.period is not None and column.period.end == report
        told_here = any(_DONE.search(fold(part)) and spoken(fold(part)) for part in parts)
        with_period = any(
            _DONE.search(fold(part)) and any(s.kind != "year" for s in spoken(fold(part)))
            for part in parts
        ) or _adjacent(parts)
        if not ends_now or (told_here and with_period):
            return "official"
    return None


def _adjacent(parts: Sequence[str]) -> bool:
    """Whether "Thực hiện" stands directly above its period, word by word: an unmerged heading."""
    folded = [fold(part) for part in parts]
    return len(folded) > 2 and bool(_DONE.fullmatch(folded[0])) and folded[1].startswith("thang")
