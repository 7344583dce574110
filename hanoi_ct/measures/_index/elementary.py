"""The elementary step: one index from the prices, or quantities, of a few products."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.columns import is_there
from hanoi_ct._inputs.labels import no_labels
from hanoi_ct._inputs.libraries import library_of
from hanoi_ct._inputs.long import long_of
from hanoi_ct._inputs.overloads import Labelled
from hanoi_ct._inputs.spelling import all_in_nfc, in_nfc
from hanoi_ct._inputs.tabular import dimensions, is_tabular, take
from hanoi_ct._inputs.validate import (
    choice,
    first_position,
    float64_array,
    name_place,
    refuse_dimensions,
    refused_at,
    shown,
)
from hanoi_ct._inputs.wide import consecutive, of_products, over_time, wide_of
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.measures._calls.along import refuse_missing
from hanoi_ct.measures._calls.policies import MISSING, UNMATCHED, Missing
from hanoi_ct.measures._index.bilateral import elasticity_of, known_formula
from hanoi_ct.measures._index.elementary_overloads import (
    Base,
    Formula,
    Unmatched,
    elementary,
)
from hanoi_ct.measures._index.formulas import FORMULAS, Bilateral, Pair
from hanoi_ct.measures._index.means_of_ratios import (
    mean_of,
    means_of_groups,
    refuse_not_positive,
    unmatched_in,
)

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import xarray as xr


_WEIGHTED = {"laspeyres": 0, "paasche": 1, "fisher": 2, "walsh": 3, "tornqvist": 4}

# What needs prices in one unit, or those of a third period, has no form in relatives.
_NOT_OF_RELATIVES = {"dutot", "lowe", "young", "geometric_lowe", "geometric_young"}
_NOT_OF_RELATIVES |= {"hybrid", "geometric_hybrid"}
_W = ("w0", "w1")


@elementary
def elementary_index(
    x: Any,
    *,
    groups: Any = None,
    formula: Formula | float = "jevons",
    base: Base = "previous",
    weights: Any = None,
    unmatched: Unmatched = "omit",
    value: Any = None,
    by: Any = None,
    time: Any = None,
    unit: Any = None,
    freq: str | None = None,
) -> Any:
    """Index of an elementary aggregate from the prices or quantities of its products.

    Parameters
    ----------
    x : array_like of real numbers, or labelled data
        Prices or quantities, positive (under "dutot" 0 too), one row a product (or the report
        of an establishment on it), one column a period. A frame of pandas, polars or Arrow has
        its periods down the rows and one column a product; a DataArray has a dimension of
        time. A long table, a row for each product and period, has its columns named with
        `value`, `by` and `time`.
    groups : sequence, optional
        The elementary aggregate of each product, such as the code of a leaf of an index
        tree; by default all are of one. A pandas Series is matched by its index with the
        products of a frame. Of a long table the name of a column.
    formula : {"jevons", "dutot", "carli", "harmonic", "cswd"} or float, default "jevons"
        "jevons": geometric mean of the products' ratios. "dutot": ratio of sums (of
        prices, or of physical volumes in one unit). "carli": arithmetic mean of the
        ratios; chained, it drifts upwards. "harmonic": their harmonic mean. "cswd":
        geometric mean of Carli and harmonic. A number is the order of the mean of the ratios:
        0 is Jevons, 1 Carli, -1 harmonic.
    base : {"previous", "first"}, default "previous"
        Compare each period with the one before (links of a chain) or with the first.
    weights : array_like of real numbers, optional
        Of each product, or of each product and period, not negative; those of the period
        compared with serve. Under "dutot" quantities of which the prices are, so that
        it becomes Laspeyres' or Lowe's index; else values. Of a long table the name of a
        column.
    unmatched : {"omit", "propagate", "raise"}, default "omit"
        What a product does that is there in one only of the two periods compared: it is left
        out, makes the index of its aggregate missing, or is an error that names it. One that
        is in neither is not in the sample.
    value, by, time : str, optional
        Columns of a long table: of prices or quantities, of products (a list if several
        columns together tell them apart), of periods.
    unit : str, optional
        The column of a long table with the unit of measure: a product must keep its unit, and
        under "dutot" all of an aggregate must have the same.
    freq : str, optional
        The unit of the periods of labelled data, where their labels leave it open: "M", "Q",
        "Y" ...; as in `growth`.

    Returns
    -------
    ndarray of float64, or dict of them
        One ratio a period; 1 in the first. With `groups` one array for each, by group in
        the order of first rows, which `hanoi_ct.hierarchy.Hierarchy.aggregate` takes. Of
        labelled data a column of the index by period, or a frame of one column a group.
        Groups of a long table are in the order of their first products, products sorted.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        `x` is not a matrix of real numbers, holds a value that is not positive (named by
        row and column); `groups` has not one code a row; an unknown `formula` or `base`;
        labelled data whose periods have a gap, or whose time is on neither axis or both; a
        long table with two rows for a product and period; a weight that is missing or negative.

    Notes
    -----
    Only products that are there (not NaN) in both periods enter, without an estimate
    for the others; where there is none the index is NaN. Sums go from the first row of
    an aggregate to the last.

    References
    ----------
    IMF, ILO, OECD, UNECE, World Bank (2004), *Producer Price Index Manual: Theory and
    Practice*, chapter 9 and Table 9.1, and chapter 20.

    Examples
    --------
    >>> import hanoi_ct
    >>> prices = [[6, 6, 7], [7, 7, 6], [2, 3, 4], [5, 5, 5]]
    >>> hanoi_ct.elementary_index(prices, formula="carli").round(4)
    array([1.    , 1.125 , 1.0893])
    >>> volumes = [[10, 12], [30, 40], [8, 6]]
    >>> hanoi_ct.elementary_index(volumes, groups=["beer", "beer", "malt"], formula="dutot")
    {'beer': array([1. , 1.3]), 'malt': array([1.  , 0.75])}
    >>> import pandas
    >>> rows = pandas.DataFrame(
    ...     [["2018-08", "lager", "beer", 5, 1], ["2018-09", "lager", "beer", 6, 1],
    ...      ["2018-08", "stout", "beer", 4, 3], ["2018-09", "stout", "beer", 5, 3]],
    ...     columns=["month", "product", "class", "price", "sales"],
    ... )
    >>> hanoi_ct.elementary_index(
    ...     rows, value="price", by="product", time="month", groups="class", weights="sales",
    ...     formula="carli",
    ... )["beer"].round(4).tolist()
    [1.0, 1.2375]
    """
    function = "elementary_index"
    if any(name is not None for name in (value, by, time, unit)):
        options = {"formula": formula, "base": base, "unmatched": unmatched}
        return _of_long(x, groups, weights, (value, by, time, unit, freq), options)
    if is_tabular(x):
        return _of_table(x, groups, formula, base, freq, weights, unmatched)
    no_labels(freq, None, function)
    values = float64_array(x, "x", function, min_ndim=2)
    mean, power = mean_of(formula, function)
    against = choice(base, {"previous": 0, "first": 1}, "base", function)
    policy = choice(unmatched, UNMATCHED, "unmatched", function)
    if values.ndim > 2:
        raise ArgumentValueError(
            f"`x` of {function} must have 2 dimensions, products and periods; got {values.ndim}"
        )
    refuse_not_positive(values, "x", function, zero=mean == 1)
    if policy == 2:
        _refuse_unmatched(values, against)
    each = None if weights is None else _weights_of_products(weights, values, against)
    if groups is None:
        first = np.zeros(1, dtype=np.intp)
        only: Floats = means_of_groups(values, first, mean, against, each, power, policy)[0]
        return only
    codes, number = _numbered(groups, len(values))
    order = np.argsort(number, kind="stable")
    first = np.flatnonzero(np.diff(number[order], prepend=-1))
    each = None if each is None else each[order]
    found = means_of_groups(values[order], first, mean, against, each, power, policy)
    return dict(zip(codes, found, strict=True))


def _weights_of_products(weights: Any, values: Floats, against: int) -> Floats:
    """Return the weights of the periods compared with, one column for each after the first."""
    function = "elementary_index"
    each = float64_array(weights, "weights", function, min_ndim=1)
    if each.ndim == 1:
        each = np.broadcast_to(each[:, np.newaxis], (len(each), values.shape[1]))
    if each.shape != values.shape:
        raise ArgumentValueError(
            f"`weights` of {function} must have one weight for each of the {len(values)} products, "
            f"or the shape {values.shape} of `x`; got shape {np.shape(weights)}"
        )
    used = each[:, :1].repeat(max(values.shape[1] - 1, 0), 1) if against else each[:, :-1]
    before = values[:, :1] if against else values[:, :-1]
    needed = ~np.isnan(before) & ~np.isnan(values[:, 1:])
    refused = np.where(needed, ~((used >= 0.0) & (used < np.inf)), used < 0.0)
    if refused.any():
        count, (row, column) = first_position(refused)
        raise ArgumentValueError(
            f"`weights` of {function} must be finite and not negative where a product is compared; "
            f"got {used[row, column]} in row {row}, column {0 if against else column}"
            f"{f' (the first of {count})' if count > 1 else ''}"
        )
    return used


def _refuse_unmatched(values: Floats, against: int, said: Any = None) -> None:
    """Raise where a product is in one only of two periods; `said` names a row and a column."""
    refused = unmatched_in(values, against)
    if refused.any():
        count, (row, column) = first_position(refused)
        where = f"row {row}, column {column + 1}" if said is None else said(row, column + 1)
        raise ArgumentValueError(
            f"products of elementary_index must be in both periods compared under "
            f"unmatched='raise'; got one in one only, {where}"
            f"{f' (the first of {count})' if count > 1 else ''}: pass unmatched='omit' to leave "
            f"it out"
        )


def _of_long(x: Any, groups: Any, weights: Any, named: Any, options: dict[str, Any]) -> Any:
    """Return the index of a long table, by period, or of each group by period."""
    function = "elementary_index"
    value, by, time, unit, freq = named
    if value is None:
        raise ArgumentTypeError(
            f"`value` of {function} must name the column of prices or quantities; got None"
        )
    long = long_of(x, by, time, freq, "x", function)
    table = long.wide(value)
    group = [None] * len(long.products)
    group = group if groups is None else long.one_a_product(groups, "groups")
    if unit is not None:
        units = long.one_a_product(unit, "unit")
        if options["formula"] == "dutot":
            _refuse_units(group, units)
    if options["unmatched"] == "raise":
        against = choice(options["base"], {"previous": 0, "first": 1}, "base", function)
        said = lambda row, at: f"{shown(long.products[row])} in period {shown(long.times[at])}"  # noqa: E731
        _refuse_unmatched(table.values, against, said)
    each = None if weights is None else long.grid(weights)
    if groups is None:
        return over_time(elementary_index(table.values, weights=each, **options), table)
    indexes = elementary_index(table.values, groups=group, weights=each, **options)
    stacked = np.array(list(indexes.values())).reshape(len(indexes), table.values.shape[1])
    return over_time(stacked, table, list(indexes))


def _refuse_units(groups: list[Any], units: list[Any]) -> None:
    """Raise where a sum would go over quantities, or prices, of several units."""
    first: dict[Any, Any] = {}
    for group, unit in zip(groups, units, strict=True):
        if first.setdefault(group, unit) != unit:
            of = "all products" if group is None else shown(group)
            raise ArgumentValueError(
                f"`unit` of elementary_index must be one in an aggregate under formula='dutot'; "
                f"got {shown(first[group])} and {shown(unit)} in {of}: convert them, or take a "
                f"mean of ratios such as 'jevons'"
            )


def _of_table(
    x: Any, groups: Any, formula: Any, base: Any, freq: Any, weights: Any, unmatched: Any
) -> Any:
    """Return the index, or one a group, of a labelled table."""
    table = wide_of(x, "x", "elementary_index")
    consecutive(table, freq, "x", "elementary_index")
    each = of_products(weights, table.products, "weights", "x", "elementary_index")
    options = {"formula": formula, "base": base, "weights": each, "unmatched": unmatched}
    if groups is None:
        return over_time(elementary_index(table.values, **options), table)
    if library_of(groups) == "pandas" and all_in_nfc(groups.index) != all_in_nfc(table.products):
        raise ArgumentValueError(
            "`groups` of elementary_index must have the labels of the products of `x`, in order; "
            "got others: reindex it"
        )
    indexes = elementary_index(table.values, groups=groups, **options)
    stacked = np.array(list(indexes.values())).reshape(len(indexes), table.values.shape[1])
    return over_time(stacked, table, list(indexes))


def _numbered(
    groups: Sequence[Hashable] | NDArray[Any], n_rows: int
) -> tuple[dict[Hashable, int], NDArray[np.intp]]:
    """Return the number of each group, and of each row's."""
    rule = "`groups` of elementary_index must have one code for each of the"
    column = not isinstance(groups, (str, Mapping, Set)) and getattr(groups, "ndim", 1) == 1
    if not column or not isinstance(groups, Iterable):
        raise ArgumentTypeError(f"{rule} {n_rows} rows of `x`; got {shown(groups)}")
    # Arrow's values are objects of its own until they are asked for.
    listed = groups.to_pylist() if hasattr(groups, "to_pylist") else list(groups)
    if len(listed) != n_rows:
        raise ArgumentValueError(f"{rule} {n_rows} rows of `x`; got {len(listed)}")
    codes: dict[Hashable, int] = {}
    number = np.empty(n_rows, dtype=np.intp)
    for row, code in enumerate(listed):
        if not _is_code(code):
            raise ArgumentTypeError(f"{rule} {n_rows} rows of `x`; got {code!r} in row {row}")
        number[row] = codes.setdefault(in_nfc(code), len(codes))
    return codes, number


def _is_code(value: Any) -> bool:
    """Tell whether a value can stand for a group: there, and hashable."""
    try:
        hash(value)
    except TypeError:
        return False
    return is_there(value)


@overload
def index_of_relatives(
    relatives: pd.DataFrame,
    w0: Any,
    w1: Any = None,
    *,
    formula: Bilateral = "laspeyres",
    elasticity: float | None = None,
    missing: Missing = "propagate",
) -> pd.Series[float]: ...
@overload
def index_of_relatives(
    relatives: pd.Series[Any] | pl.Series,
    w0: Any,
    w1: Any = None,
    *,
    formula: Bilateral = "laspeyres",
    elasticity: float | None = None,
    missing: Missing = "propagate",
) -> float: ...
@overload
def index_of_relatives(
    relatives: xr.DataArray,
    w0: Any,
    w1: Any = None,
    *,
    formula: Bilateral = "laspeyres",
    elasticity: float | None = None,
    missing: Missing = "propagate",
) -> xr.DataArray: ...
@overload
def index_of_relatives(
    relatives: Labelled,
    w0: Any,
    w1: Any = None,
    *,
    formula: Bilateral = "laspeyres",
    elasticity: float | None = None,
    missing: Missing = "propagate",
) -> Labelled: ...
@overload
def index_of_relatives(
    relatives: ArrayLike,
    w0: ArrayLike,
    w1: ArrayLike | None = None,
    *,
    formula: Bilateral = "laspeyres",
    elasticity: float | None = None,
    missing: Missing = "propagate",
) -> Floats: ...
@np.errstate(all="ignore")  # infinities give NaN or infinity
def index_of_relatives(
    relatives: Any,
    w0: Any,
    w1: Any = None,
    *,
    formula: Bilateral = "laspeyres",
    elasticity: float | None = None,
    missing: Missing = "propagate",
) -> Any:
    """Index of weighted relatives; with the values of both periods, a superlative one.

    Parameters
    ----------
    relatives : array_like of real numbers, or labelled data
        Ratios of price (or quantity) of the current to the base period, positive; one
        row an item, and columns if there are several periods. A frame of pandas, polars or
        Arrow has its periods down the rows and one column an item; a Series has one item a
        row.
    w0 : array_like of real numbers, or labelled data
        Values of the items in the base period, in any unit; not negative. Labels must be
        those of the items.
    w1 : array_like of real numbers, or labelled data, optional
        Values in the current period, in the same unit; needed by all formulas but those of the
        base period, such as Laspeyres.
    formula : str, default "laspeyres"
        Any of `bilateral_index` but Dutot, Lowe, Young and the hybrid ones, with prices of 1 and
        the relatives.
        "laspeyres": arithmetic mean with the base values. "paasche": harmonic mean with
        the current values. "fisher": their geometric mean. "walsh" and "tornqvist": the
        other two superlative indexes.
    elasticity : float, optional
        Of substitution, for "lloyd_moulton" and the two means of arithmetic and geometric.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        What a missing relative (NaN) does: makes the index of its period missing, is left
        out with its weights, or is an error. A missing weight is an error but under "omit",
        where it leaves its item out.

    Returns
    -------
    ndarray of float64, or what is left of the labels
        One ratio a column of `relatives`; NaN where an item is missing, or under "omit" all
        are. Of a frame a column by period, of a Series a float.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        Arguments that are not real numbers, of shapes that do not fit, relatives that
        are not positive, weights negative or all zero, `w1` not given where it is
        needed, labels that differ.

    References
    ----------
    IMF, ILO, OECD, UNECE, World Bank (2004), *Producer Price Index Manual: Theory and
    Practice*, chapters 15 and 17.

    Examples
    --------
    >>> import hanoi_ct
    >>> float(hanoi_ct.index_of_relatives([1.5, 1.0], [50, 50], [60, 40], formula="paasche"))
    1.25
    >>> nan = float("nan")
    >>> float(hanoi_ct.index_of_relatives([1.5, 1.0, nan], [30, 10, 60], missing="omit"))
    1.375
    """
    function = "index_of_relatives"
    if is_tabular(relatives, w0, w1):
        return _relatives_of_table(relatives, w0, w1, (formula, elasticity), missing)
    ratio = float64_array(relatives, "relatives", function, min_ndim=1)
    substitution = _checked_formula(formula, elasticity)
    uses = FORMULAS[formula].uses
    second = "q1" in uses
    policy = choice(missing, MISSING, "missing", function)
    refuse_not_positive(ratio, "relatives", function)
    if second and w1 is None:
        raise ArgumentValueError(
            f"`w1` of {function} must be given for formula={formula!r}; got None"
        )
    if policy == 2:
        refuse_missing(ratio, 0, function, "relatives")
    weights = [_weights_of(w0, ratio, "w0", function)]
    if second:
        weights.append(_weights_of(w1, ratio, "w1", function))
    absent, none = np.zeros(ratio.shape, dtype=np.bool_), np.zeros(ratio.shape[1:], dtype=np.bool_)
    if policy == 1:
        absent = np.isnan(ratio)
        for each in weights:
            absent = absent | np.isnan(each)
        none = np.asarray(absent.all(axis=0))
        weights = [np.where(none, 1.0, np.where(absent, 0.0, each)) for each in weights]
        ratio = np.where(absent, 1.0, ratio)
    shares = [_value_shares(w, name, function) for w, name in zip(weights, _W, strict=False)]
    if formula in _WEIGHTED:
        index = _index_of_shares(ratio, *shares, kind=_WEIGHTED[formula])
    else:
        index = _of_values(ratio, weights, ~absent, formula, substitution)
    return np.where(none, np.nan, index)[()]


def _checked_formula(formula: Any, elasticity: Any) -> float:
    """Return the elasticity, NaN for formulas without one."""
    function = "index_of_relatives"
    known_formula(formula, function)
    if formula in _NOT_OF_RELATIVES:
        raise ArgumentValueError(
            f"`formula` of {function} must be one of relatives; got {formula!r}, which needs "
            "prices: use bilateral_index"
        )
    return elasticity_of(elasticity, FORMULAS[formula].elastic, formula, function)


def _of_values(
    ratio: Floats,
    weights: list[Floats],
    there: NDArray[np.bool_],
    formula: str,
    elasticity: float,
) -> Floats:
    """Return an index of prices of 1 and the relatives, with quantities that give the values."""
    shape = np.broadcast_shapes(ratio.shape, *(w.shape for w in weights))
    before, *rest = (np.broadcast_to(w, shape) for w in weights)
    now = rest[0] if rest else before
    one = np.ones(shape)
    relatives = np.broadcast_to(ratio, shape)
    figures = [one, relatives, before, now / relatives, one, one, np.where(there, one, 0.0)]
    pair = Pair(*(np.moveaxis(x, 0, -1) for x in figures), elasticity)  # type: ignore[arg-type, call-arg]
    with np.errstate(all="ignore"):
        return FORMULAS[formula].of(pair)


def _index_of_shares(ratio: Floats, s0: Floats, s1: Floats | None = None, *, kind: int) -> Floats:
    if kind == 0 or s1 is None:
        laspeyres: Floats = (s0 * ratio).sum(axis=0)
        return laspeyres
    if kind == 4:
        tornqvist: Floats = np.exp(((s0 + s1) / 2.0 * np.log(ratio)).sum(axis=0))
        return tornqvist
    if kind == 3:  # mean quantities enter: values of both periods over both prices
        both, root = np.sqrt(s0 * s1), np.sqrt(ratio)
        walsh: Floats = (both * root).sum(axis=0) / (both / root).sum(axis=0)
        return walsh
    paasche: Floats = 1.0 / (s1 / ratio).sum(axis=0)
    fisher: Floats = np.sqrt((s0 * ratio).sum(axis=0) * paasche)
    return paasche if kind == 1 else fisher


def _relatives_of_table(
    relatives: Any, w0: Any, w1: Any, formula: tuple[Any, Any], missing: Any
) -> Any:
    """Return the index of labelled relatives, or of plain ones with labelled weights."""
    function = "index_of_relatives"
    options: dict[str, Any] = {"formula": formula[0], "elasticity": formula[1], "missing": missing}
    if library_of(relatives) is None:
        given = [take(w, name, function).values if is_tabular(w) else w
                 for w, name in ((w0, "w0"), (w1, "w1"))]  # fmt: skip
        return index_of_relatives(relatives, *given, **options)
    frame = dimensions(relatives) == 2
    places: tuple[Any, ...]
    if frame:
        table = wide_of(relatives, "relatives", function)
        values, items, places = table.values, table.products, (table.products, table.times)
    else:
        taken = take(relatives, "relatives", function)
        values = taken.values
        if values.ndim == 0:
            refuse_dimensions(values, 1, "relatives", function)
        labels = taken.labels[0] if taken.library == "pandas" else None
        items = list(range(len(values)) if labels is None else labels)
        if taken.library == "xarray" and taken.labels[0] in relatives.coords:
            items = relatives[taken.labels[0]].values.tolist()
        places = (items,)
    weights = [
        of_products(w, items, name, "relatives", function) for w, name in ((w0, "w0"), (w1, "w1"))
    ]
    try:
        index = index_of_relatives(values, *weights, **options)
    except ArgumentValueError as error:
        name_place(error, places)
        raise
    return over_time(index, table) if frame else float(index)


def _weights_of(weights: Any, ratio: Floats, name: str, function: str) -> Floats:
    """Return weights in dimensions that go with those of the relatives."""
    each = float64_array(weights, name, function, min_ndim=1)
    if each.ndim < ratio.ndim:
        each = each.reshape(each.shape + (1,) * (ratio.ndim - each.ndim))
    if (
        each.ndim != ratio.ndim
        or any(a not in (1, b) for a, b in zip(each.shape[1:], ratio.shape[1:], strict=True))
        or each.shape[0] != ratio.shape[0]
    ):
        raise ArgumentValueError(
            f"`{name}` of {function} must have one weight for each of the {ratio.shape[0]} "
            f"relatives; got shape {np.shape(weights)}"
        )
    return each


@np.errstate(all="ignore")  # infinities give NaN or infinity
def _value_shares(each: Floats, name: str, function: str) -> Floats:
    whole = each.sum(axis=0)
    if not ((each >= 0.0).all() and ((whole > 0.0) & (whole < np.inf)).all()):
        rule = f"`{name}` of {function} must be finite, not negative and not all zero"
        wrong = ~(each >= 0.0)
        if wrong.any():
            count, position = first_position(wrong)
            raise refused_at(f"{rule}; got {each[position]}", position, count)
        raise ArgumentValueError(f"{rule}; got a sum of {np.ravel(whole)[np.argmin(whole)]}")
    share: Floats = each / whole
    return share
