"""Numbers of records: read exactly, or set aside with the reason."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentTypeError, DataError
from hanoi_ct.records._decimals import units_of, without_negative_scale
from hanoi_ct.records._keys import without_runs
from hanoi_ct.records._schema import MISSING_CODES, Field

SetAside = Callable[[str, Any, Any, str], None]
Numbers = tuple[NDArray[Any], NDArray[np.bool_] | None]  # values; which are missing

_BEYOND_64_BITS = "must lie within 64 bits"


def numbers_of(
    column: Any, name: str, field: Field | None, is_text: bool, set_aside: SetAside
) -> Numbers:
    """The values of a column as float64 or int64, and which are missing.

    Decimals come as whole numbers of their last place.
    """
    pa = require("pyarrow", "tabulate")
    column = without_runs(column)
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.dictionary_decode()
        kind = column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or str(kind) == "string_view":
        if not is_text and field is None:
            raise ArgumentTypeError(
                f"`value` {name!r} of tabulate must be a column of numbers; got text: give a "
                f"schema, RecordSchema(columns={{{name!r}: Field()}}), to have it read"
            )
        return _from_text(column, name, field or Field(), set_aside)
    if pa.types.is_null(kind):
        return np.zeros(len(column)), np.ones(len(column), dtype=bool)
    if pa.types.is_decimal(kind):
        return _decimals(column, name, field, set_aside)
    if not (pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_boolean(kind)):
        raise ArgumentTypeError(
            f"`value` {name!r} of tabulate must be a column of numbers; got {kind}"
        )
    return _typed(column, name, field, set_aside)


def _typed(column: Any, name: str, field: Field | None, set_aside: SetAside) -> Numbers:
    pa = require("pyarrow", "tabulate")
    if pa.types.is_boolean(column.type):
        column = column.cast(pa.int8())
    absent = None
    if column.null_count:
        absent = column.is_null().to_numpy(zero_copy_only=False)
        column = column.fill_null(0)
    values = column.to_numpy(zero_copy_only=False)
    if values.dtype == np.uint64:
        large = values > np.uint64(2**63 - 1)
        _set_aside(column, name, large, _BEYOND_64_BITS, set_aside)
        values = np.where(large, np.uint64(0), values).astype(np.int64)
    if values.dtype.kind == "f" and values.dtype != np.float64:
        values = values.astype(np.float64)
    _check_range(values, absent, name, field, set_aside)
    return values, absent


def _decimals(column: Any, name: str, field: Field | None, set_aside: SetAside) -> Numbers:
    """Decimals as whole numbers of their last place."""
    column = without_negative_scale(column)
    absent = None
    if column.null_count:
        absent = column.is_null().to_numpy(zero_copy_only=False)
        column = column.fill_null(Decimal(0))
    try:
        values, large = units_of(column)
    except pa_error():
        raise DataError(
            f"column {name!r} of the records must hold decimals of at most 38 digits; got "
            f"{column.type}: cast it to float64"
        ) from None
    _set_aside(column, name, large, "must lie within 64 bits of its last decimal place", set_aside)
    if field is not None and (field.minimum is not None or field.maximum is not None):
        low, high = _bounds(field)
        unit = Decimal(1).scaleb(-column.type.scale)
        outside = np.zeros(len(column), dtype=bool)
        if low is not None:
            outside |= values < min(max(math.ceil(low / unit), -(2**63)), 2**63 - 1)
        if high is not None:
            outside |= values > min(max(math.floor(high / unit), -(2**63)), 2**63 - 1)
        if absent is not None:
            outside &= ~absent
        _set_aside(column, name, outside & ~large, _range_rule(field), set_aside)
    return values, absent


def _bounds(field: Field) -> tuple[Decimal | None, Decimal | None]:
    """The bounds as the decimals that denote them."""
    ends = (field.minimum, field.maximum)
    low, high = (
        None if end is None or math.isinf(end) else Decimal(repr(float(end))) for end in ends
    )
    return low, high


def pa_error() -> type[Exception]:
    """The error of Arrow for values that do not fit."""
    error: type[Exception] = require("pyarrow", "tabulate").ArrowInvalid
    return error


def _from_text(column: Any, name: str, field: Field, set_aside: SetAside) -> Numbers:
    pa = require("pyarrow", "tabulate")
    pc = require("pyarrow.compute", "tabulate")
    text = pc.utf8_trim_whitespace(column)
    codes = pa.array([*{*field.missing, *MISSING_CODES}] if field else [*MISSING_CODES])
    absent_mask = pc.or_kleene(pc.is_in(text, codes.cast(text.type)), text.is_null())
    absent = absent_mask.to_numpy(zero_copy_only=False).astype(bool)
    plain = pc.if_else(absent_mask, pa.scalar("0", text.type), text)
    if field.decimal == ",":
        # A point would be read as a decimal point; with a decimal comma it is none.
        dotted = pc.match_substring(plain, ".").to_numpy(zero_copy_only=False)
        plain = pc.replace_substring(plain, ",", ".")
    else:
        dotted = np.zeros(len(column), dtype=bool)
    pattern = (
        r"^[+-]?[0-9]+$"
        if field.kind == "integer"
        else (r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$")
    )
    wrong = ~pc.match_substring_regex(plain, pattern).to_numpy(zero_copy_only=False) | dotted
    _set_aside(column, name, wrong, _not_a_number(field), set_aside)
    plain = pc.if_else(pa.array(wrong), pa.scalar("0", plain.type), plain)
    plain = pc.utf8_ltrim(plain, "+")
    if field.kind == "integer":
        values, large = _whole(plain)
        _set_aside(column, name, large, _BEYOND_64_BITS, set_aside)
    else:
        values = plain.cast(pa.float64()).to_numpy(zero_copy_only=False)
        _set_aside(column, name, ~np.isfinite(values), "lies beyond float64", set_aside)
    absent |= wrong
    _check_range(values, absent, name, field, set_aside)
    return values, absent if absent.any() else None


def _not_a_number(field: Field) -> str:
    what = "a whole number" if field.kind == "integer" else "a number"
    return f"must be {what} with the decimal sign {field.decimal!r}"


def _whole(plain: Any) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    pa = require("pyarrow", "tabulate")
    large = np.zeros(len(plain), dtype=bool)
    try:
        return plain.cast(pa.int64()).to_numpy(zero_copy_only=False), large
    except pa.ArrowInvalid:
        numbers = [int(text) for text in plain.to_pylist()]
        large = np.array([not -(2**63) <= number < 2**63 for number in numbers])
        kept = [0 if beyond else number for number, beyond in zip(numbers, large, strict=True)]
        return np.array(kept, dtype=np.int64), large


def _check_range(
    values: NDArray[Any],
    absent: NDArray[np.bool_] | None,
    name: str,
    field: Field | None,
    set_aside: SetAside,
) -> None:
    if values.dtype.kind == "f":
        infinite = np.isinf(values)
        if infinite.any():
            rows = np.flatnonzero(infinite)
            set_aside(name, rows, values[rows[:10_000]].tolist(), "must be finite")
    if field is None or (field.minimum is None and field.maximum is None):
        return
    low = -np.inf if field.minimum is None else field.minimum
    high = np.inf if field.maximum is None else field.maximum
    beyond = (values < low) | (values > high)
    if absent is not None:
        beyond &= ~absent
    rows = np.flatnonzero(beyond)
    if rows.size:
        set_aside(name, rows, values[rows[:10_000]].tolist(), _range_rule(field))


def _range_rule(field: Field) -> str:
    low = -np.inf if field.minimum is None else field.minimum
    high = np.inf if field.maximum is None else field.maximum
    return f"must lie between {low:g} and {high:g}"


def _set_aside(
    column: Any, name: str, wrong: NDArray[np.bool_], reason: str, set_aside: SetAside
) -> None:
    rows = np.flatnonzero(wrong)
    if rows.size:
        set_aside(name, rows, column.take(rows[:10_000]).to_pylist(), reason)
