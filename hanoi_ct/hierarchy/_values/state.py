"""What an index of a tree knows of itself: its weights, what was observed, where it comes from."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from hanoi_ct import _core
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.hierarchy._codes.tree import CodeTree
from hanoi_ct.hierarchy._values.values import TreeValues
from hanoi_ct.hierarchy._values.weights import Weights

_Floats = NDArray[np.float64]
_Figure = TypeVar("_Figure", np.float64, np.bool_)


class Withheld(NamedTuple):
    """Origin of an index of which some values are withheld: all of them."""

    levels: _Floats


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
    level: _Floats


class Link(NamedTuple):
    """The reference in the old and in the new index, and the columns of the new it links."""

    old: slice
    new: slice
    after: slice


class Linked(NamedTuple):
    """Origin of a linked index: what it was made of.

    `rows` holds the row in the old index of each node of the new; the first `kept` columns
    are those of the old index.
    """

    old: "IndexState"
    new: "IndexState"
    rows: NDArray[np.int64]
    kept: int
    links: tuple[Link, ...]

    def columns(self, link: Link) -> slice:
        """Return the columns of the linked index to which a link leads."""
        return slice(
            link.after.start - self.links[0].after.start + self.kept, None, link.after.step
        )

    def link_of(self, columns: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the number of the link of each column; -1 for those of the old index."""
        beyond = columns - self.kept
        number: NDArray[np.int64] = np.where(beyond < 0, -1, beyond % len(self.links))
        return number

    def in_new(self, columns: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return where columns after the links stand in the new index."""
        moved: NDArray[np.int64] = columns - self.kept + self.links[0].after.start
        return moved


Origin = Withheld | Superlative | Chained | Rebased | Linked | None


class IndexState(TreeValues):
    """The fields of an index of a tree, and small questions to them.

    `origin` tells what else the index was made of; None for an index that is, with all its
    values shown, the mean of its leaves with the weights at hand.
    """

    def __init__(
        self,
        hierarchy: CodeTree,
        values: _Floats,
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

    @property
    def superlative(self) -> bool:
        origin = self.origin
        if isinstance(origin, Chained):
            return origin.links.superlative
        if isinstance(origin, Rebased):
            return origin.source.superlative
        if isinstance(origin, Linked):
            return origin.old.superlative or origin.new.superlative
        return isinstance(origin, Superlative)

    @property
    def coverage(self) -> _Floats:
        """The share of the base weight below each node that was observed."""
        found = self._of_sources(lambda index: index.coverage)
        if found is not None:
            return found
        observed = self.observed
        if observed is None:
            observed = ~np.isnan(self.values[self.hierarchy.leaf_rows])
        return self._mean_of_leaves(observed)

    @property
    def imputed_share(self) -> _Floats:
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
        tree, observed = self.hierarchy._tree, self.observed
        if not isinstance(self.origin, Linked):  # whose weights are those of the new index
            observed = observed & (self.weights.leaf > 0.0)
        seen = _core.tree_sum(observed.astype(float), tree.parent, tree.leaf)
        return seen > 0.0  # type: ignore[no-any-return]

    def _mean_of_leaves(self, flags: NDArray[np.bool_]) -> _Floats:
        tree = self.hierarchy._tree
        return _core.tree_aggregate(  # type: ignore[no-any-return]
            flags.astype(float), self.weights.leaf, tree.parent, tree.leaf, self.weights.node
        )

    def _of_sources(self, figures: Callable[["IndexState"], _Floats]) -> _Floats | None:
        """Return figures of the index this one was rebased from, or of the two it links."""
        if isinstance(self.origin, Rebased):
            return figures(self.origin.source)
        return joined(self.origin, figures) if isinstance(self.origin, Linked) else None

    def _levels(self) -> _Floats:
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


def joined(found: Linked, figures: Callable[[IndexState], NDArray[_Figure]]) -> NDArray[_Figure]:
    """Return figures of every node as each of the two indexes has them."""
    before, after = figures(found.old)[found.rows], figures(found.new)
    return np.hstack([before[:, : found.kept], after[:, found.links[0].after.start :]])
