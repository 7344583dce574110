"""What a change of exports is owed to: the world, the goods, the markets, or competitiveness."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct._inputs.overloads import Labelled
from hanoi_ct._inputs.tabular import fitted_together, is_tabular, over_items
from hanoi_ct._inputs.validate import choice, float64_array
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._exact.sums import exact_sum


class MarketShare(NamedTuple):
    """Parts of a change; they add up to ``change``."""

    change: float
    world: float
    commodity: float
    market: float
    competitiveness: float


class ShiftShare(NamedTuple):
    """Parts of the change of every industry; they add up to ``change``."""

    change: Any  # an array, or labelled as the data
    national: Any
    mix: Any
    competitive: Any


def constant_market_share(
    base: ArrayLike | Labelled,
    current: ArrayLike | Labelled,
    reference_base: ArrayLike | Labelled,
    reference_current: ArrayLike | Labelled,
    order: Literal["commodity_first", "market_first", "mean"] = "mean",
) -> MarketShare:
    """Take a change of exports apart by constant market shares.

    Parameters
    ----------
    base, current : array_like of real numbers, or frames, shape (commodities, markets)
        Exports in the two periods.
    reference_base, reference_current : array_like or frames of the same shape and labels
        Imports of each market by commodity from everywhere, or exports of the nation.
    order : {"commodity_first", "market_first", "mean"}, default "mean"
        Whether growth of the commodity is taken out before that of the market or after: the
        split between the two depends on it. The mean of both orders is their Shapley value.

    Returns
    -------
    MarketShare
        ``world``: had all grown as the reference as a whole; ``commodity`` and ``market``: for
        being in goods and markets that grew faster; ``competitiveness``: the rest, for growing
        faster than the reference within each.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        No real numbers; shapes that differ or have not two dimensions; an unknown `order`; a
        reference of zero where there are exports.

    Notes
    -----
    A missing value makes all parts missing. Weights are those of the base period.

    References
    ----------
    Leamer and Stern (1970), *Quantitative International Economics*, chapter 7. Richardson
    (1971), Constant-market-shares analysis of export growth, Journal of International
    Economics 1, on the order.

    Examples
    --------
    >>> import hanoi_ct
    >>> found = hanoi_ct.constant_market_share(
    ...     [[10.0, 20.0], [30.0, 40.0]], [[12.0, 25.0], [33.0, 50.0]],
    ...     [[100.0, 100.0], [100.0, 100.0]], [[110.0, 120.0], [105.0, 125.0]],
    ... )
    >>> round(found.change, 6), round(found.world, 6), round(sum(found[1:]), 6)
    (20.0, 15.0, 20.0)
    """
    name = "constant_market_share"
    choice(order, {"commodity_first": 0, "market_first": 1, "mean": 2}, "order", name)
    given: dict[str, Any] = {
        "base": base,
        "current": current,
        "reference_base": reference_base,
        "reference_current": reference_current,
    }
    if is_tabular(*given.values()):
        given, _ = fitted_together(given, name)
    arrays = {key: float64_array(x, key, name, min_ndim=2) for key, x in given.items()}
    then, now, world_then, world_now = arrays.values()
    for key, x in arrays.items():
        if x.shape != then.shape or x.ndim != 2:
            raise ArgumentValueError(
                f"`{key}` of {name} must have the shape of `base`, commodities by markets; "
                f"got {x.shape} and {then.shape}"
            )
    if np.any((world_then == 0.0) & (then != 0.0)):
        raise ArgumentValueError(
            f"`reference_base` of {name} must be positive where there are exports; got 0"
        )
    with np.errstate(all="ignore"):
        cell = np.where(then == 0.0, 0.0, world_now / world_then - 1.0)
        whole = _rate(world_now, world_then, None)
        by_good = _rate(world_now, world_then, 1)[:, np.newaxis]
        by_market = _rate(world_now, world_then, 0)[np.newaxis, :]
        # A good that neither market takes has no rate of its own; without exports it has no weight.
        by_good, by_market = (
            np.where(np.isnan(r) & ~np.isnan(whole), whole, r) for r in (by_good, by_market)
        )

        def weighed(rates: NDArray[np.float64]) -> float:
            return float(exact_sum((then * rates).ravel()))

        change = float(exact_sum((now - then).ravel()))
        world = weighed(np.broadcast_to(whole, then.shape))
        goods_first = weighed(by_good - whole), weighed(cell - by_good)
        markets_first = weighed(cell - by_market), weighed(by_market - whole)
        commodity, market = {
            "commodity_first": goods_first,
            "market_first": markets_first,
            "mean": (
                0.5 * (goods_first[0] + markets_first[0]),
                0.5 * (goods_first[1] + markets_first[1]),
            ),
        }[order]
        rest = float(exact_sum((now - then - then * cell).ravel()))
    return MarketShare(change, world, commodity, market, rest)


def shift_share(
    base: ArrayLike | Labelled,
    current: ArrayLike | Labelled,
    reference_base: ArrayLike | Labelled,
    reference_current: ArrayLike | Labelled,
) -> ShiftShare:
    """Take the change of a province's industries apart against the nation's.

    Parameters
    ----------
    base, current : array_like of real numbers, or labelled data, one-dimensional
        Values of the industries of the province in two periods.
    reference_base, reference_current : array_like of the same length, or with the same labels
        Values of the same industries of the nation.

    Returns
    -------
    ShiftShare
        ``national``: had all grown as the nation; ``mix``: for being in industries that grew
        faster; ``competitive``: for growing faster than the same industry of the nation.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        No real numbers; lengths that differ; a reference of zero where the province has a value.

    Notes
    -----
    A missing value makes its industry missing, and all where it stands in the reference.

    References
    ----------
    Dunn (1960), A statistical and analytical technique for regional analysis, Papers of the
    Regional Science Association 6.

    Examples
    --------
    >>> import hanoi_ct
    >>> found = hanoi_ct.shift_share([10.0, 20.0], [12.0, 25.0], [100.0, 100.0], [110.0, 130.0])
    >>> found.national.round(9), found.mix.round(9), found.competitive.round(9)
    (array([2., 4.]), array([-1.,  2.]), array([ 1., -1.]))
    """
    name = "shift_share"
    given: dict[str, Any] = {
        "base": base,
        "current": current,
        "reference_base": reference_base,
        "reference_current": reference_current,
    }
    if is_tabular(*given.values()):
        return ShiftShare(*(_one_part(given, field) for field in ShiftShare._fields))
    arrays = {key: float64_array(x, key, name, min_ndim=1) for key, x in given.items()}
    then, now, nation_then, nation_now = arrays.values()
    for key, x in arrays.items():
        if x.shape != then.shape or x.ndim != 1:
            raise ArgumentValueError(
                f"`{key}` of {name} must have one dimension and the length of `base`; "
                f"got {x.shape} and {then.shape}"
            )
    if np.any((nation_then == 0.0) & (then != 0.0)):
        raise ArgumentValueError(
            f"`reference_base` of {name} must be positive where `base` is; got 0"
        )
    with np.errstate(all="ignore"):
        whole = _rate(nation_now, nation_then, None)
        own = np.where(then == 0.0, whole, nation_now / nation_then - 1.0)
        national, mix = then * whole, then * own - then * whole
        return ShiftShare(now - then, national, mix, now - then - then * own)


def _one_part(given: dict[str, Any], field: str) -> Any:
    def of_arrays(*arrays: Any) -> Any:
        return getattr(shift_share(*arrays[:4]), field)

    return over_items(of_arrays, given, -1, "shift_share", kept=True)


def _rate(
    now: NDArray[np.float64], then: NDArray[np.float64], axis: int | None
) -> NDArray[np.float64]:
    """Return the growth of a total; of a total of zero there is none that is finite."""
    if axis is None:
        now, then, axis = now.ravel(), then.ravel(), 0
    return np.asarray(np.divide(exact_sum(now, axis=axis), exact_sum(then, axis=axis)) - 1.0)
