"""Weights that are given for the periods in which they change, and carried forward."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.as_pandas import as_pandas
from hanoi_ct._inputs.calendar import Calendar
from hanoi_ct._inputs.libraries import library_of
from hanoi_ct._inputs.spelling import in_nfc
from hanoi_ct._inputs.validate import float64_array, shown
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

_RULE = (
    "a mapping of years or periods to weights by code, a Series by (period, code), or a frame "
    "with the periods down and the codes across"
)


class BasketWeights(NamedTuple):
    """Weights of some codes, and from which period on each set of them holds.

    `sets` has one row a code and one column a set, NaN where a code has no weight in it;
    `since` the number of the first period of each set, rising; `said` how it was labelled.
    """

    sets: Floats
    since: NDArray[np.int64]
    said: tuple[Any, ...]

    def number_at(self, periods: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return which set holds in each period; -1 before the first."""
        held: NDArray[np.int64] = np.searchsorted(self.since, periods, side="right") - 1
        return held

    def over(self, periods: NDArray[np.int64], order: Literal["C", "F"] = "C") -> Floats:
        """Return the weights in force in each of rising periods, NaN before the first set."""
        held = self.number_at(periods)
        values = np.full((len(self.sets), periods.size), np.nan, order=order)
        for number in np.unique(held[held >= 0]).tolist():
            first, last = np.searchsorted(held, [number, number + 1])
            values[:, first:last] = self.sets[:, number : number + 1]
        return values


def is_sparse(weights: Any) -> bool:
    """Tell whether weights come with the periods in which they change."""
    return isinstance(weights, Mapping) or library_of(weights) is not None


def basket_weights(
    weights: Any, codes: Sequence[Any], calendar: Calendar, function: str
) -> BasketWeights:
    """Read weights by the periods in which they change.

    Codes that a set does not name have no weight in it. A code that is not among `codes`
    is refused, as is a period that is none of the calendar's time.
    """
    sets = _sets(as_pandas(weights, frozenset(codes), "weights", function), codes, function)
    if not sets:
        raise ArgumentValueError(f"`weights` of {function} must name a period; got none")
    rows = _Rows(codes)
    values = np.full((len(codes), len(sets)), np.nan)
    since = np.empty(len(sets), dtype=np.int64)
    for column, (label, by_code) in enumerate(sets):
        numbers = calendar.numbers_of(label)
        if numbers is None:
            raise ArgumentValueError(
                f"periods in `weights` of {function} must be years or periods like those of the "
                f"data; got {shown(label)}"
                + (": put the periods down and the codes across" if label in rows.place else "")
            )
        since[column] = numbers[0]
        if isinstance(by_code, np.ndarray):  # one for each code, in order
            values[:, column] = by_code
            continue
        named: set[int] = set()
        for code, weight in by_code:
            row = rows.row(code)
            if row is None:
                raise ArgumentValueError(
                    f"codes in `weights` of {function} must be among the {len(codes)} of the data; "
                    f"got {shown(code)} in {label}"
                )
            if row in named:
                raise ArgumentValueError(
                    f"`weights` of {function} must have one number for a code in a period; got two "
                    f"for {shown(code)} in {label}: add them up, or leave one out"
                )
            named.add(row)
            values[row, column] = weight
    refused = (values < 0.0) | np.isinf(values)
    if refused.any():
        first, column = (int(each[0]) for each in np.nonzero(refused))
        raise ArgumentValueError(
            f"`weights` of {function} must be finite and not negative; got {values[first, column]} "
            f"for {codes[first]!r} in {sets[column][0]}"
        )
    order = np.argsort(since, kind="stable")
    again = np.flatnonzero(np.diff(since[order]) == 0)
    if again.size:
        twice = [sets[order[again[0] + shift]][0] for shift in (0, 1)]
        raise ArgumentValueError(
            f"periods in `weights` of {function} must differ; got {twice[0]} and {twice[1]}, which "
            f"begin together"
        )
    return BasketWeights(values[:, order], since[order], tuple(sets[i][0] for i in order))


class _Rows:
    """The row of each code, in whichever spelling of Unicode it comes."""

    def __init__(self, codes: Sequence[Any]) -> None:
        self.place = {code: row for row, code in enumerate(codes)}
        self._in_nfc: dict[str, int] | None = None

    def row(self, code: Any) -> int | None:
        if code in self.place or not isinstance(code, str):
            return self.place.get(code)
        if self._in_nfc is None:
            self._in_nfc = {in_nfc(c): row for c, row in self.place.items() if isinstance(c, str)}
        return self._in_nfc.get(in_nfc(code))


_ByCode = list[tuple[Any, float]] | Floats
_Sets = list[tuple[Any, _ByCode]]


def _sets(weights: Any, codes: Sequence[Any], function: str) -> _Sets:
    """Return the pairs of code and weight under each label."""
    if isinstance(weights, Mapping):
        return [(label, _pairs(each, codes, label, function)) for label, each in weights.items()]
    if hasattr(weights, "columns") and hasattr(weights, "index"):
        table = float64_array(weights.to_numpy(dtype=float, na_value=np.nan), "weights", function)
        columns = weights.columns.tolist()
        if columns == list(codes):
            return list(zip(weights.index.tolist(), table, strict=True))
        return [
            (label, list(zip(columns, row.tolist(), strict=True)))
            for label, row in zip(weights.index.tolist(), table, strict=True)
        ]
    if hasattr(weights, "index") and getattr(weights.index, "nlevels", 1) == 2:
        found: dict[Any, list[tuple[Any, float]]] = {}
        values = weights.to_numpy(dtype=float, na_value=np.nan).tolist()
        for (label, code), value in zip(weights.index.tolist(), values, strict=True):
            found.setdefault(label, []).append((code, value))
        return [*found.items()]
    raise ArgumentTypeError(f"`weights` of {function} must be {_RULE}; got {shown(weights)}")


def _pairs(each: Any, codes: Sequence[Any], label: Any, function: str) -> _ByCode:
    """Return the pairs of one set, of a mapping or a Series, or one number for each code."""
    if isinstance(each, Mapping) or (hasattr(each, "items") and hasattr(each, "index")):
        named = list(each.items())
        values = float64_array([value for _, value in named], "weights", function)
        return [(code, value) for (code, _), value in zip(named, values.tolist(), strict=True)]
    if isinstance(each, Iterable) and not isinstance(each, str):
        values = float64_array(each, "weights", function)
        if values.shape == (len(codes),):
            return values
    raise ArgumentTypeError(
        f"`weights` of {function} must be {_RULE}; got {shown(each)} for {shown(label)}"
    )
