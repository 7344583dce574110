"""Units whose numbers are fractions times one hundred, and changes of unit by powers of ten."""

from __future__ import annotations

from decimal import Decimal

HUNDREDTHS = ("percent", "percentage_points")


def shift_point(x: float, places: int) -> float:
    """Move the decimal point of a number: a change of unit, free of rounding error.

    The shortest decimal that denotes ``x`` is shifted, so 7.4 percent is 0.074 and never
    0.07400000000000001.

    Examples
    --------
    >>> shift_point(7.4, -2), shift_point(9200.0, -3), shift_point(0.0735, 2)
    (0.074, 9.2, 7.35)
    """
    return float(Decimal(repr(float(x))).scaleb(places))
