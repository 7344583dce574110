"""ytd and ytd_growth: against exact fractions, each other and their stated bounds."""

from fractions import Fraction

import exact_growth
import numpy as np
import pytest
from arrays import layouts, same_bits
from hypothesis import given
from hypothesis import strategies as st

import hanoi_ct
from hanoi_ct import _core
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

RNG = np.random.default_rng(20180108)
PANEL = RNG.lognormal(4.6, 0.3, (9, 40))
YEARS = [(12, 1), (12, 4), (4, 1), (4, 3), (52, 50), (1, 1), (5, 5), (60, 2)]

moderate = (
    st.floats(1e-300, 1e300)
    | st.floats(-1e300, -1e-300)
    | st.sampled_from([0.0, -0.0, 5e-324, -2.5e-310])
)
years = st.integers(1, 13).flatmap(lambda p: st.tuples(st.just(p), st.integers(1, p)))


def plain_ytd(x, periods_per_year, first_period):
    """Return the running sums of one series, added from the left."""
    sums = np.full(len(x), np.nan)
    for t in range(len(x)):
        _, place = exact_growth.year_of(t, periods_per_year, first_period)
        if t < place:
            continue
        sums[t] = x[t] if place == 0 else sums[t - 1] + x[t]
    return sums


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("axis", [-1, 0])
def test_every_layout_gives_sums_added_from_the_left(loops, year, axis):
    options = {"periods_per_year": year[0], "first_period": year[1], "axis": axis}
    for name, x in layouts(PANEL):
        moved = np.moveaxis(x.astype(float), axis, -1)
        sums = np.array([plain_ytd(series, *year) for series in moved])
        assert same_bits(hanoi_ct.ytd(x, **options), np.moveaxis(sums, -1, axis)), name
        rates = hanoi_ct.growth(np.moveaxis(sums, -1, axis), year[0], axis=axis)
        assert same_bits(hanoi_ct.ytd_growth(x, **options), rates), name


@pytest.mark.parametrize("n_series", [1, 2, 3, 4, 5, 8, 255, 256, 257, 4100])
def test_the_cut_of_a_panel_into_blocks_is_not_seen(loops, n_series):
    x = RNG.lognormal(0, 1, (n_series, 27))
    rates = hanoi_ct.ytd_growth(x)
    sums = hanoi_ct.ytd(x)
    for s in {0, n_series // 2, n_series - 1}:
        assert same_bits(sums[s], hanoi_ct.ytd(x[s]))
        assert same_bits(rates[s], hanoi_ct.ytd_growth(x[s]))
    turned = np.ascontiguousarray(x.T)
    assert same_bits(hanoi_ct.ytd(turned, axis=0), sums.T)
    assert same_bits(hanoi_ct.ytd_growth(turned, axis=0), rates.T)


def test_portable_and_selected_loops_differ_in_no_bit():
    patterns = RNG.integers(0, 2**64, 120_000, dtype=np.uint64).view(np.float64)
    panel = patterns.reshape(400, 300)
    for axis in (-1, 0):
        sums = _core.ytd(panel, 12, 5, axis=axis)
        assert same_bits(sums, _core.ytd_portable(panel, 12, 5, axis=axis))
        for rule in (0, 1, 2):
            rates = _core.ytd_growth(panel, 12, 5, rule, axis=axis)
            assert same_bits(rates, _core.ytd_growth_portable(panel, 12, 5, rule, axis=axis))


@given(st.lists(moderate, max_size=40), years)
def test_sums_keep_their_stated_bound(x, year):
    sums = hanoi_ct.ytd(np.array(x, dtype=float), periods_per_year=year[0], first_period=year[1])
    for t, (got, exact) in enumerate(zip(sums, exact_growth.ytd(x, *year), strict=True)):
        if exact is None:
            assert np.isnan(got)
            continue
        _, place = exact_growth.year_of(t, *year)
        unit = Fraction(2) ** -53
        size = sum(abs(Fraction(v)) for v in x[t - place : t + 1])
        assert abs(Fraction(float(got)) - exact) <= place * unit / (1 - place * unit) * size


@given(st.lists(st.integers(1, 10**9), max_size=60), years)
def test_rates_of_whole_numbers_are_within_two_roundings(x, year):
    rates = hanoi_ct.ytd_growth(x, periods_per_year=year[0], first_period=year[1])
    for got, exact in zip(rates, exact_growth.ytd_growth(x, *year), strict=True):
        if exact is None:
            assert np.isnan(got)
        else:
            assert abs(Fraction(float(got)) - exact) <= abs(exact) * Fraction(2) ** -52


@given(st.lists(st.floats(0.5, 2.0), min_size=24, max_size=24))
def test_a_rate_lies_between_the_rates_of_its_months(x):
    monthly = hanoi_ct.growth(x, 12)[12:]
    cumulative = hanoi_ct.ytd_growth(x)[12:]
    for t in range(12):
        assert monthly[: t + 1].min() - 1e-12 <= cumulative[t] <= monthly[: t + 1].max() + 1e-12


def test_a_missing_month_takes_the_rest_of_its_year_and_of_the_next_years_rates(loops):
    x = np.ones((2, 48))
    x[0, 17] = np.nan  # June of the second year
    sums, rates = hanoi_ct.ytd(x), hanoi_ct.ytd_growth(x)
    missing = np.zeros(48, dtype=bool)
    missing[17:24] = True
    assert np.array_equal(np.isnan(sums[0]), missing)
    missing[29:36] = True
    missing[:12] = True
    assert np.array_equal(np.isnan(rates[0]), missing)
    assert not np.isnan(sums[1]).any()


def test_an_infinity_stays_in_its_year(loops):
    x = np.ones(36)
    x[14] = np.inf
    sums = hanoi_ct.ytd(x)
    assert np.isinf(sums[14:24]).all()
    assert np.isfinite(sums[:14]).all()
    assert np.isfinite(sums[24:]).all()


def test_a_year_begun_before_the_data_has_no_sum():
    x = np.ones(20)
    sums = hanoi_ct.ytd(x, first_period=4)
    assert np.isnan(sums[:9]).all()
    assert sums[9] == 1.0
    assert np.isnan(hanoi_ct.ytd_growth(x, first_period=4)).all()
    assert np.isnan(hanoi_ct.ytd(x[:5], first_period=4)).all()


@pytest.mark.parametrize("rule", ["nan", "formula", "absolute"])
def test_negative_base_judges_the_sum_of_the_year_before(loops, rule):
    x = [5.0, -9.0, 3.0, 1.0, 1.0, 1.0]  # sums 5, -4, -1; then 1, 2, 3
    rates = hanoi_ct.ytd_growth(x, periods_per_year=3, negative_base=rule)[3:]
    expected = {
        "nan": [-0.8, np.nan, np.nan],
        "formula": [-0.8, -1.5, -4.0],
        "absolute": [-0.8, 1.5, 4.0],
    }
    assert same_bits(rates, np.array(expected[rule]))


def test_raise_names_the_first_sum_that_is_not_positive():
    x = np.array([[5.0, -9.0, 3.0, 1.0, 1.0, 1.0]])
    with pytest.raises(ArgumentValueError) as caught:
        hanoi_ct.ytd_growth(x, periods_per_year=3, negative_base="raise")
    assert str(caught.value) == (
        "bases in `x` of ytd_growth must be positive under negative_base='raise'; "
        "got -4.0 at index (0, 1), the first of 2"
    )


@pytest.mark.parametrize("function", [hanoi_ct.ytd, hanoi_ct.ytd_growth])
@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        (
            {"periods_per_year": 0},
            ArgumentValueError,
            "`periods_per_year` of {} must be at least 1; got 0",
        ),
        (
            {"periods_per_year": 12.0},
            ArgumentTypeError,
            "`periods_per_year` of {} must be an integer, at least 1; got 12.0",
        ),
        (
            {"first_period": 0},
            ArgumentValueError,
            "`first_period` of {} must be between 1 and 12; got 0",
        ),
        (
            {"periods_per_year": 4, "first_period": 5},
            ArgumentValueError,
            "`first_period` of {} must be between 1 and 4; got 5",
        ),
    ],
)
def test_the_year_is_checked(function, options, error, message):
    with pytest.raises(error) as caught:
        function([1.0, 2.0], **options)
    assert str(caught.value) == message.format(function.__name__)


def test_a_year_longer_than_the_data_is_one_running_sum(loops):
    for periods in (4, 10**6, 2**62 - 1):
        assert hanoi_ct.ytd([1, 2, 3], periods_per_year=periods).tolist() == [1.0, 3.0, 6.0]
        assert np.isnan(hanoi_ct.ytd_growth([1, 2, 3], periods_per_year=periods)).all()


@pytest.mark.parametrize("year", [1, 3, 4, 12, 13, 52, 240, 365])
@pytest.mark.parametrize("rule", ["nan", "formula", "absolute"])
def test_large_panels_that_are_streamed_hold_the_bits_of_small_ones(loops, year, rule):
    """Above four million values results go past the caches, line by line."""
    first = 1 + year // 3
    x = np.random.default_rng(year).normal(50.0, 40.0, (5, 801))
    options = {"periods_per_year": year, "first_period": first, "negative_base": rule}
    one = hanoi_ct.ytd_growth(x, **options)
    sums = hanoi_ct.ytd(x, periods_per_year=year, first_period=first)
    assert same_bits(one, hanoi_ct.growth(sums, year, negative_base=rule))
    many = hanoi_ct.ytd_growth(np.tile(x, (1100, 1)), threads=1, **options)
    for start in (0, 5, 5495):
        assert same_bits(many[start : start + 5], one)
