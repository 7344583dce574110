"""Rates of printed figures, rounded from their exact value."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct import _core
from hanoi_ct._inputs import numbers as _numbers
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.overloads import over_operands
from hanoi_ct._inputs.tabular import is_tabular, over_elements
from hanoi_ct._inputs.validate import (
    first_position,
    flag,
    output_array,
    printed_array,
    real_array,
    refused_at,
)
from hanoi_ct.measures._calls.elementwise import broadcast_shape, in_pieces
from hanoi_ct.measures._printed.figures import Ratio, aligned, figures_of, rounded_quotient, scaled
from hanoi_ct.measures._printed.rounding import decimal_places

# A percentage has two decimals fewer than the fraction it stands for.
_PERCENT = 2
MOST_DECIMALS = _core.PRINTED_PLACES_MAX - _PERCENT

# Below this many units of its last digit a rate times 100 rounds to the percentage meant.
_CERTAIN = 2.0**50


@over_operands
def printed_growth(
    current: ArrayLike | Any,
    base: ArrayLike | Any,
    decimals: int | ArrayLike = 1,
    out: NDArray[np.float64] | None = None,
    *,
    percent: bool = False,
) -> Any:
    """Growth rate between two printed figures, rounded from its exact value.

    107.35 over 100 is growth of exactly 7.35 %, printed as 7.4. The quotient of doubles
    lies a little below and would print as 7.3. Here the figures are read as the decimals
    they were printed as, scaled to integers, and the rate of these integers is rounded.

    Parameters
    ----------
    current, base : array_like of real numbers, or labelled data
        Figures as printed, in one unit: zero, or of a size from 1e-5 to below 1e32. pandas
        Series and DataFrame, xarray DataArray, polars Series and DataFrame, pyarrow arrays
        and tables, with the same labels in both, or one of them beside plain numbers. A
        float32 is read as its own shortest decimal, integers and Decimals exactly.
    decimals : int or array_like of int, default 1
        Decimals of the rate as a percentage, from 0 to 15. All shapes broadcast together.
    out : ndarray of float64, optional
        Where to put the result; of the broadcast shape.
    percent : bool, default False
        Give percentages, 7.4, in place of fractions, 0.074: what a table prints.

    Returns
    -------
    ndarray of float64, or the kind of the arguments
        Fractions: 0.074, the double nearest to 7.4 %; or percentages. Ties are rounded away
        from zero, and a zero has no sign. NaN where the base is zero or negative.

    Raises
    ------
    ArgumentTypeError
        A figure is not a real number (masked, text or complex data), `decimals` holds no
        integers, `out` is not a float64 array, or labelled arguments are of two libraries.
    ArgumentValueError
        `decimals` outside 0 .. 15; a figure out of range; two figures whose digits span
        more than 36 decimal places; a rate of more than 18 digits; shapes that do not
        broadcast together; labels that differ; `out` of another shape or read-only.

    Notes
    -----
    A missing value (NaN) in `current` or `base` makes the rate missing.

    References
    ----------
    OECD (2007), *Data and Metadata Reporting and Presentation Handbook*, guidelines for the
    presentation of growth rates. Rounding as in `round_half_up`.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.printed_growth(107.35, 100)
    np.float64(0.074)
    >>> hanoi_ct.printed_growth([9200, 5.0], [7624, 0.0])
    array([0.207,   nan])
    >>> hanoi_ct.printed_growth([107.35, 92.65], 100, percent=True)
    array([ 7.4, -7.4])
    """
    arguments = {"current": current, "base": base}
    return _rate("printed_growth", arguments, decimals, _PERCENT, out, percent)


@over_operands
def printed_share(
    part: ArrayLike | Any,
    whole: ArrayLike | Any,
    decimals: int | ArrayLike = 1,
    out: NDArray[np.float64] | None = None,
    *,
    percent: bool = False,
) -> Any:
    """Share of one printed figure in another, rounded from its exact value.

    Parameters
    ----------
    part, whole : array_like of real numbers, or labelled data
        Figures as printed, in one unit; as in `printed_growth`.
    decimals : int or array_like of int, default 1
        Decimals of the share as a percentage, from 0 to 15. All shapes broadcast
        together.
    out : ndarray of float64, optional
        Where to put the result; of the broadcast shape.
    percent : bool, default False
        Give percentages, 5.9, in place of fractions, 0.059.

    Returns
    -------
    ndarray of float64, or the kind of the arguments
        Fractions: 0.059, the double nearest to 5.9 %; or percentages. NaN where the whole
        is zero.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `printed_growth`.

    Notes
    -----
    A missing value (NaN) in `part` or `whole` makes the share missing.

    References
    ----------
    Rounding as in `round_half_up`.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.printed_share([9200, 1], [155_410, 16], [1, 2])
    array([0.059 , 0.0625])
    >>> hanoi_ct.printed_share(9200, 155_410, percent=True)
    np.float64(5.9)
    """
    arguments = {"part": part, "whole": whole}
    return _rate("printed_share", arguments, decimals, _PERCENT, out, percent)


@over_operands
def printed_ratio(
    numerator: ArrayLike | Any,
    denominator: ArrayLike | Any,
    decimals: int | ArrayLike = 1,
    out: NDArray[np.float64] | None = None,
) -> Any:
    """Quotient of two printed figures, rounded from its exact value.

    For averages ("83.3 billion a decision") and multiples ("2.2 times"); for shares in
    percent there is `printed_share`.

    Parameters
    ----------
    numerator, denominator : array_like of real numbers, or labelled data
        Figures as printed; as in `printed_growth`.
    decimals : int or array_like of int, default 1
        Decimals of the quotient, from 0 to 15. All shapes broadcast together.
    out : ndarray of float64, optional
        Where to put the result; of the broadcast shape.

    Returns
    -------
    ndarray of float64, or the kind of the arguments
        In the unit of `numerator` per unit of `denominator`. NaN where the denominator
        is zero.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `printed_growth`.

    Notes
    -----
    A missing value (NaN) in either argument makes the quotient missing.

    References
    ----------
    Rounding as in `round_half_up`.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.printed_ratio([2000, 19, 0.145], [24, 8.5, 1], [1, 1, 2])
    array([83.3 ,  2.2 ,  0.15])
    """
    arguments = {"numerator": numerator, "denominator": denominator}
    return _rate("printed_ratio", arguments, decimals, 0, out, percent=False)


@over_operands
def printed_contribution(
    part: ArrayLike | Any,
    part_before: ArrayLike | Any,
    total_before: ArrayLike | Any,
    decimals: int | ArrayLike = 1,
    *,
    percent: bool = False,
) -> Any:
    """Contribution of a part to the growth of a total, rounded from its exact value.

    ``(part - part_before) / total_before``, of figures as they were printed: what the part
    adds to the growth rate of the total, in percentage points. The contributions of all
    parts add up to the growth of the total before they are rounded.

    Parameters
    ----------
    part, part_before, total_before : array_like of real numbers, or labelled data
        The part now and before, and the total before, as printed and in one unit; labels as
        in `printed_growth`.
    decimals : int or array_like of int, default 1
        Decimals of the contribution in percentage points, from 0 to 15. All shapes
        broadcast together.
    percent : bool, default False
        Give percentage points, 1.2, in place of fractions, 0.012.

    Returns
    -------
    ndarray of float64, or the kind of the arguments
        Fractions: 0.012 is 1.2 percentage points; or percentage points. NaN where the
        total before is zero or negative.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `printed_growth`; an infinite figure. Digits may span any number of places.

    See Also
    --------
    additive_contribution : the same from shares and rates of growth.
    contributions : for the nodes of an index tree.

    Notes
    -----
    A missing value (NaN) in any argument makes the contribution missing.

    References
    ----------
    IMF (2017), *Quarterly National Accounts Manual*, chapter 8 (contributions of additive
    components). Rounding as in `round_half_up`.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.printed_contribution([107.35, 52.0], [100, 50], 150, percent=True)
    array([4.9, 1.3])
    """
    function = "printed_contribution"
    in_percent = flag(percent, "percent", function)
    arguments = {"part": part, "part_before": part_before, "total_before": total_before}
    if is_tabular(*arguments.values()):
        return over_elements(
            lambda a, b, c: printed_contribution(a, b, c, decimals, percent=in_percent),
            arguments,
            function,
            printed=True,
        )
    figures = {name: figures_of(x, name, function) for name, x in arguments.items()}
    places = decimal_places(decimals, function, 0, MOST_DECIMALS)
    units = {name: each.units for name, each in figures.items()}
    shape = broadcast_shape(function, {**units, "decimals": places})
    now, before, total = aligned(*figures.values())
    if now.dtype != before.dtype:
        now, before = now.astype(object), before.astype(object)
    missing = np.zeros(shape, dtype=bool)
    for each in figures.values():
        missing = missing | each.missing
    whole = np.where(missing | np.asarray(total <= 0, dtype=bool), 0, total)
    return rounded_rate(Ratio(np.asarray(now - before), whole), places, in_percent)[()]


def rounded_rate(ratio: Ratio, decimals: NDArray[np.int64], percent: bool) -> Floats:
    """Return exact rates rounded to decimals of a percentage, as fractions or percentages."""
    if not percent:
        return rounded_quotient(ratio, decimals + _PERCENT)
    return rounded_quotient(ratio._replace(dividend=scaled(ratio.dividend, 100)), decimals)


def _rate(
    function: str,
    arguments: dict[str, Any],
    decimals: int | ArrayLike,
    more_places: int,
    out: NDArray[np.float64] | None,
    percent: Any,
) -> Any:
    in_percent = flag(percent, "percent", function)
    if is_tabular(*arguments.values()):
        return over_elements(
            lambda *x: _rate(
                function,
                dict(zip(arguments, x, strict=True)),
                decimals,
                more_places,
                None,
                in_percent,
            ),
            arguments,
            function,
            printed=True,
            out=out,
        )
    places = decimal_places(decimals, function, 0, MOST_DECIMALS)
    arrays = {name: real_array(x, name, function) for name, x in arguments.items()}
    shape = broadcast_shape(function, {**arrays, "decimals": places})
    if out is not None:
        output_array(out, shape, function)
    if any(map(_numbers.exceeds_float64, arrays.values())):
        rates = _exact_rates(function, arrays, places, in_percent)
    else:
        rates = _rates(function, arrays, places, more_places, in_percent)
    if out is None:
        return rates
    out[...] = rates
    return out


def _rates(
    function: str,
    arrays: dict[str, NDArray[Any]],
    places: NDArray[np.int64],
    more_places: int,
    percent: bool,
) -> Any:
    """Return rates of figures that doubles stand for, by the loops of the core."""
    figures = {name: printed_array(x, name, function) for name, x in arrays.items()}
    loop = _core.printed_growth if function == "printed_growth" else _core.printed_ratio
    rates, status = in_pieces(loop, [*figures.values(), places + more_places])
    if np.any(status):
        _refuse(np.asarray(status), function, figures)
    if not percent:
        return rates
    with np.errstate(invalid="ignore"):
        large = np.abs(rates) * 10.0 ** (places + _PERCENT) >= _CERTAIN
    if np.any(large):  # the last digits of the fraction are not those of the percentage
        return _exact_rates(function, arrays, places, percent)
    return _core.round_half_up(100.0 * rates, places)


def _exact_rates(
    function: str, arrays: dict[str, NDArray[Any]], places: NDArray[np.int64], percent: bool
) -> Any:
    """Return the same of figures with digits that a double does not hold."""
    first, second = (figures_of(x, name, function) for name, x in arrays.items())
    above, below = aligned(first, second)
    below = np.where(first.missing | second.missing, 0, below)
    if function == "printed_growth":
        below = np.where(np.asarray(below > 0, dtype=bool), below, 0)
        above = above.astype(object) - below.astype(object)
    ratio = Ratio(np.asarray(above), np.asarray(below))
    if function == "printed_ratio":
        return rounded_quotient(ratio, places)[()]
    return rounded_rate(ratio, places, percent)[()]


def _refuse(
    status: NDArray[np.int64], function: str, figures: dict[str, NDArray[np.float64]]
) -> None:
    """Raise for the first status of csrc/include/hct/printed.h that is not 0."""
    count, position = first_position(status != 0)
    first, second = figures
    values = [np.broadcast_to(x, status.shape)[position] for x in figures.values()]
    both = f"`{first}` {values[0]} and `{second}` {values[1]}"
    size = "zero or of a size from 1e-05 to below 1e+32"
    message = {
        1: f"`{first}` of {function} must be {size}; got {values[0]}",
        2: f"`{second}` of {function} must be {size}; got {values[1]}",
        3: f"figures of {function} must have all their digits within 36 places; got {both}",
        4: f"rates of {function} must have at most 18 digits at `decimals`; got {both}",
    }[int(status[position])]
    raise refused_at(message, position, count)
