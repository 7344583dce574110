"""Benchmarking by Denton and Cholette: another package, a printed table, a dense oracle."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hanoi_ct
from hanoi_ct.errors import ArgumentValueError

NAN = float("nan")
RANDOM = np.random.default_rng(6)
SERIES = RANDOM.lognormal(4.6, 0.1, 38)
YEARS = SERIES[:36].reshape(3, 12).sum(axis=1) * [1.02, 1.05, 0.97]


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
        ([1.0] * 4, [-4.0], {"criterion": "growth_rates"}, "must be positive under"),
        ([1.0] * 4, [4.0], {"criterion": "growth_rates", "order": 2}, "must be 1 and 'cholette'"),
        ([1.0] * 4, [4.0], {"aggregate": "average"}, "'mean'"),
        ([1.0] * 4, [4.0], {"order": 3}, "between 0 and 2"),
    ],
)
def test_refusals(series, years, options, words):
    with pytest.raises(ArgumentValueError, match=words):
        hanoi_ct.denton(series, years, 4, **options)


# ---- bounds -------------------------------------------------------------------------


@settings(max_examples=60)
@given(
    st.lists(st.floats(0.0, 10), min_size=8, max_size=40),
    st.lists(st.floats(0.0, 30), min_size=10, max_size=10),
    st.sampled_from(["additive", "proportional"]),
    st.sampled_from([1, 2]),
    st.sampled_from(["cholette", "denton"]),
)
def test_nowhere_negative_and_least(series, years, criterion, order, method):
    """The conditions of Karush, Kuhn and Tucker, which only the least sum fulfils."""
    series = np.array(series) + (0.1 if criterion == "proportional" else 0.0)
    n, m = len(series), len(series) // 4
    years = np.array(years[:m])
    options = {"criterion": criterion, "order": order, "method": method}
    got = hanoi_ct.denton(series, years, 4, require_nonnegative=True, **options)
    assert (got >= 0).all()
    assert got[: 4 * m].reshape(m, 4).sum(axis=1) == pytest.approx(years, rel=1e-10, abs=1e-10)
    factors = series if criterion == "proportional" else np.ones(n)
    whole = np.eye(n)
    for _ in range(order):
        whole = (np.eye(n) - np.eye(n, k=-1)) @ whole
    rows = whole if method == "denton" else whole[order:]
    slope = rows.T @ rows @ ((got - series) / factors) / factors  # of the sum in the values
    up = slope > 1e-7 * max(1, np.abs(slope).max())
    for y in range(m):  # within a year no period above zero has another slope
        year = slice(4 * y, 4 * y + 4)
        above = got[year] > 1e-9 * max(1, years[y])
        if above.any():
            size = max(1.0, np.abs(slope).max())
            assert np.ptp(slope[year][above]) <= 1e-6 * size
            assert (slope[year] >= slope[year][above].min() - 1e-6 * size).all()
    assert not up[4 * m :][got[4 * m :] > 1e-9].any()


def test_a_bound_that_does_not_bind_changes_nothing():
    for options in ({}, {"order": 2}, {"criterion": "additive"}):
        free = hanoi_ct.denton(SERIES, YEARS, 12, **options)
        assert (free > 0).all()
        bound = hanoi_ct.denton(SERIES, YEARS, 12, require_nonnegative=True, **options)
        assert bound == pytest.approx(free, rel=1e-13)
    series, years = [1.0, 9, 9, 1, 9, 9, 1, 9], [4.0, 4.0]
    assert (hanoi_ct.denton(series, years, 4, criterion="additive") < 0).any()
    bound = hanoi_ct.denton(series, years, 4, criterion="additive", require_nonnegative=True)
    assert (bound == 0).any()
    assert bound.reshape(2, 4).sum(axis=1) == pytest.approx(years, rel=1e-12)


# ---- growth rates -------------------------------------------------------------------


def rate_loss(x, series):
    return (((x[1:] / x[:-1]) - series[1:] / series[:-1]) ** 2).sum()


@pytest.mark.parametrize("aggregate", ["sum", "mean", "first", "last"])
def test_growth_rates_are_least_by_another_solver(aggregate):
    optimize = pytest.importorskip("scipy.optimize")
    series, length = SERIES[:14], 4
    weights = {"sum": np.ones(4), "mean": np.ones(4) / 4, "first": np.eye(4)[0],
               "last": np.eye(4)[3]}[aggregate]  # fmt: skip
    years = series[:12].reshape(3, 4) @ weights * [1.05, 0.9, 1.2]
    options = {"aggregate": aggregate}
    got = hanoi_ct.denton(series, years, length, criterion="growth_rates", **options)
    assert got[:12].reshape(3, 4) @ weights == pytest.approx(years, rel=1e-10)
    start = hanoi_ct.denton(series, years, length, **options)
    meets = {"type": "eq", "fun": lambda x: x[:12].reshape(3, 4) @ weights / years - 1}
    other = optimize.minimize(
        lambda x: 1e3 * rate_loss(x, series), start, constraints=meets, method="SLSQP",
        options={"ftol": 1e-15, "maxiter": 2000},
    )  # fmt: skip
    assert rate_loss(got, series) <= rate_loss(start, series)
    assert rate_loss(got, series) <= 1e-3 * other.fun * (1 + 1e-6)
    assert got == pytest.approx(other.x, rel=2e-4)
    # Behind the last figure the rates are those of the indicator.
    assert got[13] / got[12] == pytest.approx(series[13] / series[12], rel=1e-9)


@given(st.lists(st.floats(0.2, 5), min_size=12, max_size=40), st.integers(0, 10**6))
@settings(max_examples=30)
def test_growth_rates_meet_the_years(series, seed):
    series, m = np.array(series), len(series) // 4
    years = series[: 4 * m].reshape(m, 4).sum(axis=1)
    years = years * np.random.default_rng(seed).uniform(0.8, 1.3, m)
    got = hanoi_ct.denton(series, years, 4, criterion="growth_rates")
    assert got[: 4 * m].reshape(m, 4).sum(axis=1) == pytest.approx(years, rel=1e-10)
    assert (got > 0).all()
    start = hanoi_ct.denton(series, years, 4)
    if (start > 0).all():
        assert rate_loss(got, series) <= rate_loss(start, series) * (1 + 1e-12)


@pytest.mark.parametrize("spread", [0.05, 0.3, 1.0])
def test_growth_rates_stand_still_at_the_least_sum(spread):
    """Within a year the slope of the sum is the same in every period, behind the last 0."""
    random = np.random.default_rng(9)
    series = random.lognormal(4, spread, 51)
    years = series[:48].reshape(4, 12).sum(axis=1) * random.uniform(0.7, 1.4, 4)
    x = hanoi_ct.denton(series, years, 12, criterion="growth_rates")
    rest = 2 * (x[1:] / x[:-1] - series[1:] / series[:-1])
    slope = np.append(0.0, rest / x[:-1]) - np.append(rest * x[1:] / x[:-1] ** 2, 0.0)
    within = slope[:48].reshape(4, 12)
    size = np.abs(slope * x).max()
    off = (within - within.mean(axis=1, keepdims=True)) * x[:48].reshape(4, 12)
    assert np.abs(off).max() < 1e-7 * size
    assert np.abs(slope[48:] * x[48:]).max() < 1e-7 * size


# ---- labels -------------------------------------------------------------------------


def test_labelled_years_are_matched():
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    xarray = pytest.importorskip("xarray")
    plain = hanoi_ct.denton(SERIES, [NAN, *YEARS[1:]], 12)
    months = pandas.period_range("2015-01", periods=38, freq="M")
    monthly = pandas.Series(SERIES, index=months, name="output")
    for index in (
        [2016, 2017],
        pandas.PeriodIndex(["2016", "2017"], freq="Y"),
        ["2016", "2017"],
        pandas.to_datetime(["2016-12-31", "2017-12-31"]),
    ):
        got = hanoi_ct.denton(monthly, pandas.Series(YEARS[1:], index=index))
        assert got.index.equals(months)
        assert got.name == "output"
        np.testing.assert_array_equal(got, plain)
    frame = pandas.DataFrame({"a": SERIES, "b": SERIES[::-1]}, index=months)
    figures = pandas.DataFrame({"a": YEARS, "b": 2 * YEARS}, index=[2015, 2016, 2017])
    got = hanoi_ct.denton(frame, figures)
    np.testing.assert_array_equal(got["b"], hanoi_ct.denton(SERIES[::-1], 2 * YEARS, 12))
    with pytest.raises(ArgumentValueError, match="same columns"):
        hanoi_ct.denton(frame, figures[["b", "a"]])
    text = [str(m) for m in months]
    table = polars.DataFrame({"month": text, "a": SERIES})
    years = polars.DataFrame({"year": ["2016", "2017"], "a": YEARS[1:]})
    np.testing.assert_array_equal(hanoi_ct.denton(table, years)["a"].to_numpy(), plain)
    np.testing.assert_array_equal(
        hanoi_ct.denton(table.to_arrow(), years.to_arrow())["a"].to_numpy(), plain
    )
    array = xarray.DataArray(SERIES, {"time": months.to_timestamp()}, ("time",))
    np.testing.assert_array_equal(hanoi_ct.denton(array, [NAN, *YEARS[1:]]).values, plain)
    disaggregated = hanoi_ct.temporal_disaggregate(
        frame, figures["a"], method="fernandez", constant=False
    )
    assert disaggregated.values.index.equals(months)
    np.testing.assert_array_equal(
        disaggregated.values,
        hanoi_ct.temporal_disaggregate(
            np.stack([SERIES, SERIES[::-1]]), YEARS, 12, method="fernandez", constant=False
        ).values,
    )
    for x, y, words in (
        (monthly[1:], YEARS, r"must begin with the first period of a year; got 2015-02"),
        (monthly, pandas.Series([1.0], index=[2018]), "of years that `indicator` has whole"),
        (monthly, pandas.Series([1.0], index=[2014]), "2015 to 2017; got 2014"),
        (monthly.drop(monthly.index[5]), YEARS, "must have no gap"),
    ):
        with pytest.raises(ArgumentValueError, match=words):
            hanoi_ct.denton(x, y)
    with pytest.raises(ArgumentValueError, match=r"^`per_year` of denton must agree"):
        hanoi_ct.denton(monthly, YEARS, 4)
