"""A figure that stands twice: in two files of a month, or in columns without headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from hanoi_ct.tables._checks.fault import fault
from hanoi_ct.tables._checks.texts import Part
from hanoi_ct.tables._meaning.words import fold

__all__ = ["between_files", "without_heading"]

_ABOUT = (
    "province", "report_month", "kind", "flow", "measure", "comparison", "period_start",
    "period_end", "unit", "status", "quantity", "parent",
)  # fmt: skip


def between_files(facts: Sequence[dict[str, str]]) -> list[dict[str, Any]]:
    """Errors on a figure that two files of a month state otherwise, warnings on copies.

    A figure is the same where all that it is about is the same, its label included; two values
    agree where they may be the same number before it was rounded to the decimals shown.
    """
    first: dict[tuple[str, ...], dict[str, str]] = {}
    faults = []
    copies: dict[tuple[str, str], int] = {}
    for row in _told(facts):
        key = (*(row[name] for name in _ABOUT), fold(row["label"]), fold(row["heading"]))
        other = first.setdefault(key, row)
        if other["file"] == row["file"]:
            continue
        if _agree(row, other):
            pair = other["file"], row["file"]
            copies[pair] = copies.get(pair, 0) + 1
        else:
            faults.append(_disagreement(row, other))
    return faults + [_copy(*pair, count) for pair, count in copies.items() if count >= _A_COPY]


def without_heading(facts: Sequence[dict[str, str]]) -> list[dict[str, Any]]:
    """Errors on rows whose cells stand under no heading and say different things of one matter."""
    first: dict[tuple[str, ...], dict[str, str]] = {}
    faults: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in _dated(facts):  # also in doubt, for the want of a heading
        number = row["cell"].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        key = (row["file"], row["sheet"], number, row["label"], *(row[name] for name in _ABOUT))
        other = first.setdefault(key, row)
        if row["heading"] or other["heading"] or _agree(row, other):
            continue
        parts = {"label": row["label"], "first": other["cell"], "last": row["cell"]}
        found = fault("no_heading", row["sheet"], other["cell"], "no_heading", parts)
        faults[row["file"], row["sheet"], other["cell"]] = {"file": row["file"], **found}
    return list(faults.values())


# Two files that share so many figures are one and its copy.
_A_COPY = 5


def _told(facts: Sequence[dict[str, str]]) -> Iterator[dict[str, str]]:
    """The figures of which it is known what they say."""
    return (row for row in _dated(facts) if not row["doubt"])


def _dated(facts: Sequence[dict[str, str]]) -> Iterator[dict[str, str]]:
    """The figures of which it is known when they are."""
    for row in facts:
        if row["value"] and row["report_month"] and row["period_end"]:
            yield row


def _agree(row: dict[str, str], other: dict[str, str]) -> bool:
    """Whether two values differ by no more than rounding."""
    allowed = (_half_unit(row) + _half_unit(other)) if row["value"] != other["value"] else 0
    return abs(_amount(row) - _amount(other)) <= allowed


def _amount(row: dict[str, str]) -> Decimal:
    return Decimal(row["value"]) * Decimal(row["scale"] or 1)


def _half_unit(row: dict[str, str]) -> Decimal:
    """Half a unit of the last decimal shown."""
    shown = row["printed"].rpartition(",")[2].rstrip("%) ")
    places = len(shown) if "," in row["printed"] and shown.isdigit() else 0
    return Decimal(1).scaleb(-places) / 2 * Decimal(row["scale"] or 1)


def _disagreement(row: dict[str, str], other: dict[str, str]) -> dict[str, Any]:
    place = f"{other['file']}, {other['sheet']}!{other['cell']}"
    found = fault(
        "files_disagree",
        row["sheet"],
        row["cell"],
        "files_disagree",
        {
            "label": row["label"],
            "printed": row["printed"],
            "other": other["printed"],
            "place": place,
        },
        related=[place],
        found=row["printed"],
        expected=other["printed"],
    )
    return {"file": row["file"], **found}


def _copy(first: str, second: str, count: int) -> dict[str, Any]:
    parts: dict[str, Part] = {"file": second, "other": first, "count": count}
    found = fault("file_twice", "", "", "file_twice", parts, related=[first], severity="warning")
    return {"file": second, **found}
