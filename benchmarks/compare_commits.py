"""Speed of the checkout beside that of another commit, in interleaved pairs.

    python benchmarks/compare_commits.py [--before COMMIT] [--pairs N]

The other commit is built in a directory of its own, and each of the two builds runs in a
process of its own. The two take turns, one call each, in random order, so that a busy spell
of the machine falls on both alike: of each pair the ratio is taken, and the median and the
quartiles of the ratios are printed. Where 1 lies between the quartiles, nothing has been
found; a difference below the spread is none.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

HERE = Path(__file__).resolve()
CHECKOUT = HERE.parent.parent


def cases():
    """Return what is timed: a call, and how often in one run."""
    import numpy as np
    import pandas as pd

    import hanoi_ct as h

    panel = np.random.default_rng(2018).lognormal(4.6, 0.3, (10_000, 240))
    series, out = panel[0].copy(), np.empty_like(panel)
    frame = pd.DataFrame(panel.T.copy(), pd.period_range("2000-01", periods=240, freq="M"))
    return {
        "growth, 10,000 x 240": (lambda: h.growth(panel, 12, out=out, threads=1), 1),
        "ytd_growth, 10,000 x 240": (lambda: h.ytd_growth(panel, out=out, threads=1), 1),
        "moving_sum, 10,000 x 240": (lambda: h.moving_sum(panel, 12, out=out, threads=1), 1),
        "moving_mean, 10,000 x 240": (lambda: h.moving_mean(panel, 12, out=out, threads=1), 1),
        "moving_growth, 10,000 x 240": (lambda: h.moving_growth(panel, 12, out=out, threads=1), 1),
        "growth, one series of 240": (lambda: h.growth(series, 12), 2000),
        "moving_mean, one series of 240": (lambda: h.moving_mean(series, 12), 2000),
        "growth, DataFrame 240 x 10,000": (lambda: h.growth(frame, 12, threads=1), 1),
    }


def work():
    """Time the cases that are named on the lines of the input, one call of each a line."""
    known = cases()
    for call, _ in known.values():
        call()
    print("\n".join(known), flush=True)
    print(flush=True)
    for line in sys.stdin:
        call, loops = known[line.rstrip("\n")]
        start = perf_counter()
        for _ in range(loops):
            call()
        print((perf_counter() - start) / loops, flush=True)


def built(commit, folder):
    """Put a commit into a folder and compile its core there."""
    archive = subprocess.run(
        ["git", "archive", commit], cwd=CHECKOUT, check=True, stdout=subprocess.PIPE
    )
    subprocess.run(["tar", "-x", "-C", folder], input=archive.stdout, check=True)
    build = [sys.executable, "setup.py", "-q", "build_ext", "--inplace"]
    subprocess.run(build, cwd=folder, check=True, stdout=subprocess.DEVNULL)


class Build:
    """A process that times the calls of one build."""

    def __init__(self, folder):
        self.process = subprocess.Popen(
            [sys.executable, HERE, "--work"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.names = [line.strip() for line in iter(self.process.stdout.readline, "\n")]

    def seconds(self, name):
        """Return how long a call takes."""
        self.process.stdin.write(f"{name}\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def end(self):
        """Let the process end."""
        self.process.stdin.close()
        self.process.wait()


def compare(now, before, pairs):
    """Return a row a case: milliseconds of both, the median ratio and its quartiles."""
    order = random.Random(2018)
    rows = []
    for name in now.names:
        if name not in before.names:
            continue
        taken = {now: [], before: []}
        for _ in range(pairs):
            for build in order.sample([now, before], 2):
                taken[build].append(build.seconds(name))
        ratios = [a / b for a, b in zip(taken[now], taken[before], strict=True)]
        low, median, high = statistics.quantiles(ratios, n=4)
        times = [f"{statistics.median(taken[build]) * 1e3:#.3g}" for build in (now, before)]
        rows.append([name, *times, f"{median:.3f}", f"{low:.3f} to {high:.3f}"])
    return rows


def main():
    """Build the other commit, run the pairs and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--before", default="HEAD~1", help="the commit to compare with")
    parser.add_argument("--pairs", type=int, default=31, help="pairs of calls for each case")
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work()
        return
    from timing import machine, report, table

    with tempfile.TemporaryDirectory() as folder:
        built(options.before, folder)
        now, before = Build(CHECKOUT), Build(Path(folder))
        rows = compare(now, before, options.pairs)
        now.end()
        before.end()
    header = ["call", "ms now", "ms before", "ratio", "quartiles"]
    report(f"The checkout beside {options.before}, {options.pairs} pairs", table(header, rows))
    report("Taken on", machine())


if __name__ == "__main__":
    main()
