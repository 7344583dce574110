"""Structure of trade, constant market shares, shift-share and targets, against fractions."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import hanoi_ct
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

values = st.lists(st.integers(1, 10**6), min_size=2, max_size=8)
pairs = st.lists(
    st.tuples(st.integers(1, 10**6), st.integers(1, 10**6)), min_size=2, max_size=8
).map(lambda each: tuple(zip(*each, strict=True)))


def shares(x):
    return [Fraction(each, sum(x)) for each in x]


@given(values)
def test_concentration_is_that_of_fractions(x):
    found = hanoi_ct.concentration([float(each) for each in x])
    exact = sum(s * s for s in shares(x))
    n = Fraction(1, len(x))
    assert float(found.herfindahl) == pytest.approx(float(exact), rel=1e-13)
    assert float(found.normalised) == pytest.approx(float((exact - n) / (1 - n)), abs=1e-12)
    assert float(found.effective_number) == pytest.approx(float(1 / exact), rel=1e-13)


@given(pairs)
def test_change_and_similarity_are_one(xy):
    x, y = xy
    exact = sum(abs(a - b) for a, b in zip(shares(x), shares(y), strict=True)) / 2
    now, then = np.array(x, float), np.array(y, float)
    assert float(hanoi_ct.structural_change(now, then)) == pytest.approx(float(exact), abs=1e-14)
    common = hanoi_ct.export_similarity(now, then)
    assert float(common) == pytest.approx(float(1 - exact), abs=1e-14)


@given(pairs)
def test_lilien_by_its_definition(xy):
    now, then = np.array(xy[0], float), np.array(xy[1], float)
    growth = np.log(now / then) - math.log(now.sum() / then.sum())
    weight = 0.5 * (now / now.sum() + then / then.sum())
    expected = math.sqrt(math.fsum(weight * growth**2))
    assert float(hanoi_ct.lilien(now, then)) == pytest.approx(expected, abs=1e-12)


def test_axes_and_missing_values():
    x = np.array([[50.0, 30.0, 20.0], [np.nan, 1.0, 1.0], [0.0, 0.0, 0.0]])
    found = hanoi_ct.concentration(x)
    assert found.herfindahl[0] == pytest.approx(0.38)
    assert np.isnan(found.herfindahl[1:]).all()
    assert np.array_equal(
        hanoi_ct.concentration(x.T, axis=0).herfindahl, found.herfindahl, equal_nan=True
    )
    assert np.isnan(hanoi_ct.lilien([0.0, 1.0], [1.0, 1.0]))
    assert hanoi_ct.lilien([0.0, 2.0], [0.0, 1.0]) == 0.0


@st.composite
def tables(draw):
    shape = draw(st.tuples(st.integers(1, 3), st.integers(1, 3)))
    return [
        np.array(
            draw(
                st.lists(
                    st.integers(1, 999), min_size=shape[0] * shape[1], max_size=shape[0] * shape[1]
                )
            ),
            float,
        ).reshape(shape)
        for _ in range(4)
    ]


@given(tables())
def test_constant_market_shares_add_up_and_orders_average(arrays):
    each = {
        order: hanoi_ct.constant_market_share(*arrays, order=order)
        for order in ("commodity_first", "market_first", "mean")
    }
    then, now, world_then, world_now = arrays
    growth = world_now.sum() / world_then.sum() - 1
    for found in each.values():
        assert math.fsum(found[1:]) == pytest.approx(found.change, abs=1e-8)
        assert found.change == pytest.approx((now - then).sum())
        assert found.world == pytest.approx(growth * then.sum(), abs=1e-8)
    first, second, mean = each.values()
    assert mean.commodity == pytest.approx((first.commodity + second.commodity) / 2, abs=1e-8)
    by_good = world_now.sum(1) / world_then.sum(1) - 1
    assert first.commodity == pytest.approx(((by_good - growth) * then.sum(1)).sum(), abs=1e-8)
    # One order is the other with goods and markets exchanged.
    turned = hanoi_ct.constant_market_share(*[x.T for x in arrays], order="market_first")
    assert turned.market == pytest.approx(first.commodity, abs=1e-8)


@given(tables())
def test_shift_share_adds_up(arrays):
    then, now, nation_then, nation_now = (x.ravel() for x in arrays)
    found = hanoi_ct.shift_share(then, now, nation_then, nation_now)
    total = found.national + found.mix + found.competitive
    assert np.allclose(total, now - then, atol=1e-9)
    own = nation_now / nation_then - 1
    assert np.allclose(found.competitive, now - then - then * own, atol=1e-9)


def test_a_market_that_grows_can_lose():
    found = hanoi_ct.share_shift([110.0, 200.0, 100.0], [100.0, 100.0, 100.0], 0, 1)
    assert found.shifted
    assert found.change_of_source < 0 < found.change_of_target
    assert not hanoi_ct.share_shift([1.0, 1.0], [1.0, 1.0], 0, 1).shifted
    assert not hanoi_ct.share_shift([np.nan, 1.0], [1.0, 1.0], 0, 1).shifted


@given(st.floats(0, 1e6), st.floats(1, 1e6), st.integers(1, 12), st.floats(0, 1), st.floats(1, 1e6))
def test_growth_below_minus_one_never_appears(done, plan, months, share, year):
    found = hanoi_ct.target_outlook(done, plan, months, share * year, year)
    assert not found.required_growth < -1
    assert (found.state == "met") == (done >= plan)
    if found.state == "met":
        assert math.isnan(found.required_growth)


def test_hanoi_exports_2018():
    """S14: 8 % for the year, +19 % so far; last year two thirds by August."""
    year = 3.0
    found = hanoi_ct.target_outlook(2 * 1.19, year * 1.08, 8, 2.0, year)
    assert found.required_growth == pytest.approx(-0.14)
    assert found.state == "open"
    met = hanoi_ct.target_outlook(100, 90, 8, 50, 80)
    assert (met.state, met.needed) == ("met", 0.0)
    assert hanoi_ct.target_outlook(10, 100, 11, 80, 90).state == "out_of_reach"
    assert hanoi_ct.target_outlook(99, 100, 12, 90, 90).state == "out_of_reach"


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: hanoi_ct.concentration([1.0, -1.0]), ArgumentValueError, "no negative"),
        (lambda: hanoi_ct.concentration(["a"]), ArgumentTypeError, "x"),
        (lambda: hanoi_ct.lilien([1.0], [1.0, 2.0]), ArgumentValueError, "one shape"),
        (lambda: hanoi_ct.share_shift([1.0, 2.0], [1.0, 2.0], 0, 2), ArgumentValueError, "target"),
        (
            lambda: hanoi_ct.constant_market_share([[1.0]], [[1.0]], [[0.0]], [[1.0]]),
            ArgumentValueError,
            "must be positive",
        ),
        (
            lambda: hanoi_ct.constant_market_share([[1.0]], [[1.0]], [[1.0]], [[1.0]], "x"),
            ArgumentValueError,
            "order",
        ),
        (
            lambda: hanoi_ct.shift_share([1.0], [1.0, 2.0], [1.0], [1.0]),
            ArgumentValueError,
            "length of `base`",
        ),
        (lambda: hanoi_ct.target_outlook(1, 0, 8, 1, 2), ArgumentValueError, "positive"),
        (lambda: hanoi_ct.target_outlook(1, 2, 13, 1, 2), ArgumentValueError, "1 to 12"),
        (lambda: hanoi_ct.target_outlook(1, 2, 8, 3, 2), ArgumentValueError, "not exceed"),
        (lambda: hanoi_ct.target_outlook("1", 2, 8, 1, 2), ArgumentTypeError, "a number"),
    ],
)
def test_refusals(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_a_reference_of_nothing_has_no_growth():
    zero = np.zeros(2)
    found = hanoi_ct.shift_share(zero, [1.0, 2.0], zero, zero)
    assert found.change.tolist() == [1.0, 2.0]
    assert np.isnan(found.national).all()
    shares = hanoi_ct.constant_market_share(*(np.zeros((2, 2)) for _ in range(4)))
    assert shares.change == 0.0
    assert math.isnan(shares.world)


# ---- labelled data -------------------------------------------------------------------

MARKETS = ["China", "ASEAN", "US"]
NOW, THEN = np.array([40.0, 40.0, 20.0]), np.array([50.0, 30.0, 20.0])


def _series(library):
    """This year's and last year's exports by market."""
    if library == "pandas":
        pd = pytest.importorskip("pandas")
        return [pd.Series(x, index=MARKETS) for x in (NOW, THEN)]
    if library == "xarray":
        xr = pytest.importorskip("xarray")
        return [xr.DataArray(x, {"market": MARKETS}, ["market"]) for x in (NOW, THEN)]
    if library == "polars":
        pl = pytest.importorskip("polars")
        return [pl.Series(x) for x in (NOW, THEN)]
    pa = pytest.importorskip("pyarrow")
    return [pa.array(x) for x in (NOW, THEN)]


@pytest.mark.parametrize("library", ["pandas", "xarray", "polars", "pyarrow"])
def test_labelled_structures_are_those_of_their_arrays(library):
    now, then = _series(library)
    for function in (
        hanoi_ct.structural_change,
        hanoi_ct.export_similarity,
        hanoi_ct.lilien,
    ):
        assert function(now, then) == function(NOW, THEN)
    assert tuple(hanoi_ct.concentration(now)) == tuple(hanoi_ct.concentration(NOW))
    found = hanoi_ct.shift_share(then, now, then, now)
    for part, expected in zip(found, hanoi_ct.shift_share(THEN, NOW, THEN, NOW), strict=True):
        assert type(part) is type(now) or library == "pyarrow"
        np.testing.assert_array_equal(np.asarray(part), expected)


def test_frames_have_their_parts_across_the_columns():
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame([NOW, THEN], index=["2018", "2017"], columns=MARKETS)
    found = hanoi_ct.concentration(frame).herfindahl
    assert list(found.index) == ["2018", "2017"]
    np.testing.assert_array_equal(found, hanoi_ct.concentration(frame.to_numpy()).herfindahl)
    by_hand = hanoi_ct.constant_market_share(*(frame.to_numpy() * k for k in (1, 1.1, 5, 6)))
    assert hanoi_ct.constant_market_share(*(frame * k for k in (1, 1.1, 5, 6))) == by_hand


@pytest.mark.parametrize("library", ["pandas", "xarray"])
def test_a_shift_is_told_by_the_labels_of_its_parts(library):
    now, then = _series(library)
    by_place = hanoi_ct.share_shift(NOW, THEN, 0, 1)
    assert hanoi_ct.share_shift(now, then, "China", "ASEAN") == by_place
    with pytest.raises(ArgumentValueError, match="'Laos', which no part has"):
        hanoi_ct.share_shift(now, then, "Laos", "ASEAN")


def test_parts_in_another_order_are_refused():
    now, then = _series("pandas")
    with pytest.raises(ArgumentValueError, match="same labels in the same order"):
        hanoi_ct.structural_change(now, then.iloc[::-1])
    with pytest.raises(ArgumentValueError, match="same labels in the same order"):
        hanoi_ct.shift_share(then, now, then.iloc[::-1], now)
