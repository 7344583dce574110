"""Reading a CSV file in a given shape, with every fault named by file, row and column."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from hanoi_ct._inputs.files import hidden_character, refuse_no_file
from hanoi_ct._inputs.months import month_since_1970, months_since_1970
from hanoi_ct._optional import require
from hanoi_ct.errors import DataError
from hanoi_ct.tables.schema import Column, Schema, nearest

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Records", "read_csv", "read_records", "records_of"]

_SHOWN = 5
_LONGEST_NAME = 40
# Rows of the year so far begin in January, and a rate on the month before is about one month.
_FROM_JANUARY = {"ytd_growth_pct", "contribution_pp"}


class _Fault(NamedTuple):
    row: int
    column: str
    message: str


class _Table(NamedTuple):
    """Fields by column as text, and the row of the file that each came from."""

    rows: list[int]
    text: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Records:
    """Checked rows of a table: plain values by column, no library but NumPy needed.

    Attributes
    ----------
    schema : Schema
        The columns.
    rows : list of int
        The row of the file that each record came from.
    values : dict of str to list
        Each column's values: text, a number, a month counted from January 1970, None where a
        field is empty.
    """

    schema: Schema
    rows: list[int]
    values: dict[str, list[Any]]

    def __len__(self) -> int:
        return len(self.rows)

    def followed_by(self, other: Records) -> Records:
        """These records and then others of the same columns.

        Parameters
        ----------
        other : Records
            Records of the same schema.

        Returns
        -------
        Records
        """
        values = {name: held + other.values[name] for name, held in self.values.items()}
        return Records(self.schema, self.rows + other.rows, values)

    def by_row(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Each row of the file with its fields; months as text ``YYYY-MM``.

        Yields
        ------
        tuple of int and dict
            The row of the file, and its fields by column; None where a field is empty.
        """
        columns = dict(self.values)
        for column in self.schema.columns:
            if column.kind == "month":
                months = columns[column.name]
                columns[column.name] = [None if m is None else month_since_1970(m) for m in months]
        for row, fields in zip(self.rows, zip(*columns.values(), strict=True), strict=True):
            yield row, dict(zip(columns, fields, strict=True))

    def frame(self) -> pd.DataFrame:
        """The records as `read_csv` gives them."""
        return _frame(require("pandas", "a table"), self.rows, self.values, self.schema)


def read_records(path: str | PathLike[str], schema: Schema) -> Records:
    """Read a CSV file and check every field, as `read_csv` does, into plain records.

    Parameters
    ----------
    path : str or path
        A CSV file in UTF-8.
    schema : Schema
        The columns, what a field of each may hold, and what must be filled.

    Returns
    -------
    Records
        An empty field is None, never zero.

    Raises
    ------
    DataError
        As `read_csv`: the first faults by file, row and column.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from hanoi_ct import datasets
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "mine.csv"
    >>> _ = path.write_text("geo,year,index_prev_year_100,growth_pct,source_url\\n"
    ...                     "Hanoi,2025,106.7,6.7,report of January 2026\\n", encoding="utf-8")
    >>> records = read_records(path, datasets.describe("iip_annual_vietnam_hanoi").schema)
    >>> records.rows, records.values["growth_pct"]
    ([2], [6.7])
    """
    path = Path(path)
    faults: list[_Fault] = []
    return _checked(path, _read(path, schema, faults), schema, faults)


def records_of(
    rows: Sequence[Mapping[str, str]], schema: Schema, where: str, first: int
) -> Records:
    """Check rows of text, numbered from `first`, as those of a file named `where`."""
    numbers = list(range(first, first + len(rows)))
    text = {name: [row[name].strip() for row in rows] for name in schema.names}
    return _checked(Path(where), _Table(numbers, text), schema, [])


def _checked(path: Path, table: _Table, schema: Schema, faults: list[_Fault]) -> Records:
    values = {
        column.name: _parsed(column, table.text[column.name], table.rows, faults)
        for column in schema.columns
    }
    _check_rows(table, values, schema, faults)
    if faults:
        raise DataError(_message(path, faults))
    return Records(schema, table.rows, values)


def read_csv(path: str | PathLike[str], schema: Schema) -> pd.DataFrame:
    """Read a CSV file and check every field.

    Parameters
    ----------
    path : str or path
        UTF-8 text, fields separated by commas, a header in row 1. Columns may stand in any
        order. Space around a field is dropped and text brought to Unicode NFC; nothing else
        is changed or filled.
    schema : Schema
        The columns and their rules.

    Returns
    -------
    pandas.DataFrame
        The columns in the order of the schema. Its index ``row`` is the row of the file as a
        spreadsheet shows it. A column ``published`` is followed by ``published_month``, a
        monthly period, missing where the year alone is known. A missing number is NaN, missing
        text NA, a missing month NaT.

    Raises
    ------
    DataError
        If the file cannot be read as CSV, columns are missing or unknown, or fields break
        their rules. The message names the first faults by file, row and column, each with its
        rule and the value found, and says how many there are.
    MissingDependencyError
        If pandas is not installed.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from hanoi_ct import datasets
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> path = folder / "mine.csv"
    >>> _ = path.write_text("geo,year,index_prev_year_100,growth_pct,source_url\\n"
    ...                     "Hanoi,2025,106.7,6.7,report of January 2026\\n", encoding="utf-8")
    >>> table = read_csv(path, datasets.describe("iip_annual_vietnam_hanoi").schema)
    >>> table.loc[2, "growth_pct"]
    np.float64(6.7)
    """
    require("pandas", "reading tables")
    return read_records(path, schema).frame()


def _read(path: Path, schema: Schema, faults: list[_Fault]) -> _Table:
    records = _records(path)
    if not records:
        raise DataError(f"{path} is empty; its first row must name the columns")
    header = [name.strip() for name in records[0][1]]
    _check_header(path, header, schema)
    rows: list[int] = []
    fields: list[list[str]] = []
    for row, record in records[1:]:
        if len(record) != len(header):
            faults.append(_Fault(row, "", f"must have {len(header)} fields; got {len(record)}"))
            continue
        rows.append(row)
        fields.append([field.strip() for field in record])
    columns = [list(column) for column in zip(*fields, strict=True)] or [[] for _ in header]
    return _Table(rows, dict(zip(header, columns, strict=True)))


def _records(path: Path) -> list[tuple[int, list[str]]]:
    """The records that are not blank, each with its row; a record may hold line breaks."""
    refuse_no_file(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataError(
            f"{path}, line {line}: must be UTF-8 text; save the file as UTF-8"
        ) from None
    hidden = hidden_character(text)
    if hidden:
        line = next(i for i, part in enumerate(text.split("\n"), 1) if hidden_character(part))
        raise DataError(f"{path}, line {line}: must hold no hidden character; got {hidden}")
    reader = csv.reader(io.StringIO(unicodedata.normalize("NFC", text), newline=""), strict=True)
    try:
        return [(row, record) for row, record in enumerate(reader, 1) if any(record)]
    except csv.Error as error:
        raise DataError(f"{path}, line {reader.line_num}: must be CSV; {error}") from None


def _check_header(path: Path, header: list[str], schema: Schema) -> None:
    known = schema.names
    if len(header) == 1 and any(mark in header[0] for mark in ";\t"):
        mark = "semicolons" if ";" in header[0] else "tabs"
        raise DataError(f"{path}, row 1: columns must be separated by commas; got {mark}")
    missing = [name for name in known if name not in header]
    unknown = [name for name in header if name not in known]
    repeated = sorted(name for name, count in Counter(header).items() if count > 1)
    found = []
    if missing:
        found.append(f"missing: {', '.join(missing)}")
    for name in unknown[:_SHOWN]:
        name = name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + "..."
        near = nearest(name, missing or known)
        found.append(f"unknown: {name or '(no name)'}" + (f" (nearest: {near})" if near else ""))
    if len(unknown) > _SHOWN:
        found.append(f"and {len(unknown) - _SHOWN} more unknown")
    if repeated:
        more = f" and {len(repeated) - _SHOWN} more" if len(repeated) > _SHOWN else ""
        found.append(f"more than once: {', '.join(repeated[:_SHOWN])}{more}")
    if found:
        raise DataError(f"{path}, row 1: columns must be {', '.join(known)}; {'; '.join(found)}")


def _parsed(column: Column, fields: list[str], rows: list[int], faults: list[_Fault]) -> list[Any]:
    """The values of a column; each different field is parsed once."""
    values: dict[str, Any] = {}
    rules: dict[str, str] = {}
    for field in dict.fromkeys(fields):
        try:
            values[field] = column.parse(field)
        except ValueError as error:
            rules[field] = f"must {error}; got {field!r}"
            values[field] = None
    if rules:
        for row, field in zip(rows, fields, strict=True):
            if field in rules:
                faults.append(_Fault(row, column.name, rules[field]))
    return [values[field] for field in fields]


def _check_rows(
    table: _Table, values: dict[str, list[Any]], schema: Schema, faults: list[_Fault]
) -> None:
    """The rules that bind the fields of one row, and that no row comes twice."""
    _check_not_repeated(table, schema, faults)
    if schema.at_least_one:
        columns = [table.text[name] for name in schema.at_least_one]
        needed, *instead = schema.at_least_one
        rule = f"must be given, or {' or '.join(instead)}"
        for row, *fields in zip(table.rows, *columns, strict=True):
            if not any(fields):
                faults.append(_Fault(row, needed, rule))
    if "period_start" in values and "period_end" in values:
        _check_periods(table, values, faults)


def _check_not_repeated(table: _Table, schema: Schema, faults: list[_Fault]) -> None:
    first: dict[tuple[str, ...], int] = {}
    columns = [table.text[name] for name in schema.names]
    for row, *fields in zip(table.rows, *columns, strict=True):
        earlier = first.setdefault(tuple(fields), row)
        if earlier != row:
            faults.append(_Fault(row, "", f"must not repeat another row; got row {earlier} again"))


def _check_periods(table: _Table, values: dict[str, list[Any]], faults: list[_Fault]) -> None:
    measures = table.text.get("measure", [""] * len(table.rows))
    monthly = table.text.get("mom_pct", [""] * len(table.rows))
    for i, (start, end) in enumerate(
        zip(values["period_start"], values["period_end"], strict=True)
    ):
        if start is None or end is None:
            continue
        row, got = table.rows[i], table.text["period_start"][i]
        if start > end:
            rule = f"must not come after period_end {table.text['period_end'][i]}; got {got!r}"
            faults.append(_Fault(row, "period_start", rule))
        elif start != end and measures[i] == "mom_growth_pct":
            faults.append(_Fault(row, "measure", "must be of one month; got mom_growth_pct"))
        elif start != end and monthly[i]:
            faults.append(_Fault(row, "mom_pct", f"must be of one month; got {monthly[i]!r}"))
        elif start % 12 and measures[i] in _FROM_JANUARY:
            rule = f"must be a January where measure is {measures[i]}; got {got!r}"
            faults.append(_Fault(row, "period_start", rule))


def _message(path: Path, faults: list[_Fault]) -> str:
    faults = sorted(faults, key=lambda fault: fault.row)
    lines = [
        f"{path}, row {row}{f', column {column}' if column else ''}: {message}"
        for row, column, message in faults[:_SHOWN]
    ]
    if len(faults) > _SHOWN:
        lines.append(f"... and {len(faults) - _SHOWN} more, {len(faults)} in all")
    return "\n".join(lines)


def _frame(
    pandas: Any, rows: list[int], values: dict[str, list[Any]], schema: Schema
) -> pd.DataFrame:
    columns: dict[str, Any] = {}
    for column in schema.columns:
        columns[column.name] = _array(pandas, column, values[column.name])
        if column.kind == "date":
            # Of a page known by its year alone the month is missing, not guessed.
            months = [
                months_since_1970(date[:7]) if date and len(date) > 4 else None
                for date in values[column.name]
            ]
            columns[f"{column.name}_month"] = _periods(pandas, months)
    frame: pd.DataFrame = pandas.DataFrame(
        columns, index=pandas.Index(rows, name="row", dtype="int64")
    )
    return frame


def _array(pandas: Any, column: Column, values: list[Any]) -> Any:
    if column.kind == "month":
        return _periods(pandas, values)
    if column.kind == "number":
        return np.array(values, dtype=np.float64)  # None becomes NaN
    if column.kind == "choice":
        return pandas.Categorical(values, categories=list(column.choices))
    dtypes = {"integer": "Int64", "yes_no": "boolean"}
    return pandas.array(values, dtype=dtypes.get(column.kind, "string"))


def _periods(pandas: Any, months: list[Any]) -> Any:
    # pandas counts monthly periods from January 1970 too; the least integer stands for NaT.
    not_a_time = np.iinfo(np.int64).min
    ordinals = np.array([not_a_time if m is None else m for m in months], dtype=np.int64)
    return pandas.arrays.PeriodArray(ordinals, dtype=pandas.PeriodDtype("M"))
