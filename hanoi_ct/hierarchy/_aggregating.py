"""The tree as users know it: its codes, and indexes of every node over it."""

from collections.abc import Sequence
from typing import Any, Literal, overload

from hanoi_ct._inputs.blocks import is_dask
from hanoi_ct._inputs.validate import flag
from hanoi_ct.hierarchy._aggregate import Kind, Missing, Options, aggregate
from hanoi_ct.hierarchy._chain_linked import chain_linked
from hanoi_ct.hierarchy._codes.tree import CodeTree
from hanoi_ct.hierarchy._dask import in_memory, over_blocks_of_periods
from hanoi_ct.hierarchy._fixed_base import FixedBaseIndex
from hanoi_ct.hierarchy._period_on_period import PeriodOnPeriodIndex
from hanoi_ct.hierarchy._prune import Pruned, prune
from hanoi_ct.hierarchy._values.leaves import MissingRows


class Hierarchy(CodeTree):
    """A tree of codes, from the total down to products, over which indexes aggregate.

    Parameters
    ----------
    parent : array_like of int
        One entry a node: the row of its parent, or -1 for a root. Every parent must
        stand before its children. The constructors `from_parents`, `from_columns` and
        `from_prefixes` take codes in any order and arrange them.
    codes : sequence of str, optional
        One code a node, all different; by default the row numbers. Codes are text: as a
        number, division 05 would lose its zero.

    Attributes
    ----------
    codes : tuple of str
        The codes of all nodes, each parent before its children.
    leaves : tuple of str
        The codes of the nodes without children, in the order in which functions expect
        the rows of data. Leaves may stand at any level.
    parent : ndarray of int
        The row of each node's parent, -1 for a root.
    level : ndarray of int
        The level of each node; 0 for a root.
    names : dict of str to str
        What codes are called, where `named` gave names; empty otherwise.
    code_list : CodeVersions or None
        The list that the codes are of, where `under` gave one.
    version : str or None
        The version of `code_list`, such as "VSIC 2018".

    Raises
    ------
    ArgumentTypeError
        `parent` is not a vector of integers, or a code is not text.
    ArgumentValueError
        A cycle, an orphan, a parent after its child, an empty or repeated code; the
        message names it.

    Examples
    --------
    >>> from hanoi_ct.hierarchy import Hierarchy
    >>> tree = Hierarchy.from_parents({"total": None, "B": "total", "C": "total", "C11": "C"})
    >>> print(tree)
    total
    ├── B
    └── C
        └── C11
    >>> tree.leaves
    ('B', 'C11')
    >>> tree["C"].codes
    ('C', 'C11')
    """

    @overload
    def aggregate(
        self, x: Any, weights: Any, *, kind: Literal["fixed_base"] = ..., **options: Any
    ) -> FixedBaseIndex: ...

    @overload
    def aggregate(
        self, x: Any, weights: Any, *, kind: Literal["period_on_period"], **options: Any
    ) -> PeriodOnPeriodIndex: ...

    def aggregate(  # type: ignore[misc]  # the options are named here alone
        self,
        x: Any,
        weights: Any,
        *,
        kind: Kind = "fixed_base",
        order: float = 1.0,
        missing: Missing = "propagate",
        update: bool = False,
        end_weights: Any = None,
        each_level: bool = False,
        tolerance: float | None = None,
        min_coverage: float = 0.0,
        cascade: int | None = None,
        periods: Sequence[Any] | None = None,
        periods_per_year: int | None = None,
        missing_rows: MissingRows = "missing",
    ) -> Any:
        """Aggregate the indexes of the leaves to an index of every node.

        Parameters
        ----------
        x : array_like, DataFrame or mapping
            One row a leaf, in the order of `leaves`, one column a period. A DataFrame has
            the codes on either axis, in any order, and the periods on the other; a mapping
            gives a sequence for each code. Frames of polars and Arrow have their periods, or
            codes, in a column that holds no numbers; a DataArray has both as coordinates. A
            Dask array gives a lazy Dask array of nodes by periods, cut along the periods as
            `x` is; it takes weights of one column, and options that look at no other period.
            A Dask DataFrame, of data or weights, is computed and taken as a DataFrame.
        weights : array_like, Series, DataFrame or mapping
            One weight for each leaf, or for every node; one column, or one for each
            period. In any unit; not negative. Weights of nodes above the leaves are
            compared with the sums of their parts (see `tolerance`, `each_level`). Weights
            by period may be 0, or missing, in some: the node is then not in the basket of
            that period and missing there, and its parent is the mean of what has weight.
        kind : {"fixed_base", "period_on_period"}, default "fixed_base"
            What `x` holds: levels on one base, or ratios to the period before. The two
            give different types of result, which refuse to be mixed.
        order : float, default 1
            The order of the mean: 1 arithmetic (Laspeyres, Lowe, Young), 0 geometric, -1
            harmonic, or any other.
        missing : str, default "propagate"
            What a missing leaf (NaN) does.

            "propagate": every node above is missing in that period.
            "reweight": its weight is carried by its siblings, at each level by what is
            observed there.
            "parent": the same, and the leaf takes the value of its parent.
            "parent_change": its own last value, moved by the change of its parent.
            "year_ago": its own value a year ago, moved by the change of its parent since.
            "last": its own last value.
            "raise": an error that names it.

            A leaf of weight 0 stands for nothing: it neither makes a node missing nor
            gives one a value. Where a class has no observed leaf of positive weight it is
            missing ("propagate", "reweight", "last") or takes or moves by what is above.
        update : bool, default False
            Only for period-on-period ratios: multiply the weight of a leaf by its ratio
            (to the power `order`) after each period, so that the chain is a fixed-base
            index. A missing leaf's weight moves as its parent.
        end_weights : as `weights`, optional
            Weights of the period compared. The index of a node is then superlative: the
            geometric mean of its means of order `order` with `weights` and of order
            ``-order`` with `end_weights`; 1 gives Fisher's index, 0 Törnqvist's.
        each_level : bool, default False
            Weights of nodes are used level by level: each mean is over the children with
            their own weights, whatever these add up to, as in the industrial production
            index of Viet Nam. By default the weights of the leaves rule.
        tolerance : float, optional
            The relative difference between a node's weight and the sum of its children's
            from which on an error is raised. A difference over 1e-4 warns.
        min_coverage : float, default 0
            Withhold (NaN) a node of whose base weight a smaller share was observed.
        cascade : int, optional
            Round the leaves to this many decimals, half-up, and compute every level from
            the rounded level below, to reproduce or audit an agency that does: means of
            any order, of the children that are there under "reweight" and "parent". By
            default nothing is rounded. Contributions then add up to rounding only.
        periods : sequence, optional
            Labels of the periods; months (2018-08) where the calendar matters.
        periods_per_year : int, optional
            For ``missing="year_ago"``; by default as the labels say (4 for quarters), or 12.
        missing_rows : {"missing", "raise"}, default "missing"
            What a leaf without a row in a frame or mapping is: missing in all periods and
            listed in ``index.missing_rows``, or an error.

        Returns
        -------
        FixedBaseIndex or PeriodOnPeriodIndex
            With every node's values, the share of weight that was observed, and what was
            imputed.

        Raises
        ------
        ArgumentTypeError, ArgumentValueError
            Data or weights that do not match the tree (the code is named); weights that
            are negative, not finite, below a node zero in all periods, or so large that
            their sums with the values leave the doubles; where missing
            leaves are imputed, a period without an observed leaf; values that are not positive
            in a geometric mean, named by code and period; options that do not go
            together.

        Warns
        -----
        WeightWarning
            Weights of nodes differ from the sums of their parts by more than rounding.

        References
        ----------
        IMF, ILO, OECD, UNECE, World Bank (2004), *Producer Price Index Manual: Theory and
        Practice*, chapter 9. United Nations (2013), *International Recommendations for
        the Index of Industrial Production 2010*, chapters V and VI.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import Hierarchy
        >>> tree = Hierarchy.from_parents({"total": None, "B": "total", "C": "total"})
        >>> ratios = [[1.02, 1.01], [1.10, float("nan")]]
        >>> index = tree.aggregate(ratios, [1, 3], kind="period_on_period", missing="parent")
        >>> index["total"]
        array([1.08, 1.01])
        >>> index.coverage[0]
        array([1.  , 0.25])
        """
        options = Options(
            kind=kind,
            order=order,
            missing=missing,
            update=flag(update, "update", "Hierarchy.aggregate"),
            each_level=flag(each_level, "each_level", "Hierarchy.aggregate"),
            tolerance=tolerance,
            min_coverage=min_coverage,
            cascade=cascade,
            periods=periods,
            periods_per_year=periods_per_year,
            missing_rows=missing_rows,
        )
        x, weights, end_weights = map(in_memory, (x, weights, end_weights))
        if is_dask(x):
            return over_blocks_of_periods(self, x, weights, end_weights, options)
        return aggregate(self, x, weights, end_weights, options)

    def chain_linked(
        self,
        x: Any,
        weights: Any,
        *,
        link: Any = 12,
        in_year: bool = False,
        updated: bool = False,
        reference: Any = None,
        partial: bool = False,
        order: float = 1.0,
        missing: Missing = "propagate",
        min_coverage: float = 0.0,
        periods: Sequence[Any] | None = None,
        freq: str | None = None,
        year_start: int | None = None,
        missing_rows: MissingRows = "missing",
    ) -> FixedBaseIndex:
        """Chain an index of every node over links, each stretch with its own weights.

        The work of an office over the years, in one call: within a stretch between two
        links every node is the mean of its leaves over the reference with the weights in
        force; at the link the next stretch goes on from its level.

        Parameters
        ----------
        x : array_like, DataFrame or mapping
            Levels of the leaves on any base, as in `aggregate`; under `in_year`, each period
            over the reference of its stretch (1 is no change), as `hanoi_ct.unchain` gives.
        weights : mapping, Series or DataFrame
            Weights by the periods from which they hold, carried forward: ``{2018: {code:
            weight}}`` by year or period, a Series by (period, code), or a frame with the
            periods down and the codes across. A leaf without weight in a set is not in that
            basket. They must change at links: those of a year with December links; those
            of ``"2018-02"`` where January is a link.
        link : default 12
            Where stretches are linked: a month, several (``(12, 1)``, a double link), "Q4",
            "annual_overlap", "over_the_year", or a mapping of years to months, each from
            its year on; see `hanoi_ct.unchain`.
        in_year : bool, default False
            Whether `x` is over the references already.
        updated : bool, default False
            Whether weights that go on over a link are multiplied by the change of their
            leaf since they began to hold (price-updated).
        reference : label, year, or pair of labels, optional
            Where the index is 100; by default in its first period, which is the first
            reference after which weights hold.
        partial : bool, default False
            Whether a reference of which periods are not among the labels is the mean of those
            that are, as in `FixedBaseIndex.rebase`; otherwise it is refused by name.
        order, missing, min_coverage, periods, missing_rows
            As in `aggregate`, within each stretch.
        freq, year_start
            The unit of the labels, and the month in which a year begins; see
            `hanoi_ct.growth`.

        Returns
        -------
        FixedBaseIndex
            Chained levels, with contributions, coverage, growth and growth of the year so
            far. A node that leaves the basket is missing from there on and listed in
            ``discontinued``; one that comes, or comes again, begins at 100 with its stretch,
            is missing before it and listed in ``introduced``. A leaf that is in the basket and
            missing at a link goes on from the level that it was imputed there ("parent",
            "parent_change", "year_ago", "last"); where nothing is imputed it is missing until
            the next link at which it is observed, and begins again at 100.

        Raises
        ------
        ArgumentTypeError, ArgumentValueError
            As `aggregate`; weights that change within a stretch, of codes that are no
            leaves, or that hold in no period; a root that is missing at a link.

        References
        ----------
        Eurostat (2024), *Harmonised Index of Consumer Prices (HICP): Methodological
        Manual*, chapter 8. Office for National Statistics (2019), *Consumer Prices Indices
        Technical Manual*, on the double link. IMF (2017), *Quarterly National Accounts
        Manual*, chapter 8, on annual overlap and over-the-year linking.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import Hierarchy
        >>> tree = Hierarchy.from_parents({"total": None, "B": "total", "C": "total"})
        >>> months = ["2017-11", "2017-12", "2018-01"]
        >>> weights = {2017: {"B": 1, "C": 1}, 2018: {"B": 3, "C": 1}}
        >>> index = tree.chain_linked([[100, 120, 132], [100, 100, 100]], weights, periods=months)
        >>> index["total"].round(3)
        array([100.   , 110.   , 118.25])
        """
        options = Options(
            order=order,
            missing=missing,
            min_coverage=min_coverage,
            periods=periods,
            missing_rows=missing_rows,
        )
        return chain_linked(
            self,
            x,
            weights,
            link=link,
            in_year=flag(in_year, "in_year", "Hierarchy.chain_linked"),
            updated=updated,
            reference=reference,
            partial=flag(partial, "partial", "Hierarchy.chain_linked"),
            freq=freq,
            year_start=year_start,
            options=options,
        )

    def prune(
        self,
        x: Any,
        weights: Any,
        *,
        tolerance: float = 1e-4,
        observed: Literal["all", "any"] = "all",
    ) -> "Pruned[Hierarchy]":
        """Return the largest tree whose leaves have data and whose weights add up.

        `hanoi_ct.hierarchy.prune` of this tree, where parameters and results are described.

        Raises
        ------
        ArgumentTypeError, ArgumentValueError
            As `hanoi_ct.hierarchy.prune`.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import Hierarchy
        >>> tree = Hierarchy.from_parents({"T": None, "A": "T", "B": "T"})
        >>> tree.prune({"T": [100, 103], "A": [100, 104]}, {"T": 10, "A": 6, "B": 4}).cut["A"]
        "below 'T', as 'B' has no complete data"
        """
        return prune(self, x, weights, tolerance=tolerance, observed=observed)
