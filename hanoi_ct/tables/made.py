"""Tell documents that the report wrote from an office's own sheets.

A report may be written into the folder of the month. It must not be read back as a sheet of
figures next time; so every document carries a mark among its properties.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

# Written as keywords of .docx and .xlsx documents.
MARK = "hanoi-ct report"
_PROPERTIES = "docProps/core.xml"
_LARGEST = 1 << 16


def made_by_report(path: Path) -> bool:
    """Whether a file is a document that the report wrote."""
    if path.suffix.lower() not in (".docx", ".xlsx"):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(_PROPERTIES).file_size > _LARGEST:
                return False
            properties = archive.read(_PROPERTIES).decode("utf-8", errors="replace")
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError):
        return False
    return f">{MARK}</" in properties
