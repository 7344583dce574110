"""What the audit of a table finds: checks, faults, conventions, in plain types and in words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Literal

from hanoi_ct._optional import require
from hanoi_ct.text import Language, Text

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["sum", "share", "growth", "index", "attainment"]
Slip = Literal["", "thousand", "index_for_growth", "swapped_rows", "sign"]

CONVENTIONS: dict[str, Text] = {
    "half_up": Text("làm tròn nửa lên, từ số đã in", "half up, from printed figures"),
    "half_even": Text("làm tròn nửa về chẵn, từ số đã in", "half to even, from printed figures"),
    "truncated": Text("cắt bớt, từ số đã in", "cut, from printed figures"),
    "forced": Text("ép cho cộng đúng bằng tổng", "forced to add up to the total"),
    "cascade": Text("cộng từ số đã in", "added up from printed figures"),
    "full_precision": Text("từ số chưa làm tròn", "from figures that were not rounded"),
}
KINDS: dict[str, Text] = {
    "sum": Text("tổng", "total"),
    "share": Text("tỷ trọng, %", "share, %"),
    "growth": Text("tốc độ tăng, %", "growth, %"),
    "index": Text("chỉ số, %", "index, %"),
    "attainment": Text("so với kế hoạch, %", "attainment of the plan, %"),
}
_SLIPS: dict[str, Text] = {
    "": Text("", ""),
    "thousand": Text("nhầm dấu phân cách nghìn", "a slip of the thousands' point"),
    "index_for_growth": Text("in chỉ số thay vì tốc độ tăng", "an index printed for growth"),
    "swapped_rows": Text("đổi chỗ với dòng khác", "swapped with another row"),
    "sign": Text("sai dấu", "the wrong sign"),
}


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that no convention reproduces, with the number that the others ask for."""

    row: int
    label: str
    column: str
    printed: str
    expected: str
    slip: Slip


@dataclass(frozen=True, slots=True)
class TableCheck:
    """One relation of a table, checked cell by cell.

    Attributes
    ----------
    kind : str
        sum, share, growth, index or attainment.
    column : str
        The header of the checked column.
    of : tuple of str
        For a sum the label of the total and of its parts; else the headers of the operands.
    cells : int
        How many cells were checked.
    reproduced : dict of str to int
        How many cells each convention reproduces.
    convention : str
        The one that reproduces most cells, the simplest of equals; empty where none does.
    faults : tuple of CellFault
    """

    kind: Kind
    column: str
    of: tuple[str, ...]
    cells: int
    reproduced: dict[str, int]
    convention: str
    faults: tuple[CellFault, ...]


@dataclass(frozen=True)
class TableAudit:
    """The checks of one table or more."""

    tables: tuple[tuple[str, tuple[TableCheck, ...]], ...]

    @property
    def checks(self) -> tuple[TableCheck, ...]:
        """All checks, those with faults first."""
        each = [check for _, checks in self.tables for check in checks]
        return tuple(sorted(each, key=lambda check: -len(check.faults)))

    @property
    def contradictions(self) -> tuple[CellFault, ...]:
        """The cells that no convention reproduces."""
        return tuple(fault for check in self.checks for fault in check.faults)

    def to_dict(self) -> dict[str, Any]:
        """The audit as plain types.

        Returns
        -------
        dict
            Text, numbers, lists and dicts alone.
        """
        return {
            "tables": [
                {
                    "name": name,
                    "checks": [
                        {
                            "kind": check.kind,
                            "column": check.column,
                            "of": list(check.of),
                            "cells": check.cells,
                            "reproduced": dict(check.reproduced),
                            "convention": check.convention,
                            "faults": [_fault_record(fault) for fault in check.faults],
                        }
                        for check in checks
                    ],
                }
                for name, checks in self.tables
            ]
        }

    def to_json(self) -> str:
        """The audit as one JSON object.

        Returns
        -------
        str
            `to_dict` as JSON, with a line end behind it.
        """
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1) + "\n"

    def to_pandas(self) -> pd.DataFrame:
        """A row a cell that no convention reproduces.

        Returns
        -------
        DataFrame
            With the columns table, kind, row, label, column, printed, expected and slip.

        Raises
        ------
        MissingDependencyError
            pandas is not installed.
        """
        require("pandas", "TableAudit.to_pandas")
        import pandas

        columns = ["table", "kind", "row", "label", "column", "printed", "expected", "slip"]
        rows = [
            {"table": name, "kind": check.kind, **_fault_record(fault)}
            for name, checks in self.tables
            for check in checks
            for fault in check.faults
        ]
        return pandas.DataFrame(rows, columns=columns)

    def lines(self, language: Language = "vi") -> list[str]:
        """The audit in words, a check a line and its faults below it.

        Parameters
        ----------
        language : {"vi", "en"}, default "vi"

        Returns
        -------
        list of str
        """
        found = []
        for name, checks in self.tables:
            found.append(name)
            if not checks:
                none = Text("  không có quan hệ nào nhận ra được", "  no relation was recognised")
                found.append(none.get(language))
            for check in checks:
                found += _check_lines(check, language)
        return found

    def _repr_html_(self) -> str:
        items = "".join(f"<div>{escape(line)}</div>" for line in self.lines())
        return f'<div style="white-space: pre-wrap">{items}</div>'


def _fault_record(fault: CellFault) -> dict[str, Any]:
    return {
        "row": fault.row,
        "label": fault.label,
        "column": fault.column,
        "printed": fault.printed,
        "expected": fault.expected,
        "slip": fault.slip,
    }


def _with_comma(number: object) -> str:
    """A number as Vietnamese writes it."""
    return str(number).replace(".", ",")


def _check_lines(check: TableCheck, language: Language) -> list[str]:
    good = check.cells - len(check.faults)
    if check.kind == "sum":
        named = [name.lstrip("-–+ ") for name in check.of]
        where = Text(f"cột “{check.column}”, ", f"column “{check.column}”, ").get(language)
        what = where + f"{named[0]} = " + " + ".join(named[1:])
    else:
        what = f"{check.column} = " + " / ".join(check.of)
    how = CONVENTIONS[check.convention].get(language) if check.convention else ""
    count = (
        f"{good}/{check.cells} ô khớp" if language == "vi" else f"{good}/{check.cells} cells agree"
    )
    kind = KINDS[check.kind].get(language)
    found = [f"  {kind}: {what}: {count}" + (f"; {how}" if how else "")]
    for fault in check.faults:
        slip = _SLIPS[fault.slip].get(language)
        printed, expected = (_with_comma(number) for number in (fault.printed, fault.expected))
        words = (
            f"    ✗ dòng {fault.row} “{fault.label}”, cột “{fault.column}”: in {printed}, "
            f"phải là {expected}"
            if language == "vi"
            else f"    ✗ row {fault.row} “{fault.label}”, column “{fault.column}”: printed "
            f"{fault.printed}, must be {fault.expected}"
        )
        found.append(words + (f" ({slip})" if slip else ""))
    return found
