"""The calendar of the index of labelled data."""

import weakref
from typing import Any

import numpy as np

from hanoi_ct._inputs.calendar import Calendar, calendar_of
from hanoi_ct._inputs.times import package_of
from hanoi_ct._inputs.validate import brief
from hanoi_ct.errors import ArgumentTypeError

# The index read last, with what was said of it, and its calendar. Several measures are taken
# of one frame, and an index of pandas does not change.
_latest: list[tuple[Any, Any, Any]] = [(lambda: None, None, None)]


def _alike(a: Any, b: Any) -> bool:
    """Tell whether two options are one word, number or None; arrays are not compared."""
    return a is b or (type(a) is type(b) and type(a) in (str, int) and bool(a == b))


def time_index(
    labels: Any,
    name: str,
    function: str,
    *,
    freq: Any,
    year_start: Any,
    gaps: Any,
    wide: bool = False,
) -> Calendar:
    """Return the calendar of the index of labelled data; refuse one of no time.

    `wide` is said of data that may be turned, whose columns may be the periods.
    """
    said = (freq, year_start, gaps)
    known, of_what, calendar = _latest[0]
    if known() is labels and all(map(_alike, of_what, said)):
        return calendar  # type: ignore[no-any-return]
    argument = f"the index of `{name}`"
    calendar = calendar_of(labels, argument, function, freq=freq, year_start=year_start, gaps=gaps)
    if calendar is None:
        plain = isinstance(labels.dtype, np.dtype) and labels.dtype.kind in "iuf"
        if plain and len(labels) and ((labels >= 1000) & (labels <= 2999)).all():
            years = "freq='Y'" if labels.dtype.kind != "f" else ".astype(int) of it, and freq='Y',"
            raise ArgumentTypeError(
                f"{argument} of {function} must be of time; got whole numbers from {labels[0]}: "
                f"pass {years} if they are years, or .to_numpy() for consecutive periods"
            )
        if (text := _first_text(labels)) is not None:
            raise ArgumentTypeError(
                f"{argument} of {function} must be of time; got {brief(text)}: write the periods "
                "as 2018-08, 2018Q3, 2018 or 2018-08-15, or make them dates"
            )
        turn = "transpose a DataFrame whose columns are the periods, " if wide else ""
        dtype = "" if plain else f" of dtype {labels.dtype}"
        raise ArgumentTypeError(
            f"`{name}` of {function} must have a time index (pandas PeriodIndex or "
            f"DatetimeIndex); got a {type(labels).__name__}{dtype}: set one, as with "
            f"pandas.period_range, {turn}or pass .to_numpy() for consecutive periods"
        )
    plain = isinstance(freq, str | None) and isinstance(year_start, int | None)
    if plain and package_of(labels) == "pandas":
        _latest[0] = weakref.ref(labels), said, calendar
    return calendar


def _first_text(labels: Any) -> str | None:
    """Return the first of labels that are text, None of others."""
    first: Any = labels[0] if len(labels) and getattr(labels, "nlevels", 1) == 1 else None
    first = first.as_py() if hasattr(first, "as_py") else first
    return first if isinstance(first, str) else None
