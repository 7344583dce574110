"""The command ``hanoi-ct``.

Exit codes: 0 when all went well; 3 when an audit or a check found what cannot be; 2 for anything
the user can put right (a wrong argument, a fault in a table, a missing package, a file that
cannot be written), with one line on standard error that says what; 1 when standard output was
closed early; 130 when it was interrupted.

The command speaks Vietnamese, and English where ``--lang en`` is given. What the library says of a
fault is English and is put into Vietnamese here; what has no Vietnamese words stays as it came.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from hanoi_ct._commands import (
    audit,
    check,
    exporting,
    find,
    importing,
    report,
    starting,
    tabulate,
    validating,
)
from hanoi_ct._commands.fault_words import fault_words
from hanoi_ct._version import __version__
from hanoi_ct.errors import HanoiCTError
from hanoi_ct.text import Language, Text


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
    given = list(sys.argv[1:] if arguments is None else arguments)
    language = _language(given)
    options = _parser(language).parse_args(given)
    try:
        code = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go_of_output()  # the reader (head, less) has gone
        return 1
    except KeyboardInterrupt:
        print(f"hanoi-ct: {Text('đã dừng', 'interrupted').get(language)}", file=sys.stderr)
        return 130
    except (HanoiCTError, OSError) as error:
        try:
            sys.stdout.flush()
        except OSError:  # the disk it goes to is full
            _let_go_of_output()
        return _fail(fault_words(error, language))
    return code or 0


def _let_go_of_output() -> None:
    """Keep the interpreter from writing what is left at its exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(message: str) -> int:
    print("hanoi-ct: " + message, file=sys.stderr)
    return 2


def _write_utf8() -> None:
    """Vietnamese is written as UTF-8 whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def _language(arguments: Sequence[str]) -> Language:
    """The language of the command's own words, which are needed before arguments are read."""
    words = " ".join(arguments)
    return "en" if re.search(r"(^| )--lang(=| )en( |$)", words) else "vi"


# ---- arguments ----------------------------------------------------------------------

# What argparse says of wrong arguments, in Vietnamese.
_SAID = (
    (r"the following arguments are required: (.*)", r"thiếu: \1"),
    (
        r"argument (\S+): invalid choice: (.*) \(choose from (.*)\)",
        r"\1 nhận một trong: \3; đã ghi \2",
    ),
    (r"argument (\S+): expected one argument", r"\1 cần một giá trị"),
    (r"unrecognized arguments: (.*)", r"không rõ: \1"),
    (r"argument (\S+): not allowed with argument (\S+)", r"\1 và \2 không dùng cùng nhau"),
)


class _VietnameseHelp(argparse.HelpFormatter):
    """Help that begins with a Vietnamese word for usage."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """A parser that gives help, and says what is wrong, in the command's language."""

    language: Language = "vi"

    def __init__(self, **options: Any) -> None:
        if self.language == "en":
            super().__init__(**options)
            return
        super().__init__(**options, add_help=False, formatter_class=_VietnameseHelp)
        self._positionals.title = "Đối số"
        self._optionals.title = "Tùy chọn"
        self.add_argument("-h", "--help", action="help", help="hiện hướng dẫn này")

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        if self.language == "vi":
            for said, instead in _SAID:
                message = re.sub(said, instead, message)
            message = message.replace("'", "")  # some versions of Python quote, some do not
        self.exit(2, f"hanoi-ct: {message}\n")


def _parser(language: Language) -> argparse.ArgumentParser:
    def say(vi: str, en: str) -> str:
        return Text(vi, en).get(language)

    parser_class = type("_Parser", (_Parser,), {"language": language})
    parser: argparse.ArgumentParser = parser_class(
        prog="hanoi-ct",
        description=say(
            "Báo cáo tháng về công thương, lập từ số liệu của đơn vị và số liệu đã công bố.",
            "Monthly reports on industry and trade, from an office's own and published figures.",
        ),
        epilog=say(
            "Mã kết thúc: 0 xong; 1 nơi nhận đã đóng; 2 có lỗi cần sửa; 3 số liệu không thể "
            "cùng đúng; 130 bị dừng.",
            "Exit codes: 0 done; 1 output closed early; 2 something to put right; 3 a check found "
            "what cannot be; 130 interrupted.",
        ),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"hanoi-ct {__version__}",
        help=say("hiện số phiên bản", "show the version"),
    )
    commands: argparse._SubParsersAction[argparse.ArgumentParser] = parser.add_subparsers(
        metavar=say("LỆNH", "COMMAND"), required=True, parser_class=parser_class
    )
    report.add(commands, language)
    for command in (starting, importing, validating, exporting, tabulate, audit, check, find):
        command.add(commands, language)
    return parser
