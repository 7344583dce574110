"""Price and quantity indexes of two periods, from the prices and quantities of both."""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple, get_args, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct._inputs.overloads import Labelled
from hanoi_ct._inputs.validate import axis_number, choice, first_position, float64_array
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._calls.elementwise import at_index, broadcast_shape
from hanoi_ct.measures._calls.policies import Missing
from hanoi_ct.measures._exact.group_keys import in_line

_Floats = NDArray[np.float64]

Bilateral = Literal[
    "laspeyres",
    "paasche",
    "fisher",
    "tornqvist",
    "walsh",
    "walsh_geometric",
    "marshall_edgeworth",
    "geary_khamis",
    "drobisch",
    "stuvel",
    "palgrave",
    "lehr",
    "montgomery_vartia",
    "sato_vartia",
    "theil",
    "rao",
    "geometric_laspeyres",
    "geometric_paasche",
    "harmonic_laspeyres",
]


class _Pair(NamedTuple):
    """Prices and quantities with the items along the last axis; 0 values where left out."""

    p0: _Floats
    p1: _Floats
    q0: _Floats
    q1: _Floats

    @property
    def v0(self) -> _Floats:
        return self.p0 * self.q0

    @property
    def v1(self) -> _Floats:
        return self.p1 * self.q1

    @property
    def s0(self) -> _Floats:
        return _shares(self.v0)

    @property
    def s1(self) -> _Floats:
        return _shares(self.v1)

    def turned(self) -> "_Pair":
        """Return quantities in the place of prices."""
        return _Pair(self.q0, self.q1, self.p0, self.p1)


@overload
def bilateral_index(
    p0: Labelled,
    p1: Labelled,
    q0: Labelled,
    q1: Labelled,
    formula: Bilateral = "fisher",
    *,
    of: Literal["prices", "quantities"] = "prices",
    missing: Missing = "propagate",
    axis: int = -1,
) -> float: ...
@overload
def bilateral_index(
    p0: ArrayLike,
    p1: ArrayLike,
    q0: ArrayLike,
    q1: ArrayLike,
    formula: Bilateral = "fisher",
    *,
    of: Literal["prices", "quantities"] = "prices",
    missing: Missing = "propagate",
    axis: int = -1,
) -> NDArray[np.float64]: ...
def bilateral_index(
    p0: ArrayLike | Any,
    p1: ArrayLike | Any,
    q0: ArrayLike | Any,
    q1: ArrayLike | Any,
    formula: Bilateral = "fisher",
    *,
    of: Literal["prices", "quantities"] = "prices",
    missing: Missing = "propagate",
    axis: int = -1,
) -> Any:
    """Index of the prices, or quantities, of one period over those of another.

    With values v = p q, shares s = v / sum(v) and price relatives r = p1 / p0:

    ======================  ==========================================================
    formula                 price index
    ======================  ==========================================================
    laspeyres               sum(p1 q0) / sum(p0 q0)
    paasche                 sum(p1 q1) / sum(p0 q1)
    fisher                  geometric mean of Laspeyres and Paasche
    drobisch                their arithmetic mean
    tornqvist               exp sum((s0 + s1) / 2 log r)
    walsh                   sum(p1 sqrt(q0 q1)) / sum(p0 sqrt(q0 q1))
    walsh_geometric         geometric mean of r, weights sqrt(s0 s1)
    marshall_edgeworth      sum(p1 (q0 + q1)) / sum(p0 (q0 + q1))
    geary_khamis            sum(p1 h) / sum(p0 h), h = q0 q1 / (q0 + q1)
    stuvel                  a + sqrt(a^2 + V1 / V0), a = (P - Q) / 2 of Laspeyres
    palgrave                sum(s1 r)
    lehr                    V1 / V0 over sum(z q1) / sum(z q0), z = (v0 + v1) / (q0 + q1)
    montgomery_vartia       exp sum(L(v0, v1) log r) / L(V0, V1), L the logarithmic mean
    sato_vartia             geometric mean of r, weights L(s0, s1)
    theil                   geometric mean of r, weights ((s0 + s1) / 2 s0 s1)^(1/3)
    rao                     geometric mean of r, weights s0 s1 / (s0 + s1)
    geometric_laspeyres     geometric mean of r, weights s0
    geometric_paasche       geometric mean of r, weights s1
    harmonic_laspeyres      harmonic mean of r, weights s0
    ======================  ==========================================================

    Parameters
    ----------
    p0, p1 : array_like of real numbers, or columns of pandas, polars or Arrow
        Prices of the items in the base and in the current period, positive. Columns with an
        index must have the same one.
    q0, q1 : array_like of real numbers, or columns
        Their quantities, not negative; all shapes broadcast together.
    formula : str, default "fisher"
        One of the table.
    of : {"prices", "quantities"}, default "prices"
        "quantities": the same formula with prices and quantities changed over; quantities
        must then be positive.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        What an item with a missing price or quantity (NaN) does: makes the index missing, is
        left out (matched items alone are compared), or is an error. Quantities of a period
        that the formula does not use may be missing.
    axis : int, default -1
        The axis along which the items lie.

    Returns
    -------
    float, or ndarray of float64
        Ratios, without the axis of the items: 1.02 is a rise of 2 %. NaN without items.

    Raises
    ------
    ArgumentTypeError
        An argument does not hold real numbers.
    ArgumentValueError
        A price that is not positive or a quantity that is negative (named by its place), an
        infinity; an unknown word; shapes that do not fit; a missing value under
        ``missing="raise"``; values of a period that are all zero.

    References
    ----------
    IMF, ILO, OECD, UNECE, World Bank (2004), *Producer Price Index Manual: Theory and
    Practice*, chapters 15 to 17. Balk (2008), *Price and Quantity Index Numbers*, chapter 3.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.bilateral_index([1.0, 1.0], [2.0, 1.0], [1.0, 1.0], [1.0, 2.0], "laspeyres")
    1.5
    >>> hanoi_ct.bilateral_index([1.0, 1.0], [2.0, 1.0], [1.0, 1.0], [1.0, 2.0], "paasche")
    1.3333333333333333
    """
    function = "bilateral_index"
    kind = choice(formula, dict.fromkeys(get_args(Bilateral), 0), "formula", function)
    turned = choice(of, {"prices": 0, "quantities": 1}, "of", function) + kind
    policy = choice(missing, {"propagate": 0, "omit": 1, "raise": 2}, "missing", function)
    rows = in_line({"p0": p0, "p1": p1, "q0": q0, "q1": q1}, function)
    arrays = {name: float64_array(x, name, function, min_ndim=1) for name, x in rows.items()}
    shape = broadcast_shape(function, arrays)
    where = axis_number(axis, len(shape), function)
    positive = ("q0", "q1") if turned else ("p0", "p1")
    clean = [_is_clean(x, name in positive) for name, x in arrays.items()]
    for (name, x), is_clean in zip(arrays.items(), clean, strict=True):
        if not is_clean:
            _refuse(x, name, name in positive, policy == 2, function)
    # Side by side in memory: NumPy sums other strides in another order, to other bits.
    p0, p1, q0, q1 = (
        np.ascontiguousarray(np.moveaxis(np.broadcast_to(x, shape), where, -1))
        for x in arrays.values()
    )
    pair = _Pair(q0, q1, p0, p1) if turned else _Pair(p0, p1, q0, q1)
    if all(clean) and shape[where] and all(x.min() > 0.0 for x in (pair.q0, pair.q1)):
        with np.errstate(all="ignore"):
            plain = _FORMULAS[formula](pair)
        return float(plain) if plain.ndim == 0 else plain
    if formula in _OF_BASE:
        pair = pair._replace(q1=np.ones_like(pair.q1))
    elif formula in _OF_CURRENT:
        pair = pair._replace(q0=np.ones_like(pair.q0))
    absent = np.isnan(pair.p0 + pair.p1 + pair.q0 + pair.q1)
    if policy == 1:  # an item of price 1 and no quantity adds nothing
        filled = (
            np.where(absent, fill, x) for fill, x in zip((1.0, 1.0, 0.0, 0.0), pair, strict=True)
        )
        pair = _Pair(*filled)
        lost = np.asarray(absent.all(axis=-1))
    else:
        lost = np.asarray(absent.any(axis=-1))
    if pair.p0.shape[-1] == 0:
        lost = np.ones_like(lost)
    _refuse_no_values(pair, lost, function)
    with np.errstate(all="ignore"):
        index = np.where(lost, np.nan, _FORMULAS[formula](pair))
    return float(index) if index.ndim == 0 else index


def _is_clean(x: _Floats, positive: bool) -> bool:
    """Tell whether all numbers are there, finite and of the right sign; NaN fails as well."""
    if x.size == 0:
        return True
    least = x.min()
    return bool((least > 0.0 if positive else least >= 0.0) and x.max() < np.inf)


def _refuse(x: _Floats, name: str, positive: bool, complete: bool, function: str) -> None:
    wrong = (x <= 0.0) | np.isinf(x) if positive else (x < 0.0) | np.isinf(x)
    rule = "positive and finite" if positive else "finite and not negative"
    if complete:
        wrong, rule = wrong | np.isnan(x), f"{rule}, and given under missing='raise'"
    if wrong.any():
        count, position = first_position(wrong)
        raise ArgumentValueError(
            f"`{name}` of {function} must be {rule}; got {x[position]}{at_index(position, count)}"
        )


def _refuse_no_values(pair: _Pair, lost: NDArray[np.bool_], function: str) -> None:
    """Raise where nothing was bought in one of the periods."""
    for period, values in (("base", pair.v0), ("current", pair.v1)):
        none = ~(values.sum(axis=-1) > 0.0) & ~lost
        if none.any():
            count, position = first_position(np.atleast_1d(none))
            where = at_index(position, count) if none.ndim else ""
            raise ArgumentValueError(
                f"values of {function} must not all be zero in the {period} period; got 0{where}"
            )


# Formulas that use the quantities of one period alone.
_OF_BASE = {"laspeyres", "geometric_laspeyres", "harmonic_laspeyres"}
_OF_CURRENT = {"paasche", "geometric_paasche", "palgrave"}


# ---- formulas -----------------------------------------------------------------------


def _shares(values: _Floats) -> _Floats:
    shares: _Floats = values / values.sum(axis=-1, keepdims=True)
    return shares


def _ratio_with(x: _Pair, quantity: _Floats) -> _Floats:
    """Return the index of a basket."""
    index: _Floats = _sum_of_products(x.p1, quantity) / _sum_of_products(x.p0, quantity)
    return index


def _sum_of_products(a: _Floats, b: _Floats) -> _Floats:
    return np.asarray(np.einsum("...i,...i->...", a, b))


def _laspeyres(x: _Pair) -> _Floats:
    return _ratio_with(x, x.q0)


def _paasche(x: _Pair) -> _Floats:
    return _ratio_with(x, x.q1)


def _geometric(x: _Pair, weights: _Floats) -> _Floats:
    index: _Floats = np.exp((_shares(weights) * np.log(x.p1 / x.p0)).sum(axis=-1))
    return index


def _logarithmic_mean(a: _Floats, b: _Floats) -> _Floats:
    """Return (b - a) / log(b / a): a where both are equal, 0 where one is.

    Near equality by its series in h = (b - a) / (a + b), which loses no digits.
    """
    a, b = np.asarray(a), np.asarray(b)
    middle = (a + b) / 2.0
    h = np.where(middle > 0.0, (b - a) / np.where(middle > 0.0, a + b, 1.0), 0.0)
    series = middle / (1.0 + h**2 / 3.0 + h**4 / 5.0 + h**6 / 7.0)
    apart = (b - a) / np.log(b / a)
    mean: _Floats = np.where(np.abs(h) < 1e-3, series, apart)
    return np.where((a > 0.0) & (b > 0.0), mean, 0.0)


def _rao_weights(s0: _Floats, s1: _Floats) -> _Floats:
    both = s0 + s1
    return np.where(both > 0.0, s0 * s1 / np.where(both > 0.0, both, 1.0), 0.0)


def _geary_khamis(x: _Pair) -> _Floats:
    return _ratio_with(x, _rao_weights(x.q0, x.q1))


def _stuvel(x: _Pair) -> _Floats:
    half = (_laspeyres(x) - _laspeyres(x.turned())) / 2.0
    value = x.v1.sum(axis=-1) / x.v0.sum(axis=-1)
    root = np.sqrt(half**2 + value)
    # Below zero the half would cancel most digits of the root.
    index: _Floats = np.where(half >= 0.0, half + root, value / (root - half))
    return index


def _lehr(x: _Pair) -> _Floats:
    both = x.q0 + x.q1
    price = np.where(both > 0.0, (x.v0 + x.v1) / np.where(both > 0.0, both, 1.0), 0.0)
    volume = (price * x.q1).sum(axis=-1) / (price * x.q0).sum(axis=-1)
    index: _Floats = x.v1.sum(axis=-1) / x.v0.sum(axis=-1) / volume
    return index


def _montgomery_vartia(x: _Pair) -> _Floats:
    v0, v1 = x.v0, x.v1
    weights = _logarithmic_mean(v0, v1)
    whole = _logarithmic_mean(v0.sum(axis=-1), v1.sum(axis=-1))
    index: _Floats = np.exp((weights * np.log(x.p1 / x.p0)).sum(axis=-1) / whole)
    return index


def _fisher(x: _Pair) -> _Floats:
    index: _Floats = np.sqrt(_laspeyres(x) * _paasche(x))
    return index


_FORMULAS: dict[str, Callable[[_Pair], _Floats]] = {
    "laspeyres": _laspeyres,
    "paasche": _paasche,
    "fisher": _fisher,
    "drobisch": lambda x: (_laspeyres(x) + _paasche(x)) / 2.0,
    "tornqvist": lambda x: _geometric(x, x.s0 + x.s1),
    "walsh": lambda x: _ratio_with(x, np.sqrt(x.q0 * x.q1)),
    "walsh_geometric": lambda x: _geometric(x, np.sqrt(x.s0 * x.s1)),
    "marshall_edgeworth": lambda x: _ratio_with(x, x.q0 + x.q1),
    "geary_khamis": _geary_khamis,
    "stuvel": _stuvel,
    "palgrave": lambda x: (x.s1 * (x.p1 / x.p0)).sum(axis=-1),
    "lehr": _lehr,
    "montgomery_vartia": _montgomery_vartia,
    "sato_vartia": lambda x: _geometric(x, _logarithmic_mean(x.s0, x.s1)),
    "theil": lambda x: _geometric(x, np.cbrt((x.s0 + x.s1) / 2.0 * x.s0 * x.s1)),
    "rao": lambda x: _geometric(x, _rao_weights(x.s0, x.s1)),
    "geometric_laspeyres": lambda x: _geometric(x, x.v0),
    "geometric_paasche": lambda x: _geometric(x, x.v1),
    "harmonic_laspeyres": lambda x: 1.0 / (x.s0 / (x.p1 / x.p0)).sum(axis=-1),
}
