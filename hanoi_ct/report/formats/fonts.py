"""Which font a PDF is set in: one that has every letter of the text, named and never guessed.

A family may be installed twice, in an old edition without Vietnamese letters beside a new one, so
each file is opened and asked for the letters.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from hanoi_ct._optional import require

# Times New Roman and its free twins of the same widths.
TWINS = ("Times New Roman", "Tinos", "Liberation Serif", "TeX Gyre Termes")
# The serif that typst brings along; it has all Vietnamese letters.
LAST = "Libertinus Serif"
_VIETNAMESE = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)
_FACES = ((400, "normal"), (700, "normal"), (400, "italic"), (700, "italic"))


class Font(NamedTuple):
    """A family, and the folder of its four faces; None for the one that typst holds itself."""

    family: str
    folder: Path | None


def choose_font(text: str, workplace: Path) -> Font:
    """The first of the wanted families whose faces hold every letter of a text.

    The faces are copied into a folder of the workplace, so that typst sees these files and no
    other edition of them.
    """
    typst = require("typst", "pdf_document")
    needed = {letter for letter in text if letter.isprintable() and not letter.isspace()}
    needed |= set(_VIETNAMESE) | set(_VIETNAMESE.upper())
    fonts = typst.Fonts().fonts()
    for family in TWINS:
        faces = _faces((font for font in fonts if font.family == family), needed)
        if len(faces) == len(_FACES):
            folder = workplace / "fonts"
            folder.mkdir()
            for number, path in enumerate(faces):
                shutil.copyfile(path, folder / f"{number}{Path(path).suffix}")
            return Font(family, folder)
    return Font(LAST, None)


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
