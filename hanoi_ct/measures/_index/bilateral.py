"""Price and quantity indexes of two periods, from the prices and quantities of both."""

import difflib
from collections.abc import Callable
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct import _core
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.overloads import over_item_axis, over_operands
from hanoi_ct._inputs.tabular import is_tabular, over_items
from hanoi_ct._inputs.validate import (
    FLOAT64,
    at_index,
    axis_number,
    choice,
    first_position,
    float64_array,
    real_number,
    refused_at,
    shown,
)
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._calls.elementwise import broadcast_shape
from hanoi_ct.measures._calls.policies import MISSING, Missing
from hanoi_ct.measures._index.formulas import FORMULAS, Bilateral, Pair, Sums
from hanoi_ct.measures._index.item_changes import CHANGES

Of = Literal["prices", "quantities"]

_OF = {"prices": 0, "quantities": 1}
_NAMES = ("p0", "p1", "q0", "q1", "pb", "qb")
_TURNED = {"p0": "q0", "p1": "q1", "q0": "p0", "q1": "p1", "pb": "qb", "qb": "pb"}


@over_item_axis
def bilateral_index(
    p0: ArrayLike | Any,
    p1: ArrayLike | Any,
    q0: ArrayLike | Any = None,
    q1: ArrayLike | Any = None,
    formula: Bilateral = "fisher",
    *,
    pb: ArrayLike | Any = None,
    qb: ArrayLike | Any = None,
    elasticity: float | None = None,
    of: Of = "prices",
    missing: Missing = "propagate",
    axis: Any = -1,
) -> Any:
    """Index of the prices, or quantities, of one period over those of another.

    With values v = p q, shares s = v / sum(v) and price relatives r = p1 / p0, L(a, b) the
    logarithmic mean (a - b) / log(a / b), b a period of weights and e the elasticity:

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
    unnamed                 sum((s0 + s1) / 2 r)
    lehr                    V1 / V0 over sum(z q1) / sum(z q0), z = (v0 + v1) / (q0 + q1)
    davies                  V1 / V0 over sum(q1 sqrt(p0 p1)) / sum(q0 sqrt(p0 p1))
    banerjee                V1 / V0 over sum(q1 (p0 + p1)) / sum(q0 (p0 + p1))
    bialek                  geometric mean of the indexes of the smaller and of the larger
                            quantity of each item
    montgomery_vartia       exp sum(L(v0, v1) log r) / L(V0, V1)
    sato_vartia             geometric mean of r, weights L(s0, s1)
    walsh_vartia            exp sum(sqrt(s0 s1) log r)
    theil                   geometric mean of r, weights ((s0 + s1) / 2 s0 s1)^(1/3)
    theil_values            the same of values, weights ((v0 + v1) / 2 v0 v1)^(1/3)
    rao                     geometric mean of r, weights s0 s1 / (s0 + s1)
    geometric_laspeyres     geometric mean of r, weights s0
    geometric_paasche       geometric mean of r, weights s1
    harmonic_laspeyres      harmonic mean of r, weights s0
    lowe                    sum(p1 qb) / sum(p0 qb)
    young                   arithmetic mean of r, weights pb qb
    geometric_lowe          geometric mean of r, weights p0 qb
    geometric_young         geometric mean of r, weights pb qb
    hybrid                  arithmetic mean of r, weights the mean of the shares of pb qb,
                            p0 qb and p1 qb by the size of the correlation of each price
                            with qb over the items
    geometric_hybrid        geometric mean of r, the same weights
    lloyd_moulton           mean of r of order 1 - e, weights s0
    arithmetic_agmean       e times geometric_laspeyres + (1 - e) times laspeyres
    geometric_agmean        geometric mean of both with the same weights
    jevons                  geometric mean of r
    dutot                   sum(p1) / sum(p0)
    carli                   arithmetic mean of r
    harmonic                harmonic mean of r
    cswd                    geometric mean of Carli and harmonic (Carruthers, Sellwood, Ward
                            and Dalén)
    balk_walsh              sum(sqrt(r)) / sum(1 / sqrt(r)) (Balk, Mehrhoff and Walsh;
                            Dikhanov)
    ======================  ==========================================================

    Parameters
    ----------
    p0, p1 : array_like of real numbers, or labelled data
        Prices of the items in the base and in the current period, positive. Columns of pandas,
        polars or Arrow, frames with one column an item, DataArrays; labels must be the same.
    q0, q1 : array_like of real numbers, or labelled data
        Their quantities, not negative; all shapes broadcast together. Quantities that the
        formula does not use may be left out. With relatives r and values w0 and w1 instead,
        pass 1, r, w0 and w1 / r.
    formula : str, default "fisher"
        One of the table.
    pb, qb : array_like of real numbers, or labelled data, optional
        Prices and quantities of a period of weights, for the formulas that have them.
        "hybrid" and "geometric_hybrid" take p0 and q0 without them.
    elasticity : float, optional
        Of substitution, for "lloyd_moulton" and the two means of arithmetic and geometric.
    of : {"prices", "quantities"}, default "prices"
        "quantities": the same formula with prices and quantities changed over; quantities
        must then be positive.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        What an item does that has no price or quantity (NaN) which the formula uses: makes
        the index missing, is left out (matched items alone are compared), or is an error.
    axis : int or str, default -1
        The axis along which the items lie: the columns of a frame unless 0, or the name of
        the dimension of a DataArray.

    Returns
    -------
    float, or ndarray of float64, or what is left of the labels
        Ratios, without the axis of the items: 1.02 is a rise of 2 %. NaN without items.

    Raises
    ------
    ArgumentTypeError
        An argument does not hold real numbers.
    ArgumentValueError
        A price that is not positive or a quantity that is negative (named by its item and
        place), an infinity; an unknown word; shapes or labels that do not fit; something
        that the formula needs and that is not given; a missing value under
        ``missing="raise"``; values of a period that are all zero.

    References
    ----------
    IMF, ILO, OECD, UNECE, World Bank (2004), *Producer Price Index Manual: Theory and
    Practice*, chapters 15 to 17 and 20. Balk (2008), *Price and Quantity Index Numbers*,
    chapters 1 to 3. Lent and Dorfman (2009), "Using a weighted average of base period price
    indexes to approximate a superlative index", *Journal of Official Statistics* 25. Białek
    (2014), "Simulation study of an original price index formula", *Communications in
    Statistics: Simulation and Computation* 43; (2020), "Proposition of a hybrid price index
    formula for the Consumer Price Index measurement", *Equilibrium* 15. von der
    Lippe (2007), *Index Theory and Price Statistics*, for Davies, Banerjee, Lehr and Theil.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.bilateral_index([1.0, 1.0], [2.0, 1.0], [1.0, 1.0], [1.0, 2.0], "laspeyres")
    1.5
    >>> hanoi_ct.bilateral_index([1.0, 1.0], [2.0, 1.0], [1.0, 1.0], [1.0, 2.0], "paasche")
    1.3333333333333333
    >>> hanoi_ct.bilateral_index([1.0, 1.0], [2.0, 1.0], formula="lowe", qb=[1.0, 3.0])
    1.25
    """
    given = (p0, p1, q0, q1, pb, qb)
    options = (formula, elasticity, of, missing)
    if is_tabular(*given):
        return _over_labels(given, options, axis, "bilateral_index", changes=False)
    return _index(given, options, axis, "bilateral_index")


@over_operands
def bilateral_contributions(
    p0: ArrayLike | Any,
    p1: ArrayLike | Any,
    q0: ArrayLike | Any = None,
    q1: ArrayLike | Any = None,
    formula: Bilateral = "fisher",
    *,
    pb: ArrayLike | Any = None,
    qb: ArrayLike | Any = None,
    elasticity: float | None = None,
    of: Of = "prices",
    missing: Missing = "propagate",
    axis: Any = -1,
) -> Any:
    """What each item adds to a bilateral index less 1.

    An item whose price does not change adds nothing, and all add up to the index less 1. Means
    of relatives of another order are written as the arithmetic mean that equals them, a
    geometric mean of two indexes as one geometric mean first; Stuvel's, Lehr's, Davies' and
    Banerjee's index have an additive form of their own.

    Parameters
    ----------
    p0, p1, q0, q1, formula, pb, qb, elasticity, of, missing, axis
        As in `bilateral_index`.

    Returns
    -------
    ndarray of float64, or the kind of the widest labelled argument
        Fractions of the index of the base period (0.01 is a point of an index of 100), in the
        shape that all arguments have together. NaN for items that are left out, and for all
        where the index is missing.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `bilateral_index`.

    References
    ----------
    Martin (2021), "What can generalized means tell us about price indexes?", Statistics Canada.
    Balk (2008), *Price and Quantity Index Numbers*, section 4.2. IMF, ILO, OECD, UNECE, World
    Bank (2004), *Producer Price Index Manual*, chapter 16, on additive decompositions.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.bilateral_contributions(
    ...     [1.0, 1.0], [2.0, 1.0], [1.0, 1.0], [1.0, 2.0], "laspeyres"
    ... )
    array([0.5, 0. ])
    """
    given = (p0, p1, q0, q1, pb, qb)
    options = (formula, elasticity, of, missing)
    if is_tabular(*given):
        return _over_labels(given, options, axis, "bilateral_contributions", changes=True)
    return _item_changes(given, options, axis, "bilateral_contributions")


def _index(given: Any, options: Any, axis: Any, function: str) -> Any:
    at_once = _of_sums(given, options, axis)
    if at_once is not None:
        return at_once
    pair, lost, plain = _checked(given, options, axis, function)
    formula = FORMULAS[options[0]].of
    if pair.there.shape[-1] == 0:
        return np.nan if lost.ndim == 0 else np.full(lost.shape, np.nan)
    with np.errstate(all="ignore"):
        index = formula(pair)
    if not plain:
        index = np.where(lost, np.nan, index)
    return float(index) if index.ndim == 0 else index


def _of_sums(given: Any, options: Any, axis: Any) -> Any:
    """Return the index by one pass over arrays as the core takes them, None for all others.

    Figures that are missing, infinite or refused are seen in the pass and left to the rest.
    """
    formula, elasticity, of, missing = options
    *pair, pb, qb = given
    known = FORMULAS.get(formula) if isinstance(formula, str) else None
    if known is None or known.of_sums is None:
        return None
    if any(more is not None for more in (elasticity, pb, qb)):
        return None
    first = pair[0]
    if type(axis) is not int or type(of) is not str or type(missing) is not str:
        return None
    if axis != -1 or of not in _OF or missing not in MISSING:
        return None
    for x in pair:
        plain = type(x) is np.ndarray and x.dtype is FLOAT64 and x.shape == first.shape
        if not plain or x.ndim == 0 or not x.flags.c_contiguous:
            return None
    with np.errstate(all="ignore"):
        *values, prices, quantities = _core.pair_sums(*pair)
        sums = Sums(*values)
        there = prices * quantities * np.isfinite(sums.p0q0 + sums.p1q0 + sums.p0q1 + sums.p1q1)
        if not np.all(there) or not first.size:
            return None
        index = known.of_sums(sums if of == "prices" else sums.turned())
    return float(index) if index.ndim == 0 else index


def _item_changes(given: Any, options: Any, axis: Any, function: str) -> Floats:
    pair, lost, _ = _checked(given, options, axis, function)
    if pair.there.shape[-1] == 0:
        return np.empty(np.broadcast_shapes(*(np.shape(x) for x in given if x is not None)))
    with np.errstate(all="ignore"):
        changes = np.where(pair.there > 0.0, CHANGES[options[0]](pair), np.nan)
    changes[lost] = np.nan
    where = axis_number(axis, changes.ndim, function)
    return np.ascontiguousarray(np.moveaxis(changes, -1, where))


def _over_labels(given: Any, options: Any, axis: Any, function: str, *, changes: bool) -> Any:
    arguments = {name: x for name, x in zip(_NAMES, given, strict=True) if x is not None}
    call: Callable[..., Any] = _item_changes if changes else _index

    def plain(*values: Any) -> Any:
        by_name = dict(zip(arguments, values, strict=False))
        filled = tuple(by_name.get(name) for name in _NAMES)
        return call(filled, options, values[-1], function)

    return over_items(plain, arguments, axis, function, kept=changes)


# ---- checks -------------------------------------------------------------------------


def _checked(
    given: Any, options: Any, axis: Any, function: str
) -> tuple[Pair, NDArray[np.bool_], bool]:
    """Return the pair, where its index is missing, and whether it certainly is nowhere."""
    formula, elasticity, of, missing = options
    known_formula(formula, function)
    turned = choice(of, _OF, "of", function) == 1
    policy = choice(missing, MISSING, "missing", function)
    uses, elastic = ("p0", "p1", *FORMULAS[formula].uses), FORMULAS[formula].elastic
    if turned:
        uses = tuple(_TURNED[name] for name in uses)
    values = dict(zip(_NAMES, given, strict=True))
    if formula.endswith("hybrid"):
        values["pb"] = values["p0"] if values["pb"] is None else values["pb"]
        values["qb"] = values["q0"] if values["qb"] is None else values["qb"]
    for name in uses:
        if values[name] is None:
            raise ArgumentValueError(
                f"`{name}` of {function} must be given for formula={formula!r}"
                f"{' of quantities' if turned else ''}; got None"
            )
    substitution = elasticity_of(elasticity, elastic, formula, function)
    arrays = {
        name: float64_array(x, name, function, min_ndim=1)
        for name, x in values.items()
        if x is not None
    }
    shape = broadcast_shape(function, arrays)
    where = axis_number(axis, len(shape), function)
    positive = ("q0", "q1", "qb") if turned else ("p0", "p1", "pb")
    clean = True
    for name, x in arrays.items():
        if not _is_clean(x, name in positive):
            _refuse(x, name, name in positive, policy == 2 and name in uses, function)
            clean = clean and name not in uses
    # Side by side in memory: NumPy sums other strides in another order, to other bits.
    used = {
        _TURNED[name] if turned else name: np.ascontiguousarray(
            np.moveaxis(np.broadcast_to(arrays[name], shape), where, -1)
        )
        for name in uses
    }
    one = np.broadcast_to(1.0, next(iter(used.values())).shape)
    figures = [used.get(name, one) for name in _NAMES]
    pair = _pair(figures, one, substitution)
    if clean and one.size and all(x.min() > 0.0 for x in used.values()):
        return pair, np.zeros(one.shape[:-1], dtype=np.bool_), True
    pair, lost = _without_missing(pair, used, policy)
    _refuse_no_values(pair, used, lost, function)
    return pair, lost, False


def _without_missing(
    pair: Pair, used: dict[str, Floats], policy: int
) -> tuple[Pair, NDArray[np.bool_]]:
    """Return the pair without items that are missing, and where nothing can be compared."""
    absent = np.zeros(pair.there.shape, dtype=np.bool_)
    for x in used.values():
        absent |= np.isnan(x)
    if pair.there.shape[-1] == 0:
        return pair, np.ones(absent.shape[:-1], dtype=np.bool_)
    if policy != 1:
        return pair, np.asarray(absent.any(axis=-1))
    # An item of price 1 and no quantity adds nothing.
    filled = [
        np.where(absent, 1.0 if name in ("p0", "p1", "pb") else 0.0, x)
        for name, x in zip(_NAMES, pair[:6], strict=True)
    ]
    there = np.where(absent, 0.0, 1.0)
    return _pair(filled, there, pair.elasticity), np.asarray(absent.all(axis=-1))


def _pair(figures: list[Floats], there: Floats, elasticity: float) -> Pair:
    p0, p1, q0, q1, pb, qb = figures
    return Pair(p0, p1, q0, q1, pb, qb, there, elasticity)


def known_formula(formula: Any, function: str) -> None:
    """Raise for a word that is no formula."""
    if isinstance(formula, str) and formula in FORMULAS:
        return
    near = difflib.get_close_matches(str(formula), FORMULAS, 3, 0.5) or ["fisher", "tornqvist"]
    raise ArgumentValueError(
        f"`formula` of {function} must be one of the {len(FORMULAS)} names in its docstring, such "
        f"as {', '.join(map(repr, near))}; got {shown(formula)}"
    )


def elasticity_of(elasticity: Any, elastic: bool, formula: str, function: str) -> float:
    """Return the checked elasticity, NaN for a formula that has none."""
    if not elastic:
        if elasticity is not None:
            raise ArgumentValueError(
                f"`elasticity` of {function} must be left out for formula={formula!r}; got "
                f"{shown(elasticity)}: the formulas with one are lloyd_moulton, "
                "arithmetic_agmean and geometric_agmean"
            )
        return np.nan
    if elasticity is None:
        raise ArgumentValueError(
            f"`elasticity` of {function} must be given for formula={formula!r}; got None: pass "
            "that of substitution, such as 0.7"
        )
    return real_number(elasticity, "elasticity", function, "a finite number", np.isfinite)


def _is_clean(x: Floats, positive: bool) -> bool:
    """Tell whether all numbers are there, finite and of the right sign; NaN fails as well."""
    if x.size == 0:
        return True
    least = x.min()
    return bool((least > 0.0 if positive else least >= 0.0) and x.max() < np.inf)


def _refuse(x: Floats, name: str, positive: bool, complete: bool, function: str) -> None:
    wrong = (x <= 0.0) | np.isinf(x) if positive else (x < 0.0) | np.isinf(x)
    rule = "positive and finite" if positive else "finite and not negative"
    if complete:
        wrong, rule = wrong | np.isnan(x), f"{rule}, and given under missing='raise'"
    if wrong.any():
        count, position = first_position(wrong)
        raise refused_at(
            f"`{name}` of {function} must be {rule}; got {x[position]}", position, count
        )


def _refuse_no_values(
    pair: Pair, used: dict[str, Floats], lost: NDArray[np.bool_], function: str
) -> None:
    """Raise where nothing was bought in a period whose values the formula takes."""
    values = {"q0": ("base", pair.v0), "q1": ("current", pair.v1), "qb": ("weights'", pair.vb)}
    for name, (period, value) in values.items():
        if name not in used:
            continue
        none = ~(value.sum(axis=-1) > 0.0) & ~lost
        if none.any():
            count, position = first_position(np.atleast_1d(none))
            where = at_index(position, count) if none.ndim else ""
            raise ArgumentValueError(
                f"values of {function} must not all be zero in the {period} period; got 0{where}"
            )
