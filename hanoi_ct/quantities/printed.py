"""Printed digits: how many a number was printed with."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

Qualifier = Literal["exact", "about", "over", "nearly"]
Reading = Literal["tight", "loose"]


def printed_decimals(value: float, qualifier: Qualifier, *, at_least: int = 0) -> int:
    """How many decimals the number was printed with, as far as a table of numbers can tell.

    Tables do not keep trailing zeros. A plain number is taken to be printed to the unit at
    least (2000 is exact to the unit, 19.0 to the unit and not to the tenth: the wider reading);
    a hedged one only to its last digit that is not zero ("nearly 9200" is "nearly 9.2 thousand").

    Examples
    --------
    >>> printed_decimals(7.41, "exact"), printed_decimals(2000.0, "exact")
    (2, 0)
    >>> printed_decimals(9200.0, "nearly"), printed_decimals(7624.0, "about")
    (-2, 0)
    """
    digits = written_decimals(value)
    return max(digits, at_least) if qualifier == "exact" else digits


def written_decimals(value: float) -> int:
    """Decimals up to the last digit that is not zero; negative for tens, hundreds and so on.

    Examples
    --------
    >>> written_decimals(7.41), written_decimals(15500.0), written_decimals(7624.0)
    (2, -2, 0)
    """
    exponent = Decimal(repr(float(value))).normalize().as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"a printed number must be finite; got {value}")
    return -exponent if value else 0
