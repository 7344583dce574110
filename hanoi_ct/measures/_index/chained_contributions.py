"""Contributions to the growth of a chained total."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from hanoi_ct import _core
from hanoi_ct._inputs import periods as _periods
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.calendar import Calendar
from hanoi_ct._inputs.labels import Parts, is_labelled, take_apart
from hanoi_ct._inputs.libraries import library_of
from hanoi_ct._inputs.overloads import over_time
from hanoi_ct._inputs.tabular import take
from hanoi_ct._inputs.validate import choice, float64_array, integer
from hanoi_ct._inputs.wide import is_time, wide_of
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.measures._index.basket_weights import basket_weights, is_sparse
from hanoi_ct.measures._index.links import Links, calendar_links, in_order, link_calendar

_METHODS = {"ribe": 0, "kirchner": 1}
_FUNCTION = "chained_contributions"


@over_time
def chained_contributions(
    index: ArrayLike | Any,
    weights: ArrayLike | Any,
    total: ArrayLike | Any,
    periods: Sequence[Any] | None = None,
    lag: int = 12,
    *,
    total_weight: ArrayLike | Any = None,
    link: Any = 12,
    method: Literal["ribe", "kirchner"] = "ribe",
    freq: str | None = None,
    year_start: int | None = None,
) -> Any:
    """Contributions of chained indexes to the growth of a chained total.

    Within a link the total is the weighted mean of its parts over their common
    reference, so a part contributes its weight times its change. Over a link the parts
    of growth before and after must be put on one level.

    Parameters
    ----------
    index : array_like of real numbers, or labelled data
        Chained indexes, one row an item, consecutive periods along the columns; or a table
        with the periods down its time index and the items across, without `periods`.
    weights : array_like of real numbers, mapping, Series or DataFrame
        One row an item, one column a period: the weight used in the link of that period,
        in the price (or volume) of its reference. Or only the periods in which weights
        change, carried forward: a mapping of years or periods to the weights of the items
        (by column name, or in order), a Series by (period, item), or a frame with the
        periods down and the items across. A weight that is missing is none.
    total : array_like of real numbers, or one labelled column
        The chained index of the total, one value a period; labels that are time must be
        those of `index`.
    periods : sequence
        The months, quarters or weeks (2018-08, 2018Q3), consecutive.
    lag : int, default 12
        How many periods back the comparison period lies; at least 1.
    total_weight : array_like of real numbers or mapping, optional
        The weight of the total, one value or one a period, or by the periods in which it
        changes; by default the sum of the items' weights. To be given where items include
        groups of other items.
    link : default 12
        Where the series are linked; see `unchain`. ``(12, 1)`` is a double link.
    method : {"ribe", "kirchner"}, default "ribe"
        "ribe": the changes of each stretch, scaled to the level of the total at its
        link. "kirchner": the growth of the total, less what it would have been had the
        item not changed.
    freq, year_start
        The unit of the labels, and the month in which a year begins; see `growth`.

    Returns
    -------
    ndarray of float64, or the kind of `index`
        Fractions (0.01 is one percentage point), in the shape of `index`; NaN where
        comparison period or reference lie before the data.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        Arguments that are not arrays of real numbers or of shapes that do not fit,
        periods with a gap, `lag` below 1, an unknown `method`.

    Notes
    -----
    Ribe's contributions add up to the growth of the total to rounding, over any number
    of links, if the total is the weighted mean of the items within each link.
    Kirchner's add up exactly only within one link. Over one link their sum exceeds the
    growth by the products of what one item contributes before it and another after it.
    An item that is missing in a period has no contribution over the lags that begin or end
    there; one that is missing at a reference, or has no weight, none in the periods of
    that link and over the lags that begin before it and end after (Kirchner's: wherever the
    formula reads one).

    References
    ----------
    Ribe (1999), "Effects of subcomponents on chained price indices like the HICPs and the
    MUICP", Statistics Sweden. Eurostat (2024), *Harmonised Index of Consumer Prices
    (HICP): Methodological Manual*, doi:10.2785/055028, chapter 8. Kirchner's are those of
    function ``contrib`` of Weinand, *hicp*, R package 1.1.0,
    doi:10.32614/CRAN.package.hicp, which names section 8.6.3 of the manual as its source.

    Examples
    --------
    >>> import hanoi_ct
    >>> index = [[100, 110, 99], [100, 100, 100]]
    >>> months = ["2017-12", "2018-01", "2018-02"]
    >>> weights = [[1] * 3, [3] * 3]
    >>> hanoi_ct.chained_contributions(index, weights, [100, 102.5, 99.75], months, 1).round(4)
    array([[    nan,  0.025 , -0.0268],
           [    nan,  0.    ,  0.    ]])
    """
    given = _items(index, periods, freq, year_start)
    values, calendar = given.values, given.calendar
    level = _one_row(total, "total", calendar)
    back = integer(lag, "lag", _FUNCTION, low=1)
    exact = choice(method, _METHODS, "method", _FUNCTION) == 0
    links = calendar_links(calendar, link, _FUNCTION)
    each, whole = _weights(weights, total_weight, given)
    if exact:
        result = np.empty_like(values)
        arrays = links.arrays[:4]
        _core.ribe(values, each, whole, level, *arrays, min(back, level.size + 1), out=result)
    elif not links.own_start:
        raise ArgumentValueError(
            f"`method` of {_FUNCTION} must be 'ribe' under annual overlap, and wherever a "
            f"reference is no single period; got 'kirchner'"
        )
    else:
        result = _kirchner(values, each / whole, level, links, back)
    return given.together(result)


class _Items(NamedTuple):
    """Indexes of items, one a row, their names and periods, and the way back."""

    values: Floats
    names: Sequence[Any]
    calendar: Calendar
    parts: Parts | None

    def together(self, result: Floats) -> Any:
        if self.parts is None:
            return result
        return self.parts.together(np.moveaxis(result, -1, self.parts.axis), False)


def _items(index: Any, periods: Any, freq: str | None, year_start: int | None) -> _Items:
    if not is_labelled(index):
        values = float64_array(index, "index", _FUNCTION, min_ndim=2)
        if values.ndim != 2:
            raise ArgumentValueError(
                f"`index` of {_FUNCTION} must have 2 dimensions, items and periods; got "
                f"{values.ndim}"
            )
        if periods is None:
            raise ArgumentTypeError(
                f"`periods` of {_FUNCTION} must be given for data without dates; got None"
            )
        labels = _periods.labels(periods, values.shape[-1], _FUNCTION)
        calendar = link_calendar(labels, _FUNCTION, freq, year_start)
        return _Items(values, range(len(values)), calendar, None)
    said = {"freq": freq, "year_start": year_start} if periods is None else {}
    parts = take_apart(index, -1, "index", _FUNCTION, **said)
    values = np.moveaxis(parts.values, parts.axis, -1)
    if values.ndim != 2:
        raise ArgumentValueError(
            f"`index` of {_FUNCTION} must be a table of items; got {values.ndim} dimension"
        )
    if periods is not None:
        labels = _periods.labels(periods, values.shape[-1], _FUNCTION)
        calendar = link_calendar(labels, _FUNCTION, freq, year_start)
    elif parts.calendar is not None:
        calendar = in_order(parts.calendar, "the index of `index`", _FUNCTION)
    else:
        raise ArgumentTypeError(
            f"`periods` of {_FUNCTION} must be given for data without dates; got a "
            f"{type(index).__name__}"
        )
    names: Sequence[Any] = range(len(values))
    if library_of(index) in ("polars", "pyarrow"):
        names = wide_of(index, "index", _FUNCTION).products
    elif getattr(index, "columns", None) is not None:
        names = list(index.columns)
    return _Items(
        values, names if len(names) == len(values) else range(len(values)), calendar, parts
    )


def _one_row(given: Any, name: str, calendar: Calendar) -> Floats:
    """Return one value a period; labels that are time must be those of the items."""
    n_periods = len(calendar.numbers)
    library = library_of(given)
    if library is not None:
        if library in ("pandas", "xarray"):
            _refuse_other_periods(given, name, calendar)
        given = take(given, name, _FUNCTION).values
    values = float64_array(given, name, _FUNCTION, min_ndim=1)
    if values.shape != (n_periods,):
        raise ArgumentValueError(
            f"`{name}` of {_FUNCTION} must have one value for each of the {n_periods} periods; got "
            f"shape {values.shape}"
        )
    return np.ascontiguousarray(values)


def _refuse_other_periods(given: Any, name: str, calendar: Calendar) -> None:
    """Raise where a column has labels that are time, and other than the items have."""
    labels = getattr(given, "index", None)
    if labels is None:
        labels = next(iter(given.indexes.values()), None) if given.ndim == 1 else None
    if labels is None or not is_time(labels):
        return
    own = [calendar.numbers_of(label) for label in labels]
    wanted = [(number, number) for number in calendar.numbers.tolist()]
    odd = next((n for n, (a, b) in enumerate(zip(own, wanted, strict=False)) if a != b), None)
    if odd is not None:
        raise ArgumentValueError(
            f"`{name}` of {_FUNCTION} must be of the periods of `index`, in order; got "
            f"{labels[odd]} for {calendar.written(wanted[odd][0])}: reindex it"
        )


def _weights(weights: Any, total_weight: Any, given: _Items) -> tuple[Floats, Floats]:
    """Return the weights of each item in each period, and of the total."""
    values = given.values
    if is_sparse(weights):
        read = basket_weights(weights, given.names, given.calendar, _FUNCTION)
        each = read.over(given.calendar.numbers, "F" if values.flags.f_contiguous else "C")
    else:
        each = float64_array(weights, "weights", _FUNCTION, min_ndim=2)
    if each.shape != values.shape:
        raise ArgumentValueError(
            f"`weights` of {_FUNCTION} must have one row an item and one column a period like "
            f"`index`, of shape {values.shape}; got {each.shape}"
        )
    if total_weight is None:
        return each, _sum_of_items(each)
    if is_sparse(total_weight) and isinstance(total_weight, Mapping):
        by_set = {label: [weight] for label, weight in total_weight.items()}
        read = basket_weights(by_set, ["total"], given.calendar, _FUNCTION)
        return each, np.ascontiguousarray(read.over(given.calendar.numbers)[0])
    if np.ndim(total_weight) == 1 and library_of(total_weight) is not None:
        return each, _one_row(total_weight, "total_weight", given.calendar)
    whole = float64_array(total_weight, "total_weight", _FUNCTION)
    if whole.shape not in ((), values.shape[1:]):
        raise ArgumentValueError(
            f"`total_weight` of {_FUNCTION} must be one number or one for each of the "
            f"{values.shape[1]} periods; got shape {whole.shape}"
        )
    return each, np.ascontiguousarray(np.broadcast_to(whole, values.shape[1:]))


def _sum_of_items(each: Floats) -> Floats:
    """Return the sums of the weights that are there."""
    whole: Floats = each.sum(axis=0)
    if np.isnan(whole).any():
        whole = np.nansum(each, axis=0)
    return whole


@np.errstate(all="ignore")  # infinities give NaN or infinity
def _kirchner(values: Floats, share: Floats, total: Floats, links: Links, lag: int) -> Floats:
    """The growth of the total less what it would be without the item's own change."""
    result = np.full_like(values, np.nan)
    for now in range(lag, total.size):
        with_item, without = np.ones(values.shape[0]), np.ones(values.shape[0])
        position = now
        while position > now - lag:  # stretch by stretch, backwards
            link = _link_of(links, position)
            if link < 0:
                with_item = np.full(values.shape[0], np.nan)
                break
            reference = int(links.reference[link])
            begin = max(now - lag, reference)
            scale = total[reference] / total[begin]
            change = values[:, position] - values[:, begin]
            part = share[:, position] * change / values[:, reference] * scale
            growth = total[position] / total[begin]
            with_item = with_item * growth
            without = without * (growth - part)
            position = begin
        result[:, now] = with_item - without
    return result


def _link_of(links: Links, column: int) -> int:
    """Return the number of the link of a column, -1 where no reference leads to it."""
    number = int(np.searchsorted(links.end, column, side="right"))
    inside = links.regular <= number < links.end.size and links.begin[number] <= column
    return number if inside else -1
