"""The rows of a store: their columns, and what is asked of a row before it is kept."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, get_args

from hanoi_ct._inputs.months import is_month
from hanoi_ct.datasets.added import last_day
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.quantities.printed import Qualifier

STATUSES = ("estimate", "preliminary", "official", "target", "reported")
QUALIFIERS: tuple[str, ...] = get_args(Qualifier)
COLUMNS = (
    "series",
    "period_start",
    "period_end",
    "value",
    "unit",
    "status",
    "base",
    "published",
    "source",
    "qualifier",
)
_LEFT_OUT = {"base": "", "qualifier": "exact"}


def vintage_row(row: Mapping[Any, Any]) -> dict[str, Any]:
    months, year = int(row["months"]), int(row["year"])
    published = str(row["published"])[:10]
    return {
        "series": "vietnam.iip.growth",
        "period_start": f"{year:04d}-01",
        "period_end": f"{year:04d}-{months:02d}",
        "value": str(row["ytd_growth_pct"]),
        "unit": "percent",
        "status": "estimate" if row["kind"] == "first_release" else "preliminary",
        # Where the month of the report alone is known, its last day.
        "published": last_day(published if len(published) == 10 else str(row["vintage"])[:7]),
        "source": row["source_url"],
    }


def checked_row(row: Any, number: int) -> list[Any]:
    where = f"row {number} of `rows` of Store.append"
    if not isinstance(row, Mapping):
        raise ArgumentTypeError(f"{where} must be a mapping; got {type(row).__name__}")
    unknown = [name for name in row if name not in COLUMNS]
    if unknown:
        raise ArgumentValueError(
            f"{where} must have the columns {', '.join(COLUMNS)}; got {unknown[0]!r}"
        )
    given = {**_LEFT_OUT, **row}
    for name in COLUMNS:
        if name not in given:
            raise ArgumentValueError(f"{where} must have {name!r}")
        if name not in ("value", "published") and (
            not isinstance(given[name], str) or (not given[name] and name not in ("base", "unit"))
        ):
            raise ArgumentValueError(f"{name!r} of {where} must be text; got {given[name]!r}")
    for name in ("period_start", "period_end"):
        if not is_month(given[name]):
            raise ArgumentValueError(
                f"{name!r} of {where} must be a month, as 2018-08; got {given[name]!r}"
            )
    if given["period_start"] > given["period_end"]:
        raise ArgumentValueError(
            f"'period_end' of {where} must not come before 'period_start'; got "
            f"{given['period_start']} to {given['period_end']}"
        )
    if given["status"] not in STATUSES:
        raise ArgumentValueError(
            f"'status' of {where} must be one of {', '.join(STATUSES)}; got {given['status']!r}"
        )
    if given["qualifier"] not in QUALIFIERS:
        raise ArgumentValueError(
            f"'qualifier' of {where} must be one of {', '.join(QUALIFIERS)}; "
            f"got {given['qualifier']!r}"
        )
    given["value"] = _decimal(given["value"], where)
    given["published"] = date_of(given["published"], f"'published' of {where}")
    return [given[name] for name in COLUMNS]


def _decimal(value: Any, where: str) -> Decimal:
    try:
        if isinstance(value, bool):
            raise InvalidOperation
        if isinstance(value, float) and not math.isfinite(value):
            raise InvalidOperation
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(str(value))
        if not number.is_finite() or abs(number) >= Decimal(10) ** 28:
            raise InvalidOperation
        if number != round(number, 10):
            raise InvalidOperation
    except InvalidOperation:
        raise ArgumentValueError(
            f"'value' of {where} must be a number below 10^28 with at most 10 decimals; "
            f"got {value!r}"
        ) from None
    return number


def date_of(value: Any, name: str) -> datetime.date:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        raise ArgumentValueError(f"{name} must be a date, as 2018-09-30; got {value!r}") from None


def shown_row(row: tuple[Any, ...]) -> dict[str, Any]:
    found = dict(zip(COLUMNS, row, strict=True))
    found["value"] = Decimal(f"{found['value'].normalize():f}")
    return found
