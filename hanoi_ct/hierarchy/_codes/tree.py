"""The tree itself: codes, parents, levels, and the ways to build it."""

import copy
import difflib
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from html import escape
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct._inputs.spelling import in_nfc
from hanoi_ct._inputs.validate import integer, shown
from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy._codes.arrange import (
    Arranged,
    arrange,
    as_list,
    check_groups,
    checked_codes,
    checked_names,
    pairs_of,
    parents_of,
    paths_of,
)
from hanoi_ct.hierarchy._codes.lookup import Codes
from hanoi_ct.hierarchy._codes.text import printed_tree
from hanoi_ct.hierarchy._codes.versions import CodeVersions, first_of
from hanoi_ct.measures._index.tree import Tree, checked_tree


class CodeTree:
    """The codes, parents and levels of a tree, and what can be asked of them; see `Hierarchy`."""

    def __init__(self, parent: ArrayLike, codes: Sequence[str] | None = None) -> None:
        tree = checked_tree(parent, "Hierarchy")
        given = range(tree.parent.size) if codes is None else codes
        listed = checked_codes(map(str, given) if codes is None else given, "Hierarchy")
        if len(listed) != tree.parent.size:
            raise ArgumentValueError(
                f"`codes` of Hierarchy must have one code for each of the {tree.parent.size} "
                f"nodes; got {len(listed)}"
            )
        self._set(Arranged(listed, tree.parent.copy(), tree.leaf))

    def _set(self, arranged: Arranged) -> None:
        codes, parent, leaf = arranged
        self._tree = Tree(parent, leaf)
        self._rows = {code: row for row, code in enumerate(codes)}
        self.codes = codes
        order = np.argsort(leaf[leaf >= 0])
        self.leaf_rows = np.flatnonzero(leaf >= 0)[order]
        self.level = _levels(parent)
        self.names: dict[str, str] = {}
        self.code_list: CodeVersions | None = None
        self.version: str | None = None
        self._protect()

    def _protect(self) -> None:
        for array in (self._tree.parent, self._tree.leaf, self.level, self.leaf_rows):
            array.flags.writeable = False

    def __getstate__(self) -> dict[str, Any]:
        """Return what the rest follows from: no private class, no index that is kept."""
        return {
            "arranged": (self.codes, *self._tree),
            "names": self.names,
            "code_list": self.code_list,
            "version": self.version,
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._set(Arranged(*state["arranged"]))
        self.names, self.code_list = state["names"], state["code_list"]
        self.version = state["version"]

    @classmethod
    def _of(cls, arranged: Arranged) -> Self:
        hierarchy = cls.__new__(cls)
        hierarchy._set(arranged)
        return hierarchy

    # ---- other ways to build -----------------------------------------------------------

    @classmethod
    def from_parents(
        cls,
        parents: Mapping[str, str | None] | Iterable[tuple[str, str | None]],
        *,
        leaves: Iterable[str] | None = None,
    ) -> Self:
        """Build a tree from each code's parent code, in any order.

        Parameters
        ----------
        parents : mapping, or iterable of pairs, of code and parent code
            A blank parent (None, "" or NaN) marks a root.
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
        function = "Hierarchy.from_parents"
        codes, above = pairs_of(parents, function)
        return cls._of(arrange(codes, above, leaves, function))

    @classmethod
    def from_columns(cls, columns: Any) -> Self:
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
        paths = paths_of(columns, function)
        parents = parents_of(paths, function)
        leaves = checked_codes([path[-1] for path in paths], function)
        codes = checked_codes(parents, function)
        return cls._of(arrange(codes, list(parents.values()), leaves, function, leaves))

    @classmethod
    def from_prefixes(
        cls,
        codes: Iterable[str],
        *,
        root: str | None = None,
        leaves: Iterable[str] | None = None,
    ) -> Self:
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
        listed = as_list(codes, "`codes`", function)
        if root is not None and not isinstance(root, str):
            raise ArgumentTypeError(f"`root` of {function} must be a code, text; got {shown(root)}")
        if root is not None and in_nfc(root) not in map(in_nfc, listed):
            listed.insert(0, root)
        given = checked_codes(listed, function)
        known = {in_nfc(code): code for code in given}  # in NFD the letter ê begins with e
        top = None if root is None else known[in_nfc(root)]

        def parent_of(code: str) -> str | None:
            if code == top:
                return None
            whole = in_nfc(code)
            shorter = (whole[:length] for length in range(len(whole) - 1, 0, -1))
            return next((known[prefix] for prefix in shorter if prefix in known), top)

        return cls._of(arrange(given, [parent_of(code) for code in given], leaves, function))

    # ---- what the codes mean -----------------------------------------------------------

    def named(self, names: Mapping[str, str]) -> Self:
        """Return the tree with names beside its codes, printed and exported with them.

        Parameters
        ----------
        names : mapping or Series of str
            The name of each code. Names of codes that are not in the tree are left out,
            so that those of a whole list serve any part of it, and so are blank ones.

        Returns
        -------
        Hierarchy
            Its names are in Unicode's normal form NFC, in which one letter of Vietnamese is
            one character. Trees that differ in names alone are equal.

        Raises
        ------
        ArgumentTypeError
            `names` is no mapping, or a name is not text.
        ArgumentValueError
            No code of the tree has a name.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import Hierarchy
        >>> tree = Hierarchy.from_parents({"B": None, "05": "B", "06": "B"})
        >>> print(tree.named({"B": "Khai khoáng", "05": "Khai thác than cứng và than non"}))
        B       Khai khoáng
        ├── 05  Khai thác than cứng và than non
        └── 06
        """
        named = copy.copy(self)
        named.names = checked_names(names, self._rows, self.spelled)
        return named

    def under(self, code_list: CodeVersions, at: Any) -> Self:
        """Return the tree as one of codes of a list, in the version that holds on a day.

        Parameters
        ----------
        code_list : CodeVersions
            Such as `VSIC`.
        at : day or month
            2018-08-31; a month stands for its end.

        Returns
        -------
        Hierarchy
            It knows `code_list` and `version`, as do its subtrees and what is computed
            over it.

        Raises
        ------
        ArgumentTypeError
            `code_list` is no CodeVersions.
        ArgumentValueError
            No day or month; codes that the version does not have, as far as its changes
            tell.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import VSIC, Hierarchy
        >>> beverages = Hierarchy.from_prefixes(["11", "1103", "1104"])
        >>> beverages.under(VSIC, "2018-08")
        <Hierarchy of 3 nodes, 2 leaves, 2 levels, VSIC 2018>
        """
        if not isinstance(code_list, CodeVersions):
            raise ArgumentTypeError(
                f"`code_list` of under must be a CodeVersions such as VSIC; got {shown(code_list)}"
            )
        version = code_list.version_at(at)
        absent = [
            f"{code!r} ({why})" for code in self.codes if (why := code_list.absence(code, version))
        ]
        if absent:
            raise ArgumentValueError(
                f"codes of under must be codes of {version}; got {first_of(absent)}"
            )
        dated = copy.copy(self)
        dated.code_list, dated.version = code_list, version
        return dated

    def carry(self, until: Any) -> Self:
        """Return the tree under the codes of a later version of its list.

        Nodes keep their rows, so that data, weights and results by row go on to fit. What
        is held by code is carried by `CodeVersions.carry_all`.

        Parameters
        ----------
        until : day or month
            No earlier than the version of the tree.

        Returns
        -------
        Hierarchy
            Names go with their nodes.

        Raises
        ------
        ArgumentValueError
            The tree is under no list, or a later one than that of `until`; codes that were
            divided or became one, or that no longer begin with the code of their group: each
            is named. Such a tree must be built anew.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import VSIC, Hierarchy
        >>> tree = Hierarchy.from_prefixes(["11", "1101", "1104"]).under(VSIC, "2018-08")
        >>> tree.carry("2025-12").codes
        ('11', '1101', '1105')
        """
        if self.code_list is None or self.version is None:
            raise ArgumentValueError(
                "the hierarchy of carry must be under a list of codes; got one without: see under"
            )
        codes = self.code_list.carry_codes(self.codes, self.version, until)
        check_groups(self.codes, self.parent.tolist(), codes)
        carried = self._of(Arranged(codes, self.parent, self._tree.leaf))
        carried.names = {
            new: self.names[old]
            for old, new in zip(self.codes, codes, strict=True)
            if old in self.names
        }
        carried.code_list = self.code_list
        carried.version = self.code_list.version_at(until)
        return carried

    def _refuse_other_version(self, other: "CodeTree", name: str, function: str) -> None:
        """Raise if another tree is of another version of a list; one without is let pass."""
        own, its = (tree.version for tree in (self, other))
        if own is not None and its is not None and (own, self.code_list) != (its, other.code_list):
            raise ArgumentValueError(
                f"`{name}` of {function} must have codes of {own}; got codes of {its}: carry the "
                f"earlier ones on first"
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
        integer(level, "level", "at_level", low=0)
        return tuple(self.codes[row] for row in np.flatnonzero(self.level == level))

    def spelled(self, code: Any) -> Any:
        """Return a code as the tree spells it: in NFC and in NFD it is one code."""
        if not isinstance(code, str) or code in self._rows:
            return code
        row = self._rows_in_nfc.get(in_nfc(code))
        return code if row is None else self.codes[row]

    def row(self, code: str) -> int:
        """Return the row of a code; an unknown code names the nearest known one."""
        try:
            return self._rows[self.spelled(code)]
        except (KeyError, TypeError):
            near = difflib.get_close_matches(str(code), self.codes, n=1, cutoff=0.0)
            raise ArgumentValueError(
                f"`code` must be one of the {len(self)} codes of the hierarchy; got {shown(code)}"
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
        if self.parent[top] < 0 and np.count_nonzero(self.parent < 0) == 1:
            return np.arange(len(self))
        inside = np.zeros(len(self) + 1, dtype=bool)  # the last stands for no parent
        inside[top] = True
        above = np.append(self.parent, -1)
        while (above >= 0).any():  # doubles the distance climbed each time
            inside |= inside[above]
            above = above[above]
        return np.flatnonzero(inside)

    def block_below(self, code: str) -> slice | NDArray[np.int64]:
        """Return the rows of a code and of everything below it, as a slice if they can be.

        They can in depth-first order: a slice of an array is no copy.
        """
        rows = self.rows_below(code)
        first, last = int(rows[0]), int(rows[-1])
        return slice(first, last + 1) if rows.size == last - first + 1 else rows

    def rows_by_level(self) -> list[NDArray[np.int64]]:
        """Return the rows at each level, from the roots down."""
        ends = np.cumsum(np.bincount(self.level))[:-1]
        return np.split(np.argsort(self.level, kind="stable"), ends)

    def subtree(self, code: str) -> Self:
        """Return the tree below a code, with that code as its root.

        It keeps the names and the version; ``tree["C"]`` is the same.
        """
        rows = self.rows_below(code)
        if rows.size == len(self):
            return self
        new_row = np.full(len(self), -1)
        new_row[rows] = np.arange(rows.size)
        parent = np.where(rows == rows[0], -1, new_row[self.parent[rows]])
        leaf = self._tree.leaf[rows]
        leaf[leaf >= 0] = np.argsort(np.argsort(leaf[leaf >= 0]))
        codes = tuple(self.codes[row] for row in rows)
        below = self._of(Arranged(codes, parent.astype(np.int64), leaf))
        below.names = {name: self.names[name] for name in codes if name in self.names}
        below.code_list, below.version = self.code_list, self.version
        return below

    __getitem__ = subtree

    def __len__(self) -> int:
        return len(self.codes)

    def _reading(self, places: NDArray[np.intp]) -> Self:
        """Return the tree with its leaves in another order: each row of data is the leaf of
        that number. Its nodes stand as they did."""
        rows = self.leaf_rows[places]
        leaf = np.full(len(self.codes), -1, dtype=np.int64)
        leaf[rows] = np.arange(rows.size)
        other = self.__new__(type(self))  # codes and their rows are shared, not made again
        other.__dict__ |= self.__dict__
        for kept in ("leaves", "_leaf_index", "_leaf_codes"):
            other.__dict__.pop(kept, None)
        other._tree, other.leaf_rows = Tree(self.parent, leaf), rows
        return other

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """The codes of the nodes without children, in the order of the rows of data."""
        return tuple(self.codes[row] for row in self.leaf_rows.tolist())

    @cached_property
    def _rows_in_nfc(self) -> dict[str, int]:
        return {in_nfc(code): row for code, row in self._rows.items()}

    @cached_property
    def _leaf_index(self) -> Any:
        """The leaves as an index of pandas, by which tables are put in order."""
        return require("pandas", "Hierarchy").Index(list(self.leaves))

    @cached_property
    def _leaf_codes(self) -> Codes:
        """The leaves, as other codes are looked up among them."""
        return Codes(self.leaves)

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and self.spelled(code) in self._rows

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, CodeTree)
            and (self.code_list, self.version) == (other.code_list, other.version)
            and self.codes == other.codes
            and self.leaves == other.leaves
            and bool((self.parent == other.parent).all())
        )

    def __hash__(self) -> int:
        return hash((self.codes, self.leaves, self.parent.tobytes()))

    def __repr__(self) -> str:
        version = "" if self.version is None else f", {self.version}"
        return (
            f"<Hierarchy of {len(self)} nodes, {len(self.leaves)} leaves, {self.depth} levels"
            f"{version}>"
        )

    def __str__(self) -> str:
        return printed_tree(self.codes, self.parent.tolist(), self.names)

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"


def _levels(parent: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the level of each node."""
    above = parent.copy()
    level = (above >= 0).astype(np.int64)
    while (below := above >= 0).any():  # doubles the distance climbed each time
        level[below] += level[above[below]]
        above[below] = above[above[below]]
    return level
