"""Labelled input: taken apart for the array functions, and put together again.

The public functions take pandas, polars and xarray objects and give the same kind back,
with its labels. None of these libraries is imported here unless the caller has done so.
"""

import sys
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.calendar import (
    Calendar,
    Grid,
    calendar_of,
    checked,
    has_years,
    plain_grid,
    yearly_grid,
)
from hanoi_ct._inputs.validate import choice, shown
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

Array = NDArray[np.float64]
Gaps = Literal["raise", "missing"]

GAPS = {"raise": 0, "missing": 1}

# The default of `gaps`, which means nothing for arrays. `is not RAISE` spares a short call
# on an array the look-up of the word: what is not this very object is looked up, and passes
# if it is equal.
RAISE: Gaps = "raise"


class Parts(NamedTuple):
    """Labelled data taken apart."""

    values: Array
    axis: int  # of the time
    calendar: Calendar | None  # None: the data name no periods, rows are consecutive
    # Values of the same shape back into the same kind; with one more axis at the end, the
    # places of the year, into the kind that has room for it.
    together: Callable[[Array], Any]


def is_labelled(x: Any) -> bool:
    """Tell whether `x` is a labelled object that the functions take apart."""
    package = type(x).__module__.partition(".")[0]
    if package in ("builtins", "numpy"):
        return False
    pandas, xarray, polars = (sys.modules.get(n) for n in ("pandas", "xarray", "polars"))
    return (
        (pandas is not None and isinstance(x, (pandas.Series, pandas.DataFrame)))
        or (xarray is not None and isinstance(x, xarray.DataArray))
        or (polars is not None and isinstance(x, polars.Series))
    )


def over_labels(
    function: Callable[..., Array],
    x: Any,
    *,
    gaps: str,
    axis: Any,
    out: Any = None,
    year: tuple[Any, Any] | None = None,
    name: str = "x",
    **options: Any,
) -> Any:
    """Apply an array function to labelled data along its time.

    `year` is given by functions of the year: what the caller said of its length and of
    the place of the first period in it, None where the index is to tell. `name` is what
    errors call the data.
    """
    caller = function.__name__
    if out is not None:
        raise ArgumentTypeError(f"`out` of {caller} must be None for labelled input; got an array")
    parts = take_apart(x, axis, name, caller)
    grid = grid_of(parts, gaps, name, caller, year)
    if year is not None:
        options["periods_per_year"] = year[0] if year[0] is not None else grid.periods_per_year
        options["first_period"] = year[1] if year[1] is not None else grid.first_period
    values = spread(parts.values, parts.axis, grid)
    result = function(values, axis=parts.axis, **options)
    if result.ndim > values.ndim:  # it puts the periods before the places in the year
        result = np.moveaxis(result, -2, parts.axis)
    return parts.together(gathered(result, parts.axis, grid))


def grid_of(
    parts: Parts, gaps: str, name: str, function: str, year: tuple[Any, Any] | None = None
) -> Grid:
    """Return the consecutive periods of labelled data; raise where they are out of step."""
    choice(gaps, GAPS, "gaps", function)
    if parts.calendar is None:
        return Grid(parts.values.shape[parts.axis], None, None, None)
    checked(parts.calendar, gaps, name, function)
    if year is None or year[0] is not None:
        return plain_grid(parts.calendar)._replace(periods_per_year=None, first_period=None)
    return yearly_grid(parts.calendar, name, function)


def periods_per_year_of(x: Any, axis: Any, name: str, function: str) -> int | None:
    """Return how many periods a year has, 52 of weeks; None if the data name no periods."""
    calendar = take_apart(x, axis, name, function).calendar
    if calendar is None:
        return None
    has_years(calendar, name, function)
    return 52 if calendar.unit == "week" else calendar.per_year


def spread(values: Array, axis: int, grid: Grid) -> Array:
    """Return the values at their places on the grid, NaN where there are none."""
    if grid.at is None:
        return values
    shape = (*values.shape[:axis], grid.length, *values.shape[axis + 1 :])
    wide = np.full(shape, np.nan)
    wide[(slice(None),) * axis + (grid.at,)] = values
    return wide


def gathered(values: Array, axis: int, grid: Grid) -> Array:
    """Return the values of the rows, from their places on the grid."""
    return values if grid.at is None else np.take(values, grid.at, axis=axis)


def take_apart(x: Any, axis: Any, name: str, function: str) -> Parts:
    """Return the parts of a labelled object; its numbers as float64, missing as NaN."""
    package = _package(x)
    if package == "polars":
        return _polars(x, axis, name, function)
    if package == "xarray":
        return _xarray(x, axis, name, function)
    return _pandas(x, axis, name, function)


def _package(x: Any) -> str:
    for name in ("polars", "xarray"):
        module = sys.modules.get(name)
        kinds = {"polars": "Series", "xarray": "DataArray"}
        if module is not None and isinstance(x, getattr(module, kinds[name])):
            return name
    return "pandas"


def _is_one_of(axis: Any, places: tuple[int, ...]) -> bool:
    return isinstance(axis, (int, np.integer)) and axis in places


def _pandas(x: Any, axis: Any, name: str, function: str) -> Parts:
    import pandas as pd

    frame = isinstance(x, pd.DataFrame)
    for column, dtype in x.dtypes.items() if frame else [(x.name, x.dtype)]:
        if not is_real(dtype):
            where = f"column {column!r}" if frame else "a Series"
            raise ArgumentTypeError(
                f"`{name}` of {function} must hold real numbers; got {where} of dtype {dtype}"
            )
    if not _is_one_of(axis, (0, -1)):
        raise ArgumentValueError(
            f"`axis` of {function} must be left out for pandas objects, whose time is the "
            f"index; got {shown(axis)}: transpose the DataFrame if its columns are the periods"
        )
    values = x.to_numpy(dtype=np.float64, na_value=np.nan)

    def together(result: Array) -> Any:
        if result.ndim > values.ndim:
            columns = _by_place(x.columns if frame else None, result.shape[-1])
            flat = result.reshape(len(x), len(columns))
            return pd.DataFrame(flat, index=x.index, columns=columns)
        if frame:
            return pd.DataFrame(result, index=x.index, columns=x.columns, copy=False)
        return pd.Series(result, index=x.index, name=x.name, copy=False)

    return Parts(values, 0, calendar_of(x.index, name, function), together)


def _by_place(columns: Any, n: int) -> Any:
    """Return columns of the places in the year, from 1, within each of `columns`."""
    import pandas as pd

    places = np.arange(1, n + 1)
    if columns is None:
        return pd.Index(places, name="place")
    levels = [columns.get_level_values(i).repeat(n) for i in range(columns.nlevels)]
    levels.append(np.tile(places, len(columns)))
    return pd.MultiIndex.from_arrays(levels, names=[*columns.names, "place"])


def is_real(dtype: Any) -> bool:
    """Tell whether a dtype of NumPy or pandas is of real numbers that doubles hold."""
    import pandas as pd

    if isinstance(dtype, np.dtype):  # not what is longer than a double: digits would be cut
        return dtype.kind in "buif" and dtype.itemsize <= 8
    return bool(pd.api.types.is_numeric_dtype(dtype)) and not pd.api.types.is_complex_dtype(dtype)


def _xarray(x: Any, axis: Any, name: str, function: str) -> Parts:
    import pandas as pd
    import xarray as xr

    if not is_real(x.dtype):
        raise ArgumentTypeError(
            f"`{name}` of {function} must hold real numbers; got a DataArray of dtype {x.dtype}"
        )
    times = [
        dim
        for dim in x.dims
        if dim in x.indexes and isinstance(x.indexes[dim], (pd.DatetimeIndex, pd.PeriodIndex))
    ]
    if isinstance(axis, str):
        times = [axis] if axis in x.dims else []
    if len(times) != 1:
        raise ArgumentValueError(
            f"`{name}` of {function} must have one dimension with dates or periods as "
            f"coordinate; got {', '.join(map(repr, times)) or 'none'} among "
            f"{', '.join(map(repr, x.dims))}: name it with axis="
        )
    where = x.dims.index(times[0])
    if not isinstance(axis, str) and not _is_one_of(axis, (-1, where)):
        raise ArgumentValueError(
            f"`axis` of {function} must be the name of the time dimension or left out for a "
            f"DataArray; got {shown(axis)}"
        )
    if times[0] not in x.indexes:
        raise ArgumentTypeError(
            f"dimension {times[0]!r} of `{name}` of {function} must have dates or periods as "
            "coordinate; got none"
        )
    values = np.asarray(x.to_numpy(), dtype=np.float64)

    def together(result: Array) -> Any:
        # Not the attributes: units and long names are those of the levels.
        if result.ndim > values.ndim:
            if "place" in x.dims or "place" in x.coords:
                raise ArgumentValueError(
                    f"`{name}` of {function} must leave the name 'place' to the result; got it "
                    "among its dimensions and coordinates: rename it"
                )
            coords = {**x.coords, "place": np.arange(1, result.shape[-1] + 1)}
            return xr.DataArray(result, coords, (*x.dims, "place"), name=x.name)
        return xr.DataArray(result, coords=x.coords, dims=x.dims, name=x.name)

    return Parts(values, where, calendar_of(x.indexes[times[0]], name, function), together)


def _polars(x: Any, axis: Any, name: str, function: str) -> Parts:
    import polars as pl

    if not is_real_polars(x.dtype):
        raise ArgumentTypeError(
            f"`{name}` of {function} must hold real numbers; got a polars Series of dtype {x.dtype}"
        )
    if not _is_one_of(axis, (0, -1)):
        raise ArgumentValueError(
            f"`axis` of {function} must be left out for a polars Series; got {shown(axis)}"
        )
    values = x.cast(pl.Float64).to_numpy()

    def together(result: Array) -> Any:
        if result.ndim > values.ndim:
            places = [str(place) for place in range(1, result.shape[-1] + 1)]
            return pl.DataFrame(result, schema=places, nan_to_null=True)
        return pl.Series(x.name, result, nan_to_null=True)

    return Parts(values, 0, None, together)


def is_real_polars(dtype: Any) -> bool:
    """Tell whether a dtype of polars is of real numbers that doubles hold."""
    import polars as pl

    return bool((dtype.is_numeric() or dtype == pl.Boolean) and not dtype.is_decimal())
