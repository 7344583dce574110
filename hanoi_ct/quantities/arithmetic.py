"""Measures applied to quantities: the number and, at every combination of ends, its interval."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from hanoi_ct import measures
from hanoi_ct.quantities.printed import printed_decimals
from hanoi_ct.quantities.quantity import Kind, Quantity, ends, merged_sources
from hanoi_ct.quantities.relations import RELATIONS
from hanoi_ct.quantities.units import HUNDREDTHS, shift_point

_KEPT_DECIMALS = 12


def in_unit(quantity: Quantity, unit: str, places: int, decimals: int | None = None) -> Quantity:
    """The quantity in a unit that differs by a power of ten (million USD as billion USD).

    Without ``decimals`` every digit of the number is kept, and at least one decimal of a plain
    one: "about 8000 million" is "about 8 billion".
    """

    def moved(x: float | None) -> float | None:
        return None if x is None else shift_point(x, places)

    value = moved(quantity.value)
    if decimals is None:
        least = 1 if quantity.qualifier == "exact" else 0
        decimals = max(least, printed_decimals(value, "exact")) if value is not None else 1
    return replace(
        quantity,
        value=value,
        low=moved(quantity.low),
        high=moved(quantity.high),
        unit=unit,
        decimals=decimals,
        others=tuple(
            replace(other, value=shift_point(other.value, places)) for other in quantity.others
        ),
    )


def computed(
    relation: str,
    *operands: Quantity,
    unit: str,
    decimals: int,
    kind: Kind = "computed",
    printed: bool = False,
) -> Quantity:
    """Apply the measure of a relation to quantities.

    Parameters
    ----------
    relation : str
        A name in :data:`hanoi_ct.quantities.relations.RELATIONS` with a measure of as many
        arrays as there are operands, monotone in each of them where the others are held, so
        that its extremes lie at combinations of interval ends. Rates enter and leave it as
        fractions.
    *operands : Quantity
        A quantity without an interval enters as its number; one without a number gives a result
        without one.
    unit, decimals, kind
        Of the result. Its period is the latest of the operands' periods.
    printed : bool, default False
        Whether the operands are printed figures: the number is then also rounded from the exact
        result of their decimals, by the printed twin of the measure.
    """
    measure, twin = RELATIONS[relation].measure, RELATIONS[relation].printed
    assert measure
    arguments = [to_fraction(q.value, q.unit) for q in operands if q.value is not None]
    value = rounded = None
    if len(arguments) == len(operands):
        value = from_fraction(float(measure(*arguments)), unit)
        if printed and twin:
            rounded = from_fraction(float(twin(*arguments, decimals)), unit)
    both_ends = [[to_fraction(end, q.unit) for end in dict.fromkeys(ends(q))] for q in operands]
    corners = np.array(list(itertools.product(*both_ends))).T
    reached = measure(*corners)
    return derived(
        operands,
        value,
        from_fraction(float(np.min(reached)), unit),
        from_fraction(float(np.max(reached)), unit),
        unit=unit,
        decimals=decimals,
        kind=kind,
        printed=rounded,
        relation=relation,
    )


def derived(
    operands: Sequence[Quantity],
    value: float | None,
    low: float,
    high: float,
    *,
    unit: str,
    decimals: int,
    kind: Kind,
    printed: float | None = None,
    relation: str = "",
) -> Quantity:
    """A number worked out from quantities: it has their sources and their latest period."""
    latest = max(operands, key=lambda operand: operand.period_end)
    return Quantity(
        value,
        unit,
        decimals,
        kind,
        low=low,
        high=high,
        sources=merged_sources(operands),
        period_start=latest.period_start,
        period_end=latest.period_end,
        published_later=any(operand.published_later for operand in operands),
        printed=printed,
        relation=relation,
    )


def to_fraction(x: float, unit: str) -> float:
    """A number of a quantity as measures take it: percent become fractions."""
    return shift_point(x, -2) if unit in HUNDREDTHS else x


def from_fraction(x: float, unit: str) -> float:
    """A number of a measure in the unit of a quantity: fractions become percent."""
    # Binary noise (0.8999999999999994, 6.249999999999999) must not decide how a number is
    # printed; the decimals kept here lie far below any printed digit.
    x = shift_point(x, 2) if unit in HUNDREDTHS else x
    return float(measures.round_half_up(x, _KEPT_DECIMALS))
