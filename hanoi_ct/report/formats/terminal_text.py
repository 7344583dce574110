"""The report as text for a terminal, 80 to 120 columns wide."""

from __future__ import annotations

import io
import itertools
from collections.abc import Sequence
from functools import singledispatchmethod
from typing import TYPE_CHECKING, Any

from hanoi_ct._optional import require
from hanoi_ct.report.document import (
    Bar,
    BarChart,
    Bullets,
    Cell,
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
from hanoi_ct.report.formats.words import (
    kind_letter,
    kind_name,
    paragraph_label,
    table_title,
    words,
)
from hanoi_ct.statements.figure import Figure, Style
from hanoi_ct.statements.formatting import (
    figure_text,
    format_number,
    plain_text,
    reading_text,
    text_spans,
    verdict_text,
)
from hanoi_ct.statements.wording import short_period
from hanoi_ct.text import Language, Text

if TYPE_CHECKING:
    from rich.table import Table as Grid

MIN_WIDTH, MAX_WIDTH = 80, 120
_GAP = 3  # between two columns of a table
_BAR_WIDTH = 28


def terminal_text(
    report: Report, language: Language = "vi", *, width: int = 100, colour: bool = False
) -> str:
    """Render a report for a terminal.

    Parameters
    ----------
    report : Report
    language : {"vi", "en"}, default "vi"
    width : int, default 100
        Columns; brought into the range from 80 to 120.
    colour : bool, default False
        Whether to write the control sequences of bold and coloured text.

    Returns
    -------
    str
        Lines that end in a line feed, without trailing blanks.
    """
    require("rich", "terminal_text")
    writer = _Writer(report, language, min(max(width, MIN_WIDTH), MAX_WIDTH), colour)
    return writer.text()


class _Writer:
    """Prints the blocks of a report one after the other, in one language."""

    def __init__(self, report: Report, language: Language, width: int, colour: bool) -> None:
        from rich.console import Console

        self.report = report
        self.language = language
        self.words = words(language)
        self.citations = Citations(report, language)
        self.buffer = io.StringIO()
        self.console = Console(
            file=self.buffer,
            width=width,
            height=100,
            force_terminal=colour,
            color_system="standard" if colour else None,
            markup=False,
            highlight=False,
            emoji=False,
            legacy_windows=False,
        )

    def text(self) -> str:
        report = self.report
        self.print(self.plain(report.title), "bold")
        self.print(self.plain(report.subtitle))
        self.print()
        self.headline()
        self.heading(self.words.summary)
        for contradiction in report.contradictions:
            self.print(f"! {self.plain(contradiction)}", "bold red")
            self.print()
        self.blocks(report.summary)
        self.print(self.words.terminal_legend, "dim")
        for section in report.sections:
            self.heading(f"{section.number}. {self.plain(section.title)}")
            self.blocks(section.blocks)
        if report.closing:
            self.heading(self.words.method)
            self.blocks(report.closing)
        self.annex()
        self.sources()
        return "\n".join(line.rstrip() for line in self.buffer.getvalue().splitlines()) + "\n"

    # -- texts --

    def plain(self, text: Text) -> str:
        return plain_text(text, self.report.figures, self.language)

    def running(self, text: Text) -> str:
        """A text with the mark of each figure after it."""
        return "".join(
            span.text + (self.mark(span.figure) if span.figure else "")
            for span in text_spans(text, self.report.figures, self.language)
        )

    def mark(self, figure: Figure) -> str:
        mark = self.citations.mark(figure)
        return f" [{mark.text}]" if mark else ""

    def printed(self, figure: Figure) -> str:
        return figure_text(figure, self.language)

    def print(self, text: str = "", style: str = "") -> None:
        from rich.text import Text as Styled

        self.console.print(Styled(text, style))

    def heading(self, text: str) -> None:
        self.print()
        self.print(text, "bold")
        self.print("─" * min(len(text), self.console.width))

    def indented(self, text: str, style: str = "") -> None:
        from rich.padding import Padding
        from rich.text import Text as Styled

        self.console.print(Padding(Styled(text, style), (0, 0, 0, 2)))

    def grid(self, *columns: tuple[str, bool], widths: Sequence[int | None] = ()) -> Grid:
        """A table with the given columns: title, and whether its cells are numbers."""
        from rich import box
        from rich.table import Table as Grid

        grid = Grid(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
        for (title, numeric), width in itertools.zip_longest(columns, widths):
            grid.add_column(
                title,
                justify="right" if numeric else "left",
                overflow="fold",
                vertical="top",
                width=width,
            )
        return grid

    # -- blocks --

    def headline(self) -> None:
        from rich.table import Table as Grid

        grid = Grid(box=None, show_header=False, pad_edge=False, padding=(0, 2))
        grid.add_column(justify="right", style="bold")
        grid.add_column(overflow="fold")
        grid.add_column(style="dim")
        for key in self.report.headline:
            figure = self.report.figures[key]
            about = ", ".join(filter(None, (self.kind(figure), self.period(figure))))
            grid.add_row(self.printed(figure), self.plain(figure.label), about)
        self.console.print(grid)

    def kind(self, figure: Figure) -> str:
        return kind_name(figure, self.language)

    def period(self, figure: Figure) -> str:
        if not figure.quantity.period_start:
            return ""
        span = short_period(figure.quantity.period_start, figure.quantity.period_end)
        return span.vi[:1].lower() + span.vi[1:] if self.language == "vi" else span.en

    def blocks(self, blocks: tuple[Any, ...]) -> None:
        for block in blocks:
            self.block(block)
            self.print()

    @singledispatchmethod
    def block(self, block: Any) -> None:
        raise TypeError(f"no terminal form for a block of type {type(block).__name__}")

    @block.register
    def _(self, block: Paragraph) -> None:
        label = paragraph_label(block.role, self.language)
        if label:
            self.indented(f"{label}. {self.running(block.text)}")
        else:
            self.print(self.running(block.text), "bold" if block.role == "lead" else "")

    @block.register
    def _(self, block: Bullets) -> None:
        from rich.table import Table as Grid

        grid = Grid(box=None, show_header=False, pad_edge=False, padding=(0, 1))
        grid.add_column(justify="right")
        grid.add_column(overflow="fold")
        for number, item in enumerate(block.items, start=1):
            grid.add_row(f"{number}." if block.numbered else "•", self.running(item))
        self.console.print(grid)

    @block.register
    def _(self, block: Table) -> None:
        self.print(table_title(block, self.plain(block.title), self.language), "bold")
        heads = [self.running(column.title) for column in block.columns]
        rows = [([self.cell(cell) for cell in row.cells], row.emphasis) for row in block.rows]
        numeric = [column.numeric for column in block.columns]
        widths = _widths(heads, numeric, rows, self.console.width)
        if widths:
            grid = self.grid(*zip(heads, numeric, strict=True), widths=widths)
            for cells, emphasis in rows:
                grid.add_row(*cells, style="bold" if emphasis else "")
            self.console.print(grid)
        else:
            self.stacked(heads, rows)
        self.note(block.note)

    def stacked(self, heads: list[str], rows: list[tuple[list[str], bool]]) -> None:
        """A row below the other: its name, then each column that says something."""
        for cells, emphasis in rows:
            self.print(cells[0], "bold" if emphasis else "")
            said = [
                f"{head}: {cell}"
                for head, cell in zip(heads[1:], cells[1:], strict=True)
                if cell.strip() not in ("", "–", "…")
            ]
            if said:
                self.indented("; ".join(said))

    def cell(self, cell: Cell) -> str:
        if isinstance(cell, Text):
            number = self.citations.number_of_address(cell.get(self.language))
            return f"[{number}]" if number else self.running(cell)
        figure = self.report.figures[cell.key]
        return figure_text(figure, self.language, cell.style) + self.mark(figure)

    def note(self, note: Text | None) -> None:
        if note is not None:
            self.indented(self.running(note), "dim")

    @block.register
    def _(self, block: BarChart) -> None:
        self.print(self.plain(block.title), "bold")
        self.bars(block.bars)
        self.note(block.note)

    @block.register
    def _(self, block: TargetChart) -> None:
        self.print(self.plain(block.title), "bold")
        self.bars(block.bars)
        low, high = (self.report.figures[key] for key in (block.target_low, block.target_high))
        ends = [figure_text(f, self.language, "plain") + self.mark(f) for f in (low, high)]
        self.indented(f"{self.running(block.target_label)}: {' – '.join(dict.fromkeys(ends))}")
        self.note(block.note)

    def bars(self, bars: tuple[Bar, ...]) -> None:
        """Bars of block characters: full for a positive number, light for a negative one."""
        from rich.table import Table as Grid

        figures = [self.report.figures[bar.figure] for bar in bars]
        longest = max((abs(x) for figure in figures for x in _drawn(figure)), default=0.0)
        grid = Grid(box=None, show_header=False, pad_edge=False, padding=(0, 1))
        grid.add_column(overflow="fold")
        grid.add_column(justify="right", no_wrap=True)
        grid.add_column(no_wrap=True)
        for bar, figure in zip(bars, figures, strict=True):
            ends = _drawn(figure)
            reach = max(ends, key=abs)
            length = int(_BAR_WIDTH * abs(reach) / longest) if longest else 0
            style: Style = "plain" if figure.quantity.value is not None else "interval"
            grid.add_row(
                self.plain(bar.label),
                figure_text(figure, self.language, style) + self.mark(figure),
                ("█" if reach > 0.0 else "░") * length,
                style="bold" if bar.emphasis else "",
            )
        self.console.print(grid)

    @block.register
    def _(self, block: LineChart) -> None:
        self.print(self.plain(block.title), "bold")
        months = range(1, 13)
        grid = self.grid(("", False), *((self.words.months[m - 1], True) for m in months))
        later = False
        for line in block.lines:
            stated = {point.month: point.figure for point in line.points}
            cells = []
            for month in months:
                key = stated.get(month)
                figure = self.report.figures[key] if key else None
                text = figure_text(figure, self.language, "number") if figure else "…"
                if figure and figure.quantity.published_later:
                    text, later = text + "*", True
                cells.append(text)
            grid.add_row(self.plain(line.label), *cells, style="bold" if line.emphasis else "")
        self.console.print(grid)
        if later:
            self.indented(f"* {self.words.later_mark}", "dim")
        for span in block.spans:
            ends_of = dict.fromkeys(self.words.months[m - 1] for m in (span.first, span.last))
            figure = self.report.figures[span.figure]
            ends = figure_text(figure, self.language, "interval") + self.mark(figure)
            self.indented(f"{'–'.join(ends_of)}: {ends}")
        self.note(block.note)

    @block.register
    def _(self, block: Waterfall) -> None:
        self.print(self.plain(block.title), "bold")
        self.bars((*block.parts, block.total))
        self.note(block.note)

    @block.register
    def _(self, block: HeatMap) -> None:
        self.print(self.plain(block.title), "bold")
        grid = self.grid(("", False), *((self.plain(column), True) for column in block.columns))
        for row in block.rows:
            cells = [
                figure_text(self.report.figures[key], self.language, "number") if key else "…"
                for key in row.figures
            ]
            grid.add_row(self.plain(row.label), *cells)
        self.console.print(grid)
        self.note(block.note)

    @block.register
    def _(self, block: RevisionChart) -> None:
        self.print(self.plain(block.title), "bold")
        grid = self.grid(("", False), (self.words.other_values, True), (self.words.value, True))
        for bar in block.bars:
            figure = self.report.figures[bar.figure]
            decimals = figure.quantity.decimals
            others = dict.fromkeys(
                format_number(other.value, decimals, self.language)
                for other in figure.quantity.others
            )
            grid.add_row(
                self.plain(bar.label), "; ".join(others), self.printed(figure) + self.mark(figure)
            )
        self.console.print(grid)
        self.note(block.note)

    @block.register
    def _(self, block: VerdictBlock) -> None:
        outcome = verdict_text(block.verdict, self.language)
        self.print(f"{self.running(block.statement)} → {outcome}", "bold")
        if block.readings:
            grid = self.grid(
                (self.words.reading, False),
                (self.words.stated, True),
                (self.words.implied, True),
                (self.words.gap, True),
                (self.words.result, False),
            )
            for reading in block.readings:
                grid.add_row(
                    reading_text(reading.reading, self.language),
                    self.ranged(reading.stated),
                    self.ranged(reading.implied),
                    self.ranged(reading.gap) if reading.gap else "–",
                    verdict_text(reading.verdict, self.language),
                )
            self.console.print(grid)
        self.print(self.running(block.explanation))
        if block.suggestion:
            self.print(f"{self.words.suggestion}: {self.running(block.suggestion)}")

    def ranged(self, key: str) -> str:
        """What a check compares: the interval of a computed figure, a published one as printed."""
        figure = self.report.figures[key]
        style: Style = "interval" if has_interval(figure) else "value"
        return figure_text(figure, self.language, style) + self.mark(figure)

    # -- the end --

    def annex(self) -> None:
        self.heading(self.words.appendix)
        grid = self.grid(
            (self.words.figure, False),
            (self.words.period, False),
            (self.words.value, True),
            (self.words.calculation, False),
        )
        for figure in self.report.figures.values():
            grid.add_row(
                self.plain(figure.label),
                self.period(figure) + ("*" if figure.quantity.published_later else ""),
                self.value_and_interval(figure),
                self.origin(figure),
            )
        self.console.print(grid)
        if any(figure.quantity.published_later for figure in self.report.figures.values()):
            self.indented(f"* {self.words.later_mark}", "dim")

    def value_and_interval(self, figure: Figure) -> str:
        if not has_interval(figure):
            return self.printed(figure)
        return f"{self.printed(figure)}\n({figure_text(figure, self.language, 'interval')})"

    def origin(self, figure: Figure) -> str:
        """Kind, calculation and sources of a figure."""
        formula = f": {self.plain(figure.formula)}" if figure.formula else ""
        letter = kind_letter(figure.quantity.kind, self.language)
        numbers = " ".join(f"[{text}]" for _, text in self.citations.numbers([figure]))
        marks = f"{letter and f'[{letter}] '}{self.kind(figure)}{formula} {numbers}"
        return marks.rstrip()

    def sources(self) -> None:
        self.heading(self.words.sources_title)
        for page in self.citations.pages():
            date = f", {self.words.published_on} {page.published}" if page.published else ""
            rows = "; ".join(f"{table}, {self.words.rows} {lines}" for table, lines in page.rows)
            self.print(f"[{page.number}] {page.address or page.name}{date}. {rows}")


def _drawn(figure: Figure) -> list[float]:
    """The numbers a bar reaches to."""
    if figure.quantity.value is not None:
        return [figure.quantity.value]
    return [x for x in (figure.quantity.low, figure.quantity.high) if x is not None]


def _widths(
    heads: list[str], numeric: list[bool], rows: list[tuple[list[str], bool]], room: int
) -> list[int]:
    """Widths at which no number and no word is broken over two lines; empty if there are none.

    What is left of the room goes to the columns that want more, in proportion to what they want.
    """
    least, wanted = [], []
    for place, (head, number) in enumerate(zip(heads, numeric, strict=True)):
        cells = [cells[place] for cells, _ in rows]
        parts = [*head.split(), *(cells if number else " ".join(cells).split())]
        least.append(max(map(len, parts), default=1))
        wanted.append(max(map(len, (head, *cells))))
    spare = room - sum(least) - _GAP * len(least)
    if spare < 0:
        return []
    more = [wide - narrow for wide, narrow in zip(wanted, least, strict=True)]
    whole = max(sum(more), 1)
    return [
        narrow + min(wish, wish * spare // whole) for narrow, wish in zip(least, more, strict=True)
    ]
