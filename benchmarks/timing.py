"""How the benchmarks measure: interleaved runs, medians, ratios, a Markdown table.

What is compared runs in turn, once each, over and over, so that a busy spell of the
machine falls on all of it alike; and each time in another order, so that none always
finds the caches as the same other left them. The runs are cut into rounds; of each round
the median is taken, and of the medians the least: what the code costs where the machine
is left alone. The spread of the medians is kept, to tell how quiet it was.
"""

import os
import platform
import random
import statistics
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from time import perf_counter
from typing import NamedTuple

import numpy as np

from hanoi_ct import _core


class Timing(NamedTuple):
    """Seconds of one call: the least and the greatest median of the rounds."""

    seconds: float
    worst: float


def measure(
    calls: Mapping[str, Callable[[], object]],
    *,
    rounds: int = 5,
    runs: int = 9,
    loops: int = 1,
    clock: Callable[[], float] = perf_counter,
) -> dict[str, Timing]:
    """Time each call, interleaved; a call shorter than 50 us needs `loops` above 1.

    Of calls that run in one thread, `process_time` is what they cost where a machine is shared.
    """
    for call in calls.values():
        call()  # first touch of the memory, caches, lazy imports
    medians: dict[str, list[float]] = {name: [] for name in calls}
    order = random.Random(2018)
    for _ in range(rounds):
        seconds: dict[str, list[float]] = {name: [] for name in calls}
        for _ in range(runs):
            for name, call in order.sample(list(calls.items()), len(calls)):
                start = clock()
                for _ in range(loops):
                    call()
                seconds[name].append((clock() - start) / loops)
        for name, values in seconds.items():
            medians[name].append(statistics.median(values))
    return {name: Timing(min(values), max(values)) for name, values in medians.items()}


def machine() -> str:
    """Return one line that says where the figures were taken."""
    processor = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            names = [line.partition(":")[2].strip() for line in lines if "model name" in line]
        processor = names[0] if names else processor
    except OSError:
        pass
    return (
        f"{processor}, {os.cpu_count()} processors, "
        f"{'AVX2' if _core.HAS_AVX2 else 'no AVX2'}; {platform.system()}, "
        f"Python {platform.python_version()}, NumPy {np.__version__}"
    )


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table: the first column to the left, the others to the right."""
    lines = [list(header), *(list(row) for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(header))]

    def written(cells: Sequence[str]) -> str:
        padded = [
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ]
        return "| " + " | ".join(padded) + " |"

    rule = ["-" * width if i == 0 else "-" * (width - 1) + ":" for i, width in enumerate(widths)]
    return "\n".join([written(lines[0]), written(rule), *(written(line) for line in lines[1:])])


def milliseconds(seconds: float) -> str:
    """Return seconds as milliseconds with three significant digits."""
    return f"{seconds * 1e3:#.3g}"


def ratio(a: float, b: float) -> str:
    """Return how many times b goes into a."""
    return f"{a / b:.2f}"


def report(title: str, body: str) -> None:
    """Print one section of the results, in Markdown."""
    sys.stdout.write(f"\n### {title}\n\n{body}\n")
    sys.stdout.flush()
