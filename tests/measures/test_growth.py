"""growth: against exact fractions, the plain expression and published cases."""

from fractions import Fraction

import exact_growth
import numpy as np
import pytest
from arrays import layouts, same_bits
from cases import compare, reference_cases
from hypothesis import given
from hypothesis import strategies as st

import hanoi_ct
from hanoi_ct import _core
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

RNG = np.random.default_rng(20180831)
PANEL = RNG.lognormal(4.6, 0.3, (7, 40))

moderate = st.floats(1e-300, 1e300) | st.floats(-1e300, -1e-300) | st.sampled_from([0.0, -0.0])
some_missing = moderate | st.just(np.nan)


@pytest.mark.parametrize("axis", [-1, 0])
@pytest.mark.parametrize("lag", [1, 12, 40, 41])
def test_every_layout_gives_the_bits_of_the_plain_expression(loops, axis, lag):
    for name, x in layouts(PANEL):
        moved = np.moveaxis(x.astype(float), axis, -1)
        expected = np.full(moved.shape, np.nan)
        expected[..., lag:] = (moved[..., lag:] - moved[..., :-lag]) / moved[..., :-lag]
        assert same_bits(hanoi_ct.growth(x, lag, axis=axis), np.moveaxis(expected, -1, axis)), name


def test_portable_and_selected_loops_differ_in_no_bit():
    patterns = RNG.integers(0, 2**64, 100_000, dtype=np.uint64).view(np.float64)
    panel = patterns.reshape(250, 400)
    for rule in (0, 1, 2):
        for axis in (-1, 0):
            selected = _core.growth(panel, 12, rule, axis=axis)
            assert same_bits(selected, _core.growth_portable(panel, 12, rule, axis=axis))


@pytest.mark.parametrize("n_series", [2000, 2001])
def test_rows_large_enough_to_be_streamed_hold_the_same_bits(loops, n_series):
    x = RNG.lognormal(4.6, 0.3, (1100, n_series))  # over 2**21 values
    expected = np.full(x.shape, np.nan)
    expected[12:] = (x[12:] - x[:-12]) / x[:-12]
    assert same_bits(hanoi_ct.growth(x, 12, axis=0, threads=1), expected)
    out = np.full((1100, n_series + 3), -7.0)  # rows that begin anywhere in a line
    hanoi_ct.growth(x, 12, axis=0, out=out[:, 1:-2], threads=1)
    assert same_bits(out[:, 1:-2], expected)
    assert (out[:, [0, -2, -1]] == -7.0).all()


@pytest.mark.parametrize("shape", [(40_000, 110), (3, 1_500_001)])
@pytest.mark.parametrize("lag", [12, 700])
def test_results_large_enough_to_be_streamed_whole_hold_the_same_bits(loops, shape, lag):
    x = RNG.lognormal(4.6, 0.3, shape)  # over 2**22 values
    expected = np.full(shape, np.nan)
    expected[:, lag:] = (x[:, lag:] - x[:, :-lag]) / x[:, :-lag]
    room = np.full(x.size + 9, -7.0)
    for first in (0, 5):
        out = room[first : first + x.size].reshape(shape)
        hanoi_ct.growth(x, lag, out=out, threads=1)
        assert same_bits(out, expected)
        assert (room[x.size + first :] == -7.0).all()
    assert np.isnan(room[0])  # of the first call; the second began after it


@pytest.mark.parametrize("case", reference_cases("growth"))
def test_growth_of_another_package(loops, case):
    x, lag = case["x"], case["lag"]
    # A lead is a lag of the reversed series.
    rates = hanoi_ct.growth(x[::-1], -lag)[::-1] if lag < 0 else hanoi_ct.growth(x, lag)
    compare(100 * rates, case)


@given(st.lists(some_missing, max_size=30), st.integers(1, 5), st.sampled_from(["nan", "absolute"]))
def test_rates_are_within_two_roundings_of_the_exact_ones(x, lag, rule):
    got = hanoi_ct.growth(np.array(x, dtype=float), lag, negative_base=rule)
    for rate, exact in zip(got, exact_growth.growth(x, lag, rule), strict=True):
        if exact is None:
            assert np.isnan(rate)
        elif np.isinf(rate):
            assert abs(exact) >= Fraction(2) ** 1023
        else:
            error = abs(Fraction(float(rate)) - exact)
            assert error <= abs(exact) * Fraction(2) ** -52 + Fraction(2) ** -1074


@given(st.lists(st.floats(1e-3, 1e3), min_size=2, max_size=20), st.integers(-900, 900))
def test_a_power_of_two_as_unit_leaves_every_bit(x, exponent):
    values = np.array(x)
    assert same_bits(hanoi_ct.growth(np.ldexp(values, exponent)), hanoi_ct.growth(values))


def test_a_missing_value_takes_the_rates_of_both_its_ends():
    x = np.arange(1.0, 7.0)
    x[2] = np.nan
    rates = hanoi_ct.growth(x)
    assert np.isnan(rates).tolist() == [True, False, True, True, False, False]


BASES = [np.nan, -2.0, 0.0, -0.0, 2.0, -np.inf, np.inf, -1e-310, 1e-310]


def test_default_gives_no_rate_over_a_base_that_is_not_positive(loops):
    x = np.array([[base, 3.0] for base in BASES])
    rates = hanoi_ct.growth(x)[:, 1]
    expected = [(3.0 - b) / b if b > 0 else np.nan for b in BASES[:-1]] + [np.inf]
    assert same_bits(rates, np.array(expected))


def test_formula_is_plain_ieee_arithmetic_without_warnings(loops):
    x = np.array([[base, now] for base in BASES for now in (-3.0, -0.0, 0.0, 3.0, np.inf)])
    with np.errstate(all="ignore"):
        expected = (x[:, 1] - x[:, 0]) / x[:, 0]
    with np.errstate(all="raise"):
        rates = hanoi_ct.growth(x, negative_base="formula")[:, 1]
    assert same_bits(rates, expected)
    assert np.isinf(rates).any()


def test_absolute_divides_by_the_size_of_the_base(loops):
    x = np.array([[base, 3.0] for base in BASES])
    rates = hanoi_ct.growth(x, negative_base="absolute")[:, 1]
    with np.errstate(all="ignore"):
        expected = np.where(np.array(BASES) == 0, np.nan, (3.0 - x[:, 0]) / np.abs(x[:, 0]))
    assert same_bits(rates, expected)
    assert hanoi_ct.growth([-2.0, 3.0], negative_base="absolute")[1] == 2.5


def test_raise_names_the_first_base_and_counts_them():
    x = np.ones((2, 5))
    x[0, 4] = -1.0  # the last period is nobody's base
    hanoi_ct.growth(x, negative_base="raise")
    x[1, 2] = 0.0
    with pytest.raises(ArgumentValueError) as caught:
        hanoi_ct.growth(x, negative_base="raise")
    assert str(caught.value) == (
        "bases in `x` of growth must be positive under negative_base='raise'; "
        "got 0.0 at index (1, 2)"
    )
    x[1, 3] = -7.0
    with pytest.raises(ArgumentValueError, match=r"got 0\.0 at index \(2, 1\), the first of 2$"):
        hanoi_ct.growth(x.T, axis=0, negative_base="raise")
    with pytest.raises(ArgumentValueError, match=r"got -4\.0 at index 1$"):
        hanoi_ct.growth([1.0, -4.0, 3.0], negative_base="raise")


def test_raise_writes_nothing_when_it_refuses():
    out = np.full(3, 9.0)
    with pytest.raises(ArgumentValueError):
        hanoi_ct.growth([1.0, -4.0, 3.0], negative_base="raise", out=out)
    assert (out == 9.0).all()


@pytest.mark.parametrize(
    ("lag", "error", "message"),
    [
        (0, ArgumentValueError, "`lag` of growth must be at least 1; got 0"),
        (-12, ArgumentValueError, "`lag` of growth must be at least 1; got -12"),
        (1.5, ArgumentTypeError, "`lag` of growth must be an integer, at least 1; got 1.5"),
        (True, ArgumentTypeError, "`lag` of growth must be an integer, at least 1; got True"),
        (None, ArgumentTypeError, "`lag` of growth must be an integer, at least 1; got None"),
        ([1], ArgumentTypeError, "`lag` of growth must be an integer, at least 1; got [1]"),
    ],
)
def test_lag_is_an_integer_from_one(lag, error, message):
    with pytest.raises(error) as caught:
        hanoi_ct.growth([1.0, 2.0], lag)
    assert str(caught.value) == message


def test_a_lag_beyond_the_data_gives_no_rate(loops):
    assert np.isnan(hanoi_ct.growth([1.0, 2.0], 2**62 - 1)).all()
    assert hanoi_ct.growth([1.0, 2.0], np.uint8(1))[1] == 1.0
    with pytest.raises(ArgumentValueError, match=r"^`lag` of growth must be below 2\*\*62; got 46"):
        hanoi_ct.growth([1.0, 2.0], 2**62)


def test_negative_base_is_one_of_four_words():
    with pytest.raises(ArgumentValueError) as caught:
        hanoi_ct.growth([1.0, 2.0], negative_base="zero")
    assert str(caught.value) == (
        "`negative_base` of growth must be one of 'nan', 'formula', 'absolute', 'raise'; got 'zero'"
    )
