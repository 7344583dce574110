"""Mean growth a year: exact roots, and intervals that hold every true rate."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from hanoi_ct.quantities.interval import Interval
from hanoi_ct.quantities.yearly import compound_rate, mean_rate, root

_SMALL = Fraction(1, 10**29)


@given(st.fractions(min_value=0, max_value=10**6, max_denominator=10**6), st.integers(1, 12))
def test_a_root_lies_between_its_two_roundings(x, n):
    low, high = root(x, n, down=True), root(x, n, down=False)
    assert low**n <= x <= high**n
    assert high - low < _SMALL


@given(st.fractions(min_value=0, max_value=1000, max_denominator=1000), st.integers(1, 9))
def test_the_root_of_a_power_is_what_was_raised(x, n):
    decimal = Fraction(round(x * 1000), 1000)
    assert root(decimal**n, n, down=True) == root(decimal**n, n, down=False) == decimal


@given(
    st.lists(st.integers(-300, 900), min_size=2, max_size=8),
    st.integers(1, 10**6),
)
def test_the_rate_that_leads_from_a_base_to_its_level_is_never_excluded(tenths, base):
    rates = [Fraction(t, 1000) for t in tenths]
    level = Fraction(base)
    for rate in rates:
        level *= 1 + rate
    found = compound_rate(Interval(level, level), Interval.of(base), len(rates))
    product = level / base
    assert (1 + found.low) ** len(rates) <= product <= (1 + found.high) ** len(rates)
    wide = mean_rate([Interval(r, r) for r in rates])
    assert wide.low <= found.high
    assert wide.high >= found.low
    assert sum(rates) / len(rates) in wide


def test_of_a_level_below_zero_nothing_is_known():
    assert not compound_rate(Interval.of(-2, 1), Interval.of(1), 2).bounded
