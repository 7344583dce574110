"""Imputation of missing prices of products from the indexes above them."""

from collections.abc import Callable
from typing import Any, Literal, NoReturn

import numpy as np

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.long import Long, long_of, rows_of, table_like
from hanoi_ct._inputs.validate import choice, first_position, float64_array, shown
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy._aggregating import Hierarchy
from hanoi_ct.hierarchy._period_on_period import PeriodOnPeriodIndex

_FUNCTION = "impute_prices"
_METHODS = {"overall_mean": 0, "carry_forward": 1, "carry_backward": 2}


def impute_prices(
    prices: Any,
    products: Hierarchy | None = None,
    hierarchy: Hierarchy | None = None,
    weights: Any = None,
    *,
    method: Literal["overall_mean", "carry_forward", "carry_backward"] = "overall_mean",
    product_weights: Any = None,
    elementary_order: float = 0.0,
    order: float = 1.0,
    value: Any = None,
    by: Any = None,
    time: Any = None,
    aggregate: Any = None,
    freq: str | None = None,
) -> Any:
    """Fill missing prices with the price before, moved by the index of their aggregate.

    The index is that of the products of the same elementary aggregate that are priced
    in both periods; where there is none, that of the nearest node above (class mean,
    overall mean). An imputed price serves as the price before in the next period. Other
    methods carry the last price forward or the next one backward.

    Parameters
    ----------
    prices : array_like of real numbers, or long table
        Positive; one row a product in the order of ``products.leaves``, one column a
        period. Or a DataFrame of pandas or polars or an Arrow table with a row for each
        product and period, its columns named with `value`, `by`, `time` and `aggregate`; a
        product without a row in a period is missing there.
    products : Hierarchy, optional
        Each elementary aggregate above its products. Its roots are the leaves of
        `hierarchy`. Not of a long table, which says it in a column.
    hierarchy : Hierarchy, optional
        The tree above the elementary aggregates; needed for the overall mean.
    weights : array_like or mapping, optional
        Base weights of the leaves of `hierarchy`; updated from period to period. Needed
        for the overall mean.
    method : {"overall_mean", "carry_forward", "carry_backward"}, default "overall_mean"
        How a price is filled: moved by the indexes above, the last one, or the next one.
    product_weights : array_like of real numbers, or str, optional
        The weight of each product in its elementary aggregate, by default equal; of a long
        table the name of a column, which says the same in all rows of a product.
    elementary_order : float, default 0
        The order of the mean within an elementary aggregate; 0 is Jevons.
    order : float, default 1
        The order of the means above.
    value, by, time, aggregate : str, optional
        Columns of a long table: of prices, of products (a list if several columns together
        tell them apart), of periods, of elementary aggregates.
    freq : str, optional
        The unit of the periods of a long table, where their labels leave it open; as in
        `hanoi_ct.growth`.

    Returns
    -------
    ndarray of float64, or table
        In the shape of `prices`. A product stays missing until its first price (under
        "carry_backward", after its last): there is nothing to move. Of a long table one of
        the same library with a row for each period and product, in this order, of time,
        product, aggregate and price, and a column `imputed` that says which were filled.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        Prices that are not positive, of another number of products; trees that do not
        fit together; a period in which no product is priced twice running; a long table
        with a gap in its periods, two rows for a product and period, or a product in two
        aggregates.

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
    >>> import pandas
    >>> rows = pandas.DataFrame(
    ...     [["2018-08", "a1", "A", 5], ["2018-09", "a1", "A", 6], ["2018-08", "a2", "A", 10],
    ...      ["2018-08", "b1", "B", 4], ["2018-09", "b1", "B", 4]],
    ...     columns=["month", "product", "class", "price"],
    ... )
    >>> filled = impute_prices(
    ...     rows, hierarchy=tree, weights={"A": 1, "B": 1},
    ...     value="price", by="product", time="month", aggregate="class",
    ... )
    >>> filled[filled["imputed"]].values.tolist()
    [['2018-09', 'a2', 'A', 12.0, True]]
    """
    means = choice(method, _METHODS, "method", _FUNCTION)
    orders = elementary_order, order
    for name, tree in (("products", products), ("hierarchy", hierarchy)):
        if tree is not None and not isinstance(tree, Hierarchy):
            raise ArgumentTypeError(
                f"`{name}` of {_FUNCTION} must be a Hierarchy; got {shown(tree)}"
            )
    if any(each is not None for each in (value, by, time, aggregate)):
        named = value, by, time, aggregate, freq
        return _of_long(prices, named, products, hierarchy, weights, product_weights, means, orders)
    values = float64_array(prices, "prices", _FUNCTION, min_ndim=2)
    if values.ndim != 2 or (products is not None and values.shape[0] != len(products.leaves)):
        many = (
            "each product" if products is None else f"each of the {len(products.leaves)} products"
        )
        raise ArgumentValueError(
            f"`prices` of {_FUNCTION} must have one row for {many}; got shape {values.shape}"
        )
    names = [f"row {row}" for row in range(len(values))]
    if products is not None:
        names = [repr(code) for code in products.leaves]
    _refuse_not_positive(values, lambda row, column: f"{names[row]} in column {column}")
    if means:
        return _carried(values, means)
    if products is None or hierarchy is None or weights is None:
        _ask_for_trees("`products`, `hierarchy` and `weights`")
    return _moved(values, products, hierarchy, weights, product_weights, *orders)


def _ask_for_trees(needed: str) -> NoReturn:
    raise ArgumentTypeError(
        f"{needed} of {_FUNCTION} must be given for method='overall_mean'; got None: pass them, or "
        f"method='carry_forward' or 'carry_backward', which need none"
    )


def _refuse_not_positive(values: Floats, said: Callable[[int, int], str]) -> None:
    refused = values <= 0.0
    if refused.any():
        count, (row, column) = first_position(refused)
        raise ArgumentValueError(
            f"`prices` of {_FUNCTION} must be positive; got {values[row, column]} for "
            f"{said(row, column)}{f' (the first of {count})' if count > 1 else ''}"
        )


def _carried(values: Floats, means: int) -> Floats:
    """Return prices with the last one, or the next one, where one is missing."""
    order = slice(None) if means == _METHODS["carry_forward"] else slice(None, None, -1)
    turned = values[:, order]
    last = np.where(np.isnan(turned), 0, np.arange(turned.shape[1]))
    last = np.maximum.accumulate(last, axis=1) if last.size else last
    filled: Floats = np.take_along_axis(turned, last, axis=1)[:, order]
    return np.ascontiguousarray(filled)


def _moved(
    values: Floats,
    products: Hierarchy,
    hierarchy: Hierarchy,
    weights: Any,
    product_weights: Any,
    elementary_order: float,
    order: float,
) -> Floats:
    """Return prices with those before, moved by the indexes above, where one is missing."""
    odd = {hierarchy.spelled(root) for root in products.roots} ^ set(hierarchy.leaves)
    if odd:
        raise ArgumentValueError(
            f"elementary aggregates, the roots of `products` or what `aggregate` names, of "
            f"{_FUNCTION} must be the leaves of `hierarchy`; got {min(odd)!r} in one only"
        )
    filled = values.copy()
    aggregate_of = [products.ancestors(product)[-1] for product in products.leaves]
    each = np.ones(len(products.leaves)) if product_weights is None else product_weights
    current = weights
    for t in range(1, values.shape[1]):
        links = (values[:, t] / filled[:, t - 1])[:, np.newaxis]
        within = products.aggregate(
            links, each, kind="period_on_period", order=elementary_order, missing="reweight"
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


def _of_long(
    table: Any,
    named: tuple[Any, ...],
    products: Any,
    hierarchy: Hierarchy | None,
    weights: Any,
    product_weights: Any,
    means: int,
    orders: tuple[float, float],
) -> Any:
    """Return the prices of a long table as one with a row for every period and product."""
    value, by, time, aggregate, freq = named
    if products is not None or value is None or aggregate is None:
        raise ArgumentTypeError(
            f"`prices` of {_FUNCTION} must be a long table with value=, by=, time= and aggregate= "
            f"and without `products`, or an array without these; got value={shown(value)}, "
            f"aggregate={shown(aggregate)}, products={shown(products)}"
        )
    long = long_of(table, by, time, freq, "prices", _FUNCTION)
    values = long.grid(value)
    at = lambda row, t: f"{shown(long.products[row])} in period {shown(long.times[t])}"  # noqa: E731
    _refuse_not_positive(values, at)
    aggregates = long.one_a_product(aggregate, "aggregate")
    if means:
        filled = _carried(values, means)
    else:
        if hierarchy is None or weights is None:
            _ask_for_trees("`hierarchy` and `weights`")
        names = [f"product {row}" for row in range(len(aggregates))]
        below = Hierarchy.from_columns([aggregates, names])
        each = product_weights
        if each is not None:
            each = np.array(long.one_a_product(each, "product_weights"), dtype=np.float64)
        filled = _moved(values, below, hierarchy, weights, each, *orders)
    return _as_long(long, (value, by, time, aggregate), values, filled)


def _as_long(long: Long, named: tuple[Any, ...], values: Floats, filled: Floats) -> Any:
    value, by, time, aggregate = named
    names = [time, *(by if isinstance(by, (list, tuple)) else [by])]
    names += [] if aggregate in names else [aggregate]
    if "imputed" in (*names, value):
        raise ArgumentValueError(
            f"columns of {_FUNCTION} must not be called 'imputed', as one of the result is; got it "
            f"among the names: rename it"
        )
    n_products, n_periods = values.shape
    product = np.tile(np.arange(n_products), n_periods)
    columns = {time: rows_of(long.times, np.repeat(np.arange(n_periods), n_products), time)}
    columns |= {name: long.rows(name, product) for name in names[1:]}
    columns[value] = filled.T.ravel()
    columns["imputed"] = (np.isnan(values) & ~np.isnan(filled)).T.ravel()
    return table_like(long.table, columns)
