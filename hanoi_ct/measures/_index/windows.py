"""Multilateral comparisons of the periods of one window, as logarithms of their levels."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct.errors import ArgumentValueError


class Sales(NamedTuple):
    """What was sold of each item (row) in each period (column); 0 where it was not."""

    relatives: Floats  # of prices, to the geometric mean of the item's own
    quantities: Floats  # in the units in which that mean is 1
    sold: Floats  # 1 or 0

    @property
    def values(self) -> Floats:
        return self.relatives * self.quantities

    @property
    def logs(self) -> Floats:
        return np.log(np.where(self.sold > 0.0, self.relatives, 1.0))

    def between(self, begin: int, end: int) -> "Sales":
        return Sales(*(np.ascontiguousarray(x[:, begin:end]) for x in self))


# ---- all pairs of periods: entry (j, k) is log of the index of k on j -----------------


def _both_ways(forward: Floats) -> Floats:
    """Return the mean of the log index of k on j and of its inverse from j on k."""
    pairs: Floats = (forward - forward.T) / 2.0
    return pairs


def _fisher(x: Sales) -> Floats:
    laspeyres = (x.quantities.T @ x.relatives) / (x.values.T @ x.sold)
    return _both_ways(np.log(laspeyres))


def _tornqvist(x: Sales) -> Floats:
    change = x.values.T @ x.logs - (x.values * x.logs).T @ x.sold
    return _both_ways(change / (x.values.T @ x.sold))


def _walsh(x: Sales) -> Floats:
    root = np.sqrt(x.quantities)
    return 2.0 * _both_ways(np.log(root.T @ (x.relatives * root)))


def _jevons(x: Sales) -> Floats:
    return 2.0 * _both_ways((x.sold.T @ x.logs) / (x.sold.T @ x.sold))


PAIRS: dict[str, Callable[[Sales], Floats]] = {
    "geks_fisher": _fisher,
    "geks_tornqvist": _tornqvist,
    "geks_walsh": _walsh,
    "geks_jevons": _jevons,
}


def pairs_of(sales: Sales, method: str) -> Floats:
    """Return the log indexes of all pairs of periods; NaN where they have no item in common."""
    with np.errstate(all="ignore"):
        return PAIRS[method](sales)


def geks(pairs: Floats, begin: int, function: str) -> Floats:
    """Return the levels of which the pairs are the comparisons, by least squares of logs."""
    alone = ~np.isfinite(pairs)
    if alone.any():
        first, second = (int(i) + begin for i in np.argwhere(alone)[0])
        raise ArgumentValueError(
            f"any two periods of a window of {function} must have items of value in common; got "
            f"none in periods {first} and {second}: use a shorter window, or "
            "method='geary_khamis' or 'weighted_tpd', which compare through other periods"
        )
    levels: Floats = pairs.mean(axis=0)
    return levels


# ---- one system of equations for the window -------------------------------------------


def _geary_khamis(x: Sales) -> Floats:
    """Solve for the inverses of the levels: each period's value over that at mean prices."""
    items = x.quantities.sum(axis=1, keepdims=True)
    shares = np.divide(x.quantities, items, out=np.zeros_like(x.quantities), where=items > 0.0)
    transfer = (shares.T @ x.values) / x.values.sum(axis=0)[:, None]
    n = len(transfer)
    inverse = np.ones(n)
    system = (np.eye(n) - transfer)[1:]
    inverse[1:] = np.linalg.solve(system[:, 1:], -system[:, 0])
    levels: Floats = -np.log(inverse)
    return levels


def _weighted_tpd(x: Sales) -> Floats:
    """Regress log prices on dummies of items and periods, weights the shares of a period."""
    shares = x.values / x.values.sum(axis=0)
    items = shares.sum(axis=1, keepdims=True)
    of_item = np.divide(shares, items, out=np.zeros_like(shares), where=items > 0.0)
    weighted = shares * x.logs
    right = weighted.sum(axis=0) - of_item.T @ weighted.sum(axis=1)
    n = len(right)
    levels = np.zeros(n)
    levels[1:] = np.linalg.solve((np.eye(n) - of_item.T @ shares)[1:, 1:], right[1:])
    return levels


SYSTEMS: dict[str, Callable[[Sales], Floats]] = {
    "geary_khamis": _geary_khamis,
    "weighted_tpd": _weighted_tpd,
}


def solved(sales: Sales, method: str, begin: int, function: str) -> Floats:
    """Return the levels of a window by a method of SYSTEMS."""
    apart = _not_connected(sales.values)
    if apart >= 0:
        raise ArgumentValueError(
            f"periods of a window of {function} must be connected through items of value; got "
            f"period {apart + begin} without a way to period {begin}: leave these periods out"
        )
    return SYSTEMS[method](sales)


def _not_connected(values: Floats) -> int:
    """Return a period that no chain of items leads to from the first, -1 if there is none."""
    bought = (values > 0.0).astype(np.float64)
    common = bought.T @ bought > 0.0
    reached = common[0].copy()
    while True:
        further = common[reached].any(axis=0) | reached
        if (further == reached).all():
            break
        reached = further
    return -1 if reached.all() else int((~reached).argmax())
