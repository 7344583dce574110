"""Records in containers that are read once, of several kinds, or with cells that are no values."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from hanoi_ct.errors import ArgumentValueError, DataError
from hanoi_ct.hierarchy import Hierarchy
from hanoi_ct.records import tabulate

duckdb = pytest.importorskip("duckdb")


def table_of(records, **options):
    return tabulate(records, rows="k", value="v", **options)


def test_a_reader_that_was_read_is_refused():
    reader = pa.table({"k": ["a", "b"], "v": [1.0, 2.0]}).to_reader()
    assert table_of(reader)["b"] == 2.0
    with pytest.raises(DataError, match="a reader that was not read before"):
        table_of(reader)


def test_a_relation_of_a_connection_is_read_as_often_as_asked():
    connection = duckdb.connect()
    connection.execute("CREATE TABLE t AS SELECT 'a' AS k, 0.1::DECIMAL(18, 2) AS v")
    relation = connection.table("t")
    assert table_of(relation)["a"] == table_of(relation)["a"] == 0.1


@pytest.mark.parametrize("query", ["SELECT 'a' AS k, 1 AS v", "\n from\n(select 'a' k, 1 v)"])
def test_sql_over_several_lines(query):
    assert table_of(query)["a"] == 1


def test_a_path_of_several_lines_is_told_in_one():
    with pytest.raises(DataError) as caught:
        table_of("no\nfile.csv")
    assert "\n" not in str(caught.value)


def test_dicts_that_lack_a_name_have_no_value_there():
    table = table_of([{"k": "a"}, {"k": "b", "v": 2.0}, {"v": 1.0}])
    assert table.row_labels == ("a", "b")
    assert table.observed.tolist() == [[0], [1]]
    assert table.rejects["row"].to_pylist() == [3]
    with pytest.raises(ArgumentValueError, match="must have the column 'v'"):
        table_of([{"k": "a"}])
    with pytest.raises(DataError, match="column 'v' of the records must hold values of one kind"):
        table_of([{"k": "a", "v": 1}, {"k": "a", "v": "x"}])
    with pytest.raises(DataError, match="column 'v'"):
        table_of([{"k": "a", "v": Decimal("Infinity")}])


def test_decimals_in_tens_and_hundreds():
    """Arrow may count decimals in units of 10 or more: 123 of them are 1,230."""
    for scale, value in ((-1, "1230"), (-2, "12300")):
        for extra in ([], [Decimal("-70000")]):
            values = pa.array([Decimal(value), *extra], pa.decimal128(5, scale))
            table = table_of(pa.table({"k": ["a"] * len(values), "v": values}))
            assert table["a"] == sum(map(float, extra), float(value))


def test_whole_numbers_and_floats_in_one_column_are_refused(tmp_path):
    for name, values in (("1", [1]), ("2", [1.5])):
        pq.write_table(pa.table({"k": ["a"], "v": values}), tmp_path / f"{name}.parquet")
    for threads in (1, 2):
        with pytest.raises(DataError, match=r"column 'v'.*whole numbers and floats: cast"):
            table_of(tmp_path, threads=threads)


def test_a_sum_beyond_64_bits_names_its_cell():
    frame = pd.DataFrame({"k": ["a", "b", "b"], "v": [1, 2**62, 2**62], "m": ["x", "y", "y"]})
    with pytest.raises(DataError, match=r"column 'v'.*in the cell 'b', 'y': cast"):
        table_of(frame, columns="m")
    tree = Hierarchy.from_parents({"T": None, "a": "T", "b": "T"})
    small = frame.assign(v=[2**62, 2**61, 2**61])
    with pytest.raises(DataError, match="in the cell 'T': cast"):
        table_of(small, hierarchy=tree)
    assert table_of(frame.astype({"v": float}))["b"] == 2.0**63


def test_errors_of_excel_are_no_missing_values(tmp_path):
    path = tmp_path / "returns.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    rows = [("k", "v"), ("a", 1.5), ("a", ("=1/0", "#DIV/0!")), (10, ("=1+1", 2)), ("b", None)]
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            if isinstance(cell, tuple):
                sheet.write_formula(i, j, cell[0], None, cell[1])
            else:
                sheet.write(i, j, cell)
    book.close()
    table = table_of(path)
    assert (table["a"], table["10"], table.observed.tolist()) == (1.5, 2.0, [[1], [1], [0]])
    assert table.rejects.to_pylist() == [
        {
            "row": 2,
            "column": "v",
            "value": "#DIV/0!",
            "reason": "must be a number with the decimal sign '.'",
        }
    ]


def test_the_records_listed_are_the_first_by_row():
    """Of more records than are listed, the first ones, whichever thread came upon its own."""
    n = 60_000
    frame = pd.DataFrame({"k": ["a"] * n, "v": np.full(n, np.inf)})
    batches = pa.Table.from_pandas(frame).to_batches(max_chunksize=1000)
    for _ in range(3):
        table = table_of(pa.Table.from_batches(batches), threads=2)
        assert table.rejected == n
        assert table.rejects["row"].to_pylist() == list(range(1, 10_001))
