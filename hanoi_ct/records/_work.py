"""Make the part of a table that some records give."""

from __future__ import annotations

from typing import Any

from hanoi_ct._inputs.threads import thread_count
from hanoi_ct.records._partial import Partial
from hanoi_ct.records._plan import Plan
from hanoi_ct.records._run import Run
from hanoi_ct.records._sources import source_of


def partial_of(plan: Plan, records: Any, threads: int | None, progress: bool = False) -> Partial:
    """Read and add all of `records`."""
    source = source_of(records, plan.read)
    run = Run(plan, source)
    size = 1 << 22 if source.size is None else 4 * source.size
    run.work(thread_count(threads, size, "tabulate"), progress)
    return run.partial()
