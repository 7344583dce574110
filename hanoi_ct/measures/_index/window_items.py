"""Levels of the periods of one window taken apart by items: logs that add up to the level's.

A comparison of two periods is written as a geometric mean of the items' relatives; the
items' parts of a level are the means of those over the periods compared with.
"""

from collections.abc import Callable

import numpy as np

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct.measures._index.weights_of_means import shares, transmuted
from hanoi_ct.measures._index.windows import Sales, solved


def _with_period(x: Sales, at: int) -> tuple[Floats, Floats, Floats]:
    """Return relatives of all periods to one, what is sold in both, and the log relatives.

    One row a period, one column an item.
    """
    both = (x.sold * x.sold[:, at : at + 1]).T
    there = both > 0.0
    now, then = x.relatives.T, x.relatives[:, at]
    relative = np.where(there, now, 1.0) / np.where(there, then, 1.0)
    return relative, both, np.log(relative)


def _fisher(x: Sales, at: int) -> Floats:
    relative, both, logs = _with_period(x, at)
    base = transmuted(relative, both * x.values[:, at], 1.0, 0.0)
    current = transmuted(relative, both * x.values.T, -1.0, 0.0)
    return (base + current) / 2.0 * logs


def _tornqvist(x: Sales, at: int) -> Floats:
    _, both, logs = _with_period(x, at)
    return (shares(both * x.values[:, at]) + shares(both * x.values.T)) / 2.0 * logs


def _walsh(x: Sales, at: int) -> Floats:
    relative, both, logs = _with_period(x, at)
    basket = np.sqrt(x.quantities[:, at] * x.quantities.T) * x.relatives[:, at]
    return transmuted(relative, both * basket, 1.0, 0.0) * logs


def _jevons(x: Sales, at: int) -> Floats:
    _, both, logs = _with_period(x, at)
    return shares(both) * logs


_PAIRS: dict[str, Callable[[Sales, int], Floats]] = {
    "geks_fisher": _fisher,
    "geks_tornqvist": _tornqvist,
    "geks_walsh": _walsh,
    "geks_jevons": _jevons,
}


def _geary_khamis(x: Sales, levels: Floats) -> Floats:
    """Each item's relative to its mean price, as a geometric mean."""
    items = x.quantities.sum(axis=1, keepdims=True)
    mean = (x.values / np.exp(levels)).sum(axis=1, keepdims=True)
    mean = np.where(items > 0.0, mean / np.where(items > 0.0, items, 1.0), 1.0)
    weights = (x.quantities * mean).T
    relative = np.where(weights > 0.0, (x.relatives / mean).T, 1.0)
    return transmuted(relative, weights, 1.0, 0.0) * np.log(relative)


def _weighted_tpd(x: Sales, levels: Floats) -> Floats:
    """Each item's distance from its own price in the regression, by its share."""
    share = x.values / x.values.sum(axis=0)
    items = share.sum(axis=1, keepdims=True)
    own = (share * (x.logs - levels)).sum(axis=1, keepdims=True)
    own = own / np.where(items > 0.0, items, 1.0)
    parts: Floats = (share * (x.logs - own)).T
    return parts


_SYSTEMS: dict[str, Callable[[Sales, Floats], Floats]] = {
    "geary_khamis": _geary_khamis,
    "weighted_tpd": _weighted_tpd,
}


def item_levels(sales: Sales, method: str, begin: int, function: str) -> Floats:
    """Return the parts of the log levels of a window, one row an item."""
    with np.errstate(all="ignore"):
        if method in _SYSTEMS:
            levels = solved(sales, method, begin, function)
            return _SYSTEMS[method](sales, levels).T
        n = sales.sold.shape[1]
        whole = np.zeros((n, len(sales.sold)))
        for at in range(n):
            whole += _PAIRS[method](sales, at)
        parts: Floats = whole.T / n
        return parts
