"""Tables from records against DuckDB, pandas and Dask, in one run; sizes by an argument.

python benchmarks/bench_records.py            # 10^7 rows
python benchmarks/bench_records.py 100000000  # as docs/records.md quotes
"""

import resource
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from timing import machine, measure

from hanoi_ct.hierarchy import Hierarchy
from hanoi_ct.records import tabulate

CODES, PERIODS = 5000, 120


def declarations(path: Path, rows: int) -> None:
    """Write records of a code, a period and a value, a million to a row group."""
    rng = np.random.default_rng(2018)
    writer = None
    for start in range(0, rows, 10**6):
        n = min(10**6, rows - start)
        table = pa.table(
            {
                "code": rng.integers(0, CODES, n).astype(np.int32),
                "period": rng.integers(0, PERIODS, n).astype(np.int16),
                "value": np.round(rng.lognormal(8, 2, n), 2),
            }
        )
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    writer.close()


def tree_of_codes() -> Hierarchy:
    """Four levels: a root, 5 sections, 100 divisions, 5,000 classes."""
    parents = {"T": None} | {f"s{s}": "T" for s in range(5)}
    parents |= {f"d{d}": f"s{d % 5}" for d in range(100)}
    return Hierarchy.from_parents(parents | {str(c): f"d{c % 100}" for c in range(CODES)})


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10**7
    try:
        import duckdb
    except ImportError:
        duckdb = None
        print("DuckDB is not installed: left out")
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.parquet"
        declarations(path, rows)
        tree = tree_of_codes()
        options = {"rows": "code", "columns": "period", "value": "value"}
        calls = {
            "tabulate, tree of 4 levels": lambda: tabulate(path, hierarchy=tree, **options),
            "tabulate": lambda: tabulate(path, **options),
        }
        if duckdb is not None:
            query = f"SELECT code, period, sum(value) FROM '{path}' GROUP BY ALL"
            calls["DuckDB, group by"] = lambda: duckdb.sql(query).to_arrow_table()
        ours = tabulate(path, hierarchy=tree, **options)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{rows:,} rows of Parquet; {ours.accepted:,} taken; peak memory {peak:,.0f} MiB")
        show(measure(calls, rounds=3, runs=1), "tabulate, tree of 4 levels")
    text_keys(min(rows, 10**7))
    on_dask(rows)
    one_table(min(rows, 10**7))


def text_declarations(rows: int) -> pd.DataFrame:
    """Declarations with a chapter and a month as text."""
    rng = np.random.default_rng(1)
    codes = np.array([f"{code:02d}" for code in range(97)])
    months = np.array([f"{y}-{m:02d}" for y in range(2010, 2020) for m in range(1, 13)])
    return pd.DataFrame(
        {
            "hs2": codes[rng.integers(0, 97, rows)],
            "month": months[rng.integers(0, 120, rows)],
            "usd": np.round(rng.lognormal(8, 2, rows), 2),
        }
    )


def text_keys(rows: int) -> None:
    """A pandas frame with text keys."""
    frame = text_declarations(rows)
    calls = {
        "tabulate": lambda: tabulate(frame, rows="hs2", columns="month", value="usd"),
        "pandas groupby.sum": lambda: frame.groupby(["hs2", "month"])["usd"].sum().unstack(),
    }
    print(f"\n{rows:,} rows of a pandas frame with text keys")
    show(measure(calls, rounds=3, runs=1), "tabulate")


def on_dask(rows: int) -> None:
    """Dask's threads on one machine against one call."""
    try:
        import dask.dataframe as dd
    except ImportError:
        print("\nDask is not installed: left out")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.parquet"
        declarations(path, rows)
        options = {"rows": "code", "columns": "period", "value": "value"}
        calls = {
            "tabulate": lambda: tabulate(path, **options),
            "tabulate of a Dask frame": lambda: tabulate(
                dd.read_parquet(path, split_row_groups=5), **options
            ),
        }
        print(f"\n{rows:,} rows of Parquet, Dask on one machine")
        show(measure(calls, rounds=3, runs=1), "tabulate")


def one_table(rows: int) -> None:
    """The same declarations from every container: one table, to the bit."""
    try:
        import dask.dataframe as dd
        import duckdb
        import polars as pl
        import pyarrow.csv as pa_csv
    except ImportError as error:
        print(f"\n{error.name} is not installed: containers are not compared")
        return
    frame = text_declarations(rows)
    arrow = pa.Table.from_pandas(frame, preserve_index=False)
    with tempfile.TemporaryDirectory() as folder:
        csv, parquet = Path(folder) / "records.csv", Path(folder) / "records.parquet"
        pa_csv.write_csv(arrow, csv)
        pq.write_table(arrow, parquet, row_group_size=10**6)
        containers = {
            "pandas": lambda: frame,
            "CSV": lambda: csv,
            "Parquet": lambda: parquet,
            "DuckDB": lambda: duckdb.sql(f"SELECT * FROM '{parquet}'"),
            "polars": lambda: pl.from_arrow(arrow),
            "Dask": lambda: dd.read_parquet(parquet, split_row_groups=2),
        }
        tables = {
            name: tabulate(opened(), rows="hs2", columns="month", value="usd")
            for name, opened in containers.items()
        }
    first = tables["pandas"]
    print(f"\n{rows:,} declarations, the table of each container to the bit that of pandas")
    for name, table in tables.items():
        print(f"  {name:<28} {'identical' if table.equals(first) else 'DIFFERENT'}")


def show(timings, ours: str) -> None:
    """Print seconds and ratios to ours."""
    for name, timing in timings.items():
        ratio = timing.seconds / timings[ours].seconds
        print(f"  {name:<28} {timing.seconds:8.3f} s   {ratio:6.2f} times ours")


if __name__ == "__main__":
    main()
