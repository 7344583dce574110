"""What is read by default because nothing in the sheet says it: named as doubts.

A default holds without a doubt where a heading, a title, a note, a formula or the other columns
bear it out. Else both readings are told, the likelier first.
"""

from __future__ import annotations

import re
from decimal import Decimal

from hanoi_ct.tables._meaning.doubts import doubt, spread
from hanoi_ct.tables._meaning.fact import Fact, Table
from hanoi_ct.tables._meaning.headings import Column
from hanoi_ct.tables._meaning.months import Period, shifted, spoken
from hanoi_ct.tables._meaning.shares import fitting
from hanoi_ct.tables._meaning.units import is_other_unit
from hanoi_ct.tables._meaning.words import fold

__all__ = ["doubt_what_is_unsaid"]

_YEARS_AGO = {1: "same_month_last_year", 3: "same_quarter_last_year"}


def doubt_what_is_unsaid(table: Table) -> None:
    """Name both readings of each figure whose month, base, measure or unit nothing tells."""
    if not (table.transposed or table.crossed):
        titled = _months_of_titles(table)
        _plans_of_months(table)
        if _attained_of_years(table):
            titled = []  # then the title's month does not date the columns beside
        for number, column in table.columns.items():
            facts = [
                fact
                for fact in table.of_column(number)
                if fact.row.says is None and fact.doubt is None
            ]
            _headless(table, column, facts)
            _open_level(table, column, facts, titled)
            _open_subject(table, column, facts, titled)
    _percent_levels(table)
    _base_by_custom(table)
    _no_unit(table)


# ---- which months


def _months_of_titles(table: Table) -> list[Period]:
    """The months, quarter or months so far that the lines above a table name; none if none is."""
    report = table.report
    if report is None:
        return []
    lines = [text for _, _, text in table.block.titles] + [table.block.grid.name]
    found: list[Period] = []
    for text in lines:
        folded = fold(text)
        if re.search(r"\bngay\b", folded):
            continue
        for period in spoken(folded):
            named = _named(period.kind, period.number, report)
            if named is not None and named not in found:
                found.append(named)
    return found


def _named(kind: str, number: int | None, report: str) -> Period | None:
    """The period of the report that a title names, None where it names another."""
    if number is None or number != int(report[5:]) // (3 if kind == "quarter" else 1):
        return None
    if kind == "quarter":
        ends = int(report[5:]) % 3 == 0
        return Period(shifted(report, -2), report) if ends else None
    if kind == "to_date":
        return Period(f"{report[:4]}-01", report)
    return Period(report, report) if kind == "month" else None


def _possible(report: str, titled: list[Period]) -> list[Period]:
    """The periods that a figure without one may be of: those the titles name, else two."""
    return list(titled) or [Period(report, report), Period(f"{report[:4]}-01", report)]


_FLOWS = ("level", "count")


def _open_level(table: Table, column: Column, facts: list[Fact], titled: list[Period]) -> None:
    """Levels under "Thực hiện" alone: of the month, or of the months so far."""
    report = table.report
    ends_now = column.period is not None and column.period.end == report
    if report is None or column.measure not in _FLOWS or not facts or not ends_now:
        return
    if column.period_told or column.stock or column.designed or report.endswith("-01"):
        return
    if re.search(r"\bden (?:het )?(?:ngay|thoi diem)|tinh den", fold(table.block.title_text)):
        return  # what stands on a day
    if table.kind in ("cluster", "labour") or facts[0].unit in ("percent", "person", "ha"):
        return
    told = {
        other.period
        for other in table.columns.values()
        if other is not column and other.period_told and other.measure in _FLOWS
    }
    possible = _possible(report, titled)
    if possible == [column.period] and column.period not in told:
        return
    if column.period is not None and column.period not in possible:
        possible.append(column.period)
    likely = column.period if column.period in titled or not titled else titled[0]
    _move(table, column, facts, sorted(possible, key=lambda period: period != likely))


def _move(table: Table, column: Column, facts: list[Fact], periods: list[Period]) -> None:
    """Read the first of several periods, and name them all."""
    first = periods[0]
    column.period, column.to_date = first, first.months > 1 and first.start.endswith("-01")
    for fact in facts:
        fact.period = first
    doubt(table, facts, [{"period_start": period.start} for period in periods])


def _attained_of_years(table: Table) -> bool:
    """Levels that attain a year's plan, under no month: of the months so far, or of the month."""
    report, found = table.report, False
    plans = [n for n, c in table.columns.items() if c.measure == "plan" and _of_a_year(c)]
    if report is None or report.endswith("-01") or not plans:
        return False
    month, to_date = Period(report, report), Period(f"{report[:4]}-01", report)
    attained = [n for n, c in table.columns.items() if c.comparison == "plan_year"]
    for number, column in table.columns.items():
        if column.measure != "level" or column.period_told or column.period != month:
            continue
        for place in attained:
            rates = table.of_column(place)
            whole = sum(rate.value is not None for rate in rates)
            if 2 * fitting(table, number, plans[-1], rates) > whole:
                for held in (column, table.columns[place]):
                    facts = table.of_column(number if held is column else place)
                    if held.period == month and not held.period_told:
                        _move(table, held, facts, [to_date, month])
                found = True
                break
    return found


def _of_a_year(column: Column) -> bool:
    return column.period is not None and column.period.months == 12


def _plans_of_months(table: Table) -> None:
    """ "Kế hoạch" alone beside the levels of one month that are as large: of that month too."""
    report = table.report
    if report is None or int(report[5:]) > 9:
        return
    month = Period(report, report)
    levels = [n for n, c in table.columns.items() if c.measure == "level" and c.period == month]
    others = any(c.measure == "level" and c.period and c.to_date for c in table.columns.values())
    if len(levels) != 1 or others:
        return
    for number, column in list(table.columns.items()):
        if column.measure != "plan" or not _BARE_PLAN.fullmatch(fold(column.text)):
            continue
        done = {fact.row.row: fact.value for fact in table.of_column(levels[0])}
        pairs = [(done.get(fact.row.row), fact.value) for fact in table.of_column(number)]
        ratios = sorted(now / plan for now, plan in pairs if now is not None and plan)
        if not ratios or not Decimal("0.6") < ratios[len(ratios) // 2] < Decimal("1.6"):
            continue
        _move(table, column, table.of_column(number), [month, Period(f"{report[:4]}-01", report)])
        for place, held in table.columns.items():
            if held.comparison == "plan_year":
                held.comparison, held.period = None, month
                facts = table.of_column(place)
                for fact in facts:
                    fact.comparison, fact.period = None, month
                doubt(table, facts, [{"comparison": None}, {"comparison": "plan_year"}])


_BARE_PLAN = re.compile(r"(?:ke hoach|kh)(?: (?:giao|de ra))?(?: \([^()]*\))?")


def _open_subject(table: Table, column: Column, facts: list[Fact], titled: list[Period]) -> None:
    """ "So với cùng kỳ" alone, beside no levels that tell of which months it is."""
    report = table.report
    own = column.period
    if report is None or own is None or not facts or column.subject_told or not column.change:
        return
    if column.comparison not in _YEARS_AGO.values() or own != Period(report, report):
        return
    if report.endswith("-01") or column.base is not None:
        return
    others = [other for other in table.columns.values() if other is not column]
    if any(o.change and o.comparison == "same_period_last_year" for o in others):
        return  # the rate of the months so far stands beside it
    if any(o.measure in _FLOWS and o.period == own and o.period_told for o in others):
        return  # it stands beside the month's level
    possible = _possible(report, titled)
    if possible == [own]:
        return
    if own in possible:
        possible = [own, *(period for period in possible if period != own)]
    first, *rest = possible
    column.period, column.comparison = first, _year_on_year(first)
    spread(column, facts)
    if rest:
        readings: list[dict[str, str | None]] = [
            {"comparison": _year_on_year(period), "period_start": period.start}
            for period in possible
        ]
        doubt(table, facts, readings)


def _year_on_year(period: Period) -> str:
    if period.start.endswith("-01") and period.months > 1 and period.months != 3:
        return "same_period_last_year"
    return _YEARS_AGO.get(period.months, "same_period_last_year")


# ---- which measure


def _headless(table: Table, column: Column, facts: list[Fact]) -> None:
    """Figures that no heading stands over: nothing tells what they are."""
    if facts and not column.text:
        doubt(table, facts, [{"measure": str(column.measure)}, {"measure": None}])


def _percent_levels(table: Table) -> None:
    """Percentages in a column of levels: an index about 100, or a level in percent."""
    found: list[Fact] = []
    for row in table.rows:
        facts = [f for f in table.of_row(row.row) if f.measure == "level" and f.unit == "percent"]
        values = [fact.value for fact in facts if fact.value is not None]
        if values and all(60 <= value <= 160 for value in values):
            found += facts
    for fact in found:
        fact.measure = "index"
        fact.comparison = _year_on_year(fact.period) if fact.period else None
    doubt(table, found, [{"measure": "index"}, {"measure": "level"}])


_TOLD_BASE = re.compile(r"\bso (?:voi|cung|sanh|thang|nam|quy|ky)|cung ky|truoc|= ?100")


def _base_by_custom(table: Table) -> None:
    """Indexes in columns of levels: on the year before by custom, or on the month before."""
    if _TOLD_BASE.search(fold(table.block.title_text)):
        return
    open_rows = {
        row.row
        for row in table.rows
        if row.says is None and not _TOLD_BASE.search(fold(f"{row.heading} {row.label}"))
    }
    facts = [
        fact
        for fact in table.facts
        if fact.row.row in open_rows
        and fact.measure in ("index", "growth")
        and fact.comparison == "same_month_last_year"
        and fact.column.measure == "level"
        and not fact.column.change
    ]
    doubt(
        table,
        facts,
        [{"comparison": "same_month_last_year"}, {"comparison": "previous_month"}],
    )


# ---- which unit

_USUAL = {
    "retail": ("VND", "1000000000"),
    "investment": ("VND", "1000000000"),
    "output": ("VND", "1000000000"),
    "export": ("USD", "1000000"),
    "import": ("USD", "1000000"),
    "electricity": ("kWh", "1000000"),
}


def _no_unit(table: Table) -> None:
    """Levels whose unit nothing tells, with the unit that they may have."""
    without: dict[tuple[str, str], list[Fact]] = {}
    above: tuple[str, str] | None = None
    for row in table.rows:
        held = [fact for fact in table.of_row(row.row) if fact.measure in ("level", "plan")]
        known = [fact for fact in held if fact.unit is not None and fact.scale is not None]
        if known and table.block.units is not None:
            above = known[0].unit or "", known[0].scale or "1"
        usual = above or _USUAL.get(row.kind or "") or _USUAL.get(table.kind or "")
        without.setdefault(usual or ("count", "1"), []).extend(
            fact
            for fact in held
            if fact.unit is None and fact.missing is None and not _other_unit(table, fact)
        )
    for (unit, scale), facts in without.items():
        doubt(table, facts, [{"unit": None, "scale": None}, {"unit": unit, "scale": scale}])


def _other_unit(table: Table, fact: Fact) -> bool:
    """Whether a unit is told, for which the report has no code: "MW", "Tấn.km"."""
    told = re.findall(r"\(([^()]*)\)", f"{fact.column.text} {fact.row.label}")
    cell = table.block.grid.cells.get(fact.row.unit_cell) if fact.row.unit_cell else None
    return any(is_other_unit(text) for text in told) or (cell is not None and bool(cell.text))
