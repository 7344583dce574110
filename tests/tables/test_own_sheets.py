"""Layouts of sheets beyond the shared samples: months, kinds, headers, marks, fonts, faults."""

# Drawings are as wide as the sheets they stand for.
# ruff: noqa: E501

import unicodedata

import openpyxl
import pytest
from form_sheets import draw, facts_of, vni

from hanoi_ct.tables.forms import read_form

JANUARY = """
2. Chỉ số sản xuất công nghiệp
||%
|Tháng 1|Tháng 1
|năm 2025|năm 2025
|so với|so với
|tháng 12|cùng kỳ
|năm 2024|năm trước

Toàn ngành công nghiệp|94.2|101.3
Khai khoáng|90.1|88.0
  Khai thác than cứng và than non|90.1|88.0
Công nghiệp chế biến, chế tạo|95.0|102.7
Sản xuất và phân phối điện|92.0|100.5
Cung cấp nước; hoạt động quản lý và xử lý rác thải, nước thải|99.8|103.3
"""
JANUARY_RETAIL = """
13. Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng

|Thực hiện|Ước tính|Cơ cấu|Tháng 1 năm 2025|
|tháng 12|tháng 1|(%)|so với (%)|
|năm 2024|năm 2025||Tháng|Cùng kỳ
|(Tỷ đồng)|(Tỷ đồng)||trước|năm trước
TỔNG SỐ|10000.5|11000.2|100|110.0|108.2
  Bán lẻ hàng hóa|8000.4|8800.1|80.0|110.0|108.0
  Dịch vụ lưu trú, ăn uống|1000.1|1100.1|10.0|110.0|109.1
  Dịch vụ khác|1000.0|1100.0|10.0|110|109.2
"""
DECEMBER = """
2. Chỉ số sản xuất công nghiệp tháng 12, quý IV và năm 2024
||||%
|Tháng 12 năm 2024 so với||Quý IV năm 2024|Năm 2024
|tháng trước|cùng kỳ|so với cùng kỳ|so với
|||năm trước|năm 2023
Toàn ngành công nghiệp|104.2|111.3|109.1|108.2
Khai khoáng|101.1|98.0|97.2|96.5
Công nghiệp chế biến, chế tạo|105.0|112.7|110.3|109.1
Sản xuất và phân phối điện|102.0|100.5|101.1|102.7
Cung cấp nước; hoạt động quản lý và xử lý rác thải, nước thải|99.8|103.3|104.2|104.4
"""
QUARTERS = """
4. Tổng mức bán lẻ hàng hóa các quý năm 2024
|Thực hiện|Thực hiện|Ước tính|Quý I|Quý II|Quý III
|quý I|quý II|quý III|so với|so với|so với
|năm 2024|năm 2024|năm 2024|cùng kỳ|cùng kỳ|cùng kỳ
|(Tỷ đồng)|(Tỷ đồng)|(Tỷ đồng)|năm trước (%)|năm trước (%)|năm trước (%)
Tổng số|30000.5|31000.5|32000.9|109.1|108.8|110.1
Bán lẻ hàng hóa|20000.5|21000.5|22000.9|109.1|108.8|110.1
Dịch vụ khác|10000.0|10000.0|10000.0|109.1|108.8|110.1
"""
EXPORTS = """
9. Xuất khẩu hàng hóa tháng 5 năm 2024
|||||||Nghìn tấn; Triệu USD
|Thực hiện tháng 4||Ước tính tháng 5||Cộng dồn 5 tháng||5 tháng năm 2024 so với cùng kỳ (%)|
|Lượng|Trị giá|Lượng|Trị giá|Lượng|Trị giá|Lượng|Trị giá
TỔNG TRỊ GIÁ||2000.5||2100.5||9800.1||107.7
Khu vực kinh tế trong nước||500.5||600.5||2800.1||105.7
Khu vực có vốn đầu tư nước ngoài||1500.0||1500.0||7000.0||108.7
Mặt hàng chủ yếu
Gạo|12.5|8.1|13.0|8.6|60.1|39.9|101.1|112.2
Ô tô nguyên chiếc(*)|120|2.2|130|2.4|600|11.1|105.2|106.1
Giày dép||300.1||310.2||1500.5||111.1
(*) Chiếc, triệu USD
"""
LABOUR = """
5. Chỉ số sử dụng lao động của doanh nghiệp công nghiệp
||%
|Chỉ số sử dụng lao động|Chỉ số sử dụng lao động
|thời điểm 01/5/2024|thời điểm 01/5/2024
|so với cùng thời điểm|so với cùng thời điểm
|tháng trước|năm trước
Toàn ngành công nghiệp|100.2|101.3
Khai khoáng|99.1|98.0
Công nghiệp chế biến, chế tạo|100.3|101.7
Phân theo loại hình
Doanh nghiệp nhà nước|99.1|98.8
Doanh nghiệp ngoài nhà nước|100.1|101.1
Doanh nghiệp có vốn đầu tư nước ngoài|100.5|102.2
"""
STOCKS = """
4. Chỉ số tiêu thụ và tồn kho ngành công nghiệp chế biến, chế tạo tháng 5 năm 2024
|||||||%
Ngành|Chỉ số tiêu thụ|||Chỉ số tồn kho||Tỷ lệ
|Tháng 5/2024 so với||5 tháng 2024|Thời điểm 31/5/2024 so với||tồn kho
|Tháng trước|Cùng kỳ|so cùng kỳ|Cùng thời điểm tháng trước|Cùng thời điểm năm trước|(%)
Toàn ngành chế biến, chế tạo|101.2|104.2|105.1|99.2|110.3|70.2
Sản xuất, chế biến thực phẩm|101.2|104.2|105.1|99.2|110.3|60.2
Dệt|102.2|103.2|103.1|98.2|111.3|40
"""
CLUSTERS = """
Biểu 05: TÌNH HÌNH CÁC CỤM CÔNG NGHIỆP ĐẾN THÁNG 6 NĂM 2024
TT|Tên cụm công nghiệp|Diện tích (ha)||||Số doanh nghiệp|Lao động (người)|Vốn (tỷ đồng)|Tỷ lệ lấp đầy (%)
||Tổng|Đất công nghiệp|Đã cho thuê|Còn lại||||
1|CCN Hòa Hậu|20.5|15.0|12.0|3.0|12|1200|350.5|80
2|CCN Kim Bình|30.0|20.0|15.0|5.0|khoảng 20|> 600|400|50
3|CCN Nhật Tân|10|8|4|4|5|300|100|50
"""
POWER = """
Biểu 4. Điện thương phẩm tháng 7 năm 2024
ĐVT: Triệu kWh
Chỉ tiêu|Kế hoạch năm 2024|TH tháng 6|Ước TH tháng 7|Lũy kế 7 tháng|So sánh (%)|||
|||||T7/T6|T7/T7 năm 2023|7T/7T 2023|LK/KH
Tổng số|5000|400.1|410.2|2700.3|102.5|108.1|107.5|54.0
Công nghiệp - Xây dựng|3000|250.0|255.1|1650.3|102.0|107.0|108.0|55.0
Hoạt động khác|2000|150.1|155.1|1050.0|103.3|110.1|106.7|52.5
"""
SUMMARY = """
UBND TỈNH HÀ TĨNH
SỞ CÔNG THƯƠNG
Biểu 1. MỘT SỐ CHỈ TIÊU CHỦ YẾU THÁNG 4 NĂM 2024
TT|Chỉ tiêu|ĐVT|Năm 2023|||Năm 2024||||So sánh (%)||
|||Thực hiện tháng 4|Thực hiện 4 tháng|Cả năm|Kế hoạch năm|Thực hiện tháng 3|Ước tháng 4|Ước 4 tháng|T4/T3|T4 so cùng kỳ|4T so cùng kỳ
A|B|C|1|2|3|4|5|6|7|8|9|10
I|Giá trị sản xuất công nghiệp (giá SS 2010)|Tỷ đồng|2000.5|8000.2|25000|27000|2100.1|2200.5|8500.9|104.8|110.0|106.3
II|Xuất khẩu|Tr.USD|100.5|400.1|1200|1300|110.1|112.2|440.4|101.9|111.6|110.1
1|Dệt may|Tr.USD|50.5|200.1|600||55.1|56.2|220.4|102|111.3|110.1
2|Hàng khác|Tr.USD|50|200|600||55|56|220|101.8|112|110
III|Nhập khẩu|"|80|300|900|1000|85|86|330|101.2|107.5|110
"""
MONTHS_DOWN = """
Kim ngạch xuất khẩu các tháng năm 2024
|||Đơn vị tính: Triệu USD
Tháng|Xuất khẩu|Nhập khẩu|Tổng kim ngạch XNK
Tháng 1|100.5|80.1|180.6
Tháng 2|90.2|70.1|160.3
Tháng 3|110.5|85.1|195.6
Ước tháng 4|120|90|210
4 tháng|421.2|325.3|751.5
"""
MONTHS_ACROSS = """
Biểu 1. Chỉ số sản xuất công nghiệp các tháng năm 2024 so với cùng kỳ năm trước
||||%
Mã|Ngành|Tháng 1|Tháng 2|Tháng 3|Quý I
|Toàn ngành|110.1|95.2|104.1|103.1
B|Khai khoáng|101|102|103|102
C|Công nghiệp chế biến, chế tạo|110.2|94|104.2|103.4
D|Sản xuất và phân phối điện|110|94|104.5|103
"""
SIDE_BY_SIDE = """
Phụ lục: Tình hình tháng 5 năm 2024

Sản phẩm|ĐVT|Ước tháng 5|5 tháng||Ngành|Tháng 5 so tháng trước (%)|5 tháng so cùng kỳ (%)
Xi măng|Tấn|1000|5000||Toàn ngành|101.1|105.2
Bia|1000 lít|200|900||Khai khoáng|99.2|95.1
Điện|Triệu kWh|20|90||Chế biến, chế tạo|102.3|106
Nước|1000 m3|20|90||Sản xuất và phân phối điện|100.3|103
"""

MONTH_BEFORE = ("index", "previous_month")
A_YEAR = ("index", "same_month_last_year")
TO_DATE = ("index", "same_period_last_year")
LEVEL = ("level", None)

# name, drawing, merges, and of each column: measure, comparison, first and last month, status.
LAYOUTS = {
    "nghean_2025-01": (
        JANUARY,
        (),
        {
            "B9": (*MONTH_BEFORE, "2025-01", "2025-01", "estimate", "94.2"),
            "C10": (*A_YEAR, "2025-01", "2025-01", "estimate", "88"),
        },
    ),
    "a_nghean_2025-01": (
        JANUARY_RETAIL,
        (),
        {
            "B7": (*LEVEL, "2024-12", "2024-12", "official", "10000.5"),
            "C7": (*LEVEL, "2025-01", "2025-01", "estimate", "11000.2"),
            "D8": ("share", "total", "2025-01", "2025-01", "estimate", "80"),
            "E7": (*MONTH_BEFORE, "2025-01", "2025-01", "estimate", "110"),
            "F8": (*A_YEAR, "2025-01", "2025-01", "estimate", "108"),
        },
    ),
    "thanhhoa_2024-12": (
        DECEMBER,
        (),
        {
            "B6": (*MONTH_BEFORE, "2024-12", "2024-12", "estimate", "104.2"),
            "C6": (*A_YEAR, "2024-12", "2024-12", "estimate", "111.3"),
            "D7": ("index", "same_quarter_last_year", "2024-10", "2024-12", "estimate", "97.2"),
            "E7": (*TO_DATE, "2024-01", "2024-12", "estimate", "96.5"),
        },
    ),
    "vinhphuc_2024-09": (
        QUARTERS,
        (),
        {
            "B6": (*LEVEL, "2024-01", "2024-03", "official", "30000.5"),
            "D6": (*LEVEL, "2024-07", "2024-09", "estimate", "32000.9"),
            "E6": ("index", "same_quarter_last_year", "2024-01", "2024-03", "official", "109.1"),
            "G7": ("index", "same_quarter_last_year", "2024-07", "2024-09", "estimate", "110.1"),
        },
    ),
    "dongnai_2024-05": (
        EXPORTS,
        ("B3:C3", "D3:E3", "F3:G3", "H3:I3"),
        {
            "C5": (*LEVEL, "2024-04", "2024-04", "official", "2000.5"),
            "B9": (*LEVEL, "2024-04", "2024-04", "official", "12.5"),
            "G9": (*LEVEL, "2024-01", "2024-05", "estimate", "39.9"),
            "I12": None,
            "I11": (*TO_DATE, "2024-01", "2024-05", "estimate", "111.1"),
            "B11": None,
        },
    ),
    "haiduong_2024-05": (
        LABOUR,
        (),
        {
            "B7": ("index", "same_point_last_month", "2024-05", "2024-05", "estimate", "100.2"),
            "C13": ("index", "same_point_last_year", "2024-05", "2024-05", "estimate", "102.2"),
        },
    ),
    "bacgiang_2024-05": (
        STOCKS,
        (),
        {
            "B6": (*MONTH_BEFORE, "2024-05", "2024-05", "estimate", "101.2"),
            "C6": (*A_YEAR, "2024-05", "2024-05", "estimate", "104.2"),
            "D6": (*TO_DATE, "2024-01", "2024-05", "estimate", "105.1"),
            "E6": ("index", "same_point_last_month", "2024-05", "2024-05", "estimate", "99.2"),
            "F6": ("index", "same_point_last_year", "2024-05", "2024-05", "estimate", "110.3"),
            "G8": ("share", "production", "2024-05", "2024-05", "estimate", "40"),
        },
    ),
    "hanam_2024-06": (
        CLUSTERS,
        (),
        {
            "D4": (*LEVEL, "2024-06", "2024-06", "unstated", "15"),
            "G5": ("count", None, "2024-06", "2024-06", "unstated", "20"),
            "H5": (*LEVEL, "2024-06", "2024-06", "unstated", "600"),
        },
    ),
    "namdinh_2024-07": (
        POWER,
        (),
        {
            "B5": ("plan", None, "2024-01", "2024-12", "plan", "5000"),
            "C5": (*LEVEL, "2024-06", "2024-06", "official", "400.1"),
            "F5": (*MONTH_BEFORE, "2024-07", "2024-07", "estimate", "102.5"),
            "G5": (*A_YEAR, "2024-07", "2024-07", "estimate", "108.1"),
            "H5": (*TO_DATE, "2024-01", "2024-07", "estimate", "107.5"),
            "I5": ("attainment", "plan_year", "2024-01", "2024-07", "estimate", "54"),
        },
    ),
    "hatinh_2024-04": (
        SUMMARY,
        (),
        {
            "D7": (*LEVEL, "2023-04", "2023-04", "official", "2000.5"),
            "E7": (*LEVEL, "2023-01", "2023-04", "official", "8000.2"),
            "G8": ("plan", None, "2024-01", "2024-12", "plan", "1300"),
            "H7": (*LEVEL, "2024-03", "2024-03", "official", "2100.1"),
            "J7": (*LEVEL, "2024-01", "2024-04", "estimate", "8500.9"),
            "K7": (*MONTH_BEFORE, "2024-04", "2024-04", "estimate", "104.8"),
            "G9": None,
        },
    ),
    "langson_2024-04": (
        MONTHS_DOWN,
        (),
        {
            "B4": (*LEVEL, "2024-01", "2024-01", "official", "100.5"),
            "C7": (*LEVEL, "2024-04", "2024-04", "estimate", "90"),
            "D8": (*LEVEL, "2024-01", "2024-04", "estimate", "751.5"),
        },
    ),
    "camau_2024-03": (
        MONTHS_ACROSS,
        (),
        {
            "C4": (*A_YEAR, "2024-01", "2024-01", "official", "110.1"),
            "E5": (*A_YEAR, "2024-03", "2024-03", "estimate", "103"),
            "F4": ("index", "same_quarter_last_year", "2024-01", "2024-03", "estimate", "103.1"),
        },
    ),
    "quangnam_2024-05": (
        SIDE_BY_SIDE,
        (),
        {
            "D5": (*LEVEL, "2024-01", "2024-05", "estimate", "900"),
            "G5": (*MONTH_BEFORE, "2024-05", "2024-05", "estimate", "99.2"),
            "H6": (*TO_DATE, "2024-01", "2024-05", "estimate", "106"),
        },
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_is_read(name, tmp_path):
    drawing, merges, expected = LAYOUTS[name]
    reading = read_form(draw(tmp_path / f"{name}.xlsx", {"Biểu": drawing}, merges=merges))
    facts = facts_of(reading)
    for cell, meaning in expected.items():
        if meaning is None:
            assert cell not in facts
            continue
        fact = facts[cell]
        keys = ("measure", "comparison", "period_start", "period_end", "status", "value")
        assert tuple(fact[key] for key in keys) == meaning, cell
    assert reading.report_month == name[-7:]


def test_units_come_from_corner_heading_and_footnote(tmp_path):
    exports = facts_of(read_form(draw(tmp_path / "dongnai_2024-05.xlsx", {"XK": EXPORTS})))
    assert (exports["B9"]["unit"], exports["B9"]["scale"]) == ("tonne", "1000")
    assert (exports["C9"]["unit"], exports["C9"]["scale"]) == ("USD", "1000000")
    assert (exports["B10"]["unit"], exports["B10"]["scale"]) == ("piece", "1")
    clusters = facts_of(read_form(draw(tmp_path / "hanam_2024-06.xlsx", {"CCN": CLUSTERS})))
    assert [clusters[cell]["unit"] for cell in ("C4", "E4", "G4", "H4", "I4")] == [
        "ha",
        "ha",
        "count",
        "person",
        "VND",
    ]
    assert (clusters["G5"]["hedge"], clusters["H5"]["hedge"]) == ("about", "over")


def test_an_occupancy_over_the_whole_area_is_a_fault(tmp_path):
    reading = read_form(draw(tmp_path / "hanam_2024-06.xlsx", {"CCN": CLUSTERS}))
    assert [(fault["kind"], fault["cell"]) for fault in reading.faults] == [
        ("occupancy_wrong_base", "J5")
    ]


FAULTY = """
Biểu 3. Sản phẩm công nghiệp chủ yếu tháng 6 năm 2024
Sản phẩm|ĐVT|Thực hiện tháng 5/2024|Ước tháng 6/2024|Lũy kế 6 tháng|Tháng 6 so tháng 5 (%)|6 tháng so cùng kỳ (%)
Than|Tấn|1204|1.256|7300|104.3|102.2
Chỉ xơ dừa|999 tấn|4.1|4.2|25.5|102.4|101.1
Kẹo dừa|Tấn|4.1|4.2|25.5|102.4|1.05
Bia|1074|400|410|2400|102.5|101
Phân bón||400|410|2400|102.5|101
Điện|Tr.kWh|#REF!|410|2400|102.5|101
Nước|1000 m3|400|410|700|112.5|101
"""


def test_slips_of_a_table_are_named_once_each(tmp_path):
    reading = read_form(draw(tmp_path / "bentre_2024-06.xlsx", {"SP": FAULTY}))
    assert {(fault["kind"], fault["cell"]) for fault in reading.faults} == {
        ("thousand_point", "D3"),
        ("unit_suspect", "B4"),
        ("percent_scaled_by_100", "G5"),
        ("unit_suspect", "B6"),
        ("unit_missing", "B7"),
        ("no_value", "C8"),
        ("growth_unlike_levels", "F9"),
        ("cumulative_unlike_months", "E9"),
    }
    for fault in reading.faults:
        assert fault["message_vi"]
        assert fault["mend_vi"]
    assert facts_of(reading)["D3"]["value"] == "1.256"  # reported, not repaired


FEBRUARY = """
Chỉ số sản xuất công nghiệp tháng 2 năm 2025
Đơn vị tính: %
Ngành|Chỉ số tháng 1 so cùng kỳ|Tháng 2/2025 so tháng 1|Tháng 2/2025 so cùng kỳ|2 tháng so cùng kỳ
Toàn ngành công nghiệp|98.1|104.2|110.1|102.5
Khai khoáng|97.1|101.1|102.1|101.1
Công nghiệp chế biến, chế tạo|98.5|105.1|104.2|103.1
Sản xuất và phân phối điện|99.5|102.1|107.2|109.1
Cung cấp nước; hoạt động quản lý và xử lý rác thải, nước thải|100|101|102|101
Sản xuất bánh vẽ|100|101|102|101
"""


def test_an_index_outside_its_parts_or_months_and_an_unknown_name_are_faults(tmp_path):
    reading = read_form(draw(tmp_path / "caobang_2025-02.xlsx", {"IIP": FEBRUARY}))
    assert {(fault["kind"], fault["cell"]) for fault in reading.faults} == {
        ("total_outside_parts", "D4"),
        ("cumulative_outside_months", "E7"),
        ("unknown_name", "A9"),
    }


PRODUCTS = """
TỈNH ĐỒNG THÁP
3. Sản phẩm công nghiệp chủ yếu tháng 10 năm 2022
Sản phẩm|Đơn vị tính|Thực hiện tháng 9|Ước tính tháng 10|Cộng dồn 10 tháng|10 tháng so cùng kỳ (%)
Thủy sản chế biến|Tấn|1200.5|1300.1|12000.2|105.2
Gạo xay xát|Nghìn tấn|120.5|130.1|1200.2|103.2
Nước khoáng|Triệu lít|20.5|30.1|200.2|99.2
"""


@pytest.mark.parametrize(
    ("written", "font", "encoding"),
    [
        (lambda text: unicodedata.normalize("NFD", text), "Arial", None),
        (vni, "VNI-Times", "vni"),
    ],
)
def test_text_in_any_form_reads_alike(written, font, encoding, tmp_path):
    plain = read_form(draw(tmp_path / "a_2022-10.xlsx", {"SP": PRODUCTS}))
    path = draw(tmp_path / "b_2022-10.xlsx", {"SP": written(PRODUCTS)}, font=font)
    other = read_form(path)
    assert other.encoding == encoding
    assert other.province == "Đồng Tháp"
    unlike = {"label_raw", "unit_raw"}
    assert [
        {key: value for key, value in fact.items() if key not in unlike} for fact in other.facts
    ] == [{key: value for key, value in fact.items() if key not in unlike} for fact in plain.facts]


def test_hidden_drafts_are_left_and_hidden_columns_kept(tmp_path):
    path = draw(tmp_path / "phutho_2022-10.xlsx", {"SP": PRODUCTS, "Nháp": PRODUCTS})
    book = openpyxl.load_workbook(path)
    sheet = book["SP"]
    book["Nháp"].sheet_state = "hidden"
    sheet["A7"] = "Gạo xay xát"
    for column, value in enumerate(["Tấn", 1, 2, 3, 104], 2):
        sheet.cell(7, column, value)
    sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.save(path)
    reading = read_form(path)
    assert {fact["sheet"] for fact in reading.facts} == {"SP"}
    cells = facts_of(reading)
    assert "D7" not in cells
    assert cells["C4"]["hidden"] is True
    assert "hidden" not in cells["D4"]
    assert [left["why"] for left in reading.not_data].count("hidden draft") == 2
    assert not reading.faults


def test_a_percent_cell_is_in_percent_whatever_its_format(tmp_path):
    path = draw(tmp_path / "phutho_2022-10.xlsx", {"SP": PRODUCTS})
    book = openpyxl.load_workbook(path)
    for row in (4, 5, 6):
        book["SP"].cell(row, 6, 1.052).number_format = "0.0%"
    book.save(path)
    fact = facts_of(read_form(path))["F4"]
    assert (fact["value"], fact["printed"], fact["unit"]) == ("105.2", "105,2%", "percent")


def test_a_comparison_that_may_mean_two_things_is_a_doubt(tmp_path):
    drawing = """
Biểu 10. Kim ngạch xuất khẩu theo thị trường
||||Đơn vị tính: Triệu USD
Thị trường|Chính thức tháng 5|Ước tháng 6|6 tháng năm 2024|So với cùng kỳ (%)
Tổng số|1000.5|1100.5|6000.1|108.8
Hoa Kỳ|400.5|450.5|2500.1|112.2
EU|200.0|210|1200|104.4
"""
    reading = read_form(draw(tmp_path / "binhduong_2024-06.xlsx", {"TT": drawing}))
    (doubt,) = reading.doubts
    assert doubt["cells"] == ["E4", "E5", "E6"]
    assert {reading["comparison"] for reading in doubt["readings"]} == {
        "same_month_last_year",
        "same_period_last_year",
    }
    facts = facts_of(reading)
    assert facts["E5"]["doubt"] == doubt["id"]
    assert [facts[cell]["code"] for cell in ("B4", "B5", "B6")] == ["TOTAL", "US", "EU27"]


def test_growth_and_index_are_told_apart_by_levels_where_words_are_silent(tmp_path):
    drawing = """
Biểu 2. Sản phẩm tháng 5 năm 2024
Sản phẩm|ĐVT|Tháng 5/2023|Ước tháng 5/2024|Tháng 5 so cùng kỳ (%)
Xi măng|Tấn|1000|1052|5.2
Gạch|Tấn|1000|968|-3.2
"""
    reading = read_form(draw(tmp_path / "bacninh_2024-05.xlsx", {"SP": drawing}))
    assert {facts_of(reading)[cell]["measure"] for cell in ("E3", "E4")} == {"growth"}
    assert not reading.faults


def test_a_sheet_of_imports_is_no_draft(tmp_path):
    reading = read_form(draw(tmp_path / "dongthap_2022-10.xlsx", {"Nhập": PRODUCTS}))
    assert len(reading.facts) == 12
