"""Figures of the packaged tables as series of a store, and series back as rows of tables.

A series is named after its table, the column of the figure, and what tells its rows apart::

    hanoi_iip_reported/value?activity_code=TOTAL&...&measure=ytd_growth_pct

so that the name alone says which rows a report reads it as.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, quote

from hanoi_ct.datasets import Collection, describe
from hanoi_ct.datasets.added import last_day
from hanoi_ct.datasets.catalogue import catalogue
from hanoi_ct.errors import ArgumentValueError, DataError

# The columns of figures, with their unit where the table has no column for it.
_FIGURES = {"value": "", "growth_pct": "percent", "mom_pct": "percent"}
_NO_LABELS = (*_FIGURES, "period_start", "period_end", "unit", "qualifier", "source_url")
_NEEDED = {"period_start", "period_end", "qualifier", "source_url", "published"}


def kept_tables() -> tuple[str, ...]:
    """The packaged tables whose rows state figures, each with its period, page and date."""
    return tuple(name for name in catalogue() if set(describe(name).schema.names) >= _NEEDED)


def _labels(table: str) -> list[str]:
    names = describe(table).schema.names
    return [name for name in names if name not in (*_NO_LABELS, "published")]


def series_name(table: str, labels: Mapping[str, Any], *, column: str = "value") -> str:
    """The name under which a store keeps a figure of a packaged table.

    Parameters
    ----------
    table : str
        A packaged table of figures, such as ``"hanoi_iip_reported"``.
    labels : mapping
        What tells the rows of the table apart: every column but periods, figures, unit,
        qualifier, page and date. Others are passed over, so that a row can be given as it is.
    column : {"value", "growth_pct", "mom_pct"}
        Which figure of the row is meant.

    Returns
    -------
    str
        For ``series`` of `Store.append`.

    Raises
    ------
    ArgumentValueError
        The table or the column is not there, or a label is left out.

    Examples
    --------
    >>> from hanoi_ct.records import series_name
    >>> total = {"activity_code": "TOTAL", "activity_vi": "Toàn ngành công nghiệp",
    ...          "activity_en": "Total industry", "measure": "ytd_growth_pct"}
    >>> print(series_name("hanoi_iip_reported", total).replace("&", " & "))
    hanoi_iip_reported/value?activity_code=TOTAL & activity_vi=Toàn ngành công nghiệp & \
activity_en=Total industry & measure=ytd_growth_pct
    """
    if table not in kept_tables():
        raise ArgumentValueError(
            f"`table` of series_name must be a table of figures, one of "
            f"{', '.join(kept_tables())}; got {table!r}"
        )
    if column not in _FIGURES or column not in describe(table).schema.names:
        raise ArgumentValueError(
            f"`column` of series_name must be a column of figures of {table}; got {column!r}"
        )
    absent = [name for name in _labels(table) if name not in labels]
    if absent:
        raise ArgumentValueError(
            f"`labels` of series_name must have the columns {', '.join(_labels(table))} of "
            f"{table}; {absent[0]!r} is not there"
        )
    held = (f"{name}={_quoted(str(labels[name] or ''))}" for name in _labels(table))
    return f"{table}/{column}?{'&'.join(held)}"


def _quoted(text: str) -> str:
    # Words stay readable: only what would be read as a mark of the name is escaped.
    return "".join(quote(sign, safe="") if sign in "%&=+#" else sign for sign in text)


def parts_of(series: str) -> tuple[str, str, dict[str, str]] | None:
    """The table, the column and the labels that a name says; None of any other series."""
    head, mark, tail = series.partition("?")
    table, slash, column = head.partition("/")
    if not (mark and slash and table in kept_tables() and column in _FIGURES):
        return None
    labels = dict(parse_qsl(tail, keep_blank_values=True))
    return (table, column, labels) if list(labels) == _labels(table) else None


def figures_of(table: str) -> Iterator[dict[str, Any]]:
    """The dated figures of a packaged table, as rows for a store."""
    for _, fields in Collection().records(table).by_row():
        if not fields["published"]:
            continue
        for column in _FIGURES:
            if fields.get(column) is None:
                continue
            beside = column != "value" and fields.get("value") is not None
            yield {
                "series": series_name(table, fields, column=column),
                "period_start": fields["period_start"],
                "period_end": fields["period_end"],
                "value": fields[column],
                "unit": _unit(table, column, fields),
                "status": "reported",
                "published": last_day(fields["published"]),
                "source": fields["source_url"],
                "qualifier": "exact" if beside else fields["qualifier"] or "exact",
            }


def _unit(table: str, column: str, fields: Mapping[str, Any]) -> str:
    if column == "value" and "unit" in describe(table).schema.names:
        return fields["unit"] or ""
    return "percentage_points" if fields.get("measure") == "contribution_pp" else "percent"


def row_of(found: Mapping[str, Any]) -> tuple[str, dict[str, str]] | None:
    """The table and the row that a value of a store stands for; None of another series."""
    parts = parts_of(found["series"])
    if parts is None or found["status"] == "target":
        return None
    table, column, labels = parts
    names = describe(table).schema.names
    row = dict.fromkeys(names, "") | labels
    row |= {name: found[name] for name in ("period_start", "period_end", "qualifier")}
    row |= {column: f"{found['value']:f}", "source_url": found["source"]}
    row["published"] = found["published"].isoformat()
    units = [one for one in describe(table).schema.columns if one.name == "unit"]
    if units:
        # Of a rate the unit of the value beside it says nothing, where a field must not be empty.
        empty = "" if units[0].blank else units[0].choices[0]
        row["unit"] = found["unit"] if column == "value" else empty
    if (column != "value" or not units) and found["unit"] != _unit(table, column, labels):
        raise DataError(
            f"the store must hold {found['series'][:120]} in {_unit(table, column, labels)}; "
            f"it has {found['unit']!r} for {found['period_start']} to {found['period_end']}"
        )
    return table, row
