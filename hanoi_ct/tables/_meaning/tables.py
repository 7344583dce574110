"""From a block to the facts it states, with what is left open named as doubts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from hanoi_ct.tables._meaning.blocks import Block
from hanoi_ct.tables._meaning.fact import RATES, Fact, Table
from hanoi_ct.tables._meaning.headings import Column, column_meaning, named_period
from hanoi_ct.tables._meaning.months import Period, spoken
from hanoi_ct.tables._meaning.names import Names
from hanoi_ct.tables._meaning.numbers import Profile, figure, missing_mark
from hanoi_ct.tables._meaning.rows import Row, kind_of_text, lists_of, rows_of
from hanoi_ct.tables._meaning.settle import settle
from hanoi_ct.tables._meaning.units import Unit, corner_units
from hanoi_ct.tables._meaning.words import clean, fold
from hanoi_ct.tables._sheets.grid import Cell, address

__all__ = ["read_table"]

_STOCK_KINDS = ("labour", "cluster")


def read_table(
    block: Block, report: str | None, profile: Profile, names: Names, number: int
) -> Table:
    """Read one table."""
    title = block.title
    kind = _kind_of_table(block, names)
    table = Table(f"t{number}", block, kind, title, report=report)
    stocks = kind in _STOCK_KINDS and not (kind == "cluster" and _names_periods(block))
    table.columns = {
        column: column_meaning(
            block.heads[column], report, title=block.title_text, stock_table=stocks
        )
        for column in block.figures
    }
    _compared_in_title(table)
    if stocks:
        _as_of_title(table)
    else:
        _period_of_title(table)
    table.rows = rows_of(block, kind, names)
    if _periods_in_rows(table):
        table.transposed = True
        _indicators_in_columns(table, names)
    _statuses(table, kind)
    for row in table.rows:
        for column in block.figures:
            fact = _fact(table, row, column, profile)
            if fact is not None:
                table.facts.append(fact)
    _lost_zeros(table.facts)
    _parts_by_sums(table)
    settle(table)
    _left(table)
    return table


def _names_periods(block: Block) -> bool:
    """Whether headings name periods: then clusters are reported by flows, not as they stand."""
    heads = [named_period(" ".join(block.heads[column]), None) for column in block.figures]
    texts = fold(" ".join(head.text for head in heads))
    return bool(re.search(r"\bthang\b|luy ke|cong don|dau nam", texts))


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
    told = re.search(r"\bso (?:với|cùng).*$", clean(block.title).lower())
    percent = any(unit.unit == "percent" for unit in block.corner) or "%" in block.title
    if told is None or not (percent or table.kind in ("iip", "labour")):
        return
    for number, column in table.columns.items():
        bare = column.unit is None or column.unit.unit == "percent"
        if column.measure == "level" and column.period_told and bare and not column.quantity:
            parts = [*block.heads[number], told[0]]
            table.columns[number] = column_meaning(parts, table.report, title=block.title_text)


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


def _parts_by_sums(table: Table) -> None:
    """Rows without a number below one that has it are its parts where they add up to it."""
    rows = table.rows
    for number, whole in enumerate(rows):
        parts: list[Row] = []
        for row in rows[number + 1 :]:
            if row.level[1] or row.group != whole.group or row.level[0] < 0:
                break
            parts.append(row)
        if not whole.level[1] or len(parts) < 2 or any(row.parent is whole for row in parts):
            continue
        fitting = [_adds_up(table, whole, parts, place) for place in table.block.figures]
        if 2 * sum(fit is True for fit in fitting) <= sum(fit is not None for fit in fitting):
            continue
        for row in parts:
            if row.parent is not None:
                row.parent.children.remove(row)
            row.parent = whole
        whole.children += parts


def _adds_up(table: Table, whole: Row, parts: Sequence[Row], column: int) -> bool | None:
    """Whether levels add up to another, within their rounding; None where some are lacking."""
    held = {fact.row.row: fact for fact in table.of_column(column) if fact.measure == "level"}
    facts = [held.get(row.row) for row in (whole, *parts)]
    known = [(fact.value, fact.places) for fact in facts if fact and fact.value is not None]
    if len(known) < len(facts):
        return None
    (total, _), *rest = known
    slack = len(known) * Decimal(1).scaleb(-max(places for _, places in known)) / 2
    return abs(sum((value for value, _ in rest), Decimal(0)) - total) <= slack


def _kind_by_names(block: Block, names: Names) -> str | None:
    """The subject that most of the rows' names belong to, where no title tells it."""
    labels = [block.label_of(row)[0] for row in block.body]
    levels = any(
        column_meaning(block.heads[c], None).measure in ("level", "plan") for c in block.figures
    )
    for kind, lists in (
        ("output" if levels else "iip", "industry"),
        ("retail", "retail"),
        ("electricity", "electricity"),
        ("export", "market"),
    ):
        found = sum(names.find(label, lists) is not None for label in labels)
        if found >= 3 and found > 0.6 * len(labels):
            return kind
    return None


def _kind_of_table(block: Block, names: Names) -> str | None:
    named = [kind_of_text(block.title)] if block.title else []
    if named and named[0] is not None:
        kind = named[0]
        folded = fold(block.title)
        if kind == "trade":
            return "summary"
        many = sum(
            bool(re.search(word, folded))
            for word in ("cong nghiep", "thuong mai", "xuat", "ban le", "kinh te")
        )
        whole = re.search(r"chi tieu (?:chu yeu|tong hop|kinh te)|tong hop", folded)
        if whole and many > (kind == "cluster"):
            return "summary"
        if re.search(r"^tinh hinh", folded) and many > 1:
            return "summary"
        return kind
    sheet = kind_of_text(block.grid.name)
    of_rows = [kind_of_text(block.label_of(row)[0]) for row in block.body]
    labels = set(of_rows) - {None}
    if len(labels) > 1:
        return "summary"
    if len(labels) == 1 and None not in of_rows:
        return of_rows[0]
    heads = kind_of_text(" ".join(part for c in block.labels for part in block.heads[c]))
    return heads or sheet or _kind_by_names(block, names) or "summary"


def _periods_in_rows(table: Table) -> bool:
    """Whether the rows are months and the columns indicators."""
    rows = table.rows
    if len(rows) < 3:
        return False
    told = [bool(_row_period(row.label, table.report)) for row in rows]
    return sum(told) >= 0.7 * len(rows)


def _indicators_in_columns(table: Table, names: Names) -> None:
    """Name the columns of a table whose rows are months."""
    for column in table.columns.values():
        kind = kind_of_text(column.text) or table.kind
        match = names.find(column.text, *lists_of(kind))
        table.indicators[column.text] = (kind, match.code if match else None)


def _row_period(label: str, report: str | None) -> Column | None:
    bare = re.sub(
        r"\b(?:uoc|chinh thuc|thuc hien|th|so bo|cong don|luy ke|nam)\b", " ", fold(label)
    )
    bare = re.sub(r"[\d/().,-]+|\b(?:thang|quy|dau|t|i{1,3}|iv|tinh)\b", " ", bare)
    if bare.strip():
        return None
    column = named_period(label, report)
    return column if column.period_told else None


def _statuses(table: Table, kind: str | None) -> None:
    """Statuses that no word tells: by the period, as the table's other columns have it."""
    told: dict[str, str] = {}
    for column in table.columns.values():
        if (
            column.period
            and column.status
            and column.measure == "level"
            and column.period.months < 12
        ):
            told.setdefault(column.period.end, column.status)
    title = fold(table.block.title_text + " " + table.block.grid.name)
    lower = clean(table.block.title_text).lower()
    whole: str | None = None
    if re.search(r"so lieu chinh thuc|chinh thuc thang", title) or title.endswith("chinh thuc"):
        whole = "official"
    elif "sơ bộ" in lower:
        whole = "preliminary"
    for column in table.columns.values():
        if column.status is not None:
            continue
        end = column.period.end if column.period else None
        if (kind == "cluster" and not told) or end is None or table.report is None:
            column.status = "unstated"
        elif end in told:
            column.status = told[end]
        elif end >= table.report:
            column.status = whole or "estimate"
        else:
            column.status = "official"


# ---- one cell


def _fact(table: Table, row: Row, number: int, profile: Profile) -> Fact | None:
    block, column = table.block, table.columns[number]
    place = (row.row, number)
    cell = block.grid.cells.get(place)
    if cell is None and place in block.covering:
        return None
    measure = column.measure or ("index" if column.change else "level")
    period, status = column.period, column.status or "unstated"
    comparison = column.comparison
    if table.transposed:
        spoken = _row_period(row.label, table.report)
        if spoken is None:
            return None
        period = spoken.period
        comparison = _of_longer(column.comparison, spoken)
        status = _row_status(row.label, period, table.report)
    unit, scale, raw = _unit_of(table, row, column)
    if measure == "level" and unit == "percent":
        measure = _percent_level(table, row, profile)
        comparison = _on_the_year_before(measure, period)
    if measure == "level" and unit == "count":
        measure = "count"
    if measure in RATES:
        unit, scale = "percent", "1"
    fact = Fact(
        table, row, column, place, measure, comparison, period, unit, scale, raw,
        None, "", status, None,
    )  # fmt: skip
    fact.hidden = row.row in block.grid.hidden_rows or number in block.grid.hidden_columns
    if not _fill(fact, cell, profile):
        return None
    if fact.missing == "blank" and comparison is None and column.comparison is not None:
        return None  # "so với tháng trước" has no meaning in the row of several months
    if fact.missing in ("blank", "not_applicable") and _not_for(table, row, number, fact):
        if fact.missing == "not_applicable":
            table.not_data.append(
                {
                    "sheet": block.grid.name,
                    "cells": fact.cell,
                    "why": "x: the column does not apply",
                }
            )
        return None
    return fact


def _of_longer(comparison: str | None, spoken: Column) -> str | None:
    """A comparison of months, in a row that is about several of them."""
    period = spoken.period
    if period is None or period.months == 1:
        return comparison
    if comparison == "same_month_last_year":
        return "same_quarter_last_year" if spoken.quarter else "same_period_last_year"
    if comparison == "previous_month":
        return "previous_quarter" if spoken.quarter else None
    return comparison


def _row_status(label: str, period: Period | None, report: str | None) -> str:
    lower = clean(label).lower()
    if re.search(r"\buoc\b", fold(label)):
        return "estimate"
    if "sơ bộ" in lower:
        return "preliminary"
    if report is None or period is None:
        return "unstated"
    return "estimate" if period.end >= report else "official"


def _percent_level(table: Table, row: Row, profile: Profile) -> str:
    """What a column of levels holds in a row whose unit is percent."""
    if row.kind in ("iip", "labour", "consumption_inventory"):
        return _index_or_growth(table, row, profile)
    if re.match(r"ty le|ti le|ty trong|co cau", fold(row.label)):
        return "share"
    if re.search(r"toc do tang|tang truong|muc tang", fold(row.label)):
        return "growth"
    return "level"


def _index_or_growth(table: Table, row: Row, profile: Profile) -> str:
    """Told by the row's own numbers: an index stands about 100, a rate far below."""
    places = [n for n, c in table.columns.items() if c.measure in ("level", "plan")]
    cells = [table.block.grid.cells.get((row.row, number)) for number in places]
    read = [figure(cell.text, profile) for cell in cells if cell is not None]
    values = [abs(found.value) for found in read if found is not None]
    return "growth" if values and max(values) < 60 else "index"


def _on_the_year_before(measure: str, period: Period | None) -> str | None:
    """What a rate in a column of levels compares with, by the custom of these tables."""
    if measure not in ("index", "growth") or period is None:
        return None
    if period.start.endswith("-01") and period.months > 1:
        return "same_period_last_year"
    return "same_month_last_year" if period.months == 1 else None


def _fill(fact: Fact, cell: Cell | None, profile: Profile) -> bool:
    """Read the cell into the fact; False where it holds no figure and no gap."""
    if cell is None or (not clean(cell.text) and cell.kind == "text"):
        fact.missing = "blank"
        return True
    fact.printed, fact.formula = clean(cell.printed), cell.formula
    if cell.kind == "error":
        fact.missing = "not_available"
        return True
    if cell.kind == "number" and cell.number is not None:
        fact.value, fact.typed = cell.number, True
        fact.percent_format = cell.percent
        if cell.percent and fact.unit == "percent":
            fact.value = cell.number * 100
        fact.places = _places(fact.printed)
        fact.general = cell.format.lower() in ("general", "@", "")
        return True
    gap = missing_mark(cell.text)
    if gap is not None:
        fact.missing = gap
        return True
    read = figure(cell.text, profile)
    if read is None:
        fact.missing = "not_available"
        return True
    fact.value, fact.hedge, fact.other = read.value, read.hedge, read.other
    fact.percent_format, fact.told_measure = read.percent, read.measure
    fact.places = max(0, -int(read.value.as_tuple().exponent))
    return True


def _places(printed: str) -> int:
    match = re.search(r",(\d+)", printed)
    return len(match[1]) if match else 0


def _not_for(table: Table, row: Row, number: int, fact: Fact) -> bool:
    """Whether a gap only says that the column is not meant for the row."""
    block = table.block
    column = table.columns[number]
    filled = [
        c
        for c in block.figures
        if (cell := block.grid.cells.get((row.row, c))) is not None and clean(cell.text)
    ]
    if not filled:
        return True
    figures = [c for c in filled if not missing_mark(block.grid.cells[row.row, c].text)]
    rates = [c for c in figures if table.columns[c].change]
    levels = [c for c in figures if table.columns[c].measure in ("level", "plan")]
    if column.measure in ("level", "plan", "attainment") and not levels and rates:
        return True
    if fact.missing == "not_applicable":
        return False
    if column.quantity == "volume" or column.measure in ("plan", "attainment"):
        plans = [c for c in block.figures if table.columns[c].measure == "plan"]
        has_plan = any(c in figures for c in plans)
        if column.quantity == "volume":
            volumes = [c for c in figures if table.columns[c].quantity == "volume"]
            return not volumes
        return not has_plan or column.measure == "plan"
    return not figures and not filled


# ---- units


def _unit_of(table: Table, row: Row, column: Column) -> tuple[str | None, str | None, str | None]:
    """Unit, scale and the unit as printed: of the row, the column, a footnote, the corner."""
    block = table.block
    raw = row.unit.raw if row.unit is not None else ("" if row.unit_blank else None)
    if block.units is not None and row.unit_cell is not None and row.unit is None:
        cell = block.grid.cells.get(row.unit_cell)
        raw = cell.raw if cell is not None else ""
    noted = _noted_unit(block, row, column)
    if noted is not None:
        return noted.unit, noted.scale, noted.raw
    own = column.unit if column.unit is not None and column.unit.unit != "percent" else None
    if own is not None and (row.unit is None or own.unit in ("VND", "USD") or column.quantity):
        return own.unit, own.scale, (raw if row.unit is None else None) or own.raw
    if row.unit is not None and not (
        column.quantity == "value" and row.unit.unit not in ("VND", "USD")
    ):
        return row.unit.unit, row.unit.scale, raw
    if column.unit is not None and not (
        column.unit.unit == "percent" and column.measure == "level"
    ):
        return column.unit.unit, column.unit.scale, raw
    corner = _corner_unit(block.corner, column)
    if corner is not None:
        return corner.unit, corner.scale, raw
    if row.unit is not None and block.units is not None:
        return None, None, raw
    return None, None, raw


def _corner_unit(corner: Sequence[Unit], column: Column) -> Unit | None:
    amounts = [unit for unit in corner if unit.unit != "percent"]
    if column.quantity == "value":
        money = [unit for unit in amounts if unit.unit in ("VND", "USD")]
        return money[0] if money else None
    if column.quantity == "volume":
        things = [unit for unit in amounts if unit.unit not in ("VND", "USD")]
        return things[0] if things else None
    if column.measure in ("level", "plan", "count"):
        if amounts:
            return amounts[0] if len(amounts) == 1 else None
        return corner[0] if corner else None
    return corner[0] if corner else None


def _noted_unit(block: Block, row: Row, column: Column) -> Unit | None:
    """The unit that a footnote gives to rows with its mark: "(*) Chiếc, triệu USD"."""
    if not row.mark:
        return None
    for _, _, text in block.notes:
        match = re.match(rf"^\(?{re.escape(row.mark)}\)?(?!\*)\s*:?\s*(.+)$", text)
        if match:
            units = corner_units(re.sub(r"(?i)^đơn vị(?: tính)?\s*[:là]*\s*", "", match[1]))
            if column.quantity or len(units) == 1:
                found = _corner_unit(units, column)
                if found is not None and column.measure in ("level", "plan"):
                    return found
    return None


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
    add(block.numbered, "row of column numbers")
    add(block.headings, "heading")
    for row, column, _ in block.notes:
        if row:
            table.not_data.append(
                {"sheet": sheet, "cells": address(row, column), "why": "note or signature"}
            )
