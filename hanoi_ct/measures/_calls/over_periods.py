"""Long series are handed to the core piece by piece, so that Ctrl-C is felt between two."""

from collections.abc import Callable
from typing import Any

import numpy as np

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.threads import PIECE

# Of what lies before a period its result depends on: so many periods, for the parameters
# of the loop.
_REACH: dict[str, Callable[..., int]] = {
    "growth": lambda lag, rule: lag,
    "change": lambda lag: lag,
    "log_growth": lambda lag, rule: lag,
    "annualised_growth": lambda lag, periods_per_year, rule: lag,
    "moving": lambda window, mean: window - 1,
    "moving_observed": lambda window, min_count, mean: window - 1,
    "moving_growth_observed": lambda window, lag, min_count, rule: window - 1 + lag,
}

# The same of loops whose pieces must begin with a year: so many years before it.
_YEARS_BEFORE = {
    "ytd": 0,
    "ytd_observed": 0,
    "decumulate": 0,
    "ytd_growth": 1,
    "ytd_growth_observed": 1,
}

# Below so many periods a year, or a window, is no cause for a longer piece.
_LEAST_PIECE = 1 << 16


def over_periods(
    loop: Any, values: Floats, axis: int, parameters: tuple[Any, ...], result: Floats
) -> None:
    """Call a loop of the core along `axis`, on few series of many periods in pieces.

    A piece is given what its first results depend on, and writes NaN in the place of the
    results of these periods. The pieces go from the last to the first, so that the one
    before puts them right.
    """
    n = values.shape[axis]
    name = loop.__name__.removesuffix("_portable")
    if values.size <= 2 * PIECE or n < 2:
        loop(values, *parameters, result, axis=axis)
        return
    length = max(_LEAST_PIECE, PIECE * n // values.size)
    if name == "chain":
        _chain(loop, values, axis, parameters[0], result, length)
        return
    before = (slice(None),) * axis
    for begin, end, context, given in _cuts(name, parameters, n, length):
        at = (*before, slice(begin - context, end))
        loop(values[at], *given, result[at], axis=axis)


def _cuts(
    name: str, parameters: tuple[Any, ...], n: int, length: int
) -> list[tuple[int, int, int, Any]]:
    """Return pieces from the last to the first: begin, end, periods before, parameters."""
    numbers = [int(number) for number in parameters]
    if name in _REACH:
        context = min(_REACH[name](*numbers), n)
        length = max(length, 4 * context)
        first, given = length, tuple(numbers)
    else:
        year, place, *rest = numbers
        context = _YEARS_BEFORE[name] * year
        length = -(-max(length, 4 * context) // year) * year
        first, given = length - (place - 1), (year, 1, *rest)  # where a year begins
    begins = list(range(first, n, length)) if first < n else []
    ends = [*begins, n]
    cuts = [(0, ends[0], 0, parameters)]
    for begin, end in zip(begins, ends[1:], strict=True):
        cuts.append((begin, end, min(context, begin), given))
    return cuts[::-1]


def _chain(loop: Any, values: Floats, axis: int, start: float, result: Floats, length: int) -> None:
    """Each piece goes on from the last level of the one before."""
    before = (slice(None),) * axis
    level: Any = start
    for begin in range(0, values.shape[axis], length):
        at = (*before, slice(begin, begin + length))
        loop(values[at], level, result[at], axis=axis)
        level = np.take(result[at], -1, axis=axis)
