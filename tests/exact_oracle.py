"""Sums in rational numbers, the slow twin of every exact function, and hard terms."""

import math
from fractions import Fraction

from hypothesis import strategies as st


def nearest(number: Fraction) -> float:
    """Return the double nearest to a fraction, ties to even, infinite beyond the largest."""
    try:
        return number.numerator / number.denominator  # int / int is correctly rounded
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def exact(terms, count=1):
    """Return the correctly rounded sum of pairs (or single terms), divided by `count`."""
    pairs = [term if isinstance(term, tuple) else (term, 1) for term in terms]
    special = {a * b for a, b in pairs if not (math.isfinite(a) and math.isfinite(b))}
    if special:  # one infinity, or else NaN
        return special.pop() if len(special) == 1 else math.nan
    total = sum((Fraction(a) * Fraction(b) for a, b in pairs), Fraction(0))
    if total == 0:
        signs = [math.copysign(1, a) * math.copysign(1, b) for a, b in pairs]
        zeros = all(a == 0 or b == 0 for a, b in pairs)
        return -0.0 if pairs and zeros and all(sign < 0 for sign in signs) else 0.0
    return nearest(total / count)


def _of_width(width: int):
    """Terms whose exponents span `width` binary orders."""
    exponents = st.integers(-width // 2, width // 2)
    mantissas = st.one_of(
        st.floats(1, 2, exclude_max=True), st.sampled_from([1.0, 1.5, 2 - 2**-52, 1 + 2**-52])
    )
    signs = st.sampled_from([1, -1])
    return st.builds(lambda m, e, s: s * math.ldexp(m, e), mantissas, exponents, signs)


finite_terms = st.one_of(
    st.lists(_of_width(6), max_size=80),
    st.lists(_of_width(80), max_size=80),
    st.lists(_of_width(300), max_size=80),
    st.lists(_of_width(2000), max_size=80),
    st.lists(st.floats(allow_nan=False, allow_infinity=False), max_size=80),
    st.lists(st.sampled_from([0.0, -0.0, 5e-324, -5e-324, 2.0**-1022, 1.7e308]), max_size=30),
)
any_terms = st.one_of(
    finite_terms, st.lists(st.sampled_from([1.0, -0.0, math.inf, -math.inf, math.nan]), max_size=9)
)
