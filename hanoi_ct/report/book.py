"""The figures of a report, each under its key, collected while the sections are worded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hanoi_ct.quantities.quantity import Quantity
from hanoi_ct.quantities.relations import RELATIONS
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
        formula: Text | None = None,
        *,
        of: Mapping[str, str | Text | Sequence[str]] | None = None,
        inputs: tuple[str, ...] = (),
        note: Text | None = None,
    ) -> bool:
        """Keep a figure; whether there was one to keep.

        ``of`` names the figure in each role of the relation by which the quantity was computed:
        the relation has the formula. A role may be held by words, or by a key with a style
        (``exports.value:plain``). Without a relation a ``formula`` is given. The ``inputs`` are
        the figures that it names, unless they are given. A figure may be added twice only with
        the same number, so that sections can share it.
        """
        if quantity is None:
            return False
        known = self.figures.get(key)
        if known is not None:
            if _number(known.quantity) != _number(quantity):
                raise ValueError(f"figure {key} must have one value; got two")
            return True
        if of:
            formula = _formula(quantity.relation, of)
        if formula and not inputs:
            inputs = placeholder_keys(formula)
        self.figures[key] = Figure(key, label, quantity, formula, inputs, note)
        return True

    def has(self, *keys: str) -> bool:
        """Whether all of these figures are there."""
        return all(key in self.figures for key in keys)

    def later(self, key: str) -> bool:
        """Whether a figure was published after the report."""
        return self.figures[key].quantity.published_later

    def knew(self, *keys: str) -> bool:
        """Whether all of these figures were published when the report was written."""
        return self.has(*keys) and not any(
            self.figures[key].quantity.published_later for key in keys
        )


def _formula(name: str, of: Mapping[str, str | Text | Sequence[str]]) -> Text:
    """The formula of a relation with placeholders of figures in its roles."""

    def placed(holder: str | Text) -> Text:
        return holder if isinstance(holder, Text) else Text(f"{{{holder}}}", f"{{{holder}}}")

    relation = RELATIONS[name]
    return relation.worded(
        relation.formula,
        {
            role: placed(held) if isinstance(held, (str, Text)) else [placed(key) for key in held]
            for role, held in of.items()
        },
    )


def _number(quantity: Quantity) -> tuple[float | None, float | None, float | None]:
    return quantity.value, quantity.low, quantity.high


def pages_shown(figures: Mapping[str, Figure]) -> Iterator[str]:
    """The pages that figures rest on, and those whose values stand beside them."""
    for figure in figures.values():
        yield from (source.page for source in figure.quantity.sources)
        yield from (other.source.page for other in figure.quantity.others)
