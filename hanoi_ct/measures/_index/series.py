"""Index series: another base period, and chaining of relatives."""

from collections.abc import Sequence
from typing import Any, NoReturn

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct import _core
from hanoi_ct._inputs import periods as _periods
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.calendar import Calendar, calendar_of, checked
from hanoi_ct._inputs.labels import (
    RAISE,
    Gaps,
    Parts,
    grid_of,
    is_labelled,
    no_label_options,
    over_labels,
    take_apart,
)
from hanoi_ct._inputs.overloads import over_time
from hanoi_ct._inputs.validate import (
    apart,
    axis_number,
    brief,
    choice,
    float64_array,
    integer,
    output_array,
    shown,
)
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.measures._calls.along import along, refuse_bases
from hanoi_ct.measures._calls.policies import RULES, Missing, NegativeBase, no_omission, omits
from hanoi_ct.measures._index.linking import chain_over_links


@over_time
def rebase(
    x: ArrayLike | Any,
    base: Any,
    *,
    periods: Sequence[Any] | None = None,
    level: float = 100.0,
    missing: Missing = "propagate",
    min_count: int = 1,
    negative_base: NegativeBase = "nan",
    partial: bool = False,
    gaps: Gaps = "raise",
    freq: str | None = None,
    year_start: int | None = None,
    axis: int = -1,
    out: NDArray[np.float64] | None = None,
) -> Any:
    """Bring an index to another base: its mean over the base periods becomes 100.

    Parameters
    ----------
    x : array_like of real numbers, or labelled data
        Levels, one or more series, with consecutive periods along `axis`.
    base : int, slice or mask
        The base periods: a position, a slice of positions, or an array of booleans as
        long as the periods. Of data labelled with periods, and with `periods`, instead: a
        year as an integer, a period or date (``"2015"``, ``"2015-03"``), or a slice of these,
        both ends included; with `periods` also a pair of the first and the last.
    periods : sequence, optional
        One label a period, along `axis`.
    level : float, default 100
        What the mean over the base periods becomes.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        What a missing value (NaN) among the base periods does: makes the series missing,
        is left out of the mean, or is an error.
    min_count : int, default 1
        Under ``missing="omit"``, the fewest observed base periods.
    negative_base : {"nan", "formula", "absolute", "raise"}, default "nan"
        What becomes of a series whose mean over the base is zero or negative; see
        `growth`.
    partial : bool, default False
        Whether a year or another span that lacks periods may serve with those it has;
        otherwise it is refused by name.
    gaps : {"raise", "missing"}, default "raise"
        What to do about periods that the index of labelled data leaves out.
    freq, year_start
        The unit of the labels or of `periods`, and the month in which a year begins; see
        `growth`.
    axis : int, default -1
        The axis of `x` along which the periods lie; left out for labelled data.
    out : ndarray of float64, optional
        Where to put the result; of the shape of `x`. It may overlap `x`.

    Returns
    -------
    ndarray of float64, or the kind of `x`
        Levels in the shape of `x`.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `ytd`; a base that holds no period of the data, or not all of its own.

    Notes
    -----
    ``x / mean * level`` in this order, so that a single base period becomes exactly
    `level`. The mean is a sum from left to right and one division. Growth rates are
    those of `x`, but for rounding.

    References
    ----------
    IMF, ILO, Eurostat, UNECE, OECD, World Bank (2020), *Consumer Price Index Manual:
    Concepts and Methods*, chapter 9, on the index reference period.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.rebase([80.0, 120.0, 150.0], slice(0, 2))
    array([ 80., 120., 150.])
    >>> hanoi_ct.rebase([80.0, 120.0, 150.0], 0)
    array([100. , 150. , 187.5])
    >>> hanoi_ct.rebase([80, 100, 120], "2018-01", periods=["2018-01", "2018-02", "2018-03"])
    array([100., 125., 150.])
    """
    if type(x) is not np.ndarray and is_labelled(x):
        return _rebase_over_labels(locals())
    if periods is None and (gaps is not RAISE or freq is not None or year_start is not None):
        no_label_options(gaps, freq, year_start, "rebase")
    values = float64_array(x, "x", "rebase", min_ndim=1)
    rule = choice(negative_base, RULES, "negative_base", "rebase")
    where = axis_number(axis, values.ndim, "rebase")
    size = _number(level, "level", "rebase")
    if periods is not None:
        base = _of_periods(
            base, periods, values.shape[where], partial, "base", "rebase", freq, year_start
        )
    at = positions(base, values.shape[where], "base", "rebase")
    chosen = np.take(values, at, axis=where)
    means = mean_over(chosen, where, missing, min_count, "rebase")
    if negative_base == "raise":
        refuse_bases(means, where, "rebase")
    if rule == RULES["absolute"]:
        means = np.abs(means)
    if rule != RULES["formula"]:
        means[~(means > 0)] = np.nan
    result = np.empty_like(values) if out is None else output_array(out, values.shape, "rebase")
    _core.ratio(apart(values, result), means, out=result)
    with np.errstate(all="ignore"):  # a level may lie beyond the largest double
        result *= size
    return result


def _rebase_over_labels(given: dict[str, Any]) -> Any:
    if given["periods"] is not None:
        raise ArgumentTypeError(
            "`periods` of rebase must be None for labelled input, which has its own; got a "
            f"{type(given['periods']).__name__}"
        )
    gaps = given["gaps"]
    said = {key: given[key] for key in ("freq", "year_start", "gaps")}
    parts = take_apart(given["x"], given["axis"], "x", "rebase", **said)
    base = positions_of(given["base"], parts, gaps, "x", "base", "rebase", given["partial"])
    return over_labels(rebase, {**given, "base": base})


def _of_periods(
    base: Any,
    periods: Any,
    n: int,
    partial: bool,
    name: str,
    function: str,
    freq: Any,
    year_start: Any,
) -> Any:
    """Return what a base said in labels of `periods` stands for."""
    labels = _periods.labels(periods, n, function)
    calendar = calendar_of(labels, "`periods`", function, freq=freq, year_start=year_start)
    if calendar is None:
        if isinstance(base, (slice, list, np.ndarray)):
            return base
        return _periods.span(base, labels, name, function)
    if isinstance(base, (list, np.ndarray)):
        return base
    checked(calendar, "missing", "`periods`", function)
    if isinstance(base, slice):
        low, high = _ends(base, calendar, name, function)
        _complete(base, low, high, calendar, partial, name, function)
        rows = np.flatnonzero((calendar.numbers >= low) & (calendar.numbers <= high))
        if len(rows) == 0:
            _refuse_outside(base, calendar, name, function)
        return slice(int(rows[0]), int(rows[-1]) + 1)
    return calendar.span(base, name, function, partial=partial)


def mean_over(x: Floats, axis: int, missing: Any, min_count: Any, function: str) -> Floats:
    """Mean over an axis, which stays with length 1: from left to right, one division."""
    n = x.shape[axis]
    fewest = omits(missing, min_count, x, axis, function)
    if fewest:
        means = along(_core.moving_observed, x, axis, (n, fewest, 1), None, function)
    else:
        means = along(_core.moving, x, axis, (n, 1), None, function)
    return np.take(means, [n - 1], axis=axis)


def positions(base: Any, n: int, name: str, function: str) -> NDArray[np.intp]:
    """Return the positions that an integer, a slice or a mask stands for."""
    rule = f"`{name}` of {function} must be a position, a slice or a mask of the {n} periods"
    if isinstance(base, slice):
        try:
            at = np.arange(n)[base]
        except TypeError:
            raise ArgumentTypeError(f"{rule}; got {base}") from None
    elif isinstance(base, (np.ndarray, list, tuple)):
        try:
            mask = np.asarray(base)
        except ValueError:
            raise ArgumentTypeError(f"{rule}; got {shown(base)}") from None
        if mask.dtype != np.bool_ or mask.shape != (n,):
            raise ArgumentValueError(f"{rule}; got an array of {mask.dtype}, shape {mask.shape}")
        at = np.flatnonzero(mask)
    else:
        if isinstance(base, str):
            raise ArgumentTypeError(f"{rule}; got {brief(base)}, which takes labelled data")
        at = np.array([integer(base, name, function, low=-n, high=n - 1) % max(n, 1)])
    if len(at) == 0:
        raise ArgumentValueError(f"{rule}; got {shown(base)}, which holds none")
    return at


def positions_of(
    base: Any,
    parts: Parts,
    gaps: Any,
    data: str,
    name: str,
    function: str,
    partial: bool = False,
) -> Any:
    """Return what a base said in labels stands for on the grid of labelled data.

    `data` is what errors call the data, `name` what they call the base.
    """
    length = grid_of(parts, gaps, data, function).length
    calendar = parts.calendar
    if calendar is None:
        return base
    if isinstance(base, (np.ndarray, list)):
        mask = np.asarray(base)
        if mask.dtype != np.bool_ or mask.shape != calendar.numbers.shape:
            raise ArgumentValueError(
                f"a mask as `{name}` of {function} must have a boolean for each of the "
                f"{len(calendar.numbers)} rows; got {mask.dtype}, shape {mask.shape}"
            )
        on_grid = np.zeros(length, dtype=bool)
        on_grid[calendar.numbers - calendar.numbers[:1]] = mask
        return on_grid
    if length == 0:
        return slice(0, 0)
    low, high = _ends(base, calendar, name, function)
    _complete(base, low, high, calendar, partial, name, function)
    first, last = int(calendar.numbers[0]), int(calendar.numbers[-1])
    if low > last or high < first:
        _refuse_outside(base, calendar, name, function)
    return slice(max(0, low - first), max(0, high - first + 1))


def _refuse_outside(base: Any, calendar: Calendar, name: str, function: str) -> NoReturn:
    first, last = (calendar.written(int(number)) for number in calendar.numbers[[0, -1]])
    raise ArgumentValueError(
        f"`{name}` of {function} must lie among the periods, {first} to {last}; got {shown(base)}"
    )


def _complete(
    base: Any, low: int, high: int, calendar: Calendar, partial: bool, name: str, function: str
) -> None:
    """Raise where a span reaches beyond the periods there are, unless it may."""
    first, last = int(calendar.numbers[0]), int(calendar.numbers[-1])
    if partial or low > last or high < first or (first <= low and high <= last):
        return
    before, after = np.arange(low, first), np.arange(last + 1, high + 1)
    calendar.refuse_incomplete(base, np.concatenate([before, after]), name, function)


def _ends(base: Any, calendar: Calendar, name: str, function: str) -> tuple[int, int]:
    """Return the first and the last period of a base said in labels."""
    if isinstance(base, slice):
        if base.step is not None:
            raise ArgumentValueError(
                f"a slice of labels as `{name}` of {function} must have no step; got {base.step}"
            )
        numbers = calendar.numbers
        low, high = int(numbers[0]), int(numbers[-1])
        if base.start is not None:
            low = _ends(base.start, calendar, name, function)[0]
        if base.stop is not None:
            high = _ends(base.stop, calendar, name, function)[1]
        return low, high
    found = calendar.numbers_of(base)
    if found is None:  # of no time at all: NaT has no start
        raise ArgumentValueError(
            f"`{name}` of {function} must be a year, a period, a date, a slice of these or a "
            f"mask; got {shown(base)}"
        )
    return found


@over_time
def chain(
    relatives: ArrayLike | Any,
    periods: Sequence[Any] | None = None,
    *,
    lag: int = 1,
    link: Any = 12,
    start: ArrayLike | Any = 100.0,
    missing: Missing = "propagate",
    gaps: Gaps = "raise",
    freq: str | None = None,
    year_start: int | None = None,
    axis: int = -1,
    threads: int | None = None,
    out: NDArray[np.float64] | None = None,
) -> Any:
    """Index from relatives: their running product, or chained over calendar links.

    Parameters
    ----------
    relatives : array_like of real numbers, or labelled data
        Without `periods`, each period as a multiple of the one before: 1.02 for a rise
        of 2 %. With them, each period over its reference, as `unchain` gives them.
    periods : sequence, optional
        The month or quarter of each period (2018-08, 2018Q3), consecutive, along the last
        axis.
    lag : int, default 1
        Without `periods`, over how many periods the relatives are: 12 for those of months
        over the same month of the year before.
    link : default 12
        With `periods`, where the series are linked, as in `unchain`.
    start : float or array_like, default 100
        The level before the first relative; with `periods`, of the first reference of each
        series, which is that of its first relative. Under annual overlap all months of the
        first year get it: what moved within that year is not in the relatives. With a `lag`
        above 1, the levels of the first `lag` periods, one for each along the last axis or
        of the shape of `relatives`: of the periods whose relatives are missing, as `growth`
        leaves them, or of those before the first.
    missing : {"propagate", "raise"}, default "propagate"
        "propagate": a missing relative (NaN) breaks the chain, and the index is missing
        from there on. "raise": an error. A link cannot be left out: that would say that
        nothing changed.
    freq, year_start
        The unit of the labels or of `periods`, and the month in which a year begins; see
        `growth`.
    gaps, axis, threads, out
        As in `growth`; without `periods` only.

    Returns
    -------
    ndarray of float64, or the kind of `relatives`
        Levels, in the shape of `relatives`; with `periods`, NaN before the first
        reference.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `ytd`; with `periods` as `unchain`.

    Notes
    -----
    Multiplied from left to right: the t-th level has a relative error of at most
    :math:`t \\, 2^{-53}` to first order, as long as no product on the way overflows or
    underflows. From growth rates, chain ``1 + growth(x)[1:]``.

    References
    ----------
    IMF, ILO, Eurostat, UNECE, OECD, World Bank (2020), *Consumer Price Index Manual:
    Concepts and Methods*, chapter 9. Eurostat (2024), *Harmonised Index of Consumer
    Prices (HICP): Methodological Manual*, chapter 8. IMF (2017), *Quarterly National
    Accounts Manual*, chapter 8, on annual overlap and one-quarter overlap. Higham (2002),
    *Accuracy and Stability of Numerical Algorithms*, section 3.1, for the bound.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.chain([1.0, 1.5, 0.5])
    array([100., 150.,  75.])
    >>> hanoi_ct.chain([float("nan"), 1.25, 1.5], ["2017-12", "2018-01", "2018-02"])
    array([100., 125., 150.])
    >>> nan = float("nan")
    >>> hanoi_ct.chain([nan, nan, 1.5, 1.25], lag=2, start=[100.0, 120.0])
    array([100., 120., 150., 150.])
    """
    if periods is not None:
        _refuse_options(lag, missing, gaps, axis, threads, out)
        level = _number(start, "start", "chain")
        return chain_over_links(relatives, periods, link, level, freq, year_start)
    if type(link) is not int or link != 12:
        raise ArgumentValueError(
            f"`link` of chain must be left out without `periods`; got {shown(link)}: pass the "
            f"labels of the data as `periods` to chain over links"
        )
    if type(relatives) is not np.ndarray and is_labelled(relatives):
        given = {key: value for key, value in locals().items() if key != "periods"}
        if is_labelled(start):
            given["start"] = _levels_of(given)
        return over_labels(chain, given, name="relatives")
    if gaps is not RAISE or freq is not None or year_start is not None:
        no_label_options(gaps, freq, year_start, "chain")
    values = float64_array(relatives, "relatives", "chain", min_ndim=1)
    where = axis_number(axis, values.ndim, "chain")
    if type(lag) is not int or lag != 1:
        back = integer(lag, "lag", "chain", low=1)
        if back > 1:
            return _chain_over_lag(values, back, start, missing, where, out)
    no_omission(missing, values, where, "chain", "relatives")
    level = _number(start, "start", "chain")
    return along(_core.chain, values, where, (level,), out, "chain", threads)


def _levels_of(given: dict[str, Any]) -> Floats:
    """Return labelled levels to start from; their labels must be those of the relatives."""
    axis, said = given["axis"], {key: given[key] for key in ("freq", "year_start", "gaps")}
    parts = take_apart(given["relatives"], axis, "relatives", "chain", **said)
    if parts.calendar is not None:
        said["freq"] = parts.calendar.unit.freq if said["freq"] is None else said["freq"]
    levels = take_apart(given["start"], axis, "start", "chain", **said)
    names: list[Any] = [getattr(given[name], "columns", None) for name in ("relatives", "start")]
    same = (names[0] is None) == (names[1] is None) and (
        names[0] is None or list(names[0]) == list(names[1])
    )
    if not same or levels.values.ndim != parts.values.ndim:
        raise ArgumentValueError(
            "`start` of chain must have the columns of `relatives`, in their order; got others"
        )
    if parts.calendar is not None and levels.calendar is not None:
        wanted, got = parts.calendar.numbers[:1], levels.calendar.numbers
        n = len(got)
        firsts = (wanted, wanted - n)
        if len(wanted) and not any(np.array_equal(got, f + np.arange(n)) for f in firsts):
            raise ArgumentValueError(
                "`start` of chain must be of the first periods of `relatives`, or of those before; "
                f"got {levels.calendar.written(int(got[0])) if n else 'none'}, where `relatives` "
                f"begin with {parts.calendar.written(int(wanted[0]))}"
            )
    return levels.values


def _chain_over_lag(
    relatives: Floats, lag: int, start: Any, missing: Any, axis: int, out: Floats | None
) -> Floats:
    """Multiply each relative by the level `lag` periods before."""
    ratios = np.moveaxis(relatives, axis, -1)
    levels = float64_array(start, "start", "chain")
    if levels.ndim > 1 and levels.ndim == relatives.ndim:
        levels = np.moveaxis(levels, axis, -1)
    fits = levels.ndim == 1 or levels.shape[:-1] == ratios.shape[:-1]
    if levels.ndim == 0 or levels.shape[-1] != lag or not fits:
        raise ArgumentValueError(
            f"`start` of chain must hold the levels of {lag} periods under lag={lag}; got "
            f"{'one number' if levels.ndim == 0 else f'shape {levels.shape}'}"
        )
    absent = np.isnan(ratios[..., :lag])
    if absent.any() and not absent.all():
        raise ArgumentValueError(
            f"the first {lag} `relatives` of chain must be all missing, `start` being their "
            f"levels, or all there, over `start`; got {int(absent.sum())} of {absent.size} missing"
        )
    no_omission(missing, ratios[..., lag:] if absent.all() else ratios, -1, "chain", "relatives")
    given = out is not None
    result = output_array(out, relatives.shape, "chain") if given else np.empty_like(relatives)
    level = np.moveaxis(result, axis, -1)
    ratios = apart(ratios, level)
    n = ratios.shape[-1]
    if absent.all():
        level[..., :lag] = levels[..., :n]
    else:
        level[..., :lag] = levels[..., :n] * ratios[..., :lag]
    for t in range(lag, n, lag):
        to = min(t + lag, n)
        level[..., t:to] = level[..., t - lag : to - lag] * ratios[..., t:to]
    return result


def _refuse_options(lag: Any, missing: Any, gaps: Any, axis: Any, threads: Any, out: Any) -> None:
    """Raise if an option is given that chaining over links does not know."""
    given = {"lag": lag, "missing": missing, "gaps": gaps, "axis": axis, "threads": threads}
    given["out"] = out
    defaults = (1, "propagate", RAISE, -1, None, None)
    for (name, value), default in zip(given.items(), defaults, strict=True):
        if type(value) is not type(default) or value != default:
            raise ArgumentValueError(
                f"`{name}` of chain must be left out with `periods`; got {shown(value)}"
            )


def _number(value: Any, name: str, function: str) -> float:
    if type(value) is float:
        return value
    number = float64_array(value, name, function)
    if number.ndim:
        raise ArgumentValueError(
            f"`{name}` of {function} must be a number; got shape {number.shape}"
        )
    return float(number)
