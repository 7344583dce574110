"""What single cells, titles and the subject of a table tell of its figures."""

from form_sheets import draw, facts_of

from hanoi_ct.tables.forms import read_form


def read(path, name, drawing, **more):
    return read_form(draw(path / name, {"Bieu": drawing}, **more))


def test_a_cell_that_says_what_it_is_needs_no_column(tmp_path):
    drawing = """
Xuất khẩu tháng 6/2024 tỉnh An Giang
Mặt hàng|ĐVT|Ước tháng 6|So với cùng kỳ
Tổng kim ngạch|Nghìn USD|95600|giảm 3,1%
Gạo|Nghìn USD|45600|tăng 3,1%
Thủy sản|Nghìn USD|50000|bằng 96,9%
"""
    reading = read(tmp_path, "angiang_2024-06.xlsx", drawing)
    facts = facts_of(reading)
    assert [(facts[c]["measure"], facts[c]["value"]) for c in ("D3", "D4", "D5")] == [
        ("growth", "-3.1"),
        ("growth", "3.1"),
        ("index", "96.9"),
    ]
    assert reading.faults == []


def test_this_term_is_that_of_the_title(tmp_path):
    drawing = """
Kết quả sản xuất công nghiệp tỉnh Phú Yên từ ngày 01/01/2024 đến ngày 15/6/2024
Chỉ tiêu|ĐVT|Thực hiện kỳ này|Cùng kỳ năm trước|Tăng, giảm (%)
Đường|Tấn|12000|11000|9.1
Bia|Triệu lít|12|11|9.1
"""
    facts = facts_of(read(tmp_path, "phuyen_2024-06.xlsx", drawing))
    periods = [(facts[c]["period_start"], facts[c]["period_end"]) for c in ("C3", "D3", "E3")]
    assert periods == [("2024-01", "2024-06"), ("2023-01", "2023-06"), ("2024-01", "2024-06")]
    assert facts["E3"]["comparison"] == "same_period_last_year"


def test_a_forms_number_is_no_title(tmp_path):
    drawing = """
||||Biểu số: 01/BCT
UBND TỈNH HẬU GIANG||||Kỳ báo cáo: Tháng 9 năm 2024
BÁO CÁO XUẤT KHẨU
Chỉ tiêu|ĐVT|Tháng trước|Tháng báo cáo|Tháng báo cáo so với tháng trước (%)
Gạo|Tấn|12.5|12.9|103.2
Đường|Tấn|12.5|12.9|103.2
"""
    reading = read(tmp_path, "haugiang.xlsx", drawing)
    table = reading.tables[0]
    assert (table["title"], table["kind"], table["cells"]) == (
        "BÁO CÁO XUẤT KHẨU",
        "export",
        "A4:E6",
    )
    assert (reading.report_month, reading.province) == ("2024-09", "Hậu Giang")


def test_land_stands_and_projects_of_all_time_are_a_doubt(tmp_path):
    drawing = """
Tình hình đầu tư vào các khu công nghiệp 6 tháng 2024 tỉnh Tây Ninh
Khu công nghiệp|Dự án cấp mới|Vốn đăng ký cấp mới (triệu USD)|Lũy kế số dự án\
|Đất cho thuê (ha)|Đã thuê mới trong kỳ (ha)
KCN Trảng Bàng|2|12.5|85|130.5|2.5
KCN Phước Đông|3|112.5|105|1500.5|4.5
"""
    reading = read(tmp_path, "tayninh_2024-06.xlsx", drawing)
    facts = facts_of(reading)
    starts = [facts[f"{c}3"]["period_start"] for c in "BCDEF"]
    assert starts == ["2024-01", "2024-01", "2024-06", "2024-06", "2024-01"]
    (doubt,) = reading.doubts
    assert doubt["cells"] == ["D3", "D4"]
    assert doubt["readings"] == [{"period_start": "2024-06"}, {"period_start": "2024-01"}]


QUARTERS = """
Báo cáo quý II năm 2024 ngành than tỉnh Quảng Ninh
Chỉ tiêu|ĐVT|Quý II/2023|Quý I/2024|Quý II/2024|So với quý trước (%)|So với cùng kỳ (%)\
|6 tháng 2024|So với 6 tháng 2023 (%)
Than sạch|Nghìn tấn|{0}|10200|10800|105.9|102.9|21000|101.5
Than tiêu thụ|Nghìn tấn|{0}|10200|10800|105.9|102.9|21000|101.5
"""


def test_a_rate_among_quarters_is_of_the_quarter_that_bears_it_out(tmp_path):
    reading = read(tmp_path, "quangninh_2024-06.xlsx", QUARTERS.format(10500))
    fact = facts_of(reading)["G3"]
    assert (fact["comparison"], fact["period_start"]) == ("same_quarter_last_year", "2024-04")
    assert reading.doubts == []


def test_a_rate_among_quarters_that_nothing_bears_out_is_a_doubt(tmp_path):
    reading = read(tmp_path, "quangninh_2024-06.xlsx", QUARTERS.format("x"))
    fact = facts_of(reading)["G3"]
    assert (fact["comparison"], fact["period_start"]) == ("same_quarter_last_year", "2024-04")
    assert reading.doubts[0]["readings"][1]["comparison"] == "same_period_last_year"
    assert "G3" in reading.doubts[0]["cells"]


def test_ratios_of_dates_with_dashes_and_plans_of_next_year(tmp_path):
    drawing = """
Công nghiệp tháng 12-2024 tỉnh Hải Dương
Chỉ tiêu|ĐVT|T12-23|T12-24|12T-23|UTH 2024|KH 2025|T12-24/T12-23|12T-24/12T-23|KH 2025/UTH 2024 (%)
Thép cán|Nghìn tấn|120|125|1400|1430|1500|104.2|102.1|104.9
Xi măng|Nghìn tấn|320|325|3400|3430|3500|101.6|100.9|102
"""
    reading = read(tmp_path, "haiduong_2024-12.xlsx", drawing)
    facts = facts_of(reading)
    assert [(facts[c]["comparison"], facts[c]["period_end"]) for c in ("H3", "I3", "J3")] == [
        ("same_month_last_year", "2024-12"),
        ("same_period_last_year", "2024-12"),
        ("same_period_last_year", "2025-12"),
    ]
    assert facts["G3"]["measure"] == "plan"


def test_the_day_of_signing_tells_the_year_of_months(tmp_path):
    drawing = """
SẢN PHẨM CHỦ YẾU
(Kèm theo Báo cáo số 45/BC-SCT ngày {} của Sở Công Thương tỉnh Phú Yên)
Sản phẩm|ĐVT|TH tháng {}|ƯTH tháng {}
Đường RS|Tấn|450|460
Hạt điều|Tấn|450|460
"""
    june = read(tmp_path, "bieu.xlsx", drawing.format("25 tháng 6 năm 2024", 5, 6))
    assert (june.report_month, june.faults) == ("2024-06", [])
    december = read(tmp_path, "bieu.xlsx", drawing.format("03 tháng 01 năm 2025", 11, 12))
    assert december.report_month == "2024-12"


def test_a_base_that_names_its_month_tells_the_subject(tmp_path):
    drawing = """
Chỉ tiêu|ĐVT|T5-2024|Dự kiến T6-2024|Lũy kế 6T-2024|Tăng so T6-2023 (%)|Tăng so 6T-2023 (%)
Bán lẻ|Tỷ đồng|7500|7600|45000|10.5|9.8
Xuất khẩu|Triệu USD|900|910|5200|-2.5|1.5
"""
    reading = read(tmp_path, "haiduong_2024-06.xlsx", drawing)
    facts = facts_of(reading)
    assert [facts[c]["comparison"] for c in ("F2", "G2")] == [
        "same_month_last_year",
        "same_period_last_year",
    ]
    assert reading.doubts == []


def test_years_under_flows_are_years_of_those_flows(tmp_path):
    drawing = """
Tình hình xuất nhập khẩu 2 năm tỉnh Khánh Hòa
||||Triệu USD
Tháng|Xuất khẩu||Nhập khẩu|
|2023|2024|2023|2024
Tháng 4|145|150|95|100
Tháng 5|150|155|99|102
Tháng 6|155|165|101|104
Cộng 6 tháng|850|905|565|596
"""
    merges = ("B3:C3", "D3:E3")
    facts = facts_of(read(tmp_path, "khanhhoa_2024-06.xlsx", drawing, merges=merges))
    assert (facts["B5"]["label"], facts["B5"]["period_end"]) == ("Xuất khẩu", "2023-04")
    assert (facts["E8"]["label"], facts["E8"]["period_start"]) == ("Nhập khẩu", "2024-01")
    assert facts["E8"]["flow"] == "import"
