"""Multilateral indexes: two other packages, theory, and splices by their definition."""

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


def panel(seed, items=9, periods=14, holes=0.15):
    """Prices and quantities; the first item is always sold."""
    random = np.random.default_rng(seed)
    p = np.exp(random.normal(1.0, 0.1, (items, periods)).cumsum(axis=1) / 10)
    q = random.lognormal(2.0, 0.4, (items, periods)) / p
    gone = random.random(p.shape) < holes
    gone[0] = False
    return np.where(gone, NAN, p), np.where(gone, NAN, q)


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


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("splice", SPLICES)
def test_contributions_of_items_add_up(method, splice):
    p, q = panel(9, holes=0.3)
    options = {"window": 5, "splice": splice}
    index = hanoi_ct.multilateral_index(p, q, method, **options)
    added = hanoi_ct.multilateral_contributions(p, q, method, **options)
    assert np.isnan(added[:, 0]).all()
    assert added[:, 1:].sum(axis=0) == pytest.approx(index[1:] / index[:-1] - 1, abs=1e-12)


@pytest.mark.parametrize("method", [m for m in METHODS if m.startswith("geks")])
def test_contributions_are_of_the_items_whose_prices_move(method):
    p, q = panel(10, holes=0.0)
    p = np.repeat(p[:, :1], 6, axis=1)
    p[2] *= np.linspace(1.0, 1.4, 6)
    added = hanoi_ct.multilateral_contributions(p, q[:, :6], method)
    index = hanoi_ct.multilateral_index(p, q[:, :6], method)
    assert added[2, 1:] == pytest.approx(index[1:] / index[:-1] - 1, abs=1e-13)
    assert np.abs(np.delete(added, 2, axis=0)[:, 1:]).max() < 1e-14
    together = hanoi_ct.multilateral_contributions(p[:, [0, 5]], q[:, [0, 5]], "geks_fisher")
    two = [x[:, k] for x in (p, q) for k in (0, 5)]
    assert together[:, 1] == pytest.approx(
        hanoi_ct.bilateral_contributions(*two), rel=0.05, abs=1e-14
    )


@pytest.mark.parametrize("splice", SPLICES[:7])
def test_windows_that_go_on_by_several_periods(splice):
    p, q = panel(11)
    options = {"window": 6, "splice": splice}
    by_one = hanoi_ct.multilateral_index(p, q, step=1, **options)
    assert (hanoi_ct.multilateral_index(p, q, **options) == by_one).all()
    got = hanoi_ct.multilateral_index(p, q, step=3, **options)

    # By hand: windows of periods 0-5, 3-8, 6-11 and, cut short, 8-13.
    def logs(begin):
        window = slice(begin, begin + 6)
        return np.log(hanoi_ct.multilateral_index(p[:, window], q[:, window]))

    published, old, start = list(logs(0)), logs(0), 0
    for begin in (3, 6, 8):
        new, overlap = logs(begin), 6 - (begin - start)
        at = {
            "movement": [overlap - 1], "window": [0], "half": [overlap // 2],
            "mean": range(overlap),
        }[splice.removesuffix("_published")]  # fmt: skip
        links = []
        for k in at:
            link = published[begin + k] - new[k]
            if not splice.endswith("published"):
                link = published[-1] - (old[-1] - old[begin - start + k]) - new[k]
            links.append(link)
        published += [float(np.mean(links)) + new[k] for k in range(overlap, 6)]
        old, start = new, begin
    assert got == pytest.approx(np.exp(published), rel=1e-13)


def test_step_is_refused_where_windows_would_not_overlap():
    p, q = panel(12)
    for options in ({"step": 5}, {"step": 2, "splice": "fixed_base_moving"}):
        with pytest.raises(
            ArgumentValueError, match=r"^`step` of multilateral_index must be below"
        ):
            hanoi_ct.multilateral_index(p, q, window=5, **options)
