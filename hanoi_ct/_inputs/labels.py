"""Labelled input: taken apart for the array functions, and put together again.

The public functions take objects of pandas, xarray, polars and Arrow and give the same
kind back, with its labels. None of these libraries is imported here unless the caller has
done so. A function of time hands over with one line at its head, before it names anything
of its own::

    if type(x) is not np.ndarray and is_labelled(x):
        return over_labels(growth, locals())

`over_labels` takes the data, `gaps`, `freq`, `year_start`, `axis` and `out` from there and
passes on whatever other options the function has. A function without time (a rounding)
takes apart with `container_of` and puts results of the same shape together.
"""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

import numpy as np

from hanoi_ct._inputs import containers
from hanoi_ct._inputs.arrays import Floats
from hanoi_ct._inputs.blocks import is_dask, kind_of, over_blocks
from hanoi_ct._inputs.calendar import Calendar, checked
from hanoi_ct._inputs.containers import container_of
from hanoi_ct._inputs.dask_frames import over_frame
from hanoi_ct._inputs.grids import Grid, has_years, plain_grid, yearly_grid
from hanoi_ct._inputs.time_index import time_index
from hanoi_ct._inputs.validate import at_index, choice, name_place, shown
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

__all__ = ["GAPS", "RAISE", "Gaps", "Parts", "is_labelled", "over_labels", "take_apart"]


def is_labelled(x: Any) -> bool:
    """Tell whether `over_labels` takes `x`: labelled data, and collections of Dask."""
    return containers.is_labelled(x) or is_dask(x)


Gaps = Literal["raise", "missing"]

GAPS = {"raise": 0, "missing": 1}

# The default of `gaps`, which means nothing for arrays. `is not RAISE` spares a short call
# on an array the look-up of the word: what is not this very object is looked up, and passes
# if it is equal.
RAISE: Gaps = "raise"

# What `over_labels` deals with itself.
_ABOUT_LABELS = ("gaps", "freq", "year_start", "axis", "out")


class Parts(NamedTuple):
    """Labelled data taken apart along their time."""

    values: Floats
    axis: int  # of the time
    calendar: Calendar | None  # None: the data name no periods, rows are consecutive
    # Values of the same shape back into the same kind; with one more axis at the end, the
    # places of the year, into the kind that has room for it. The second argument tells
    # whether the attributes are true of the result, in the unit of the data.
    together: Callable[[Floats, bool], Any]


def take_apart(
    x: Any,
    axis: Any,
    name: str,
    function: str,
    *,
    freq: Any = None,
    year_start: Any = None,
    gaps: Any = "raise",
) -> Parts:
    """Return labelled data as values and the calendar of their time."""
    in_memory(x, name, function)
    pieces = container_of(x, axis, name, function)
    if pieces.times is None:
        no_labels(freq, year_start, function, f"a {type(x).__name__} without dates")
        return Parts(pieces.values, pieces.axis, None, pieces.together)
    said = {"freq": freq, "year_start": year_start, "gaps": gaps}
    wide = pieces.values.ndim == 2 and hasattr(type(x), "T")
    calendar = time_index(pieces.times, name, function, **said, wide=wide)
    return Parts(pieces.values, pieces.axis, calendar, pieces.together)


def in_memory(x: Any, name: str, function: str) -> None:
    """Raise for a collection of Dask, where a function needs the data themselves."""
    if is_dask(x):
        raise ArgumentTypeError(
            f"`{name}` of {function} must be in memory; got a Dask {type(x).__name__}: pass its "
            ".compute()"
        )


def no_labels(freq: Any, year_start: Any, function: str, what: str = "an array") -> None:
    """Raise where something is said of labels that are not there."""
    for name, value, instead in (
        ("freq", freq, "its rows are consecutive periods"),
        ("year_start", year_start, "pass first_period where the function has it"),
    ):
        if value is not None:
            raise ArgumentValueError(
                f"`{name}` of {function} must be left out for {what}, which has no labels; got "
                f"{shown(value)}: {instead}"
            )


def no_label_options(gaps: Any, freq: Any, year_start: Any, function: str) -> None:
    """Check the options about labels of a call on an array."""
    choice(gaps, GAPS, "gaps", function)
    no_labels(freq, year_start, function)


def over_labels(
    function: Callable[..., Any],
    given: dict[str, Any],
    *,
    name: str = "x",
    of_year: bool = False,
    year_option: str | None = None,
    same_unit: bool = False,
    days: Callable[[Floats, Grid, int, dict[str, Any]], Any] | None = None,
) -> Any:
    """Apply an array function to labelled data along its time.

    Parameters
    ----------
    function : callable
        The public function itself.
    given : dict
        Its arguments, ``locals()`` at its head; not changed.
    name : str, default "x"
        Which argument the data are.
    of_year : bool
        Whether it takes `periods_per_year` and `first_period`, which the labels tell.
    year_option : str, optional
        The option whose None means the periods of a year (a window, a lag).
    same_unit : bool
        Whether results are in the unit of the data, whose attributes they then keep.
    days : callable, optional
        For functions of the year that know years of days: it writes into the values what a
        29 February that a year does not have stands for, and returns where results are
        missing, if anywhere.
    """
    caller = getattr(function, "__name__", "")
    if given.get("out") is not None:
        raise ArgumentTypeError(f"`out` of {caller} must be None for labelled input; got an array")
    options = {k: v for k, v in given.items() if k != name and k not in _ABOUT_LABELS}
    gaps = given["gaps"]
    choice(gaps, GAPS, "gaps", caller)
    if is_dask(given[name]):
        if kind_of(given[name]) != "array":
            about_labels = {label: given[label] for label in _ABOUT_LABELS if label != "out"}
            return over_frame(function, given[name], {**options, **about_labels})
        no_labels(given["freq"], given["year_start"], caller, "a Dask array")
        return over_blocks(function, given[name], given["axis"], options, name)
    parts = take_apart(
        given[name], given["axis"], name, caller,
        freq=given["freq"], year_start=given["year_start"], gaps=gaps,
    )  # fmt: skip
    if year_option is not None and options[year_option] is None:
        options[year_option] = year_length(parts, f"the index of `{name}`", year_option, caller)
    grid = grid_of(parts, gaps, name, caller)
    if of_year:
        grid = _year_grid(parts, grid, options, days is not None, name, caller)
    values = spread(parts.values, parts.axis, grid)
    blank = None
    if grid.no_days is not None and days is not None:
        blank = days(values, grid, parts.axis, options)
    if grid.at is not None and options.get("missing") == "raise":
        # What no year holds, a 53rd week, is not missing; what is left out may be, by `gaps`.
        if np.isnan(parts.values).any():
            _called(function, parts.values, parts, None, options)  # refuses
        options["missing"] = "propagate"
    result = _called(function, values, parts, grid.at, options)
    if blank is not None:
        result[(slice(None),) * parts.axis + (blank,)] = np.nan
    if result.ndim > values.ndim:  # it puts the periods before the places in the year
        result = np.moveaxis(result, -2, parts.axis)
    return parts.together(gathered(result, parts.axis, grid), same_unit)


def _called(
    function: Callable[..., Any], values: Floats, parts: Parts, at: Any, options: dict[str, Any]
) -> Any:
    """Call the array function; of an element that it refuses, row and period are named.

    ``at`` is where the rows stand among the values, None where they are the values.
    """
    try:
        return function(values, axis=parts.axis, **options)
    except ArgumentValueError as error:
        _name_period(error, parts, at)
        raise


def _name_period(error: ArgumentValueError, parts: Parts, at: Any) -> None:
    """Add to the place that an error names the period of its row.

    Where rows are spread over a calendar with gaps, the place is first made that of the row.
    """
    if parts.calendar is None or error.position is None:
        return
    if at is not None and not _name_row(error, parts.axis, at):
        return
    names: list[Any] = [None] * parts.values.ndim
    names[parts.axis] = [parts.calendar.written(int(n)) for n in parts.calendar.numbers]
    name_place(error, names)


def _name_row(error: ArgumentValueError, axis: int, at: Any) -> bool:
    """Turn the place on a calendar into that of the row; whether a row is there."""
    place = error.position
    if place is None or len(place) <= axis:
        return False
    row = int(np.searchsorted(at, place[axis]))
    if row == len(at) or at[row] != place[axis]:
        return False
    error.position = (*place[:axis], row, *place[axis + 1 :])
    said = str(error).replace(at_index(place, 1), at_index(error.position, 1), 1)
    error.args = (said,)
    return True


def year_length(parts: Parts, argument: str, option: str, function: str) -> int | None:
    """Return how many periods a year has: those of the labels, 12 if there are none."""
    calendar = parts.calendar
    if calendar is None:
        return 12
    if calendar.year_length is None:
        unit = calendar.unit
        raise ArgumentValueError(
            f"`{option}` of {function} must be said for {unit.plural}, of which years have no "
            f"fixed number; got none for {argument}"
        )
    return calendar.year_length


def grid_of(parts: Parts, gaps: str, name: str, function: str) -> Grid:
    """Return the consecutive periods of labelled data; raise where they are out of step."""
    choice(gaps, GAPS, "gaps", function)
    if parts.calendar is None:
        return Grid(parts.values.shape[parts.axis], None, None, None)
    checked(parts.calendar, gaps, f"the index of `{name}`", function)
    return plain_grid(parts.calendar)


def _year_grid(
    parts: Parts, grid: Grid, options: dict[str, Any], days: bool, name: str, function: str
) -> Grid:
    """Return the grid of years, and write its year into the options.

    What the caller says of the year has to agree with the labels, and is needed where
    these make up none.
    """
    calendar, argument = parts.calendar, f"the index of `{name}`"
    per_year, first = options["periods_per_year"], options["first_period"]
    if calendar is None:
        return grid
    if calendar.place is None and per_year is not None and first is not None:
        if calendar.per_year not in (None, per_year):
            _refuse_contradiction("periods_per_year", per_year, calendar.per_year, name, function)
        return grid
    if calendar.unit.kind == "day" and calendar.unit.length == 1 and not days:
        raise ArgumentValueError(
            f"{argument} of {function} must be of months, quarters, years or weeks; got days: sum "
            "them to months first"
        )
    found = yearly_grid(calendar, argument, function)
    lengths = (52, 53) if found.periods_per_year == 53 else (found.periods_per_year,)
    if found.periods_per_year == 366:
        lengths = (365, 366)
    if per_year is not None and per_year not in lengths:
        _refuse_contradiction("periods_per_year", per_year, lengths[0], name, function)
    if first is not None and len(calendar.numbers) and first != found.first_period:
        _refuse_contradiction("first_period", first, found.first_period, name, function)
    options["periods_per_year"], options["first_period"] = found[2:4]
    return found


def _refuse_contradiction(option: str, value: Any, right: Any, name: str, function: str) -> None:
    how = "" if option == "periods_per_year" else ", and say with year_start= when a year begins"
    raise ArgumentValueError(
        f"`{option}` of {function} must agree with the index of `{name}`, which says {right}; got "
        f"{shown(value)}: leave it out{how}"
    )


def spread(values: Floats, axis: int, grid: Grid) -> Floats:
    """Return the values at their places on the grid, NaN where there are none."""
    if grid.at is None:
        return values
    shape = (*values.shape[:axis], grid.length, *values.shape[axis + 1 :])
    wide = np.full(shape, np.nan)
    wide[(slice(None),) * axis + (grid.at,)] = values
    return wide


def gathered(values: Floats, axis: int, grid: Grid) -> Floats:
    """Return the values of the rows, from their places on the grid."""
    return values if grid.at is None else np.take(values, grid.at, axis=axis)


def yearly_rate_length(x: Any, given: dict[str, Any], function: str) -> int | None:
    """Return the periods of a year by the labels of `x`; None if they name no periods."""
    if is_dask(x):
        return given["periods_per_year"]  # type: ignore[no-any-return]
    parts = take_apart(
        x, given["axis"], "x", function, freq=given["freq"], year_start=given["year_start"],
        gaps=given["gaps"],
    )  # fmt: skip
    calendar, said = parts.calendar, given["periods_per_year"]
    if calendar is None:
        return said  # type: ignore[no-any-return]
    length = calendar.year_length
    if said is None and length is None:
        if calendar.place is None:
            has_years(calendar, "the index of `x`", function)
        raise ArgumentValueError(
            f"`periods_per_year` of {function} must be said for {calendar.unit.plural}, of which "
            "years have no fixed number; got none"
        )
    if said is not None and length is not None and said not in (length, calendar.per_year):
        _refuse_contradiction("periods_per_year", said, length, "x", function)
    return length if said is None else said
