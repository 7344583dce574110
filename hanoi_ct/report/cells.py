"""Names of sections and ready-made cells and blocks that several chapters share."""

from __future__ import annotations

from hanoi_ct.indicators.lookup import LeftOut
from hanoi_ct.report.document import Block, Bullets, Cell, FigureCell, Paragraph
from hanoi_ct.statements.figure import Style
from hanoi_ct.text import Text

SECTION_NAMES = {
    "TOTAL": Text("Toàn ngành công nghiệp", "Total industry"),
    "B": Text("Khai khoáng", "Mining and quarrying"),
    "C": Text("Công nghiệp chế biến, chế tạo", "Manufacturing"),
    "D": Text(
        "Sản xuất và phân phối điện, khí đốt, nước nóng, hơi nước và điều hòa không khí",
        "Electricity, gas, steam and air conditioning supply",
    ),
    "E": Text(
        "Cung cấp nước; hoạt động quản lý và xử lý rác thải, nước thải",
        "Water supply; sewerage, waste management and remediation",
    ),
    "D_E": Text("Điện, khí đốt và nước, rác thải", "Electricity, gas, water and waste"),
}

NOT_FOUND = Text("chưa tìm thấy", "not found")
NO_VALUE = Text("–", "–")


def cell(key: str, known: bool, style: Style = "value") -> Cell:
    """A figure, or that it was not found."""
    return FigureCell(key, style) if known else NOT_FOUND


def left_out(reasons: tuple[LeftOut, ...]) -> list[Block]:
    """Which published figures are not used, and why; nothing where there are none."""
    if not reasons:
        return []
    return [
        Paragraph(Text("Số liệu không dùng:", "Figures not used:")),
        Bullets(tuple(Text(one.reason_vi, one.reason_en) for one in reasons)),
    ]
