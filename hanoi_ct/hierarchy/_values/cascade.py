"""Means of the rounded means below, as agencies make them that compute from what they print.

Leaves are rounded first, then each node from its children. Arithmetic means are decided by
whole numbers, of units of the last digit of figures and weights: a tie is a tie. The core does
it in integers of 128 bits (csrc/include/hct/tree_cascade.h) where these hold every sum; which is
known beforehand. Elsewhere Python's integers do.
"""

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct import _core
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.threads import by_pieces, runs_of_periods, within_reach
from hanoi_ct._inputs.validate import first_position
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.hierarchy._codes.families import sums_of_children
from hanoi_ct.hierarchy._codes.tree import CodeTree
from hanoi_ct.hierarchy._values.means import from_power, to_power
from hanoi_ct.hierarchy._values.weights import Weights
from hanoi_ct.measures._printed.figures import Ratio, roomy, rounded_quotient, units_of, with_places
from hanoi_ct.measures._printed.rounding import round_half_up

_FUNCTION = "Hierarchy.aggregate"

_ROOM = 2.0**52  # of whole numbers that doubles hold, with room for the decimals

# What csrc/include/hct/tree_cascade.h takes: figures, in units of the last decimal; those times
# all weights of a family; and periods whose weights have room, where they change.
_MOST_UNITS, _MOST_OF_A_SUM, _COLUMNS = 2.0**51, 2.0**125, 8

# What a value costs beside one of a plain mean in the core: runs of periods are cut by it, so
# that Ctrl-C is felt at once.
_COST_OF_POWERS, _COST_OF_INTEGERS = 64, 512


def cascade_means(
    hierarchy: CodeTree,
    values: Floats,
    weights: Weights,
    power: float,
    decimals: int,
    policy: int,
) -> Floats:
    """Return means of the rounded means one level below.

    Under a policy that reweights (1, 2) a node is the mean of the children that it has; under
    one that imputes (2) a missing node then takes the rounded value of its parent.
    """
    by_pieces(partial(_refuse_infinities, hierarchy, values), values.shape)
    if power == 1.0:
        given = weights.leaf if weights.own is None else weights.own
        units = units_of(given, "weights", _FUNCTION).units
        most = _largest(values) * 10.0**decimals + 1.0
        whole = float(units.sum(axis=0, dtype=np.float64).max(initial=0.0))
        fits = most < _MOST_UNITS and most * whole < _MOST_OF_A_SUM
        if fits and int(units.max(initial=0)) < 2**63:
            return _in_the_core(hierarchy, values, weights, units, decimals, policy)
        each = _of_all_nodes(hierarchy, weights, units)
    else:
        each = weights.node
    result = np.empty((len(hierarchy), values.shape[1]))
    cost = _COST_OF_INTEGERS if power == 1.0 else _COST_OF_POWERS
    for part in runs_of_periods(result.shape[1], result.size, cost):
        weight = each if each.shape[1] == 1 else each[:, part]
        rounded = round_half_up(values[:, part], decimals)
        _level_by_level(hierarchy, rounded, weight, power, decimals, policy, result[:, part])
    return result


def _level_by_level(
    hierarchy: CodeTree,
    leaves: Floats,
    weight: NDArray[Any],
    power: float,
    decimals: int,
    policy: int,
    result: Floats,
) -> None:
    """Put the rounded leaves and the means above them into `result`."""
    levels = hierarchy.rows_by_level()
    result[hierarchy.leaf_rows] = leaves
    means = _exact_means if power == 1.0 else partial(_rounded_means, power)
    for rows in levels[:0:-1]:
        above = hierarchy.parent[rows]
        parents, mean = means(above, result[rows], weight[rows], decimals, policy > 0)
        result[parents] = mean
    for rows in levels[1:] if policy == 2 else ():
        result[rows] = np.where(
            np.isnan(result[rows]), result[hierarchy.parent[rows]], result[rows]
        )


def _largest(values: Floats) -> float:
    """Return the largest size of a value; 0.0 where none is there."""
    found = [0.0]

    def look(part: tuple[slice, ...]) -> None:
        found.append(float(np.fmax.reduce(np.abs(values[part]), axis=None, initial=0.0)))

    by_pieces(look, values.shape)
    return max(found)


def _refuse_infinities(hierarchy: CodeTree, values: Floats, part: tuple[slice, ...]) -> None:
    if np.isinf(values[part]).any():
        _, position = first_position(np.isinf(values))
        raise ArgumentValueError(
            f"`x` of {_FUNCTION} must be finite with `cascade`; got {values[position]} for "
            f"{hierarchy.leaves[position[0]]!r}: only figures that can be printed are rounded"
        )


def _in_the_core(
    hierarchy: CodeTree,
    values: Floats,
    weights: Weights,
    given: NDArray[Any],
    decimals: int,
    policy: int,
) -> Floats:
    tree, n_nodes = hierarchy._tree, len(hierarchy)
    units = np.zeros((n_nodes, given.shape[1]), dtype=np.int64)
    units[hierarchy.leaf_rows if weights.own is None else slice(None)] = given
    result = np.empty_like(values, shape=(n_nodes, values.shape[1]))
    columns = 1 if units.shape[1] == 1 else _COLUMNS
    lists = np.empty((2, n_nodes), dtype=np.int64)
    room = np.empty(2 * n_nodes * columns, dtype=np.int64)
    for part in runs_of_periods(result.shape[1], result.size, cost=4):
        up_the_tree = partial(
            _core.tree_cascade,
            values[:, part],
            tree.parent,
            tree.leaf,
            units if units.shape[1] == 1 else units[:, part],
            weights.own is not None,
            decimals,
            policy,
            result[:, part],
            lists,
            room,
        )
        within_reach(up_the_tree, result.size)
    return result


def _rounded_means(
    power: float,
    above: NDArray[np.int64],
    values: Floats,
    weight: Floats,
    decimals: int,
    reweight: bool,
) -> tuple[NDArray[np.int64], Floats]:
    """Return the rows of parents, and means of any order of their children, rounded."""
    averaged = to_power(values, power)
    # What has no weight enters no sum, whether it is missing or not.
    left_out = (weight == 0.0) | (np.isnan(averaged) if reweight else False)
    each, averaged = np.where(left_out, 0.0, weight), np.where(left_out, 0.0, averaged)
    parents, sums = sums_of_children(above, each * averaged)
    _, whole = sums_of_children(above, each)
    with np.errstate(invalid="ignore"):  # a node without any child
        mean = sums / whole
    return parents, round_half_up(from_power(mean, power), decimals)


def _of_all_nodes(hierarchy: CodeTree, weights: Weights, given: NDArray[Any]) -> NDArray[Any]:
    """Return the weight of every node in whole numbers, as given or that of its leaves."""
    if weights.own is not None:
        return given
    units = np.zeros((len(hierarchy), given.shape[1]), dtype=object)
    units[hierarchy.leaf_rows] = given
    for rows in hierarchy.rows_by_level()[:0:-1]:
        parents, sums = sums_of_children(hierarchy.parent[rows], units[rows])
        units[parents] = sums
    return units


def _exact_means(
    above: NDArray[np.int64],
    values: Floats,
    weight: NDArray[Any],
    decimals: int,
    reweight: bool,
) -> tuple[NDArray[np.int64], Floats]:
    """Return the rows of parents, and means of their rounded children, rounded once exactly."""
    missing = np.isnan(values)
    figures = np.where(missing, 0.0, values)
    # Figures of so many decimals, in units of the last.
    scaled = figures * 10.0**decimals if decimals >= 0 else figures / 10.0**-decimals
    units: NDArray[Any] = np.rint(scaled)
    most = float(np.abs(units).max(initial=0.0))
    if most >= _ROOM:
        digits = with_places(units_of(figures, "x", _FUNCTION), max(0, decimals))
        units = digits.astype(object) // 10 ** max(0, -decimals)
    left_out = (weight == 0) | (missing if reweight else False)
    each: NDArray[Any] = np.where(left_out, 0, weight)
    count = max(1, above.size)
    largest = max((int(abs(w)) for w in each.ravel()), default=0)
    if most < _ROOM and int(most) * largest * count < _ROOM and largest * count < _ROOM:
        each, units = each.astype(np.int64), units.astype(np.int64)
    else:
        each = each.astype(object)
        units = units.astype(object if most >= _ROOM else np.int64).astype(object)
    parents, sums = sums_of_children(above, each * units)
    _, whole = sums_of_children(above, np.broadcast_to(each, units.shape))
    _, lost = sums_of_children(above, (missing & ~left_out).astype(float))
    if decimals >= 0:
        ratio = Ratio(sums, roomy(whole, 10**decimals) * 10**decimals)
    else:
        ratio = Ratio(roomy(sums, 10**-decimals) * 10**-decimals, whole)
    mean = rounded_quotient(ratio, np.asarray(decimals))
    mean[lost > 0.0] = np.nan
    return parents, mean
