"""The month on the month before without season and Tết, or why it is not there."""

from __future__ import annotations

from hanoi_ct.indicators.adjusted import adjusted_month
from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.document import Block, Paragraph
from hanoi_ct.statements.wording import month_text
from hanoi_ct.text import Text

_KEY = "production.month.adjusted"
_LABEL = Text(
    "Chỉ số sản xuất công nghiệp <when> so với tháng trước, loại trừ yếu tố mùa vụ và Tết",
    "Industrial production <when> on the month before, without season and Tết",
)
_FORMULA = Text(
    "Chuỗi tháng liên tiếp theo mức tăng so với tháng trước đã công bố, loại trừ Tết, ngày làm "
    "việc và mùa vụ (STL)",
    "The chain of published rates on the month before, less Tết, working days and the season (STL)",
)
_TOO_SHORT = Text(
    "Chưa tìm thấy trong bộ số liệu mức tăng so với tháng trước của ba năm liên tục, nên chưa loại "
    "trừ được yếu tố mùa vụ và Tết.",
    "The data do not hold month-on-month rates of three years in a row, so nothing is adjusted for "
    "season and Tết.",
)


_FAILED = Text(
    "Chưa loại trừ yếu tố mùa vụ và Tết: chuỗi tháng của báo cáo không điều chỉnh được.",
    "Not adjusted for season and Tết: the months of the report could not be adjusted.",
)


def adjusted(tables: Tables, book: FigureBook) -> list[Block]:
    """Return one paragraph: the adjusted month, or why there is none."""
    found = adjusted_month(tables)
    if found.growth is None:
        if found.months < found.needed:
            return [Paragraph(_TOO_SHORT, "absent")]
        return [Paragraph(_FAILED)]
    when = month_text(tables.period)
    book.add(_KEY, _LABEL.fill(when=when), found.growth, _FORMULA)
    words = Text(
        "Loại trừ yếu tố mùa vụ và Tết, chỉ số <when> {<key>:change} so với tháng trước.",
        "Without season and Tết, the index {<key>:change} in <when> on the month before.",
    )
    return [Paragraph(words.fill(when=when, key=Text(_KEY, _KEY)))]
