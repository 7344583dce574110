"""Splicing of an index on an old base with one on a new base."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from hanoi_ct import _core
from hanoi_ct._inputs.calendar import checked
from hanoi_ct._inputs.containers import container_of
from hanoi_ct._inputs.labels import (
    RAISE,
    Gaps,
    gathered,
    grid_of,
    in_memory,
    is_labelled,
    no_label_options,
    spread,
    take_apart,
)
from hanoi_ct._inputs.overloads import over_time
from hanoi_ct._inputs.spelling import all_in_nfc, in_nfc
from hanoi_ct._inputs.time_index import time_index
from hanoi_ct._inputs.validate import axis_number, brief, choice, float64_array
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.measures._calls.along import refuse_missing
from hanoi_ct.measures._calls.policies import MISSING, Missing
from hanoi_ct.measures._index.series import mean_over, positions, positions_of


@over_time
def splice(
    old: ArrayLike | Any,
    new: ArrayLike | Any,
    overlap: Any = None,
    *,
    missing: Missing = "propagate",
    min_count: int = 1,
    gaps: Gaps = "raise",
    freq: str | None = None,
    year_start: int | None = None,
    partial: bool = False,
    axis: int = -1,
) -> Any:
    """Continue an index backwards: an old base linked to a new one over their overlap.

    Before `new` begins, the result is `old` times the ratio of the means of both over
    the periods they share; from its first observation on it is `new`, as it stands.

    Parameters
    ----------
    old, new : array_like of real numbers, or both of one labelled kind
        The same series on two bases: on the same periods along `axis`, NaN where one is
        not available. Two pandas Series, two DataFrames (of pandas or polars), two Arrow
        tables or two xarray DataArrays may have different periods, and the result has all
        of them; their other labels are those of one another, in any order. Two polars
        Series or Arrow arrays have the same rows.
    overlap : int, slice or mask, optional
        The periods over which to link, as `base` of `rebase`; without it all that both
        have.
    missing : {"propagate", "omit", "raise"}, default "propagate"
        What a missing value of either among the periods of `overlap` does: makes what is
        linked missing, leaves the period out of both means, or is an error.
    min_count : int, default 1
        Under ``missing="omit"``, the fewest periods observed in both.
    gaps : {"raise", "missing"}, default "raise"
        What to do about periods that both indexes of labelled data leave out.
    freq, year_start
        The unit of the labels, and the month in which a year begins; see `growth`.
    partial : bool, default False
        As in `rebase`, of `overlap`.
    axis : int, default -1
        The axis along which the periods lie; left out for labelled data.

    Returns
    -------
    ndarray of float64, or the kind of `new`
        Levels on the base of `new`, with its name and the order of its labels.

    Raises
    ------
    ArgumentTypeError
        An argument does not hold real numbers, the two are not of one kind, or their
        indexes are not.
    ArgumentValueError
        Different shapes, a column or another label that only one of them has, no overlap,
        or as `rebase`.

    Notes
    -----
    The movement of `old` is kept before the link, that of `new` after it. Where the mean
    of `old` over the overlap is zero or negative nothing can be linked: NaN. A missing
    value after the beginning of `new` stays missing; it is not taken from `old`.

    References
    ----------
    IMF, ILO, Eurostat, UNECE, OECD, World Bank (2020), *Consumer Price Index Manual:
    Concepts and Methods*, chapter 9, on linking over an overlap.

    Examples
    --------
    >>> import hanoi_ct
    >>> nan = float("nan")
    >>> hanoi_ct.splice([80.0, 100.0, 120.0, nan], [nan, 50.0, 60.0, 66.0])
    array([40., 50., 60., 66.])
    """
    if is_labelled(old) or is_labelled(new):
        return _over_labels(locals())
    if gaps is not RAISE or freq is not None or year_start is not None:
        no_label_options(gaps, freq, year_start, "splice")
    before = float64_array(old, "old", "splice", min_ndim=1)
    after = float64_array(new, "new", "splice", min_ndim=1)
    if before.shape != after.shape:
        raise ArgumentValueError(
            f"`old` and `new` of splice must have one shape; got {before.shape} and {after.shape}"
        )
    where = axis_number(axis, before.ndim, "splice")
    n = before.shape[where]
    if n == 0:
        return after.copy()
    policy = missing
    if overlap is None:
        choice(missing, MISSING, "missing", "splice")
        at, policy = np.arange(n), "omit"
    else:
        at = positions(overlap, n, "overlap", "splice")
    shared = [np.take(x, at, axis=where) for x in (before, after)]
    if policy == "omit":
        absent = np.isnan(shared[0]) | np.isnan(shared[1])
        if overlap is None and absent.all(axis=where).any():
            raise ArgumentValueError(
                "`old` and `new` of splice must have a period in common; got a series with none"
            )
        for x in shared:
            x[absent] = np.nan
    if policy == "raise":
        for name, x in zip(("old", "new"), shared, strict=True):
            refuse_missing(x, where, "splice", name)
    means = [mean_over(x, where, policy, min_count, "splice") for x in shared]
    means[0][~(means[0] > 0)] = np.nan
    link = _core.ratio(means[1], means[0])
    begun = np.logical_or.accumulate(~np.isnan(after), axis=where)
    with np.errstate(all="ignore"):  # infinities
        return np.where(begun, after, before * link)


def _over_labels(given: dict[str, Any]) -> Any:
    axis, gaps, overlap = given["axis"], given["gaps"], given["overlap"]
    said = {key: given[key] for key in ("freq", "year_start")}
    old, new = _on_the_same_labels(given["old"], given["new"], axis, said)
    # The unit is known, or there is none; what both leave out is seen on the whole.
    name = "old` and `new"
    after = take_apart(new, axis, name, "splice", **said)
    before = take_apart(old, axis, name, "splice", **said)
    grid = grid_of(after, gaps, name, "splice")
    if overlap is not None:
        overlap = positions_of(overlap, after, gaps, name, "overlap", "splice", given["partial"])
    levels = [spread(parts.values, parts.axis, grid) for parts in (before, after)]
    policy = {key: given[key] for key in ("missing", "min_count")}
    result = splice(levels[0], levels[1], overlap, axis=after.axis, **policy)
    return after.together(gathered(result, after.axis, grid), True)


def _on_the_same_labels(old: Any, new: Any, axis: Any, said: dict[str, Any]) -> tuple[Any, Any]:
    """Return two labelled objects with the labels of both; NaN where one has no value.

    Writes the unit that both have into `said`.
    """
    for name, x in (("old", old), ("new", new)):
        in_memory(x, name, "splice")
    kinds = [_kind(x) for x in (old, new)]
    if kinds[0] != kinds[1]:
        raise ArgumentTypeError(
            "`old` and `new` of splice must be of one kind (two arrays, pandas Series or "
            "DataFrames, xarray DataArrays, polars or Arrow objects); got a "
            f"{kinds[0]} and a {kinds[1]}"
        )
    if kinds[1] == "xarray DataArray":
        return _arrays(old, new, axis, said)
    pieces = [container_of(x, axis, n, "splice") for n, x in (("old", old), ("new", new))]
    if kinds[1].startswith("pandas"):
        if kinds[1] == "pandas DataFrame":
            old = old[_matched(old.columns, new.columns, "column")]
        index = _all_periods(old.index, new.index, said)
        return old.reindex(index), new.reindex(index)
    if pieces[0].times is None and pieces[1].times is None:
        if len(old) != len(new):
            raise ArgumentValueError(
                f"`old` and `new` of splice must have the same rows, being {kinds[1]} without "
                f"dates; got {len(old)} and {len(new)}"
            )
        return old, new
    return _frames(old, new, pieces, said)


def _frames(old: Any, new: Any, pieces: list[Any], said: dict[str, Any]) -> tuple[Any, Any]:
    """Return two frames of polars or tables of Arrow with the rows of both."""
    import pandas as pd

    frames = []
    for x, piece, name in zip((old, new), pieces, ("old", "new"), strict=True):
        if piece.times is None:
            raise ArgumentTypeError(
                f"`{name}` of splice must have a column of time, as the other has; got none"
            )
        names = x.columns if hasattr(x, "get_column") else x.schema.names
        time = next(c for c in names if x[c] is piece.times or _same(x[c], piece.times))
        values = dict(zip([c for c in names if c != time], piece.values.T, strict=True))
        index = pd.Index(
            piece.times.to_pylist() if hasattr(piece.times, "to_pylist") else piece.times.to_list(),
            dtype=object,
        )
        frames.append((time, pd.DataFrame(values, index=index)))
    (_, first), (time, second) = frames
    index = _all_periods(first.index, second.index, said)
    first = first[_matched(first.columns, second.columns, "column")]
    return tuple(_like(new, time, frame.reindex(index)) for frame in (first, second))


def _same(column: Any, times: Any) -> bool:
    return bool(column.equals(times))


def _like(new: Any, time: str, frame: Any) -> Any:
    """Return a pandas frame as a polars frame or an Arrow table, its columns as in `new`."""
    names = new.columns if hasattr(new, "get_column") else new.schema.names
    columns = {n: frame.index.to_list() if n == time else frame[n].to_numpy() for n in names}
    if hasattr(new, "get_column"):
        import polars as pl

        return pl.DataFrame(columns, schema_overrides={time: new.schema[time]}, nan_to_null=True)
    import pyarrow as pa

    kinds = {time: new.schema.field(time).type}
    arrays = {n: pa.array(c, type=kinds.get(n), from_pandas=True) for n, c in columns.items()}
    metadata = {k: v for k, v in (new.schema.metadata or {}).items() if k != b"pandas"}
    return type(new).from_pydict(arrays).replace_schema_metadata(metadata or None)


def _kind(x: Any) -> str:
    package = type(x).__module__.partition(".")[0]
    return f"{'' if package == 'builtins' else package + ' '}{type(x).__name__}"


def _arrays(old: Any, new: Any, axis: Any, said: dict[str, Any]) -> tuple[Any, Any]:
    if set(old.dims) != set(new.dims):
        raise ArgumentValueError(
            "`old` and `new` of splice must have the same dimensions; got "
            f"{', '.join(map(str, old.dims))} and {', '.join(map(str, new.dims))}"
        )
    old = old.transpose(*new.dims)
    time = new.dims[container_of(new, axis, "new", "splice").axis]
    container_of(old, time, "old", "splice")  # refuses one without dates or periods
    labels = {d: new.indexes[d] for d in new.dims if d in new.indexes and d in old.indexes}
    for dim, index in labels.items():
        if dim != time:
            _matched(old.indexes[dim], index, f"label of dimension {dim!r}")
    labels[time] = _all_periods(old.indexes[time], new.indexes[time], said)
    return old.reindex(labels), new.reindex(labels)


def _matched(old: Any, new: Any, what: str) -> Any:
    """Return the labels of `new`, which must be those of `old`, each once."""
    for name, labels, others in (("old", old, new), ("new", new, old)):
        if not labels.is_unique:
            twice = labels[labels.duplicated()][0]
            raise ArgumentValueError(
                f"each {what} of `{name}` of splice must be there once; got {brief(twice)} twice"
            )
        alone = labels.difference(others, sort=False)
        if len(alone):
            twin = in_nfc(alone[0]) in all_in_nfc(others)
            raise ArgumentValueError(
                f"each {what} of splice must be in `old` and in `new`; got {brief(alone[0])} in "
                f"`{name}` only"
                f"{', in NFC in one and in NFD in the other: spell it alike' if twin else ''}"
            )
    return new


def _all_periods(old: Any, new: Any, said: dict[str, Any]) -> Any:
    """Return the periods of two indexes, each in order, as one; write their unit to `said`."""
    found = []
    for name, index in (("old", old), ("new", new)):
        calendar = time_index(index, name, "splice", gaps="raise", **said)
        checked(calendar, "missing", f"the index of `{name}`", "splice")
        if len(index):
            found.append(calendar.unit)
    together = old.union(new)
    if type(together) is not type(new) or (
        len(old) and len(new) and old.dtype != new.dtype and not _both_dates(old, new)
    ):
        raise ArgumentTypeError(
            "the indexes of `old` and `new` of splice must be of one kind; got "
            f"{old.dtype} and {new.dtype}"
        )
    if len(set(found)) > 1:
        raise ArgumentValueError(
            "the indexes of `old` and `new` of splice must have periods of one length; got "
            f"{' and '.join(sorted({unit.plural for unit in found}))}"
        )
    if found and found[0].kind in ("month", "day"):
        said["freq"] = found[0].freq  # of the whole too, whatever it leaves out
    return together


def _both_dates(old: Any, new: Any) -> bool:
    """Tell whether two indexes are of dates, of whatever resolution."""
    return all(getattr(index.dtype, "kind", "") == "M" for index in (old, new))
