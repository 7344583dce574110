"""Names of sections and ready-made cells and blocks that several chapters share."""

from __future__ import annotations

from collections.abc import Sequence

from hanoi_ct import measures
from hanoi_ct.indicators.lookup import LeftOut
from hanoi_ct.quantities.quantity import Quantity
from hanoi_ct.report.book import FigureBook
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

# The same in as few words as a title has room for.
SHORT_NAMES = {
    "B": Text("khai khoáng", "mining"),
    "C": Text("chế biến, chế tạo", "manufacturing"),
    "D": Text("điện, khí đốt", "electricity and gas"),
    "E": Text("nước, rác thải", "water and waste"),
}

NOT_FOUND = Text("chưa tìm thấy", "not found")
NO_VALUE = Text("–", "–")


def cell(key: str, known: bool, style: Style = "value") -> Cell:
    """A figure, or that it was not found."""
    return FigureCell(key, style) if known else NOT_FOUND


def extremes(named: Sequence[tuple[Text, str]], book: FigureBook, instead: Text) -> Text:
    """What a chart of rates says: which rose most, and which least or fell most.

    With fewer than two numbers it has nothing to say but what it shows: ``instead``.
    """
    rates = {
        key: (value, name)
        for name, key in named
        if (value := book.figures[key].quantity.value) is not None
    }
    if len(rates) <= 1:
        return instead
    top, bottom = (pick(rates, key=lambda key: rates[key][0]) for pick in (max, min))
    (_, first), (_, last) = rates[top], rates[bottom]
    last = Text(within(last.vi), within(last.en))
    said = f"<first> {{{top}:change}}, <last> {{{bottom}:change}}: <instead>"
    shown = Text(within(instead.vi), within(instead.en))
    words = Text(said, said).fill(first=first, last=last, instead=shown)
    return Text(words.vi[:1].upper() + words.vi[1:], words.en[:1].upper() + words.en[1:])


def within(name: str) -> str:
    """A name as it stands within a sentence; one in capitals stays.

    Examples
    --------
    >>> within("Xi măng"), within("Ô tô"), within("LPG")
    ('xi măng', 'ô tô', 'LPG')
    """
    small = name[1:2].islower() or name[1:2] == " "
    return name[:1].lower() + name[1:] if small else name


def than(difference: Quantity | None) -> Text:
    """The word behind a comparison as it is printed: higher than, the same as."""
    if difference is None or difference.value is None:
        return Text("so với", "than")
    rounded = float(measures.round_half_up(difference.value, difference.decimals))
    return Text("so với", "than") if rounded else Text("với", "as")


def of_plan(line: str, book: FigureBook) -> Text:
    """How much of the year's plan a line of the standard table has reached; empty without one."""
    key = f"standard.{line}.of_plan"
    if not book.has(key):
        return Text("", "")
    return Text(f", bằng {{{key}:plain}} kế hoạch năm", f", {{{key}:plain}} of the year's plan")


def left_out(reasons: tuple[LeftOut, ...]) -> list[Block]:
    """Which published figures are not used, and why; nothing where there are none."""
    if not reasons:
        return []
    return [
        Paragraph(Text("Số liệu không dùng:", "Figures not used:")),
        Bullets(tuple(Text(one.reason_vi, one.reason_en) for one in reasons)),
    ]
