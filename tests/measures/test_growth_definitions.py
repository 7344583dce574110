"""Growth, differences, lags, cumulative sums by their definitions, in plain Python.

The definitions are those of R's collapse (fgrowth, fdiff, flag, fcumsum): one IEEE
operation after the other on each value, on vectors with signs, zeros and missing values,
on long tables in any order with gaps. Results are compared within 1e-12.
"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import hanoi_ct

NAN, INF = math.nan, math.inf

signed = st.floats(-1e4, 1e4).map(lambda v: round(v, 4)) | st.sampled_from([0.0, 1.0, -1.0])
vectors = st.lists(signed | st.just(NAN), min_size=1, max_size=40)
lags = st.sampled_from([1, 3, 12, -1])


def quotient(a, b):
    """Divide as IEEE 754 does."""
    if b != 0 or a != a:
        return a / b if b != 0 else NAN
    return NAN if a == 0 else math.copysign(INF, a) * math.copysign(1.0, b)


def log(v):
    return NAN if v != v or v < 0 else -INF if v == 0 else math.log(v)


def power(base, exponent):
    """Raise as C's pow does; NumPy takes a square root for 0.5, which differs at -inf."""
    try:
        return math.pow(base, exponent)
    except ValueError:  # a fraction of a negative
        return NAN
    except OverflowError:
        return math.copysign(INF, base) if exponent % 2 == 1 else INF


def percent(now, base):
    return (quotient(now, base) - 1) * 100


def lagged(x, lag, compare):
    """Compare each value with that `lag` places before it; a negative lag looks ahead."""
    n = len(x)
    return [compare(x[t], x[t - lag]) if 0 <= t - lag < n else NAN for t in range(n)]


def ours(function, x, lag):
    """Apply a function of a lag; a lead is a lag of the reversed series."""
    x = np.array(x, dtype=float)
    return function(x, lag) if lag > 0 else function(x[::-1], -lag)[::-1]


def assert_close(got, expected):
    got, expected = np.asarray(got, dtype=float), np.array(expected, dtype=float)
    assert (np.isnan(got) == np.isnan(expected)).all()
    infinite = np.isinf(expected)
    assert (got[infinite] == expected[infinite]).all()
    known = np.isfinite(expected)
    allowed = 1e-12 * np.maximum(1.0, np.abs(expected[known]))
    assert (np.abs(got[known] - expected[known]) <= allowed).all()


@given(vectors, lags)
def test_growth_of_signed_vectors(x, lag):
    def function(values, back):
        return 100 * hanoi_ct.growth(values, back, negative_base="formula")

    assert_close(ours(function, x, lag), lagged(x, lag, percent))


@given(vectors, lags, st.integers(1, 3))
def test_differences_of_signed_vectors(x, lag, times):
    expected = x
    for _ in range(times):
        expected = lagged(expected, lag, lambda now, base: now - base)

    def function(values, back):
        return hanoi_ct.growth(values, back, kind="difference", differences=times)

    assert_close(ours(function, x, lag), expected)


@given(vectors, lags)
def test_differences_of_logarithms_of_signed_vectors(x, lag):
    def function(values, back):
        return hanoi_ct.growth(values, back, kind="log", negative_base="formula")

    assert_close(ours(function, x, lag), lagged([log(v) for v in x], lag, lambda a, b: a - b))


@given(
    vectors,
    st.sampled_from([1, 2, 3, 12]),
    st.sampled_from([1, 4, 12]),
)
def test_growth_at_the_rate_of_a_year_or_of_one_period(x, lag, per_year):
    # periods_per_year=1 is a rate per period: the power is 1 / lag.
    def compound(now, base):
        return power(quotient(now, base), per_year / lag) - 1

    got = hanoi_ct.growth(
        x, lag, kind="annualised", periods_per_year=per_year, negative_base="formula"
    )
    assert_close(got, lagged(x, lag, compound))


def carried(x, skip, fill):
    """Add up a series; a missing value is skipped or ends it, and shows the sum if filled."""
    total, sums = 0.0, []
    for v in x:
        if v != v:
            total = total if skip else NAN
            sums.append(total if fill else NAN)
        else:
            total += v
            sums.append(total)
    return sums


@st.composite
def panels(draw, with_gaps):
    """Draw a long table in any order; series with gaps, or of different lives without."""
    rows = []
    for key in range(draw(st.integers(1, 4))):
        begin, n = draw(st.integers(1, 9)), draw(st.integers(1, 20))
        times = range(begin, begin + n)
        if with_gaps:
            times = draw(st.lists(st.sampled_from(times), unique=True))
        rows += [(key, t, draw(signed | st.just(NAN))) for t in times]
    rows = draw(st.permutations(rows))
    x = np.array([r[2] for r in rows], dtype=float)
    return x, np.array([r[0] for r in rows], int), np.array([r[1] for r in rows], int)


def by_time(table, lag, compare):
    lines = list(zip(*(list(map(float, table[0])), *table[1:]), strict=True))
    rows = {(s, t): v for v, s, t in lines}
    return [compare(v, rows.get((s, t - lag), NAN)) for v, s, t in lines]


@pytest.mark.parametrize("with_gaps", [False, True])
@given(data=st.data(), lag=st.sampled_from([1, 2, 4, 12]))
def test_panels_in_any_order(with_gaps, data, lag):
    table = x, series, time = data.draw(panels(with_gaps))
    options = {"negative_base": "formula"}
    rates = 100 * hanoi_ct.panel_growth(*table, lag, **options)
    assert_close(rates, by_time(table, lag, percent))
    steps = hanoi_ct.panel_growth(*table, lag, kind="difference")
    assert_close(steps, by_time(table, lag, lambda a, b: a - b))
    logs = [log(v) for v in x], series, time
    got = hanoi_ct.panel_growth(x + 0.0, series, time, lag, kind="log", **options)
    assert_close(got, by_time(logs, lag, lambda a, b: a - b))
    assert_close(hanoi_ct.panel_lag(*table, lag), by_time(table, lag, lambda a, b: b))
    # A lead is a lag in time that runs backwards.
    leads = hanoi_ct.panel_lag(x, series, -time, lag)
    assert_close(leads, by_time(table, -lag, lambda a, b: b))


@given(panels(with_gaps=True))
def test_second_differences_of_panels_need_three_periods_in_a_row(table):
    first = by_time(table, 1, lambda a, b: a - b)
    expected = by_time((first, *table[1:]), 1, lambda a, b: a - b)
    got = hanoi_ct.panel_growth(*table, kind="difference", differences=2)
    # A difference that no row has cannot be subtracted, though both its values are there.
    assert_close(got, expected)


@given(panels(with_gaps=True))
def test_cumulative_sums_of_panels(table):
    x, series, time = table
    one_year = {"periods_per_year": 40}
    expected = {(skip, fill): np.empty(len(x)) for skip in (0, 1) for fill in (0, 1)}
    for key in set(series):
        rows = np.flatnonzero(series == key)
        rows = rows[np.argsort(time[rows])]
        for (skip, fill), sums in expected.items():
            sums[rows] = carried(x[rows], skip, fill)
    # What is not there counts as missing: consecutive places in the order of time.
    place = np.array(
        [1 + ((series == s) & (time < t)).sum() for s, t in zip(series, time, strict=True)], int
    )
    plain = hanoi_ct.panel_ytd(x, series, place, **one_year)
    assert_close(plain, expected[0, 0])
    omitted = hanoi_ct.panel_ytd(x, series, place, missing="omit", **one_year)
    assert_close(np.where(np.isnan(x), NAN, omitted), expected[1, 0])
    # Before the first value nothing is known; that package carries a sum of nothing, zero.
    assert_close(np.nan_to_num(omitted), expected[1, 1])


@given(st.lists(st.floats(1, 1e3) | st.just(NAN), min_size=13, max_size=60))
def test_year_to_date_leaves_a_missing_month_out_of_both_years(x):
    got = hanoi_ct.ytd_growth(x, missing="omit")
    for t in range(len(x)):
        months = range(t - t % 12, t + 1)
        both = [(x[i], x[i - 12]) for i in months if i >= 12 and x[i] == x[i] == x[i]]
        both = [(now, base) for now, base in both if base == base]
        rate = NAN
        if t >= 12 and both:
            base = math.fsum(b for _, b in both)
            rate = (math.fsum(n for n, _ in both) - base) / base
        assert_close(got[t : t + 1], [rate])
