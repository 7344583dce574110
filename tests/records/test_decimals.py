"""Columns of decimals: exact, or refused where they do not fit."""

from decimal import Decimal
from fractions import Fraction

import dask
import dask.dataframe as dd
import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet
import pytest

from hanoi_ct.errors import ArgumentTypeError, DataError
from hanoi_ct.records import Field, RecordSchema, tabulate


def table_of(records, **options):
    return tabulate(records, rows="hs2", columns="month", value="usd", **options)


def decimals(n=4000, places=2):
    rng = np.random.default_rng(8)
    units = rng.integers(-(10**15), 10**15, n).tolist()
    values = [None if i % 97 == 0 else Decimal(u).scaleb(-places) for i, u in enumerate(units)]
    codes = rng.integers(0, 7, n)
    return {"hs2": [f"{c:02d}" for c in codes], "month": ["2018-01"] * n, "usd": values}


@pytest.mark.parametrize("aggregate", ["sum", "mean", "min", "max", "count"])
def test_decimals_are_exact_in_every_container(aggregate, tmp_path):
    records = decimals()
    groups = {}
    for code, value in zip(records["hs2"], records["usd"], strict=True):
        if value is not None:
            groups.setdefault(code, []).append(Fraction(value))
    finish = {
        "sum": sum,
        "mean": lambda x: sum(x) / len(x),
        "min": min,
        "max": max,
        "count": len,
    }[aggregate]
    expected = [float(finish(groups[code])) for code in sorted(groups)]
    arrow = pa.table(records | {"usd": pa.array(records["usd"], pa.decimal128(20, 2))})
    pa.parquet.write_table(arrow, tmp_path / "d.parquet", row_group_size=500)
    frame = pd.DataFrame(records)
    narrow = pa.table(records | {"usd": pa.array(records["usd"], pa.decimal64(18, 2))})
    wide = pa.table(records | {"usd": pa.array(records["usd"], pa.decimal256(60, 2))})
    for container in (
        arrow,
        narrow,
        wide,
        arrow.slice(0).to_reader(max_chunksize=700),
        tmp_path / "d.parquet",
        frame,
        arrow.to_pandas(types_mapper=pd.ArrowDtype),
        pl.from_arrow(arrow),
        duckdb.sql("SELECT * FROM arrow"),
        dd.from_pandas(arrow.to_pandas(types_mapper=pd.ArrowDtype), npartitions=5),
    ):
        table = table_of(container, aggregate=aggregate)
        assert table.values[:, 0].tolist() == expected, type(container)


def test_decimals_keep_rules():
    arrow = pa.table(
        {
            "hs2": ["01", "01", "02", "02"],
            "month": ["m"] * 4,
            "usd": pa.array(
                [Decimal("1.10"), Decimal("2.20"), Decimal("9e25"), Decimal("-0.01")],
                pa.decimal128(38, 2),
            ),
        }
    )
    schema = RecordSchema(columns={"usd": Field(minimum=0, maximum=2.2)})
    table = table_of(arrow, schema=schema, largest=2)
    assert table.values[0].tolist() == [3.3]
    assert table.missing[:, 0].tolist() == [False, True]
    assert table.largest[0].tolist() == [[2.2, 1.1]]
    reasons = table.rejects.column("reason").to_pylist()
    assert reasons == [
        "must lie within 64 bits of its last decimal place",
        "must lie between 0 and 2.2",
    ]
    assert table.rejects.column("value").to_pylist()[1] == "-0.01"
    with pytest.raises(ArgumentTypeError, match="cast it to float64"):
        table_of(arrow, aggregate="weighted_sum", weight="usd")


def test_decimals_of_two_kinds_are_refused():
    parts = [
        pd.DataFrame({"hs2": ["01"], "month": ["m"], "usd": [value]})
        for value in (Decimal("1.1"), Decimal("1.11"), 1.5)
    ]
    for first, second in ((0, 1), (0, 2), (2, 1)):
        with dask.config.set({"dataframe.convert-string": False}):
            delayed = [dask.delayed(parts[i]) for i in (first, second)]
            lazy = dd.from_delayed(delayed, meta=parts[first], verify_meta=False)
        with pytest.raises(DataError, match="must be of one kind"):
            table_of(lazy)
