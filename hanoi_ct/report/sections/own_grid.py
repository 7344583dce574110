"""A table of the office's own as it is printed: heads, units, cells, gaps, notes."""

from __future__ import annotations

from hanoi_ct.datasets.own import divisions_in_english
from hanoi_ct.indicators.own_tables import OwnColumn, OwnRow, OwnTable
from hanoi_ct.report.cells import SECTION_NAMES
from hanoi_ct.report.document import (
    Cell,
    Column,
    FigureCell,
    Row,
    Table,
)
from hanoi_ct.statements.formatting import unit_text
from hanoi_ct.statements.wording import month_text, period_text, same, short_period
from hanoi_ct.text import Text

TITLES = {
    "product": Text("Sản phẩm công nghiệp chủ yếu", "Main industrial products"),
    "output": Text("Giá trị sản xuất công nghiệp", "Industrial output value"),
    "consumption_inventory": Text("Tiêu thụ và tồn kho", "Shipments and stocks"),
    "labour": Text("Lao động trong doanh nghiệp công nghiệp", "Labour in industrial enterprises"),
    "electricity": Text("Điện thương phẩm", "Electricity sold"),
    "cluster": Text("Khu, cụm công nghiệp", "Industrial zones and clusters"),
    "investment": Text("Vốn đầu tư", "Investment"),
    "iip": Text("Chỉ số sản xuất công nghiệp theo ngành", "Industrial production by division"),
    "retail": Text("Bán lẻ hàng hóa và dịch vụ", "Retail sales of goods and services"),
    "export": Text("Xuất khẩu", "Exports"),
    "import": Text("Nhập khẩu", "Imports"),
    "trade": Text("Xuất nhập khẩu", "Foreign trade"),
    "": Text("Biểu khác", "Other tables"),
}

_HEADS = {
    "plan": Text("Kế hoạch năm", "Plan of the year"),
    "mom": Text("So tháng trước (%)", "On the month before (%)"),
    "point_mom": Text(
        "So cùng thời điểm tháng trước (%)", "On the same day of the month before (%)"
    ),
    "yoy": Text("So cùng kỳ (%)", "Year on year (%)"),
    "point_yoy": Text("So cùng thời điểm năm trước (%)", "On the same day of the year before (%)"),
    "quarter": Text("<when> so cùng kỳ (%)", "<when>, year on year (%)"),
    "ytd": Text("Cộng dồn so cùng kỳ (%)", "Year to date, year on year (%)"),
    "of_plan": Text("So kế hoạch (%)", "Of the plan (%)"),
    "share": Text("Cơ cấu (%)", "Share (%)"),
}

_STATUSES = {
    "estimate": Text("Ước <when>", "Estimate, <when>"),
    "preliminary": Text("Sơ bộ <when>", "Preliminary, <when>"),
    "official": Text("Chính thức <when>", "Official, <when>"),
}


# The marks by which a table states a gap.
BLANK = "\N{NO-BREAK SPACE}"  # a cell that is not filled in

GAPS = {"nil": "-", "not_available": "…", "not_yet": "..", "not_applicable": "x"}


# The key of the figure in a row and a column.
Keys = dict[tuple[int, OwnColumn], str]

GROWTH_ROLES = ("mom", "point_mom", "yoy", "point_yoy", "quarter", "ytd")


WIDEST = 6  # columns of figures that a page holds upright


def _plain(text: str) -> str:
    """Words of a sheet: no brace of theirs may name a figure, no angle be filled."""
    return text.translate(str.maketrans("{}<>", "()‹›"))


def row_name(row: OwnRow) -> Text:
    words = _plain(row.label)
    words = words[:1].upper() + words[1:]
    if row.code in ("B", "C", "D", "E"):
        return Text(words, SECTION_NAMES[row.code].en)
    return Text(
        words, "Total" if row.code == "TOTAL" else divisions_in_english().get(row.code, words)
    )


def head_of(column: OwnColumn, table: OwnTable, *, short: bool = False) -> Text:
    """The title of a column: what it measures, of which period, estimated or official."""
    if column.heading:
        return same(_plain(column.heading))
    when = short_period(*column.period)
    if column.role in _HEADS:
        words = _HEADS[column.role].fill(when=when)
        alone = len([c for c in table.columns if c.role == column.role]) == 1
        if not alone and column.role != "quarter":
            words = Text(f"{when.vi}: {_lower(words.vi)}", f"{when.en}: {_lower(words.en)}")
    else:
        lowered = Text(_lower(when.vi), when.en)
        status = table.statuses.get(column, "")
        words = _STATUSES[status].fill(when=lowered) if status in _STATUSES else when
    if column.quantity and not short:
        kind = {"volume": Text("lượng", "volume"), "value": Text("trị giá", "value")}
        more = kind.get(column.quantity, same(_plain(column.quantity)))
        words = Text(f"{words.vi}, {more.vi}", f"{words.en}, {more.en}")
    return words


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def whole_table(table: OwnTable, keys: Keys, period: str) -> Table:
    """A line a row of the sheet; a column of units where each row has one of its own."""
    one_unit = all(len(_units(row, table)) <= 1 for row in table.rows)
    units = one_unit and any(_units(row, table) for row in table.rows)
    common = {column: _unit_of_column(table, column) for column in table.columns}
    columns = [Column(_TITLES_OF_ROWS.get(table.kind, Text("Chỉ tiêu", "Indicator")), False)]
    if units:
        columns.append(Column(Text("Đơn vị", "Unit"), numeric=False))
    for column in table.columns:
        head = head_of(column, table)
        unit = common[column]
        if not units and unit and not column.heading:
            head = Text(f"{head.vi} ({unit.vi})", f"{head.en} ({unit.en})")
        columns.append(Column(head))
    rows = []
    for number, row in enumerate(table.rows):
        name = row_name(row)
        if table.kind == "iip" and row.code == "TOTAL":
            name = Text(name.vi, SECTION_NAMES["TOTAL"].en)
        cells: list[Cell] = [name]
        if units:
            cells.append(_unit(row, table))
        for column in table.columns:
            bare = units or common[column] is not None or column.role in _HEADS
            cells.append(_cell(row, column, keys.get((number, column)), bare=bare))
        rows.append(Row(tuple(cells), emphasis=row.code == "TOTAL"))
    title = Text("<title>, <when>", "<title>, <when>").fill(
        title=TITLES[table.kind], when=_when(table, period)
    )
    return Table(
        f"own.{table.kind or 'other'}",
        title,
        tuple(columns),
        tuple(rows),
        note=_note(table),
        wide=len(columns) - 1 > WIDEST,
    )


_TITLES_OF_ROWS = {
    "product": Text("Sản phẩm", "Product"),
    "cluster": Text("Khu, cụm", "Zone, cluster"),
    "iip": Text("Ngành", "Industry"),
    "consumption_inventory": Text("Ngành", "Industry"),
}


def _when(table: OwnTable, period: str) -> Text:
    to_date = any(c.role in ("to_date", "ytd") for c in table.columns)
    return period_text(f"{period[:4]}-01", period) if to_date else month_text(period)


def _note(table: OwnTable) -> Text | None:
    shown = Text("Số của đơn vị báo cáo.", "Figures reported by the office.")
    if any(c.role in GROWTH_ROLES for c in table.columns):
        growth = Text(
            " Các cột so sánh là tốc độ tăng (5,0 là tăng 5,0%).",
            " Comparisons are growth rates (5.0 is a rise of 5.0%).",
        )
        shown = Text(shown.vi + growth.vi, shown.en + growth.en)
    gaps = {mark for row in table.rows for mark in row.gaps.values()}
    if gaps:
        words = Text(
            " -: không phát sinh; …: không có số liệu; ..: chưa có; x: không áp dụng.",
            " -: none; …: not available; ..: not yet; x: not applicable.",
        )
        shown = Text(shown.vi + words.vi, shown.en + words.en)
    return shown


def _units(row: OwnRow, table: OwnTable) -> set[str]:
    return {
        q.unit
        for column, q in row.cells.items()
        if q.unit not in ("percent", "count") and column in table.columns
    }


def _unit(row: OwnRow, table: OwnTable) -> Cell:
    named = _units(row, table)
    if not named:
        return same(BLANK)
    (unit,) = named
    own = " ".join(_plain(row.unit_raw).split())
    vi = own if any(letter.isalpha() for letter in own) and len(own) <= 24 else ""
    return Text(vi or unit_text(unit, "vi"), unit_text(unit, "en"))


def _unit_of_column(table: OwnTable, column: OwnColumn) -> Text | None:
    """The unit that all figures of a column share; None where they differ or have none."""
    units = {row.cells[column].unit for row in table.rows if column in row.cells}
    if len(units) != 1:
        return None
    (unit,) = units
    if unit == "percent" and column.role in _HEADS:
        return None
    words = Text(unit_text(unit, "vi"), unit_text(unit, "en"))
    return words if words.vi else None


def _cell(row: OwnRow, column: OwnColumn, key: str | None, *, bare: bool) -> Cell:
    if key is None:
        return same(GAPS.get(row.gaps.get(column, ""), BLANK))
    hedged = row.cells[column].qualifier != "exact"
    return FigureCell(key, "value" if hedged or not bare else "number")


# -- what a chapter says first --
