"""Chaining of index series over calendar links, and its undoing."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct import _core
from hanoi_ct._inputs import periods as _periods
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.labels import Parts, is_labelled, take_apart
from hanoi_ct._inputs.overloads import over_time
from hanoi_ct._inputs.validate import float64_array
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.measures._index.links import Links, calendar_links, in_order, link_calendar


@over_time
def unchain(
    index: ArrayLike | Any,
    periods: Sequence[Any] | None = None,
    *,
    link: Any = 12,
    freq: str | None = None,
    year_start: int | None = None,
) -> Any:
    """Return a chained index over its reference within each link.

    Parameters
    ----------
    index : array_like of real numbers, or labelled data
        One or more chained indexes, periods along the last axis; labelled data as in
        `growth`, without `periods`.
    periods : sequence
        The month, quarter or week of each period (2018-08, 2018Q3), consecutive.
    link : default 12
        Where the series are linked, each value being divided by that of the last such
        period before it:

        a month
            12 for the December before; of quarters and weeks, the one that ends the month.
        several months
            ``(12, 1)`` for a double link, in December and in January.
        "Q1" to "Q4"
            The quarter; of months, its mean.
        "annual_overlap", or None
            The mean of the year before.
        "over_the_year"
            The same period of the year before.
        a mapping of years to a month or several
            Those of a year hold from it on: ``{2010: 1, 2017: (12, 1)}``.
    freq, year_start
        The unit of the labels, and the month in which a year begins; see `growth`.

    Returns
    -------
    ndarray of float64, or the kind of `index`
        Ratios (1 is no change). Periods before the first reference, where references are
        single periods, are over the first period of the series, which is NaN itself; else
        NaN where the reference lies before the data.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        `index` is not an array of real numbers; `periods` are not one period each,
        consecutive; a month of `link` outside 1 to 12, or in which no period ends.

    Notes
    -----
    Series that were linked cannot be aggregated by weights; unchained they can. A
    missing reference makes its link missing. A series that begins within a link is over
    its first period, which is 1, up to the end of that link. `chain` gives the series back,
    up to its first level; under annual overlap and over the year, but for what moved within
    the first year.

    References
    ----------
    Eurostat (2024), *Harmonised Index of Consumer Prices (HICP): Methodological Manual*,
    chapter 8. IMF (2017), *Quarterly National Accounts Manual*, chapter 8, on one-quarter
    overlap.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.unchain([100, 110, 121], ["2017-12", "2018-01", "2018-02"])
    array([ nan, 1.1 , 1.21])
    >>> hanoi_ct.unchain([100, 110], ["2017Q4", "2018Q1"])
    array([nan, 1.1])
    """
    over = _linked(index, "index", periods, link, freq, year_start, "unchain")
    result = np.empty_like(over.values)
    begin, end, first, last, own = over.links.arrays
    _core.unchain(over.values, begin, end, first, last, own, out=result)
    if over.links.own_start:
        _mark_late_starts(over, result)
    return over.together(result)


def chain_over_links(
    ratios: ArrayLike | Any,
    periods: Sequence[Any] | None,
    link: Any,
    start: float,
    freq: str | None,
    year_start: int | None,
) -> Any:
    """Chain ratios to references, as `unchain` gives them: see `chain`."""
    over = _linked(ratios, "relatives", periods, link, freq, year_start, "chain")
    result = np.empty_like(over.values)
    _core.chain_links(over.values, start, *over.links.arrays, out=result)
    if over.links.own_start:
        _begin_where_marked(over.values, result)
    return over.together(result)


def _mark_late_starts(over: "_Linked", result: Floats) -> None:
    """Put 1 where a series begins within a link: over its first period, as what follows."""
    series, out = np.atleast_2d(over.values), np.atleast_2d(result)
    late = _late(series, 1)
    if late is None:
        return
    rows, first = late
    references = over.links.reference_end[over.links.regular :] - 1
    # Before the first reference every series is over its own first period, which is NaN.
    within = ~np.isin(first, references) & (first > references[0])
    out[(*(axis[within] for axis in rows), first[within])] = 1.0


def _begin_where_marked(ratios: Floats, result: Floats) -> None:
    """Let a series that is marked so begin within its link, and not at the reference."""
    series, out = np.atleast_2d(ratios), np.atleast_2d(result)
    late = _late(series, 2)
    if late is None:
        return
    rows, first = late
    marked = series[(*rows, first)] == 1.0
    for *row, start in zip(*(axis[marked] for axis in (*rows, first)), strict=True):
        before = out[tuple(row)][:start]
        if not np.isnan(before[:-1]).all():
            before[...] = np.nan


def _late(series: Floats, n: int) -> tuple[tuple[NDArray[np.intp], ...], NDArray[np.intp]] | None:
    """Return which series lack their first `n` periods, and where each begins."""
    if series.shape[-1] <= n:
        return None
    rows = np.nonzero(np.isnan(series[..., :n]).all(axis=-1))
    there = ~np.isnan(series[rows])
    begun = there.any(axis=-1)
    if not begun.any():
        return None
    return tuple(axis[begun] for axis in rows), there[begun].argmax(axis=-1)


class _Linked(NamedTuple):
    """Values with the periods last, their links, and the way back to what was given."""

    values: Floats
    links: Links
    parts: Parts | None

    def together(self, result: Floats) -> Any:
        """Return a result in the kind of the data."""
        if self.parts is None:
            return result
        return self.parts.together(np.moveaxis(result, -1, self.parts.axis), False)


def _linked(
    x: ArrayLike | Any,
    name: str,
    periods: Any,
    link: Any,
    freq: str | None,
    year_start: int | None,
    function: str,
) -> _Linked:
    parts = own = None
    if is_labelled(x):
        said = {"freq": freq, "year_start": year_start} if periods is None else {}
        parts = take_apart(x, -1, name, function, **said)
        values, own = np.moveaxis(parts.values, parts.axis, -1), parts.calendar
    else:
        values = float64_array(x, name, function, min_ndim=1)
    if periods is not None:
        labels = _periods.labels(periods, values.shape[-1], function)
        calendar = link_calendar(labels, function, freq, year_start)
        if own is not None and not np.array_equal(own.numbers, calendar.numbers):
            raise ArgumentValueError(
                f"`periods` of {function} must be those of the index of `{name}`; got others: "
                "leave one of them out"
            )
    elif own is not None:
        calendar = in_order(own, f"the index of `{name}`", function)
    else:
        raise ArgumentTypeError(
            f"`periods` of {function} must be given for data without dates; got a "
            f"{type(x).__name__}"
        )
    return _Linked(values, calendar_links(calendar, link, function), parts)
