"""The same table on a cluster: Dask is the engine, exact states are what travels.

Each partition becomes a state on the worker that holds it; states merge pairwise, in the order of
the partitions, and are rounded once at the end. A state is made from its partition alone, so a
task that a dead worker took with it is simply done again.
"""

from __future__ import annotations

from typing import Any

from hanoi_ct._inputs.blocks import in_pairs, is_dask, parts_of
from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.records._partial import Partial, merged
from hanoi_ct.records._plan import Plan
from hanoi_ct.records._work import partial_of

__all__ = ["is_dask", "partial_of_partitions"]


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
    parts = [work(plan, part, 1) for part in parts_of(records[plan.read], "records", "tabulate")]
    result: Partial = in_pairs(parts, merged, "tabulate")
    return result
