"""Where records come from: every container becomes a run of Arrow record batches.

The readers are those of pyarrow, DuckDB, pandas, polars and calamine. A source hands out pieces,
each with the number of its first row and a function that loads it, so that the threads that add
records up also decode them.
"""

from __future__ import annotations

import csv
import sys
import weakref
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError, DataError

BATCH_ROWS = 1 << 19
_CSV_BLOCK = 1 << 24
_DELIMITERS = (",", ";", "\t", "|")
_SQL_WORDS = ("SELECT", "WITH", "FROM")
# Rows of a worksheet that are read; a workbook holds at most 2^20.
_SHEET_ROWS = 1 << 20


class Piece(NamedTuple):
    """A run of rows: the number of its first one (from 1) and how to load it."""

    first_row: int
    load: Callable[[], Iterable[Any]]  # of pyarrow record batches


class Source(NamedTuple):
    """Records of one origin."""

    pieces: Iterator[Piece]
    is_text: bool  # cells are text, to be read as what the columns hold
    size: int | None  # rows, where known beforehand
    malformed: list[tuple[int, str]]  # rows with too few or too many cells
    held: Any = None  # what must live as long as the pieces are read


def source_of(records: Any, columns: Sequence[str]) -> Source:
    """Open records in any container; `columns` are the ones that are read."""
    if isinstance(records, (str, PathLike)):
        text = str(records)
        if isinstance(records, str) and [*text.upper().split(None, 1), ""][0] in _SQL_WORDS:
            return _of_sql(text, columns)
        return _of_path(Path(text), columns)
    if isinstance(records, (list, tuple)) and records:
        if all(isinstance(one, (str, PathLike)) for one in records):
            return _of_parquet([Path(one) for one in records], columns)
        if all(isinstance(one, dict) for one in records):
            return _of_dicts(records, columns)
    found = _of_object(records, columns)
    if found is None:
        raise ArgumentTypeError(
            "`records` of tabulate must be a pandas or polars DataFrame, a pyarrow table or "
            "reader, a DuckDB relation, SQL, or the path of a .csv, .parquet or .xlsx file; "
            f"got {type(records).__name__}"
        )
    return found


def _of_object(records: Any, columns: Sequence[str]) -> Source | None:
    package = type(records).__module__.partition(".")[0].lstrip("_")
    name = type(records).__name__
    if package == "pandas" and name == "DataFrame":
        return _of_pandas(records, columns)
    if package == "polars":
        if name == "LazyFrame":
            raise ArgumentTypeError(
                "`records` of tabulate must be in memory or a file; got a polars LazyFrame: "
                "pass its .collect(), or the path of the file it scans"
            )
        if name == "DataFrame":
            _refuse_absent(columns, records.columns, "records")
            return _of_table(records.select(list(columns)).to_arrow(), columns)
    if package == "pyarrow":
        if name == "RecordBatch":
            pa = require("pyarrow", "tabulate")
            return _of_table(pa.Table.from_batches([records]), columns)
        if name == "Table":
            return _of_table(records, columns)
        if hasattr(records, "read_next_batch"):
            return _of_reader(records, columns)
        if hasattr(records, "to_batches"):  # a dataset
            _refuse_absent(columns, records.schema.names, "records")
            scanner = records.scanner(columns=list(columns), batch_size=BATCH_ROWS)
            return _of_reader(scanner.to_reader(), columns)
    if "duckdb" in sys.modules and name == "DuckDBPyRelation":
        _refuse_absent(columns, records.columns, "records")
        return _of_reader(_reader_of(records), columns)
    return None


def _alone(batch: Any) -> list[Any]:
    return [batch]


def _refuse_absent(columns: Iterable[str], there: Sequence[str], where: str) -> None:
    absent = [name for name in columns if name not in there]
    if absent:
        shown = [repr(name if len(name) <= 24 else f"{name[:24]}...") for name in there[:8]]
        listed = ", ".join(shown) + (f" and {len(there) - 8:,} more" if len(there) > 8 else "")
        raise ArgumentValueError(
            f"`{where}` of tabulate must have the column {absent[0]!r}; it has {listed}"
        )
    doubled = [name for name in columns if list(there).count(name) > 1]
    if doubled:
        raise ArgumentValueError(
            f"`{where}` of tabulate must have one column {doubled[0]!r}; it has "
            f"{list(there).count(doubled[0])}"
        )


def _arrow(work: Callable[[], Any], file: str = "") -> Any:
    """Do work of pyarrow; what it refuses is a fault of the data, or a file, in one line."""
    pa = require("pyarrow", "tabulate")
    try:
        return work()
    except (pa.ArrowException, OSError, OverflowError, UnicodeDecodeError) as error:
        line = " ".join(str(error).split())
        what = f": {file}" if file else ""
        raise DataError(f"`records` of tabulate{what} cannot be read: {line[:250]}") from None


# ---- in memory -----------------------------------------------------------------------


def _of_pandas(frame: Any, columns: Sequence[str]) -> Source:
    pa = require("pyarrow", "tabulate")
    names = [str(name) for name in frame.columns]
    _refuse_absent(columns, names, "records")
    series = {name: frame.iloc[:, names.index(name)] for name in columns}
    # What objects are is told by all of them together: pieces might be of different kinds.
    whole = {name: _of_objects(one, name) for name, one in series.items() if one.dtype == object}

    def array(name: str, start: int) -> Any:
        if name in whole:
            return whole[name].slice(start, BATCH_ROWS)
        part = series[name].iloc[start : start + BATCH_ROWS]
        # A NaN is left out where it is added up, and need not be looked for here.
        return _arrow(partial(pa.array, part, from_pandas=part.dtype != "float64"))

    def load(start: int) -> Iterator[Any]:
        arrays = [array(name, start) for name in columns]
        chunked = [
            one if isinstance(one, pa.ChunkedArray) else pa.chunked_array([one]) for one in arrays
        ]
        yield from pa.table(chunked, names=list(columns)).to_batches()

    pieces = (Piece(start + 1, partial(load, start)) for start in range(0, len(frame), BATCH_ROWS))
    return Source(pieces, False, len(frame), [])


def _of_objects(column: Any, name: str) -> Any:
    pa = require("pyarrow", "tabulate")
    try:
        return pa.array(column, from_pandas=True)
    except (pa.ArrowException, OverflowError, TypeError, ValueError) as error:
        line = " ".join(str(error).split())
        raise DataError(
            f"column {name!r} of the records must hold values of one kind that Arrow knows; it "
            f"says: {line[:150]}. Turn it into one, as by .astype(str) or pandas.to_numeric"
        ) from None


def _of_dicts(records: Sequence[dict[str, Any]], columns: Sequence[str]) -> Source:
    """Dicts, of which one that lacks a name has no value there."""
    pa = require("pyarrow", "tabulate")
    _refuse_absent(columns, list(dict.fromkeys(name for one in records for name in one)), "records")
    arrays = [_of_objects([one.get(name) for one in records], name) for name in columns]
    return _of_table(pa.table(arrays, names=list(columns)), columns)


def _of_table(table: Any, columns: Sequence[str]) -> Source:
    _refuse_absent(columns, table.column_names, "records")
    chosen = table.select(list(columns))

    def pieces() -> Iterator[Piece]:
        row = 1
        for batch in chosen.to_batches(max_chunksize=BATCH_ROWS):
            yield Piece(row, partial(_alone, batch))
            row += batch.num_rows

    return Source(pieces(), False, table.num_rows, [])


# ---- streams -------------------------------------------------------------------------


# Readers that were read, and would now give no record at all.
_READ: weakref.WeakSet[Any] = weakref.WeakSet()


def _of_reader(reader: Any, columns: Sequence[str], text: bool = False) -> Source:
    if reader in _READ:
        raise DataError(
            "`records` of tabulate must be a reader that was not read before; got one that "
            "tabulate has read: make it anew"
        )
    _refuse_absent(columns, reader.schema.names, "records")

    def pieces() -> Iterator[Piece]:
        row = 1
        _READ.add(reader)
        while True:
            batch = _arrow(lambda: next(reader, None))
            if batch is None:
                return
            chosen = batch.select(list(columns))
            yield Piece(row, partial(_alone, chosen))
            row += batch.num_rows

    return Source(pieces(), text, None, [])


def _reader_of(relation: Any) -> Any:
    for name in ("to_arrow_reader", "fetch_record_batch", "fetch_arrow_reader"):
        if hasattr(relation, name):
            return getattr(relation, name)(BATCH_ROWS)
    raise ArgumentTypeError("`records` of tabulate needs a DuckDB of version 1.5 or later")


def _of_sql(query: str, columns: Sequence[str]) -> Source:
    duckdb = require("duckdb", "tabulate")
    connection = duckdb.connect()
    try:
        relation = connection.sql(query)
    except duckdb.Error as error:
        line = " ".join(str(error).split())
        raise DataError(f"`records` of tabulate is not SQL that runs: {line[:250]}") from None
    _refuse_absent(columns, relation.columns, "records")
    # Earlier versions close a connection that only its relation holds.
    return _of_reader(_reader_of(relation), columns)._replace(held=connection)


# ---- files ---------------------------------------------------------------------------


def _of_path(path: Path, columns: Sequence[str]) -> Source:
    if path.is_dir():
        files = sorted(path.rglob("*.parquet"))
        if not files:
            raise DataError(f"`records` of tabulate: no .parquet file in the folder {path}")
        return _of_parquet(files, columns)
    if not path.is_file():
        kind = "a device or pipe" if path.exists() else "not there"
        shown = " ".join(str(path).split())[:200]
        raise DataError(f"`records` of tabulate must be a file, or SQL; {shown} is {kind}")
    ending = path.suffix.lower()
    if ending == ".parquet":
        return _of_parquet([path], columns)
    if ending in (".csv", ".tsv", ".txt"):
        return _of_csv(path, columns)
    if ending == ".xlsx":
        return _of_sheet(path, columns)
    raise ArgumentValueError(
        f"`records` of tabulate must be a .csv, .tsv, .parquet or .xlsx file; got {path.name}"
    )


def _of_parquet(paths: Sequence[Path], columns: Sequence[str]) -> Source:
    pq = require("pyarrow.parquet", "tabulate")
    pa = require("pyarrow", "tabulate")
    runs: list[tuple[Path, int, int]] = []
    row = 1
    for path in paths:
        if not path.is_file():
            raise DataError(f"`records` of tabulate must be files; {path} is not there")
        file = _arrow(partial(pq.ParquetFile, path), path.name)
        _refuse_absent(columns, file.schema_arrow.names, path.name)
        for group in range(file.num_row_groups):
            runs.append((path, group, row))
            row += file.metadata.row_group(group).num_rows

    def load(path: Path, group: int) -> Iterator[Any]:
        file = _arrow(lambda: pq.ParquetFile(path), path.name)
        texts = [
            name
            for name in columns
            if pa.types.is_string(file.schema_arrow.field(name).type)
            or pa.types.is_large_string(file.schema_arrow.field(name).type)
        ]
        if texts:
            file = _arrow(lambda: pq.ParquetFile(path, read_dictionary=texts), path.name)
        batches = file.iter_batches(
            BATCH_ROWS, row_groups=[group], columns=list(columns), use_threads=False
        )
        while (batch := _arrow(lambda: next(batches, None), path.name)) is not None:
            yield batch.select(list(columns))

    pieces = (Piece(first, partial(load, path, group)) for path, group, first in runs)
    return Source(pieces, False, row - 1, [])


def _of_csv(path: Path, columns: Sequence[str]) -> Source:
    pa_csv = require("pyarrow.csv", "tabulate")
    pa = require("pyarrow", "tabulate")
    delimiter, header = _delimiter(path, columns)
    malformed: list[tuple[int, str]] = []

    def set_aside(row: Any) -> str:
        malformed.append((row.number, f"{row.actual_columns} cells for {row.expected_columns}"))
        return "skip"

    reader = _arrow(
        lambda: pa_csv.open_csv(
            path,
            read_options=pa_csv.ReadOptions(block_size=_CSV_BLOCK, use_threads=False),
            parse_options=pa_csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, invalid_row_handler=set_aside
            ),
            convert_options=pa_csv.ConvertOptions(
                include_columns=list(columns),
                column_types={name: pa.string() for name in header},
                strings_can_be_null=False,
            ),
        )
    )
    return _of_reader(reader, columns, text=True)._replace(malformed=malformed)


def _delimiter(path: Path, columns: Sequence[str]) -> tuple[str, list[str]]:
    """The delimiter under which the first line names the columns that are read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            line = file.readline(1 << 20)
    except UnicodeDecodeError:
        raise DataError(f"`records` of tabulate: {path.name} is not in UTF-8; save it so") from None
    for delimiter in _DELIMITERS:
        header = _header(line, delimiter)
        if all(name in header for name in columns):
            _refuse_absent(columns, header, path.name)
            return delimiter, header
    header = _header(line, max(_DELIMITERS, key=line.count))
    _refuse_absent(columns, header, path.name)
    return ",", header


def _header(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:  # a field longer than any name: not this delimiter
        return []


def _of_sheet(path: Path, columns: Sequence[str]) -> Source:
    pa = require("pyarrow", "tabulate")
    calamine = require("python_calamine", "tabulate")
    try:
        sheet = calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        if sheet.total_height > _SHEET_ROWS:
            raise DataError(f"`records` of tabulate: {path.name} has more rows than a sheet holds")
        rows = _rows_with_errors(path, sheet.name) or iter(sheet.iter_rows())
        header = [str(cell).strip() for cell in next(rows, [])]
    except DataError:
        raise
    except Exception as error:  # calamine raises its own and plain exceptions
        line = " ".join(str(error).split())
        raise DataError(
            f"`records` of tabulate: {path.name} cannot be read: {line[:200]}"
        ) from None
    _refuse_absent(columns, header, path.name)
    places = [header.index(name) for name in columns]

    def batches() -> Iterator[Any]:
        kept: list[list[Any]] = []
        for row in rows:
            kept.append([_cell(row[place]) for place in places])
            if len(kept) == BATCH_ROWS:
                yield _text_batch(pa, kept, columns)
                kept = []
        if kept:
            yield _text_batch(pa, kept, columns)

    def pieces() -> Iterator[Piece]:
        first = 1
        for batch in batches():
            yield Piece(first, partial(_alone, batch))
            first += batch.num_rows

    return Source(pieces(), True, None, [])


def _rows_with_errors(path: Path, sheet: str) -> Iterator[Any] | None:
    """The rows where cells hold errors of Excel, which calamine takes for empty ones.

    "#DIV/0!" is no value that is missing: it has to be seen, and set aside.
    """
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        if not any(_holds(archive, name, b't="e"') for name in names):
            return None
    return _rows_of_openpyxl(path, sheet)


def _rows_of_openpyxl(path: Path, sheet: str) -> Iterator[Any]:
    openpyxl = require("openpyxl", "tabulate")
    with closing(openpyxl.load_workbook(path, read_only=True, data_only=True)) as book:
        yield from book[sheet].iter_rows(values_only=True)


def _holds(archive: zipfile.ZipFile, name: str, what: bytes) -> bool:
    rest = b""
    with archive.open(name) as file:
        while part := file.read(1 << 20):
            if what in rest + part:
                return True
            rest = part[-len(what) :]
    return False


def _cell(value: Any) -> str:
    """A cell as the text that denotes it: whole numbers without a point, dates in ISO form."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if hasattr(value, "isoformat"):
        text: str = value.isoformat()
        return text.removesuffix("T00:00:00")
    return "" if value is None else str(value)


def _text_batch(pa: Any, rows: list[list[Any]], columns: Sequence[str]) -> Any:
    arrays = [pa.array(cells, pa.string()) for cells in zip(*rows, strict=True)]
    return pa.record_batch(arrays, names=list(columns))
