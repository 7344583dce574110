"""What a reader with one minute reads, and how the figures were made."""

from __future__ import annotations

import itertools
from dataclasses import replace

from hanoi_ct.quantities.printed import printed_decimals
from hanoi_ct.quantities.quantity import OtherValue
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.document import Block, Bullets, Column, FigureCell, Paragraph, Row, Table
from hanoi_ct.statements.figure import Figure
from hanoi_ct.statements.formatting import date_text, figure_text
from hanoi_ct.statements.wording import same
from hanoi_ct.text import Language, Text

_HEADLINE = (
    "production.total",
    "exports.value",
    "exports.growth",
    "zones.revenue",
    "zones.capital",
    "late_projects.count",
)


def headline(book: FigureBook) -> tuple[str, ...]:
    """The figures that stand at the top of the report."""
    return tuple(key for key in _HEADLINE if book.knew(key))


def summary(book: FigureBook, now: Text) -> tuple[Block, ...]:
    """The main statements, each only if its figures are known, and what cannot be judged."""
    items: list[Text] = []
    for alternatives in _STATEMENTS:
        fitting = (text for needed, text in alternatives if book.knew(*needed))
        items.extend(itertools.islice(fitting, 1))
    if not items:
        return (
            Paragraph(
                Text(
                    "Hầu như chưa có chỉ tiêu công thương chủ yếu nào của Hà Nội <now> được công "
                    "bố khi lập báo cáo; từng mục dưới đây nói rõ còn thiếu gì.",
                    "Hardly any of the main indicators of Hanoi for <now> were published when "
                    "the report was due; each section says what is missing.",
                ).fill(now=now),
                "absent",
            ),
        )
    weight = Text("", "")
    if book.has("divisions.largest_weight"):
        weight = Text(
            ", tỷ trọng của các ngành tăng nhanh trong chỉ số",
            ", and the weight of the fastest divisions in the index",
        )
    items.append(_NOT_JUDGED.fill(weight=weight))
    return (Bullets(tuple(items)),)


_NOT_JUDGED = Text(
    "Chưa đủ số liệu công bố để đánh giá: chuyển dịch thị trường xuất khẩu từ Trung Quốc sang "
    "ASEAN<weight>.",
    "Too little is published to judge: a shift of exports from China to ASEAN<weight>.",
)

# Each statement with the figures it needs; of alternatives the first that fits is made.
_Statement = tuple[tuple[str, ...], Text]
_STATEMENTS: tuple[tuple[_Statement, ...], ...] = (
    (
        (
            ("production.total", "production.difference"),
            Text(
                "Sản xuất công nghiệp {production.total:change}, tốc độ "
                "{production.difference:comparison} so với cùng kỳ năm trước.",
                "Industrial production was {production.total:change}, the rate "
                "{production.difference:comparison} than a year before.",
            ),
        ),
        (
            ("production.total",),
            Text(
                "Sản xuất công nghiệp {production.total:change} so với cùng kỳ năm trước.",
                "Industrial production was {production.total:change} on the year before.",
            ),
        ),
    ),
    (
        (
            ("exports.value", "exports.growth", "exports.rate_ratio"),
            Text(
                "Xuất khẩu đạt {exports.value}, {exports.growth:change}; tốc độ này gấp "
                "{exports.rate_ratio} tốc độ cùng kỳ, còn kim ngạch bằng {exports.multiple} cùng "
                "kỳ.",
                "Exports were {exports.value}, {exports.growth:change}; the rate is "
                "{exports.rate_ratio} last year's, the turnover {exports.multiple} last year's.",
            ),
        ),
        (
            ("exports.value", "exports.growth"),
            Text(
                "Xuất khẩu đạt {exports.value}, {exports.growth:change}.",
                "Exports were {exports.value}, {exports.growth:change}.",
            ),
        ),
        (
            ("exports.value",),
            Text("Xuất khẩu đạt {exports.value}.", "Exports were {exports.value}."),
        ),
        (
            ("exports.growth",),
            Text(
                "Xuất khẩu {exports.growth:change} so với cùng kỳ năm trước.",
                "Exports were {exports.growth:change} on the year before.",
            ),
        ),
    ),
    (
        (
            ("exports.base.gap.tight",),
            Text(
                "Số liệu xuất khẩu cần rà soát: tốc độ tăng và số cùng kỳ đã công bố, hiểu chặt, "
                "lệch nhau {exports.base.gap.tight}.",
                "The export figures need a look: the rate and the published base, read tightly, "
                "are {exports.base.gap.tight} apart.",
            ),
        ),
    ),
    (
        (
            ("exports.needed", "exports.target.low"),
            Text(
                "Để đạt mục tiêu xuất khẩu cả năm, các tháng còn lại cần tốc độ "
                "{exports.needed:interval} so với cùng kỳ (theo giả định).",
                "To meet the year's export target the remaining months need "
                "{exports.needed:interval} on the year before (under an assumption).",
            ),
        ),
    ),
    (
        (
            ("value_added.needed",),
            Text(
                "Giá trị tăng thêm công nghiệp – xây dựng 6 tháng đầu năm "
                "{value_added.growth:change}; 6 tháng cuối năm cần tăng "
                "{value_added.needed:interval} mới đạt mục tiêu (theo giả định).",
                "Value added of industry and construction was {value_added.growth:change} in the "
                "first half; the second needs {value_added.needed:interval} to meet the target "
                "(under an assumption).",
            ),
        ),
    ),
    (
        (
            ("consumption.gap",),
            Text(
                "Ngành chế biến, chế tạo: sản xuất {production.section.C:change}, tiêu thụ "
                "{consumption:change}.",
                "Manufacturing: production was {production.section.C:change}, shipments "
                "{consumption:change}.",
            ),
        ),
    ),
)


def closing(book: FigureBook) -> tuple[Block, ...]:
    """How the figures were made, and where pages differ."""
    blocks: list[Block] = [
        Bullets(
            (
                Text(
                    "Công bố: số liệu chép nguyên từ trang nguồn. Tính toán: suy ra từ số công bố "
                    "theo công thức ghi kèm. Ước lượng: kết quả của phương pháp thống kê. Giả "
                    "định: do báo cáo đặt ra, có ghi rõ.",
                    "Published: taken from the page as it stands. Computed: follows from published "
                    "figures by the formula shown. Estimated: the result of a statistical method. "
                    "Assumed: set by this report, and labelled so.",
                ),
                Text(
                    "Mỗi số đã làm tròn được coi là một khoảng (7,4% là từ 7,35% đến 7,45%) và mọi "
                    "phép tính đều thực hiện trên hai đầu của khoảng. Số in ra làm tròn một lần, "
                    "theo cách làm tròn thập phân thông thường (nửa thì lên).",
                    "Every rounded number is an interval (7.4% is 7.35% to 7.45%), and everything "
                    "is computed at both ends. Printed numbers are rounded once, half up.",
                ),
                Text(
                    "“Gần”, “trên” được hiểu chặt là trong nửa đơn vị của chữ số cuối, hiểu rộng "
                    "là trong một đơn vị.",
                    "“Nearly” and “over” mean within half a unit of the last digit in the tight "
                    "reading, within one unit in the loose one.",
                ),
                Text(
                    "Khi các trang nêu khác nhau, dùng số mới nhất đã biết khi lập báo cáo; "
                    "các số khác ghi ở bảng dưới đây.",
                    "Where pages differ, the latest known when the report was due is used; "
                    "the others are listed below.",
                ),
            )
        )
    ]
    differing = [figure for figure in book.figures.values() if figure.quantity.others]
    if differing:
        blocks.append(_differences(differing))
    return tuple(blocks)


def _differences(figures: list[Figure]) -> Table:
    rows = (
        _difference_row(figure, other) for figure in figures for other in figure.quantity.others
    )
    return Table(
        "differences",
        Text("Số liệu các trang nêu khác nhau", "Figures on which pages differ"),
        (
            Column(Text("Chỉ tiêu", "Figure"), numeric=False),
            Column(Text("Số đã dùng", "Used")),
            Column(Text("Số khác", "Other")),
            Column(Text("Công bố", "Published"), numeric=False),
            Column(Text("Trang", "Page"), numeric=False),
        ),
        tuple(rows),
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
            Text(_other_text(figure, other, "vi"), _other_text(figure, other, "en")),
            when,
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
