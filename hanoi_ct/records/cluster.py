"""The same results on a cluster: Dask is the engine, exact states are what travels.

Each partition becomes a state on the worker that holds it; states merge pairwise, in the order of
the partitions, and are rounded once at the end. A state is made from its partition alone, so a
task that a dead worker took with it is simply done again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct import measures
from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.measures import ExactSum, GroupSum
from hanoi_ct.records._partial import Partial, merged
from hanoi_ct.records._plan import Plan
from hanoi_ct.records._work import partial_of

__all__ = ["aggregate", "exact_sum", "group_sum", "growth_like"]


def is_dask(x: Any) -> bool:
    """Whether an object is a collection of Dask; Dask is not imported for the question."""
    return type(x).__module__.partition(".")[0] in ("dask", "dask_expr") and hasattr(x, "dask")


def _in_pairs(parts: Sequence[Any], merge: Callable[[Any, Any], Any]) -> Any:
    """Merge delayed parts pairwise, neighbours with neighbours."""
    dask = require("dask", "hanoi_ct.records.cluster")
    join = dask.delayed(merge, pure=True)
    while len(parts) > 1:
        pairs = [join(*parts[i : i + 2]) for i in range(0, len(parts) - 1, 2)]
        parts = pairs + list(parts[len(pairs) * 2 :])
    return parts[0].compute()


def _delayed(collection: Any, name: str) -> list[Any]:
    blocks = collection.to_delayed()
    flat = list(np.asarray(blocks, dtype=object).ravel())
    if not flat:
        raise ArgumentValueError(f"`{name}` must have at least one partition; got none")
    return flat


def partial_of_partitions(plan: Plan, records: Any) -> Partial:
    """The part of a table that a Dask DataFrame gives, partition by partition."""
    dask = require("dask", "tabulate")
    absent = [name for name in plan.read if name not in records.columns]
    if absent:
        raise ArgumentValueError(
            f"`records` of tabulate must have the column {absent[0]!r}; it has "
            + ", ".join(map(repr, list(records.columns)[:12]))
        )
    work = dask.delayed(partial_of, pure=True)
    parts = [work(plan, part, 1) for part in _delayed(records[plan.read], "records of tabulate")]
    result: Partial = _in_pairs(parts, merged)
    return result


def exact_sum(x: Any) -> float:
    """The correctly rounded sum of all elements of a Dask array, whatever its chunks.

    Parameters
    ----------
    x : dask.array.Array
        Real numbers.

    Returns
    -------
    float
        The double nearest to the exact sum, as `hanoi_ct.exact_sum` of the whole array.

    Raises
    ------
    ArgumentTypeError
        `x` is no Dask array.

    Examples
    --------
    >>> import dask.array as da
    >>> from hanoi_ct.records import cluster
    >>> cluster.exact_sum(da.from_array([0.1] * 10, chunks=3))
    1.0
    """
    _refuse_other(x, "x", "cluster.exact_sum")
    dask = require("dask", "cluster.exact_sum")
    work = dask.delayed(_state_of, pure=True)
    total = _in_pairs([work(block) for block in _delayed(x, "x of exact_sum")], _added)
    return float(total.value)


def _state_of(block: NDArray[Any]) -> ExactSum:
    total = ExactSum()
    total.add(np.asarray(block).ravel())
    return total


def _added(first: Any, second: Any) -> Any:
    return first + second


def group_sum(values: Any, codes: Any, n_groups: int, *, missing: str = "propagate") -> Any:
    """Correctly rounded sums by group of Dask arrays with the same chunks.

    Parameters
    ----------
    values, codes : dask.array.Array
        One value and one group a row, 0 to ``n_groups - 1``; a negative code leaves a row out.
    n_groups : int
        How many groups there are.
    missing : {"propagate", "omit", "raise"}
        As in `hanoi_ct.group_sum`.

    Returns
    -------
    ndarray, shape (n_groups,)
        As `hanoi_ct.group_sum` of the whole arrays, to the bit.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        What is given is no Dask array, or the chunks differ.

    Examples
    --------
    >>> import dask.array as da
    >>> from hanoi_ct.records import cluster
    >>> values, codes = da.from_array([0.1, 5.0, 0.2], chunks=2), da.from_array([0, 1, 0], chunks=2)
    >>> cluster.group_sum(values, codes, 2)
    array([0.3, 5. ])
    """
    function = "cluster.group_sum"
    _refuse_other(values, "values", function)
    _refuse_other(codes, "codes", function)
    if values.chunks != codes.chunks:
        raise ArgumentValueError(
            f"`codes` of {function} must have the chunks of `values`; rechunk one of them"
        )
    dask = require("dask", function)
    work = dask.delayed(_groups_of, pure=True)
    blocks = zip(_delayed(values, "values"), _delayed(codes, "codes"), strict=True)
    total = _in_pairs([work(v, c, n_groups, missing) for v, c in blocks], _added)
    return total.sum


def _groups_of(values: Any, codes: Any, n_groups: int, missing: Any) -> GroupSum:
    total = GroupSum(n_groups)
    total.add(np.asarray(values), np.asarray(codes), missing=missing, threads=1)
    return total


def aggregate(tree: Any, x: Any, weights: Any, **options: Any) -> Any:
    """`Hierarchy.aggregate` of a Dask array of leaves by periods, block by block.

    Periods may be cut into blocks, leaves may not: each block of periods goes up the tree on
    its own, with constant weights and complete or propagated data.

    Parameters
    ----------
    tree : Hierarchy
        The tree.
    x : dask.array.Array, shape (leaves, periods)
        Indexes of the leaves.
    weights : array_like, shape (leaves,)
        Weights of the base period.
    **options
        Of `Hierarchy.aggregate`; policies that look at other periods are refused by it only
        within a block, so only ``order`` may be given.

    Returns
    -------
    dask.array.Array, shape (nodes, periods)
        Lazy; to the bit what the tree gives of the whole array.
    """
    function = "cluster.aggregate"
    _refuse_other(x, "x", function)
    unknown = [name for name in options if name != "order"]
    if unknown:
        raise ArgumentValueError(
            f"`{unknown[0]}` of {function} looks at other periods; compute the array first and "
            "call Hierarchy.aggregate"
        )
    if len(x.chunks[0]) > 1:
        x = x.rechunk({0: -1})

    def up(block: NDArray[Any]) -> NDArray[Any]:
        return np.asarray(tree.aggregate(block, weights, **options).values)

    chunks = ((len(tree.codes),), x.chunks[1])
    return x.map_blocks(up, dtype=np.float64, chunks=chunks, meta=np.empty((0, 0)))


def growth_like(function: str, x: Any, *arguments: Any, axis: int = -1, **options: Any) -> Any:
    """A growth function of `hanoi_ct` over a Dask array, series by series.

    Parameters
    ----------
    function : str
        A function along an axis that keeps the shape: "growth", "ytd", "ytd_growth",
        "moving_sum", "moving_mean", "moving_growth", "decumulate" ...
    x : dask.array.Array
        Series along `axis`, which is made one chunk: a series is needed whole.
    axis : int, default -1
        Where time runs.
    *arguments, **options
        Handed to the function.

    Returns
    -------
    dask.array.Array
        Lazy; to the bit what the function gives of the whole array.

    Examples
    --------
    >>> import dask.array as da
    >>> from hanoi_ct.records import cluster
    >>> x = da.from_array([[100.0, 110.0], [100.0, 121.0]], chunks=(1, 1))
    >>> cluster.growth_like("growth", x, 1).compute().round(3).tolist()
    [[nan, 0.1], [nan, 0.21]]
    """
    _refuse_other(x, "x", "cluster.growth_like")
    if function not in _ALONG_TIME:
        raise ArgumentValueError(
            f"`function` of cluster.growth_like must be one of {', '.join(_ALONG_TIME)}; "
            f"got {function!r}"
        )
    work = getattr(measures, function)
    whole = x.rechunk({axis % x.ndim: -1})
    return whole.map_blocks(
        lambda block: work(block, *arguments, axis=axis, **options), dtype=np.float64
    )


_ALONG_TIME = (
    "growth",
    "ytd",
    "ytd_growth",
    "moving_sum",
    "moving_mean",
    "moving_growth",
    "decumulate",
    "base_effect",
)


def _refuse_other(x: Any, name: str, function: str) -> None:
    if not is_dask(x):
        raise ArgumentTypeError(
            f"`{name}` of {function} must be a Dask array; got {type(x).__name__}: "
            "hanoi_ct has the same function for what is in memory"
        )
