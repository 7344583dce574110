"""Look-ups in the tables of published figures, as quantities with their sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from typing import Any, NamedTuple, cast

from hanoi_ct._inputs.months import december, january, year_earlier
from hanoi_ct.datasets.selection import Statement, choose_records
from hanoi_ct.quantities.printed import Qualifier
from hanoi_ct.quantities.quantity import OtherValue, Quantity, Source, published
from hanoi_ct.tables.csv_reader import Records

Span = tuple[str, str]

# Output value, zones, projects, investment, value added, plans.
OTHER_INDICATORS = "hanoi_other_reported"


class Record(NamedTuple):
    """A row of a table: its line in the file, its period as months, and all its fields."""

    row: int
    span: Span
    fields: dict[str, Any]


class LeftOut(NamedTuple):
    """Why a published figure is not used, in both languages."""

    reason_vi: str
    reason_en: str


class Tables:
    """The tables that a report reads, and the month that it is about.

    Parameters
    ----------
    load : callable
        Gives the records of a table by name, as `hanoi_ct.datasets.Collection.records` does.
    period : str
        The month of the report, ``YYYY-MM``.
    as_of : str, optional
        The last date or month of publication that it knows; by default the month after its own.
    """

    def __init__(
        self, load: Callable[[str], Records], period: str, as_of: str | None = None
    ) -> None:
        self.load = load
        self.period = period
        self.as_of = as_of
        # A report asks several hundred times for a handful of rows: kept by period.
        self._records: dict[str, dict[Span, list[Record]]] = {}

    @cached_property
    def year_to_date(self) -> Span:
        """January to the month of the report."""
        return january(self.period), self.period

    @cached_property
    def year_before(self) -> Span:
        """The same months of the year before."""
        return year_earlier(*self.year_to_date)

    @cached_property
    def whole_year(self) -> Span:
        """January to December of the year of the report."""
        return january(self.period), december(self.period)

    def rows(self, dataset: str, span: Span | None = None, **equal: Any) -> list[Record]:
        """The rows about a period in which each named column has the value, or one of a set."""
        by_span = self._by_span(dataset)
        records = by_span.get(span, []) if span else [r for some in by_span.values() for r in some]
        for column, wanted in equal.items():
            if isinstance(wanted, Collection) and not isinstance(wanted, str):
                records = [record for record in records if record.fields[column] in wanted]
            else:
                records = [record for record in records if record.fields[column] == wanted]
        return records

    def spans(self, dataset: str, **equal: Any) -> list[Span]:
        """The periods that the matching rows are about, by their last month."""
        found = {record.span for record in self.rows(dataset, **equal)}
        return sorted(found, key=lambda span: (span[1], span[0]))

    def set_aside(self, dataset: str) -> list[Record]:
        """The figures of a table that are not to be used, each with the reason."""
        return self.rows("set_aside", table=dataset)

    def left_out(self, dataset: str, first: str, last: str) -> tuple[LeftOut, ...]:
        """Why figures about periods between two months are not used."""
        return tuple(
            LeftOut(record.fields["reason_vi"], record.fields["reason_en"])
            for record in self.set_aside(dataset)
            if first <= record.span[0] and record.span[1] <= last
        )

    def find(
        self,
        dataset: str,
        column: str,
        span: Span,
        *,
        unit: str,
        at_least: int = 0,
        **equal: Any,
    ) -> Quantity | None:
        """The figure that the matching rows state, or None where no page states one.

        Where pages differ, the choice is that of :func:`hanoi_ct.datasets.choose`: the latest
        known to the report, the others listed. Figures set aside are passed over.
        A figure that only pages published after the report state is marked as published later.
        ``at_least`` is the number of decimals that the series is always printed with.
        """
        records = self.rows(dataset, span, **equal)
        if column == "value":
            records = [r for r in records if r.fields.get("unit", unit) == unit]
        aside = {
            (r.fields["item_en"], r.fields["stated"], r.fields["source_url"])
            for r in self.set_aside(dataset)
            if r.span == span and r.fields["column"] == column
        }
        choice = choose_records(
            (
                (r.row, r.fields)
                for r in records
                if (r.fields.get("item_en"), r.fields[column], r.fields.get("source_url"))
                not in aside
            ),
            column,
            report_month=self.period,
            as_of=self.as_of,
        )
        if choice is None:
            return None
        chosen = choice.chosen or choice.later[0]
        agreeing = choice.agreeing if choice.chosen else ()
        return published(
            chosen.value,
            unit,
            qualifier=cast(Qualifier, chosen.qualifier),
            at_least=at_least,
            sources=tuple(_source(statement, dataset) for statement in (chosen, *agreeing)),
            period_start=span[0],
            period_end=span[1],
            published_later=choice.chosen is None,
            others=(
                *_others(choice.others, chosen, dataset, later=False),
                *_others(choice.later, chosen, dataset, later=True),
            ),
        )

    def reported(
        self, indicator: str, breakdown: str, unit: str, *, column: str = "value"
    ) -> Quantity | None:
        """A figure of the report's period in the table of Hanoi's other indicators."""
        return self.find(
            OTHER_INDICATORS,
            column,
            self.year_to_date,
            unit=unit,
            indicator=indicator,
            breakdown=breakdown,
        )

    def _by_span(self, dataset: str) -> dict[Span, list[Record]]:
        if dataset not in self._records:
            by_span: dict[Span, list[Record]] = defaultdict(list)
            for row, fields in self.load(dataset).by_row():
                span = _span(fields)
                by_span[span].append(Record(row, span, fields))
            self._records[dataset] = by_span
        return self._records[dataset]


def _span(fields: dict[str, Any]) -> Span:
    """The period of a row as two months; a row of a table by year is about the whole year."""
    if "year" in fields:
        fields["period_start"] = f"{fields['year']}-01"
        fields["period_end"] = f"{fields['year']}-12"
    return fields["period_start"], fields["period_end"]


def _source(statement: Statement, dataset: str) -> Source:
    return Source(statement.source_url, statement.published, dataset, statement.row)


def _others(
    statements: Iterable[Statement], chosen: Statement, dataset: str, *, later: bool
) -> tuple[OtherValue, ...]:
    return tuple(
        OtherValue(s.value, cast(Qualifier, s.qualifier), _source(s, dataset), later)
        for s in statements
        if s.value != chosen.value
    )
