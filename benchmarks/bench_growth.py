"""Growth and year-to-date growth of 10,000 series of 240 months, against NumPy.

Every function writes into an `out` that is already in memory; the copy is
`np.copyto(out, x)`. Times are milliseconds, the rest are ratios of medians that were
taken in turn in one run.
"""

import numpy as np
from timing import machine, measure, milliseconds, ratio, report, table

import hanoi_ct
from hanoi_ct import _core

try:
    import pandas
except ImportError:
    pandas = None

SERIES, MONTHS = 10_000, 240


def growth_expression(x, axis, lag=12):
    x = np.moveaxis(x, axis, -1)
    return (x[..., lag:] - x[..., :-lag]) / x[..., :-lag]


def ytd_growth_expression(x, axis):
    shape = (*x.shape[:-1], MONTHS // 12, 12) if axis == -1 else (MONTHS // 12, 12, -1)
    sums = x.reshape(shape).cumsum(axis=-1 if axis == -1 else 1).reshape(x.shape)
    return growth_expression(sums, axis)


def compare(function, portable, expression, x, axis):
    out = np.empty_like(x)
    timings = measure(
        {
            "ours": lambda: function(x, axis, out),
            "portable": lambda: portable(x, axis, out),
            "NumPy": lambda: expression(x, axis),
            "copy": lambda: np.copyto(out, x),
        }
    )
    seconds = {name: timing.seconds for name, timing in timings.items()}
    return [
        milliseconds(seconds["ours"]),
        ratio(seconds["ours"], seconds["copy"]),
        ratio(seconds["portable"], seconds["copy"]),
        ratio(seconds["NumPy"], seconds["ours"]),
        milliseconds(seconds["copy"]),
    ]


FUNCTIONS = {
    "growth(x, 12)": (
        lambda x, axis, out: hanoi_ct.growth(x, 12, axis=axis, out=out, threads=1),
        lambda x, axis, out: _core.growth_portable(x, 12, 0, out, axis=axis),
        growth_expression,
    ),
    "ytd_growth(x)": (
        lambda x, axis, out: hanoi_ct.ytd_growth(x, axis=axis, out=out, threads=1),
        lambda x, axis, out: _core.ytd_growth_portable(x, 12, 1, 0, out, axis=axis),
        ytd_growth_expression,
    ),
}


def labelled():
    """Growth of a DataFrame and of one Series beside the same call on their arrays."""
    months = pandas.period_range("2000-01", periods=MONTHS, freq="M")
    panel = np.random.default_rng(2018).lognormal(4.6, 0.3, (MONTHS, SERIES))
    frame = pandas.DataFrame(panel, index=months)
    rows = []
    for kind, x, loops in (("DataFrame, 10,000 x 240", frame, 1), ("Series, 240", frame[0], 500)):
        array = x.to_numpy()
        calls = {
            "labelled": lambda x=x: hanoi_ct.growth(x, 12, threads=1),
            "array": lambda array=array: hanoi_ct.growth(array, 12, axis=0, threads=1),
        }
        labelled, plain = (t.seconds for t in measure(calls, loops=loops).values())
        rows.append([kind, f"{1e6 * labelled:.1f}", f"{1e6 * plain:.1f}", ratio(labelled, plain)])
    return rows


def main():
    panel = np.random.default_rng(2018).lognormal(4.6, 0.3, (SERIES, MONTHS))
    layouts = {"time last": (panel, -1), "time first": (np.ascontiguousarray(panel.T), 0)}
    rows = [
        [f"`{name}`, {layout}", *compare(*functions, x, axis)]
        for name, functions in FUNCTIONS.items()
        for layout, (x, axis) in layouts.items()
    ]
    header = ["10,000 x 240", "ms", "/ copy", "portable / copy", "NumPy / ours", "copy, ms"]
    report("Growth, one thread", f"{machine()}\n\n{table(header, rows)}")
    if pandas is not None:
        header = ["pandas", "labelled, us", "its array, us", "labelled / array"]
        report("Growth of labelled data, one thread", table(header, labelled()))


if __name__ == "__main__":
    main()
