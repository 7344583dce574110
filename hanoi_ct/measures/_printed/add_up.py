"""Rounded parts that add up to the rounded total."""

from typing import Any, Generic, NamedTuple, TypeVar, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.numbers import LARGEST_INTEGER, Units
from hanoi_ct._inputs.overloads import Labelled
from hanoi_ct._inputs.spelling import same_labels
from hanoi_ct._inputs.tabular import Table, is_tabular, reduced, take, together
from hanoi_ct._inputs.validate import brief, integer, real_array
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._printed.figures import figures_of, sums, with_places

_FEWEST, _MOST = -15, 15


Kind = TypeVar("Kind")


class AddedUp(NamedTuple, Generic[Kind]):
    """Rounded parts, their total, and which of them were moved from their own rounding."""

    parts: Kind
    total: Any
    moved: Kind


@overload
def round_to_add_up(
    parts: Labelled, decimals: int = 0, *, total: ArrayLike | Any | None = None
) -> AddedUp[Labelled]: ...
@overload
def round_to_add_up(
    parts: ArrayLike, decimals: int = 0, *, total: ArrayLike | Any | None = None
) -> AddedUp[NDArray[Any]]: ...
def round_to_add_up(
    parts: ArrayLike | Any, decimals: int = 0, *, total: ArrayLike | Any | None = None
) -> AddedUp[Any]:
    """Round parts so that they add up to the rounded total (largest remainder).

    Each part is rounded half-up; if the rounded parts miss the rounded total, those
    whose own rounding was the closest call are moved by one unit the other way. A
    table made so is easier to read and a little less exact: say so beside it.

    Parameters
    ----------
    parts : array_like of real numbers, or labelled data
        One row a part; columns, if any, are tables of their own. Each figure is read as the
        shortest decimal that denotes it. pandas, xarray (parts along the first dimension),
        polars and pyarrow.
    decimals : int, default 0
        The decimals to print, -15 to 15; -3 rounds to thousands.
    total : array_like of real numbers, optional
        The total, one a column; by default the exact sum of the parts.

    Returns
    -------
    AddedUp
        ``parts`` and ``total``, rounded, and ``moved``: which parts are not the plain
        rounding of their value and should be marked; each in the kind of `parts`. Where a
        part or the total is missing, or a part infinite, the others are plainly rounded and
        none is moved. No parts at all add up to 0.

    Raises
    ------
    ArgumentTypeError
        `parts` or `total` does not hold real numbers.
    ArgumentValueError
        `decimals` out of range; a total of another shape, or that the parts miss
        by more than rounding can explain (one unit a part).

    Notes
    -----
    Remainders are compared as whole numbers of the last printed digit, not as doubles. Of
    parts with the same remainder the first ones are moved.

    References
    ----------
    Balinski, Young (1982), *Fair Representation*, on the method of largest remainders.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.round_to_add_up([3.4, 3.4, 3.2])
    AddedUp(parts=array([4., 3., 3.]), total=array(10.), moved=array([ True, False, False]))
    >>> hanoi_ct.round_to_add_up([1499, 1499], -3).parts
    array([2000., 1000.])
    """
    function = "round_to_add_up"
    if is_tabular(parts):
        return _labelled(take(parts, "parts", function, printed=True), decimals, total)
    values, infinite = _apart(real_array(parts, "parts", function))
    figures = figures_of(values, "parts", function, min_ndim=1)
    digits = integer(decimals, "decimals", function, low=_FEWEST, high=_MOST)
    with np.errstate(invalid="ignore"):  # infinities of both signs have no sum
        sum_of_infinite = np.asarray(np.where(infinite != 0, infinite, 0.0).sum(axis=0))
    whole, infinite_total = _total_of(figures, total, sum_of_infinite, function)
    if whole.units.shape != figures.units.shape[1:]:
        raise ArgumentValueError(
            f"`total` of {function} must have the shape {figures.units.shape[1:]} of a row of "
            f"`parts`; got {whole.units.shape}"
        )
    places = max(figures.places, whole.places, digits)
    step = 10 ** (places - digits)  # of a printed unit, in units of the figures
    units, goals = with_places(figures, places), with_places(whole, places)
    plain, target = _rounded(units, step), _rounded(goals, step)
    lost = np.asarray(figures.missing.any(axis=0) | whole.missing)
    moves = _moves(units, plain, target, lost, step, function)
    parts_printed = _doubles(plain + moves, digits, figures.missing)
    total_printed = _doubles(target, digits, whole.missing)
    if values.dtype.kind in "iuO":
        _refuse_lost(plain + moves, parts_printed, digits, f"`parts` of {function}")
        _refuse_lost(target, total_printed, digits, f"the total of {function}")
    return AddedUp(
        np.where(infinite != 0, infinite, parts_printed),
        np.where(infinite_total != 0, infinite_total, total_printed),
        moves != 0,
    )


def _apart(array: NDArray[Any]) -> tuple[NDArray[Any], Floats]:
    """Return figures with NaN for infinities, and these, 0 elsewhere."""
    if array.dtype.kind != "f" or not np.isinf(array).any():
        return array, np.zeros(array.shape)
    infinite = np.isinf(array)
    return np.where(infinite, np.nan, array), np.where(infinite, array, 0.0).astype(np.float64)


def _labelled(table: Table, decimals: int, total: Any) -> AddedUp[Any]:
    """Round labelled parts, and put each result into their kind."""
    given = _fitting_total(table, total)
    parts, whole, moved = round_to_add_up(table.values, decimals, total=given)
    name = getattr(table.source, "name", None)
    return AddedUp(
        together(parts, table, name=name, attributes=True),
        float(whole) if whole.ndim == 0 else reduced(whole, table, (0,)),
        together(moved, table, name=name),
    )


def _fitting_total(table: Table, total: Any) -> Any:
    """Return a total as an array; its labels, if any, are those of the columns."""
    if not is_tabular(total):
        return total
    found = take(total, "total", "round_to_add_up", printed=True)
    columns = table.labels[1] if table.values.ndim == 2 and table.library == "pandas" else None
    mine = found.labels[0] if found.library == "pandas" else None
    if columns is not None and mine is not None and not same_labels(columns, mine):
        raise ArgumentValueError(
            "`total` of round_to_add_up must have the labels of the columns of `parts`; got "
            f"others, the first of them {str(mine[0])[:60] if len(mine) else None!r}: reindex it"
        )
    return found.values


def _total_of(
    figures: Units, total: Any, sum_of_infinite: Floats, function: str
) -> tuple[Units, Floats]:
    """Return the total, missing where it is infinite, and where and what it is there."""
    gone = np.asarray(figures.missing.any(axis=0))
    if total is None:
        units = sums(np.where(figures.missing, 0, figures.units), 0)
        return Units(units, figures.places, gone), sum_of_infinite
    values, infinite = _apart(real_array(total, "total", function))
    wrong = (infinite != 0) & ~gone
    if infinite.shape == gone.shape and wrong.any():
        raise ArgumentValueError(
            f"`total` of {function} must be the sum of the parts but for rounding; got "
            f"{infinite[wrong].flat[0]} for parts that are finite"
        )
    return figures_of(values, "total", function), infinite


def _rounded(units: NDArray[Any], step: int) -> NDArray[Any]:
    """Return whole numbers over `step`, rounded half up, away from zero."""
    objects = np.asarray(units).astype(object)
    rounded = np.empty(objects.size, dtype=object)
    rounded[:] = [(2 * abs(n) + step) // (2 * step) * (-1 if n < 0 else 1) for n in objects.ravel()]
    return rounded.reshape(objects.shape)


def _doubles(units: NDArray[Any], digits: int, missing: NDArray[np.bool_]) -> Floats:
    """Return the doubles nearest to so many units of ``10**-digits``, NaN where missing."""
    divisor, factor = 10 ** max(digits, 0), 10 ** max(-digits, 0)
    values = [int(unit) * factor / divisor for unit in np.ravel(units)]
    return np.where(missing, np.nan, np.reshape(np.array(values, dtype=np.float64), missing.shape))


def _refuse_lost(units: NDArray[Any], printed: Floats, digits: int, what: str) -> None:
    """Raise where a rounded whole number is beyond what float64 holds."""
    factor = 10 ** max(-digits, 0)
    for unit, value in zip(np.ravel(units).tolist(), np.ravel(printed).tolist(), strict=True):
        exact = int(unit) * factor
        if digits <= 0 and value == value and abs(exact) > LARGEST_INTEGER and int(value) != exact:
            raise ArgumentValueError(
                f"{what} must come to numbers that float64 holds exactly, as all within 2**53 are; "
                f"got {brief(exact)}: count in a larger unit, or pass floats if the last digits "
                "do not matter"
            )


def _moves(
    units: NDArray[Any],
    plain: NDArray[Any],
    target: NDArray[Any],
    lost: NDArray[np.bool_],
    step: int,
    function: str,
) -> NDArray[Any]:
    """Return by how many printed units each part is moved: -1, 0 or 1."""
    n = len(units)
    columns = int(np.prod(units.shape[1:], dtype=int))
    moves = np.zeros((n, columns), dtype=int)
    exact, rounded = units.reshape(n, columns), plain.reshape(n, columns)
    for column, (goal, gone) in enumerate(zip(target.ravel(), lost.ravel(), strict=True)):
        if gone:
            continue
        short = int(goal) - sum(rounded[:, column].tolist())
        if abs(short) > n:
            raise ArgumentValueError(
                f"`total` of {function} must be the sum of the parts but for rounding; got one "
                f"that misses it by {abs(short)} units of the last decimal with {n} parts"
                f"{f', in column {column}' if columns > 1 else ''}"
            )
        sign = 1 if short > 0 else -1
        remainders = [
            sign * (int(own) - int(print_) * step)
            for own, print_ in zip(exact[:, column], rounded[:, column], strict=True)
        ]
        chosen = sorted(range(n), key=lambda part: -remainders[part])[: abs(short)]
        moves[chosen, column] = sign
    return moves.reshape(units.shape)
