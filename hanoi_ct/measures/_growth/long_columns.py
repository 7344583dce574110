"""The columns of a long table, read for the functions of time, and how these are applied."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from hanoi_ct._inputs.column_periods import Periods, periods_of
from hanoi_ct._inputs.column_series import Series, series_of
from hanoi_ct._inputs.columns import Integers, Values, columns_of, one_index, values_of
from hanoi_ct._inputs.validate import choice, integer
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.measures._calls.along import refuse_missing
from hanoi_ct.measures._calls.long_table import Block, Names, over_long_table
from hanoi_ct.measures._calls.policies import MISSING


class LongTable(NamedTuple):
    """The columns of a long table, read."""

    column: Values
    keys: Series
    periods: Periods
    function: str


def read(given: dict[str, Any], function: str) -> LongTable:
    """Read the columns of a call, ``locals()`` at its head."""
    values, series, period = columns_of(given, function)
    one_index(values, series, period, function)
    column = values_of(values, function)
    n = len(column.array)
    keys = series_of(series, n, function)
    year = given.get("periods_per_year"), given.get("first_period")
    periods = periods_of(period, n, *year, function, given["freq"], given["year_start"])
    choice(given.get("missing", "omit"), MISSING, "missing", function)
    if given.get("missing") == "raise":
        refuse_missing(column.array, 0, function, "values")
    return LongTable(column, keys, periods, function)


def by_period(block: Block, table: LongTable) -> Any:
    """Apply a function that steps from period to period."""
    column, keys, periods, function = table
    names = Names(_named(keys), periods.label, function)
    return column.together(over_long_table(block, column.array, keys.keys, periods.numbers, names))


def _named(keys: Series) -> Callable[[int], str]:
    """Return what messages call series: the beginning of a long name."""

    def name(key: int) -> str:
        text = " ".join(str(keys.label(key)).split())
        return text if len(text) <= 100 else f"{text[:97]}..."

    return name


def window_of(window: Any, table: LongTable) -> int:
    """Return the length of a window: without one, of a year."""
    if window is not None:
        return integer(window, "window", table.function, low=1)
    if table.periods.year_length is None:
        raise ArgumentValueError(
            f"`window` of {table.function} must be said for periods of which years have no fixed "
            "number; got none"
        )
    return table.periods.year_length


def by_year(block: Block, table: LongTable, given: dict[str, Any]) -> Any:
    """Apply a function of the year; the block learns its length from the calendar."""
    column, keys, periods, function = table
    calendar = periods.calendar
    if periods.yearly is None or periods.per_year is None or periods.per_year == 366:
        raise ArgumentValueError(
            f"`period` of {function} must be of years of whole weeks, months or quarters; got "
            f"{calendar.unit.plural if calendar else 'others'}: put them together first"
        )
    said, first = given["periods_per_year"], given["first_period"]
    usual = (periods.per_year, periods.year_length)
    if said is not None and said not in usual:
        raise ArgumentValueError(
            f"`periods_per_year` of {function} must agree with `period`, which has "
            f"{periods.per_year}; got {said}"
        )
    if calendar is not None and first is not None:
        raise ArgumentValueError(
            f"`first_period` of {function} must be left out for dates and periods; got {first}: "
            "say with year_start= in which month a year begins"
        )
    yearly = periods.yearly()
    result = over_long_table(
        lambda x, begin, out: block(x, (periods.per_year, begin), out),  # type: ignore[arg-type]
        column.array,
        keys.keys,
        yearly,
        Names(_named(keys), _label_of_yearly(periods, yearly), function),
        per_year=periods.per_year,
        pads_count=given["missing"] == "omit",
    )
    return column.together(result)


def _label_of_yearly(periods: Periods, yearly: Integers) -> Any:
    """Return the names of periods by the numbers of which years are multiples."""

    def label(number: int) -> str:
        rows = np.flatnonzero(yearly == number)
        return periods.label(int(periods.numbers[rows[0]])) if len(rows) else str(number)

    return label


def in_runs(missing: str) -> Any:
    """Return the policy for the runs: only rows can be refused, not periods left out."""
    return "propagate" if missing == "raise" else missing
