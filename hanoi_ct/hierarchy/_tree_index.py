"""What every index of a whole tree knows."""

from typing import Any, Self

from hanoi_ct.hierarchy._explain.decompose import decompose
from hanoi_ct.hierarchy._special import chosen_nodes, special
from hanoi_ct.hierarchy._values.contributions import Contributions
from hanoi_ct.hierarchy._values.state import IndexState


class TreeIndex(IndexState):
    """An index of every node; made by `Hierarchy.aggregate`.

    Attributes
    ----------
    hierarchy, values, periods
        As `TreeValues`.
    weights : Weights
        The weights of the leaves, and their sums at every node, in the base period.
    observed : ndarray of bool, or None
        Which leaves were observed in which period; None where missing values propagate.
    order : float
        The order of the mean.
    updated : bool
        Whether the weights follow the index from period to period.
    superlative : bool
        Whether the index is one of two weight sets.
    """

    def decompose(
        self,
        to: str | None = None,
        *,
        below: "TreeIndex | None" = None,
        through_parent: bool = False,
    ) -> Contributions:
        """Take the change that the index itself measures apart: index less 1.

        For an index from period to period that is the change since the period before;
        for one on a fixed base, given as ratios, the change since the base.

        Parameters
        ----------
        to : str, optional
            The node to take apart; by default the root of a tree that has one.
        below : TreeIndex, optional
            The index from which the leaves of this one were computed, such as one of
            elementary aggregates over products; its roots are leaves here. Its nodes are
            then taken into the result.
        through_parent : bool, default False
            Where `to` was missing and moves as its parent, show what moved the parent.
            The result then covers the subtree of the highest parent so used; outside the
            part that moved `to` in a period it is zero.

        Returns
        -------
        Contributions
            Fractions, over the subtree of `to`; children add up to their parent's row.
            A node that was missing has no contribution.

        Raises
        ------
        ArgumentValueError
            An unknown code; `to` not given for a tree with several roots; `below` with
            other periods, or with a root that is no leaf here; an index that was chained
            or linked, or rebased so that its nodes are no longer means of their children.

        Notes
        -----
        A mean of another order than 1 is first written as an arithmetic mean of the same
        values, whose weights serve. The two means of a superlative index are first
        written as geometric means of the leaves; what a node adds is then the sum of
        what its leaves add.

        References
        ----------
        Balk (2008), *Price and Quantity Index Numbers*, section 4.2. Martin (2021),
        "What can generalized means tell us about price indexes?", Statistics Canada.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import Hierarchy
        >>> tree = Hierarchy.from_parents({"total": None, "B": "total", "C": "total"})
        >>> index = tree.aggregate([[1.1], [0.95]], [1, 1], kind="period_on_period")
        >>> index.decompose()["B"].round(6)
        array([0.05])
        """
        return decompose(self, to, below, through_parent=through_parent)

    def special(self, nodes: Any = None, *, without: Any = None) -> Self:
        """Return the index of special aggregates: of any nodes, from any branches.

        Parameters
        ----------
        nodes : mapping of str to codes, optional
            Under each name a code, or several, at any level; each leaf counts once.
        without : mapping of str to codes, optional
            What each name leaves out; of the whole tree, for names that `nodes` lacks.

        Returns
        -------
        FixedBaseIndex or PeriodOnPeriodIndex
            Over a tree with a root for each name, and below it the highest nodes that
            belong to it whole. It is made as this index was, with its weights, missing
            leaves and links, and has growth, contributions and coverage like any other. A
            code that belongs to several names bears the name before it ("name/code").

        Raises
        ------
        ArgumentTypeError, ArgumentValueError
            No mapping of names to codes, an unknown code, a name to which no leaf is left or
            none with weight; an index that was rebased and is no mean of its leaves.

        References
        ----------
        Eurostat (2024), *Harmonised Index of Consumer Prices (HICP): Methodological
        Manual*, chapter 8, on special aggregates.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import Hierarchy
        >>> tree = Hierarchy.from_parents({"T": None, "B": "T", "C": "T", "D": "T"})
        >>> index = tree.aggregate([[100, 110], [100, 120], [100, 160]], [1, 1, 2])
        >>> core = index.special({"B and C": ["B", "C"]}, without={"less D": "D"})
        >>> core["less D"], core["B and C"]
        (array([100., 115.]), array([100., 115.]))
        """
        return special(self, chosen_nodes(self.hierarchy, nodes, without))
