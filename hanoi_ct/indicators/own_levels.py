"""What an office's own levels say where its sheets leave the growth out.

Two levels of one office are of one kind, so their growth can be computed; two pages that state
a level each may count differently, and nothing is computed from them here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hanoi_ct.datasets.selection import OWN_SOURCE
from hanoi_ct.quantities.arithmetic import computed
from hanoi_ct.quantities.quantity import Quantity, ends


def both_own(*quantities: Quantity | None) -> bool:
    """Whether all of these are there and stand in the office's own sheets."""
    return all(
        quantity is not None
        and quantity.sources
        and all(source.page.startswith(OWN_SOURCE) for source in quantity.sources)
        for quantity in quantities
    )


def own_growth(now: Quantity | None, before: Quantity | None) -> Quantity | None:
    """The growth in percent between two levels of the office; None where it has not both.

    Nothing grows from zero, or from less.
    """
    if now is None or before is None or not both_own(now, before):
        return None
    if now.unit != before.unit or now.value is None or ends(before)[0] <= 0.0:
        return None
    return computed("growth", now, before, unit="percent", decimals=1, printed=True)


def evenly(quantities: Sequence[Quantity | None]) -> list[Quantity | None]:
    """The office's figures of one unit with equally many decimals, as its sheets show them.

    A sheet that shows 6.415,0 beside 4.328,8 is read as numbers, which drop the last zero. A rate
    of the office has one decimal at least. Published figures keep the digits of their pages.
    """
    most: dict[str, int] = {"percent": 1}
    for quantity in quantities:
        if quantity is not None and both_own(quantity):
            most[quantity.unit] = max(most.get(quantity.unit, 0), quantity.decimals)
    return [
        replace(quantity, decimals=most[quantity.unit])
        if quantity is not None and both_own(quantity) and quantity.kind == "published"
        else quantity
        for quantity in quantities
    ]
