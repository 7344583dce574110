"""Checks of arguments, done once a call at the public edge; private code trusts.

Every message has one shape: "`parameter` of function must be <rule>; got <value>".
The common case, a float64 array, passes with a few attribute look-ups.
"""

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs import numbers as _numbers
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

FLOAT64 = np.dtype(np.float64)

# What to pass instead of an object whose labels the function would lose, by its kind or
# by its library.
_UNWRAP = {
    "LazyFrame": "pass its .collect()",
    "DuckDBPyRelation": "pass its .df() or .pl()",
    "Dataset": "pass one of its variables",
    "polars DataFrame": "pass its .to_numpy()",
    "pandas": "pass its .to_numpy(dtype=float)",
    "polars": "pass its .to_numpy()",
    "xarray": "pass its .to_numpy()",
    "pyarrow Table": "pass its columns, as NumPy arrays",
    "pyarrow": "pass its .to_numpy(zero_copy_only=False)",
    "dask": "pass its .compute()",
    "narwhals": "pass its .to_native()",
}


def float64_array(x: Any, name: str, function: str, *, min_ndim: int = 0) -> NDArray[np.float64]:
    """Return `x` as a native float64 array, without a copy where it is one."""
    array: NDArray[np.float64] = x
    if type(x) is not np.ndarray or x.dtype is not FLOAT64:
        array = _numbers.to_float64(real_array(x, name, function), name, function)
    if array.ndim < min_ndim:
        refuse_dimensions(array, min_ndim, name, function)
    return array


def refuse_dimensions(array: NDArray[Any], least: int, name: str, function: str) -> NoReturn:
    """Raise for an array of too few dimensions."""
    got = f"0 (the number {shown(array.item())})" if array.ndim == 0 else str(array.ndim)
    raise ArgumentValueError(
        f"`{name}` of {function} must have at least {least} dimension"
        f"{'s' if least > 1 else ''}; got {got}"
    )


def real_array(x: Any, name: str, function: str) -> NDArray[Any]:
    """Return `x` as an array of real numbers of the type in which they came.

    Objects may be integers of any size, floats and Decimals: reading them finds out.
    """
    rule = f"`{name}` of {function} must be real numbers in a NumPy array or a sequence"
    package, kind = type(x).__module__.partition(".")[0], type(x).__name__
    instead = _UNWRAP.get(f"{package} {kind}") or _UNWRAP.get(kind) or _UNWRAP.get(package)
    if instead is not None and package not in ("numpy", "builtins"):
        if "to_numpy" in instead and not hasattr(x, "to_numpy"):
            instead = "pass the numbers themselves"
        raise ArgumentTypeError(
            f"{rule}; got a {package.lstrip('_')} {kind}: {instead}"
            f"{', labels are not kept' if 'numpy' in instead else ''}"
        )
    if isinstance(x, np.ma.MaskedArray):
        raise ArgumentTypeError(
            f"{rule}; got a masked array: pass its .astype(float).filled(np.nan), missing is NaN"
        )
    if isinstance(x, (Mapping, Set, Iterator)):
        raise ArgumentTypeError(
            f"{rule}; got a {kind}: pass a list of its numbers, in the order that is meant"
        )
    try:
        array = _numbers.of_sequence(x, np.asarray(x))
    except ValueError as error:
        raise ArgumentTypeError(f"{rule}; got rows of different lengths ({error})") from None
    if array.dtype.kind not in "buifO" or (array.dtype.itemsize > 8 and array.dtype.kind != "O"):
        hint = {
            "U": ": convert text to numbers first",
            "S": ": convert text to numbers first",
            "c": ": pass its real part",
            "f": ": convert it with .astype(float) if the lost digits do not matter",
        }.get(array.dtype.kind, "")
        raise ArgumentTypeError(f"{rule}; got dtype {array.dtype}{hint}")
    return array


def printed_array(x: Any, name: str, function: str) -> NDArray[np.float64]:
    """Return `x` as float64, each short float as the double of its own shortest decimal."""
    if type(x) is np.ndarray and x.dtype is FLOAT64:
        return x
    return _numbers.to_printed(real_array(x, name, function), name, function)


def integer(value: Any, name: str, function: str, *, low: int, high: int | None = None) -> int:
    """Return `value` as an int of `low` .. `high`."""
    if type(value) is int and low <= value < 2**62 and (high is None or value <= high):
        return value
    rule = f"at least {low}" if high is None else f"between {low} and {high}"
    try:
        if isinstance(value, (bool, np.bool_)):
            raise TypeError
        number = operator.index(value)
    except TypeError:
        raise ArgumentTypeError(
            f"`{name}` of {function} must be an integer, {rule}; got {shown(value)}"
        ) from None
    if number < low or (high is not None and number > high):
        raise ArgumentValueError(f"`{name}` of {function} must be {rule}; got {number}")
    if number >= 2**62:  # sums of two such numbers fit the core's integers
        raise ArgumentValueError(f"`{name}` of {function} must be below 2**62; got {number}")
    return number


def real_number(
    value: Any, name: str, function: str, rule: str, allowed: Callable[[float], bool]
) -> float:
    """Return `value` as a float that is `allowed`; `rule` says in words which are."""
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, float, np.number)):
        raise ArgumentTypeError(f"`{name}` of {function} must be {rule}; got {shown(value)}")
    if isinstance(value, np.complexfloating) or not allowed(float(value)):
        raise ArgumentValueError(f"`{name}` of {function} must be {rule}; got {shown(value)}")
    return float(value)


def integer_array(value: Any, rule: str) -> NDArray[Any]:
    """Return `value` as an array of integers of any width; `rule` opens the message."""
    if isinstance(value, np.ma.MaskedArray):
        raise ArgumentTypeError(f"{rule}; got a masked array")
    try:
        array = np.asarray(value)
    except ValueError:
        raise ArgumentTypeError(f"{rule}; got rows of different lengths") from None
    except TypeError:  # said so by a library whose tables are no one array
        raise ArgumentTypeError(f"{rule}; got a {type(value).__name__}") from None
    if array.dtype.kind not in "iu" and array.size:
        what = shown(value) if array.ndim == 0 else f"dtype {array.dtype}"
        raise ArgumentTypeError(f"{rule}; got {what}")
    return array


def shown(value: Any) -> str:
    """Return `value` as a message shows it: on one line, and short."""
    text = " ".join(repr(value).split())
    return text if len(text) <= 60 else f"a {type(value).__name__}"


def flag(value: Any, name: str, function: str) -> bool:
    """Return `value` as a bool."""
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    raise ArgumentTypeError(f"`{name}` of {function} must be True or False; got {shown(value)}")


def brief(label: Any) -> str:
    """Return a label as a message shows it: the beginning of a long one."""
    text = " ".join((label if isinstance(label, str) else repr(label)).split())
    text = text if len(text) <= 60 else f"{text[:57]}..."
    return repr(text) if isinstance(label, str) else text


def axis_number(axis: Any, ndim: int, function: str) -> int:
    """Return `axis` counted from the front."""
    if type(axis) is int and -ndim <= axis < ndim:
        return axis % ndim
    return integer(axis, "axis", function, low=-ndim, high=ndim - 1) % ndim


def choice(value: Any, choices: Mapping[str, int], name: str, function: str) -> int:
    """Return what the word `value` stands for in `choices`."""
    try:
        return choices[value]
    except (KeyError, TypeError):
        words = ", ".join(repr(word) for word in choices)
        raise ArgumentValueError(
            f"`{name}` of {function} must be one of {words}; got {shown(value)}"
        ) from None


def output_array(out: Any, shape: tuple[int, ...], function: str) -> NDArray[np.float64]:
    """Return `out` if a result of `shape` can be written into it."""
    array: NDArray[np.float64] = out
    fits = type(out) is np.ndarray and out.dtype is FLOAT64 and out.shape == shape
    if fits and out.flags.writeable:
        return array
    rule = f"`out` of {function} must be a writeable float64 array of shape {shape}"
    if type(out) is not np.ndarray:
        raise ArgumentTypeError(f"{rule}; got a {type(out).__name__}")
    if out.dtype != FLOAT64:
        raise ArgumentTypeError(f"{rule}; got dtype {out.dtype.str}")
    if out.shape != shape:
        raise ArgumentValueError(f"{rule}; got shape {out.shape}")
    if not out.flags.writeable:
        raise ArgumentValueError(f"{rule}; got a read-only array")
    return array


def apart(x: NDArray[np.float64], out: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return `x`, or a copy of it where `out` may lie on the same memory.

    NumPy copies operands of a generalised ufunc that overlap in part, but takes an
    output that is its input for elementwise work, and leaves it to the loop.
    """
    if x.base is None and out.base is None and x is not out:
        return x  # two arrays that own their memory
    return x.copy() if np.may_share_memory(x, out) else x


def first_position(condition: NDArray[np.bool_]) -> tuple[int, tuple[int, ...]]:
    """Return how many elements are true, and where the first of them stands."""
    first = np.unravel_index(int(condition.argmax()), condition.shape)
    return int(condition.sum()), tuple(int(i) for i in first)


def at_index(position: tuple[int, ...], count: int) -> str:
    """Return where the first of `count` refused elements stands; nothing for a number."""
    return _place(position) + (f", the first of {count}" if count > 1 else "")


def _place(position: tuple[int, ...]) -> str:
    return f" at index {position if len(position) > 1 else position[0]}" if position else ""


def refused_at(message: str, position: tuple[int, ...], count: int) -> ArgumentValueError:
    """Return the error for the first of `count` refused elements, whose place it adds."""
    error = ArgumentValueError(message + at_index(position, count))
    error.position = position
    return error


def _label(label: Any) -> str:
    if isinstance(label, str):
        return brief(label)
    return (
        str(getattr(label, "values", label)).partition("T00:00")[0].removesuffix(" 00:00:00")[:60]
    )


def name_place(error: ArgumentValueError, labels: Sequence[Any]) -> None:
    """Add to the place that an error names the labels of its axes; None for one without."""
    position = error.position
    if not position or len(position) != len(labels):
        return
    pairs = zip(labels, position, strict=True)
    names = [_label(axis[i]) for axis, i in pairs if axis is not None and i < len(axis)]
    place = _place(position)
    if names:
        error.args = (str(error).replace(place, f"{place} ({', '.join(names)})", 1),)
