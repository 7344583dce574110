"""Functions of panels applied to long tables: one row an observation, in any order.

Rows are brought into runs of consecutive periods, one for each series, the function of
panels does its work on these, and the results go back to the rows. Rows that already
lie as a panel, series after series with the same periods, are taken as one where they
are; finding that out is one pass over the keys.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct import _core
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.threads import PIECE, slices, within_reach
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._calls.along import BaseError

Integers = NDArray[np.int64]


class Names(NamedTuple):
    """What errors call things."""

    series: Callable[[int], Any]
    period: Callable[[int], str]
    function: str


# A function of panels: a block of series (rows) by periods, the place in the year of its
# first period (from 1), and where to write.
Block = Callable[[Floats, int, Floats], Any]


def over_long_table(
    block: Block,
    values: Floats,
    series: Integers,
    numbers: Integers,
    names: Names,
    *,
    per_year: int = 1,
    pads_count: bool = False,
) -> Floats:
    """Apply a function of panels to the rows of a long table.

    `series` and `numbers` are keys of the rows, equal for one series and consecutive for
    consecutive periods; years begin at multiples of `per_year`. Where `pads_count`,
    periods of a year before the first of a series count as missing ones, so that no
    block may begin inside a year.
    """
    n = len(values)
    if n == 0:
        return np.empty(0)
    is_sorted, consecutive, n_runs, length, first = _order_of_rows(series, numbers)
    place = first % per_year
    if is_sorted and consecutive and length > 0 and not (pads_count and place):
        panel = np.ascontiguousarray(values).reshape(n_runs, length)
        result = np.empty_like(panel)
        begins = np.full(n_runs, first)
        _applied(block, panel, place + 1, result, series[::length], begins, names)
        return result.reshape(n)
    # Copied: what is looked at here must be what the core finds cells by, whoever writes
    # into the caller's columns.
    series, numbers = within_reach(lambda: (series.copy(), numbers.copy()), n)
    is_sorted, _, n_runs, *_ = _order_of_rows(series, numbers)
    codes, keys = _numbered(series, bool(is_sorted), n_runs)
    return _through_cells(block, values, codes, keys, numbers, per_year, names)


def _order_of_rows(series: Integers, numbers: Integers) -> list[int]:
    order = within_reach(lambda: _core.order_of_rows(series, numbers), len(series))
    return [int(fact) for fact in order]


def _numbered(series: Integers, is_sorted: bool, n_runs: int) -> tuple[Integers, Integers]:
    """Return the series of the rows as numbers from 0, and the keys by these numbers."""
    if is_sorted:
        codes = np.empty(len(series), dtype=np.int64)
        within_reach(lambda: _core.number_runs(series, codes), len(series))
        return codes, series[np.searchsorted(codes, np.arange(n_runs))]
    low, high = int(series.min()), int(series.max())
    if high - low < 4 * len(series) + 1024:
        return (series if low == 0 else series - low), np.arange(low, high + 1)
    distinct, codes = within_reach(lambda: np.unique(series, return_inverse=True), len(series))
    return codes, distinct


def _through_cells(
    block: Block,
    values: Floats,
    codes: Integers,
    keys: Integers,
    numbers: Integers,
    per_year: int,
    names: Names,
) -> Floats:
    first, last = np.empty((2, len(keys)), dtype=np.int64)
    within_reach(
        lambda: _core.extents_of_series(codes, numbers, first.copy(), first, last), len(codes)
    )
    empty = first > last
    first[empty], last[empty] = 0, -1
    first -= first % per_year  # a run begins with its year
    starts, blocks = _layout(first, last, len(values), names)
    cells, results = np.empty(blocks[-1].end), np.empty(blocks[-1].end)
    status = np.empty((), dtype=np.int64)
    within_reach(
        lambda: _core.spread_rows(values, codes, numbers, starts - first, cells, cells, status),
        len(values),
    )
    if status >= 0:
        _refuse_duplicate(int(status), codes, keys, numbers, names)
    for at in blocks:
        panel = cells[at.begin : at.end].reshape(-1, at.width)
        into = results[at.begin : at.end].reshape(-1, at.width)
        _applied(block, panel, 1, into, keys[at.members], first[at.members], names)
    out, origins = np.empty(len(values)), starts - first
    for part in slices(out.size, -(-out.size // PIECE)):  # so that Ctrl-C is felt
        _core.gather_rows(results, codes[part], numbers[part], origins, out[part])
    return out


class Runs(NamedTuple):
    """Runs of one width, side by side in the cells."""

    begin: int
    end: int
    width: int
    members: Integers  # the series


def _layout(first: Integers, last: Integers, n: int, names: Names) -> tuple[Integers, list[Runs]]:
    """Return where the run of each series begins, and the blocks of runs of one width.

    Runs whose lengths share their highest bit share a block, so that no more than half
    of a block is empty; runs of equal length, the common case, share one that is full.
    """
    spans = last.astype(np.float64) - first + 1  # in floating point, which does not wrap
    if spans.max() > 2**40 or spans.sum() > 256 * n + 2**22:
        widest = int(spans.argmax())
        raise ArgumentValueError(
            f"`period` of {names.function} must not leave most periods out; got {n} rows for "
            f"runs of {int(spans.sum())} periods, as from {names.period(int(first[widest]))} "
            f"to {names.period(int(last[widest]))} in one series: count periods in sequence"
        )
    lengths = last - first + 1
    classes = np.frexp(spans)[1]
    starts = np.zeros(len(lengths), dtype=np.int64)
    blocks: list[Runs] = []
    for size in np.unique(classes[lengths > 0]):
        members = np.flatnonzero((classes == size) & (lengths > 0))
        width = int(lengths[members].max())
        begin = blocks[-1].end if blocks else 0
        starts[members] = begin + width * np.arange(len(members))
        blocks.append(Runs(begin, begin + width * len(members), width, members))
    return starts, blocks


def _applied(
    block: Block,
    panel: Floats,
    first_period: int,
    out: Floats,
    keys: Integers,
    begins: Integers,
    names: Names,
) -> None:
    try:
        block(panel, first_period, out)
    except BaseError as refused:
        row, t = refused.position
        raise ArgumentValueError(
            f"bases in `values` of {names.function} must be positive under "
            f"negative_base='raise'; got {refused.base} in series "
            f"{names.series(int(keys[row]))} at {names.period(int(begins[row]) + t)}"
            f"{f', one of {refused.count}' if refused.count > 1 else ''}"
        ) from None


def _refuse_duplicate(
    row: int, codes: Integers, keys: Integers, numbers: Integers, names: Names
) -> None:
    same = (codes[:row] == codes[row]) & (numbers[:row] == numbers[row])
    raise ArgumentValueError(
        f"`series` and `period` of {names.function} must name each observation once; got series "
        f"{names.series(int(keys[codes[row]]))} at {names.period(int(numbers[row]))} twice, in "
        f"rows {int(np.argmax(same))} and {row}"
    )
