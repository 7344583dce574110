"""Reconciliation of trees: against dense least squares, and what must be met."""

import numpy as np
import pytest

import hanoi_ct
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

NAN = float("nan")
PARENT = np.array([-1, 0, 0, 1, 1, 1, 2, 2])
LEAVES = [3, 4, 5, 6, 7]


def tree(seed=1, n=14, per_year=4, error=0.03):
    """Series of a tree that do not add up, and figures of years that do."""
    random = np.random.default_rng(seed)
    true = np.zeros((8, n))
    true[LEAVES] = np.exp(random.normal(0, 0.05, (5, n)).cumsum(axis=1) + 4)
    for node in (2, 1, 0):
        true[node] = true[node == PARENT].sum(axis=0)
    m = n // per_year
    years = true[:, : m * per_year].reshape(8, m, per_year).sum(axis=2)
    return true * np.exp(random.normal(0, error, true.shape)), years


def dense(series, years, parent, per_year, criterion, order, method):
    k, n = series.shape
    m = years.shape[1]
    factors = series.ravel() if criterion == "proportional" else np.ones(k * n)
    whole = np.eye(n)
    for _ in range(order):
        whole = (np.eye(n) - np.eye(n, k=-1)) @ whole
    rows = np.kron(np.eye(k), whole if method == "denton" else whole[order:])
    met, figures = [], []
    for node in range(k):
        for y in range(m):
            if not np.isnan(years[node, y]):
                row = np.zeros((k, n))
                row[node, y * per_year : (y + 1) * per_year] = 1
                met.append(row.ravel())
                figures.append(years[node, y])
        if (parent == node).any():
            for t in range(n):
                row = np.zeros((k, n))
                row[parent == node, t], row[node, t] = 1, -1
                met.append(row.ravel())
                figures.append(0.0)
    met, figures = np.array(met), np.array(figures)
    one = np.linalg.lstsq(met * factors, figures - met @ series.ravel(), rcond=None)[0]
    left = np.linalg.svd(met * factors)
    rank = (left[1] > 1e-10 * left[1][0]).sum()
    base = left[2][rank:].T
    step = np.linalg.lstsq(rows @ base, -rows @ one, rcond=None)[0]
    return (series.ravel() + factors * (one + base @ step)).reshape(k, n)


@pytest.mark.parametrize("criterion", ["proportional", "additive"])
@pytest.mark.parametrize("order", [1, 2])
@pytest.mark.parametrize("method", ["cholette", "denton"])
@pytest.mark.parametrize("known", ["all", "leaves", "some"])
def test_against_dense_least_squares(criterion, order, method, known):
    series, years = tree()
    if known == "leaves":
        years[[0, 1, 2]] = NAN
    if known == "some":
        years[3, 1] = years[2, 2] = years[7, 0] = NAN
    options = {"criterion": criterion, "order": order, "method": method}
    got = hanoi_ct.reconcile(series, years, PARENT, 4, **options)
    expected = dense(series, years, PARENT, 4, **options)
    assert got == pytest.approx(expected, rel=1e-7)


def test_everything_is_met_to_ten_digits():
    series, years = tree(seed=2, n=122, per_year=12, error=0.1)
    got = hanoi_ct.reconcile(series, years, PARENT, 12)
    assert got[:, :120].reshape(8, 10, 12).sum(axis=2) == pytest.approx(years, rel=1e-10)
    for node in (0, 1, 2):
        assert got[node == PARENT].sum(axis=0) == pytest.approx(got[node], rel=1e-10)


def test_without_a_tree_it_is_denton():
    series, years = tree()
    got = hanoi_ct.reconcile(series, years, np.full(8, -1), 4, order=2)
    assert got == pytest.approx(hanoi_ct.denton(series, years, 4, order=2), rel=1e-9)


def test_frames_and_mappings():
    pandas = pytest.importorskip("pandas")
    series, years = tree()
    names = list("tABabcde")
    quarters = pandas.period_range("2015Q1", periods=14, freq="Q")
    frame = pandas.DataFrame(series.T, index=quarters, columns=names)
    figures = pandas.DataFrame(years.T, index=[2015, 2016, 2017], columns=names)
    mapping = {n: None if p < 0 else names[p] for n, p in zip(names, PARENT, strict=True)}
    got = hanoi_ct.reconcile(frame, figures, mapping)
    assert got.columns.tolist() == names
    np.testing.assert_array_equal(got.T, hanoi_ct.reconcile(series, years, PARENT, 4))
    with pytest.raises(ArgumentValueError, match=r"^`parent` of reconcile must name the total"):
        hanoi_ct.reconcile(frame, figures, {**mapping, "a": "x"})
    with pytest.raises(ArgumentTypeError, match="must be rows for an array"):
        hanoi_ct.reconcile(series, years, mapping, 4)


def test_refusals():
    series, years = tree()
    wrong = years.copy()
    wrong[1, 2] += 1.0
    with pytest.raises(ArgumentValueError, match=r"must add up; got .* for row 1 in year 2 and"):
        hanoi_ct.reconcile(series, wrong, PARENT, 4)
    flat = [[31.0] * 4, [10.0] * 4, [20.0] * 4]
    few = [[124.0], [NAN], [NAN]]  # nothing tells which of the two parts has to rise
    for order in (1, 2):
        with pytest.raises(ArgumentValueError, match="must tell the level of every series"):
            hanoi_ct.reconcile(flat, few, [-1, 0, 0], 4, order=order)
    near = hanoi_ct.reconcile(flat, few, [-1, 0, 0], 4, method="denton")
    assert near[0].sum() == pytest.approx(124, rel=1e-10)
    assert near[1:].sum(axis=0) == pytest.approx(near[0], rel=1e-10)
    for parent, words in (
        ([-1, 0], "one row from -1 to 7 for each"),
        (np.array([1, 0, 0, 1, 1, 1, 2, 2]), "in a circle"),
    ):
        with pytest.raises(ArgumentValueError, match=words):
            hanoi_ct.reconcile(series, years, parent, 4)
    with pytest.raises(ArgumentValueError, match="must have 2 dimensions"):
        hanoi_ct.reconcile(series[0], years, PARENT, 4)
    with pytest.raises(ArgumentTypeError, match="`per_year` of reconcile must be given"):
        hanoi_ct.reconcile(series, years, PARENT)
