"""What two cumulative rates imply for the months between them.

A report says January to June and January to August; what July and August did follows, if it is
known how much of last year's eight months fell into the first six. Nobody publishes that, so a
range is assumed, the same for every series and every month: at one end equal months, at the other
months that rise in a straight line so that December is 1.45 times January.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from hanoi_ct import measures
from hanoi_ct._inputs.months import add_months, month_number
from hanoi_ct.quantities.arithmetic import computed
from hanoi_ct.quantities.quantity import Quantity, about, assumed, ends
from hanoi_ct.quantities.units import shift_point

# Sizes of the twelve months at the two ends of the assumption.
_EQUAL = (60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60)
_RISING = (49, 51, 53, 55, 57, 59, 61, 63, 65, 67, 69, 71)
# Nothing falls by more than all of it, and a whole section that doubles speaks against its rates.
_LEAST_PLAUSIBLE, _MOST_PLAUSIBLE = -100.0, 100.0


@dataclass(frozen=True, slots=True)
class Implied:
    """Growth of the months ``first`` to ``last``, in percent, between two cumulative rates.

    ``earlier`` and ``later`` are those rates, ``share`` the assumed part of last year's months up
    to ``later`` that fell into those up to ``earlier``. ``doubtful`` tells that no plausible
    development leads from one rate to the other: one of the two must be wrong.
    """

    first: str
    last: str
    growth: Quantity
    earlier: Quantity
    later: Quantity
    share: Quantity
    doubtful: bool


def share_of_months(months: int, of: int = 12) -> Quantity:
    """The assumed part of the first months of a year in its first ``of`` months, in percent.

    Examples
    --------
    >>> share = share_of_months(8)
    >>> round(share.low, 1), round(share.high, 1)
    (62.2, 66.7)
    """
    low, high = (
        shift_point(
            float(
                measures.ratio(measures.exact_sum(sizes[:months]), measures.exact_sum(sizes[:of]))
            ),
            2,
        )
        for sizes in (_RISING, _EQUAL)
    )
    return assumed(low, high, "percent", 1)


def implied_months(rates: dict[int, Quantity]) -> tuple[Implied, ...]:
    """What the known cumulative rates of a year, by month, imply between each two of them."""
    known = sorted(month for month, rate in rates.items() if not rate.published_later)
    found = []
    for earlier, later in itertools.pairwise(known):
        share = share_of_months(earlier, later)
        growth = computed(
            "required_growth", rates[later], rates[earlier], share, unit="percent", decimals=1
        )
        end = rates[later].period_end
        first = add_months(rates[earlier].period_end, 1)
        low, high = ends(growth)
        doubtful = low > _MOST_PLAUSIBLE or high < _LEAST_PLAUSIBLE
        span = about(growth, (first, end))
        found.append(Implied(first, end, span, rates[earlier], rates[later], share, doubtful))
    return tuple(found)


def doubtful_months(rates: dict[int, Quantity]) -> set[int]:
    """The months whose rates are to be doubted: as few as leave a path that can have happened.

    Of two rates that cannot be joined, the one that fits its other neighbour no better goes.
    """
    left = dict(rates)
    doubted: set[int] = set()
    while True:
        pairs = [one for one in implied_months(left) if one.doubtful]
        if not pairs:
            return doubted
        named = [month_number(end.period_end) for one in pairs for end in (one.earlier, one.later)]
        worst = max(named, key=lambda month: (named.count(month), month))
        doubted.add(worst)
        del left[worst]


def behind(implied: tuple[Implied, ...], month: str) -> Implied | None:
    """What is implied for the months that end in a month; None without two rates around them."""
    return next((one for one in implied if one.last == month), None)


def months_of(implied: Implied) -> tuple[int, int]:
    """The first and the last of the months, counted in the year."""
    return month_number(implied.first), month_number(implied.last)
