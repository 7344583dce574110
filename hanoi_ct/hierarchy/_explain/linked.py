"""Linking of an index to one on a new base."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs import periods as _periods
from hanoi_ct._inputs.validate import choice, first_position, integer
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.hierarchy._values.state import IndexState, Link, Linked, joined

_Floats = NDArray[np.float64]

_OVER_THE_YEAR = {"overlap": 0, "over_the_year": 1}


def linked(
    old: IndexState,
    new: IndexState,
    overlap: Any,
    technique: str,
    periods_per_year: int,
) -> Linked:
    """Find the links of two indexes; the arguments are those of `splice`."""
    old_span = _periods.span(overlap, old.periods, "overlap", "splice")
    new_span = _periods.span(overlap, new.periods, "overlap", "splice")
    links = [Link(old_span, new_span, slice(new_span.stop, None))]
    found = Linked(old, new, _rows_of(new, old), old_span.stop, tuple(links))
    if choice(technique, _OVER_THE_YEAR, "technique", "splice") == 0:
        return found
    _check_year(old_span, new_span, overlap, periods_per_year)
    for labels in (periods_of(found), new.periods):
        _periods.consecutive(labels, "splice")
    return found._replace(links=tuple(_same_periods(old_span, new_span)))


def periods_of(found: Linked) -> tuple[Any, ...]:
    """Return the periods of the linked index."""
    return (*found.old.periods[: found.kept], *found.new.periods[found.links[0].after.start :])


def levels_of(found: Linked) -> _Floats:
    """Return the levels of the linked index: each node linked by its own factor."""
    old, new = found.old, found.new
    before = old.values[found.rows]
    values = joined(found, lambda index: index.values)
    for link in found.links:
        old_level = _level(before, old.periods, link.old, new.hierarchy.codes)
        new_level = _level(new.values, new.periods, link.new, new.hierarchy.codes)
        values[:, found.columns(link)] *= (old_level / new_level)[:, np.newaxis]
    return values


def observed_of(found: Linked) -> NDArray[np.bool_] | None:
    """Return which leaves of the linked index were observed; None if neither index tells."""
    old, new = found.old, found.new
    if old.observed is None and new.observed is None:
        return None
    return joined(found, _observed)[new.hierarchy.leaf_rows]


def _observed(index: IndexState) -> NDArray[np.bool_]:
    if index.observed is None:
        return ~np.isnan(index.values)
    return index._has_own_value()


def _same_periods(old_span: slice, new_span: slice) -> list[Link]:
    """Return a link for each period of the year, to the same period of the overlap."""
    year = old_span.stop - old_span.start
    return [
        Link(
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


def _rows_of(new: IndexState, old: IndexState) -> NDArray[np.int64]:
    absent = [code for code in new.hierarchy.codes if code not in old.hierarchy]
    if absent:
        raise ArgumentValueError(
            f"nodes of `new` of splice must be nodes of the index it continues; got {absent[0]!r}"
        )
    return np.array([old.hierarchy.row(code) for code in new.hierarchy.codes], dtype=np.int64)


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
