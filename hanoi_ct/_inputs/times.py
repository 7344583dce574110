"""Labels of time as they come: dates, periods and text of any library, read as numbers."""

import datetime
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._inputs.units import ISO_WEEK, Numbers, Unit, business_days, first_days
from hanoi_ct._inputs.validate import brief, shown
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError


class Told(NamedTuple):
    """What labels say by themselves."""

    kind: str  # "periods", whose unit is known; "dates", whose is not; "numbers"
    starts: Numbers  # months or days at which periods begin; days of dates; whole numbers
    unit: Unit | None = None
    fixed: bool = False  # labels of a library's type of periods, no longer ones meant
    with_times: bool = False  # dates that are not midnight


# What text may name, most particular first, and how its parts make a number.
_ISO_WEEK = re.compile(r"(\d{4})-?W(\d{2})")
_TEXTS: tuple[tuple[re.Pattern[str], Unit], ...] = (
    (re.compile(r"(\d{4})"), Unit("month", 12)),
    (re.compile(r"(\d{4})(?:-|-?M)(0[1-9]|1[0-2])"), Unit("month", 1)),
    (re.compile(r"(\d{4})-?Q([1-4])"), Unit("month", 3)),
    (re.compile(r"(\d{4})-?[HS]([12])"), Unit("month", 6)),
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=$|[T ])")
_SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})")  # a week as pandas writes it


def package_of(x: Any) -> str:
    """Return the library an object is of."""
    return type(x).__module__.partition(".")[0]


def read_times(labels: Any, argument: str, function: str) -> Told | None:
    """Return what labels say of time; None if they are of no time (names, floats).

    Parameters
    ----------
    labels : index, column, array or sequence
        Of pandas, polars, Arrow, NumPy or Python: periods, dates, text ("2018", "2018-08",
        "2018Q3", "2018H1", "2018-W05", "2018-08-15"), whole numbers.
    argument, function : str
        What messages call the labels and the function.

    Raises
    ------
    ArgumentTypeError
        Labels of several kinds.
    ArgumentValueError
        A label that is missing, or is no time where others are.
    """
    package = package_of(labels)
    if package == "pandas":
        return _pandas(labels, argument, function)
    if is_cf(labels):
        return _array(_of_cf(labels, argument, function), argument, function)
    if package == "polars":
        return _polars(labels, argument, function)
    if package == "pyarrow":
        return _arrow(labels, argument, function)
    if not isinstance(labels, np.ndarray):
        listed = list(labels)
        labels = np.empty(len(listed), dtype=object)
        labels[:] = listed
    return _array(labels, argument, function)


def _pandas(labels: Any, argument: str, function: str) -> Told | None:
    import pandas as pd

    if isinstance(labels, pd.MultiIndex):
        return None
    if isinstance(labels.dtype, pd.CategoricalDtype):
        labels = labels.astype(labels.dtype.categories.dtype)
    dtype = labels.dtype
    missing = np.asarray(labels.isna())
    _refuse_missing(missing, argument, function)
    if isinstance(dtype, pd.PeriodDtype):
        with business_days():
            return _periods(pd.PeriodIndex(labels))
    if isinstance(dtype, pd.ArrowDtype):
        arrow: Any = pd.Series(labels).array
        return _arrow(arrow.__arrow_array__(), argument, function)
    if isinstance(dtype, pd.DatetimeTZDtype):
        labels = pd.DatetimeIndex(labels).tz_localize(None)
    if isinstance(dtype, pd.StringDtype):
        labels = labels.astype(object)
    return _array(np.asarray(labels), argument, function)


def is_cf(labels: Any) -> bool:
    """Tell whether labels are an index of xarray of dates that name their calendar."""
    return type(labels).__name__ == "CFTimeIndex"


def _of_cf(labels: Any, argument: str, function: str) -> NDArray[Any]:
    """Return dates of cftime as those of NumPy; those of models' calendars are none."""
    if labels.calendar not in ("standard", "gregorian", "proleptic_gregorian"):
        raise ArgumentTypeError(
            f"{argument} of {function} must be dates of the Gregorian calendar; got the calendar "
            f"{labels.calendar!r}: convert it, as by .convert_calendar('standard', align_on='date')"
        )
    return np.array([each.isoformat() for each in labels], dtype="datetime64[s]")


def _polars(labels: Any, argument: str, function: str) -> Told | None:
    import polars as pl

    _refuse_missing(labels.is_null().to_numpy(), argument, function)
    dtype = labels.dtype
    if getattr(dtype, "time_zone", None) is not None:
        labels = labels.dt.replace_time_zone(None)
    if dtype == pl.Categorical or isinstance(dtype, pl.Enum):
        labels = labels.cast(pl.String)
    return _array(np.asarray(labels.to_numpy()), argument, function)


def _arrow(labels: Any, argument: str, function: str) -> Told | None:
    import pyarrow as pa
    import pyarrow.compute as pc

    if isinstance(labels, pa.ChunkedArray):
        labels = labels.combine_chunks()
    _refuse_missing(labels.is_null().to_numpy(zero_copy_only=False), argument, function)
    if pa.types.is_dictionary(labels.type):
        labels = labels.cast(labels.type.value_type)
    if pa.types.is_timestamp(labels.type) and labels.type.tz is not None:
        labels = pc.local_timestamp(labels)
    return _array(np.asarray(labels.to_numpy(zero_copy_only=False)), argument, function)


def _refuse_missing(missing: NDArray[np.bool_], argument: str, function: str) -> None:
    if missing.any():
        raise ArgumentValueError(
            f"{argument} of {function} must name a period in every row; got none at row "
            f"{int(np.argmax(missing))}"
        )


def refuse_beyond_int64(numbers: NDArray[Any], argument: str, function: str) -> None:
    """Raise for whole numbers that are no int64."""
    if numbers.dtype == np.uint64 and numbers.size and int(numbers.max()) >= 2**63:
        row = int(np.argmax(numbers >= 2**63))
        raise ArgumentValueError(
            f"whole numbers in {argument} of {function} must lie below 2**63; got {numbers[row]} "
            f"at row {row}: count periods in sequence"
        )


def _array(labels: NDArray[Any], argument: str, function: str) -> Told | None:
    kind = labels.dtype.kind
    if kind == "M":
        _refuse_missing(np.isnat(labels), argument, function)
        return _datetimes(labels)
    if kind in "iu":
        refuse_beyond_int64(labels, argument, function)
        return Told("numbers", labels.astype(np.int64, copy=False))
    if kind in "UT":
        return _all_alike(labels.tolist(), argument, function)
    return _all_alike(labels.tolist(), argument, function) if kind == "O" else None


def _datetimes(dates: NDArray[Any]) -> Told:
    unit = np.datetime_data(dates.dtype)
    if unit in (("Y", 1), ("M", 1)):
        months = dates.astype("datetime64[M]").astype(np.int64)
        return Told("periods", months, Unit("month", 12 if unit[0] == "Y" else 1))
    days = dates.astype("datetime64[D]")
    return Told("dates", days.astype(np.int64), with_times=bool((days != dates).any()))


def _all_alike(values: list[Any], argument: str, function: str) -> Told | None:
    """Read Python values, which must all be of one kind."""
    kinds: list[tuple[str, Callable[[list[Any]], Told | None]]] = [
        ("text", lambda v: _texts(v, argument, function)),
        ("dates", _python_dates),
        ("periods", lambda v: _python_periods(v, argument, function)),
        ("whole numbers", lambda v: Told("numbers", np.array(v, dtype=np.int64))),
    ]
    if not values:
        return None
    found = [_kind(value) for value in values]
    first = found[0]
    if "missing" in found and any(kind is not None for kind in found if kind != "missing"):
        _refuse_missing(np.array([kind == "missing" for kind in found]), argument, function)
    for row, kind in enumerate(found):
        if kind != first:
            raise ArgumentTypeError(
                f"{argument} of {function} must be labels of one kind; got "
                f"{shown(values[row])} at row {row} after {shown(values[0])}"
            )
    return next((read(values) for kind, read in kinds if kind == first), None)


def _is_missing(value: Any) -> bool:
    """Tell whether a value is no value: NaN, NaT, or NA, which is not even equal to itself."""
    if type(value).__name__ == "NAType":
        return True
    try:
        return bool(value != value)
    except (TypeError, ValueError):  # a table or an array in the place of a label
        return False


def _kind(value: Any) -> str | None:
    if isinstance(value, str):
        return "text"
    if isinstance(value, (bool, np.bool_)):
        return None
    if value is None or _is_missing(value):
        return "missing"
    if hasattr(value, "ordinal") and hasattr(value, "freqstr"):
        return "periods"
    if isinstance(value, (datetime.date, np.datetime64)):
        return "dates"
    whole = isinstance(value, (int, np.integer)) and abs(int(value)) < 2**62
    return "whole numbers" if whole else None


def _python_dates(values: list[Any]) -> Told:
    units = {np.datetime_data(v.dtype)[0] for v in values if isinstance(v, np.datetime64)}
    if len(units) == 1 and all(isinstance(v, np.datetime64) for v in values):
        return _datetimes(np.array(values))
    plain = [
        v if isinstance(v, np.datetime64)
        else np.datetime64(v.replace(tzinfo=None) if isinstance(v, datetime.datetime) else v)
        for v in values
    ]  # fmt: skip
    days = np.array([v.astype("datetime64[D]") for v in plain])
    times = any(day != date for day, date in zip(days, plain, strict=True))
    return Told("dates", days.astype(np.int64), with_times=times)


def _python_periods(values: list[Any], argument: str, function: str) -> Told:
    import pandas as pd

    for row, value in enumerate(values):
        if value.freqstr != values[0].freqstr:
            raise ArgumentTypeError(
                f"{argument} of {function} must be periods of one length; got {brief(value)} at "
                f"row {row} after {brief(values[0])}"
            )
    with business_days():
        return _periods(pd.PeriodIndex(values, freq=values[0].freq))


def _periods(index: Any) -> Told:
    """Read pandas periods: where they begin, in months or in days."""
    code = index.freqstr.lstrip("0123456789").partition("-")[0]
    times = int(index.freq.n)
    lengths = {"M": ("M", 1), "Q": ("M", 3), "Y": ("M", 12), "W": ("D", 7), "D": ("D", 1)}
    if code not in lengths:
        begin = int(index.asi8[0]) % times if len(index) else 0
        return Told("periods", index.asi8, Unit(index.freqstr, times, begin), True)
    plain, length = lengths[code]
    starts = index.asi8
    if code != plain:
        starts = index.asfreq(plain, how="start").asi8
    begin = int(starts[0]) % (times * length) if len(starts) else 0
    kind = "month" if plain == "M" else "day"
    anchor = getattr(index.freq, "startingMonth", getattr(index.freq, "month", 12))
    year_start = anchor % 12 + 1 if code in "QY" and anchor != 12 else None
    return Told("periods", starts, Unit(kind, times * length, begin, year_start), True)


def _texts(values: list[str], argument: str, function: str) -> Told | None:
    """Read text; None if the first says no time and no other does."""
    cache: dict[str, tuple[Unit | None, int] | None] = {}
    for value in values:
        if value not in cache:
            cache[value] = _text(value)
    first = cache[values[0]]
    for row, value in enumerate(values):
        found = cache[value]
        if (found is None) != (first is None) or (found and first and found[0] != first[0]):
            raise ArgumentValueError(
                f"{argument} of {function} must be written alike in all rows; got {brief(value)} "
                f"at row {row} after {brief(values[0])}"
            )
    if first is None:
        return None
    starts = np.array([cache[value][1] for value in values], dtype=np.int64)  # type: ignore[index]
    if first[0] is None:
        return Told("dates", starts)
    return Told("periods", starts, first[0])


def _text(value: str) -> tuple[Unit | None, int] | None:
    """Return the unit that a text says and the month or day where its period begins."""
    for pattern, unit in _TEXTS:
        match = pattern.fullmatch(value)
        if match:
            place = int(match[2]) - 1 if unit.length < 12 else 0
            return unit, (int(match[1]) - 1970) * 12 + place * unit.length
    week = _ISO_WEEK.fullmatch(value)
    try:
        if week:
            monday = datetime.date.fromisocalendar(int(week[1]), int(week[2]), 1)
            return Unit("day", 7, ISO_WEEK), (monday - datetime.date(1970, 1, 1)).days
        if _DAY.match(value):
            date = datetime.datetime.fromisoformat(value).date()
            return None, (date - datetime.date(1970, 1, 1)).days
        span = _SPAN.fullmatch(value)
        if span:
            days = [
                datetime.date.fromisoformat(d) - datetime.date(1970, 1, 1) for d in span.groups()
            ]
            length = (days[1] - days[0]).days + 1
            return (Unit("day", 7, days[0].days % 7), days[0].days) if length == 7 else None
    except ValueError:
        return None
    return None


def day_bounds(starts: Numbers, unit: Unit) -> tuple[Numbers, Numbers]:
    """Return the first and the last day of periods that begin at `starts`."""
    if unit.kind == "month":
        return first_days(starts), first_days(starts + unit.length) - 1
    return starts, starts + (unit.length - 1)


def rows_about(label: Any, labels: Sequence[Any]) -> list[int]:
    """Return which labels hold the time of `label`, or lie in it if it is a month or shorter.

    The labels need no unit in common: each is compared by its days.
    """
    asked = _days_of(label)
    if asked is None:
        return []
    rows = []
    for row, known in enumerate(labels):
        days = _days_of(known)
        if days is None:
            continue
        within = asked[0] <= days[0] and days[1] <= asked[1] and asked[1] - asked[0] <= 30
        if within or (days[0] <= asked[0] and asked[1] <= days[1]):
            rows.append(row)
    return rows


def _days_of(label: Any) -> tuple[int, int] | None:
    """Return the first and the last day of a label; None if it is no time of whole days."""
    try:
        told = read_times([label], "the label", "it")
    except (TypeError, ValueError):  # refused, or an object that compares with nothing
        return None
    if told is None or told.kind == "numbers":
        return None
    if told.unit is None:
        return int(told.starts[0]), int(told.starts[0])
    if told.unit.kind not in ("month", "day"):
        return None
    first, last = day_bounds(told.starts, told.unit)
    return int(first[0]), int(last[0])
