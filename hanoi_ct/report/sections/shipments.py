"""Production beside shipments: what the two rates of manufacturing say of its stocks."""

from __future__ import annotations

from typing import Literal

from hanoi_ct.quantities.quantity import ends
from hanoi_ct.report.book import FigureBook

__all__ = ["beside_production"]

# Rates further apart than this, in percentage points, speak of different things or of a slip.
_FARTHEST = 25.0


def beside_production(book: FigureBook) -> Literal["behind", "doubtful", "alike"] | None:
    """Whether shipments lag behind production; None where one of the two was not found."""
    if not book.has("consumption.gap"):
        return None
    low, high = ends(book.figures["consumption.gap"].quantity)
    if low > _FARTHEST or high < -_FARTHEST:
        return "doubtful"
    return "behind" if low > 0.0 else "alike"
