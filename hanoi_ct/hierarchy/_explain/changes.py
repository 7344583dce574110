"""What each node adds to the change of a total's level over a lag."""

import numpy as np
from numpy.typing import NDArray

from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.hierarchy._explain.decompose import decompose
from hanoi_ct.hierarchy._explain.factors import multipliers
from hanoi_ct.hierarchy._explain.superlative import Columns, superlative_parts
from hanoi_ct.hierarchy._values.state import (
    Chained,
    IndexState,
    Linked,
    Rebased,
    Superlative,
    Withheld,
)

_Floats = NDArray[np.float64]


def changes(index: IndexState, to: str, lag: int) -> _Floats:
    """Return what each node at and below a total adds to the change of its level.

    One column for each period that has another `lag` periods before it. The row of the
    total is its own change; children add up to their parent.
    """
    n = len(index.periods)
    return _between(index, index.hierarchy.row(to), slice(0, n - lag), slice(lag, n))


def _between(index: IndexState, row: int, start: Columns, end: Columns) -> _Floats:
    """Return what each node below a row adds to its change between pairs of columns."""
    origin, to = index.origin, index.hierarchy.codes[row]
    if isinstance(origin, Rebased):
        moved: _Floats = _between(origin.source, row, start, end) / origin.level[row]
        return moved
    if isinstance(origin, Chained):
        points = _chained_points(origin.links, origin.links.hierarchy.codes[row], index[to])
        return points[:, end] - points[:, start]
    if isinstance(origin, Linked):
        at = np.arange(len(index.periods))
        return _across_links(origin, row, at[start], at[end])
    _refuse_changing_weights(index)
    if isinstance(origin, Superlative):
        return superlative_parts(index, to, (start, end)).change * index[to][start]
    return _changes_of_mean(index, to, start, end)


def _changes_of_mean(index: IndexState, to: str, start: Columns, end: Columns) -> _Floats:
    """Take apart a mean of order r with constant weights w.

    Its change is that of the mean of order r of the relatives x1 / x0, with the weights
    ``w * x0**r``; this is written as an arithmetic mean at each node. An arithmetic mean
    with all its leaves is a sum, and what a point of each node is worth is its weight.
    """
    block = index.hierarchy.block_below(to)
    levels, weight = index._levels()[block], index.weights.node[block]
    before, after = levels[:, start], levels[:, end]
    if index._is_one_base() and not index._has_gaps():
        worth = weight / weight[0]
    else:
        worth = multipliers(index.hierarchy.subtree(to), weight, before, after, index.order)
    moved: _Floats = worth * (after - before)
    if isinstance(index.origin, Withheld):
        shown = index.values[block]
        moved[np.isnan(shown[:, start] + shown[:, end])] = np.nan
    return moved


def _chained_points(links: IndexState, to: str, total: _Floats) -> _Floats:
    """Return the sums of what each node has added to the level of a total so far."""
    change = decompose(links, to).values[:, 1:]
    steps = np.nan_to_num(change) * np.nan_to_num(total[:-1])
    # A node without a contribution adds nothing; a missing total has nothing to take apart.
    points = np.hstack([np.zeros((len(change), 1)), np.cumsum(steps, axis=1)])
    points[:, np.isnan(total)] = np.nan
    return points


def _across_links(
    linked: Linked, row: int, start: NDArray[np.int64], end: NDArray[np.int64]
) -> _Floats:
    """Take each stretch apart in the index that it comes from.

    Between two periods on one link, or before any, that index tells all. Otherwise the
    way leads by the references: in the old index to the one, or from the other.
    """
    first, last = linked.link_of(start), linked.link_of(end)
    places = _places_in_old(linked, linked.new.hierarchy.codes[row])
    moved = np.empty((places.size, start.size))
    for pair in set(zip(first.tolist(), last.tolist(), strict=True)):
        at = (first == pair[0]) & (last == pair[1])
        moved[:, at] = _stretch(linked, row, places, pair, start[at], end[at])
    return moved


def _stretch(
    linked: Linked,
    row: int,
    places: NDArray[np.int64],
    pair: tuple[int, int],
    start: NDArray[np.int64],
    end: NDArray[np.int64],
) -> _Floats:
    """Return the changes between columns of one link (-1 before any) and of another.

    Parts of the new index count on the level that the total has at the link (Ribe).
    """

    def in_old(a: NDArray[np.int64], b: NDArray[np.int64]) -> _Floats:
        moved: _Floats = _between(linked.old, int(linked.rows[row]), a, b)[places]
        return moved

    def in_new(link: int, a: NDArray[np.int64], b: NDArray[np.int64]) -> _Floats:
        return _level_at(linked, row, link) * _between(linked.new, row, a, b)

    def since(link: int, columns: NDArray[np.int64]) -> _Floats:
        """Mean over the reference of the new changes from there on."""
        ways = _columns_of(linked.links[link].new)
        return _mean([in_new(link, columns * 0 + way, linked.in_new(columns)) for way in ways])

    if pair[0] == pair[1]:
        if pair[0] < 0:
            return in_old(start, end)
        return in_new(pair[0], linked.in_new(start), linked.in_new(end))
    by = [
        [columns] if link < 0 else [columns * 0 + p for p in _columns_of(linked.links[link].old)]
        for link, columns in zip(pair, (start, end), strict=True)
    ]
    moved = _mean([in_old(a, b) for a in by[0] for b in by[1]])
    if pair[1] >= 0:
        moved = moved + since(pair[1], end)
    if pair[0] >= 0:
        moved = moved - since(pair[0], start)
    return moved


def _columns_of(reference: slice) -> range:
    return range(reference.start, reference.stop)


def _mean(parts: list[_Floats]) -> _Floats:
    total = parts[0]
    for each in parts[1:]:
        total = total + each
    return total / len(parts)


def _level_at(linked: Linked, row: int, link: int) -> float:
    """Return the level of a total in the old index over that in the new, at a link."""
    old, new = linked.old.values[linked.rows[row]], linked.new.values[row]
    reference = linked.links[link]
    return float(old[reference.old].mean() / new[reference.new].mean())


def _places_in_old(linked: Linked, to: str) -> NDArray[np.int64]:
    """Return where the nodes below a total stand among those below it in the old index."""
    below = linked.new.hierarchy.rows_below(to)
    rows = linked.rows[below]
    place = np.full(len(linked.old.hierarchy), -1)
    inside = linked.old.hierarchy.rows_below(linked.old.hierarchy.codes[rows[0]])
    place[inside] = np.arange(inside.size)
    if (place[rows] < 0).any():
        code = linked.new.hierarchy.codes[below[int((place[rows] < 0).argmax())]]
        raise ArgumentValueError(
            f"nodes of contributions must stand below {to!r} in both of the linked indexes; got "
            f"{code!r}, which the earlier one has elsewhere"
        )
    return place[rows]


def _refuse_changing_weights(index: IndexState) -> None:
    means = index.origin if isinstance(index.origin, Superlative) else (index,)
    if not all(mean.weights.constant for mean in means):
        raise ArgumentValueError(
            "the index of contributions must have constant weights on its fixed base; got weights "
            "for each period: aggregate the ratios to the period before with them "
            "(kind='period_on_period'), and chain these"
        )
