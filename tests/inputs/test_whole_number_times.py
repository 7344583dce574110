"""Dates written as whole numbers: read where their unit is said, else refused, never counted."""

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from arrays import same_bits
from hypothesis import given
from hypothesis import strategies as st

import hanoi_ct as h
from hanoi_ct.errors import ArgumentValueError, HanoiCTError
from hanoi_ct.hierarchy import Hierarchy

COLUMNS = {
    "list": list,
    "NumPy": np.array,
    "pandas": pd.Series,
    "pandas Int64": lambda n: pd.Series(n, dtype="Int64"),
    "polars": pl.Series,
    "polars Int128": lambda n: pl.Series(n).cast(pl.Int128),
    "Arrow": pa.array,
}


def as_numbers(dates):
    return [int(f"{date:%Y%m%d}") for date in dates]


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("unit", ["D", "MS", "ME", "QS", "YS"])
def test_dates_as_whole_numbers_ask_for_their_unit_in_every_column(column, unit):
    numbers = as_numbers(pd.date_range("2016-01-01", periods=14, freq=unit))
    x, series = np.arange(1.0, 15), np.zeros(14, int)
    with pytest.raises(ArgumentValueError, match=r"YYYYMMDD, or make them dates"):
        h.panel_growth(x, series, COLUMNS[column](numbers))
    said = unit[0]
    rates = h.panel_growth(x, series, COLUMNS[column](numbers), freq=said)
    assert same_bits(np.asarray(rates), h.growth(x))


@given(st.permutations(range(14)), st.sampled_from(["MS", "ME", "D"]))
def test_rows_in_any_order_are_those_of_the_dates(order, unit):
    dates = pd.date_range("2016-02-01", periods=14, freq=unit)[list(order)]
    x, series = np.arange(1.0, 15)[list(order)], np.zeros(14, int)
    freq = unit[0]
    by_number = h.panel_growth(x, series, as_numbers(dates), freq=freq)
    assert same_bits(by_number, h.panel_growth(x, series, pd.Series(dates), freq=freq))


@given(st.lists(st.integers(19_000_101, 29_991_231), min_size=3, max_size=6, unique=True))
def test_numbers_of_eight_digits_are_dates_only_if_all_are(numbers):
    valid = pd.to_datetime(pd.Series(numbers).astype(str), format="%Y%m%d", errors="coerce")
    try:
        h.panel_growth(np.ones(len(numbers)), np.zeros(len(numbers), int), numbers)
        message = ""
    except HanoiCTError as error:  # of periods far apart
        message = str(error)
    assert ("YYYYMMDD" in message) == bool(valid.notna().all())


def test_a_date_that_there_is_not_is_refused_under_its_unit():
    with pytest.raises(ArgumentValueError, match="every unit as YYYYMMDD if all are such dates"):
        h.panel_growth([1.0, 2.0], [0, 0], [20180228, 20180229], freq="D")
    with pytest.raises(ArgumentValueError, match="got 20180228 at row 0"):
        h.panel_growth([1.0, 2.0], [0, 0], [20180228, 20180229], freq="M")


@pytest.mark.parametrize("name", ["annual_mean", "chain", "unchain"])
def test_periods_of_arrays_ask_too(name):
    numbers = as_numbers(pd.date_range("2016-01-01", periods=24, freq="MS"))
    x = np.linspace(1.0, 2.0, 24)
    with pytest.raises(ArgumentValueError, match="YYYYMMDD"):
        getattr(h, name)(x, numbers)
    text = [str(p) for p in pd.period_range("2016-01", periods=24, freq="M")]
    assert same_bits(getattr(h, name)(x, numbers, freq="M"), getattr(h, name)(x, text))


def test_an_index_of_dates_as_whole_numbers():
    x = pd.Series(
        np.arange(1.0, 15), as_numbers(pd.date_range("2016-01-01", periods=14, freq="MS"))
    )
    with pytest.raises(ArgumentValueError, match="YYYYMMDD"):
        h.growth(x)
    assert same_bits(h.growth(x, 12, freq="M").to_numpy(), h.growth(x.to_numpy(), 12))


def test_periods_of_trees_are_no_such_numbers():
    tree = Hierarchy.from_parents({"T": None, "B": "T", "C": "T"})
    numbers = as_numbers(pd.date_range("2018-01-01", periods=3, freq="D"))
    with pytest.raises(ArgumentValueError, match="must not be dates written as whole numbers"):
        tree.aggregate(np.ones((2, 3)), [1, 1], periods=numbers).growth(1)
    dates = [f"{n // 10000}-{n // 100 % 100:02}-{n % 100:02}" for n in numbers]
    rates = tree.aggregate(np.ones((2, 3)), [1, 1], periods=dates).growth(1)["T"]
    assert rates.tolist()[1:] == [0.0, 0.0]


def test_whole_numbers_beyond_64_bits_are_named_as_they_are():
    numbers = np.array([2**63, 2**63 + 1], dtype=np.uint64)
    for call in (
        lambda: h.growth(pd.Series([1.0, 2.0], numbers)),
        lambda: h.panel_growth([1.0, 2.0], [0, 0], numbers),
        lambda: h.growth(pd.Series([1.0, 2.0], numbers), freq="M"),
    ):
        with pytest.raises(ArgumentValueError, match=r"below 2\*\*63; got 9223372036854775808 at"):
            call()
    huge = pl.Series([2**100, 1]).cast(pl.Int128)
    with pytest.raises(ArgumentValueError, match=r"within 2\*\*63; got a column of Int128"):
        h.panel_growth([1.0, 2.0], huge, [1, 2])


def test_keys_of_128_bits():
    keys = pl.Series("k", [2**70, 1, 2**70]).cast(pl.Int128)
    sums = h.group_sum(pl.Series([1.0, 2.0, 3.0]), keys)
    assert dict(sums.iter_rows()) == {1: 2.0, 2**70: 4.0}
