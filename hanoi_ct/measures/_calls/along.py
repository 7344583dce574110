"""How a function of panels reaches its loop: the axis, `out`, overlap and threads."""

from typing import Any

import numpy as np

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.threads import LEAST_SIZE, PIECE, over_slices, thread_count
from hanoi_ct._inputs.validate import apart, at_index, first_position, output_array, refused_at
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._calls.over_periods import over_periods

# The integers that are passed most as arrays already: NumPy spends more on turning a
# Python integer into an array than on a short series. Pairs spare their look-ups too.
_SMALL: dict[Any, Any] = {i: np.array(i) for i in range(64)}
_PAIRS = {(i, j): (_SMALL[i], _SMALL[j]) for i in range(64) for j in range(3)}


def along(
    loop: Any,
    values: Floats,
    axis: int,
    parameters: tuple[Any, ...],
    out: Floats | None,
    function: str,
    threads: int | None = None,
) -> Floats:
    """Call a loop of the core along an axis counted from the front.

    Without `out`, the result gets the memory order of the input: a generalised ufunc
    left to itself would put the periods last and read or write across the rows.
    """
    if out is None:
        result = np.empty(values.size) if values.ndim == 1 else np.empty_like(values)
    else:
        result = output_array(out, values.shape, function)
        values = apart(values, result)
    operands = _PAIRS.get(parameters) or tuple(map(_SMALL.get, parameters, parameters))
    if threads is not None or values.size >= LEAST_SIZE:
        count = thread_count(threads, values.size, function)
        if (count > 1 and values.ndim > 1) or values.size > PIECE:
            _in_slices(loop, values, axis, parameters, result, count)
            return result
    if axis == values.ndim - 1:  # spares NumPy the parsing of axis=
        loop(values, *operands, result)
    else:
        loop(values, *operands, result, axis=axis)
    return result


def _in_slices(
    loop: Any, values: Floats, axis: int, parameters: tuple[Any, ...], result: Floats, count: int
) -> None:
    """Cut the longest of the other axes; each slice writes into its part of the result.

    Where one thread has few and long series, cut these.
    """
    lengths = [0 if i == axis else n for i, n in enumerate(values.shape)]
    if max(lengths) <= 1 or (count == 1 and values.shape[axis] > max(lengths)):
        over_periods(loop, values, axis, parameters, result)
        return
    cut = lengths.index(max(lengths))
    before = (slice(None),) * cut

    def work(part: slice) -> None:
        at = (*before, part)
        over_periods(loop, values[at], axis, parameters, result[at])

    over_slices(work, values.shape[cut], count, values.size)


class BaseError(ArgumentValueError):
    """A base that ``negative_base="raise"`` does not allow; says which."""

    position: tuple[int, ...]

    def __init__(self, message: str, base: float, position: tuple[int, ...], count: int) -> None:
        super().__init__(message + at_index(position, count))
        self.base, self.position, self.count = base, position, count


def refuse_bases(bases: Floats, axis: int, function: str) -> None:
    """Raise where a value that serves as a base is zero or negative."""
    refused = bases <= 0.0
    if not refused.any():
        return
    count, position = first_position(np.moveaxis(refused, axis, -1))
    position = (*position[:axis], position[-1], *position[axis:-1])
    raise BaseError(
        f"bases in `x` of {function} must be positive under negative_base='raise'; got "
        f"{bases[position]}",
        float(bases[position]),
        position,
        count,
    )


def refuse_missing(x: Floats, axis: int, function: str, name: str = "x") -> None:
    """Raise where the argument called `name` holds a missing value."""
    missing = np.isnan(x)
    if not missing.any():
        return
    count, position = first_position(np.moveaxis(missing, axis, -1))
    position = (*position[:axis], position[-1], *position[axis:-1])
    rule = f"`{name}` of {function} must have no missing value under missing='raise'"
    raise refused_at(f"{rule}; got NaN", position, count)


def bases_of(x: Floats, lag: int, axis: int) -> Floats:
    """Return the values that serve as bases over `lag` periods."""
    n = x.shape[axis]
    return x[(slice(None),) * axis + (slice(0, max(0, n - lag)),)]


def shifted(x: Floats, lag: int, axis: int) -> Floats:
    """Return the values `lag` periods later, beside `bases_of`."""
    n = x.shape[axis]
    return x[(slice(None),) * axis + (slice(min(lag, n), n),)]
