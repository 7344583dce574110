"""Interval arithmetic on arrays: nothing true is left out, and little else is let in."""

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.quantities import bounds

LEVELS = st.tuples(st.integers(1, 10**6), st.integers(0, 500))
RATES = st.tuples(st.integers(-900, 3000), st.integers(0, 60))
TINY = Fraction(1, 10**9)


def level(drawn):
    """A pair of ends in tenths, as doubles."""
    low, more = drawn
    return low / 10, (low + more) / 10


def rate(drawn):
    low, more = drawn
    return low / 1000, (low + more) / 1000


def exact(pair):
    return [Fraction(end) for end in pair]


def holds(found, *candidates, slack=TINY):
    """All exact candidates are inside, and their hull is all but reached."""
    low, high = Fraction(float(found.lower)), Fraction(float(found.upper))
    assert low <= min(candidates)
    assert max(candidates) <= high
    size = max(1, abs(low), abs(high))
    assert min(candidates) - low <= slack * size
    assert high - max(candidates) <= slack * size


@given(st.lists(LEVELS, min_size=1, max_size=6))
def test_sums(drawn):
    pairs = [level(d) for d in drawn]
    low, high = zip(*pairs, strict=True)
    found = bounds.sum_bounds((low, high))
    holds(found, sum(map(Fraction, low)), sum(map(Fraction, high)))


@given(LEVELS, LEVELS)
def test_growth_ratio_and_difference(one, other):
    now, before = level(one), level(other)
    points = list(itertools.product(exact(now), exact(before)))
    holds(bounds.growth_bounds(now, before), *(a / b - 1 for a, b in points))
    holds(bounds.ratio_bounds(now, before), *(a / b for a, b in points))
    holds(bounds.difference_bounds(now, before), *(a - b for a, b in points))


@given(LEVELS, LEVELS)
def test_a_share_takes_its_part_once(part, rest):
    p, r = level(part), level(rest)
    points = itertools.product(exact(p), exact(r))
    found = bounds.share_bounds(p, r)
    holds(found, *(a / (a + b) for a, b in points))
    total = bounds.sum_bounds(([p[0], r[0]], [p[1], r[1]]))
    apart = bounds.ratio_bounds(p, tuple(total))
    assert apart.lower <= found.lower
    assert found.upper <= apart.upper


@given(LEVELS, LEVELS, RATES, RATES)
def test_a_change_of_share_is_no_corner_of_two_shares(part, total, growth, whole):
    p, t, g, h = level(part), level(total), rate(growth), rate(whole)
    points = itertools.product(*map(exact, (p, t, g, h)))
    found = bounds.share_change_bounds(p, t, g, h)
    holds(found, *(a / b * (1 - (1 + d) / (1 + c)) for a, b, c, d in points))


@given(st.lists(st.tuples(LEVELS, RATES), min_size=1, max_size=4))
def test_growth_of_a_total_from_levels_and_from_base_levels(drawn):
    levels = [level(x) for x, _ in drawn]
    rates = [rate(g) for _, g in drawn]
    as_ends = [tuple(zip(*pairs, strict=True)) for pairs in (levels, rates)]
    now, cumulated = [], []
    for point in itertools.product(*map(exact, levels), *map(exact, rates)):
        x, g = point[: len(levels)], point[len(levels) :]
        now.append(sum(x) / sum(a / (1 + b) for a, b in zip(x, g, strict=True)) - 1)
        cumulated.append(sum(a * (1 + b) for a, b in zip(x, g, strict=True)) / sum(x) - 1)
    holds(bounds.weighted_growth_bounds(*as_ends), *now)
    holds(bounds.cumulative_growth_bounds(*as_ends), *cumulated)


@given(RATES, RATES, LEVELS, LEVELS)
def test_the_month_behind_two_cumulated_rates(now, before, month, first):
    g, h, t = rate(now), rate(before), level(first)
    m = level(month)
    s = (t[1] + m[0], t[1] + m[1])
    if s[0] <= t[1]:
        return
    found = bounds.month_growth_bounds(g, h, s, t)
    points = itertools.product(*map(exact, (g, h, s, t)))
    months = [((1 + a) * x - (1 + b) * y) / (x - y) - 1 for a, b, x, y in points]
    size = max(map(abs, months)) + 1
    assert Fraction(float(found.lower)) <= min(months)
    assert max(months) <= Fraction(float(found.upper))
    assert min(months) - Fraction(float(found.lower)) <= size / 10**6


def test_the_month_of_two_published_rates():
    # Labour of 2019: 1.8 % to April, 1.2 % to May, flat base: May between -1.65 and -0.75 %.
    low, high = bounds.month_growth_bounds((0.0115, 0.0125), (0.0175, 0.0185), 5.0, 4.0)
    assert (round(float(low), 6), round(float(high), 6)) == (-0.0165, -0.0075)


def test_exact_numbers_are_not_widened_by_sums():
    found = bounds.sum_bounds([[1.0, 2.0, 3.5], [0.25, 0.5, 0.125]])
    assert found.lower.tolist() == found.upper.tolist() == [6.5, 0.875]
    assert bounds.difference_bounds(7.5, 2.25) == (5.25, 5.25)


def test_arrays_broadcast_and_missing_ends_stay_missing():
    low, high = bounds.growth_bounds(([[1.0], [2.0]], [[1.5], [np.nan]]), [1.0, 4.0])
    assert low.shape == high.shape == (2, 2)
    assert np.isnan(high[1]).all()
    found = bounds.weighted_growth_bounds([[1.0, 2.0], [np.nan, 2.0]], [0.1, 0.2])
    assert np.isnan(found.lower).tolist() == [False, True]
    assert found.lower.shape == (2,)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: bounds.sum_bounds(([1.0, 3.0], [2.0, 2.0])),
            "the lower end of `parts` of sum_bounds must not exceed the upper one; "
            "got 3.0 and 2.0 at index (1,)",
        ),
        (
            lambda: bounds.ratio_bounds(1.0, (0.0, 2.0)),
            "the lower end of `denominator` of ratio_bounds must be above 0; got 0.0",
        ),
        (
            lambda: bounds.weighted_growth_bounds([1.0, 2.0], [-1.0, 0.5]),
            "the lower end of `growths` of weighted_growth_bounds must be above -1; "
            "got -1.0 at index (0,)",
        ),
        (
            lambda: bounds.share_bounds((-1.0, 2.0), 5.0),
            "the lower end of `part` of share_bounds must not be negative; got -1.0",
        ),
        (
            lambda: bounds.weighted_growth_bounds([0.0, 0.0], [0.1, 0.5]),
            "the levels of weighted_growth_bounds must not all be 0 in a total",
        ),
        (
            lambda: bounds.weighted_growth_bounds([1.0, 2.0, 3.0], [0.1, 0.5]),
            "levels and rates of weighted_growth_bounds must have shapes that broadcast together; "
            "got (3,) and (2,)",
        ),
    ],
)
def test_what_is_refused(call, message):
    with pytest.raises(ArgumentValueError) as caught:
        call()
    assert str(caught.value) == message


def test_text_is_refused():
    with pytest.raises(ArgumentTypeError, match="must be numbers or a pair"):
        bounds.sum_bounds("7,4%")
