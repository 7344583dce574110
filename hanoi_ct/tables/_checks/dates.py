"""The month in a title against the months of the columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from hanoi_ct.tables._checks.fault import fault
from hanoi_ct.tables._meaning.dating import month_of_columns
from hanoi_ct.tables._meaning.fact import Table
from hanoi_ct.tables._meaning.months import title_months
from hanoi_ct.tables._meaning.words import clean, fold
from hanoi_ct.tables._sheets.grid import address

__all__ = ["months"]


def months(tables: Sequence[Table], report: str | None) -> Iterator[dict[str, Any]]:
    """A title that names another month than the columns, or columns unlike the other tables'."""
    if report is None:
        yield from _undated(tables)
    seen: set[tuple[str, str]] = set()
    for table in tables:
        block = table.block
        own = table.report or report
        hint = int(own[:4]) if own else None
        here = month_of_columns(block, hint)
        if here is None:
            continue
        for row, column, text in block.titles:
            if not row or re.search(r"\bngay\b|theo bao cao", fold(text)):
                continue
            named = title_months(fold(text))
            if not named or (int(here[:4]), int(here[5:])) in named:
                continue
            beside = {month_of_columns(t.block, hint) for t in tables if t.block.grid is block.grid}
            if any(f"{year:04d}-{number:02d}" in beside for year, number in named):
                continue  # the halves of a year below one title
            cell = address(row, column)
            if (block.grid.name, cell) in seen:
                continue
            seen.add((block.grid.name, cell))
            year, number = named[-1]
            related = [
                address(block.headers[0] if block.headers else block.body[0], c)
                for c in block.figures
                if table.columns[c].period
                and table.columns[c].period.end == here  # type: ignore[union-attr]
                and table.columns[c].measure == "level"
            ] or [address(block.headers[0], c) for c in block.figures if block.headers]
            yield fault(
                "month_mismatch",
                block.grid.name,
                cell,
                "month_mismatch",
                {
                    "named": f"{number}/{year}" if year != int(here[:4]) else number,
                    "here": f"{int(here[5:])}/{here[:4]}"
                    if year != int(here[:4])
                    else int(here[5:]),
                },
                related=related[:6],
                found=_words(text, year, number),
                expected=f"tháng {int(here[5:])} năm {here[:4]}",
            )
        if report is not None and here != report and not block.titles:
            continue


def _undated(tables: Sequence[Table]) -> Iterator[dict[str, Any]]:
    """Figures of a file that names no year: one fault, at the head of the first of them."""
    without = [fact for table in tables for fact in table.facts if fact.period is None]
    if not without:
        return
    first = without[0]
    block = first.table.block
    row = block.headers[0] if block.headers else block.body[0]
    column = min(c for r, c in block.grid.cells if r == row)
    related = list(dict.fromkeys(address(row, c) for c in block.figures))[:6]
    yield fault(
        "month_missing",
        first.sheet,
        address(row, column),
        "month_missing",
        {"count": len(without)},
        related=related,
    )


def _words(text: str, year: int, number: int) -> str:
    match = re.search(r"(?i)tháng\s*0?\d{1,2}\s*(?:/|năm)\s*\d{4}", clean(text))
    return match[0].lower() if match else f"tháng {number} năm {year}"
