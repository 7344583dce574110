"""The figures of a report, each under its key, collected while the sections are worded."""

from __future__ import annotations

from hanoi_ct.quantities.quantity import Quantity
from hanoi_ct.statements.figure import Figure
from hanoi_ct.statements.formatting import placeholder_keys
from hanoi_ct.text import Text


class FigureBook:
    """Gives every figure a key, a label and, where computed, its formula."""

    def __init__(self) -> None:
        self.figures: dict[str, Figure] = {}

    def add(
        self,
        key: str,
        label: Text,
        quantity: Quantity | None,
        formula: Text | str | None = None,
        *,
        inputs: tuple[str, ...] = (),
        note: Text | None = None,
    ) -> bool:
        """Keep a figure; whether there was one to keep.

        A formula of signs and figures alone is a plain string. Its ``inputs`` are the figures
        that it names, unless they are given. A figure may be added twice only with the same
        number, so that sections can share it.
        """
        if quantity is None:
            return False
        known = self.figures.get(key)
        if known is not None:
            if _number(known.quantity) != _number(quantity):
                raise ValueError(f"figure {key} must have one value; got two")
            return True
        if isinstance(formula, str):
            formula = Text(formula, formula)
        if formula and not inputs:
            inputs = placeholder_keys(formula)
        self.figures[key] = Figure(key, label, quantity, formula, inputs, note)
        return True

    def has(self, *keys: str) -> bool:
        """Whether all of these figures are there."""
        return all(key in self.figures for key in keys)

    def knew(self, *keys: str) -> bool:
        """Whether all of these figures were published when the report was written."""
        return self.has(*keys) and not any(
            self.figures[key].quantity.published_later for key in keys
        )


def _number(quantity: Quantity) -> tuple[float | None, float | None, float | None]:
    return quantity.value, quantity.low, quantity.high
