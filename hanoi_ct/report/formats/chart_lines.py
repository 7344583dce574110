"""Lines over the months of a year, with what two cumulative figures imply between them."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from hanoi_ct.report.document import Line, LineChart, MonthSpan
from hanoi_ct.report.formats.chart_canvas import (
    BAND,
    INK,
    MAIN,
    PALE,
    PAPER,
    RULE,
    SIZE,
    SOFT,
    Canvas,
)
from hanoi_ct.report.formats.chart_labels import Box, Room
from hanoi_ct.report.formats.words import words
from hanoi_ct.statements.figure import Figure
from hanoi_ct.statements.formatting import figure_text, format_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

_PLOT_HEIGHT, _KEY_HEIGHT, _LEFT, _RIGHT = 230.0, 34.0, 44.0, 16.0
# A panel of a chart for a phone, and the room above it for its key.
_PANEL_HEIGHT, _PANEL_KEY = 130.0, 30.0
_BOTTOM = 30.0
_SPAN_EDGE = 0.42  # of a month, how far a range reaches beyond the first and last of its months


def line_chart(chart: LineChart, canvas: Canvas) -> tuple[Drawing, list[str]]:
    """Lines over the months: a marker at each published month, gaps left open.

    On a phone each year has a panel of its own, all on one scale: two years in a narrow frame
    leave no room for their numbers.
    """
    years = _by_year(chart, canvas) if canvas.narrow else []
    return _panels(years, canvas) if len(years) > 1 else _one_frame(chart, canvas)


def _by_year(chart: LineChart, canvas: Canvas) -> list[LineChart]:
    """The lines of each year with the ranges of that year, in order of time."""
    lines: dict[str, list[Line]] = {}
    for line in chart.lines:
        stated = _stated(line, canvas.figures)
        if stated:
            lines.setdefault(stated[0].figure.quantity.period_end[:4], []).append(line)
    return [
        replace(
            chart,
            lines=tuple(lines[year]),
            spans=tuple(
                span
                for span in chart.spans
                if canvas.figures[span.figure].quantity.period_end[:4] == year
            ),
        )
        for year in sorted(lines)
    ]


def _panels(years: Sequence[LineChart], canvas: Canvas) -> tuple[Drawing, list[str]]:
    """One panel a year, the same months below each other."""
    values = [value for chart in years for value in _drawn_values(chart, canvas)]
    names = [_names(chart, canvas) for chart in years]
    keys = [_key_rows(each, canvas.width - _LEFT - _RIGHT) for each in names]
    heads = [_PANEL_KEY + 20.0 * max(row for row, _ in key) for key in keys]
    drawing, panels = canvas.panels(_PANEL_HEIGHT, heads, _LEFT, _RIGHT, _BOTTOM)
    described = []
    for chart, axes, named, key in zip(years, panels, names, keys, strict=True):
        _frame(axes, values, canvas, ticks=4)
        described += _draw(chart, axes, named, key, canvas, _PANEL_HEIGHT)
    return drawing, described


def _names(chart: LineChart, canvas: Canvas) -> list[str]:
    names = [canvas.plain(line.label) for line in chart.lines]
    if chart.spans and chart.spans_label:
        names.append(canvas.plain(chart.spans_label))
    return names


def _drawn_values(chart: LineChart, canvas: Canvas) -> list[float]:
    values = [point.value for line in chart.lines for point in _stated(line, canvas.figures)]
    return values + [end for span in chart.spans for end in _span_ends(span, canvas)]


def _one_frame(chart: LineChart, canvas: Canvas) -> tuple[Drawing, list[str]]:
    names = _names(chart, canvas)
    key_rows = _key_rows(names, canvas.width - _LEFT - _RIGHT)
    top = _KEY_HEIGHT + 20.0 * max(row for row, _ in key_rows)
    drawing, axes = canvas.axes(_PLOT_HEIGHT + top + _BOTTOM, _LEFT, _RIGHT, top, _BOTTOM)
    _frame(axes, _drawn_values(chart, canvas), canvas, ticks=6)
    return drawing, _draw(chart, axes, names, key_rows, canvas, _PLOT_HEIGHT)


def _frame(axes: Axes, values: Sequence[float], canvas: Canvas, *, ticks: int) -> None:
    """The months across, a scale that holds all values and zero."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    language = canvas.language
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    margin = 0.12 * ((high - low) or 1.0)
    axes.set_xlim(0.5, 12.5)
    axes.set_ylim(low - margin if low < 0.0 else 0.0, high + margin)
    axes.set_xticks(
        range(1, 13),
        [name[:3] if canvas.narrow else name for name in words(language).months],
    )
    axes.yaxis.set_major_locator(MaxNLocator(ticks, steps=[1, 2, 2.5, 5, 10]))
    decimals = 0 if all(float(tick).is_integer() for tick in axes.get_yticks()) else 1
    axes.yaxis.set_major_formatter(
        FuncFormatter(lambda tick, _: format_number(tick, decimals, language))
    )
    axes.tick_params(
        length=0.0, labelcolor=SOFT, labelsize=SIZE - (3.0 if canvas.narrow else 1.0), pad=5.0
    )
    axes.grid(axis="y", color=RULE, linewidth=0.7)
    axes.axhline(0.0, color=SOFT, linewidth=0.9, zorder=2)
    axes.set_axisbelow(True)


def _draw(
    chart: LineChart,
    axes: Axes,
    names: Sequence[str],
    key_rows: Sequence[tuple[int, float]],
    canvas: Canvas,
    height: float,
) -> list[str]:
    """Ranges, lines, their numbers and the key; returns what was drawn, in words."""
    figures = canvas.figures
    described = [_draw_span(axes, span, canvas) for span in chart.spans]
    room = _room(chart, axes, canvas, height)
    # The numbers of the year that the chart is about choose their places first.
    for line in sorted(chart.lines, key=lambda line: not line.emphasis):
        others = [other for other in chart.lines if other is not line]
        _draw_numbers(axes, line, others, room, canvas)
    for place, line in enumerate(chart.lines):
        look = _look(line, figures)
        stated = _draw_line(axes, line, look, canvas)
        described.append(f"{names[place]}: {', '.join(stated)}")
        _draw_key(axes, names[place], look, key_rows[place], canvas, height)
    if len(names) > len(chart.lines):
        _draw_key(axes, names[-1], None, key_rows[-1], canvas, height)
    return described


class _Scale(NamedTuple):
    """From months and rates to the user units of a plot."""

    width: float
    height: float
    first: float
    last: float
    low: float
    high: float

    def point(self, across: float, up: float) -> tuple[float, float]:
        return (
            (across - self.first) / (self.last - self.first) * self.width,
            (up - self.low) / (self.high - self.low) * self.height,
        )


def _scale(axes: Axes, canvas: Canvas, height: float) -> _Scale:
    return _Scale(canvas.width - _LEFT - _RIGHT, height, *axes.get_xlim(), *axes.get_ylim())


def _room(chart: LineChart, axes: Axes, canvas: Canvas, height: float) -> Room:
    """What the numbers of a plot must keep clear of."""
    scale = _scale(axes, canvas, height)
    room = Room(scale.width, scale.height)
    for span in chart.spans:
        low, high = _span_ends(span, canvas)
        lower = scale.point(span.first - _SPAN_EDGE, low)
        upper = scale.point(span.last + _SPAN_EDGE, high)
        room.fields.append(Box(*lower, *upper))
    for line in chart.lines:
        for run in _runs(_stated(line, canvas.figures)):
            points = [scale.point(point.month, point.value) for point in run]
            room.markers.extend(points)
            room.lines.extend(itertools.pairwise(points))
    return room


def _draw_numbers(
    axes: Axes, line: Line, others: Sequence[Line], room: Room, canvas: Canvas
) -> None:
    """Set the number of each month of a line where nothing else is drawn.

    On a phone two months that follow each other leave room for one number: the later has it.
    """
    figures = canvas.figures
    look = _look(line, figures)
    points = _stated(line, figures)
    elsewhere = {p.month: p.value for other in others for p in _stated(other, figures)}
    numbered = {point.month for point in points}
    if canvas.narrow:
        numbered = _spaced([point.month for point in points])
    scale = _scale(axes, canvas, room.height)
    for month, value, figure in points:
        if month not in numbered:
            continue
        text = figure_text(figure, canvas.language, "number")
        # Away from the other line of that month; above where there is none.
        below = value < elsewhere.get(month, value)
        place = room.place(scale.point(month, value), text, below=below)
        axes.annotate(
            text,
            (month, value),
            xytext=(place.across, place.up),
            textcoords="offset points",
            ha="center",
            va="center_baseline",
            fontsize=SIZE - 1,
            color=INK if look.bold else SOFT,
            weight="bold" if look.bold else "normal",
            # Paper hides the line of the scale behind a number; a field needs no hiding.
            bbox=None
            if place.on_field
            else {"facecolor": PAPER, "edgecolor": "none", "pad": 0.4, "alpha": 0.85},
            zorder=6,
        )


def _key_rows(names: Sequence[str], width: float) -> list[tuple[int, float]]:
    """Where each name of the key stands: its row from the bottom, and how far across."""
    rows: list[list[float]] = [[]]
    across = 4.0
    places = []
    for name in names:
        wide = 40.0 + 7.0 * len(name)
        if rows[-1] and across + wide > width:
            rows.append([])
            across = 4.0
        places.append((len(rows) - 1, across))
        rows[-1].append(wide)
        across += wide
    return [(len(rows) - 1 - row, start) for row, start in places]


def _span_ends(span: MonthSpan, canvas: Canvas) -> tuple[float, float]:
    quantity = canvas.figures[span.figure].quantity
    if quantity.low is None or quantity.high is None:
        raise ValueError(f"figure {span.figure} of a range over months must have an interval")
    return quantity.low, quantity.high


def _draw_span(axes: Axes, span: MonthSpan, canvas: Canvas) -> str:
    """Draw what is implied for months between two figures as a field from low to high."""
    low, high = _span_ends(span, canvas)
    axes.fill_between(
        [span.first - _SPAN_EDGE, span.last + _SPAN_EDGE],
        low,
        high,
        facecolor=BAND,
        edgecolor=SOFT,
        linewidth=0.6,
        zorder=1,
    )
    months = words(canvas.language).months
    ends = f"{months[span.first - 1]}–{months[span.last - 1]}"
    if span.first == span.last:
        ends = months[span.first - 1]
    return f"{ends}: {canvas.printed(span.figure, 'interval')}"


class _Look(NamedTuple):
    """How a line is drawn; a line of figures published later has hollow markers."""

    colour: str
    width: float
    hollow: bool
    bold: bool


def _look(line: Line, figures: Mapping[str, Figure]) -> _Look:
    stated = _stated(line, figures)
    if stated and all(point.figure.quantity.published_later for point in stated):
        return _Look(MAIN, 1.2, hollow=True, bold=False)
    if line.emphasis:
        return _Look(MAIN, 2.2, hollow=False, bold=True)
    return _Look(PALE, 1.8, hollow=False, bold=False)


def _draw_marker(axes: Axes, across: float, up: float, look: _Look, **options: Any) -> None:
    axes.plot(
        across,
        up,
        marker="o",
        markersize=6.5,
        markerfacecolor=PAPER if look.hollow else look.colour,
        markeredgecolor=look.colour,
        markeredgewidth=1.6,
        linestyle="none",
        zorder=5,
        **options,
    )


def _draw_key(
    axes: Axes,
    name: str,
    look: _Look | None,
    place_of: tuple[int, float],
    canvas: Canvas,
    plot: float,
) -> None:
    """Name a line above the plot, beside its marker; the ranges beside a field of theirs."""
    row, across = place_of
    place = across / (canvas.width - _LEFT - _RIGHT)
    height = 1.0 + (19.0 + 20.0 * row) / plot
    if look is None:
        axes.plot(
            place,
            height,
            marker="s",
            markersize=8.0,
            markerfacecolor=BAND,
            markeredgecolor=SOFT,
            markeredgewidth=0.6,
            linestyle="none",
            transform=axes.transAxes,
            clip_on=False,
        )
    else:
        _draw_marker(axes, place, height, look, transform=axes.transAxes, clip_on=False)
    bold = look is not None and look.bold
    axes.annotate(
        name,
        (place, height),
        xycoords="axes fraction",
        xytext=(10.0, 0.0),
        textcoords="offset points",
        va="center_baseline",
        color=MAIN if bold else SOFT,
        weight="bold" if bold else "normal",
    )


def _spaced(months: Sequence[int]) -> set[int]:
    """Months no two of which follow each other, the last among them."""
    found: list[int] = []
    for month in reversed(months):
        if not found or found[-1] - month > 1:
            found.append(month)
    return set(found)


class _Stated(NamedTuple):
    """A month that a page states, with its figure and the figure's value."""

    month: int
    value: float
    figure: Figure


def _stated(line: Line, figures: Mapping[str, Figure]) -> list[_Stated]:
    """The months of a line that a page states, in order."""
    found = []
    for point in sorted(line.points, key=lambda point: point.month):
        figure = figures[point.figure] if point.figure else None
        if figure is not None and figure.quantity.value is not None:
            found.append(_Stated(point.month, figure.quantity.value, figure))
    return found


def _runs(points: Sequence[_Stated]) -> list[list[_Stated]]:
    """Cut the points where a month is missing."""
    runs: list[list[_Stated]] = []
    for point in points:
        if runs and point.month == runs[-1][-1].month + 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs


def _draw_line(axes: Axes, line: Line, look: _Look, canvas: Canvas) -> list[str]:
    """Draw a line with a marker at each month; returns what was drawn, in words."""
    figures, language = canvas.figures, canvas.language
    points = _stated(line, figures)
    for run in _runs(points):
        axes.plot(
            [point.month for point in run],
            [point.value for point in run],
            color=look.colour,
            linewidth=look.width,
            zorder=4 if line.emphasis else 3,
        )
    described = []
    for month, value, figure in points:
        _draw_marker(axes, month, value, look._replace(hollow=figure.quantity.published_later))
        mark = f" ({words(language).later_mark})" if figure.quantity.published_later else ""
        month_name = words(language).months[month - 1]
        described.append(f"{month_name} {figure_text(figure, language, 'plain')}{mark}")
    return described
