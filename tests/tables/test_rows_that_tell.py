"""Rows that say themselves what they compare, when, and how sure: lists, and periods down."""

import docx
from form_sheets import draw, facts_of

from hanoi_ct.tables.forms import read_form


def read(path, name, drawing, **more):
    return read_form(draw(path / name, {"Bieu": drawing}, **more))


def meanings(reading, *cells):
    facts = facts_of(reading)
    return [
        (facts[c]["measure"], facts[c]["comparison"], facts[c]["period_start"], facts[c]["status"])
        for c in cells
    ]


def test_rows_that_compare_periods_and_columns_of_industries(tmp_path):
    drawing = """
Chỉ số sản xuất công nghiệp tháng 9 năm 2024 tỉnh Bắc Ninh
Chỉ số (%)|Toàn ngành|Khai khoáng|Chế biến, chế tạo
Tháng 8/2024 (chính thức) so với cùng kỳ|109.4|96.5|110.6
Ước tháng 9/2024 so với tháng 8/2024|96.9|105.5|95.9
Ước 9 tháng năm 2024 so với cùng kỳ|110.3|96.7|111.0
"""
    reading = read(tmp_path, "bacninh_2024-09.xlsx", drawing)
    assert meanings(reading, "B3", "C4", "D5") == [
        ("index", "same_month_last_year", "2024-08", "official"),
        ("index", "previous_month", "2024-09", "estimate"),
        ("index", "same_period_last_year", "2024-01", "estimate"),
    ]
    assert not reading.faults
    assert not reading.doubts


def test_two_months_and_their_comparisons_down_the_rows(tmp_path):
    drawing = """
Bán lẻ tháng 9 năm 2024 tỉnh Hà Nam
Kỳ|Tổng số|Hàng hóa
Tháng 8/2024 (tỷ đồng)|3100|2000
Ước tháng 9/2024 (tỷ đồng)|3200|2050
So với tháng trước (%)|103.2|102.5
"""
    reading = read(tmp_path, "hanam_2024-09.xlsx", drawing)
    assert meanings(reading, "B3", "C4", "C5") == [
        ("level", None, "2024-08", "official"),
        ("level", None, "2024-09", "estimate"),
        ("index", "previous_month", "2024-09", "estimate"),
    ]


def test_a_comparison_below_its_level_is_of_its_months(tmp_path):
    drawing = """
MỘT SỐ CHỈ TIÊU CÔNG THƯƠNG THÁNG 5 NĂM 2024 TỈNH NINH THUẬN
TT|Chỉ tiêu|Đơn vị|Số liệu
1|Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ||
|- Ước thực hiện tháng 5|Tỷ đồng|3440.4
|  + So với cùng kỳ năm trước (%)|%|112
|- Ước thực hiện 5 tháng|Tỷ đồng|16781.8
|  + So với cùng kỳ năm trước (%)|%|112.7
2|Kim ngạch xuất khẩu||
|- Ước thực hiện tháng 5|Triệu USD|11.5
|  + So với cùng kỳ năm trước (%)|%|100
|- Ước thực hiện 5 tháng|Triệu USD|57.3
|  + So với cùng kỳ năm trước (%)|%|101.4
"""
    reading = read(tmp_path, "ninhthuan_2024-05.xlsx", drawing)
    assert [one[1:3] for one in meanings(reading, "D5", "D7", "D10", "D12")] == [
        ("same_month_last_year", "2024-05"),
        ("same_period_last_year", "2024-01"),
        ("same_month_last_year", "2024-05"),
        ("same_period_last_year", "2024-01"),
    ]
    assert not reading.doubts


def test_rows_of_one_column_say_month_and_comparison(tmp_path):
    drawing = """
Một số chỉ tiêu chủ yếu tháng 9 năm 2024 tỉnh Hà Nam
STT|Chỉ tiêu|ĐVT|Kết quả
1|Chỉ số sản xuất công nghiệp tháng 9 so với tháng trước|%|103.2
2|Chỉ số sản xuất công nghiệp 9 tháng so với cùng kỳ|%|107.2
3|Tổng mức bán lẻ 9 tháng|Tỷ đồng|28000
4|Tốc độ tăng tổng mức bán lẻ 9 tháng so cùng kỳ|%|8.1
5|Kim ngạch xuất khẩu ước tháng 9|Triệu USD|320
"""
    reading = read(tmp_path, "hanam_2024-09.xlsx", drawing)
    assert [one[:3] for one in meanings(reading, "D3", "D4", "D5", "D6", "D7")] == [
        ("index", "previous_month", "2024-09"),
        ("index", "same_period_last_year", "2024-01"),
        ("level", None, "2024-01"),
        ("growth", "same_period_last_year", "2024-01"),
        ("level", None, "2024-09"),
    ]
    assert not reading.faults


def test_comparisons_in_a_column_of_names_beside_months(tmp_path):
    drawing = """
Chỉ số sản xuất công nghiệp tỉnh Cà Mau các tháng năm 2024
|||Đơn vị tính: %
Ngành|So sánh|Tháng 4|Ước tháng 5
Toàn ngành công nghiệp|So với tháng trước|105.1|103.7
|So với cùng kỳ|99.2|99.9
|Cộng dồn so với cùng kỳ|102.8|102.2
Khai khoáng|So với tháng trước|97.4|102.9
|So với cùng kỳ|101.3|108.4
|Cộng dồn so với cùng kỳ|102.1|103.3
"""
    reading = read(tmp_path, "camau_2024-05.xlsx", drawing, merges=("A4:A6", "A7:A9"))
    assert meanings(reading, "C4", "D5", "D9") == [
        ("index", "previous_month", "2024-04", "official"),
        ("index", "same_month_last_year", "2024-05", "estimate"),
        ("index", "same_period_last_year", "2024-01", "estimate"),
    ]
    assert {fact["code"] for fact in reading.facts} == {"TOTAL", "B"}
    assert not reading.faults


def test_a_list_with_a_figure_a_row(tmp_path):
    drawing = """
Tỉnh|Chỉ tiêu|Đơn vị tính|Kỳ|Trạng thái|Giá trị|So với cùng kỳ năm trước (%)
Đồng Nai|Kim ngạch xuất khẩu|Triệu USD|07/2024|Chính thức|1878.1|110.7
Đồng Nai|Kim ngạch xuất khẩu|Triệu USD|8 tháng/2024|Ước tính|15003|107.7
Đồng Nai|Điện thương phẩm|Triệu kWh|08/2024|Ước tính|1471.2|101
"""
    reading = read(tmp_path, "dongnai_2024-08.xlsx", drawing)
    assert meanings(reading, "F2", "G3", "F4") == [
        ("level", None, "2024-07", "official"),
        ("index", "same_period_last_year", "2024-01", "estimate"),
        ("level", None, "2024-08", "estimate"),
    ]
    assert facts_of(reading)["F4"]["unit"] == "kWh"
    assert facts_of(reading)["F2"]["label"] == "Kim ngạch xuất khẩu"
    assert not reading.faults


def test_a_list_with_year_and_month_as_numbers(tmp_path):
    drawing = """
Năm|Tháng|Chỉ tiêu|ĐVT|Giá trị
2024|7|Kim ngạch xuất khẩu|Triệu USD|120.5
2024|8|Kim ngạch xuất khẩu|Triệu USD|121.5
"""
    reading = read(tmp_path, "hanam.xlsx", drawing)
    assert reading.report_month == "2024-08"
    assert [one[2] for one in meanings(reading, "E2", "E3")] == ["2024-07", "2024-08"]


def test_months_and_quarters_in_words(tmp_path):
    drawing = """
Sản phẩm công nghiệp chủ yếu tháng Năm và năm tháng đầu năm 2024 tỉnh Quảng Nam
Sản phẩm|ĐVT|Thực hiện tháng Tư|Ước tính tháng Năm|Ước tính năm tháng|Quý một|\
Tháng Năm tăng (▲), giảm (▼) so với tháng Tư (%)
Bia|Nghìn lít|11515|12082|57028|33431|▲ 4,9
Ô tô|Chiếc|5890|5739|28756|17127|▼ 2,6
"""
    reading = read(tmp_path, "quangnam_2024-05.xlsx", drawing)
    facts = facts_of(reading)
    assert [one[2] for one in meanings(reading, "C3", "D3", "E3", "F3", "G3")] == [
        "2024-04",
        "2024-05",
        "2024-01",
        "2024-01",
        "2024-05",
    ]
    assert facts["F3"]["period_end"] == "2024-03"
    assert (facts["G4"]["measure"], facts["G4"]["value"]) == ("growth", "-2.6")
    assert not reading.faults


def test_a_form_filled_in_dates_the_table_and_holds_no_figures(tmp_path):
    drawing = """
BÁO CÁO SẢN XUẤT CÔNG NGHIỆP
Tỉnh:|Quảng Ninh
Tháng:|5|Năm:|2024
TT|Tên sản phẩm|Đơn vị tính|Thực hiện tháng trước|Ước thực hiện trong tháng
1|Than sạch|Nghìn tấn|3820|3694
2|Nước sạch|Nghìn kWh|520|522
"""
    reading = read(tmp_path, "bao_cao.xlsx", drawing)
    assert reading.report_month == "2024-05"
    assert [one[2] for one in meanings(reading, "D5", "E5")] == ["2024-04", "2024-05"]
    assert not {"B3", "D3"} & set(facts_of(reading))
    assert [(one["kind"], one["cell"]) for one in reading.faults] == [("unit_suspect", "C6")]


def test_a_lost_thousand_is_named_where_the_other_mark_divides_thousands(tmp_path):
    path = tmp_path / "daklak_2024-09.csv"
    path.write_text(
        "Vốn đầu tư tháng 9 năm 2024 tỉnh Đắk Lắk (triệu đồng);;;\n"
        "Nguồn vốn;Thực hiện tháng 8;Ước tháng 9;Cộng dồn 9 tháng\n"
        "Cấp tỉnh;143.456;150.578;1.281.308\n"
        "Trung ương;57.668;61,540;535.779\n"
        "Nước ngoài;26.852;26.880;240.164\n",
        encoding="utf-8",
    )
    reading = read_form(path)
    assert facts_of(reading)["C4"]["value"] == "61.54"
    assert [(one["kind"], one["cell"]) for one in reading.faults] == [("thousand_point", "C4")]


def test_a_table_of_a_document_that_goes_on_without_headings(tmp_path):
    document = docx.Document()
    document.add_paragraph("Bảng 1. Chỉ số sản xuất công nghiệp tháng 4 năm 2024 tỉnh Phú Thọ")
    rows = [
        ["Ngành", "Tháng 4/2024 so với tháng 3/2024 (%)", "4 tháng 2024 so với cùng kỳ (%)"],
        ["Toàn ngành công nghiệp", "102,21", "101,13"],
        ["Khai khoáng", "102,78", "104,54"],
    ]
    more = [["Sản xuất giấy", "105,54", "105,64"], ["Sản xuất hóa chất", "104,40", "100,58"]]
    for held in (rows, more):
        table = document.add_table(len(held), 3)
        for row, texts in zip(table.rows, held, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        document.add_paragraph("Bảng 1 (tiếp theo)")
    path = tmp_path / "phutho_2024-04.docx"
    document.save(path)
    reading = read_form(path)
    last = [fact for fact in reading.facts if fact["sheet"] == "Bảng 2"]
    assert [fact["comparison"] for fact in last] == ["previous_month", "same_period_last_year"] * 2
    assert not reading.faults


def test_the_sheet_of_a_month_whose_title_was_left_as_it_was(tmp_path):
    sheet = """
SẢN PHẨM CÔNG NGHIỆP CHỦ YẾU THÁNG {title} NĂM 2024
Sản phẩm|ĐVT|Thực hiện tháng {n}/2024|Tháng {n} so với cùng kỳ (%)
Xe máy|Chiếc|146241|105.8
"""
    sheets = {f"T{n}": sheet.format(title=title, n=n) for n, title in ((5, 5), (6, 5), (7, 7))}
    reading = read_form(draw(tmp_path / "vinhphuc.xlsx", sheets))
    assert reading.report_month == "2024-07"
    assert {f["period_end"] for f in reading.facts if f["sheet"] == "T6"} == {"2024-06"}
    assert [(one["kind"], one["sheet"]) for one in reading.faults] == [("month_mismatch", "T6")]


def test_a_forecast_of_the_last_quarter_dates_no_report(tmp_path):
    drawing = """
KẾT QUẢ THỰC HIỆN 9 THÁNG VÀ ƯỚC THỰC HIỆN NĂM 2024 TỈNH LÀO CAI
Chỉ tiêu|ĐVT|Ước thực hiện 9 tháng năm 2024|Ước thực hiện quý IV năm 2024|Ước cả năm 2024
Xi măng|Tấn|29723|10282|40005
"""
    reading = read(tmp_path, "laocai.xlsx", drawing)
    assert reading.report_month == "2024-09"
    assert not reading.faults


def test_footnotes_by_number_and_two_on_a_line(tmp_path):
    drawing = """
NHẬP KHẨU HÀNG HÓA THÁNG 7 NĂM 2024 TỈNH QUẢNG NAM
||Lượng: tấn; Trị giá: nghìn USD
Mặt hàng|Lượng|Trị giá
Linh kiện ô tô (1)|27|84257
Ván ép (**)|27|8425
Giày (*)|28|8525
Sắt thép|4794|3863
(1) Đơn vị tính lượng: nghìn chiếc
(*) Nghìn đôi, nghìn USD; (**) Nghìn m3, nghìn USD
"""
    facts = facts_of(read(tmp_path, "quangnam_2024-07.xlsx", drawing))
    assert [facts[f"B{n}"]["unit"] for n in (4, 5, 6, 7)] == ["piece", "m3", "pair", "tonne"]
    assert facts["C4"]["unit"] == "USD"


def test_a_sentence_above_a_table_compares_none_of_its_columns(tmp_path):
    drawing = """
BÁO CÁO NHANH THÁNG 11 NĂM 2024 - SỞ CÔNG THƯƠNG ĐỒNG THÁP
1. Chỉ số sản xuất công nghiệp tháng 11 ước tăng 4,2% so với tháng trước, tăng 8,9% so với cùng kỳ.
Sản phẩm|Đơn vị|Ước tháng 11|Ước 11 tháng
Gạo xay xát|Tấn|359482|3755180
Đường|Tấn|170868|1751952
"""
    reading = read(tmp_path, "dongthap_2024-11.xlsx", drawing)
    assert [one[0] for one in meanings(reading, "C4", "D5")] == ["level", "level"]
    assert not reading.faults


def test_a_series_of_quarters_below_their_years(tmp_path):
    drawing = """
XUẤT KHẨU CÀ PHÊ TỈNH ĐẮK LẮK THEO QUÝ
Năm|Quý|Tình trạng|Trị giá (triệu USD)|Trị giá so với cùng kỳ năm trước (%)
2023|III|Chính thức|163.9|97.8
|IV|Chính thức|182.2|113.9
2024|I|Ước tính|193.9|137
"""
    reading = read(tmp_path, "daklak_2024-03.xlsx", drawing, merges=("A3:A4",))
    assert meanings(reading, "D4", "E4", "E5") == [
        ("level", None, "2023-10", "official"),
        ("index", "same_quarter_last_year", "2023-10", "official"),
        ("index", "same_quarter_last_year", "2024-01", "estimate"),
    ]
    assert not reading.faults


def test_a_list_with_first_and_last_months(tmp_path):
    drawing = """
Chỉ tiêu|Từ tháng|Đến tháng|Trạng thái|Đơn vị tính|Giá trị|So cùng kỳ (%)
Kim ngạch xuất khẩu|05/2024|05/2024|Ước|Triệu USD|218.3|96.9
Kim ngạch xuất khẩu|01/2024|05/2024|Ước|Triệu USD|1081.1|96.2
"""
    reading = read(tmp_path, "thaibinh_2024-05.xlsx", drawing)
    assert [one[1:3] for one in meanings(reading, "F2", "F3", "G3")] == [
        (None, "2024-05"),
        (None, "2024-01"),
        ("same_period_last_year", "2024-01"),
    ]


def test_sections_name_the_months_and_the_status(tmp_path):
    drawing = """
TỔNG MỨC BÁN LẺ HÀNG HÓA TỈNH TIỀN GIANG
Ngành|Giá trị (tỷ đồng)|So với cùng kỳ năm trước (%)
THỰC HIỆN THÁNG 4 NĂM 2024||
Tổng số|8766.5|116.3
Bán lẻ hàng hóa|7238.7|119.6
ƯỚC 5 THÁNG NĂM 2024||
Tổng số|42852.1|114.6
Bán lẻ hàng hóa|35303.2|117.3
"""
    reading = read(tmp_path, "tiengiang_2024-05.xlsx", drawing)
    assert meanings(reading, "B4", "C5", "B7", "C8") == [
        ("level", None, "2024-04", "official"),
        ("index", "same_month_last_year", "2024-04", "official"),
        ("level", None, "2024-01", "estimate"),
        ("index", "same_period_last_year", "2024-01", "estimate"),
    ]
    assert not reading.faults
    assert not reading.doubts


def test_months_as_numbers_below_one_heading(tmp_path):
    drawing = """
KIM NGẠCH NHẬP KHẨU TỈNH KHÁNH HÒA NĂM 2024 (số thực hiện)
||||Nghìn USD
Mặt hàng|Thực hiện các tháng|||Cộng
|1|2|3|
Thủy sản|12582|15050|13137|40769
Bông|6019|5376|5955|17350
"""
    merges = ("B3:D3", "A3:A4", "E3:E4")
    reading = read(tmp_path, "khanhhoa_2024-03.xlsx", drawing, merges=merges)
    assert [one[2:] for one in meanings(reading, "B5", "C5", "D6", "E6")] == [
        ("2024-01", "official"),
        ("2024-02", "official"),
        ("2024-03", "official"),
        ("2024-01", "official"),
    ]


def test_comparisons_as_sections_below_a_heading_that_compares(tmp_path):
    drawing = """
Chỉ số sản xuất công nghiệp tháng 10 năm 2024 tỉnh Cao Bằng
Ngành|So sánh (%)
1. Ước tháng 10 so với tháng 9|
Toàn ngành công nghiệp|100.1
Khai khoáng|108.7
2. Ước 10 tháng so với cùng kỳ|
Toàn ngành công nghiệp|103.8
Khai khoáng|107.4
"""
    reading = read(tmp_path, "caobang_2024-10.xlsx", drawing)
    assert [one[1:] for one in meanings(reading, "B4", "B5", "B7", "B8")] == [
        ("previous_month", "2024-10", "estimate"),
        ("previous_month", "2024-10", "estimate"),
        ("same_period_last_year", "2024-01", "estimate"),
        ("same_period_last_year", "2024-01", "estimate"),
    ]
    assert not reading.doubts
    assert not reading.faults


def test_two_quarters_below_a_title_of_six_months_are_no_mismatch(tmp_path):
    drawing = """
GIÁ TRỊ NHẬP KHẨU 6 THÁNG ĐẦU NĂM 2024 TỈNH NGHỆ AN (số chính thức, nghìn USD)
Mặt hàng|Tháng 2/2024|Tháng 3/2024|Quý I/2024
Tổng số|41679|46232|131720
Vải|14169|16050|45889

Mặt hàng|Tháng 5/2024|Tháng 6/2024|Quý II/2024
Tổng số|39393|44450|126731
Vải|13908|14747|40589
"""
    reading = read(tmp_path, "nghean_2024-06.xlsx", drawing)
    assert not reading.faults
    assert meanings(reading, "D3", "D7") == [
        ("level", None, "2024-01", "official"),
        ("level", None, "2024-04", "official"),
    ]
