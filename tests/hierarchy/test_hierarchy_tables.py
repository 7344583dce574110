"""Tables of polars, Arrow and xarray as data and weights of a tree: as those of pandas."""

import datetime

import numpy as np
import pandas
import polars
import pyarrow
import pytest
import xarray
from arrays import same_bits

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy, compare_modes, prune, uprate

TREE = Hierarchy.from_parents({"T": None, "A": "T", "B": "T", "a1": "A", "a2": "A", "b1": "B"})
CODES = ["b1", "a1", "a2"]
MONTHS = [f"{2016 + i // 12}-{i % 12 + 1:02}" for i in range(30)]
X = np.random.default_rng(1).uniform(80, 120, (30, 3))
X[4, 1] = np.nan
FRAME = pandas.DataFrame(X, index=MONTHS, columns=CODES)
SPENT = {"b1": 5.0, "a1": 2.0, "a2": 3.0}
EXPECTED = TREE.aggregate(FRAME, SPENT, missing="reweight")


def as_polars(frame, name="month"):
    return polars.from_pandas(frame.rename_axis(name).rename_axis(None, axis=1).reset_index())


def as_arrow(frame, name="month"):
    return as_polars(frame, name).to_arrow()


def as_xarray(frame, name="month"):
    return xarray.DataArray(frame.to_numpy(), {name: list(frame.index), "code": frame.columns})


MAKERS = [as_polars, as_arrow, as_xarray]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("make", MAKERS)
def test_data_on_either_axis_give_what_pandas_gives(make, turned):
    table = make(FRAME.T, "code") if turned and make is not as_xarray else make(FRAME)
    table = table.T if turned and make is as_xarray else table
    got = TREE.aggregate(table, SPENT, missing="reweight")
    assert same_bits(got.values, EXPECTED.values)
    assert got.periods == tuple(MONTHS)
    chained = TREE.chain_linked(table, {2016: SPENT, 2017: {"a1": 1, "b1": 1}}, missing="reweight")
    plain = TREE.chain_linked(FRAME, {2016: SPENT, 2017: {"a1": 1, "b1": 1}}, missing="reweight")
    assert same_bits(chained.values, plain.values)
    assert chained.discontinued == plain.discontinued == ("a2",)


def test_weights_by_code_and_by_period():
    series = pandas.Series(SPENT)
    column = polars.DataFrame({"code": list(SPENT), "weight": list(SPENT.values())})
    array = xarray.DataArray(series.to_numpy(), {"code": list(SPENT)})
    in_order = polars.Series([SPENT[code] for code in TREE.leaves])
    for weights in (column, column.to_arrow(), array, in_order, in_order.to_arrow()):
        got = TREE.aggregate(FRAME, weights, missing="reweight")
        assert same_bits(got.values, EXPECTED.values)
    changing = pandas.DataFrame(np.arange(1.0, 91).reshape(30, 3), MONTHS, CODES)
    expected = TREE.aggregate(FRAME, changing, missing="reweight")
    for make in MAKERS:
        got = TREE.aggregate(FRAME, make(changing), missing="reweight")
        assert same_bits(got.values, expected.values)


def test_weights_of_years():
    sparse = pandas.DataFrame({"b1": [1.0, 2.0], "a1": [3.0, 1.0]}, index=["2016", "2017"])
    expected = TREE.chain_linked(FRAME, sparse, missing="reweight").values
    by_number = polars.DataFrame({"year": [2016, 2017], "b1": [1.0, 2.0], "a1": [3.0, 1.0]})
    tables = [make(sparse, "year") for make in MAKERS]
    long = sparse.stack().rename_axis(["year", "code"]).rename("weight").reset_index()
    tables += [by_number, by_number.to_arrow(), polars.from_pandas(long)]
    tables.append(polars.from_pandas(long[["code", "year", "weight"]]))
    for weights in tables:
        got = TREE.chain_linked(FRAME, weights, missing="reweight")
        assert same_bits(got.values, expected)
    whole = polars.from_pandas(long).with_columns(polars.col("year").cast(polars.Int64))
    with pytest.raises(ArgumentValueError, match="put the periods down and the codes across"):
        TREE.chain_linked(FRAME, whole, missing="reweight")


def test_dates_nulls_and_columns_without_a_label():
    dates = [datetime.date.fromisoformat(f"{month}-01") for month in MONTHS]
    table = as_polars(FRAME).with_columns(month=polars.Series(dates)).fill_nan(None)
    got = TREE.aggregate(table, SPENT, missing="reweight")
    assert same_bits(got.values, EXPECTED.values)
    assert same_bits(got.growth().values, EXPECTED.growth().values)
    bare = TREE.aggregate(table.drop("month"), SPENT, missing="reweight")
    assert same_bits(bare.values, EXPECTED.values)
    assert bare.periods == tuple(range(30))


@pytest.mark.parametrize("make", ["to_polars", "to_xarray", "to_pandas"])
def test_a_table_that_a_tree_gave_comes_back(make):
    options = {"tidy": False} if make != "to_xarray" else {}
    for index in (EXPECTED, TREE.aggregate(FRAME, SPENT, periods=[f"m{i}" for i in range(30)])):
        flat = Hierarchy([-1] * len(TREE), TREE.codes)
        table = getattr(index, make)(**options)
        assert same_bits(flat.aggregate(table, np.ones(len(TREE))).values, index.values)
    named = Hierarchy.from_parents({"T": None, "C": "T"}).named({"T": "all", "C": "mining"})
    by_code = named.aggregate([[1.0, 2.0]], [1], periods=["p", "q"]).to_polars(
        tidy=False, orient="codes"
    )
    flat = Hierarchy([-1, -1], ["T", "C"])
    assert flat.aggregate(by_code, [1, 1]).values.tolist() == [[1, 2], [1, 2]]


@pytest.mark.parametrize("make", MAKERS)
def test_other_functions_of_trees_take_them_too(make):
    full = FRAME.fillna(100.0)
    found = prune(TREE, make(full), SPENT)
    assert found.hierarchy == TREE
    spent = pandas.DataFrame({"a1": [4.0], "b1": [6.0]}, index=["2016"])
    assert uprate(make(spent, "year"), make(full), lag=1) == uprate(spent, full, lag=1)
    rates = TREE.aggregate(full, SPENT).printed(1).printed_growth()
    modes = compare_modes(TREE, make(full), SPENT, {"T": rates["T"]})
    assert str(modes) == str(compare_modes(TREE, full, SPENT, {"T": rates["T"]}))


@pytest.mark.parametrize(
    ("table", "error", "message"),
    [
        (EXPECTED.to_polars(), ArgumentTypeError, "pivot the table so that each code is a column$"),
        (as_polars(FRAME).to_arrow().append_column("n", pyarrow.array(MONTHS)), ArgumentTypeError,
         "got a pyarrow table with month, n beside 'b1': select the columns"),
        (as_polars(FRAME).with_columns(month=None), ArgumentValueError, "no leaf"),
        (as_polars(FRAME).with_columns(month=polars.Series([None, *MONTHS[1:]])),
         ArgumentValueError, "column 'month' in `x` .* must label every row; got none in row 0"),
        (xarray.DataArray(X, dims=("month", "code")), ArgumentValueError, "'month' without: assi"),
        (as_polars(FRAME).rename({"a1": "c1"}), ArgumentValueError, "got one for 'c1', no leaf"),
    ],
)  # fmt: skip
def test_what_is_no_table_of_a_tree_says_what_is(table, error, message):
    with pytest.raises(error, match=message):
        TREE.aggregate(table, SPENT)
