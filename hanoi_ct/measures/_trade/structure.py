"""Structure of a total: concentration, similarity and change of its shares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanoi_ct._inputs.overloads import Labelled
from hanoi_ct._inputs.spelling import spelled_as
from hanoi_ct._inputs.tabular import Table, fitted_together, is_tabular, over_items
from hanoi_ct._inputs.validate import axis_number, float64_array, integer
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._exact.sums import exact_sum


class Concentration(NamedTuple):
    """Concentration of shares: Herfindahl-Hirschman, normalised, and the effective number."""

    herfindahl: Any  # float64, or labelled as the data where an axis of theirs is left
    normalised: Any
    effective_number: Any


class Shift(NamedTuple):
    """Whether shares moved from one part to another, in fractions."""

    change_of_source: float
    change_of_target: float
    shifted: bool
    explained: float


def concentration(x: Any, axis: Any = -1) -> Concentration:
    """Concentration of a total on its parts.

    Parameters
    ----------
    x : array_like of real numbers, or labelled data
        Values of the parts along `axis`, zero or more, in one unit.
    axis : int or str, default -1
        The axis of the parts: across the columns of a frame, unless 0 is given; a dimension of
        a DataArray by its name.

    Returns
    -------
    Concentration
        ``herfindahl`` is the sum of squared shares, from 1/n to 1; ``normalised``
        (H - 1/n) / (1 - 1/n), from 0 to 1; ``effective_number`` 1 / H.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        `x` holds no real numbers, or a negative one; `axis` is out of range.

    Notes
    -----
    A missing value makes the whole missing, and so does a total of zero. Of a single part the
    normalised index is missing.

    References
    ----------
    Hirschman (1964), The paternity of an index, American Economic Review 54. World Bank, WITS,
    *Trade Indicators*.

    Examples
    --------
    >>> import hanoi_ct
    >>> found = hanoi_ct.concentration([50.0, 30.0, 20.0])
    >>> found.herfindahl.round(4), found.effective_number.round(4)
    (np.float64(0.38), np.float64(2.6316))
    """
    if is_tabular(x):
        return Concentration(*(_one_field(x, axis, field) for field in Concentration._fields))
    shares, where = _shares(x, "x", "concentration", axis)
    squares = np.asarray(exact_sum(shares * shares, axis=where))
    n = shares.shape[where]
    with np.errstate(all="ignore"):
        least = 1.0 / n if n else np.nan
        normalised = (squares - least) / (1.0 - least) if n > 1 else np.full_like(squares, np.nan)
        return Concentration(squares[()], np.asarray(normalised)[()], np.asarray(1.0 / squares)[()])


def _one_field(x: Any, axis: Any, field: str) -> Any:
    def of_array(values: Any, along: Any) -> Any:
        return getattr(concentration(values, along), field)

    return over_items(of_array, {"x": x}, axis, "concentration", kept=False)


@overload
def structural_change(current: Labelled, base: Any, axis: int | str = -1) -> Any: ...
@overload
def structural_change(
    current: ArrayLike, base: ArrayLike, axis: int = -1
) -> NDArray[np.float64]: ...
def structural_change(current: Any, base: Any, axis: Any = -1) -> Any:
    """Norm of absolute values: half the sum of the absolute changes of shares.

    Parameters
    ----------
    current, base : array_like of real numbers, or labelled data
        Values of the same parts in two periods, of one shape and with the same labels.
    axis : int or str, default -1
        The axis of the parts, as in `concentration`.

    Returns
    -------
    float64, ndarray, or labelled as the data
        From 0, nothing moved, to 1, everything did.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `concentration`; shapes that differ.

    Notes
    -----
    A missing value or a total of zero in either period makes the result missing.

    References
    ----------
    Dietrich (2012), Does growth cause structural change, or is it the other way around?,
    Empirical Economics 43.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.structural_change([40.0, 60.0], [50.0, 50.0]).round(12)
    np.float64(0.1)
    """
    if is_tabular(current, base):
        return _of_two(structural_change, {"current": current, "base": base}, axis)
    now, then, where = _two(current, base, "structural_change", axis)
    return np.asarray(0.5 * exact_sum(np.abs(now - then), axis=where))[()]


@overload
def export_similarity(a: Labelled, b: Any, axis: int | str = -1) -> Any: ...
@overload
def export_similarity(a: ArrayLike, b: ArrayLike, axis: int = -1) -> NDArray[np.float64]: ...
def export_similarity(a: Any, b: Any, axis: Any = -1) -> Any:
    """Finger-Kreinin index: what two structures have in common, sum of the smaller shares.

    Parameters
    ----------
    a, b : array_like of real numbers, or labelled data
        Values of the same parts for two exporters, markets or periods, of one shape and with
        the same labels.
    axis : int or str, default -1
        The axis of the parts, as in `concentration`.

    Returns
    -------
    float64, ndarray, or labelled as the data
        From 0, nothing in common, to 1, the same structure: one less `structural_change`.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `structural_change`.

    Notes
    -----
    A missing value or a total of zero makes the result missing.

    References
    ----------
    Finger and Kreinin (1979), A measure of "export similarity" and its possible uses, Economic
    Journal 89.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.export_similarity([40.0, 60.0], [50.0, 50.0])
    np.float64(0.9)
    """
    if is_tabular(a, b):
        return _of_two(export_similarity, {"a": a, "b": b}, axis)
    first, second, where = _two(a, b, "export_similarity", axis)
    return np.asarray(exact_sum(np.minimum(first, second), axis=where))[()]


@overload
def lilien(current: Labelled, base: Any, axis: int | str = -1) -> Any: ...
@overload
def lilien(current: ArrayLike, base: ArrayLike, axis: int = -1) -> NDArray[np.float64]: ...
def lilien(current: Any, base: Any, axis: Any = -1) -> Any:
    """Lilien index: dispersion of the parts' growth around that of the total.

    Parameters
    ----------
    current, base : array_like of real numbers, or labelled data
        Values of the same parts in two periods, of one shape and with the same labels.
    axis : int or str, default -1
        The axis of the parts, as in `concentration`.

    Returns
    -------
    float64, ndarray, or labelled as the data
        The square root of the mean, by average shares, of the squared differences of the
        logarithmic growth of parts and total; 0 where all grow alike.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `structural_change`.

    Notes
    -----
    A part of zero in one period alone has no growth, and makes the result missing; in both it
    has no weight. A missing value makes the result missing.

    References
    ----------
    Lilien (1982), Sectoral shifts and cyclical unemployment, Journal of Political Economy 90.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.lilien([60.0, 60.0], [50.0, 50.0])
    np.float64(0.0)
    >>> hanoi_ct.lilien([60.0, 50.0], [50.0, 50.0]).round(4)
    np.float64(0.0911)
    """
    if is_tabular(current, base):
        return _of_two(lilien, {"current": current, "base": base}, axis)
    now, then, where = _two(current, base, "lilien", axis)
    with np.errstate(all="ignore"):
        weight = 0.5 * (now + then)
        # Growth of a part less that of the total is growth of its share.
        moved = np.where(weight == 0.0, 0.0, np.log(now / then))
        squares = np.where(np.isinf(moved), np.nan, weight * moved * moved)
    return np.asarray(np.sqrt(exact_sum(squares, axis=where)))[()]


def _of_two(function: Callable[..., Any], arguments: dict[str, Any], axis: Any) -> Any:
    return over_items(function, arguments, axis, function.__name__, kept=False)


def share_shift(current: Any, base: Any, source: Any, target: Any) -> Shift:
    """Whether shares moved from one part to another ("from China to ASEAN").

    Parameters
    ----------
    current, base : array_like of real numbers, or labelled data, one-dimensional
        Values of the same parts in two periods, with the same labels.
    source, target : int, or a label
        The two parts: by their labels in labelled data, by their places in an array.

    Returns
    -------
    Shift
        Changes of both shares in fractions; ``shifted`` where the source lost and the target
        gained; ``explained`` is the smaller of the two over all that moved
        (`structural_change`), 0 where nothing was shifted.

    Raises
    ------
    ArgumentTypeError, ArgumentValueError
        As `structural_change`; a place out of range; more than one dimension.

    Notes
    -----
    A source that grows can still lose: what counts is whether it grows less than the total. A
    missing value makes the changes missing, and nothing is said to be shifted.

    References
    ----------
    World Bank, WITS, *Trade Indicators*.

    Examples
    --------
    >>> import hanoi_ct
    >>> found = hanoi_ct.share_shift([40.0, 40.0, 20.0], [50.0, 30.0, 20.0], source=0, target=1)
    >>> found.shifted, round(found.explained, 6)
    (True, 1.0)
    """
    if is_tabular(current, base):
        values, head = fitted_together({"current": current, "base": base}, "share_shift")
        places = [_place(head, source, "source"), _place(head, target, "target")]
        return share_shift(values["current"], values["base"], *places)
    now, then, _ = _two(current, base, "share_shift", -1)
    if now.ndim != 1:
        raise ArgumentValueError(
            f"`current` of share_shift must have one dimension; got {now.ndim}"
        )
    source, target = (
        integer(place, name, "share_shift", low=0, high=now.size - 1)
        for name, place in (("source", source), ("target", target))
    )
    change = now - then
    lost, gained = float(change[source]), float(change[target])
    shifted = lost < 0.0 < gained
    moved = 0.5 * float(exact_sum(np.abs(change)))
    return Shift(lost, gained, shifted, min(-lost, gained) / moved if shifted else 0.0)


def _place(table: Table, label: Any, name: str) -> int:
    """The place of a part that is told by its label."""
    if table.values.ndim != 1:
        return 0  # refused as an array of more dimensions
    index = (
        table.source.get_index(table.labels[0]) if table.library == "xarray" else table.labels[0]
    )
    if index is None:  # a column without labels: the place, as in an array
        index = range(len(table.values))
    sought = spelled_as(label, index)
    places = [place for place, each in enumerate(index) if each == sought]
    if len(places) == 1:
        return places[0]
    raise ArgumentValueError(
        f"`{name}` of share_shift must be the label of one part; got {str(label)[:60]!r}, which "
        f"{'no part has' if not places else f'{len(places)} parts have'}"
    )


def _shares(x: ArrayLike, name: str, function: str, axis: int) -> tuple[NDArray[np.float64], int]:
    values = float64_array(x, name, function, min_ndim=1)
    where = axis_number(axis, values.ndim, function)
    if np.any(values < 0.0):
        raise ArgumentValueError(
            f"`{name}` of {function} must hold no negative value; got {values[values < 0.0][0]}"
        )
    total = np.expand_dims(exact_sum(values, axis=where), where)
    with np.errstate(all="ignore"):
        return np.where(total > 0.0, values / total, np.nan), where


def _two(
    a: ArrayLike, b: ArrayLike, function: str, axis: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], int]:
    names = ("a", "b") if function == "export_similarity" else ("current", "base")
    first, where = _shares(a, names[0], function, axis)
    second, _ = _shares(b, names[1], function, axis)
    if first.shape != second.shape:
        raise ArgumentValueError(
            f"`{names[0]}` and `{names[1]}` of {function} must have one shape; "
            f"got {first.shape} and {second.shape}"
        )
    return first, second, where
