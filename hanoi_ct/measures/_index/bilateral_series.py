"""Series of bilateral indexes over the periods of a panel."""

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from hanoi_ct._inputs.overloads import over_panel
from hanoi_ct._inputs.validate import choice
from hanoi_ct._inputs.wide import of_products
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._calls.policies import MISSING, Missing
from hanoi_ct.measures._index.bilateral import Of, bilateral_index
from hanoi_ct.measures._index.formulas import Bilateral
from hanoi_ct.measures._index.panels import Columns, Panel, panel_of, place_of, refuse

Comparison = Literal["chained", "fixed_base", "period_on_period"]

_FUNCTION = "bilateral_series"


@over_panel
def bilateral_series(
    prices: ArrayLike | Any,
    quantities: ArrayLike | Any = None,
    formula: Bilateral = "fisher",
    *,
    comparison: Comparison = "chained",
    base: Any = 0,
    pb: ArrayLike | Any = None,
    qb: ArrayLike | Any = None,
    weight_period: Any = None,
    elasticity: float | None = None,
    of: Of = "prices",
    missing: Missing = "propagate",
    price: Any = None,
    quantity: Any = None,
    by: Any = None,
    time: Any = None,
    freq: str | None = None,
) -> Any:
    """Index of every period of a panel by a bilateral formula.

    Parameters
    ----------
    prices, quantities : array_like of real numbers, shape (n_items, n_periods), or labelled
        Positive prices, and quantities that are not negative; NaN where an item was not
        observed. Frames of pandas, polars or Arrow have their periods down the rows and one
        column an item; a DataArray has a dimension of time. A long table, a row for each item
        and period, is passed alone, with its columns named. Without quantities for formulas
        that use none.
    formula : str, default "fisher"
        As in `bilateral_index`.
    comparison : {"chained", "fixed_base", "period_on_period"}, default "chained"
        Each period with the one before, multiplied up; with `base`; or with the one before.
    base : int or label, default 0
        The base period, by its place or, of labelled data, by its label ("2018-08"); under
        "chained" the one where the index is 1.
    pb, qb : array_like of real numbers, shape (n_items,), optional
        Prices and quantities of a period of weights; or
    weight_period : int or label, optional
        the period of the panel from which they are taken.
    elasticity, of, missing
        As in `bilateral_index`. Under "omit" each comparison is of the items that are in both
        of its periods.
    price, quantity, by, time : str, optional
        Columns of a long table: of prices, quantities, items (a list if several columns
        together tell them apart) and periods.
    freq : str, optional
        The unit of the periods of labelled data, where their labels leave it open.

    Returns
    -------
    ndarray of float64, shape (n_periods,), or a column by period
        1 in the base period ("period_on_period": in the first). NaN where nothing can be
        compared, and in a chain from there on.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `bilateral_index`; the item and the period are named. Different shapes or labels,
        places outside the panel, periods of labelled data with a gap.

    References
    ----------
    IMF, ILO, OECD, UNECE, World Bank (2004), *Producer Price Index Manual: Theory and
    Practice*, chapter 15, on fixed-base and chained indexes, and chapter 19 for an example.

    Examples
    --------
    >>> import hanoi_ct
    >>> prices = [[1.0, 2.0, 1.0], [1.0, 1.0, 1.0]]
    >>> quantities = [[10.0, 4.0, 8.0], [10.0, 12.0, 11.0]]
    >>> hanoi_ct.bilateral_series(prices, quantities, "tornqvist").round(4)
    array([1.    , 1.366 , 1.0277])
    >>> hanoi_ct.bilateral_series(prices, formula="jevons", comparison="fixed_base").round(4)
    array([1.    , 1.4142, 1.    ])
    """
    kinds = {"chained": 0, "fixed_base": 1, "period_on_period": 2}
    kind = choice(comparison, kinds, "comparison", _FUNCTION)
    columns = Columns(price, quantity, by, time)
    panel = panel_of(prices, quantities, columns, freq, _FUNCTION)
    _check(panel, choice(missing, MISSING, "missing", _FUNCTION) == 2)
    n = panel.prices.shape[1]
    start = place_of(panel, base, "base", _FUNCTION)
    if kind == 2 and start:
        raise ArgumentValueError(
            f"`base` of {_FUNCTION} must be left out for comparison='period_on_period'; got {base}"
        )
    weights = _weights(panel, pb, qb, weight_period)
    before = np.full(n - 1, start) if kind == 1 else np.arange(n - 1)
    now = np.delete(np.arange(n), start) if kind == 1 else np.arange(1, n)
    p, q = panel.prices.T, None if panel.quantities is None else panel.quantities.T
    options = {"elasticity": elasticity, "of": of, "missing": missing, **weights}
    found = bilateral_index(
        p[before],
        p[now],
        None if q is None else q[before],
        None if q is None else q[now],
        formula,
        **options,
    )
    index = np.ones(n)
    index[now] = found
    if kind == 0:
        with np.errstate(all="ignore"):
            index = np.multiply.accumulate(index)
            index = index / index[start]
    return panel.labelled(index)


def _weights(panel: Panel, pb: Any, qb: Any, weight_period: Any) -> dict[str, Any]:
    """Return prices and quantities of the period of weights, as they are given."""
    if weight_period is not None:
        if pb is not None or qb is not None:
            raise ArgumentValueError(
                f"`weight_period` of {_FUNCTION} must be left out with `pb` or `qb`; got both"
            )
        at = place_of(panel, weight_period, "weight_period", _FUNCTION)
        quantity = None if panel.quantities is None else panel.quantities[:, at]
        return {"pb": panel.prices[:, at], "qb": quantity}
    items = panel.items or []
    return {
        name: x if x is None else of_products(x, items, name, "prices", _FUNCTION)
        for name, x in (("pb", pb), ("qb", qb))
    }


def _check(panel: Panel, complete: bool) -> None:
    """Refuse what no formula takes, by the item and the period; the formula refuses the rest."""
    p, q = panel.prices, panel.quantities
    rule = "positive and finite, NaN where not observed"
    refuse(panel, p, "prices", (p <= 0.0) | np.isinf(p), rule, _FUNCTION)
    if q is not None:
        wrong = (q < 0.0) | np.isinf(q)
        refuse(panel, q, "quantities", wrong, "finite and not negative", _FUNCTION)
    for name, x in (("prices", p), ("quantities", q)):
        if complete and x is not None:
            rule = "given under missing='raise'"
            refuse(panel, x, name, np.isnan(x), rule, _FUNCTION)
