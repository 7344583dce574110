"""A heat map: rates of several subjects over several periods."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from hanoi_ct.report.document import HeatMap
from hanoi_ct.report.formats.chart_canvas import FALL, MAIN, PALE, RULE, SIZE, SOFT, Canvas

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Drawing

_LABELS, _ROW, _HEAD = 208.0, 26.0, 26.0
_LABEL_LINES = 2
# Growth of this much, in percent, is drawn in the full colour.
_FULL = 20.0


def heat_map(chart: HeatMap, canvas: Canvas) -> tuple[Drawing, list[str]]:
    """A field a figure: blue rises, red falls, stronger the more; an empty field is not known."""
    left = 2.0 if canvas.narrow else _LABELS
    row = _ROW + 17.0 if canvas.narrow else _ROW
    drawing, axes = canvas.axes(_HEAD + row * len(chart.rows) + 4.0, left, 2.0, _HEAD, 4.0)
    axes.set_xlim(0.0, len(chart.columns))
    axes.set_ylim(row * len(chart.rows), 0.0)
    axes.set_yticks([])
    axes.set_xticks(
        [place + 0.5 for place in range(len(chart.columns))],
        [canvas.plain(column) for column in chart.columns],
    )
    small = SIZE - 2.0 - (1.0 if canvas.narrow and len(chart.columns) > 6 else 0.0)
    axes.tick_params(length=0.0, labelcolor=SOFT, labelsize=small, labeltop=True, labelbottom=False)
    described = []
    for number, shown in enumerate(chart.rows):
        bottom = row * (number + 1) - 2.0
        label = canvas.plain(shown.label)
        if canvas.narrow:
            axes.annotate(
                textwrap.shorten(label, 52, placeholder="…"),
                (0.0, row * number + 3.0),
                va="top",
                fontsize=SIZE - 1.5,
            )
        else:
            for place, line in enumerate(lines := textwrap.wrap(label, 30)[:_LABEL_LINES]):
                axes.annotate(
                    line,
                    (0.0, row * (number + 0.5)),
                    xytext=(-8.0, (len(lines) - 1) * 6.0 - 12.0 * place),
                    textcoords="offset points",
                    ha="right",
                    va="center_baseline",
                    fontsize=SIZE - 2.5,
                )
        words = []
        for place, key in enumerate(shown.figures):
            value = canvas.figures[key].quantity.value if key else None
            strength = 0.0 if value is None else min(abs(value) / _FULL, 1.0)
            axes.add_patch(
                _field(place, bottom - _ROW + 4.0, value, strength),
            )
            if key and value is not None:
                text = canvas.printed(key, "number")
                axes.annotate(
                    text,
                    (place + 0.5, bottom - _ROW / 2 + 2.0),
                    ha="center",
                    va="center_baseline",
                    fontsize=small,
                )
                words.append(f"{canvas.plain(chart.columns[place])} {text}")
        described.append(f"{label}: {', '.join(words)}")
    return drawing, described


def _field(place: int, top: float, value: float | None, strength: float) -> object:
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
