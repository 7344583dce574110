"""Figures of every node in every period, with their labels."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct import _periods
from hanoi_ct._optional import require
from hanoi_ct._validate import integer
from hanoi_ct.hierarchy._hierarchy import Hierarchy

if TYPE_CHECKING:
    import pandas as pd

_Floats = NDArray[np.float64]


class TreeValues:
    """One figure a node and period.

    Attributes
    ----------
    hierarchy : Hierarchy
        The nodes.
    values : ndarray of float64
        One row a node, in the order of ``hierarchy.codes``; one column a period.
    periods : tuple
        The label of each period.

    Examples
    --------
    >>> from hanoi_ct.hierarchy import Hierarchy
    >>> tree = Hierarchy.from_parents({"total": None, "B": "total", "C": "total"})
    >>> index = tree.aggregate([[100, 102], [100, 106]], [1, 3])
    >>> index["total"]
    array([100., 105.])
    """

    def __init__(
        self, hierarchy: Hierarchy, values: _Floats, periods: Sequence[Any] | None = None
    ) -> None:
        self.hierarchy = hierarchy
        self.values = values
        self.periods = _periods.labels(periods, values.shape[1], type(self).__name__)

    def __getitem__(self, code: str) -> _Floats:
        return self.values[self.hierarchy.row(code)]  # type: ignore[no-any-return]

    def at(self, period: Any) -> dict[str, float]:
        """Return the figure of every node in one period, by code."""
        column = _periods.position(period, self.periods, "period", "at")
        return dict(zip(self.hierarchy.codes, self.values[:, column].tolist(), strict=True))

    def mean_over(self, window: int) -> "TreeValues":
        """Return means over windows of so many periods, one after the other.

        Quarters of monthly figures are ``mean_over(3)``, years ``mean_over(12)``. A
        window is labelled by its first period; an incomplete one at the end is left
        out, and a missing figure makes its window missing.

        Raises
        ------
        ArgumentTypeError, ArgumentValueError
            `window` is not an integer of at least 1; months have a gap.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import Hierarchy
        >>> index = Hierarchy([-1]).aggregate([[1, 2, 3, 4, 5]], [1])
        >>> index.mean_over(2)["0"]
        array([1.5, 3.5])
        """
        length = integer(window, "window", "mean_over", low=1)
        _periods.consecutive(self.periods, "mean_over")
        count = len(self.periods) // length
        blocks = self.values[:, : count * length].reshape(len(self.hierarchy), count, length)
        labels = self.periods[: count * length : length]
        return TreeValues(self.hierarchy, blocks.mean(axis=2), labels)

    def to_pandas(self, *, tidy: bool = False) -> "pd.DataFrame":
        """Return a DataFrame: a row a node and a column a period, or a row a figure.

        Parameters
        ----------
        tidy : bool, default False
            One row a node and period, with the columns ``code``, ``period``, ``value``.

        Returns
        -------
        pandas.DataFrame

        Raises
        ------
        MissingDependencyError
            pandas is not installed.
        """
        pandas = require("pandas", f"{type(self).__name__}.to_pandas")
        frame: pd.DataFrame
        if tidy:
            frame = pandas.DataFrame(self._columns())
        else:
            frame = pandas.DataFrame(
                self.values.copy(),
                index=pandas.Index(self.hierarchy.codes, name="code"),
                columns=pandas.Index(self.periods, name="period"),
            )
        return frame

    def to_polars(self) -> Any:
        """Return a polars DataFrame with the columns ``code``, ``period``, ``value``."""
        polars = require("polars", f"{type(self).__name__}.to_polars")
        return polars.DataFrame(self._columns())

    def to_xarray(self) -> Any:
        """Return an xarray DataArray with the dimensions ``code`` and ``period``."""
        xarray = require("xarray", f"{type(self).__name__}.to_xarray")
        return xarray.DataArray(
            self.values.copy(),
            dims=("code", "period"),
            coords={"code": list(self.hierarchy.codes), "period": list(self.periods)},
        )

    def _columns(self) -> dict[str, Any]:
        n_nodes, n_periods = self.values.shape
        return {
            "code": [code for code in self.hierarchy.codes for _ in range(n_periods)],
            "period": list(self.periods) * n_nodes,
            "value": self.values.ravel(),
        }

    def plot(self, *codes: str, ax: Any = None) -> Any:
        """Draw the series of some nodes, by default the roots, and return the axes.

        Raises
        ------
        MissingDependencyError
            matplotlib is not installed.
        """
        pyplot = require("matplotlib.pyplot", f"{type(self).__name__}.plot")
        axes = pyplot.gca() if ax is None else ax
        for code in codes or self.hierarchy.roots:
            axes.plot([str(label) for label in self.periods], self[code], label=code)
        axes.legend()
        return axes

    def __repr__(self) -> str:
        span = f", {self.periods[0]} to {self.periods[-1]}" if self.periods else ""
        return (
            f"<{type(self).__name__} of {len(self.hierarchy)} nodes in "
            f"{len(self.periods)} periods{span}>"
        )
