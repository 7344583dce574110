"""Contributions as a result: a table of nodes, a ranking, a waterfall."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs import periods as _periods
from hanoi_ct._inputs.validate import integer
from hanoi_ct._optional import require
from hanoi_ct.hierarchy._codes.tree import CodeTree
from hanoi_ct.hierarchy._values.drawing import draw_steps
from hanoi_ct.hierarchy._values.values import TreeValues


class Contributions(TreeValues):
    """Contribution of every node to the growth of a total, as fractions.

    The row of the total is its growth; 0.05 is 5 percentage points.
    """

    def __init__(
        self, hierarchy: CodeTree, values: NDArray[np.float64], periods: Sequence[Any]
    ) -> None:
        super().__init__(hierarchy, values, periods)

    def ranking(self, period: Any, level: int | None = None) -> list[tuple[str, float]]:
        """Return codes and contributions in one period, the largest movement first.

        Parameters
        ----------
        period : label
            One of ``periods``.
        level : int, optional
            Only the nodes at this level of the tree; by default the leaves.

        Returns
        -------
        list of (str, float)
            Ordered by size, whatever the sign; missing ones are left out.

        Raises
        ------
        ArgumentTypeError, ArgumentValueError
            No such period, no such level.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import Hierarchy
        >>> tree = Hierarchy.from_parents({"total": None, "B": "total", "C": "total"})
        >>> index = tree.aggregate([[100, 70], [100, 125]], [1, 3])
        >>> index.contributions(lag=1).ranking(1)
        [('C', 0.1875), ('B', -0.075)]
        """
        column = self.values[:, _periods.position(period, self.periods, "period", "ranking")]
        if level is not None:
            integer(level, "level", "ranking", low=0, high=self.hierarchy.depth - 1)
        rows = (
            self.hierarchy.leaf_rows
            if level is None
            else np.flatnonzero(self.hierarchy.level == level)
        )
        found = [(self.hierarchy.codes[i], float(column[i])) for i in rows]
        return sorted((pair for pair in found if pair[1] == pair[1]), key=lambda p: -abs(p[1]))

    _unit, _scale = "percentage points", 100.0

    def plot_waterfall(self, period: Any, *, level: int = 1, ax: Any = None) -> Any:
        """Draw the contributions of one level in one period as steps up to the growth of
        the total, the largest movement first, in percentage points; return the axes.

        Parameters
        ----------
        period : label
            One of `periods`.
        level : int, default 1
            Depth of the nodes that are drawn; 0 is the total.
        ax : matplotlib Axes, optional
            Where to draw; by default the current axes.

        Returns
        -------
        matplotlib Axes

        Raises
        ------
        MissingDependencyError
            matplotlib is not installed.
        """
        pyplot = require("matplotlib.pyplot", "Contributions.plot_waterfall")
        axes = pyplot.gca() if ax is None else ax
        steps = [(code, 100.0 * value) for code, value in self.ranking(period, level)]
        at = self.at(period)
        totals = {code: 100.0 * at[code] for code in self.hierarchy.roots}
        draw_steps(axes, steps, totals, self.hierarchy.names)
        axes.set_ylabel(self._unit)
        axes.set_title(str(period))
        return axes
