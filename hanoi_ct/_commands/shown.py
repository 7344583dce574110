"""What commands share: exit codes, and how wide and coloured the terminal is."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from typing import Any

from hanoi_ct.text import Language

IMPOSSIBLE = 3  # the exit code where something cannot be true


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
