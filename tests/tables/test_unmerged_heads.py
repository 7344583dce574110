"""Headings over blank names, groups written over several unmerged rows, and lines above them."""

from form_sheets import draw, facts_of

from hanoi_ct.tables.forms import read_form


def read(path, name, drawing, **more):
    return read_form(draw(path / name, {"Bieu": drawing}, **more))


def test_a_date_and_a_corner_over_names_that_no_cell_heads(tmp_path):
    drawing = """
TỔNG MỨC BÁN LẺ HÀNG HÓA HÀ NỘI
Tháng 9 năm 2024
|||||Đơn vị tính: Tỷ đồng
|Tháng 9/2023|Tháng 8/2024|Tháng 9/2024|% so với|% so với
||||T8/2024|T9/2023
TỔNG SỐ|60000|65000|66000|101.5|110
1. Bán lẻ|50000|55000|56000|101.8|112
2. Dịch vụ|10000|10000|10000|100|100
"""
    reading = read(tmp_path, "hanoi_2024-09.xlsx", drawing)
    facts = facts_of(reading)
    assert reading.tables[0]["title"] == "TỔNG MỨC BÁN LẺ HÀNG HÓA HÀ NỘI"
    assert [facts[f"{c}6"]["comparison"] for c in "EF"] == [
        "previous_month",
        "same_month_last_year",
    ]
    assert (facts["D6"]["unit"], reading.faults) == ("VND", [])


def test_what_stands_above_the_head_of_a_group_heads_all_of_it(tmp_path):
    drawing = """
Xuất khẩu hàng hóa tháng 9 năm 2024 thành phố Huế
|||Nghìn USD||
|Ước tính|Cộng dồn|So với cùng kỳ|
|tháng 9|9 tháng|năm trước (%)|
|năm 2024|năm 2024|Tháng 9|9 tháng
Hàng thủy sản|5100|45000|105|106
Hàng dệt, may|61200|540000|105|106
"""
    fact = facts_of(read(tmp_path, "hue_2024-09.xlsx", drawing))["E6"]
    assert (fact["comparison"], fact["period_start"], fact["period_end"]) == (
        "same_period_last_year",
        "2024-01",
        "2024-09",
    )


def test_a_difference_named_by_its_quantity_is_left(tmp_path):
    drawing = """
Tình hình sản xuất 9 tháng năm 2024 tỉnh Tuyên Quang
Sản phẩm|9 tháng/2023|9 tháng/2024|Tăng, giảm|
|||Lượng|%
Xi măng (tấn)|900000|950000|50000|5.6
Điện (triệu kWh)|900|950|50|5.6
"""
    reading = read(tmp_path, "tuyenquang_2024-09.xlsx", drawing, merges=("D2:E2",))
    assert {fact["cell"][0] for fact in reading.facts} == {"B", "C", "E"}
    assert [left["why"] for left in reading.not_data] == ["difference of two levels"]


def test_workers_do_not_add_up_over_months(tmp_path):
    drawing = """
Chỉ tiêu tháng 9 năm 2024 tỉnh Bắc Giang
Chỉ tiêu|ĐVT|TH 8 tháng|Ước tháng 9|Ước 9 tháng
Giá trị sản xuất|Tỷ đồng|450000|60000|510000
Lao động trong KCN|Người|195000|198000|198000
"""
    assert read(tmp_path, "bacgiang_2024-09.xlsx", drawing).faults == []


LABOUR = """
Chỉ số sử dụng lao động của doanh nghiệp công nghiệp thời điểm 01/10/2024 tỉnh Lai Châu
||%
|So với cùng thời điểm|
|Tháng trước|Năm trước
TỔNG SỐ|99.4|102.2
Khai khoáng|101|101
Công nghiệp chế biến, chế tạo|99.5|103.5
"""


def test_one_heading_over_all_figures_is_no_title(tmp_path):
    for merges in ((), ("B3:C3", "A3:A4")):
        reading = read(tmp_path, "laichau_2024-10.xlsx", LABOUR, merges=merges)
        facts = facts_of(reading)
        assert [facts[c]["comparison"] for c in ("B5", "C7")] == [
            "same_point_last_month",
            "same_point_last_year",
        ]
        assert {fact["period_end"] for fact in reading.facts} == {"2024-10"}
        assert reading.doubts == []


INDEXES = """
Chỉ số sản xuất công nghiệp tháng 10 năm 2024 tỉnh Lai Châu
|||%
Ngành|{}
Toàn ngành|99.4|102.2|103.1
Khai khoáng|101|101|102
"""


def test_bases_alone_head_indexes_that_compare_with_them(tmp_path):
    drawing = INDEXES.format("Tháng trước|Cùng kỳ năm trước|10 tháng")
    reading = read(tmp_path, "laichau_2024-10.xlsx", drawing)
    facts = facts_of(reading)
    assert [(facts[c]["comparison"], facts[c]["period_end"]) for c in ("B4", "C4", "D4")] == [
        ("previous_month", "2024-10"),
        ("same_month_last_year", "2024-10"),
        ("same_period_last_year", "2024-10"),
    ]
    assert [doubt["cells"] for doubt in reading.doubts] == [["B4", "B5"], ["C4", "C5"]]


def test_indexes_of_months_that_nothing_compares_are_in_doubt(tmp_path):
    reading = read(tmp_path, "laichau_2024-10.xlsx", INDEXES.format("Tháng 9|Tháng 10|10 tháng"))
    assert facts_of(reading)["C4"]["comparison"] == "same_month_last_year"
    assert [doubt["cells"] for doubt in reading.doubts] == [["B4", "B5"], ["C4", "C5"]]
    titled = INDEXES.replace("tỉnh", "so với cùng kỳ năm trước - tỉnh")
    told = read(tmp_path, "laichau_2024-10.xlsx", titled.format("Tháng 9|Tháng 10|10 tháng"))
    assert told.doubts == []
