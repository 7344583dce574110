"""``hanoi-ct import``: what sheets say, shown as a table or as JSON, and kept in a folder."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hanoi_ct._commands.reading_words import meaning_of, reading_of, unit_of, why_left
from hanoi_ct._commands.shown import add_language, count_of, plain, saying, words_of
from hanoi_ct.text import Language, Text

if TYPE_CHECKING:
    from hanoi_ct.tables.forms import FormReading


def add(commands: Any, language: Language) -> None:
    """Tell the parser about the command."""
    say = saying(language)
    parser: argparse.ArgumentParser = commands.add_parser(
        "import",
        help=say(
            "đọc biểu của đơn vị: .xlsx, .xls, .ods, .csv, .docx",
            "read an office's own sheets: .xlsx, .xls, .ods, .csv, .docx",
        ),
    )
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar=say("TỆP", "FILE"),
        help=say("biểu cần đọc; tệp gốc không bị sửa", "sheets to read; they are not changed"),
    )
    parser.add_argument(
        "--into",
        type=Path,
        metavar=say("THƯ_MỤC", "FOLDER"),
        help=say(
            "giữ những gì đã đọc trong thư mục này; không có thì không ghi gì",
            "keep what was read in this folder; without it nothing is written",
        ),
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help=say("dạng hiển thị", "form of what is shown"),
    )
    parser.add_argument(
        "--names",
        type=Path,
        metavar=say("TỆP", "FILE"),
        help=say(
            "danh mục tên của đơn vị: CSV gồm kind, code, name",
            "names of your own: a CSV of kind, code, name",
        ),
    )
    add_language(parser, language)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Read the files, show what they say, and keep it where a folder is given."""
    from hanoi_ct.tables.folder import NAMES, confirm, keep
    from hanoi_ct.tables.forms import read_form

    folder: Path | None = options.into
    names: Path | None = options.names
    if names is None and folder is not None and (folder / NAMES).is_file():
        names = folder / NAMES
    readings = [read_form(path, names=names) for path in options.files]
    said: list[str] = []
    if folder is not None:
        for reading in readings:
            confirm(folder, reading)
        said = keep(folder, readings)
        new = _office_file(folder, readings)
    if options.format == "json":
        held = [reading.as_dict() for reading in readings]
        text = json.dumps(held[0] if len(held) == 1 else held, ensure_ascii=False, indent=1)
        sys.stdout.write(text + "\n")
        return
    language: Language = options.lang
    for reading in readings:
        sys.stdout.writelines(line + "\n" for line in _lines(reading, language))
    for line in said:
        print(f"{Text('Thay đổi', 'Changed').get(language)}: {plain(line)}")
    if folder is not None:
        count = sum(len(reading.facts) for reading in readings)
        print(
            Text(
                f"Đã giữ {count} số trong {folder}", f"Kept {count_of(count, 'figure')} in {folder}"
            ).get(language)
        )
        if new is not None:
            print(
                Text(
                    f"Đã tạo: {new} (điền cơ quan, số, ngày, người ký của báo cáo)",
                    f"Written: {new} (fill in the body, number, date and signer of the report)",
                ).get(language)
            )


def _office_file(folder: Path, readings: Sequence[FormReading]) -> Path | None:
    """Write the file of what only the office knows, where the folder has none yet."""
    from hanoi_ct._inputs.files import write_whole
    from hanoi_ct.datasets.standard_form import OFFICE, office_file

    path = folder / OFFICE
    if path.exists():
        return None
    province = next((r.province for r in readings if r.province), "")
    month = next((r.report_month for r in readings if r.report_month), "")
    write_whole(path, office_file(month, province).encode())
    return path


def _lines(reading: FormReading, language: Language) -> Iterable[str]:
    """What was taken for what, and what was left."""
    say = saying(language)
    known = [
        reading.format,
        reading.province
        or say(
            "chưa rõ tỉnh: thêm --province khi lập báo cáo",
            "province unknown: give --province to the report",
        ),
        reading.report_month or say("chưa rõ tháng", "month unknown"),
    ]
    yield f"{plain(reading.file)} ({', '.join(known)})"
    for table in reading.tables:
        facts = [fact for fact in reading.facts if fact["table"] == table["id"]]
        where = f"{plain(table['sheet'])} {table['cells']}"
        count = say(f"{len(facts)} số", count_of(len(facts), "figure"))
        yield f"  {where}: {plain(table['title'])} [{table['kind']}], {count}"
        for fact in facts:
            yield "    " + _fact_line(fact, language)
    if not reading.tables:
        yield say(
            "  Không tìm thấy bảng nào: bảng cần dòng tiêu đề và tên chỉ tiêu ở cột đầu",
            "  No table found: a table needs a heading row and names in its first column",
        )
    for doubt in reading.doubts:
        where = f"{plain(doubt['sheet'])} {_some(doubt['cells'])}"
        either = say(" hoặc ", " or ").join(
            f"({reading_of(held, language)})" for held in doubt["readings"]
        )
        yield f"  {say('Chưa rõ', 'In doubt')} {where}: {either}"
    for fault in reading.faults:
        yield from _fault_lines(fault, language)
    for left in reading.not_data:
        where = f"{plain(left['sheet'])} {left['cells']}"
        yield f"  {say('Bỏ qua', 'Left')} {where}: {why_left(left['why'], language)}"


def _fault_lines(fault: dict[str, Any], language: Language) -> Iterable[str]:
    error = fault["severity"] == "error"
    word = Text("Lỗi", "Error") if error else Text("Cảnh báo", "Warning")
    where = f"{plain(fault['sheet'])}!{fault['cell']}"
    message, mend = words_of(fault, language)
    yield f"  {word.get(language)} {where}: {message}"
    yield f"    {Text('Cách sửa', 'To mend').get(language)}: {mend}"


def _fact_line(fact: dict[str, Any], language: Language) -> str:
    shown = plain(fact["printed"]) or Text("(trống)", "(blank)").get(language)
    unit = unit_of(fact, language)
    meaning = meaning_of(fact, language)
    return f"{fact['cell']}  {plain(fact['label'])}: {shown} {unit} [{meaning}]".replace(
        "  [", " ["
    )


def _some(cells: Sequence[str]) -> str:
    return cells[0] if len(cells) == 1 else f"{cells[0]}–{cells[-1]}"
