"""A heat map: rates of several subjects over several periods."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from hanoi_ct.report.document import HeatMap, HeatRow
from hanoi_ct.report.formats.chart_canvas import FALL, MAIN, PALE, RULE, SIZE, SOFT, Canvas

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing
    from matplotlib.patches import Patch

_LABELS, _ROW, _HEAD = 208.0, 26.0, 26.0
_LETTERS_BESIDE, _LINE_BESIDE = 30, 12.0
_LETTERS_ABOVE, _LINE_ABOVE = 52, 15.0
# Growth of this much, in percent, is drawn in the full colour.
_FULL = 20.0


def heat_map(chart: HeatMap, canvas: Canvas) -> tuple[Drawing, list[str]]:
    """A field a figure: blue rises, red falls, stronger the more; an empty field is not known."""
    left = 2.0 if canvas.narrow else _LABELS
    letters = _LETTERS_ABOVE if canvas.narrow else _LETTERS_BESIDE
    labels = [textwrap.wrap(canvas.plain(row.label), letters) for row in chart.rows]
    heights = [_height(lines, above=canvas.narrow) for lines in labels]
    drawing, axes = canvas.axes(_HEAD + sum(heights) + 4.0, left, 2.0, _HEAD, 4.0)
    axes.set_xlim(0.0, len(chart.columns))
    axes.set_ylim(sum(heights), 0.0)
    axes.set_yticks([])
    axes.set_xticks(
        [place + 0.5 for place in range(len(chart.columns))],
        [canvas.plain(column) for column in chart.columns],
    )
    small = SIZE - 2.0 - (1.0 if canvas.narrow and len(chart.columns) > 6 else 0.0)
    axes.tick_params(length=0.0, labelcolor=SOFT, labelsize=small, labeltop=True, labelbottom=False)
    described, edge = [], 0.0
    for shown, lines, height in zip(chart.rows, labels, heights, strict=True):
        middle = edge + height - _ROW / 2 if canvas.narrow else edge + height / 2
        _draw_label(axes, lines, edge, middle, above=canvas.narrow)
        words = _draw_row(axes, chart, shown, middle, small, canvas)
        described.append(f"{canvas.plain(shown.label)}: {', '.join(words)}")
        edge += height
    return drawing, described


def _height(lines: Sequence[str], *, above: bool) -> float:
    """The height of a row, whose name stands beside its fields or, on a phone, above them."""
    if above:
        return _ROW + _LINE_ABOVE * len(lines) + 2.0
    return max(_ROW, _LINE_BESIDE * len(lines) + 4.0)


def _draw_label(
    axes: Axes, lines: Sequence[str], edge: float, middle: float, *, above: bool
) -> None:
    for place, line in enumerate(lines):
        if above:
            axes.annotate(
                line, (0.0, edge + 3.0 + _LINE_ABOVE * place), va="top", fontsize=SIZE - 1.5
            )
            continue
        axes.annotate(
            line,
            (0.0, middle),
            xytext=(-8.0, ((len(lines) - 1) / 2 - place) * _LINE_BESIDE),
            textcoords="offset points",
            ha="right",
            va="center_baseline",
            fontsize=SIZE - 2.5,
        )


def _draw_row(
    axes: Axes, chart: HeatMap, shown: HeatRow, middle: float, size: float, canvas: Canvas
) -> list[str]:
    """The fields of a row with their numbers; returns these in words."""
    words = []
    for place, key in enumerate(shown.figures):
        value = canvas.figures[key].quantity.value if key else None
        strength = 0.0 if value is None else min(abs(value) / _FULL, 1.0)
        axes.add_patch(_field(place, middle - _ROW / 2 + 2.0, value, strength))
        if key and value is not None:
            text = canvas.printed(key, "number")
            axes.annotate(
                text, (place + 0.5, middle), ha="center", va="center_baseline", fontsize=size
            )
            words.append(f"{canvas.plain(chart.columns[place])} {text}")
    return words


def _field(place: int, top: float, value: float | None, strength: float) -> Patch:
    """A field of the map; its colour lets the number on it be read in light and dark."""
    from matplotlib.patches import Rectangle

    colour = RULE if value is None else PALE if value >= 0.0 else FALL
    return Rectangle(
        (place + 0.03, top),
        0.94,
        _ROW - 4.0,
        facecolor="none" if value is None else colour,
        alpha=1.0 if value is None else 0.12 + 0.5 * strength,
        edgecolor=RULE if value is None else MAIN if value >= 0.0 else FALL,
        linewidth=0.4,
    )
