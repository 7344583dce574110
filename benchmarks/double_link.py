"""A double link with yearly weights, 10,000 leaves by 120 months: ours, and what precon takes."""

import json
import os
import pickle
import subprocess
import tempfile
from pathlib import Path
from time import process_time

import numpy as np
import pandas as pd
from timing import measure, milliseconds, ratio, table

import hanoi_ct
from hanoi_ct.hierarchy import Hierarchy

LEAVES, MONTHS = 10_000, 120

# Made by `make bench`: precon wants a pandas before 3, so it has an environment of its own.
PEER = os.environ.get("PRECON_PYTHON", "build/precon-venv/bin/python")


def contributions(rng, parent):
    """Contributions over links in December and January, weights new in each of both."""
    tree = Hierarchy(parent)
    months = [f"{2010 + i // 12}-{i % 12 + 1:02d}" for i in range(MONTHS)]
    levels = 100 * np.cumprod(1 + rng.normal(0.002, 0.01, (LEAVES, MONTHS)), axis=1)
    sets = [month for month in months if month.endswith(("-01", "-02"))]
    weights = pd.DataFrame(rng.uniform(1, 9, (len(sets), LEAVES)), sets, list(tree.leaves))

    def build():
        return tree.chain_linked(levels, weights, link=(12, 1), periods=months)

    index = build()
    found = index.contributions(12)
    timings = measure(
        {"build": build, "contributions": lambda: index.contributions(12)},
        rounds=3,
        runs=5,
        clock=process_time,
    )
    s = {name: timing.seconds for name, timing in timings.items()}
    peer = _precon(levels, weights, months)
    rows = [
        ["`chain_linked`", milliseconds(s["build"]), "", ""],
        ["`contributions` of it", milliseconds(s["contributions"]), "", ""],
    ]
    if peer is None:
        rows.append([f"`precon.contributions`: no {PEER}", "", "", ""])
    else:
        ours = [100 * float(found[code][-1]) for code in tree.leaves[:5]]
        np.testing.assert_allclose(peer["last"], ours, rtol=1e-9)  # the same work
        took = peer["seconds"]
        rows[1][2:] = [milliseconds(took), ratio(took, s["contributions"])]
        rows[0][2:] = [f"pandas {peer['pandas']}", ratio(took, sum(s.values())) + " with both"]
    return table(["double link, 10,000 x 120", "ms", "precon, ms", "precon / ours"], rows)


def _precon(levels, weights, months):
    """Return what `precon_peer.py` prints, None without its environment."""
    if not Path(PEER).exists():
        return None
    over = 100 * hanoi_ct.unchain(levels, months, link=(12, 1))
    over[:, 0] = 100  # its own reference
    shares = weights.div(weights.sum(axis=1), axis=0).reindex(months).ffill().to_numpy()
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "panel.npz")
        np.savez(
            path,
            first=months[0],
            components=over.T,
            weights=weights.to_numpy(),
            total=(shares * over.T).sum(axis=1),
        )
        script = str(Path(__file__).with_name("precon_peer.py"))
        run = subprocess.run([PEER, script, path, "7"], capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def many_links(rng):
    """Links of one month after another, 1,000 leaves: 240 and 480 of them."""
    tree = Hierarchy([-1] + [0] * 10 + [1 + i % 10 for i in range(1000)])
    rows = []
    for links in (240, 480):
        months = pd.period_range("1980-01", periods=links + 2, freq="M").astype(str).tolist()
        levels = rng.lognormal(4.6, 0.05, (1000, links + 2))
        pieces = [
            tree.aggregate(levels[:, k : k + 2], rng.uniform(1, 9, 1000), periods=months[k : k + 2])
            for k in range(links + 1)
        ]

        def build(pieces=pieces, months=months):
            index = pieces[0]
            for piece, month in zip(pieces[1:], months[1:], strict=False):
                index = index.splice(piece, month)
            return index

        index = build()
        timings = measure(
            {
                "build": build,
                "contributions": lambda index=index: index.contributions(12),
                "pickle": lambda index=index: pickle.loads(pickle.dumps(index)),
            },
            rounds=3,
            runs=3,
            clock=process_time,
        )
        s = {name: timing.seconds for name, timing in timings.items()}
        rows.append([f"{links} links", *(milliseconds(s[name]) for name in s)])
    return table(["1,000 leaves", "build, ms", "contributions, ms", "pickle and back, ms"], rows)
