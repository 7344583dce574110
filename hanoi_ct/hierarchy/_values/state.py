"""What an index of a tree knows of itself: its weights, what was observed, where it comes from."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from hanoi_ct import _core
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.hierarchy._codes.tree import CodeTree
from hanoi_ct.hierarchy._values.values import TreeValues
from hanoi_ct.hierarchy._values.weights import Weights

_Figure = TypeVar("_Figure", np.float64, np.bool_)


class Withheld(NamedTuple):
    """Origin of an index of which some values are withheld: all of them."""

    levels: Floats


class Superlative(NamedTuple):
    """Origin of a superlative index: the two means of which it is the geometric mean."""

    first: "IndexState"
    second: "IndexState"


class Chained(NamedTuple):
    """Origin of an index that was chained and is no mean of its leaves: the links."""

    links: "IndexState"


class Rebased(NamedTuple):
    """Origin of an index that was rebased and is no mean of its leaves since.

    `level` holds what of each node of `source` became the base, one column.
    """

    source: "IndexState"
    level: Floats


class Link(NamedTuple):
    """The reference of a link: columns of the linked index, and of the one that continues it."""

    old: slice
    new: slice


class Stretch(NamedTuple):
    """Periods of a linked index that come from one index.

    Attributes
    ----------
    source : IndexState
        The index, itself not a linked one.
    start, first : int
        The first column of the linked index that is of the stretch, and where that stands
        in `source`.
    links : tuple of Link
        By which the columns of the stretch are linked, in turn: one, or one for each period
        of the year; none in the first stretch.
    before : ndarray of int, or None
        For each node of `source` its row in the source of the stretch before, -1 for one
        that is not continued; None where the rows are the same.
    factor : ndarray of float64
        What the levels of `source` are multiplied by: a row a node, a column a link.
    same : ndarray of int, or None
        As `before`, but for each node its row whether it is continued there or not: a node
        that was outside the basket is not continued, and is the same node for all that.
    """

    source: "IndexState"
    start: int
    first: int
    links: tuple[Link, ...]
    before: NDArray[np.int64] | None
    factor: Floats
    same: NDArray[np.int64] | None = None

    def in_source(self, columns: range) -> slice:
        """Return where columns of the linked index stand in the source."""
        return slice(
            columns.start - self.start + self.first, columns.stop - self.start + self.first
        )

    def factors(self, columns: range) -> Floats:
        """Return what levels in columns of the linked index are multiplied by."""
        n_links = self.factor.shape[1]
        if n_links == 1:
            return self.factor
        return self.factor[:, (np.arange(columns.start, columns.stop) - self.start) % n_links]


class Linked(NamedTuple):
    """Origin of a linked index: the stretches it was made of, one after the other.

    Rows of the last stretch are those of the linked index. Stretches stand side by side, not
    one within the other, so that any number of links takes linear time and no recursion.
    """

    stretches: tuple[Stretch, ...]
    length: int
    reference: tuple[slice, float] | None = None  # where it was rebased, and to what

    def columns(self, number: int) -> range:
        """Return the columns of a stretch."""
        after = number + 1
        stop = self.stretches[after].start if after < len(self.stretches) else self.length
        return range(self.stretches[number].start, stop)

    def number_of(self, column: int) -> int:
        """Return the number of the stretch of a column."""
        starts = [stretch.start for stretch in self.stretches]
        return bisect_right(starts, column) - 1


Origin = Withheld | Superlative | Chained | Rebased | Linked | None


# Pickles name public classes alone: an origin goes into one as its kind and its fields.
_ORIGINS: dict[str, Callable[..., Origin]] = {
    "withheld": Withheld,
    "superlative": Superlative,
    "chained": Chained,
    "rebased": Rebased,
    "linked": Linked,
}


def _packed(origin: Origin) -> tuple[Any, ...] | None:
    if origin is None:
        return None
    fields: list[Any] = list(origin)
    if isinstance(origin, Linked):
        fields[0] = [
            {**stretch._asdict(), "links": [(link.old, link.new) for link in stretch.links]}
            for stretch in origin.stretches
        ]
    return type(origin).__name__.lower(), *fields


def _unpacked(packed: tuple[Any, ...] | None) -> Origin:
    if packed is None:
        return None
    kind, *fields = packed
    if kind == "linked":
        fields[0] = tuple(
            Stretch(**{**stretch, "links": tuple(Link(*link) for link in stretch["links"])})
            for stretch in fields[0]
        )
    return _ORIGINS[kind](*fields)


class IndexState(TreeValues):
    """The fields of an index of a tree, and small questions to them.

    `origin` tells what else the index was made of; None for an index that is, with all its
    values shown, the mean of its leaves with the weights at hand.
    """

    _values: Floats | None
    _observed: NDArray[np.bool_] | None

    def __init__(
        self,
        hierarchy: CodeTree,
        values: Floats,
        periods: Sequence[Any],
        weights: Weights,
        observed: NDArray[np.bool_] | None = None,
        order: float = 1.0,
        updated: bool = False,
        origin: Origin = None,
    ) -> None:
        super().__init__(hierarchy, values, periods)
        self.weights = weights
        self.observed = observed
        self.order = order
        self.updated = updated
        self.origin = origin
        self.missing_rows: tuple[str, ...] = ()

    def __getstate__(self) -> dict[str, Any]:
        packed = {"weights": tuple(self.weights), "origin": _packed(self.origin)}
        return self.__dict__ | packed

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.weights = Weights(*state["weights"])
        self.origin = _unpacked(state["origin"])

    @classmethod
    def of_stretches(
        cls, hierarchy: CodeTree, periods: tuple[Any, ...], linked: Linked, weights: Weights
    ) -> Self:
        """Return a linked index. Its values are made when they are asked for."""
        index = cls.__new__(cls)
        index.hierarchy, index.periods, index.weights = hierarchy, periods, weights
        index.order, index.updated, index.origin = 1.0, False, linked
        index._values = index._observed = None
        index.missing_rows = ()
        return index

    @property
    def values(self) -> Floats:
        """One row a node, in the order of ``hierarchy.codes``; one column a period."""
        if self._values is None:
            assert isinstance(self.origin, Linked)
            self._values = levels_of(self.origin)
        return self._values

    @values.setter
    def values(self, values: Floats) -> None:
        self._values = values

    @property
    def observed(self) -> NDArray[np.bool_] | None:
        """Which leaves were observed in which period; None where missing values propagate."""
        if self._observed is None and isinstance(self.origin, Linked):
            stretches = self.origin.stretches
            if any(stretch.source.observed is not None for stretch in stretches):
                self._observed = joined(self.origin, _observed)[self.hierarchy.leaf_rows]
        return self._observed

    @observed.setter
    def observed(self, observed: NDArray[np.bool_] | None) -> None:
        self._observed = observed

    @property
    def superlative(self) -> bool:
        origin = self.origin
        if isinstance(origin, Chained):
            return origin.links.superlative
        if isinstance(origin, Rebased):
            return origin.source.superlative
        if isinstance(origin, Linked):
            return any(stretch.source.superlative for stretch in origin.stretches)
        return isinstance(origin, Superlative)

    @property
    def coverage(self) -> Floats:
        """The share of the base weight below each node that was observed."""
        found = self._of_sources(lambda index: index.coverage)
        if found is not None:
            return found
        observed = self.observed
        if observed is None:
            observed = ~np.isnan(self.values[self.hierarchy.leaf_rows])
        return self._mean_of_leaves(observed)

    @property
    def imputed_share(self) -> Floats:
        """The share of the base weight below each node whose values are imputed."""
        found = self._of_sources(lambda index: index.imputed_share)
        if found is not None:
            return found
        if self.observed is None:
            return np.zeros_like(self.values)
        filled = ~np.isnan(self.values[self.hierarchy.leaf_rows])
        return self._mean_of_leaves(filled & ~self.observed)

    @property
    def imputed(self) -> NDArray[np.bool_]:
        """Which values rest on no observed leaf of positive weight.

        A leaf that is observed is not imputed, whatever its weight.
        """
        filled = ~np.isnan(self.values)
        found = filled & ~self._has_own_value()
        if self.observed is not None:
            leaves = self.hierarchy.leaf_rows
            found[leaves] = filled[leaves] & ~self.observed
        return found

    def _has_own_value(self) -> NDArray[np.bool_]:
        """Tell which nodes have an observed leaf of positive weight at or below them."""
        if isinstance(self.origin, Superlative):
            first, second = (mean._has_own_value() for mean in self.origin)
            return first | second
        if self.observed is None:
            return np.ones(self.values.shape, dtype=bool)
        if isinstance(self.origin, Linked):
            return joined(self.origin, lambda index: index._has_own_value())
        tree, observed = self.hierarchy._tree, self.observed & (self.weights.leaf > 0.0)
        seen = _core.tree_sum(observed.astype(float), tree.parent, tree.leaf)
        return seen > 0.0  # type: ignore[no-any-return]

    def _mean_of_leaves(self, flags: NDArray[np.bool_]) -> Floats:
        tree = self.hierarchy._tree
        return _core.tree_aggregate(  # type: ignore[no-any-return]
            flags.astype(float), self.weights.leaf, tree.parent, tree.leaf, self.weights.node
        )

    def _of_sources(self, figures: Callable[["IndexState"], Floats]) -> Floats | None:
        """Return figures of the index this one was rebased from, or of the two it links."""
        if isinstance(self.origin, Rebased):
            return figures(self.origin.source)
        return joined(self.origin, figures) if isinstance(self.origin, Linked) else None

    def _levels(self) -> Floats:
        """Return the values of which others are means, whether shown or withheld."""
        return self.origin.levels if isinstance(self.origin, Withheld) else self.values

    def _has_gaps(self) -> bool:
        """Tell whether nodes are means of some of their leaves only."""
        if self.observed is None or self.observed.all():
            return False
        return bool(np.isnan(self._levels()[self.hierarchy.leaf_rows]).any())

    def _stands_on_its_base(self) -> bool:
        """Tell whether every node is the mean of its children with the weights at hand."""
        return not isinstance(self.origin, (Chained, Rebased, Linked))

    def _root(self, code: str | None, function: str) -> str:
        if code is not None:
            return self.hierarchy.codes[self.hierarchy.row(code)]
        roots = self.hierarchy.roots
        if len(roots) != 1:
            raise ArgumentValueError(
                f"`to` of {function} must name a node of a hierarchy with {len(roots)} roots; "
                f"got None"
            )
        return roots[0]

    def _is_one_base(self) -> bool:
        """Tell whether the index is the arithmetic mean of its leaves on one base."""
        return (
            (self.origin is None or isinstance(self.origin, Withheld))
            and self.order == 1.0
            and self.weights.constant
        )


def levels_of(
    linked: Linked, columns: range | None = None, rows: NDArray[np.int64] | None = None
) -> Floats:
    """Return the levels of a linked index; see `joined`."""

    def scaled(stretch: Stretch, levels: Floats, inside: range) -> Floats:
        if not stretch.links and (stretch.factor == 1.0).all():
            return levels
        return levels * stretch.factors(inside)

    return joined(linked, lambda index: index.values, scaled=scaled, columns=columns, rows=rows)


def joined(
    linked: Linked,
    figures: Callable[[IndexState], NDArray[_Figure]],
    *,
    scaled: Callable[[Stretch, NDArray[_Figure], range], NDArray[_Figure]] | None = None,
    columns: range | None = None,
    rows: NDArray[np.int64] | None = None,
) -> NDArray[_Figure]:
    """Return figures of every node as the index of each stretch has them.

    Where a node is not continued from, they are missing (no for flags); see `rows_back`.
    Without `columns` and `rows`, of all periods, and of the rows of the last stretch.
    """
    wanted = range(linked.length) if columns is None else columns
    n_nodes = linked.stretches[-1].factor.shape[0] if rows is None else rows.size
    pieces: list[NDArray[_Figure]] = []
    for number, rows_there in rows_back(linked, rows):
        stretch, own = linked.stretches[number], linked.columns(number)
        inside = range(max(own.start, wanted.start), min(own.stop, wanted.stop))
        if inside:
            piece = figures(stretch.source)[:, stretch.in_source(inside)]
            if scaled:
                piece = scaled(stretch, piece, inside)
            pieces.append(piece if rows_there is None else _of_rows(piece, rows_there))
        if own.start <= wanted.start:
            break
    if not pieces:
        return figures(linked.stretches[-1].source)[:0].reshape(0, 0).repeat(n_nodes, axis=0)
    return np.hstack(pieces[::-1])


def _observed(index: IndexState) -> NDArray[np.bool_]:
    return ~np.isnan(index.values) if index.observed is None else index._has_own_value()


def before(stretch: Stretch, rows: NDArray[np.int64] | None) -> NDArray[np.int64] | None:
    """Return the rows in the stretch before of rows of a stretch; None for all, as they are."""
    if stretch.before is None:
        return rows
    if rows is None:
        return stretch.before
    found: NDArray[np.int64] = np.where(rows >= 0, stretch.before[rows], -1)
    return found


def same_rows(stretch: Stretch, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the rows in the stretch before of the same nodes, continued or not."""
    if stretch.same is None:
        return rows
    found: NDArray[np.int64] = np.where(rows >= 0, stretch.same[rows], -1)
    return found


def rows_back(
    linked: Linked, rows: NDArray[np.int64] | None = None
) -> Iterator[tuple[int, NDArray[np.int64] | None]]:
    """Yield each stretch, the last first, and the row in it of each node of the last.

    -1 where the series of a node does not reach: one that came in at a link begins there. One
    that left the basket, and did not come again, is shown up to where it left. None for all
    rows as they are.
    """
    begun: NDArray[np.bool_] | None = None  # which nodes have a level already, further on
    for number in range(len(linked.stretches) - 1, -1, -1):
        yield number, rows
        stretch = linked.stretches[number]
        if stretch.before is None:  # all of them are continued
            if begun is not None or rows is not None:
                begun = np.ones(len(stretch.factor) if rows is None else rows.size, dtype=bool)
            continue
        rows = np.arange(len(stretch.factor)) if rows is None else rows
        begun = np.zeros(rows.size, dtype=bool) if begun is None else begun
        there = stretch.source.values[:, stretch.in_source(linked.columns(number))]
        has = ~np.isnan(there).all(axis=1)
        begun = begun | ((rows >= 0) & (has | (stretch.before >= 0))[rows])
        continued = np.where(rows >= 0, stretch.before[rows], -1)
        left = np.where(begun, -1, same_rows(stretch, rows))
        rows = np.where(continued >= 0, continued, left)


def _of_rows(piece: NDArray[_Figure], rows: NDArray[np.int64]) -> NDArray[_Figure]:
    taken = piece[rows]
    taken[rows < 0] = False if taken.dtype == np.bool_ else np.nan
    return taken
