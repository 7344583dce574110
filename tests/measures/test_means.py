"""Generalised means and their weights: oracles in high precision, and what theory promises."""

from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hanoi_ct as h
from hanoi_ct.errors import ArgumentValueError

NAN = float("nan")
ORDERS = (-7.5, -2.0, -1.0, -0.5, -1e-9, 0.0, 1e-6, 0.3, 1.0, 2.0, 9.0)

rows = st.lists(st.tuples(st.floats(0.05, 20), st.floats(0.01, 10)), min_size=1, max_size=9)


def exact_mean(x, w, order):
    """The mean in fifty digits."""
    with localcontext() as context:
        context.prec = 60
        weights = [Decimal(v) for v in w]
        values = [Decimal(v) for v in x]
        r = Decimal(order)
        if r == 0:
            logs = sum(a * v.ln() for a, v in zip(weights, values, strict=True))
            return float((logs / sum(weights)).exp())
        power = sum(a * (r * v.ln()).exp() for a, v in zip(weights, values, strict=True))
        return float(((power / sum(weights)).ln() / r).exp())


@pytest.mark.parametrize("order", ORDERS)
@settings(max_examples=25)
@given(rows)
def test_mean_in_fifty_digits(order, pairs):
    x, w = map(list, zip(*pairs, strict=True))
    assert h.generalized_mean(x, w, order) == pytest.approx(exact_mean(x, w, order), rel=4e-15 * 9)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("to", ORDERS)
@settings(max_examples=10)
@given(rows)
def test_transmuted_weights_give_the_same_mean(order, to, pairs):
    x, w = map(np.array, zip(*pairs, strict=True))
    v = h.transmute_weights(x, w, order, to)
    assert v.sum() == pytest.approx(1.0, rel=1e-14)
    assert (v >= 0).all()
    assert h.generalized_mean(x, v, to) == pytest.approx(h.generalized_mean(x, w, order), rel=1e-12)


@pytest.mark.parametrize("order", ORDERS)
@settings(max_examples=15)
@given(rows)
def test_contributions_and_factors(order, pairs):
    x, w = map(np.array, zip(*pairs, strict=True))
    added = h.mean_contributions(x, w, order)
    mean = h.generalized_mean(x, w, order)
    assert added.sum() == pytest.approx(mean - 1, abs=1e-12 * max(mean, 1))
    # Two means in a row with moved weights are the mean of the products.
    y = x[::-1]
    second = h.generalized_mean(y, h.factor_weights(x, w, order), order)
    assert mean * second == pytest.approx(h.generalized_mean(x * y, w, order), rel=1e-12)


def test_order_raises_the_mean_and_lehmer():
    x, w = np.array([0.7, 1.1, 1.9]), np.array([1.0, 2.0, 3.0])
    means = [h.generalized_mean(x, w, order) for order in ORDERS]
    assert sorted(means) == means
    lehmer = h.generalized_mean(x, w, 2.5, kind="lehmer")
    assert lehmer == pytest.approx((w * x**2.5).sum() / (w * x**1.5).sum(), rel=1e-14)
    assert h.generalized_mean(x, w, 0, kind="lehmer") == pytest.approx(
        h.generalized_mean(x, w, -1), rel=1e-14
    )
    # Neither large orders nor large figures overflow.
    assert h.generalized_mean([1e300, 1e299], order=3) == pytest.approx(
        1e300 * (1.001 / 2) ** (1 / 3)
    )


def exact_extended(a, b, r, s):
    with localcontext() as context:
        context.prec = 80
        # Equal orders are approached; the limit is smooth.
        a, b, r, s = Decimal(a), Decimal(b), Decimal(r), Decimal(s) + Decimal("1e-30")
        power = lambda x, e: (e * x.ln()).exp()  # noqa: E731
        if a == b:
            return float(a)
        first = (a / b).ln() if r == 0 else (power(a, r) - power(b, r)) / r
        if r == 0 and abs(s) < Decimal("1e-20"):
            return float((a * b).sqrt())
        second = (power(a, s) - power(b, s)) / s
        return float(((first / second).ln() / (r - s)).exp())


@pytest.mark.parametrize("r", [-3, -1, 0, 0.5, 1, 4])
@pytest.mark.parametrize("s", [-1, 0, 1, 2])
def test_extended_mean_in_many_digits(r, s):
    a = np.array([1.0, 2.0, 3.0, 3.0, 1e-3, 5.0])
    b = np.array([7.0, 2.0, 3.0000001, 3.1, 1e3, np.nextafter(5.0, 6.0)])
    got = h.extended_mean(a, b, r, s)
    expected = [exact_extended(*pair, r, s) for pair in zip(a, b, strict=True)]
    np.testing.assert_allclose(got, expected, rtol=5e-15)
    np.testing.assert_allclose(h.extended_mean(b, a, s, r), got, rtol=5e-15)


def test_missing_axes_and_refusals():
    x, w = np.array([[1.0, NAN, 2.0], [1.0, 3.0, 4.0]]), np.array([1.0, 1.0, 3.0])
    assert np.isnan(h.generalized_mean(x, w)).tolist() == [True, False]
    assert h.generalized_mean(x, w, missing="omit").tolist() == [1.75, 3.2]
    np.testing.assert_array_equal(h.generalized_mean(x.T, w[:, None], axis=0)[1:], [3.2])
    assert np.isnan(h.mean_contributions(x, w, missing="omit")).tolist()[0] == [False, True, False]
    assert h.scale_weights([1.0, 3.0]).tolist() == [0.25, 0.75]
    assert np.isnan(h.generalized_mean([]))
    for call, message in (
        (lambda: h.generalized_mean([1.0, 0.0]), r"^`x` of .* must be positive and finite; got 0"),
        (lambda: h.generalized_mean([1.0, 2], [1.0, -1]), r"^`weights` .* not negative; got -1"),
        (lambda: h.generalized_mean([1.0, 2], [0.0, 0]), r"^`weights` .* not all be zero"),
        (lambda: h.generalized_mean([1.0, NAN], missing="raise"), r"^`x` .* got nan at index 1"),
        (lambda: h.generalized_mean([1.0], order=np.inf), r"^`order` of .* a finite number"),
        (lambda: h.generalized_mean([1.0], kind="best"), r"^`kind` of .* must be one of"),
        (lambda: h.extended_mean([1.0], [0.0]), r"^`b` of extended_mean must be positive"),
    ):
        with pytest.raises(ArgumentValueError, match=message):
            call()


def test_labels_stay():
    pandas = pytest.importorskip("pandas")
    x = pandas.Series([1.5, 1.0, 0.9], index=list("abc"))
    w = pandas.Series([2.0, 1.0, 1.0], index=list("abc"))
    assert h.generalized_mean(x, w) == 1.225
    added = h.mean_contributions(x, w)
    assert added.index.tolist() == list("abc")
    assert added["a"] == 0.25
    with pytest.raises(ArgumentValueError, match="same labels in the same order"):
        h.generalized_mean(x, w[::-1])
    assert h.scale_weights(w).tolist() == [0.5, 0.25, 0.25]
    assert h.extended_mean(x, x, 1, 0).equals(x)
