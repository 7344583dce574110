"""``hanoi-ct tabulate FILE``: a table from records, exact, with what was set aside."""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hanoi_ct._commands import set_aside
from hanoi_ct._commands.shown import Say, add_language, saying
from hanoi_ct.errors import ArgumentValueError, DataError, HanoiCTError
from hanoi_ct.text import Language

if TYPE_CHECKING:
    from hanoi_ct.records import Tabulation

_ENDINGS = (".csv", ".parquet", ".xlsx")


def add(commands: Any, language: Language) -> None:
    """Tell the parser about the command."""
    say = saying(language)
    parser = commands.add_parser(
        "tabulate", help=say("lập bảng từ bản ghi", "make a table from records")
    )
    _add_columns(parser, say)
    _add_what(parser, say)
    _add_reading(parser, say)
    _add_files(parser, say)
    add_language(parser, language)
    parser.set_defaults(run=run)


def _add_columns(parser: argparse.ArgumentParser, say: Say) -> None:
    """The records, and the columns that make the table."""
    column = say("CỘT", "COLUMN")
    parser.add_argument(
        "records",
        metavar=say("TỆP", "FILE"),
        nargs="+",
        type=Path,
        help=say(
            "tệp bản ghi: .csv, .parquet, .xlsx; nhiều tệp thì phải là .parquet",
            "records: .csv, .parquet, .xlsx; several files must be .parquet",
        ),
    )
    parser.add_argument(
        "--rows",
        required=True,
        metavar=f"{column}[,{column}]",
        help=say("các cột làm dòng của bảng", "columns whose values are the rows of the table"),
    )
    parser.add_argument(
        "--columns",
        metavar=f"{column}[,{column}]",
        help=say("các cột làm cột của bảng", "columns whose values are its columns"),
    )
    parser.add_argument(
        "--value",
        metavar=column,
        help=say("cột giá trị; chỉ count không cần", "column of values; count alone needs none"),
    )
    parser.add_argument("--weight", metavar=column, help=say("cột quyền số", "column of weights"))


def _add_what(parser: argparse.ArgumentParser, say: Say) -> None:
    """What is computed, over which tree, from how many values."""
    parser.add_argument(
        "--aggregate",
        default="sum",
        choices=("sum", "count", "mean", "min", "max", "weighted_sum", "weighted_mean"),
        help=say("cách tổng hợp (mặc định: sum)", "what is computed (default: sum)"),
    )
    parser.add_argument(
        "--tree",
        type=Path,
        metavar=say("TỆP", "FILE"),
        help=say(
            "CSV hai cột code, parent: cộng lên mọi nút của cây",
            "CSV of two columns, code and parent: roll up every node of the tree",
        ),
    )
    parser.add_argument(
        "--min-count",
        type=int,
        default=1,
        metavar="N",
        help=say(
            "số giá trị ít nhất để lập một ô (mặc định: 1)",
            "fewest values from which a cell is made (default: 1)",
        ),
    )


def _add_reading(parser: argparse.ArgumentParser, say: Say) -> None:
    """How numbers are written, and what is done about records that do not fit."""
    parser.add_argument(
        "--decimal",
        default=".",
        choices=(".", ","),
        metavar=say("DẤU", "MARK"),
        help=say(
            "dấu thập phân trong tệp: . hoặc , (mặc định: .)", "decimal mark: . or , (default: .)"
        ),
    )
    parser.add_argument(
        "--on-error",
        default="collect",
        choices=("collect", "raise"),
        help=say(
            "bản ghi không hợp lệ: để riêng (collect), hoặc dừng và không ghi gì (raise)",
            "records that do not fit: set them aside (collect), or stop and write nothing (raise)",
        ),
    )


def _add_files(parser: argparse.ArgumentParser, say: Say) -> None:
    """Where the table and the records set aside go, and how much is said."""
    parser.add_argument(
        "--output",
        type=Path,
        metavar=say("TỆP", "FILE"),
        help=say(
            "tệp cần ghi: .csv, .parquet, .xlsx; không có thì in ra màn hình",
            "where to write it: .csv, .parquet, .xlsx; by default standard output",
        ),
    )
    parser.add_argument(
        "--rejects",
        type=Path,
        metavar=say("TỆP", "FILE"),
        help=say(
            "ghi các bản ghi để riêng vào tệp .csv này, kèm số dòng và lý do",
            "write the records set aside to this .csv file, with their row and the reason",
        ),
    )
    parser.add_argument(
        "--quiet", action="store_true", help=say("không in thông báo", "print no messages")
    )


def run(options: argparse.Namespace) -> int:
    """Tabulate, write the table whole or not at all, and say what was taken."""
    from hanoi_ct.records import Field, RecordSchema, tabulate

    output: Path | None = options.output
    _check_paths(options)
    schema = None
    if options.value and options.decimal == ",":
        schema = RecordSchema(columns={options.value: Field(decimal=",")})
    files: list[Path] = options.records
    table = tabulate(
        files[0] if len(files) == 1 else files,
        rows=_names(options.rows),
        columns=_names(options.columns) if options.columns else None,
        value=options.value,
        weight=options.weight,
        aggregate=options.aggregate,
        hierarchy=_tree(options.tree) if options.tree else None,
        min_count=options.min_count,
        on_error=options.on_error,
        schema=schema,
        progress=sys.stderr.isatty() and not options.quiet,
    )
    rejects: Path | None = options.rejects
    if rejects is not None:
        _write(rejects, set_aside.as_csv(table, options.lang))
    if output is None:
        sys.stdout.write(_csv(table).decode("utf-8"))
    else:
        _write(output, _rendered(table, output.suffix.lower(), options.lang))
    in_workbook = output is not None and output.suffix.lower() == ".xlsx"
    set_aside.tell(table, options.lang, options.quiet, rejects or (output if in_workbook else None))
    return 0


def _check_paths(options: argparse.Namespace) -> None:
    """Refuse endings that are not written, and files that would be written over."""
    output, rejects = options.output, options.rejects
    if output is not None and output.suffix.lower() not in _ENDINGS:
        raise ArgumentValueError(f"`--output` must end in {', '.join(_ENDINGS)}; got {output.name}")
    if rejects is not None and rejects.suffix.lower() != ".csv":
        raise ArgumentValueError(f"`--rejects` must end in .csv; got {rejects.name}")
    taken = {path.resolve() for path in options.records}
    for name, path in (("--output", output), ("--rejects", rejects)):
        if path is not None:
            if path.resolve() in taken:
                raise ArgumentValueError(f"`{name}` must be a file of its own; got {path}")
            taken.add(path.resolve())


def _write(path: Path, data: bytes) -> None:
    from hanoi_ct._inputs.files import write_whole

    try:
        write_whole(path, data)
    except OSError as error:
        raise HanoiCTError(f"cannot write {path}: {error.strerror}") from error


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")]


def _tree(path: Path) -> Any:
    import csv

    from hanoi_ct._inputs.files import refuse_no_file
    from hanoi_ct.hierarchy import Hierarchy

    refuse_no_file(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except UnicodeDecodeError:
        raise DataError(f"`--tree` must be in UTF-8; {path.name} is not") from None
    if not rows or not {"code", "parent"} <= set(rows[0]):
        raise DataError(f"`--tree` must be a CSV with the columns code and parent; see {path.name}")
    return Hierarchy.from_parents([(row["code"], row["parent"] or None) for row in rows])


# ---- forms of the table ----------------------------------------------------------------


def _rendered(table: Tabulation, ending: str, language: Language) -> bytes:
    if ending == ".csv":
        return _csv(table)
    if ending == ".parquet":
        import pyarrow.parquet as pq

        buffer = io.BytesIO()
        pq.write_table(table.to_arrow(), buffer)
        return buffer.getvalue()
    return _workbook(table, language)


def _grid(table: Tabulation) -> list[list[Any]]:
    """The table as rows of cells, with a head; None is an empty cell."""
    across = table.column_labels if table.column_names else (table.value or "records",)
    head: list[Any] = [*table.row_names, *(_flat(label) for label in across)]
    rows = [head]
    for i, label in enumerate(table.row_labels):
        keys = label if isinstance(label, tuple) else (label,)
        cells = [
            None if gone else value
            for value, gone in zip(table.values[i].tolist(), table.missing[i], strict=True)
        ]
        rows.append([*map(_flat, keys), *cells])
    return rows


def _flat(label: Any) -> str:
    return " / ".join(map(str, label)) if isinstance(label, tuple) else str(label)


def _csv(table: Tabulation) -> bytes:
    import csv

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for row in _grid(table):
        writer.writerow(
            [set_aside.safe_text(cell) if isinstance(cell, str) else cell for cell in row]
        )
    return buffer.getvalue().encode("utf-8")


def _workbook(table: Tabulation, language: Language) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("table")
    for i, row in enumerate(_grid(table)):
        for j, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(i, j, cell)
            elif cell is not None:
                sheet.write_number(i, j, cell)
    sheet.freeze_panes(1, len(table.row_names))
    aside = book.add_worksheet("set aside")
    for j, name in enumerate(set_aside.COLUMNS):
        aside.write_string(0, j, name)
    for i, one in enumerate(table.rejects.to_pylist(), start=1):
        aside.write_number(i, 0, one["row"])
        told = set_aside.reason_in(one["reason"], language)
        for j, text in enumerate((one["column"], one["value"], told), start=1):
            aside.write_string(i, j, text)
    book.close()
    return buffer.getvalue()
