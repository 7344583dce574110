"""Aggregation of leaves to every node, with and without missing leaves."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from hanoi_ct import _core
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.validate import choice, first_position, integer, real_number
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.hierarchy._codes.tree import CodeTree
from hanoi_ct.hierarchy._fixed_base import FixedBaseIndex
from hanoi_ct.hierarchy._period_on_period import PeriodOnPeriodIndex
from hanoi_ct.hierarchy._tree_index import TreeIndex
from hanoi_ct.hierarchy._values import times
from hanoi_ct.hierarchy._values.cascade import cascade_means
from hanoi_ct.hierarchy._values.leaves import LeafData, MissingRows, in_order, leaf_data
from hanoi_ct.hierarchy._values.node_means import node_means
from hanoi_ct.hierarchy._values.state import Superlative, Withheld
from hanoi_ct.hierarchy._values.weights import Weights, tree_weights

Missing = Literal["propagate", "reweight", "parent", "parent_change", "year_ago", "last", "raise"]
Kind = Literal["fixed_base", "period_on_period"]

# The policies of csrc/include/hct/tree_missing.h.
_POLICIES = {
    "propagate": 0,
    "reweight": 1,
    "parent": 2,
    "parent_change": 2,
    "year_ago": 2,
    "last": 0,
    "raise": 0,
}
_KINDS = {"fixed_base": 0, "period_on_period": 1}
_FUNCTION = "Hierarchy.aggregate"


@dataclass(frozen=True)
class Options:
    """How to aggregate; see `Hierarchy.aggregate`."""

    kind: Kind = "fixed_base"
    order: float = 1.0
    missing: Missing = "propagate"
    update: bool = False
    each_level: bool = False
    tolerance: float | None = None
    min_coverage: float = 0.0
    cascade: int | None = None
    periods: Sequence[Any] | None = None
    periods_per_year: int | None = None
    missing_rows: MissingRows = "missing"


def aggregate(
    hierarchy: CodeTree, x: Any, weights: Any, end_weights: Any, options: Options
) -> TreeIndex:
    """Aggregate; the arguments are those of `Hierarchy.aggregate`."""
    index = _mean(hierarchy, x, weights, options)
    if end_weights is None:
        return index
    if options.update or options.cascade is not None:
        raise ArgumentValueError(
            f"`end_weights` of {_FUNCTION} must be None with update=True or cascade; got weights"
        )
    end = _mean(hierarchy, x, end_weights, replace(options, order=-_order(options.order)))
    superlative = copy(index)
    superlative.values = _geometric_mean(index.values, end.values)
    superlative.origin = Superlative(index, end)
    return superlative


def _geometric_mean(a: Floats, b: Floats) -> Floats:
    if ((a < 0.0) | (b < 0.0)).any():
        raise ArgumentValueError(
            f"`x` of {_FUNCTION} must not be negative with `end_weights`; got a negative mean"
        )
    mean: Floats = np.where(a == b, a, np.sqrt(a) * np.sqrt(b))  # leaves stay to the bit
    return mean


def _mean(hierarchy: CodeTree, x: Any, weights: Any, options: Options) -> TreeIndex:
    data = leaf_data(hierarchy, x, options.periods, options.missing_rows, _FUNCTION, any_order=True)
    mean = tree_weights(
        hierarchy,
        weights,
        data.periods,
        each_level=options.each_level,
        tolerance=options.tolerance,
        function=_FUNCTION,
        lookup=data.lookup,
    )
    if data.order is None:
        index = mean_of(hierarchy, data.values, data.periods, mean, options)
    else:
        index = _mean_in_order(hierarchy, data, data.order, mean, options)
    index.missing_rows = data.missing_rows
    return index


def _mean_in_order(
    hierarchy: CodeTree,
    data: LeafData,
    order: NDArray[np.intp],
    mean: Weights,
    options: Options,
) -> TreeIndex:
    """Return the index of leaves whose rows stand in another order: they are read where they are,
    since putting thousands of rows in order takes longer than their means."""
    weights = mean._replace(leaf=mean.leaf[order])
    index = mean_of(hierarchy._reading(order), data.values, data.periods, weights, options)
    index.hierarchy, index.weights = hierarchy, mean
    if index.observed is not None:
        index.observed = in_order(index.observed, order)
    return index


def mean_of(
    hierarchy: CodeTree,
    values: Floats,
    labels: tuple[Any, ...],
    mean: Weights,
    options: Options,
) -> TreeIndex:
    """Return the index of values of the leaves with weights that were checked."""
    missing, update = options.missing, options.update
    policy = choice(missing, _POLICIES, "missing", _FUNCTION)
    chained = choice(options.kind, _KINDS, "kind", _FUNCTION) == 1
    power = _order(options.order)
    least = real_number(
        options.min_coverage,
        "min_coverage",
        _FUNCTION,
        "a share of 0 to 1",
        lambda v: 0.0 <= v <= 1.0,
    )
    lag = 1 if missing == "parent_change" else 0
    if missing == "year_ago":
        lag = times.year_length(labels, options.periods_per_year, "periods_per_year", _FUNCTION)
    _refuse_combinations(options, chained, lag, power, mean)
    outside, weightless = mean.outside(), mean.leaf == 0.0
    if outside is not None:
        values = np.where(outside, np.nan, values)
    _check_signs(hierarchy, values, weightless, labels, power)
    if missing == "raise":
        _refuse_missing(hierarchy, values, weightless, labels)
    if lag > 0:
        times.consecutive(labels, _FUNCTION)
    observed = None if missing == "propagate" else np.empty_like(values, dtype=bool)

    result = _all_nodes(hierarchy, values, mean, policy, power, lag, options, observed)
    if outside is not None:
        gone = (mean.node == 0.0) & (hierarchy._tree.leaf < 0)[:, np.newaxis]
        gone[hierarchy.leaf_rows] = outside
        result[gone] = np.nan
    # A root is missing only where nothing is observed below it, or it carries a gap.
    empty_is_wrong = observed is not None and missing != "reweight"
    if empty_is_wrong and np.isnan(result[hierarchy.parent < 0]).any():
        _refuse_empty_periods(hierarchy, observed, mean, labels, each_root=lag > 0)

    cls = PeriodOnPeriodIndex if chained else FixedBaseIndex
    index = cls(hierarchy, result, labels, mean, observed, power, update)
    if least > 0.0:
        index.values = np.where(index.coverage < least, np.nan, result)
        index.origin = Withheld(result)
    return index


def _all_nodes(
    hierarchy: CodeTree,
    values: Floats,
    mean: Weights,
    policy: int,
    power: float,
    lag: int,
    options: Options,
    observed: NDArray[np.bool_] | None,
) -> Floats:
    """Return the values of all nodes, observed leaves to the bit, and put into `observed` which
    leaves are."""
    if observed is not None and (options.missing == "last" or options.cascade is not None):
        np.equal(values, values, out=observed)
        observed = None
    if options.missing == "last":
        values = _carried_forward(values)
        outside = mean.outside()
        values = values if outside is None else np.where(outside, np.nan, values)
    if options.cascade is not None:
        return cascade_means(hierarchy, values, mean, power, options.cascade, policy)
    return node_means(hierarchy, values, mean, policy, options.update, power, lag, observed)


# ---- arguments --------------------------------------------------------------------------


def _order(order: Any) -> float:
    return real_number(order, "order", _FUNCTION, "a finite number", np.isfinite)


def _refuse_combinations(
    options: Options, chained: bool, lag: int, power: float, weights: Weights
) -> None:
    update, cascade = options.update, options.cascade
    if update and not chained:
        raise ArgumentValueError(
            f"`update` of {_FUNCTION} must be False for kind='fixed_base': its weights stay those "
            f"of the base; got True"
        )
    if update and not weights.constant:
        raise ArgumentValueError(
            f"`update` of {_FUNCTION} must be False for weights that are given for each period; "
            f"got True"
        )
    if lag > 0 and (chained or power != 1.0 or not weights.constant):
        raise ArgumentValueError(
            f"`missing` of {_FUNCTION} can be {options.missing!r} only for a fixed-base "
            f"arithmetic mean with constant weights: it moves a level by the change of its parent"
        )
    if cascade is not None:
        integer(cascade, "cascade", _FUNCTION, low=-15, high=15)
        if lag > 0 or update:
            raise ArgumentValueError(
                f"`cascade` of {_FUNCTION} must be None with update=True, and where a missing leaf "
                f"moves by the change of its parent; got {cascade}"
            )


def _check_signs(
    hierarchy: CodeTree,
    values: Floats,
    weightless: NDArray[np.bool_],
    periods: Sequence[Any],
    power: float,
) -> None:
    """Refuse values that a mean of that order cannot take; without weight they enter none."""
    if power == 1.0:
        return
    refused = (values < 0.0 if power > 0.0 else values <= 0.0) & ~weightless
    if refused.any():
        count, (row, column) = first_position(refused)
        raise ArgumentValueError(
            f"`x` of {_FUNCTION} must be {'not negative' if power > 0.0 else 'positive'} in a mean "
            f"of order {power:g}; got {values[row, column]} for {hierarchy.leaves[row]!r} in "
            f"{periods[column]}{f' (the first of {count})' if count > 1 else ''}"
        )


def _refuse_missing(
    hierarchy: CodeTree,
    values: Floats,
    weightless: NDArray[np.bool_],
    periods: Sequence[Any],
) -> None:
    lost = np.isnan(values) & ~weightless
    if lost.any():
        count, (row, column) = first_position(lost)
        raise ArgumentValueError(
            f"`x` of {_FUNCTION} must have no missing value under missing='raise'; got none for "
            f"{hierarchy.leaves[row]!r} in {periods[column]}"
            f"{f' (the first of {count})' if count > 1 else ''}"
        )


def _refuse_empty_periods(
    hierarchy: CodeTree,
    observed: NDArray[np.bool_] | None,
    weights: Weights,
    periods: Sequence[Any],
    *,
    each_root: bool,
) -> None:
    """Raise where no leaf at all of a basket is observed; nothing could stand for it.

    Of several roots one may be empty for a while, unless leaves move by its change.
    """
    assert observed is not None
    tree, roots = hierarchy._tree, hierarchy.parent < 0
    counted = (observed & (weights.leaf > 0.0)).astype(float)
    seen = _core.tree_sum(counted, tree.parent, tree.leaf)[roots] > 0.0
    expected = np.broadcast_to(weights.node[roots] > 0.0, seen.shape)
    if each_root:
        empty = expected & ~seen
    else:
        empty = (expected.any(axis=0) & ~seen.any(axis=0))[np.newaxis]
    codes: tuple[str, ...] = hierarchy.roots
    if empty.any():
        count, (row, column) = first_position(empty)
        raise ArgumentValueError(
            f"`x` of {_FUNCTION} must have an observed leaf in every period; got none below "
            f"{codes[row]!r} in {periods[column]}"
            f"{f' (the first of {count})' if count > 1 else ''}"
        )


def _carried_forward(values: Floats) -> Floats:
    """Return each leaf with its last observed value in place of a missing one."""
    columns = np.where(np.isnan(values), 0, np.arange(values.shape[1]))
    np.maximum.accumulate(columns, axis=1, out=columns)
    return np.take_along_axis(values, columns, axis=1)
