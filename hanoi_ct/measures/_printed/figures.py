"""Printed figures as whole numbers of one unit, and their quotients, rounded from the exact value.

A table that prints 115.6 says 1156 tenths. Sums of such figures are sums of integers, and a
quotient of two is decided by long division: nothing is rounded before the end.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct import _core
from hanoi_ct._inputs import numbers as _numbers
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.numbers import Units
from hanoi_ct._inputs.validate import first_position, real_array, refuse_dimensions, refused_at

# Up to this size a double holds a figure to the unit, with room for an error of conversion.
_LARGEST_UNITS = 1e15
_LARGEST_EXACT = 2**53
_MOST_PLACES = 15
_INT64_ROOM = 2**62


class Ratio(NamedTuple):
    """Dividends and divisors in one unit; a divisor of 0 has no quotient."""

    dividend: NDArray[Any]
    divisor: NDArray[Any]


def figures_of(x: Any, name: str, function: str, *, min_ndim: int = 0) -> Units:
    """Return figures, each read as its shortest decimal, as whole numbers of one unit.

    NaN is missing; infinities are refused. Integers of 64 bits where all fit with room for
    sums, Python's integers elsewhere.
    """
    array = real_array(x, name, function)
    if array.ndim < min_ndim:
        refuse_dimensions(array, min_ndim, name, function)
    if array.dtype.kind == "O" or _numbers.exceeds_float64(array):
        return _numbers.whole_units(array, name, function, as_printed=True)
    return units_of(_numbers.to_printed(array, name, function), name, function)


def units_of(values: Floats, name: str, function: str) -> Units:
    """Return doubles, each read as its shortest decimal, as whole numbers of one unit."""
    missing = np.isnan(values)
    infinite = np.isinf(values)
    if infinite.any():
        count, position = first_position(infinite)
        raise refused_at(
            f"`{name}` of {function} must be finite; got {values[position]}", position, count
        )
    there = np.where(missing, 0.0, values)
    places = _places(there)
    if places is None:
        read = _by_digits(there, missing)
        if read is not None:
            return read
        objects = there.astype(object)
        units = _numbers.whole_units(objects, name, function, as_printed=True)
        return units._replace(missing=missing)
    return Units(np.rint(there * 10.0**places).astype(np.int64), places, missing)


def _by_digits(values: Floats, missing: NDArray[np.bool_]) -> Units | None:
    """Return figures of many digits as Python's integers; None where one is very small or large."""
    digits, exponent = _core.shortest_decimal(values)
    if ((digits == 0) & (values != 0.0)).any():
        return None
    places = max(0, -int(exponent.min(initial=0)))
    powers = np.array(
        [10**n for n in range(places + int(exponent.max(initial=0)) + 1)], dtype=object
    )
    units = np.asarray(digits.astype(object) * powers[exponent + places], dtype=object)
    return Units(units, places, missing)


def _places(values: Floats) -> int | None:
    """Return the fewest decimals that all figures have, None where doubles lose the unit."""
    if values.size == 0:
        return 0
    size = float(np.abs(values).max())
    for places in range(_MOST_PLACES + 1):
        if size * 10.0**places > _LARGEST_UNITS:
            return None
        if (_core.round_half_up(values, places) == values).all():
            return places
    return None


def with_places(figures: Units, places: int) -> NDArray[Any]:
    """Return the whole numbers in units of ``10**-places``, not fewer than their own."""
    more = places - figures.places
    if more == 0:
        return figures.units
    size = max(_size(figures.units), 1)  # zero times 10**19 would not fit, either
    if figures.units.dtype == np.int64 and size * 10**more < _INT64_ROOM:
        return np.asarray(figures.units * np.int64(10**more))
    return np.asarray(figures.units.astype(object) * 10**more)


def aligned(*figures: Units) -> list[NDArray[Any]]:
    """Return the whole numbers of several figures in one unit."""
    places = max(each.places for each in figures)
    return [with_places(each, places) for each in figures]


def sums(units: NDArray[Any], axis: int) -> NDArray[Any]:
    """Return exact sums along an axis."""
    return np.asarray(roomy(units, units.shape[axis]).sum(axis=axis))


def running_sums(units: NDArray[Any], axis: int) -> NDArray[Any]:
    """Return exact running sums along an axis."""
    return np.asarray(np.cumsum(roomy(units, units.shape[axis]), axis=axis))


def roomy(units: NDArray[Any], terms: int) -> NDArray[Any]:
    """Return whole numbers of a type that holds sums of so many of them."""
    if units.dtype == np.int64 and _size(units) * max(terms, 1) >= _INT64_ROOM:
        return units.astype(object)
    return units


def _size(units: NDArray[Any]) -> int:
    if units.size == 0:
        return 0
    return max(abs(int(units.min())), abs(int(units.max())))


def scaled(units: NDArray[Any], factor: int) -> NDArray[Any]:
    """Return exact multiples."""
    return roomy(units, factor) * factor


def rounded_quotient(ratio: Ratio, decimals: NDArray[np.int64]) -> Floats:
    """Return dividend over divisor, rounded half up, away from zero, to some decimals.

    The double nearest to each rounded quotient; a zero has no sign; NaN for a divisor of 0.
    """
    dividend, divisor, places = np.broadcast_arrays(ratio.dividend, ratio.divisor, decimals)
    if dividend.size == 0:
        return np.empty(dividend.shape)
    small = all(
        units.dtype == np.int64 and _size(units) <= _LARGEST_EXACT for units in (dividend, divisor)
    )
    if not small or places.min() < 0:
        return np.array([_rounded(*each) for each in _elements(dividend, divisor, places)]).reshape(
            dividend.shape
        )
    result, status = _core.printed_ratio(
        dividend.astype(np.float64), divisor.astype(np.float64), places
    )
    result = np.asarray(result)
    for at in map(tuple, np.argwhere(status)):  # of more than 18 digits
        result[at] = _rounded(int(dividend[at]), int(divisor[at]), int(places[at]))
    return result


def _elements(*arrays: NDArray[Any]) -> Any:
    return zip(*(map(int, array.ravel()) for array in arrays), strict=True)


def _rounded(dividend: int, divisor: int, places: int) -> float:
    """Round one quotient of integers half up, and return the double nearest to it."""
    if divisor == 0:
        return float("nan")
    above, below = abs(dividend), abs(divisor)
    if places >= 0:
        above *= 10**places
    else:
        below *= 10**-places
    units = (2 * above + below) // (2 * below)
    if (dividend < 0) != (divisor < 0):
        units = -units
    try:
        return units / 10**places if places >= 0 else float(units * 10**-places)
    except OverflowError:
        return float("inf") if units > 0 else float("-inf")


def rounded_means(
    units: NDArray[Any], count: NDArray[Any], places: int, decimals: NDArray[np.int64]
) -> Floats:
    """Return sums of figures with so many places over their counts, rounded half up."""
    divisor = np.asarray(count, dtype=np.int64)
    scale: Any = 10**places
    if max(_size(divisor), 1) * scale >= _INT64_ROOM:  # 10**19 alone would not fit
        divisor = divisor.astype(object)
    return rounded_quotient(Ratio(units, divisor * scale), decimals)
