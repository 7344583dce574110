"""The tree itself: codes, parents, levels, and the ways to build it."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.measures._tree import Tree, checked_tree

if TYPE_CHECKING:
    from hanoi_ct.hierarchy._index import FixedBaseIndex, PeriodOnPeriodIndex

_LINES = 40  # of a printed tree


class Hierarchy:
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

    def __init__(self, parent: ArrayLike, codes: Sequence[str] | None = None) -> None:
        tree = checked_tree(parent, "Hierarchy")
        names = map(str, range(tree.parent.size)) if codes is None else codes
        self._set(_checked_codes(names, "Hierarchy"), tree.parent, tree.leaf)

    def _set(self, codes: tuple[str, ...], parent: NDArray[Any], leaf: NDArray[Any]) -> None:
        if len(codes) != parent.size:
            raise ArgumentValueError(
                f"`codes` of Hierarchy must have one code for each of the {parent.size} nodes; "
                f"got {len(codes)}"
            )
        self._tree = Tree(parent, leaf)
        self._rows = {code: row for row, code in enumerate(codes)}
        self.codes = codes
        order = np.argsort(leaf[leaf >= 0])
        self.leaf_rows = np.flatnonzero(leaf >= 0)[order]
        self.leaves = tuple(codes[row] for row in self.leaf_rows)
        self.level = _levels(parent)
        for array in (self._tree.parent, self._tree.leaf, self.level, self.leaf_rows):
            array.flags.writeable = False

    # ---- other ways to build -----------------------------------------------------------

    @classmethod
    def from_parents(
        cls,
        parents: Mapping[str, str | None] | Iterable[tuple[str, str | None]],
        *,
        leaves: Iterable[str] | None = None,
    ) -> "Hierarchy":
        """Build a tree from each code's parent code, in any order.

        Parameters
        ----------
        parents : mapping, or iterable of pairs, of code and parent code
            None or an empty parent marks a root.
        leaves : iterable of str, optional
            The codes that have data. A node without children that is not among them is
            then refused as empty, and so is a code with data that has children.

        Returns
        -------
        Hierarchy
            Children keep the order in which they were given, as do the leaves.

        Raises
        ------
        ArgumentTypeError, ArgumentValueError
            As the class, and for an empty node.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import Hierarchy
        >>> Hierarchy.from_parents([("C11", "C"), ("C", None), ("C12", "C")]).codes
        ('C', 'C11', 'C12')
        """
        pairs = list(parents.items()) if isinstance(parents, Mapping) else list(parents)
        codes = _checked_codes([code for code, _ in pairs], "Hierarchy.from_parents")
        above = [None if parent is None or parent == "" else parent for _, parent in pairs]
        return cls._arranged(codes, above, leaves, "Hierarchy.from_parents")

    @classmethod
    def from_columns(cls, columns: Any) -> "Hierarchy":
        """Build a tree from nested columns, one row a leaf, the coarsest column first.

        Parameters
        ----------
        columns : DataFrame, mapping of columns, or sequence of columns
            Text codes. A blank (None, "" or NaN) at the end of a row means that its leaf
            stands higher.

        Returns
        -------
        Hierarchy
            Its leaves are in the order of the rows.

        Raises
        ------
        ArgumentTypeError, ArgumentValueError
            As the class; a code below two parents or at two levels, a row that is
            blank, or blank before its end, a leaf on two rows, a leaf that is another
            row's parent.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import Hierarchy
        >>> tree = Hierarchy.from_columns([["B", "C", "C"], ["05", "10", "11"]])
        >>> tree.codes
        ('B', '05', 'C', '10', '11')
        """
        function = "Hierarchy.from_columns"
        listed = list(columns) if not hasattr(columns, "keys") else [columns[k] for k in columns]
        table = [list(column) for column in listed]
        if not table or len({len(column) for column in table}) > 1:
            raise ArgumentValueError(
                f"`columns` of {function} must be columns of one length; got lengths "
                f"{[len(column) for column in table]}"
            )
        parents: dict[str, str | None] = {}
        leaves: list[str] = []
        for row, cells in enumerate(zip(*table, strict=True)):
            path = _path(cells, row, function)
            for code, above in zip(path, [None, *path], strict=False):
                known = parents.setdefault(code, above)
                if known != above:
                    raise ArgumentValueError(
                        f"`columns` of {function} must put each code below one parent; got "
                        f"{code!r} below {known!r} and, in row {row}, below {above!r}"
                    )
            leaves.append(path[-1])
        _checked_codes(leaves, function)
        return cls._arranged(tuple(parents), list(parents.values()), leaves, function, leaves)

    @classmethod
    def from_prefixes(
        cls,
        codes: Iterable[str],
        *,
        root: str | None = None,
        leaves: Iterable[str] | None = None,
    ) -> "Hierarchy":
        """Build a tree in which a code's parent is the longest other code it begins with.

        So C101 stands below C10, and C10 below C; codes of the Harmonised System and
        of consumption by purpose nest in the same way.

        Parameters
        ----------
        codes : iterable of str
            In any order.
        root : str, optional
            A code above all that begin with no other, such as CP00; it is added if
            `codes` lacks it.
        leaves : iterable of str, optional
            As in `from_parents`.

        Returns
        -------
        Hierarchy

        Raises
        ------
        ArgumentTypeError, ArgumentValueError
            As `from_parents`.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import Hierarchy
        >>> tree = Hierarchy.from_prefixes(["CP01", "CP011", "CP012", "CP02"], root="CP00")
        >>> tree.leaves
        ('CP011', 'CP012', 'CP02')
        """
        function = "Hierarchy.from_prefixes"
        listed = list(codes)
        if root is not None and root not in listed:
            listed.insert(0, root)
        given = _checked_codes(listed, function)
        known = set(given)

        def parent_of(code: str) -> str | None:
            if code == root:
                return None
            shorter = (code[:length] for length in range(len(code) - 1, 0, -1))
            return next((prefix for prefix in shorter if prefix in known), root)

        return cls._arranged(given, [parent_of(code) for code in given], leaves, function)

    @classmethod
    def _arranged(
        cls,
        codes: tuple[str, ...],
        above: Sequence[str | None],
        with_data: Iterable[str] | None,
        function: str,
        leaf_order: Sequence[str] | None = None,
    ) -> "Hierarchy":
        """Put the codes in depth-first order, children as given, and check the tree."""
        children: dict[str | None, list[str]] = {code: [] for code in (None, *codes)}
        for code, parent in zip(codes, above, strict=True):
            if parent not in children:
                raise ArgumentValueError(
                    f"parents in {function} must be codes themselves; got {parent!r}, the parent "
                    f"of {code!r}, an orphan"
                )
            children[parent].append(code)
        ordered: list[str] = []
        stack = children[None][::-1]
        while stack:
            ordered.append(stack.pop())
            stack += children[ordered[-1]][::-1]
        if len(ordered) < len(codes):
            _refuse_cycle(dict(zip(codes, above, strict=True)), set(ordered), function)
        _check_leaves(children, with_data, function)
        row = {code: number for number, code in enumerate(ordered)}
        number = {
            code: i for i, code in enumerate(c for c in (leaf_order or codes) if not children[c])
        }
        parent_of = dict(zip(codes, above, strict=True))
        hierarchy = cls.__new__(cls)
        hierarchy._set(
            tuple(ordered),
            np.array([row.get(parent_of[code] or "", -1) for code in ordered], dtype=np.int64),
            np.array([number.get(code, -1) for code in ordered], dtype=np.int64),
        )
        return hierarchy

    # ---- computing over the tree -------------------------------------------------------

    @overload
    def aggregate(
        self, x: Any, weights: Any, *, kind: Literal["fixed_base"] = ..., **options: Any
    ) -> "FixedBaseIndex": ...

    @overload
    def aggregate(
        self, x: Any, weights: Any, *, kind: Literal["period_on_period"], **options: Any
    ) -> "PeriodOnPeriodIndex": ...

    def aggregate(  # type: ignore[misc]  # the options are named here alone
        self,
        x: Any,
        weights: Any,
        *,
        kind: Literal["fixed_base", "period_on_period"] = "fixed_base",
        order: float = 1.0,
        missing: Literal[
            "propagate", "reweight", "parent", "parent_change", "year_ago", "last"
        ] = "propagate",
        update: bool = False,
        end_weights: Any = None,
        each_level: bool = False,
        tolerance: float | None = None,
        min_coverage: float = 0.0,
        cascade: int | None = None,
        periods: Sequence[Any] | None = None,
        periods_per_year: int = 12,
    ) -> Any:
        """Aggregate the indexes of the leaves to an index of every node.

        Parameters
        ----------
        x : array_like, DataFrame or mapping
            One row a leaf, in the order of `leaves`, one column a period. A DataFrame has
            the codes as its index and the periods as its columns, in any order of rows;
            a mapping gives a sequence for each code.
        weights : array_like, Series, DataFrame or mapping
            One weight for each leaf, or for every node; one column, or one for each
            period. In any unit; not negative. Weights of nodes above the leaves are
            compared with the sums of their parts (see `tolerance`, `each_level`).
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
            the rounded level below, to reproduce or audit an agency that does. By
            default nothing is rounded.
        periods : sequence, optional
            Labels of the periods; months (2018-08) where the calendar matters.
        periods_per_year : int, default 12
            For ``missing="year_ago"``.

        Returns
        -------
        FixedBaseIndex or PeriodOnPeriodIndex
            With every node's values, the share of weight that was observed, and what was
            imputed.

        Raises
        ------
        ArgumentTypeError, ArgumentValueError
            Data or weights that do not match the tree (the code is named); weights that
            are negative, not finite or zero below a node; unless missing values
            propagate, a period without an observed leaf; values that are not positive
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
        # Imported here, since the result knows the hierarchy.
        from hanoi_ct.hierarchy._aggregate import aggregate

        return aggregate(
            self,
            x,
            weights,
            end_weights,
            kind=kind,
            order=order,
            missing=missing,
            update=update,
            each_level=each_level,
            tolerance=tolerance,
            min_coverage=min_coverage,
            cascade=cascade,
            periods=periods,
            periods_per_year=periods_per_year,
        )

    # ---- asking the tree ---------------------------------------------------------------

    @property
    def parent(self) -> NDArray[np.int64]:
        """The row of each node's parent, -1 for a root."""
        return self._tree.parent

    @property
    def depth(self) -> int:
        """The number of levels."""
        return int(self.level.max()) + 1 if len(self) else 0

    @property
    def roots(self) -> tuple[str, ...]:
        """The codes without a parent."""
        return self.at_level(0)

    def at_level(self, level: int) -> tuple[str, ...]:
        """Return the codes at one level; 0 is that of the roots."""
        return tuple(self.codes[row] for row in np.flatnonzero(self.level == level))

    def row(self, code: str) -> int:
        """Return the row of a code; an unknown code names the nearest known one."""
        try:
            return self._rows[code]
        except (KeyError, TypeError):
            near = difflib.get_close_matches(str(code), self.codes, n=1, cutoff=0.0)
            raise ArgumentValueError(
                f"`code` must be one of the {len(self)} codes of the hierarchy; got {code!r}"
                f"{f' (the nearest is {near[0]!r})' if near else ''}"
            ) from None

    def children(self, code: str) -> tuple[str, ...]:
        """Return the codes directly below a code."""
        return tuple(self.codes[i] for i in np.flatnonzero(self.parent == self.row(code)))

    def ancestors(self, code: str) -> tuple[str, ...]:
        """Return the codes above a code, the nearest first."""
        above, row = [], int(self.parent[self.row(code)])
        while row >= 0:
            above.append(self.codes[row])
            row = int(self.parent[row])
        return tuple(above)

    def rows_below(self, code: str) -> NDArray[np.int64]:
        """Return the rows of a code and of everything below it."""
        top = self.row(code)
        inside = np.zeros(len(self) + 1, dtype=bool)  # the last stands for no parent
        inside[top] = True
        for _ in range(int(self.level[top]), self.depth):
            inside[:-1] |= inside[self.parent]
        return np.flatnonzero(inside)

    def subtree(self, code: str) -> "Hierarchy":
        """Return the tree below a code, with that code as its root."""
        rows = self.rows_below(code)
        new_row = np.full(len(self), -1)
        new_row[rows] = np.arange(rows.size)
        parent = np.where(rows == rows[0], -1, new_row[self.parent[rows]])
        leaf = self._tree.leaf[rows]
        rank = np.argsort(np.argsort(leaf[leaf >= 0]))
        leaf = leaf.copy()
        leaf[leaf >= 0] = rank
        hierarchy = type(self).__new__(type(self))
        hierarchy._set(tuple(self.codes[row] for row in rows), parent.astype(np.int64), leaf)
        return hierarchy

    __getitem__ = subtree

    def __len__(self) -> int:
        return len(self.codes)

    def __contains__(self, code: object) -> bool:
        return code in self._rows

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Hierarchy)
            and self.codes == other.codes
            and self.leaves == other.leaves
            and bool((self.parent == other.parent).all())
        )

    def __hash__(self) -> int:
        return hash((self.codes, self.leaves, self.parent.tobytes()))

    def __repr__(self) -> str:
        return f"<Hierarchy of {len(self)} nodes, {len(self.leaves)} leaves, {self.depth} levels>"

    def __str__(self) -> str:
        children: dict[int, list[int]] = {}
        for row, parent in enumerate(self.parent.tolist()):
            children.setdefault(parent, []).append(row)
        lines: list[str] = []
        stack = [(row, "", "") for row in children.get(-1, [])[::-1]]
        while stack and len(lines) < _LINES:
            row, before_code, before_children = stack.pop()
            lines.append(f"{before_code}{self.codes[row]}")
            below = children.get(row, [])
            for child in below[::-1]:
                last = child == below[-1]
                stack.append(
                    (
                        child,
                        f"{before_children}{'└── ' if last else '├── '}",
                        f"{before_children}{'    ' if last else '│   '}",
                    )
                )
        if stack:
            lines.append(f"... and {len(self) - len(lines)} more nodes")
        return "\n".join(lines)


def _checked_codes(codes: Iterable[Any], function: str) -> tuple[str, ...]:
    listed = tuple(codes)
    seen: dict[str, int] = {}
    for position, code in enumerate(listed):
        if not isinstance(code, str):
            raise ArgumentTypeError(
                f"codes of {function} must be text (as a number, 05 loses its zero); got {code!r} "
                f"at position {position}"
            )
        if not code.strip():
            raise ArgumentValueError(
                f"codes of {function} must not be empty; got {code!r} at position {position}"
            )
        if code in seen:
            raise ArgumentValueError(
                f"codes of {function} must be different; got {code!r} at positions {seen[code]} "
                f"and {position}"
            )
        seen[code] = position
    return tuple(str(code) for code in listed)


def _path(cells: Sequence[Any], row: int, function: str) -> list[str]:
    """Return the codes of one row of nested columns, without the blanks at its end."""
    blank = [_is_blank(cell) for cell in cells]
    depth = blank.index(True) if True in blank else len(cells)
    if depth == 0 or not all(blank[depth:]):
        raise ArgumentValueError(
            f"`columns` of {function} must have blanks only at the end of a row; got row {row}: "
            f"{list(cells)}"
        )
    path = list(cells[:depth])
    for code in path:
        if not isinstance(code, str):
            raise ArgumentTypeError(
                f"codes of {function} must be text (as a number, 05 loses its zero); got {code!r} "
                f"in row {row}"
            )
    if len(set(path)) < depth:
        raise ArgumentValueError(
            f"`columns` of {function} must not repeat a code in a row; got row {row}: {path}"
        )
    return path


def _is_blank(cell: Any) -> bool:
    # The missing markers of pandas are of the types NAType and NaTType.
    missing = cell is None or type(cell).__name__ in ("NAType", "NaTType")
    return missing or (isinstance(cell, float) and cell != cell) or str(cell) == ""


def _check_leaves(
    children: Mapping[str | None, Sequence[str]], with_data: Iterable[str] | None, function: str
) -> None:
    """Refuse a group without anything below it, and data for a group."""
    if with_data is None:
        return
    named = set(with_data)
    for code, below in children.items():
        if code is not None and not below and code not in named:
            raise ArgumentValueError(
                f"nodes of {function} must have data or something below them; got {code!r}, "
                f"an empty node"
            )
        if code in named and below:
            raise ArgumentValueError(
                f"leaves of {function} must have nothing below them; got {code!r} above "
                f"{below[0]!r}"
            )
    unknown = named - set(children)
    if unknown:
        raise ArgumentValueError(
            f"leaves of {function} must be codes of the tree; got {min(unknown)!r}"
        )


def _refuse_cycle(above: Mapping[str, str | None], reached: set[str], function: str) -> None:
    """Name a cycle among the codes that no root reaches."""
    code = next(code for code in above if code not in reached)
    path: list[str] = []
    while code not in path:
        path.append(code)
        code = above[code] or ""
    cycle = [*path[path.index(code) :], code]
    raise ArgumentValueError(
        f"parents in {function} must lead up to a root; got a cycle, {' -> '.join(cycle)}"
    )


def _levels(parent: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the level of each node; a parent stands before its children."""
    level = np.zeros(parent.size, dtype=np.int64)
    above = parent
    while (above >= 0).any():
        level += above >= 0
        above = np.where(above >= 0, parent[above], -1)
    return level
