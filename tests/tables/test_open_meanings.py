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


def test_a_name_written_over_two_rows_is_one_name(tmp_path):
    drawing = """
2. Chỉ số sản xuất công nghiệp tháng 9 năm 2024 tỉnh Nghệ An
|Tháng 9 so với tháng trước|Tháng 9 so với cùng kỳ
Toàn ngành công nghiệp|101.2|104.2
Khai khoáng|101.2|104.2
Cung cấp nước; hoạt động quản lý
và xử lý rác thải, nước thải|101.2|104.2
"""
    reading = read(tmp_path, "nghean_2024-09.xlsx", drawing)
    facts = facts_of(reading)
    assert (facts["B6"]["code"], facts["B6"]["label"][:12]) == ("E", "Cung cấp nướ")
    assert not reading.faults


def test_a_table_of_one_quarter_dates_its_rates_by_it(tmp_path):
    drawing = """
Xuất khẩu quý II năm 2024 tỉnh Hà Nam (triệu USD)
Mặt hàng|Quý II|So với cùng kỳ (%)
Gạo|10.5|104.4
Chè|1.5|99.1
"""
    reading = read(tmp_path, "xuatkhau.xlsx", drawing)
    fact = facts_of(reading)["C3"]
    assert reading.report_month == "2024-06"
    assert (fact["comparison"], fact["period_start"]) == ("same_quarter_last_year", "2024-04")


def test_ratios_without_a_percent_sign_are_in_doubt(tmp_path):
    drawing = """
Xuất khẩu tháng 5 năm 2024 tỉnh Hà Nam (triệu USD)
Mặt hàng|Tháng 5|5 tháng|5 tháng so cùng kỳ
Gạo|10.5|52.1|1.05
Chè|1.5|7.1|0.98
"""
    reading = read(tmp_path, "hanam_2024-05.xlsx", drawing)
    assert [one["value"] for one in reading.doubts[0]["readings"]] == ["105.00", "1.05"]
    assert facts_of(reading)["D4"]["value"] == "98"


def test_two_columns_headed_alike_are_in_doubt(tmp_path):
    drawing = """
Xuất khẩu tháng 5 năm 2024 tỉnh Hà Nam (triệu USD)
Mặt hàng|Tháng 5|Tháng 5|5 tháng
Gạo|10.5|9.1|52.1
Chè|1.5|1.4|7.1
"""
    reading = read(tmp_path, "hanam_2024-05.xlsx", drawing)
    cells = [cell for one in reading.doubts for cell in one["cells"]]
    assert cells == ["B3", "B4", "C3", "C4"]


def test_what_is_attained_and_what_no_part_can_be(tmp_path):
    drawing = """
Xuất khẩu tháng 5 năm 2024 tỉnh Hà Nam (triệu USD)
Mặt hàng|KH|Tháng 5|5 tháng|Đạt (%)
Gạo|100|10.5|52.1|52.1
Chè|20|1.5|7.1|35.5
"""
    fact = facts_of(read(tmp_path, "hanam_2024-05.xlsx", drawing))["E3"]
    assert (fact["measure"], fact["period_start"]) == ("attainment", "2024-01")
    drawing = """
Sản phẩm tháng 5 năm 2024 tỉnh Hà Nam
Sản phẩm|ĐVT|Tháng 5|5 tháng|Tỷ lệ (%)
Xi măng|Tấn|1000|5100|104.1
Gạch|Tấn|100|510|99.1
"""
    reading = read(tmp_path, "hanam_2024-05.xlsx", drawing)
    assert [one["measure"] for one in reading.doubts[0]["readings"]] == ["share", "index"]


def test_a_total_and_a_part_of_it_in_two_columns_are_in_no_doubt(tmp_path):
    drawing = """
Giá trị sản xuất công nghiệp 9 tháng năm 2024 tỉnh Long An
|||Tỷ đồng
Ngành|Ước 9 tháng|Trong đó: FDI|Sản lượng 9 tháng (tấn)
Tổng số|9100.5|5100.2|
Dệt|9100.5|5100.2|310
"""
    reading = read(tmp_path, "longan_2024-09.xlsx", drawing)
    assert not reading.doubts
    assert "D4" not in facts_of(reading)


def test_cells_that_name_their_unit(tmp_path):
    drawing = """
Một số chỉ tiêu tháng 5 năm 2024 tỉnh Hà Nam
Chỉ tiêu|Tháng 5|5 tháng|Cùng kỳ
Xuất khẩu|125,5 triệu USD|610 triệu USD|590 triệu USD
Bán lẻ|3.250 tỷ đồng|16.100 tỷ đồng|15.200 tỷ đồng
Xi măng|12,5 nghìn tấn|60 nghìn tấn|58 nghìn tấn
"""
    facts = facts_of(read(tmp_path, "hanam_2024-05.xlsx", drawing))
    assert [
        (facts[c]["value"], facts[c]["unit"], facts[c]["scale"]) for c in ("B3", "C4", "B5")
    ] == [
        ("125.5", "USD", "1000000"),
        ("16100", "VND", "1000000000"),
        ("12.5", "tonne", "1000"),
    ]


def test_what_is_attained_of_the_plan_of_a_month(tmp_path):
    drawing = """
Sản phẩm tháng 8 năm 2024 tỉnh Hà Nam
Sản phẩm|ĐVT|Tháng 8|||8 tháng||
||KH|TH|TH/KH (%)|KH|TH|TH/KH (%)
Xi măng|Tấn|100|110|110|800|820|102.5
Gạch|Tấn|50|45|90|400|390|97.5
"""
    merges = ("C2:E2", "F2:H2")
    facts = facts_of(read(tmp_path, "hanam_2024-08.xlsx", drawing, merges=merges))
    told = [
        (facts[f"{c}4"]["measure"], facts[f"{c}4"]["comparison"], facts[f"{c}4"]["period_start"])
        for c in "CDEFGH"
    ]
    assert told == [
        ("plan", None, "2024-08"),
        ("level", None, "2024-08"),
        ("attainment", None, "2024-08"),
        ("plan", None, "2024-01"),
        ("level", None, "2024-01"),
        ("attainment", "plan_year", "2024-01"),
    ]


def readings_at(reading, cell):
    return next((one["readings"] for one in reading.doubts if cell in one["cells"]), None)


def test_levels_and_rates_that_name_no_month_are_in_doubt_unless_the_title_does(tmp_path):
    drawing = """
Tổng mức bán lẻ hàng hóa {titled} tỉnh Hà Nam (tỷ đồng)
Nhóm|Thực hiện|So với cùng kỳ (%)
Tổng số|3100.5|110.2
Hàng hóa|2500.5|109.1
"""
    open_ = read(tmp_path, "hanam_2024-05.xlsx", drawing.format(titled=""))
    assert [one["period_start"] for one in readings_at(open_, "B3")] == ["2024-05", "2024-01"]
    assert [one["comparison"] for one in readings_at(open_, "C4")] == [
        "same_month_last_year",
        "same_period_last_year",
    ]
    both = read(tmp_path, "hanam.xlsx", drawing.format(titled="tháng 5 và 5 tháng năm 2024"))
    assert readings_at(both, "B3")
    told = read(tmp_path, "hanam.xlsx", drawing.format(titled="tháng 5 năm 2024"))
    assert not told.doubts
    january = read(tmp_path, "hanam_2024-01.xlsx", drawing.format(titled=""))
    assert not january.doubts


def test_rates_below_a_title_of_one_quarter_are_of_it(tmp_path):
    drawing = """
Chỉ số sản xuất công nghiệp quý I năm 2024 tỉnh Hà Nam
Ngành|So với quý trước|So với cùng kỳ
Toàn ngành công nghiệp|103.2|110.2
Khai khoáng|102.2|109.1
"""
    reading = read(tmp_path, "hanam.xlsx", drawing)
    fact = facts_of(reading)["C3"]
    assert (fact["comparison"], fact["period_start"]) == ("same_quarter_last_year", "2024-01")
    assert not reading.doubts


def test_indexes_in_columns_of_months_are_in_doubt_about_their_base(tmp_path):
    drawing = """
Chỉ tiêu tháng 5 năm 2024 tỉnh Hà Nam
Chỉ tiêu|ĐVT|Tháng 4|Tháng 5
Chỉ số sản xuất công nghiệp{told}|%|103.2|108.2
CPI|%|100.1|100.2
Bán lẻ|Tỷ đồng|3103|3110
"""
    reading = read(tmp_path, "hanam.xlsx", drawing.format(told=""))
    assert [one["comparison"] for one in readings_at(reading, "C3")] == [
        "same_month_last_year",
        "previous_month",
    ]
    assert [one["measure"] for one in readings_at(reading, "D4")] == ["index", "level"]
    assert readings_at(reading, "D5") is None
    told = read(tmp_path, "hanam.xlsx", drawing.format(told=" so với cùng kỳ năm trước"))
    assert readings_at(told, "C3") is None


def test_levels_without_a_unit_are_in_doubt_in_every_cell(tmp_path):
    drawing = """
Sản phẩm tháng 5 năm 2024 tỉnh Hà Nam
Sản phẩm|ĐVT|Tháng 4|Tháng 5
Xi măng|Tấn|1000|1100
Gạch||100|110
"""
    reading = read(tmp_path, "hanam.xlsx", drawing)
    assert [one["unit"] for one in readings_at(reading, "D4")] == [None, "tonne"]
    assert readings_at(reading, "D3") is None


def test_a_total_of_months_is_of_all_of_them(tmp_path):
    drawing = """
Xuất khẩu tỉnh Hà Nam năm 2024 (nghìn USD)
Mặt hàng|T1|T2|T3|Tổng
Gạo|100|200|300|600
Chè|10|20|30|60
"""
    reading = read(tmp_path, "hanam.xlsx", drawing)
    fact = facts_of(reading)["E3"]
    assert (fact["period_start"], fact["period_end"]) == ("2024-01", "2024-03")
    assert not reading.doubts


def test_numbers_that_belong_to_nothing_are_told(tmp_path):
    drawing = """
Sản phẩm tháng 5 năm 2024 tỉnh Hà Nam
Sản phẩm|ĐVT|Tháng 4|Tháng 5|Ghi chú
Xi măng|Tấn|1000|1100|17
Gạch|Nghìn viên|100|110|
||55|66|
"""
    reading = read(tmp_path, "hanam.xlsx", drawing)
    cells = [cell for one in reading.doubts for cell in one["cells"]]
    assert cells == ["E3", "C5", "D5"]
    assert not {"C5", "E3"} & set(facts_of(reading))


def test_figures_below_no_heading_are_in_doubt(tmp_path):
    drawing = """
Sản phẩm tháng 5 năm 2024 tỉnh Hà Nam
Sản phẩm|ĐVT|Tháng 4|Tháng 5|
Xi măng|Tấn|1000|1100|17
Gạch|Nghìn viên|100|110|18
"""
    reading = read(tmp_path, "hanam.xlsx", drawing)
    assert readings_at(reading, "E4") is not None


def test_levels_that_attain_the_plan_of_the_year_may_be_since_january(tmp_path):
    drawing = """
Kết quả thực hiện tháng 5 năm 2024 tỉnh Hà Nam
Chỉ tiêu|ĐVT|Thực hiện năm trước|KH năm|Thực hiện|% KH|% CK
GTSX|Tỷ đồng|21000|23000|9200|40.0|108.1
Bán lẻ|Tỷ đồng|31000|33000|13200|40.0|107.1
"""
    reading = read(tmp_path, "hanam_2024-05.xlsx", drawing)
    assert [one["period_start"] for one in readings_at(reading, "E3")] == ["2024-01", "2024-05"]
    assert readings_at(reading, "G3") is not None
    before = readings_at(reading, "C4")
    assert before[0] == {"period_start": "2023-01", "period_end": "2023-12"}
    assert len(before) == 3


def test_a_plan_as_large_as_the_level_of_a_month_may_be_of_the_month(tmp_path):
    drawing = """
Kết quả thực hiện tháng 5 năm 2024 tỉnh Hà Nam
Chỉ tiêu|ĐVT|Kế hoạch|Thực hiện|Tỷ lệ (%)
GTSX|Tỷ đồng|2000|1900|95.0
Bán lẻ|Tỷ đồng|3100|3200|103.2
"""
    reading = read(tmp_path, "hanam_2024-05.xlsx", drawing)
    assert [one["period_start"] for one in readings_at(reading, "C3")] == ["2024-05", "2024-01"]
    assert [one["comparison"] for one in readings_at(reading, "E4")] == [None, "plan_year"]
    yearly = drawing.replace("|2000|", "|24000|").replace("|3100|", "|36000|")
    yearly = yearly.replace("95.0", "7.9").replace("103.2", "8.9")
    reading = read(tmp_path, "hanam_2024-05.xlsx", yearly)
    assert facts_of(reading)["C3"]["period_end"] == "2024-12"


def test_percentages_without_a_sign_are_no_amounts(tmp_path):
    drawing = """
Vốn đầu tư tháng 5 năm 2024 tỉnh Hà Nam (tỷ đồng)
Nguồn vốn|Kế hoạch năm|Giải ngân 5 tháng|Tỷ lệ giải ngân|Đạt
Trung ương|1000|350|35|35
Địa phương|2000|800|40|40
"""
    facts = facts_of(read(tmp_path, "hanam_2024-05.xlsx", drawing))
    for cell in ("D3", "E4"):
        assert (facts[cell]["measure"], facts[cell]["unit"]) == ("attainment", "percent")
        assert facts[cell]["period_start"] == "2024-01"
