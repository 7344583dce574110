"""A column's heading, composed from its cells, read as measure, comparison, period and status.

Everything is decided from the words; what they leave open stays None and is settled from the
levels in the table (`hanoi_ct.tables._meaning.settle`) or becomes a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hanoi_ct.tables._meaning.column import Column
from hanoi_ct.tables._meaning.heading_comparisons import (
    GROWTH,
    PLAN,
    attained,
    comparison_of,
    of_plan,
    rate_without_base,
    split,
)
from hanoi_ct.tables._meaning.heading_periods import (
    TO_DATE,
    as_period,
    named_period,
    period_of,
    year_of,
)
from hanoi_ct.tables._meaning.months import Period, month, spoken
from hanoi_ct.tables._meaning.units import Unit, in_brackets, is_other_unit, read_unit
from hanoi_ct.tables._meaning.words import clean, fold

__all__ = ["Column", "column_meaning", "is_plan", "named_period", "subject_of", "with_base"]

# "Vốn tăng thêm", "dự án tăng vốn" are amounts.
_ADDED = re.compile(r"tang them|tang von|(?:bo sung|dieu chinh)(?: von)? tang|von tang\b")
_INDEX = re.compile(r"chi so|toc do phat trien|\biip\b")
_SHARE = re.compile(
    r"co cau|ty trong|ti trong|ty le (?:lap day|ton kho|%|su dung dat)|lap day|^chiem\b"
)
_SHARE_ALONE = re.compile(r"(?:co cau|ty trong|ti trong)\b(?!.*\bso (?:voi|sanh|cung)\b)")
_OF_TOTAL = re.compile(r"\W*(?:voi )?(?:tong|toan|ca nuoc)\b")
_ESTIMATE = re.compile(r"\buoc\b|du kien|du tinh|du uoc|du bao|u\.th\b|uth\b")
_DONE = re.compile(r"chinh thuc|thuc hien|\bth\b(?!\.\s?\d)|da thuc hien")
# Abbreviations that stand for several words of a heading.
_WRITTEN_OUT = (
    (re.compile(r"(?i)\bT\.\s?trước"), "tháng trước"),
    (re.compile(r"(?i)\bCKNT\b"), "cùng kỳ năm trước"),
    (re.compile(r"(?i)\bTMĐT\b"), "tổng mức đầu tư"),
    (re.compile(r"(?i)\b(?:SCK|SVCK|YoY)\b"), "so cùng kỳ"),
    (re.compile(r"(?i)\b(?:SVTT|MoM)\b"), "so tháng trước"),
    (re.compile(r"(?i)\bSVKH\b"), "so kế hoạch"),
    (re.compile(r"(?i)%\s*(?=(?:CK|cùng kỳ|tháng trước|năm trước|quý trước)\b)"), "% so với "),
    (re.compile(r"\bQ\.?\s?(IV|I{1,3}|[1-4])\b"), r"quý \1"),
)
# A year of two digits after a month, never the day and month of a date.
_SHORT_YEAR = re.compile(
    r"(?i)\b(T\d{1,2}|\d{1,2} ?T|\d{1,2} tháng|tháng \d{1,2})(?:[/.](?=[1-3])|-(?=[23]))"
    r"(\d\d)\b(?![/.]\d{2,4}\b)"
)
# The prices in which an amount is valued: no comparison, though "so sánh" stands in them.
_PRICES = re.compile(
    r"\(?\s*(?:t[ií]nh )?(?:theo )?\bgi[aá] (so s[aá]nh|ss|c[oố] [dđ][iị]nh|hi[eệ]n h[aà]nh|hh"
    r"|th[uự]c t[eế])\b(?: n[aă]m)?(?: g[oố]c)?(?: (?:19|20)\d\d)?\s*\)?",
    re.IGNORECASE,
)
# "Tháng trước = 100", "Lũy kế 6 tháng (cùng kỳ năm trước = 100)": the base of an index.
_BASE_100 = re.compile(r"\(?\s*([^()=;,]*[^()=;,\s])\s*=\s*100(?![\d.,])\s*%?\s*\)?")
_SIGNED = re.compile(r"\(\s*\+\s*[/,]?\s*-\s*\)|\+\s*/\s*-")
_STOCK = re.compile(r"thoi diem|ton kho|tai ngay|\bden ngay|tinh den|cuoi ky|cuoi thang|dau thang")

# What a project or a works is, whatever a month brings.
_NO_FLOW = re.compile(
    r"(?:tong )?(?:muc (?:von )?dau tu|du toan|cong suat|nang luc (?:thiet ke|san xuat)|quy mo"
    r"|dien tich|dan so|(?:so )?lao dong du kien|du kien (?:su dung |so )?lao dong)\b"
    r"|tong von dau tu(?: (?:cua )?du an| duoc duyet| phe duyet)?$"
)

# What is there, of which a status may be told.
_STANDING = re.compile(r"dien tich|dan so|quy mo")
# Land is there, but for what was let, sown or taken in a while.
_LAND_MOVED = re.compile(r"\bmoi\b|\bthem\b|trong (?:ky|thang|nam|quy)|gieo|thu hoach|thu hoi")


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
    if len(parts) > 1 and _SHARE_ALONE.match(fold(parts[-1])):
        return _share_below(parts, report)
    text = clean(" ".join(parts))
    column = Column(text, tuple(parts))
    column.unit = in_brackets(text) or _below(parts) or _counted(text)
    plain = _plain(text)
    folded = fold(plain)
    left, base = split(plain.lower(), folded)
    if base is not None and _OF_TOTAL.match(base) and _SHARE.search(left):
        left, base = folded, None  # "Tỷ trọng so với tổng số"
    signed = bool(_SIGNED.search(text))
    whole_title = fold(title)
    kept = "ton kho" in folded and not re.search(r"luy ke|cong don", folded)
    dated = bool(_STOCK.search(folded)) and not TO_DATE.search(folded)
    column.stock = stock_table or kept or dated
    column.price = _price(text)
    column.quantity = _quantity(parts)
    if base is not None and not (re.fullmatch(r"[ (%),]*", base) and not left.strip()):
        comparison_of(column, left, base, report)
        if column.change and (signed or GROWTH.search(folded)):
            column.measure = "growth"
        elif column.measure is None and (
            _BASE_100.search(text) or (_INDEX.search(folded) and not GROWTH.search(whole_title))
        ):
            column.measure = "index"
    else:
        _without_base(column, folded, report)
    if column.measure is None and column.change is False:
        column.measure = "level"
    column.status = column.status or _status(parts, column, report)
    return column


def _share_below(parts: Sequence[str], report: str | None) -> Column:
    """ "Cơ cấu quý I" below "So sánh (%)": it compares nothing."""
    above = [part for part in parts[:-1] if not re.search(r"\bso\b|(?:ty|ti) le", fold(part))]
    column = column_meaning([" ".join([*above, parts[-1]])], report)
    column.text, column.parts = clean(" ".join(parts)), tuple(parts)
    return column


def _without_base(column: Column, folded: str, report: str | None) -> None:
    """A heading that compares nothing: a share, an attainment, a plan, a rate or a level."""
    if _SHARE.search(folded):
        column.measure, column.comparison = "share", _share_of(folded)
        period_of(column, folded, report)
    elif attained(folded):
        of_plan(column, folded, folded, report)
    elif PLAN.search(folded) and not _ESTIMATE.search(folded):
        column.measure, column.status = "plan", "plan"
        _planned(column, PLAN.sub(" ", folded), report)
    elif _bare_ratio(folded) and (column.unit is None or column.unit.unit == "percent"):
        column.measure, column.comparison = "share", "total"
        period_of(column, folded, report)
    elif GROWTH.search(_ADDED.sub(" ", folded)) or (
        _INDEX.search(folded) and not re.search(r"chi so gia", folded)
    ):
        rate_without_base(column, folded, report)
    else:
        column.measure = "level"
        period_of(column, folded, report)
        if _NO_FLOW.match(folded) and not column.period_told:
            column.stock, column.designed = True, not _STANDING.match(folded)
        land = column.unit is not None and column.unit.unit == "ha"
        if land and not column.period_told and not _LAND_MOVED.search(folded):
            column.stock = True


def _bare_ratio(folded: str) -> bool:
    """ "Tỷ lệ (%)", of what is not said; "Tỷ lệ tăng" is a rate."""
    return bool(re.match(r"(?:ty|ti) le\b", folded)) and not GROWTH.search(folded)


def _price(text: str) -> str | None:
    """Whether amounts are at constant or at current prices, where a heading says so."""
    told = _PRICES.search(text)
    if told is None:
        return None
    return "current" if re.match(r"hien hanh|hh|thuc te", fold(told[1])) else "constant"


def subject_of(text: str) -> str:
    """What a heading is about, folded: the words before those it is compared with.

    Examples
    --------
    >>> subject_of("Tháng 5/2024 so với tháng 4/2024")
    'thang 5/2024 '
    """
    plain = _plain(clean(text))
    folded = fold(plain)
    left, base = split(plain.lower(), folded)
    return folded if base is None else left


def _plain(text: str) -> str:
    """A heading with its words written out, without units and prices."""
    text = with_base(text)
    for short, whole in _WRITTEN_OUT:
        text = short.sub(whole, text)
    return _dated_slashes(_without_units(_PRICES.sub(" ", text)))


def with_base(text: str) -> str:
    """Text in which "(cùng kỳ năm trước = 100)" says "so với cùng kỳ năm trước".

    Examples
    --------
    >>> with_base("Lũy kế 6 tháng (năm trước = 100)")
    'Lũy kế 6 tháng so với năm trước'
    """
    return clean(_BASE_100.sub(lambda match: f" so với {match[1]} ", text))


def _dated_slashes(text: str) -> str:
    """ "5T2024" becomes "5T/2024", and "T5/24" becomes "T5/2024"."""
    text = _SHORT_YEAR.sub(r"\1/20\2", text)
    text = re.sub(r"\b(\d{1,2}T)(2\d)\b", r"\1/20\2", text)
    return re.sub(r"(?i)\b(\d{1,2} ?T|T\d{1,2}\.)((?:19|20)\d\d)", r"\1/\2", text)


def _below(parts: Sequence[str]) -> Unit | None:
    """The unit that closes a heading as a row of its own: "Tỷ đồng" below "Ước tháng 6"."""
    told = len(parts) > 1 and not spoken(fold(parts[-1]))  # "8T" is no tonne
    unit = read_unit(parts[-1]) if told else None
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
        r"(?:dự án|doanh nghiệp|dn|cụm|cơ sở|đơn vị|hộ|chợ|nhà đầu tư|kiến nghị|nhiệm vụ|hồ sơ|vụ"
        r"|cửa hàng|siêu thị|trung tâm|làng nghề|giấy phép|công trình|hợp đồng|khách hàng|htx"
        r"|hợp tác xã|xã|trạm|điểm|đề án|sản phẩm ocop|gian hàng|thương nhân)\b",
        lower,
    ):
        return Unit("count", "1", text)
    return None


def _without_units(text: str) -> str:
    """A heading without brackets that hold a unit or a column's number."""

    def kept(match: re.Match[str]) -> str:
        inner = match[1]
        if (
            in_brackets(f"({inner})")
            or is_other_unit(inner)
            or re.fullmatch(r"[+\-−–%\d =/*:()]*", inner)
        ):
            return " "
        return match[0]

    return clean(re.sub(r"\(([^()]*)\)", kept, text))


def _planned(column: Column, folded: str, report: str | None) -> None:
    """The year that a plan is for, or the quarter or months of it that the heading names."""
    named = spoken(folded)
    year = year_of(named) or (int(report[:4]) if report else None)
    parts = [period for period in named if period.kind in ("month", "to_date", "quarter")]
    if year is None:
        return
    column.period, column.period_told = Period(month(year, 1), month(year, 12)), True
    leaf = fold(column.parts[-1]) if column.parts else ""
    if len(column.parts) > 1 and re.fullmatch(
        r"(?:ke hoach|kh)(?: ca)? nam(?: (?:19|20)\d\d)?", leaf
    ):
        return  # "Kế hoạch năm" in a group of some months
    if parts and parts[-1].number:
        column.period = as_period(parts[-1], year)
    elif report and not named and re.search(r"\bthang\b(?: nay| bao cao)?\W*$", folded):
        column.period = Period(report, report)  # "KH tháng"


def is_plan(text: str) -> bool:
    """Whether a heading is of a plan, not of what was done under it."""
    folded = fold(text)
    return bool(PLAN.search(folded)) and not _ESTIMATE.search(folded)


def _share_of(folded: str) -> str | None:
    if "ton kho" in folded:
        return "production"
    if "lap day" in folded or "su dung dat" in folded:
        return None
    return "total"


def _quantity(parts: Sequence[str]) -> str | None:
    for part in reversed(parts):
        folded = fold(part)
        if re.match(
            r"^(?:luong|khoi luong(?! thuc hien| hoan thanh)|so luong|san luong)\b", folded
        ):
            return "volume"
        if re.match(r"^(?:tri gia|gia tri|kim ngach)\b", folded):
            return "value"
    return None


def _status(parts: Sequence[str], column: Column, report: str | None) -> str | None:
    """The status that the words tell; None where they do not."""
    text = fold(" ".join(parts))
    lower = clean(" ".join(parts)).lower()
    if _ESTIMATE.search(text):
        return "estimate"
    if "sơ bộ" in lower or re.search(r"\bso bo\b", lower):
        return "preliminary"
    if column.change and re.match(r"(?:so lieu )?(?:thuc hien|chinh thuc) (?:thang|quy|\d)", text):
        return "official"  # "Thực hiện tháng 5/2024 so với cùng kỳ"
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
        told_here = told_here or _done_below(parts)
        with_period = with_period or _done_below(parts)
        if not ends_now or (told_here and with_period):
            return "official"
    return None


def _done_below(parts: Sequence[str]) -> bool:
    """Whether "Thực hiện" alone stands below a month: what was done in it."""
    above = [period for part in parts[:-1] for period in spoken(fold(part))]
    return bool(_DONE.fullmatch(fold(parts[-1]))) and any(p.kind != "year" for p in above)


def _adjacent(parts: Sequence[str]) -> bool:
    """Whether "Thực hiện" stands directly above its period, word by word: an unmerged heading."""
    folded = [fold(part) for part in parts]
    return len(folded) > 2 and bool(_DONE.fullmatch(folded[0])) and folded[1].startswith("thang")
