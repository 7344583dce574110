"""Linking of an index to one on a new base."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs import periods as _periods
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.validate import choice, first_position, integer, shown
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy._codes.tree import CodeTree
from hanoi_ct.hierarchy._codes.versions import CodeVersions
from hanoi_ct.hierarchy._values.state import (
    IndexState,
    Link,
    Linked,
    Stretch,
    levels_of,
    rows_back,
    same_rows,
)
from hanoi_ct.hierarchy._values.times import consecutive, span

_Rows = NDArray[np.int64]

_OVER_THE_YEAR = {"overlap": 0, "over_the_year": 1}


def spliced(
    old: IndexState,
    new: IndexState,
    overlap: Any,
    technique: str,
    periods_per_year: int,
    rename: Any,
) -> tuple[tuple[Any, ...], Linked]:
    """Return the periods and the stretches of two linked indexes; see `splice`."""
    renamed = _renamed(old.hierarchy, new.hierarchy, rename)
    old_span = _span(overlap, old.periods)
    new_span = _span(overlap, new.periods)
    links = [Link(old_span, new_span)]
    periods = (*old.periods[: old_span.stop], *new.periods[new_span.stop :])
    if choice(technique, _OVER_THE_YEAR, "technique", "splice") != 0:
        _check_year(old_span, new_span, overlap, periods_per_year)
        for labels in (periods, new.periods):
            consecutive(labels, "splice")
        links = _same_periods(old_span, new_span)
    _refuse_repeated(periods)
    return periods, linked(old, new, links, old_span.stop, new_span.stop, renamed)


def linked(
    old: IndexState,
    new: IndexState,
    links: Sequence[Link],
    start: int,
    first: int,
    renamed: Mapping[str, str],
    *,
    lenient: bool = False,
) -> Linked:
    """Continue an index from column `start` on by another from its column `first` on.

    If `lenient`, nodes without a level on one side are not continued; a root must be.
    """
    earlier = stretches_of(old)
    rows = same = _rows_before(old.hierarchy, new.hierarchy, renamed)
    factors = []
    for link in links:
        rows, level = _old_level(earlier, old, rows, new, link, lenient)
        with np.errstate(invalid="ignore", divide="ignore"):  # of what is not continued
            factor = level / _mean(new.values[:, link.new])
        factors.append(factor)
    continued = rows
    kept = list(earlier.stretches)
    while kept[-1].start >= start:  # what lies wholly beyond the link
        cut = kept.pop()
        same = same_rows(cut, np.arange(len(old.hierarchy)) if same is None else same)
    if len(kept) < len(earlier.stretches):
        every = np.arange(len(old.hierarchy)) if rows is None else rows
        rows = dict(rows_back(earlier, every))[len(kept) - 1]
    factor = np.stack(factors, axis=1)
    if continued is not None:
        factor[continued < 0] = 1.0
    stretch = Stretch(new, start, first, tuple(links), rows, factor, same)
    return Linked((*kept, stretch), start + len(new.periods) - first)


def stretches_of(index: IndexState) -> Linked:
    """Return the stretches of a linked index; of any other index, itself as the only one."""
    if isinstance(index.origin, Linked):
        return index.origin
    whole = np.ones((len(index.hierarchy), 1))
    return Linked((Stretch(index, 0, 0, (), None, whole),), len(index.periods))


def rescaled(found: Linked, level: Floats) -> Linked:
    """Return stretches of which each node is divided by a level, along its whole way back."""
    stretches = []
    for number, rows in rows_back(found, np.arange(level.size)):
        assert rows is not None
        stretch = found.stretches[number]
        divisor = np.ones(stretch.factor.shape[0])
        divisor[rows[rows >= 0]] = level[rows >= 0]
        stretches.append(stretch._replace(factor=stretch.factor / divisor[:, np.newaxis]))
    return Linked(tuple(stretches[::-1]), found.length)


def not_continued(hierarchy: CodeTree, found: Linked) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the codes that links discontinued, and the nodes that they introduced."""
    gone, come = [], np.zeros(len(hierarchy), dtype=bool)
    for number in range(len(found.stretches) - 1, 0, -1):
        stretch, earlier = found.stretches[number], found.stretches[number - 1].source.hierarchy
        if stretch.before is None:
            continue
        lost = np.ones(len(earlier), dtype=bool)
        lost[stretch.before[stretch.before >= 0]] = False
        gone.append([earlier.codes[row] for row in np.flatnonzero(lost)])
    for _, rows in rows_back(found, np.arange(len(hierarchy))):
        assert rows is not None
        come |= rows < 0
    discontinued = dict.fromkeys(code for codes in gone[::-1] for code in codes)
    return tuple(discontinued), tuple(hierarchy.codes[row] for row in np.flatnonzero(come))


# ---- nodes ------------------------------------------------------------------------------


def _renamed(old: CodeTree, new: CodeTree, rename: Any) -> dict[str, str]:
    """Return the new code of each old one that has another."""
    if rename is None:
        old._refuse_other_version(new, "new", "splice")
        return {}
    if isinstance(rename, CodeVersions):
        return _followed(old, new, rename)
    if not isinstance(rename, Mapping):
        raise ArgumentTypeError(
            f"`rename` of splice must map old codes to new ones, or be a list of versions; got "
            f"{shown(rename)}"
        )
    for before_, after in rename.items():
        if before_ not in old or after not in new:
            raise ArgumentValueError(
                f"`rename` of splice must map codes of the index to codes of `new`; got "
                f"{before_!r} to {after!r}"
            )
    return dict(rename)


def _followed(old: CodeTree, new: CodeTree, versions: CodeVersions) -> dict[str, str]:
    """Return what codes of one version became in another; divided ones are not continued."""
    if old.version is None or new.version is None:
        raise ArgumentValueError(
            "the trees of splice must be under a version for `rename` by a list of versions; got "
            "one without: see Hierarchy.under"
        )
    renamed = {}
    for code in old.codes:
        after = versions.became(code, old.version, new.version)
        renamed[code] = after[0] if len(after) == 1 else ""
    return renamed


def _rows_before(old: CodeTree, new: CodeTree, renamed: Mapping[str, str]) -> _Rows | None:
    """Return the row in the old tree of each node of the new, -1 for none."""
    if not renamed and (new is old or new == old):
        return None
    row_of: dict[str, int] = {}
    for row, code in enumerate(old.codes):
        after = renamed.get(code, code)
        if after in row_of and after in new:
            raise ArgumentValueError(
                f"`rename` of splice must keep codes apart; got {old.codes[row_of[after]]!r} and "
                f"{code!r}, both {after!r} now"
            )
        row_of[after] = row
    rows = np.array([row_of.get(code, -1) for code in new.codes], dtype=np.int64)
    if (rows < 0).all() and rows.size:
        raise ArgumentValueError(
            f"nodes of `new` of splice must be nodes of the index it continues; got "
            f"{new.codes[0]!r}{f' and {rows.size - 1} more, none of them' if rows.size > 1 else ''}"
        )
    return rows


# ---- periods ----------------------------------------------------------------------------


def _span(overlap: Any, periods: tuple[Any, ...]) -> slice:
    if isinstance(overlap, str) and type(periods[-1] if periods else None) is str:
        try:  # a label as it stands, from the end on, where links are
            place = len(periods) - 1 - periods[::-1].index(overlap)
            return slice(place, place + 1)
        except ValueError:
            pass
    return span(overlap, periods, "overlap", "splice")


def _refuse_repeated(periods: tuple[Any, ...]) -> None:
    if any(type(label) is not str for label in periods) or len(set(periods)) < len(periods):
        _periods.labels(periods, len(periods), "splice")


def _same_periods(old_span: slice, new_span: slice) -> list[Link]:
    """Return a link for each period of the year, to the same period of the overlap."""
    year = old_span.stop - old_span.start
    return [
        Link(
            slice(old_span.start + place, old_span.start + place + 1),
            slice(new_span.start + place, new_span.start + place + 1),
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


# ---- levels at the link -----------------------------------------------------------------


def _old_level(
    earlier: Linked,
    old: IndexState,
    rows: _Rows | None,
    new: IndexState,
    link: Link,
    lenient: bool,
) -> tuple[_Rows | None, Floats]:
    """Return the level at the reference of what continues each node, and the rows of it.

    A node that is outside the basket on one side of the link cannot be continued. One that
    is in it and has no level there is refused.
    """
    columns = range(link.old.start, link.old.stop)
    levels = levels_of(earlier, columns, rows)
    level, continued = _mean(levels), _mean(new.values[:, link.new])
    lost = ~((np.abs(level) > 0.0) & (np.abs(continued) > 0.0))
    if rows is not None:
        lost &= rows >= 0
    if not lost.any():
        return rows, level
    known = np.arange(len(old.hierarchy)) if rows is None else rows
    outside = lost & (
        (lenient & (new.hierarchy.parent >= 0))
        | _no_weight(old, columns)[known]
        | _no_weight(new, range(link.new.start, link.new.stop))
    )
    for values, labels, reference in (
        (level, old.periods, link.old),
        (continued, new.periods, link.new),
    ):
        refused = lost & ~outside & ~(np.abs(values) > 0.0)
        if refused.any():
            _, (row,) = first_position(refused)
            inside = labels[reference]
            where = str(inside[0]) if len(inside) == 1 else f"{inside[0]} to {inside[-1]}"
            raise ArgumentValueError(
                f"{'the reference' if lenient else '`overlap`'} of "
                f"{'chain_linked' if lenient else 'splice'} must be observed "
                f"{'at every link' if lenient else 'in both indexes'}, and not zero; got "
                f"{values[row]} for {new.hierarchy.codes[row]!r} in {where}"
            )
    return np.where(outside, -1, known), level


def _no_weight(index: IndexState, columns: range) -> NDArray[np.bool_]:
    """Tell which nodes are outside the basket in one of some columns."""
    if isinstance(index.origin, Linked):
        number = index.origin.number_of(columns.stop - 1)
        if number < len(index.origin.stretches) - 1:
            return np.zeros(len(index.hierarchy), dtype=bool)
        inside = index.origin.stretches[number].in_source(columns)
        columns = range(max(inside.start, 0), inside.stop)
    weight = index.weights.node
    if weight.shape[1] > 1:
        weight = weight[:, columns.start : columns.stop]
    none: NDArray[np.bool_] = (weight == 0.0).any(axis=1)
    return none


def _mean(values: Floats) -> Floats:
    mean: Floats = values[:, 0] if values.shape[1] == 1 else values.mean(axis=1)
    return mean
