"""Indexes of a whole tree from period to period, and their chaining."""

from typing import Any

import numpy as np

from hanoi_ct._inputs import periods as _periods
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.validate import real_number
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.hierarchy._explain.factors import moved_values, weights_in_use
from hanoi_ct.hierarchy._fixed_base import FixedBaseIndex
from hanoi_ct.hierarchy._tree_index import TreeIndex
from hanoi_ct.hierarchy._values.state import Chained


class PeriodOnPeriodIndex(TreeIndex):
    """An index from period to period: each value is a ratio to the period before.

    It has no levels, so it knows no growth over a year; `chain` it first.
    """

    def chain(self, start: float = 100.0) -> FixedBaseIndex:
        """Chain the links into a series on the base of the period before the first.

        Parameters
        ----------
        start : float, default 100
            The level of the period before the first.

        Returns
        -------
        FixedBaseIndex
            Missing from the first missing link of a node on. A node that enters the basket
            later (no weight in the first periods) is at `start` in the period before its
            first link, which is not shown.

        References
        ----------
        IMF, ILO, OECD, UNECE, World Bank (2004), *Producer Price Index Manual: Theory
        and Practice*, chapter 9.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import Hierarchy
        >>> tree = Hierarchy.from_parents({"total": None, "B": "total", "C": "total"})
        >>> links = tree.aggregate([[1.5, 1.0], [1.0, 0.5]], [1, 1], kind="period_on_period")
        >>> links.chain()["total"]
        array([125.  ,  93.75])
        """
        real_number(start, "start", "chain", "a positive number", lambda v: 0.0 < v < np.inf)
        # Updated weights keep every node the mean of its leaves on the base, if none ends
        # in a gap, so that the chain is a fixed-base index; otherwise its contributions
        # go link by link.
        on_base = self.updated and self.order == 1.0 and not self._has_gaps()
        return FixedBaseIndex(
            self.hierarchy,
            self._levels_from(start),
            self.periods,
            self.weights,
            self.observed,
            self.order,
            origin=None if on_base else Chained(self),
        )

    def _levels_from(self, start: float) -> Floats:
        weight = self.weights.node
        # Leaves beside the basket have no weight in any period, and links all the same.
        ever = (weight > 0.0).any(axis=1, keepdims=True)
        not_yet = (np.cumsum(weight, axis=1) == 0.0) & ever & np.isnan(self.values)
        links = np.where(not_yet, 1.0, self.values) if not_yet.any() else self.values
        levels = (start * np.cumprod(links, axis=1)).astype(np.float64, copy=False)
        levels[not_yet] = np.nan
        return levels

    def updated_weights(self, period: Any = None) -> dict[str, float]:
        """Return the weight of every node after a period, by default the last.

        Without ``update=True``, or under a geometric mean, these are the base weights.

        Parameters
        ----------
        period : label, optional
            One of `periods`.

        Returns
        -------
        dict of str to float
            By code, in the proportions of the base weights; NaN where a node has none.

        Raises
        ------
        ArgumentValueError
            There is no such period, or no period at all.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import Hierarchy
        >>> tree = Hierarchy.from_parents({"all": None, "rice": "all", "fuel": "all"})
        >>> links = tree.aggregate(
        ...     [[1.0, 1.1], [1.0, 1.3]], [60, 40], kind="period_on_period", update=True
        ... )
        >>> {code: round(weight, 9) for code, weight in links.updated_weights().items()}
        {'all': 118.0, 'rice': 66.0, 'fuel': 52.0}
        """
        if not self.periods:
            raise ArgumentValueError("the index of updated_weights must have a period; got none")
        column = len(self.periods) - 1
        if period is not None:
            column = _periods.position(period, self.periods, "period", "updated_weights")
        weight = weights_in_use(self)[:, column]
        if self.updated:
            weight = weight * moved_values(self)[:, column] ** self.order
        return dict(zip(self.hierarchy.codes, weight.tolist(), strict=True))
