"""The document model: what a report says, before anything decides how it looks.

A :class:`Report` is a tree of plain, frozen dataclasses without pandas or NumPy objects.
``indicators`` computes the figures, ``statements`` words them, ``report`` builds the tree, and
a renderer turns it into HTML, terminal text, JSON or CSV.

What every renderer must do
---------------------------
* Take each number from ``report.figures[key]`` and print it with
  :func:`hanoi_ct.statements.formatting.figure_text`; never compute, round or rescale one.
* Turn every :class:`Text` into words with
  :func:`hanoi_ct.statements.formatting.text_spans` (or ``plain_text``): texts are templates in
  which ``{key}`` or ``{key:style}`` stands for a figure.
* Print one language at a time, and nothing of the other one; titles and addresses of source
  pages are the only exception.
* Show the kind of each figure (published, computed, estimated, assumed) and give access to
  its sources, its formula and the values that other pages state.
* Keep figures with ``published_later`` visibly apart and marked.
* Keep the order of sections and blocks, and print every block, caveats included.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Literal

from hanoi_ct.quantities.printed import Reading
from hanoi_ct.quantities.verdict import Verdict
from hanoi_ct.statements.figure import Figure, Style
from hanoi_ct.statements.formatting import figure_text, plain_text
from hanoi_ct.text import Language, Text

HANOI = Text("Hà\N{NO-BREAK SPACE}Nội", "Hanoi")

Role = Literal["lead", "body", "caveat", "absent", "later"]


@dataclass(frozen=True, slots=True)
class FigureCell:
    """A table cell that shows a figure in a given style."""

    key: str
    style: Style = "value"


Cell = Text | FigureCell


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. ``role``: ``lead`` says what matters most in its section; ``caveat`` limits
    what may be concluded; ``absent`` says that nothing is published; ``later`` speaks of
    figures published later."""

    text: Text
    role: Role = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short items, in order; ``numbered`` where the order counts."""

    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; numbers are set flush right, words flush left."""

    title: Text
    numeric: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; ``emphasis`` marks a total or the row that the table is about."""

    cells: tuple[Cell, ...]
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``published_later`` tables are set apart and marked so; a ``wide`` one is printed
    across the page's long side."""

    key: str
    title: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: Text | None = None
    published_later: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: a label and the figure it shows; ``emphasis`` marks the one to look at first."""

    label: Text
    figure: str
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars in the order given, from zero, all in one unit. Whiskers from ``low`` to
    ``high`` are drawn where the figures are estimated."""

    key: str
    title: Text
    bars: tuple[Bar, ...]
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """The figure of a calendar month (1 to 12), or None where no page states one."""

    month: int
    figure: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line over the months of a year: a marker at each published month; two markers are
    joined only if their months follow each other, so that a gap stays a gap."""

    label: Text
    points: tuple[Point, ...]
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class MonthSpan:
    """A range over several months: what the figures at both ends of them imply for those between.

    It is drawn from ``low`` to ``high`` of its figure, over the months ``first`` to ``last``.
    """

    first: int
    last: int
    figure: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over the twelve months, all in one unit, and the ranges implied between them."""

    key: str
    title: Text
    lines: tuple[Line, ...]
    note: Text | None = None
    spans: tuple[MonthSpan, ...] = ()
    spans_label: Text | None = None


@dataclass(frozen=True, slots=True)
class Waterfall:
    """Parts of a total one after the other, each bar beginning where the one before ends, and the
    total last; all in one unit. The parts add up to the total."""

    key: str
    title: Text
    parts: tuple[Bar, ...]
    total: Bar
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A row of a heat map: a figure for each column, None where none is found."""

    label: Text
    figures: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Rates of several subjects over several periods: the colour shows rise and fall."""

    key: str
    title: Text
    columns: tuple[Text, ...]
    rows: tuple[HeatRow, ...]
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class RevisionChart:
    """How figures were revised: each with its first published value, those after it, and the one
    that the report uses."""

    key: str
    title: Text
    bars: tuple[Bar, ...]
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class TargetChart:
    """Bars against a band: ``target_low`` and ``target_high`` are keys of the planned rates
    (equal where the plan is one number); a bar whose figure has no value is drawn as the range
    from ``low`` to ``high``."""

    key: str
    title: Text
    bars: tuple[Bar, ...]
    target_low: str
    target_high: str
    target_label: Text
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class ReadingResult:
    """What one reading of the hedging words yields: two figures with intervals, the gap between
    the intervals (None where they meet) and the verdict."""

    reading: Reading
    stated: str
    implied: str
    gap: str | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class VerdictBlock:
    """A checked statement. ``verdict`` is the outcome over all readings: ``impossible`` only if
    no reading allows it, ``undecidable`` where the readings differ or a number is missing."""

    key: str
    statement: Text
    readings: tuple[ReadingResult, ...]
    verdict: Verdict
    explanation: Text
    suggestion: Text | None = None


Chart = BarChart | LineChart | TargetChart | Waterfall | HeatMap | RevisionChart
Block = Paragraph | Bullets | Table | Chart | VerdictBlock


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section of the report. On paper an ``annex`` stands after the signature, under a
    Roman number of its own; on a screen it stands where it is."""

    number: int
    key: str
    title: Text
    blocks: tuple[Block, ...]
    annex: bool = False


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table the report read: its name, what it holds and how many of its rows were used."""

    name: str
    title: Text
    rows_used: int


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """The whole report. ``headline`` names the figures that stand at the top, ``summary`` is
    what a reader with one minute reads, ``closing`` says how the figures were made.
    ``contradictions`` are faults of the office's own tables in spite of which it was made."""

    period_start: str
    period_end: str
    title: Text
    subtitle: Text
    headline: tuple[str, ...]
    summary: tuple[Block, ...]
    sections: tuple[Section, ...]
    closing: tuple[Block, ...]
    figures: Mapping[str, Figure] = field(default_factory=dict)
    datasets: tuple[Dataset, ...] = ()
    province: Text = HANOI
    contradictions: tuple[Text, ...] = ()

    def __repr__(self) -> str:
        """What the report is about, in a few lines; the figures stand in ``figures``."""
        lines = [
            self.title.en,
            f"{len(self.sections)} sections, {len(self.figures)} figures, "
            f"{len(self.contradictions)} contradictions let pass",
            *(
                f"  {self.figures[key].label.en}: {self._printed(key, 'en')}"
                for key in self.headline
            ),
        ]
        return "\n".join(lines)

    def _label(self, key: str) -> str:
        return self.figures[key].label.en

    def _printed(self, key: str, language: Language) -> str:
        figure = self.figures[key]
        style: Style = "interval" if figure.quantity.value is None else "value"
        return figure_text(figure, language, style)

    def _repr_html_(self) -> str:
        """The title, the figures at the top and the sections, in Vietnamese."""
        rows = "".join(
            f"<tr><th style='text-align:left'>{escape(self.figures[key].label.vi)}</th>"
            f"<td>{escape(self._printed(key, 'vi'))}</td></tr>"
            for key in self.headline
        )
        sections = "".join(
            f"<li>{escape(plain_text(section.title, self.figures, 'vi'))}</li>"
            for section in self.sections
        )
        return (
            f"<h3>{escape(self.title.vi)}</h3><table><tbody>{rows}</tbody></table>"
            f"<ol>{sections}</ol>"
        )
