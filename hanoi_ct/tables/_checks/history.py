"""Levels against those of the month before and of the year before: slips of units and scales."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hanoi_ct._inputs.months import add_months
from hanoi_ct.tables._checks.fault import fault
from hanoi_ct.tables._checks.texts import Part
from hanoi_ct.tables._meaning.words import fold
from hanoi_ct.text import Text

__all__ = ["WHEN", "against_months", "order_of_magnitude"]

# How far back a level is compared, and the words for it.
WHEN = {
    1: Text("tháng trước", "the month before"),
    12: Text("cùng kỳ năm trước", "the same period of the year before"),
}
# A level may be this many times another before a slip is likelier than a change.
_TIMES = 10


def order_of_magnitude(
    row: dict[str, str], ratio: Decimal, when: Text, other: str | Text, related: str
) -> dict[str, Any] | None:
    """The warning on a level ten times above or below another; None where it is not."""
    if Decimal(1) / _TIMES < ratio < _TIMES:
        return None
    digits = f"{float(ratio):.3g}"
    parts: dict[str, Part] = {
        "label": row["label"],
        "printed": row["printed"],
        "verb": Text("gấp", "is") if ratio > 1 else Text("chỉ bằng", "is only"),
        "ratio": Text(digits.replace(".", ","), digits),
        "when": when,
        "other": other,
        "place": f"{row['sheet']}!{row['cell']}",
    }
    found = fault(
        "order_of_magnitude",
        row["sheet"],
        row["cell"],
        "order_of_magnitude",
        parts,
        related=[related],
        found=row["printed"],
        severity="warning",
    )
    return {"file": row["file"], **found}


def against_months(facts: Sequence[dict[str, str]]) -> list[dict[str, Any]]:
    """The levels of a folder against those of other files in it.

    A month is held against the month before and the same month a year before, the months since
    January against those of the year before.
    """
    levels: dict[tuple[str, ...], dict[tuple[str, str], dict[str, str]]] = {}
    for row in facts:
        if row["measure"] not in ("level", "count") or not row["value"] or not row["unit"]:
            continue
        if not row["period_end"]:
            continue
        key = (row["province"], row["kind"], row["flow"], fold(row["label"]), row["quantity"])
        heading = row["heading"] if row["kind"] == "cluster" else ""
        span = row["period_start"], row["period_end"]
        levels.setdefault((*key, row["unit"], heading), {})[span] = row
    faults = []
    for held in levels.values():
        for (start, end), row in held.items():
            for back, when in WHEN.items():
                if back == 1 and start != end:
                    continue
                other = held.get((add_months(start, -back), add_months(end, -back)))
                if other is None or other["file"] == row["file"]:
                    continue
                ratio = _size(row) / _size(other) if _size(other) else Decimal(1)
                related = f"{other['file']}, {other['sheet']}!{other['cell']}"
                found = order_of_magnitude(row, ratio, when, other["printed"], related)
                if found is not None:
                    faults.append(found)
                    break
    return faults


def _size(row: dict[str, str]) -> Decimal:
    return Decimal(row["value"]) * Decimal(row["scale"] or "1")
