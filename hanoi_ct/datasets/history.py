"""An office's levels against published history: last month, last year, and the nation's total."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from hanoi_ct._inputs.months import add_months
from hanoi_ct.datasets.own import placed_row
from hanoi_ct.datasets.packaged import Collection
from hanoi_ct.tables._checks.fault import fault
from hanoi_ct.tables._checks.history import WHEN, order_of_magnitude
from hanoi_ct.text import Text

__all__ = ["against_published"]

_TRADE, _OTHER = "hanoi_trade_reported", "hanoi_other_reported"
_KEYS = {
    _TRADE: ("flow", "breakdown", "item_en", "unit"),
    _OTHER: ("indicator", "breakdown", "item_en", "unit"),
}
# What a page calls the item counts only where a breakdown has several; of a total, a count or a
# plan it is written in many ways.
_OF_SEVERAL = ("commodity", "market", "ownership", "component")

_VIETNAMESE = {ord(","): ".", ord("."): ","}

Held = dict[tuple[str, ...], dict[tuple[str, str], tuple[Decimal, str]]]


def against_published(facts: Sequence[dict[str, str]]) -> list[dict[str, Any]]:
    """Warnings on levels ten times above or below what pages published.

    Parameters
    ----------
    facts : sequence of dict
        As ``so_lieu.csv`` holds them.

    Returns
    -------
    list of dict
        Faults as `hanoi_ct.tables.folder.FolderReading` has them. Levels of Hanoi are held
        against published ones of the month before and of the year before; exports and imports of
        any province against the nation's, which they cannot exceed.
    """
    collection = Collection()
    local = {name: _published(collection, name, keys) for name, keys in _KEYS.items()}
    nation = _published(collection, "vietnam_exports", ("flow", "unit"))
    faults: list[dict[str, Any]] = []
    for row in facts:
        if row["measure"] != "level" or not row["value"] or row["doubt"]:
            continue
        placed = placed_row(row)
        if placed is None or placed[0] not in _KEYS or not placed[1].get("value"):
            continue
        found = None
        if row["province"] in ("", "Hà Nội"):
            found = _beside_months(row, *placed, local[placed[0]])
        faults.extend(filter(None, (found or _beside_nation(row, *placed, nation),)))
    return faults


def _published(collection: Collection, name: str, keys: tuple[str, ...]) -> Held:
    """The levels of a table by what they are about and by period; the last page counts."""
    found: Held = {}
    for _, fields in collection.records(name).by_row():
        value = fields["value"]
        if value is None:
            continue
        about = tuple(str(word) for word in _about(keys, (fields[key] for key in keys)))
        span = fields["period_start"], fields["period_end"]
        found.setdefault(about, {})[span] = Decimal(repr(float(value))), fields["source_url"]
    return found


def _about(keys: tuple[str, ...], about: Iterable[object]) -> list[object]:
    held = dict(zip(keys, about, strict=True))
    if "breakdown" in held and held["breakdown"] not in _OF_SEVERAL:
        held["item_en"] = ""
    return [held[key] for key in keys]


def _beside_months(
    row: dict[str, str], table: str, placed: dict[str, str], held: Held
) -> dict[str, Any] | None:
    keys = _KEYS[table]
    about = _about(keys, (placed.get(key, "") for key in keys))
    spans = held.get(tuple(str(word) for word in about), {})
    start, end = row["period_start"], row["period_end"]
    for back, when in WHEN.items():
        if back == 1 and start != end:
            continue
        known = spans.get((add_months(start, -back), add_months(end, -back)))
        if known is None or not known[0]:
            continue
        number = f"{known[0].normalize():,f}"
        other = Text(
            f"{number.translate(_VIETNAMESE)} của Hà Nội, số đã công bố",
            f"{number} of Hanoi, as published",
        )
        found = order_of_magnitude(row, Decimal(placed["value"]) / known[0], when, other, known[1])
        if found is not None:
            return found
    return None


def _beside_nation(
    row: dict[str, str], table: str, placed: dict[str, str], nation: Held
) -> dict[str, Any] | None:
    """A province's exports or imports above the nation's."""
    if table != _TRADE:
        return None
    span = row["period_start"], row["period_end"]
    known = nation.get((placed["flow"], "billion_usd"), {}).get(span)
    if known is None or Decimal(placed["value"]) <= known[0] * 1000:
        return None
    other = f"{known[0].normalize():f} tỷ USD".replace(".", ",")
    found = fault(
        "order_of_magnitude",
        row["sheet"],
        row["cell"],
        "order_of_magnitude.nation",
        {
            "label": row["label"],
            "printed": row["printed"],
            "other": other,
            "place": f"{row['sheet']}!{row['cell']}",
        },
        related=[known[1]],
        found=row["printed"],
        severity="warning",
    )
    return {"file": row["file"], **found}
