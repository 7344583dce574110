"""Which font a document is set in: one that has every letter of the text, named, never guessed.

A family may be installed twice, in an old edition without Vietnamese letters beside a new one, so
each file is opened and asked for the letters.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from hanoi_ct._optional import require

# Times New Roman and its free twins of the same widths.
TWINS = ("Times New Roman", "Tinos", "Liberation Serif", "TeX Gyre Termes")
# The serif that typst brings along; it has all Vietnamese letters.
LAST = "Libertinus Serif"
# The serif that matplotlib brings along, for charts where none of the twins is there.
_OF_CHARTS = "DejaVu Serif"
_VIETNAMESE = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)
_FACES = ((400, "normal"), (700, "normal"), (400, "italic"), (700, "italic"))


class Font(NamedTuple):
    """A family, and the files of its four faces; none for the one that typst holds itself."""

    family: str
    faces: tuple[str, ...]

    def copied(self, folder: Path) -> list[str]:
        """The folder with the faces in it, for typst to see these files and no other edition."""
        if not self.faces:
            return []
        folder.mkdir()
        for number, path in enumerate(self.faces):
            shutil.copyfile(path, folder / f"{number}{Path(path).suffix}")
        return [str(folder)]

    def in_charts(self) -> list[str]:
        """The families that matplotlib draws letters with: these faces, and its own behind them.

        They are entered under a name of their own, since the same family may be known to it in an
        edition that lacks letters.
        """
        if not self.faces:
            return [_OF_CHARTS]
        manager = require("matplotlib.font_manager", "drawing charts")
        name, known = f"{self.family} of the document", manager.fontManager
        if not any(entry.name == name for entry in known.ttflist):
            for path in self.faces:
                entry = manager.ttfFontProperty(manager.get_font(path))
                known.ttflist.append(replace(entry, name=name))
        return [name, _OF_CHARTS]


@cache
def choose_font(text: str = "") -> Font:
    """The first of the wanted families whose faces hold every letter of a text."""
    typst = require("typst", "pdf_document")
    needed = {letter for letter in text if letter.isprintable() and not letter.isspace()}
    needed |= set(_VIETNAMESE) | set(_VIETNAMESE.upper())
    fonts = typst.Fonts().fonts()
    for family in TWINS:
        faces = _faces((font for font in fonts if font.family == family), needed)
        if len(faces) == len(_FACES):
            return Font(family, tuple(faces))
    return Font(LAST, ())


def _faces(fonts: Iterable[Any], needed: set[str]) -> list[str]:
    """A file for each face of a family in which no letter lacks."""
    found: dict[tuple[int, str], str] = {}
    for font in fonts:
        face = font.weight, font.style
        if face in _FACES and face not in found and font.path and _has(font, needed):
            found[face] = font.path
    return list(found.values())


def _has(font: Any, letters: set[str]) -> bool:
    tools = require("fontTools.ttLib", "pdf_document")
    with tools.TTFont(font.path, fontNumber=font.index, lazy=True) as opened:
        held = opened.getBestCmap()
    return all(ord(letter) in held for letter in letters)
