"""The elementary step: one index from the prices, or quantities, of a few products."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct._validate import choice, first_position, float64_array
from hanoi_ct.errors import ArgumentValueError

_Floats = NDArray[np.float64]

_ELEMENTARY = {"jevons": 0, "dutot": 1, "carli": 2, "harmonic": 3, "cswd": 4}
_WEIGHTED = {"laspeyres": 0, "paasche": 1, "fisher": 2, "walsh": 3, "tornqvist": 4}


def elementary_index(
    x: ArrayLike,
    *,
    formula: Literal["jevons", "dutot", "carli", "harmonic", "cswd"] = "jevons",
    base: Literal["previous", "first"] = "previous",
) -> _Floats:
    """Index of one elementary aggregate from the prices or quantities of its products.

    Parameters
    ----------
    x : array_like of real numbers
        Prices or quantities, positive, one row a product, one column a period.
    formula : {"jevons", "dutot", "carli", "harmonic", "cswd"}, default "jevons"
        "jevons": geometric mean of the products' ratios. "dutot": ratio of sums (of
        prices, or of physical volumes in one unit). "carli": arithmetic mean of the
        ratios; chained, it drifts upwards. "harmonic": their harmonic mean. "cswd":
        geometric mean of Carli and harmonic.
    base : {"previous", "first"}, default "previous"
        Compare each period with the one before (links of a chain) or with the first.

    Returns
    -------
    ndarray of float64
        One ratio a period; 1 in the first.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        `x` is not a matrix of real numbers, holds a value that is not positive (named by
        row and column); an unknown `formula` or `base`.

    Notes
    -----
    Only products that are there (not NaN) in both periods enter, without an estimate
    for the others; where there is none the index is NaN.

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
    """
    values = float64_array(x, "x", "elementary_index", min_ndim=2)
    mean = choice(formula, _ELEMENTARY, "formula", "elementary_index")
    against = choice(base, {"previous": 0, "first": 1}, "base", "elementary_index")
    if values.ndim > 2:
        raise ArgumentValueError(
            f"`x` of elementary_index must have 2 dimensions, products and periods; got "
            f"{values.ndim}"
        )
    _refuse_not_positive(values, "x", "elementary_index")
    if values.shape[1] == 0:
        return np.empty(0)
    before = values[:, :1] if against == 1 else values[:, :-1]
    matched = ~np.isnan(values[:, 1:]) & ~np.isnan(before)
    index = np.ones(values.shape[1])
    if mean == 1:
        index[1:] = _ratio(_sum(values[:, 1:], matched), _sum(before, matched))
        return index
    ratio = values[:, 1:] / before
    count = matched.sum(axis=0).astype(np.float64)
    carli = _ratio(_sum(ratio, matched), count)
    harmonic = _ratio(count, _sum(1.0 / ratio, matched))
    jevons = np.exp(_ratio(_sum(np.log(ratio), matched), count))
    index[1:] = (jevons, None, carli, harmonic, np.sqrt(carli * harmonic))[mean]
    return index


def index_of_relatives(
    relatives: ArrayLike,
    w0: ArrayLike,
    w1: ArrayLike | None = None,
    *,
    formula: Literal["laspeyres", "paasche", "fisher", "walsh", "tornqvist"] = "laspeyres",
) -> _Floats:
    """Index of weighted relatives; with the values of both periods, a superlative one.

    Parameters
    ----------
    relatives : array_like of real numbers
        Ratios of price (or quantity) of the current to the base period, positive; one
        row an item, and columns if there are several periods.
    w0 : array_like of real numbers
        Values of the items in the base period, in any unit; not negative.
    w1 : array_like of real numbers, optional
        Values in the current period; needed by all formulas but Laspeyres.
    formula : {"laspeyres", "paasche", "fisher", "walsh", "tornqvist"}
        "laspeyres": arithmetic mean with the base values. "paasche": harmonic mean with
        the current values. "fisher": their geometric mean. "walsh" and "tornqvist": the
        other two superlative indexes.

    Returns
    -------
    ndarray of float64
        One ratio a column of `relatives`; NaN where an item is missing.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        Arguments that are not real numbers, of shapes that do not fit, relatives that
        are not positive, weights negative or all zero, `w1` not given where it is
        needed.

    References
    ----------
    IMF, ILO, OECD, UNECE, World Bank (2004), *Producer Price Index Manual: Theory and
    Practice*, chapters 15 and 17.

    Examples
    --------
    >>> import hanoi_ct
    >>> float(hanoi_ct.index_of_relatives([1.5, 1.0], [50, 50], [60, 40], formula="paasche"))
    1.25
    """
    function = "index_of_relatives"
    ratio = float64_array(relatives, "relatives", function, min_ndim=1)
    kind = choice(formula, _WEIGHTED, "formula", function)
    _refuse_not_positive(ratio, "relatives", function)
    s0 = _value_shares(w0, ratio, "w0", function)
    if kind == 0:
        laspeyres: _Floats = (s0 * ratio).sum(axis=0)
        return laspeyres
    if w1 is None:
        raise ArgumentValueError(
            f"`w1` of {function} must be given for formula={formula!r}; got None"
        )
    s1 = _value_shares(w1, ratio, "w1", function)
    if kind == 4:
        tornqvist: _Floats = np.exp(((s0 + s1) / 2.0 * np.log(ratio)).sum(axis=0))
        return tornqvist
    if kind == 3:  # mean quantities enter: values of both periods over both prices
        both, root = np.sqrt(s0 * s1), np.sqrt(ratio)
        walsh: _Floats = (both * root).sum(axis=0) / (both / root).sum(axis=0)
        return walsh
    paasche: _Floats = 1.0 / (s1 / ratio).sum(axis=0)
    fisher: _Floats = np.sqrt((s0 * ratio).sum(axis=0) * paasche)
    return paasche if kind == 1 else fisher


def _sum(values: _Floats, inside: NDArray[np.bool_]) -> _Floats:
    total: _Floats = np.where(inside, values, 0.0).sum(axis=0)
    return total


def _ratio(above: _Floats, below: _Floats) -> _Floats:
    return np.divide(above, below, out=np.full_like(above, np.nan), where=below > 0.0)


def _refuse_not_positive(values: _Floats, name: str, function: str) -> None:
    refused = values <= 0.0
    if refused.any():
        count, position = first_position(refused)
        raise ArgumentValueError(
            f"`{name}` of {function} must be positive; got {values[position]} at index "
            f"{position if len(position) > 1 else position[0]}"
            f"{f' (the first of {count})' if count > 1 else ''}"
        )


def _value_shares(weights: ArrayLike, ratio: _Floats, name: str, function: str) -> _Floats:
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
    whole = each.sum(axis=0)
    if not ((each >= 0.0).all() and ((whole > 0.0) & (whole < np.inf)).all()):
        raise ArgumentValueError(
            f"`{name}` of {function} must be finite, not negative and not all zero; got "
            f"{each.ravel().tolist()}"
        )
    share: _Floats = each / whole
    return share
