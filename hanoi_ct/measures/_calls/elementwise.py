"""What every elementwise function does with its operands and with `out`."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct._inputs.validate import first_position, float64_array, output_array
from hanoi_ct.errors import ArgumentValueError


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
    """Call an elementwise loop of the core; without `out` NumPy allocates the result."""
    if out is None:
        return loop(*arrays)  # type: ignore[no-any-return]
    shape = np.broadcast_shapes(*(array.shape for array in arrays))
    return loop(*arrays, out=output_array(out, shape, function))  # type: ignore[no-any-return]


def refuse(
    refused: NDArray[np.bool_], values: NDArray[Any], name: str, rule: str, function: str
) -> None:
    """Raise if a value is refused; the error names the first one and where it stands."""
    refused = np.asarray(refused)
    if not refused.any():
        return
    count, position = first_position(refused)
    raise ArgumentValueError(
        f"`{name}` of {function} must be {rule}; got {values[position]}{at_index(position, count)}"
    )


def at_index(position: tuple[int, ...], count: int) -> str:
    """Return where the first of `count` refused elements stands; nothing for a number."""
    where = f" at index {position if len(position) > 1 else position[0]}" if position else ""
    return where + (f", the first of {count}" if count > 1 else "")
