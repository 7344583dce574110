"""Elementary indexes, relatives and trees of labelled tables: time runs down the rows."""

import numpy as np
import pytest
from arrays import same_bits
from hypothesis import given
from hypothesis import strategies as st

import hanoi_ct
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy

pandas = pytest.importorskip("pandas")
polars = pytest.importorskip("polars")
arrow = pytest.importorskip("pyarrow")
xarray = pytest.importorskip("xarray")

NAN = float("nan")
MONTHS = pandas.period_range("2018-01", periods=3, freq="M")
PRICES = np.array([[6.0, 6.0, 7.0], [7.0, 7.0, 6.0], [2.0, 3.0, 4.0], [5.0, 5.0, 5.0]])
ITEMS = ["a", "b", "c", "d"]
FRAME = pandas.DataFrame(PRICES.T, index=MONTHS, columns=ITEMS)
TEXT = FRAME.set_axis(["2018-01", "2018-02", "2018-03"])
GROUPS = ["x", "x", "y", "y"]

TABLES = {
    "periods": FRAME,
    "turned": FRAME.T,
    "dates": FRAME.to_timestamp(),
    "text": TEXT,
    "polars": polars.DataFrame({"month": list(TEXT.index), **TEXT.to_dict("list")}),
    "polars without time": polars.DataFrame(TEXT.to_dict("list")),
    "arrow": arrow.table({"month": list(TEXT.index), **TEXT.to_dict("list")}),
    "xarray": xarray.DataArray(
        PRICES, coords={"item": ITEMS, "t": FRAME.to_timestamp().index}, dims=("item", "t")
    ),
}


def column_of(got):
    """The figures of a column, in whatever it comes."""
    if hasattr(got, "column_names"):
        got = got.column(got.column_names[-1])
    elif type(got).__module__.startswith("polars") and hasattr(got, "columns"):
        got = got[got.columns[-1]]
    return np.asarray(got.to_numpy(), dtype=float)


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("formula", ["jevons", "dutot", "carli"])
def test_an_elementary_index_of_any_table(kind, formula):
    expected = hanoi_ct.elementary_index(PRICES, formula=formula)
    got = hanoi_ct.elementary_index(TABLES[kind], formula=formula)
    assert same_bits(column_of(got), expected)
    by_group = hanoi_ct.elementary_index(PRICES, groups=GROUPS, formula=formula)
    grouped = hanoi_ct.elementary_index(TABLES[kind], groups=GROUPS, formula=formula)
    if kind in ("periods", "turned", "text"):
        assert got.index.equals(TABLES[kind].index if kind == "text" else MONTHS)
        assert grouped["y"].tolist() == by_group["y"].tolist()
    if kind == "polars":
        assert grouped.columns == ["month", "x", "y"]
        assert grouped["y"].to_list() == by_group["y"].tolist()


def test_an_index_by_group_goes_up_a_tree():
    indexes = hanoi_ct.elementary_index(FRAME, groups=pandas.Series(GROUPS, index=ITEMS))
    chained = hanoi_ct.chain(indexes)
    tree = Hierarchy.from_parents({"T": None, "x": "T", "y": "T"})
    plain = {
        k: hanoi_ct.chain(v) for k, v in hanoi_ct.elementary_index(PRICES, groups=GROUPS).items()
    }
    expected = tree.aggregate(plain, [1, 1])["T"]
    assert chained["x"].tolist() == plain["x"].tolist()
    np.testing.assert_array_equal(
        hanoi_ct.aggregate(chained, [1, 1], pandas.Series([-1, 0, 0], ["T", "x", "y"]))["T"],
        expected,
    )


def test_a_table_whose_time_is_on_no_axis_or_both_is_refused():
    plain = pandas.DataFrame(PRICES, index=ITEMS)
    for frame, fault in (
        (plain, "times on neither axis"),
        (
            FRAME.set_axis(pandas.period_range("2018-01", periods=4, freq="M"), axis=1),
            "on both axes",
        ),
    ):
        with pytest.raises(ArgumentValueError, match=fault) as caught:
            hanoi_ct.elementary_index(frame)
        assert len(str(caught.value)) <= 400
    assert hanoi_ct.elementary_index(plain.to_numpy()).shape == (3,)  # the advice works
    with pytest.raises(ArgumentValueError, match="must be a table of periods by products"):
        hanoi_ct.elementary_index(FRAME["a"])


def test_gaps_and_open_units_of_time():
    with pytest.raises(ArgumentValueError, match="must have no gap"):
        hanoi_ct.elementary_index(FRAME.drop(MONTHS[1]))
    two = FRAME.to_timestamp().iloc[:2]
    with pytest.raises(ArgumentValueError, match="freq="):
        hanoi_ct.elementary_index(two)
    got = hanoi_ct.elementary_index(two, freq="M")
    assert same_bits(got.to_numpy(), hanoi_ct.elementary_index(PRICES[:, :2]))
    with pytest.raises(ArgumentValueError, match="`freq` of elementary_index must be left out for"):
        hanoi_ct.elementary_index(PRICES, freq="M")
    with pytest.raises(ArgumentValueError, match="must have the labels of the products of `x`"):
        hanoi_ct.elementary_index(FRAME, groups=pandas.Series(GROUPS, index=ITEMS[::-1]))


# ---- relatives ----------------------------------------------------------------------

RELATIVES = np.array([[1.1, 1.2, 0.9], [0.8, 1.0, 1.3], [1.5, 1.1, 1.0], [1.0, 1.0, 1.2]])
W0, W1 = np.array([10.0, 20, 30, 40]), np.array([15.0, 15, 40, 30])
FORMULAS = ["laspeyres", "paasche", "fisher", "walsh", "tornqvist"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_an_index_of_labelled_relatives(formula):
    w1 = None if formula == "laspeyres" else W1
    expected = hanoi_ct.index_of_relatives(RELATIVES, W0, w1, formula=formula)
    frame = pandas.DataFrame(RELATIVES.T, index=MONTHS, columns=ITEMS)
    weights = [None if w is None else pandas.Series(w, index=ITEMS) for w in (W0, w1)]
    got = hanoi_ct.index_of_relatives(frame, *weights, formula=formula)
    pandas.testing.assert_series_equal(got, pandas.Series(expected, index=MONTHS))
    one = hanoi_ct.index_of_relatives(frame.iloc[0], *weights, formula=formula)
    assert one == float(hanoi_ct.index_of_relatives(RELATIVES[:, 0], W0, w1, formula=formula))
    series = [None if w is None else polars.Series(w) for w in (W0, w1)]
    got = hanoi_ct.index_of_relatives(polars.Series(RELATIVES[:, 0]), *series, formula=formula)
    assert got == one
    with pytest.raises(ArgumentValueError, match="must have the labels of the products of `relat"):
        hanoi_ct.index_of_relatives(frame, weights[0][::-1], weights[1], formula=formula)


@pytest.mark.parametrize("formula", FORMULAS)
@given(data=st.data())
def test_missing_relatives_left_out_are_as_if_they_were_not_there(formula, data):
    there = np.array(data.draw(st.lists(st.booleans(), min_size=4, max_size=4)))
    relatives = np.where(there[:, np.newaxis], RELATIVES, NAN)
    w1 = None if formula == "laspeyres" else W1
    got = hanoi_ct.index_of_relatives(relatives, W0, w1, formula=formula, missing="omit")
    if not there.any():
        assert np.isnan(got).all()
        return
    kept = None if w1 is None else w1[there]
    expected = hanoi_ct.index_of_relatives(RELATIVES[there], W0[there], kept, formula=formula)
    np.testing.assert_allclose(got, expected, rtol=1e-14)
    lost = hanoi_ct.index_of_relatives(relatives, W0, w1, formula=formula)
    assert np.isnan(lost).all() == (not there.all())


def test_missing_relatives_by_column_and_missing_weights():
    relatives = [[1.5, NAN], [1.0, 2.0]]
    got = hanoi_ct.index_of_relatives(relatives, [50, 50], missing="omit")
    assert got.tolist() == [1.25, 2.0]
    got = hanoi_ct.index_of_relatives(relatives, [[50, 50], [NAN, 50]], missing="omit")
    assert got.tolist() == [1.5, 2.0]
    with pytest.raises(ArgumentValueError, match=r"got NaN at index \(0, 1\)$"):
        hanoi_ct.index_of_relatives(relatives, [50, 50], missing="raise")
    with pytest.raises(
        ArgumentValueError, match=r"`w0` of index_of_relatives must be finite, .* got"
    ):
        hanoi_ct.index_of_relatives(relatives, [50, NAN])
    many = np.ones(10_000)
    with pytest.raises(ArgumentValueError) as caught:
        hanoi_ct.index_of_relatives(many, -many)
    assert len(str(caught.value)) <= 400


# ---- trees --------------------------------------------------------------------------

PARENT = [-1, 0, 0, 1, 1]
NODES = ["T", "B", "C", "B1", "B2"]
LEAVES = ["C", "B1", "B2"]
LEVELS = np.array([[100.0, 108, 112], [100, 121, 119], [100, 96, 97]])


@pytest.mark.parametrize("name", ["aggregate", "contributions"])
def test_trees_of_labelled_leaves(name):
    function = getattr(hanoi_ct, name)
    options = {"lag": 1} if name == "contributions" else {}
    expected = function(LEVELS, [20, 30, 50], PARENT, **options)
    frame = pandas.DataFrame(LEVELS.T, index=MONTHS, columns=LEAVES)
    got = function(frame, [20, 30, 50], PARENT, **options)
    assert got.index.equals(MONTHS)
    assert same_bits(got.to_numpy().T, expected)
    weights = pandas.Series([20, 30, 50], index=LEAVES)
    named = function(frame, weights, pandas.Series(PARENT, index=NODES), **options)
    assert list(named.columns) == NODES
    assert same_bits(named["B"].to_numpy(), expected[1])
    of_polars = function(
        polars.DataFrame(dict(zip(LEAVES, LEVELS, strict=True))), [20, 30, 50], PARENT, **options
    )
    assert of_polars["1"].fill_null(NAN).to_numpy().tolist()[1:] == expected[1].tolist()[1:]
    with pytest.raises(ArgumentValueError, match="must be the leaves of `parent`, in its order"):
        function(frame[LEAVES[::-1]], [20, 30, 50], pandas.Series(PARENT, index=NODES), **options)
    with pytest.raises(
        ArgumentTypeError, match=r"`axis` of .* must be left out for labelled input"
    ):
        function(frame, weights, PARENT, axis=1, **options)
    if name == "contributions":
        with pytest.raises(ArgumentValueError, match="must have no gap"):
            function(frame.drop(MONTHS[1]), weights, PARENT, lag=1)
    plain = function(LEVELS, pandas.Series([20, 30, 50]), pandas.Series(PARENT), **options)
    assert same_bits(plain, expected)


def test_row_66_a_zero_of_weight_zero_in_a_geometric_mean():
    tree = Hierarchy.from_parents({"T": None, "B": "T", "C": "T"})
    assert tree.aggregate([[1.0], [0.0]], [1, 0], order=0)["T"].tolist() == [1.0]
    with pytest.raises(ArgumentValueError, match=r"in a mean of order 0; got 0.0 for 'C' in 0"):
        tree.aggregate([[1.0], [0.0]], [1, 1], order=0)
