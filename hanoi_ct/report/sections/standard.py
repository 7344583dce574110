"""The standard table: plan, last month, this month, year to date, and how each compares."""

from __future__ import annotations

from hanoi_ct._inputs.months import add_months
from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.indicators.standard import COLUMNS, Line, standard_lines
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.cells import SECTION_NAMES, within
from hanoi_ct.report.document import Block, Cell, Column, FigureCell, Row, Section, Table
from hanoi_ct.statements.formatting import unit_text
from hanoi_ct.statements.wording import month_text, period_text
from hanoi_ct.text import Text

NOT_FOUND, NOT_APPLICABLE = Text("…", "…"), Text("–", "–")

_NAMES = {
    "manufacturing_consumption_index": Text("Chỉ số tiêu thụ", "Shipments index"),
    "manufacturing_inventory_index": Text("Chỉ số tồn kho", "Inventory index"),
    "industrial_employment_index": Text("Chỉ số sử dụng lao động", "Labour index"),
    "retail": Text(
        "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ", "Retail sales of goods and services"
    ),
    "cpi": Text("Chỉ số giá tiêu dùng", "Consumer price index"),
    "exports": Text("Kim ngạch xuất khẩu", "Exports"),
    "exports_domestic": Text("Xuất khẩu khu vực trong nước", "Exports of domestic enterprises"),
    "exports_fdi": Text(
        "Xuất khẩu khu vực có vốn đầu tư nước ngoài", "Exports of foreign-invested enterprises"
    ),
    "imports": Text("Kim ngạch nhập khẩu", "Imports"),
    "fdi": Text("Thu hút đầu tư nước ngoài", "Foreign direct investment"),
    "zones_new": Text("Dự án mới trong các khu công nghiệp", "New projects in industrial zones"),
    "zones_revenue": Text("Doanh thu khu công nghiệp", "Revenue of industrial zones"),
    "electricity": Text("Điện thương phẩm", "Electricity sold"),
    "new_enterprises": Text("Doanh nghiệp thành lập mới", "New enterprises"),
}
_HEADS = {
    "plan": Text("Kế hoạch năm", "Plan of the year"),
    "last_month": Text("Chính thức <before>", "Official, <before>"),
    "month": Text("Ước <now>", "Estimate, <now>"),
    "to_date": Text("Cộng dồn", "Year to date"),
    "mom": Text("So tháng trước (%)", "On the month before (%)"),
    "yoy": Text("So cùng kỳ (%)", "Year on year (%)"),
    "ytd": Text("Cộng dồn so cùng kỳ (%)", "Year to date, year on year (%)"),
    "of_plan": Text("So kế hoạch (%)", "Of the plan (%)"),
}
# The level that a rate computed from levels ends at.
_LEVELS = {"mom": "month", "yoy": "month", "ytd": "to_date"}
# A rate that another chapter already keeps, under its key there.
_SHARED = {("iip.TOTAL", "ytd"): "production.total"} | {
    (f"iip.{code}", "ytd"): f"production.section.{code}" for code in "BCDE"
}


def section(tables: Tables, number: int, book: FigureBook) -> Section | None:
    """The table as an annex; None where no figure of it is known."""
    lines = standard_lines(tables)
    if not lines:
        return None
    now = month_text(tables.period)
    before = month_text(add_months(tables.period, -1))
    rows = [_row(line, tables, book) for line in lines]
    title = Text("Biểu số liệu tổng hợp <when>", "Standard table, <when>")
    table = Table(
        "standard",
        title.fill(when=period_text(*tables.year_to_date)),
        (
            Column(Text("Chỉ tiêu", "Indicator"), numeric=False),
            Column(Text("Đơn vị", "Unit"), numeric=False),
            *(Column(_HEADS[name].fill(now=now, before=before)) for name in COLUMNS),
        ),
        tuple(rows),
        note=Text(
            "…: chưa tìm thấy trong bộ số liệu; –: không áp dụng. Các cột so sánh là tốc độ tăng "
            "(5,0 là tăng 5,0%), riêng cột cuối là tỷ lệ hoàn thành.",
            "…: not found in the data; –: not applicable. Comparisons are growth rates (5.0 is a "
            "rise of 5.0%); the last column is attainment.",
        ),
        wide=True,
    )
    blocks: tuple[Block, ...] = (table,)
    return Section(
        number, "standard", Text("Biểu số liệu tổng hợp", "Standard table"), blocks, annex=True
    )


def _row(line: Line, tables: Tables, book: FigureBook) -> Row:
    name = _name(line.key)
    unit = line.unit if line.unit != "percent" else ""
    words = Text(unit_text(unit, "vi"), unit_text(unit, "en")) if unit else Text("%", "%")
    cells: list[Cell] = [name, words]
    cells.extend(_cell(line, column, name, book) for column in COLUMNS)
    return Row(tuple(cells), emphasis=line.key in ("iip.TOTAL", "exports", "retail"))


def _name(key: str) -> Text:
    if key.startswith("iip."):
        code = key.removeprefix("iip.")
        words = SECTION_NAMES[code]
        if code == "TOTAL":
            return Text("Chỉ số sản xuất công nghiệp", "Industrial production")
        return words
    return _NAMES[key]


def _lowered(head: str) -> str:
    """The head of a column as it stands behind a name: the unit is said by the figure."""
    return within(head.removesuffix(" (%)"))


def _cell(line: Line, column: str, name: Text, book: FigureBook) -> Cell:
    if column in line.not_applicable:
        return NOT_APPLICABLE
    quantity = line.figures.get(column)
    if quantity is None:
        return NOT_FOUND
    key = _SHARED.get((line.key, column), "")
    if not key or not book.has(key):
        key = f"standard.{line.key}.{column}"
        head = _HEADS[column].fill(
            now=month_text(quantity.period_end), before=month_text(quantity.period_end)
        )
        label = Text(f"{name.vi}, {_lowered(head.vi)}", f"{name.en}, {_lowered(head.en)}")
        of = None
        prefix = f"standard.{line.key}"
        if column == "of_plan":
            of = {"part": f"{prefix}.to_date", "total": f"{prefix}.plan"}
        elif column in line.bases:
            base = line.bases[column]
            when = period_text(base.period_start, base.period_end)
            book.add(f"{key}.base", Text(f"{name.vi}, {when.vi}", f"{name.en}, {when.en}"), base)
            of = {"level": f"{prefix}.{_LEVELS[column]}", "base": f"{key}.base"}
        book.add(key, label, quantity, of=of)
    return FigureCell(key, "hedged_number")
