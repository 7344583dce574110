"""Bilateral and multilateral indexes: Fisher's against the bare NumPy expression.

python benchmarks/bench_formulas.py
"""

import sys

import numpy as np
from timing import machine, measure, milliseconds, ratio, report, table

import hanoi_ct

RANDOM = np.random.default_rng(15)
METHODS = ("geks_tornqvist", "geks_fisher", "geary_khamis", "weighted_tpd")


def panel(items, periods):
    prices = np.exp(RANDOM.normal(0.0, 0.1, (items, periods)).cumsum(axis=1) / 5)
    return prices, RANDOM.lognormal(2.0, 0.5, (items, periods)) / prices


def bare_fisher(p0, p1, q0, q1):
    laspeyres = (p1 * q0).sum() / (p0 * q0).sum()
    return np.sqrt(laspeyres * ((p1 * q1).sum() / (p0 * q1).sum()))


def bilateral():
    pair = [np.ascontiguousarray(x) for x in RANDOM.lognormal(0.0, 0.3, (4, 100_000))]
    assert abs(hanoi_ct.bilateral_index(*pair) / bare_fisher(*pair) - 1) < 1e-13
    calls = {"bare": lambda: bare_fisher(*pair)}
    for formula in ("fisher", "laspeyres", "tornqvist", "walsh", "sato_vartia"):
        calls[formula] = lambda formula=formula: hanoi_ct.bilateral_index(*pair, formula)
    calls["contributions"] = lambda: hanoi_ct.bilateral_contributions(*pair)
    seconds = {name: timing.seconds for name, timing in measure(calls).items()}
    for name, each in seconds.items():
        yield [name, milliseconds(each), ratio(each, seconds["bare"])]


def multilateral(items, periods, window, **options):
    data = panel(items, periods)
    calls = {
        method: lambda method=method: hanoi_ct.multilateral_index(*data, method, window=window)
        for method in METHODS
    }
    return [[name, milliseconds(t.seconds)] for name, t in measure(calls, **options).items()]


def main():
    sys.stdout.write(f"{machine()}\n")
    body = table(["formula", "ms", "in bare NumPy Fisher"], bilateral())
    report("Bilateral indexes of 10^5 items", body)
    body = table(["method", "ms"], multilateral(200, 36, 25, rounds=3))
    report("200 items x 36 months, window of 25", body)
    body = table(["method", "ms"], multilateral(100_000, 13, 13, rounds=2, runs=2))
    report("10^5 items x 13 months, one window", body)


if __name__ == "__main__":
    main()
