"""What each node adds to the change of a total's level over a lag, across any number of links.

Each stretch is taken apart in the index, and in the tree, that it comes from. The points that
a node has added so far go on from stretch to stretch: at a link from those at its reference,
on the level that the total has there (Ribe). What a node adds between two periods is the
difference of its points, if the indexes are sums; where they are means of another kind, the
stretches at either end are taken apart for these two periods.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct.hierarchy._codes.tree import CodeTree
from hanoi_ct.hierarchy._explain.changes import between, growth_between
from hanoi_ct.hierarchy._values.state import IndexState, Link, Linked, Stretch, before, rows_back

_Rows = NDArray[np.int64]


class Changes(NamedTuple):
    """What each node at and below a total adds to the change of its level.

    `tree` is that of the rows: what is below the total, and in it what links discontinued.
    `values` have one column for each period that has another `lag` periods before it; the row
    of the total is its own change, and children add up to their parent. `nowhere` tells which
    nodes were in the basket at neither end and added nothing (0); None where there is none.
    """

    tree: CodeTree
    values: Floats
    nowhere: NDArray[np.bool_] | None


def changes(index: IndexState, to: str, lag: int) -> Changes:
    """Return what each node at and below a total adds to its change over a lag."""
    n, row = len(index.periods), index.hierarchy.row(to)
    if not isinstance(index.origin, Linked):
        moved = between(index, row, slice(0, n - lag), slice(lag, n))
        return Changes(index.hierarchy.subtree(to), moved, None)
    return _across_links(index.hierarchy, index.origin, row, lag)


def contributions(index: IndexState, to: str, lag: int) -> tuple[CodeTree, Floats]:
    """Return the changes over a lag as fractions of the total before, in all periods."""
    tree, total = index.hierarchy.subtree(to), index[to]
    n = total.size
    if lag >= n:
        return tree, np.full((len(tree), n), np.nan)
    known = (total[:-lag] > 0.0) & ~np.isnan(total[lag:])
    base = np.where(known, total[:-lag], np.nan)
    if not index._stands_on_its_base():
        tree, moved, nowhere = changes(index, to, lag)
        if nowhere is not None:
            moved[nowhere] = np.nan
        values = np.empty((len(tree), n))
        values[:, :lag] = np.nan
        np.divide(moved, base, out=values[:, lag:])
        return tree, values
    values = np.empty((len(tree), n))
    values[:, :lag] = np.nan
    growth_between(index, to, slice(0, n - lag), slice(lag, n), base, values[:, lag:])
    return tree, values


class _Part(NamedTuple):
    """A stretch as seen from a total: the row of the total in its source (-1: not in it), and
    for each node of the result its row there (-1: not below the total)."""

    stretch: Stretch
    columns: range
    top: int
    rows: _Rows

    @property
    def sums(self) -> bool:
        """Tell whether what a node adds is a difference of what it is worth."""
        source = self.stretch.source
        return source._is_one_base() and source.origin is None and not source._has_gaps()

    def scale(self, columns: range) -> Floats:
        """Return the level of the total over that in the source."""
        scale: Floats = self.stretch.factors(columns)[self.top]
        return scale

    def changes(self, start: _Rows, end: _Rows) -> Floats:
        """Return what each node adds between pairs of columns of the source."""
        tree = self.stretch.source.hierarchy
        place = np.full(len(tree) + 1, -1)
        block = tree.rows_below(tree.codes[self.top])
        place[block] = np.arange(block.size)
        moved = between(self.stretch.source, self.top, start, end)
        return _taken(moved, place[self.rows])


def _across_links(hierarchy: CodeTree, linked: Linked, row: int, lag: int) -> Changes:
    tree, parts = _seen_from(hierarchy, linked, row)
    points = _points(linked, parts, len(tree))
    moved = points[:, lag:] - points[:, : points.shape[1] - lag]
    for number, part in enumerate(parts):
        if not part.sums and part.top >= 0:
            _mend_ends(linked, parts, number, points, moved, lag)
    nowhere = None
    if any((part.rows < 0).any() for part in parts):
        absent = np.empty(points.shape, dtype=bool)
        for part in parts:
            absent[:, part.columns.start : part.columns.stop] = (part.rows < 0)[:, np.newaxis]
        nowhere = absent[:, lag:] & absent[:, : points.shape[1] - lag] & (moved == 0.0)
    return Changes(tree, moved, nowhere)


def _points(linked: Linked, parts: list[_Part], n_rows: int) -> Floats:
    """Return the points that each node has added so far, in the unit of the total."""
    points = np.zeros((n_rows, linked.length))
    for part in parts:
        own = points[:, part.columns.start : part.columns.stop]
        stretch, step = part.stretch, max(1, len(part.stretch.links))
        for place, link in enumerate(stretch.links or (None,)):
            columns = range(part.columns.start + place, part.columns.stop)
            if not columns:
                continue
            out = own[:, place::step]
            if link is not None:
                out[...] = _at_reference(points, link.old, part.columns.start)[:, np.newaxis]
            if part.top >= 0:
                _add_since(part, link, columns, step, out)
    return points


def _add_since(part: _Part, link: Link | None, columns: range, step: int, out: Floats) -> None:
    """Add what each node added since the reference of a link, or from nothing on."""
    source, inside = part.stretch.source, part.rows >= 0
    if out.shape[1] == 0:
        return
    first = part.stretch.in_source(columns).start
    at = slice(first, first + (out.shape[1] - 1) * step + 1, step)
    scale = part.stretch.factor[part.top, columns.start - part.columns.start]
    if part.sums:
        weight = source.weights.node[:, 0]
        if weight[part.top] > 0.0:
            worth = scale * (weight / weight[part.top])
        else:  # a leaf beside the basket, taken apart for itself
            worth = scale * (np.arange(weight.size) == part.top)
        if inside.all():
            block = _as_slice(part.rows)
            level, each = source.values[block], worth[block][:, np.newaxis]
            moved = level[:, at]
            if link is not None:
                moved = moved - level[:, link.new].mean(axis=1, keepdims=True)
            out += moved * each
            return
        level = _taken(source.values, part.rows)
        moved = level[:, at]
        if link is not None:
            moved = moved - level[:, link.new].mean(axis=1, keepdims=True)
        out[inside] += (moved * worth[part.rows][:, np.newaxis])[inside]
        return
    end = np.arange(at.start, at.stop, step)
    entries = range(1) if link is None else range(link.new.start, link.new.stop)
    ways = [part.changes(np.full_like(end, entry), end) for entry in entries]
    out[inside] += (scale * (sum(ways) / len(ways)))[inside]


def _mend_ends(
    linked: Linked, parts: list[_Part], number: int, points: Floats, moved: Floats, lag: int
) -> None:
    """Take a stretch that is no sum apart for the very periods that are compared.

    Within one link that is all; to later periods, as far as the reference by which the way
    leads there.
    """
    part = parts[number]
    inside, step = part.rows >= 0, max(1, len(part.stretch.links))
    starts = np.arange(part.columns.start, min(part.columns.stop, points.shape[1] - lag))
    ends = starts + lag
    same = (ends < part.columns.stop) & (lag % step == 0)
    shift = part.stretch.first - part.columns.start
    if same.any():
        found = part.changes(starts[same] + shift, ends[same] + shift)
        scale = part.scale(part.columns)
        scale = scale if scale.size == 1 else scale[starts[same] - part.columns.start]
        moved[np.ix_(inside, starts[same])] = (scale * found)[inside]
    ways: dict[tuple[int, int], list[int]] = {}
    for end in ends[~same].tolist():
        later = linked.number_of(end)
        place = (end - parts[later].columns.start) % max(1, len(parts[later].stretch.links))
        ways.setdefault((later, place), []).append(end)
    for (later, place), reached in ways.items():
        landing = _landing(parts, later, place, number)
        columns = np.array(reached) - lag
        total = np.zeros((inside.sum(), columns.size))
        for at in landing:
            linked_alike = (columns - at) % step == 0
            if not part.columns.start <= at < part.columns.stop or not linked_alike.any():
                continue
            begin = columns[linked_alike]
            scale = part.stretch.factors(range(at, at + 1))[part.top]
            direct = scale * part.changes(begin + shift, np.full_like(begin, at + shift))
            gone = points[:, [at]] - points[:, begin]
            total[:, linked_alike] += (direct - gone)[inside] / len(landing)
        moved[np.ix_(inside, columns)] += total


def _landing(parts: list[_Part], later: int, place: int, number: int) -> list[int]:
    """Return the columns of references by which the way leads from a link to a stretch."""
    columns, at = [], [(later, place)]
    while at:
        stretch_number, link = at.pop()
        stretch = parts[stretch_number].stretch
        if not stretch.links:
            continue
        reference = stretch.links[link].old
        for column in range(reference.start, reference.stop):
            owner = stretch_number - 1
            while column < parts[owner].columns.start:
                owner -= 1
            if owner <= number:
                columns.append(column)
            else:
                links = max(1, len(parts[owner].stretch.links))
                at.append((owner, (column - parts[owner].columns.start) % links))
    return columns


def _at_reference(points: Floats, reference: slice, start: int) -> Floats:
    """Return the points at a reference; where a node has none there, its last before."""
    found: Floats = points[:, reference].mean(axis=1)
    lost = np.flatnonzero(np.isnan(found))
    if lost.size:
        known = ~np.isnan(points[lost, :start])
        last = known.shape[1] - 1 - known[:, ::-1].argmax(axis=1)
        found[lost] = np.where(known.any(axis=1), points[lost, last], 0.0)
    return found


# ---- rows -------------------------------------------------------------------------------


def _seen_from(hierarchy: CodeTree, linked: Linked, row: int) -> tuple[CodeTree, list[_Part]]:
    """Return the tree of all that ever stood below a total, and its rows in each stretch."""
    top, block = row, hierarchy.rows_below(hierarchy.codes[row])
    every = block.copy()
    whole = block.size == len(hierarchy)
    codes = list(hierarchy.codes) if whole else [hierarchy.codes[each] for each in block]
    place = np.full(len(hierarchy), -1)
    place[block] = np.arange(block.size)
    parent = hierarchy.parent[block]
    above: list[int] = np.where(parent >= 0, place[parent], -1).tolist()
    above[0] = -1
    seen: list[tuple[Stretch, range, int, _Rows]] = []
    rows = every
    back = rows_back(linked, np.array([row]))
    tops = {number: -1 if found is None else int(found[0]) for number, found in back}
    for number in range(len(linked.stretches) - 1, -1, -1):
        stretch = linked.stretches[number]
        later = linked.stretches[number + 1] if number + 1 < len(linked.stretches) else None
        if later is not None and later.before is not None:
            every = _moved(every, later)
            top = tops[number]
            tree = stretch.source.hierarchy
            inside = tree.rows_below(tree.codes[top]) if top >= 0 else np.empty(0, dtype=np.int64)
            every = _with_gone(tree, inside, every, codes, above)
            within = np.isin(every, inside)
            rows = np.where(within, every, -1)
        seen.append((stretch, linked.columns(number), top, rows))
    n_rows = len(codes)
    parts = []
    before_top = -1
    for stretch, columns, place_of_top, rows in seen[::-1]:
        if place_of_top >= 0:  # nothing is a part of a total that is outside the basket
            place_of_top = int(_in_basket(stretch, np.array([place_of_top]))[0])
        if before_top < 0 <= place_of_top:  # introduced here: nothing to be linked to
            stretch = stretch._replace(links=())
        before_top = place_of_top
        wider_rows = (
            np.append(rows, np.full(n_rows - rows.size, -1)) if rows.size < n_rows else rows
        )
        parts.append(_Part(stretch, columns, place_of_top, _in_basket(stretch, wider_rows)))
    if n_rows == block.size:
        return hierarchy.subtree(hierarchy.codes[row]), parts
    parents = {code: None if up < 0 else codes[up] for code, up in zip(codes, above, strict=True)}
    wider = type(hierarchy).from_parents(parents)
    order = np.array([codes.index(code) for code in wider.codes])
    wider.names = {code: hierarchy.names[code] for code in codes if code in hierarchy.names}
    wider.code_list, wider.version = hierarchy.code_list, hierarchy.version
    return wider, [part._replace(rows=part.rows[order]) for part in parts]


def _in_basket(stretch: Stretch, rows: _Rows) -> _Rows:
    """Return rows without those of nodes that have neither weight nor value in a stretch."""
    source = stretch.source
    if not source.weights.constant or source.weights.node.all():
        return rows
    nothing = (source.weights.node[:, 0] == 0.0) & np.isnan(source.values).all(axis=1)
    return np.where((rows >= 0) & nothing[rows], -1, rows)


def _moved(rows: _Rows, later: Stretch) -> _Rows:
    found = before(later, rows)
    assert found is not None
    return found


def _with_gone(
    tree: CodeTree, inside: _Rows, rows: _Rows, codes: list[str], above: list[int]
) -> _Rows:
    """Append the nodes that stood below the total and are not continued; parents first."""
    place = {int(row): number for number, row in enumerate(rows) if row >= 0}
    known = {code: number for number, code in enumerate(codes)}
    listed = rows.tolist()
    for row in inside.tolist():
        if row in place:
            continue
        code = tree.codes[row]
        if code in known and listed[known[code]] < 0:  # it left, and came again
            listed[known[code]] = row
            place[row] = known[code]
            continue
        while code in known:
            code += "'"  # another node bears the code by now
        known[code] = place[row] = len(codes)
        codes.append(code)
        above.append(place[int(tree.parent[row])])
        listed.append(row)
    return np.array(listed, dtype=np.int64)


def _taken(values: Floats, rows: _Rows) -> Floats:
    found = values[rows]
    found[rows < 0] = np.nan
    return found


def _as_slice(rows: _Rows) -> slice | _Rows:
    first, last = int(rows[0]), int(rows[-1])
    alike = rows.size == last - first + 1 and bool((np.diff(rows) == 1).all())
    return slice(first, last + 1) if alike else rows
