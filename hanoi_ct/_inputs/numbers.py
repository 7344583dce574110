"""Numbers of any type as doubles: exactly, or refused. One rule, for every function.

Whole numbers lie within 2**53, and a `decimal.Decimal` must be what its double prints as
(15 digits always are). What a function can do better with, it asks for: `whole_units`
reads larger numbers, and decimals, as Python's integers.
"""

import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

LARGEST_INTEGER = 2**53

# Decimals beyond this many places, either way, are no figures of a table.
_MOST_PLACES = 400


class Units(NamedTuple):
    """Numbers as whole multiples of ``10**-places``."""

    units: NDArray[Any]  # int64 or Python's integers; 0 where missing
    places: int
    missing: NDArray[np.bool_]


def to_float64(array: NDArray[Any], name: str, function: str) -> NDArray[np.float64]:
    """Return an array of real numbers as float64; refuse what float64 does not hold.

    Among objects a Decimal becomes the double that prints as it, and NaN is missing.
    """
    if array.dtype.kind == "O":
        return _from_objects(array, name, function, _double_of)
    refuse_large(array, name, function)
    return array.astype(np.float64, copy=False, subok=False)


def to_printed(array: NDArray[Any], name: str, function: str) -> NDArray[np.float64]:
    """Return the same, a short float as the double of its own shortest decimal.

    The float32 nearest to 2.675 is 2.6749999..., prints as 2.675 and is read as that.
    """
    if array.dtype.kind == "f" and array.dtype.itemsize < 8:
        return array.astype("U24").astype(np.float64)
    if array.dtype.kind == "O":
        return _from_objects(array, name, function, _printed_double_of)
    return to_float64(array, name, function)


def exceeds_float64(array: NDArray[Any]) -> bool:
    """Tell whether there are integers, or decimals, that float64 does not hold as such."""
    if array.dtype.kind != "O":
        return _beyond(array) is not None
    return any(_is_beyond(value) for value in array.ravel())


def refuse_large(array: NDArray[Any], name: str, function: str) -> None:
    """Raise where integers lie beyond what float64 holds exactly."""
    beyond = _beyond(array)
    if beyond is not None:
        first = int(beyond.argmax())
        at = np.unravel_index(first, array.shape)
        raise large_error(array.ravel()[first], at, _quoted(name), function)


def refuse_beyond(low: int, high: int, argument: str, function: str) -> None:
    """Raise where whole numbers from `low` to `high` do not all fit a double."""
    if low < -LARGEST_INTEGER or high > LARGEST_INTEGER:
        worst = low if low < -LARGEST_INTEGER else high
        raise large_error(worst, (), argument, function)


def of_sequence(x: Any, array: NDArray[Any]) -> NDArray[Any]:
    """Return the array of a list as it was made, or of objects where NumPy rounded integers.

    NumPy makes floats of integers that stand beside floats, or fit no type of integers.
    """
    if array.dtype.kind != "f" or array.size == 0 or not isinstance(x, (list, tuple)):
        return array
    if not (np.abs(array) >= LARGEST_INTEGER).any():
        return array
    objects = np.array(x, dtype=object)
    rounded = any(
        isinstance(value, (int, np.integer)) and abs(int(value)) > LARGEST_INTEGER
        for value in objects.ravel()
    )
    return objects if rounded and objects.shape == array.shape else array


def large_error(value: Any, at: Any, argument: str, function: str) -> ArgumentValueError:
    """Return the error for an integer that float64 does not hold."""
    return ArgumentValueError(
        f"integers in {argument} of {function} must lie within 2**53, which float64 holds exactly; "
        f"got {value}{_index(at)}: count in a larger unit, or pass floats if the last digits do "
        "not matter"
    )


def whole_units(
    array: NDArray[Any], name: str, function: str, *, as_printed: bool = False
) -> Units:
    """Return numbers of any size as integers of one unit, without rounding.

    A float among them is the double that it is, or `as_printed` its shortest decimal.
    """
    if array.dtype.kind in "biu":
        return Units(array.astype(object), 0, np.zeros(array.shape, dtype=bool))
    read = _as_printed if as_printed else _exactly
    parsed = _from_objects(array, name, function, read, dtype=object)
    missing = np.array([value is None for value in parsed.ravel()], dtype=bool)
    pairs = [(0, 0) if value is None else value for value in parsed.ravel()]
    places = max((places for _, places in pairs), default=0)
    units = np.empty(len(pairs), dtype=object)
    units[:] = [digits * 10 ** (places - own) for digits, own in pairs]
    return Units(units.reshape(array.shape), places, missing.reshape(array.shape))


# ---- one array ----------------------------------------------------------------------


def _beyond(array: NDArray[Any]) -> NDArray[np.bool_] | None:
    """Return where integers lie beyond 2**53, or None if none does."""
    if array.dtype.kind not in "iu" or array.dtype.itemsize < 8 or array.size == 0:
        return None
    if array.min() >= -LARGEST_INTEGER and array.max() <= LARGEST_INTEGER:
        return None
    return ((array > LARGEST_INTEGER) | (array < -LARGEST_INTEGER)).ravel()


def _from_objects(
    array: NDArray[Any],
    name: str,
    function: str,
    read: Callable[[Any], Any],
    dtype: Any = np.float64,
) -> NDArray[Any]:
    result = np.empty(array.size, dtype=dtype)
    for i, value in enumerate(array.ravel()):
        try:
            result[i] = read(value)
        except _NoNumberError:
            raise ArgumentTypeError(
                f"{_quoted(name)} of {function} must be real numbers in a NumPy array or a "
                f"sequence; got dtype object, {_shown(value)}"
                f"{_index(np.unravel_index(i, array.shape))}: {_way_out(value)}"
            ) from None
        except _BeyondError:
            at = np.unravel_index(i, array.shape)
            if isinstance(value, (float, np.floating)):
                raise ArgumentValueError(
                    f"{_quoted(name)} of {function} must be finite; got {value}{_index(at)}"
                ) from None
            if isinstance(value, Decimal) and value.is_infinite():
                raise ArgumentValueError(
                    f"{_quoted(name)} of {function} must be finite; got {_shown(value)}{_index(at)}"
                ) from None
            if isinstance(value, Decimal):
                raise ArgumentValueError(
                    f"decimals in {_quoted(name)} of {function} must be finite and have no more "
                    f"digits than float64 gives back, which are 15; got {_shown(value)}"
                    f"{_index(at)}: round them first"
                ) from None
            raise large_error(value, at, _quoted(name), function) from None
    return result.reshape(array.shape)


# ---- one value ----------------------------------------------------------------------


class _NoNumberError(Exception):
    """A value is not a real number."""


class _BeyondError(Exception):
    """A number is not held exactly."""


def _double_of(value: Any) -> float:
    """Return the double that stands for a value, NaN for a missing one."""
    if isinstance(value, (int, np.integer)):  # booleans too
        if not -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
            raise _BeyondError
        return float(value)
    if isinstance(value, float) or (isinstance(value, np.floating) and value.itemsize <= 8):
        return float(value)
    if isinstance(value, Decimal):
        if value.is_nan():
            return math.nan
        number = float(value)
        if not math.isfinite(number) or (Decimal(repr(number)) != value):
            raise _BeyondError
        return number
    raise _NoNumberError


def _printed_double_of(value: Any) -> float:
    """Return the same, of a short float the double of its own shortest decimal."""
    if isinstance(value, np.floating) and value.itemsize < 8:
        return float(str(value))
    return _double_of(value)


def _exactly(value: Any) -> tuple[int, int] | None:
    """Return digits and places of an integer or a decimal; None for a missing one."""
    if isinstance(value, (int, np.integer)):
        return int(value), 0
    if isinstance(value, Decimal):
        if value.is_nan():
            return None
        if value.is_infinite() or abs(value.adjusted()) > _MOST_PLACES:
            raise _BeyondError
        sign, digits, exponent = value.as_tuple()
        assert isinstance(exponent, int)
        number = int("".join(map(str, digits))) * (-1 if sign else 1)
        return (number * 10**exponent, 0) if exponent > 0 else (number, -exponent)
    if isinstance(value, float) or (isinstance(value, np.floating) and value.itemsize <= 8):
        return _exactly(Decimal(float(value)))
    raise _NoNumberError


def _as_printed(value: Any) -> tuple[int, int] | None:
    """Return the same, of a float those of the shortest decimal that denotes it."""
    if isinstance(value, (float, np.floating)):
        return _exactly(Decimal(str(value)))
    return _exactly(value)


def _is_beyond(value: Any) -> bool:
    """Tell whether an object is an integer that float64 does not hold, or any decimal."""
    if isinstance(value, (int, np.integer)):
        return not -LARGEST_INTEGER <= value <= LARGEST_INTEGER
    return isinstance(value, Decimal)


def _way_out(value: Any) -> str:
    if isinstance(value, (complex, np.complexfloating)):
        return "pass its real part"
    return "pass np.array(..., dtype=float), with np.nan for what is missing"


def _quoted(name: str) -> str:
    """Return the name of an argument as messages show it; one of a part of it is in words."""
    return name if "`" in name else f"`{name}`"


def _index(at: Any) -> str:
    at = tuple(int(i) for i in at)
    return f" at index {at if len(at) > 1 else at[0]}" if at else ""


def _shown(value: Any) -> str:
    text = " ".join(repr(value).split())
    return text if len(text) <= 60 else f"{text[:57]}..."
