"""The slow twins of the growth functions: each once more, in exact fractions.

A series is a list of numbers; None is missing. Results are fractions, None where the
function must give NaN. They are written from the definition, not from the kernels:
no running sums, no strides, no rounding.
"""

import math
from collections.abc import Sequence
from fractions import Fraction

Values = Sequence[float | int | Fraction | None]
Exact = list[Fraction | None]


def exact(x: Values) -> Exact:
    """Return the numbers as fractions; NaN and None are missing."""
    return [
        None if v is None or (isinstance(v, float) and math.isnan(v)) else Fraction(v) for v in x
    ]


def growth(x: Values, lag: int, negative_base: str = "nan") -> Exact:
    series = exact(x)
    rates: Exact = []
    for t, now in enumerate(series):
        base = series[t - lag] if t >= lag else None
        divisor = abs(base) if base is not None and negative_base == "absolute" else base
        undefined = now is None or not divisor or (divisor < 0 and negative_base == "nan")
        rates.append(None if undefined else (now - base) / divisor)
    return rates


def year_of(t: int, periods_per_year: int, first_period: int) -> tuple[int, int]:
    """Return the year of the t-th observation and its place in it, both from 0."""
    return divmod(t + first_period - 1, periods_per_year)


def ytd(x: Values, periods_per_year: int = 12, first_period: int = 1) -> Exact:
    series = exact(x)
    sums: Exact = []
    for t in range(len(series)):
        _, place = year_of(t, periods_per_year, first_period)
        so_far = series[t - place : t + 1] if t >= place else [None]
        sums.append(None if None in so_far else sum(so_far))
    return sums


def ytd_growth(
    x: Values, periods_per_year: int = 12, first_period: int = 1, negative_base: str = "nan"
) -> Exact:
    return growth(ytd(x, periods_per_year, first_period), periods_per_year, negative_base)


def observed_ytd(
    x: Values, periods_per_year: int, first_period: int = 1, min_count: int = 1
) -> Exact:
    series = exact(x)
    sums: Exact = []
    for t in range(len(series)):
        _, place = year_of(t, periods_per_year, first_period)
        there = [v for v in series[max(0, t - place) : t + 1] if v is not None]
        known = t >= place and len(there) >= min_count
        sums.append(sum(there) if known else None)
    return sums


def observed_growth(pairs: list[tuple[Fraction | None, Fraction | None]], min_count: int):
    """Growth of a sum over a sum, of the pairs that lack neither."""
    both = [(now, base) for now, base in pairs if now is not None and base is not None]
    if len(both) < min_count:
        return None
    base = sum(b for _, b in both)
    return (sum(n for n, _ in both) - base) / base if base > 0 else None


def observed_ytd_growth(
    x: Values, periods_per_year: int, first_period: int = 1, min_count: int = 1
) -> Exact:
    series = exact(x)
    rates: Exact = []
    for t in range(len(series)):
        _, place = year_of(t, periods_per_year, first_period)
        if t < place + periods_per_year:
            rates.append(None)
            continue
        year = range(t - place, t + 1)
        pairs = [(series[i], series[i - periods_per_year]) for i in year]
        rates.append(observed_growth(pairs, min_count))
    return rates


def moving(x: Values, window: int, min_count: int | None = None) -> Exact:
    series = exact(x)
    sums: Exact = []
    for t in range(len(series)):
        inside = series[t - window + 1 : t + 1] if t >= window - 1 else [None]
        there = [v for v in inside if v is not None]
        enough = len(there) == window if min_count is None else len(there) >= min_count
        sums.append(sum(there) if enough and there else None)
    return sums


def observed_moving_growth(x: Values, window: int, lag: int, min_count: int = 1) -> Exact:
    series = exact(x)
    rates: Exact = []
    for t in range(len(series)):
        if t < window + lag - 1:
            rates.append(None)
            continue
        pairs = [(series[i], series[i - lag]) for i in range(t - window + 1, t + 1)]
        rates.append(observed_growth(pairs, min_count))
    return rates
