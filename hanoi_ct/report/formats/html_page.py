"""The report as one self-contained HTML page.

The page needs no network: its style and its charts stand in it, and its only addresses are
links to the source pages. It is meant for a screen of any width and for A4 paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hanoi_ct._optional import require
from hanoi_ct._version import __version__
from hanoi_ct.quantities.printed import Reading
from hanoi_ct.quantities.quantity import OtherValue
from hanoi_ct.quantities.verdict import Verdict
from hanoi_ct.report.document import (
    BarChart,
    Block,
    Bullets,
    Chart,
    FigureCell,
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
from hanoi_ct.report.formats.citations import Citations, has_interval
from hanoi_ct.report.formats.words import kind_letter, kind_name, paragraph_label, words
from hanoi_ct.statements.figure import Figure, Style
from hanoi_ct.statements.formatting import (
    Span,
    figure_text,
    kind_text,
    plain_text,
    qualifier_text,
    reading_text,
    text_spans,
    unit_text,
    verdict_text,
)
from hanoi_ct.statements.wording import short_period
from hanoi_ct.text import Language, Text


def html_page(report: Report, language: Language = "vi", *, annex: bool = False) -> str:
    """Render a report as a self-contained HTML page.

    Parameters
    ----------
    report : Report
    language : {"vi", "en"}, default "vi"
    annex : bool, default False
        Whether the list of all figures is printed on paper too; on a screen it is there to be
        opened, since every figure links to its calculation.

    Returns
    -------
    str
        A whole HTML document. The same report gives the same text.
    """
    jinja2 = require("jinja2", "html_page")
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("hanoi_ct.report.formats"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = _Page(report, language, annex)
    template = environment.get_template("report.html.jinja")
    return str(template.render(page=page, words=page.words))


class _Page:
    """What the template asks of a report, all in one language."""

    def __init__(self, report: Report, language: Language, annex: bool) -> None:
        self.report = report
        self.annex_printed = annex
        self.language = language
        self.words = words(language)
        self.version = __version__
        self._figures = report.figures
        self.citations = Citations(report, language)

    # -- texts and figures --

    def plain(self, text: Text) -> str:
        return plain_text(text, self._figures, self.language)

    def spans(self, text: Text) -> Sequence[Span]:
        return text_spans(text, self._figures, self.language)

    def figure(self, key: str) -> Figure:
        return self._figures[key]

    def cell_text(self, cell: FigureCell) -> str:
        return figure_text(self._figures[cell.key], self.language, cell.style)

    def printed(self, figure: Figure) -> str:
        return figure_text(figure, self.language)

    def headline_number(self, figure: Figure) -> str:
        """A headline figure without hedging word and unit, percent sign apart."""
        style: Style = "interval" if figure.quantity.value is None else "plain"
        text = figure_text(figure, self.language, style)
        unit = self.unit(figure)
        return text if unit == "%" else text.removesuffix(unit).rstrip()

    def headline_period(self, figure: Figure) -> str:
        """The period, unless the label says it."""
        return (
            ""
            if figure.quantity.period_end[:4] in self.plain(figure.label)
            else self.period(figure)
        )

    def unit(self, figure: Figure) -> str:
        return unit_text(figure.quantity.unit, self.language)

    def interval(self, figure: Figure) -> str:
        """The interval beside a value, if it says more than the value."""
        return figure_text(figure, self.language, "interval") if has_interval(figure) else ""

    def kind(self, figure: Figure) -> str:
        return kind_name(figure, self.language)

    def qualifier(self, figure: Figure) -> str:
        return qualifier_text(figure.quantity.qualifier, self.language)

    def period(self, figure: Figure) -> str:
        if not figure.quantity.period_start:
            return ""
        return short_period(figure.quantity.period_start, figure.quantity.period_end).get(
            self.language
        )

    def ranged(self, figure: Figure) -> str:
        """What a check compares: the interval of a computed figure, a published one as printed."""
        return self.interval(figure) or self.printed(figure)

    def other_values(self, figure: Figure) -> list[tuple[str, int]]:
        """The values that other pages state, as printed, each with the number of its page."""
        return [
            (self._restated(figure, other), self.citations.number(other.source))
            for other in figure.quantity.others
        ]

    def _restated(self, figure: Figure, other: OtherValue) -> str:
        quantity = replace(figure.quantity, value=other.value, qualifier=other.qualifier)
        stated = replace(figure, quantity=quantity)
        later = f" ({self.words.later_mark})" if other.published_later else ""
        return figure_text(stated, self.language) + later

    # -- tables and charts --

    def table_figures(self, table: Table) -> list[Figure]:
        cells = (cell for row in table.rows for cell in row.cells)
        return [self._figures[cell.key] for cell in cells if isinstance(cell, FigureCell)]

    def is_narrow(self, table: Table) -> bool:
        """Whether a table would look lost over the width of the page."""
        first = [row.cells[0] for row in table.rows]
        return len(table.columns) <= 3 and all(
            isinstance(cell, FigureCell) or len(self.plain(cell)) <= _SHORT for cell in first
        )

    def is_none(self, cell: Text | FigureCell) -> bool:
        """Whether a cell says that nothing can stand there: a card on a phone leaves it out."""
        return isinstance(cell, Text) and cell.vi in ("–", "\N{NO-BREAK SPACE}")

    def is_short(self, cell: Text | FigureCell) -> bool:
        """Whether a cell of words, such as a period, is to stand on one line."""
        return isinstance(cell, Text) and len(self.plain(cell)) <= _ONE_LINE

    def is_sentence(self, cell: Text | FigureCell) -> bool:
        """Whether a cell of words is too long for a column on a phone."""
        if not isinstance(cell, Text) or self.page_number(cell):
            return False
        return len(self.plain(cell)) > _SENTENCE

    def has_sentences(self, table: Table) -> bool:
        """Whether a table holds sentences: on a phone its rows become cards."""
        return any(self.is_sentence(cell) for row in table.rows for cell in row.cells[1:])

    def page_number(self, cell: Text) -> int | None:
        """The number of the source page whose address the cell is, if it is one."""
        return self.citations.number_of_address(cell.get(self.language))

    def kinds_in(self, table: Table) -> list[tuple[str, str]]:
        """The letters used in a table, each with its meaning, in order of appearance."""
        kinds = dict.fromkeys(figure.quantity.kind for figure in self.table_figures(table))
        return [
            (kind_letter(kind, self.language), kind_text(kind, self.language))
            for kind in kinds
            if kind_letter(kind, self.language)
        ]

    def chart(self, block: Chart, *, narrow: bool) -> str:
        from markupsafe import Markup

        from hanoi_ct.report.formats.charts import chart_svg

        return Markup(chart_svg(block, self._figures, self.language, narrow=narrow))

    def label(self, block: Paragraph) -> str:
        return paragraph_label(block.role, self.language)

    def block_kind(self, block: Block) -> str:
        return _BLOCK_KINDS[type(block)]

    def verdict(self, name: Verdict) -> str:
        return verdict_text(name, self.language)

    def reading(self, name: Reading) -> str:
        return reading_text(name, self.language)

    # -- the ends of the page --

    def style(self) -> str:
        from importlib.resources import files

        from markupsafe import Markup

        sheet = files("hanoi_ct.report.formats").joinpath("templates", "page.css")
        return Markup(sheet.read_text(encoding="utf-8"))


_SHORT = 24  # characters
_ONE_LINE = 15
_SENTENCE = 60

_BLOCK_KINDS: dict[type, str] = {
    Paragraph: "paragraph",
    Bullets: "bullets",
    Table: "table",
    BarChart: "chart",
    LineChart: "chart",
    TargetChart: "chart",
    Waterfall: "chart",
    HeatMap: "chart",
    RevisionChart: "chart",
    VerdictBlock: "verdict",
}
