"""Reading a department's own sheets: every figure with its cell and meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Any

from hanoi_ct.tables._checks import check_tables
from hanoi_ct.tables._meaning.blocks import blocks_in
from hanoi_ct.tables._meaning.dating import month_of_table, province_of, report_month_of
from hanoi_ct.tables._meaning.fact import Fact, Table, value_text
from hanoi_ct.tables._meaning.left import numbers_left
from hanoi_ct.tables._meaning.names import Names, packaged_names
from hanoi_ct.tables._meaning.numbers import profile_of
from hanoi_ct.tables._meaning.tables import read_table
from hanoi_ct.tables._meaning.words import clean, fold
from hanoi_ct.tables._sheets import Workbook, address, open_workbook

__all__ = ["FormReading", "read_form"]


@dataclass(slots=True)
class FormReading:
    """What a file of tables says.

    Attributes
    ----------
    file, format : str
        Name and kind of the file.
    province : str or None
        The province that the sheets or the file's name tell.
    report_month : str or None
        ``YYYY-MM``.
    encoding, delimiter : str or None
        How text was written, where it is not Unicode in a form that says so itself.
    tables, facts, faults, not_data, doubts : list of dict
        As ``hanoi-ct import --format json`` writes them: see ``docs/data.md``.
    """

    file: str
    format: str
    province: str | None
    report_month: str | None
    encoding: str | None
    delimiter: str | None
    tables: list[dict[str, Any]] = field(default_factory=list)
    facts: list[dict[str, Any]] = field(default_factory=list)
    faults: list[dict[str, Any]] = field(default_factory=list)
    not_data: list[dict[str, str]] = field(default_factory=list)
    doubts: list[dict[str, Any]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The keys in the order of the JSON.

        Returns
        -------
        dict
            Text, lists and dicts alone; docs/data.md has the keys.
        """
        return {
            "file": self.file,
            "format": self.format,
            "province": self.province,
            "report_month": self.report_month,
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "tables": self.tables,
            "facts": self.facts,
            "faults": self.faults,
            "not_data": self.not_data,
            "doubts": self.doubts,
        }


def read_form(path: str | PathLike[str], *, names: Path | None = None) -> FormReading:
    """Read a file of monthly tables as a department keeps them.

    Parameters
    ----------
    path : str or path
        .xlsx, .xlsm, .xls, .ods, .csv or .docx.
    names : path, optional
        A CSV of names to codes (kind, code, name) that is searched before the packaged lists.

    Returns
    -------
    FormReading
        Every figure and stated gap with its cell, measure, comparison, period, unit, status; the
        faults that the checks find; what looks like data and is none; and doubts, each with the
        readings between which the sheet does not decide.

    Raises
    ------
    DataError
        If the file cannot be read or is larger than monthly tables are.
    MissingDependencyError
        If the library that reads this kind of file is not installed.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "hanoi_2024-05.csv"
    >>> _ = path.write_text("Chỉ số sản xuất công nghiệp;\\nNgành;Tháng 5/2024 so với cùng kỳ\\n"
    ...                     "Toàn ngành công nghiệp;105,2\\nKhai khoáng;98,1\\n", encoding="utf-8")
    >>> reading = read_form(path)
    >>> [(fact["cell"], fact["code"], fact["measure"], fact["value"]) for fact in reading.facts]
    [('B3', 'TOTAL', 'index', '105.2'), ('B4', 'B', 'index', '98.1')]
    """
    book = open_workbook(path)
    return _read(book, packaged_names(names))


def _read(book: Workbook, names: Names) -> FormReading:
    texts = [
        cell.text for grid in book.grids for cell in grid.cells.values() if cell.kind == "text"
    ]
    profile = profile_of(texts)
    visible = [grid for grid in book.grids if not grid.hidden and not _is_draft(grid.name)]
    if not visible:
        visible = [grid for grid in book.grids if not grid.hidden]
    blocks = blocks_in(visible, profile)
    report = report_month_of(book, blocks)
    reading = FormReading(
        book.file, book.format, province_of(book, blocks), report, book.encoding, book.delimiter
    )
    tables = [
        read_table(block, month_of_table(block, blocks, report), profile, names, n)
        for n, block in enumerate(blocks, 1)
    ]
    for table in tables:
        _drop_hidden_drafts(table)
    faults = check_tables(tables, report, names)
    _collect(reading, tables, faults)
    reading.doubts += numbers_left(visible, tables, profile)
    for grid in book.grids:
        if grid not in visible and grid.cells:
            rows = [row for row, _ in grid.cells]
            columns = [column for _, column in grid.cells]
            cells = f"{address(min(rows), min(columns))}:{address(max(rows), max(columns))}"
            reading.not_data.append({"sheet": grid.name, "cells": cells, "why": "hidden draft"})
    return reading


def _is_draft(name: str) -> bool:
    return bool(re.search(r"\bnháp\b|\bdraft\b", clean(name).lower()))


def _drop_hidden_drafts(table: Table) -> None:
    """A hidden row that names a visible one again, or a draft, is none of the table's data."""
    shown = {fold(row.label) for row in table.rows if row.row not in table.block.grid.hidden_rows}
    drafts = {
        row.row
        for row in table.rows
        if row.row in table.block.grid.hidden_rows
        and (fold(row.label) in shown or re.search(r"\bnháp\b|\bcũ\b|bỏ đi", row.label.lower()))
    }
    if not drafts:
        return
    for row in sorted(drafts):
        columns = [column for r, column in table.block.grid.cells if r == row]
        cells = f"{address(row, min(columns))}:{address(row, max(columns))}"
        table.not_data.append(
            {"sheet": table.block.grid.name, "cells": cells, "why": "hidden draft"}
        )
    table.facts = [fact for fact in table.facts if fact.row.row not in drafts]
    table.rows = [row for row in table.rows if row.row not in drafts]


def _collect(
    reading: FormReading, tables: Sequence[Table], faults: Iterable[dict[str, Any]]
) -> None:
    reading.faults = [{"id": f"x{number}", **fault} for number, fault in enumerate(faults, 1)]
    by_cell = {(fault["sheet"], fault["cell"]): fault["id"] for fault in reversed(reading.faults)}
    for table in tables:
        reading.tables.append(_table_dict(table))
        reading.not_data += table.not_data
        reading.doubts += table.doubts
        for fact in table.facts:
            number = len(reading.facts) + 1
            reading.facts.append(_fact_dict(fact, number, by_cell.get((fact.sheet, fact.cell))))


def _table_dict(table: Table) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": table.id,
        "kind": table.kind,
        "sheet": table.block.grid.name,
        "cells": table.cells,
        "title": table.title,
        "convention": table.convention,
        "columns": [
            {
                "column": address(1, number)[:-1],
                "heading": column.text,
                "measure": column.measure,
                "comparison": column.comparison,
                "period_start": column.period.start if column.period else None,
                "period_end": column.period.end if column.period else None,
                "status": column.status,
            }
            for number, column in table.columns.items()
        ],
    }
    if len(table.block.corner) == 1:
        found["unit"] = table.block.corner[0].unit
    if table.kind in ("export", "import"):
        found["flow"] = table.kind
    if table.transposed:
        found["orientation"] = "periods_in_rows"
    return found


def _fact_dict(fact: Fact, number: int, fault: str | None) -> dict[str, Any]:
    row = fact.row
    period = fact.period
    kind, code = fact.table.indicators.get(fact.column.text, (row.kind, row.code))
    found: dict[str, Any] = {
        "id": f"f{number:04d}",
        "table": fact.table.id,
        "label": fact.column.text if fact.table.transposed else fact.column.subject or row.label,
        "label_raw": row.raw,
        "code": code,
        "measure": fact.measure,
        "comparison": fact.comparison,
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "unit": fact.unit,
        "scale": fact.scale,
        "value": value_text(fact.value),
        "printed": fact.printed,
        "status": fact.status,
        "missing": fact.missing,
        "sheet": fact.sheet,
        "cell": fact.cell,
    }
    extra: dict[str, Any] = {
        "unit_raw": fact.unit_raw,
        "parent": row.parent.label if row.parent else None,
        "table_kind": kind if fact.table.kind == "summary" else None,
        "flow": kind if kind in ("export", "import") else None,
        "quantity": fact.column.quantity,
        "hedge": fact.hedge,
        "hidden": fact.hidden or None,
        "stock": fact.column.stock or None,
        "matched": row.matched or None,
        "doubt": fact.doubt,
        "fault": fault,
    }
    found.update({key: value for key, value in extra.items() if value is not None})
    found["label"] = clean(found["label"])
    return found
