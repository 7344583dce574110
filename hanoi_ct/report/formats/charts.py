"""Charts of the document model, as SVG of the page or as pictures of a document.

Matplotlib lays a chart out; :func:`_inline` then makes its SVG part of the page: text stays
text in the page's font (so Vietnamese letters are right wherever the page's own are), colours
become the page's CSS variables, and identifiers are made unique within the page. The same
chart always gives the same bytes.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

from hanoi_ct.report.document import (
    BarChart,
    Chart,
    HeatMap,
    LineChart,
    RevisionChart,
    TargetChart,
    Waterfall,
)
from hanoi_ct.report.formats.chart_bars import bar_chart, revision_chart, waterfall
from hanoi_ct.report.formats.chart_canvas import (
    NARROW,
    POINTS_PER_INCH,
    VARIABLES,
    WIDE,
    Canvas,
    Figures,
    settings,
)
from hanoi_ct.report.formats.chart_grids import heat_map
from hanoi_ct.report.formats.chart_lines import line_chart
from hanoi_ct.report.formats.fonts import Font
from hanoi_ct.text import Language

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Drawing

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_PICTURE_DPI = 220


class Picture(NamedTuple):
    """A chart as a picture: its bytes, its width in inches, and what it shows in words."""

    data: bytes
    width: float
    description: str


def chart_svg(chart: Chart, figures: Figures, language: Language, *, narrow: bool = False) -> str:
    """Draw a chart for the page.

    Parameters
    ----------
    chart : Chart
    figures : mapping of str to Figure
        The figures of the report.
    language : {"vi", "en"}
    narrow : bool, default False
        Whether to lay it out for a phone.

    Returns
    -------
    str
        An ``<svg>`` element with a title and a description that states every value drawn.
    """
    canvas = Canvas(figures, language, NARROW if narrow else WIDE)
    with settings():
        drawing, description = _drawn(chart, canvas)
        buffer = io.StringIO()
        drawing.savefig(
            buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None}
        )
    key = f"{chart.key}-narrow" if narrow else chart.key
    title = canvas.plain(chart.title)
    return _inline(buffer.getvalue(), key, title, "; ".join(description) + ".")


def chart_picture(
    chart: Chart, figures: Figures, language: Language, font: Font, *, form: str = "png"
) -> Picture:
    """Draw a chart as a picture of its own, ``png`` or ``svg``, in the font of a document."""
    canvas = Canvas(figures, language)
    # Outlines in SVG: the letters of a picture must not depend on the reader's fonts.
    with settings(**{"svg.fonttype": "path", "font.family": font.in_charts()}):
        drawing, description = _drawn(chart, canvas)
        buffer = io.BytesIO()
        drawing.savefig(
            buffer,
            format=form,
            dpi=_PICTURE_DPI,
            facecolor="white",
            metadata={"Date": None, "Creator": None} if form == "svg" else {"Software": None},
        )
    title = canvas.plain(chart.title)
    words = f"{title}. {'; '.join(description)}."
    return Picture(buffer.getvalue(), canvas.width / POINTS_PER_INCH, words)


def _drawn(chart: Chart, canvas: Canvas) -> tuple[Drawing, list[str]]:
    """The drawing of a chart, and the values in it in words."""
    match chart:
        case LineChart():
            return line_chart(chart, canvas)
        case Waterfall():
            return waterfall(chart, canvas)
        case HeatMap():
            return heat_map(chart, canvas)
        case RevisionChart():
            return revision_chart(chart, canvas)
        case BarChart() | TargetChart():
            return bar_chart(chart, canvas)


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
        for colour, variable in VARIABLES.items():
            value = value.replace(colour, f"var({variable}, {colour})")
    return value


def _longhand(match: re.Match[str]) -> str:
    """Weight and size of a CSS font shorthand, without its family."""
    weight = f"font-weight: {match[1]}; " if match[1] else ""
    return f"{weight}font-size: {match[2]}"
