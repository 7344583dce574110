"""Frames of polars and Arrow whose rows are named by a column of dates or codes."""

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from arrays import same_bits

import hanoi_ct as h
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

FIGURES = pd.DataFrame({"b": [100.0, 110.5, 121.3], "a": [99.5, 80.25, 0.4]})
CODES = ["B", "C", "D"]
DATES = pd.date_range("2018-01-01", periods=3, freq="MS")
LABELS = {"codes": CODES, "dates": DATES.to_list()}
CALLS = {
    "round_half_up": lambda x: h.round_half_up(x, 0),
    "printed_growth": lambda x: h.printed_growth(x, 90.0, 1, percent=True),
    "printed_growth of two": lambda x: h.printed_growth(x, x),
    "printed_share": lambda x: h.printed_share(x, 200.0),
    "printed_ratio": lambda x: h.printed_ratio(x, 3),
    "printed_contribution": lambda x: h.printed_contribution(x, 90.0, 1000.0),
    "printed_interval": lambda x: h.printed_interval(x, 2)[1],
    "relative_change": lambda x: h.relative_change(x, 80.0),
    "ratio": lambda x: h.ratio(100.0, x),
    "difference": lambda x: h.difference(x, x),
    "parts that add up": lambda x: h.round_to_add_up(x, -1).parts,
}


def in_each_library(labels):
    """The figures with a column of labels, in the middle of the others."""
    columns = {"b": FIGURES["b"].to_list(), "name": labels, "a": FIGURES["a"].to_list()}
    table = pa.table(columns)
    return {"polars": pl.DataFrame(columns), "Table": table, "batch": table.to_batches()[0]}


@pytest.mark.parametrize("labels", LABELS)
@pytest.mark.parametrize("call", CALLS)
def test_the_labels_of_the_rows_stay_and_the_figures_are_those_of_pandas(call, labels):
    expected = CALLS[call](FIGURES)
    for library, table in in_each_library(LABELS[labels]).items():
        result = CALLS[call](table)
        assert type(result) is type(table)
        frame = result.to_pandas()
        assert list(frame.columns) == ["b", "name", "a"], library
        assert frame["name"].to_list() == list(LABELS[labels])
        assert same_bits(frame[["b", "a"]].to_numpy(), expected.to_numpy())


def test_growth_of_a_frame_can_be_rounded_as_it_comes():
    frame = pl.DataFrame({"month": DATES, "v": [100.0, 107.5, 120.0]})
    rounded = h.round_half_up(h.growth(frame), 3)
    assert rounded.columns == ["month", "v"]
    assert rounded["v"].to_list() == [None, 0.075, 0.116]


@pytest.mark.parametrize("labels", LABELS)
def test_sums_along_an_axis_take_the_figures_alone(labels):
    for table in in_each_library(LABELS[labels]).values():
        assert h.exact_sum(table) == h.exact_sum(FIGURES)
        down = h.exact_sum(table, axis=0).to_pandas()
        assert down.iloc[0].to_dict() == h.exact_sum(FIGURES, axis=0).to_dict()
        across = np.asarray(h.exact_mean(table, axis=1).to_numpy())
        assert same_bits(across, h.exact_mean(FIGURES, axis=1).to_numpy())
        assert h.exact_dot(table, table) == h.exact_dot(FIGURES, FIGURES)
        assert h.exact_weighted_mean(table, table) == h.exact_weighted_mean(FIGURES, FIGURES)
        mean = h.printed_mean(table, 1).to_pandas()
        assert mean.iloc[0].to_dict() == h.printed_mean(FIGURES, 1).to_dict()


@pytest.mark.parametrize("library", ["polars", "Table"])
def test_rows_in_another_order_are_not_matched_by_position(library):
    table = in_each_library(CODES)[library]
    turned = table[::-1] if library == "polars" else table.take([2, 1, 0])
    with pytest.raises(ArgumentValueError, match=r"got 'B' and 'D' at row 0: sort or join one"):
        h.relative_change(table, turned)
    with pytest.raises(ArgumentValueError, match="must have the same labels"):
        h.exact_dot(table, turned)
    # rows without labels stand beside labelled ones as those of an array do
    bare = table.drop("name") if library == "polars" else table.drop_columns(["name"])
    for pair in ((table, bare), (bare, table)):
        assert h.difference(*pair).to_pandas()[["b", "a"]].to_numpy().tolist() == [[0.0, 0.0]] * 3


def test_labels_of_two_types_are_refused_in_words():
    short, long = (pa.table({"t": pa.array(DATES, pa.timestamp(u)), "v": [1.0, 2, 3]})
                   for u in ("ms", "ns"))  # fmt: skip
    with pytest.raises(ArgumentValueError, match=r"two types, timestamp\[ms\] and timestamp\[ns\]"):
        h.ratio(short, long)


def test_two_columns_of_labels_are_refused_by_name():
    columns = {"month": DATES, "code": CODES, "v": [1.0, 2.0, 3.0]}
    for table in (pl.DataFrame(columns), pa.table(columns)):
        with pytest.raises(ArgumentTypeError, match="got 'month' and 'code': select the columns"):
            h.round_half_up(table, 1)


def test_columns_of_one_name_are_refused():
    table = pa.table([pa.array([1.0]), pa.array([2.0])], names=["v", "v"])
    with pytest.raises(ArgumentValueError, match="got 'v' twice"):
        h.round_half_up(table)


def test_items_of_an_arrow_table_beside_weights():
    columns = {"month": DATES, "a": [1.0, 1.1, 1.2], "b": [1.0, 0.9, 1.3]}
    expected = h.index_of_relatives(pd.DataFrame(columns).set_index("month"), [1.0, 3.0])
    result = h.index_of_relatives(pa.table(columns), [1.0, 3.0]).to_pandas()
    assert same_bits(result.iloc[:, -1].to_numpy(), expected.to_numpy())


@pytest.mark.parametrize("times", [[2016, 2017, 2018], [201811, 201812, 201901]])
def test_years_and_months_as_whole_numbers_are_no_figures(times):
    columns = {"t": times, "v": [1.0, 2.0, 4.0]}
    for table in (pl.DataFrame(columns), pa.table(columns)):
        for call in (h.exact_sum, h.round_half_up, h.printed_mean, lambda x: h.ratio(x, x)):
            with pytest.raises(ArgumentTypeError, match="whole numbers that look like them in col"):
                call(table)
    # the ways out
    text = pl.DataFrame({**columns, "t": [str(t) for t in times]})
    assert h.exact_sum(text) == h.exact_sum(text.drop("t")) == 7.0
    assert h.exact_sum(pl.DataFrame({**columns, "t": [float(t) for t in times]})) == 7 + sum(times)
    assert h.exact_sum(pl.DataFrame({"v": times})) == sum(times)
