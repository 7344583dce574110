"""The figures of a report as CSV: one row a figure."""

from __future__ import annotations

import csv
import io
import math

from hanoi_ct.report.document import Report
from hanoi_ct.statements.figure import Figure
from hanoi_ct.statements.formatting import figure_text, plain_text
from hanoi_ct.text import Language

COLUMNS = (
    "key",
    "label",
    "period_start",
    "period_end",
    "value",
    "low",
    "high",
    "unit",
    "printed",
    "kind",
    "qualifier",
    "published_later",
    "formula",
    "source",
)


def csv_table(report: Report, language: Language = "vi", *, excel: bool = False) -> str:
    """Write the figures of a report as CSV, one row a figure, in the order of the report.

    Parameters
    ----------
    report : Report
    language : {"vi", "en"}, default "vi"
        The language of the columns ``label``, ``printed`` and ``formula``. Everything else,
        column names included, is the same in both.
    excel : bool, default False
        Whether to write what an Excel with Vietnamese settings opens by a double click: fields
        parted by semicolons, numbers with a decimal comma.

    Returns
    -------
    str
        Lines that end in a line feed, the first with the column names; to be stored as UTF-8.
        Numbers have a decimal point and no thousands mark, and are not rounded: ``printed``
        holds the figure as the report prints it. A text that a spreadsheet would take for a
        formula begins with an apostrophe. ``value``, ``low`` and ``high`` are in
        ``unit`` (``percent`` as 7.4) and empty where not known. ``published_later`` is ``true``
        or ``false``. ``source`` holds the source pages, separated by a space.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n", delimiter=";" if excel else ",")
    writer.writerow(COLUMNS)
    for figure in report.figures.values():
        writer.writerow(_row(figure, report, language, "," if excel else "."))
    return buffer.getvalue()


def _row(figure: Figure, report: Report, language: Language, point: str) -> tuple[str, ...]:
    formula = figure.formula
    return (
        _no_formula(figure.key),
        _no_formula(plain_text(figure.label, report.figures, language)),
        figure.quantity.period_start,
        figure.quantity.period_end,
        _number(figure.quantity.value, point),
        _number(figure.quantity.low, point),
        _number(figure.quantity.high, point),
        figure.quantity.unit,
        _no_formula(figure_text(figure, language)),
        figure.quantity.kind,
        figure.quantity.qualifier,
        "true" if figure.quantity.published_later else "false",
        _no_formula(plain_text(formula, report.figures, language)) if formula else "",
        _no_formula(" ".join(dict.fromkeys(source.page for source in figure.quantity.sources))),
    )


def _number(value: float | None, point: str) -> str:
    known = value is not None and math.isfinite(value)
    return repr(float(value)).replace(".", point) if known and value is not None else ""


def _no_formula(text: str) -> str:
    """A text that no spreadsheet computes when it opens the file."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else text
