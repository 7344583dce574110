"""Keys of text: numbered by the core as Arrow's dictionaries number them, in any layout."""

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hanoi_ct import _core
from hanoi_ct.errors import DataError
from hanoi_ct.records import tabulate
from hanoi_ct.records._texts import numbered

WORDS = st.one_of(st.none(), st.text(max_size=12), st.sampled_from(["", "a", "a\0", "ab" * 9]))


@given(
    words=st.lists(WORDS, max_size=60),
    large=st.booleans(),
    start=st.integers(0, 9),
)
@settings(max_examples=200, deadline=None)
def test_numbers_are_those_of_arrow(words, large, start):
    kind = pa.large_string() if large else pa.string()
    column = pa.array(words, kind).slice(start)
    codes, distinct = numbered(column)
    encoded = column.dictionary_encode()
    assert distinct == encoded.dictionary.to_pylist()
    assert codes.tolist() == encoded.indices.fill_null(-1).to_pylist()


@pytest.mark.parametrize("length", [3, 30])
def test_many_distinct_texts_grow_the_table(length):
    numbers = np.random.default_rng(3).integers(0, 20_000, 60_000)
    column = pa.array([str(n).zfill(length) for n in numbers])
    codes, distinct = numbered(column)
    encoded = column.dictionary_encode()
    assert distinct == encoded.dictionary.to_pylist()
    assert (codes == encoded.indices.to_numpy()).all()


def number(data=b"abc", offsets=(0, 1, 2, 3), first=0, row=0, n=3, slots=64, known=0, valid=None):
    rows, codes = np.zeros(8, dtype=np.int32), np.zeros(8, dtype=np.int32)
    table = np.zeros(slots, dtype=np.int64)
    bounds = np.array(offsets, dtype=np.int64)
    return _core.number_texts(
        data, bounds, valid, True, first, row, n, table, 5, rows, known, codes
    )


def test_core_refuses_buffers_that_are_too_small():
    assert number() == (3, 3)
    assert number(first=1, n=2, valid=b"\6") == (2, 2)
    for wrong in (
        {"n": 4},
        {"first": 1},
        {"first": -1},
        {"first": 2**63 - 1},
        {"row": 4},
        {"row": -1},
        {"n": -1},
        {"n": 9, "offsets": range(10), "data": b"0123456789"},  # rows and codes have 8
        {"slots": 2},
        {"known": 4},
        {"known": -1},
        {"slots": 4, "known": 1},
        {"offsets": (), "n": 0},
        {"valid": b""},
    ):
        with pytest.raises(ValueError, match=r"texts|rows|slots|first|codes"):
            number(**wrong)
    assert number(offsets=(0, 2, 1, 3)) == (-2, 1)
    assert number(offsets=(0, 1, 2, 9)) == (-3, 2)


# ---- tables from keys in other layouts -------------------------------------------------


def returns(keys):
    return pa.table({"code": keys, "value": [1.0, 2.0, 4.0, 8.0]})


def test_a_category_without_records_is_no_row():
    words = pa.array(["b", "a", "b", None])
    plain = tabulate(returns(words), rows="code", value="value")
    assert plain.row_labels == ("a", "b")
    categories = pd.Categorical(words.to_pylist(), categories=["z", "b", "a"])
    enum = pl.Series(words.to_pylist(), dtype=pl.Enum(["z", "b", "a"]))
    unsigned = pa.DictionaryArray.from_arrays(
        pa.array([1, 2, 1, None], pa.uint8()), pa.array(["z", "b", "a"])
    )
    values = [1.0, 2.0, 4.0, 8.0]
    for records in (
        pd.DataFrame({"code": categories, "value": values}),
        pl.DataFrame({"code": enum, "value": values}),
        returns(unsigned),
        returns(words.cast(pa.string_view())),
        pa.concat_tables([returns(pa.array(["z"] * 4)), returns(words)]).combine_chunks().slice(4),
    ):
        table = tabulate(records, rows="code", value="value")
        assert table.equals(plain)
        assert table.rejected == 1


def test_a_slice_of_a_dictionary_names_what_it_has():
    encoded = pa.array(["c", "a", "b", "a"]).dictionary_encode()
    table = tabulate(returns(encoded).slice(1), rows="code", value="value")
    assert table.row_labels == ("a", "b")


def test_runs_of_equal_values_are_read_row_by_row():
    keys = pa.RunEndEncodedArray.from_arrays([3, 4], ["a", "b"])
    values = pa.RunEndEncodedArray.from_arrays([2, 4], [0.5, 1.0])
    table = tabulate(pa.table({"k": keys, "v": values}), rows="k", value="v")
    assert (table["a"], table["b"]) == (2.0, 1.0)


def test_whole_numbers_beyond_a_sign_are_set_aside_or_refused():
    large = pa.array([2**63, 1, 2, 3], pa.uint64())
    table = tabulate(pa.table({"k": ["a"] * 4, "v": large}), rows="k", value="v")
    assert (table["a"], table.rejected) == (6, 1)
    assert table.rejects["reason"].to_pylist() == ["must lie within 64 bits"]
    with pytest.raises(DataError, match=r"'code' of the records must hold whole numbers of 64"):
        tabulate(returns(large), rows="code", value="value")


def test_objects_of_several_kinds_name_their_column():
    frame = pd.DataFrame({"k": pd.Series(["a", 1], dtype=object), "v": [1.0, 2.0]})
    with pytest.raises(DataError, match=r"column 'k' .*one kind.*astype\(str\)"):
        tabulate(frame, rows="k", value="v")
    assert tabulate(frame.assign(k=frame["k"].astype(str)), rows="k", value="v")["1"] == 2.0


def test_names_of_columns_that_are_numbers():
    frame = pd.DataFrame({0: ["a", "b"], 1: [1.0, np.nan]})
    table = tabulate(frame, rows="0", value="1")
    assert table["a"] == 1.0
    assert table.observed.tolist() == [[1], [0]]
