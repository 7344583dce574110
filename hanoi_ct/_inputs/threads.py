"""Cut large arrays over a few threads. The loops of the core run without the GIL.

No pool outlives a call, so that nothing is left to break in a forked process.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any, TypeVar

from hanoi_ct._inputs.validate import integer

Result = TypeVar("Result")

# Below so many values at half a nanosecond each, starting threads costs more than they
# save.
LEAST_SIZE = 1 << 21


def thread_count(threads: Any, size: int, function: str) -> int:
    """Return in how many threads to do the work on `size` values.

    None means HANOI_CT_THREADS, else what this process may use. Short work is not shared.
    """
    if threads is not None:
        number = integer(threads, "threads", function, low=1)
        return number if size >= LEAST_SIZE else 1
    if size < LEAST_SIZE:
        return 1
    setting = os.environ.get("HANOI_CT_THREADS")
    if setting:
        wanted = int(setting) if setting.strip().isdecimal() else setting
        return integer(wanted, "environment variable HANOI_CT_THREADS", function, low=1)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def slices(length: int, parts: int) -> list[slice]:
    """Cut range(length) into at most `parts` runs of nearly equal length."""
    parts = max(1, min(parts, length))
    edges = [length * i // parts for i in range(parts + 1)]
    return [slice(a, b) for a, b in pairwise(edges)]


def over_slices(work: Callable[[slice], Result], length: int, threads: int) -> list[Result]:
    """Do `work` on slices of range(length), in as many threads.

    Returns the results in the order of the slices; an exception of any of them is raised.
    """
    parts = slices(length, threads)
    if len(parts) == 1:
        return [work(parts[0])]
    with ThreadPoolExecutor(len(parts)) as pool:
        return list(pool.map(work, parts))
