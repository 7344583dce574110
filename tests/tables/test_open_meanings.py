"""What a sheet leaves open: settled by its own figures, else a doubt that names the readings."""

from form_sheets import draw, facts_of

from hanoi_ct.tables.forms import read_form


def read(path, name, drawing, **more):
    return read_form(draw(path / name, {"Bieu": drawing}, **more))


def test_a_ratio_beside_a_plan_is_of_the_plan_where_the_levels_say_so(tmp_path):
    drawing = """
Tình hình thực hiện kế hoạch 9 tháng năm 2024 - tỉnh Quảng Nam
Chỉ tiêu|ĐVT|Kế hoạch năm|Ước 9 tháng|Tỷ lệ (%)
GTSX công nghiệp|Tỷ đồng|84000|63000|75
Xuất khẩu|Triệu USD|1600|1240|{last}
"""
    reading = read(tmp_path, "quangnam_2024-09.xlsx", drawing.format(last="77.5"))
    fact = facts_of(reading)["E3"]
    assert (fact["measure"], fact["comparison"]) == ("attainment", "plan_year")
    assert (fact["period_start"], fact["period_end"]) == ("2024-01", "2024-09")
    assert not reading.doubts
    off = drawing.replace("|75", "|12").format(last="13")
    reading = read(tmp_path, "quangnam_2024-09.xlsx", off)
    assert [one["measure"] for one in reading.doubts[0]["readings"]] == ["share", "attainment"]


def test_a_comparison_without_words_is_in_doubt_between_three(tmp_path):
    drawing = """
Một số sản phẩm tháng 4 năm 2024 tỉnh Bắc Kạn
Sản phẩm|ĐVT|Tháng 4|4 tháng|So sánh (%)
Chì|Tấn|1200|4700|104.2
Kẽm|Tấn|2300|9100|98.1
"""
    reading = read(tmp_path, "backan_2024-04.xlsx", drawing)
    assert [one["comparison"] for one in reading.doubts[0]["readings"]] == [
        "same_period_last_year",
        "same_month_last_year",
        "previous_month",
    ]
    assert facts_of(reading)["E3"]["period_start"] == "2024-01"


def test_differences_are_left_and_the_rate_beside_them_is_read(tmp_path):
    drawing = """
Tổng mức bán lẻ tháng 3 năm 2024 tỉnh Phú Thọ (tỷ đồng)
Nhóm|Tháng 2|Tháng 3|Tăng, giảm so tháng trước|Tỷ lệ tăng, giảm (%)|Chênh lệch
Tổng số|4000.5|4100.5|100.0|2.5|100.0
Bán lẻ|3000.5|3080.5|80.0|2.7|80.0
Dịch vụ|1000|1020|20.0|2.0|20.0
"""
    reading = read(tmp_path, "phutho_2024-03.xlsx", drawing)
    facts = facts_of(reading)
    assert not {"D3", "F3"} & set(facts)
    assert (facts["E4"]["measure"], facts["E4"]["comparison"]) == ("growth", "previous_month")
    assert "difference of two levels" in {one["why"] for one in reading.not_data}
    assert not reading.faults


def test_december_without_a_year_stands_beside_january(tmp_path):
    drawing = """
SẢN PHẨM CÔNG NGHIỆP CHỦ YẾU THÁNG 1/2023 TỈNH CÀ MAU
Tên chỉ tiêu|ĐVT|Tháng 12|ƯTH T01/2023|T01/T12 (%)
Điện sản xuất|Triệu kWh|369.7|409.3|110.7
Gạch xây|Triệu viên|13.8|13.7|99.3
"""
    reading = read(tmp_path, "camau_2023-01.xlsx", drawing)
    facts = facts_of(reading)
    assert (reading.report_month, reading.faults) == ("2023-01", [])
    assert [facts[f"{c}3"]["period_start"] for c in "CDE"] == ["2022-12", "2023-01", "2023-01"]


def test_a_line_of_place_and_unit_gives_the_unit(tmp_path):
    drawing = """
DOANH THU BÁN LẺ HÀNG HÓA THÁNG 5/2023
Tỉnh Bến Tre - Đơn vị tính: Tỷ đồng
Nhóm hàng|Thực hiện tháng 4|Ước tháng 5|5 tháng
Tổng số|3100.5|3200.1|15800.2
"""
    reading = read(tmp_path, "bentre_2023-05.xlsx", drawing)
    assert {fact["unit"] for fact in reading.facts} == {"VND"}
    assert reading.province == "Bến Tre"


def test_numbered_rows_below_the_index_are_none_of_its_parts(tmp_path):
    drawing = """
MỘT SỐ CHỈ TIÊU CHỦ YẾU NGÀNH CÔNG THƯƠNG THÁNG 6 NĂM 2025 - tỉnh Nam Định
TT|Tên chỉ tiêu|Đvt|Chính thức tháng 5|Ước tháng 6|T6 so T5 (%)
|Chỉ số sản xuất công nghiệp (IIP)|%|||106.2
a|Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ|Tỷ đồng|4927.3|4628.5|93.9
b|Kim ngạch xuất khẩu|Triệu USD|166.4|166.6|100.1
"""
    reading = read(tmp_path, "namdinh_2025-06.xlsx", drawing)
    assert not reading.faults
    assert [fact["table_kind"] for fact in reading.facts if fact["cell"][0] == "F"] == [
        "iip",
        "retail",
        "export",
    ]
