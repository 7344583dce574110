"""The command ``hanoi-ct``.

Exit codes: 0 when all went well; 3 when an audit or a check found what cannot be; 2 for anything
the user can put right (a wrong argument, a fault in a table, a missing package, a file that
cannot be written), with one line on standard error that says what; 1 when standard output was
closed early.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hanoi_ct._commands import check, find
from hanoi_ct._version import __version__
from hanoi_ct.errors import HanoiCTError

if TYPE_CHECKING:
    from hanoi_ct.report.document import Report
    from hanoi_ct.text import Language

_FORMATS = ("html", "terminal", "json", "csv")
_LANGUAGES = ("vi", "en")
_WRITTEN = {"vi": "Đã ghi báo cáo: {}", "en": "Report written: {}"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str, optional
        Defaults to those of the process.

    Returns
    -------
    int
        The exit code.
    """
    _write_utf8()
    options = _parser().parse_args(arguments)
    try:
        code = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (head, less) has gone; keep the interpreter from writing at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (HanoiCTError, OSError) as error:
        return _fail(str(error))
    return code or 0


def _fail(message: str) -> int:
    print("hanoi-ct: " + " ".join(message.split()), file=sys.stderr)
    return 2


def _write_utf8() -> None:
    """Vietnamese is written as UTF-8 whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hanoi-ct",
        description="Monthly industry and trade reports of Hanoi, from published figures.",
    )
    parser.add_argument("--version", action="version", version=f"hanoi-ct {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    report = commands.add_parser("report", help="write the report for a month")
    report.add_argument(
        "--period", required=True, metavar="YYYY-MM", help="the last month of the report: 2018-08"
    )
    report.add_argument("--lang", choices=_LANGUAGES, default="vi", help="language (default: vi)")
    report.add_argument(
        "--format", choices=_FORMATS, default="html", help="form of the report (default: html)"
    )
    report.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="where to write it, in a folder that exists; by default html goes to "
        "report/hanoi-PERIOD.LANG.html, everything else to standard output",
    )
    _add_data(report)
    report.set_defaults(run=_report)
    periods = commands.add_parser("periods", help="list the months the tables hold figures for")
    _add_data(periods)
    periods.set_defaults(run=_periods)
    for command in (check, find):
        command.add(commands)
    return parser


def _add_data(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--data",
        type=Path,
        metavar="FOLDER",
        help="read CSV tables in the columns of the packaged ones from this folder",
    )


# ---- report -------------------------------------------------------------------------


def _report(options: argparse.Namespace) -> None:
    from hanoi_ct.report import build_report

    report = build_report(options.period, data=options.data)
    output: Path | None = options.output
    if output is None and options.format != "html":
        sys.stdout.write(_render(report, options.lang, options.format, sys.stdout.isatty()))
        return
    text = _render(report, options.lang, options.format, terminal=False)
    try:
        if output is None:
            output = Path("report") / f"hanoi-{options.period}.{options.lang}.html"
            output.parent.mkdir(exist_ok=True)
        _write_file(output, text)
    except OSError as error:  # it would name the draft, or nothing
        raise HanoiCTError(f"cannot write {output}: {error.strerror}") from error
    print(_WRITTEN[options.lang].format(output))


def _render(report: Report, language: Language, form: str, terminal: bool) -> str:
    """The report in one form; each imports what it alone needs."""
    if form == "html":
        from hanoi_ct.report.formats.html_page import html_page

        return html_page(report, language)
    if form == "json":
        from hanoi_ct.report.formats.json_document import json_document

        return json_document(report, language)
    if form == "csv":
        from hanoi_ct.report.formats.csv_table import csv_table

        return csv_table(report, language)
    from hanoi_ct.report.formats.terminal_text import terminal_text

    width = shutil.get_terminal_size().columns if terminal else 100
    return terminal_text(
        report, language, width=width, colour=terminal and "NO_COLOR" not in os.environ
    )


def _write_file(path: Path, text: str) -> None:
    """Write a file whole or not at all; what stood there stays if anything goes wrong."""
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        # A device or a pipe cannot be replaced; a folder fails here with the right message.
        target.write_text(text, encoding="utf-8", newline="\n")
        return
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with open(draft, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, draft)
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)


# ---- periods ------------------------------------------------------------------------


def _periods(options: argparse.Namespace) -> None:
    from hanoi_ct.report import available_periods

    months = available_periods(data=options.data)
    # Tabs, so that other programs can read it; the first line names the columns.
    print("period", "production", "trade", "other", sep="\t")
    for month in months:
        print(month.period, month.production, month.trade, month.other, sep="\t")
