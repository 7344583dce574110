"""Quantities: printed digits, changes of unit, and intervals at all combinations of ends."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoi_ct.quantities.arithmetic import computed, in_unit
from hanoi_ct.quantities.printed import printed_decimals
from hanoi_ct.quantities.quantity import Quantity, assumed, ends, published, reread, span_of
from hanoi_ct.quantities.units import shift_point


@given(st.integers(-(10**9), 10**9), st.integers(0, 4), st.integers(-6, 6))
def test_shifting_the_point_is_exact(digits, decimals, places):
    x = float(f"{digits}e-{decimals}")
    assert shift_point(x, places) == float(f"{digits}e{places - decimals}")


@pytest.mark.parametrize(
    ("value", "qualifier", "at_least", "decimals"),
    [
        (7.4, "exact", 0, 1),
        (7.41, "exact", 1, 2),
        (8.0, "exact", 1, 1),  # a series printed with one decimal
        (19.0, "exact", 0, 0),  # the table keeps no trailing zero: the wider reading
        (2000.0, "exact", 0, 0),
        (9200.0, "nearly", 0, -2),
        (3660.0, "over", 0, -1),
        (7624.0, "about", 0, 0),
        (0.0, "exact", 0, 0),
    ],
)
def test_printed_decimals(value, qualifier, at_least, decimals):
    assert printed_decimals(value, qualifier, at_least=at_least) == decimals


@pytest.mark.parametrize(
    ("value", "qualifier", "tight", "loose"),
    [
        (9200.0, "nearly", (9100.0, 9200.0), (9000.0, 9200.0)),
        (3660.0, "over", (3660.0, 3670.0), (3660.0, 3680.0)),
        (7624.0, "exact", (7623.5, 7624.5), (7623.0, 7625.0)),
        # "About" marks an estimate in the tables and widens nothing.
        (7624.0, "about", (7623.5, 7624.5), (7623.0, 7625.0)),
    ],
)
def test_intervals_of_published_numbers_are_those_of_the_hedges(value, qualifier, tight, loose):
    amount = published(value, "million_usd", qualifier=qualifier)
    assert ends(amount) == tight
    assert ends(reread(amount, "loose")) == loose


def test_reading_again_widens_amounts_more_than_rates():
    amount = published(15500.0, "million_usd")
    assert ends(amount) == (15499.5, 15500.5)
    assert ends(reread(amount, "loose")) == (15450.0, 15550.0)
    assert reread(amount, "tight") == amount
    rate = published(20.0, "percent")
    assert ends(rate) == (19.5, 20.5)
    assert ends(reread(rate, "loose")) == (19.0, 21.0)
    with pytest.raises(ValueError, match="must have a number to be read again"):
        reread(assumed(63.0, 67.0, "percent", 0), "loose")


def test_a_change_of_unit_keeps_every_digit():
    billions = in_unit(published(7201.0, "million_usd"), "billion_usd", -3)
    assert (billions.value, billions.decimals, ends(billions)) == (7.201, 3, (7.2005, 7.2015))
    decimals = {
        word: in_unit(published(8000.0, "million_usd", qualifier=word), "billion_usd", -3).decimals
        for word in ("exact", "about", "nearly")
    }
    assert decimals == {"exact": 1, "about": 0, "nearly": 0}


PERCENT = st.integers(-500, 500).map(lambda tenths: published(tenths / 10, "percent", at_least=1))


@given(PERCENT, PERCENT)
def test_a_computed_quantity_covers_every_pair_of_operands(a, b):
    result = computed("stacked_growth", a, b, unit="percent", decimals=2)
    exact = [
        ((1 + Fraction(x) / 100) * (1 + Fraction(y) / 100) - 1) * 100
        for x, y in itertools.product(ends(a), ends(b))
    ]
    assert abs(Fraction(result.low) - min(exact)) < Fraction(1, 10**9)
    assert abs(Fraction(result.high) - max(exact)) < Fraction(1, 10**9)
    assert result.low <= result.value <= result.high
    assert result.kind == "computed"


def test_an_assumed_range_gives_a_range_without_a_number():
    plan, so_far = published(7.5, "percent"), published(19.0, "percent")
    share = assumed(63.0, 67.0, "percent", 0)
    need = computed("required_growth", plan, so_far, share, unit="percent", decimals=1)
    assert need.value is None
    assert need.low < need.high < 0


def test_binary_noise_is_not_kept():
    difference = computed(
        "difference",
        published(7.4, "percent"),
        published(6.5, "percent"),
        unit="percentage_points",
        decimals=1,
    )
    assert (difference.value, difference.low, difference.high) == (0.9, 0.8, 1.0)


def test_later_operands_make_a_later_result_and_sources_come_once():
    a, b = published(1.0, "percent"), published(2.0, "percent", published_later=True)
    result = computed("difference", a, b, unit="percentage_points", decimals=1)
    assert result.published_later
    assert ends(span_of([a, b])) == (0.5, 2.5)


def test_a_quantity_with_neither_number_nor_interval_is_refused():
    with pytest.raises(ValueError, match="must have a number or an interval"):
        ends(Quantity(None, "percent", 1, "assumed"))
