"""What each node adds to the change of a total's level over a lag."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.hierarchy._decompose import multipliers
from hanoi_ct.hierarchy._splice import Linked
from hanoi_ct.hierarchy._superlative import superlative_parts

if TYPE_CHECKING:
    from hanoi_ct.hierarchy._index import FixedBaseIndex, PeriodOnPeriodIndex

_Floats = NDArray[np.float64]


def changes(index: "FixedBaseIndex", to: str, lag: int) -> _Floats:
    """Return what each node at and below a total adds to the change of its level.

    One column for each period that has another `lag` periods before it. The row of the
    total is its own change; children add up to their parent.
    """
    row = index.hierarchy.row(to)
    if index._rebased_from is not None:
        original, level = index._rebased_from
        moved: _Floats = changes(original, original.hierarchy.codes[row], lag) / level[row]
        return moved
    if index._links is not None:
        points = _chained_points(index._links, index._links.hierarchy.codes[row], index[to])
        return points[:, lag:] - points[:, :-lag]
    if index._linked is not None:
        points = _linked_points(index._linked, row)
        return points[:, lag:] - points[:, :-lag]
    _refuse_changing_weights(index)
    if index._means is not None:
        return superlative_parts(index, to, lag).change * index[to][:-lag]
    return _changes_of_mean(index, to, lag)


def _changes_of_mean(index: "FixedBaseIndex", to: str, lag: int) -> _Floats:
    """Take apart a mean of order r with constant weights w.

    Its change is that of the mean of order r of the relatives x1 / x0, with the weights
    ``w * x0**r``; this is written as an arithmetic mean at each node. An arithmetic mean
    with all its leaves is a sum, and what a point of each node is worth is its weight.
    """
    block = index.hierarchy.block_below(to)
    levels, weight = index._levels(), index.weights.node[block]
    before, after = levels[block, :-lag], levels[block, lag:]
    if index._is_one_base() and not index._has_gaps():
        worth = weight / weight[0]
    else:
        worth = multipliers(index.hierarchy.subtree(to), weight, before, after, index.order)
    moved: _Floats = worth * (after - before)
    if index._whole is not None:
        shown = index.values[block]
        moved[np.isnan(shown[:, lag:] + shown[:, :-lag])] = np.nan
    return moved


def _chained_points(links: "PeriodOnPeriodIndex", to: str, total: _Floats) -> _Floats:
    """Return the sums of what each node has added to the level of a total so far."""
    change = links.decompose(to).values[:, 1:]
    return _sums_so_far(change * total[:-1])


def _linked_points(linked: Linked, row: int) -> _Floats:
    """Return each node's part of the level of a total, up to a constant of its own.

    After a link it goes on from the mean of the old parts over the reference, with the
    parts of the new index on the level that the total has there (Ribe).
    """
    to = linked.new.hierarchy.codes[row]
    places = _places_in_old(linked, to)
    old_code = linked.old.hierarchy.codes[linked.rows[row]]
    before, after = _points(linked.old, old_code)[places], _points(linked.new, to)
    points = np.hstack([before[:, : linked.kept], after[:, linked.links[0].after.start :]])
    for link in linked.links:
        level = linked.old[old_code][link.old].mean() / linked.new[to][link.new].mean()
        start = before[:, link.old].mean(axis=1) - level * after[:, link.new].mean(axis=1)
        columns = linked.columns(link)
        points[:, columns] = start[:, np.newaxis] + level * points[:, columns]
    return points


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


def _points(index: "FixedBaseIndex", to: str) -> _Floats:
    """Return each node's part of the level of a total within one index."""
    if index._is_one_base() and not index._has_gaps():
        block = index.hierarchy.block_below(to)
        weight = index.weights.node[block]
        parts: _Floats = weight / weight[0] * index._levels()[block]
        return parts
    return _sums_so_far(changes(index, to, 1))


def _sums_so_far(steps: _Floats) -> _Floats:
    """Add up steps from period to period, from nothing in the first period.

    A node without a contribution adds nothing; a missing total stays missing.
    """
    known = np.where(np.isnan(steps[0]), np.nan, np.nan_to_num(steps))
    return np.hstack([np.zeros((len(steps), 1)), np.cumsum(known, axis=1)])


def _refuse_changing_weights(index: "FixedBaseIndex") -> None:
    if not all(mean.weights.constant for mean in index._means or (index,)):
        raise ArgumentValueError(
            "the index of contributions must have constant weights on its fixed base; got weights "
            "for each period: aggregate the ratios to the period before with them "
            "(kind='period_on_period'), and chain these"
        )
