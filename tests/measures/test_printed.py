"""Printed figures: rates against exact fractions, intervals against decimals, refusals."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from arrays import layouts, same_bits
from hypothesis import given
from hypothesis import strategies as st

import hanoi_ct
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

RNG = np.random.default_rng(20180831)
LEVELS = np.round(RNG.lognormal(4.6, 0.4, (7, 40)) * 100) / 100
BASES = np.round(RNG.lognormal(4.6, 0.4, (7, 40)) * 10) / 10
RATES = ["printed_growth", "printed_share", "printed_ratio"]


def rounded(exact: Fraction, places: int) -> float:
    """Round a fraction half up, away from zero, and take the nearest double."""
    units = math.floor(abs(exact) * 10**places + Fraction(1, 2))
    return math.copysign(units / 10**places, exact) if units else 0.0


def oracle(name: str, a: float, b: float, decimals: int) -> float:
    a, b = Fraction(Decimal(repr(float(a)))), Fraction(Decimal(repr(float(b))))
    if name == "printed_growth":
        return rounded((a - b) / b, decimals + 2) if b > 0 else math.nan
    places = decimals + 2 if name == "printed_share" else decimals
    return rounded(a / b, places) if b else math.nan


def oracles(name, a, b, decimals):
    return np.vectorize(lambda *x: oracle(name, *x), otypes=[float])(a, b, decimals)


figures = st.one_of(
    st.just(0.0),
    st.decimals(-(10**9), 10**9, places=3).map(float),
    st.floats(1e-5, 1e9),
    st.floats(-1e9, -1e-5),
    st.integers(-(10**6), 10**6).map(float),
).filter(lambda x: x == 0 or abs(x) >= 1e-5)


@pytest.mark.parametrize("name", RATES)
@given(data=st.data())
def test_rates_are_rounded_from_their_exact_value(name, data):
    a, b, decimals = data.draw(figures), data.draw(figures), data.draw(st.integers(0, 4))
    expected = oracle(name, a, b, decimals)
    if abs(expected) >= 10.0**12:  # more than 18 digits in the end
        return
    got = getattr(hanoi_ct, name)(a, b, decimals)
    assert same_bits(np.asarray(got), np.asarray(expected)), (a, b, decimals)


@pytest.mark.parametrize("name", RATES)
@given(st.integers(1, 10**6), st.integers(1, 10**5), st.integers(0, 3), st.integers(0, 2))
def test_exact_ties_go_away_from_zero(name, units, base, decimals, base_decimals):
    # (2 units + 1) / 2 of the last decimal, times a base that makes the figure exact.
    base = float(Decimal(2 * base).scaleb(-base_decimals))
    places = decimals if name == "printed_ratio" else decimals + 2
    tie = Fraction(2 * units + 1, 2 * 10**places)
    exact = Fraction(Decimal(repr(base))) * (tie + (name == "printed_growth"))
    figure = float(exact)
    if Fraction(Decimal(repr(figure))) != exact or figure < 1e-5:
        return  # not a figure of at most 17 digits, or too small a one
    assert getattr(hanoi_ct, name)(figure, base, decimals) == (units + 1) / 10**places
    if name != "printed_growth":
        assert getattr(hanoi_ct, name)(-figure, base, decimals) == -(units + 1) / 10**places


def test_rates_that_the_quotient_of_doubles_gets_wrong():
    wrong = (107.35 - 100) / 100
    assert hanoi_ct.round_half_up(100 * wrong, 1) == 7.3
    assert hanoi_ct.printed_growth(107.35, 100) == 0.074
    assert hanoi_ct.printed_growth([106.5, 101.45], 100, [0, 1]).tolist() == [0.07, 0.015]
    assert hanoi_ct.printed_growth(92.65, 100) == -0.074
    assert hanoi_ct.printed_ratio(2000, 24) == 83.3
    assert hanoi_ct.printed_share(9200, 155_410, 2) == 0.0592


def test_extremes_of_the_range():
    assert hanoi_ct.printed_ratio(1e31, 3e31, 15) == 0.333333333333333
    assert hanoi_ct.printed_ratio(1e-5, 1e-5, 15) == 1.0
    assert hanoi_ct.printed_ratio(1.2345678901234567e-5, 1.0, 15) == 1.2345678901e-5
    assert hanoi_ct.printed_ratio(9.999999999999999e31, 1e31, 15) == 9.999999999999999
    assert hanoi_ct.printed_ratio(9.999999999999999e31, 1e31, 14) == 10.0
    assert hanoi_ct.printed_ratio(2, 3, 15) == 0.666666666666667
    assert hanoi_ct.printed_growth(2, 3, 15) == -0.33333333333333333
    assert hanoi_ct.printed_share(1, 16, 15) == 0.0625
    # 2.0**89 denotes 6.189700196426902e+26, although 6.189700196426901e+26 is nearer.
    assert hanoi_ct.printed_ratio(2.0**89, 1e26, 15) == 6.189700196426902


def test_zero_has_no_sign_and_a_base_that_is_not_positive_gives_no_rate():
    for x in (-0.0, 0.0, -0.001):
        for function in (hanoi_ct.printed_ratio, hanoi_ct.printed_share):
            assert math.copysign(1.0, function(x, 100.0, 0)) == 1.0
    assert math.copysign(1.0, hanoi_ct.printed_growth(99.9999, 100.0)) == 1.0
    assert np.isnan(hanoi_ct.printed_growth(5.0, [0.0, -0.0, -4.0, -np.inf])).all()
    assert np.isnan(hanoi_ct.printed_ratio([5.0, 0.0], [0.0, -0.0])).all()
    assert hanoi_ct.printed_growth(-5.0, 4.0, 0) == -2.25
    assert hanoi_ct.printed_ratio(-5.0, -4.0, 2) == 1.25


@pytest.mark.parametrize("name", RATES)
def test_missing_figures_give_missing_rates(name):
    function = getattr(hanoi_ct, name)
    result = function([np.nan, 1.0, np.nan, 1.0], [1.0, np.nan, np.inf, 1.0])
    assert np.isnan(result).tolist() == [True, True, True, False]


@pytest.mark.parametrize("name", RATES)
def test_every_layout_gives_the_same_bits(name):
    function = getattr(hanoi_ct, name)
    expected = oracles(name, LEVELS, BASES, 1)
    repeated = oracles(name, LEVELS[:1], BASES, 1)
    for layout, levels in layouts(LEVELS):
        wanted = repeated if layout == "broadcast" else expected
        assert same_bits(function(levels, BASES), wanted), layout
    for layout, bases in layouts(BASES):
        if layout != "broadcast":
            assert same_bits(function(LEVELS, bases), expected), layout


@pytest.mark.parametrize("name", RATES)
def test_shapes_dtypes_and_out(name):
    function = getattr(hanoi_ct, name)
    assert np.shape(function(3, 2)) == ()
    assert function(np.int8(3), np.float32(2)) == function(3.0, 2.0)
    assert function(np.empty((0, 2)), 2.0).shape == (0, 2)
    decimals = np.arange(40) % 4
    expected = oracles(name, LEVELS, BASES[2, 3], decimals)
    assert same_bits(function(LEVELS, BASES[2, 3], decimals), expected)
    in_place = LEVELS.copy()
    assert function(in_place, BASES[2, 3], decimals, out=in_place) is in_place
    assert same_bits(in_place, expected)
    room = np.full((7, 80), 7.0)
    function(LEVELS, BASES[2, 3], decimals, out=room[:, ::2])
    assert same_bits(room[:, ::2], expected)
    assert (room[:, 1::2] == 7.0).all()


SIZE = "must be zero or of a size from 1e-05 to below 1e+32; got "


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (
            lambda: hanoi_ct.printed_growth(9e-6, 1.0),
            ArgumentValueError,
            "`current` of printed_growth " + SIZE + "9e-06",
        ),
        (
            lambda: hanoi_ct.printed_growth([1.0, np.inf, 1e32], 1.0),
            ArgumentValueError,
            "`current` of printed_growth " + SIZE + "inf at index 1, the first of 2",
        ),
        (
            lambda: hanoi_ct.printed_share(np.ones((2, 2)), [[1.0], [-1e40]]),
            ArgumentValueError,
            "`whole` of printed_share " + SIZE + "-1e+40 at index (1, 0), the first of 2",
        ),
        (
            lambda: hanoi_ct.printed_ratio([1.0, 1e31], [1.0, 1.23456e-5]),
            ArgumentValueError,
            "figures of printed_ratio must have all their digits within 36 places; got "
            "`numerator` 1e+31 and `denominator` 1.23456e-05 at index 1",
        ),
        (
            lambda: hanoi_ct.printed_growth(1e16, 1.0, 1),
            ArgumentValueError,
            "rates of printed_growth must have at most 18 digits at `decimals`; got "
            "`current` 1e+16 and `base` 1.0",
        ),
        (
            lambda: hanoi_ct.printed_growth(2.0, 1.0, 16),
            ArgumentValueError,
            "`decimals` of printed_growth must be between 0 and 15; got 16",
        ),
        (
            lambda: hanoi_ct.printed_ratio(2.0, 1.0, -1),
            ArgumentValueError,
            "`decimals` of printed_ratio must be between 0 and 15; got -1",
        ),
        (
            lambda: hanoi_ct.printed_ratio("2", 1.0),
            ArgumentTypeError,
            "`numerator` of printed_ratio must be real numbers in a NumPy array or a sequence; "
            "got dtype <U1: convert text to numbers first",
        ),
        (
            lambda: hanoi_ct.printed_ratio([2.0, 3.0], 1.0, [1, 2, 3]),
            ArgumentValueError,
            "arguments of printed_ratio must have shapes that broadcast together; got "
            "`numerator` (2,), `denominator` (), `decimals` (3,)",
        ),
        (
            lambda: hanoi_ct.printed_interval(7.45, 1),
            ArgumentValueError,
            "`x` of printed_interval must be a figure with no more decimals than `decimals`; "
            "got 7.45",
        ),
        (
            lambda: hanoi_ct.printed_interval([200.0, 2050.0], -2),
            ArgumentValueError,
            "`x` of printed_interval must be a figure with no more decimals than `decimals`; "
            "got 2050.0 at index 1",
        ),
        (
            lambda: hanoi_ct.printed_interval(7.4, 15),
            ArgumentValueError,
            "`decimals` of printed_interval must be between -15 and 14; got 15",
        ),
    ],
)
def test_what_is_refused(call, error, message):
    with pytest.raises(error) as caught:
        call()
    assert str(caught.value) == message


@pytest.mark.parametrize("name", RATES)
def test_out_is_untouched_when_a_figure_is_refused(name):
    out = np.full(2, 9.0)
    with pytest.raises(ArgumentValueError):
        getattr(hanoi_ct, name)([1.0, np.inf], 1.0, out=out)
    with pytest.raises(ArgumentValueError, match=rf"^`out` of {name} must be .*got shape \(2,\)$"):
        getattr(hanoi_ct, name)([1.0, 2.0, 3.0], 1.0, out=out)
    assert (out == 9.0).all()


@given(st.integers(-(10**8), 10**8), st.integers(-4, 6))
def test_intervals_end_on_the_nearest_doubles(digits, decimals):
    unit = Decimal(1).scaleb(-decimals)
    figure = digits * unit
    low, high = hanoi_ct.printed_interval(float(figure), decimals)
    expected = [float(figure - unit / 2) + 0.0, float(figure + unit / 2) + 0.0]
    assert same_bits(np.array([low, high]), np.array(expected)), figure


def test_intervals_of_round_figures():
    assert hanoi_ct.printed_interval(19, 0) == (18.5, 19.5)
    assert hanoi_ct.printed_interval(2000, -2) == (1950.0, 2050.0)
    assert hanoi_ct.printed_interval(-5.8, 1) == (-5.85, -5.75)


def test_intervals_of_missing_and_of_many_figures():
    low, high = hanoi_ct.printed_interval([np.nan, 7.4], 1)
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [True, False]
    low, high = hanoi_ct.printed_interval(np.asfortranarray(LEVELS), 2)
    assert low.shape == high.shape == LEVELS.shape
    assert same_bits(np.asarray(low), np.asarray(hanoi_ct.printed_interval(LEVELS, 2)[0]))
    assert hanoi_ct.printed_interval(np.empty((0, 3)), 1)[0].shape == (0, 3)
    assert hanoi_ct.printed_interval(5.0, [0, 1])[0].tolist() == [4.5, 4.95]
