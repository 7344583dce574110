"""Special aggregates: indexes of any nodes of a tree, such as all less energy."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from hanoi_ct import _core
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.validate import shown
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy._codes.tree import CodeTree
from hanoi_ct.hierarchy._explain.linked import linked, rescaled
from hanoi_ct.hierarchy._values.node_means import PROPAGATE, REWEIGHT, node_means
from hanoi_ct.hierarchy._values.state import (
    Chained,
    IndexState,
    Linked,
    Rebased,
    Stretch,
    Superlative,
    same_rows,
)
from hanoi_ct.hierarchy._values.weights import Weights

_Index = TypeVar("_Index", bound=IndexState)

_FUNCTION = "special"

# For each name the rows of the nodes that it takes, and of those that it leaves out.
Chosen = dict[str, tuple[NDArray[np.int64], NDArray[np.int64]]]


def chosen_nodes(hierarchy: CodeTree, nodes: Any, without: Any) -> Chosen:
    """Return the rows that each name takes and leaves out; see `FixedBaseIndex.special`."""
    taken, left = _by_name(nodes, "nodes"), _by_name(without, "without")
    names = [*taken, *(name for name in left if name not in taken)]
    if not names:
        raise ArgumentValueError(f"`nodes` of {_FUNCTION} must name an aggregate; got none")
    chosen: Chosen = {}
    for name in names:
        codes = taken.get(name, list(hierarchy.roots))
        rows = [
            np.array([hierarchy.row(code) for code in each], dtype=np.int64)
            for each in (codes, left.get(name, []))
        ]
        chosen[name] = (rows[0], rows[1])
    return chosen


def special(index: _Index, chosen: Chosen, *, in_part: bool = False) -> _Index:
    """Return the index of special aggregates, made as the index itself was.

    `in_part` says that it is one stretch of an index, in which names may be without a leaf or
    weight: they are missing there.
    """
    origin = index.origin
    if isinstance(origin, Rebased):
        raise ArgumentValueError(
            f"the index of {_FUNCTION} must not have been rebased as no mean of its leaves; got "
            f"one that was: take the special aggregates first, and rebase these"
        )
    if isinstance(origin, Linked):
        return _of_stretches(index, origin, chosen)
    if isinstance(origin, Chained):
        links = special(origin.links, chosen, in_part=in_part)
        start = float(np.nanmedian(index.values[:, :1] / origin.links.values[:, :1]))
        levels = (start * np.cumprod(links.values, axis=1)).astype(np.float64, copy=False)
        return _like(index, links, levels, Chained(links))
    if isinstance(origin, Superlative):
        first, second = (special(mean, chosen, in_part=in_part) for mean in origin)
        both = np.sqrt(first.values) * np.sqrt(second.values)
        values = np.where(first.values == second.values, first.values, both)
        return _like(index, first, values, Superlative(first, second))
    return _of_leaves(index, chosen, in_part)


def _like(index: _Index, made: IndexState, values: Floats, origin: Any) -> _Index:
    return type(index)(
        made.hierarchy,
        values,
        index.periods,
        made.weights,
        made.observed,
        index.order,
        index.updated,
        origin,
    )


def _of_leaves(index: _Index, chosen: Chosen, in_part: bool) -> _Index:
    """Return the means of the leaves that each name takes, with the weights of the index."""
    tree, rows = _tree_of(index.hierarchy, chosen, in_part)
    leaf_rows = rows[tree.leaf_rows]
    values = np.ascontiguousarray(index._levels()[leaf_rows])
    weight = np.ascontiguousarray(index.weights.node[leaf_rows])
    values[leaf_rows < 0], weight[leaf_rows < 0] = np.nan, 0.0  # names without a leaf
    weights = Weights(weight, _core.tree_sum(weight, tree.parent, tree._tree.leaf))
    none = ~(weights.node[tree.parent < 0] > 0.0).any(axis=1)
    if none.any() and not in_part:
        raise ArgumentValueError(
            f"`nodes` of {_FUNCTION} must have weight in some period; got none for "
            f"{tree.roots[int(none.argmax())]!r}"
        )
    policy = PROPAGATE if index.observed is None else REWEIGHT
    means = node_means(tree, values, weights, policy, index.updated, index.order)
    if in_part or weights.outside() is not None:
        nothing = (weights.node == 0.0) & (tree._tree.leaf < 0)[:, np.newaxis]
        means[np.broadcast_to(nothing, means.shape)] = np.nan
    observed = None
    if index.observed is not None:
        number = index.hierarchy._tree.leaf[leaf_rows]
        observed = index.observed[number] & (leaf_rows >= 0)[:, np.newaxis]
    made = IndexState(tree, means, index.periods, weights, observed)
    return _like(index, made, means, None)


def _of_stretches(index: _Index, origin: Linked, chosen: Chosen) -> _Index:
    """Return the special aggregates of each stretch, linked as the index is."""
    of_stretch: list[tuple[Stretch, Chosen]] = []
    for number in range(len(origin.stretches) - 1, -1, -1):
        stretch = origin.stretches[number]
        of_stretch.append((stretch, chosen))
        chosen = {
            name: (_continued(stretch, taken), _continued(stretch, left))
            for name, (taken, left) in chosen.items()
        }
    result: IndexState | None = None
    for number, (stretch, nodes) in enumerate(of_stretch[::-1]):
        source = special(stretch.source, nodes, in_part=True)
        if result is None:
            stop = origin.columns(0).stop
            result = _cut(source, stop)
            continue
        start = origin.columns(number).start
        joined = linked(result, source, stretch.links, start, stretch.first, {}, lenient=True)
        length = origin.columns(number).stop
        joined = Linked(joined.stretches, length)
        result = type(index).of_stretches(
            source.hierarchy, index.periods[:length], joined, source.weights
        )
    assert result is not None
    made: _Index = result  # type: ignore[assignment]
    if origin.reference is not None:
        span, to = origin.reference
        level = made.values[:, span].mean(axis=1) / to
        made = _rescaled(made, level)
    return made


def _rescaled(index: _Index, level: Floats) -> _Index:
    assert isinstance(index.origin, Linked)
    moved = rescaled(index.origin, level)
    return type(index).of_stretches(index.hierarchy, index.periods, moved, index.weights)


def _cut(index: IndexState, stop: int) -> IndexState:
    """Return the first stretch as a linked index of its own, no longer than it is shown."""
    whole = np.ones((len(index.hierarchy), 1))
    only = Linked((Stretch(index, 0, 0, (), None, whole),), stop)
    return type(index).of_stretches(index.hierarchy, index.periods[:stop], only, index.weights)


def _continued(stretch: Stretch, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    found = same_rows(stretch, rows)
    return found[found >= 0]


# ---- nodes ------------------------------------------------------------------------------


def _by_name(given: Any, name: str) -> dict[str, list[Any]]:
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise ArgumentTypeError(
            f"`{name}` of {_FUNCTION} must map names to codes; got {shown(given)}"
        )
    found = {}
    for key, codes in given.items():
        if not isinstance(key, str) or not isinstance(codes, (str, Iterable)):
            raise ArgumentTypeError(
                f"`{name}` of {_FUNCTION} must map names to codes; got {shown(key)}: {shown(codes)}"
            )
        found[key] = [codes] if isinstance(codes, str) else list(codes)
    return found


def _tree_of(
    hierarchy: CodeTree, chosen: Chosen, in_part: bool
) -> tuple[CodeTree, NDArray[np.int64]]:
    """Return a tree with a root for each name, and the row in `hierarchy` of each node.

    Below a name stand the highest nodes that belong to it whole, and what is below them. A
    code that more than one name takes, or that is a name itself, bears the name before it.
    """
    leaves = {name: _leaves_of(hierarchy, *rows) for name, rows in chosen.items()}
    whole = {name: _whole(hierarchy, inside) for name, inside in leaves.items()}
    count = np.sum(list(whole.values()), axis=0)
    parents: list[tuple[str, str | None]] = []
    rows: dict[str, int] = {}
    for name, inside in whole.items():
        parents.append((name, None))
        rows[name] = -1
        if not inside.any() and not in_part:
            raise ArgumentValueError(
                f"`nodes` of {_FUNCTION} must leave a leaf to each name; got none for {name!r}"
            )
        for row in np.flatnonzero(inside).tolist():
            up = int(hierarchy.parent[row])
            own = _label(hierarchy, row, name, count, chosen)
            above = name if up < 0 or not inside[up] else _label(hierarchy, up, name, count, chosen)
            parents.append((own, above))
            rows[own] = row
    tree = type(hierarchy).from_parents(parents)
    tree.names = {
        code: hierarchy.names[hierarchy.codes[row]]
        for code, row in rows.items()
        if row >= 0 and hierarchy.codes[row] in hierarchy.names
    }
    tree.code_list, tree.version = hierarchy.code_list, hierarchy.version
    return tree, np.array([rows[code] for code in tree.codes], dtype=np.int64)


def _label(
    hierarchy: CodeTree, row: int, name: str, count: NDArray[np.int64], chosen: Chosen
) -> str:
    code = hierarchy.codes[row]
    return f"{name}/{code}" if count[row] > 1 or code in chosen else code


def _leaves_of(
    hierarchy: CodeTree, taken: NDArray[np.int64], left: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Tell which nodes are leaves that a name takes."""
    inside = np.zeros(len(hierarchy), dtype=bool)
    for row in taken.tolist():
        inside[hierarchy.rows_below(hierarchy.codes[row])] = True
    for row in left.tolist():
        inside[hierarchy.rows_below(hierarchy.codes[row])] = False
    return inside & (hierarchy._tree.leaf >= 0)


def _whole(hierarchy: CodeTree, leaves: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which nodes have all of their leaves among some."""
    tree = hierarchy._tree
    every = _core.tree_sum(np.ones((len(hierarchy.leaves), 1)), tree.parent, tree.leaf)
    own = leaves[hierarchy.leaf_rows].astype(float)[:, np.newaxis]
    found: NDArray[np.bool_] = (_core.tree_sum(own, tree.parent, tree.leaf) == every)[:, 0]
    return found
