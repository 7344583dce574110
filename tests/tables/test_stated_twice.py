"""What a sheet states twice, in a place of its own, or nowhere: units, years, comparisons."""

from form_sheets import draw, facts_of

from hanoi_ct.tables.forms import read_form


def read(path, name, drawing, **more):
    return read_form(draw(path / name, {"Bieu": drawing}, **more))


def doubted(reading):
    return {cell: doubt["readings"] for doubt in reading.doubts for cell in doubt["cells"]}


def test_a_corner_in_two_languages_names_one_unit(tmp_path):
    drawing = """
Tổng mức bán lẻ hàng hóa tháng 10 năm 2023 tỉnh Vĩnh Long
|||Tỷ đồng - Bill. dongs
|Thực hiện tháng 9|Ước tính tháng 10|Lũy kế thực hiện 10 tháng
TỔNG SỐ - TOTAL|5083|5277.7|52900.1
Bán lẻ hàng hóa - Retail sale|3711.2|3887.4|38683.8
"""
    reading = read(tmp_path, "vinhlong_2023-10.xlsx", drawing)
    fact = facts_of(reading)["D5"]
    assert (fact["unit"], fact["scale"]) == ("VND", "1000000000")
    assert fact["status"] == "estimate"  # it holds the month that is estimated
    assert reading.faults == []


SIZES = """
Sản lượng sản phẩm chủ yếu tháng 6 năm 2024 tỉnh Hà Tĩnh
||||ĐVT: Tấn
Sản phẩm|Thực hiện tháng 5|Ước tháng 6 (nghìn tấn)|6 tháng
Xi măng|120.5|{}|700.5
Thép|50.2|{}|300.1
"""


def test_a_heading_of_another_size_than_the_corner_is_a_doubt(tmp_path):
    reading = read(tmp_path, "hatinh_2024-06.xlsx", SIZES.format(130.2, 51.3))
    assert facts_of(reading)["C4"]["scale"] == "1"  # as large as its row
    assert doubted(reading)["C4"] == [{"scale": "1"}, {"scale": "1000"}]
    assert "B4" not in doubted(reading)


def test_levels_that_bear_out_the_heading_leave_no_doubt(tmp_path):
    reading = read(tmp_path, "hatinh_2024-06.xlsx", SIZES.format(0.1302, 0.0513))
    assert facts_of(reading)["C4"]["scale"] == "1000"
    assert reading.doubts == []


def test_headings_that_all_differ_from_the_corner_are_doubts(tmp_path):
    drawing = """
Tổng mức bán lẻ tháng 6 năm 2024 tỉnh Hà Tĩnh
||ĐVT: Tỷ đồng
Chỉ tiêu|Thực hiện tháng 5 (triệu đồng)|Ước tháng 6 (triệu đồng)
Tổng số|1200.5|1300.2
Bán lẻ hàng hóa|1000.2|1100.3
"""
    reading = read(tmp_path, "hatinh_2024-06.xlsx", drawing)
    assert facts_of(reading)["C4"]["scale"] == "1000000"
    assert set(doubted(reading)) == {"B4", "B5", "C4", "C5"}


def test_other_units_of_columns_are_no_doubt(tmp_path):
    drawing = """
Tình hình các cụm công nghiệp đến tháng 6 năm 2024 tỉnh Hà Tĩnh
|||Đơn vị: Tỷ đồng
Tên cụm|Vốn đăng ký|Diện tích (ha)|Lao động (người)
CCN Cổng Khánh|120.5|30.2|700
CCN Thạch Kim|50.2|21.3|300
"""
    assert read(tmp_path, "hatinh_2024-06.xlsx", drawing).doubts == []


def test_a_file_that_names_no_year_says_so(tmp_path):
    drawing = """
Sản xuất công nghiệp tháng 6 tỉnh Hà Tĩnh
Chỉ tiêu|ĐVT|Thực hiện tháng 5|Ước tháng 6
Xi măng|Tấn|120.5|130.2
Thép|Tấn|50.2|51.3
"""
    reading = read(tmp_path, "bieu.xlsx", drawing)
    assert reading.report_month is None
    assert {fact["period_end"] for fact in reading.facts} == {None}
    (fault,) = reading.faults
    assert (fault["kind"], fault["cell"], fault["severity"]) == ("month_missing", "A2", "error")
    assert "4 số" in fault["message_vi"]
    assert "2024-05" in fault["mend_vi"]
    assert read(tmp_path, "bieu_2024-06.xlsx", drawing).faults == []


def test_what_a_project_is_to_be_has_no_status_of_the_month(tmp_path):
    drawing = """
Danh mục dự án công nghiệp tỉnh Bình Phước tháng 6/2024
TT|Tên dự án|Tổng mức đầu tư (tỷ đồng)|Công suất thiết kế|ĐVT|Vốn thực hiện 6 tháng (tỷ đồng)\
|Lao động dự kiến (người)
1|Nhà máy dệt|250|1200|tấn/năm|20.5|350
2|Nhà máy giày|350|2200|nghìn đôi|30.5|450
|Tổng cộng|600|||51|800
"""
    reading = read(tmp_path, "binhphuoc_2024-06.xlsx", drawing)
    facts = facts_of(reading)
    assert [facts[f"{c}3"]["status"] for c in "CDFG"] == [
        "unstated",
        "unstated",
        "official",
        "unstated",
    ]
    assert doubted(reading)["G3"] == [{"status": "unstated"}, {"status": "estimate"}]
    assert "D5" not in facts  # tonnes and pairs have no total


def test_rows_below_a_comparison_are_compared_so(tmp_path):
    drawing = """
Chỉ số sản xuất công nghiệp các tháng năm 2024 tỉnh Nghệ An
|||||Đơn vị tính: %
Ngành|Tháng 1|Tháng 2|Tháng 3|Tháng 4|Tháng 5
So với tháng trước
Toàn ngành|98.1|95.2|110.1|101.2|
Khai khoáng|97.1|94.2|109.1|100.2|
So với cùng kỳ năm trước
Toàn ngành|108.1|105.2|104.1|103.2|
Khai khoáng|97.1|94.2|99.1|100.2|
"""
    reading = read(tmp_path, "nghean.xlsx", drawing)
    facts = facts_of(reading)
    assert reading.report_month == "2024-04"  # May is not filled in yet
    assert [
        (facts[c]["measure"], facts[c]["comparison"], facts[c]["period_end"])
        for c in ("B5", "E6", "C8", "E9")
    ] == [
        ("index", "previous_month", "2024-01"),
        ("index", "previous_month", "2024-04"),
        ("index", "same_month_last_year", "2024-02"),
        ("index", "same_month_last_year", "2024-04"),
    ]
    assert (reading.doubts, reading.faults) == ([], [])


def test_a_table_of_several_provinces_is_of_none(tmp_path):
    drawing = """
Giá trị sản xuất công nghiệp các tỉnh trong vùng 6 tháng năm 2024
|||Đơn vị tính: Tỷ đồng
Chỉ tiêu|Nghệ An|Hà Tĩnh|Thanh Hóa
Tổng số|1000.5|900.2|2000.1
Khai khoáng|100.5|90.2|200.1
"""
    assert read(tmp_path, "vung_2024-06.xlsx", drawing).province is None


EXPORTS = """
Kim ngạch xuất khẩu tháng 7 năm 2024 tỉnh Kiên Giang
Mặt hàng|ĐVT|Chính thức tháng 6||Ước tháng 7||7 tháng|
||Lượng|Trị giá|Lượng|Trị giá|Lượng|Trị giá
TỔNG TRỊ GIÁ|1000 USD||300||320||{}
Gạo|Tấn|400|200|410|210|2800|1400
Cá đông|Tấn|20|80|21|85|140|560
Giày da|Nghìn đôi|2|20|2|25|14|140
"""


def test_the_rows_that_name_money_name_it_for_every_value(tmp_path):
    reading = read(tmp_path, "kiengiang_2024-07.xlsx", EXPORTS.format(2100))
    facts = facts_of(reading)
    assert [(facts[c]["unit"], facts[c]["scale"]) for c in ("D5", "C5", "H7")] == [
        ("USD", "1000"),
        ("tonne", "1"),
        ("USD", "1000"),
    ]
    assert reading.faults == []


def test_goods_below_a_total_value_are_its_parts(tmp_path):
    reading = read(tmp_path, "kiengiang_2024-07.xlsx", EXPORTS.format(2200))
    assert [(f["kind"], f["cell"]) for f in reading.faults] == [("total_unlike_parts", "H4")]


def test_a_note_may_tell_the_unit_of_the_table(tmp_path):
    drawing = """
Doanh thu bán lẻ hàng hóa tháng 3 năm 2024 tỉnh Hà Giang
Chỉ tiêu|Tháng 2|Ước tháng 3
Tổng số|1355046|1256883
Bán lẻ hàng hóa|1143435|1054817
Ghi chú: Đơn vị tính giá trị là triệu đồng.
"""
    reading = read(tmp_path, "hagiang_2024-03.xlsx", drawing)
    fact = facts_of(reading)["C4"]
    assert (fact["unit"], fact["scale"]) == ("VND", "1000000")
    assert reading.faults == []


def test_a_share_below_a_heading_of_comparisons_is_a_share(tmp_path):
    drawing = """
Doanh thu bán lẻ tháng 3 và quý I năm 2024 tỉnh Hà Giang
||||Triệu đồng
Chỉ tiêu|Ước tháng 3|Quý I|So sánh (%)|
|||Quý I/2024 so với quý I/2023|Cơ cấu quý I
Tổng số|1256.8|3998.7|112.4|100
Bán lẻ hàng hóa|1054.8|3373.2|112.7|84.4
Dịch vụ khác|202|625.5|110.8|15.6
"""
    reading = read(tmp_path, "hagiang_2024-03.xlsx", drawing, merges=("D3:E3",))
    fact = facts_of(reading)["E6"]
    assert (fact["measure"], fact["comparison"], fact["period_start"], fact["period_end"]) == (
        "share",
        "total",
        "2024-01",
        "2024-03",
    )
    assert (reading.doubts, reading.faults) == ([], [])


def test_what_is_set_to_100_is_the_base_of_an_index(tmp_path):
    drawing = """
Sản xuất công nghiệp tháng 6 năm 2024 tỉnh Đắk Lắk
Ngành|Tháng trước = 100|Cùng kỳ năm trước = 100|Lũy kế 6 tháng (cùng kỳ năm trước = 100)
Toàn ngành|100.6|108.9|108.7
Khai khoáng|89.6|104.5|105.4
"""
    reading = read(tmp_path, "daklak_2024-06.xlsx", drawing)
    facts = facts_of(reading)
    meanings = [
        (fact["measure"], fact["comparison"], fact["period_start"], fact["period_end"])
        for fact in (facts["B3"], facts["C3"], facts["D3"])
    ]
    assert meanings[0] == ("index", "previous_month", "2024-06", "2024-06")
    assert meanings[1] == ("index", "same_month_last_year", "2024-06", "2024-06")
    assert meanings[2] == ("index", "same_period_last_year", "2024-01", "2024-06")


def test_a_title_may_say_that_figures_are_those_attained(tmp_path):
    drawing = """
Tình hình các cụm công nghiệp tỉnh Lào Cai
(Số thực hiện đến ngày 31/10/2023)
Tên cụm|Diện tích (ha)|Số dự án|Lao động dự kiến (người)
CCN Sơn Mãn|22.5|9|620
CCN Thống Nhất|75|12|415
"""
    facts = facts_of(read(tmp_path, "laocai_2023-10.xlsx", drawing))
    assert [facts[c]["status"] for c in ("B4", "C5", "D4")] == ["official", "official", "unstated"]


def test_a_corner_may_say_unit_in_both_languages(tmp_path):
    drawing = """
Tổng mức bán lẻ hàng hóa tháng 6 năm 2024 tỉnh Ninh Bình
|||Đơn vị tính: Tỷ đồng - Unit: Billion VND
Nhóm hàng - Group|Chính thức tháng 5 - May|Ước tháng 6 - Est. June|So với cùng kỳ (%) - Compared
Tổng số - Total|3118.4|2872.5|110
Hàng may mặc - Garment|185.2|175.8|110
"""
    reading = read(tmp_path, "ninhbinh_2024-06.xlsx", drawing)
    fact = facts_of(reading)["C4"]
    assert (fact["unit"], fact["scale"]) == ("VND", "1000000000")
    assert facts_of(reading)["D4"]["measure"] == "index"
    assert reading.faults == []


def test_the_whole_but_for_a_part_is_not_the_whole(tmp_path):
    drawing = """
Chỉ số sản xuất công nghiệp tháng 8 năm 2024 tỉnh Bà Rịa - Vũng Tàu
Ngành|Tháng 8 so với cùng kỳ năm trước
Toàn ngành (kể cả dầu khí)|101.5
Toàn ngành (trừ dầu thô và khí đốt)|108.5
"""
    reading = read(tmp_path, "vungtau_2024-08.xlsx", drawing)
    assert [fact["code"] for fact in reading.facts] == ["TOTAL", None]
    assert reading.faults == []
