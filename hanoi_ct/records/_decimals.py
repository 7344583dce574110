"""Columns of decimals: whole numbers of their last place, added exactly and divided once."""

from __future__ import annotations

from typing import Any, TypeGuard

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._optional import require
from hanoi_ct.errors import DataError
from hanoi_ct.measures import GroupSum

# What values are that are no decimals, in place of the number of places.
FLOATS, WHOLE = -1, -2
_NAMES = {FLOATS: "floats", WHOLE: "whole numbers"}


def places_of(kind: Any) -> int | None:
    """The decimal places of an Arrow type: FLOATS or WHOLE of other numbers, None of nulls."""
    pa = require("pyarrow", "tabulate")
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if pa.types.is_null(kind):
        return None
    if pa.types.is_decimal(kind):
        return max(int(kind.scale), 0)
    return WHOLE if pa.types.is_integer(kind) or pa.types.is_boolean(kind) else FLOATS


def without_negative_scale(column: Any) -> Any:
    """Decimals in units of ten or more, as whole ones."""
    if column.type.scale >= 0:
        return column
    return column.cast(require("pyarrow", "tabulate").decimal128(38, 0))


def are_decimals(places: int | None) -> TypeGuard[int]:
    """Whether values are decimals, held in units of their last place."""
    return places is not None and places >= 0


def units_of(column: Any) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The values in units of their last place, and which of them lie beyond 64 bits."""
    pa = require("pyarrow", "tabulate")
    if column.type.bit_width != 128:
        # A narrower type fits; a wider one is taken where its values do.
        column = column.cast(pa.decimal128(38, column.type.scale))
    words = np.frombuffer(column.buffers()[1], dtype="<i8").reshape(-1, 2)
    words = words[column.offset : column.offset + len(column)]
    low, high = words[:, 0], words[:, 1]
    return low.astype(np.int64), high != low >> 63  # the high word is the sign alone


def one_number_of_places(first: int | None, second: int | None, column: str) -> int | None:
    """The places of both parts of the records, of which None has seen no value."""
    if first is None or second is None or first == second:
        return second if first is None else first
    found = " and ".join(_NAMES.get(one, f"decimals of {one} places") for one in (first, second))
    raise DataError(
        f"column {column!r} of the records must be of one kind; got {found}: cast it to one "
        "decimal type, or all to float64"
    )


def in_doubles(units: NDArray[np.int64], places: int) -> NDArray[np.float64]:
    """The doubles nearest to whole numbers of units."""
    if places <= 22 and (np.abs(units.astype(np.float64)) < 2.0**53).all():
        return units / 10.0**places  # both are exact: one rounding
    unit = 10**places
    return np.array([number / unit for number in units.tolist()], dtype=np.float64)


def figures_of(total: GroupSum, statistic: str, places: int) -> NDArray[np.float64]:
    """A statistic as the doubles nearest to it; NaN where there is no value."""
    counts = total.count
    there = np.flatnonzero(counts)
    cells = np.full(counts.size, -1, dtype=np.int64)
    cells[there] = np.arange(there.size)
    # Cells without a value would turn the extremes of the others into doubles.
    full = total.regroup(cells, there.size)
    result = np.full(counts.size, np.nan)
    if statistic == "mean":
        unit = 10**places
        pairs = zip(
            full._statistic("sum", "tabulate").tolist(), counts[there].tolist(), strict=True
        )
        result[there] = [whole / (unit * count) for whole, count in pairs]
    else:
        result[there] = in_doubles(np.asarray(getattr(full, statistic)), places)
    return result
