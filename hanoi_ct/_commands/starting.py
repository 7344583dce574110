"""``hanoi-ct init FOLDER``: the standard tables of a month, to be filled in."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from hanoi_ct.text import Language, Text


def add(commands: Any, language: Language) -> None:
    """Tell the parser about the command."""

    def say(vi: str, en: str) -> str:
        return Text(vi, en).get(language)

    parser: argparse.ArgumentParser = commands.add_parser(
        "init",
        help=say("tạo biểu mẫu của một tháng", "write the standard tables of a month"),
    )
    parser.add_argument("folder", type=Path, metavar=say("THƯ_MỤC", "FOLDER"))
    parser.add_argument("--period", required=True, metavar="YYYY-MM")
    parser.add_argument("--province", default="Hà Nội", help=say("tỉnh, thành phố", "province"))
    parser.add_argument("--csv", action="store_true", help=say("kèm các tệp CSV", "CSV twins too"))
    parser.add_argument("--lang", choices=("vi", "en"), default="vi")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Write the files and say which."""
    from hanoi_ct.datasets.standard_form import write_standard_form

    written = write_standard_form(
        options.folder, options.period, province=options.province, twins=options.csv
    )
    said = Text("Đã tạo: {}", "Written: {}").get(options.lang)
    for path in written:
        print(said.format(path))
