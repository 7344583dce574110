"""Index or growth, percentage or fraction: told by words, formulas, levels and numbers."""

from __future__ import annotations

import re
from decimal import Decimal
from statistics import median

from hanoi_ct.tables._meaning.doubts import doubt
from hanoi_ct.tables._meaning.fact import Fact, Table
from hanoi_ct.tables._meaning.headings import Column
from hanoi_ct.tables._meaning.levels import index_of_levels
from hanoi_ct.tables._meaning.words import fold

__all__ = ["form", "fractions"]

_TITLE_GROWTH = re.compile(r"toc do tang|tang truong|tang,? ?giam|muc tang")
_TITLE_INDEX = re.compile(r"chi so|toc do phat trien")


def form(table: Table, number: int, column: Column, facts: list[Fact]) -> None:
    title = fold(table.block.title_text)
    told = column.measure
    by_title = None
    if _TITLE_GROWTH.search(title):
        by_title = "growth"
    elif _TITLE_INDEX.search(title):
        by_title = "index"
    by_levels = _form_by_levels(table, column, facts)
    by_formula = _form_by_formula(facts)
    by_numbers = _form_by_numbers([fact for fact in facts if fact.told_measure is None])
    in_cells = {fact.told_measure for fact in facts if fact.value is not None}
    if len(in_cells) > 1 and by_numbers is None and None not in in_cells:
        in_cells = {"growth"}  # "tăng 5,2%" beside "bằng 96,9%": each cell says what it is
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
        fact.measure, fact.unit, fact.scale = fact.told_measure or chosen, "percent", "1"
    if firm is None and told is None and chosen == "growth" and _like_ratios(facts):
        _doubt_ratios(table, facts, "%" in column.text)
        return
    open_facts = [fact for fact in facts if fact.told_measure is None]
    if open_ and _values(open_facts):
        doubt(
            table,
            open_facts,
            [{"measure": chosen}, {"measure": "growth" if chosen == "index" else "index"}],
        )


def _like_ratios(facts: list[Fact]) -> bool:
    """Whether rates may be ratios of levels, 1.05 and 0.98, written to two places."""
    values = _values(facts)
    places = max((fact.places for fact in facts if fact.value is not None), default=0)
    near_one = all(Decimal("0.5") < value < 2 for value in values)
    plain = all(fact.typed and not fact.percent_format for fact in facts if fact.value is not None)
    return len(values) > 1 and places > 1 and near_one and plain


def _doubt_ratios(table: Table, facts: list[Fact], percent: bool) -> None:
    """1.05 is growth of 1.05 % or an index of 105 %: the heading's sign tells the likelier."""
    held = [fact for fact in facts if fact.value is not None]
    as_growth: dict[str, str | None] = {"measure": "growth", "value": str(held[0].value)}
    hundredfold = str(100 * (held[0].value or Decimal(0)))
    as_index: dict[str, str | None] = {"measure": "index", "value": hundredfold}
    if not percent:
        for fact in held:
            fact.measure, fact.value = "index", 100 * (fact.value or Decimal(0))
            fact.places = max(0, fact.places - 2)
    doubt(table, facts, [as_growth, as_index] if percent else [as_index, as_growth])


def _values(facts: list[Fact]) -> list[Decimal]:
    return [fact.value for fact in facts if fact.value is not None]


def _form_by_levels(table: Table, column: Column, facts: list[Fact]) -> str | None:
    index = growth = 0
    for fact in facts:
        ratio = index_of_levels(table, fact, fact.comparison or column.comparison, fact.period)
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


def fractions(table: Table) -> None:
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
        doubt(table, facts, [{"value": str(facts[0].value)}, {"value": held}])


def _kept_as_ratio(table: Table, number: int, column: Column) -> bool:
    """Whether a column's comparisons are the ratios of its levels: 1.0248, no percentages."""
    if not column.change:
        return False
    facts = [f for f in table.of_column(number) if f.value is not None]
    fitting = 0
    for fact in facts:
        ratio = index_of_levels(table, fact, column.comparison, fact.period)
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
