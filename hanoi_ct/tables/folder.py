"""The folder of a month: what sheets gave (so_lieu.csv), how columns were read (cach_doc.csv)."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hanoi_ct._inputs.files import write_whole
from hanoi_ct.errors import DataError
from hanoi_ct.tables._checks.history import against_months
from hanoi_ct.tables._checks.repeats import between_files, without_heading
from hanoi_ct.tables._meaning.units import read_unit
from hanoi_ct.tables._meaning.words import fold
from hanoi_ct.tables.forms import FormReading, read_form
from hanoi_ct.tables.made import made_by_report

__all__ = [
    "FACTS",
    "FORM",
    "NAMES",
    "OWN_FILES",
    "READINGS",
    "FolderReading",
    "keep",
    "kept_facts",
    "read_folder",
]

FACTS = "so_lieu.csv"
READINGS = "cach_doc.csv"
CHECKED = "kiem_tra.json"
NAMES = "ten.csv"
FORM = "bieu.xlsx"
# Files of the folder that are no packaged table under another name.
OWN_FILES = frozenset({FACTS, READINGS, NAMES})

_SHEETS = (".xlsx", ".xlsm", ".xls", ".ods", ".docx")
_COLUMNS = (
    "file", "sheet", "cell", "province", "report_month", "kind", "flow", "label", "code",
    "measure", "comparison", "period_start", "period_end", "unit", "scale", "value", "printed",
    "status", "missing", "quantity", "doubt", "hedge", "parent", "heading", "unit_raw",
)  # fmt: skip
_KEPT = ("title", "heading", "measure", "comparison", "status", "confirmed")


@dataclass(slots=True)
class FolderReading:
    """What a month's folder holds: figures, faults, and the files that were not read.

    ``open_elsewhere`` names those that a spreadsheet has open: what is not saved is not read.
    """

    facts: list[dict[str, str]] = field(default_factory=list)
    faults: list[dict[str, Any]] = field(default_factory=list)
    readings: list[FormReading] = field(default_factory=list)
    not_read: list[str] = field(default_factory=list)
    open_elsewhere: list[str] = field(default_factory=list)

    @property
    def errors(self) -> list[dict[str, Any]]:
        """The faults that are no mere warnings."""
        return [fault for fault in self.faults if fault["severity"] == "error"]


def fact_rows(reading: FormReading) -> list[dict[str, str]]:
    """The facts of a file as rows of text."""
    kinds = {table["id"]: table["kind"] for table in reading.tables}
    headings = {
        (table["id"], column["column"]): column["heading"]
        for table in reading.tables
        for column in table["columns"]
    }
    rows = []
    for fact in reading.facts:
        row = {
            "file": reading.file,
            "province": reading.province or "",
            "report_month": reading.report_month or "",
            "kind": fact.get("table_kind") or kinds[fact["table"]] or "",
            "heading": headings.get((fact["table"], fact["cell"].rstrip("0123456789")), ""),
        }
        for name in _COLUMNS:
            if name not in row:
                row[name] = "" if fact.get(name) is None else str(fact[name])
        if not _is_unit(row):
            row["unit_raw"] = ""  # a ditto mark, or text of an old font
        rows.append({name: row[name] for name in _COLUMNS})
    return rows


def _is_unit(row: dict[str, str]) -> bool:
    """Whether the unit as it is printed says what was read."""
    unit = read_unit(row["unit_raw"])
    return unit is not None and (unit.unit, unit.scale) == (row["unit"], row["scale"])


def read_folder(folder: Path) -> FolderReading:
    """Read every sheet of a folder and what was imported into it before.

    Parameters
    ----------
    folder : path
        Sheets (.xlsx, .xls, .ods, .docx, and bieu*.csv), ``so_lieu.csv`` where files were
        imported, ``ten.csv`` with names of one's own.

    Returns
    -------
    FolderReading
        Figures of files imported and of sheets that stand there, each once; all faults, those
        against earlier months included.

    Raises
    ------
    DataError
        If the folder is not there, or a file in it cannot be read.
    """
    if not folder.is_dir():
        found = "it is a file" if folder.exists() else "it is not there"
        raise DataError(f"{folder} must be a folder of tables; {found}")
    found_here = FolderReading()
    imported = kept_facts(folder)
    names = folder / NAMES
    for path in sorted(folder.iterdir()):
        if path.name.startswith("~$"):
            found_here.open_elsewhere += _opened(folder, path.name)
        own_csv = path.suffix.lower() == ".csv" and path.name.startswith("bieu")
        if path.name.startswith(("~$", ".")) or not path.is_file() or made_by_report(path):
            continue
        if path.suffix.lower() in _SHEETS or own_csv:
            reading = read_form(path, names=names if names.is_file() else None)
            found_here.readings.append(reading)
            found_here.facts += fact_rows(reading)
            found_here.faults += [{"file": path.name, **fault} for fault in reading.faults]
        elif path.name not in OWN_FILES and path.suffix.lower() not in (".toml", ".json", ".csv"):
            found_here.not_read.append(path.name)
    here = {reading.file for reading in found_here.readings}
    for file, faults in _kept_faults(folder).items():
        if file not in here:
            found_here.faults += [{"file": file, **fault} for fault in faults]
    found_here.facts += [row for row in imported if row["file"] not in here]
    found_here.faults += against_months(found_here.facts)
    found_here.faults += without_heading(found_here.facts) + between_files(found_here.facts)
    return found_here


def _opened(folder: Path, lock: str) -> list[str]:
    """The file that a lock of Excel is about; its first two letters may be lost."""
    ending = lock.removeprefix("~$")
    names = (path.name for path in folder.iterdir() if not path.name.startswith("~$"))
    return [name for name in names if ending in (name, name[2:])]


def kept_facts(folder: Path) -> list[dict[str, str]]:
    """The rows of ``so_lieu.csv``; none where it is not there."""
    return _rows(folder / FACTS, _COLUMNS)


def _rows(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path} cannot be read: {error}") from None
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if list(reader.fieldnames or ()) != list(columns):
        raise DataError(f"{path}, row 1: columns must be {', '.join(columns)}")
    return [dict(row) for row in reader]


def keep(folder: Path, readings: Iterable[FormReading]) -> list[str]:
    """Write what files gave into a folder, and how their columns were read.

    Rows of a file that was imported before are replaced, all others stay.

    Returns
    -------
    list of str
        In Vietnamese: columns that are read otherwise than the month before, and figures that
        changed since the file was imported last.
    """
    readings = list(readings)
    folder.mkdir(parents=True, exist_ok=True)
    before = kept_facts(folder)
    new = [row for reading in readings for row in fact_rows(reading)]
    files = {reading.file for reading in readings}
    said = _changed_figures([row for row in before if row["file"] in files], new)
    rows = [row for row in before if row["file"] not in files] + new
    said += _keep_readings(folder, readings)
    write_whole(folder / FACTS, _csv(_COLUMNS, rows))
    faults = {**_kept_faults(folder), **{reading.file: reading.faults for reading in readings}}
    held = json.dumps(faults, ensure_ascii=False, indent=1)
    write_whole(folder / CHECKED, held.encode())
    return said


def _kept_faults(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The faults of files when they were imported."""
    path = folder / CHECKED
    if not path.is_file():
        return {}
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"{path} cannot be read: {error}; delete it and import again") from None
    for faults in held.values():
        for fault in faults:  # of a file that was imported before faults were told in English
            fault.setdefault("message_en", fault["message_vi"])
            fault.setdefault("mend_en", fault["mend_vi"])
    return dict(held)


def _changed_figures(before: list[dict[str, str]], new: list[dict[str, str]]) -> list[str]:
    old = {(row["file"], row["sheet"], row["cell"]): row for row in before}
    said = []
    for row in new:
        earlier = old.get((row["file"], row["sheet"], row["cell"]))
        if earlier is not None and earlier["value"] != row["value"]:
            where = f"{row['file']}, {row['sheet']}!{row['cell']}"
            said.append(f"{where} ({row['label']}): {earlier['value']} → {row['value']}")
    return said


def _pattern(text: str) -> str:
    """A title or heading without what changes from month to month."""
    return re.sub(r"\s+", " ", re.sub(r"\d+", "#", fold(text))).strip()


def kept_readings(folder: Path) -> dict[tuple[str, str], dict[str, str]]:
    """How columns were read before, by title and heading without their numbers."""
    return {(row["title"], row["heading"]): row for row in _rows(folder / READINGS, _KEPT)}


def _keep_readings(folder: Path, readings: Sequence[FormReading]) -> list[str]:
    kept = kept_readings(folder)
    said = []
    for reading in readings:
        for table in reading.tables:
            for column in table["columns"]:
                key = (_pattern(table["title"]), _pattern(column["heading"]))
                row = {
                    "title": key[0],
                    "heading": key[1],
                    "measure": column["measure"] or "",
                    "comparison": column["comparison"] or "",
                    "status": column["status"] or "",
                    "confirmed": "",
                }
                earlier = kept.get(key)
                if earlier is None:
                    kept[key] = row
                    continue
                if earlier["confirmed"]:
                    continue
                for name in ("measure", "comparison"):
                    if earlier[name] != row[name]:
                        said.append(
                            f'Cột "{column["heading"]}" ({table["sheet"]}): trước đọc là '
                            f"{earlier[name] or 'không'}, nay là {row[name] or 'không'}"
                        )
                kept[key] = row
    write_whole(folder / READINGS, _csv(_KEPT, kept.values()))
    return said


def confirm(folder: Path, reading: FormReading) -> None:
    """Settle doubts by the rows of ``cach_doc.csv`` whose `confirmed` the user has filled in."""
    confirmed = {key: row for key, row in kept_readings(folder).items() if row["confirmed"]}
    if not confirmed:
        return
    settled: set[str] = set()
    for table in reading.tables:
        for column in table["columns"]:
            row = confirmed.get((_pattern(table["title"]), _pattern(column["heading"])))
            if row is None:
                continue
            for fact in reading.facts:
                letters = fact["cell"].rstrip("0123456789")
                if fact["table"] == table["id"] and letters == column["column"]:
                    fact["measure"] = row["measure"] or fact["measure"]
                    fact["comparison"] = row["comparison"] or None
                    settled.add(fact.pop("doubt", ""))
            column.update(measure=row["measure"], comparison=row["comparison"] or None)
    reading.doubts = [doubt for doubt in reading.doubts if doubt["id"] not in settled]


def _csv(columns: Sequence[str], rows: Iterable[dict[str, str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")  # with the mark by which Excel knows UTF-8
