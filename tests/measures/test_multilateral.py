"""Multilateral indexes: two other packages, theory, and splices by their definition."""

import json
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hanoi_ct
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._index.multilateral import Multilateral, Splice

METHODS = get_args(Multilateral)
SPLICES = get_args(Splice)
NAN = float("nan")
INDEXNUMR = {
    "wisp": "window_published",
    "hasp": "half_published",
    "mean_pub": "mean_published",
    "fbew": "fixed_base_expanding",
    "fbmw": "fixed_base_moving",
}


def matrix(rows):
    return np.array([[NAN if v is None else v for v in row] for row in rows], dtype=float)


def panel(seed, items=9, periods=14, holes=0.15):
    """Prices and quantities; the first item is always sold."""
    random = np.random.default_rng(seed)
    p = np.exp(random.normal(1.0, 0.1, (items, periods)).cumsum(axis=1) / 10)
    q = random.lognormal(2.0, 0.4, (items, periods)) / p
    gone = random.random(p.shape) < holes
    gone[0] = False
    return np.where(gone, NAN, p), np.where(gone, NAN, q)


def test_against_r_indexnumr(shared):
    cases = json.loads((shared / "reference" / "i_multilateral.json").read_text())
    assert cases
    for case in cases:
        i = case["inputs"]
        arrays = matrix(i["prices"]), matrix(i["quantities"])
        splice = INDEXNUMR.get(i["splice"], i["splice"])
        assert set(case["expected"]) <= set(METHODS)
        for method, expected in case["expected"].items():
            got = hanoi_ct.multilateral_index(*arrays, method, window=i["window"], splice=splice)
            assert got == pytest.approx(expected, rel=case["tolerance"]), (case["name"], method)


def test_against_r_price_indices(shared):
    cases = json.loads((shared / "reference" / "j_bilateral_second_source.json").read_text())
    names = dict(zip(("geks", "ccdi", "geksw", "geksj", "gk", "tpd"), METHODS, strict=True))
    cases = [case for case in cases if case["operation"] == "multilateral_full_window"]
    assert cases
    for case in cases:
        arrays = matrix(case["inputs"]["prices"]), matrix(case["inputs"]["quantities"])
        for name, expected in case["expected"].items():
            got = hanoi_ct.multilateral_index(*arrays, names[name])[-1]
            assert got == pytest.approx(expected, rel=case["tolerance"]), (case["name"], name)


@pytest.mark.parametrize("formula", ["fisher", "tornqvist", "walsh"])
def test_geks_is_the_mean_over_all_ways(formula):
    p, q = panel(5)
    n = p.shape[1]
    pairs = np.array(
        [
            [
                hanoi_ct.bilateral_index(
                    p[:, j], p[:, k], q[:, j], q[:, k], formula, missing="omit"
                )
                for k in range(n)
            ]
            for j in range(n)
        ]
    )
    ways = np.exp(np.log(pairs[0][:, None] * pairs).mean(axis=0))
    got = hanoi_ct.multilateral_index(p, q, f"geks_{formula}")
    assert got == pytest.approx(ways, rel=1e-13)


def test_geary_khamis_solves_its_equations():
    p, q = panel(6)
    level = hanoi_ct.multilateral_index(p, q, "geary_khamis")
    mean = np.nansum(q * (p / level), axis=1) / np.nansum(q, axis=1)
    again = np.nansum(p * q, axis=0) / np.nansum(mean[:, None] * q, axis=0)
    assert again / again[0] == pytest.approx(level, rel=1e-12)


def test_time_product_dummy_is_the_regression():
    p, q = panel(7)
    shares = p * q / np.nansum(p * q, axis=0)
    item, period = np.nonzero(~np.isnan(p))
    dummies = np.hstack([np.eye(p.shape[0])[item], np.eye(p.shape[1])[period][:, 1:]])
    root = np.sqrt(shares[item, period])
    fit = np.linalg.lstsq(dummies * root[:, None], np.log(p[item, period]) * root, rcond=None)[0]
    expected = np.exp(np.append(0.0, fit[p.shape[0] :]))
    got = hanoi_ct.multilateral_index(p, q, "weighted_tpd")
    assert got == pytest.approx(expected, rel=1e-11)


@pytest.mark.parametrize("method", METHODS)
@given(st.integers(0, 10**6))
def test_circularity_within_a_window(method, seed):
    """From any period to any other the index is the same, whichever comes first."""
    p, q = panel(seed, periods=7)
    order = np.random.default_rng(seed).permutation(7)
    index = hanoi_ct.multilateral_index(p, q, method)
    turned = hanoi_ct.multilateral_index(p[:, order], q[:, order], method)
    assert turned == pytest.approx(index[order] / index[order[0]], rel=1e-10)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("splice", SPLICES)
@settings(max_examples=15)
@given(st.integers(0, 10**6), st.floats(0.1, 10))
def test_prices_that_scale_and_units_that_change(method, splice, seed, factor):
    p, q = panel(seed, items=5, periods=9)
    options = {"window": 5, "splice": splice}
    index = hanoi_ct.multilateral_index(p, q, method, **options)
    unit = np.random.default_rng(seed).lognormal(0.0, 3.0, (5, 1))
    other = hanoi_ct.multilateral_index(p * unit, q / unit, method, **options)
    assert other == pytest.approx(index, rel=1e-10)
    inflation = factor ** (np.arange(9) / 8)
    dearer = hanoi_ct.multilateral_index(p * inflation, q, method, **options)
    assert dearer == pytest.approx(index * inflation, rel=1e-10)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("splice", SPLICES)
def test_prices_that_all_move_alike_have_no_splice(method, splice):
    _, q = panel(8, holes=0.0)
    level = np.linspace(1.0, 1.5, q.shape[1])
    p = np.arange(1.0, len(q) + 1)[:, None] * level
    got = hanoi_ct.multilateral_index(p, q, method, window=5, splice=splice)
    assert got == pytest.approx(level, rel=1e-12)


@pytest.mark.parametrize("splice", SPLICES)
@pytest.mark.parametrize("length", [2, 4, 5])
def test_splices_by_their_definition(splice, length):
    p, q = panel(9)
    w, n = length, p.shape[1]

    def window(a, b):
        return hanoi_ct.multilateral_index(p[:, a:b], q[:, a:b])

    want = list(window(0, w))
    for t in range(w, n):
        old, new = window(t - w, t), window(t - w + 1, t + 1)
        base = max(b for b in range(0, t, w - 1))
        kept = [want[t - 1] * (new[-1] / new[s]) / (old[-1] / old[s + 1]) for s in range(w - 1)]
        told = [want[t - w + 1 + s] * new[-1] / new[s] for s in range(w - 1)]
        half = (w - 1) // 2
        want.append(
            {
                "movement": want[t - 1] * new[-1] / new[-2],
                "window": kept[0],
                "half": kept[half] if half < w - 1 else kept[-1],
                "mean": np.prod(kept) ** (1 / (w - 1)),
                "window_published": told[0],
                "half_published": told[half],
                "mean_published": np.prod(told) ** (1 / (w - 1)),
                "fixed_base_expanding": want[base] * window(base, t + 1)[-1],
                "fixed_base_moving": want[base] * new[-1] / new[base - (t - w + 1)],
            }[splice]
        )
    got = hanoi_ct.multilateral_index(p, q, window=w, splice=splice)
    assert got == pytest.approx(np.array(want), rel=1e-12)


ONES = np.ones((2, 3))


@pytest.mark.parametrize(
    ("p", "q", "options", "words"),
    [
        (ONES * 0, ONES, {}, "positive and finite"),
        (ONES, -ONES, {}, "not negative"),
        ([[1.0, NAN]], [[1.0, 1.0]], {}, "given where there is a quantity"),
        ([[1.0, 1.0]], [[1.0, NAN]], {}, "a quantity where there is a price"),
        (ONES, ONES[:1], {}, "one shape"),
        (ONES, ONES, {"window": 4}, "at most the 3 periods"),
        (ONES, ONES, {"window": 1}, "at least 2"),
        (ONES, ONES, {"splice": "wisp"}, "window_published"),
        ([[1.0, NAN]], [[1.0, 0.0]], {}, "none in period 1"),
        ([[1.0, NAN], [NAN, 1.0]], [[1.0, NAN], [NAN, 1.0]], {}, "none in periods 0 and 1"),
    ],
)
def test_refusals(p, q, options, words):
    with pytest.raises(ArgumentValueError, match=words):
        hanoi_ct.multilateral_index(p, q, **options)


@pytest.mark.parametrize("method", ["geary_khamis", "weighted_tpd"])
def test_periods_compared_through_others(method):
    """Two periods without an item in common are compared through a third, or refused."""
    p = np.array([[1.0, 2.0, NAN], [NAN, 3.0, 6.0]])
    q = np.where(np.isnan(p), NAN, 1.0)
    assert hanoi_ct.multilateral_index(p, q, method) == pytest.approx([1.0, 2.0, 4.0])
    p[1, 1] = q[1, 1] = NAN
    with pytest.raises(ArgumentValueError, match="period 2 without a way to period 0"):
        hanoi_ct.multilateral_index(p, q, method)
