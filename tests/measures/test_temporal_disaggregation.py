"""Chow-Lin, Litterman and Fernandez: another package, and their dense definition."""

import json

import numpy as np
import pytest

import hanoi_ct
from hanoi_ct.errors import ArgumentValueError

RANDOM = np.random.default_rng(8)
INDICATOR = RANDOM.normal(0.0, 1.0, 50).cumsum() + 50
YEARS = INDICATOR[:48].reshape(12, 4).sum(axis=1) * 1.5 + RANDOM.normal(0.0, 3.0, 12)
METHODS = ("chow_lin", "litterman", "fernandez")


def test_against_r_tempdisagg(shared):
    cases = json.loads((shared / "reference" / "g_benchmarking.json").read_text())
    cases = [case for case in cases if case["operation"] == "temporal_disaggregation"]
    assert cases
    for case in cases:
        i, expected = case["inputs"], case["expected"]
        method = next(m for m in METHODS if i["method"].replace("-", "_").startswith(m))
        got = hanoi_ct.temporal_disaggregate(
            i["indicator"],
            i["benchmark"],
            i["per_year"],
            method=method,
            rho=i.get("rho"),
            aggregate={"average": "mean"}.get(i["aggregate"], i["aggregate"]),
        )
        assert got.values == pytest.approx(expected["values"], rel=case["tolerance"])
        assert got.coefficients == pytest.approx(expected["coefficients"], rel=case["tolerance"])


def dense(method, rho, figures, target):
    """The textbook, with the covariance in full; log likelihood but for a constant."""
    n = figures.shape[1]
    lag = np.eye(n, k=-1)
    if method == "chow_lin":
        place = np.arange(n)
        cov = rho ** np.abs(place[:, None] - place) / (1 - rho**2)
    else:
        steps = np.eye(n) - lag
        if method == "litterman":
            steps = (np.eye(n) - rho * lag) @ steps
        cov = np.linalg.inv(steps.T @ steps)
    x = np.stack([np.ones(n), INDICATOR], axis=1)
    inner = np.linalg.inv(figures @ cov @ figures.T)
    yearly = figures @ x
    beta = np.linalg.solve(yearly.T @ inner @ yearly, yearly.T @ inner @ target)
    left = target - yearly @ beta
    loss = len(target) * np.log(left @ inner @ left) - np.linalg.slogdet(inner)[1]
    return x @ beta + cov @ figures.T @ inner @ left, beta, -loss / 2


@pytest.mark.parametrize("aggregate", ["sum", "mean", "first", "last"])
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("gap", [False, True])
def test_against_the_dense_definition(method, aggregate, gap):
    weights = {"sum": np.ones(4), "mean": np.ones(4) / 4}.get(aggregate)
    if weights is None:
        weights = np.eye(4)[0 if aggregate == "first" else -1]
    figures = np.zeros((12, 50))
    figures[:, :48] = np.kron(np.eye(12), weights)
    years = YEARS.copy()
    if gap:
        years[5] = np.nan
    there = ~np.isnan(years)
    rho = None if method == "fernandez" else 0.6
    got = hanoi_ct.temporal_disaggregate(
        INDICATOR, years, 4, method=method, rho=rho, aggregate=aggregate
    )
    values, beta, _ = dense(method, rho, figures[there], years[there])
    assert got.values == pytest.approx(values, rel=1e-8)
    assert got.coefficients == pytest.approx(beta, rel=1e-8)
    assert (figures @ got.values)[there] == pytest.approx(years[there], rel=1e-10)


@pytest.mark.parametrize("method", ["chow_lin", "litterman"])
def test_no_other_rho_is_likelier(method):
    figures = np.zeros((12, 50))
    figures[:, :48] = np.kron(np.eye(12), np.ones(4))
    rho = hanoi_ct.temporal_disaggregate(INDICATOR, YEARS, 4, method=method).rho
    best = dense(method, rho, figures, YEARS)[2]
    assert 0.0 <= rho <= 0.999
    assert all(
        dense(method, r, figures, YEARS)[2] <= best + 1e-8 for r in np.linspace(0, 0.999, 334)
    )


@pytest.mark.parametrize(
    ("indicator", "years", "options", "words"),
    [
        (INDICATOR, YEARS, {"rho": 1.0}, "between -1 and 1"),
        (INDICATOR, YEARS, {"rho": 0.5, "method": "fernandez"}, "litterman"),
        (INDICATOR, YEARS[:1], {"rho": 0.5}, "at least 2 figures"),
        (np.ones(50), YEARS, {"rho": 0.5}, "rank 1"),
        ([INDICATOR, INDICATOR * 2], YEARS, {"rho": 0.5}, "rank 2"),
        (INDICATOR, [YEARS], {}, "one row"),
    ],
)
def test_refusals(indicator, years, options, words):
    with pytest.raises(ArgumentValueError, match=words):
        hanoi_ct.temporal_disaggregate(indicator, years, 4, **options)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("per_year", [2, 4])
def test_nowhere_negative_and_nearest(method, per_year):
    """The conditions of Karush, Kuhn and Tucker, which only the nearest series fulfils."""
    touched = 0
    for seed in range(40):
        rng = np.random.default_rng(seed)
        n, m = 6 * per_year + 1, 6
        indicator = rng.uniform(0.0, 10.0, n)
        years = rng.uniform(0.0, 3.0, m) * (rng.random(m) < 0.8)
        rho = None if method == "fernandez" else 0.6
        options = {"method": method, "rho": rho}
        free = hanoi_ct.temporal_disaggregate(indicator, years, per_year, **options)
        got = hanoi_ct.temporal_disaggregate(
            indicator, years, per_year, require_nonnegative=True, **options
        )
        x = got.values
        assert (x >= 0.0).all()
        assert (got.coefficients == free.coefficients).all()
        size = max(1.0, np.abs(free.values).max())
        assert x[: m * per_year].reshape(m, -1).sum(axis=1) == pytest.approx(years, abs=1e-9 * size)
        if (free.values >= 0.0).all():
            assert (x == free.values).all()
            continue
        touched += 1
        lag = np.eye(n, k=-1)
        filtered = np.eye(n) - (lag if method != "chow_lin" else 0.6 * lag)
        if method == "litterman":
            filtered = (np.eye(n) - 0.6 * lag) @ filtered
        precision = filtered.T @ filtered
        if method == "chow_lin":
            precision[0, 0] -= 0.36
            precision[-1, -1] = 1.0
        regressed = got.coefficients[0] + got.coefficients[1] * indicator
        slope = precision @ (x - regressed)
        room = 1e-7 * max(1.0, np.abs(slope).max())
        for y in range(m):
            year = slice(per_year * y, per_year * (y + 1))
            above = x[year] > 1e-9 * size
            if above.any():
                assert np.ptp(slope[year][above]) <= room
                assert (slope[year] >= slope[year][above].min() - room).all()
    assert touched > 20


def test_negative_figures_of_years_are_refused():
    with pytest.raises(ArgumentValueError, match="must not be negative under require_nonneg"):
        hanoi_ct.temporal_disaggregate(INDICATOR, -YEARS, 4, require_nonnegative=True)
