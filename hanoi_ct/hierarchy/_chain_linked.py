"""Chained indexes as offices compute them: a year's weights, a link, the next year's weights."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct import _core
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.calendar import Calendar
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.hierarchy._aggregate import Options, mean_of
from hanoi_ct.hierarchy._codes.tree import CodeTree
from hanoi_ct.hierarchy._explain.linked import linked
from hanoi_ct.hierarchy._fixed_base import FixedBaseIndex
from hanoi_ct.hierarchy._tree_index import TreeIndex
from hanoi_ct.hierarchy._values.leaves import LeafData, leaf_data
from hanoi_ct.hierarchy._values.state import Link
from hanoi_ct.hierarchy._values.weights import Weights
from hanoi_ct.measures._index.basket_weights import BasketWeights, basket_weights
from hanoi_ct.measures._index.links import calendar_links, link_calendar

_FUNCTION = "Hierarchy.chain_linked"


# Policies under which what is missing has a level for all that.
_IMPUTING = ("parent", "parent_change", "year_ago", "last")


class _Stretch(NamedTuple):
    """Columns over one reference, which is `reference` up to `begin`, and their links."""

    reference: int
    begin: int
    end: int
    links: int  # 1, or one for each period of the year


def chain_linked(
    hierarchy: CodeTree,
    x: Any,
    weights: Any,
    *,
    link: Any,
    in_year: bool,
    updated: bool,
    reference: Any,
    partial: bool,
    freq: str | None,
    year_start: int | None,
    options: Options,
) -> FixedBaseIndex:
    """Chain; the arguments are those of `Hierarchy.chain_linked`."""
    data = leaf_data(hierarchy, x, options.periods, options.missing_rows, _FUNCTION)
    calendar = link_calendar(data.periods, _FUNCTION, freq, year_start)
    baskets = basket_weights(weights, hierarchy.leaves, calendar, _FUNCTION)
    held = baskets.number_at(calendar.numbers)
    stretches = _stretches(calendar, link, held)
    index: FixedBaseIndex | None = None
    first = stretches[0].reference
    last_set, last_base, last_reference = -1, np.ones(len(hierarchy.leaves)), 0
    each = np.empty(0)
    source: FixedBaseIndex | None = None
    for stretch in stretches:
        number = _set_of(stretch, held, baskets, calendar)
        at = data.values[:, stretch.reference : stretch.begin]
        if source is not None and not in_year and options.missing in _IMPUTING:
            at = _imputed(at, source, last_base, stretch.reference - last_reference)
        base = at[:, 0] if at.shape[1] == 1 else at.mean(axis=1)
        if number != last_set:
            each = np.nan_to_num(baskets.sets[:, number])
        elif updated:  # what a leaf has done since the last link
            each = each * np.nan_to_num(base if in_year else base / last_base, nan=1.0)
        last_set, last_base, last_reference = number, base, stretch.reference
        source = _source(hierarchy, data, stretch, at, base, each, in_year, options)
        index = source if index is None else _continued(index, source, stretch, first)
    assert index is not None
    index.missing_rows = data.missing_rows
    if reference is None:
        return index
    return index.rebase(reference, partial=partial, year_start=year_start)


def _stretches(calendar: Calendar, link: Any, held: NDArray[np.int64]) -> list[_Stretch]:
    """Return the stretches from the first reference after which weights hold."""
    links = calendar_links(calendar, link, _FUNCTION)
    if isinstance(link, str) and link == "over_the_year":
        found = _years(calendar)
    else:
        columns = zip(*(array.tolist() for array in links.arrays[:4]), strict=True)
        found = [
            _Stretch(0 if a == b else a, begin if a < b else 1, end, 1)
            for begin, end, a, b in columns
            if a < b or end > 1
        ]
    found = [each for each in found if held[each.end - 1] >= 0]
    if not found:
        raise ArgumentValueError(
            f"`weights` of {_FUNCTION} must hold in a period after a reference; got none before "
            f"{calendar.written(int(calendar.numbers[-1]))}"
        )
    return found


def _years(calendar: Calendar) -> list[_Stretch]:
    """Return each year after a complete one, which it is linked to period by period."""
    years = list(calendar.years())
    found = []
    for (_, before, whole), (_, rows, _) in pairwise(years):
        if whole:
            begin = int(rows[0])
            found.append(_Stretch(int(before[0]), begin, int(rows[-1]) + 1, before.size))
    return found


def _set_of(
    stretch: _Stretch, held: NDArray[np.int64], baskets: BasketWeights, calendar: Calendar
) -> int:
    """Return the number of the weights that hold over a stretch."""
    numbers = held[stretch.begin : stretch.end]
    changed = np.flatnonzero(numbers != numbers[0])
    if changed.size:
        at = int(changed[0]) + stretch.begin
        begin, end = (
            calendar.written(int(calendar.numbers[each]))
            for each in (stretch.begin, stretch.end - 1)
        )
        raise ArgumentValueError(
            f"`weights` of {_FUNCTION} must change at links; got others from "
            f"{baskets.said[held[at]]} on, amid {begin} to {end}: say the period after the link in "
            f"which they begin to hold, or another `link`"
        )
    return int(numbers[0])


def _imputed(at: Floats, source: FixedBaseIndex, base: Floats, first: int) -> Floats:
    """Return levels at a reference, where a leaf is missing that which the stretch before gave it:
    else all that is seen of it until the next link would be over nothing."""
    missing = np.isnan(at)
    if not missing.any():
        return at
    given = source._levels()[source.hierarchy.leaf_rows, first : first + at.shape[1]]
    return np.where(missing, given * base[:, np.newaxis] / 100.0, at)


def _source(
    hierarchy: CodeTree,
    data: LeafData,
    stretch: _Stretch,
    at: Floats,
    base: Floats,
    each: Floats,
    in_year: bool,
    options: Options,
) -> FixedBaseIndex:
    """Return the index of a stretch over its reference, which is 100."""
    columns = slice(stretch.reference, stretch.end)
    if in_year:
        over = np.array(data.values[:, columns])
        over[:, : stretch.begin - stretch.reference] = 1.0
    else:
        with np.errstate(invalid="ignore", divide="ignore"):
            levels = np.hstack([at, data.values[:, stretch.begin : stretch.end]])
            over = levels / base[:, np.newaxis]
        over[np.isinf(over)] = np.nan
    over *= 100.0
    over[each == 0.0] = np.nan
    leaf = each[:, np.newaxis]
    tree = hierarchy._tree
    of_nodes = Weights(leaf, _core.tree_sum(leaf, tree.parent, tree.leaf))
    labels = data.periods[columns]
    if not of_nodes.node[hierarchy.parent < 0].all():
        raise ArgumentValueError(
            f"`weights` of {_FUNCTION} must be positive for a leaf below every root; got none from "
            f"{labels[stretch.begin - stretch.reference]} on"
        )
    index: TreeIndex = mean_of(hierarchy, over, labels, of_nodes, replace(options, periods=None))
    assert isinstance(index, FixedBaseIndex)
    index.values[hierarchy.leaf_rows[each == 0.0]] = np.nan
    index.values[of_nodes.node[:, 0] == 0.0] = np.nan
    return index


def _continued(
    index: FixedBaseIndex, source: FixedBaseIndex, stretch: _Stretch, first: int
) -> FixedBaseIndex:
    """Link the index of a stretch to what came before it."""
    reference, start = stretch.reference - first, stretch.begin - first
    length = start - reference
    step = stretch.links
    links = (
        [Link(slice(reference, start), slice(0, length))]
        if step == 1
        else [Link(slice(reference + i, reference + i + 1), slice(i, i + 1)) for i in range(length)]
    )
    found = linked(index, source, links, start, length, {}, lenient=True)
    periods: Sequence[Any] = (*index.periods[:start], *source.periods[length:])
    return FixedBaseIndex.of_stretches(index.hierarchy, tuple(periods), found, source.weights)
