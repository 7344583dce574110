"""What other pages stated before, and how figures were revised."""

from __future__ import annotations

from dataclasses import replace

from hanoi_ct._inputs.months import months_between
from hanoi_ct.quantities.printed import Qualifier, printed_decimals
from hanoi_ct.quantities.quantity import OtherValue, Source
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.cells import NO_VALUE
from hanoi_ct.report.document import (
    Bar,
    Block,
    Column,
    FigureCell,
    Paragraph,
    RevisionChart,
    Row,
    Section,
    Table,
)
from hanoi_ct.statements.figure import Figure
from hanoi_ct.statements.formatting import date_text, figure_text
from hanoi_ct.statements.wording import same
from hanoi_ct.text import Language, Text

TITLE = Text("Điều chỉnh số liệu", "Revisions")
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
        f"Có {len(differing)} con số có nhiều giá trị đã công bố. Báo cáo dùng giá trị mới nhất đã "
        "biết "
        "khi lập; các giá trị khác ghi dưới đây.",
        f"{_figures(len(differing))} more than one published value. The report uses the latest "
        "known when it was made; the others are listed below.",
    )
    blocks: list[Block] = [Paragraph(lead)]
    rates = [figure for figure in differing if _charted(figure)][:_MOST_BARS]
    if len(rates) > 1:
        bars = tuple(Bar(figure.label, figure.key) for figure in rates)
        title = Text(
            f"Có {len(rates)} tốc độ tăng đã đổi giữa các lần công bố (chấm đặc: số đã dùng), %",
            f"There are {len(rates)} rates that changed from one publication to the next "
            "(full dot: the one used), %",
        )
        blocks.append(RevisionChart("revisions.chart", title, bars))
    blocks.append(differences(differing))
    return Section(number, "revisions", TITLE, tuple(blocks))


def _figures(number: int) -> str:
    return "1 figure has" if number == 1 else f"{number} figures have"


def _charted(figure: Figure) -> bool:
    """Whether a figure is a rate whose values lie close enough to share an axis."""
    quantity = figure.quantity
    values = [other.value for other in quantity.others]
    return quantity.unit == "percent" and all(_LEAST < value < _MOST for value in values)


def differences(figures: list[Figure]) -> Table:
    """The values that other pages state, beside the one used."""
    rows = (
        _difference_row(figure, other) for figure in figures for other in figure.quantity.others
    )
    return Table(
        "differences",
        Text("Số liệu các trang nêu khác nhau", "Figures on which pages differ"),
        (
            Column(Text("Chỉ tiêu", "Figure"), numeric=False),
            Column(Text("Số đã dùng", "Used")),
            Column(Text("Trạng thái", "Status"), numeric=False),
            Column(Text("Số khác", "Other")),
            Column(Text("Trạng thái, công bố", "Status, published"), numeric=False),
            Column(Text("Nguồn", "Source"), numeric=False),
        ),
        tuple(rows),
        note=Text(
            "Trạng thái do đơn vị báo cáo nêu; với số công bố thì suy từ ngày công bố: ước tính "
            "nếu trong kỳ, sơ bộ trong 12 tháng sau kỳ, chính thức từ đó về sau.",
            "The status is as the office states it; of a published figure it follows from the "
            "date: estimate if published within the period, preliminary in the twelve months after "
            "it, official from then on.",
        ),
    )


def _difference_row(figure: Figure, other: OtherValue) -> Row:
    when = Text(date_text(other.source.published, "vi"), date_text(other.source.published, "en"))
    if not other.source.published:
        when = Text("không rõ ngày", "date unknown")
    elif other.published_later:
        when = Text(f"{when.vi} (công bố sau)", f"{when.en} (published later)")
    return Row(
        (
            figure.label,
            FigureCell(figure.key),
            _status_of(figure),
            Text(_other_text(figure, other, "vi"), _other_text(figure, other, "en")),
            _dated(status_text(other.source, other.qualifier, figure.quantity.period_end), when),
            same(other.source.page),
        )
    )


def _other_text(figure: Figure, other: OtherValue, language: Language) -> str:
    # The digits of the other page, but no rate without its one decimal: 8.0% beside 8.1%.
    digits = max(min(figure.quantity.decimals, 1), printed_decimals(other.value, "exact"))
    stated = replace(
        figure.quantity,
        value=other.value,
        qualifier=other.qualifier,
        decimals=digits,
        printed=None,
    )
    return figure_text(replace(figure, quantity=stated), language)


_STATUSES = {
    "estimate": Text("ước tính", "estimate"),
    "preliminary": Text("sơ bộ", "preliminary"),
    "official": Text("chính thức", "official"),
}
_OWN = {"ước": "estimate", "sơ bộ": "preliminary", "chính thức": "official"}
# Months after a period within which a published figure is still preliminary.
_PRELIMINARY = 12


def status_text(source: Source, qualifier: Qualifier, period_end: str) -> Text | None:
    """Whether a figure is an estimate, preliminary or official; None where nothing tells.

    Examples
    --------
    >>> page = Source("https://example.org", "2018-09", "hanoi_iip_reported", 2)
    >>> status_text(page, "exact", "2018-08")
    Text(vi='sơ bộ', en='preliminary')
    """
    stated = next((_OWN[word] for word in _OWN if f"({word}):" in source.page), None)
    if stated is not None:
        return _STATUSES[stated]
    if qualifier == "about":
        return _STATUSES["estimate"]
    if len(source.published) < len("YYYY-MM") or not period_end:
        return None
    late = months_between(period_end, source.published[:7])
    if source.published[:7] <= period_end:
        return _STATUSES["estimate"]
    return _STATUSES["preliminary" if late <= _PRELIMINARY else "official"]


def _status_of(figure: Figure) -> Text:
    quantity = figure.quantity
    found = [
        status
        for source in quantity.sources[:1]
        if (status := status_text(source, quantity.qualifier, quantity.period_end))
    ]
    return found[0] if found else NO_VALUE


def _dated(status: Text | None, when: Text) -> Text:
    return Text(f"{status.vi}, {when.vi}", f"{status.en}, {when.en}") if status else when
