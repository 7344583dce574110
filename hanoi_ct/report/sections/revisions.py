"""What other pages stated before, and how figures were revised."""

from __future__ import annotations

from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.document import Bar, Block, Paragraph, RevisionChart, Section
from hanoi_ct.report.sections.summary import differences
from hanoi_ct.statements.figure import Figure
from hanoi_ct.text import Text

_MOST_BARS = 8
_LEAST, _MOST = -30.0, 30.0


def section(book: FigureBook, number: int) -> Section | None:
    """The figures with more than one published value; None where there are none."""
    differing = [
        figure
        for figure in book.figures.values()
        if figure.quantity.kind == "published" and figure.quantity.others
    ]
    if not differing:
        return None
    lead = Text(
        f"{len(differing)} con số có nhiều giá trị đã công bố. Báo cáo dùng giá trị mới nhất đã "
        "biết "
        "khi lập; các giá trị khác ghi dưới đây.",
        f"{len(differing)} figures have more than one published value. The report uses the latest "
        "known when it was made; the others are listed below.",
    )
    blocks: list[Block] = [Paragraph(lead)]
    rates = [figure for figure in differing if _charted(figure)][:_MOST_BARS]
    if rates:
        bars = tuple(Bar(figure.label, figure.key) for figure in rates)
        title = Text(
            "Các lần công bố của cùng một con số (chấm đặc: số đã dùng), %",
            "Published values of the same figure (full dot: the one used), %",
        )
        blocks.append(RevisionChart("revisions.chart", title, bars))
    blocks.append(differences(differing))
    title = Text("Điều chỉnh số liệu", "Revisions")
    return Section(number, "revisions", title, tuple(blocks))


def _charted(figure: Figure) -> bool:
    """Whether a figure is a rate whose values lie close enough to share an axis."""
    quantity = figure.quantity
    values = [other.value for other in quantity.others]
    return quantity.unit == "percent" and all(_LEAST < value < _MOST for value in values)
