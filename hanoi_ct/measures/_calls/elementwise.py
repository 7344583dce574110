"""What every elementwise function does with its operands and with `out`."""

import functools
import math
from collections.abc import Callable
from typing import Any, Concatenate

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct._inputs.overloads import OverOperands, P
from hanoi_ct._inputs.tabular import is_tabular, over_elements
from hanoi_ct._inputs.threads import pieces
from hanoi_ct._inputs.validate import apart, first_position, float64_array, output_array, refused_at
from hanoi_ct.errors import ArgumentValueError

# Of elementwise loops the slowest takes a quarter of a microsecond an element.
ELEMENTS = 1 << 19


# Kinds that no library of labelled data has: the look-up that every short call pays.
_PLAIN = {np.ndarray, np.float64, float, int, list, tuple, type(None), str}


def over_tables(function: Callable[Concatenate[Any, P], Any]) -> OverOperands[P]:
    """Let an elementwise function take labelled data, and give them back.

    Its positional parameters but `out` are the operands.
    """
    untyped: Callable[..., Any] = function
    code = function.__code__
    names = code.co_varnames[: code.co_argcount]
    operand_names = [name for name in names if name != "out"]

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        given = [*args, *kwargs.values()] if kwargs else args
        if all(type(x) in _PLAIN for x in given):
            return function(*args, **kwargs)
        bound = {**dict(zip(names, args, strict=False)), **kwargs}
        arguments = {name: bound.pop(name) for name in operand_names if name in bound}
        whole = len(args) <= len(names) and len(arguments) == len(operand_names)
        if not whole or not is_tabular(*arguments.values()):
            return function(*args, **kwargs)
        out = bound.pop("out", None)
        return over_elements(
            lambda *x: untyped(**dict(zip(operand_names, x, strict=True)), **bound),
            {name: arguments[name] for name in operand_names},
            function.__name__,
            out=out,
        )

    return call


def operands(function: str, **arguments: ArrayLike) -> list[NDArray[np.float64]]:
    """Return the arguments as float64 arrays whose shapes broadcast together."""
    arrays = [float64_array(value, name, function) for name, value in arguments.items()]
    broadcast_shape(function, dict(zip(arguments, arrays, strict=True)))
    return arrays


def broadcast_shape(function: str, arrays: dict[str, NDArray[Any]]) -> tuple[int, ...]:
    """Return the shape of the result; the error names every operand and its shape."""
    try:
        return np.broadcast_shapes(*(array.shape for array in arrays.values()))
    except ValueError:
        shapes = ", ".join(f"`{name}` {array.shape}" for name, array in arrays.items())
        raise ArgumentValueError(
            f"arguments of {function} must have shapes that broadcast together; got {shapes}"
        ) from None


def apply(
    loop: Any, arrays: list[NDArray[Any]], out: NDArray[np.float64] | None, function: str
) -> NDArray[np.float64]:
    """Call an elementwise loop of the core; without `out` NumPy allocates the result.

    Operands on the memory of `out` are copied. NumPy does so only where elements that are
    yet to be read would be overwritten one at a time, and loops work in blocks.
    """
    if out is None:
        return in_pieces(loop, arrays)[0]
    shape = np.broadcast_shapes(*(array.shape for array in arrays))
    result = output_array(out, shape, function)
    return in_pieces(loop, [apart(array, result) for array in arrays], result)[0]


def in_pieces(
    loop: Any, arrays: list[NDArray[Any]], out: NDArray[np.float64] | None = None
) -> tuple[NDArray[Any], ...]:
    """Call an elementwise ufunc, on large operands piece by piece so that Ctrl-C is felt.

    Returns all its results; `out` is room for the first.
    """
    if math.prod(array.size for array in arrays) <= ELEMENTS:  # then the result is no larger
        return _at_once(loop, arrays, out)
    shape = np.broadcast_shapes(*(array.shape for array in arrays))
    if math.prod(shape) <= ELEMENTS:
        return _at_once(loop, arrays, out)
    whole = [np.broadcast_to(array, shape) for array in arrays]
    like = max(arrays, key=np.size)
    results = tuple(
        np.empty_like(like, dtype=kind, shape=shape) for kind in loop.types[0].partition("->")[2]
    )
    if out is not None:
        results = (out, *results[1:])
    for part in pieces(shape, ELEMENTS):
        loop(*(array[part] for array in whole), out=tuple(array[part] for array in results))
    return results


def _at_once(
    loop: Any, arrays: list[NDArray[Any]], out: NDArray[np.float64] | None
) -> tuple[NDArray[Any], ...]:
    results = loop(*arrays) if out is None else loop(*arrays, out=(out, *(None,) * (loop.nout - 1)))
    return results if type(results) is tuple else (results,)


def refuse(
    refused: NDArray[np.bool_], values: NDArray[Any], name: str, rule: str, function: str
) -> None:
    """Raise if a value is refused; the error names the first one and where it stands."""
    refused = np.asarray(refused)
    if not refused.any():
        return
    count, position = first_position(refused)
    raise refused_at(
        f"`{name}` of {function} must be {rule}; got {values[position]}", position, count
    )
