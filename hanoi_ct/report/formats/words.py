"""The words of the renderers themselves.

What the report says comes as :class:`~hanoi_ct.report.document.Text` from the document
model; here stand only headings, marks and labels that every report shares.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from hanoi_ct.quantities.quantity import Kind
from hanoi_ct.report.document import Role, Table
from hanoi_ct.statements.figure import Figure
from hanoi_ct.statements.formatting import kind_text
from hanoi_ct.text import Language, Text


class Words(NamedTuple):
    """The shared words in one language."""

    appendix: str
    at_a_glance: str
    calculation: str
    caveat: str
    check: str
    contents: str
    data: str
    figure: str
    formula: str
    gap: str
    implied: str
    interval: str
    kind: str
    kinds: str
    later: str
    later_mark: str
    legend: str
    method: str
    months: tuple[str, ...]
    no_data: str
    open_appendix: str
    other_values: str
    period: str
    published_on: str
    reading: str
    result: str
    rows: str
    rows_used: str
    skip: str
    source: str
    sources: str
    sources_title: str
    stated: str
    statement: str
    suggestion: str
    summary: str
    terminal_legend: str
    top: str
    value: str


_WORDS: dict[Language, Words] = {
    "vi": Words(
        appendix="Phụ lục. Toàn bộ số liệu của báo cáo",
        at_a_glance="Số liệu chính",
        calculation="Cách tính, nguồn",
        caveat="Lưu ý",
        check="Đối chiếu theo từng cách hiểu",
        contents="Nội dung",
        data="Bảng số liệu đã dùng",
        figure="Chỉ tiêu",
        formula="Cách tính",
        gap="Khoảng cách",
        implied="Theo số liệu khác",
        interval="Khoảng",
        kind="Loại",
        kinds="Loại số liệu",
        later="Công bố sau kỳ báo cáo",
        later_mark="công bố sau",
        legend=(
            "Số nhỏ sau một con số là số thứ tự của nguồn; chữ T chỉ số tính toán, "
            "Ư số ước lượng, G số giả định. Bấm vào con số để xem cách tính và nguồn."
        ),
        method="Phương pháp lập báo cáo",
        months=tuple(f"T{month}" for month in range(1, 13)),
        no_data="Chưa tìm thấy trong bộ số liệu",
        open_appendix="Mở danh mục: mỗi con số kèm khoảng, cách tính và nguồn",
        other_values="Nơi khác ghi",
        period="Kỳ",
        published_on="công bố",
        reading="Cách hiểu",
        result="Kết quả",
        rows="dòng",
        rows_used="số dòng đã dùng",
        skip="Đến nội dung chính",
        source="Nguồn",
        sources="Nguồn",
        sources_title="Nguồn số liệu",
        stated="Theo phát biểu",
        statement="Phát biểu",
        suggestion="Đề nghị",
        summary="Tóm tắt",
        terminal_legend=(
            "[1], [2] …: số thứ tự của nguồn; [T] tính toán; [Ư] ước lượng; [G] giả định."
        ),
        top="Về đầu trang",
        value="Giá trị",
    ),
    "en": Words(
        appendix="Annex. All figures of the report",
        at_a_glance="Key figures",
        calculation="Calculation, source",
        caveat="Note",
        check="The check, reading by reading",
        contents="Contents",
        data="Tables used",
        figure="Figure",
        formula="Calculation",
        gap="Gap",
        implied="From other figures",
        interval="Interval",
        kind="Kind",
        kinds="Kinds of figures",
        later="Published after the report month",
        later_mark="published later",
        legend=(
            "A small number after a figure is the number of its source; the letter C "
            "marks a computed figure, E an estimated one, A an assumed one. Follow a figure to "
            "see its calculation and source."
        ),
        method="How the figures were made",
        months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        no_data="No figure found",
        open_appendix="Open the list: each figure with its interval, calculation and source",
        other_values="Stated elsewhere",
        period="Period",
        published_on="published",
        reading="Reading",
        result="Result",
        rows="rows",
        rows_used="rows used",
        skip="Skip to content",
        source="Source",
        sources="Sources",
        sources_title="Sources",
        stated="As stated",
        statement="Statement",
        suggestion="Suggestion",
        summary="Summary",
        terminal_legend=(
            "[1], [2] …: the number of the source; [C] computed; [E] estimated; [A] assumed."
        ),
        top="Back to top",
        value="Value",
    ),
}

# The letter that marks a figure that no page states; a published one bears its source instead.
_KIND_LETTERS: dict[Kind, Text] = {
    "published": Text("", ""),
    "computed": Text("T", "C"),
    "estimated": Text("Ư", "E"),
    "assumed": Text("G", "A"),
}

# Pages that have no address, by the name that stands for them in the tables.
_PAGE_NAMES = {
    "article-2018-09": Text(
        "Bài báo tháng 9/2018 về báo cáo 8 tháng năm 2018 của Sở Công Thương Hà Nội",
        "Press article of September 2018 on the department's 8-month 2018 report",
    )
}


def paragraph_label(role: Role, language: Language) -> str:
    """What a paragraph that limits, lacks or comes later begins with; empty for any other."""
    said = words(language)
    labels: dict[Role, str] = {"caveat": said.caveat, "absent": said.no_data, "later": said.later}
    return labels.get(role, "")


def table_title(table: Table, title: str, language: Language) -> str:
    """The title of a table as paper and terminal print it: one of later figures says so."""
    return f"{title} ({words(language).later_mark})" if table.published_later else title


# How the sources of an office's own figures begin.
OWN = "đơn vị báo cáo"
_OWN_NAME = Text("Đơn vị báo cáo", "The reporting office")


def words(language: Language) -> Words:
    """The shared words of the renderers."""
    return _WORDS[language]


def kind_letter(kind: Kind, language: Language) -> str:
    """The letter after a figure: T computed, Ư estimated, G assumed; empty for a published one."""
    return _KIND_LETTERS[kind].get(language)


def kind_name(figure: Figure, language: Language) -> str:
    """Where a figure comes from: published, computed ..., or reported by the office itself."""
    quantity = figure.quantity
    pages = [source.page for source in quantity.sources]
    if quantity.kind == "published" and pages and all(page.startswith(OWN) for page in pages):
        return _OWN_NAME.get(language).lower() if language == "vi" else "reported"
    return kind_text(quantity.kind, language)


def page_name(page: str, language: Language) -> str:
    """What a reader is shown for a source page: its address without scheme, or its name."""
    if page in _PAGE_NAMES:
        return _PAGE_NAMES[page].get(language)
    if page.startswith(OWN):
        return _OWN_NAME.get(language) + page.removeprefix(OWN)
    return re.sub(r"^https?://(www\.)?", "", page).rstrip("/")
