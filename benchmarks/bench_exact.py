"""Exact sums against sums that are not: NumPy, math.fsum, xsum, pandas, polars, DuckDB.

Peers that are not installed are left out of the tables. `--rows` makes a shorter run.
"""

import argparse
import importlib
import math
import os
from importlib import metadata

import numpy as np
from exact_data import KINDS, codes, money
from timing import machine, measure, ratio, report, table

import hanoi_ct
from hanoi_ct import _core

THREADS = 2
os.environ.setdefault("POLARS_MAX_THREADS", str(THREADS))  # read when polars is imported


def peer(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def nanoseconds(seconds, n):
    return f"{seconds / n * 1e9:.2f}"


def figures(calls, n, runs):
    timings = measure(calls, rounds=3, runs=runs)
    return {name: timing.seconds for name, timing in timings.items()}


# ---- sums ----------------------------------------------------------------------------


def xsum_of(x):
    accumulator = peer("xsum").xsum_large()
    accumulator.add(x)
    return accumulator.round()


def bench_sum(n, runs):
    rows = []
    for name, make in KINDS.items():
        x = make(n)
        calls = {
            "np.sum": lambda x=x: x.sum(),
            "ours": lambda x=x: hanoi_ct.exact_sum(x, threads=1),
            "portable": lambda x=x: _core.exact_sum_portable(x, 0),
            "two threads": lambda x=x: hanoi_ct.exact_sum(x, threads=THREADS),
        }
        if peer("xsum"):
            calls["xsum"] = lambda x=x: xsum_of(x)
        with np.errstate(all="ignore"):
            seconds = figures(calls, n, runs)
        few = x[:1_000_000].tolist()
        fsum = measure({"fsum": lambda few=few: math.fsum(few)}, rounds=1, runs=3)["fsum"]
        ours = seconds["ours"]
        rows.append(
            [
                name,
                *(nanoseconds(seconds[call], n) for call in ("np.sum", "ours", "portable")),
                nanoseconds(seconds["two threads"], n),
                ratio(ours, seconds["np.sum"]),
                ratio(seconds["portable"], seconds["np.sum"]),
                ratio(seconds["xsum"], ours) if "xsum" in seconds else "-",
                ratio(fsum.seconds / len(few), ours / n),
            ]
        )
    header = [
        f"{n:,} values, ns a value",
        "np.sum",
        "exact_sum",
        "portable",
        f"{THREADS} threads",
        "ours / np.sum",
        "portable / np.sum",
        "xsum / ours",
        "fsum / ours",
    ]
    return table(header, rows)


def bench_rest(n, runs):
    x, w = money(n), KINDS["60 binary orders"](n)
    short = x[: n // 12 * 12].reshape(-1, 12)
    calls = {
        "`exact_sum(axis=1)`, rows of 12": lambda: hanoi_ct.exact_sum(short, axis=1, threads=1),
        "`exact_mean`": lambda: hanoi_ct.exact_mean(x, threads=1),
        "`exact_dot`": lambda: hanoi_ct.exact_dot(x, w, threads=1),
        "`exact_cumsum`": lambda: hanoi_ct.exact_cumsum(x),
        "`exact_moving_sum`, window 12": lambda: hanoi_ct.exact_moving_sum(x, 12),
    }
    seconds = figures(calls, n, runs)
    header = [f"money, {n:,} values, one thread", "ns a value"]
    return table(header, [[name, nanoseconds(seconds[name], n)] for name in calls])


# ---- groups --------------------------------------------------------------------------


def group_calls(values, code, n_groups):
    """One call for each library; each is given its own table beforehand."""
    calls = {
        "group_sum": lambda: hanoi_ct.group_sum(values, code, n_groups, threads=THREADS),
        "one thread": lambda: hanoi_ct.group_sum(values, code, n_groups, threads=1),
        "np.bincount": lambda: np.bincount(code, values, n_groups),
    }
    if pandas := peer("pandas"):
        frame = pandas.DataFrame({"code": code, "value": values})
        calls["pandas"] = lambda: frame.groupby("code", sort=False)["value"].sum()
        if duckdb := peer("duckdb"):
            connection = duckdb.connect()
            connection.execute(f"set threads = {THREADS}")
            connection.execute("create table rows as select * from frame")
            query = "select code, sum(value) from rows group by code"
            calls["DuckDB"] = lambda: connection.execute(query).fetchnumpy()
    if polars := peer("polars"):
        lazy = polars.DataFrame({"code": code, "value": values}).lazy()
        lazy = lazy.group_by("code").agg(polars.col("value").sum())
        calls["polars"] = lambda: lazy.collect()
    return calls


def bench_groups(n, runs):
    rows = []
    names = ["group_sum", "one thread", "np.bincount", "pandas", "polars", "DuckDB"]
    values = money(n)
    for n_groups in (100, 10_000, 1_000_000):
        seconds = figures(group_calls(values, codes(n, n_groups), n_groups), n, runs)
        found = [nanoseconds(seconds[name], n) if name in seconds else "-" for name in names]
        others = [seconds[name] for name in ("pandas", "polars", "DuckDB") if name in seconds]
        best = ratio(min(others), seconds["group_sum"]) if others else "-"
        rows.append([f"{n_groups:,} groups", *found, best])
    header = [f"{n:,} rows, ns a row", *names, "fastest other / ours"]
    return table(header, rows)


def versions():
    found = [name for name in ("pandas", "polars", "duckdb", "xsum") if peer(name)]
    return ", ".join(f"{name} {metadata.version(name)}" for name in found)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000_000, help="the most values or rows")
    most = parser.parse_args().rows
    report("Exact sums", f"{machine()}; {versions()}\n\n{bench_sum(most // 10, 5)}")
    report("Exact sums, long", bench_sum(most, 1))
    report("Exact sums, other functions", bench_rest(most // 10, 1))
    report(f"Exact sums by group, {THREADS} threads", bench_groups(most, 1))


if __name__ == "__main__":
    main()
