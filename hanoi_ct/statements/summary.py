"""What a reader with one minute reads, and how the figures were made."""

from __future__ import annotations

from dataclasses import replace

from hanoi_ct.indicators.quantity import OtherValue, printed_decimals

from .book import FigureBook
from .formatting import figure_text
from .model import Block, Bullets, Column, Figure, Language, Paragraph, Row, Table, Text
from .wording import same

_HEADLINE = (
    "production.total",
    "exports.value",
    "exports.growth",
    "zones.revenue",
    "late_projects.count",
)


def headline(book: FigureBook) -> tuple[str, ...]:
    """The figures that stand at the top of the report."""
    return tuple(key for key in _HEADLINE if book.has(key))


def summary(book: FigureBook, now: Text) -> tuple[Block, ...]:
    """The main statements, each only if its figures are known."""
    items = [text for needed, text in _STATEMENTS if book.has(*needed)]
    for needed, text in _IF_NOT_MORE:
        if book.has(needed[0]) and not book.has(*needed):
            items.append(text)
    if not items:
        return (
            Paragraph(
                Text(
                    "Các bảng số liệu hầu như không có chỉ tiêu công thương chủ yếu nào của Hà Nội "
                    "<now>; từng mục dưới đây nói rõ thiếu số liệu gì.",
                    "The tables hold hardly any of the main indicators of Hanoi for <now>; each "
                    "section says what is missing.",
                ).fill(now=now),
                "absent",
            ),
        )
    return (Bullets(tuple(items)),)


_STATEMENTS: tuple[tuple[tuple[str, ...], Text], ...] = (
    (
        ("production.total", "production.difference"),
        Text(
            "Sản xuất công nghiệp {production.total:change}, tốc độ "
            "{production.difference:comparison} so với cùng kỳ.",
            "Industrial production was {production.total:change}, the rate "
            "{production.difference:comparison} than a year before.",
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
        ("exports.base.gap.tight",),
        Text(
            "Tốc độ tăng xuất khẩu và số cùng kỳ đã công bố không khớp nhau nếu hiểu chặt: cách "
            "nhau {exports.base.gap.tight}.",
            "The growth of exports and the published base do not agree under a tight reading: "
            "they are {exports.base.gap.tight} apart.",
        ),
    ),
    (
        ("exports.needed", "exports.target.low"),
        Text(
            "So với mục tiêu năm về xuất khẩu, phần còn lại của năm cần {exports.needed:interval} "
            "(theo giả định).",
            "For the year's export target the rest of the year needs {exports.needed:interval} "
            "(under an assumption).",
        ),
    ),
    (
        ("value_added.needed",),
        Text(
            "Giá trị tăng thêm công nghiệp – xây dựng {value_added.growth:change}; 6 tháng cuối "
            "năm cần {value_added.needed:interval} mới đạt mục tiêu (theo giả định).",
            "Value added of industry and construction was {value_added.growth:change}; the second "
            "half needs {value_added.needed:interval} to meet the target (under an assumption).",
        ),
    ),
    (
        ("consumption.gap",),
        Text(
            "Ngành chế biến, chế tạo: sản xuất {production.section.C:change}, tiêu thụ "
            "{consumption:change}.",
            "Manufacturing: production was {production.section.C:change}, shipments "
            "{consumption:change}.",
        ),
    ),
)

# A statement for a single figure, where the fuller one above could not be made.
_IF_NOT_MORE: tuple[tuple[tuple[str, str], Text], ...] = (
    (
        ("production.total", "production.difference"),
        Text(
            "Sản xuất công nghiệp {production.total:change} so với cùng kỳ.",
            "Industrial production was {production.total:change} on the year before.",
        ),
    ),
    (
        ("exports.value", "exports.growth"),
        Text("Xuất khẩu đạt {exports.value}.", "Exports were {exports.value}."),
    ),
    (
        ("exports.growth", "exports.value"),
        Text(
            "Xuất khẩu {exports.growth:change} so với cùng kỳ.",
            "Exports were {exports.growth:change} on the year before.",
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
                    "Khi các trang nêu khác nhau, dùng số công bố sớm nhất sau khi kỳ kết thúc; "
                    "các số khác ghi ở bảng dưới đây.",
                    "Where pages differ, the earliest published after the period ended is used; "
                    "the others are listed below.",
                ),
            )
        )
    ]
    differing = [figure for figure in book.figures.values() if figure.others]
    if differing:
        blocks.append(_differences(differing))
    return tuple(blocks)


def _differences(figures: list[Figure]) -> Table:
    rows = []
    for figure in figures:
        for other in figure.others:
            later = Text(" (công bố sau)", " (published later)")
            when = other.source.published or "–"
            rows.append(
                Row(
                    (
                        figure.label,
                        Text(figure_text(figure, "vi"), figure_text(figure, "en")),
                        Text(
                            _other_text(figure, other, "vi"),
                            _other_text(figure, other, "en"),
                        ),
                        Text(
                            when + (later.vi if other.published_later else ""),
                            when + (later.en if other.published_later else ""),
                        ),
                        same(other.source.page),
                    )
                )
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


def _other_text(figure: Figure, other: OtherValue, language: Language) -> str:
    digits = max(figure.decimals, printed_decimals(other.value, "exact"))
    shown = replace(
        figure, value=other.value, qualifier=other.qualifier, decimals=digits, printed=None
    )
    return figure_text(shown, language)
