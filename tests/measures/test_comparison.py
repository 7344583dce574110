"""Comparisons of figures: against exact fractions, in every layout, and their refusals."""

import math
from fractions import Fraction

import numpy as np
import pytest
from arrays import layouts, same_bits
from hypothesis import given
from hypothesis import strategies as st

import hanoi_ct
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

RNG = np.random.default_rng(20180831)
FIGURES = RNG.lognormal(4.6, 0.3, (7, 40))
RATES = RNG.normal(0.07, 0.1, (7, 40))
SHARES = RNG.uniform(0.05, 0.95, (7, 40))

# Name -> example arguments, the textbook formula, and the sum of the absolute values of
# the terms that may cancel in the result (its rounding errors are relative to that).
FUNCTIONS = {
    "difference": ((FIGURES, FIGURES[::-1]), lambda a, b: a - b, lambda a, b: abs(a - b)),
    "relative_change": (
        (FIGURES, FIGURES[::-1]),
        lambda a, b: (a - b) / b,
        lambda a, b: abs((a - b) / b),
    ),
    "ratio": ((FIGURES, FIGURES[::-1]), lambda a, b: a / b, lambda a, b: abs(a / b)),
    "implied_base": (
        (FIGURES, RATES),
        lambda x, g: x / (1 + g),
        lambda x, g: abs(x / (1 + g)),
    ),
    "implied_increase": (
        (FIGURES, RATES),
        lambda x, g: x - x / (1 + g),
        lambda x, g: abs(x * g / (1 + g)),
    ),
    "stacked_growth": (
        (RATES, RATES[::-1]),
        lambda a, b: (1 + a) * (1 + b) - 1,
        lambda a, b: abs(a) + abs(b) + abs(a * b),
    ),
    "implied_price_change": (
        (RATES, RATES[::-1]),
        lambda n, r: (1 + n) / (1 + r) - 1,
        lambda n, r: abs((n - r) / (1 + r)),
    ),
    "additive_contribution": (
        (SHARES, RATES),
        lambda s, g: s * g,
        lambda s, g: abs(s * g),
    ),
    "required_growth": (
        (RATES, RATES[::-1], SHARES),
        lambda t, p, s: ((1 + t) - (1 + p) * s) / (1 - s) - 1,
        lambda t, p, s: (abs(t) + abs(p * s)) / (1 - s),
    ),
}
NAMES = [*FUNCTIONS, "average_growth"]
figures = st.floats(1e-3, 1e9)
rates = st.floats(-0.99, 20.0).filter(lambda g: g == 0 or abs(g) > 1e-100)
shares = st.floats(0.0, 0.99)
DRAWN = {
    "difference": (figures, figures),
    "relative_change": (figures, figures),
    "ratio": (figures, figures),
    "implied_base": (figures, rates),
    "implied_increase": (figures, rates),
    "stacked_growth": (rates, rates),
    "implied_price_change": (rates, rates),
    "additive_contribution": (shares, rates),
    "required_growth": (rates, rates, shares),
}


def arguments(name):
    return FUNCTIONS[name][0] if name in FUNCTIONS else (RATES, RATES[::-1])


@pytest.mark.parametrize("name", FUNCTIONS)
@given(data=st.data())
def test_results_keep_all_their_digits(name, data):
    _, formula, terms = FUNCTIONS[name]
    values = [data.draw(strategy) for strategy in DRAWN[name]]
    exact = [Fraction(value) for value in values]
    error = abs(Fraction(float(getattr(hanoi_ct, name)(*values))) - formula(*exact))
    # Five roundings at most; a product of tiny rates may end among the subnormals.
    assert error <= 5 * Fraction(2) ** -53 * terms(*exact) + Fraction(2) ** -1074


@given(rates, rates)
def test_average_growth_twice_is_the_stacked_growth(first, second):
    mean = Fraction(float(hanoi_ct.average_growth(first, second)))
    exact = (1 + Fraction(first)) * (1 + Fraction(second)) - 1
    twice = (1 + mean) ** 2 - 1
    terms = abs(Fraction(first)) + abs(Fraction(second)) + abs(Fraction(first) * Fraction(second))
    # 1 + s is rounded before the root, which matters where the level all but vanishes.
    assert abs(twice - exact) <= 12 * Fraction(2) ** -53 * terms


@pytest.mark.parametrize("name", NAMES)
def test_every_layout_gives_the_same_bits(name):
    function = getattr(hanoi_ct, name)
    plain = arguments(name)
    expected = function(*plain)
    for position, argument in enumerate(plain):
        for layout, laid_out in layouts(argument):
            mixed = [*plain[:position], laid_out, *plain[position + 1 :]]
            if layout == "broadcast":
                repeated = [*plain[:position], laid_out.copy(), *plain[position + 1 :]]
                assert same_bits(function(*mixed), function(*repeated))
            else:
                assert same_bits(function(*mixed), expected), layout


@pytest.mark.parametrize("name", NAMES)
def test_numbers_broadcast_against_arrays(name):
    function = getattr(hanoi_ct, name)
    first, *others = arguments(name)
    numbers = [float(other[2, 5]) for other in others]
    result = function(first, *numbers)
    assert result.shape == first.shape
    assert result[2, 5] == arguments_result(name)[2, 5]
    one = function(float(first[2, 5]), *numbers)
    assert np.shape(one) == ()
    assert one == result[2, 5]
    assert function(first[:, :1], *(other[:1] for other in others)).shape == first.shape


def arguments_result(name):
    return getattr(hanoi_ct, name)(*arguments(name))


@pytest.mark.parametrize("name", NAMES)
def test_zero_figures_give_an_empty_result(name):
    empty = [np.empty((0, 3)) for _ in arguments(name)]
    assert getattr(hanoi_ct, name)(*empty).shape == (0, 3)


@pytest.mark.parametrize("name", NAMES)
def test_missing_in_any_argument_makes_the_result_missing(name):
    plain = arguments(name)
    for position in range(len(plain)):
        holed = [argument.copy() for argument in plain]
        holed[position][3, 4] = np.nan
        result = getattr(hanoi_ct, name)(*holed)
        assert np.isnan(result[3, 4])
        assert np.isnan(result).sum() == 1


@pytest.mark.parametrize("name", NAMES)
def test_integers_booleans_and_narrow_floats_convert(name):
    function = getattr(hanoi_ct, name)
    count = len(arguments(name))
    half = [0.5] * count
    assert function(*[np.float32(0.5)] * count) == function(*half)
    assert function(*[np.array([0, 0], dtype=np.int16)] * (count - 1), 0.5)[0] == function(
        *[0.0] * (count - 1), 0.5
    )
    assert function(*[True] * (count - 1), 0.5) == function(*[1.0] * (count - 1), 0.5)


@pytest.mark.parametrize("name", NAMES)
def test_out_takes_the_result_even_where_it_is_an_argument(name):
    function = getattr(hanoi_ct, name)
    expected = arguments_result(name)
    room = np.full((14, 40), 7.0)
    assert function(*arguments(name), out=room[::2]).base is room
    assert same_bits(room[::2], expected)
    assert (room[1::2] == 7.0).all()
    for position in range(len(arguments(name))):
        copies = [argument.copy() for argument in arguments(name)]
        function(*copies, out=copies[position])
        assert same_bits(copies[position], expected)
    shifted = np.zeros((8, 40))
    shifted[:7] = arguments(name)[0]
    function(shifted[:7], *arguments(name)[1:], out=shifted[1:])
    assert same_bits(shifted[1:], expected)


@pytest.mark.parametrize("name", NAMES)
def test_out_that_cannot_hold_the_result_is_refused_before_writing(name):
    function = getattr(hanoi_ct, name)
    rule = rf"^`out` of {name} must be a writeable float64 array of shape \(7, 40\); got "
    wrong = np.full((7, 1), 9.0)
    with pytest.raises(ArgumentValueError, match=rule + r"shape \(7, 1\)$"):
        function(*arguments(name), out=wrong)
    assert (wrong == 9.0).all()
    with pytest.raises(ArgumentTypeError, match=rule + r"dtype <f4$"):
        function(*arguments(name), out=np.empty((7, 40), np.float32))
    with pytest.raises(ArgumentTypeError, match=rule + r"a list$"):
        function(*arguments(name), out=[])
    frozen = np.empty((7, 40))
    frozen.flags.writeable = False
    with pytest.raises(ArgumentValueError, match=rule + r"a read-only array$"):
        function(*arguments(name), out=frozen)


@pytest.mark.parametrize("name", NAMES)
def test_masked_text_and_complex_data_are_refused(name):
    pandas = pytest.importorskip("pandas")
    function = getattr(hanoi_ct, name)
    count = len(arguments(name))
    for bad, got in [
        (pandas.Index([1.0]), "a pandas Index"),
        (np.ma.masked_array([1.0]), "a masked array"),
        (np.array(["1"]), "dtype <U1"),
        (np.array(["1"], dtype=object), "dtype object"),
        (np.array([1j]), "dtype complex128"),
    ]:
        for position in range(count):
            mixed = [0.5] * count
            mixed[position] = bad
            with pytest.raises(ArgumentTypeError, match=rf"of {name} must be real .*got {got}"):
                function(*mixed)


@pytest.mark.parametrize("name", NAMES)
def test_labelled_data_come_back_as_what_they_were(name):
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    arrow, xarray = pytest.importorskip("pyarrow"), pytest.importorskip("xarray")
    function = getattr(hanoi_ct, name)
    plain = [np.array(x) for x in ([0.1, 0.3], [0.2, 0.4], [0.5, 0.6])][: len(arguments(name))]
    expected = function(*plain)
    series = [pandas.Series(x, index=["a", "b"]) for x in plain]
    got = function(*series)
    pandas.testing.assert_series_equal(got, pandas.Series(expected, index=["a", "b"]))
    got = function(*map(pandas.DataFrame, series))
    assert same_bits(got[0].to_numpy(), expected)
    assert same_bits(function(*map(polars.Series, plain)).to_numpy(), expected)
    assert same_bits(function(*map(arrow.array, plain)).to_numpy(), expected)
    named = [xarray.DataArray(x, dims="a") for x in plain]
    assert same_bits(function(*named).to_numpy(), expected)
    first = function(series[0], *plain[1:])
    assert first.index.tolist() == ["a", "b"]
    with pytest.raises(ArgumentValueError, match="must have the same labels in the same order"):
        function(series[0], *(other[::-1] for other in series[1:]))


def test_shapes_that_do_not_broadcast_are_named():
    with pytest.raises(
        ArgumentValueError,
        match=r"^arguments of ratio must have shapes that broadcast together; "
        r"got `numerator` \(3,\), `denominator` \(2,\)$",
    ):
        hanoi_ct.ratio([1, 2, 3], [1, 2])


def test_relative_change_treats_bases_as_growth_does():
    current, base = [3.0, 3.0, -3.0, 0.0], [2.0, 0.0, -2.0, -0.0]
    for rule in ("nan", "formula", "absolute"):
        pairs = np.stack([base, current], axis=-1)
        expected = hanoi_ct.growth(pairs, negative_base=rule)[:, 1]
        assert same_bits(hanoi_ct.relative_change(current, base, negative_base=rule), expected)


def test_relative_change_names_the_first_base_that_raise_does_not_allow():
    rule = "`base` of relative_change must be positive under negative_base='raise'; got "
    for current, base, got in [
        (1.0, 0.0, "0.0"),
        (1.0, [2.0, -2.0, 0.0], "-2.0 at index 1, the first of 2"),
        (1.0, [[2.0, 3.0], [4.0, -1.5]], "-1.5 at index (1, 1)"),
    ]:
        with pytest.raises(ArgumentValueError) as caught:
            hanoi_ct.relative_change(current, base, negative_base="raise")
        assert str(caught.value) == rule + got
    passed = hanoi_ct.relative_change([3.0, 1.0], [2.0, np.nan], negative_base="raise")
    assert same_bits(passed, np.array([0.5, np.nan]))
    with pytest.raises(ArgumentValueError, match=r"^`negative_base` of relative_change must"):
        hanoi_ct.relative_change(1.0, 1.0, negative_base="zero")


@pytest.mark.parametrize("share", [-0.01, 1.0, 1.5, math.inf])
def test_required_growth_refuses_shares_outside_the_base(share):
    with pytest.raises(
        ArgumentValueError,
        match=rf"^`share` of required_growth must be at least 0 and below 1; got {share} "
        r"at index 1$",
    ):
        hanoi_ct.required_growth(0.08, 0.1, [0.5, share])


def test_zero_divisors_follow_ieee_arithmetic_without_a_warning():
    assert hanoi_ct.ratio(1.0, 0.0) == math.inf
    assert math.isnan(hanoi_ct.ratio(0.0, 0.0))
    assert hanoi_ct.implied_base(5.0, -1.0) == math.inf
    assert math.isnan(hanoi_ct.implied_price_change(-1.0, -1.0))
    assert math.isnan(hanoi_ct.average_growth(-2.0, 0.5))
    assert hanoi_ct.difference(1e308, -1e308) == math.inf


def test_the_eight_month_figures_of_2018():
    # Production +7.4 % against +6.5 %; exports nearly 9.2 billion USD, +19 % against +8.5 %.
    assert hanoi_ct.stacked_growth(0.074, 0.065) == pytest.approx(0.14381)
    assert hanoi_ct.average_growth(0.074, 0.065) == pytest.approx(0.0694905)
    # Base of exports: [9.15, 9.2] over [1.185, 1.195].
    base = hanoi_ct.implied_base([9.15, 9.2], [0.195, 0.185])
    assert base == pytest.approx([7.65690, 7.76371], abs=1e-5)
    assert hanoi_ct.ratio(0.19, 0.085) == pytest.approx(2.2353, abs=1e-4)
    # Output value +8.9 % at current, +7.7 % at constant prices.
    assert hanoi_ct.implied_price_change(0.089, 0.077) == pytest.approx(0.01114, abs=1e-5)
    # Export target of 7.5 to 8 %, 8 months with 0.63 to 0.67 of last year's total.
    needed = hanoi_ct.required_growth([0.075, 0.08], 0.19, [0.67, 0.63])
    assert needed == pytest.approx([-0.15848, -0.10730], abs=1e-5)
