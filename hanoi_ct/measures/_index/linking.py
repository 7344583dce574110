"""Chaining of index series over calendar links, and its undoing."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct._inputs import periods as _periods
from hanoi_ct._inputs.calendar import Calendar, calendar_of, checked, has_years
from hanoi_ct._inputs.labels import Parts, is_labelled, take_apart
from hanoi_ct._inputs.overloads import over_time
from hanoi_ct._inputs.validate import float64_array, integer
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

_Floats = NDArray[np.float64]


class Link(NamedTuple):
    """Periods that are computed over one reference: a month or quarter, or a year's mean."""

    columns: slice
    reference: slice


@over_time
def unchain(
    index: ArrayLike | Any,
    periods: Sequence[Any] | None = None,
    *,
    link_month: int | None = 12,
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
        The month, quarter or year of each period (2018-08, 2018Q3), consecutive.
    link_month : int or None, default 12
        The month in which the series are linked: each value is divided by that of the
        last such month before it, 12 for the December before; of quarters, the quarter
        that ends in it. None for the mean of the year before (annual overlap).
    freq, year_start
        The unit of the labels, and the month in which a year begins; see `growth`.

    Returns
    -------
    ndarray of float64, or the kind of `index`
        Ratios (1 is no change); NaN where the reference lies before the data.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        `index` is not an array of real numbers; `periods` are not one period each,
        consecutive; `link_month` outside 1 to 12, or in which no period ends.

    Notes
    -----
    Series that were linked cannot be aggregated by weights; unchained they can. A
    missing reference makes its link missing.

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
    over = _linked(index, "index", periods, link_month, freq, year_start, "unchain")
    values = over.values
    result = np.full_like(values, np.nan)
    for link in over.links:
        level = values[..., link.reference].mean(axis=-1, keepdims=True)
        with np.errstate(all="ignore"):  # infinities
            result[..., link.columns] = values[..., link.columns] / level
    return over.together(result)


@np.errstate(all="ignore")  # infinities give NaN or infinity
def chain_over_links(
    ratios: ArrayLike | Any,
    periods: Sequence[Any] | None,
    link_month: int | None,
    start: float,
    freq: str | None,
    year_start: int | None,
) -> Any:
    """Chain ratios to a link month, or to the mean of the year before: see `chain`."""
    over = _linked(ratios, "relatives", periods, link_month, freq, year_start, "chain")
    result = np.full_like(over.values, np.nan)
    result[..., over.first] = start
    for link in over.links:
        level = result[..., link.reference].mean(axis=-1, keepdims=True)
        result[..., link.columns] = level * over.values[..., link.columns]
    return over.together(result)


def link_calendar(
    periods: Any, function: str, freq: str | None = None, year_start: int | None = None
) -> Calendar:
    """Return the calendar of periods of whole months, consecutive; raise on others."""
    calendar = calendar_of(periods, "`periods`", function, freq=freq, year_start=year_start)
    if calendar is None:
        raise ArgumentValueError(
            f"`periods` of {function} must be months or quarters (2018-08, 2018Q3); got "
            f"{next(iter(periods))!r}"
        )
    return _of_months(calendar, "`periods`", function)


def _of_months(calendar: Calendar, argument: str, function: str) -> Calendar:
    has_years(calendar, argument, function)
    if calendar.unit.kind != "month":
        raise ArgumentValueError(
            f"{argument} of {function} must be months, quarters or years; got "
            f"{calendar.unit.plural}"
        )
    checked(calendar, "never", argument, function)
    return calendar


def calendar_links(calendar: Calendar, link_month: int | None) -> tuple[list[Link], slice]:
    """Return the links of consecutive periods, in order, and the first reference."""
    n, unit = len(calendar.numbers), calendar.unit
    if link_month is None:
        years = [(year, rows) for year, rows, whole in calendar.years() if whole]
        references = [_stretch(rows) for _, rows in years]
        columns = [_stretch(np.flatnonzero(calendar.year == year + 1)) for year, _ in years]
    else:
        last_month = calendar.numbers * unit.length + unit.begin + unit.length - 1
        ends = np.flatnonzero(last_month % 12 + 1 == link_month).tolist()
        reach = 12 // unit.length
        references = [slice(end, end + 1) for end in ends]
        columns = [slice(end + 1, min(end + 1 + reach, n)) for end in ends]
    links = [Link(c, r) for c, r in zip(columns, references, strict=True) if c.stop > c.start]
    return links, references[0] if references else slice(0, 0)


def _stretch(rows: NDArray[np.intp]) -> slice:
    return slice(int(rows[0]), int(rows[-1]) + 1) if rows.size else slice(0, 0)


class _Linked(NamedTuple):
    """Values with the periods last, their links, and the way back to what was given."""

    values: _Floats
    links: list[Link]
    first: slice
    parts: Parts | None

    def together(self, result: _Floats) -> Any:
        """Return a result in the kind of the data."""
        if self.parts is None:
            return result
        return self.parts.together(np.moveaxis(result, -1, self.parts.axis), False)


def _linked(
    x: ArrayLike | Any,
    name: str,
    periods: Any,
    link_month: int | None,
    freq: str | None,
    year_start: int | None,
    function: str,
) -> _Linked:
    if link_month is not None:
        integer(link_month, "link_month", function, low=1, high=12)
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
        calendar = _of_months(own, f"the index of `{name}`", function)
    else:
        raise ArgumentTypeError(
            f"`periods` of {function} must be given for data without dates; got a "
            f"{type(x).__name__}"
        )
    links, first = calendar_links(calendar, link_month)
    if not links:
        raise ArgumentValueError(
            f"`periods` of {function} must reach beyond a reference "
            f"({'a complete year' if link_month is None else f'a month {link_month}'}); got "
            f"{len(calendar.numbers)} periods without one"
        )
    return _Linked(values, links, first, parts)
