"""Chaining of index series over calendar links, and its undoing."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct._inputs import periods as _periods
from hanoi_ct._inputs.validate import float64_array, integer
from hanoi_ct.errors import ArgumentValueError

_Floats = NDArray[np.float64]


class Link(NamedTuple):
    """Periods that are computed over one reference: a month, or a year's mean."""

    columns: slice
    reference: slice


def unchain(index: ArrayLike, periods: Sequence[Any], *, link_month: int | None = 12) -> _Floats:
    """Return a chained index over its reference within each link.

    Parameters
    ----------
    index : array_like of real numbers
        One or more chained indexes, periods along the last axis.
    periods : sequence
        The month of each period (2018-08), consecutive.
    link_month : int or None, default 12
        The month in which the series are linked: each value is divided by that of the
        last such month before it, 12 for the December before. None for the mean of the
        calendar year before (annual overlap).

    Returns
    -------
    ndarray of float64
        Ratios (1 is no change); NaN where the reference lies before the data.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        `index` is not an array of real numbers; `periods` are not one month a period,
        consecutive; `link_month` outside 1 to 12.

    Notes
    -----
    Series that were linked cannot be aggregated by weights; unchained they can. A
    missing reference makes its link missing.

    References
    ----------
    Eurostat (2024), *Harmonised Index of Consumer Prices (HICP): Methodological Manual*,
    chapter 8.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.unchain([100, 110, 121], ["2017-12", "2018-01", "2018-02"])
    array([ nan, 1.1 , 1.21])
    """
    values, links, _ = _calendar(index, "index", periods, link_month, "unchain")
    result = np.full_like(values, np.nan)
    for link in links:
        level = values[..., link.reference].mean(axis=-1, keepdims=True)
        with np.errstate(all="ignore"):  # infinities
            result[..., link.columns] = values[..., link.columns] / level
    return result


@np.errstate(all="ignore")  # infinities give NaN or infinity
def chain_over_links(
    ratios: ArrayLike, periods: Sequence[Any], link_month: int | None, start: float
) -> _Floats:
    """Chain ratios to a link month, or to the mean of the year before: see `chain`."""
    values, links, first = _calendar(ratios, "relatives", periods, link_month, "chain")
    result = np.full_like(values, np.nan)
    result[..., first] = start
    for link in links:
        level = result[..., link.reference].mean(axis=-1, keepdims=True)
        result[..., link.columns] = level * values[..., link.columns]
    return result


def calendar_links(months: _periods.Months, link_month: int | None) -> tuple[list[Link], slice]:
    """Return the links of consecutive months, in order, and the first reference."""
    if link_month is None:
        year = months.astype("datetime64[Y]").astype(int)
        complete = [y for y in np.unique(year) if (year == y).sum() == 12]
        references = [_stretch(year == y) for y in complete]
        columns = [_stretch(year == y + 1) for y in complete]
    else:
        ends = np.flatnonzero(months.astype(int) % 12 + 1 == link_month)
        references = [slice(int(end), int(end) + 1) for end in ends]
        columns = [slice(int(end) + 1, min(int(end) + 13, months.size)) for end in ends]
    links = [Link(c, r) for c, r in zip(columns, references, strict=True) if c.stop > c.start]
    return links, references[0] if references else slice(0, 0)


def _stretch(inside: NDArray[np.bool_]) -> slice:
    where = np.flatnonzero(inside)
    return slice(int(where[0]), int(where[-1]) + 1) if where.size else slice(0, 0)


def _calendar(
    x: ArrayLike, name: str, periods: Sequence[Any], link_month: int | None, function: str
) -> tuple[_Floats, list[Link], slice]:
    values = float64_array(x, name, function, min_ndim=1)
    if link_month is not None:
        integer(link_month, "link_month", function, low=1, high=12)
    labels = _periods.labels(periods, values.shape[-1], function)
    links, first = calendar_links(_periods.months(labels, function), link_month)
    if not links:
        raise ArgumentValueError(
            f"`periods` of {function} must reach beyond a reference "
            f"({'a complete year' if link_month is None else f'a month {link_month}'}); got "
            f"{len(labels)} periods without one"
        )
    return values, links, first
