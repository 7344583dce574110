"""precon's contributions over a double link, timed in an environment of its own.

precon 0.6 asks for a pandas before 3, so `bench_tree.py` runs this file with another Python and
reads what it prints: the median of seconds, the versions, and a sum by which the results can be
compared. The panel comes as .npz: components over their references (December, then January, is
100), shares of weights in January and February of each year, and their total.
"""

import json
import statistics
import sys
from time import process_time

import numpy as np
import pandas as pd
import pandas._typing

# Names that precon imports from pandas for annotations, and that pandas 2 no longer has.
for name, stands_for in {
    "Dict": dict,
    "FrameOrSeries": pd.DataFrame | pd.Series,
    "FrameOrSeriesUnion": pd.DataFrame | pd.Series,
}.items():
    if not hasattr(pandas._typing, name):
        setattr(pandas._typing, name, stands_for)

from precon.contributions import contributions  # noqa: E402  # once pandas has the names


def main(path, runs):
    data = np.load(path)
    months = pd.date_range(str(data["first"]), periods=len(data["total"]), freq="MS")
    components = pd.DataFrame(data["components"], index=months)
    weights = pd.DataFrame(data["weights"], index=months[months.month <= 2])
    # Its own filling calls pandas as it was before 2: done here, outside what is timed.
    weights = weights.reindex(months).ffill()
    total = pd.Series(data["total"], index=months)
    found, seconds = None, []
    for _ in range(runs):
        start = process_time()
        found = contributions(components, weights, total, double_update=True)
        seconds.append(process_time() - start)
    result = {
        "seconds": statistics.median(seconds),
        "pandas": pd.__version__,
        "last": found.iloc[-1, :5].tolist(),
    }
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
