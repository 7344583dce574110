"""Panels of prices and quantities: arrays of items by periods, wide and long tables."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.columns import is_table
from hanoi_ct._inputs.labels import no_labels
from hanoi_ct._inputs.libraries import library_of
from hanoi_ct._inputs.long import long_of
from hanoi_ct._inputs.spelling import all_in_nfc, in_nfc
from hanoi_ct._inputs.tabular import is_tabular
from hanoi_ct._inputs.validate import first_position, float64_array, integer, shown
from hanoi_ct._inputs.wide import consecutive, over_time, wide_of
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError


class Columns(NamedTuple):
    """The columns of a long table: of prices, quantities, items and periods."""

    price: Any
    quantity: Any
    by: Any
    time: Any


class Panel(NamedTuple):
    """Prices and quantities of items (rows) in periods (columns), and what they came as."""

    prices: Floats
    quantities: Floats | None
    items: list[Any] | None
    times: list[Any] | None
    labelled: Callable[..., Any]  # figures by period, or rows of items by period, and back

    def where(self, position: tuple[int, ...], count: int) -> str:
        """Return where a figure stands, by its labels if there are any."""
        row, column = position
        rest = f", the first of {count}" if count > 1 else ""
        if self.items is None or self.times is None:
            return f" at index {position}{rest}"
        return f" for {shown(self.items[row])} in {self.period(column)}{rest}"

    def period(self, column: int) -> str:
        """Return the label of a period, or its place."""
        if self.times is None:
            return f"period {column}"
        label = self.times[column]
        return str(label)[:10] if not isinstance(label, str) else label


def panel_of(prices: Any, quantities: Any, columns: Columns, freq: Any, function: str) -> Panel:
    """Take prices and quantities apart; they must have one shape, or the same labels."""
    if any(each is not None for each in columns):
        return _of_long(prices, quantities, columns, freq, function)
    if is_tabular(prices, quantities):
        return _of_wide(prices, quantities, freq, function)
    no_labels(freq, None, function)
    p = float64_array(prices, "prices", function, min_ndim=2)
    q = None
    if quantities is not None:
        q = float64_array(quantities, "quantities", function, min_ndim=2)
    shape = p.shape if q is None else q.shape
    if p.ndim != 2 or p.shape != shape:
        raise ArgumentValueError(
            f"`prices` and `quantities` of {function} must have one shape, items by periods; got "
            f"{p.shape} and {shape}"
        )
    return _refused_empty(Panel(p, q, None, None, lambda result, items=None: result), function)


def _of_long(table: Any, quantities: Any, columns: Columns, freq: Any, function: str) -> Panel:
    if quantities is not None or columns.price is None or not is_table(table):
        raise ArgumentTypeError(
            f"`prices` of {function} must be a long table, its columns named by price=, "
            f"quantity=, by= and time=, and nothing else given; got a {type(table).__name__}, "
            f"price={shown(columns.price)}"
        )
    long = long_of(table, columns.by, columns.time, freq, "prices", function)
    wide = long.wide(columns.price)
    q = None if columns.quantity is None else long.grid(columns.quantity)
    return _labelled(wide, q, function)


def _of_wide(prices: Any, quantities: Any, freq: Any, function: str) -> Panel:
    if quantities is not None and library_of(prices) != library_of(quantities):
        raise ArgumentTypeError(
            f"`prices` and `quantities` of {function} must be of one kind; got a "
            f"{type(prices).__name__} and a {type(quantities).__name__}"
        )
    wide = wide_of(prices, "prices", function)
    consecutive(wide, freq, "prices", function)
    if quantities is None:
        return _labelled(wide, None, function)
    other = wide_of(quantities, "quantities", function)
    for what, mine, theirs in (
        ("items", wide.products, other.products),
        ("periods", _listed(wide.times), _listed(other.times)),
    ):
        if all_in_nfc(mine) != all_in_nfc(theirs):
            pairs = enumerate(zip(mine, theirs, strict=False))
            at = next((i for i, (a, b) in pairs if in_nfc(a) != in_nfc(b)), -1)
            got = f"{len(mine)} and {len(theirs)}"
            if at >= 0:
                got = f"{shown(mine[at])} and {shown(theirs[at])} at position {at}"
            raise ArgumentValueError(
                f"`prices` and `quantities` of {function} must have the same {what} in the same "
                f"order; got {got}: reindex one of them"
            )
    return _labelled(wide, other.values, function)


def _listed(times: Any) -> list[Any]:
    if times is None:
        return []
    if hasattr(times, "to_pylist"):
        return list(times.to_pylist())
    return list(times.values.tolist() if hasattr(times, "dims") else times)


def _labelled(wide: Any, quantities: Any, function: str) -> Panel:
    times = _listed(wide.times)
    if library_of(wide.times) == "xarray":
        times = [str(t)[:10] for t in wide.times.values]
    n = wide.values.shape[1]
    named = times if len(times) == n else [f"row {i}" for i in range(n)]
    back = lambda result, items=None: over_time(result, wide, items)  # noqa: E731
    p = np.ascontiguousarray(wide.values, dtype=np.float64)
    q = None if quantities is None else np.ascontiguousarray(quantities, dtype=np.float64)
    return _refused_empty(Panel(p, q, wide.products, named, back), function)


def _refused_empty(panel: Panel, function: str) -> Panel:
    if panel.prices.size == 0:
        raise ArgumentValueError(
            f"`prices` of {function} must have at least one item and period; got shape "
            f"{panel.prices.shape}"
        )
    return panel


def place_of(panel: Panel, period: Any, name: str, function: str) -> int:
    """Return the place of a period that is said by its place, or by its label if it has one."""
    n = panel.prices.shape[1]
    whole = isinstance(period, (int, np.integer)) and not isinstance(period, bool)
    if panel.times is None or whole:
        return integer(period, name, function, low=0, high=n - 1)
    labels, wanted = [panel.period(i) for i in range(n)], str(period)[:10]
    found = [i for i, label in enumerate(labels) if label == wanted]
    found = found or [i for i, label in enumerate(labels) if label.startswith(f"{wanted}-")]
    if len(found) != 1:
        raise ArgumentValueError(
            f"`{name}` of {function} must be the label of one period, or its place from 0; got "
            f"{shown(period)}: the periods are {labels[0]} to {labels[-1]}"
        )
    return found[0]


def refuse(
    panel: Panel, x: Floats, name: str, wrong: NDArray[np.bool_], rule: str, function: str
) -> None:
    """Raise for the first figure of which `wrong` is true."""
    if wrong.any():
        count, position = first_position(wrong)
        raise ArgumentValueError(
            f"`{name}` of {function} must be {rule}; got {x[position]}"
            f"{panel.where(position, count)}"
        )
