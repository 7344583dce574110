"""Aggregation up a tree: against NumPy, a sparse matrix and a copy, and to a million leaves.

The tree has 4 levels: the total, 10 sections, 100 divisions, and leaves. All functions
write into an `out` that is already in memory, but for those of `Hierarchy`, which make
their results. Ratios are of medians taken in turn in one run. Where functions make their results,
time is that of the processor.
"""

from time import process_time

import numpy as np
import pandas as pd
from double_link import contributions, many_links
from scipy import sparse
from timing import machine, measure, milliseconds, ratio, report, table

import hanoi_ct
from hanoi_ct import _core
from hanoi_ct.hierarchy import Hierarchy

MISSING = 0.05


def four_levels(leaves):
    """Return the parents of a total, 10 sections, 100 divisions and their leaves."""
    parent = [-1]
    for _ in range(10):
        section = len(parent)
        parent.append(0)
        for _ in range(10):
            division = len(parent)
            parent += [section, *[division] * (leaves // 100)]
    return np.array(parent)


def level_by_level(x, weights, parent, out):
    """Return the means with NumPy alone: divisions by reduceat, the rest by reshaping."""
    leaves = np.setdiff1d(np.arange(parent.size), parent)
    inner = np.setdiff1d(np.arange(parent.size), leaves)
    sums = (weights[:, None] * x).reshape(10, 10, -1, x.shape[1]).sum(axis=2)
    by_division = weights.reshape(10, 10, -1).sum(axis=2)
    sections = sums.sum(axis=1) / by_division.sum(axis=1)[:, None]
    total = sums.sum(axis=(0, 1)) / weights.sum()
    divisions = sums / by_division[..., None]
    out[leaves] = x
    both = np.concatenate([sections[:, None], divisions], axis=1).reshape(110, -1)
    out[inner[0]] = total
    out[inner[1:]] = both
    return out


def matrix(parent, weights):
    """Return the rows of shares that take leaves to nodes, as a sparse matrix."""
    rows, columns, shares = [], [], []
    leaves = np.setdiff1d(np.arange(parent.size), parent)
    for column, leaf in enumerate(leaves):
        node = leaf
        while node >= 0:
            rows.append(node)
            columns.append(column)
            shares.append(1.0 if node == leaf else weights[column])
            node = parent[node]
    of_leaves = sparse.csr_matrix((shares, (rows, columns)), shape=(parent.size, leaves.size))
    whole = np.asarray(of_leaves.sum(axis=1)).ravel()
    return (sparse.diags_array(1.0 / whole) @ of_leaves).tocsr()


def portable(x, weights, parent, out):
    leaf = np.full(parent.size, -1)
    leaf[np.setdiff1d(np.arange(parent.size), parent)] = np.arange(weights.size)
    node_weight = _core.tree_sum_portable(weights[:, None], parent, leaf)
    return _core.tree_aggregate_portable(x, weights[:, None], parent, leaf, node_weight, out)


def against_numpy(rng):
    parent = four_levels(10_000)
    panel, weights = rng.lognormal(4.6, 0.3, (10_000, 240)), rng.uniform(1, 9, 10_000)
    rows = []
    for layout, x in {"time last": panel, "time first": np.asfortranarray(panel)}.items():
        out, copy = np.empty_like(x, shape=(parent.size, 240)), np.empty_like(x)
        timings = measure(
            {
                "ours": lambda x=x, out=out: hanoi_ct.aggregate(x, weights, parent, out=out),
                "portable": lambda x=x, out=out: portable(x, weights, parent, out),
                "NumPy": lambda x=x, out=out: level_by_level(x, weights, parent, out),
                "copy": lambda x=x, copy=copy: np.copyto(copy, x),
            }
        )
        s = {name: timing.seconds for name, timing in timings.items()}
        rows.append(
            [
                f"`aggregate(x)`, {layout}",
                milliseconds(s["ours"]),
                ratio(s["ours"], s["copy"]),
                ratio(s["portable"], s["copy"]),
                ratio(s["NumPy"], s["ours"]),
                milliseconds(s["copy"]),
            ]
        )
    header = ["10,000 x 240", "ms", "/ copy", "portable / copy", "NumPy / ours", "copy, ms"]
    return table(header, rows)


def against_a_matrix(rng):
    parent = four_levels(10_000)
    tree = Hierarchy(parent)
    panel, weights = rng.lognormal(0.0, 0.05, (10_000, 120)), rng.uniform(1, 9, 10_000)
    shares, printed = matrix(parent, weights), np.round(weights, 3)
    links = {"kind": "period_on_period", "missing": "parent", "update": True}
    rows = []
    for layout, x in {"time last": panel, "time first": np.asfortranarray(panel)}.items():
        gaps = np.where(rng.random(x.shape) < MISSING, np.nan, x)
        gaps = np.asfortranarray(gaps) if layout == "time first" else gaps
        out, copy = np.empty_like(x, shape=(parent.size, 120)), np.empty_like(x)
        index = tree.aggregate(x, weights)
        geometric = tree.aggregate(x, weights, order=0)
        fisher = tree.aggregate(x, weights, end_weights=weights[::-1])
        timings = measure(
            {
                "complete": lambda x=x, out=out: hanoi_ct.aggregate(x, weights, parent, out=out),
                "contributions": lambda x=x, out=out: hanoi_ct.contributions(
                    x, weights, parent, out=out
                ),
                "parts": lambda index=index: index.contributions(12),
                "geometric": lambda index=geometric: index.contributions(12),
                "fisher": lambda index=fisher: index.contributions(12),
                "cascade": lambda x=x: tree.aggregate(x, printed, cascade=1),
                "tree": lambda x=x: tree.aggregate(x, weights),
                "missing": lambda gaps=gaps: tree.aggregate(gaps, weights, **links),
                "matrix": lambda x=x: shares @ x,
                "copy": lambda x=x, copy=copy: np.copyto(copy, x),
            },
            rounds=3,
            clock=process_time,
        )
        s = {name: timing.seconds for name, timing in timings.items()}
        named = {
            "complete": f"`aggregate`, {layout}",
            "contributions": f"`contributions`, {layout}",
            "parts": f"`contributions` of an index of a `Hierarchy`, {layout}",
            "geometric": f"the same of a geometric mean, {layout}",
            "fisher": f"the same of Fisher's index, {layout}",
            "cascade": f"`Hierarchy.aggregate`, rounded level by level, {layout}",
            "tree": f"`Hierarchy.aggregate`, {layout}",
            "missing": f"the same, 5 % missing, imputed, weights updated, {layout}",
            "matrix": f"sparse matrix @ x, {layout}",
        }
        rows += [
            [
                text,
                milliseconds(s[key]),
                ratio(s[key], s["copy"]),
                ratio(s[key], s["tree"]),
                ratio(s["matrix"], s[key]),
            ]
            for key, text in named.items()
        ]
    header = ["10,000 x 120", "ms", "/ copy", "/ complete tree", "matrix / it"]
    return table(header, rows)


def from_frames(rng):
    """Time tables of pandas against the arrays that they hold, in the same layout.

    An array names no codes. Where those of the table come in another order than the tree's, its
    rows are put in order first, from places known beforehand; the last row leaves that out, and
    so gives what the order costs, not the same result.
    """
    tree = Hierarchy(four_levels(10_000))
    panel, weights = rng.lognormal(0.0, 0.05, (10_000, 120)), rng.uniform(1, 9, 10_000)
    months, codes = pd.period_range("2010-01", periods=120, freq="M"), pd.Index(tree.leaves)
    down = pd.DataFrame(panel.T, index=months, columns=codes)
    of_codes = pd.Series(weights, index=codes)
    order = rng.permutation(codes.size)
    frames = {
        "time down": (down, of_codes),
        "time across": (pd.DataFrame(panel, index=codes, columns=months), of_codes),
        "time down, codes in another order": (down.iloc[:, order], of_codes.iloc[order]),
    }
    shuffled = "time down, codes in another order"
    frames[f"{shuffled}, which the array leaves as it is"] = frames[shuffled]
    places = np.argsort(order)
    rows = []
    for name, (frame, series) in frames.items():
        values = frame.to_numpy() if name == "time across" else frame.to_numpy().T
        plain = series.to_numpy()
        at = places if name == shuffled else slice(None)
        timings = measure(
            {
                "frame": lambda frame=frame, series=series: tree.aggregate(frame, series),
                "array": lambda values=values, plain=plain, at=at: tree.aggregate(
                    values[at], plain[at]
                ),
            },
            clock=process_time,
        )
        s = {each: timing.seconds for each, timing in timings.items()}
        rows.append(
            [
                f"`Hierarchy.aggregate` of a DataFrame, {name}",
                milliseconds(s["frame"]),
                milliseconds(s["array"]),
                ratio(s["frame"], s["array"]),
            ]
        )
    return table(["10,000 x 120", "ms", "of its array, ms", "/ array"], rows)


def over_links(rng):
    """Chaining over Decembers and its undoing, of 10,000 series of 20 years."""
    months = pd.period_range("2000-01", periods=240, freq="M")
    labels = months.astype(str).tolist()
    panel = rng.lognormal(4.6, 0.05, (10_000, 240))
    ratios = hanoi_ct.unchain(panel, labels)
    rows = []
    for layout, put in {"time last": np.ascontiguousarray, "time first": np.asfortranarray}.items():
        x, over, copy = put(panel), put(ratios), np.empty_like(put(panel))
        timings = measure(
            {
                "`unchain(x, periods)`": lambda x=x: hanoi_ct.unchain(x, labels),
                "`chain(x, periods)`": lambda over=over: hanoi_ct.chain(over, labels),
                "copy": lambda x=x, copy=copy: np.copyto(copy, x),
            },
            rounds=3,
            clock=process_time,
        )
        s = {name: timing.seconds for name, timing in timings.items()}
        rows += [
            [f"{name}, {layout}", milliseconds(s[name]), ratio(s[name], s["copy"])]
            for name in s
            if name != "copy"
        ]
    return table(["10,000 x 240", "ms", "/ copy"], rows)


def growing(rng):
    rows = []
    for leaves, months in ((10_000, 120), (100_000, 120), (100_000, 240), (1_000_000, 240)):
        parent, weights = four_levels(leaves), rng.uniform(1, 9, leaves)
        x = rng.random((leaves, months))
        out = np.empty((parent.size, months))
        timing = measure(
            {"ours": lambda x=x, w=weights, p=parent, o=out: hanoi_ct.aggregate(x, w, p, out=o)},
            rounds=1,
            runs=3,
        )["ours"]
        per_value = 1e9 * timing.seconds / x.size
        rows.append([f"{leaves:,} x {months}", milliseconds(timing.seconds), f"{per_value:.2f}"])
    return table(["leaves x months", "ms", "ns a value"], rows)


def main():
    rng = np.random.default_rng(2018)
    parts = [
        machine(),
        against_numpy(rng),
        against_a_matrix(rng),
        from_frames(rng),
        over_links(rng),
        contributions(rng, four_levels(10_000)),
        many_links(rng),
        growing(rng),
    ]
    report("Trees, one thread", "\n\n".join(parts))


if __name__ == "__main__":
    main()
