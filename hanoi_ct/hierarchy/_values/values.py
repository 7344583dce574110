"""Figures of every node in every period, with their labels."""

import copy
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct._inputs import periods as _periods
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.validate import choice, flag, float64_array, integer, shown
from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy._codes.tree import CodeTree
from hanoi_ct.hierarchy._values.drawing import draw_lines
from hanoi_ct.hierarchy._values.shown import tree_table
from hanoi_ct.hierarchy._values.times import (
    as_months,
    calendar,
    consecutive,
    first_period_of,
    year_length,
)
from hanoi_ct.measures._growth.printed_ytd import printed_ytd
from hanoi_ct.measures._printed.means import printed_mean
from hanoi_ct.measures._printed.printed import printed_growth
from hanoi_ct.measures._printed.rounding import round_half_up

if TYPE_CHECKING:
    import pandas as pd


class TreeValues:
    """One figure a node and period.

    Attributes
    ----------
    hierarchy : Hierarchy
        The nodes.
    values : ndarray of float64
        One row a node, in the order of ``hierarchy.codes``; one column a period.
    periods : tuple
        The label of each period; by default their numbers from 0.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        `hierarchy` is no Hierarchy; `values` are no real numbers of one row a node, or of
        another number of columns than `periods`.

    Examples
    --------
    >>> from hanoi_ct.hierarchy import Hierarchy
    >>> tree = Hierarchy.from_parents({"total": None, "B": "total", "C": "total"})
    >>> index = tree.aggregate([[100, 102], [100, 106]], [1, 3])
    >>> index["total"]
    array([100., 105.])
    """

    def __init__(
        self, hierarchy: CodeTree, values: ArrayLike, periods: Sequence[Any] | None = None
    ) -> None:
        name = type(self).__name__
        if not isinstance(hierarchy, CodeTree):
            raise ArgumentTypeError(
                f"`hierarchy` of {name} must be a Hierarchy; got {shown(hierarchy)}"
            )
        self.hierarchy = hierarchy
        self.values = float64_array(values, "values", name)
        if self.values.ndim != 2 or self.values.shape[0] != len(hierarchy):
            raise ArgumentValueError(
                f"`values` of {name} must have one row for each of the {len(hierarchy)} nodes and "
                f"one column a period; got shape {self.values.shape}"
            )
        self.periods = _periods.labels(periods, self.values.shape[1], name)

    def __getitem__(self, code: str) -> Floats:
        return self.values[self.hierarchy.row(code)]  # type: ignore[no-any-return]

    def at(self, period: Any) -> dict[str, float]:
        """Return the figure of every node in one period, by code.

        Parameters
        ----------
        period : label or int
            One of `periods`.

        Returns
        -------
        dict of str to float
            NaN where a node has no figure.

        Raises
        ------
        ArgumentValueError
            There is no such period.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import Hierarchy
        >>> months = ["2024-01", "2024-02"]
        >>> index = Hierarchy([-1]).aggregate([[100.0, 107.35]], [1], periods=months)
        >>> index.at("2024-02")
        {'0': 107.35}
        """
        column = _periods.position(period, self.periods, "period", "at")
        return dict(zip(self.hierarchy.codes, self.values[:, column].tolist(), strict=True))

    def mean_over(
        self, window: int, *, partial: bool = False, decimals: int | None = None
    ) -> "TreeValues":
        """Return means over windows of so many periods, one after the other.

        Quarters of monthly figures are ``mean_over(3)``, years ``mean_over(12)``. A
        window is labelled by its first period, and a missing figure makes it missing.

        Parameters
        ----------
        window : int
            Periods of a window, at least 1.
        partial : bool, default False
            Whether an incomplete window at the end gives the mean of what is there. Otherwise
            it is left out; but where windows are years, as the labels say, it is refused.
        decimals : int, optional
            Read the figures as the decimals they print as, and round the exact mean: see
            `hanoi_ct.printed_mean`.

        Raises
        ------
        ArgumentTypeError, ArgumentValueError
            `window` is not an integer of at least 1, or is longer than the periods; months have
            a gap; a year at the end is not complete; `decimals` is not an integer of -15 to 15.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import Hierarchy
        >>> index = Hierarchy([-1]).aggregate([[1, 2, 3, 4, 5]], [1])
        >>> index.mean_over(2)["0"]
        array([1.5, 3.5])
        >>> index.mean_over(2, partial=True)["0"]
        array([1.5, 3.5, 5. ])
        """
        length = integer(window, "window", "mean_over", low=1)
        flag(partial, "partial", "mean_over")
        consecutive(self.periods, "mean_over")
        if length > len(self.periods) and not partial:
            raise ArgumentValueError(
                f"`window` of mean_over must be at most the {len(self.periods)} periods there are; "
                f"got {length}: partial=True takes their mean"
            )
        count, left = divmod(len(self.periods), length)
        if left and not partial:
            self._refuse_incomplete_year(length, left)
        blocks = self.values[:, : count * length].reshape(len(self.hierarchy), count, length)
        labels = self.periods[: count * length : length]
        means = blocks.mean(axis=2) if decimals is None else printed_mean(blocks, decimals)
        if left and partial:
            rest = self.values[:, -left:]
            last = rest.mean(axis=1) if decimals is None else printed_mean(rest, decimals)
            means = np.column_stack([means, last])
            labels = self.periods[::length]
        return self._of_unit(means, labels)

    def _refuse_incomplete_year(self, length: int, left: int) -> None:
        """Raise where windows are years, as the labels say, of which the last is cut off."""
        found = calendar(self.periods, "mean_over")
        if found is None or found.unit.kind != "month" or found.per_year != length or length == 1:
            return
        first, absent = (found.written(int(found.numbers[-left]) + n) for n in (0, left))
        raise ArgumentValueError(
            f"`periods` of mean_over must be complete years of {length}; got {left} from {first} "
            f"on, without {absent}: partial=True takes what is there"
        )

    def printed(self, decimals: int = 1) -> "TreeValues":
        """Return the figures as a table prints them: rounded half up, away from zero.

        Parameters
        ----------
        decimals : int, default 1
            Decimals kept, from -15 to 15.

        Returns
        -------
        TreeValues
            In the unit of the figures; NaN stays NaN.

        Raises
        ------
        ArgumentTypeError, ArgumentValueError
            `decimals` is no integer from -15 to 15.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import Hierarchy
        >>> index = Hierarchy([-1]).aggregate([[100.25, 107.35]], [1])
        >>> index.printed(1)["0"]
        array([100.3, 107.4])
        """
        places = integer(decimals, "decimals", "printed", low=-15, high=15)
        return self._of_unit(round_half_up(self.values, places), self.periods)

    def printed_growth(self, lag: int | None = None, decimals: int = 1) -> "TreeValues":
        """Return growth over `lag` periods in percent, from the figures as they stand.

        The figures are read as printed (take `printed` first, or ``cascade=``), and each
        rate is rounded once, from its exact value; see `hanoi_ct.printed_growth`.

        Parameters
        ----------
        lag : int, optional
            How many periods back; by default a year, as the labels say, or 12.
        decimals : int, default 1
            Decimals of the percentages, from 0 to 15.

        Returns
        -------
        TreeValues
            Percent, never fractions; NaN in the first `lag` periods.

        Raises
        ------
        ArgumentTypeError, ArgumentValueError
            As `hanoi_ct.printed_growth`; `lag` below 1, periods with a gap.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import Hierarchy
        >>> index = Hierarchy([-1]).aggregate([[100.0, 107.35]], [1])
        >>> index.printed_growth(1, 1)["0"]
        array([nan, 7.4])
        """
        back = year_length(self.periods, lag, "lag", "printed_growth")
        rates = np.full(self.values.shape, np.nan)
        if back < self.values.shape[1]:
            now, before = self.values[:, back:], self.values[:, :-back]
            rates[:, back:] = printed_growth(now, before, decimals, percent=True)
        return self._of_growth(rates, percent=True)

    def printed_ytd(
        self,
        decimals: int = 1,
        *,
        periods_per_year: int | None = None,
        first_period: int | None = None,
        year_start: int | None = None,
    ) -> "TreeValues":
        """Return growth of the year so far in percent, from the figures as they stand.

        Sums of printed figures are exact, and each rate is rounded once.

        Parameters
        ----------
        decimals : int, default 1
            Decimals of the percentages, from 0 to 15.
        periods_per_year, first_period : int, optional
            By default as the labels say, or 12 and 1.
        year_start : int, optional
            The month in which the year begins, for labels that are months or quarters: 4
            for years from April to March.

        Returns
        -------
        TreeValues
            Percent; NaN in the first year, and until a year begins.

        Raises
        ------
        ArgumentTypeError, ArgumentValueError
            As `printed_growth`.
        """
        function = "printed_ytd"
        year = year_length(self.periods, periods_per_year, "periods_per_year", function)
        first = first_period_of(self.periods, first_period, year, function, year_start)
        rates = printed_ytd(
            self.values, decimals, percent=True, periods_per_year=year, first_period=first
        )
        return self._of_growth(rates, percent=True)

    def printed_mean(self, decimals: int = 1, *, year_start: int | None = None) -> "TreeValues":
        """Return the mean of each complete year, from the figures as they stand.

        Each mean is rounded once, from its exact value; see `hanoi_ct.printed_mean`. Their
        growth, as it is printed beside them, is ``printed_growth(1)`` of the result.

        Parameters
        ----------
        decimals : int, default 1
            Decimals of the means, from -15 to 15.
        year_start : int, optional
            The month in which the year begins: 4 for years from April to March, which are
            named for the year in which they end.

        Returns
        -------
        TreeValues
            A column a year; years that are not complete are left out.

        Raises
        ------
        ArgumentTypeError, ArgumentValueError
            As `hanoi_ct.printed_mean`; labels that are no time, or with a gap.
        """
        found = calendar(self.periods, "printed_mean", year_start)
        if found is None or found.year is None:
            raise ArgumentValueError(
                "`periods` of printed_mean must be months, quarters or other times; got "
                f"{shown(self.periods[0] if self.periods else None)}"
            )
        complete = [(year, rows) for year, rows, whole in found.years() if whole]
        means = [printed_mean(self.values[:, rows], decimals, 1) for _, rows in complete]
        values = np.stack(means, axis=1) if means else np.empty((len(self.hierarchy), 0))
        return self._of_unit(values, [str(year) for year, _ in complete])

    def carry(self, until: Any) -> Self:
        """Return the same figures under the codes of a later version of the list.

        Parameters
        ----------
        until : day or month
            A day on which the later version is in force.

        Returns
        -------
        TreeValues
            Of the same class, with the same numbers.

        Raises
        ------
        ArgumentValueError
            As `Hierarchy.carry`.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import VSIC, Hierarchy
        >>> tree = Hierarchy.from_prefixes(["11", "1101", "1104"]).under(VSIC, "2018-08")
        >>> tree.aggregate([[1.0], [2.0]], [1, 1]).carry("2025-12")["1105"]
        array([2.])
        """
        carried = copy.copy(self)
        carried.hierarchy = self.hierarchy.carry(until)
        return carried

    def to_pandas(
        self, *, tidy: bool = False, orient: Literal["periods", "codes"] = "periods"
    ) -> "pd.DataFrame":
        """Return a DataFrame: a row a period and a column a node, or a row a figure.

        Parameters
        ----------
        tidy : bool, default False
            One row a node and period, with the columns ``code``, ``name`` (if the tree
            has names), ``period``, ``value``.
        orient : {"periods", "codes"}, default "periods"
            What the rows of a table that is not tidy are: time runs down, with a column a
            node, or each node is a row, with a column a period.

        Returns
        -------
        pandas.DataFrame
            Labels that are months (2018-08) become monthly periods, which compare with
            text; others stay as they are. Missing figures are NaN.

        Raises
        ------
        ArgumentTypeError, ArgumentValueError
            `orient` is neither of its words, or is "codes" for a tidy table.
        MissingDependencyError
            pandas is not installed.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import Hierarchy
        >>> tree = Hierarchy.from_parents({"total": None, "B": "total", "C": "total"})
        >>> months = ["2018-07", "2018-08"]
        >>> index = tree.aggregate([[100, 102], [100, 106]], [1, 3], periods=months)
        >>> index.to_pandas().loc["2018-08"].to_dict()
        {'total': 105.0, 'B': 102.0, 'C': 106.0}
        """
        by_code = _are_codes_down(orient, tidy, "to_pandas")
        pandas = require("pandas", f"{type(self).__name__}.to_pandas")
        months = self._months()
        # A list of no labels would make an index of another kind.
        periods = list(self.periods) if months is None else pandas.PeriodIndex(months, freq="M")
        frame: pd.DataFrame
        if tidy:
            frame = pandas.DataFrame(self._columns(pandas.Index(periods)))
        else:
            codes = pandas.Index(self.hierarchy.codes, name="code")
            times = pandas.Index(periods, name="period")
            values = self.values.copy()
            frame = (
                pandas.DataFrame(values, index=codes, columns=times)
                if by_code
                else pandas.DataFrame(values.T, index=times, columns=codes)
            )
        return frame

    def to_polars(
        self, *, tidy: bool = True, orient: Literal["periods", "codes"] = "periods"
    ) -> Any:
        """Return a polars DataFrame: a row a figure, a row a period, or a row a node.

        Parameters
        ----------
        tidy : bool, default True
            One row a node and period, with the columns ``code``, ``name`` (if the tree
            has names), ``period``, ``value``.
        orient : {"periods", "codes"}, default "periods"
            What the rows of a table that is not tidy are: time runs down, with the column
            ``period`` and one a node; or each node is a row, with the columns ``code``,
            ``name`` (if the tree has names) and one a period, named by its label.

        Returns
        -------
        polars.DataFrame
            In a column of periods, labels that are months (2018-08) become the date of their
            first day, other periods of pandas text. Missing figures are null, as from the
            growth functions.

        Raises
        ------
        ArgumentTypeError, ArgumentValueError
            `orient` is neither of its words, or is "codes" for a tidy table; a node that has
            the name of another column.
        MissingDependencyError
            polars is not installed.
        """
        by_code = _are_codes_down(orient, tidy, "to_polars")
        polars = require("polars", f"{type(self).__name__}.to_polars")
        months = self._months()
        # polars knows no quarters of pandas, nor columns of both numbers and text.
        plain = [str(x) if type(x).__name__ == "Period" else x for x in self.periods]
        periods = polars.Series(
            plain if months is None else months.astype("datetime64[D]"), strict=False
        )
        if tidy:
            columns = self._columns(periods)
            columns["code"] = polars.Series(columns["code"], dtype=polars.String)
            return polars.DataFrame(columns, nan_to_null=True)
        wide: dict[str, Any] = {"period": periods}
        labels, figures = list(self.hierarchy.codes), self.values
        if by_code:
            wide = {"code": polars.Series(self.hierarchy.codes, dtype=polars.String)}
            if self.hierarchy.names:
                wide["name"] = self._names()
            labels, figures = [str(label) for label in self.periods], self.values.T
        taken = next((label for label in labels if label in wide), None)
        if taken is not None:
            raise ArgumentValueError(
                f"`tidy` of to_polars must be True where a column would be named {taken!r} twice; "
                f"got False: take the tidy table"
            )
        return polars.DataFrame(wide | dict(zip(labels, figures, strict=True)), nan_to_null=True)

    def to_xarray(self) -> Any:
        """Return an xarray DataArray with the dimensions ``code`` and ``period``.

        The dimensions have names and lie as in `values`; ``.T`` turns them.

        Returns
        -------
        xarray.DataArray
            Labels that are months (2018-08) become the time of their first day; names of
            the tree are a coordinate ``name`` along ``code``. Missing figures are NaN.

        Raises
        ------
        MissingDependencyError
            xarray is not installed.
        """
        xarray = require("xarray", f"{type(self).__name__}.to_xarray")
        months = self._months()
        periods = list(self.periods) if months is None else months.astype("datetime64[ns]")
        codes = np.array(self.hierarchy.codes, dtype=str)
        coordinates: dict[str, Any] = {"code": codes, "period": periods}
        if self.hierarchy.names:
            coordinates["name"] = ("code", self._names())
        return xarray.DataArray(self.values.copy(), dims=("code", "period"), coords=coordinates)

    def _months(self) -> NDArray[np.datetime64] | None:
        """Return the labels as months if they are months and nothing finer."""
        return as_months(self.periods, type(self).__name__)

    def _names(self) -> list[str]:
        return [self.hierarchy.names.get(code, "") for code in self.hierarchy.codes]

    def _columns(self, periods: Any) -> dict[str, Any]:
        """Return the columns of a table of one row a figure."""
        n_nodes, n_periods = self.values.shape
        columns = {"code": list(self.hierarchy.codes)}
        if self.hierarchy.names:
            columns["name"] = self._names()
        rows = np.tile(np.arange(n_periods), n_nodes)
        return {
            **{key: [x for x in each for _ in range(n_periods)] for key, each in columns.items()},
            "period": periods[rows],
            "value": self.values.ravel(),
        }

    def plot(self, *codes: str, ax: Any = None) -> Any:
        """Draw the series of some nodes, by default the roots, and return the axes.

        Rates and contributions are drawn in percent; the last value stands beside its line.

        Parameters
        ----------
        *codes : str
            The nodes to draw.
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
        pyplot = require("matplotlib.pyplot", f"{type(self).__name__}.plot")
        axes = pyplot.gca() if ax is None else ax
        chosen = [self.hierarchy.codes[self.hierarchy.row(c)] for c in codes]
        rows = {code: self._scale * self[code] for code in chosen or self.hierarchy.roots}
        draw_lines(axes, rows, self.hierarchy.names, self.periods)
        axes.set_ylabel(self._unit)
        if rows:
            axes.legend()
        return axes

    # What the numbers are as an axis says it, and what they are multiplied by for that.
    _unit, _scale = "index", 1.0

    def _of_growth(self, values: Floats, *, percent: bool = False) -> "TreeValues":
        """Return rates of the nodes, fractions unless they are `percent`, drawn in percent."""
        rates = TreeValues(self.hierarchy, values, self.periods)
        rates._unit, rates._scale = "growth, %", 1.0 if percent else 100.0
        return rates

    def _of_unit(self, values: Floats, periods: Sequence[Any]) -> "TreeValues":
        """Return other figures in the same unit."""
        found = TreeValues(self.hierarchy, values, periods)
        found._unit, found._scale = self._unit, self._scale
        return found

    def __repr__(self) -> str:
        span = f", {self.periods[0]} to {self.periods[-1]}" if self.periods else ""
        return (
            f"<{type(self).__name__} of {len(self.hierarchy)} nodes in "
            f"{len(self.periods)} periods{span}>"
        )

    def _repr_html_(self) -> str:
        labels = self.periods or range(self.values.shape[1])
        return tree_table(self.hierarchy, self.values, labels, repr(self).strip("<>"))


def _are_codes_down(orient: str, tidy: bool, function: str) -> bool:
    """Tell whether the rows of a table are nodes, and refuse that of a tidy one."""
    flag(tidy, "tidy", function)
    by_code = choice(orient, {"periods": 0, "codes": 1}, "orient", function) == 1
    if tidy and by_code:
        raise ArgumentValueError(
            f"`orient` of {function} must be left out for a tidy table, whose rows are figures; "
            f"got 'codes': pass tidy=False"
        )
    return by_code
