"""A figure with its cell and meaning, and the table that it stands in."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hanoi_ct.tables._meaning.block import Block
from hanoi_ct.tables._meaning.headings import Column
from hanoi_ct.tables._meaning.months import Period
from hanoi_ct.tables._meaning.rows import Row
from hanoi_ct.tables._sheets.grid import address
from hanoi_ct.tables._sheets.printed import exact_text

__all__ = ["RATES", "Fact", "Table", "value_text"]

RATES = ("index", "growth", "attainment", "share")


@dataclass(slots=True)
class Fact:
    """A figure, or a stated gap, and where it stands."""

    table: Table
    row: Row
    column: Column
    place: tuple[int, int]
    measure: str
    comparison: str | None
    period: Period | None
    unit: str | None
    scale: str | None
    unit_raw: str | None
    value: Decimal | None
    printed: str
    status: str
    missing: str | None
    formula: str = ""
    hedge: str | None = None
    hidden: bool = False
    other: Decimal | None = None
    places: int = 0  # decimals that a reader sees
    doubt: str | None = None
    typed: bool = False  # a number of the file, not text
    percent_format: bool = False
    told_measure: str | None = None  # by the words of the cell: "giảm 3,4%"
    general: bool = False  # no format of its own

    @property
    def sheet(self) -> str:
        """Name of the sheet."""
        return self.table.block.grid.name

    @property
    def cell(self) -> str:
        """Address of the cell."""
        return address(*self.place)


@dataclass(slots=True)
class Table:
    """A table as understood."""

    id: str
    block: Block
    kind: str | None
    title: str
    columns: dict[int, Column] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    doubts: list[dict[str, Any]] = field(default_factory=list)
    not_data: list[dict[str, str]] = field(default_factory=list)
    transposed: bool = False
    crossed: bool = False  # rows name months, columns years
    open_years: bool = False  # years of the month alone, or of the months so far
    years_down: bool = False  # rows are years, columns the months of each
    indicators: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    report: str | None = None
    status: str | None = None  # that the lines above tell of all figures
    row_meanings: dict[int, Column] = field(default_factory=dict)  # rows of rates below months
    _sorted: tuple[int, dict[int, list[Fact]], dict[int, list[Fact]]] | None = None

    def _index(self) -> tuple[int, dict[int, list[Fact]], dict[int, list[Fact]]]:
        """The facts by row and by column; built anew when some were taken away."""
        if self._sorted is None or self._sorted[0] != len(self.facts):
            rows: dict[int, list[Fact]] = {}
            columns: dict[int, list[Fact]] = {}
            for fact in self.facts:
                rows.setdefault(fact.place[0], []).append(fact)
                columns.setdefault(fact.place[1], []).append(fact)
            self._sorted = (len(self.facts), rows, columns)
        return self._sorted

    def of_row(self, row: int) -> list[Fact]:
        """The facts of a row."""
        return self._index()[1].get(row, [])

    def of_column(self, column: int) -> list[Fact]:
        """The facts of a column."""
        return self._index()[2].get(column, [])

    @property
    def cells(self) -> str:
        """The range of the table."""
        block = self.block
        top = min([*block.headers, *block.body])
        columns = [*block.figures, *block.labels, *block.remarks]
        columns += [c for c in (block.order, block.units, block.codes) if c]
        return f"{address(top, min(columns))}:{address(block.body[-1], max(columns))}"

    @property
    def convention(self) -> str:
        """Index, growth or level: what the table's comparisons are."""
        measures = {column.measure for column in self.columns.values()}
        if "index" in measures:
            return "index"
        return "growth" if "growth" in measures else "level"


def value_text(value: Decimal | None) -> str | None:
    """A value as the JSON holds it."""
    return None if value is None else exact_text(value)
