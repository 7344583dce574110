"""The growth engine against its peers, and its cost per value from 10^4 to 10^8.

Peers that are not installed are left out. Every function of ours writes into an `out`
that is already in memory, in one thread; pandas and polars return new objects, polars
uses the threads it likes. Ratios above 1 mean that ours is faster.
"""

import importlib
import sys

import numpy as np
from timing import machine, measure, milliseconds, ratio, report, table

import hanoi_ct

SERIES, MONTHS = 10_000, 240


def peer(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


pandas, polars = peer("pandas"), peer("polars")
bottleneck, numbagg = peer("bottleneck"), peer("numbagg")


def against(ours, peers, rounds=5, runs=7):
    """Return the seconds of ours and of each peer, measured in turn."""
    timings = measure({"ours": ours, **peers}, rounds=rounds, runs=runs)
    return {name: timing.seconds for name, timing in timings.items()}


def rows_of(what, seconds, targets):
    """Return rows of the table: each peer, its time, and how much faster ours is."""
    rows = [[what, "hanoi_ct", milliseconds(seconds["ours"]), "1", ""]]
    for name in seconds:
        if name != "ours":
            faster = ratio(seconds[name], seconds["ours"])
            rows.append(["", name, milliseconds(seconds[name]), faster, targets.get(name, "")])
    return rows


def wide():
    x = np.random.default_rng(1).lognormal(4.6, 0.3, (SERIES, MONTHS))
    out = np.empty_like(x)
    rows = []

    frame = pandas and pandas.DataFrame(x.T.copy())
    long = pandas and pandas.DataFrame(
        {"series": np.repeat(np.arange(SERIES), MONTHS), "value": x.reshape(-1)}
    )
    table_of = polars and polars.DataFrame(
        {"series": np.repeat(np.arange(SERIES), MONTHS), "value": x.reshape(-1)}
    )
    fast = {
        "np.copyto": lambda: np.copyto(out, x),
        "NumPy expression": lambda: (x[:, 12:] - x[:, :-12]) / x[:, :-12],
    }
    slow = {}
    if pandas:
        slow["pandas, wide"] = lambda: frame.pct_change(12, fill_method=None)
        slow["pandas, groupby"] = lambda: long.groupby("series")["value"].pct_change(
            12, fill_method=None
        )
    if polars:
        change = polars.col("value").pct_change(12).over("series")
        slow["polars, over"] = lambda: table_of.select(change)

    def ours():
        hanoi_ct.growth(x, 12, out=out, threads=1)

    targets = {
        "NumPy expression": "3",
        "pandas, wide": "10",
        "pandas, groupby": "30",
        "polars, over": "5",
    }
    seconds = against(ours, fast) | against(ours, slow, rounds=3, runs=3)
    rows += rows_of("growth(x, 12)", seconds, targets)

    def reshaped():
        sums = x.reshape(SERIES, -1, 12).cumsum(axis=2).reshape(SERIES, MONTHS)
        return (sums[:, 12:] - sums[:, :-12]) / sums[:, :-12]

    def of_pandas():
        sums = frame.groupby(np.arange(MONTHS) // 12).cumsum()
        return sums.pct_change(12, fill_method=None)

    fast["NumPy reshape + cumsum"] = reshaped
    del fast["NumPy expression"]
    seconds = against(lambda: hanoi_ct.ytd_growth(x, out=out, threads=1), fast)
    if pandas:
        slow = {"pandas": of_pandas}
        ytd = against(lambda: hanoi_ct.ytd_growth(x, out=out, threads=1), slow, 3, 3)
        seconds |= {"pandas": ytd["pandas"]}
    rows += rows_of("ytd_growth(x)", seconds, {"NumPy reshape + cumsum": "8", "pandas": "30"})

    windows = {"np.copyto": fast["np.copyto"]}
    if bottleneck:
        windows["bottleneck move_sum"] = lambda: bottleneck.move_sum(x, 12)
    if numbagg:
        windows["numbagg move_sum"] = lambda: numbagg.move_sum(x, window=12)
    seconds = against(lambda: hanoi_ct.moving_sum(x, 12, out=out, threads=1), windows)
    targets = {"bottleneck move_sum": "1.5", "numbagg move_sum": "1"}
    rows += rows_of("moving_sum(x, 12)", seconds, targets)
    return rows


def panels():
    rng = np.random.default_rng(2)
    series = np.repeat(np.arange(SERIES), MONTHS)
    period = np.tile(np.arange(MONTHS), SERIES)
    x = rng.lognormal(4.6, 0.3, SERIES * MONTHS)
    order = rng.permutation(len(x))
    rows = []
    for what, at, target in (("sorted", slice(None), "5"), ("shuffled", order, "2")):
        s, p, v = series[at].copy(), period[at].copy(), x[at].copy()
        frame = polars.DataFrame({"series": s, "period": p, "value": v})
        # Only with order_by does polars step back by the period and not by the row.
        change = polars.col("value").pct_change(12)
        peers = {
            "polars, over(order_by)": lambda f=frame: f.select(
                change.over("series", order_by="period")
            )
        }
        if what == "sorted":
            peers["polars, over"] = lambda f=frame: f.select(change.over("series"))
        seconds = against(
            lambda s=s, p=p, v=v: hanoi_ct.panel_growth(v, s, p, 12, threads=1), peers, 3, 5
        )
        rows += rows_of(f"panel_growth, {what} rows", seconds, dict.fromkeys(peers, target))
    return rows


def sizes():
    rows = []
    for n_series in (42, 417, 4_167, 41_667, 416_667):
        x = np.random.default_rng(3).random((n_series, MONTHS)) + 1
        out = np.empty_like(x)
        loops = max(1, 400_000 // x.size)
        runs = 9 if x.size < 5e7 else 3
        calls = {
            "copy": lambda: np.copyto(out, x),
            "growth": lambda: hanoi_ct.growth(x, 12, out=out, threads=1),
            "ytd_growth": lambda: hanoi_ct.ytd_growth(x, out=out, threads=1),
            "moving_sum": lambda: hanoi_ct.moving_sum(x, 12, out=out, threads=1),
        }
        last = measure(calls, rounds=3, runs=runs, loops=loops)
        row = [f"{x.size:,}", *(f"{t.seconds / x.size * 1e9:.2f}" for t in last.values())]
        x, out = x.reshape(MONTHS, n_series), out.reshape(MONTHS, n_series)
        calls = {
            "growth": lambda: hanoi_ct.growth(x, 12, axis=0, out=out, threads=1),
            "ytd_growth": lambda: hanoi_ct.ytd_growth(x, axis=0, out=out, threads=1),
            "moving_sum": lambda: hanoi_ct.moving_sum(x, 12, axis=0, out=out, threads=1),
        }
        first = measure(calls, rounds=3, runs=runs, loops=loops)
        row += [f"{t.seconds / x.size * 1e9:.2f}" for t in first.values()]
        rows.append(row)
    return rows


def threads(n_series=416_667):
    x = np.random.default_rng(4).random((n_series, MONTHS)) + 1
    out = np.empty_like(x)
    half = n_series // 2

    def copy_in_two():
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(2) as pool:
            for part in (slice(0, half), slice(half, None)):
                pool.submit(np.copyto, out[part], x[part])

    calls = {
        "copy, 1": lambda: np.copyto(out, x),
        "copy, 2": copy_in_two,
        "growth, 1": lambda: hanoi_ct.growth(x, 12, out=out, threads=1),
        "growth, 2": lambda: hanoi_ct.growth(x, 12, out=out, threads=2),
        "ytd_growth, 1": lambda: hanoi_ct.ytd_growth(x, out=out, threads=1),
        "ytd_growth, 2": lambda: hanoi_ct.ytd_growth(x, out=out, threads=2),
    }
    seconds = {k: t.seconds for k, t in measure(calls, rounds=2, runs=5).items()}
    gains = {k: seconds[f"{k}, 1"] / seconds[f"{k}, 2"] for k in ("copy", "growth", "ytd_growth")}
    return [
        [k, milliseconds(seconds[f"{k}, 1"]), milliseconds(seconds[f"{k}, 2"]), f"{gains[k]:.2f}",
         ratio(gains[k], gains["copy"])]
        for k in gains
    ]  # fmt: skip


def one_series():
    x = np.random.default_rng(5).random(MONTHS) + 1
    out = np.empty_like(x)
    calls = {
        "NumPy": lambda: (x[12:] - x[:-12]) / x[:-12],
        "ours": lambda: hanoi_ct.growth(x, 12),
        "ours, out=": lambda: hanoi_ct.growth(x, 12, out=out),
    }
    seconds = {k: t.seconds for k, t in measure(calls, rounds=9, runs=21, loops=500).items()}
    return [[k, f"{s * 1e6:.2f}", ratio(s, seconds["NumPy"])] for k, s in seconds.items()]


def main():
    chosen = sys.argv[1:] or ["wide", "panels", "one", "sizes", "threads"]
    sys.stdout.write(f"{machine()}\n")
    peers = ["one thread of ours, 10,000 x 240", "", "ms", "ours is faster by", "must be"]
    if "wide" in chosen:
        report("Peers, wide", table(peers, wide()))
    if "panels" in chosen and polars:
        report("Peers, long tables of 2.4 million rows", table(peers, panels()))
    if "one" in chosen:
        report("One series of 240", table(["", "us", "/ NumPy"], one_series()))
    names = ["growth", "ytd_growth", "moving_sum"]
    header = ["values", "copy", *names, *(f"{n}, time first" for n in names)]
    if "sizes" in chosen:
        report("Nanoseconds a value, one thread", table(header, sizes()))
    if "threads" in chosen:
        header = ["10^8 values", "1 thread, ms", "2 threads, ms", "gain", "/ gain of the copy"]
        report("Two threads", table(header, threads()))


if __name__ == "__main__":
    main()
