"""Amounts, units and periods as headings, titles and cells of other departments tell them."""

# Drawings are as wide as the sheets they stand for.
# ruff: noqa: E501

import docx
import openpyxl
import pytest
from form_sheets import draw, facts_of

from hanoi_ct.tables._meaning.months import spoken
from hanoi_ct.tables._meaning.units import read_unit
from hanoi_ct.tables.forms import read_form


def meaning(fact):
    keys = ("measure", "comparison", "period_start", "period_end", "unit", "scale", "value")
    return tuple(fact[key] for key in keys)


def test_a_corner_names_the_units_of_quantity_and_value(tmp_path):
    path = tmp_path / "angiang_2024-10.csv"
    path.write_text(
        "Xuất khẩu hàng hóa tháng 10 năm 2024 - tỉnh An Giang\n"
        ';;;;"Lượng: tấn; Trị giá: nghìn USD"\n'
        "Mặt hàng;Ước tháng 10;;10 tháng so cùng kỳ (%);\n"
        ";Lượng;Trị giá;Lượng;Trị giá\n"
        "Tổng trị giá;;110.450;;109,4\n"
        "Gạo;45.000;29.100;98,7;112,6\n",
        encoding="utf-8-sig",
    )
    facts = facts_of(read_form(path))
    assert meaning(facts["B6"])[4:] == ("tonne", "1", "45000")
    assert meaning(facts["C6"])[4:] == ("USD", "1000", "29100")
    assert meaning(facts["E6"])[:2] == ("index", "same_period_last_year")


def test_a_document_that_repeats_merged_cells_is_read_as_if_merged(tmp_path):
    rows = [
        ["TT", "Ngành công nghiệp", "Tháng 9/2024 so với (%)", "Tháng 9/2024 so với (%)"],
        ["TT", "Ngành công nghiệp", "Tháng 8/2024", "Tháng 9/2023"],
        ["", "Toàn ngành", "102,15", "108,40"],
        ["1", "Khai khoáng", "98,80", "103,35"],
    ]
    document = docx.Document()
    document.add_paragraph("Bảng 1. Chỉ số sản xuất công nghiệp tháng 9 năm 2024")
    table = document.add_table(rows=4, cols=4)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    document.save(tmp_path / "kiengiang_2024-09.docx")
    facts = facts_of(read_form(tmp_path / "kiengiang_2024-09.docx"))
    assert [facts[cell]["comparison"] for cell in ("C4", "D4")] == [
        "previous_month",
        "same_month_last_year",
    ]
    assert facts["C3"]["code"] == "TOTAL"


def test_capital_that_was_added_is_an_amount_and_the_title_dates_it(tmp_path):
    drawing = """
Đầu tư trực tiếp nước ngoài được cấp phép từ ngày 01/01 đến 20/7/2024 tỉnh Gia Lai
|Số dự án cấp mới|Vốn đăng ký tăng thêm
|(Dự án)|(Triệu USD)
TỔNG SỐ|7|12.1
Trung Quốc|3|8.1
Hàn Quốc|4|4
"""
    facts = facts_of(read_form(draw(tmp_path / "gialai_2024-07.xlsx", {"FDI": drawing})))
    months = ("2024-01", "2024-07")
    assert meaning(facts["B4"]) == ("count", None, *months, "count", "1", "7")
    assert meaning(facts["C4"]) == ("level", None, *months, "USD", "1000000", "12.1")
    assert [facts[cell]["code"] for cell in ("B4", "B5", "B6")] == ["TOTAL", "CN", "KR"]


def test_a_title_with_a_month_and_the_months_so_far_dates_no_column(tmp_path):
    drawing = """
Kim ngạch xuất khẩu tháng 7 và 7 tháng năm 2024 tỉnh Gia Lai
Mặt hàng|Trị giá (triệu USD)
Tổng số|52.4
Cà phê|40
"""
    facts = facts_of(read_form(draw(tmp_path / "gialai_2024-07.xlsx", {"XK": drawing})))
    assert facts["B3"]["period_start"] == "2024-07"


def test_rows_without_a_number_are_parts_of_the_row_they_add_up_to(tmp_path):
    drawing = """
Biểu 3: KIM NGẠCH XUẤT NHẬP KHẨU THÁNG 2 NĂM 2025 TỈNH CAO BẰNG
||||Triệu USD
TT|Chỉ tiêu|Chính thức tháng 1|Ước tháng 2|2 tháng năm 2025
1|Xuất khẩu|40.2|36.1|76.3
|Nông sản|22.1|20|42.1
|Hàng hóa còn lại|18.1|16.1|34.2
2|Nhập khẩu|31.2|29.1|62.3
|Máy móc|15.2|14|29.2
|Hàng hóa còn lại|16|15.1|31.1
"""
    reading = read_form(draw(tmp_path / "caobang_2025-02.xlsx", {"XNK": drawing}))
    facts = facts_of(reading)
    assert [facts[cell].get("parent") for cell in ("C5", "C6", "C8", "C9")] == [
        "Xuất khẩu",
        "Xuất khẩu",
        "Nhập khẩu",
        "Nhập khẩu",
    ]
    assert ("total_unlike_parts", "E7") in {(f["kind"], f["cell"]) for f in reading.faults}
    assert "duplicate_row" not in {fault["kind"] for fault in reading.faults}


def test_changes_in_words_are_growth_whatever_the_column(tmp_path):
    drawing = """
Một số chỉ tiêu thương mại tháng 4 năm 2025 tỉnh Yên Bái
Chỉ tiêu|4 tháng năm 2025|So với cùng kỳ 4 tháng năm 2024
Tổng mức bán lẻ (tỷ đồng)|16480|Tăng 11,2%
Kim ngạch xuất khẩu (triệu USD)|151.2|Giảm 3,4%
"""
    facts = facts_of(read_form(draw(tmp_path / "yenbai_2025-04.xlsx", {"TM": drawing})))
    rate = ("growth", "same_period_last_year", "2025-01", "2025-04", "percent", "1")
    assert meaning(facts["C3"]) == (*rate, "11.2")
    assert meaning(facts["C4"]) == (*rate, "-3.4")


def test_labour_on_average_is_no_stock(tmp_path):
    drawing = """
Chỉ số sử dụng lao động ngành công nghiệp tháng 7/2024 tỉnh Đồng Nai
Ngành|Chỉ số sử dụng lao động 01/7/2024 so với 01/6/2024 (%)|Lao động bình quân 7 tháng so với cùng kỳ (%)
Tổng số|100.9|101.1
Khai khoáng|99.8|98.5
"""
    facts = facts_of(read_form(draw(tmp_path / "dongnai_2024-07.xlsx", {"LĐ": drawing})))
    assert facts["B3"]["comparison"] == "same_point_last_month"
    assert meaning(facts["C3"])[:3] == ("index", "same_period_last_year", "2024-01")


def test_a_unit_may_close_a_heading_as_a_row_of_its_own(tmp_path):
    drawing = """
Doanh thu vận tải và kho bãi tháng 6 năm 2024 tỉnh Quảng Nam
|Thực hiện|Ước|6 tháng so
|tháng 5|tháng 6|cùng kỳ
|Tỷ đồng|Tỷ đồng|%
Tổng số|790|815|112.7
Kho bãi|75|78|112.5
"""
    reading = read_form(draw(tmp_path / "quangnam_2024-06.xlsx", {"VT": drawing}))
    facts = facts_of(reading)
    assert meaning(facts["C5"])[4:6] == ("VND", "1000000000")
    assert facts["D5"]["measure"] == "index"
    assert not reading.faults


def test_a_year_is_compared_with_what_was_done_in_another(tmp_path):
    drawing = """
CHỈ TIÊU KẾ HOẠCH NĂM 2025 NGÀNH CÔNG THƯƠNG TỈNH PHÚ YÊN
Chỉ tiêu|ĐVT|Thực hiện năm 2023|Ước TH năm 2024|Kế hoạch năm 2025|Ước TH 2024/TH 2023 (%)
Giá trị sản xuất công nghiệp|Tỷ đồng|21000|23400|26000|111.43
Tổng mức bán lẻ|Tỷ đồng|46000|52300|59000|113.7
"""
    facts = facts_of(read_form(draw(tmp_path / "phuyen_2024-12.xlsx", {"KH": drawing})))
    assert meaning(facts["F3"])[:4] == ("index", "same_period_last_year", "2024-01", "2024-12")
    assert meaning(facts["E3"])[:4] == ("plan", None, "2025-01", "2025-12")


@pytest.mark.parametrize(
    ("before", "rate", "start", "doubtful"),
    [
        (4120000, 96.7, "2022-01", False),  # the rate on the months so far follows from it
        (622800, 96.7, "2022-07", False),  # the rate on the month does
        (999999, 50.1, "2022-01", True),  # neither: a doubt, the column beside it the likelier
    ],
)
def test_last_years_level_is_of_the_period_that_the_rates_tell(
    before, rate, start, doubtful, tmp_path
):
    subject = "Tháng 7" if start == "2022-07" else "Lũy kế"
    drawing = f"""
Kim ngạch xuất khẩu tháng 7/2023 tỉnh Long An
Chỉ tiêu|ĐVT|Tháng báo cáo|Lũy kế từ đầu năm|Cùng kỳ năm trước|{subject} so với cùng kỳ (%)
Tổng kim ngạch|1.000 USD|602300|3985400|{before}|{rate}
"""
    fact = facts_of(read_form(draw(tmp_path / "longan_2023-07.xlsx", {"XK": drawing})))["E3"]
    assert fact["period_start"] == start
    assert bool(fact.get("doubt")) == doubtful


def test_sources_of_capital_are_names_and_no_note(tmp_path):
    drawing = """
VỐN ĐẦU TƯ THỰC HIỆN QUÝ IV VÀ NĂM 2023 TỈNH SƠN LA
|||Tỷ đồng
Nguồn vốn|Thực hiện quý III năm 2023|Ước quý IV năm 2023|Năm 2023 so với năm 2022 (%)
Tổng số|5120.5|6240.1|104.9
Nguồn vốn Nhà nước|1850.2|2310.8|109.2
Nguồn vốn ngoài Nhà nước|3270.3|3929.3|102.8
"""
    facts = facts_of(read_form(draw(tmp_path / "sonla_2023-12.xlsx", {"VĐT": drawing})))
    assert len(facts) == 9


def test_whole_thousands_are_not_measured_against_figures_of_other_units(tmp_path):
    drawing = """
BIỂU TỔNG HỢP KHU, CỤM CÔNG NGHIỆP TỈNH BẮC NINH (tính đến ngày 31/12/2023)
TT|Tên khu, cụm công nghiệp|Quy hoạch (ha)|Số DN|Vốn ĐK (tỷ đồng)|Lao động (người)
1|KCN Quế Võ|611|180|-|-
2|CCN Đa Hội|42|240|khoảng 900|> 3.500
"""
    path = draw(tmp_path / "bacninh_2023-12.xlsx", {"CCN": drawing})
    book = openpyxl.load_workbook(path)
    book["CCN"]["E3"], book["CCN"]["F3"] = "45.200", "68.000"
    book.save(path)
    facts = facts_of(read_form(path))
    assert [facts[cell]["value"] for cell in ("E3", "F3")] == ["45200", "68000"]
    assert facts["E3"]["status"] == "unstated"


def test_cigarettes_are_counted_in_packs():
    assert read_unit("Triệu bao").unit == "pack"


def test_days_that_bound_months_are_a_period():
    (period,) = spoken("tu ngay 01/01 den 20/7/2024")
    assert (period.kind, period.number, period.year) == ("to_date", 7, 2024)
    (period,) = spoken("den thang 12/2023")
    assert (period.kind, period.number) == ("month", 12)


def test_what_a_month_adds_is_not_measured_against_all_there_is(tmp_path):
    drawing = """
Tình hình thu hút đầu tư tháng 4 năm 2024 tỉnh Hưng Yên
Chỉ tiêu|Đơn vị tính|Tháng 4/2024|Lũy kế từ đầu năm|Lũy kế đến 30/4/2024
Dự án trong nước cấp mới|Dự án|5|21|1650
Vốn đăng ký trong nước|Tỷ đồng|420|3100|245000
"""
    reading = read_form(draw(tmp_path / "hungyen_2024-04.xlsx", {"DT": drawing}))
    assert not reading.faults
    assert meaning(facts_of(reading)["D3"])[2:4] == ("2024-01", "2024-04")
