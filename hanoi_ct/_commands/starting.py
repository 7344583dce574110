"""``hanoi-ct init FOLDER``: the standard tables of a month, to be filled in."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from hanoi_ct._commands.provinces import known_province
from hanoi_ct._commands.shown import add_language, saying
from hanoi_ct.text import Language, Text


def add(commands: Any, language: Language) -> None:
    """Tell the parser about the command."""
    say = saying(language)
    parser: argparse.ArgumentParser = commands.add_parser(
        "init",
        help=say("tạo biểu mẫu của một tháng", "write the standard tables of a month"),
    )
    parser.add_argument(
        "folder",
        type=Path,
        metavar=say("THƯ_MỤC", "FOLDER"),
        help=say("thư mục để ghi biểu mẫu", "folder to write the tables into"),
    )
    parser.add_argument(
        "--period",
        required=True,
        metavar="YYYY-MM",
        help=say("tháng của biểu: 2024-05", "month of the tables: 2024-05"),
    )
    parser.add_argument(
        "--province",
        default="Hà Nội",
        metavar=say("TỈNH", "PROVINCE"),
        help=say("tỉnh, thành phố (mặc định: Hà Nội)", "province (default: Hà Nội)"),
    )
    parser.add_argument(
        "--csv",
        action="store_true",
        help=say("ghi thêm mỗi biểu thành một tệp CSV", "write each table as a CSV file too"),
    )
    add_language(parser, language)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Write the files and say which."""
    from hanoi_ct.datasets.standard_form import write_standard_form

    province = known_province(options.province)
    written = write_standard_form(
        options.folder, options.period, province=province, twins=options.csv
    )
    said = Text("Đã tạo: {}", "Written: {}").get(options.lang)
    for path in written:
        print(said.format(path))
