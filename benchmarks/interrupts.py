"""How long Ctrl-C takes to be felt in functions of long work.

    python benchmarks/interrupts.py [name ...]

Each function is called on large data, several times, and interrupted at a moment of its
own; the longest time until KeyboardInterrupt arrived is printed, by the clock and in time of
the processor, which a machine busy with other work does not lengthen.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np

import hanoi_ct
from hanoi_ct.hierarchy import Hierarchy

LEAVES, PERIODS, ROWS, MOMENTS = 500_000, 120, 20_000_000, 6


def tree() -> Hierarchy:
    """A total, a thousand classes, and their leaves."""
    parent = np.concatenate([[-1], np.zeros(1000, int), 1 + np.arange(LEAVES) // 500])
    return Hierarchy(parent)


def panel() -> Any:
    return np.random.default_rng(1).uniform(90.0, 110.0, (LEAVES, PERIODS))


def with_gaps() -> Any:
    x = panel()
    x[::7, 5::9] = np.nan
    return x


def keys(shuffled: bool) -> tuple[Any, Any]:
    series, period = np.divmod(np.arange(ROWS), 100)
    if shuffled:
        order = np.random.default_rng(2).permutation(ROWS)
        return series[order], period[order]
    return series, period


def aggregate() -> Callable[[], Any]:
    hierarchy, x, w = tree(), panel(), np.ones(LEAVES)
    return lambda: hanoi_ct.aggregate(x, w, hierarchy.parent)


def contributions() -> Callable[[], Any]:
    hierarchy, x, w = tree(), panel(), np.ones(LEAVES)
    return lambda: hanoi_ct.contributions(x, w, hierarchy.parent)


def hierarchy(missing: str, **options: Any) -> Callable[[], Callable[[], Any]]:
    def begin() -> Callable[[], Any]:
        whole, x, w = tree(), with_gaps() if missing != "propagate" else panel(), np.ones(LEAVES)
        kind = "period_on_period" if options.get("update") else "fixed_base"
        return lambda: whole.aggregate(x, w, missing=missing, kind=kind, **options)  # type: ignore[call-overload]

    return begin


def of_index(method: str, *arguments: Any) -> Callable[[], Callable[[], Any]]:
    def begin() -> Callable[[], Any]:
        index = tree().aggregate(panel(), np.ones(LEAVES))
        return lambda: getattr(index, method)(*arguments)

    return begin


def long_table(function: str, shuffled: bool, *arguments: Any) -> Callable[[], Callable[[], Any]]:
    def begin() -> Callable[[], Any]:
        (series, period), x = keys(shuffled), np.random.default_rng(3).uniform(1.0, 9.0, ROWS)
        return lambda: getattr(hanoi_ct, function)(x, series, period, *arguments)

    return begin


def group_sum(kind: str, **options: Any) -> Callable[[], Callable[[], Any]]:
    def begin() -> Callable[[], Any]:
        random = np.random.default_rng(4)
        x = random.lognormal(3.0, 1.0, 3 * ROWS)
        if kind == "wide":
            x *= 10.0 ** random.integers(-200, 200, x.size)
        codes = random.integers(0, 1_000_000, x.size)
        return lambda: hanoi_ct.group_sum(x, codes, 1_000_000, **options)

    return begin


def on_series(function: str, *arguments: Any, n: int = 200_000_000) -> Callable[[], Any]:
    def begin() -> Callable[[], Any]:
        x = np.random.default_rng(5).uniform(1.0, 9.0, n)
        return lambda: getattr(hanoi_ct, function)(x, *arguments)

    return begin


def on_two(function: str, n: int, **options: Any) -> Callable[[], Any]:
    def begin() -> Callable[[], Any]:
        x = np.round(np.random.default_rng(6).uniform(1.0, 9.0, n), 2)
        return lambda: getattr(hanoi_ct, function)(x, x[::-1], **options)

    return begin


def links(function: str) -> Callable[[], Any]:
    def begin() -> Callable[[], Any]:
        months = [f"{y}-{m:02d}" for y in range(2010, 2020) for m in range(1, 13)]
        x = panel() / 100.0
        return lambda: getattr(hanoi_ct, function)(x, months)

    return begin


CASES: dict[str, Callable[[], Callable[[], Any]]] = {
    "aggregate": aggregate,
    "contributions": contributions,
    "Hierarchy propagate": hierarchy("propagate"),
    "Hierarchy reweight": hierarchy("reweight"),
    "Hierarchy parent": hierarchy("parent"),
    "Hierarchy parent_change": hierarchy("parent_change"),
    "Hierarchy last": hierarchy("last"),
    "Hierarchy geometric": hierarchy("propagate", order=0.0),
    "Hierarchy cascade": hierarchy("propagate", cascade=1),
    "Hierarchy update": hierarchy("parent", update=True),
    "index.contributions": of_index("contributions", 12),
    "index.growth": of_index("growth", 12),
    "panel_growth sorted": long_table("panel_growth", False, 12),
    "panel_growth shuffled": long_table("panel_growth", True, 12),
    "panel_moving_sum shuffled": long_table("panel_moving_sum", True, 12),
    "group_sum": group_sum("money"),
    "group_sum wide": group_sum("wide"),
    "group_sum all": group_sum("money", statistics=["sum", "count", "mean", "minimum", "maximum"]),
    "unchain": links("unchain"),
    "chain over links": links("chain"),
    "exact_sum": on_series("exact_sum"),
    "exact_cumsum": on_series("exact_cumsum"),
    "exact_moving_sum": on_series("exact_moving_sum", 12),
    "growth": on_series("growth", 12),
    "moving_sum": on_series("moving_sum", 365),
    "ytd_growth": on_series("ytd_growth"),
    "chain": on_series("chain"),
    "decumulate": on_series("decumulate"),
    "round_half_up": on_series("round_half_up", 1),
    "printed_growth": on_two("printed_growth", 10_000_000, decimals=1),
}


def delay(call: Callable[[], Any], moment: float) -> tuple[float, float] | None:
    """Return the seconds from a signal sent at `moment` to KeyboardInterrupt, None without."""
    sent = [0.0, 0.0]

    def interrupt() -> None:
        sent[:] = time.perf_counter(), time.process_time()
        os.kill(os.getpid(), signal.SIGINT)

    timer = threading.Timer(moment, interrupt)
    try:
        timer.start()
        call()
        timer.cancel()
        timer.join()
        time.sleep(0.01)
    except KeyboardInterrupt:
        return time.perf_counter() - sent[0], time.process_time() - sent[1]
    return None


def seconds(call: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


def main() -> None:
    names = sys.argv[1:] or list(CASES)
    for name in names:
        call = CASES[name]()
        whole = min(seconds(call) for _ in range(2))
        delays = [delay(call, whole * (i + 0.5) / MOMENTS) for i in range(MOMENTS)]
        felt = [d for d in delays if d is not None]
        clock, processor = (max((d[i] for d in felt), default=float("nan")) for i in range(2))
        sys.stdout.write(
            f"{name:26} {whole:6.2f} s whole; of {len(felt)} interrupts the worst took "
            f"{clock:.2f} s, {processor:.2f} s of the processor\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
