"""Charts of the document model as inline SVG.

Matplotlib lays a chart out; :func:`_inline` then makes its SVG part of the page: text stays
text in the page's font (so Vietnamese letters are right wherever the page's own are), colours
become the page's CSS variables, and identifiers are made unique within the page. The same
chart always gives the same bytes.
"""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree

from hanoi_ct._optional import require
from hanoi_ct.report.document import Bar, BarChart, Line, LineChart, TargetChart
from hanoi_ct.report.formats.words import words
from hanoi_ct.statements.figure import Figure, Style
from hanoi_ct.statements.formatting import figure_text, format_number, plain_text
from hanoi_ct.text import Language

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

Figures = Mapping[str, Figure]

# Each colour is a CSS variable of the page; the hexadecimal form is what Matplotlib is told.
_INK, _SOFT, _RULE = "#1c2733", "#5a6672", "#c9d0d6"
_MAIN, _PALE, _BAND, _PAPER = "#0f4c75", "#8fa9bd", "#e9d8a6", "#fffffe"
_VARIABLES = {
    _INK: "--ink",
    _SOFT: "--soft",
    _RULE: "--rule",
    _MAIN: "--main",
    _PALE: "--pale",
    _BAND: "--band",
    _PAPER: "--paper",
}
_WIDTH, _SIZE = 560.0, 12.5  # user units; the page scales them
_POINTS_PER_INCH = 72.0
_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}"


def chart_svg(
    chart: BarChart | LineChart | TargetChart, figures: Figures, language: Language
) -> str:
    """Draw a chart of the document model.

    Parameters
    ----------
    chart : BarChart, LineChart or TargetChart
    figures : mapping of str to Figure
        The figures of the report.
    language : {"vi", "en"}

    Returns
    -------
    str
        An ``<svg>`` element with a title and a description that states every value drawn.
    """
    with _settings():
        if isinstance(chart, LineChart):
            drawing, description = _line_chart(chart, figures, language)
        else:
            drawing, description = _bar_chart(chart, figures, language)
        buffer = io.StringIO()
        drawing.savefig(
            buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None}
        )
    title = plain_text(chart.title, figures, language)
    return _inline(buffer.getvalue(), chart.key, title, "; ".join(description) + ".")


@contextmanager
def _settings() -> Iterator[None]:
    """Matplotlib as it comes, whatever the user's own settings are."""
    matplotlib = require("matplotlib", "chart_svg")
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(
            {
                "svg.fonttype": "none",
                "svg.hashsalt": "hanoi_ct",
                "font.size": _SIZE,
                "text.color": _INK,
                "axes.unicode_minus": True,
            }
        )
        yield


def _axes(height: float, left: float, right: float, top: float, bottom: float) -> tuple[Any, Any]:
    """A drawing of the standard width and the given height, with margins, all in user units."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure as Drawing

    drawing = Drawing(figsize=(_WIDTH / _POINTS_PER_INCH, height / _POINTS_PER_INCH))
    FigureCanvasSVG(drawing)
    axes = drawing.add_axes(
        (
            left / _WIDTH,
            bottom / height,
            (_WIDTH - left - right) / _WIDTH,
            (height - top - bottom) / height,
        )
    )
    axes.patch.set_visible(False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return drawing, axes


# ---- bars ---------------------------------------------------------------------------

_BAR_WIDTH, _LABEL_CHARACTERS, _LINE_HEIGHT = 342.0, 33, 15.0


def _bar_chart(
    chart: BarChart | TargetChart, figures: Figures, language: Language
) -> tuple[Drawing, list[str]]:
    """Horizontal bars from zero, one under the other, each with its value beside it."""
    target = isinstance(chart, TargetChart)
    labels = [
        _balanced(plain_text(bar.label, figures, language), _LABEL_CHARACTERS) for bar in chart.bars
    ]
    heights = [max(26.0, _LINE_HEIGHT * len(lines) + 9.0) for lines in labels]
    top = 26.0 if target else 4.0
    drawing, axes = _axes(sum(heights) + top + 4.0, _WIDTH - _BAR_WIDTH, 0.0, top, 4.0)
    axes.set_ylim(sum(heights), 0.0)
    axes.set_xlim(*_bar_range(chart, figures, language))
    axes.set_xticks([])
    axes.set_yticks([])
    described = []
    if isinstance(chart, TargetChart):
        described.append(_target_band(axes, chart, figures, language))
    axes.axvline(0.0, color=_SOFT, linewidth=0.9, zorder=3)
    edge = 0.0
    for bar, lines, height in zip(chart.bars, labels, heights, strict=True):
        middle, edge = edge + height / 2, edge + height
        _draw_bar(axes, bar, figures[bar.figure], middle, language)
        for number, line in enumerate(lines):
            # One text a line: each is set flush right in the page's font, whatever its width.
            axes.annotate(
                line,
                (0.0, middle),
                xycoords=("axes fraction", "data"),
                xytext=(-10.0, ((len(lines) - 1) / 2 - number) * _LINE_HEIGHT),
                textcoords="offset points",
                ha="right",
                va="center_baseline",
                weight="bold" if bar.emphasis else "normal",
            )
        described.append(f"{' '.join(lines)}: {_value_label(figures[bar.figure], language)}")
    return drawing, described


def _balanced(text: str, characters: int) -> list[str]:
    """Cut a text into as few lines as fit, all about equally long."""
    lines = textwrap.wrap(text, characters)
    for width in range(characters - 1, 0, -1):
        narrower = textwrap.wrap(text, width, break_long_words=False)
        if len(narrower) > len(lines) or max(map(len, narrower)) > width:
            break
        lines = narrower
    return lines


def _ends(figure: Figure) -> tuple[float, float]:
    """What is drawn of a figure, from its lower to its upper end: the value, with its whiskers
    where it is estimated; a range where there is no value."""
    drawn = [figure.quantity.value]
    if figure.quantity.value is None or figure.quantity.kind == "estimated":
        drawn += [figure.quantity.low, figure.quantity.high]
    known = [x for x in drawn if x is not None]
    return min(known), max(known)


def _bar_range(
    chart: BarChart | TargetChart, figures: Figures, language: Language
) -> tuple[float, float]:
    """The ends of the axis that leave room for each bar and the number beside it."""
    shown = [(*_ends(figures[b.figure]), _room(figures[b.figure], language)) for b in chart.bars]
    if isinstance(chart, TargetChart):
        shown += [(*_ends(figures[key]), 6.0) for key in (chart.target_low, chart.target_high)]
    first, last = min(0.0, *(low for low, _, _ in shown)), max(0.0, *(end for _, end, _ in shown))
    start, stop = first, last if last > first else first + 1.0
    for _ in range(30):
        # Widening one side changes the scale, and with it the room the other side needs.
        scale = (stop - start) / _BAR_WIDTH
        start = min(first, *(low - room * scale for low, high, room in shown if high < 0.0), start)
        stop = max(last, *(high + room * scale for _, high, room in shown if high >= 0.0), stop)
    return start, stop


def _room(figure: Figure, language: Language) -> float:
    """About how wide the number beside a bar is."""
    return 12.0 + 7.6 * len(_value_label(figure, language))


def _draw_bar(axes: Axes, bar: Bar, figure: Figure, middle: float, language: Language) -> None:
    colour = _MAIN if bar.emphasis else _PALE
    low, high = _ends(figure)
    if figure.quantity.value is None:
        axes.barh(middle, high - low, left=low, height=11.0, color=colour, zorder=2)
    else:
        axes.barh(
            middle,
            figure.quantity.value,
            height=15.0,
            color=_PAPER if figure.quantity.published_later else colour,
            edgecolor=colour,
            linewidth=1.2,
            zorder=2,
        )
        if high > low:
            axes.plot([low, high], [middle, middle], color=_INK, linewidth=1.1, zorder=4)
            for whisker in (low, high):
                axes.plot(
                    [whisker] * 2, [middle - 4, middle + 4], color=_INK, linewidth=1.1, zorder=4
                )
    negative = high < 0.0
    axes.annotate(
        _value_label(figure, language),
        (low if negative else high, middle),
        xytext=(-6.0 if negative else 6.0, 0.0),
        textcoords="offset points",
        ha="right" if negative else "left",
        va="center_baseline",
        weight="bold" if bar.emphasis else "normal",
        zorder=5,
    )


def _value_label(figure: Figure, language: Language) -> str:
    style: Style = "interval" if figure.quantity.value is None else "plain"
    return figure_text(figure, language, style)


def _target_band(axes: Axes, chart: TargetChart, figures: Figures, language: Language) -> str:
    """Shade the planned rates over the height of the chart and name them above it."""
    low, high = figures[chart.target_low], figures[chart.target_high]
    start, end = low.quantity.value, high.quantity.value
    if start is None or end is None:
        raise ValueError(f"chart {chart.key} needs a planned rate with a value")
    axes.axvspan(start, end, facecolor=_BAND, edgecolor=_BAND, linewidth=1.5, zorder=1)
    label = (
        f"{plain_text(chart.target_label, figures, language)}: {_band_text(low, high, language)}"
    )
    axes.annotate(
        label,
        ((start + end) / 2, 1.0),
        xycoords=("data", "axes fraction"),
        xytext=(0.0, 6.0),
        textcoords="offset points",
        ha="center",
        va="bottom",
        color=_SOFT,
    )
    return label


def _band_text(low: Figure, high: Figure, language: Language) -> str:
    """The planned rates as one number or as a range: 8%, 7,5–8%."""
    if low.quantity.value == high.quantity.value:
        return figure_text(low, language, "plain")
    return f"{figure_text(low, language, 'number')}–{figure_text(high, language, 'plain')}"


# ---- lines --------------------------------------------------------------------------


_PLOT_WIDTH, _PLOT_HEIGHT, _KEY_HEIGHT = 500.0, 230.0, 34.0


def _line_chart(
    chart: LineChart, figures: Figures, language: Language
) -> tuple[Drawing, list[str]]:
    """Lines over the months: a marker at each published month, gaps left open."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    drawing, axes = _axes(_PLOT_HEIGHT + _KEY_HEIGHT + 30.0, 44.0, 16.0, _KEY_HEIGHT, 30.0)
    values = [point.value for line in chart.lines for point in _stated(line, figures)]
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    margin = 0.12 * ((high - low) or 1.0)
    axes.set_xlim(0.5, 12.5)
    axes.set_ylim(low - margin if low < 0.0 else 0.0, high + margin)
    axes.set_xticks(range(1, 13), words(language).months)
    axes.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]))
    decimals = 0 if all(float(tick).is_integer() for tick in axes.get_yticks()) else 1
    axes.yaxis.set_major_formatter(
        FuncFormatter(lambda tick, _: format_number(tick, decimals, language))
    )
    axes.tick_params(length=0.0, labelcolor=_SOFT, labelsize=_SIZE - 1, pad=5.0)
    axes.grid(axis="y", color=_RULE, linewidth=0.7)
    axes.axhline(0.0, color=_SOFT, linewidth=0.9, zorder=2)
    axes.set_axisbelow(True)
    described, across = [], 4.0
    for line in chart.lines:
        others = [other for other in chart.lines if other is not line]
        look = _look(line, figures)
        name = plain_text(line.label, figures, language)
        stated = _draw_line(axes, line, look, others, figures, language)
        described.append(f"{name}: {', '.join(stated)}")
        _draw_key(axes, name, look, across)
        across += 40.0 + 7.6 * len(name)
    return drawing, described


class _Look(NamedTuple):
    """How a line is drawn; a line of figures published later has hollow markers."""

    colour: str
    width: float
    hollow: bool
    bold: bool


def _look(line: Line, figures: Figures) -> _Look:
    stated = _stated(line, figures)
    if stated and all(point.figure.quantity.published_later for point in stated):
        return _Look(_MAIN, 1.2, hollow=True, bold=False)
    if line.emphasis:
        return _Look(_MAIN, 2.2, hollow=False, bold=True)
    return _Look(_PALE, 1.8, hollow=False, bold=False)


def _draw_marker(axes: Axes, across: float, up: float, look: _Look, **options: Any) -> None:
    axes.plot(
        across,
        up,
        marker="o",
        markersize=6.5,
        markerfacecolor=_PAPER if look.hollow else look.colour,
        markeredgecolor=look.colour,
        markeredgewidth=1.6,
        linestyle="none",
        zorder=5,
        **options,
    )


def _draw_key(axes: Axes, name: str, look: _Look, across: float) -> None:
    """Name a line above the plot, beside its marker."""
    place, height = across / _PLOT_WIDTH, 1.0 + 19.0 / _PLOT_HEIGHT
    _draw_marker(axes, place, height, look, transform=axes.transAxes, clip_on=False)
    axes.annotate(
        name,
        (place, height),
        xycoords="axes fraction",
        xytext=(10.0, 0.0),
        textcoords="offset points",
        va="center_baseline",
        color=look.colour if look.bold else _SOFT,
        weight="bold" if look.bold else "normal",
    )


class _Stated(NamedTuple):
    """A month that a page states, with its figure and the figure's value."""

    month: int
    value: float
    figure: Figure


def _stated(line: Line, figures: Figures) -> list[_Stated]:
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


def _draw_line(
    axes: Axes,
    line: Line,
    look: _Look,
    others: Sequence[Line],
    figures: Figures,
    language: Language,
) -> list[str]:
    """Draw a line with the number of each month; returns what was drawn, in words."""
    points = _stated(line, figures)
    for run in _runs(points):
        axes.plot(
            [point.month for point in run],
            [point.value for point in run],
            color=look.colour,
            linewidth=look.width,
            zorder=4 if line.emphasis else 3,
        )
    elsewhere = {p.month: p.value for other in others for p in _stated(other, figures)}
    described = []
    for month, value, figure in points:
        _draw_marker(axes, month, value, look._replace(hollow=figure.quantity.published_later))
        # Away from the other line of that month; above where there is none.
        below = value < elsewhere.get(month, value)
        axes.annotate(
            figure_text(figure, language, "number"),
            (month, value),
            xytext=(0.0, -8.0 if below else 8.0),
            textcoords="offset points",
            ha="center",
            va="top" if below else "bottom",
            fontsize=_SIZE - 1,
            color=_INK if look.bold else _SOFT,
            weight="bold" if look.bold else "normal",
            zorder=6,
        )
        mark = f" ({words(language).later_mark})" if figure.quantity.published_later else ""
        month_name = words(language).months[month - 1]
        described.append(f"{month_name} {figure_text(figure, language, 'plain')}{mark}")
    return described


# ---- SVG for the page ---------------------------------------------------------------


def _inline(svg: str, key: str, title: str, description: str) -> str:
    """Turn a stand-alone SVG document into an element of the page."""
    root = ElementTree.fromstring(svg)
    prefix = "chart-" + re.sub(r"[^A-Za-z0-9]+", "-", key)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{_SVG}metadata", f"{_SVG}style"):
                parent.remove(child)
    used = {
        value[1:]
        for element in root.iter()
        for name, value in element.attrib.items()
        if name in ("href", f"{_XLINK}href") and value.startswith("#")
    } | set(re.findall(r"url\(#([^)]+)\)", svg))
    for element in root.iter():
        element.tag = element.tag.removeprefix(_SVG)
        element.text = element.text if element.tag == "text" else None
        element.tail = None
        element.attrib = {
            name.removeprefix(_XLINK): _page_value(name, value, prefix)
            for name, value in element.attrib.items()
            if name != "id" or value in used
        }
    view = root.attrib["viewBox"]
    names = f"{prefix}-title {prefix}-desc"
    root.attrib = {"class": "chart", "viewBox": view, "role": "img", "aria-labelledby": names}
    for position, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = ElementTree.Element(tag, {"id": f"{prefix}-{tag}"})
        element.text = text
        root.insert(position, element)
    return ElementTree.tostring(root, encoding="unicode")


def _page_value(name: str, value: str, prefix: str) -> str:
    """An attribute as the page needs it: its own font and colours, unique identifiers."""
    if name == "id":
        return f"{prefix}-{value}"
    if name in ("href", f"{_XLINK}href"):
        return f"#{prefix}-{value[1:]}"
    value = re.sub(r"url\(#", f"url(#{prefix}-", value)
    if name == "style":
        # Matplotlib before 3.10 writes the shorthand, later versions one property each.
        value = re.sub(r"font: (?:(\d{3}|bold) )?([\d.]+px)[^;]*", _longhand, value)
        value = re.sub(r"font-family:[^;]*;?\s*", "", value)
        for colour, variable in _VARIABLES.items():
            value = value.replace(colour, f"var({variable}, {colour})")
    return value


def _longhand(match: re.Match[str]) -> str:
    """Weight and size of a CSS font shorthand, without its family."""
    weight = f"font-weight: {match[1]}; " if match[1] else ""
    return f"{weight}font-size: {match[2]}"
