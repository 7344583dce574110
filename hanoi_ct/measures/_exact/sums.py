"""Correctly rounded sums, means, weighted sums, running and moving sums."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct import _core
from hanoi_ct._inputs.blocks import is_dask
from hanoi_ct._inputs.labels import RAISE, Gaps, is_labelled, no_label_options, over_labels
from hanoi_ct._inputs.numbers import whole_units
from hanoi_ct._inputs.overloads import over_time
from hanoi_ct._inputs.overloads_of_sums import reduction, weighted_reduction
from hanoi_ct._inputs.tabular import is_tabular, over_axis, over_axis_of_both
from hanoi_ct._inputs.threads import PIECE, over_slices, pieces, thread_count
from hanoi_ct._inputs.validate import (
    axis_number,
    choice,
    first_position,
    integer,
    real_array,
    refused_at,
)
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._calls.elementwise import broadcast_shape
from hanoi_ct.measures._calls.policies import MISSING, Missing
from hanoi_ct.measures._exact import dask_sums
from hanoi_ct.measures._exact import states as _states
from hanoi_ct.measures._exact.states import States

# Running sums take ten to a hundred nanoseconds a value.
RUNNING_PIECE = 1 << 20

Axis = int | str | tuple[int | str, ...] | None  # a name of labelled data


@reduction
def exact_sum(
    x: ArrayLike | Any,
    *,
    axis: Axis = None,
    missing: Missing = "propagate",
    threads: int | None = None,
) -> Any:
    """Correctly rounded sum: the double nearest to the exact sum of all terms.

    The result does not depend on the order of the terms, on threads, chunks or the
    machine. Nothing is rounded and nothing overflows before the end.

    Parameters
    ----------
    x : array_like of real numbers, or labelled data
        Terms, in any unit. Integers and Decimals enter exactly, whatever their size. pandas
        Series and DataFrame, xarray DataArray, polars Series and DataFrame, pyarrow arrays
        and tables; arrays, columns and frames of Dask, whatever their chunks.
    axis : int, tuple of int or None, default None
        The axis or axes to sum over; None sums everything. Of a frame 0, down the rows, or
        1, across the columns; of a DataArray the name of a dimension, too. Over some axes of
        a Dask array the sums are a lazy one; all else of Dask is computed.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        What a NaN does: makes its sum NaN, is left out, or is an error that says how
        many there are and where the first stands. A sum of no terms is 0.0.
    threads : int, optional
        How many threads large arrays are cut over; by default the environment variable
        HANOI_CT_THREADS, or else as many as this process may use.

    Returns
    -------
    float, ndarray of float64, or what is left of the labels
        In the unit of `x`; without the summed axes.

    Raises
    ------
    ArgumentTypeError
        `x` is not an array of real numbers, `axis` or `threads` not an integer.
    ArgumentValueError
        `axis` out of range or repeated, `threads` below 1, an unknown word for
        `missing`, a NaN under ``missing="raise"``.

    See Also
    --------
    ExactSum : a sum that takes more terms later, and merges with others.
    group_sum : exact sums by group.

    Notes
    -----
    Ties between two doubles go to the even one. A sum beyond the largest double is
    infinite. An infinite term makes the sum infinite, infinities of both signs NaN. The
    sum of terms that are all -0.0 is -0.0; one that cancels to zero is 0.0.

    References
    ----------
    R. M. Neal (2015), "Fast exact summation using small and large superaccumulators",
    arXiv:1505.05571. J. R. Shewchuk (1997), "Adaptive precision floating-point
    arithmetic", *Discrete & Computational Geometry* 18 (the method of ``math.fsum``).

    Examples
    --------
    >>> import numpy as np
    >>> import hanoi_ct
    >>> hanoi_ct.exact_sum([0.1] * 10), float(np.cumsum([0.1] * 10)[-1])
    (1.0, 0.9999999999999999)
    >>> hanoi_ct.exact_sum([[1e16, 1.0, -1e16], [1.0, 2.0, float("nan")]], axis=1)
    array([ 1., nan])
    >>> hanoi_ct.exact_sum([1.0, 2.0, float("nan")], missing="omit")
    3.0
    """
    if type(x) is not np.ndarray and is_dask(x):
        choice(missing, MISSING, "missing", "exact_sum")
        return dask_sums.sum_of(x, axis, missing, exact_sum, "exact_sum")
    if type(x) is not np.ndarray and is_tabular(x):

        def of_array(values: Any, along: Any) -> Any:
            return exact_sum(values, axis=along, missing=missing, threads=threads)

        return over_axis(of_array, x, axis, "exact_sum")
    return _reduce(_core.exact_sum, x, axis, missing, threads, "exact_sum")


@reduction
def exact_mean(
    x: ArrayLike | Any,
    *,
    axis: Axis = None,
    missing: Missing = "propagate",
    threads: int | None = None,
) -> Any:
    """Correctly rounded arithmetic mean: exact sum over count, rounded once.

    Parameters
    ----------
    x : array_like of real numbers, or labelled data
        Terms, in any unit. Integers and Decimals enter exactly, whatever their size. pandas
        Series and DataFrame, xarray DataArray, polars Series and DataFrame, pyarrow arrays
        and tables.
    axis : int, tuple of int or None, default None
        The axis or axes to average over; None averages everything.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        As in `exact_sum`; a NaN that is left out is not counted either. The mean of no
        terms is NaN.
    threads : int, optional
        As in `exact_sum`.

    Returns
    -------
    float, or ndarray of float64
        In the unit of `x`; without the averaged axes. Finite wherever the terms are,
        also where their sum is beyond the largest double.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `exact_sum`.

    References
    ----------
    R. M. Neal (2015), arXiv:1505.05571, for the sum; the division is exact long
    division of integers.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.exact_mean([0.1, 0.2, 0.3])
    0.2
    >>> hanoi_ct.exact_mean([1.5e308, 1.5e308])
    1.5e+308
    """
    if type(x) is not np.ndarray and is_tabular(x):

        def of_array(values: Any, along: Any) -> Any:
            return exact_mean(values, axis=along, missing=missing, threads=threads)

        return over_axis(of_array, x, axis, "exact_mean")
    return _reduce(_core.exact_mean, x, axis, missing, threads, "exact_mean")


@weighted_reduction
def exact_dot(
    x: ArrayLike | Any,
    w: ArrayLike | Any,
    *,
    axis: Axis = None,
    missing: Missing = "propagate",
    threads: int | None = None,
) -> Any:
    """Correctly rounded weighted sum, the sum of x times w.

    Both halves of every product enter, so that the exact sum of the exact products is
    rounded, once. No product is rounded, underflows or overflows on the way.

    Parameters
    ----------
    x, w : array_like of real numbers, or labelled data
        Values and weights, whose shapes broadcast together. Labels of both must be the same;
        a Series beside a frame has those of its rows or of its columns.
    axis : int, tuple of int or None, default None
        The axis or axes of the broadcast shape to sum over; None sums everything.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        As in `exact_sum`, for pairs: one is missing if either value is NaN. Infinity
        times zero is invalid, not missing: its sum is NaN under every policy.
    threads : int, optional
        As in `exact_sum`.

    Returns
    -------
    float, or ndarray of float64
        In the unit of `x` times that of `w`; without the summed axes.

    Raises
    ------
    ArgumentTypeError
        As `exact_sum`, for `x` and `w`.
    ArgumentValueError
        As `exact_sum`; also shapes that do not broadcast, integers beyond 2**53, which
        float64 does not hold.

    References
    ----------
    T. J. Dekker (1971), "A floating-point technique for extending the available
    precision", *Numerische Mathematik* 18, 224-242.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.exact_dot([0.1, 0.2, 0.3], [10, 10, -10])
    2.7755575615628914e-16
    >>> hanoi_ct.exact_dot([1e200, 1.0, -1e200], [1e200, 1.0, 1e200])
    1.0
    """
    function = "exact_dot"
    if is_tabular(x, w):

        def of_arrays(values: Any, along: Any, weights: Any) -> Any:
            return exact_dot(values, weights, axis=along, missing=missing, threads=threads)

        return over_axis_of_both(of_arrays, {"x": x, "w": w}, axis, function)
    values = {name: _states.float64_exactly(v, name, function) for name, v in (("x", x), ("w", w))}
    shape = broadcast_shape(function, values)
    pair = [np.broadcast_to(array, shape) for array in values.values()]
    # A kernel leaves NaN out or not; "raise" looks at the count it returns.
    omit = choice(missing, MISSING, "missing", function) == MISSING["omit"]
    parallel = thread_count(threads, pair[0].size, function)
    rows = axes_last(pair, axis, function)
    result, present = _by_rows(
        lambda x, w: _core.exact_dot(x, w, omit),
        lambda x, w: _states.add_products(x, w),
        rows,
        parallel,
        omit=omit,
    )
    if missing == "raise":
        _refuse_missing(present, rows, pair, "`x` and `w`", function)
    return plain(result)


@over_time
def exact_cumsum(
    x: ArrayLike | Any,
    *,
    period: int | None = None,
    gaps: Gaps = "raise",
    freq: str | None = None,
    year_start: int | None = None,
    axis: int = -1,
) -> Any:
    """Running sums, each correctly rounded.

    Parameters
    ----------
    x : array_like of real numbers, or labelled data
        One or more series along `axis`, in any unit.
    period : int, optional
        After so many values the sum starts again: with 12, months become sums over the
        year so far. None: never.
    gaps, freq, year_start
        About the time of labelled data; as in `growth`.
    axis : int, default -1
        The axis of `x` along which the series lie; left out for labelled data.

    Returns
    -------
    ndarray of float64, or the kind of `x`
        In the unit and the shape of `x`. A missing value (NaN) makes the sums missing
        from there to the end of its period.

    Raises
    ------
    ArgumentTypeError
        `x` is not an array of real numbers, an option is not an integer.
    ArgumentValueError
        `period` below 1, `axis` out of range, integers beyond 2**53.

    See Also
    --------
    ytd : sums over the year so far, faster, rounded after every addition.

    References
    ----------
    R. M. Neal (2015), arXiv:1505.05571.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.exact_cumsum([0.1, 0.2, 0.3, 0.4], period=3).tolist()
    [0.1, 0.30000000000000004, 0.6, 0.4]
    """
    if type(x) is not np.ndarray and is_labelled(x):
        return over_labels(exact_cumsum, locals(), same_unit=True)
    if gaps is not RAISE or freq is not None or year_start is not None:
        no_label_options(gaps, freq, year_start, "exact_cumsum")
    values = _states.float64_exactly(x, "x", "exact_cumsum", min_ndim=1)
    along = axis_number(axis, values.ndim, "exact_cumsum")
    # A period beyond the series, and none at all, are the same.
    longest = max(values.shape[along], 1)
    if period is not None:
        longest = min(integer(period, "period", "exact_cumsum", low=1), longest)
    return running_sums(_core.exact_cumsum, values, longest, along)


@over_time
def exact_moving_sum(
    x: ArrayLike | Any,
    window: int,
    *,
    gaps: Gaps = "raise",
    freq: str | None = None,
    year_start: int | None = None,
    axis: int = -1,
) -> Any:
    """Sums over a moving window, each correctly rounded.

    Each result is what its window gives on its own: a value leaves the exact sum as it
    came in, so that nothing drifts, and an infinity or a missing value touches its own
    windows only.

    Parameters
    ----------
    x : array_like of real numbers, or labelled data
        One or more series along `axis`, in any unit.
    window : int
        How many values each sum takes, its own period and those before it; at least 1.
    gaps, freq, year_start
        About the time of labelled data; as in `growth`.
    axis : int, default -1
        The axis of `x` along which the series lie; left out for labelled data.

    Returns
    -------
    ndarray of float64, or the kind of `x`
        In the unit and the shape of `x`; NaN in the first ``window - 1`` places and
        wherever the window holds a missing value (NaN).

    Raises
    ------
    ArgumentTypeError
        `x` is not an array of real numbers, `window` or `axis` not an integer.
    ArgumentValueError
        `window` below 1, `axis` out of range, integers beyond 2**53.

    References
    ----------
    R. M. Neal (2015), arXiv:1505.05571.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.exact_moving_sum([1e16, 1.0, 2.0, 3.0], 2).tolist()
    [nan, 1e+16, 3.0, 5.0]
    """
    if type(x) is not np.ndarray and is_labelled(x):
        return over_labels(exact_moving_sum, locals(), same_unit=True)
    if gaps is not RAISE or freq is not None or year_start is not None:
        no_label_options(gaps, freq, year_start, "exact_moving_sum")
    values = _states.float64_exactly(x, "x", "exact_moving_sum", min_ndim=1)
    along = axis_number(axis, values.ndim, "exact_moving_sum")
    length = integer(window, "window", "exact_moving_sum", low=1)
    length = min(length, values.shape[along] + 1)
    return running_sums(_core.exact_moving_sum, values, length, along)


def running_sums(
    loop: Any, values: NDArray[np.float64], length: int, axis: int
) -> NDArray[np.float64]:
    """Call a loop of running or moving sums, so that Ctrl-C is felt on large arrays."""
    out = np.empty_like(values)
    if values.size <= RUNNING_PIECE:
        return loop(values, length, out, axis=axis)  # type: ignore[no-any-return]
    rows, results = np.moveaxis(values, axis, -1), np.moveaxis(out, axis, -1)
    if rows.shape[-1] <= RUNNING_PIECE:
        for at in pieces(rows.shape[:-1], max(1, RUNNING_PIECE // rows.shape[-1])):
            loop(rows[at], length, results[at])
        return out
    row = _long_cumsum if loop is _core.exact_cumsum else _long_moving_sum
    for index in np.ndindex(rows.shape[:-1]):
        row(rows[index], length, results[index])
    return out


def _long_cumsum(x: NDArray[np.float64], period: int, out: NDArray[np.float64]) -> None:
    if period <= RUNNING_PIECE:
        length = RUNNING_PIECE // period * period
        for start in range(0, x.size, length):
            part = slice(start, start + length)
            _core.exact_cumsum(x[part], period, out[part])
        return
    zeros = np.broadcast_to(np.float64(-0.0), x.shape)  # which leave nothing out
    for start in range(0, x.size, period):
        part = slice(start, start + period)
        words = _running_words(x[part], period)
        _go_on(words, x[part], zeros[part], out[part])


def _long_moving_sum(x: NDArray[np.float64], window: int, out: NDArray[np.float64]) -> None:
    head = min(window - 1, x.size)
    words = _running_words(x, window)
    # The results of the first periods are only on the way.
    words = _go_on(words, x[:head], np.broadcast_to(np.float64(-0.0), head), out[:head])
    out[:head] = np.nan
    _go_on(words, x[head:], x[: x.size - head], out[head:])


def _running_words(x: NDArray[np.float64], most: int) -> NDArray[np.int64]:
    extent = np.array(_core.NO_EXTENT)
    for start in range(0, x.size, RUNNING_PIECE):
        extent = _core.exact_widen_extent(x[start : start + RUNNING_PIECE], extent)
    return _core.exact_running_begin(extent, min(most, x.size))  # type: ignore[no-any-return]


def _go_on(
    words: NDArray[np.int64],
    entering: NDArray[np.float64],
    leaving: NDArray[np.float64],
    out: NDArray[np.float64],
) -> NDArray[np.int64]:
    for start in range(0, entering.size, RUNNING_PIECE):
        part = slice(start, start + RUNNING_PIECE)
        _, words = _core.exact_running_sums(
            entering[part], leaving[part], words, out=(out[part], None)
        )
    return words


def _reduce(
    loop: Any, x: Any, axis: Axis, missing: Missing, threads: int | None, function: str
) -> Any:
    """Sum or mean; the loop is looked up in the core by the caller, at call time."""
    terms = real_array(x, "x", function)
    # A kernel leaves NaN out or not; "raise" looks at the count it returns.
    omit = choice(missing, MISSING, "missing", function) == MISSING["omit"]
    if terms.dtype.kind == "O":
        return _reduce_units(terms, axis, missing, function)
    parts = _states.exact_parts(terms, "x", function)
    parallel = thread_count(threads, parts[0].size, function)
    rows = axes_last(parts, axis, function)
    mean = function == "exact_mean"
    if len(rows) > 1:  # the halves of integers beyond 2**53; none is missing
        state = _states.add(rows[1], _states.add(rows[0]))
        terms = rows[0].shape[-1]
        if mean and terms == 0:
            return plain(np.full(rows[0].shape[:-1], np.nan))
        return plain(_core.exact_round(state, terms if mean else 0))
    result, present = _by_rows(
        lambda x: loop(x, omit),
        lambda x: _states.add(x),
        rows,
        parallel,
        omit=omit,
        mean=mean,
    )
    if missing == "raise":
        _refuse_missing(present, rows, parts, "`x`", function)
    return plain(result)


def _reduce_units(array: NDArray[Any], axis: Axis, missing: Missing, function: str) -> Any:
    """Sum or mean of Python's integers and decimals, as whole numbers of one unit."""
    read = whole_units(array, "x", function)
    if missing == "raise" and read.missing.any():
        raise missing_error(read.missing, "`x`", function)
    units, absent = axes_last([read.units, read.missing], axis, function)
    sums = units.sum(axis=-1, initial=0)
    count = (
        (~absent).sum(axis=-1) if missing == "omit" else np.full(np.shape(sums), units.shape[-1])
    )
    lost = absent.any(axis=-1) & (missing != "omit")
    unit = 10**read.places
    divisor = count if function == "exact_mean" else np.ones_like(count)
    result = np.array(
        [
            np.nan if gone or n == 0 else quotient(int(total), unit * int(n))
            for total, n, gone in zip(
                np.ravel(sums), np.ravel(divisor), np.ravel(lost), strict=True
            )
        ]
    )
    return plain(result.reshape(np.shape(sums)))


def quotient(dividend: int, divisor: int) -> float:
    """Return the double nearest to a quotient of integers, infinite beyond the largest."""
    try:
        return dividend / divisor  # Python rounds it correctly
    except OverflowError:
        return math.inf if (dividend > 0) == (divisor > 0) else -math.inf


def axes_last(arrays: list[NDArray[Any]], axis: Axis, function: str) -> list[NDArray[Any]]:
    """Turn the axes to sum over into one, the last. Order inside it does not matter."""
    ndim = arrays[0].ndim
    if axis is None:
        if len(arrays) > 1 or ndim == 1:  # pairs must stay pairs
            return [array.reshape(-1) for array in arrays]
        return [arrays[0].ravel(order="K")]
    axes = [axis_number(a, ndim, function) for a in (axis if isinstance(axis, tuple) else (axis,))]
    if len(set(axes)) < len(axes):
        raise ArgumentValueError(f"`axis` of {function} must name each axis once; got {axis}")
    last = range(ndim - len(axes), ndim)
    moved = [np.moveaxis(array, axes, list(last)) for array in arrays]
    return [m if len(axes) == 1 else m.reshape(*m.shape[: ndim - len(axes)], -1) for m in moved]


def _by_rows(
    reduce: Callable[..., tuple[Any, Any]],
    accumulate: Callable[..., States],
    rows: list[NDArray[np.float64]],
    threads: int,
    *,
    omit: bool,
    mean: bool = False,
) -> tuple[Any, Any]:
    """Reduce the last axis, in threads if there is much: over rows, or along a single one."""
    first = rows[0]
    if first.ndim > 1:
        parts = over_slices(
            lambda part: reduce(*(array[part] for array in rows)),
            first.shape[0],
            threads,
            first.size,
        )
        if len(parts) == 1:
            return parts[0]
        return tuple(np.concatenate([p[i] for p in parts]) for i in range(2))  # type: ignore[return-value]
    if threads == 1 and first.size <= PIECE:
        return reduce(*rows)
    states = over_slices(
        lambda part: accumulate(*(array[part] for array in rows)),
        first.size,
        threads,
        first.size,
    )
    state = _states.merge_all(states)
    present = first.size - int(state[_states.NAN_WORD])
    if omit:
        state[_states.NAN_WORD] = 0
    terms = present if omit else first.size
    if mean and terms == 0:
        return np.float64(np.nan), present
    return _core.exact_round(state, terms if mean else 0), present


def _refuse_missing(
    present: Any,
    rows: list[NDArray[np.float64]],
    arrays: list[NDArray[np.float64]],
    names: str,
    function: str,
) -> None:
    if (np.asarray(present) == rows[0].shape[-1]).all():
        return
    missing = np.isnan(arrays[0])
    for array in arrays[1:]:
        missing = missing | np.isnan(array)
    raise missing_error(missing, names, function)


def missing_error(missing: NDArray[np.bool_], names: str, function: str) -> ArgumentValueError:
    """Return the error for NaN under missing="raise"; some of `missing` is true."""
    count, position = first_position(np.atleast_1d(missing))
    rule = f"{names} of {function} must hold no missing value (NaN) under missing='raise'"
    return refused_at(f"{rule}; got NaN", position, count)


def plain(result: Any) -> Any:
    """A Python float for a single figure, as the doctests of statisticians expect."""
    return float(result) if np.ndim(result) == 0 else result
