"""round_to_add_up: parts that add up, as few and as small moves as that takes."""

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import hanoi_ct
from hanoi_ct.errors import ArgumentValueError

NAN = float("nan")


@given(st.lists(st.integers(-10_000, 10_000), min_size=1, max_size=9), st.integers(-2, 2))
def test_parts_add_up_and_none_moves_by_more_than_a_unit(thousandths, decimals):
    parts = np.array(thousandths) / 1000
    got = hanoi_ct.round_to_add_up(parts, decimals)
    units = np.rint(got.parts * 10.0**decimals)
    assert units.sum() == np.rint(got.total * 10.0**decimals)
    plain = hanoi_ct.round_half_up(parts, decimals)
    assert (np.abs(units - np.rint(plain * 10.0**decimals)) <= 1).all()
    assert (got.moved == (got.parts != plain)).all()
    # As few moves as the difference demands, all in one direction.
    assert got.moved.sum() == abs(units.sum() - np.rint(plain * 10.0**decimals).sum())


def test_the_closest_calls_are_moved():
    got = hanoi_ct.round_to_add_up([1.45, 1.44, 1.11], 0, total=4.0)
    assert got.parts.tolist() == [2, 1, 1]
    assert got.moved.tolist() == [True, False, False]
    down = hanoi_ct.round_to_add_up([0.5, 0.9, 0.6])  # 2.0, but plainly rounded 3
    assert down.parts.tolist() == [0, 1, 1]


def test_columns_are_tables_of_their_own_and_missing_ones_are_left():
    got = hanoi_ct.round_to_add_up([[3.4, 3.4], [3.4, NAN], [3.2, 3.2]])
    assert got.parts[:, 0].tolist() == [4, 3, 3]
    assert got.parts[[0, 2], 1].tolist() == [3, 3]
    assert not got.moved[[0, 2], 1].any()


def test_a_total_that_is_not_the_sum_is_refused():
    with pytest.raises(
        ArgumentValueError,
        match=r"the sum of the parts but for rounding; got one that misses it by 6 units",
    ):
        hanoi_ct.round_to_add_up([1.0, 2.0], total=9.0)
    with pytest.raises(ArgumentValueError, match=r"^`total` of .* the shape \(2,\) of a row"):
        hanoi_ct.round_to_add_up(np.ones((3, 2)), total=1.0)
    with pytest.raises(ArgumentValueError, match=r"^`decimals` of .* between -15 and 15; got -16$"):
        hanoi_ct.round_to_add_up([1.0], -16)


def test_no_parts_add_up_to_nothing():
    parts, total, moved = hanoi_ct.round_to_add_up([])
    assert (parts.size, float(total), moved.size) == (0, 0.0, 0)
    assert hanoi_ct.round_to_add_up(np.empty((0, 3))).total.tolist() == [0.0, 0.0, 0.0]
    with pytest.raises(ArgumentValueError, match="must be the sum of the parts"):
        hanoi_ct.round_to_add_up([], total=3.0)


def test_a_missing_part_is_not_moved():
    parts, total, moved = hanoi_ct.round_to_add_up([np.nan, 1.4, 1.4])
    assert np.isnan(total)
    assert parts[1:].tolist() == [1.0, 1.0]
    assert moved.tolist() == [False, False, False]


def test_an_infinite_part_leaves_the_others_plainly_rounded():
    parts, total, moved = hanoi_ct.round_to_add_up([np.inf, 1.4, 1.4])
    assert (parts.tolist(), float(total)) == ([np.inf, 1.0, 1.0], np.inf)
    assert not moved.any()
    with pytest.raises(ArgumentValueError, match="must be the sum of the parts"):
        hanoi_ct.round_to_add_up([1.0, 1.4], total=np.inf)


def test_decimals_below_zero_round_to_tens_and_hundreds():
    parts, total, moved = hanoi_ct.round_to_add_up([140.0, 140.0, 130.0], -2)
    assert float(total) == 400.0
    assert sorted(parts.tolist()) == [100.0, 100.0, 200.0]
    assert parts[moved].tolist() == [200.0]


def test_row_22_nothing_is_moved_where_a_part_is_missing():
    got = hanoi_ct.round_to_add_up([NAN, 1.4, 1.4])
    assert got.moved.tolist() == [False, False, False]
    assert np.isnan(got.total)
    np.testing.assert_array_equal(got.parts, [NAN, 1.0, 1.0])
    given = hanoi_ct.round_to_add_up([NAN, 1.4, 1.4], total=5.0)
    assert not given.moved.any()
    assert given.total == 5.0


def test_row_42_thousands():
    got = hanoi_ct.round_to_add_up([1499, 1499], -3)
    assert sorted(got.parts.tolist()) == [1000, 2000]
    assert got.total == 3000


def test_the_total_is_the_exact_sum_of_what_is_printed():
    parts = [0.15, 0.15, 0.15]
    assert hanoi_ct.round_to_add_up(parts, 1).total == 0.5  # 0.45, half up
    parts = [0.1, 0.1, 0.15]  # the doubles add up to a little above 0.35
    assert hanoi_ct.round_to_add_up(parts, 1).total == 0.4
    below = [1.1, 2.2, 3.05]  # exactly 6.35; the doubles add up to 6.3500000000000005
    assert hanoi_ct.round_to_add_up(below, 1).total == 6.4


@given(
    st.lists(st.decimals(-1000, 1000, places=3), min_size=1, max_size=8),
    st.integers(-2, 3),
)
def test_against_decimals(parts, decimals):
    got = hanoi_ct.round_to_add_up([float(part) for part in parts], decimals)
    unit = Decimal(1).scaleb(-decimals)
    plain = [part.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) for part in parts]
    total = sum(parts).quantize(unit, ROUND_HALF_UP)
    assert got.total == float(total)
    short = int((total - sum(plain)) / unit)
    sign = 1 if short > 0 else -1
    closest = sorted(range(len(parts)), key=lambda i: -sign * (parts[i] - plain[i]))[: abs(short)]
    expected = [float(p + sign * unit * (i in closest)) for i, p in enumerate(plain)]
    assert got.parts.tolist() == expected
    assert got.moved.tolist() == [i in closest for i in range(len(parts))]


def test_labels_stay():
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    parts = pandas.Series([3.4, 3.4, 3.2], index=["a", "b", "c"], name="share")
    parts.attrs["unit"] = "%"
    got = hanoi_ct.round_to_add_up(parts)
    expected = pandas.Series([4.0, 3.0, 3.0], index=["a", "b", "c"], name="share")
    pandas.testing.assert_series_equal(got.parts, expected)
    assert got.parts.attrs == {"unit": "%"}
    assert got.moved["a"]
    assert got.total == 10.0
    frame = pandas.DataFrame({"x": [3.4, 3.4, 3.2], "y": [1.0, NAN, 2.0]})
    both = hanoi_ct.round_to_add_up(frame)
    assert both.total["x"] == 10.0
    assert np.isnan(both.total["y"])
    with pytest.raises(ArgumentValueError, match="the labels of the columns of `parts`"):
        hanoi_ct.round_to_add_up(frame, total=pandas.Series([1.0, 2.0], index=["y", "x"]))
    of_polars = hanoi_ct.round_to_add_up(polars.DataFrame({"x": [3.4, 3.4, 3.2]}))
    assert of_polars.parts["x"].to_list() == [4.0, 3.0, 3.0]
    assert of_polars.moved["x"].to_list() == [True, False, False]
