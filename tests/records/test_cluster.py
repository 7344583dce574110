"""On a cluster of processes: bit for bit what one process gives, also when a worker dies."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import pytest

import hanoi_ct
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy
from hanoi_ct.records import cluster, tabulate

da = pytest.importorskip("dask.array")
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


def test_sums_of_arrays():
    x = RNG.standard_normal(10_000) * 10.0 ** RNG.integers(-200, 200, 10_000)
    codes = RNG.integers(-1, 9, x.size)
    for chunk in (10_000, 777):
        lazy, groups = da.from_array(x, chunks=chunk), da.from_array(codes, chunks=chunk)
        assert cluster.exact_sum(lazy) == hanoi_ct.exact_sum(x)
        found = cluster.group_sum(lazy, groups, 9)
        assert found.tobytes() == hanoi_ct.group_sum(x, codes, 9).tobytes()
    with pytest.raises(ArgumentValueError, match="chunks"):
        cluster.group_sum(lazy, da.from_array(codes, chunks=9), 9)
    with pytest.raises(ArgumentTypeError, match="Dask array"):
        cluster.exact_sum(x)


@pytest.mark.parametrize("name", ["growth", "ytd_growth", "moving_sum"])
def test_growth_of_arrays(name):
    x = RNG.lognormal(3, 1, (50, 36))
    lazy = cluster.growth_like(name, da.from_array(x, chunks=(7, 5)))
    assert lazy.compute().tobytes() == getattr(hanoi_ct, name)(x).tobytes()
    with pytest.raises(ArgumentValueError, match="must be one of"):
        cluster.growth_like("exact_sum", da.from_array(x))


def test_a_tree_over_blocks_of_periods():
    tree = Hierarchy.from_parents({"T": None, "A": "T", "B": "T", "a": "A", "b": "A"})
    x = RNG.lognormal(4.6, 0.1, (3, 30))
    lazy = cluster.aggregate(tree, da.from_array(x, chunks=(1, 7)), [20, 30, 50])
    assert lazy.compute().tobytes() == tree.aggregate(x, [20, 30, 50]).values.tobytes()


PROGRAM = """
import os, signal, sys
import dask.dataframe as dd
import distributed
import pandas as pd
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
        timeout=240,
    )
    assert done.stdout == "the same\n", done.stderr
