"""What an office's own levels say where its sheets leave the growth out.

Two levels of one office are of one kind, so their growth can be computed; two pages that state
a level each may count differently, and nothing is computed from them here.
"""

from __future__ import annotations

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
