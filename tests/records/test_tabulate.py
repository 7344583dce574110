"""Tables from records: exact, and the same from any container, order and split."""

import datetime
import unicodedata
from fractions import Fraction

import dask.dataframe as dd
import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.csv
import pyarrow.dataset
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError, DataError
from hanoi_ct.hierarchy import Hierarchy
from hanoi_ct.records import Field, RecordSchema, tabulate
from hanoi_ct.records import _sources as sources


def declarations(n=2000, seed=5):
    """Customs declarations: a chapter, a month and a value in USD."""
    rng = np.random.default_rng(seed)
    months = [f"{2017 + m // 12}-{m % 12 + 1:02d}" for m in range(24)]
    return pd.DataFrame(
        {
            "hs2": [f"{code:02d}" for code in rng.integers(1, 30, n)],
            "month": [months[m] for m in rng.integers(0, 24, n)],
            "usd": np.round(rng.lognormal(8, 4, n), 2),
        }
    )


def exact(frame, rows, columns, value):
    """The sums by rational arithmetic."""
    sums = {}
    for row, column, number in zip(frame[rows], frame[columns], frame[value], strict=True):
        sums[row, column] = sums.get((row, column), Fraction(0)) + Fraction(number)
    return {cell: float(total) for cell, total in sums.items()}


@pytest.fixture(scope="module")
def frame():
    return declarations()


def table_of(records, **options):
    return tabulate(records, rows="hs2", columns="month", value="usd", **options)


def test_sums_are_exact(frame):
    table = table_of(frame)
    expected = exact(frame, "hs2", "month", "usd")
    for i, row in enumerate(table.row_labels):
        for j, column in enumerate(table.column_labels):
            if (row, column) in expected:
                assert table.values[i, j] == expected[row, column]
                assert table[row, column] == expected[row, column]
            else:
                assert table.missing[i, j]
    assert (table.accepted, table.rejected) == (len(frame), 0)


def test_a_hundred_thousand_declarations_are_one_table(tmp_path):
    frame = declarations(100_000, seed=9)
    arrow = pa.Table.from_pandas(frame, preserve_index=False)
    pa.csv.write_csv(arrow, tmp_path / "all.csv")
    pa.parquet.write_table(arrow, tmp_path / "all.parquet", row_group_size=7_000)
    expected = table_of(frame, largest=2)
    assert expected.accepted == 100_000
    exactly = exact(frame, "hs2", "month", "usd")
    assert all(expected[cell] == total for cell, total in exactly.items())
    for records in (
        tmp_path / "all.csv",
        tmp_path / "all.parquet",
        duckdb.sql("SELECT * FROM frame"),
        f"SELECT * FROM '{tmp_path / 'all.parquet'}' ORDER BY usd",
        frame.sample(frac=1, random_state=1),
        pl.from_pandas(frame).sort("usd"),
        arrow,
        dd.from_pandas(frame, npartitions=11),
    ):
        table = table_of(records, largest=2)
        assert table.equals(expected), type(records)
        assert table.largest.tobytes() == expected.largest.tobytes()


def containers(frame, folder):
    arrow = pa.Table.from_pandas(frame, preserve_index=False)
    frame.to_csv(folder / "all.csv", index=False)
    frame.to_csv(folder / "semicolons.csv", index=False, sep=";")
    frame.to_excel(folder / "all.xlsx", index=False)
    pa.parquet.write_table(arrow, folder / "all.parquet", row_group_size=300)
    parts = folder / "parts"
    parts.mkdir(exist_ok=True)
    for i in range(4):
        pa.parquet.write_table(arrow.slice(500 * i, 500), parts / f"{i}.parquet")
    connection = duckdb.connect()
    connection.register("declarations", arrow)
    return {
        "pandas": frame,
        "pandas of objects": frame.astype(object),
        "pandas categories": frame.astype({"hs2": "category", "month": "category"}),
        "other index": frame.set_index(np.arange(len(frame)) * 7 + 3),
        "shuffled": frame.sample(frac=1.0, random_state=1),
        "other columns too": frame.assign(note="x")[["note", "usd", "month", "hs2"]],
        "polars": pl.from_pandas(frame),
        "polars categories": pl.from_pandas(frame).with_columns(pl.col("hs2").cast(pl.Categorical)),
        "arrow": arrow,
        "arrow in chunks": pa.concat_tables([arrow.slice(i, 1) for i in range(len(arrow))]),
        "arrow batch": arrow.combine_chunks().to_batches()[0],
        "reader": pa.RecordBatchReader.from_batches(arrow.schema, arrow.to_batches(7)),
        "dataset": pa.dataset.dataset(folder / "all.parquet"),
        "dicts": frame.to_dict("records"),
        "csv": folder / "all.csv",
        "csv with semicolons": str(folder / "semicolons.csv"),
        "xlsx": folder / "all.xlsx",
        "parquet": folder / "all.parquet",
        "folder of parquet": parts,
        "list of parquet": [parts / f"{i}.parquet" for i in (2, 0, 3, 1)],
        "duckdb": connection.sql("SELECT * FROM declarations"),
        "sql": f"SELECT * FROM '{folder / 'all.parquet'}'",
    }


def test_every_container_gives_the_same_table(frame, tmp_path):
    expected = table_of(frame)
    for name, records in containers(frame, tmp_path).items():
        assert table_of(records).equals(expected), name


@pytest.mark.parametrize("threads", [1, 2, 5])
@pytest.mark.parametrize("rows", [1, 13, 1000])
def test_no_split_changes_a_bit(frame, monkeypatch, threads, rows):
    expected = table_of(frame)
    monkeypatch.setattr(sources, "BATCH_ROWS", rows)
    monkeypatch.setattr("hanoi_ct._inputs.threads.LEAST_SIZE", 1)
    shuffled = frame.sample(frac=1.0, random_state=threads)
    for one in (shuffled if rows > 1 else shuffled.head(0), frame):
        if len(one):
            assert table_of(one, threads=threads).equals(expected)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-(2**40), 2**40)), min_size=1))
def test_whole_numbers_stay_whole(pairs):
    table = tabulate([{"k": k, "v": v} for k, v in pairs], rows="k", value="v")
    assert table.values.dtype == np.int64
    for key in {k for k, _ in pairs}:
        assert table[key] == sum(v for k, v in pairs if k == key)


def test_every_aggregate_against_its_definition(frame):
    weighed = frame.assign(weight=np.arange(len(frame)) % 5 + 1.0)
    cells = weighed.groupby(["hs2", "month"])
    expected = {
        "count": cells.usd.count(),
        "min": cells.usd.min(),
        "max": cells.usd.max(),
        "mean": cells.usd.apply(lambda x: float(sum(map(Fraction, x)) / len(x))),
    }
    for aggregate, series in expected.items():
        table = table_of(weighed, aggregate=aggregate)
        for (row, column), number in series.items():
            assert table[row, column] == number, aggregate
    for aggregate in ("weighted_sum", "weighted_mean"):
        table = table_of(weighed, weight="weight", aggregate=aggregate)
        for (row, column), part in cells:
            products = sum(
                Fraction(v) * Fraction(w) for v, w in zip(part.usd, part.weight, strict=True)
            )
            divisor = sum(map(Fraction, part.weight)) if aggregate == "weighted_mean" else 1
            assert table[row, column] == pytest.approx(float(products / divisor), rel=2**-51)


def test_several_keys_and_dates():
    days = [datetime.date(2018, 1, 1), datetime.date(2018, 2, 1), datetime.date(2018, 1, 1)]
    frame = pd.DataFrame(
        {"province": ["Hà Nội", "Bắc Ninh", "Hà Nội"], "code": [10, 11, 10], "day": days, "v": 1.5}
    )
    for one in (frame, frame.assign(day=pd.to_datetime(frame.day)), pa.Table.from_pandas(frame)):
        table = tabulate(one, rows=["province", "code"], columns="day", value="v")
        assert table.row_labels == (("Bắc Ninh", 11), ("Hà Nội", 10))
        assert table.column_labels == (days[0], days[1])
        assert table[("Hà Nội", 10), days[0]] == 3.0
    back = table.to_pandas()
    assert back.loc[("Hà Nội", 10), days[0]] == 3.0
    assert table.to_arrow().num_rows == 4


def test_a_name_in_two_unicode_forms_is_one_key():
    names = ["Hà Nội", unicodedata.normalize("NFD", "Hà Nội"), " Hà Nội "]
    table = tabulate(pd.DataFrame({"k": names, "v": 1.0}), rows="k", value="v")
    assert table.row_labels == ("Hà Nội",)
    assert table["Hà Nội"] == 3.0


def test_up_a_tree_from_exact_states(frame):
    leaves = sorted(set(frame.hs2))
    tree = Hierarchy.from_parents(
        {"T": None, "A": "T", "B": "T"} | {c: "AB"[c > "15"] for c in leaves}
    )
    table = table_of(frame, hierarchy=tree)
    assert table.row_labels == tree.codes
    for node in tree.codes:
        below = [tree.codes[row] for row in tree.rows_below(node)]
        part = frame[frame.hs2.isin(below)].assign(hs2=node)
        for (_, month), total in exact(part, "hs2", "month", "usd").items():
            assert table[node, month] == total
    highest = table_of(frame, hierarchy=tree, aggregate="max", largest=2)
    assert highest["T", "2017-01"] == frame[frame.month == "2017-01"].usd.max()


def test_codes_outside_the_tree_are_set_aside():
    tree = Hierarchy.from_parents({"T": None, "1": "T", "2": "T"})
    records = pd.DataFrame({"k": ["1", "2", "T", "9"], "v": 1.0})
    table = tabulate(records, rows="k", value="v", hierarchy=tree)
    assert table["T"] == 2.0
    assert table.rejects.column("row").to_pylist() == [3, 4]
    numbers = tabulate(records.head(2).astype({"k": int}), rows="k", value="v", hierarchy=tree)
    assert numbers["T"] == 2.0


@pytest.mark.parametrize(
    ("min_count", "expected"), [(0, [3.0, 0.0]), (1, [3.0, None]), (3, [None] * 2)]
)
def test_min_count(min_count, expected):
    records = [{"k": "a", "v": 1.0}, {"k": "a", "v": 2.0}, {"k": "b", "v": None}]
    table = tabulate(records, rows="k", value="v", min_count=min_count)
    found = [
        None if gone else x for x, gone in zip(table.values[:, 0], table.missing[:, 0], strict=True)
    ]
    assert found == expected
    assert table.accepted == 3


CSV = """code;month;value
10;2018-01;1,5
10;2018-01;-
10;2018-01;
11;2018-02;x
;2018-02;2
11;2018-02;1.000
11;2018-02
12;2018-02;1e400
12;2018-02;-3
13;2018-02;4
"""


def test_what_does_not_fit_is_set_aside_with_row_and_reason(tmp_path):
    path = tmp_path / "returns.csv"
    path.write_text(CSV, encoding="utf-8")
    schema = RecordSchema(columns={"value": Field(unit="tỷ đồng", decimal=",", minimum=0)})
    table = tabulate(path, rows="code", columns="month", value="value", schema=schema)
    assert table["10", "2018-01"] == 1.5
    assert table["13", "2018-02"] == 4.0
    assert (table.accepted, table.rejected, table.unit) == (4, 6, "tỷ đồng")
    rejects = table.rejects.to_pylist()
    assert [(one["row"], one["column"]) for one in rejects] == [
        (4, "value"),
        (5, "code"),
        (6, "value"),
        (7, ""),
        (8, "value"),
        (9, "value"),
    ]
    assert "4 records taken, 6 set aside" in repr(table)
    assert "6 set aside" in table._repr_html_()
    with pytest.raises(DataError, match=r"row 4, column 'value': 'x' must be a number"):
        tabulate(path, rows="code", columns="month", value="value", schema=schema, on_error="raise")


def test_whole_numbers_of_text_beyond_53_bits(tmp_path):
    path = tmp_path / "n.csv"
    path.write_text("k,v\na,9007199254740993\na,0\nb,99999999999999999999\n", encoding="utf-8")
    schema = RecordSchema(columns={"v": Field(kind="integer")})
    table = tabulate(path, rows="k", value="v", schema=schema)
    assert int(table["a"]) == 2**53 + 1 or table.values[0, 0] == 2**53 + 1
    assert table.rejects.to_pylist()[0]["reason"] == "must lie within 64 bits"


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"rows": "nothing"}, ArgumentValueError, "must have the column 'nothing'"),
        ({"aggregate": "median"}, ArgumentValueError, "one of sum, count"),
        ({"value": None}, ArgumentValueError, "must name a column for 'sum'"),
        ({"weight": "usd"}, ArgumentValueError, "must be left out with 'sum'"),
        ({"columns": "hs2"}, ArgumentValueError, "must differ from `rows`"),
        ({"value": "month"}, ArgumentTypeError, "must be a column of numbers; got text"),
        ({"rows": "usd"}, None, ""),
        ({"min_count": -1}, ArgumentValueError, "`min_count`"),
        ({"on_error": "ignore"}, ArgumentValueError, "'collect' or 'raise'"),
        ({"hierarchy": 3}, ArgumentTypeError, "must be a Hierarchy"),
        ({"schema": {}}, ArgumentTypeError, "must be a RecordSchema"),
    ],
)
def test_refusals(frame, options, error, message):
    given = {"rows": "hs2", "columns": "month", "value": "usd"} | options
    if error is None:  # fractions are no keys: every record is set aside
        table = tabulate(frame.head(50), **given)
        assert table.rejected > 0
        return
    with pytest.raises(error, match=message):
        tabulate(frame, **given)


def test_a_lazy_frame_and_other_things_say_what_works(frame):
    with pytest.raises(ArgumentTypeError, match=r"pass its \.collect"):
        table_of(pl.from_pandas(frame).lazy())
    with pytest.raises(ArgumentTypeError, match="pandas or polars DataFrame"):
        table_of(3)


HOSTILE = {
    "truncated.parquet": b"PAR1" + b"\0" * 100,
    "empty.csv": b"",
    "wrong.csv": b"a,b\n1,2\n",
    "latin.csv": "k,v\nHà,1\n".encode("latin-1"),
    "text.xlsx": b"no workbook",
    "other.doc": b"",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_in_one_clear_line(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(HOSTILE[name])
    with pytest.raises((DataError, ArgumentValueError)) as caught:
        tabulate(path, rows="k", value="v")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_a_cell_of_a_million_characters_is_set_aside(tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("k,v\n" + "x" * 10**6 + ",1\na,2\n", encoding="utf-8")
    table = tabulate(path, rows="k", value="v")
    assert (table["a"], table.rejected) == (2.0, 1)


def test_devices_and_absent_files_are_refused(tmp_path):
    for path in ("/dev/null", tmp_path / "none.csv", tmp_path):
        with pytest.raises(DataError):
            tabulate(path, rows="k", value="v")


def test_an_interrupt_stops_every_thread(frame, monkeypatch):
    monkeypatch.setattr("hanoi_ct._inputs.threads.LEAST_SIZE", 1)
    monkeypatch.setattr(sources, "BATCH_ROWS", 50)
    from hanoi_ct.records import _run

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(_run, "numbers_of", interrupt)
    with pytest.raises(KeyboardInterrupt):
        table_of(frame, threads=2)
