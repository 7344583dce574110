"""The months behind two cumulative rates, against exact arithmetic over all ends."""

import itertools
from dataclasses import replace
from fractions import Fraction

import pytest
from report_data import close

from hanoi_ct.datasets import Collection
from hanoi_ct.indicators.implied import doubtful_months, implied_months, share_of_months
from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.indicators.production import production
from hanoi_ct.quantities.quantity import Quantity

SIZES = [49 + 2 * month for month in range(12)]


def share(months, of=12):
    """The two ends of the assumption: rising months and equal ones."""
    return Fraction(sum(SIZES[:months]), sum(SIZES[:of])), Fraction(months, of)


@pytest.mark.parametrize(("months", "of"), [(8, 12), (6, 12), (6, 8), (1, 12), (11, 12), (4, 5)])
def test_the_share_of_months_lies_between_rising_and_equal_ones(months, of):
    got = share_of_months(months, of)
    low, high = share(months, of)
    assert close(got.low, low * 100)
    assert close(got.high, high * 100)
    assert (got.kind, got.value) == ("assumed", None)
    assert SIZES[-1] / SIZES[0] == pytest.approx(1.45, abs=0.005)


def test_july_and_august_2018_follow_from_the_half_year_and_eight_months():
    found = production(Tables(Collection().records, "2018-08")).implied
    last = found[-1]
    assert (last.first, last.last) == ("2018-07", "2018-08")
    half = Fraction(5, 100)
    reached = [
        (now + a - s * (before + b)) / (1 - s)
        for now, before in [(Fraction("7.4"), Fraction("8.1"))]
        for a, b, s in itertools.product((-half, half), (-half, half), share(6, 8))
    ]
    assert close(last.growth.low, min(reached))
    assert close(last.growth.high, max(reached))
    assert not last.doubtful


def rate(month, value, year=2017):
    return Quantity(
        value,
        "percent",
        1,
        "published",
        low=value - 0.05,
        high=value + 0.05,
        period_start=f"{year}-01",
        period_end=f"{year}-{month:02d}",
    )


def test_rates_that_nothing_can_join_are_doubtful_and_the_odd_one_is_named():
    """Mining of 2017: -37.5 at six months, +7.1 at eight, -21.8 at nine."""
    rates = {month: rate(month, value) for month, value in ((6, -37.5), (8, 7.1), (9, -21.8))}
    assert [one.doubtful for one in implied_months(rates)] == [True, True]
    assert doubtful_months(rates) == {8}
    del rates[8]
    assert [one.doubtful for one in implied_months(rates)] == [False]


def test_a_rate_published_later_implies_nothing():
    later = rate(9, 7.0)
    rates = {6: rate(6, 8.0), 8: rate(8, 7.4), 9: replace(later, published_later=True)}
    assert [(one.first, one.last) for one in implied_months(rates)] == [("2017-07", "2017-08")]
