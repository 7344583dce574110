"""From a file to its grids, by what the file is."""

from __future__ import annotations

import zipfile
from os import PathLike
from pathlib import Path

from hanoi_ct._inputs.files import hidden_character
from hanoi_ct.errors import DataError
from hanoi_ct.tables._sheets.csv_file import read_csv_grid
from hanoi_ct.tables._sheets.docx_file import read_docx
from hanoi_ct.tables._sheets.grid import Workbook, address
from hanoi_ct.tables._sheets.limits import MOST_CELLS, check_size
from hanoi_ct.tables._sheets.ods import read_ods
from hanoi_ct.tables._sheets.xls import read_xls
from hanoi_ct.tables._sheets.xlsx import read_xlsx

__all__ = ["open_workbook"]

_READERS = {
    ".xlsx": read_xlsx,
    ".xlsm": read_xlsx,
    ".xls": read_xls,
    ".ods": read_ods,
    ".csv": read_csv_grid,
    ".txt": read_csv_grid,
    ".docx": read_docx,
}


def open_workbook(path: str | PathLike[str]) -> Workbook:
    """Read a file of tables.

    Parameters
    ----------
    path : str or path
        .xlsx, .xlsm, .xls, .ods, .csv or .docx.

    Returns
    -------
    Workbook
        Its grids.

    Raises
    ------
    DataError
        If the ending is none of these, the file cannot be read, or it is larger than tables of a
        month are; the message names the file, the sheet where there is one, and the limit.
    """
    path = Path(path)
    book = _opened(path)
    cells = sum(len(grid.cells) for grid in book.grids)
    if cells > MOST_CELLS:
        raise DataError(
            f"{path} must hold at most {MOST_CELLS} cells in all; got {cells}. "
            "Save the sheets of the month as a file of their own"
        )
    for grid in book.grids:
        for (row, column), cell in grid.cells.items():
            hidden = hidden_character(cell.text)
            if hidden:
                raise DataError(
                    f"{path}, sheet {grid.name!r}, cell {address(row, column)}: must hold no "
                    f"hidden character; got {hidden}. Type the cell anew"
                )
    return book


def _opened(path: Path) -> Workbook:
    check_size(path)
    ending = path.suffix.lower()
    if ending not in _READERS:
        raise DataError(
            f"{path} must end in .xlsx, .xls, .ods, .csv or .docx; got {ending or 'no ending'}. "
            "Save it in one of these forms"
        )
    with open(path, "rb") as file:
        first = file.read(8)
    if ending == ".xlsx" and first.startswith(b"\xd0\xcf\x11\xe0"):
        try:
            return read_xls(path)  # an old workbook renamed
        except DataError:
            raise DataError(
                f"{path} is protected by a password or is no .xlsx; save it without a password"
            ) from None
    if first.startswith(b"PK\x03\x04"):
        ending = _ending_by_content(path, ending)
    return _READERS[ending](path)


def _ending_by_content(path: Path, ending: str) -> str:
    """What a packed file is, whatever its name ends in: a workbook renamed to .xls, a document."""
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, OSError):
        return ending
    inside = {"xl/workbook.xml": ".xlsx", "word/document.xml": ".docx", "content.xml": ".ods"}
    return next((kind for name, kind in inside.items() if name in names), ending)
