"""Workbooks for tests, written from drawings: a line a row, cells divided by bars."""

from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Font


def draw(
    path: Path, sheets: dict[str, str], *, font: str = "", merges: tuple[str, ...] = ()
) -> Path:
    """Write a workbook; numbers are typed, two blanks before a text are an indent."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, drawing in sheets.items():
        sheet = book.create_sheet(name)
        for row, line in enumerate(drawing.strip("\n").split("\n"), 1):
            for column, text in enumerate(line.split("|"), 1):
                if text.strip():
                    cell = sheet.cell(row, column, _typed(text.strip()))
                    cell.alignment = Alignment(indent=(len(text) - len(text.lstrip())) // 2)
                    if font:
                        cell.font = Font(name=font)
        for area in merges:
            sheet.merge_cells(area)
    book.save(path)
    return path


def facts_of(reading):
    """The facts of a sheet that was read, by cell."""
    return {fact["cell"]: fact for fact in reading.facts}


def _typed(text: str) -> object:
    try:
        number = float(text)
    except ValueError:
        return text.replace("\\n", "\n")
    return int(number) if number == int(number) and "." not in text else number


def vni(text: str) -> str:
    """Text as the fonts of VNI hold it: a mark after its letter."""
    import unicodedata

    tones = dict(zip("\u0301\u0300\u0309\u0303\u0323", "ùøûõï", strict=True))
    hats = dict(zip("\u0301\u0300\u0309\u0303\u0323", "áàåãä", strict=True))
    breves = dict(zip("\u0301\u0300\u0309\u0303\u0323", "éèúüë", strict=True))
    dotless = dict(zip("\u0301\u0300\u0309\u0303\u0323", "íìæóò", strict=True))
    out = []
    for letter in unicodedata.normalize("NFC", text):
        base, *marks = unicodedata.normalize("NFD", letter.lower())
        tone = next((mark for mark in marks if mark in tones), None)
        if base == "đ":
            written = "ñ"
        elif base == "i" and tone:
            written = dotless[tone]
        elif "\u0302" in marks:
            written = base + (hats[tone] if tone else "â")
        elif "\u0306" in marks:
            written = base + (breves[tone] if tone else "ê")
        elif "\u031b" in marks:
            written = {"o": "ô", "u": "ö"}[base] + (tones[tone] if tone else "")
        else:
            written = base + (tones[tone] if tone else "")
        out.append(written.upper() if letter.isupper() else written)
    return "".join(out)
