"""Moving windows and what is observed: against exact fractions and stated bounds."""

import math
from fractions import Fraction

import exact_growth
import numpy as np
import pytest
import window_tree
from arrays import layouts, same_bits
from hypothesis import given
from hypothesis import strategies as st

import hanoi_ct
from hanoi_ct import _core
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

RNG = np.random.default_rng(20181212)
PANEL = RNG.lognormal(4.6, 0.3, (9, 70))
UNIT = Fraction(2) ** -53

moderate = (
    st.floats(1e-300, 1e300)
    | st.floats(-1e300, -1e-300)
    | st.sampled_from([0.0, -0.0, 5e-324, -2.5e-310])
)
some_missing = moderate | st.just(np.nan)
whole = st.integers(1, 10**6).map(float) | st.just(np.nan)


def within(got, exact, sizes, rounds):
    """Assert the bound of a sum of so many additions: gamma times the sum of sizes."""
    if exact is None:
        assert np.isnan(got)
    else:
        assert abs(Fraction(float(got)) - exact) <= rounds * UNIT / (1 - rounds * UNIT) * sizes


def test_the_order_of_addition_is_the_one_that_is_stated():
    assert [window_tree.blocks(w) for w in (1, 7, 8, 12, 13, 31)] == [
        [1], [1] * 7, [4, 4], [4, 4, 4], [4, 4, 4, 1], [4] * 7 + [1] * 3,
    ]  # fmt: skip
    assert window_tree.blocks(60) == [16] * 3 + [4] * 3
    assert window_tree.blocks(365) == [64] * 5 + [16] * 2 + [4] * 3 + [1]
    assert [window_tree.depth(w) for w in (7, 12, 60, 120, 365)] == [6, 4, 9, 12, 16]
    for window in range(1, 3000):
        assert sum(window_tree.blocks(window)) == window
        assert window_tree.depth(window) <= window - 1
        assert window < 8 or window_tree.depth(window) < 4.81 * math.log(window, 4)


@pytest.mark.parametrize("window", [1, 2, 7, 8, 12, 13, 24, 31, 32, 40, 52, 70, 71])
@pytest.mark.parametrize("axis", [-1, 0])
def test_every_layout_gives_windows_added_by_the_tree(loops, window, axis):
    for name, x in layouts(PANEL):
        moved = np.moveaxis(x.astype(float), axis, 0)
        sums = np.moveaxis(window_tree.moving_sums(moved, window), 0, axis)
        assert same_bits(hanoi_ct.moving_sum(x, window, axis=axis), sums), name
        assert same_bits(hanoi_ct.moving_mean(x, window, axis=axis), sums / window), name
        rates = hanoi_ct.growth(sums, window, axis=axis)
        assert same_bits(hanoi_ct.moving_growth(x, window, axis=axis), rates), name
        omit = {"missing": "omit", "axis": axis}
        assert same_bits(hanoi_ct.moving_sum(x, window, **omit), sums), name
        assert same_bits(hanoi_ct.moving_mean(x, window, **omit), sums / window), name
        assert same_bits(hanoi_ct.moving_growth(x, window, **omit), rates), name


@pytest.mark.parametrize("window", [2, 5, 8, 12, 30, 33, 64, 100, 128, 260, 300])
@pytest.mark.parametrize("shape", [(600, 3), (300, 60), (301, 17), (1100, 1)])
def test_windows_of_any_length_in_both_orders(loops, window, shape):
    """Sizes around the chunks, rings and strips that the kernels cut their work into."""
    x = RNG.normal(0.0, 1.0, shape) * 10.0 ** RNG.integers(-9, 9, shape)
    x[RNG.random(shape) < 0.002] = np.inf
    x[RNG.random(shape) < 0.05] = -0.0
    sums = window_tree.moving_sums(x, window)
    for order in "CF":
        rows = np.asarray(x, order=order)
        assert same_bits(hanoi_ct.moving_sum(rows, window, axis=0), sums)
        assert same_bits(hanoi_ct.moving_mean(rows.T, window), sums.T / window)


@pytest.mark.parametrize("window", [3, 12, 45])
def test_what_is_left_out_is_neutral_in_the_tree(loops, window):
    x = RNG.normal(0.0, 1.0, (300, 13)) * 10.0 ** RNG.integers(-9, 9, (300, 13))
    x[RNG.random(x.shape) < 0.3] = np.nan
    x[50:110, 4] = np.nan
    sums = window_tree.moving_sums(np.where(np.isnan(x), -0.0, x), window)
    seen = window_tree.moving_sums(~np.isnan(x), window)
    sums[~(seen >= 3)] = np.nan
    options = {"missing": "omit", "min_count": 3}
    for order in "CF":
        rows = np.asarray(x, order=order)
        assert same_bits(hanoi_ct.moving_sum(rows, window, axis=0, **options), sums)
        assert same_bits(hanoi_ct.moving_mean(rows.T, window, **options), (sums / seen).T)
    both = np.isnan(x) | np.isnan(np.vstack([np.full((5, 13), np.nan), x[:-5]]))
    now = window_tree.moving_sums(np.where(both, -0.0, x)[5:], window)
    base = np.vstack([x[:-5]])
    base = window_tree.moving_sums(np.where(both[5:], -0.0, base), window)
    seen = window_tree.moving_sums(~both[5:], window)
    rates = np.asarray(hanoi_ct.relative_change(now, base))
    rates[~(seen >= 3)] = np.nan
    got = hanoi_ct.moving_growth(x, window, 5, axis=0, **options)
    assert same_bits(got[5:], rates)
    assert np.isnan(got[:5]).all()


@pytest.mark.parametrize("window", [12, 60])
def test_a_window_has_the_same_bits_in_any_extract(window):
    x = RNG.lognormal(4.6, 0.3, (3, 400))
    whole = hanoi_ct.moving_sum(x, window)
    for start in (1, 7, 100):
        part = hanoi_ct.moving_sum(x[:, start:], window)
        assert same_bits(part[:, window - 1 :], whole[:, start + window - 1 :])


@pytest.mark.parametrize("n_series", [2000, 2001])
def test_rows_large_enough_to_be_streamed_hold_the_same_bits(loops, n_series):
    x = RNG.lognormal(4.6, 0.3, (1100, n_series))  # over 2**21 values
    some = [0, 1, 1023, 1024, n_series - 1]
    for window in (3, 4, 12, 13, 24, 60):
        expected = window_tree.moving_sums(x[:, some], window)
        out = np.full((1100, n_series + 4), -7.0)
        hanoi_ct.moving_sum(x, window, axis=0, out=out[:, 1:-3], threads=1)
        assert same_bits(out[:, 1:-3][:, some], expected)
        assert (out[:, [0, -3, -2, -1]] == -7.0).all()
        turned = np.ascontiguousarray(x.T)
        last = hanoi_ct.moving_sum(turned, window, threads=1)
        assert same_bits(last, np.ascontiguousarray(out[:, 1:-3].T))


def test_portable_and_selected_loops_differ_in_no_bit():
    patterns = RNG.integers(0, 2**64, 90_000, dtype=np.uint64).view(np.float64)
    panel = patterns.reshape(300, 300)
    for axis in (-1, 0):
        for window in (3, 12, 30, 50, 150):
            selected = _core.moving(panel, window, 0, axis=axis)
            assert same_bits(selected, _core.moving_portable(panel, window, 0, axis=axis))


@given(st.lists(some_missing, max_size=40), st.integers(1, 35))
def test_sums_keep_their_stated_bound(x, window):
    got = hanoi_ct.moving_sum(np.array(x, dtype=float), window)
    for t, exact in enumerate(exact_growth.moving(x, window)):
        inside = [abs(Fraction(v)) for v in x[max(0, t - window + 1) : t + 1] if v == v]
        within(got[t], exact, sum(inside), window_tree.depth(window))


@given(st.lists(some_missing, max_size=40), st.integers(1, 35), st.integers(1, 4))
def test_sums_of_what_is_observed_keep_it_too(x, window, fewest):
    array = np.array(x, dtype=float)
    got = hanoi_ct.moving_sum(array, window, missing="omit", min_count=fewest)
    mean = hanoi_ct.moving_mean(array, window, missing="omit", min_count=fewest)
    for t, exact in enumerate(exact_growth.moving(x, window, fewest)):
        inside = [abs(Fraction(v)) for v in x[max(0, t - window + 1) : t + 1] if v == v]
        within(got[t], exact, sum(inside), window_tree.depth(window))
        assert same_bits(mean[t : t + 1], got[t : t + 1] / max(1, len(inside)))
    years = hanoi_ct.ytd(array, periods_per_year=window, missing="omit", min_count=fewest)
    for t, exact in enumerate(exact_growth.observed_ytd(x, window, 1, fewest)):
        inside = [abs(Fraction(v)) for v in x[t - t % window : t + 1] if v == v]
        within(years[t], exact, sum(inside), window - 1)


@given(st.lists(whole, max_size=50), st.integers(1, 8), st.integers(1, 8), st.integers(1, 3))
def test_rates_of_what_both_years_have(x, window, lag, fewest):
    array = np.array(x, dtype=float)
    options = {"missing": "omit", "min_count": fewest}
    pairs = [
        (
            hanoi_ct.moving_growth(array, window, lag, **options),
            exact_growth.observed_moving_growth(x, window, lag, fewest),
        ),
        (
            hanoi_ct.ytd_growth(array, periods_per_year=lag, **options),
            exact_growth.observed_ytd_growth(x, lag, 1, fewest),
        ),
    ]
    for rates, exacts in pairs:
        for rate, exact in zip(rates, exacts, strict=True):
            if exact is None:
                assert np.isnan(rate)
            else:
                assert abs(Fraction(float(rate)) - exact) <= abs(exact) * Fraction(2) ** -52


def test_omission_of_nothing_changes_no_bit(loops):
    options = {"missing": "omit"}
    for axis in (0, -1):
        for function in (hanoi_ct.ytd, hanoi_ct.ytd_growth, hanoi_ct.moving_sum,
                         hanoi_ct.moving_mean, hanoi_ct.moving_growth):  # fmt: skip
            assert same_bits(function(PANEL, axis=axis, **options), function(PANEL, axis=axis))


@pytest.mark.parametrize("alien", [np.inf, -np.inf, 1e300])
def test_one_alien_value_is_felt_in_its_windows_only(loops, alien):
    x = RNG.random(100)
    plain = hanoi_ct.moving_sum(x, 12)
    x[40] = alien
    with_alien = hanoi_ct.moving_sum(x, 12)
    assert same_bits(with_alien[:40], plain[:40])
    assert same_bits(with_alien[52:], plain[52:])
    assert (np.abs(with_alien[40:52]) >= 1e300).all()


def test_no_drift():
    x = RNG.random(100_000) * 10.0 ** RNG.integers(-8, 9, 100_000)
    got = hanoi_ct.moving_sum(x, 12)
    fresh = np.array([sum(map(Fraction, x[t - 11 : t + 1])) for t in range(99_000, 100_000)])
    worst = max(abs(Fraction(float(g)) - f) / f for g, f in zip(got[99_000:], fresh, strict=True))
    assert worst <= window_tree.depth(12) * UNIT


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: hanoi_ct.moving_sum([1.0], 0), ArgumentValueError,
         "`window` of moving_sum must be at least 1; got 0"),
        (lambda: hanoi_ct.moving_mean([1.0], 1.0), ArgumentTypeError,
         "`window` of moving_mean must be an integer, at least 1; got 1.0"),
        (lambda: hanoi_ct.moving_growth([1.0], 2, 0), ArgumentValueError,
         "`lag` of moving_growth must be at least 1; got 0"),
        (lambda: hanoi_ct.moving_sum([1.0], missing="skip"), ArgumentValueError,
         "`missing` of moving_sum must be one of 'propagate', 'omit', 'raise'; got 'skip'"),
        (lambda: hanoi_ct.ytd([1.0], min_count=2), ArgumentValueError,
         "`min_count` of ytd must be 1 unless missing='omit'; got 2"),
        (lambda: hanoi_ct.ytd([1.0], missing="omit", min_count=0), ArgumentValueError,
         "`min_count` of ytd must be at least 1; got 0"),
        (lambda: hanoi_ct.ytd_growth([[1.0, np.nan], [np.nan, 1.0]], missing="raise"),
         ArgumentValueError,
         "`x` of ytd_growth must have no missing value under missing='raise'; got NaN at index "
         "(0, 1), the first of 2"),
        (lambda: hanoi_ct.decumulate([1.0], missing="omit"), ArgumentValueError,
         "`missing` of decumulate must be one of 'propagate', 'raise'; got 'omit'"),
        (lambda: hanoi_ct.moving_growth([-1.0, 1.0], 1, negative_base="raise"), ArgumentValueError,
         "bases in `x` of moving_growth must be positive under negative_base='raise'; got -1.0 at "
         "index 0"),
        (lambda: hanoi_ct.moving_growth([-1.0, 1.0], 1, missing="omit", negative_base="raise"),
         ArgumentValueError,
         "bases in `x` of moving_growth must be positive under negative_base='raise'; got -1.0 at "
         "index 0"),
        (lambda: hanoi_ct.ytd_growth([-1.0, 1.0], periods_per_year=1, missing="omit",
                                     negative_base="raise"), ArgumentValueError,
         "bases in `x` of ytd_growth must be positive under negative_base='raise'; got -1.0 at "
         "index 0"),
    ],
)  # fmt: skip
def test_refusals(call, error, message):
    with pytest.raises(error) as caught:
        call()
    assert str(caught.value) == message


def test_decumulate_undoes_ytd(loops):
    x = RNG.integers(1, 1000, (4, 40)).astype(float)
    for axis in (0, -1):
        for year in ((12, 1), (4, 3), (1, 1)):
            options = {"periods_per_year": year[0], "first_period": year[1], "axis": axis}
            sums = hanoi_ct.ytd(x, **options)
            back = hanoi_ct.decumulate(sums, **options)
            known = ~np.isnan(sums)
            assert (back[known] == x[known]).all()
