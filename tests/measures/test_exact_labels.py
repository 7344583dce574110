"""Exact sums and means of labelled data: along rows, columns and dimensions, labels kept."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from arrays import same_bits
from hypothesis import given
from hypothesis import strategies as st

import hanoi_ct
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

NAN = math.nan
X = np.array([[0.1, 1e16], [0.2, 1.0], [0.3, -1e16]])
terms = st.floats(-1e10, 1e10)


@given(
    st.lists(st.tuples(terms, st.integers(1, 1000), terms), min_size=1, max_size=9),
    st.sampled_from([0, 1, None]),
)
def test_weighted_means_along_an_axis_are_rounded_once(rows, axis):
    a, w, b = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    x = np.stack([a, b])
    got = hanoi_ct.exact_weighted_mean(x, w, axis=axis)

    def mean(values, weights):
        values, weights = [Fraction(v) for v in values], [Fraction(v) for v in weights]
        return float(sum(v * u for v, u in zip(values, weights, strict=True)) / sum(weights))

    if axis == 1:
        assert got.tolist() == [mean(a, w), mean(b, w)]
    elif axis == 0:
        assert got.tolist() == [mean(pair, (u, u)) for pair, u in zip(x.T, w, strict=True)]
    else:
        assert got == mean([*a, *b], [*w, *w])


def test_missing_pairs_of_weighted_means():
    x, w = [[1.0, NAN], [3.0, 4.0]], [[1.0, 2.0], [3.0, NAN]]
    mean = hanoi_ct.exact_weighted_mean
    np.testing.assert_array_equal(mean(x, w, axis=0), [2.5, NAN])
    assert mean(x, w, axis=1, missing="omit").tolist() == [1.0, 3.0]
    with pytest.raises(ArgumentValueError, match=r"add up to zero; got a sum of 0 at index 1$"):
        mean(x, w, axis=0, missing="omit")
    with pytest.raises(ArgumentValueError, match=r"got NaN at index \(0, 1\)"):
        mean(x, w, axis=0, missing="raise")


@pytest.mark.parametrize("name", ["exact_sum", "exact_mean"])
def test_what_is_left_of_the_labels(name):
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    arrow, xarray = pytest.importorskip("pyarrow"), pytest.importorskip("xarray")
    function = getattr(hanoi_ct, name)
    down, across, all_ = (function(X, axis=axis) for axis in (0, 1, None))
    frame = pandas.DataFrame(X, index=["p", "q", "r"], columns=["a", "b"])
    pandas.testing.assert_series_equal(function(frame, axis=0), pandas.Series(down, ["a", "b"]))
    got = function(frame, axis=1)
    pandas.testing.assert_series_equal(got, pandas.Series(across, ["p", "q", "r"]))
    assert function(frame) == all_
    assert function(frame["a"]) == down[0]
    assert function(polars.from_pandas(frame), axis=0).rows() == [tuple(down)]
    assert same_bits(function(polars.from_pandas(frame), axis=1).to_numpy(), across)
    table = arrow.Table.from_pandas(frame, preserve_index=False)
    assert function(table, axis=0).to_pylist() == [{"a": down[0], "b": down[1]}]
    assert same_bits(function(table, axis=1).to_numpy(), across)
    array = xarray.DataArray(X, coords={"t": [1, 2, 3]}, dims=("t", "k"), attrs={"unit": "t"})
    assert same_bits(function(array, axis="t").to_numpy(), down)
    over_k = function(array, axis="k")
    assert over_k["t"].values.tolist() == [1, 2, 3]
    assert over_k.attrs == {"unit": "t"}
    assert function(array, axis=("t", "k")) == all_
    with pytest.raises(ArgumentValueError, match="must name one of the dimensions 't', 'k'"):
        function(array, axis="year")
    with pytest.raises(ArgumentValueError, match="must be 0, down the rows, or 1"):
        function(frame, axis=-1)


def test_decimals_and_large_integers_of_columns():
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    arrow = pytest.importorskip("pyarrow")
    tenths = [Decimal("0.1"), Decimal("0.2"), None]
    for column in (
        pandas.Series(tenths),
        pandas.Series(tenths, dtype=pandas.ArrowDtype(arrow.decimal128(5, 2))),
        polars.Series(tenths),
        arrow.array(tenths),
    ):
        assert hanoi_ct.exact_sum(column, missing="omit") == 0.3
        assert np.isnan(hanoi_ct.exact_sum(column))
    big = [2**53 + 1, -(2**53), None]
    for column in (
        pandas.Series(big, dtype="Int64"),
        polars.Series(big),
        arrow.array(big),
    ):
        assert hanoi_ct.exact_sum(column, missing="omit") == 1.0
        with pytest.raises(ArgumentValueError, match=r"must lie within 2\*\*53"):
            hanoi_ct.round_half_up(column)
    frame = pandas.DataFrame({"whole": [2**53 + 1, 1], "part": [0.5, 0.25]})
    assert hanoi_ct.exact_sum(frame.iloc[:1]) == float(Fraction(2**53 + 1) + Fraction(1, 2))
    assert hanoi_ct.exact_sum(frame, axis=0)["whole"] == 2.0**53 + 2


def test_weights_beside_a_frame():
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    xarray = pytest.importorskip("xarray")
    x = [[110.0, 120.0], [105.0, 90.0], [100.0, 100.0]]
    index = ["2018-01", "2018-02", "2018-03"]
    frame = pandas.DataFrame(x, index=index, columns=["mining", "energy"])
    weights = pandas.Series({"mining": 3.0, "energy": 1.0})
    mean = hanoi_ct.exact_weighted_mean
    expected = mean(x, [3, 1], axis=1)
    pandas.testing.assert_series_equal(
        mean(frame, weights, axis=1), pandas.Series(expected, index=index)
    )
    by_row = pandas.Series([1.0, 2.0, 1.0], index=index)
    got = mean(frame, by_row, axis=0)
    assert got.to_dict() == {"mining": 105.0, "energy": 100.0}
    assert hanoi_ct.exact_dot(frame, by_row, axis=0)["mining"] == 420.0
    with pytest.raises(ArgumentValueError, match="got those of neither"):
        mean(frame, weights.rename({"energy": "water"}), axis=1)
    assert mean(frame["mining"], by_row) == 105.0
    assert mean([110.0, 105.0, 100.0], by_row) == 105.0
    with pytest.raises(ArgumentTypeError, match="of pandas and `w` of polars"):
        mean(frame["mining"], polars.Series([1.0, 2.0, 1.0]))
    array = xarray.DataArray(x, dims=("t", "k"))
    of_k = xarray.DataArray([3.0, 1.0], dims="k")
    assert mean(array, of_k, axis="k").values.tolist() == expected.tolist()


def test_running_and_moving_sums_know_the_calendar():
    pandas = pytest.importorskip("pandas")
    index = pandas.period_range("2018-01", periods=4, freq="M")
    x = pandas.Series([0.1, 0.2, 0.3, 0.4], index=index, name="v")
    got = hanoi_ct.exact_cumsum(x)
    assert got.index.equals(index)
    assert got.name == "v"
    assert same_bits(got.to_numpy(), hanoi_ct.exact_cumsum(x.to_numpy()))
    assert hanoi_ct.exact_moving_sum(x, 2).iloc[-1] == 0.7
    holes = x.drop(index[1])
    with pytest.raises(ArgumentValueError, match="must have no gap"):
        hanoi_ct.exact_moving_sum(holes, 2)
    wide = hanoi_ct.exact_moving_sum(holes, 2, gaps="missing")
    np.testing.assert_array_equal(wide, [NAN, NAN, 0.7])
    with pytest.raises(ArgumentValueError, match="`freq` of exact_cumsum must be left out for an"):
        hanoi_ct.exact_cumsum([1.0], freq="M")


def test_a_running_sum_takes_columns_with_all_their_digits():
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    for column in (pandas.Series([2**53 + 1, 2**53]), polars.Series([2**53 + 1, 2**53])):
        total = hanoi_ct.ExactSum(column)
        total.add([-(2.0**54)])
        assert total.value == 1.0
