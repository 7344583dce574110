"""``hanoi-ct export-data FOLDER``: the packaged tables as files, to read or to change."""

from __future__ import annotations

import argparse
import csv
import io
import re
from pathlib import Path
from typing import Any

from hanoi_ct._commands.provinces import known_province
from hanoi_ct._commands.shown import add_language, saying
from hanoi_ct.errors import ArgumentValueError, HanoiCTError
from hanoi_ct.text import Language, Text

_DATE = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"


def add(commands: Any, language: Language) -> None:
    """Tell the parser about the command."""
    say = saying(language)
    parser: argparse.ArgumentParser = commands.add_parser(
        "export-data",
        help=say(
            "ghi các bảng số liệu kèm theo gói ra CSV", "write the packaged tables as CSV files"
        ),
    )
    parser.add_argument(
        "folder",
        type=Path,
        metavar=say("THƯ_MỤC", "FOLDER"),
        help=say("thư mục để ghi", "folder to write into"),
    )
    parser.add_argument(
        "--data",
        type=Path,
        metavar=say("THƯ_MỤC", "FOLDER"),
        help=say(
            "thư mục số liệu của đơn vị, ghi tiếp sau số liệu kèm theo gói",
            "folder of the office's figures, which are written behind the packaged ones",
        ),
    )
    parser.add_argument(
        "--as-of",
        metavar=say("NGÀY", "DATE"),
        help=say(
            "chỉ ghi số liệu công bố đến ngày này (YYYY-MM-DD, YYYY-MM hoặc YYYY)",
            "write what was published up to this date (YYYY-MM-DD, YYYY-MM or YYYY)",
        ),
    )
    parser.add_argument(
        "--province",
        metavar=say("TỈNH", "PROVINCE"),
        help=say(
            "tỉnh, thành phố; khác Hà Nội thì bỏ các bảng của Hà Nội",
            "the province; the tables of Hanoi are left empty where it is another",
        ),
    )
    parser.add_argument(
        "--own-figures-only",
        action="store_true",
        help=say(
            "chỉ ghi số liệu của đơn vị (cần --data)",
            "write the office's own figures alone (needs --data)",
        ),
    )
    add_language(parser, language)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Write each table; a file that stands there already is not overwritten."""
    from hanoi_ct import datasets
    from hanoi_ct._inputs.files import write_whole

    if options.own_figures_only and options.data is None:
        raise ArgumentValueError("`--own-figures-only` must come with `--data FOLDER`")
    if options.as_of is not None and not re.fullmatch(_DATE, options.as_of):
        raise ArgumentValueError(
            f"`--as-of` must be YYYY-MM-DD, YYYY-MM or YYYY; got {options.as_of}"
        )
    province = known_province(options.province) if options.province else None
    collection = datasets.Collection(
        options.data, own_only=options.own_figures_only, province=province
    )

    folder: Path = options.folder
    there = [name for name in datasets.list() if (folder / f"{name}.csv").exists()]
    if there:
        raise HanoiCTError(
            f"{folder} must not hold {there[0]}.csv yet; give another folder, or move the file"
        )
    folder.mkdir(parents=True, exist_ok=True)
    for name in datasets.list():
        table = io.StringIO(newline="")
        writer = csv.DictWriter(table, datasets.describe(name).schema.names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(collection.text_rows(name, options.as_of))
        write_whole(folder / f"{name}.csv", table.getvalue().encode("utf-8"))
    said = Text("Đã ghi {} bảng vào {}", "{} tables written to {}").get(options.lang)
    print(said.format(len(datasets.list()), folder))
