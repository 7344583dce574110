"""What only the office knows of its report: who issues it, its number, its signer, its readers.

It is read from ``don_vi.toml`` in the folder of the month. What is not there stays a field to be
filled in by hand, never a made-up word. A table ``[en]`` holds the same names for documents in
English; a name that it lacks stays as it is.
"""

from __future__ import annotations

import datetime
import tomllib
import unicodedata
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from hanoi_ct.errors import DataError
from hanoi_ct.tables.schema import nearest
from hanoi_ct.text import Language

FILE = "don_vi.toml"


@dataclass(frozen=True, slots=True)
class Office:
    """The head and the foot of a signed report; empty where the office has not said.

    Attributes
    ----------
    co_quan_chu_quan : str
        The body above: Ủy ban nhân dân thành phố Hà Nội.
    co_quan_ban_hanh : str
        The issuing body: Sở Công Thương.
    dia_danh : str
        The place: Hà Nội.
    so, ky_hieu : str
        The number and the symbol: 125 and BC-SCT.
    ngay : str
        The date, YYYY-MM-DD.
    nguoi_ky, chuc_vu : str
        The signer, and the office in which the signer signs; a line break parts
        ``KT. GIÁM ĐỐC`` from ``PHÓ GIÁM ĐỐC``.
    noi_nhan : tuple of str
        The recipients, a line each.
    """

    co_quan_chu_quan: str = ""
    co_quan_ban_hanh: str = ""
    dia_danh: str = ""
    so: str = ""
    ky_hieu: str = ""
    ngay: str = ""
    nguoi_ky: str = ""
    chuc_vu: str = ""
    noi_nhan: tuple[str, ...] = ()


def read_office(folder: Path | None, language: Language = "vi") -> Office:
    """The office of a folder; an empty one if the folder has no ``don_vi.toml``.

    Parameters
    ----------
    folder : Path or None
    language : {"vi", "en"}, default "vi"
        That of the document.

    Raises
    ------
    DataError
        If the file cannot be read, holds an unknown name, or a value of the wrong kind.
    """
    path = folder / FILE if folder else None
    if path is None or not path.is_file():
        return Office()
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path} must be TOML in UTF-8; {error}") from None
    english = content.pop("en", {})
    if not isinstance(english, dict):
        raise DataError(f"{path}: en must be a table of the same names, [en]; got {english!r}")
    found = _read(path, content)
    names = _read(path, english)  # its faults are told in either language
    return Office(**(found | names if language == "en" else found))


def _read(path: Path, content: dict[str, Any]) -> dict[str, Any]:
    """The values of known names."""
    known = [field.name for field in fields(Office)]
    found: dict[str, Any] = {}
    for name, value in content.items():
        if name not in known:
            near = nearest(name, known)
            hint = f"nearest: {near}" if near else f"there are {', '.join(known)}, [en]"
            raise DataError(f"{path} must hold known names; got {name!r} ({hint})")
        found[name] = _lines(path, name, value) if name == "noi_nhan" else _text(path, name, value)
    return found


def _text(path: Path, name: str, value: object) -> str:
    if isinstance(value, (str, int, datetime.date)) and not isinstance(value, bool):
        text = str(value)
    else:
        raise DataError(f"{path}: {name} must be text; got {value!r}")
    if name == "ngay" and text:
        try:
            datetime.date.fromisoformat(text)
        except ValueError:
            raise DataError(f"{path}: ngay must be a date YYYY-MM-DD; got {text!r}") from None
    return unicodedata.normalize("NFC", text).strip()


def _lines(path: Path, name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(line, str) for line in value):
        raise DataError(f"{path}: {name} must be a list of lines; got {value!r}")
    return tuple(unicodedata.normalize("NFC", line).strip() for line in value)
