"""Horizontal bars: rates beside each other, against a target, and as a waterfall."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from hanoi_ct.report.document import Bar, BarChart, RevisionChart, TargetChart, Waterfall
from hanoi_ct.report.formats.chart_canvas import (
    BAND,
    FALL,
    INK,
    MAIN,
    PALE,
    PAPER,
    SOFT,
    Canvas,
    drawn_ends,
    value_label,
)
from hanoi_ct.statements.figure import Figure
from hanoi_ct.statements.formatting import date_text, figure_text, format_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

_LABELS, _LABEL_CHARACTERS, _LINE_HEIGHT = 218.0, 29, 15.0
_BAR_HEIGHT = 15.0
_BOLD = 4  # letters fewer on a line of bold ones


class _Rows:
    """Rows one under the other, each with its label: beside the bars, or above them on a phone."""

    def __init__(self, canvas: Canvas, bars: Sequence[Bar], top: float = 4.0) -> None:
        self.canvas = canvas
        characters = 44 if canvas.narrow else _LABEL_CHARACTERS
        self.labels = [
            _balanced(canvas.plain(bar.label), characters - (_BOLD if bar.emphasis else 0))
            for bar in bars
        ]
        self._above = canvas.narrow
        self._heights = [self._height(lines) for lines in self.labels]
        left = 2.0 if canvas.narrow else _LABELS
        self.room = canvas.width - left
        self.drawing, self.axes = canvas.axes(sum(self._heights) + top + 4.0, left, 0.0, top, 4.0)
        self.axes.set_ylim(sum(self._heights), 0.0)
        self.axes.set_xticks([])
        self.axes.set_yticks([])
        self._bold = [bar.emphasis for bar in bars]

    def _height(self, lines: list[str]) -> float:
        if self._above:
            return _LINE_HEIGHT * len(lines) + 28.0
        return max(26.0, _LINE_HEIGHT * len(lines) + 9.0)

    def middles(self) -> list[float]:
        """Where each row's bar stands; the labels are drawn on the way."""
        found, edge = [], 0.0
        for lines, height, bold in zip(self.labels, self._heights, self._bold, strict=True):
            middle = edge + height - 14.0 if self._above else edge + height / 2
            self._label(lines, edge, middle, bold)
            found.append(middle)
            edge += height
        return found

    def _label(self, lines: list[str], edge: float, middle: float, bold: bool) -> None:
        for number, line in enumerate(lines):
            if self._above:
                place = {"xy": (0.0, edge + 5.0 + _LINE_HEIGHT * number), "va": "top"}
                shift, align = (0.0, 0.0), "left"
            else:
                # One text a line: each is set flush right in the page's font, whatever its width.
                place = {"xy": (0.0, middle), "va": "center_baseline"}
                shift, align = (-10.0, ((len(lines) - 1) / 2 - number) * _LINE_HEIGHT), "right"
            self.axes.annotate(
                line,
                xycoords=("axes fraction", "data"),
                xytext=shift,
                textcoords="offset points",
                ha=align,
                weight="bold" if bold else "normal",
                # Above the bars a name crosses what is drawn down the chart: paper keeps it clear.
                bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.5} if self._above else None,
                zorder=6,
                **place,
            )

    def fit(self, shown: Sequence[tuple[float, float, float]]) -> None:
        """Set the axis so that each bar from low to high, and the text beside it, has room."""
        first = min(0.0, *(low for low, _, _ in shown))
        last = max(0.0, *(high for _, high, _ in shown))
        start, stop = first, last if last > first else first + 1.0
        for _ in range(30):
            # Widening one side changes the scale, and with it the room the other side needs.
            scale = (stop - start) / self.room
            start = min(first, start, *(low - r * scale for low, high, r in shown if high < 0.0))
            stop = max(last, stop, *(high + r * scale for _, high, r in shown if high >= 0.0))
        self.axes.set_xlim(start, stop)

    def clear_of(
        self,
        band: tuple[float, float],
        ends: Sequence[tuple[float, float]],
        widths: Sequence[float],
    ) -> list[tuple[float, float]]:
        """The ends beside which texts stand: behind a band that would run through them."""
        start, stop = self.axes.get_xlim()
        scale = (stop - start) / self.room
        found = []
        for (low, high), wide in zip(ends, widths, strict=True):
            crossed = 0.0 <= high < band[1] and high + wide * scale > band[0]
            found.append((low, band[1] if crossed else high))
        return found


def _text_width(text: str) -> float:
    """About how wide a text beside a bar is, with its distance."""
    return 12.0 + 7.6 * len(text)


def _balanced(text: str, characters: int) -> list[str]:
    """Cut a text into as few lines as fit, all about equally long."""
    lines = textwrap.wrap(text, characters)
    for width in range(characters - 1, 0, -1):
        narrower = textwrap.wrap(text, width, break_long_words=False)
        if len(narrower) > len(lines) or max(map(len, narrower)) > width:
            break
        lines = narrower
    return lines


def bar_chart(chart: BarChart | TargetChart, canvas: Canvas) -> tuple[Drawing, list[str]]:
    """Bars from zero, one under the other, each with its value beside it."""
    rows = _Rows(canvas, chart.bars, 26.0 if isinstance(chart, TargetChart) else 4.0)
    figures = [canvas.figures[bar.figure] for bar in chart.bars]
    labels = [value_label(figure, canvas.language) for figure in figures]
    widths = [_text_width(label) for label in labels]
    ends = [drawn_ends(figure) for figure in figures]
    described = []
    if isinstance(chart, TargetChart):
        band = _band_ends(chart, canvas)
        rows.fit([*_beside_each(ends, widths), (*band, 6.0)])
        clear = rows.clear_of(band, ends, widths)
        rows.fit([*_beside_each(clear, widths), (*band, 6.0)])
        described.append(_target_band(rows.axes, chart, canvas))
    else:
        clear = ends
        rows.fit(_beside_each(ends, widths))
    rows.axes.axvline(0.0, color=SOFT, linewidth=0.9, zorder=3)
    for bar, figure, middle, label, beside, lines in zip(
        chart.bars, figures, rows.middles(), labels, clear, rows.labels, strict=True
    ):
        _draw_bar(rows.axes, bar, figure, middle)
        low, high = beside
        _beside(rows.axes, label, low, high, middle, bold=bar.emphasis)
        described.append(f"{' '.join(lines)}: {label}")
    return rows.drawing, described


def _beside_each(
    ends: Sequence[tuple[float, float]], widths: Sequence[float]
) -> list[tuple[float, float, float]]:
    return [(*each, width) for each, width in zip(ends, widths, strict=True)]


def _draw_bar(axes: Axes, bar: Bar, figure: Figure, middle: float) -> None:
    colour = MAIN if bar.emphasis else PALE
    low, high = drawn_ends(figure)
    if figure.quantity.value is None:
        axes.barh(middle, high - low, left=low, height=11.0, color=colour, zorder=2)
    else:
        axes.barh(
            middle,
            figure.quantity.value,
            height=_BAR_HEIGHT,
            color=PAPER if figure.quantity.published_later else colour,
            edgecolor=colour,
            linewidth=1.2,
            zorder=2,
        )
        if high > low:
            _whiskers(axes, low, high, middle)


def _whiskers(axes: Axes, low: float, high: float, middle: float) -> None:
    axes.plot([low, high], [middle, middle], color=INK, linewidth=1.1, zorder=4)
    for end in (low, high):
        axes.plot([end] * 2, [middle - 4, middle + 4], color=INK, linewidth=1.1, zorder=4)


def _beside(
    axes: Axes, label: str, low: float, high: float, middle: float, *, bold: bool = False
) -> None:
    """A text beside a mark, on the side away from zero, with paper behind it."""
    negative = high < 0.0
    axes.annotate(
        label,
        (low if negative else high, middle),
        xytext=(-6.0 if negative else 6.0, 0.0),
        textcoords="offset points",
        ha="right" if negative else "left",
        va="center_baseline",
        weight="bold" if bold else "normal",
        bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.6},
        zorder=5,
    )


def _target_band(axes: Axes, chart: TargetChart, canvas: Canvas) -> str:
    """Shade the planned rates over the height of the chart and name them above it."""
    low, high = (canvas.figures[key] for key in (chart.target_low, chart.target_high))
    start, end = _band_ends(chart, canvas)
    axes.axvspan(start, end, facecolor=BAND, edgecolor=BAND, linewidth=1.5, zorder=1)
    label = f"{canvas.plain(chart.target_label)}: {_band_text(low, high, canvas)}"
    # Kept within the drawing: flush with the side of it that the band is nearer to.
    left, right = axes.get_xlim()
    late = (start + end) / 2 > (left + right) / 2
    axes.annotate(
        label,
        (end if late else start, 1.0),
        xycoords=("data", "axes fraction"),
        xytext=(0.0, 6.0),
        textcoords="offset points",
        ha="right" if late else "left",
        va="bottom",
        color=SOFT,
    )
    return label


def _band_ends(chart: TargetChart, canvas: Canvas) -> tuple[float, float]:
    """Where the planned rates begin and end."""
    low, high = (canvas.figures[key].quantity for key in (chart.target_low, chart.target_high))
    if low.value is None or high.value is None:
        raise ValueError(f"chart {chart.key} needs a planned rate with a value")
    return low.value, high.value


def _band_text(low: Figure, high: Figure, canvas: Canvas) -> str:
    """The planned rates as one number or as a range: 8%, 7,5–8%."""
    if low.quantity.value == high.quantity.value:
        return figure_text(low, canvas.language, "plain")
    start = figure_text(low, canvas.language, "number")
    return f"{start}–{figure_text(high, canvas.language, 'plain')}"


def waterfall(chart: Waterfall, canvas: Canvas) -> tuple[Drawing, list[str]]:
    """Each part where the one before ends, the total last, from zero."""
    bars = (*chart.parts, chart.total)
    rows = _Rows(canvas, bars)
    labels = [canvas.printed(bar.figure, "signed_number") for bar in bars]
    edges, reached = [], 0.0
    for bar in chart.parts:
        value = canvas.figures[bar.figure].quantity.value or 0.0
        edges.append((reached, reached + value))
        reached += value
    edges.append((0.0, canvas.figures[chart.total.figure].quantity.value or 0.0))
    rows.fit([(min(e), max(e), _text_width(label)) for e, label in zip(edges, labels, strict=True)])
    rows.axes.axvline(0.0, color=SOFT, linewidth=0.9, zorder=3)
    described: list[str] = []
    above: float | None = None
    for (start, end), middle, label, lines in zip(
        edges, rows.middles(), labels, rows.labels, strict=True
    ):
        last = len(described) == len(chart.parts)
        colour = MAIN if last else PALE if end >= start else FALL
        rows.axes.barh(middle, end - start, left=start, height=_BAR_HEIGHT, color=colour, zorder=2)
        if above is not None and not last:
            rows.axes.plot([start, start], [above, middle], color=SOFT, linewidth=0.8, zorder=1)
        _beside(rows.axes, label, min(start, end), max(start, end), middle, bold=last)
        described.append(f"{' '.join(lines)}: {label}")
        above = middle
    return rows.drawing, described


def revision_chart(chart: RevisionChart, canvas: Canvas) -> tuple[Drawing, list[str]]:
    """Each figure's published values on a line: hollow the earlier ones, full the one used."""
    rows = _Rows(canvas, chart.bars)
    figures = [canvas.figures[bar.figure] for bar in chart.bars]
    stated = [_vintages(figure) for figure in figures]
    labels = [figure_text(figure, canvas.language, "plain") for figure in figures]
    rows.fit(
        [
            (min(v for _, v in each), max(v for _, v in each), _text_width(label))
            for each, label in zip(stated, labels, strict=True)
        ]
    )
    rows.axes.axvline(0.0, color=SOFT, linewidth=0.9, zorder=1)
    described = []
    for figure, each, middle, label, lines in zip(
        figures, stated, rows.middles(), labels, rows.labels, strict=True
    ):
        values = [value for _, value in each]
        rows.axes.plot([min(values), max(values)], [middle] * 2, color=PALE, linewidth=2.4)
        for _, value in each:
            rows.axes.plot(
                value,
                middle,
                marker="o",
                markersize=7.0,
                markerfacecolor=MAIN if value == figure.quantity.value else PAPER,
                markeredgecolor=MAIN,
                zorder=4,
            )
        _beside(rows.axes, label, min(values), max(values), middle)
        words = (
            f"{format_number(value, figure.quantity.decimals, canvas.language)}"
            f" ({date_text(when, canvas.language) or '?'})"
            for when, value in each
        )
        described.append(f"{' '.join(lines)}: {', '.join(words)}")
    return rows.drawing, described


def _vintages(figure: Figure) -> list[tuple[str, float]]:
    """The different values of a figure with the first date of each, in order of time."""
    quantity = figure.quantity
    dated = [(other.source.published, other.value) for other in quantity.others]
    if quantity.value is not None:
        dated += [(source.published, quantity.value) for source in quantity.sources]
    first: dict[float, str] = {}
    for when, value in sorted(dated):
        first.setdefault(value, when)
    return sorted((when, value) for value, when in first.items())
