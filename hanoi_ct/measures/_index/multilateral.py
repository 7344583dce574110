"""Multilateral price indexes over moving windows, spliced to one series."""

from collections.abc import Callable
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct._inputs.overloads import over_panel
from hanoi_ct._inputs.validate import choice, integer
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.measures._index.panels import Columns, Panel, panel_of, refuse
from hanoi_ct.measures._index.windows import PAIRS, Sales, geks, pairs_of, solved

_Floats = NDArray[np.float64]

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

    The first window gives its levels as they are. Each later window, one period further,
    adds its last period (w periods, new levels N, levels of the window before O, published
    P):

    ======================  ============================================================
    splice                  the new level
    ======================  ============================================================
    movement                the last P times the last movement of N
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
    choice(method, dict.fromkeys(get_args(Multilateral), 0), "method", _FUNCTION)
    choice(splice, dict.fromkeys(get_args(Splice), 0), "splice", _FUNCTION)
    columns = Columns(price, quantity, by, time)
    panel = panel_of(prices, quantities, columns, freq, _FUNCTION)
    sales = _sales(panel)
    n = sales.sold.shape[1]
    length = n if window is None else integer(window, "window", _FUNCTION, low=2)
    if length > n:
        raise ArgumentValueError(
            f"`window` of {_FUNCTION} must be at most the {n} periods there are; got {length}"
        )
    pairs = pairs_of(sales, method) if method in PAIRS else None

    def levels(begin: int, end: int) -> _Floats:
        if pairs is not None:
            return geks(pairs[begin:end, begin:end], begin, _FUNCTION)
        return solved(sales.between(begin, end), method, begin, _FUNCTION)

    logs = _spliced(levels, n, length, splice)
    return panel.labelled(np.exp(logs - logs[0]))


def _spliced(levels: Callable[[int, int], _Floats], n: int, length: int, splice: str) -> _Floats:
    """Return the logs of the published levels."""
    published = np.empty(n)
    old = levels(0, length)
    published[:length] = old
    for now in range(length, n):
        begin = now - length + 1
        base = (now - 1) // (length - 1) * (length - 1)
        if splice == "fixed_base_expanding":
            begin = base
        new = levels(begin, now + 1)
        if splice.startswith("fixed_base"):
            published[now] = published[base] + new[-1] - new[base - begin]
            continue
        at = _overlap(splice, length)
        movement = new[-1] - new[at]
        if splice.endswith("published"):
            each = published[begin + at] + movement
        else:
            each = published[now - 1] + movement - (old[-1] - old[at + 1])
        published[now] = each.mean()
        old = new
    return published


def _overlap(splice: str, length: int) -> NDArray[np.intp]:
    """Return the places in the new window of the periods over which it is spliced."""
    if splice.startswith("mean"):
        return np.arange(length - 1)
    places = {"movement": length - 2, "window": 0, "half": (length - 1) // 2}
    return np.array([min(places[splice.removesuffix("_published")], length - 2)])


def _sales(panel: Panel) -> Sales:
    """Return the checked arguments."""
    p, q = panel.prices, panel.quantities
    if q is None:
        raise ArgumentTypeError(
            f"`quantities` of {_FUNCTION} must be given; got None: pass ones for 'geks_jevons', "
            "which does not weigh"
        )
    without = "given where there is a quantity, and a quantity where there is a price"
    for name, x, wrong, rule in (
        ("prices", p, (p <= 0.0) | np.isinf(p), "positive and finite, NaN where not sold"),
        ("quantities", q, (q < 0.0) | np.isinf(q), "finite and not negative"),
        ("prices", p, np.isnan(p) & (q > 0.0), without),
        ("quantities", q, np.isnan(q) & ~np.isnan(p), without),
    ):
        refuse(panel, x, name, wrong, rule, _FUNCTION)
    return _scaled(panel, p, q)


def _scaled(panel: Panel, p: _Floats, q: _Floats) -> Sales:
    """Return prices over the item's own mean, so that no digits go on their level."""
    sold = ~np.isnan(p)
    _refuse_empty(panel, sold & (np.where(sold, q, 0.0) > 0.0))
    logs = np.ascontiguousarray(np.log(np.where(sold, p, 1.0)))
    mean = np.exp(logs.sum(axis=1) / np.maximum(sold.sum(axis=1), 1))[:, None]
    relatives = np.ascontiguousarray(np.where(sold, p, 0.0) / mean)
    quantity = np.ascontiguousarray(np.where(sold, q, 0.0) * mean)
    return Sales(relatives, quantity, np.ascontiguousarray(sold, dtype=np.float64))


def _refuse_empty(panel: Panel, bought: NDArray[np.bool_]) -> None:
    empty = ~bought.any(axis=0)
    if empty.any():
        raise ArgumentValueError(
            f"each period of {_FUNCTION} must have an item with a price and a quantity; got none "
            f"in {panel.period(int(empty.argmax()))}: leave the period out"
        )
