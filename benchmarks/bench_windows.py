"""Moving sums of any window beside bottleneck and numbagg, in both memory orders.

Times are in copies of the panel, taken among the same interleaved runs, so that windows,
libraries and machines can be compared. Ours writes into an `out` that is in memory; the
peers have no `out` and pay for new memory, which flatters ours on large panels.
"""

import importlib
import sys
import warnings

import numpy as np
from timing import machine, measure, milliseconds, ratio, report, table

import hanoi_ct

WINDOWS = (2, 3, 4, 7, 12, 13, 24, 52, 60, 120, 365)
SHAPES = {"time last": ((10_000, 240), 1), "time first": ((240, 10_000), 0)}
LONGER = {"time last": ((5_000, 480), 1), "time first": ((480, 5_000), 0)}


def peer(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


bottleneck, numbagg = peer("bottleneck"), peer("numbagg")


def rows(order):
    for window in WINDOWS:
        shape, axis = (SHAPES if 2 * window <= 240 else LONGER)[order]
        x = np.random.default_rng(window).lognormal(4.6, 0.3, shape)
        out, gaps = np.empty_like(x), x.copy()
        gaps[np.random.default_rng(1).random(shape) < 0.05] = np.nan
        calls = {
            "copy": lambda: np.copyto(out, x),
            "sum": lambda: hanoi_ct.moving_sum(x, window, axis=axis, out=out, threads=1),
            "mean": lambda: hanoi_ct.moving_mean(x, window, axis=axis, out=out, threads=1),
            "omit": lambda: hanoi_ct.moving_sum(
                gaps, window, missing="omit", axis=axis, out=out, threads=1
            ),
        }
        if bottleneck:
            calls["bottleneck"] = lambda: bottleneck.move_sum(x, window, axis=axis)
        if numbagg:
            calls["numbagg"] = lambda: numbagg.move_sum(x, window=window, axis=axis)
        seconds = {k: t.seconds for k, t in measure(calls, rounds=3, runs=3).items()}
        names = ("sum", "mean", "omit", "bottleneck", "numbagg")
        times = [ratio(seconds[n], seconds["copy"]) if n in seconds else "" for n in names]
        yield [str(window), " x ".join(map(str, shape)), milliseconds(seconds["copy"]), *times]


def long_window():
    x = np.random.default_rng(6).lognormal(4.6, 0.3, 100_000)
    x[::17] = np.nan
    calls = {"omit": lambda: hanoi_ct.moving_sum(x, 50_000, missing="omit", threads=1)}
    if bottleneck:
        calls["bottleneck"] = lambda: bottleneck.move_sum(x, 50_000, min_count=1)
    return [[k, milliseconds(t.seconds)] for k, t in measure(calls, rounds=3, runs=5).items()]


def main():
    warnings.simplefilter("ignore")
    sys.stdout.write(f"{machine()}\n")
    header = ["window", "panel", "copy, ms", "sum", "mean", "omit", "bottleneck", "numbagg"]
    for order in SHAPES:
        report(f"Moving windows in copies, {order}, one thread", table(header, rows(order)))
    report("10^5 values, a window of 50,000, omit", table(["", "ms"], long_window()))


if __name__ == "__main__":
    main()
