"""Titles, corners and short headings as other departments set them."""

from form_sheets import draw, facts_of

from hanoi_ct.tables.forms import read_form


def read(path, name, drawing, **more):
    return read_form(draw(path / name, {"Bieu": drawing}, **more))


def test_a_corner_above_the_first_title_holds_for_every_table_below(tmp_path):
    drawing = """
GIÁ TRỊ SẢN XUẤT CÔNG NGHIỆP THÁNG 6 NĂM 2024
|||ĐVT: Tỷ đồng
I. Theo giá hiện hành
Chỉ tiêu|Thực hiện tháng 5|Ước tháng 6|6 tháng
Tổng số|200.5|210.1|1200.4
Khu vực nhà nước|100.2|105|600.2
Ngoài nhà nước|100.3|105.1|600.2
II. Theo giá so sánh 2010
Chỉ tiêu|Thực hiện tháng 5|Ước tháng 6|6 tháng
Tổng số|100.5|110.1|700.4
Khu vực nhà nước|50.2|55|350.2
Ngoài nhà nước|50.3|55.1|350.2
"""
    reading = read(tmp_path, "bentre_2024-06.xlsx", drawing)
    facts = facts_of(reading)
    assert [facts[cell]["unit"] for cell in ("B5", "D10", "C12")] == ["VND"] * 3
    assert facts["B10"]["scale"] == "1000000000"
    assert not reading.faults


def test_a_line_over_the_whole_table_is_a_title(tmp_path):
    drawing = """
TÌNH HÌNH XUẤT KHẨU HÀNG HÓA THÁNG 10 NĂM 2024
Tỉnh Bà Rịa - Vũng Tàu
|||||Lượng: Tấn; Trị giá: 1.000 USD
TT|Mặt hàng|Thực hiện T9/2024||Ước T10/2024|
||Lượng|Trị giá|Lượng|Trị giá
1|Cà phê|2100|9100|2050|8950
2|Hạt tiêu|900|4100|920|4210
"""
    merges = ("A1:F1", "A2:F2", "A4:A5", "B4:B5", "C4:D4", "E4:F4")
    facts = facts_of(read(tmp_path, "vungtau_2024-10.xlsx", drawing, merges=merges))
    assert [(facts[c]["unit"], facts[c]["scale"]) for c in ("E6", "F6")] == [
        ("tonne", "1"),
        ("USD", "1000"),
    ]
    plain = facts_of(read(tmp_path, "vungtau_2024-10.xlsx", drawing, merges=merges[4:]))
    assert (plain["F7"]["unit"], plain["C7"]["unit"]) == ("USD", "tonne")


def test_a_year_after_the_same_period_is_the_base(tmp_path):
    drawing = """
Kim ngạch nhập khẩu theo thị trường 9 tháng năm 2023 - tỉnh Bình Phước
||Đơn vị: triệu USD, %
Thị trường|Trị giá|Tăng, giảm so với cùng kỳ 2022 (%)
Tổng kim ngạch|1800.5|12.5
Trung Quốc|900.1|8.1
Hàn Quốc|900.4|-3.2
"""
    fact = facts_of(read(tmp_path, "binhphuoc_2023-09.xlsx", drawing))["C5"]
    assert (fact["comparison"], fact["period_start"], fact["period_end"]) == (
        "same_period_last_year",
        "2023-01",
        "2023-09",
    )


def test_percentages_without_a_base_are_rates_in_doubt(tmp_path):
    drawing = """
Sản xuất công nghiệp tháng 5 năm 2024 tỉnh Tuyên Quang
Ngành|Tháng 5 (%)|5 tháng (%)
Toàn ngành|104.1|103.2
Khai khoáng|98.1|97.5
Chế biến, chế tạo|105.1|104.4
"""
    reading = read(tmp_path, "tuyenquang_2024-05.xlsx", drawing)
    fact = facts_of(reading)["B3"]
    assert (fact["measure"], fact["unit"]) == ("index", "percent")
    assert {"comparison"} == set(reading.doubts[0]["readings"][0])
    assert "B3" in reading.doubts[0]["cells"]


def test_a_second_name_in_english_hides_no_industry(tmp_path):
    drawing = """
Chỉ số sản xuất công nghiệp tháng 3 năm 2024 tỉnh Vĩnh Long
|Tháng 3 so với tháng trước|Tháng 3 so với cùng kỳ năm trước
Toàn ngành - Total|101.1|104.5
Khai khoáng - Mining|98.2|99.5
CN chế biến, chế tạo - Manufacturing|101.5|104.9
  Dệt/Textiles|101.5|104.9
"""
    reading = read(tmp_path, "vinhlong_2024-03.xlsx", drawing)
    codes = [fact["code"] for fact in reading.facts if fact["cell"].startswith("B")]
    assert codes == ["TOTAL", "B", "C", "C13"]
    assert not reading.faults


def test_years_of_two_digits_date_months(tmp_path):
    drawing = """
MỘT SỐ CHỈ TIÊU CHỦ YẾU THÁNG 11/2024 TỈNH HÒA BÌNH
Chỉ tiêu|ĐVT|CK T11/23|TH T10/24|Ước T11/24|Ước 11T/24|T11/24 so T10/24 (%)
Tổng mức bán lẻ|Tỷ đồng|3110.2|3250.1|3300.4|35100.5|101.5
Kim ngạch xuất khẩu|Tr.USD|131.2|138.1|140.4|1480.5|101.7
"""
    reading = read(tmp_path, "hoabinh_2024-11.xlsx", drawing)
    facts = facts_of(reading)
    periods = [(facts[f"{c}3"]["period_start"], facts[f"{c}3"]["period_end"]) for c in "CDEFG"]
    assert periods == [
        ("2023-11", "2023-11"),
        ("2024-10", "2024-10"),
        ("2024-11", "2024-11"),
        ("2024-01", "2024-11"),
        ("2024-11", "2024-11"),
    ]
    assert (facts["G3"]["comparison"], reading.doubts) == ("previous_month", [])


def test_levels_of_the_same_period_of_a_year_alone_are_in_doubt(tmp_path):
    drawing = """
Sản phẩm công nghiệp tháng 6 năm 2024 tỉnh Bắc Kạn
Sản phẩm|ĐVT|Tháng 6|6 tháng|Cùng kỳ 2023
Chì thỏi|Tấn|410|2510|2405
Gỗ ván|m3|2100|12100|11800
"""
    reading = read(tmp_path, "backan_2024-06.xlsx", drawing)
    assert facts_of(reading)["E3"]["period_start"] == "2023-01"
    readings = reading.doubts[0]["readings"]
    assert [one["period_start"] for one in readings] == ["2023-01", "2023-06"]


def test_the_heading_of_the_names_gives_the_unit(tmp_path):
    drawing = """
GIÁ TRỊ SẢN XUẤT CÔNG NGHIỆP NĂM 2023 TỈNH KIÊN GIANG
Chỉ tiêu (ĐVT: tỷ đồng)|Tháng 11|Ước tháng 12|Ước cả năm 2023
Tổng số|4300.5|4400.1|51000.4
Nhà nước|4300.5|4400.1|51000.4
"""
    reading = read(tmp_path, "kiengiang_2023-12.xlsx", drawing)
    assert {fact["unit"] for fact in reading.facts} == {"VND"}
    assert not reading.faults


def test_two_rates_under_one_heading_are_of_the_same_period(tmp_path):
    drawing = """
NHẬP KHẨU HÀNG HÓA THÁNG 8/2024 TỈNH LÀO CAI
Tên hàng|ĐVT|Ước tháng 8||8 tháng||So cùng kỳ (%)|
||Lượng|Trị giá (1000 USD)|Lượng|Trị giá (1000 USD)|Lượng|Trị giá
Phân bón|Tấn|31500|9100|250000|72000|104.1|108.2
Than cốc|Tấn|61500|17100|480000|130000|98.1|97.2
"""
    facts = facts_of(read(tmp_path, "laocai_2024-08.xlsx", drawing))
    assert {facts[c]["comparison"] for c in ("G4", "H4")} == {"same_period_last_year"}
    assert all("doubt" in facts[cell] for cell in ("G5", "H5"))


def test_the_same_name_in_two_merged_groups_stands_once_in_each(tmp_path):
    drawing = """
XUẤT NHẬP KHẨU THÁNG 10/2024 TỈNH LẠNG SƠN
||||Đơn vị tính: Triệu USD
Loại hình|Chỉ tiêu|Tháng 9|Ước tháng 10|10 tháng
Xuất khẩu|Tổng số|410.5|421.1|4010.4
|Nông sản|110.2|105.1|1100.5
Nhập khẩu|Tổng số|300.1|310.5|2900.1
|Linh kiện|140.1|141.5|1300.1
"""
    path = draw(tmp_path / "langson_2024-10.xlsx", {"XNK": drawing}, merges=("A4:A5", "A6:A7"))
    reading = read_form(path)
    assert not reading.faults
    flows = [fact.get("flow") for fact in reading.facts if fact["cell"][0] == "C"]
    assert flows == ["export", "export", "import", "import"]


def test_a_section_is_known_by_how_its_name_begins(tmp_path):
    drawing = """
CHỈ SỐ SẢN XUẤT CÔNG NGHIỆP THÁNG 8 NĂM 2023 TỈNH PHÚ THỌ
Tên ngành|Tháng 8 so với tháng trước
Toàn ngành|101.2
Cung cấp nước và thu gom rác thải|101.2
"""
    reading = read(tmp_path, "phutho_2023-08.xlsx", drawing)
    assert (reading.facts[1]["code"], reading.faults) == ("E", [])


def test_amounts_at_two_prices_stand_side_by_side(tmp_path):
    drawing = """
Giá trị sản xuất công nghiệp tháng 4 năm 2024 tỉnh Cà Mau
|||||Tỷ đồng
Ngành|Giá hiện hành||Giá so sánh 2010||So cùng kỳ (%) (giá so sánh)
|Tháng 4|4 tháng|Tháng 4|4 tháng|4 tháng
Tổng số|4500.5|17800.2|2900.1|11500.3|107.2
Khai khoáng|41.5|160.2|30.1|120.3|95.2
Chế biến, chế tạo|4459|17640|2870|11380|107.4
"""
    reading = read(tmp_path, "camau_2024-04.xlsx", drawing, merges=("B3:C3", "D3:E3"))
    facts = facts_of(reading)
    assert [facts[f"{c}5"]["measure"] for c in "BCDEF"] == [*["level"] * 4, "index"]
    assert [facts[f"{c}5"]["period_start"] for c in "BCDE"] == ["2024-04", "2024-01"] * 2
    assert not reading.doubts


def test_headings_in_capitals_are_no_signatures(tmp_path):
    drawing = """
SẢN PHẨM CHỦ YẾU 6 THÁNG ĐẦU NĂM 2023 TỈNH QUẢNG BÌNH
SẢN PHẨM|ĐVT|KẾ HOẠCH NĂM 2023|ƯỚC THỰC HIỆN 6 THÁNG|TỶ LỆ (%)|
||||SO CÙNG KỲ|SO KẾ HOẠCH
XI MĂNG|TẤN|2000000|900500|104.5|45.0
GẠCH NUNG|TR.VIÊN|151.2|75.6|98.1|50.0
NGƯỜI LẬP BIỂU|||GIÁM ĐỐC SỞ
"""
    reading = read(tmp_path, "quangbinh_2023-06.xlsx", drawing, merges=("E2:F2",))
    facts = facts_of(reading)
    assert [(facts[c]["measure"], facts[c]["comparison"]) for c in ("E4", "F5")] == [
        ("index", "same_period_last_year"),
        ("attainment", "plan_year"),
    ]
    assert set(facts) == {f"{column}{row}" for column in "CDEF" for row in (4, 5)}


def test_workers_beside_products_are_counted_as_their_heading_says(tmp_path):
    drawing = """
Sản phẩm tháng 5 năm 2024 tỉnh Hà Nam
Sản phẩm|ĐVT|Tháng 5|5 tháng|Lao động (người)
Xi măng|Tấn|1000|5100|210
Gạch|1000 viên|70|350|40
"""
    facts = facts_of(read(tmp_path, "hanam_2024-05.xlsx", drawing))
    assert [facts[c]["unit"] for c in ("C4", "E3", "E4")] == ["piece", "person", "person"]


def test_a_title_tells_shares_and_what_was_attained_of_the_plan(tmp_path):
    drawing = """
CƠ CẤU GIÁ TRỊ SẢN XUẤT CÔNG NGHIỆP TỈNH BÀ RỊA - VŨNG TÀU
||Đơn vị tính: %
Ngành|Thực hiện tháng 10/2024|Ước 11 tháng 2024
Toàn ngành|100|100
Khai khoáng|2.0|1.4
Chế biến, chế tạo|98.0|98.6
"""
    reading = read_form(draw(tmp_path / "brvt_2024-11.xlsx", {"CC": drawing}))
    facts = facts_of(reading)
    for cell, start in (("B4", "2024-10"), ("C5", "2024-01")):
        fact = facts[cell]
        assert (fact["measure"], fact["comparison"], fact["unit"]) == ("share", "total", "percent")
        assert fact["period_start"] == start
    assert not reading.doubts
    drawing = """
TỶ LỆ HOÀN THÀNH KẾ HOẠCH NĂM 2024 (%)
Sở Công Thương tỉnh Kon Tum
Chỉ tiêu|Thực hiện 7 tháng 2024|Ước 8 tháng 2024
Giá trị sản xuất công nghiệp|64.1|72.4
Kim ngạch xuất khẩu|55.2|63.5
"""
    reading = read_form(draw(tmp_path / "kontum_2024-08.xlsx", {"KH": drawing}))
    fact = facts_of(reading)["C5"]
    assert (fact["measure"], fact["comparison"]) == ("attainment", "plan_year")
    assert (fact["period_start"], fact["unit"]) == ("2024-01", "percent")
    assert not reading.faults


def test_months_up_to_one_and_marks_of_notes_behind_figures(tmp_path):
    drawing = """
Sản phẩm công nghiệp tháng 8 năm 2024 tỉnh Vĩnh Phúc
Sản phẩm|ĐVT|Ước tháng 8|Ước thực hiện đến hết tháng 8|Mức độ hoàn thành mục tiêu năm (%)
Xe máy|Chiếc|150.933(1)|956534|64,4
Ô tô|Chiếc|6.659*|53570|60,8
(1) Nhà máy dừng lò; * Chưa gồm đơn vị mới
"""
    reading = read_form(draw(tmp_path / "vinhphuc.xlsx", {"SP": drawing}))
    facts = facts_of(reading)
    assert (facts["C3"]["value"], facts["C4"]["value"]) == ("150933", "6659")
    assert (facts["D3"]["period_start"], facts["D3"]["period_end"]) == ("2024-01", "2024-08")
    assert (facts["E4"]["measure"], facts["E4"]["value"]) == ("attainment", "60.8")
    assert not reading.faults
