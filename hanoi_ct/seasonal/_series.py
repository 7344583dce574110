"""Monthly series as they come in: what is refused before anything is computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from hanoi_ct._inputs.calendar import checked, time_index
from hanoi_ct._inputs.labels import is_labelled, take_apart
from hanoi_ct._inputs.units import Unit
from hanoi_ct._inputs.validate import shown
from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

if TYPE_CHECKING:
    import pandas as pd


def monthly(series: Any, function: str) -> pd.Series[float]:
    """Return a series of float over consecutive months, its index of monthly periods."""
    pandas: Any = require("pandas", function)
    if is_labelled(series) and not isinstance(series, (pandas.Series, pandas.DataFrame)):
        series = _as_pandas(series, function)
    if not isinstance(series, pandas.Series):
        raise ArgumentTypeError(
            f"`series` of {function} must be a pandas Series with an index of months; got "
            f"{shown(type(series).__name__)}: pandas.Series(values, "
            "index=pandas.period_range('2015-01', periods=len(values), freq='M'))"
        )
    calendar = time_index(
        series.index, "series", function, freq=None, year_start=None, gaps="raise"
    )
    if calendar.unit != Unit("month", 1):
        raise ArgumentValueError(
            f"the index of `series` of {function} must be of months; got {calendar.unit.plural}: "
            "pass the monthly figures"
        )
    checked(calendar, "never", "the index of `series`", function)
    if series.dtype.kind not in "iuf":
        raise ArgumentTypeError(
            f"`series` of {function} must be of numbers; got dtype {series.dtype}: convert it, "
            "as with .astype(float)"
        )
    index = pandas.PeriodIndex.from_ordinals(calendar.numbers, freq="M")
    values = np.asarray(series.to_numpy(dtype=np.float64, na_value=np.nan))
    return pandas.Series(values, index=index, name=series.name)  # type: ignore[no-any-return]


def _as_pandas(series: Any, function: str) -> Any:
    """Return one labelled series of xarray, polars or Arrow as one of pandas."""
    pandas: Any = require("pandas", function)
    parts = take_apart(series, -1, "series", function, gaps="raise")
    values = np.moveaxis(parts.values, parts.axis, -1)
    if parts.calendar is None or values.size != values.shape[-1]:
        raise ArgumentTypeError(
            f"`series` of {function} must be one series with dates or months; got a "
            f"{type(series).__name__} of {values.size // max(values.shape[-1], 1)} series"
            f"{' without' if parts.calendar is None else ''}: select one"
        )
    checked(parts.calendar, "never", "the index of `series`", function)
    if parts.calendar.unit != Unit("month", 1):
        raise ArgumentValueError(
            f"the index of `series` of {function} must be of months; got "
            f"{parts.calendar.unit.plural}: pass the monthly figures"
        )
    index = pandas.PeriodIndex.from_ordinals(parts.calendar.numbers, freq="M")
    return pandas.Series(values.reshape(-1), index=index)


def refuse(series: pd.Series[float], bad: Any, rule: str, way_out: str, function: str) -> None:
    """Raise for the first month of which `bad` is true."""
    found = np.flatnonzero(np.asarray(bad))
    if len(found):
        raise ArgumentValueError(
            f"`series` of {function} must be {rule}; got {series.iloc[found[0]]} in "
            f"{series.index[found[0]]} ({len(found)} such): {way_out}"
        )
