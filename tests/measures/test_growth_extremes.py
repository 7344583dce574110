"""ytd, moving_sum and chain over all of the doubles: stated bounds, and where infinities go."""

import math
from fractions import Fraction

import exact_growth
import numpy as np
import pytest
from arrays import same_bits
from hypothesis import example, given
from hypothesis import strategies as st

import hanoi_ct

UNIT = Fraction(2) ** -53
LEAST_NORMAL = Fraction(2) ** -1022
LARGEST = Fraction(np.finfo(float).max)

specials = st.sampled_from([0.0, -0.0, 5e-324, -5e-324, 2.5e-310, -2.5e-310, 2.0**-1022, 1.0])
sizes = st.floats(1e-300, 1e300) | st.integers(-300, 300).map(lambda e: 10.0**e)
finite = specials | sizes | sizes.map(lambda v: -v)
series = st.lists(finite, max_size=30)
years = st.integers(1, 13).flatmap(lambda p: st.tuples(st.just(p), st.integers(1, p)))


def assert_within(got, exact, sum_of_sizes, rounds):
    gamma = rounds * UNIT / (1 - rounds * UNIT)
    assert abs(Fraction(float(got)) - exact) <= gamma * sum_of_sizes


@given(series, years)
@example([1e300, -1e300, 1e-300, 5e-324], (4, 1))
def test_sums_of_the_year_keep_their_bound(x, year):
    sums = hanoi_ct.ytd(np.array(x, dtype=float), periods_per_year=year[0], first_period=year[1])
    for t, exact in enumerate(exact_growth.ytd(x, *year)):
        place = exact_growth.year_of(t, *year)[1]
        if exact is None:
            assert np.isnan(sums[t])
        else:
            parts = [abs(Fraction(v)) for v in x[t - place : t + 1]]
            assert_within(sums[t], exact, sum(parts), place)


@given(series, st.integers(1, 13))
@example([1e300, 1.0, -1e300, 1e-300, 5e-324], 3)
def test_sums_of_windows_keep_their_bound(x, window):
    sums = hanoi_ct.moving_sum(np.array(x, dtype=float), window)
    for t, exact in enumerate(exact_growth.moving(x, window)):
        if exact is None:
            assert np.isnan(sums[t])
        else:
            parts = [abs(Fraction(v)) for v in x[t - window + 1 : t + 1]]
            assert_within(sums[t], exact, sum(parts), window - 1)


@given(series, sizes)
@example([1e300, 1e-300, 1e300, 1e-300], 1.0)
@example([0.5, -0.0, 3.0], 100.0)
def test_a_chain_keeps_its_bound_up_to_where_it_leaves_the_normal_doubles(x, start):
    levels = hanoi_ct.chain(np.array(x, dtype=float), start=start)
    exact = Fraction(start)
    for t, relative in enumerate(x):
        exact *= Fraction(relative)
        # With room for the error bound: a level near the edge may already have crossed it.
        if not 2 * LEAST_NORMAL <= abs(exact) <= LARGEST / 2:
            if relative == 0:  # nothing is rounded from here on
                assert (levels[t:] == 0).all()
            break
        assert_within(levels[t], exact, abs(exact), t + 1)


@given(series, years)
def test_zeros_keep_the_sign_of_the_sum_from_the_left(x, year):
    zeros = [math.copysign(0.0, v) for v in x]
    sums = hanoi_ct.ytd(np.array(zeros, dtype=float), periods_per_year=year[0])
    for t in range(len(zeros)):
        plain = zeros[t - t % year[0]]
        for v in zeros[t - t % year[0] + 1 : t + 1]:
            plain += v
        assert same_bits(sums[t : t + 1], np.array([plain]))


@st.composite
def with_an_infinity(draw):
    """Draw a series that cannot overflow by itself, and where an infinity takes a place in it."""
    x = draw(st.lists(st.floats(-1e300, 1e300), min_size=1, max_size=40))
    return x, draw(st.integers(0, len(x) - 1)), draw(st.sampled_from([np.inf, -np.inf]))


def before_and_after(function, case):
    x, at, infinity = case
    plain = np.array(x)
    spoiled = plain.copy()
    spoiled[at] = infinity
    return function(plain), function(spoiled)


@given(with_an_infinity(), st.integers(1, 13), st.booleans())
def test_an_infinity_touches_its_own_windows_only(case, window, omit):
    options = {"missing": "omit"} if omit else {}
    _, at, infinity = case
    for function in (hanoi_ct.moving_sum, hanoi_ct.moving_mean):
        plain, spoiled = before_and_after(lambda x, f=function: f(x, window, **options), case)
        inside = np.zeros(len(plain), dtype=bool)
        inside[max(at, window - 1) : at + window] = True
        assert (spoiled[inside] == infinity).all()
        assert same_bits(spoiled[~inside], plain[~inside])


@given(with_an_infinity(), years, st.booleans())
def test_an_infinity_touches_the_rest_of_its_year_only(case, year, omit):
    options = {"periods_per_year": year[0], "first_period": year[1]}
    options |= {"missing": "omit"} if omit else {}
    _, at, infinity = case
    plain, spoiled = before_and_after(lambda x: hanoi_ct.ytd(x, **options), case)
    rest = np.zeros(len(plain), dtype=bool)
    place = exact_growth.year_of(at, *year)[1]
    if at >= place:  # in a year that began before the data nothing is known
        rest[at : at - place + year[0]] = True
    assert (spoiled[rest] == infinity).all()
    assert same_bits(spoiled[~rest], plain[~rest])


@given(with_an_infinity(), years)
def test_an_infinity_touches_the_rates_of_its_year_and_of_the_next(case, year):
    options = {"periods_per_year": year[0], "first_period": year[1]}
    _, at, _ = case
    plain, spoiled = before_and_after(lambda x: hanoi_ct.ytd_growth(x, **options), case)
    place = exact_growth.year_of(at, *year)[1]
    untouched = np.ones(len(plain), dtype=bool)
    for begin in (at, at + year[0]):
        untouched[begin : begin - place + year[0]] = False
    assert same_bits(spoiled[untouched], plain[untouched])


@given(with_an_infinity(), st.integers(1, 13))
def test_an_infinity_touches_the_growth_over_it_only(case, lag):
    _, at, _ = case
    plain, spoiled = before_and_after(lambda x: hanoi_ct.growth(x, lag), case)
    untouched = np.ones(len(plain), dtype=bool)
    untouched[[i for i in (at, at + lag) if i < len(plain)]] = False
    assert same_bits(spoiled[untouched], plain[untouched])


@given(st.lists(st.floats(0.5, 2.0), min_size=1, max_size=40), st.data())
def test_an_infinity_touches_the_rest_of_its_chain_only(x, data):
    at = data.draw(st.integers(0, len(x) - 1))
    plain, spoiled = before_and_after(hanoi_ct.chain, (x, at, np.inf))
    assert same_bits(spoiled[:at], plain[:at])
    assert (spoiled[at:] == np.inf).all()


@pytest.mark.parametrize("function", [hanoi_ct.ytd, lambda x: hanoi_ct.moving_sum(x, 2)])
def test_two_infinities_of_opposite_sign_have_no_sum(loops, function):
    got = function([1.0, np.inf, -np.inf, 1.0])
    assert got[1] == np.inf
    assert np.isnan(got[2])
