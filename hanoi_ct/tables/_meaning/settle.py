"""What headings leave open, settled from the table's own levels and formulas, else a doubt."""

from __future__ import annotations

import re
from decimal import Decimal
from statistics import median

from hanoi_ct.tables._meaning.fact import RATES, Fact, Table
from hanoi_ct.tables._meaning.headings import Column
from hanoi_ct.tables._meaning.months import Period, shifted
from hanoi_ct.tables._meaning.words import fold
from hanoi_ct.tables._sheets.grid import address

__all__ = ["base_of", "level_at", "settle"]

_TITLE_GROWTH = re.compile(r"toc do tang|tang truong|tang,? ?giam|muc tang")
# In the order in which they are tried: the first quarter is also a period to date.
_BASES = (
    "previous_month",
    "same_month_last_year",
    "same_period_last_year",
    "previous_quarter",
    "same_quarter_last_year",
)
_TITLE_INDEX = re.compile(r"chi so|toc do phat trien")


def settle(table: Table) -> None:
    """Decide index or growth and the subject of each comparison; what stays open is a doubt."""
    facts = table.facts
    for number, column in table.columns.items():
        here = [fact for fact in facts if fact.place[1] == number]
        if not here:
            continue
        if column.change:
            _subject(table, column, here)
            _form(table, number, column, here)
        if column.measure == "level" and column.year_before_open:
            _year_before(table, number, column, here)
        if column.measure == "share" and column.comparison == "total" and not column.period_told:
            period_of_share(table, number, column, here)
        for reading in column.readings:
            _doubt(table, here, [_as_read(column), {**_as_read(column), **reading}])
    _fractions(table)
    _same_meaning(table)
    for fact in facts:
        if fact.other is not None:
            _choose_reading(table, fact)
    _occupancy(table)


def _as_read(column: Column) -> dict[str, str | None]:
    return {
        "period_start": column.period.start if column.period else None,
        "period_end": column.period.end if column.period else None,
    }


def _doubt(table: Table, facts: list[Fact], readings: list[dict[str, str | None]]) -> None:
    open_facts = [fact for fact in facts if fact.doubt is None]
    if not open_facts:
        return
    name = f"{table.id}-d{len(table.doubts) + 1}"
    differing = {
        key for key in readings[0] if len({str(reading.get(key)) for reading in readings}) > 1
    }
    table.doubts.append(
        {
            "id": name,
            "sheet": table.block.grid.name,
            "cells": [fact.cell for fact in open_facts],
            "readings": [
                {key: reading[key] for key in reading if key in differing} for reading in readings
            ],
        }
    )
    for fact in open_facts:
        fact.doubt = name


# ---- levels of the same row


def base_of(comparison: str | None, period: Period) -> Period | None:
    """The period that a comparison compares with."""
    if comparison == "previous_month" or comparison == "same_point_last_month":
        return Period(shifted(period.start, -1), shifted(period.end, -1))
    if comparison == "previous_quarter":
        return Period(shifted(period.start, -3), shifted(period.end, -3))
    if comparison in (
        "same_month_last_year",
        "same_period_last_year",
        "same_quarter_last_year",
        "same_point_last_year",
    ):
        return Period(shifted(period.start, -12), shifted(period.end, -12))
    return None


def level_at(table: Table, fact: Fact, period: Period | None) -> Fact | None:
    """The level of the fact's row in a period, of the same quantity."""
    if period is None:
        return None
    found = [
        other
        for other in table.of_row(fact.place[0])
        if other.row is fact.row
        and other.measure in ("level", "count")
        and other.period == period
        and other.value is not None
        and (other.column.quantity == fact.column.quantity or not fact.column.quantity)
    ]
    return found[0] if len({other.value for other in found}) == 1 else None


def _ratio(
    table: Table, fact: Fact, comparison: str | None, period: Period | None
) -> Decimal | None:
    if period is None or comparison is None:
        return None
    upper = level_at(table, fact, period)
    lower = level_at(table, fact, base_of(comparison, period))
    if upper is None or lower is None or not lower.value or upper.value is None:
        return None
    return 100 * upper.value / lower.value


# ---- the subject of a comparison


def _subject(table: Table, column: Column, facts: list[Fact]) -> None:
    """A comparison that does not say of what: of the month, or of the months so far."""
    by_formula = _from_formulas(table, facts)
    if by_formula is not None and (not column.subject_told or column.comparison is None):
        column.period, column.comparison = by_formula
        _spread(column, facts)
        return
    if column.subject_told or column.period is None or column.comparison != "same_month_last_year":
        if column.comparison is None and column.measure in (None, "index", "growth"):
            _no_base(table, column, facts)
        return
    report = column.period.end
    to_date = Period(f"{report[:4]}-01", report)
    levels = {c.period for c in table.columns.values() if c.measure == "level"}
    other_month = any(
        c is not column and c.change and c.comparison == "same_month_last_year" and c.subject_told
        for c in table.columns.values()
    )
    if report.endswith("-01"):
        return
    month_has = column.period in levels
    fits_month = fits_to_date = 0
    for fact in facts:
        if fact.value is None:
            continue
        for name, period, comparison in (
            ("month", column.period, "same_month_last_year"),
            ("to_date", to_date, "same_period_last_year"),
        ):
            ratio = _ratio(table, fact, comparison, period)
            if (
                ratio is not None
                and min(abs(ratio - fact.value), abs(ratio - 100 - fact.value)) < 1
            ):
                if name == "month":
                    fits_month += 1
                else:
                    fits_to_date += 1
    chosen_to_date = (to_date in levels and not month_has) or other_month
    number = facts[0].place[1]
    before = [place for place in table.columns if place < number]
    if before and not other_month:
        # Right beside the figures since January, with no other rate before it.
        beside = table.columns[max(before)]
        chosen_to_date = chosen_to_date or (beside.measure == "level" and beside.period == to_date)
    if fits_month != fits_to_date:
        chosen_to_date = fits_to_date > fits_month
    if chosen_to_date:
        column.period, column.comparison = to_date, "same_period_last_year"
        _spread(column, facts)
    if fits_month == fits_to_date and to_date in levels and month_has:
        _doubt(
            table,
            facts,
            [
                {"comparison": "same_month_last_year", "period_start": report},
                {"comparison": "same_period_last_year", "period_start": to_date.start},
            ],
        )


def _year_before(table: Table, number: int, column: Column, facts: list[Fact]) -> None:
    """Levels "Cùng kỳ năm trước": of the month or of the months so far, as the rates tell."""
    report = table.report
    if report is None or column.period is None or report.endswith("-01") or table.transposed:
        return
    to_date = Period(f"{int(report[:4]) - 1}-01", column.period.end)
    fits = {column.period: 0, to_date: 0}
    for fact in facts:
        for period in fits:
            now = level_at(table, fact, Period(shifted(period.start, 12), report))
            if fact.value and now is not None and now.value is not None:
                ratio = 100 * now.value / fact.value
                comparison = (
                    "same_month_last_year" if period.months == 1 else "same_period_last_year"
                )
                fits[period] += any(
                    min(abs(ratio - rate.value), abs(ratio - 100 - rate.value)) < 1
                    for rate in table.of_row(fact.place[0])
                    if rate.value is not None
                    and rate.measure in RATES
                    and rate.comparison == comparison
                )
    left = [n for n, held in table.columns.items() if n < number and held.measure == "level"]
    beside = table.columns[max(left)].period if left else None
    likely = to_date if beside == Period(f"{report[:4]}-01", report) else column.period
    best = max(fits.values())
    found = [period for period, count in fits.items() if count == best]
    chosen = found[0] if len(found) == 1 else likely
    for fact in facts:
        fact.period = chosen
    column.period, column.to_date = chosen, chosen == to_date
    if len(found) > 1:
        second = next(period for period in fits if period != chosen)
        _doubt(table, facts, [{"period_start": chosen.start}, {"period_start": second.start}])


def _no_base(table: Table, column: Column, facts: list[Fact]) -> None:
    """A rate whose base no word names: on the year before, as a doubt."""
    if column.period is None or column.base is not None:
        return  # what it is compared with is told, and has no name
    if re.search(r"\bgoc\b|binh quan|quy truoc", fold(column.text)):
        return  # on the base year, on a point a quarter ago, for which no comparison has a name
    by_levels = _base_by_levels(table, column, facts)
    if by_levels is not None:
        column.period, column.comparison = by_levels
        _spread(column, facts)
        return
    months = column.period.months
    likely = (
        "same_period_last_year"
        if column.period.start.endswith("-01") and months > 1
        else ("same_quarter_last_year" if months == 3 else "same_month_last_year")
    )
    if column.stock:
        likely = "same_point_last_year"
    column.comparison = likely
    _spread(column, facts)
    second = "same_point_last_month" if column.stock else "previous_month"
    if months == 1:
        _doubt(table, facts, [{"comparison": likely}, {"comparison": second}])


def _base_by_levels(table: Table, column: Column, facts: list[Fact]) -> tuple[Period, str] | None:
    """Period and comparison by which the rates follow from two columns of levels."""
    periods = {c.period for c in table.columns.values() if c.measure == "level" and c.period}
    fitting: dict[tuple[Period, str], int] = {}
    for upper in periods:
        if column.subject_told and upper != column.period:
            continue
        for comparison in _BASES:
            if base_of(comparison, upper) not in periods or not _of_length(comparison, upper):
                continue
            ratios = [(_ratio(table, fact, comparison, upper), fact.value) for fact in facts]
            fitting[upper, comparison] = sum(
                ratio is not None
                and value is not None
                and min(abs(ratio - value), abs(ratio - 100 - value)) < 1
                for ratio, value in ratios
            )
    best = max(fitting.values(), default=0)
    found = [key for key, count in fitting.items() if count == best]
    return found[0] if best and len({upper for upper, _ in found}) == 1 else None


def _of_length(comparison: str, period: Period) -> bool:
    """Whether a period is of the length that a comparison is about."""
    if comparison == "same_period_last_year":
        return period.months > 1 and period.start.endswith("-01")
    if comparison in ("previous_quarter", "same_quarter_last_year"):
        return period.months == 3
    return period.months == 1


def _from_formulas(table: Table, facts: list[Fact]) -> tuple[Period, str] | None:
    """Period and comparison that a column's formulas tell: =H15/E15*100."""
    votes: dict[tuple[Period, str], int] = {}
    for fact in facts:
        match = re.match(
            r"^=\(?\$?([A-Z]{1,3})\$?(\d+)/\$?([A-Z]{1,3})\$?(\d+)", fact.formula.replace("of:", "")
        )
        if not match:
            continue
        upper, lower = (table.columns.get(_column_number(match[i])) for i in (1, 3))
        if upper is None or lower is None or upper.period is None or lower.period is None:
            continue
        for comparison in _BASES:
            fits_length = _of_length(comparison, upper.period)
            if base_of(comparison, upper.period) == lower.period and fits_length:
                votes[upper.period, comparison] = votes.get((upper.period, comparison), 0) + 1
    return max(votes, key=lambda key: votes[key]) if votes else None


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def _spread(column: Column, facts: list[Fact]) -> None:
    for fact in facts:
        if not fact.table.transposed:
            fact.period = column.period
        fact.comparison = column.comparison


# ---- index or growth


def _form(table: Table, number: int, column: Column, facts: list[Fact]) -> None:
    title = fold(table.block.title_text)
    told = column.measure
    by_title = None
    if _TITLE_GROWTH.search(title):
        by_title = "growth"
    elif _TITLE_INDEX.search(title):
        by_title = "index"
    by_levels = _form_by_levels(table, column, facts)
    by_formula = _form_by_formula(facts)
    by_numbers = _form_by_numbers(facts)
    in_cells = {fact.told_measure for fact in facts if fact.value is not None}
    firm = (in_cells.pop() if len(in_cells) == 1 else None) or by_formula or by_levels
    words = told or by_title
    if firm is not None:
        chosen, open_ = firm, told is not None and told != firm
    elif told is not None:
        chosen = told
        open_ = False
        if by_numbers is not None and by_numbers != told and len(_values(facts)) >= 2:
            chosen, open_ = by_numbers, True
    elif by_numbers is not None:
        chosen = by_numbers
        open_ = words is not None and words != by_numbers and by_title == "growth"
    else:
        chosen = words or "index"
        open_ = words is None
    column.measure = chosen
    for fact in facts:
        fact.measure, fact.unit, fact.scale = chosen, "percent", "1"
    if open_ and _values(facts):
        _doubt(
            table,
            facts,
            [{"measure": chosen}, {"measure": "growth" if chosen == "index" else "index"}],
        )


def _values(facts: list[Fact]) -> list[Decimal]:
    return [fact.value for fact in facts if fact.value is not None]


def _form_by_levels(table: Table, column: Column, facts: list[Fact]) -> str | None:
    index = growth = 0
    for fact in facts:
        ratio = _ratio(table, fact, column.comparison, fact.period)
        if ratio is None or fact.value is None:
            continue
        index += abs(ratio - fact.value) < 1
        growth += abs(ratio - 100 - fact.value) < 1
    if index == growth:
        return None
    return "index" if index > growth else "growth"


def _form_by_formula(facts: list[Fact]) -> str | None:
    index = growth = 0
    for fact in facts:
        formula = fact.formula.replace(" ", "").replace("$", "")
        if "/" not in formula:
            continue
        if re.search(r"-100%?\)?$|-1\)?(?:\*100)?$|^=\(?[A-Z]+\d+-[A-Z]+\d+\)?/", formula):
            growth += 1
        elif re.search(r"\*100%?\)?$|/[A-Z]+\d+%?$", formula):
            index += 1
    if index == growth:
        return None
    return "index" if index > growth else "growth"


def _form_by_numbers(facts: list[Fact]) -> str | None:
    values = _values(facts)
    if not values:
        return None
    if all(fact.value is None or (fact.percent_format and fact.typed) for fact in facts):
        pass
    middle = median(values)
    if any(value < 0 for value in values):
        return "growth" if middle < 60 else None
    if middle >= 70:
        return "index"
    return "growth" if middle < 40 and len(values) >= 1 else None


def _fractions(table: Table) -> None:
    """Percentages kept as fractions all down a column: 0.65 for 65 %, as a doubt."""
    ratios = [n for n, column in table.columns.items() if _kept_as_ratio(table, n, column)]
    for number, column in table.columns.items():
        facts = [f for f in table.of_column(number) if f.value is not None]
        if not facts or any(not f.typed or f.percent_format for f in facts):
            continue
        if column.change and ratios:
            if number not in ratios and not _about_one(facts):
                continue
            column.measure = "index"
            for fact in facts:
                fact.measure = "index"
        elif column.measure not in ("attainment", "share") or not _below_one(column, facts):
            continue
        held = str(facts[0].value)
        for fact in facts:
            fact.value = 100 * (fact.value or Decimal(0))
            fact.places = max(0, fact.places - 2)
        _doubt(table, facts, [{"value": str(facts[0].value)}, {"value": held}])


def _kept_as_ratio(table: Table, number: int, column: Column) -> bool:
    """Whether a column's comparisons are the ratios of its levels: 1.0248, no percentages."""
    if not column.change:
        return False
    facts = [f for f in table.of_column(number) if f.value is not None]
    fitting = 0
    for fact in facts:
        ratio = _ratio(table, fact, column.comparison, fact.period)
        fitting += ratio is not None and abs(ratio / 100 - (fact.value or 0)) < Decimal("0.001")
    return fitting > 1 and 2 * fitting > len(facts) and _about_one(facts)


def _about_one(facts: list[Fact]) -> bool:
    return all(Decimal("0.2") < value < 5 for value in _values(facts))


def _below_one(column: Column, facts: list[Fact]) -> bool:
    """Whether attainments or shares are fractions: none above 1.5, and not one alone."""
    if not all(0 <= value <= Decimal("1.5") for value in _values(facts)):
        return False
    sized = [value for value in _values(facts) if value]
    return bool(sized) and (len(sized) >= 2 or column.measure != "share")


# ---- the rest


def period_of_share(table: Table, number: int, column: Column, facts: list[Fact]) -> None:
    """A share that names no period: that of the levels it follows from, else of those before it."""
    levels = {
        place: held
        for place, held in table.columns.items()
        if held.measure == "level" and held.period is not None
    }
    if not levels or table.transposed:
        return
    off = {place: _off_share(table, place, facts) for place in levels}
    known = {place: error for place, error in off.items() if error is not None}
    before = [place for place in levels if place < number] or list(levels)
    nearest = max(before)
    best = min(known.values(), default=None)
    fitting = [p for p, error in known.items() if best is not None and error <= best + _SHARE_SLACK]
    chosen = nearest if not fitting or nearest in fitting else fitting[0]
    column.period, column.to_date = levels[chosen].period, levels[chosen].to_date
    for fact in facts:
        fact.period, fact.status = column.period, levels[chosen].status or fact.status
    others = [levels[place] for place in fitting if levels[place].period != column.period]
    if others:
        _doubt(table, facts, [_as_read(column), *(_as_read(other) for other in others)])


# Shares that two columns of levels give this much alike, in points, decide nothing.
_SHARE_SLACK = Decimal("0.01")


def _off_share(table: Table, place: int, facts: list[Fact]) -> Decimal | None:
    """How far, at the median, shares are from those that a column of levels gives."""
    held = {fact.row.row: fact.value for fact in table.of_column(place) if fact.value is not None}
    total = next((row for row in table.rows if row.code == "TOTAL"), None)
    errors = []
    for fact in facts:
        whole = fact.row.parent or total
        if whole is None or whole is fact.row or fact.value is None:
            continue
        own, all_ = held.get(fact.row.row), held.get(whole.row)
        if own is not None and all_:
            errors.append(abs(100 * own / all_ - fact.value))
    return median(errors) if errors else None


def _same_meaning(table: Table) -> None:
    """Two columns that would say the same thing: one of them says another."""
    if table.transposed or table.kind == "cluster":
        return
    seen: dict[tuple[object, ...], int] = {}
    for number, column in table.columns.items():
        if column.measure in (None, "count"):
            continue
        key = (
            column.to_date,
            column.measure, column.comparison, column.period, column.quantity,
               column.unit.unit if column.unit and column.measure == "level" else None)  # fmt: skip
        if key not in seen:
            seen[key] = number
            continue
        both = [seen[key], number]
        hidden = [n for n in both if n in table.block.grid.hidden_columns]
        if hidden:
            table.not_data.append(
                {
                    "sheet": table.block.grid.name,
                    "cells": column_range(table, hidden[0]),
                    "why": "hidden draft",
                }
            )
            table.facts = [fact for fact in table.facts if fact.place[1] != hidden[0]]
            continue
        if column.text == table.columns[seen[key]].text:
            continue
        if any(fact.doubt for fact in table.facts if fact.place[1] in both):
            continue
        for place in both:
            heading = table.columns[place]
            if (
                heading.subject_told
                and heading.period_told
                and heading.status in ("estimate", "official")
                and (table.columns[both[0]].status != table.columns[both[1]].status)
            ):
                continue
            facts = table.of_column(place)
            _doubt(
                table,
                facts,
                [
                    {"period_end": heading.period.end if heading.period else None},
                    {"period_end": None},
                ],
            )


def column_range(table: Table, number: int) -> str:
    """The body cells of a column."""
    return f"{address(table.block.body[0], number)}:{address(table.block.body[-1], number)}"


def _choose_reading(table: Table, fact: Fact) -> None:
    """A point before three digits: the reading nearer to the row's other levels."""
    if fact.value is None or fact.other is None:
        return
    peers = [
        other.value
        for other in table.of_row(fact.place[0])
        if other is not fact
        and other.other is None
        and other.value
        and other.measure == fact.measure
        and (other.unit, other.scale) == (fact.unit, fact.scale)
    ]
    if fact.measure in ("index", "growth", "attainment", "share"):
        if abs(fact.value) > 1000 > abs(fact.other):
            fact.value, fact.other = fact.other, fact.value
        return
    firm = 1
    if not peers:
        firm = 30  # rows of a column differ in size more than the columns of a row
        peers = [
            o.value for o in table.of_column(fact.place[1])[:300] if o.other is None and o.value
        ]
    if peers:
        middle = abs(median(peers))
        if middle and firm * _apart(abs(fact.other), middle) < _apart(abs(fact.value), middle):
            fact.value, fact.other = fact.other, fact.value
        return
    siblings = [o for o in table.of_column(fact.place[1]) if o.other is not None]
    if len(siblings) == 1:
        _doubt(table, [fact], [{"value": str(fact.value)}, {"value": str(fact.other)}])


def _apart(value: Decimal, middle: Decimal) -> Decimal:
    if not value:
        return Decimal(10**9)
    return max(value / middle, middle / value)


def _occupancy(table: Table) -> None:
    """An occupancy rate is a share of leasable land, for which no comparison has a name."""
    for number, column in table.columns.items():
        if column.measure == "share" and column.comparison is None:
            facts = table.of_column(number)
            if facts:
                _doubt(table, facts, [{"comparison": None}, {"comparison": "total"}])
