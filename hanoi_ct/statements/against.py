"""A text against published figures: the same number as a page states it, and last year's base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hanoi_ct import datasets
from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.quantities.quantity import Quantity
from hanoi_ct.quantities.wording import canonical
from hanoi_ct.statements.statement import Claim, Period, Reading, Statement

# Indicator of the thesaurus to the table and codes of its total for Hanoi.
_SERIES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "exports": ("hanoi_trade_reported", {"flow": "export", "breakdown": "total"}),
    "imports": ("hanoi_trade_reported", {"flow": "import", "breakdown": "total"}),
    "iip": ("hanoi_iip_reported", {"activity_code": "TOTAL"}),
}
_HOME = ("", "hà nội", "của hà nội", "thành phố", "của thành phố", "hanoi", "of hanoi", "city")


@dataclass(frozen=True, slots=True)
class Published:
    """A figure of the tables that a statement of the text can be held against."""

    id: str
    quantity: Quantity


Against = str | Path | datasets.Collection


def collection_of(against: Against) -> datasets.Collection:
    """The packaged tables for "hanoi", else those of a folder; or tables at hand."""
    if isinstance(against, datasets.Collection):
        return against
    return datasets.Collection(None if str(against) == "hanoi" else against)


def published_claims(
    reading: Reading, against: Against
) -> tuple[list[Claim], dict[str, Published]]:
    """Claims that put statements beside published figures, and these figures by id.

    Only statements on an indicator of the tables, on Hanoi as a whole and on a period that the
    text determines are held against anything, and of a figure that the text repeats the first.

    Raises
    ------
    DataError
        A folder that is not there, or holds no tables.
    """
    tables = collection_of(against)
    found: dict[str, Published] = {}
    claims = []
    looks: dict[str, Tables] = {}
    seen: set[tuple[object, ...]] = set()
    for statement in reading.statements:
        series = _series_of(statement)
        if series is None or statement.period is None:
            continue
        figure = (statement.indicator, statement.period, statement.type, statement.comparison)
        if figure in seen:
            continue  # the text's own statements are held against each other anyway
        seen.add(figure)
        look = looks.setdefault(statement.period.end, Tables(tables.records, statement.period.end))
        for published in _same_figure(statement, series, look):
            found[published.id] = published
            claims.append(Claim("same", {"pair": (statement.id, published.id)}))
        if statement.type == "level":
            for growth in _growths_of(statement, reading):
                base = _base(statement, series, look)
                if base and base.id not in found:
                    found[base.id] = base
                    roles = {
                        "base": (base.id,),
                        "level": (statement.id,),
                        "growth": (growth.id,),
                    }
                    claims.append(Claim("base", roles))
    return claims, found


def _series_of(statement: Statement) -> tuple[str, Mapping[str, str]] | None:
    period = statement.period
    if statement.indicator is None or period is None or period.year is None:
        return None
    if statement.basis or statement.group.lower() not in _HOME or statement.status == "target":
        return None
    return _SERIES.get(statement.indicator)


def _same_figure(
    statement: Statement, series: tuple[str, Mapping[str, str]], look: Tables
) -> Iterator[Published]:
    table, codes = series
    assert statement.period
    column, unit, more = "value", "percent", dict(codes)
    if table == "hanoi_iip_reported":
        measure = _measure(statement)
        if measure is None:
            return
        more["measure"] = measure
    elif statement.type == "level" and statement.unit == "USD":
        unit = "million_usd"
    elif statement.type == "growth":
        column = "mom_pct" if statement.comparison == "previous_month" else "growth_pct"
    else:
        return
    quantity = _find(look, table, column, statement.period, unit, more)
    if quantity is not None:
        yield quantity


def _measure(statement: Statement) -> str | None:
    """The measure of the table of production that a rate of the text is."""
    if statement.type != "growth" or statement.period is None:
        return None
    if statement.comparison == "previous_month":
        return "mom_growth_pct"
    if statement.period.months == 1 and not statement.period.end.endswith("-01"):
        return "yoy_growth_pct"
    return "ytd_growth_pct" if statement.period.start.endswith("-01") else "yoy_growth_pct"


def _growths_of(level: Statement, reading: Reading) -> Iterator[Statement]:
    """The growth on the same period a year before of what a level is about."""
    for other in reading.statements:
        if (
            other.type == "growth"
            and other.unit == "percent"
            and other.subject == level.subject
            and other.period == level.period
            and other.comparison in ("same_period_last_year", "same_month_last_year")
        ):
            yield other


def _base(
    statement: Statement, series: tuple[str, Mapping[str, str]], look: Tables
) -> Published | None:
    assert statement.period
    if statement.unit != "USD":
        return None
    table, codes = series
    return _find(look, table, "value", statement.period.moved(-1), "million_usd", codes)


def _find(
    look: Tables, table: str, column: str, period: Period, unit: str, codes: Mapping[str, Any]
) -> Published | None:
    found = look.find(
        table,
        column,
        (period.start, period.end),
        unit=unit,
        at_least=1 if unit == "percent" else 0,
        **codes,
    )
    if found is None:
        return None
    source = found.sources[0]
    name = f"{table}:{source.row}:{column}"
    kind = "growth" if unit == "percent" else "level"
    return Published(name, replace(canonical(found), type=kind, name=name))
