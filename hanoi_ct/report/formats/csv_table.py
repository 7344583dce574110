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


def csv_table(report: Report, language: Language = "vi") -> str:
    """Write the figures of a report as CSV, one row a figure, in the order of the report.

    Parameters
    ----------
    report : Report
    language : {"vi", "en"}, default "vi"
        The language of the columns ``label``, ``printed`` and ``formula``. Everything else,
        column names included, is the same in both.

    Returns
    -------
    str
        Lines that end in a line feed, the first with the column names; to be stored as UTF-8.
        Numbers have a decimal point and no thousands mark, and are not rounded: ``printed``
        holds the figure as the report prints it. ``value``, ``low`` and ``high`` are in
        ``unit`` (``percent`` as 7.4) and empty where not known. ``published_later`` is ``true``
        or ``false``. ``source`` holds the source pages, separated by a space.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for figure in report.figures.values():
        writer.writerow(_row(figure, report, language))
    return buffer.getvalue()


def _row(figure: Figure, report: Report, language: Language) -> tuple[str, ...]:
    formula = figure.formula
    return (
        figure.key,
        plain_text(figure.label, report.figures, language),
        figure.quantity.period_start,
        figure.quantity.period_end,
        _number(figure.quantity.value),
        _number(figure.quantity.low),
        _number(figure.quantity.high),
        figure.quantity.unit,
        figure_text(figure, language),
        figure.quantity.kind,
        figure.quantity.qualifier,
        "true" if figure.quantity.published_later else "false",
        plain_text(formula, report.figures, language) if formula else "",
        " ".join(dict.fromkeys(source.page for source in figure.quantity.sources)),
    )


def _number(value: float | None) -> str:
    return "" if value is None or not math.isfinite(value) else repr(float(value))
