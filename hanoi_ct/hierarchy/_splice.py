"""Linking of an index to one on a new base, and what its nodes add across the links."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct import _periods
from hanoi_ct._validate import choice, first_position, integer
from hanoi_ct.errors import ArgumentValueError

if TYPE_CHECKING:
    from hanoi_ct.hierarchy._index import FixedBaseIndex

_Floats = NDArray[np.float64]

_OVER_THE_YEAR = {"overlap": 0, "over_the_year": 1}


class Segment(NamedTuple):
    """Columns of a linked index that have one link, and what they are linked to.

    Within `columns` a node is ``level of the reference * index / mean over the
    reference``, and `value` holds the nodes' weights in the reference.
    """

    columns: slice
    reference: slice
    value: _Floats


class _Link(NamedTuple):
    """The reference in the old and in the new index, and the columns of the new it links."""

    old: slice
    new: slice
    after: slice


def spliced(
    old: "FixedBaseIndex",
    new: "FixedBaseIndex",
    overlap: Any,
    technique: str,
    periods_per_year: int,
) -> tuple[_Floats, tuple[Any, ...], tuple[Segment, ...]]:
    """Return levels, periods and segments; the arguments are those of `splice`.

    There are no segments where one of the two indexes is no arithmetic mean with
    constant weights.
    """
    old_span = _periods.span(overlap, old.periods, "overlap", "splice")
    new_span = _periods.span(overlap, new.periods, "overlap", "splice")
    periods = (*old.periods[: old_span.stop], *new.periods[new_span.stop :])
    links = [_Link(old_span, new_span, slice(new_span.stop, None))]
    if choice(technique, _OVER_THE_YEAR, "technique", "splice") == 1:
        _check_year(old_span, new_span, overlap, periods_per_year)
        for labels in (periods, new.periods):
            _periods.consecutive(labels, "splice")
        links = _same_periods(old_span, new_span)
    rows = _rows_of(new, old)
    before = old.values[rows]
    values = np.hstack([before[:, : old_span.stop], new.values[:, new_span.stop :]])
    segments = list(_segments_up_to(old, old_span.stop, rows))
    further = bool(segments) and new._is_one_base()
    for link in links:
        old_level = _level(before, old.periods, link.old, new.hierarchy.codes)
        new_level = _level(new.values, new.periods, link.new, new.hierarchy.codes)
        first = link.after.start - new_span.stop + old_span.stop
        columns = slice(first, values.shape[1], link.after.step)
        values[:, columns] *= (old_level / new_level)[:, np.newaxis]
        segments.append(Segment(columns, link.old, new.weights.node[:, 0] * new_level))
    return values, periods, tuple(segments) if further else ()


def linked_points(index: "FixedBaseIndex", to: str, segments: Sequence[Segment]) -> _Floats:
    """Return each node's part of the level of a total, up to a constant of its own.

    Each segment goes on from the mean of the parts over its reference, on the level
    that the total has there (Ribe). References stand before the columns they link.
    """
    rows = index.hierarchy.rows_below(to)
    values, total = index.values[rows], index[to]
    points = np.zeros_like(values)
    for segment in segments:
        share = segment.value[rows] / segment.value[rows[0]]
        level = values[:, segment.reference].mean(axis=1)
        scale = share * total[segment.reference].mean() / level
        moved = values[:, segment.columns] - level[:, np.newaxis]
        start = points[:, segment.reference].mean(axis=1)
        points[:, segment.columns] = start[:, np.newaxis] + scale[:, np.newaxis] * moved
    return points


def _same_periods(old_span: slice, new_span: slice) -> list[_Link]:
    """Return a link for each period of the year, to the same period of the overlap."""
    year = old_span.stop - old_span.start
    return [
        _Link(
            slice(old_span.start + place, old_span.start + place + 1),
            slice(new_span.start + place, new_span.start + place + 1),
            slice(new_span.stop + place, None, year),
        )
        for place in range(year)
    ]


def _check_year(old_span: slice, new_span: slice, overlap: Any, periods_per_year: int) -> None:
    year = integer(periods_per_year, "periods_per_year", "splice", low=1)
    for found in (old_span, new_span):
        length = found.stop - found.start
        if length != year:
            raise ArgumentValueError(
                f"`overlap` of splice must be a whole year of {year} periods with technique="
                f"'over_the_year'; got {overlap!r}, {length} of them"
            )


def _rows_of(new: "FixedBaseIndex", old: "FixedBaseIndex") -> list[int]:
    absent = [code for code in new.hierarchy.codes if code not in old.hierarchy]
    if absent:
        raise ArgumentValueError(
            f"nodes of `new` of splice must be nodes of the index it continues; got {absent[0]!r}"
        )
    return [old.hierarchy.row(code) for code in new.hierarchy.codes]


def _level(
    values: _Floats, periods: Sequence[Any], reference: slice, codes: Sequence[str]
) -> _Floats:
    """Return the mean of each node over a reference, or raise and name one without."""
    level: _Floats = values[:, reference].mean(axis=1)
    lost = np.isnan(level) | (level == 0.0)
    if lost.any():
        _, (row,) = first_position(lost)
        inside = periods[reference]
        where = str(inside[0]) if len(inside) == 1 else f"{inside[0]} to {inside[-1]}"
        raise ArgumentValueError(
            f"`overlap` of splice must be observed in both indexes, and not zero; got "
            f"{level[row]} for {codes[row]!r} in {where}"
        )
    return level


def _segments_up_to(index: "FixedBaseIndex", stop: int, rows: Sequence[int]) -> tuple[Segment, ...]:
    """Return the segments of some nodes up to a column."""
    segments = index._segments or ()
    if index._is_one_base():
        value = index.weights.node[:, 0] * index.values[:, 0]
        segments = (Segment(slice(0, stop), slice(0, 1), value),)
    return tuple(
        Segment(
            slice(s.columns.start, min(s.columns.stop, stop), s.columns.step),
            s.reference,
            s.value[rows],
        )
        for s in segments
        if s.columns.start < stop
    )
