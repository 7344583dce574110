"""Benchmarking by Denton and Cholette: another package, a printed table, a dense oracle."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import hanoi_ct
from hanoi_ct.errors import ArgumentValueError

NAN = float("nan")
RANDOM = np.random.default_rng(6)
SERIES = RANDOM.lognormal(4.6, 0.1, 38)
YEARS = SERIES[:36].reshape(3, 12).sum(axis=1) * [1.02, 1.05, 0.97]


def test_against_r_tempdisagg(shared):
    cases = json.loads((shared / "reference" / "g_benchmarking.json").read_text())
    cases = [case for case in cases if case["operation"] == "denton"]
    assert cases
    for case in cases:
        i, expected = case["inputs"], np.array(case["expected"]["values"])
        got = hanoi_ct.denton(
            i["indicator"],
            i["benchmark"],
            i["per_year"],
            aggregate={"average": "mean"}.get(i["aggregate"], i["aggregate"]),
            criterion=i["criterion"],
            order=i["order"],
            method=i["method"].removeprefix("denton-"),
        )
        assert got == pytest.approx(expected, rel=case["tolerance"]), case["name"]


def dense(series, years, weights, criterion, order, method):
    """The same by dense least squares: a base of what meets the years, then lstsq."""
    n = len(series)
    whole = np.eye(n)
    for _ in range(order):
        whole = (np.eye(n) - np.eye(n, k=-1)) @ whole
    rows = whole if method == "denton" else whole[order:]
    factors = series if criterion == "proportional" else np.ones(n)
    bound = ~np.isnan(years)
    figures = np.zeros((len(years), n))
    for y in range(len(years)):
        figures[y, y * len(weights) : (y + 1) * len(weights)] = weights
    figures, years = figures[bound], years[bound]
    one = np.linalg.lstsq(figures * factors, years - figures @ series, rcond=None)[0]
    free = np.linalg.svd(figures * factors)[2][len(years) :].T
    step = np.linalg.lstsq(rows @ free, -rows @ one, rcond=None)[0]
    return series + factors * (one + free @ step)


@pytest.mark.parametrize("aggregate", ["sum", "mean", "first", "last"])
@pytest.mark.parametrize("criterion", ["proportional", "additive"])
@pytest.mark.parametrize("order", [0, 1, 2])
@pytest.mark.parametrize("method", ["cholette", "denton"])
@pytest.mark.parametrize("gap", [False, True])
def test_against_a_dense_solution(aggregate, criterion, order, method, gap):
    weights = {
        "sum": np.ones(12),
        "mean": np.ones(12) / 12,
        "first": np.eye(12)[0],
        "last": np.eye(12)[-1],
    }[aggregate]
    years = SERIES[:36].reshape(3, 12) @ weights * [1.02, NAN if gap else 1.05, 0.97]
    options = {"criterion": criterion, "order": order, "method": method}
    got = hanoi_ct.denton(SERIES, years, 12, aggregate=aggregate, **options)
    assert got == pytest.approx(dense(SERIES, years, weights, **options), rel=1e-8)


@given(
    st.lists(st.floats(0.1, 1000), min_size=8, max_size=60),
    st.lists(st.floats(0.5, 2), min_size=15, max_size=15),
    st.sampled_from(["proportional", "additive"]),
    st.sampled_from([0, 1, 2]),
)
def test_benchmarks_are_met(series, factors, criterion, order):
    series = np.array(series)
    m = len(series) // 4
    years = series[: 4 * m].reshape(m, 4).sum(axis=1) * factors[:m]
    got = hanoi_ct.denton(series, years, 4, criterion=criterion, order=order)
    assert got[: 4 * m].reshape(m, 4).sum(axis=1) == pytest.approx(years, rel=1e-10)


def test_what_agrees_already_stays():
    years = SERIES[:36].reshape(3, 12).sum(axis=1)
    assert hanoi_ct.denton(SERIES, years, 12) == pytest.approx(SERIES, rel=1e-13)


def test_long_series_meet_their_years():
    series = np.exp(RANDOM.normal(0.0, 0.02, 1200).cumsum())
    years = series.reshape(100, 12).sum(axis=1) * RANDOM.uniform(0.9, 1.1, 100)
    for order in (1, 2):
        got = hanoi_ct.denton(series, years, 12, order=order)
        assert got.reshape(100, 12).sum(axis=1) == pytest.approx(years, rel=1e-10)


def test_a_period_of_zero_stays_zero():
    series = SERIES.copy()
    series[[3, 20]] = 0.0
    got = hanoi_ct.denton(series, YEARS, 12)
    assert (got[[3, 20]] == 0.0).all()
    assert got[:36].reshape(3, 12).sum(axis=1) == pytest.approx(YEARS, rel=1e-12)


def test_series_on_leading_axes_are_each_their_own():
    both = hanoi_ct.denton(np.stack([SERIES, SERIES[::-1]]), YEARS, 12)
    assert (both[1] == hanoi_ct.denton(SERIES[::-1], YEARS, 12)).all()


@pytest.mark.parametrize(
    ("series", "years", "options", "words"),
    [
        ([1.0, NAN, 1.0, 1.0], [4.0], {}, "must be finite and given; got nan"),
        ([1.0] * 4, [float("inf")], {}, "NaN for a year without"),
        ([1.0] * 3, [4.0], {}, "got 3 values for 1 years of 4"),
        ([0.0] * 4, [4.0], {}, "criterion='additive'"),
        ([1.0] * 4, [4.0], {"order": 2}, "method='denton'"),
        ([1.0] * 4, [NAN], {}, "at least `order` figures"),
        ([1.0, -1.0, 1.0, -1.0], [4.0], {}, "within reach"),
        ([1.0] * 4, [-4.0], {"require_nonnegative": True}, "must not be negative"),
        ([1.0] * 4, [4.0], {"aggregate": "average"}, "'mean'"),
        ([1.0] * 4, [4.0], {"order": 3}, "between 0 and 2"),
    ],
)
def test_refusals(series, years, options, words):
    with pytest.raises(ArgumentValueError, match=words):
        hanoi_ct.denton(series, years, 4, **options)
