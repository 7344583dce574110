"""A figure: a quantity with the key and the label under which a document shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hanoi_ct.quantities.quantity import Quantity
from hanoi_ct.text import Text

Style = Literal[
    "value",
    "plain",
    "number",
    "signed",
    "signed_number",
    "hedged_number",
    "interval",
    "span",
    "change",
    "comparison",
    "balance",
]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a document: a quantity, the key it goes by and the label it stands under.

    The number, its interval, unit, origin and period are the quantity's own
    (:class:`hanoi_ct.quantities.quantity.Quantity`). ``formula`` is a template like any text,
    ``inputs`` are the keys of the figures that entered; ``note`` says what else a reader must
    know, such as another reading of the interval.
    """

    key: str
    label: Text
    quantity: Quantity
    formula: Text | None = None
    inputs: tuple[str, ...] = ()
    note: Text | None = None
