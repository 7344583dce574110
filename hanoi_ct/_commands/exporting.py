"""``hanoi-ct export-data FOLDER``: the packaged tables as files, to read or to change."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from hanoi_ct._commands.shown import add_language, saying
from hanoi_ct.errors import HanoiCTError
from hanoi_ct.text import Language, Text


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
    add_language(parser, language)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Copy each table; a file that stands there already is not overwritten."""
    from importlib.resources import files

    from hanoi_ct import datasets
    from hanoi_ct._inputs.files import write_whole

    folder: Path = options.folder
    there = [name for name in datasets.list() if (folder / f"{name}.csv").exists()]
    if there:
        raise HanoiCTError(
            f"{folder} must not hold {there[0]}.csv yet; give another folder, or move the file"
        )
    folder.mkdir(parents=True, exist_ok=True)
    for name in datasets.list():
        held = files("hanoi_ct.datasets").joinpath(f"data/{name}.csv").read_bytes()
        write_whole(folder / f"{name}.csv", held)
    said = Text("Đã ghi {} bảng vào {}", "{} tables written to {}").get(options.lang)
    print(said.format(len(datasets.list()), folder))
