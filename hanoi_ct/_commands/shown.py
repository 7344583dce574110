"""What commands share: exit codes, words in two languages, and the form of the terminal."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from typing import Any

from hanoi_ct.text import Language, Text

IMPOSSIBLE = 3  # the exit code where something cannot be true


# Words in Vietnamese and in English, of which those of the command's language are given.
Say = Callable[[str, str], str]


def saying(language: Language) -> Say:
    """A function that takes words in Vietnamese and in English and gives those of a language."""
    return lambda vi, en: Text(vi, en).get(language)


def add_language(parser: argparse.ArgumentParser, language: Language) -> None:
    """Tell a parser of ``--lang``, which is Vietnamese if nothing is said."""
    words = saying(language)("ngôn ngữ (mặc định: vi)", "language (default: vi)")
    parser.add_argument("--lang", choices=("vi", "en"), default="vi", help=words)


def terminal() -> dict[str, Any]:
    """Width and colours of standard output."""
    shown = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if shown else 100
    return {"width": width, "colour": shown and "NO_COLOR" not in os.environ}


def plain(text: str) -> str:
    """Text of a file without what a terminal would obey."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def words_of(fault: Mapping[str, Any], language: Language) -> tuple[str, str]:
    """What a fault of a sheet says and how to mend it, in a language."""
    return plain(fault[f"message_{language}"]), plain(fault[f"mend_{language}"])


def count_of(number: int, noun: str) -> str:
    """A number with its English noun, in the singular for one.

    Examples
    --------
    >>> count_of(1, "error"), count_of(0, "warning")
    ('1 error', '0 warnings')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
