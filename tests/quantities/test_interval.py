"""Intervals with exact ends."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoi_ct.quantities.interval import EVERYTHING, Interval, corners, plain

numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=1000)


@st.composite
def intervals(draw):
    return Interval(*sorted((draw(numbers), draw(numbers))))


@given(intervals(), intervals(), st.data())
def test_no_value_is_excluded(a, b, data):
    x = data.draw(st.fractions(a.low, a.high))
    y = data.draw(st.fractions(b.low, b.high))
    assert x + y in a + b
    assert x - y in a - b
    assert x * y in a * b
    if y:
        assert x / y in a / b


@given(intervals(), intervals())
def test_the_ends_are_reached(a, b):
    product = a * b
    reached = {x * y for x in (a.low, a.high) for y in (b.low, b.high)}
    assert {product.low, product.high} <= reached


def test_open_ends():
    up = Interval.of(1, math.inf)
    assert (up + Interval.of(2)).low == 3
    assert str(up * Interval.of(-2)) == "[-inf; -2]"
    assert Interval.of(1) / up == Interval(Fraction(0), Fraction(1))
    assert Interval.of(1) / Interval.of(-1, 1) == EVERYTHING
    assert str(Interval.of(1) / Interval.of(0, 2)) == "[0.5; inf]"


def test_meeting_and_gaps():
    a, b = Interval.of(1, 2), Interval.of("2", 3)
    assert a.meets(b)
    assert a.meet(b) == Interval.of(2)
    assert a.gap(Interval.of(5, 6)) == Interval.of(5, 6).gap(a) == 3
    assert a.meet(Interval.of(5)) is None
    assert a.hull(Interval.of(5)) == Interval.of(1, 5)


def test_wrong_order_is_refused():
    with pytest.raises(ValueError, match="exceed"):
        Interval.of(2, 1)


@given(numbers)
def test_printed_ends_are_rounded_outwards(x):
    assert Fraction(plain(x, down=True, digits=3)) <= x <= Fraction(plain(x, down=False, digits=3))


def test_corners():
    found = corners(lambda x, y: x / y, Interval.of(1, 2), Interval.of(4, 5))
    assert found == Interval.of("0.2", "0.5")
