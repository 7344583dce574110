"""What each node adds to the change that an index measures."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.hierarchy._codes.families import sums_of_children
from hanoi_ct.hierarchy._codes.tree import Hierarchy
from hanoi_ct.hierarchy._values.contributions import Contributions

if TYPE_CHECKING:
    from hanoi_ct.hierarchy._index import TreeIndex

_Floats = NDArray[np.float64]


class Parts(NamedTuple):
    """The share of each node in a total, and what it adds to the total's change."""

    share: _Floats
    change: _Floats


def additive_factors(values: _Floats, reference: _Floats, order: float) -> _Floats:
    """Return the factors on the weights with which an arithmetic mean gives another mean.

    For a mean of order r they are ``(values**r - reference**r) / r (values - reference)``,
    so that ``sum(weight * factor * (values - reference))`` is zero where `reference`
    holds the mean itself (Balk 2008, section 4.2); for the geometric mean they are one
    over the logarithmic mean. An item that is zero in both has none to give: zero.
    """
    low, high = np.minimum(values, reference), np.maximum(values, reference)
    gap = high - low
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        # log1p and expm1 keep the digits that logarithms and powers of near values lose.
        if order == 0.0:
            factor: _Floats = np.where(gap == 0.0, 1.0 / low, np.log1p(gap / low) / gap)
        else:
            power = np.expm1(order * np.log1p(gap / low)) / (order * gap)
            factor = np.where(gap == 0.0, low ** (order - 1.0), low**order * power)
            factor = np.where(low == 0.0, high ** (order - 1.0) / order, factor)
    factor[high == 0.0] = 0.0
    return factor


def multipliers(
    tree: Hierarchy, weight: _Floats, before: _Floats, after: _Floats, order: float
) -> _Floats:
    """Return what one point of each node is worth in points of its root.

    `before` and `after` are levels of every node of `tree`, each node a mean of order
    `order` of its children with `weight`. Multiplied by ``after - before`` the result is
    what each node adds to the change of its root: children add up to their parent.

    A node that is missing at either end has none; its siblings carry its weight.
    """
    child = np.flatnonzero(tree.parent >= 0)
    above = tree.parent[child]
    x0, x1 = before[child], after[child]
    if order == 1.0:
        part = np.where(np.isnan(x0) | np.isnan(x1), np.nan, weight[child])
        size, whole = part, np.ones_like(after)
    else:
        with np.errstate(invalid="ignore", divide="ignore"):
            relative = after / before
        moved = levels_moved(x0, relative[above])
        part = weight[child] * additive_factors(x1, moved, order)
        size, whole = part * (x0 + x1), before + after
    rows, sums = sums_of_children(above, np.nan_to_num(size))
    scale = np.zeros_like(after)
    # Where all children stay zero, they add nothing.
    scale[rows] = np.divide(whole[rows], sums, out=np.zeros_like(sums), where=sums != 0.0)
    return product_down(tree, before + after, part * scale[above])


def levels_moved(level: _Floats, relative: _Floats) -> _Floats:
    """Return levels times the relatives of their parents; what is zero stays zero."""
    with np.errstate(invalid="ignore"):  # zero times what rose from zero
        return np.where(level == 0.0, 0.0, level * relative)


def product_down(tree: Hierarchy, known: _Floats, part: _Floats) -> _Floats:
    """Multiply the parts that nodes have in their parents down to parts in their roots.

    `part` has one row a node below the roots. Roots have a part of 1, and none where
    `known` is missing.
    """
    product = np.where(np.isnan(known), np.nan, 1.0)
    product[tree.parent >= 0] = part
    for level in tree.rows_by_level()[1:]:
        product[level] *= product[tree.parent[level]]
    return product


def parts_below(index: "TreeIndex", to: str) -> Parts:
    """Return shares in a node, and additions to its change from 1, at and below it."""
    block, tree = index.hierarchy.block_below(to), index.hierarchy.subtree(to)
    levels = index._levels()
    known = (~np.isnan(levels) & index._has_own_value())[block]
    own = np.where(known, levels[block], np.nan)
    share = multipliers(tree, weights_in_use(index)[block], np.ones_like(own), own, index.order)
    change = share * (own - 1.0)
    if index._whole is not None:
        change[np.isnan(index.values[block])] = np.nan
    return Parts(share, change)


def decomposed_through_parents(
    index: "TreeIndex", code: str, below: "TreeIndex | None"
) -> Contributions:
    """Take a node apart, or in a period in which it was missing the node that moved it."""
    hierarchy, n_periods = index.hierarchy, len(index.periods)
    own, parent = index._has_own_value(), hierarchy.parent
    source = np.full(n_periods, hierarchy.row(code))
    for column in range(n_periods):
        while not own[source[column], column] and parent[source[column]] >= 0:
            source[column] = parent[source[column]]
    path = [code, *hierarchy.ancestors(code)]
    used = [name for name in path if (source == hierarchy.row(name)).any()] or [code]
    widest = index.decompose(used[-1], below=below)
    values = np.zeros_like(widest.values)
    for name in used:
        columns = np.flatnonzero(source == hierarchy.row(name))
        part = index.decompose(name, below=below)
        rows = np.array([widest.hierarchy.row(each) for each in part.hierarchy.codes])
        values[np.ix_(rows, columns)] = part.values[:, columns]
        for above in path[path.index(name) + 1 : path.index(used[-1]) + 1]:
            values[widest.hierarchy.row(above), columns] = part[name][columns]
    return Contributions(widest.hierarchy, values, index.periods)


def extended(change: Contributions, share: _Floats, below: "TreeIndex") -> Contributions:
    """Put the parts of the leaves' own changes below them, each times its leaf's share."""
    inside, detail = change.hierarchy, below.hierarchy
    parents: dict[str, str | None] = {
        code: inside.codes[above] if above >= 0 else None
        for code, above in zip(inside.codes, inside.parent.tolist(), strict=True)
    }
    row_of = dict(zip(inside.codes, change.values, strict=True))
    for root in detail.roots:
        if root not in inside:
            continue
        if root not in inside.leaves:
            raise ArgumentValueError(
                f"roots of `below` of decompose must be leaves of the index; got {root!r}"
            )
        parts = below.decompose(root)
        for code, above in zip(parts.hierarchy.codes, parts.hierarchy.parent.tolist(), strict=True):
            if above >= 0:
                if code in parents:
                    raise ArgumentValueError(
                        f"codes of `below` of decompose must not be codes of the index or of "
                        f"another of its parts; got {code!r}"
                    )
                parents[code] = parts.hierarchy.codes[above]
                row_of[code] = share[inside.row(root)] * parts[code]
    tree = Hierarchy.from_parents(parents)
    names = detail.names | inside.names
    tree.names = {code: names[code] for code in tree.codes if code in names}
    tree.code_list, tree.version = inside.code_list, inside.version
    return Contributions(tree, np.stack([row_of[code] for code in tree.codes]), change.periods)


def weights_in_use(index: "TreeIndex") -> _Floats:
    """Return the weights of every node in every period, updated where they are."""
    weight = np.broadcast_to(index.weights.node, index.values.shape)
    if not index.updated:
        return weight
    factor = np.cumprod(moved_values(index)[:, :-1] ** index.order, axis=1)
    updated: _Floats = weight * np.hstack([np.ones((weight.shape[0], 1)), factor])
    return updated


def moved_values(index: "TreeIndex") -> _Floats:
    """Return the values by which weights move: what is left out moves as what is above."""
    moved = index.values.copy()
    if index.observed is not None:
        tree = index.hierarchy
        for level in tree.rows_by_level()[1:]:
            moved[level] = np.where(np.isnan(moved[level]), moved[tree.parent[level]], moved[level])
    return moved
