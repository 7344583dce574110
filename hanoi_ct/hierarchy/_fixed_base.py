"""Indexes of a whole tree on a fixed base: levels, their growth and their links."""

from collections.abc import Mapping
from typing import Any, Literal, Self

import numpy as np

from hanoi_ct import _core
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.validate import brief, flag, real_number
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy._codes.versions import CodeVersions
from hanoi_ct.hierarchy._explain.linked import not_continued, rescaled, spliced
from hanoi_ct.hierarchy._explain.stretches import changes, contributions
from hanoi_ct.hierarchy._tree_index import TreeIndex
from hanoi_ct.hierarchy._values import times
from hanoi_ct.hierarchy._values.contributions import Contributions
from hanoi_ct.hierarchy._values.state import Chained, Linked, Origin, Rebased, Withheld
from hanoi_ct.hierarchy._values.values import TreeValues
from hanoi_ct.hierarchy._values.weights import Weights
from hanoi_ct.measures import growth, printed_mean, ytd, ytd_growth


class FixedBaseIndex(TreeIndex):
    """An index on a fixed base, or a chained or linked series of levels."""

    def growth(self, lag: int | None = None) -> TreeValues:
        """Return the growth of every node over `lag` periods, as fractions.

        By default over a year, as the labels say: 12 for months and without labels, 4 for
        quarters. Labels that are time must be consecutive, so that rows back are periods
        back.

        Parameters
        ----------
        lag : int, optional
            How many periods back the comparison period lies; at least 1.

        Returns
        -------
        TreeValues
            Fractions (0.05 is 5 %). The first `lag` periods are NaN, and so is every period whose
            index or comparison is missing.

        Raises
        ------
        ArgumentTypeError, ArgumentValueError
            `lag` is no integer of at least 1, or the labels leave a period out.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import Hierarchy
        >>> index = Hierarchy([-1]).aggregate([[100.0, 107.0]], [1])
        >>> index.growth(1)["0"].round(3)
        array([ nan, 0.07])
        """
        back = times.year_length(self.periods, lag, "lag", "growth")
        return self._of_growth(growth(self.values, back))

    def ytd_growth(
        self,
        *,
        periods_per_year: int | None = None,
        first_period: int | None = None,
        year_start: int | None = None,
    ) -> TreeValues:
        """Return the growth of every node's sum over the year so far, as fractions.

        Parameters
        ----------
        periods_per_year : int, optional
            12 for months, 4 for quarters; by default as the labels say, or 12.
        first_period : int, optional
            Which period of its year comes first; by default as the labels say, or 1.
        year_start : int, optional
            The month in which the year begins, for labels that are months or quarters: 4
            for years from April to March.

        Returns
        -------
        TreeValues
            Fractions; NaN as long as the year before is not complete up to the same period.

        Raises
        ------
        ArgumentTypeError, ArgumentValueError
            As `hanoi_ct.ytd_growth`.
        """
        year, first = self._year(periods_per_year, first_period, year_start, "ytd_growth")
        values = ytd_growth(self.values, periods_per_year=year, first_period=first)
        return self._of_growth(values)

    def contributions(self, lag: int | None = None, *, to: str | None = None) -> Contributions:
        """Return the contribution of every node to the growth of a total over `lag` periods.

        Parameters
        ----------
        lag : int, optional
            How many periods back the comparison period lies; at least 1. By default a year,
            as in `growth`.
        to : str, optional
            The total, any node; by default the root.

        Returns
        -------
        Contributions
            Fractions, over the subtree of `to`; NaN in the first `lag` periods and where
            the total of the comparison period is not positive.

        Raises
        ------
        ArgumentValueError
            `lag` below 1, periods with a gap, a tree with several roots without `to`,
            weights for each period on a fixed base, a node that a link has elsewhere.

        Notes
        -----
        On a fixed base the contribution is W (I1 - I0) over the total's W I0. The growth of
        a mean of order r is the mean of order r of the relatives I1 / I0, with weights
        W I0**r; that, like the growth of a superlative index, is written as an arithmetic
        mean (see `decompose`). A chained or linked index is taken apart link by link, and
        each link is scaled to the level of the total at the link (Ribe): children add up
        to their parent whatever lies between the two periods.

        A node without a value at either end has no contribution; the others add up, if it
        has none at both. Under ``missing="reweight"`` what a leaf moves by coming or
        going is in the rows above it alone.

        References
        ----------
        Ribe (1999), "Effects of subcomponents on chained price indices like the HICPs and
        the MUICP", Statistics Sweden. United Nations (2013), *International
        Recommendations for the Index of Industrial Production 2010*, chapter VI. Balk
        (2008), *Price and Quantity Index Numbers*, section 4.2.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import Hierarchy
        >>> tree = Hierarchy.from_parents({"total": None, "B": "total", "C": "total"})
        >>> index = tree.aggregate([[100, 110], [100, 95]], [3, 1])
        >>> index.contributions(lag=1)["B"]
        array([  nan, 0.075])
        """
        back = times.year_length(self.periods, lag, "lag", "contributions")
        code = self._root(to, "contributions")
        if self._is_one_base() and self.origin is None and not self._has_gaps():
            block, inside = self.hierarchy.block_below(code), self.hierarchy.subtree(code)
            levels = self.values[block]
            if self.weights.node[self.hierarchy.row(code), 0] == 0.0:  # a leaf, whole itself
                return Contributions(inside, growth(levels, back), self.periods)
            values = _core.index_contributions(
                levels,
                self.weights.node[block, 0],
                np.zeros(len(inside), dtype=np.int64),
                min(back, self.values.shape[1] + 1),
                out=np.empty_like(levels),  # in the memory order of the levels
            )
            return Contributions(inside, values, self.periods)
        inside, values = contributions(self, code, back)
        return Contributions(inside, values, self.periods)

    def ytd_contributions(
        self,
        *,
        to: str | None = None,
        periods_per_year: int | None = None,
        first_period: int | None = None,
        year_start: int | None = None,
    ) -> Contributions:
        """Return the contribution of every node to the year-to-date growth of a total.

        The sum over the year so far against the same periods a year before; see
        `contributions` and `ytd_growth` for the parameters.

        Returns
        -------
        Contributions
            Fractions; NaN as in `ytd_growth`.
        """
        year, first = self._year(periods_per_year, first_period, year_start, "ytd_contributions")
        code = self._root(to, "ytd_contributions")
        if year >= len(self.periods):
            inside = self.hierarchy.subtree(code)
            nothing = np.full((len(inside), len(self.periods)), np.nan)
            return Contributions(inside, nothing, self.periods)
        inside, change, nowhere = changes(self, code, year)
        if nowhere is not None:  # in none of the periods of the year so far
            there = np.zeros((len(inside), len(self.periods)))
            there[:, year:] = ~nowhere
            never = ytd(there, periods_per_year=year, first_period=first)[:, year:] == 0.0
        values = np.full((len(inside), len(self.periods)), np.nan)
        values[:, year:] = change
        values = ytd(values, periods_per_year=year, first_period=first)
        whole = ytd(self[code], periods_per_year=year, first_period=first)
        values[:, year:] /= np.where(whole[:-year] > 0.0, whole[:-year], np.nan)
        values[:, np.isnan(whole)] = np.nan
        if nowhere is not None:
            values[:, year:][never] = np.nan
        return Contributions(inside, values, self.periods)

    def rebase(
        self,
        reference: Any,
        to: float = 100.0,
        *,
        partial: bool = False,
        year_start: int | None = None,
    ) -> "FixedBaseIndex":
        """Return the index with every node at `to` in a reference period.

        Parameters
        ----------
        reference : label, year, or pair of labels
            A period; a year such as 2015, whose months' mean is the base; or the first
            and the last period, or year, of a stretch.
        to : float, default 100
            The level in the reference.
        partial : bool, default False
            Whether a year, or another stretch, of which periods are not among the labels is
            the mean of those that are; otherwise it is refused by name.
        year_start : int, optional
            The month in which a year begins: 4 for years from April to March, which are
            named for the year in which they end.

        Returns
        -------
        FixedBaseIndex
            Its weights are updated to the reference, so that contributions stay.

        Raises
        ------
        ArgumentTypeError, ArgumentValueError
            The reference lies outside the periods or is not complete, a node is zero or
            negative there (its code is named), or `to` is no positive number. A node that is
            missing there is missing everywhere: it has no base.

        References
        ----------
        IMF, ILO, OECD, UNECE, World Bank (2004), *Producer Price Index Manual: Theory
        and Practice*, chapter 9, on changing the index reference period.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import Hierarchy
        >>> tree = Hierarchy.from_parents({"total": None, "B": "total", "C": "total"})
        >>> index = tree.aggregate([[100, 110], [100, 90]], [1, 1], periods=["2015-01", "2015-02"])
        >>> index.rebase("2015-02")["B"].round(3)
        array([ 90.909, 100.   ])
        """
        columns = times.span(
            reference, self.periods, "reference", "rebase", partial=partial, year_start=year_start
        )
        real_number(to, "to", "rebase", "a positive number", lambda v: 0.0 < v < np.inf)
        level = self._levels()[:, columns].mean(axis=1, keepdims=True) / to
        if (level <= 0.0).any():
            row = int((level <= 0.0).argmax())
            raise ArgumentValueError(
                f"`reference` of rebase must have positive levels; got {level[row, 0] * to} for "
                f"{self.hierarchy.codes[row]!r} in {reference}"
            )
        weights, origin = self.weights, self.origin
        if isinstance(origin, Linked):
            moved = rescaled(origin, level[:, 0])._replace(reference=(columns, float(to)))
            return self.of_stretches(self.hierarchy, self.periods, moved, weights)
        if self._is_one_base() and not self._has_gaps():
            weights = Weights(weights.leaf * level[self.hierarchy.leaf_rows], weights.node * level)
            if isinstance(origin, Withheld):
                origin = Withheld(origin.levels / level)
        elif not isinstance(origin, Chained):
            origin = Rebased(self, level)
        return self._with(self.values / level, weights, origin)

    def splice(
        self,
        new: "FixedBaseIndex",
        overlap: Any,
        *,
        technique: Literal["overlap", "over_the_year"] = "overlap",
        periods_per_year: int = 12,
        rename: Mapping[str, str] | CodeVersions | None = None,
    ) -> "FixedBaseIndex":
        """Continue this index by one on a new base, linked where the two overlap.

        Parameters
        ----------
        new : FixedBaseIndex
            The continuation. It may have nodes that this index lacks, lack some that it
            has, and have others below another parent.
        overlap : label, year, or pair of labels
            The periods that both indexes have and that link them: one month for a
            one-month overlap, a year for an annual overlap or an over-the-year link.
        technique : {"overlap", "over_the_year"}, default "overlap"
            "overlap": one factor links all later periods, that of the means over the
            overlap.
            "over_the_year": each later period is linked to the same month, or quarter, of
            the overlap, which is one whole year. Growth over a year is then that of
            `new` from the first year on, but growth from the last period of the overlap
            to the next is distorted: their factors differ.
        periods_per_year : int, default 12
            For ``technique="over_the_year"``; 4 for quarters.
        rename : mapping of str to str, or CodeVersions, optional
            The new code of each node that has another in `new`; or the list, such as
            `VSIC`, of whose versions the two trees are. Nodes that a version divided are
            not continued.

        Returns
        -------
        FixedBaseIndex
            Over the nodes of `new`, on the base of this index: its own levels up to the
            end of the overlap, then those of `new`, each node by its own factor. After
            the link a node is no longer the mean of its children; contributions add up
            all the same, each stretch taken apart in its own tree.

            Nodes of `new` that this index lacks, or that are outside the basket on one side
            of the overlap, are missing before the link, keep their levels in `new` and are
            listed in ``introduced``. Nodes that are not continued are listed in
            ``discontinued``; contributions over the link show them below what is left of
            the node above them, so that its parts add up. Where a node moved, its own
            contribution is whole, and those of its old and its new parent are of what
            stood below them at the time.

        Raises
        ------
        ArgumentTypeError
            `new` is not an index on a fixed base.
        ArgumentValueError
            The overlap lies outside either index, a node of both is missing or zero in the
            overlap, two codes become one; code and period are named. Under "over_the_year" the
            overlap is no whole year, or months have a gap.

        References
        ----------
        IMF, ILO, OECD, UNECE, World Bank (2004), *Producer Price Index Manual: Theory
        and Practice*, Table 9.8. IMF (2017), *Quarterly National Accounts Manual*,
        chapter 8, on annual overlap, one-quarter overlap and over-the-year linking.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import Hierarchy
        >>> tree = Hierarchy.from_parents({"total": None, "B": "total", "C": "total"})
        >>> old = tree.aggregate([[100, 120], [100, 130]], [1, 1], periods=["2019-12", "2020-01"])
        >>> new = tree.aggregate([[100, 102], [100, 106]], [3, 1], periods=["2020-01", "2020-02"])
        >>> old.splice(new, "2020-01")["total"]
        array([100.  , 125.  , 128.75])
        """
        if type(new) is not type(self):
            raise ArgumentTypeError(
                f"`new` of splice must be a FixedBaseIndex like what it continues; got a "
                f"{type(new).__name__}"
            )
        periods, found = spliced(self, new, overlap, technique, periods_per_year, rename)
        return self.of_stretches(new.hierarchy, periods, found, new.weights)

    @property
    def discontinued(self) -> tuple[str, ...]:
        """The codes that links dropped, the earliest first; empty if none.

        Those that are nodes of this tree still are shown up to where they left.
        """
        return self._not_continued()[0]

    @property
    def introduced(self) -> tuple[str, ...]:
        """The nodes that came in, or came again, at a link: they are missing before it."""
        return self._not_continued()[1]

    def _not_continued(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if not isinstance(self.origin, Linked):
            return (), ()
        return not_continued(self.hierarchy, self.origin)

    def annual_mean(
        self,
        *,
        partial: bool = False,
        decimals: int | None = None,
        year_start: int | None = None,
    ) -> TreeValues:
        """Return the mean of every node over each year, as `hanoi_ct.annual_mean` does.

        Parameters
        ----------
        partial : bool, default False
            Whether a year that lacks periods, at the ends or within, gives the mean of those
            it has; otherwise it is refused by name.
        decimals : int, optional
            Read the levels as the decimals they print as, and round the exact mean: see
            `hanoi_ct.printed_mean`.
        year_start : int, optional
            The month in which a year begins: 4 for years from April to March, which are
            named for the year in which they end.

        Returns
        -------
        TreeValues
            A column a year, labelled by its number. A missing level makes its year missing.

        Raises
        ------
        ArgumentTypeError, ArgumentValueError
            Labels that are no time, or not in order; a year that is not complete; `decimals`
            outside -15 .. 15.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import Hierarchy
        >>> halves = ["2017H1", "2017H2", "2018H1"]
        >>> index = Hierarchy([-1]).aggregate([[100, 104, 106]], [1], periods=halves)
        >>> index.annual_mean(partial=True)["0"]
        array([102., 106.])
        """
        found = times.in_order(self.periods, "annual_mean", year_start)
        if found is None or found.year is None:
            raise ArgumentValueError(
                "`periods` of annual_mean must be of time that makes up years (2018-08, 2018Q3); "
                f"got {brief(self.periods[0]) if self.periods else 'none'}"
            )
        flag(partial, "partial", "annual_mean")
        years = times.complete_years(found, "periods", "annual_mean", partial=partial)
        columns = [
            self.values[:, rows].mean(axis=1)
            if decimals is None
            else printed_mean(self.values[:, rows], decimals)
            for _, rows in years
        ]
        values = np.stack(columns, axis=1) if columns else np.empty((len(self.hierarchy), 0))
        return self._of_unit(values, [str(year) for year, _ in years])

    # ---- private --------------------------------------------------------------------------

    def _with(self, values: Floats, weights: Weights, origin: Origin) -> Self:
        return type(self)(
            self.hierarchy,
            values,
            self.periods,
            weights,
            self.observed,
            self.order,
            self.updated,
            origin,
        )

    def _year(
        self,
        periods_per_year: int | None,
        first_period: int | None,
        year_start: int | None,
        function: str,
    ) -> tuple[int, int]:
        """Return the periods of a year, and which of them comes first."""
        year = times.year_length(self.periods, periods_per_year, "periods_per_year", function)
        first = times.first_period_of(self.periods, first_period, year, function, year_start)
        return year, first
