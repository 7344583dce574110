"""Base prices of a survey: the price that each later one of a product is compared with."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.columns import is_there, named_column
from hanoi_ct._inputs.long import Long, long_of, rows_of, table_like
from hanoi_ct._inputs.times import package_of
from hanoi_ct._inputs.validate import first_position, shown
from hanoi_ct._inputs.wide import over_time
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.measures._index.links import link_calendar, rows_of_months
from hanoi_ct.measures._index.means_of_ratios import mean_of, means_of_groups

_Flags = NDArray[np.bool_]

_FUNCTION = "base_prices"
_NO_BASE = "no base price: no other product of its aggregate is compared in this period"


class BasePrices(NamedTuple):
    """An index within the year, the base prices behind it, and the prices left out of it."""

    index: Any
    table: Any
    excluded: Any


def base_prices(
    x: Any,
    *,
    value: Any,
    by: Any,
    time: Any,
    groups: Any = None,
    link: Any = 12,
    replaced: Any = None,
    adjustment: Any = None,
    exclusion: Any = None,
    weights: Any = None,
    formula: str | float = "jevons",
    freq: str | None = None,
) -> BasePrices:
    """Base price of each product of a survey, and the index of the prices over them.

    The base price is that of the base month, carried to the next one. A product without it,
    since it is new or replaces another, gets one at its first price: this price over the
    index of its aggregate, so that it comes in without moving the index.

    Parameters
    ----------
    x : long table
        A DataFrame of pandas or polars or an Arrow table with a row for each product and
        period. A product without a row in a period has no price there.
    value, by, time : str
        Columns of prices, positive; of products (a list if several columns together tell
        them apart); of periods, without a gap.
    groups : str, optional
        The column of elementary aggregates; by default all products are of one.
    link : int, tuple of int, or mapping, default 12
        The base month, in which a period ends, or several, or a mapping of years to months
        from which each holds: the `link` of `chain`, `unchain` and
        `hanoi_ct.hierarchy.Hierarchy.chain_linked`. The first period is a base, too.
    replaced : str, optional
        The column that says (True) where the price is that of a replacement of another
        quality, which cannot be told: its base price is imputed anew.
    adjustment : str, optional
        The column of quality adjustment factors: 1.25 where what is priced from this period
        on is worth 1.25 times what was priced before. The base price is multiplied by it.
        1, or none, is no adjustment.
    exclusion : str, optional
        The column of reasons, in words, why a price is left out in its period; missing, or
        empty, where it is not. One left out in the base month is no base price.
    weights : str, optional
        The column of weights, as in `elementary_index`; that of the period of the base price
        serves, for an imputed one that of the product's first price.
    formula : {"jevons", "dutot", "carli", "harmonic", "cswd"} or float, default "jevons"
        As in `elementary_index`.
    freq : str, optional
        The unit of the periods, where their labels leave it open; as in `growth`.

    Returns
    -------
    BasePrices
        Three tables of the library of `x`. ``index``: of each group by period, over the base
        month before (1 in the first period), which `chain` with the same `link` and
        ``chain_linked(..., in_year=True)`` take. ``table``: a row for each period and product
        with the price, the ``base_price`` it is compared with and whether this was
        ``imputed``. ``excluded``: the prices left out, each with its ``reason``; also those
        for which no base price can be imputed, as nothing else of their aggregate is compared.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        No long table, or one with a gap in its periods or two rows for a product and period;
        prices or factors that are not positive; a product that is both replaced and adjusted
        in a period; reasons that are no text; weights that are missing or negative; a `link`
        in which no period ends.

    Notes
    -----
    A product without a price in the base month has no base price after it until it is priced
    again, and is then taken as new. To keep what it moved by in between, fill its price first
    (`hanoi_ct.hierarchy.impute_prices`). An adjustment in the base month holds for the price
    of this month over the base before; the new base price is of the new quality.

    References
    ----------
    IMF, ILO, OECD, UNECE, World Bank (2004), *Producer Price Index Manual: Theory and
    Practice*, chapters 7 to 9, on quality adjustment, replacements and new products. Office
    for National Statistics (2019), *Consumer Prices Indices Technical Manual*, on base prices.

    Examples
    --------
    >>> import hanoi_ct
    >>> import pandas
    >>> rows = pandas.DataFrame(
    ...     [["2017-12", "lager", 10], ["2018-01", "lager", 11], ["2018-02", "lager", 12],
    ...      ["2018-01", "stout", 22], ["2018-02", "stout", 24.2]],
    ...     columns=["month", "product", "price"],
    ... )
    >>> found = hanoi_ct.base_prices(rows, value="price", by="product", time="month")
    >>> found.table.dropna()[["month", "product", "base_price", "imputed"]].values.tolist()[-2:]
    [['2018-02', 'lager', 10.0, False], ['2018-02', 'stout', 20.0, True]]
    >>> found.index.round(3).tolist()
    [1.0, 1.1, 1.205]
    """
    mean, power = mean_of(formula, _FUNCTION)
    long = long_of(x, by, time, freq, "x", _FUNCTION)
    survey = _read(long, value, replaced, adjustment, exclusion, weights, zero=mean == 1)
    codes, first, order, group = _groups(long, groups)
    calendar = link_calendar(_listed(long.times), _FUNCTION, freq)
    is_base = np.zeros(len(long.times), dtype=bool)
    is_base[rows_of_months(calendar, link, _FUNCTION)] = True

    def means(base: Floats, price: Floats, weight: Floats | None) -> Floats:
        pair = np.column_stack([base, price])[order]
        each = None if weight is None else weight[order, np.newaxis]
        return means_of_groups(pair, first, mean, 0, each, power, 0)[:, 1]

    found = _Found(
        np.full((max(len(codes), 1), len(long.times)), np.nan),
        np.full(survey.price.shape, np.nan),
        np.zeros(survey.price.shape, dtype=bool),
        survey.reasons.copy(),
    )
    _carry(survey, is_base, group, means, found)
    index = over_time(found.over_base[0], long.wide(value))
    if groups is not None:
        index = over_time(found.over_base, long.wide(value), codes)
    names = [time, *(by if isinstance(by, (list, tuple)) else [by])]
    names += [groups] if groups is not None and groups not in names else []
    return BasePrices(index, *_tables(long, names, value, found))


class _Survey(NamedTuple):
    """What a survey says of each product (rows) in each period (columns)."""

    long: Long
    price: Floats  # missing where it is left out
    replaced: _Flags
    factor: Floats
    reasons: NDArray[Any]  # "" where there is none
    weight: Floats | None


class _Found(NamedTuple):
    over_base: Floats  # of each group
    base: Floats
    imputed: _Flags
    reasons: NDArray[Any]


@np.errstate(all="ignore")  # a quotient by an index of 0 or none is no base price
def _carry(survey: _Survey, is_base: _Flags, group: Any, means: Any, found: _Found) -> None:
    """Fill in base prices and indexes, one period after the other."""
    base = np.array(survey.price[:, 0]) if survey.price.shape[1] else np.empty(0)
    weight = None if survey.weight is None else np.array(survey.weight[:, 0:1].ravel())
    imputed = np.zeros(len(base), dtype=bool)
    found.over_base[:, :1] = 1.0
    for t in range(survey.price.shape[1]):
        price = survey.price[:, t]
        if t:
            base = base * survey.factor[:, t]
            base[survey.replaced[:, t]] = np.nan
            _check_weights(survey, weight, ~np.isnan(base), t)
            found.over_base[:, t] = means(base, price, weight)
            new = np.isnan(base) & ~np.isnan(price)
            base[new] = price[new] / found.over_base[group[new], t]
            base[np.isinf(base)] = np.nan
            imputed[new] = True
            if weight is not None and survey.weight is not None:
                weight[new] = survey.weight[new, t]
            found.reasons[new & np.isnan(base), t] = _NO_BASE
        found.base[:, t] = base
        found.imputed[:, t] = imputed & ~np.isnan(base)
        if is_base[t]:
            base, imputed = np.array(price), np.zeros(len(base), dtype=bool)
            weight = None if survey.weight is None else np.array(survey.weight[:, t])


def _check_weights(survey: _Survey, weight: Floats | None, compared: _Flags, t: int) -> None:
    if weight is None:
        return
    refused = compared & ~((weight >= 0.0) & (weight < np.inf))
    if refused.any():
        row = int(refused.argmax())
        raise ArgumentValueError(
            f"`weights` of {_FUNCTION} must be finite and not negative where a product has a base "
            f"price; got {weight[row]} for {_where(survey.long, row, t)}, from the period of its "
            f"base price"
        )


# ---- what is given ----------------------------------------------------------------------


def _read(
    long: Long,
    value: Any,
    replaced: Any,
    adjustment: Any,
    exclusion: Any,
    weights: Any,
    *,
    zero: bool,
) -> _Survey:
    price = long.grid(value)
    _refuse(price < 0.0 if zero else price <= 0.0, price, long, value, "positive")
    reasons = np.full(price.shape, "", dtype=object)
    anew = np.zeros(price.shape, dtype=bool)
    factor = np.ones(price.shape)
    if exclusion is not None:
        said = [_reason(each) for each in _column(long, exclusion)]
        reasons[long.product, long.period] = np.array(said, dtype=object)
    if replaced is not None:
        flags = [_flag(each) for each in _column(long, replaced)]
        anew[long.product, long.period] = np.array(flags, dtype=bool)
    if adjustment is not None:
        given = long.grid(adjustment)
        factor = np.where(np.isnan(given), 1.0, given)
        wrong = ~((factor > 0.0) & (factor < np.inf))
        _refuse(wrong, factor, long, adjustment, "positive and finite")
    both = anew & (factor != 1.0)
    if both.any():
        _, (row, t) = first_position(both)
        raise ArgumentValueError(
            f"a product of {_FUNCTION} must be replaced or adjusted in a period, not both; got "
            f"both for {_where(long, row, t)}: a replacement that is adjusted for quality is not "
            f"`replaced`"
        )
    kept = np.where(reasons == "", price, np.nan)
    each = None if weights is None else long.grid(weights)
    return _Survey(long, kept, anew, factor, reasons, each)


def _refuse(refused: _Flags, values: Floats, long: Long, column: Any, rule: str) -> None:
    if refused.any():
        count, (row, t) = first_position(refused)
        raise ArgumentValueError(
            f"`x[{column!r}]` of {_FUNCTION} must be {rule}; got {values[row, t]} for "
            f"{_where(long, row, t)}{f' (the first of {count})' if count > 1 else ''}"
        )


def _where(long: Long, row: int, t: int) -> str:
    return f"{shown(long.products[row])} in period {shown(_listed(long.times)[t])}"


def _column(long: Long, name: Any) -> list[Any]:
    return _listed(named_column(long.table, name, _FUNCTION, "x"))


def _listed(column: Any) -> list[Any]:
    package = package_of(column)
    listed: list[Any] = (
        column.tolist()
        if package == "pandas"
        else column.to_list()
        if package == "polars"
        else column.to_pylist()
    )
    return listed


def _reason(given: Any) -> str:
    if isinstance(given, str):
        return given.strip()
    if is_there(given):
        raise ArgumentTypeError(
            f"`exclusion` of {_FUNCTION} must name a column of reasons in words, missing where "
            f"a price is not left out; got {shown(given)}"
        )
    return ""


def _flag(given: Any) -> bool:
    if not is_there(given):
        return False
    if not isinstance(given, str) and given in (0, 1):
        return bool(given)
    raise ArgumentTypeError(
        f"`replaced` of {_FUNCTION} must name a column of True and False; got {shown(given)}"
    )


def _groups(long: Long, groups: Any) -> tuple[list[Any], Any, Any, Any]:
    """Return the groups in the order of first products, and how products stand in them."""
    each = [None] * len(long.products)
    if groups is not None:
        each = long.one_a_product(groups, "groups")
    number: dict[Any, int] = {}
    group = np.array([number.setdefault(code, len(number)) for code in each], dtype=np.intp)
    order = np.argsort(group, kind="stable")
    first = np.flatnonzero(np.diff(group[order], prepend=-1))
    return list(number), first, order, group


# ---- what is returned -------------------------------------------------------------------


def _tables(long: Long, names: list[Any], value: Any, found: _Found) -> tuple[Any, Any]:
    """Return base prices, and what was left out, in order of periods and products."""
    made = {"base_price", "imputed", "reason"} & {*names, value}
    if made:
        raise ArgumentValueError(
            f"columns of {_FUNCTION} must not be called {min(made)!r}, as one of the result is; "
            f"got it among the names: rename it"
        )
    price = long.grid(value)
    every = np.arange(price.size)
    table = _rows(long, names, every)
    table[value] = price.T.ravel()
    table["base_price"] = found.base.T.ravel()
    table["imputed"] = found.imputed.T.ravel()
    some = np.flatnonzero((found.reasons != "").T.ravel())
    left = _rows(long, names, some)
    left[value] = price.T.ravel()[some]
    left["reason"] = np.array(found.reasons.T.ravel()[some], dtype=str)
    return table_like(long.table, table), table_like(long.table, left)


def _rows(long: Long, names: list[Any], places: NDArray[np.intp]) -> dict[Any, Any]:
    n = max(len(long.products), 1)
    period, product = places // n, places % n
    columns = {names[0]: rows_of(long.times, period, names[0])}
    return columns | {name: long.rows(name, product) for name in names[1:]}
