"""What every chart is drawn on: colours, margins and the two widths of a page.

A chart is laid out twice, for a page (560 user units) and for a phone (330), since a drawing that
is merely scaled down cannot be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from hanoi_ct._optional import require
from hanoi_ct.statements.figure import Figure, Style
from hanoi_ct.statements.formatting import figure_text, plain_text
from hanoi_ct.text import Language, Text

Figures = Mapping[str, Figure]

# Each colour is a CSS variable of the page; the hexadecimal form is what Matplotlib is told.
INK, SOFT, RULE = "#1c2733", "#5a6672", "#c9d0d6"
MAIN, PALE, BAND, PAPER = "#0f4c75", "#8fa9bd", "#e9d8a6", "#fffffe"
FALL = "#9b2d1f"
VARIABLES = {
    INK: "--ink",
    SOFT: "--soft",
    RULE: "--rule",
    MAIN: "--main",
    PALE: "--pale",
    BAND: "--band",
    PAPER: "--paper",
    FALL: "--alert",
}
SIZE = 12.5  # user units; the page scales them
WIDE, NARROW = 560.0, 330.0
POINTS_PER_INCH = 72.0


@dataclass(frozen=True)
class Canvas:
    """What a chart is drawn with: the figures, the language and the width at hand."""

    figures: Figures
    language: Language
    width: float = WIDE

    @property
    def narrow(self) -> bool:
        """Whether the chart is for a phone."""
        return self.width < WIDE

    def plain(self, text: Text) -> str:
        """A text with its figures printed."""
        return plain_text(text, self.figures, self.language)

    def printed(self, key: str, style: Style = "value") -> str:
        """A figure as a chart prints it."""
        return figure_text(self.figures[key], self.language, style)

    def axes(
        self, height: float, left: float, right: float, top: float, bottom: float
    ) -> tuple[Any, Any]:
        """A drawing of the canvas's width and the given height, with margins, in user units."""
        drawing, panels = self.panels(height - top - bottom, [top], left, right, bottom)
        return drawing, panels[0]

    def panels(
        self, plot: float, heads: Sequence[float], left: float, right: float, bottom: float
    ) -> tuple[Any, list[Any]]:
        """A drawing of several axes below each other, each with room above it and below it."""
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure as Drawing

        height = sum(heads) + len(heads) * (plot + bottom)
        drawing = Drawing(figsize=(self.width / POINTS_PER_INCH, height / POINTS_PER_INCH))
        FigureCanvasSVG(drawing)
        below = height
        panels = []
        for head in heads:
            below -= head + plot + bottom
            width = (self.width - left - right) / self.width
            axes = drawing.add_axes(
                (left / self.width, (below + bottom) / height, width, plot / height)
            )
            axes.patch.set_visible(False)
            for spine in axes.spines.values():
                spine.set_visible(False)
            panels.append(axes)
        return drawing, panels


@contextmanager
def settings(**more: Any) -> Iterator[None]:
    """Matplotlib as it comes, whatever the user's own settings are."""
    matplotlib = require("matplotlib", "drawing charts")
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(
            {
                "svg.fonttype": "none",
                "svg.hashsalt": "hanoi_ct",
                "font.size": SIZE,
                "text.color": INK,
                "axes.unicode_minus": True,
                **more,
            }
        )
        yield


def drawn_ends(figure: Figure) -> tuple[float, float]:
    """What is drawn of a figure, from its lower to its upper end: the value, with its whiskers
    where it is estimated; a range where there is no value."""
    quantity = figure.quantity
    drawn = [quantity.value]
    if quantity.value is None or quantity.kind == "estimated":
        drawn += [quantity.low, quantity.high]
    known = [x for x in drawn if x is not None]
    return min(known), max(known)


def value_label(figure: Figure, language: Language) -> str:
    """The number beside a mark: the value, or the interval where there is none."""
    style: Style = "interval" if figure.quantity.value is None else "plain"
    return figure_text(figure, language, style)
