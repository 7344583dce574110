"""Series of months or quarters as they come in: what is refused before anything is computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from hanoi_ct._inputs.calendar import Calendar, checked
from hanoi_ct._inputs.labels import is_labelled, take_apart
from hanoi_ct._inputs.time_index import time_index
from hanoi_ct._inputs.units import Unit
from hanoi_ct._inputs.validate import shown
from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

if TYPE_CHECKING:
    import pandas as pd

_UNITS = {"month": Unit("month", 1), "quarter": Unit("month", 3)}


def monthly(series: Any, function: str) -> pd.Series[float]:
    """Return a series of float over consecutive months, its index of monthly periods."""
    return _taken(series, function, ("month",))


def within_year(series: Any, function: str) -> pd.Series[float]:
    """Return a series of float over consecutive months or calendar quarters, as `monthly`."""
    return _taken(series, function, ("month", "quarter"))


def per_year(index: Any) -> int:
    """Periods of a year of monthly or quarterly periods."""
    return 12 if index.freqstr.startswith("M") else 4


def places_in_year(index: Any) -> Any:
    """The place of each period in its year, from 0."""
    return np.asarray(index.month if per_year(index) == 12 else index.quarter) - 1


def months_of(index: Any) -> Any:
    """The months of consecutive periods, all of them in order."""
    pandas: Any = require("pandas", "seasonal_adjust")
    ends = index[0].asfreq("M", "start"), index[-1].asfreq("M", "end")
    return pandas.period_range(*ends, freq="M")


def _taken(series: Any, function: str, units: tuple[str, ...]) -> pd.Series[float]:
    pandas: Any = require("pandas", function)
    if is_labelled(series) and not isinstance(series, (pandas.Series, pandas.DataFrame)):
        return _of_another_library(series, function, units)
    if not isinstance(series, pandas.Series):
        raise ArgumentTypeError(
            f"`series` of {function} must be a pandas Series with an index of months; got "
            f"{shown(type(series).__name__)}: pandas.Series(values, "
            "index=pandas.period_range('2015-01', periods=len(values), freq='M'))"
        )
    calendar = time_index(
        series.index, "series", function, freq=None, year_start=None, gaps="raise"
    )
    if series.dtype.kind not in "iuf":
        raise ArgumentTypeError(
            f"`series` of {function} must be of numbers; got dtype {series.dtype}: convert it, "
            "as with .astype(float)"
        )
    index = _index_of(calendar, function, units)
    values = np.asarray(series.to_numpy(dtype=np.float64, na_value=np.nan))
    return pandas.Series(values, index=index, name=series.name)  # type: ignore[no-any-return]


def _of_another_library(series: Any, function: str, units: tuple[str, ...]) -> pd.Series[float]:
    """Take one labelled series of xarray, polars or Arrow as one of pandas."""
    pandas: Any = require("pandas", function)
    parts = take_apart(series, -1, "series", function, gaps="raise")
    values = np.moveaxis(parts.values, parts.axis, -1)
    if parts.calendar is None or values.size != values.shape[-1]:
        raise ArgumentTypeError(
            f"`series` of {function} must be one series with dates or months; got a "
            f"{type(series).__name__} of {values.size // max(values.shape[-1], 1)} series"
            f"{' without' if parts.calendar is None else ''}: select one"
        )
    return pandas.Series(  # type: ignore[no-any-return]
        values.reshape(-1), index=_index_of(parts.calendar, function, units)
    )


def _index_of(calendar: Calendar, function: str, units: tuple[str, ...]) -> Any:
    """Return the periods of a calendar of one of the units, which must be consecutive."""
    pandas: Any = require("pandas", function)
    found = next((name for name in units if calendar.unit == _UNITS[name]), None)
    if found is None:
        allowed = "months" if len(units) == 1 else "months or calendar quarters"
        raise ArgumentValueError(
            f"the index of `series` of {function} must be of {allowed}; got "
            f"{calendar.unit.plural}: pass the {'ly or '.join(units)}ly figures"
        )
    checked(calendar, "never", "the index of `series`", function)
    return pandas.PeriodIndex.from_ordinals(calendar.numbers, freq=found[0].upper())


def refuse(series: pd.Series[float], bad: Any, rule: str, way_out: str, function: str) -> None:
    """Raise for the first month of which `bad` is true."""
    found = np.flatnonzero(np.asarray(bad))
    if len(found):
        raise ArgumentValueError(
            f"`series` of {function} must be {rule}; got {series.iloc[found[0]]} in "
            f"{series.index[found[0]]} ({len(found)} such): {way_out}"
        )
