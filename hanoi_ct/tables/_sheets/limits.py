"""How large a file of monthly tables may be: what is larger is refused before it is read.

The largest of some three hundred real workbooks holds 30 sheets, 400 rows and 700 kB. The
limits stand far above, and so low that no file takes more than about a minute or a gigabyte.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from hanoi_ct._inputs.files import refuse_no_file
from hanoi_ct.errors import DataError

__all__ = [
    "MOST_CELLS",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "check_size",
    "check_unpacked",
]

MOST_BYTES = 40_000_000
MOST_UNPACKED_PART = 32_000_000
MOST_UNPACKED = 128_000_000
MOST_PARTS = 5_000
MOST_ROWS = 5_000
MOST_COLUMNS = 1_000
MOST_CELLS = 200_000


def check_size(path: Path) -> None:
    """Refuse a file that is missing, empty or larger than tables of a month are."""
    refuse_no_file(path)
    try:
        size = path.stat().st_size
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}") from None
    if size == 0:
        raise DataError(f"{path} is empty")
    if size > MOST_BYTES:
        raise DataError(
            f"{path} must hold at most {MOST_BYTES // 1_000_000} MB; got {size / 1e6:.0f} MB. "
            "Save the sheets of the month as a file of their own"
        )


def check_unpacked(path: Path) -> None:
    """Refuse a packed file (xlsx, ods, docx) that would unpack to more than tables hold."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DataError(
            f"{path} cannot be opened: {error}. It may be damaged, or protected by a password"
        ) from None
    if len(parts) > MOST_PARTS:
        raise DataError(f"{path} must hold at most {MOST_PARTS} parts; got {len(parts)}")
    for part in parts:
        if part.file_size > MOST_UNPACKED_PART and part.filename.endswith(
            (".xml", ".rels", ".bin")
        ):
            raise DataError(
                f"{path} holds a part that unpacks to {part.file_size / 1e6:.0f} MB; at most "
                f"{MOST_UNPACKED_PART // 1_000_000} MB are read. Delete rows below and columns "
                "beside the table, then save again"
            )
    whole = sum(part.file_size for part in parts if not part.filename.startswith("xl/media"))
    if whole > MOST_UNPACKED:
        raise DataError(
            f"{path} would unpack to {whole / 1e6:.0f} MB; at most "
            f"{MOST_UNPACKED // 1_000_000} MB are read"
        )
