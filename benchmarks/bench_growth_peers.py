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


def faster(what, ours, peers, slow=None):
    """Return rows of the table: each peer, its time, how much faster ours is, and must be.

    `peers` and `slow` give each peer's call and the ratio that was asked for. The slow ones
    are timed apart, with fewer runs; every ratio is to ours as timed among the same calls.
    """
    rows = []
    for group, rounds, runs in ((peers, 5, 7), (slow or {}, 3, 3)):
        calls = {name: call for name, (call, _) in group.items()}
        timings = measure({"hanoi_ct": ours, **calls}, rounds=rounds, runs=runs) if calls else {}
        seconds = {name: timing.seconds for name, timing in timings.items()}
        for name in [*calls] if rows else [*seconds]:
            target = group[name][1] if name in group else ""
            gain = ratio(seconds[name], seconds["hanoi_ct"])
            rows.append(["" if rows else what, name, milliseconds(seconds[name]), gain, target])
    return rows


def installed(calls):
    """Return the calls whose library is installed."""
    return {name: call for name, (library, *call) in calls.items() if library is not None}


class Panel:
    """Lognormal levels of 10,000 series, as each library holds them."""

    def __init__(self):
        self.x = np.random.default_rng(1).lognormal(4.6, 0.3, (SERIES, MONTHS))
        self.out = np.empty_like(self.x)
        columns = {
            "series": np.repeat(np.arange(SERIES), MONTHS),
            "year": np.tile(np.arange(MONTHS) // 12, SERIES),
            "value": self.x.reshape(-1),
        }
        self.wide = pandas and pandas.DataFrame(self.x.T.copy())
        self.long = pandas and pandas.DataFrame(columns)
        self.table = polars and polars.DataFrame(columns)

    def copy(self):
        np.copyto(self.out, self.x)

    def growth(self):
        def expression():
            return (x[:, 12:] - x[:, :-12]) / x[:, :-12]

        def by_group():
            return self.long.groupby("series")["value"].pct_change(12, fill_method=None)

        x = self.x
        change = polars and polars.col("value").pct_change(12).over("series")
        return faster(
            "growth(x, 12)",
            lambda: hanoi_ct.growth(x, 12, out=self.out, threads=1),
            {"np.copyto": (self.copy, ""), "NumPy expression": (expression, "3")},
            installed(
                {
                    "pandas, wide": (
                        pandas,
                        lambda: self.wide.pct_change(12, fill_method=None),
                        "10",
                    ),
                    "pandas, groupby": (pandas, by_group, "30"),
                    "polars, over": (polars, lambda: self.table.select(change), "5"),
                }
            ),
        )

    def ytd_growth(self):
        def reshaped():
            sums = self.x.reshape(SERIES, -1, 12).cumsum(axis=2).reshape(SERIES, MONTHS)
            return (sums[:, 12:] - sums[:, :-12]) / sums[:, :-12]

        def wide():
            sums = self.wide.groupby(np.arange(MONTHS) // 12).cumsum()
            return sums.pct_change(12, fill_method=None)

        def by_group():
            sums = self.long.groupby(["series", "year"])["value"].cumsum()
            return sums.groupby(self.long["series"]).pct_change(12, fill_method=None)

        return faster(
            "ytd_growth(x)",
            lambda: hanoi_ct.ytd_growth(self.x, out=self.out, threads=1),
            {"np.copyto": (self.copy, ""), "NumPy reshape + cumsum": (reshaped, "8")},
            installed(
                {
                    "pandas, wide": (pandas, wide, "30"),
                    "pandas, groupby": (pandas, by_group, "30"),
                }
            ),
        )

    def moving_sum(self):
        others = {
            "bottleneck move_sum": (bottleneck, lambda: bottleneck.move_sum(self.x, 12), "1.5"),
            "numbagg move_sum": (numbagg, lambda: numbagg.move_sum(self.x, window=12), "1"),
        }
        return faster(
            "moving_sum(x, 12)",
            lambda: hanoi_ct.moving_sum(self.x, 12, out=self.out, threads=1),
            {"np.copyto": (self.copy, ""), **installed(others)},
        )


def wide():
    panel = Panel()
    return [*panel.growth(), *panel.ytd_growth(), *panel.moving_sum()]


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
        by_period = change.over("series", order_by="period")
        peers = {"polars, over(order_by)": (lambda f=frame, c=by_period: f.select(c), target)}
        if what == "sorted":
            by_row = change.over("series")
            peers["polars, over"] = (lambda f=frame, c=by_row: f.select(c), target)

        def ours(s=s, p=p, v=v):
            hanoi_ct.panel_growth(v, s, p, 12, threads=1)

        rows += faster(f"panel_growth, {what} rows", ours, {}, peers)
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
