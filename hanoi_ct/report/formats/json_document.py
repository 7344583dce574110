"""The report as JSON, for other programs.

The document is described by ``report.schema.json`` beside this module; ``schema_version``
changes with it.
"""

from __future__ import annotations

import json
import math
from functools import singledispatchmethod
from typing import Any

from hanoi_ct._version import __version__
from hanoi_ct.quantities.quantity import Source
from hanoi_ct.report.document import (
    Bar,
    BarChart,
    Block,
    Bullets,
    Cell,
    Chart,
    HeatMap,
    LineChart,
    Paragraph,
    Report,
    RevisionChart,
    Table,
    TargetChart,
    VerdictBlock,
    Waterfall,
)
from hanoi_ct.statements.figure import Figure
from hanoi_ct.statements.formatting import figure_text, plain_text, text_spans
from hanoi_ct.text import Language, Text

SCHEMA_VERSION = "2.0"


def json_document(report: Report, language: Language = "vi") -> str:
    """Write a report as a JSON document.

    Parameters
    ----------
    report : Report
    language : {"vi", "en"}, default "vi"
        The language of all texts; keys, units, kinds and verdicts are the same in both.

    Returns
    -------
    str
        JSON with an indent of two spaces and a final line feed, valid under
        ``hanoi_ct/report/report.schema.json``. Numbers are not rounded; what is not known, or
        is not a finite number, is ``null``.
    """
    document = _Writer(report, language).document()
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _number(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value)


def _source(source: Source) -> dict[str, Any]:
    return {
        "page": source.page,
        "published": source.published or None,
        "dataset": source.dataset,
        "row": source.row,
    }


class _Writer:
    """Turns the document model into dictionaries and lists, in one language."""

    def __init__(self, report: Report, language: Language) -> None:
        self.report = report
        self.language = language

    def document(self) -> dict[str, Any]:
        report = self.report
        return {
            "schema_version": SCHEMA_VERSION,
            "generator": {"name": "hanoi-ct", "version": __version__},
            "language": self.language,
            "period_start": report.period_start,
            "period_end": report.period_end,
            "province": self.plain(report.province),
            "title": self.plain(report.title),
            "subtitle": self.plain(report.subtitle),
            "headline": list(report.headline),
            "summary": self.blocks(report.summary),
            "sections": [
                {
                    "number": section.number,
                    "key": section.key,
                    "title": self.plain(section.title),
                    "annex": section.annex,
                    "blocks": self.blocks(section.blocks),
                }
                for section in report.sections
            ],
            "closing": self.blocks(report.closing),
            "figures": [self.figure(figure) for figure in report.figures.values()],
            "contradictions": [self.plain(one) for one in report.contradictions],
            "datasets": [
                {
                    "name": dataset.name,
                    "title": self.plain(dataset.title),
                    "rows_used": dataset.rows_used,
                }
                for dataset in report.datasets
            ],
        }

    def plain(self, text: Text) -> str:
        return plain_text(text, self.report.figures, self.language)

    def optional(self, text: Text | None) -> str | None:
        return None if text is None else self.plain(text)

    def running(self, text: Text) -> dict[str, Any]:
        """A text and the keys of the figures it prints, in order."""
        spans = text_spans(text, self.report.figures, self.language)
        keys = dict.fromkeys(span.figure.key for span in spans if span.figure is not None)
        return {"text": "".join(span.text for span in spans), "figures": list(keys)}

    def figure(self, figure: Figure) -> dict[str, Any]:
        return {
            "key": figure.key,
            "label": self.plain(figure.label),
            "value": _number(figure.quantity.value),
            "low": _number(figure.quantity.low),
            "high": _number(figure.quantity.high),
            "unit": figure.quantity.unit,
            "decimals": figure.quantity.decimals,
            "printed": figure_text(figure, self.language),
            "kind": figure.quantity.kind,
            "qualifier": figure.quantity.qualifier,
            "formula": self.optional(figure.formula),
            "inputs": list(figure.inputs),
            "sources": [_source(source) for source in figure.quantity.sources],
            "other_values": [
                {
                    "value": _number(other.value),
                    "qualifier": other.qualifier,
                    "source": _source(other.source),
                    "published_later": other.published_later,
                }
                for other in figure.quantity.others
            ],
            "period_start": figure.quantity.period_start or None,
            "period_end": figure.quantity.period_end or None,
            "published_later": figure.quantity.published_later,
            "note": self.optional(figure.note),
        }

    def blocks(self, blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
        return [self.block(block) for block in blocks]

    @singledispatchmethod
    def block(self, block: Any) -> dict[str, Any]:
        raise TypeError(f"no JSON form for a block of type {type(block).__name__}")

    @block.register
    def _(self, block: Paragraph) -> dict[str, Any]:
        return {"type": "paragraph", "role": block.role, **self.running(block.text)}

    @block.register
    def _(self, block: Bullets) -> dict[str, Any]:
        items = [self.running(item) for item in block.items]
        return {"type": "bullets", "numbered": block.numbered, "items": items}

    @block.register
    def _(self, block: Table) -> dict[str, Any]:
        return {
            "type": "table",
            "key": block.key,
            "title": self.plain(block.title),
            "published_later": block.published_later,
            "wide": block.wide,
            "columns": [
                {"title": self.plain(column.title), "numeric": column.numeric}
                for column in block.columns
            ],
            "rows": [
                {"emphasis": row.emphasis, "cells": [self.cell(cell) for cell in row.cells]}
                for row in block.rows
            ],
            "note": self.optional(block.note),
        }

    def cell(self, cell: Cell) -> dict[str, Any]:
        if isinstance(cell, Text):
            return self.running(cell)
        figure = self.report.figures[cell.key]
        return {"text": figure_text(figure, self.language, cell.style), "figures": [cell.key]}

    @block.register
    def _(self, block: BarChart) -> dict[str, Any]:
        return {**self.chart("bar_chart", block), "bars": self.bars(block.bars)}

    @block.register
    def _(self, block: TargetChart) -> dict[str, Any]:
        return {
            **self.chart("target_chart", block),
            "bars": self.bars(block.bars),
            "target_low": block.target_low,
            "target_high": block.target_high,
            "target_label": self.plain(block.target_label),
        }

    @block.register
    def _(self, block: LineChart) -> dict[str, Any]:
        lines = [
            {
                "label": self.plain(line.label),
                "emphasis": line.emphasis,
                "points": [{"month": point.month, "figure": point.figure} for point in line.points],
            }
            for line in block.lines
        ]
        spans = [
            {"first": span.first, "last": span.last, "figure": span.figure} for span in block.spans
        ]
        return {
            **self.chart("line_chart", block),
            "lines": lines,
            "spans": spans,
            "spans_label": self.optional(block.spans_label),
        }

    @block.register
    def _(self, block: Waterfall) -> dict[str, Any]:
        return {
            **self.chart("waterfall", block),
            "parts": self.bars(block.parts),
            "total": self.bars((block.total,))[0],
        }

    @block.register
    def _(self, block: HeatMap) -> dict[str, Any]:
        return {
            **self.chart("heat_map", block),
            "columns": [self.plain(column) for column in block.columns],
            "rows": [
                {"label": self.plain(row.label), "figures": list(row.figures)} for row in block.rows
            ],
        }

    @block.register
    def _(self, block: RevisionChart) -> dict[str, Any]:
        return {**self.chart("revision_chart", block), "bars": self.bars(block.bars)}

    def chart(self, kind: str, block: Chart) -> dict[str, Any]:
        return {
            "type": kind,
            "key": block.key,
            "title": self.plain(block.title),
            "note": self.optional(block.note),
        }

    def bars(self, bars: tuple[Bar, ...]) -> list[dict[str, Any]]:
        return [
            {"label": self.plain(bar.label), "figure": bar.figure, "emphasis": bar.emphasis}
            for bar in bars
        ]

    @block.register
    def _(self, block: VerdictBlock) -> dict[str, Any]:
        return {
            "type": "verdict",
            "key": block.key,
            "statement": self.running(block.statement),
            "readings": [
                {
                    "reading": reading.reading,
                    "stated": reading.stated,
                    "implied": reading.implied,
                    "gap": reading.gap,
                    "verdict": reading.verdict,
                }
                for reading in block.readings
            ],
            "verdict": block.verdict,
            "explanation": self.running(block.explanation),
            "suggestion": None if block.suggestion is None else self.running(block.suggestion),
        }
