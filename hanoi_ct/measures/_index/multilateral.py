"""Multilateral price indexes over moving windows, spliced to one series."""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.overloads import over_panel
from hanoi_ct._inputs.validate import choice, integer
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.measures._index.panels import Columns, Panel, panel_of, refuse
from hanoi_ct.measures._index.windows import PAIRS, Sales, geks, pairs_of, solved

Multilateral = Literal[
    "geks_fisher", "geks_tornqvist", "geks_walsh", "geks_jevons", "geary_khamis", "weighted_tpd"
]
Splice = Literal[
    "movement",
    "window",
    "half",
    "mean",
    "window_published",
    "half_published",
    "mean_published",
    "fixed_base_expanding",
    "fixed_base_moving",
]

_FUNCTION = "multilateral_index"


@over_panel
def multilateral_index(
    prices: ArrayLike | Any,
    quantities: ArrayLike | Any = None,
    method: Multilateral = "geks_tornqvist",
    *,
    window: int | None = None,
    step: int = 1,
    splice: Splice = "mean",
    price: Any = None,
    quantity: Any = None,
    by: Any = None,
    time: Any = None,
    freq: str | None = None,
) -> Any:
    """Price index of items that come and go, free of chain drift within each window.

    ================  ==================================================================
    method            levels of the periods of a window
    ================  ==================================================================
    geks_fisher       geometric mean, over all periods l of the window, of the Fisher
                      index from l; bilateral indexes are of the items sold in both
    geks_tornqvist    the same of Törnqvist indexes (also called CCDI)
    geks_walsh        the same of Walsh indexes
    geks_jevons       the same of unweighted geometric means of price relatives
    geary_khamis      values over quantities at mean prices, which are themselves the
                      means of deflated prices weighted by quantities
    weighted_tpd      time-product dummy: log price = period + item, by least squares
                      weighted by the shares of the items in the value of each period
    ================  ==================================================================

    The first window gives its levels as they are. Each later window, `step` periods further,
    adds its last periods (w periods, new levels N, levels of the window before O, published
    P):

    ======================  ============================================================
    splice                  the new level
    ======================  ============================================================
    movement                the last P times the movement of N from there
    window                  the last P times the movement of N from its first period
                            over that of O from the same period
    half                    the same from the middle period (the earlier of two)
    mean                    geometric mean of the same from every period of the overlap
    window_published,       P of the first, the middle or (geometric mean) every period
    half_published,         of the overlap times the movement of N from there
    mean_published
    fixed_base_expanding    P of the base times the movement in a window from the base;
                            the base moves on every w - 1 periods, as from December to
                            December with w = 13
    fixed_base_moving       P of the base times the movement of N from the base
    ======================  ============================================================

    Parameters
    ----------
    prices : array_like of real numbers, shape (n_items, n_periods), or labelled data
        Unit values, positive; NaN where an item was not sold. Frames of pandas, polars or
        Arrow have their periods down the rows and one column an item; a DataArray has a
        dimension of time. A long table, a row for each item and period, is passed alone.
    quantities : array_like of real numbers, shape (n_items, n_periods), or labelled data
        Not negative; NaN or 0 where an item was not sold. "geks_jevons" takes every item
        that has a price and a quantity, be it 0.
    method, splice : str
        One of the tables.
    window : int, optional
        Periods of a window, at least 2; without it one window of all periods.
    step : int, default 1
        Periods by which a window goes further than the one before, less than `window`: 12
        links a window a year. The last window may go on by less. Fixed bases move on by 1.
    price, quantity, by, time : str, optional
        Columns of a long table: of prices, quantities, items (a list if several columns
        together tell them apart) and periods.
    freq : str, optional
        The unit of the periods of labelled data, where their labels leave it open.

    Returns
    -------
    ndarray of float64, shape (n_periods,), or a column by period
        1.0 in the first period.

    Raises
    ------
    ArgumentTypeError
        An argument does not hold real numbers.
    ArgumentValueError
        A price that is not positive, a quantity that is negative, an infinity, a price without
        a quantity or a quantity without a price (each named by its item and period, or its
        place); different shapes or labels; periods that the method cannot compare.

    Notes
    -----
    All pairs of periods are compared by products of matrices; "geary_khamis" and
    "weighted_tpd" are solved for the periods, not for the items.

    References
    ----------
    Ivancic, Diewert and Fox (2011), "Scanner data, time aggregation and the construction of
    price indexes", *Journal of Econometrics* 161. Eurostat (2022), *Guide on Multilateral
    Methods in the Harmonised Index of Consumer Prices*. Chessa (2016), "A new methodology
    for processing scanner data in the Dutch CPI", *Eurona* 1, for the fixed base.

    Examples
    --------
    >>> import hanoi_ct
    >>> prices = [[1.0, 2.0, 1.0], [1.0, 1.0, 1.0]]
    >>> quantities = [[10.0, 4.0, 8.0], [10.0, 12.0, 11.0]]
    >>> hanoi_ct.multilateral_index(prices, quantities).round(4)
    array([1.    , 1.3536, 1.0092])
    """
    panel = panel_of(prices, quantities, Columns(price, quantity, by, time), freq, _FUNCTION)
    sales = sales_of(panel, _FUNCTION)
    windows = windows_of(sales, method, window, step, splice, _FUNCTION)
    pairs = pairs_of(sales, method) if method in PAIRS else None

    def levels(begin: int, end: int) -> Floats:
        if pairs is not None:
            return geks(pairs[begin:end, begin:end], begin, _FUNCTION)
        return solved(sales.between(begin, end), method, begin, _FUNCTION)

    logs = spliced(levels, windows)
    return panel.labelled(np.exp(logs - logs[0]))


class Windows(NamedTuple):
    """How windows of a series of `n` periods follow each other."""

    n: int
    length: int
    step: int
    splice: str


def windows_of(
    sales: Sales, method: Any, window: Any, step: Any, splice: Any, function: str
) -> Windows:
    """Return the checked options."""
    choice(method, dict.fromkeys(get_args(Multilateral), 0), "method", function)
    choice(splice, dict.fromkeys(get_args(Splice), 0), "splice", function)
    n = sales.sold.shape[1]
    length = n if window is None else integer(window, "window", function, low=2)
    if length > n:
        raise ArgumentValueError(
            f"`window` of {function} must be at most the {n} periods there are; got {length}"
        )
    by = integer(step, "step", function, low=1)
    if by > 1 and (by >= length or splice.startswith("fixed_base")):
        raise ArgumentValueError(
            f"`step` of {function} must be below `window`, {length}, and 1 for splices on a fixed "
            f"base; got {by} with splice={splice!r}"
        )
    return Windows(n, length, by, splice)


def spliced(levels: Callable[[int, int], Floats], windows: Windows) -> Floats:
    """Return the logs of the published levels, of all or of items, by period on the last axis."""
    n, length, step, splice = windows
    old = levels(0, length)
    published = np.empty((*old.shape[:-1], n))
    published[..., :length] = old
    done = length
    while done < n:
        end = min(done + step, n)
        begin = end - length
        base = (done - 1) // (length - 1) * (length - 1)
        if splice == "fixed_base_expanding":
            begin = base
        new = levels(begin, end)
        added = slice(done - begin, end - begin)
        if splice.startswith("fixed_base"):
            known = published[..., base, None] - new[..., base - begin, None]
        else:
            at = _overlap(splice, done - begin)
            if splice.endswith("published"):
                each = published[..., begin + at] - new[..., at]
            else:
                moved = begin - (done - length)  # of the window before
                each = published[..., done - 1, None] - new[..., at]
                each = each + old[..., at + moved] - old[..., -1:]
            known = each.mean(axis=-1, keepdims=True)
        published[..., done:end] = known + new[..., added]
        old, done = new, end
    return published


def _overlap(splice: str, length: int) -> NDArray[np.intp]:
    """Return the places in the new window of the periods over which it is spliced.

    `length` is that of the overlap with the window before.
    """
    if splice.startswith("mean"):
        return np.arange(length)
    places = {"movement": length - 1, "window": 0, "half": length // 2}
    return np.array([min(places[splice.removesuffix("_published")], length - 1)])


def sales_of(panel: Panel, function: str) -> Sales:
    """Return the checked arguments."""
    p, q = panel.prices, panel.quantities
    if q is None:
        raise ArgumentTypeError(
            f"`quantities` of {function} must be given; got None: pass ones for 'geks_jevons', "
            "which does not weigh"
        )
    without = "given where there is a quantity, and a quantity where there is a price"
    for name, x, wrong, rule in (
        ("prices", p, (p <= 0.0) | np.isinf(p), "positive and finite, NaN where not sold"),
        ("quantities", q, (q < 0.0) | np.isinf(q), "finite and not negative"),
        ("prices", p, np.isnan(p) & (q > 0.0), without),
        ("quantities", q, np.isnan(q) & ~np.isnan(p), without),
    ):
        refuse(panel, x, name, wrong, rule, function)
    return _scaled(panel, p, q, function)


def _scaled(panel: Panel, p: Floats, q: Floats, function: str) -> Sales:
    """Return prices over the item's own mean, so that no digits go on their level."""
    sold = ~np.isnan(p)
    _refuse_empty(panel, sold & (np.where(sold, q, 0.0) > 0.0), function)
    logs = np.ascontiguousarray(np.log(np.where(sold, p, 1.0)))
    mean = np.exp(logs.sum(axis=1) / np.maximum(sold.sum(axis=1), 1))[:, None]
    relatives = np.ascontiguousarray(np.where(sold, p, 0.0) / mean)
    quantity = np.ascontiguousarray(np.where(sold, q, 0.0) * mean)
    return Sales(relatives, quantity, np.ascontiguousarray(sold, dtype=np.float64))


def _refuse_empty(panel: Panel, bought: NDArray[np.bool_], function: str) -> None:
    empty = ~bought.any(axis=0)
    if empty.any():
        raise ArgumentValueError(
            f"each period of {function} must have an item with a price and a quantity; got none "
            f"in {panel.period(int(empty.argmax()))}: leave the period out"
        )
