"""Labelled series and figures of years, matched by their years."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.calendar import checked
from hanoi_ct._inputs.grids import has_years
from hanoi_ct._inputs.labels import is_labelled, take_apart
from hanoi_ct._inputs.spelling import same_labels
from hanoi_ct._inputs.validate import float64_array, shown
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError


class Aligned(NamedTuple):
    """Series from the first period of a year on, and figures of years from that one on."""

    series: Floats  # periods along the last axis
    figures: Floats  # years along the last axis, NaN where there is none
    per_year: int
    together: Callable[[Floats], Any]


def aligned_years(
    indicator: Any, benchmarks: Any, per_year: Any, said: dict[str, Any], function: str
) -> Aligned:
    """Return labelled series with the figures of their years."""
    parts = take_apart(indicator, -1, "indicator", function, gaps="raise", **said)
    calendar = parts.calendar
    if calendar is None:
        raise ArgumentTypeError(
            f"`indicator` of {function} must have dates or periods if it is labelled; got a "
            f"{type(indicator).__name__} without: pass its values as an array, with per_year="
        )
    has_years(calendar, "the index of `indicator`", function)
    checked(calendar, "raise", "the index of `indicator`", function)
    length = calendar.per_year
    if length is None or calendar.place is None or calendar.year is None or length in (53, 366):
        raise ArgumentValueError(
            f"the index of `indicator` of {function} must be of months, quarters or parts of years "
            f"of one length; got {calendar.unit.plural}"
        )
    if per_year is not None and per_year != length:
        raise ArgumentValueError(
            f"`per_year` of {function} must agree with the index of `indicator`, which says "
            f"{length}; got {shown(per_year)}: leave it out"
        )
    if len(calendar.place) == 0 or calendar.place[0] != 0:
        got = calendar.written(int(calendar.numbers[0])) if len(calendar.place) else "none"
        raise ArgumentValueError(
            f"the index of `indicator` of {function} must begin with the first period of a year; "
            f"got {got}: cut it there, or say with year_start= when a year begins"
        )
    first, last = int(calendar.year[0]), int(calendar.year[-1])
    series = np.ascontiguousarray(np.moveaxis(parts.values, parts.axis, -1))
    whole_years = series.shape[-1] // length
    figures = _figures(indicator, benchmarks, first, last, whole_years, said, function)

    def together(result: Floats) -> Any:
        return parts.together(np.moveaxis(result, -1, parts.axis), False)

    return Aligned(series, figures, length, together)


def _figures(
    indicator: Any, benchmarks: Any, first: int, last: int, whole: int, said: Any, function: str
) -> Floats:
    """Return the figures of the years from the first one on."""
    if not is_labelled(benchmarks):
        return float64_array(benchmarks, "benchmarks", function, min_ndim=1)
    start = said["year_start"]
    parts = take_apart(benchmarks, -1, "benchmarks", function, freq="Y", gaps="missing")
    if parts.calendar is None or parts.calendar.year is None:
        raise ArgumentTypeError(
            f"`benchmarks` of {function} must have years as its index or in a column if it is "
            f"labelled; got a {type(benchmarks).__name__} without: pass an array of one a year"
        )
    _same_columns(indicator, benchmarks, function)
    checked(parts.calendar, "missing", "the index of `benchmarks`", function)
    year = parts.calendar.year
    outside = (year < first) | (year > last) | (year - first >= max(whole, 0))
    if outside.any():
        raise ArgumentValueError(
            f"`benchmarks` of {function} must be of years that `indicator` has whole, {first} to "
            f"{first + whole - 1}{'' if start is None else f' begun in month {start}'}; got "
            f"{int(year[int(outside.argmax())])}: cut them to these years"
        )
    given = np.moveaxis(parts.values, parts.axis, -1)
    figures = np.full((*given.shape[:-1], int(year.max()) - first + 1), np.nan)
    figures[..., year - first] = given
    return figures


def _same_columns(indicator: Any, benchmarks: Any, function: str) -> None:
    """Refuse frames whose columns are not the same in the same order."""
    mine: Any = getattr(indicator, "columns", None)
    theirs: Any = getattr(benchmarks, "columns", None)
    both = type(indicator) is type(benchmarks) and hasattr(mine, "equals")
    if both and not same_labels(mine, theirs):
        raise ArgumentValueError(
            f"`indicator` and `benchmarks` of {function} must have the same columns in the same "
            f"order; got {shown(list(mine))} and {shown(list(theirs))}"
        )
