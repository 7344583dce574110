"""The standard tables of a month as a workbook to be filled in: bieu.xlsx, and don_vi.toml.

Names stand ready, last year's figures where pages published them, comparisons as formulas;
what is typed is checked in the cell. `hanoi_ct.tables.forms.read_form` reads it back.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from hanoi_ct._inputs.files import write_whole
from hanoi_ct._inputs.months import add_months, is_month
from hanoi_ct._optional import require
from hanoi_ct.datasets.packaged import Collection
from hanoi_ct.errors import ArgumentValueError, HanoiCTError
from hanoi_ct.tables._meaning.names import province_with_kind
from hanoi_ct.tables.folder import FORM

__all__ = ["write_standard_form"]

OFFICE = "don_vi.toml"
_VND, _USD = "Tỷ đồng", "Triệu USD"


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of a table: its number, name, unit, and where last year's figure is published."""

    number: str
    name: str
    unit: str = ""
    published: tuple[str, str, str] | None = None  # table, flow or indicator, item_en
    indent: int = 0


_PRODUCTION = (
    _Line("", "Toàn ngành công nghiệp"),
    _Line("1", "Khai khoáng", indent=1),
    _Line("2", "Công nghiệp chế biến, chế tạo", indent=1),
    _Line("3", "Sản xuất và phân phối điện, khí đốt", indent=1),
    _Line("4", "Cung cấp nước; hoạt động quản lý và xử lý rác thải, nước thải", indent=1),
)
_RETAIL = (
    _Line(
        "I",
        "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng",
        _VND,
        ("retail_and_services_turnover", "total", "retail sales of goods and consumer services"),
    ),
    _Line(
        "-",
        "Bán lẻ hàng hóa",
        _VND,
        ("retail_and_services_turnover", "component", "retail sales of goods"),
    ),
    _Line("-", "Dịch vụ lưu trú, ăn uống", _VND),
    _Line(
        "-",
        "Du lịch lữ hành",
        _VND,
        ("retail_and_services_turnover", "component", "travel services"),
    ),
    _Line(
        "-", "Dịch vụ khác", _VND, ("retail_and_services_turnover", "component", "other services")
    ),
)
_EXPORT = (
    _Line("I", "Kim ngạch xuất khẩu", _USD, ("export", "total", "total exports")),
    _Line("-", "Dệt may", _USD),
    _Line("-", "Giày dép", _USD, ("export", "commodity", "footwear and leather products")),
    _Line("-", "Máy vi tính, sản phẩm điện tử và linh kiện", _USD),
    _Line("-", "Máy móc, thiết bị, phụ tùng", _USD),
    _Line("-", "Phương tiện vận tải và phụ tùng", _USD),
    _Line("-", "Hàng nông sản", _USD, ("export", "commodity", "agricultural products")),
    _Line("-", "Xăng dầu", _USD, ("export", "commodity", "petroleum")),
    _Line("-", "Hàng hóa khác", _USD),
)
_IMPORT = (_Line("I", "Kim ngạch nhập khẩu", _USD, ("import", "total", "total imports")),)
_PRODUCTS = tuple(_Line(str(number), "", "") for number in range(1, 16))
_UNITS = (
    "Tấn", "Nghìn tấn", "Chiếc", "1000 cái", "1000 đôi", "Triệu viên", "1000 lít", "Triệu lít",
    "Triệu kWh", "1000 m3", "Triệu bao", "Tỷ đồng",
)  # fmt: skip


def write_standard_form(
    folder: Path, period: str, *, province: str = "Hà Nội", twins: bool = False
) -> list[Path]:
    """Write the standard tables of a month into a folder.

    Parameters
    ----------
    folder : path
        Made if it is not there. Nothing that stands in it is overwritten.
    period : str
        The month, ``YYYY-MM``.
    province : str, default "Hà Nội"
        Named in the titles. Last year's figures stand in the form where the packaged tables hold
        them: for Hanoi many, for other provinces exports of a few periods. The sheet "Hướng dẫn"
        says how many there are, or that none was found.
    twins : bool, default False
        Write each table as CSV for a Vietnamese Excel too.

    Returns
    -------
    list of path
        The files written.

    Raises
    ------
    ArgumentValueError
        If `period` is not a month.
    HanoiCTError
        If one of the files is there already.
    """
    if not is_month(period):
        raise ArgumentValueError(f"`period` must be a month YYYY-MM, such as 2024-05; got {period}")
    tables = _tables(period, province)
    targets = [folder / FORM, folder / OFFICE]
    names = [f"bieu_{number:02d}.csv" for number in range(1, len(tables) + 1)] if twins else []
    targets += [folder / name for name in names]
    there = [path for path in targets if path.exists()]
    if there:
        raise HanoiCTError(f"{there[0]} is there already; give another folder, or move the file")
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / FORM, _workbook(tables, period, province))
    write_whole(folder / OFFICE, office_file(period, province).encode())
    for name, table in zip(names, tables, strict=False):
        write_whole(folder / name, _twin(table))
    return targets


@dataclass(frozen=True, slots=True)
class _Table:
    sheet: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]  # text, numbers, formulas (strings that begin with =)
    unit: str
    indents: tuple[int, ...]


def _tables(period: str, province: str) -> list[_Table]:
    year, number = int(period[:4]), int(period[5:])
    when = f"tháng {number} năm {year}"
    place = province_with_kind(province)
    last = _LastYear(period, province)
    return [
        _rates(f"Biểu 1. Chỉ số sản xuất công nghiệp {when} - {place}", year, number),
        _levels(
            "Biểu 2", f"Sản phẩm công nghiệp chủ yếu {when} - {place}", _PRODUCTS, period, last
        ),
        _levels(
            "Biểu 3",
            f"Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ {when} - {place}",
            _RETAIL,
            period,
            last,
        ),
        _levels("Biểu 4", f"Kim ngạch xuất khẩu {when} - {place}", _EXPORT, period, last),
        _levels("Biểu 5", f"Kim ngạch nhập khẩu {when} - {place}", _IMPORT, period, last),
    ]


def _rates(title: str, year: int, number: int) -> _Table:
    heads = ["TT", "Ngành", f"Tháng {number}/{year} so với tháng trước"]
    heads.append(f"Tháng {number}/{year} so với cùng kỳ năm trước")
    if number > 1:
        heads.append(f"{number} tháng năm {year} so với cùng kỳ năm trước")
    rows = tuple((line.number, line.name, *[None] * (len(heads) - 2)) for line in _PRODUCTION)
    indents = tuple(line.indent for line in _PRODUCTION)
    return _Table("Biểu 1", title, tuple(heads), rows, "Đơn vị tính: %", indents)


def _levels(
    sheet: str, name: str, lines: tuple[_Line, ...], period: str, last: _LastYear
) -> _Table:
    year, number = int(period[:4]), int(period[5:])
    before = add_months(period, -1)
    heads = [
        "TT",
        "Chỉ tiêu" if lines is not _PRODUCTS else "Sản phẩm",
        "ĐVT",
        f"Kế hoạch năm {year}",
        f"Thực hiện tháng {number}/{year - 1}",
        f"Thực hiện {number} tháng năm {year - 1}",
        f"Chính thức tháng {int(before[5:])}/{before[:4]}",
        f"Ước tháng {number}/{year}",
        f"Cộng dồn {number} tháng năm {year}",
        "Tháng báo cáo so với tháng trước (%)",
        "Tháng báo cáo so với cùng kỳ (%)",
        f"{number} tháng so với cùng kỳ (%)",
        f"{number} tháng so với kế hoạch năm (%)",
    ]
    rows = []
    for place, line in enumerate(lines):
        row = place + _FIRST
        month, to_date = last.of(line)
        rows.append(
            (
                line.number,
                line.name,
                line.unit,
                None,
                month,
                to_date,
                None,
                None,
                None,
                *(
                    f'=IF(OR({upper}{row}="",{lower}{row}=""),"",ROUND({upper}{row}/{lower}{row}*100,1))'
                    for upper, lower in (("H", "G"), ("H", "E"), ("I", "F"), ("I", "D"))
                ),
            )
        )
    title = f"{sheet}. {name}"
    return _Table(sheet, title, tuple(heads), tuple(rows), "", tuple(0 for _ in lines))


_FIRST = 5  # the first row of a table's body


@dataclass(frozen=True, slots=True)
class _Filled:
    """A published figure in a cell, and the page that states it."""

    value: Decimal
    page: str


class _LastYear:
    """Figures of the year before as pages published them, for any province they are held of."""

    def __init__(self, period: str, province: str) -> None:
        self.month = add_months(period, -12)
        self.province = province
        self.tables = Collection()

    def of(self, line: _Line) -> tuple[_Filled | None, _Filled | None]:
        """The same month and the months to it, where a page states them."""
        if line.published is None:
            return None, None
        january = f"{self.month[:4]}-01"
        return self._find(line, self.month), self._find(line, january)

    def _find(self, line: _Line, start: str) -> _Filled | None:
        assert line.published is not None
        flow, breakdown, item = line.published
        span = start, self.month
        if self.province == "Hà Nội":
            trade = flow in ("export", "import")
            wanted = {"breakdown": breakdown, "item_en": item}
            wanted["flow" if trade else "indicator"] = flow
            return self._stated(
                "hanoi_trade_reported" if trade else "hanoi_other_reported", span, wanted
            )
        if breakdown != "total" or flow not in ("export", "import"):
            return None
        wanted = {"flow": flow, "breakdown": "province"}
        return self._stated("vietnam_trade_breakdown", span, wanted, province=self.province)

    def _stated(
        self, table: str, span: tuple[str, str], wanted: dict[str, str], province: str = ""
    ) -> _Filled | None:
        found = None
        for _, fields in self.tables.records(table).by_row():
            if (fields["period_start"], fields["period_end"]) != span or fields["value"] is None:
                continue
            if any(fields[name] != value for name, value in wanted.items()):
                continue
            if province and not _same_place(fields["item_vi"], province):
                continue
            power = 3 if fields["unit"] == "billion_usd" else 0
            value = Decimal(repr(fields["value"])).scaleb(power)
            found = _Filled(value, fields["source_url"])
        return found


def _same_place(name: str, province: str) -> bool:
    """Whether two names are of one province: TP. Hồ Chí Minh, Hồ Chí Minh."""
    return name.removeprefix("TP. ").lower() == province.removeprefix("TP. ").lower()


# ---- the files


def _workbook(tables: list[_Table], period: str, province: str) -> bytes:
    xlsxwriter = require("xlsxwriter", "the standard form")
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    looks = {
        "title": book.add_format({"bold": True, "font_name": "Times New Roman", "font_size": 13}),
        "unit": book.add_format({"italic": True, "font_name": "Times New Roman", "align": "right"}),
        "head": book.add_format(
            {
                "bold": True,
                "font_name": "Times New Roman",
                "text_wrap": True,
                "align": "center",
                "valign": "vcenter",
                "border": 1,
            }
        ),
        "number": book.add_format(
            {"font_name": "Times New Roman", "num_format": "#,##0.0", "border": 1}
        ),
        "rate": book.add_format({"font_name": "Times New Roman", "num_format": "0.0", "border": 1}),
    }
    for depth in (0, 1):
        looks[f"text{depth}"] = book.add_format(
            {"font_name": "Times New Roman", "border": 1, "indent": depth, "text_wrap": True}
        )
    note = _prefilled(tables, period, province)
    for table in tables:
        _sheet(book.add_worksheet(table.sheet), table, looks, note)
    _guide(book.add_worksheet("Hướng dẫn"), looks, period, note)
    book.close()
    return held.getvalue()


def _sheet(sheet: Any, table: _Table, looks: dict[str, Any], note: str) -> None:
    sheet.write_string(0, 0, table.title, looks["title"])
    last = len(table.heads) - 1
    if table.unit:
        sheet.write_string(2, last, table.unit, looks["unit"])
    for column, head in enumerate(table.heads):
        sheet.write_string(3, column, head, looks["head"])
    sheet.set_row(3, 62)
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, 44)
    sheet.set_column(2, last, 13)
    sheet.freeze_panes(4, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)
    rates = table.unit != ""
    for place, row in enumerate(table.rows):
        for column, value in enumerate(row):
            at = (place + _FIRST - 1, column)
            if isinstance(value, str) and value.startswith("="):
                sheet.write_formula(*at, value, looks["rate"], "")
            elif isinstance(value, str):
                indent = table.indents[place] if column == 1 else 0
                sheet.write_string(*at, value, looks[f"text{indent}"])
            elif value is None:
                sheet.write_blank(*at, None, looks["rate" if rates else "number"])
            else:
                sheet.write_number(*at, float(value.value), looks["number"])
                sheet.write_comment(*at, f"Đã công bố: {value.page}")
    _checks(sheet, table, rates, note)


def _checks(sheet: Any, table: _Table, rates: bool, note: str) -> None:
    """What a cell accepts, and the note it shows."""
    top, bottom = _FIRST - 1, _FIRST + len(table.rows) - 2
    first = 2 if rates else 3
    last = len(table.heads) - 1 if rates else 8
    rule: dict[str, Any] = {
        "validate": "decimal",
        "criteria": ">=",
        "value": 0,
        "error_title": "Cần một số",
        "error_message": "Nhập số; dấu phẩy ngăn phần lẻ, không gõ dấu chấm hàng nghìn.",
    }
    if rates:
        rule |= {
            "criteria": "between",
            "minimum": 20,
            "maximum": 400,
            "input_title": "Chỉ số, không phải tốc độ",
            "input_message": "Ghi 105,2 khi tăng 5,2%; ghi 96,9 khi giảm 3,1%.",
        }
        del rule["value"]
    sheet.data_validation(top, first, bottom, last, rule)
    if not rates:
        sheet.data_validation(
            top,
            2,
            bottom,
            2,
            {"validate": "list", "source": [*_UNITS, _USD], "error_type": "warning"},
        )
        sheet.write_comment(3, 6, "Số chính thức của tháng trước, có thể khác số ước đã báo cáo.")
        sheet.write_comment(3, 4, note)


def _prefilled(tables: list[_Table], period: str, province: str) -> str:
    """How many figures of the year before stand in the form already."""
    count = sum(isinstance(cell, _Filled) for table in tables for row in table.rows for cell in row)
    year = int(period[:4]) - 1
    if not count:
        return (
            f"Chưa tìm thấy số năm {year} của {province} trong bộ số liệu kèm theo; đơn vị tự điền "
            f"các cột Thực hiện năm {year}."
        )
    return (
        f"Đã điền {count} số năm {year} của {province} theo số đã công bố (nguồn ở ghi chú của ô); "
        "sửa khi cần."
    )


def _guide(sheet: Any, looks: dict[str, Any], period: str, note: str) -> None:
    lines = (
        "Cách điền",
        note,
        "Điền các ô trống; dấu phẩy ngăn phần lẻ, không gõ dấu chấm hàng nghìn.",
        'Không phát sinh ghi "-", chưa có số ghi "..", không áp dụng ghi "x".',
        "Các cột so sánh là công thức, không cần điền.",
        "Có thể thêm dòng trong bảng; không đổi dòng tiêu đề.",
        "Điền xong: hanoi-ct validate THƯ_MỤC để kiểm tra, rồi",
        f"hanoi-ct report THƯ_MỤC --period {period} --format docx để lập báo cáo.",
    )
    sheet.set_column(0, 0, 90)
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, looks["title" if row == 0 else "text0"])


def _twin(table: _Table) -> bytes:
    """The table as CSV for a Vietnamese Excel; comparisons are left to be filled in."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([table.title])
    writer.writerow([""] * (len(table.heads) - 1) + [table.unit])
    writer.writerow([])
    writer.writerow(table.heads)
    for row in table.rows:
        writer.writerow(
            [
                ""
                if value is None or (isinstance(value, str) and value.startswith("="))
                else _written(value)
                for value in row
            ]
        )
    return out.getvalue().encode("utf-8-sig")


def _written(value: str | _Filled) -> str:
    return value if isinstance(value, str) else f"{value.value:f}".replace(".", ",")


def office_file(period: str, province: str) -> str:
    """What ``don_vi.toml`` holds before the office fills it in; without a province less."""
    body = f"Ủy ban nhân dân {province_with_kind(province)}" if province else ""
    of_month = f" tháng {int(period[5:])}/{period[:4]}" if period else ""
    return f"""# Những gì chỉ đơn vị biết về báo cáo{of_month}.
# Điền giữa hai dấu nháy; để trống thì báo cáo chừa chỗ trống.

# Cơ quan cấp trên và cơ quan ban hành
co_quan_chu_quan = "{body}"
co_quan_ban_hanh = "Sở Công Thương"

# Nơi ban hành, số, ký hiệu, ngày (YYYY-MM-DD)
dia_danh = "{province}"
so = ""
ky_hieu = "BC-SCT"
ngay = ""

# Người ký và chức vụ
nguoi_ky = ""
chuc_vu = "GIÁM ĐỐC"

# Nơi nhận, mỗi nơi một dòng
noi_nhan = [
    "Lưu: VT.",
]

# Tên bằng tiếng Anh cho báo cáo --lang en; dòng nào thiếu thì giữ tiếng Việt
[en]
co_quan_ban_hanh = "Department of Industry and Trade"
chuc_vu = "DIRECTOR"
noi_nhan = [
    "Archive: Administration Office.",
]
"""
