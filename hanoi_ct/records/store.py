"""A store of indicator values with their vintages, in one DuckDB file.

Values are appended and never changed: a revision is a new row of the same series and period
with a later date of publication. What was known on a day can therefore always be asked again.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import time
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from hanoi_ct._inputs.months import is_month
from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentValueError, DataError
from hanoi_ct.records import _series
from hanoi_ct.records._locks import lock_of
from hanoi_ct.records._rows import COLUMNS, checked_row, date_of, shown_row, vintage_row

_FORMAT = 2
# How long a second writer waits for the first, in seconds.
_WAIT = 10.0

_TABLES = """
CREATE TABLE IF NOT EXISTS format (version INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS observations (
    entry BIGINT PRIMARY KEY,
    series VARCHAR NOT NULL,
    period_start VARCHAR NOT NULL,
    period_end VARCHAR NOT NULL,
    value DECIMAL(38, 10) NOT NULL,
    unit VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    base VARCHAR NOT NULL,
    published DATE NOT NULL,
    source VARCHAR NOT NULL,
    qualifier VARCHAR NOT NULL
);
CREATE TABLE IF NOT EXISTS reports (
    period VARCHAR NOT NULL,
    known DATE NOT NULL,
    last_entry BIGINT NOT NULL,
    made TIMESTAMP NOT NULL
);
"""

_TYPES = {"value": "DECIMAL(38, 10)", "published": "DATE"}
_GIVEN = ", ".join(
    f"CAST(unnest(?) AS {_TYPES.get(name, 'VARCHAR')}) AS {name}" for name in COLUMNS
)
# One statement for all rows: of equal ones the first, unless the store has it, in their order.
_APPEND = f"""
INSERT INTO observations (entry, {", ".join(COLUMNS)})
WITH given AS (
    SELECT {_GIVEN}
), placed AS (
    SELECT *, row_number() OVER () AS place FROM given
), fresh AS (
    SELECT {", ".join(COLUMNS)}, min(place) AS place FROM placed GROUP BY ALL
)
SELECT (SELECT coalesce(max(entry), 0) FROM observations) + row_number() OVER (ORDER BY place),
    {", ".join(COLUMNS)}
FROM fresh ANTI JOIN observations USING ({", ".join(COLUMNS)})
"""


class Change(NamedTuple):
    """A value that is another one than the last report knew; see `Store.changes`."""

    series: str
    period_start: str
    period_end: str
    unit: str
    base: str
    before: dict[str, Any]
    now: dict[str, Any]

    @property
    def parts(self) -> tuple[str, str, dict[str, str]] | None:
        """The table, the column and the labels that `series_name` named; None of others."""
        return _series.parts_of(self.series)


class Revisions(NamedTuple):
    """How the values of a series were revised; see `Store.revisions`."""

    age: int
    periods: int
    mean: float
    mean_absolute: float
    sign_agreement: float


class Store:
    """A store of indicator values by series, period, vintage, base and source.

    Parameters
    ----------
    path : path, optional
        A DuckDB file, made if it is not there; without it the store is in memory.
    read_only : bool, default False
        Open for reading: several programs may at once, while none writes.

    Raises
    ------
    DataError
        The file is no store, or another program has kept it open for writing for ten seconds.

    Notes
    -----
    Each call of `append` is one transaction: after a crash or a killed process the file holds
    all of it or nothing. A second writer waits for the first, up to ten seconds.

    Examples
    --------
    >>> from hanoi_ct.records import Store
    >>> with Store() as store:
    ...     _ = store.append([
    ...         {"series": "iip", "period_start": "2018-01", "period_end": "2018-08",
    ...          "value": "7.4", "unit": "percent", "status": "estimate",
    ...          "published": "2018-09-10", "source": "report of August"},
    ...         {"series": "iip", "period_start": "2018-01", "period_end": "2018-08",
    ...          "value": "7.5", "unit": "percent", "status": "official",
    ...          "published": "2019-03-01", "source": "yearbook"},
    ...     ])
    ...     [str(row["value"]) for row in store.as_of("2018-12-31")]
    ['7.4']
    """

    def __init__(self, path: str | os.PathLike[str] | None = None, *, read_only: bool = False):
        self._duckdb = require("duckdb", "Store")
        self.path = None if path is None else Path(path)
        # Stores of one process share a file: they, and their threads, take turns.
        self._lock = lock_of(self.path)
        self._connection = self._connect(read_only)
        try:
            self._set_up(read_only)
        except BaseException:
            self._connection.close()
            raise

    def _connect(self, read_only: bool) -> Any:
        name = ":memory:" if self.path is None else str(self.path)
        deadline = time.monotonic() + _WAIT
        while True:
            try:
                return self._duckdb.connect(name, read_only=read_only and self.path is not None)
            except self._duckdb.IOException as error:
                line = " ".join(str(error).split())
                if "lock" not in line.lower():
                    raise DataError(f"`path` of Store cannot be opened: {line[:250]}") from None
                if time.monotonic() > deadline:
                    raise DataError(
                        f"`path` of Store is open for writing elsewhere: {self.path}; close the "
                        "other program, or open both with read_only=True"
                    ) from None
                time.sleep(0.05)
            except self._duckdb.ConnectionException:
                raise DataError(
                    f"`path` of Store is open in this program, for reading and writing or for "
                    f"reading alone, not the same as here: {self.path}; use that Store, or close it"
                ) from None
            except self._duckdb.Error as error:
                line = " ".join(str(error).split())
                raise DataError(f"`path` of Store is no store: {line[:250]}") from None

    def _set_up(self, read_only: bool) -> None:
        if not (read_only and self.path is not None):
            self._connection.execute(_TABLES)
            if self._rows("SELECT count(*) FROM format")[0][0] == 0:
                self._connection.execute("INSERT INTO format VALUES (?)", [_FORMAT])
        try:
            found = self._rows("SELECT version FROM format")
        except self._duckdb.Error:
            found = []
        if found != [(_FORMAT,)]:
            raise DataError(f"`path` of Store is no store of version {_FORMAT}: {self.path}")

    def _rows(self, query: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            try:
                found = self._connection.execute(query, list(values))
                rows: list[tuple[Any, ...]] = found.fetchall()
            except self._duckdb.ConnectionException:
                raise self._closed() from None
        return rows

    def _closed(self) -> DataError:
        return DataError("the Store must be open; it was closed: make it anew with its path")

    # ---- writing ---------------------------------------------------------------------

    def append(self, rows: Iterable[Mapping[str, Any]]) -> int:
        """Append values, all or none.

        Parameters
        ----------
        rows : iterable of mapping
            Each with ``series``, ``period_start`` and ``period_end`` (months, 2018-08),
            ``value`` (number, Decimal or text; up to 10 decimals), ``unit``, ``status``
            ("estimate", "preliminary", "official", "target" or "reported"), ``published`` (a
            date) and ``source``; ``base`` (a base year or none) and ``qualifier`` ("exact",
            the default, "about", "over" or "nearly") may be left out.

        Returns
        -------
        int
            How many rows were new. A row that the store holds already, in every column, is not
            added again.

        Raises
        ------
        ArgumentTypeError, ArgumentValueError
            A row that breaks a rule; the error names it. Nothing is appended then.
        DataError
            The disk is full, or fails. Nothing is appended then; open the store anew.
        """
        checked = [checked_row(row, number) for number, row in enumerate(rows, start=1)]
        if not checked:
            return 0
        lists = [list(column) for column in zip(*checked, strict=True)]
        lists[COLUMNS.index("value")] = [str(value) for value in lists[COLUMNS.index("value")]]
        with self._lock:
            return self._append(lists)

    def _append(self, lists: list[list[Any]]) -> int:
        try:
            self._connection.execute("BEGIN")
            added: int = self._connection.execute(_APPEND, lists).fetchone()[0]
            self._connection.execute("COMMIT")
        except self._duckdb.ConnectionException:
            raise self._closed() from None
        except self._duckdb.Error as error:
            self._roll_back()
            line = " ".join(str(error).split())
            raise DataError(
                f"`rows` of Store.append could not be written, and none is kept: {line[:200]}"
            ) from None
        except BaseException:
            self._roll_back()
            raise
        return added

    def _roll_back(self) -> None:
        # A commit that failed has closed the transaction, or the whole store.
        with contextlib.suppress(self._duckdb.Error):
            self._connection.execute("ROLLBACK")

    def load(self, name: str = "vietnam_iip_vintages") -> int:
        """Append the packaged vintages of national production, or another packaged table.

        Parameters
        ----------
        name : str, default "vietnam_iip_vintages"
            The vintages, each the growth of the months of a year to date as one report states
            it; or a table of figures, each row of which has a period, a page and a date, such as
            "hanoi_iip_reported". Its series are named by `series_name`.

        Returns
        -------
        int
            How many rows were new. Figures without a date are no vintages and left out; one
            whose month or year alone is known is dated its last day.

        Raises
        ------
        ArgumentValueError
            There is no such table.
        """
        if name == "vietnam_iip_vintages":
            from hanoi_ct import datasets

            return self.append(vintage_row(row) for row in datasets.load(name).to_dict("records"))
        if name not in _series.kept_tables():
            raise ArgumentValueError(
                f"`name` of Store.load must be 'vietnam_iip_vintages' or a table of figures, one "
                f"of {', '.join(_series.kept_tables())}; got {name!r}"
            )
        return self.append(_series.figures_of(name))

    # ---- reports ---------------------------------------------------------------------

    def rows_of_tables(self) -> dict[str, list[dict[str, str]]]:
        """What the store holds of the packaged tables, as rows of text by the name of the table.

        Every vintage is a row with its date and page, so that a report can choose among them
        as it does among pages. Series that are not named by `series_name` are left out, and
        targets.
        """
        tables: dict[str, list[dict[str, str]]] = {}
        for found in self._rows(f"SELECT {', '.join(COLUMNS)} FROM observations ORDER BY entry"):
            placed = _series.row_of(shown_row(found))
            if placed is not None:
                tables.setdefault(placed[0], []).append(placed[1])
        return tables

    def record_report(self, period: str, known: Any) -> None:
        """Keep that a report on a month was made from what the store holds now.

        Parameters
        ----------
        period : str
            The month of the report.
        known : date or str
            The last day of publication that the report knew.
        """
        if not is_month(period):
            raise ArgumentValueError(
                f"`period` of Store.record_report must be a month, as 2018-08; got {period!r}"
            )
        values = [period, date_of(known, "`known` of Store.record_report")]
        try:
            self._rows(
                "INSERT INTO reports SELECT ?, ?, coalesce(max(entry), 0), now() FROM observations",
                values,
            )
        except self._duckdb.Error as error:
            line = " ".join(str(error).split())
            raise DataError(
                f"the report could not be recorded by Store.record_report: {line[:250]}"
            ) from None

    def last_report(self, period: str) -> str | None:
        """The month of the report before the one on `period`, or None where none is recorded."""
        found = self._last_report(period)
        return found[0] if found else None

    def _last_report(self, period: str) -> tuple[str, datetime.date, int] | None:
        # Made again, a report shows the same revisions: the last one is about an earlier month.
        rows = self._rows(
            "SELECT period, known, last_entry FROM reports WHERE period < ? "
            "ORDER BY period DESC, last_entry DESC, known DESC LIMIT 1",
            [period],
        )
        return rows[0] if rows else None

    def changes(self, period: str, known: Any) -> list[Change]:
        """The values that the report on an earlier month knew otherwise.

        Parameters
        ----------
        period : str
            The month of the report; values of later periods are left out.
        known : date or str
            The last day of publication that the report knows.

        Returns
        -------
        list of Change
            In the order of period and series; empty where no earlier report is recorded.
        """
        last = self._last_report(period)
        if last is None:
            return []
        then = self._latest(last[1], last_entry=last[2])
        before = {_identity(row): row for row in then}
        found = []
        for row in self._latest(date_of(known, "`known` of Store.changes")):
            earlier = before.get(_identity(row))
            if earlier is not None and row["period_end"] <= period and row["status"] != "target":
                stated = [(one["value"], one["qualifier"]) for one in (earlier, row)]
                if stated[0] != stated[1]:
                    found.append(Change(*_identity(row)[:5], earlier, row))
        return sorted(found, key=lambda one: (one.period_end, one.period_start, one.series))

    # ---- reading ---------------------------------------------------------------------

    def as_of(self, date: Any, series: str | None = None) -> list[dict[str, Any]]:
        """What was known on a day: of each series, period, unit and base the latest value.

        Parameters
        ----------
        date : date or str
            Values published later are left out.
        series : str, optional
            One series alone.

        Returns
        -------
        list of dict
            Rows in the order of series and period, with the columns of `append`; values are
            exact `decimal.Decimal` numbers. Of two values published on one day, the one
            appended later counts.
        """
        rows = self._latest(date_of(date, "`date` of Store.as_of"), series)
        return [{name: row[name] for name in COLUMNS} for row in rows]

    def _latest(
        self, day: datetime.date, series: str | None = None, last_entry: int | None = None
    ) -> list[dict[str, Any]]:
        rows = self._rows(
            f"""
            SELECT {", ".join(COLUMNS)}, entry FROM (
                SELECT *, row_number() OVER (
                    PARTITION BY series, period_start, period_end, unit, base, status = 'target'
                    ORDER BY published DESC, entry DESC
                ) AS place
                FROM observations
                WHERE published <= ? AND (? IS NULL OR series = ?) AND (? IS NULL OR entry <= ?)
            ) WHERE place = 1 ORDER BY series, period_start, period_end, unit, base
            """,
            [day, series, series, last_entry, last_entry],
        )
        return [shown_row(row[:-1]) | {"entry": row[-1]} for row in rows]

    def history(self, series: str, period_end: str | None = None) -> list[dict[str, Any]]:
        """Every value of a series, in the order of period and publication."""
        rows = self._rows(
            f"""
            SELECT {", ".join(COLUMNS)} FROM observations
            WHERE series = ? AND (? IS NULL OR period_end = ?)
            ORDER BY period_start, period_end, published, entry
            """,
            [series, period_end, period_end],
        )
        return [shown_row(row) for row in rows]

    def series(self) -> tuple[str, ...]:
        """The names of the series there are.

        Returns
        -------
        tuple of str
            In alphabetical order.
        """
        names = self._rows("SELECT DISTINCT series FROM observations ORDER BY series")
        return tuple(name for (name,) in names)

    def revisions(self, series: str) -> list[Revisions]:
        """How much later values differ from the first one, by the age of the revision.

        Parameters
        ----------
        series : str
            Name of a series.

        Returns
        -------
        list of Revisions
            For each age (the second value of a period has age 1, the third 2, ...): the number
            of periods, the mean revision and the mean absolute revision in the unit of the
            series, and the share of periods in which the first and the later value have one
            sign.

        References
        ----------
        McKenzie and Gamba (2008), "Interpreting the results of revision analyses", OECD, for
        mean revision, mean absolute revision and agreement of sign.
        """
        by_period: dict[tuple[str, str, str, str], list[Decimal]] = {}
        for row in self.history(series):
            if row["status"] != "target":
                key = (row["period_start"], row["period_end"], row["unit"], row["base"])
                by_period.setdefault(key, []).append(row["value"])
        if not by_period:
            raise ArgumentValueError(
                f"`series` of Store.revisions must be in the store; got {series!r}, it has "
                + ", ".join(map(repr, self.series()[:8]))
            )
        ages = max(map(len, by_period.values()))
        return [_revisions(by_period.values(), age) for age in range(1, ages)]

    # ---- closing ---------------------------------------------------------------------

    def close(self) -> None:
        """Close the file; the store is not to be used any more."""
        self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        count = self._rows("SELECT count(*) FROM observations")[0][0]
        place = "in memory" if self.path is None else str(self.path)
        return f"Store({place}: {count:,} values of {len(self.series())} series)"


def _identity(row: Mapping[str, Any]) -> tuple[str, str, str, str, str, bool]:
    names = ("series", "period_start", "period_end", "unit", "base")
    series, start, end, unit, base = (row[name] for name in names)
    return series, start, end, unit, base, row["status"] == "target"


def _revisions(periods: Iterable[list[Decimal]], age: int) -> Revisions:
    pairs = [(values[0], values[age]) for values in periods if len(values) > age]
    changes = [later - first for first, later in pairs]
    same = [(first > 0) == (later > 0) and (first < 0) == (later < 0) for first, later in pairs]
    n = len(pairs)
    return Revisions(
        age,
        n,
        float(sum(changes) / n),
        float(sum(map(abs, changes)) / n),
        sum(same) / n,
    )
