"""``hanoi-ct validate FOLDER``: every problem in an office's tables, before computing."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hanoi_ct._commands.shown import add_language, count_of, plain, saying, words_of
from hanoi_ct.text import Language, Text

if TYPE_CHECKING:
    from hanoi_ct.tables.folder import FolderReading


def add(commands: Any, language: Language) -> None:
    """Tell the parser about the command."""
    say = saying(language)
    parser: argparse.ArgumentParser = commands.add_parser(
        "validate",
        help=say(
            "kiểm tra biểu của đơn vị: lỗi ở ô nào, cách sửa",
            "check an office's tables: each fault with its cell and how to mend it",
        ),
        description=say(
            "Mã kết thúc: 0 không có lỗi; 3 có lỗi trong số liệu; 2 có lỗi ở lệnh hoặc tệp.",
            "Exit codes: 0 no error, 3 an error in the figures, 2 bad input.",
        ),
    )
    parser.add_argument(
        "folder",
        type=Path,
        metavar=say("THƯ_MỤC", "FOLDER"),
        help=say("thư mục số liệu của đơn vị", "folder of the office's tables"),
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help=say("dạng hiển thị (mặc định: text)", "form of what is shown (default: text)"),
    )
    add_language(parser, language)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """List the faults; the exit code is 3 where one of them is an error."""
    from hanoi_ct._commands.shown import IMPOSSIBLE
    from hanoi_ct.datasets.history import against_published
    from hanoi_ct.tables.folder import read_folder

    reading = read_folder(options.folder)
    reading.faults += against_published(reading.facts)
    if options.format == "json":
        held = {"faults": reading.faults, "not_read": reading.not_read}
        sys.stdout.write(json.dumps(held, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.writelines(line + "\n" for line in _lines(reading, options.lang))
    return IMPOSSIBLE if reading.errors else 0


_WORDS = {
    "error": Text("Lỗi", "Error"),
    "warning": Text("Cảnh báo", "Warning"),
}


def _lines(reading: FolderReading, language: Language) -> Iterable[str]:
    from hanoi_ct.tables._checks import KINDS

    say = saying(language)
    for severity in ("error", "warning"):
        for fault in reading.faults:
            if fault["severity"] != severity:
                continue
            where = plain(fault["file"])
            if fault["sheet"]:
                where += f", {plain(fault['sheet'])}!{fault['cell']}"
            message, mend = words_of(fault, language)
            yield f"{_WORDS[severity].get(language)} {where}: {message}"
            yield f"    {say('Quy tắc', 'Rule')}: {KINDS[fault['kind']].get(language)}"
            yield f"    {say('Cách sửa', 'Way out')}: {mend}"
    doubts = sum(len(one.doubts) for one in reading.readings)
    for name in reading.open_elsewhere:
        yield say(
            f"Đang mở: {plain(name)}; lưu trong Excel rồi chạy lại, phần chưa lưu không được đọc",
            f"Open elsewhere: {plain(name)}; save it and run this again, what is not saved is not "
            "read",
        )
    if not reading.facts:
        yield say(
            "Không đọc được số nào: điền số vào bieu.xlsx, hoặc đưa biểu đang có vào bằng "
            "hanoi-ct import",
            "No figure was read: fill in bieu.xlsx, or bring in sheets of your own by hanoi-ct "
            "import",
        )
    for name in reading.not_read:
        yield say(f"Không đọc: {plain(name)}", f"Not read: {plain(name)}")
    errors = len(reading.errors)
    warnings = len(reading.faults) - errors
    yield say(
        f"{len(reading.facts)} số đã đọc, {errors} lỗi, {warnings} cảnh báo, "
        f"{doubts} chỗ chưa rõ nghĩa",
        f"{count_of(len(reading.facts), 'figure')} read, {count_of(errors, 'error')}, "
        f"{count_of(warnings, 'warning')}, {count_of(doubts, 'meaning')} in doubt",
    )
