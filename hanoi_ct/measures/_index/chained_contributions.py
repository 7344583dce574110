"""Contributions to the growth of a chained total."""

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct._inputs import periods as _periods
from hanoi_ct._inputs.validate import choice, float64_array, integer
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._index.linking import Link, calendar_links, link_calendar

_Floats = NDArray[np.float64]

_METHODS = {"ribe": 0, "kirchner": 1}
_FUNCTION = "chained_contributions"


def chained_contributions(
    index: ArrayLike,
    weights: ArrayLike,
    total: ArrayLike,
    periods: Sequence[Any],
    lag: int = 12,
    *,
    total_weight: ArrayLike | None = None,
    link_month: int | None = 12,
    method: Literal["ribe", "kirchner"] = "ribe",
) -> _Floats:
    """Contributions of chained indexes to the growth of a chained total.

    Within a link the total is the weighted mean of its parts over their common
    reference, so a part contributes its weight times its change. Over a link the parts
    of growth before and after must be put on one level.

    Parameters
    ----------
    index : array_like of real numbers
        Chained indexes, one row an item, consecutive months along the columns.
    weights : array_like of real numbers
        One row an item, one column a month: the weight used in the year of that month,
        in the price (or volume) of its reference.
    total : array_like of real numbers
        The chained index of the total, one value a month.
    periods : sequence
        The months (2018-08), consecutive.
    lag : int, default 12
        How many months back the comparison month lies; at least 1.
    total_weight : array_like of real numbers, optional
        The weight of the total, one value or one a month; by default the sum of the
        items' weights. To be given where items include groups of other items.
    link_month : int or None, default 12
        The month in which the series are linked; None for annual overlap.
    method : {"ribe", "kirchner"}, default "ribe"
        "ribe": the changes of each stretch, scaled to the level of the total at its
        link. "kirchner": the growth of the total, less what it would have been had the
        item not changed.

    Returns
    -------
    ndarray of float64
        Fractions (0.01 is one percentage point), in the shape of `index`; NaN where
        comparison month or reference lie before the data.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        Arguments that are not arrays of real numbers or of shapes that do not fit,
        months with a gap, `lag` below 1, an unknown `method`.

    Notes
    -----
    Ribe's contributions add up to the growth of the total to rounding, over any number
    of links, if the total is the weighted mean of the items within each link.
    Kirchner's add up exactly only within one link. Over one link their sum exceeds the
    growth by the products of what one item contributes before it and another after it.
    Missing values make an item's contributions missing from its link on.

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
    values = float64_array(index, "index", _FUNCTION, min_ndim=2)
    level = float64_array(total, "total", _FUNCTION, min_ndim=1)
    share = _shares(weights, total_weight, values)
    if level.shape != values.shape[-1:]:
        raise ArgumentValueError(
            f"`total` of {_FUNCTION} must have one value for each of the {values.shape[-1]} "
            f"periods; got shape {level.shape}"
        )
    back = integer(lag, "lag", _FUNCTION, low=1)
    exact = choice(method, _METHODS, "method", _FUNCTION) == 0
    if link_month is not None:
        integer(link_month, "link_month", _FUNCTION, low=1, high=12)
    labels = _periods.labels(periods, level.size, _FUNCTION)
    links, first = calendar_links(link_calendar(labels, _FUNCTION), link_month)
    if exact:
        return _ribe(values, share, level, links, first, back)
    if link_month is None:
        raise ArgumentValueError(
            f"`method` of {_FUNCTION} must be 'ribe' under annual overlap, where a link is no "
            f"period; got 'kirchner'"
        )
    return _kirchner(values, share, level, links, back)


@np.errstate(all="ignore")  # infinities give NaN or infinity
def _shares(weights: ArrayLike, total_weight: ArrayLike | None, values: _Floats) -> _Floats:
    each = float64_array(weights, "weights", _FUNCTION, min_ndim=2)
    if each.shape != values.shape or values.ndim != 2:
        raise ArgumentValueError(
            f"`weights` of {_FUNCTION} must have one row an item and one column a month like "
            f"`index`, of shape {values.shape}; got {each.shape}"
        )
    whole = each.sum(axis=0)
    if total_weight is not None:
        whole = float64_array(total_weight, "total_weight", _FUNCTION)
        if whole.shape not in ((), values.shape[1:]):
            raise ArgumentValueError(
                f"`total_weight` of {_FUNCTION} must be one number or one for each of the "
                f"{values.shape[1]} periods; got shape {whole.shape}"
            )
    share: _Floats = each / whole
    return share


@np.errstate(all="ignore")  # infinities give NaN or infinity
def _ribe(
    values: _Floats,
    share: _Floats,
    total: _Floats,
    links: Sequence[Link],
    first: slice,
    lag: int,
) -> _Floats:
    """Differences of each item's running part of the level of the total.

    The part of an item grows within a link by the total's level at the reference times
    its share times its change; under annual overlap level and part of the reference
    are means. So parts always add up to the total, less its first reference.
    """
    part = np.full_like(values, np.nan)
    part[:, first] = 0.0
    for columns, reference in links:
        base = values[:, reference].mean(axis=1, keepdims=True)
        moved = share[:, columns] * (values[:, columns] / base - 1.0)
        start = part[:, reference].mean(axis=1, keepdims=True)
        part[:, columns] = start + total[reference].mean() * moved
    result = np.full_like(values, np.nan)
    if lag < total.size:
        before = np.where(total[:-lag] > 0.0, total[:-lag], np.nan)
        result[:, lag:] = (part[:, lag:] - part[:, :-lag]) / before
    return result


@np.errstate(all="ignore")  # infinities give NaN or infinity
def _kirchner(
    values: _Floats, share: _Floats, total: _Floats, links: Sequence[Link], lag: int
) -> _Floats:
    """The growth of the total less what it would be without the item's own change."""
    result = np.full_like(values, np.nan)
    for now in range(lag, total.size):
        with_item, without = np.ones(values.shape[0]), np.ones(values.shape[0])
        position = now
        while position > now - lag:  # stretch by stretch, backwards
            link = next((k for k in links if k.columns.start <= position < k.columns.stop), None)
            if link is None:
                with_item = np.full(values.shape[0], np.nan)
                break
            reference = link.reference.start
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
