"""Means of every node of a tree from values of its leaves, by the loops of the core."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from hanoi_ct import _core
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.threads import runs_of_periods, within_reach
from hanoi_ct._inputs.validate import first_position
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.hierarchy._codes.tree import CodeTree
from hanoi_ct.hierarchy._values.means import from_power, put_leaves, to_power
from hanoi_ct.hierarchy._values.weights import Weights

_FUNCTION = "Hierarchy.aggregate"

# What a missing leaf does: the policies of csrc/include/hct/tree_missing.h.
PROPAGATE, REWEIGHT, IMPUTE = 0, 1, 2


def node_means(
    hierarchy: CodeTree,
    values: Floats,
    weights: Weights,
    policy: int,
    update: bool,
    power: float,
    lag: int = 0,
    observed: NDArray[np.bool_] | None = None,
) -> Floats:
    """Return the mean of order `power` of every node; observed leaves to the bit.

    With a `lag`, missing leaves move by the change of their parents since. `observed` takes
    which leaves are there: where the core reads them along the memory, it notes that as well.
    """
    weightless = weights.leaf == 0.0
    fed = _fed(values, weightless, policy, power)
    noted = observed
    if fed is not values or policy == PROPAGATE or power != 1.0 or lag > 0 or not _by_row(values):
        noted = None
    if observed is not None and noted is None:
        np.equal(values, values, out=observed)  # NaN alone is not equal to itself
    result = _means(hierarchy, fed, weights, policy, update, power, lag, noted)
    _refuse_lost_sums(hierarchy, result, fed, weights)
    if fed is not values:
        _give_back(hierarchy, result, values, weightless, policy)
    return result


def _by_row(values: Floats) -> bool:
    """Tell whether the periods of a leaf lie side by side."""
    return values.strides[1] == values.itemsize


def _refuse_lost_sums(
    hierarchy: CodeTree, result: Floats, values: Floats, weights: Weights
) -> None:
    """Raise where sums of weight times value have left the doubles.

    A root feels it: it is infinite though no value is, or missing though nothing before is and
    there has been weight below it all along.
    """
    above = hierarchy.parent < 0
    roots = result[above]
    if np.isfinite(roots).all():
        return
    unknown = ~np.isfinite(values).all(axis=0) | (weights.node[above] == 0.0)
    gaps = np.maximum.accumulate(unknown, axis=1)
    lost = np.isnan(roots) & ~gaps
    if not np.isinf(values).any():
        lost |= np.isinf(roots)
    if lost.any():
        largest = np.abs(values[np.isfinite(values)]).max(initial=0.0)
        raise ArgumentValueError(
            f"`weights` of {_FUNCTION} times `x` must stay within the doubles; got weights that "
            f"add up to {weights.node.max():.3g} for values up to {largest:.3g}: divide the "
            f"weights by a power of ten, which changes no mean"
        )


def _fed(values: Floats, weightless: NDArray[np.bool_], policy: int, power: float) -> Floats:
    """Return values of which those without weight spoil no sum, missing or not."""
    if not weightless.any():
        return values
    spoils = ~np.isfinite(values) if policy == 0 else np.isinf(values)
    if power != 1.0:
        spoils |= values <= 0.0
    spoils &= weightless
    return np.where(spoils, 1.0, values) if spoils.any() else values


def _give_back(
    hierarchy: CodeTree,
    result: Floats,
    values: Floats,
    weightless: NDArray[np.bool_],
    policy: int,
) -> None:
    """Give the leaves without weight their own values back; what was missing stays imputed."""
    own = weightless & (np.ones_like(values, dtype=bool) if policy == 0 else ~np.isnan(values))
    put_leaves(result, hierarchy.leaf_rows, values, own)


def _means(
    hierarchy: CodeTree,
    values: Floats,
    weights: Weights,
    policy: int,
    update: bool,
    power: float,
    lag: int,
    observed: NDArray[np.bool_] | None,
) -> Floats:
    """Return the mean of every node; the leaves to the bit."""
    if lag > 0:
        return _moved(hierarchy, values, weights, lag)
    averaged = to_power(values, power)
    if power not in (0.0, 1.0):
        _refuse_overflow(averaged, values, power)
    if policy == 0 and not update:
        result = _complete(hierarchy, averaged, weights)
    else:
        update_weights = update and power != 0.0  # a geometric mean leaves them as they are
        result = _without_missing(hierarchy, averaged, weights, policy, update_weights, observed)
    if power == 1.0:
        return result
    if power != 0.0 and np.isinf(result).any() and not np.isinf(values).any():
        raise ArgumentValueError(
            f"`order` of {_FUNCTION} must leave the sums of powers of `x` within the doubles; got "
            f"{power:g}"
        )
    # A power and its root do not give back every leaf to the bit.
    result = from_power(result, power)
    put_leaves(result, hierarchy.leaf_rows, values)
    return result


def _refuse_overflow(powers: Floats, values: Floats, power: float) -> None:
    """Raise where a power of a finite value is infinite, or of one that is not zero is zero."""
    lost = (np.isinf(powers) & np.isfinite(values)) | ((powers == 0.0) & (values != 0.0))
    if lost.any():
        _, position = first_position(lost)
        raise ArgumentValueError(
            f"`order` of {_FUNCTION} must leave the powers of `x` within the doubles; got "
            f"{power:g} for {values[position]}"
        )


def _room(hierarchy: CodeTree, values: Floats) -> Floats:
    return np.empty_like(values, shape=(len(hierarchy), values.shape[1]))


def _complete(hierarchy: CodeTree, values: Floats, weights: Weights) -> Floats:
    tree, result = hierarchy._tree, _room(hierarchy, values)
    for part in runs_of_periods(result.shape[1], result.size):
        leaf, node = (_of_periods(w, part) for w in (weights.leaf, weights.node))
        of_tree = (leaf, tree.parent, tree.leaf, node, result[:, part])
        within_reach(partial(_core.tree_aggregate, values[:, part], *of_tree), result.size)
    return result


def _without_missing(
    hierarchy: CodeTree,
    values: Floats,
    weights: Weights,
    policy: int,
    update: bool,
    observed: NDArray[np.bool_] | None,
) -> Floats:
    tree, n_nodes = hierarchy._tree, len(hierarchy)
    result = _room(hierarchy, values)
    # Weights and 32 periods of the largest family, which is rounded up to four.
    tile = np.empty(33 * (n_nodes + 3))
    room = (np.empty(n_nodes), np.empty((2, n_nodes), dtype=np.int64), tile)
    for part in runs_of_periods(result.shape[1], result.size, cost=4):
        up_the_tree = partial(
            _core.tree_missing,
            values[:, part],
            tree.parent,
            tree.leaf,
            _of_periods(weights.node, part),
            policy,
            update,
            part.start > 0,  # goes on with the weights of the periods before
            result[:, part],
            np.empty((0, 0), dtype=bool) if observed is None else observed[:, part],
            *room,
        )
        within_reach(up_the_tree, result.size)
    return result


def _moved(hierarchy: CodeTree, values: Floats, weights: Weights, lag: int) -> Floats:
    tree, n_nodes = hierarchy._tree, len(hierarchy)
    result = _room(hierarchy, values)
    node_weight = np.ascontiguousarray(weights.node[:, 0])
    room = np.empty((3, n_nodes))
    for part in runs_of_periods(result.shape[1], result.size, cost=4):
        before = min(lag, part.start)  # periods whose results are there
        reached = slice(part.start - before, part.stop)
        up_the_tree = partial(
            _core.tree_moved,
            values[:, reached],
            tree.parent,
            tree.leaf,
            node_weight,
            before,
            lag,
            result[:, reached],
            room,
        )
        within_reach(up_the_tree, result.size)
    return result


def _of_periods(weights: Floats, part: slice) -> Floats:
    return weights if weights.shape[1] == 1 else weights[:, part]
