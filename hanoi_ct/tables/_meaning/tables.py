"""From a block to the facts it states, with what is left open named as doubts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hanoi_ct.tables._meaning.block import Block
from hanoi_ct.tables._meaning.cells import fact_of, row_period
from hanoi_ct.tables._meaning.counted import counted_columns, subject_words
from hanoi_ct.tables._meaning.crossed import doubt_years, months_of_title, years_in_columns
from hanoi_ct.tables._meaning.differences import leave_differences
from hanoi_ct.tables._meaning.fact import Fact, Table
from hanoi_ct.tables._meaning.heading_comparisons import attained
from hanoi_ct.tables._meaning.headings import Column, column_meaning, named_period, with_base
from hanoi_ct.tables._meaning.kinds import kind_of_table
from hanoi_ct.tables._meaning.listed import date_rows
from hanoi_ct.tables._meaning.months import Period, spoken
from hanoi_ct.tables._meaning.names import Names
from hanoi_ct.tables._meaning.numbers import Profile
from hanoi_ct.tables._meaning.parts import parts_by_sums, parts_of_which
from hanoi_ct.tables._meaning.rated_rows import compares, compares_alone, settle_rows
from hanoi_ct.tables._meaning.row_says import said_by_rows
from hanoi_ct.tables._meaning.rows import kind_of_text, lists_of, rows_of
from hanoi_ct.tables._meaning.settle import settle
from hanoi_ct.tables._meaning.stated_units import (
    doubt_units,
    drop_impossible_units,
    units_in_row,
)
from hanoi_ct.tables._meaning.units import Unit
from hanoi_ct.tables._meaning.unsaid import doubt_what_is_unsaid
from hanoi_ct.tables._meaning.words import clean, fold
from hanoi_ct.tables._sheets.grid import address

__all__ = ["read_table"]

_AS_OF = re.compile(
    r"tinh den|den (?:het )?ngay|den thoi diem|den het thang|\bden \d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
)

_SINCE_JANUARY = re.compile(r"\btu (?:ngay )?0?1[/.-]0?1\b|tu dau nam")


def read_table(
    block: Block, report: str | None, profile: Profile, names: Names, number: int
) -> Table:
    """Read one table."""
    title = block.title
    kind = kind_of_table(block, names)
    table = Table(f"t{number}", block, kind, title, report=report)
    stocks = _as_they_stand(block, kind)
    table.columns = {
        column: column_meaning(
            block.heads[column], report, title=block.title_text, stock_table=stocks
        )
        for column in block.figures
    }
    _compared_in_title(table)
    _measured_in_title(table)
    units_in_row(table)
    _units_of_which(table)
    _doubt_of_all_time(table)
    _bases_alone(table)
    counted_columns(table, profile)
    _attained_of_plans(table)
    _bare_percentages(table)
    _of_month_plans(table)
    if stocks:
        _as_of_title(table)
    else:
        _period_of_title(table)
    table.rows = rows_of(block, kind, names)
    drop_impossible_units(table)
    date_rows(table)
    said_by_rows(table)
    months_of_title(table)
    if any(row.told for row in table.rows) or (_periods_in_rows(table) and years_in_columns(table)):
        table.crossed = True
    elif _periods_in_rows(table):
        table.transposed = True
        _compared_in_title(table)
        table.years_down = _years_in_rows(table)
        _indicators_in_columns(table, names)
    _statuses(table, kind)
    for row in table.rows:
        for column in block.figures:
            fact = fact_of(table, row, column, profile)
            if fact is not None:
                table.facts.append(fact)
    if table.crossed:
        _name_by_headings(table, names)
    _lost_zeros(table.facts)
    doubt_units(table)
    parts_by_sums(table)
    parts_of_which(table)
    leave_differences(table)
    settle(table)
    settle_rows(table)
    if table.open_years:
        doubt_years(table)
    doubt_what_is_unsaid(table)
    _left(table)
    return table


def _name_by_headings(table: Table, names: Names) -> None:
    """ "Tháng 8" and "8 tháng" below "Kim ngạch xuất khẩu" are months of those exports."""
    for row in table.rows:
        if row.heading and row_period(row.label, table.report) is not None:
            row.label = row.heading
            row.kind = kind_of_text(row.heading) or row.kind
            match = names.find(row.label, *lists_of(row.kind))
            if match is not None:
                row.code, row.matched = match.code, match.how
    for column in table.columns.values():
        parts = [part for part in column.parts if not spoken(fold(part))]
        if parts and len(parts) < len(column.parts):
            name = " ".join(parts)
            kind = kind_of_text(name) or table.kind
            match = names.find(name, *lists_of(kind))
            column.subject = name
            table.indicators[column.text] = (kind, match.code if match else None)


def _as_they_stand(block: Block, kind: str | None) -> bool:
    """Whether figures are stocks: by their kind, or by a title "tính đến ngày 30/9".

    Headings that name months report flows, of clusters too.
    """
    texts = fold(" ".join(part for column in block.figures for part in block.heads[column]))
    if kind == "labour":
        return True
    if kind == "cluster" and not _SINCE_JANUARY.search(fold(block.title_text)):
        return not re.search(r"\bthang\b|luy ke|cong don|dau nam", texts)
    dated = _of_a_day(block.title_text) and kind in ("investment", "summary", None)
    return bool(dated) and not re.search(r"\bthang\b|\bquy\b|dau nam|\bso voi\b|\bky\b", texts)


def _of_a_day(title: str) -> bool:
    """Whether a title says on which day figures stood; "từ 01/01 đến 15/11" is no such day."""
    folded = fold(title)
    return bool(_AS_OF.search(folded)) and not _SINCE_JANUARY.search(folded)


def _lost_zeros(facts: list[Fact]) -> None:
    """A number without a format of its own has lost its closing zeros: its row tells how many."""
    most: dict[tuple[int, str], int] = {}
    plain = [fact for fact in facts if fact.typed and fact.general]
    for fact in plain:
        key = (fact.row.row, fact.measure)
        most[key] = max(most.get(key, 0), fact.places)
    for fact in plain:
        fact.places = most[fact.row.row, fact.measure]


def _compared_in_title(table: Table) -> None:
    """Columns that name a period alone, under a title that says what it is compared with."""
    block = table.block
    told = re.search(r"\bso (?:với|cùng).*$", with_base(block.title).lower())
    percent = any(unit.unit == "percent" for unit in block.corner) or "%" in block.title
    if told is None or not (percent or table.kind in ("iip", "labour")):
        return
    for number, column in table.columns.items():
        bare = column.unit is None or column.unit.unit == "percent"
        dated = column.period_told or table.transposed
        if column.measure == "level" and dated and bare and not column.quantity:
            parts = [*block.heads[number], told[0]]
            compared = column_meaning(parts, table.report, title=block.title_text)
            compared.text, compared.parts = column.text, column.parts
            table.columns[number] = compared


_SHARES_TITLED = re.compile(r"(?:bieu|bang|phu luc)?[\s\d.:/ivx-]*(?:co cau|ty trong|ti trong)\b")


def _measured_in_title(table: Table) -> None:
    """Columns of months alone, under "Cơ cấu ... (%)" or "Tỷ lệ hoàn thành kế hoạch (%)"."""
    block, title = table.block, fold(table.block.title)
    percent = any(unit.unit == "percent" for unit in block.corner) or "%" in block.title_text
    shares, of_plan = bool(_SHARES_TITLED.match(title)), attained(title)
    if not percent or not (shares or of_plan) or "va" in title.split("(")[0].split()[:3]:
        return
    for column in table.columns.values():
        bare = column.unit is None or column.unit.unit == "percent"
        if column.measure == "level" and column.period_told and bare and not column.quantity:
            column.measure = "share" if shares else "attainment"
            column.comparison = "total" if shares else "plan_year"


_INDEXES = ("iip", "labour", "consumption_inventory")
_BASE_ALONE = re.compile(r"(?:thang|nam|quy) truoc|cung (?:ky|thang)(?: nam truoc)?")


def _bases_alone(table: Table) -> None:
    """ "Tháng trước", "Cùng kỳ năm trước" in a table of indexes are what they compare with.

    They may also be the months of which the index is: a doubt.
    """
    corner = [unit.unit for unit in table.block.corner]
    compared = any(column.change for column in table.columns.values())
    if table.kind not in _INDEXES or corner != ["percent"] or compared:
        return
    for number, column in table.columns.items():
        if _BASE_ALONE.fullmatch(fold(column.text)) and column.measure == "level":
            parts = ["So với", *column.parts]
            told = column_meaning(parts, table.report, title=table.block.title_text)
            told.text, told.parts = column.text, column.parts
            told.measure, told.subject_told = "index", True
            if column.period is not None:
                told.readings.append({"period_end": column.period.end})
            table.columns[number] = told


def _units_of_which(table: Table) -> None:
    """Columns below "Trong đó" count what the column before them counts."""
    whole: Unit | None = None
    for column in table.columns.values():
        if not any(re.match(r"trong do|chia ra|gom\b", fold(part)) for part in column.parts[:-1]):
            whole = column.unit
        elif column.unit is None and column.measure == "level":
            column.unit = whole


_GROUP = re.compile(r"(?:chia ra|trong do|gom|bao gom|phan theo .*)[: ]*")
_KEPT = re.compile(r"du an|\bvon\b|doanh nghiep|giay (?:phep|chung nhan)|\bgcn")
_SPENT = re.compile(r"thuc hien|giai ngan")


def _doubt_of_all_time(table: Table) -> None:
    """ "Lũy kế số dự án" in a table of zones or capital: all there are, or those since January.

    What was spent is more often told since January.
    """
    report = table.report
    if table.kind not in ("cluster", "investment") or report is None:
        return
    for column in table.columns.values():
        folded = fold(column.text)
        whole = column.measure == "level" and column.to_date and not spoken(folded)
        since = re.search(r"dau nam|\bnam (?:nay|\d)|so (?:voi|cung)", folded)
        if not whole or not _KEPT.search(folded) or since or report.endswith("-01"):
            continue
        if _SPENT.search(folded):
            column.readings.append({"period_start": report})
            continue
        column.readings.append({"period_start": f"{report[:4]}-01"})
        column.period, column.to_date, column.stock = Period(report, report), False, True


def _attained_of_plans(table: Table) -> None:
    """ "Đạt (%)" beside a plan, with no other base, is an attainment of it."""
    plans = [number for number, column in table.columns.items() if column.measure == "plan"]
    for number, column in table.columns.items():
        leaf = fold(column.parts[-1]) if column.parts else ""
        told = re.match(
            r"(?:%|ty le|ti le|muc do|muc)? ?(?:th |thuc hien )?(?:dat|hoan thanh)\b", leaf
        )
        percent = column.unit is not None and column.unit.unit == "percent"
        if not told or not (percent or "%" in leaf) or not any(plan < number for plan in plans):
            continue
        if column.measure in ("plan", "attainment", "growth") or re.search(r"\bso\b|ky\b", leaf):
            continue
        done = [n for n, c in table.columns.items() if n < number and c.measure == "level"]
        column.measure, column.comparison, column.change = "attainment", "plan_year", False
        if done and not column.period_told:
            beside = table.columns[max(done)]
            column.period, column.to_date = beside.period, beside.to_date


def _bare_percentages(table: Table) -> None:
    """Columns that name a month and "%" alone: rates on a base that nothing tells."""
    for column in table.columns.values():
        percent = column.unit.unit == "percent" if column.unit else "%" in column.text
        if column.measure == "level" and percent and not column.stock and not column.quantity:
            column.measure, column.change = None, True
            column.subject_told = column.period_told


def _of_month_plans(table: Table) -> None:
    """ "Tháng 8: KH, TH, TH/KH" is attained of the month's plan, not of the year's."""
    plans = [column.period for column in table.columns.values() if column.measure == "plan"]
    month = Period(table.report, table.report) if table.report else None
    if month not in plans:
        return
    for column in table.columns.values():
        named = [p.kind for p in spoken(fold(column.text)) if p.kind != "year"]
        if column.measure == "attainment" and named == ["month"]:
            column.period, column.to_date, column.comparison = month, False, None


def _as_of_title(table: Table) -> None:
    """Stocks that no heading dates are of the day or month that the title names."""
    named = [named_period(text, None).period for _, _, text in table.block.titles]
    dates = [period for period in named if period is not None and period.months == 1]
    if not dates:
        return
    for column in table.columns.values():
        if not column.period_told and column.period is not None:
            column.period = dates[-1]


def _period_of_title(table: Table) -> None:
    """Levels that no heading dates are of the months or quarter that the title alone names."""
    named = [
        period
        for period in spoken(fold(table.block.title))
        if period.kind not in ("year", "last_half")
    ]
    if len(named) != 1 or named[0].kind not in ("to_date", "quarter"):
        return
    told = named_period(table.block.title, table.report)
    for column in table.columns.values():
        if not column.period_told and column.measure == "level" and not column.stock:
            column.period, column.to_date = told.period, told.to_date
            column.quarter = told.quarter


def _periods_in_rows(table: Table) -> bool:
    """Whether the rows are months, or comparisons of months, and the columns indicators."""
    rows = table.rows
    dated = any(column.period_told for column in table.columns.values())
    if len(rows) > 1 and not dated and all(_of_time(row.label, table.report) for row in rows):
        return True
    if len(rows) < 3:
        return len(rows) == 2 and _years_in_rows(table)
    told = [bool(row_period(row.label, table.report)) for row in rows]
    rated = [compares(row.label, table.report) for row in rows]
    return sum(told) >= 3 and sum(told) >= 0.7 * (len(rows) - sum(rated))


def _of_time(label: str, report: str | None) -> bool:
    """Whether a row's name is a period, or a comparison of periods, and nothing else."""
    return row_period(label, report) is not None or compares_alone(label, report)


def _years_in_rows(table: Table) -> bool:
    """Whether the rows are whole years and the columns months of them."""
    years = all(re.fullmatch(r"(?:uoc )?(?:nam )?(?:19|20)\d\d", fold(r.label)) for r in table.rows)
    told = [column.period_told for column in table.columns.values()]
    return years and 2 * sum(told) > len(told)


def _indicators_in_columns(table: Table, names: Names) -> None:
    """Name the columns of a table whose rows are months."""
    for column in table.columns.values():
        kind = kind_of_text(column.text) or table.kind
        match = names.find(_own_name(column), *lists_of(kind))
        table.indicators[column.text] = (kind, match.code if match else None)


def _own_name(column: Column) -> str:
    """A heading without the "Chia ra" or "Trong đó" that it stands below."""
    parts = [part for part in column.parts if not _GROUP.fullmatch(fold(part))]
    return clean(" ".join(parts)) or column.text


def _statuses(table: Table, kind: str | None) -> None:
    """Statuses that no word tells: by the period, as the table's other columns have it."""
    _own_statuses(table)
    title = fold(table.block.title_text + " " + table.block.grid.name)
    clusters = kind == "cluster" and not _SINCE_JANUARY.search(title)
    as_they_stand = clusters or _of_a_day(title)
    told: dict[tuple[str, str], str] = {}
    for column in table.columns.values():
        if (
            column.period
            and column.status
            and column.measure == "level"
            and not column.designed
            and column.period.months < 12
            # "Lao động dự kiến" beside land as it stands says nothing of the land.
            and (column.period_told or not as_they_stand)
        ):
            told.setdefault((_group(column), column.period.end), column.status)
            told.setdefault(("", column.period.end), column.status)
    lower = clean(table.block.title_text).lower()
    whole: str | None = None
    done = bool(re.search(r"\bso (?:lieu )?thuc hien\b|\bthuc hien (?:tinh )?den\b", title))
    plainly = re.search(r"(?<!ket qua )(?<!tinh hinh )(?<!uoc )\bthuc hien thang \d", title)
    done = done or bool(plainly and not re.search(r"\buoc\b", title))
    if (
        done
        or re.search(r"\bso (?:lieu )?chinh thuc\b|chinh thuc thang", title)
        or title.endswith("chinh thuc")
    ):
        whole = "official"
    elif "sơ bộ" in lower:
        whole = "preliminary"
    table.status = whole
    for column in table.columns.values():
        if column.status is not None:
            continue
        end = column.period.end if column.period else None
        stands = as_they_stand and not told and (clusters or not column.period_told)
        if stands or end is None or table.report is None:
            column.status = whole if done and whole and not column.designed else "unstated"
        elif ("", end) in told:
            column.status = told.get((_group(column), end), told["", end])
        elif end >= table.report:
            column.status = whole or "estimate"
        else:
            column.status = "official"


def _group(column: Column) -> str:
    """What heads the group of a column: "Vốn đăng ký" above "Tháng 11" and "11 tháng"."""
    return subject_words(column.parts[0]) if len(column.parts) > 1 else ""


def _own_statuses(table: Table) -> None:
    """Statuses of words that say another thing than they say of a month's figures."""
    for column in table.columns.values():
        if column.designed:
            column.foreseen = column.status == "estimate"
            column.status = "unstated"
    month = Period(table.report, table.report) if table.report else None
    levels = [column for column in table.columns.values() if column.measure == "level"]
    estimated = {_group(c) for c in levels if c.status == "estimate" and c.period == month}
    for column in levels:
        if _group(column) not in estimated:
            continue
        ends_now = column.period is not None and column.period.end == table.report
        done = column.status == "official" and "chinh thuc" not in fold(column.text)
        if column.to_date and ends_now and done:
            column.status = "estimate"  # it holds the month that is estimated


# ---- what was left


def _left(table: Table) -> None:
    block = table.block
    sheet = block.grid.name

    def add(rows: Iterable[int], why: str) -> None:
        for row in rows:
            columns = [c for (r, c) in block.grid.cells if r == row]
            if columns:
                cells = f"{address(row, min(columns))}:{address(row, max(columns))}"
                table.not_data.append({"sheet": sheet, "cells": cells, "why": why})

    for number in sorted(block.others):
        cells = f"{address(block.body[0], number)}:{address(block.body[-1], number)}"
        table.not_data.append({"sheet": sheet, "cells": cells, "why": "contribution or weight"})
    if table.transposed:
        read = {fact.row.row for fact in table.facts}
        add((row.row for row in table.rows if row.row not in read), "row that names no month")
    add(block.numbered, "row of column numbers")
    add(block.headings, "heading")
    for row, column, _ in block.notes:
        if row:
            table.not_data.append(
                {"sheet": sheet, "cells": address(row, column), "why": "note or signature"}
            )
