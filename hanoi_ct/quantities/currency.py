"""Exchange rates with their dates: amounts of one currency in another, as intervals.

No rates are packaged: a rate belongs to a bank, a day and a use, and whoever converts states it.
An amount is converted with the rate of its own period and keeps both; amounts that came over
several months are never converted with the rate of one of them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.quantities.interval import End, Interval
from hanoi_ct.quantities.quantity import Quantity, merged_sources, stated

__all__ = ["Rates", "convert"]

RateLike = int | float | str | Decimal | tuple[object, object]
_PERIOD = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?")
_UNIT = "VND_per_USD"


@dataclass(frozen=True, slots=True)
class Rates:
    """Dong a US dollar, by year or month.

    Attributes
    ----------
    by_period : mapping of str to Quantity
        ``YYYY`` or ``YYYY-MM`` to its rate.

    Examples
    --------
    >>> rates = Rates.of({"2018": (22700, 23300), "2018-08": "23250"})
    >>> str(rates.at("2018-08", "2018-08").exact), str(rates.at("2018-01", "2018-08").interval())
    ('23250', '[22700; 23300]')
    >>> rates.at("2019-01", "2019-12") is None
    True
    """

    by_period: Mapping[str, Quantity]

    @classmethod
    def of(cls, rates: Rates | Mapping[str, RateLike] | Mapping[int, RateLike]) -> Rates:
        """Rates from a mapping of years or months to dong a dollar.

        Parameters
        ----------
        rates : Rates or mapping
            ``{"2018": 22850, "2018-08": (23100, 23300)}``: one number is read as "about" it, two
            as the lowest and the highest of the period.

        Raises
        ------
        ArgumentTypeError
            No mapping.
        ArgumentValueError
            A key that is no year or month, or a rate that is no number above zero.
        """
        if isinstance(rates, Rates):
            return rates
        if not isinstance(rates, Mapping):
            raise ArgumentTypeError(
                "`rates` must map a year or month to dong a dollar, such as {'2018': 22850}; got "
                f"{type(rates).__name__}"
            )
        found = {}
        for key, rate in rates.items():
            if not _PERIOD.fullmatch(str(key)):
                raise ArgumentValueError(
                    f"`rates` must be told by year (2018) or month (2018-08); got {key!r:.60}"
                )
            found[str(key)] = _rate(str(key), rate)
        return cls(found)

    def at(self, start: str, end: str) -> Quantity | None:
        """The rate of a period, from its first to its last month; None where none is known.

        That of the month, or the span of those of all its months; else that of its year.
        """
        if start[:4] != end[:4]:
            return None
        months = [f"{start[:4]}-{m:02d}" for m in range(int(start[5:7]), int(end[5:7]) + 1)]
        known = [self.by_period[month] for month in months if month in self.by_period]
        if len(known) == len(months):
            if len(known) == 1:
                return known[0]
            ends = [
                end for r in known for end in (r.exact, r.number_high) if isinstance(end, Decimal)
            ]
            return _between(start, min(ends), max(ends))
        return self.by_period.get(start[:4])


def _rate(key: str, rate: object) -> Quantity:
    ends = rate if isinstance(rate, tuple | list) else (rate,)
    numbers = [_number(key, end) for end in ends]
    if len(numbers) not in (1, 2) or numbers != sorted(numbers):
        raise ArgumentValueError(
            f"a rate of `rates` must be one number or the lowest and the highest; got {rate!r:.80} "
            f"for {key}"
        )
    if len(numbers) == 2:
        return _between(key, *numbers)
    number = numbers[0]
    exponent = number.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return stated(number, _UNIT, decimals, hedge="khoảng", name=f"rate:{key}")


def _between(key: str, low: Decimal, high: Decimal) -> Quantity:
    return stated(low, _UNIT, 0, number_high=high, name=f"rate:{key}")


def _number(key: str, rate: object) -> Decimal:
    try:
        number = Decimal(str(rate))
    except InvalidOperation:
        number = Decimal(0)
    if isinstance(rate, bool) or not number.is_finite() or number <= 0:
        raise ArgumentValueError(
            f"a rate of `rates` must be dong a dollar, above 0; got {rate!r:.60} for {key}"
        )
    return number


def convert(
    amount: Quantity,
    to: Literal["USD", "VND"],
    rates: Rates | Mapping[str, RateLike],
    *,
    decimals: int = 0,
) -> Quantity:
    """An amount in the other currency, at the rate of its own period.

    Parameters
    ----------
    amount : Quantity
        Money in USD or VND with ``period_start`` and ``period_end``; an amount that is already
        in the currency asked for comes back as it is.
    to : {"USD", "VND"}
    rates : Rates or mapping
        See :meth:`Rates.of`.
    decimals : int
        With which the result is printed.

    Returns
    -------
    Quantity
        With the interval that the amount and the rate leave, rounded outwards, and the sources of
        both.

    Raises
    ------
    ArgumentValueError
        No amount of money, or no rate for its period.

    Examples
    --------
    >>> from decimal import Decimal
    >>> from hanoi_ct.quantities.quantity import stated
    >>> capital = stated(Decimal(2000), "VND", 0, scale=Decimal(10**9), period_start="2018-01",
    ...                  period_end="2018-08")
    >>> found = convert(capital, "USD", {"2018": (22700, 23300)})
    >>> round(found.low / 1e6, 1), round(found.high / 1e6, 1)
    (85.8, 88.1)
    """
    if {amount.unit, to} - {"USD", "VND"}:
        raise ArgumentValueError(
            f"`amount` of convert must be in USD or VND, and `to` one of them; got {amount.unit!r} "
            f"and {to!r:.20}"
        )
    if amount.unit == to:
        return amount
    rate = Rates.of(rates).at(amount.period_start, amount.period_end or amount.period_start)
    if rate is None:
        raise ArgumentValueError(
            f"`rates` must have the year of the amount or all its months, {amount.period_start} to "
            f"{amount.period_end}: add {amount.period_start[:4] or 'the period to the amount'}"
        )
    money, per = amount.interval(), rate.interval()
    found: Interval = money / per if to == "USD" else money * per
    value = None
    if amount.value is not None:
        middle = per.middle
        exact = amount.exact / Decimal(middle.numerator) * middle.denominator
        value = float(
            exact if to == "USD" else amount.exact * middle.numerator / middle.denominator
        )
    return Quantity(
        value,
        to,
        decimals,
        "computed",
        low=_outward(found.low, down=True),
        high=_outward(found.high, down=False),
        sources=merged_sources((amount, rate)),
        period_start=amount.period_start,
        period_end=amount.period_end,
    )


def _outward(exact: End, *, down: bool) -> float:
    """The double at an exact end, or the next one outwards."""
    near = float(exact)
    if down:
        return near if near <= exact else math.nextafter(near, -math.inf)
    return near if near >= exact else math.nextafter(near, math.inf)
