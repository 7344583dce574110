"""Imputation of missing prices of products from the indexes above them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.validate import first_position, float64_array
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.hierarchy._aggregating import Hierarchy
from hanoi_ct.hierarchy._index import PeriodOnPeriodIndex

_Floats = NDArray[np.float64]


def impute_prices(
    prices: Any,
    products: Hierarchy,
    hierarchy: Hierarchy,
    weights: Any,
    *,
    elementary_order: float = 0.0,
    order: float = 1.0,
) -> _Floats:
    """Fill missing prices with the price before, moved by the index of their aggregate.

    The index is that of the products of the same elementary aggregate that are priced
    in both periods; where there is none, that of the nearest node above (class mean,
    overall mean). An imputed price serves as the price before in the next period.

    Parameters
    ----------
    prices : array_like of real numbers
        Positive; one row a product in the order of ``products.leaves``, one column a
        period.
    products : Hierarchy
        Each elementary aggregate above its products. Its roots are the leaves of
        `hierarchy`.
    hierarchy : Hierarchy
        The tree above the elementary aggregates.
    weights : array_like or mapping
        Base weights of the leaves of `hierarchy`; updated from period to period.
    elementary_order : float, default 0
        The order of the mean within an elementary aggregate; 0 is Jevons.
    order : float, default 1
        The order of the means above.

    Returns
    -------
    ndarray of float64
        In the shape of `prices`. A product stays missing until its first price: there
        is nothing to move.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        Prices that are not positive, of another number of products; trees that do not
        fit together; a period in which no product is priced twice running.

    References
    ----------
    IMF, ILO, OECD, UNECE, World Bank (2004), *Producer Price Index Manual: Theory and
    Practice*, chapter 9, on temporarily missing prices.

    Examples
    --------
    >>> from hanoi_ct.hierarchy import Hierarchy, impute_prices
    >>> products = Hierarchy.from_columns([["A", "A", "B"], ["a1", "a2", "b1"]])
    >>> tree = Hierarchy.from_parents({"T": None, "A": "T", "B": "T"})
    >>> impute_prices([[5, 6], [10, float("nan")], [4, 4]], products, tree, [1, 1])[1]
    array([10., 12.])
    """
    function = "impute_prices"
    values = float64_array(prices, "prices", function, min_ndim=2)
    if values.ndim != 2 or values.shape[0] != len(products.leaves):
        raise ArgumentValueError(
            f"`prices` of {function} must have one row for each of the {len(products.leaves)} "
            f"products; got shape {values.shape}"
        )
    odd = set(products.roots) ^ set(hierarchy.leaves)
    if odd:
        raise ArgumentValueError(
            f"roots of `products` of {function} must be the leaves of `hierarchy`; got {min(odd)!r}"
        )
    refused = values <= 0.0
    if refused.any():
        count, (row, column) = first_position(refused)
        raise ArgumentValueError(
            f"`prices` of {function} must be positive; got {values[row, column]} for "
            f"{products.leaves[row]!r} in column {column}"
            f"{f' (the first of {count})' if count > 1 else ''}"
        )
    filled = values.copy()
    aggregate_of = [products.ancestors(product)[-1] for product in products.leaves]
    current = weights
    for t in range(1, values.shape[1]):
        links = (values[:, t] / filled[:, t - 1])[:, np.newaxis]
        within = products.aggregate(
            links,
            np.ones(len(products.leaves)),
            kind="period_on_period",
            order=elementary_order,
            missing="reweight",
        )
        above = hierarchy.aggregate(
            [within[code] for code in hierarchy.leaves],
            current,
            kind="period_on_period",
            order=order,
            missing="parent",
            update=True,
        )
        moved = filled[:, t - 1] * [above[code][0] for code in aggregate_of]
        filled[:, t] = np.where(np.isnan(values[:, t]), moved, values[:, t])
        assert isinstance(above, PeriodOnPeriodIndex)
        after = above.updated_weights()
        current = [after[code] for code in hierarchy.leaves]
    return filled
