"""A text against published figures: the same number as a page states it, and last year's base."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from hanoi_ct import datasets
from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.quantities.quantity import Quantity
from hanoi_ct.quantities.wording import canonical
from hanoi_ct.statements._reading.lexicon import table
from hanoi_ct.statements._series import TABLE_UNITS, Series, place_of, series_of
from hanoi_ct.statements.statement import Claim, Kind, Period, Reading, Statement

_HOMES = ("hanoi", "vietnam")
_YEAR = 12


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
    return datasets.Collection(None if str(against) in _HOMES else against)


def published_claims(
    reading: Reading, against: Against
) -> tuple[list[Claim], dict[str, Published]]:
    """Claims that put statements beside published figures, and these figures by id.

    Only statements on an indicator of the tables and on a period that the text determines are held
    against anything, and of a figure that the text repeats the first. A number is about the place
    that its sentence names last before it, the nation among them; where it names none, about the
    nation with ``against="vietnam"`` and else about Hanoi.

    Raises
    ------
    DataError
        A folder that is not there, or holds no tables.
    """
    tables = collection_of(against)
    found: dict[str, Published] = {}
    claims = []
    home = "vietnam" if str(against) == "vietnam" else "hanoi"
    looks: dict[str, Tables] = {}
    seen: set[tuple[object, ...]] = set()
    rates = _rates_by_subject(reading)
    for statement in reading.statements:
        place = _place(statement, reading, home)
        period = statement.period
        if place is None or period is None:
            continue
        figure = (
            *(statement.indicator, statement.group, place, period),
            *(statement.type, statement.comparison, statement.unit),
        )
        if figure in seen:
            continue  # the text's own statements are held against each other anyway
        seen.add(figure)
        look = looks.setdefault(period.end, Tables(tables.records, period.end))
        if statement.status == "target":
            goal = _target(statement, place, look)
            if goal is not None:
                found[goal.id] = goal
                claims.append(Claim("same", {"pair": (statement.id, goal.id)}))
            continue
        series = series_of(statement, place, look)
        if series is None:
            continue
        published = _find(look, series, period, statement.type)
        if published is not None:
            found[published.id] = published
            claims.append(Claim("same", {"pair": (statement.id, published.id)}))
        if statement.type == "level":
            for growth in rates.get((statement.subject, period), ()):
                base = _find(look, series, period.moved(-1), "level")
                if base and base.id not in found:
                    found[base.id] = base
                    roles = {
                        "base": (base.id,),
                        "level": (statement.id,),
                        "growth": (growth.id,),
                    }
                    claims.append(Claim("base", roles))
    return claims, found


def _place(statement: Statement, reading: Reading, home: str) -> str | None:
    """The place of the tables that a fact is about; None for what no table holds."""
    period = statement.period
    if statement.indicator is None or period is None or period.year is None:
        return None
    prices = statement.indicator == "industrial_output"
    known = (None, "with_crude_oil", *(("constant_prices", "current_prices") if prices else ()))
    counted = statement.part == "count" and statement.indicator != "enterprises"
    if statement.basis not in known or counted or statement.part == "unnamed":
        return None
    return place_of(statement, reading, home)


def _rates_by_subject(
    reading: Reading,
) -> dict[tuple[str | None, Period], list[Statement]]:
    """The growth on the same period a year before, by what it is about."""
    found: dict[tuple[str | None, Period], list[Statement]] = {}
    for s in reading.statements:
        on_year = s.comparison in ("same_period_last_year", "same_month_last_year")
        if s.type == "growth" and s.unit == "percent" and on_year and s.period is not None:
            found.setdefault((s.subject, s.period), []).append(s)
    return found


def _target(statement: Statement, place: str, look: Tables) -> Published | None:
    """The plan of a year as the tables hold it: one number, or its lower and upper end."""
    entry = table("published").get(place, {}).get("targets", {}).get(statement.indicator, {})
    name, period = entry.get(statement.type), statement.period
    whole_year = period is not None and period.months == _YEAR and period.start.endswith("-01")
    if name is None or not whole_year or period is None or statement.group:
        return None
    unit = "percent" if statement.type == "growth" else entry["unit"]
    held, span = "hanoi_other_reported", (period.start, period.end)

    def told(breakdown: str) -> Quantity | None:
        codes = {"indicator": "plan_target", "breakdown": breakdown}
        return look.find(held, "value", span, unit=unit, at_least=0, **codes)

    low = told(name) or told(f"{name}_min")
    if low is None:
        return None
    high = told(f"{name}_max")
    quantity = in_units_of_texts(canonical(low))
    if high is not None and high.value is not None and high.value != low.value:
        quantity = replace(quantity, number_high=canonical(high).number)
    identifier = f"{held}:{low.sources[0].row}:value"
    return Published(identifier, replace(quantity, type=statement.type, name=identifier))


def in_units_of_texts(quantity: Quantity) -> Quantity:
    """A figure of the tables in the unit that a text prints: million kWh as kWh."""
    unit, power = TABLE_UNITS.get(quantity.unit, (quantity.unit, 0))
    return replace(quantity, unit=unit, scale=quantity.scale * Decimal(10) ** power)


def _find(look: Tables, series: Series, period: Period, kind: Kind) -> Published | None:
    found = look.find(
        series.table,
        series.column,
        (period.start, period.end),
        unit=series.unit,
        at_least=1 if series.unit == "percent" else 0,
        **series.codes,
    )
    if found is None:
        return None
    source = found.sources[0]
    name = f"{series.table}:{source.row}:{series.column}"
    others = {Decimal(repr(float(other.value))) for other in found.others}
    stated = replace(in_units_of_texts(canonical(found)), type=kind, name=name)
    if kind == "contribution":
        stated = replace(stated, unit="percentage_points")
    return Published(name, replace(stated, alternatives=tuple(sorted(others))))
