"""Which page's figure to use where several pages state the same one.

The rule
--------
*Where pages differ, use the latest that was known when the report was due and list the others
with their sources. Figures published after that are shown apart.* A figure is estimated, then
preliminary, then official: the latest known is the one that the office stands by on that day.

How it is read here, at the precision that the dates have:

* **Published after the period ended** means published in the last month of the period or
  later. Vietnam's offices release a month on about its 28th to 30th day, and of many pages only
  the month is known, so a page of 2018-08 or 2018-08-30 about January to August 2018 counts.
* A page known by its month alone counts as published on the last day of that month, one known by
  its year alone on the last day of that year.
* **Known to the report** means published no later than the month after the report's: the report
  for August is compiled and discussed in September. What is published after that is *later*.
  So is a page of that month which already reports a period that ends after the report's month.
* Among pages of the same date a plainly stated figure goes before a hedged one (about, over,
  nearly), then the figure that more pages state, then the upper row of the table.
* A page from before the period's last month is a plan or an advance estimate, and used only if no
  page from after it is known. A page without a date is used only if no dated page states the
  figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from hanoi_ct.errors import ArgumentValueError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Choice", "Statement", "Timing", "choose"]

Timing = Literal["after", "before", "undated"]

# Columns that tell one figure from another; the rows given to `choose` must agree in them.
_KEY = ("period_start", "period_end", "activity_code", "measure", "flow", "indicator", "breakdown")


# How the source of an office's own figure begins.
OWN_SOURCE = "đơn vị báo cáo"


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure as one page states it.

    ``row`` is the row of the table's file as a spreadsheet shows it (the header is row 1),
    ``published`` a date, a month or empty, ``timing`` whether the page came after the period
    ended (see the module's rule), before it, or without a date.
    """

    value: float
    qualifier: str
    source_url: str
    published: str
    row: int
    timing: Timing


@dataclass(frozen=True, slots=True)
class Choice:
    """The statement to use, and all others about the same figure.

    Attributes
    ----------
    chosen : Statement or None
        None where every page was published too late for the report.
    agreeing : tuple of Statement
        Other pages known to the report that state the chosen value.
    others : tuple of Statement
        Pages known to the report that state another value.
    later : tuple of Statement
        Pages published later, whatever they state; to be shown apart.
    """

    chosen: Statement | None
    agreeing: tuple[Statement, ...]
    others: tuple[Statement, ...]
    later: tuple[Statement, ...]


def choose(rows: pd.DataFrame, column: str = "value", *, report_month: Any) -> Choice | None:
    """Choose among the pages that state one figure.

    Parameters
    ----------
    rows : pandas.DataFrame
        Rows of one figure, as `hanoi_ct.datasets.load` returns them: same period, activity,
        measure and so on. Rows of different units or price bases are different figures too.
    column : str, default "value"
        The column that holds the figure: ``"value"``, ``"growth_pct"`` or ``"mom_pct"``. Rows
        in which it is missing say nothing about the figure and are passed over.
    report_month : str or pandas.Period
        The month of the report, such as ``"2018-08"``.

    Returns
    -------
    Choice or None
        None if no row states the figure.

    Raises
    ------
    ArgumentValueError
        If `column` is not in the table or the rows speak of more than one figure.

    Notes
    -----
    ``qualifier`` speaks of ``value`` where the row states one; a rate beside it is plain then.

    Examples
    --------
    National exports, January to August 2018, in billion USD: what the first page of September
    states is used, the other of that month and the estimate of August are listed.

    >>> from hanoi_ct import datasets
    >>> exports = datasets.load("vietnam_exports")
    >>> rows = exports[
    ...     (exports["flow"] == "export")
    ...     & (exports["period_start"] == "2018-01")
    ...     & (exports["period_end"] == "2018-08")
    ... ]
    >>> choice = choose(rows, report_month="2018-08")
    >>> choice.chosen.value, choice.chosen.qualifier, choice.chosen.published
    (155.4, 'exact', '2018-09')
    >>> [(other.value, other.published) for other in choice.others]
    [(158.4, '2018-09'), (155.41, '2018-08')]
    """
    _check_one_figure(rows, column)
    cells = rows.astype(object).where(rows.notna(), None)
    fields = ({str(name): cell for name, cell in row.items()} for row in cells.to_dict("records"))
    return choose_records(zip(rows.index, fields, strict=True), column, report_month=report_month)


def choose_records(
    records: Iterable[tuple[Any, Mapping[str, Any]]],
    column: str,
    *,
    report_month: Any,
    as_of: str | None = None,
) -> Choice | None:
    """`choose` for rows at hand as mappings, each with its row in the file and None for a blank.

    The records are taken to state one figure. ``as_of`` is the last date or month that the report
    knows; by default the month after its own.
    """
    last_known = _month(report_month) + 1 if as_of is None else _month(as_of)
    last_day = last_known * 100 + int((as_of or "")[8:10] or 99)
    known: list[Statement] = []
    later: list[Statement] = []
    for row, cells in records:
        if cells[column] is None:
            continue
        statement, is_later = _statement(row, cells, column, last_known, _month(report_month))
        is_later = is_later or _last_possible_day(statement.published) > last_day
        (later if is_later else known).append(statement)
    if not known and not later:
        return None
    known.sort(key=_preference(known))
    later.sort(key=_preference(later))
    chosen = known[0] if known else None
    return Choice(
        chosen=chosen,
        agreeing=tuple(s for s in known[1:] if chosen and s.value == chosen.value),
        others=tuple(s for s in known[1:] if chosen and s.value != chosen.value),
        later=tuple(later),
    )


def _check_one_figure(rows: pd.DataFrame, column: str) -> None:
    if column not in rows.columns:
        raise ArgumentValueError(
            f"`column` of choose must be a column of the table "
            f"({', '.join(rows.columns)}); got {column!r}"
        )
    for key in (*_KEY, "unit") if column == "value" else _KEY:
        if key in rows.columns and rows[key].nunique(dropna=False) > 1:
            found = ", ".join(sorted({str(value) for value in rows[key]}))
            raise ArgumentValueError(
                f"`rows` of choose must state one figure; got several values of {key}: {found}"
            )


def _statement(
    row: Any, cells: Mapping[str, Any], column: str, last_known: int, report_month: int
) -> tuple[Statement, bool]:
    """A row as a statement, and whether it was published too late for the report."""
    published = cells.get("published") or ""
    period_end = _month(cells["period_end"])
    timing: Timing = "undated"
    is_later = False
    if published:
        month = _published_month(published)
        timing = "after" if month >= period_end else "before"
        is_later = month > last_known or (timing == "after" and period_end > report_month)
    hedges_value = column != "value" and cells.get("value") is not None
    return (
        Statement(
            value=float(cells[column]),
            qualifier="exact" if hedges_value else cells.get("qualifier") or "exact",
            source_url=cells["source_url"],
            published=published,
            row=int(row),
            timing=timing,
        ),
        is_later,
    )


def _preference(statements: list[Statement]) -> Callable[[Statement], tuple[int, ...]]:
    """The sort key that puts the statement to use first: an office's own before any page's."""
    pages = Counter(statement.value for statement in statements)

    def key(statement: Statement) -> tuple[int, ...]:
        day = _last_possible_day(statement.published)
        return (
            int(not statement.source_url.startswith(OWN_SOURCE)),
            ("after", "before", "undated").index(statement.timing),
            -day,
            int(statement.qualifier != "exact"),
            -pages[statement.value],
            statement.row,
        )

    return key


def _month(month: Any) -> int:
    """A month counted from year 0, from text that begins with ``YYYY-MM`` or a pandas Period."""
    text = str(month)
    try:
        year, number = int(text[:4]), int(text[5:7])
    except ValueError:
        year = number = 0
    if not 1 <= number <= 12 or text[4] != "-":
        raise ArgumentValueError(f"a month must be written YYYY-MM; got {text!r}")
    return year * 12 + number - 1


def _published_month(published: str) -> int:
    """The month of a page; of one known by its year alone, the last that it may be of."""
    return _month(f"{published}-12" if len(published) == 4 else published)


def _last_possible_day(published: str) -> int:
    """A number that orders dates; a month alone stands after all its days."""
    if not published:
        return 0
    return _published_month(published) * 100 + int(published[8:10] or 99)
