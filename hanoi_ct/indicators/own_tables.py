"""An office's own tables of the month as quantities: what they say, row by row.

A published table of the report takes a few figures of her sheets (the index, exports, retail
sales). Products, plans, electricity, clusters, output and labour have no place there, and are
shown as she keeps them: a line a row of the sheet, a column a measure, comparison and period.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import cast

from hanoi_ct._inputs.months import add_months, january, year_earlier
from hanoi_ct.datasets.own import OWN_TABLE, as_shown, decimals_of, growth_of, source_of
from hanoi_ct.quantities.arithmetic import computed
from hanoi_ct.quantities.printed import Qualifier
from hanoi_ct.quantities.quantity import Quantity, Source, Status, published
from hanoi_ct.quantities.units import scaled_unit

Fact = dict[str, str]
# Kinds that are shown whole; of the others only rows that the report leaves out elsewhere.
WHOLE = (
    "product",
    "output",
    "consumption_inventory",
    "labour",
    "electricity",
    "cluster",
    "investment",
)
KINDS = (*WHOLE, "iip", "retail", "export", "import", "trade", "")
# More rows than this are a list, not a table of a report; they stay among what was not used.
MOST_ROWS = 300

_QUALIFIERS = {"about": "about", "estimate": "about", "over": "over", "nearly": "nearly"}
_LEVELS = ("level", "count")
_RATES = ("index", "growth")


@dataclass(frozen=True, slots=True)
class OwnColumn:
    """What a column holds: ``role`` names its place among the usual ones.

    ``heading`` is the office's own, where the role alone does not tell columns apart.
    """

    role: str
    period: tuple[str, str]
    heading: str = ""
    quantity: str = ""


@dataclass(slots=True)
class OwnRow:
    """A row of a sheet: a quantity a column, or the mark by which a gap is stated.

    ``bases`` holds, for a quantity that the sheet lacks and its levels give, the two columns.
    """

    label: str
    code: str
    parent: str
    unit_raw: str = ""
    cells: dict[OwnColumn, Quantity] = field(default_factory=dict)
    gaps: dict[OwnColumn, str] = field(default_factory=dict)
    bases: dict[OwnColumn, tuple[OwnColumn, OwnColumn]] = field(default_factory=dict)

    def of(self, role: str) -> tuple[OwnColumn, Quantity] | None:
        """The figure in a role, if the row has exactly one."""
        found = [(column, q) for column, q in self.cells.items() if column.role == role]
        return found[0] if len(found) == 1 else None


@dataclass(slots=True)
class OwnTable:
    """The rows of one kind, and the columns that any of them fills, in the usual order."""

    kind: str
    columns: tuple[OwnColumn, ...]
    rows: list[OwnRow]
    statuses: dict[OwnColumn, str]


# The usual order of columns, and how a comparison is computed where a sheet leaves it out.
ROLES = (
    "plan", "last_year_whole", "last_year_month", "last_year_to_date", "last_month", "month",
    "to_date", "level", "mom", "point_mom", "yoy", "point_yoy", "quarter", "ytd", "of_plan",
    "share", "other",
)  # fmt: skip
_COMPUTED = (
    ("mom", "growth", "month", "last_month"),
    ("yoy", "growth", "month", "last_year_month"),
    ("ytd", "growth", "to_date", "last_year_to_date"),
    ("of_plan", "share", "to_date", "plan"),
)
_COMPARISONS = {
    "previous_month": "mom",
    "same_point_last_month": "point_mom",
    "same_month_last_year": "yoy",
    "same_point_last_year": "point_yoy",
    "same_quarter_last_year": "quarter",
    "same_period_last_year": "ytd",
}


def own_tables(facts: Iterable[Fact], period: str, taken: frozenset[str]) -> list[OwnTable]:
    """The office's tables about a month.

    Parameters
    ----------
    facts : iterable of dict
        As `hanoi_ct.datasets.own.Own.facts` holds them.
    period : str
        The month of the report; sheets of other months are history and stay out.
    taken : frozenset of str
        Sources of the figures that the report shows elsewhere.
    """
    # Line 1 of so_lieu.csv is its head.
    of_month = [
        {**fact, "row": str(line)} for line, fact in enumerate(facts, 2) if _about(fact, period)
    ]
    tables = []
    for kind in KINDS:
        rows = _rows([fact for fact in of_month if fact["kind"] == kind], period)
        if kind not in WHOLE:
            rows = [row for row in rows if not _shown(row, taken)]
        if rows[:MOST_ROWS]:
            tables.append(_table(kind, rows[:MOST_ROWS]))
    return tables


def _about(fact: Fact, period: str) -> bool:
    """Whether a fact is the month's and can be shown.

    A share or level whose meaning is in doubt stands under the office's own heading, which says
    what the sheet says; a doubtful comparison could be an index or growth, and is left out.
    """
    if fact["doubt"] and fact["measure"] not in (*_LEVELS, "share"):
        return False
    if not (fact["value"] or fact["missing"]):
        return False
    return (fact["report_month"] or fact["period_end"]) == period and fact["period_end"] != ""


def _shown(row: OwnRow, taken: frozenset[str]) -> bool:
    return all(q.sources[0].page in taken for q in row.cells.values())


def _rows(facts: Sequence[Fact], period: str) -> list[OwnRow]:
    """The rows of the sheets; a second figure for a column of a row begins a new one."""
    by_heading = _need_headings(facts, period)
    held: dict[tuple[str, ...], list[OwnRow]] = {}
    ordered: list[OwnRow] = []
    for fact in facts:
        column = _column(fact, period)
        own = fact["kind"] == "cluster" or fact["doubt"]
        if own or (fact["file"], fact["sheet"], column) in by_heading:
            column = replace(column, heading=fact["heading"])
        key = (fact["file"], fact["sheet"], fact["label"], fact["parent"], fact["flow"])
        rows = held.setdefault(key, [])
        row = rows[-1] if rows else None
        if row is None or column in row.cells or column in row.gaps:
            row = OwnRow(fact["label"], fact["code"], fact["parent"])
            rows.append(row)
            ordered.append(row)
        if fact["value"]:
            row.cells[column] = _quantity(fact)
            if fact["measure"] in (*_LEVELS, "plan"):
                row.unit_raw = row.unit_raw or fact["unit_raw"]
        elif fact["missing"] != "blank":
            row.gaps[column] = fact["missing"]
    for row in ordered:
        _compare(row)
    return [row for row in ordered if any(c.role not in _HISTORY for c in row.cells)]


# A row of nothing else is a form that was prefilled, and waits for its month.
_HISTORY = ("last_year_whole", "last_year_month", "last_year_to_date")


def _need_headings(facts: Sequence[Fact], period: str) -> set[tuple[str, str, OwnColumn]]:
    """The columns under which a sheet has figures of several headings in one row."""
    first: dict[tuple[str, ...], str] = {}
    found = set()
    for fact in facts:
        column = _column(fact, period)
        place = re.sub(r"^[A-Z]+", "", fact["cell"])  # the row of the sheet
        key = (fact["file"], fact["sheet"], place, repr(column))
        if first.setdefault(key, fact["heading"]) != fact["heading"]:
            found.add((fact["file"], fact["sheet"], column))
    return found


def _column(fact: Fact, period: str) -> OwnColumn:
    span = fact["period_start"], fact["period_end"]
    return OwnColumn(_role(fact, span, period), span, quantity=fact["quantity"])


def _role(fact: Fact, span: tuple[str, str], period: str) -> str:
    measure = fact["measure"]
    if measure in _LEVELS:
        to_date = january(period), period
        before = add_months(period, -1)
        last_year = add_months(period, -12)[:4]
        places = {
            to_date: "to_date",
            year_earlier(*to_date): "last_year_to_date",
            (period, period): "month",
            year_earlier(period, period): "last_year_month",
            (before, before): "last_month",
            (f"{last_year}-01", f"{last_year}-12"): "last_year_whole",
        }
        return places.get(span, "level")
    if measure in _RATES:
        return _COMPARISONS.get(fact["comparison"], "other")
    return {"plan": "plan", "attainment": "of_plan", "share": "share"}.get(measure, "other")


def _quantity(fact: Fact) -> Quantity:
    source = Source(
        source_of(fact), fact["report_month"] or fact["period_end"], OWN_TABLE, int(fact["row"])
    )
    status = fact["status"] if fact["status"] in ("estimate", "preliminary", "official") else ""
    origin = {
        "sources": (source,),
        "period_start": fact["period_start"],
        "period_end": fact["period_end"],
        "status": cast(Status, "target" if fact["measure"] == "plan" else status),
    }
    qualifier = cast(Qualifier, _QUALIFIERS.get(fact["hedge"], "exact"))
    if fact["measure"] in _RATES and fact["unit"] == "percent":
        growth = growth_of(fact)
        return published(
            float(growth), "percent", qualifier=qualifier, at_least=_places(growth), **origin
        )
    value = Decimal(fact["value"])
    if fact["measure"] != "count" and fact["printed"]:
        value = as_shown(value, decimals_of(fact))
    unit, value = scaled_unit(fact["unit"], Decimal(fact["scale"] or "1"), value)
    least = max(decimals_of(fact), 1) if unit == "percent" else decimals_of(fact)
    return published(float(value), unit, qualifier=qualifier, at_least=least, **origin)


def _places(value: Decimal) -> int:
    return max(-cast(int, value.as_tuple().exponent), 0)


def _compare(row: OwnRow) -> None:
    """What the sheet leaves out and its own levels give."""
    for role, relation, upper, lower in _COMPUTED:
        if any(column.role == role for column in (*row.cells, *row.gaps)):
            continue
        found, base = row.of(upper), row.of(lower)
        if not found or not base or found[1].unit != base[1].unit:
            continue
        if not base[1].value or base[1].value <= 0:
            continue
        column = OwnColumn(role, found[0].period, quantity=found[0].quantity)
        row.cells[column] = computed(
            relation, found[1], base[1], unit="percent", decimals=1, printed=True
        )
        row.bases[column] = (found[0], base[0])


def _table(kind: str, rows: list[OwnRow]) -> OwnTable:
    columns = dict.fromkeys(column for row in rows for column in (*row.cells, *row.gaps))
    filled = [c for c in columns if any(c in row.cells for row in rows)]
    order = sorted(filled, key=lambda c: ROLES.index(c.role)) if kind != "cluster" else filled
    statuses = {}
    for column in filled:
        found = {row.cells[column].status for row in rows if column in row.cells}
        statuses[column] = found.pop() if len(found) == 1 else ""
    return OwnTable(kind, tuple(order), rows, dict(statuses))
