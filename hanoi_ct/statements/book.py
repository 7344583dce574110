"""The figures of a report, each under its key, collected while the sections are worded."""

from __future__ import annotations

from dataclasses import fields

from hanoi_ct.indicators.quantity import Quantity

from .formatting import placeholder_keys
from .model import Figure, Text

_OF_QUANTITY = tuple(field.name for field in fields(Quantity))


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
            if (known.value, known.low, known.high) != (
                quantity.value,
                quantity.low,
                quantity.high,
            ):
                raise ValueError(f"figure {key} must have one value; got two")
            return True
        if isinstance(formula, str):
            formula = Text(formula, formula)
        if formula and not inputs:
            inputs = placeholder_keys(formula)
        values = {name: getattr(quantity, name) for name in _OF_QUANTITY}
        self.figures[key] = Figure(
            key=key, label=label, formula=formula, inputs=inputs, note=note, **values
        )
        return True

    def has(self, *keys: str) -> bool:
        """Whether all of these figures are there."""
        return all(key in self.figures for key in keys)

    def knew(self, *keys: str) -> bool:
        """Whether all of these figures were published when the report was written."""
        return self.has(*keys) and not any(self.figures[key].published_later for key in keys)
