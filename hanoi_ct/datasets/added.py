"""Rows added to a table from elsewhere: only those that state something new."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from typing import Any

from hanoi_ct.tables.csv_reader import Records

__all__ = ["different", "last_day", "new_rows"]

_FIGURES = ("value", "growth_pct", "mom_pct")


def last_day(date: str) -> str:
    """A date as a day: a month or a year alone is its last one, as in choosing among pages.

    Examples
    --------
    >>> last_day("2018-09"), last_day("2016"), last_day("2018-09-10")
    ('2018-09-30', '2016-12-31', '2018-09-10')
    """
    if len(date) >= 10:
        return date[:10]
    month = date if len(date) == 7 else f"{date}-12"
    year, number = int(month[:4]), int(month[5:])
    return f"{month}-{calendar.monthrange(year, number)[1]:02d}"


def different(rows: Iterable[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """Each of the rows once, in their order."""
    return list({tuple(sorted(row.items())): row for row in rows}.values())


def new_rows(held: Records, added: Records) -> Records:
    """The rows of `added` that state something which `held` does not.

    A row is stated already where a row of the same page, day, period and labels has its figures
    and the qualifier that speaks of them.
    """
    stated: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for _, fields in held.by_row():
        stated.setdefault(_identity(fields), []).append(fields)
    kept = []
    for place, (_, fields) in enumerate(added.by_row()):
        others = stated.setdefault(_identity(fields), [])
        if not any(_states(other, fields) for other in others):
            kept.append(place)
            others.append(fields)
    values = {name: [column[i] for i in kept] for name, column in added.values.items()}
    return Records(added.schema, [added.rows[i] for i in kept], values)


def _identity(fields: Mapping[str, Any]) -> tuple[Any, ...]:
    about = (
        last_day(value) if name == "published" and value else value
        for name, value in fields.items()
        if name not in (*_FIGURES, "unit", "qualifier")
    )
    return tuple(about)


def _states(other: Mapping[str, Any], fields: Mapping[str, Any]) -> bool:
    told = [name for name in _FIGURES if fields.get(name) is not None]
    if any(other[name] != fields[name] for name in told):
        return False
    if "value" in told:
        return all(other.get(name) == fields.get(name) for name in ("unit", "qualifier"))
    # The qualifier of a row speaks of its value; a rate beside one is plain.
    hedged = "exact" if other.get("value") is not None else other.get("qualifier")
    return (hedged or "exact") == (fields.get("qualifier") or "exact")
