"""On a cluster of processes: bit for bit what one process gives, also when a worker dies."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import pytest

from hanoi_ct.records import tabulate

dd = pytest.importorskip("dask.dataframe")

RNG = np.random.default_rng(2)
N = 6000
FRAME = pd.DataFrame(
    {
        "code": [f"{c:02d}" for c in RNG.integers(0, 40, N)],
        "month": [f"2018-{m:02d}" for m in RNG.integers(1, 13, N)],
        "usd": RNG.lognormal(5, 9, N),
    }
)


def table_of(records):
    return tabulate(records, rows="code", columns="month", value="usd", largest=2)


@pytest.mark.parametrize("partitions", [1, 2, 7, 33])
def test_any_partitioning_gives_the_same_table(partitions):
    table = table_of(dd.from_pandas(FRAME, npartitions=partitions))
    assert table.equals(table_of(FRAME))
    assert table.largest.tobytes() == table_of(FRAME).largest.tobytes()


def test_rejected_rows_are_numbered_through_all_partitions():
    frame = FRAME.head(100).assign(usd=lambda x: x.usd.where(x.index != 77, np.inf))
    table = table_of(dd.from_pandas(frame, npartitions=4))
    assert table.rejects.column("row").to_pylist() == [78]


PROGRAM = """
import os, signal, sys
import dask.array as da
import dask.dataframe as dd
import distributed
import numpy as np
import pandas as pd
import hanoi_ct
from hanoi_ct.records import tabulate

def table_of(records):
    return tabulate(records, rows="code", columns="month", value="usd")

def die_once(frame, flag):
    if not os.path.exists(flag):
        open(flag, "w").close()
        os.kill(os.getpid(), signal.SIGKILL)
    return frame

if __name__ == "__main__":
    folder, flag = sys.argv[1:]
    expected = table_of(pd.read_parquet(folder))
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as workers, distributed.Client(workers):
        frame = dd.read_parquet(folder)
        assert table_of(frame).equals(expected)
        dying = frame.map_partitions(die_once, flag, meta=frame._meta)
        assert table_of(dying).equals(expected)
        assert os.path.exists(flag)
        x = np.random.default_rng(3).lognormal(3, 9, (40, 36))
        lazy = da.from_array(x, chunks=(7, 5))
        assert hanoi_ct.exact_sum(lazy) == hanoi_ct.exact_sum(x)
        assert hanoi_ct.growth(lazy).compute().tobytes() == hanoi_ct.growth(x).tobytes()
        codes = np.arange(x.size) % 11
        flat = lazy.ravel()
        sums = hanoi_ct.group_sum(flat, da.from_array(codes, chunks=flat.chunks), 11)
        assert sums.tobytes() == hanoi_ct.group_sum(x.ravel(), codes, 11).tobytes()
        months = pd.date_range("2015-01-01", periods=36, freq="MS")
        wide = pd.DataFrame(x.T, index=months)
        rates = hanoi_ct.ytd_growth(dd.from_pandas(wide, npartitions=4)).compute()
        assert rates.equals(hanoi_ct.ytd_growth(wide))
        long = wide.melt(ignore_index=False, var_name="code", value_name="v").reset_index(names="m")
        long = long.sample(frac=1, random_state=1).reset_index(drop=True)
        named = {"value": "v", "by": "code", "time": "m", "lag": 12}
        rates = hanoi_ct.panel_growth(dd.from_pandas(long, npartitions=5), **named).compute()
        assert rates.equals(hanoi_ct.panel_growth(long, **named))
    print("the same")
"""


def test_processes_and_a_worker_that_is_killed(tmp_path):
    pytest.importorskip("distributed")
    folder = tmp_path / "parts"
    folder.mkdir()
    table = pa.Table.from_pandas(FRAME, preserve_index=False)
    for i in range(6):
        pa.parquet.write_table(table.slice(1000 * i, 1000), folder / f"{i}.parquet")
    # In a program of its own: workers are started afresh and import what they run.
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(program), str(folder), str(tmp_path / "flag")],
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.stdout == "the same\n", done.stderr
