"""The elementary step: one index from the prices, or quantities, of a few products."""

import unicodedata
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from typing import Any, Literal, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct._inputs.columns import is_there
from hanoi_ct._inputs.validate import choice, first_position, float64_array, shown
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

_Floats = NDArray[np.float64]

_ELEMENTARY = {"jevons": 0, "dutot": 1, "carli": 2, "harmonic": 3, "cswd": 4}
_WEIGHTED = {"laspeyres": 0, "paasche": 1, "fisher": 2, "walsh": 3, "tornqvist": 4}


_Formula = Literal["jevons", "dutot", "carli", "harmonic", "cswd"]
_Base = Literal["previous", "first"]


@overload
def elementary_index(
    x: ArrayLike, *, groups: None = None, formula: _Formula = "jevons", base: _Base = "previous"
) -> _Floats: ...
@overload
def elementary_index(
    x: ArrayLike,
    *,
    groups: Sequence[Hashable] | NDArray[Any],
    formula: _Formula = "jevons",
    base: _Base = "previous",
) -> dict[Hashable, _Floats]: ...
def elementary_index(
    x: ArrayLike,
    *,
    groups: Sequence[Hashable] | NDArray[Any] | None = None,
    formula: _Formula = "jevons",
    base: _Base = "previous",
) -> _Floats | dict[Hashable, _Floats]:
    """Index of an elementary aggregate from the prices or quantities of its products.

    Parameters
    ----------
    x : array_like of real numbers
        Prices or quantities, positive, one row a product (or the report of an
        establishment on it), one column a period.
    groups : sequence, optional
        The elementary aggregate of each row, such as the code of a leaf of an index
        tree; by default all rows are of one.
    formula : {"jevons", "dutot", "carli", "harmonic", "cswd"}, default "jevons"
        "jevons": geometric mean of the products' ratios. "dutot": ratio of sums (of
        prices, or of physical volumes in one unit). "carli": arithmetic mean of the
        ratios; chained, it drifts upwards. "harmonic": their harmonic mean. "cswd":
        geometric mean of Carli and harmonic.
    base : {"previous", "first"}, default "previous"
        Compare each period with the one before (links of a chain) or with the first.

    Returns
    -------
    ndarray of float64, or dict of them
        One ratio a period; 1 in the first. With `groups` one array for each, by group in
        the order of first rows, which `hanoi_ct.hierarchy.Hierarchy.aggregate` takes.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        `x` is not a matrix of real numbers, holds a value that is not positive (named by
        row and column); `groups` has not one code a row; an unknown `formula` or `base`.

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
    if groups is None:
        only: _Floats = _elementary(values, np.zeros(1, dtype=np.intp), mean, against)[0]
        return only
    codes, number = _numbered(groups, len(values))
    order = np.argsort(number, kind="stable")
    first = np.flatnonzero(np.diff(number[order], prepend=-1))
    return dict(zip(codes, _elementary(values[order], first, mean, against), strict=True))


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
        if isinstance(code, str):
            code = unicodedata.normalize("NFC", code)
        number[row] = codes.setdefault(code, len(codes))
    return codes, number


def _is_code(value: Any) -> bool:
    """Tell whether a value can stand for a group: there, and hashable."""
    try:
        hash(value)
    except TypeError:
        return False
    return is_there(value)


@np.errstate(all="ignore")  # infinities give NaN or infinity
def _elementary(x: _Floats, first: NDArray[np.intp], mean: int, against: int) -> _Floats:
    """Return one row a group of successive rows, each from its `first` one on."""
    index = np.full((len(first), x.shape[1]), np.nan)
    index[:, :1] = 1.0
    if x.size == 0:
        return index

    def summed(parts: _Floats) -> _Floats:
        return np.add.reduceat(np.where(matched, parts, 0.0), first, axis=0)

    before = x[:, :1] if against == 1 else x[:, :-1]
    matched = ~np.isnan(x[:, 1:]) & ~np.isnan(before)
    if mean == 1:
        index[:, 1:] = _ratio(summed(x[:, 1:]), summed(np.broadcast_to(before, matched.shape)))
        return index
    ratio = x[:, 1:] / before
    count = summed(np.ones_like(ratio))
    if mean == 0:
        index[:, 1:] = np.exp(_ratio(summed(np.log(ratio)), count))
        return index
    carli, harmonic = _ratio(summed(ratio), count), _ratio(count, summed(1.0 / ratio))
    index[:, 1:] = (carli, harmonic, np.sqrt(carli * harmonic))[mean - 2]
    return index


@np.errstate(all="ignore")  # infinities give NaN or infinity
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
