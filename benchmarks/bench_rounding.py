"""Decimal half-up against `np.round`, which judges ties by the binary number.

Prices with cents, so that one figure in ten is a tie at one decimal; then figures
that the kernel can only round by their digits. Nanoseconds a figure, into `out`.
"""

import numpy as np
from timing import machine, measure, ratio, report, table

import hanoi_ct
from hanoi_ct import _core

FIGURES = 1_000_000


def compare(x, decimals):
    out = np.empty_like(x)
    timings = measure(
        {
            "ours": lambda: hanoi_ct.round_half_up(x, decimals, out=out),
            "portable": lambda: _core.round_half_up_portable(x, decimals, out),
            "NumPy": lambda: np.round(x, decimals, out=out),
            "copy": lambda: np.copyto(out, x),
        }
    )
    nanoseconds = {name: timing.seconds / x.size * 1e9 for name, timing in timings.items()}
    return [
        *(f"{nanoseconds[name]:.2f}" for name in nanoseconds),
        ratio(nanoseconds["ours"], nanoseconds["NumPy"]),
    ]


def main():
    rng = np.random.default_rng(2018)
    prices = np.floor(rng.lognormal(9.2, 1.0, FIGURES)) / 100
    cases = {
        "cents to 1 decimal": (prices, 1),
        "cents to whole numbers": (prices, 0),
        "cents to hundreds": (prices, -2),
        "17 digits to 1 decimal": (rng.uniform(1e14, 4e15, FIGURES), 1),
        "fractions to 15 decimals": (rng.uniform(0.1, 1.0, FIGURES), 15),
    }
    rows = [[name, *compare(*case)] for name, case in cases.items()]
    header = ["1,000,000 figures", "ours, ns", "portable", "NumPy", "copy", "ours / NumPy"]
    report("Rounding, one thread", f"{machine()}\n\n{table(header, rows)}")


if __name__ == "__main__":
    main()
