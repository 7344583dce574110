"""What a comparison or a share is about where its heading leaves that to the table."""

# Drawings are as wide as the sheets they stand for.
# ruff: noqa: E501

from form_sheets import draw, facts_of

from hanoi_ct.tables.forms import read_form


def meaning(fact):
    return (fact["measure"], fact["comparison"], fact["period_start"], fact["period_end"])


def test_a_quarter_is_compared_with_the_quarter_before_it(tmp_path):
    drawing = """
Tổng mức bán lẻ hàng hóa quý III năm 2024 tỉnh Phú Thọ
|Thực hiện quý II/2024 (tỷ đồng)|Ước quý III/2024 (tỷ đồng)|{0}|Quý III/2024 so với cùng kỳ năm trước (%)
Tổng số|14200.5|14810.2|104.29|112.3
Bán lẻ hàng hóa|11900.2|12400.7|104.21|112.9
Dịch vụ khác|2300.3|2409.5|104.75|109.1
"""
    quarter = ("2024-07", "2024-09")
    for heading in (
        "Quý III/2024 so với quý II/2024 (%)",
        "Quý III so với quý trước (%)",
        "So với quý trước (%)",
    ):
        path = draw(tmp_path / "phutho_2024-09.xlsx", {"TM": drawing.format(heading)})
        facts = facts_of(read_form(path))
        assert meaning(facts["D3"]) == ("index", "previous_quarter", *quarter), heading
        assert meaning(facts["E3"]) == ("index", "same_quarter_last_year", *quarter)
        assert not any(facts[cell].get("doubt") for cell in ("D3", "E3"))


def test_a_wrong_rate_on_the_quarter_before_is_found_from_the_levels(tmp_path):
    drawing = """
Tổng mức bán lẻ hàng hóa quý III năm 2024
|Thực hiện quý II/2024 (tỷ đồng)|Ước quý III/2024 (tỷ đồng)|Quý III/2024 so với quý II/2024 (%)
Tổng số|14200.5|14810.2|106.29
Bán lẻ hàng hóa|11900.2|12400.7|104.21
"""
    (fault,) = read_form(draw(tmp_path / "phutho_2024-09.xlsx", {"TM": drawing})).faults
    assert (fault["kind"], fault["cell"]) == ("growth_unlike_levels", "D3")
    assert fault["message_vi"].startswith("So quý trước")


def test_a_rate_without_a_base_is_that_of_the_levels_beside_it(tmp_path):
    drawing = """
Tình hình thu hút đầu tư vào các khu công nghiệp 6 tháng đầu năm 2024
Chỉ tiêu|ĐVT|6 tháng 2023|6 tháng 2024|Tăng/giảm (%)
Số dự án cấp mới|Dự án|21|27|28.57
Vốn đăng ký cấp mới|Triệu USD|310.5|402.2|29.53
Vốn điều chỉnh tăng|Triệu USD|120|98|-18.33
"""
    reading = read_form(draw(tmp_path / "vinhphuc_2024-06.xlsx", {"DT": drawing}))
    facts = {fact["cell"]: fact for fact in reading.facts}
    for cell in ("E3", "E4", "E5"):
        assert meaning(facts[cell]) == ("growth", "same_period_last_year", "2024-01", "2024-06")
    assert not reading.doubts
    assert reading.tables[0]["kind"] == "investment"


def test_a_rate_in_the_columns_of_levels_is_no_index(tmp_path):
    drawing = """
KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU CHỦ YẾU 9 THÁNG NĂM 2024
TT|Chỉ tiêu|Đơn vị tính|Kế hoạch năm 2024|Thực hiện 9 tháng năm 2023|Ước thực hiện 9 tháng năm 2024
1|Kim ngạch xuất khẩu|Triệu USD|13000|8900|9790
2|Chỉ số sản xuất công nghiệp (IIP)|%|10.5|4.2|11.3
"""
    facts = facts_of(read_form(draw(tmp_path / "phutho_2024-09.xlsx", {"KH": drawing})))
    assert meaning(facts["E4"]) == ("growth", "same_period_last_year", "2023-01", "2023-09")
    assert meaning(facts["F4"]) == ("growth", "same_period_last_year", "2024-01", "2024-09")
    index = drawing.replace("10.5|4.2|11.3", "110.5|104.2|111.3")
    facts = facts_of(read_form(draw(tmp_path / "phutho_2024-09.xlsx", {"KH": index})))
    assert meaning(facts["F4"]) == ("index", "same_period_last_year", "2024-01", "2024-09")


SHARES = """
KIM NGẠCH XUẤT KHẨU THEO THỊ TRƯỜNG THÁNG 11 NĂM 2024
Thị trường|T11/2024|11T/2024|11T/2024 so CK (%)|Tỷ trọng (%)
|(Tr.USD)|(Tr.USD)||
Tổng số|3100|32000|111.5|100
Hoa Kỳ|1300|13440|115.2|{0}
EU|400|4160|109.4|{1}
Nhật Bản|260|2880|101.2|{2}
Khác|1140|11520|106.1|{3}
"""


def test_a_share_is_of_the_levels_it_follows_from(tmp_path):
    so_far = SHARES.format("42", "13", "9", "36")
    facts = facts_of(read_form(draw(tmp_path / "binhduong_2024-11.xlsx", {"TT": so_far})))
    assert meaning(facts["E5"]) == ("share", "total", "2024-01", "2024-11")
    of_month = SHARES.format("41.94", "12.9", "8.39", "36.77")
    facts = facts_of(read_form(draw(tmp_path / "binhduong_2024-11.xlsx", {"TT": of_month})))
    assert meaning(facts["E5"]) == ("share", "total", "2024-11", "2024-11")


def test_a_share_that_fits_two_periods_is_a_doubt(tmp_path):
    alike = SHARES.replace("32000", "31000").replace("13440", "13000").replace("4160", "4000")
    alike = alike.replace("2880", "2600").replace("11520", "11400")
    reading = read_form(
        draw(
            tmp_path / "binhduong_2024-11.xlsx",
            {"TT": alike.format("41.94", "12.9", "8.39", "36.77")},
        )
    )
    (doubt,) = reading.doubts
    assert [held["period_start"] for held in doubt["readings"]] == ["2024-01", "2024-11"]


def test_the_row_of_several_months_compares_them_together(tmp_path):
    drawing = """
Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng các tháng năm 2024
Tháng|Tổng số (tỷ đồng)|So với tháng trước (%)|So với cùng kỳ năm trước (%)
Tháng 1|7800.1|101.2|112.3
Tháng 2|7900.4|101.29|108.1
Ước tháng 3|7600.9|96.21|109.4
3 tháng|23301.4||110
"""
    facts = facts_of(read_form(draw(tmp_path / "haiduong_2024-03.xlsx", {"BL": drawing})))
    assert meaning(facts["D5"]) == ("index", "same_month_last_year", "2024-03", "2024-03")
    assert meaning(facts["D6"]) == ("index", "same_period_last_year", "2024-01", "2024-03")
    assert "C6" not in facts


def test_a_month_over_two_years_heads_both_columns(tmp_path):
    drawing = """
TỐC ĐỘ TĂNG CHỈ SỐ SẢN XUẤT CÔNG NGHIỆP THÁNG 10 NĂM 2024
||||%
TT|Ngành công nghiệp|Tháng 10||10 tháng
||2024|2024|2024
||so với|so với|so với
||tháng 9|tháng 10|10 tháng
||2024|2023|2023
|Toàn ngành|1.2|-3.4|2.8
1|Khai khoáng|-0.5|-12.1|-8.0
2|Chế biến, chế tạo|1.4|-3.0|3.3
3|Sản xuất và phân phối điện|0.2|5.6|4.1
"""
    facts = facts_of(read_form(draw(tmp_path / "quangnam_2024-10.xlsx", {"IIP": drawing})))
    assert meaning(facts["C8"]) == ("growth", "previous_month", "2024-10", "2024-10")
    assert meaning(facts["D8"]) == ("growth", "same_month_last_year", "2024-10", "2024-10")
    assert meaning(facts["E8"]) == ("growth", "same_period_last_year", "2024-01", "2024-10")


def test_products_below_an_index_are_no_activities(tmp_path):
    drawing = """
Sản xuất công nghiệp tháng 4 năm 2024 tỉnh Ninh Bình
Chỉ tiêu|Đơn vị tính|Thực hiện tháng 3/2024|Ước tháng 4/2024|So với tháng trước (%)
Chỉ số sản xuất công nghiệp|%|||103.1
Xi măng|Nghìn tấn|620|650|104.84
Kính nổi|Tấn|12000|12600|105
"""
    reading = read_form(draw(tmp_path / "ninhbinh_2024-04.xlsx", {"SX": drawing}))
    assert not reading.faults


def test_contributions_and_weights_are_left_by_name(tmp_path):
    drawing = """
Chỉ số sản xuất công nghiệp tháng 5 năm 2024
|Quyền số (%)|Tháng 5/2024 so với cùng kỳ (%)|Đóng góp vào mức tăng (điểm %)
Toàn ngành công nghiệp|100|105.0|5.0
Khai khoáng|10|95|-0.5
Công nghiệp chế biến, chế tạo|90|106.1|5.5
"""
    reading = read_form(draw(tmp_path / "bacninh_2024-05.xlsx", {"IIP": drawing}))
    assert [fact["cell"] for fact in reading.facts] == ["C3", "C4", "C5"]
    left = [held["cells"] for held in reading.not_data if "weight" in held["why"]]
    assert left == ["B3:B5", "D3:D5"]


def test_comparisons_kept_as_ratios_are_percentages_in_doubt(tmp_path):
    drawing = """
Giá trị sản xuất công nghiệp tháng 8 năm 2024 (Đơn vị tính: tỷ đồng)
Chỉ tiêu|TH T7/2024|ƯTH T8/2024|% so với|
|||T7/2024|CK 2023
Tổng số|10100|10350|1.0248|1.092
Khai khoáng|150|148|0.9867|0.95
Công nghiệp chế biến, chế tạo|9950|10202|1.0253|1.097
"""
    reading = read_form(draw(tmp_path / "tayninh_2024-08.xlsx", {"GTSX": drawing}))
    facts = {fact["cell"]: fact for fact in reading.facts}
    assert (facts["D4"]["measure"], float(facts["D4"]["value"])) == ("index", 102.48)
    assert (facts["E4"]["measure"], float(facts["E4"]["value"])) == ("index", 109.2)
    assert facts["C4"]["scale"] == "1000000000"
    assert all(facts[cell]["doubt"] for cell in ("D4", "D5", "E6"))
    assert not reading.faults


def test_a_row_is_named_by_the_column_of_names_not_by_its_group(tmp_path):
    drawing = """
PHỤ LỤC SỐ LIỆU THÁNG 9/2024
Lĩnh vực|Chỉ tiêu|ĐVT|Tháng 9|9 tháng
Công nghiệp|Chỉ số SXCN|%|108.2|106.5
|Phân đạm|Tấn|76000|690000
Thương mại|Tổng mức bán lẻ|Tỷ đồng|7200|63500
|Kim ngạch xuất khẩu|Triệu USD|118|905
"""
    for merges in ((), ("A3:A4", "A5:A6")):
        path = draw(tmp_path / "camau_2024-09.xlsx", {"Sheet1": drawing}, merges=merges)
        facts = facts_of(read_form(path))
        labels = [facts[f"D{row}"]["label"] for row in (3, 4, 5, 6)]
        assert labels == ["Chỉ số SXCN", "Phân đạm", "Tổng mức bán lẻ", "Kim ngạch xuất khẩu"]
        assert meaning(facts["E3"]) == ("index", "same_period_last_year", "2024-01", "2024-09")


CLUSTERS = """
Tình hình cụm công nghiệp đến {0}
STT|Tên cụm|Diện tích quy hoạch (ha)|Đất công nghiệp cho thuê (ha)|Đã cho thuê (ha)|Tỷ lệ lấp đầy (%)
1|CCN Kim Bình|50|35|28|56
2|CCN Cầu Giát|40|28|14|50
3|CCN Hòa Hậu|20|14|14|100
"""


def test_clusters_are_as_of_the_day_that_their_title_names(tmp_path):
    for when in ("30/6/2024", "hết tháng 6 năm 2024", "ngày 30 tháng 6 năm 2024"):
        path = draw(tmp_path / "hanam_2024-07.xlsx", {"CCN": CLUSTERS.format(when)})
        held = facts_of(read_form(path))["C3"]
        assert (held["period_start"], held["period_end"]) == ("2024-06", "2024-06"), when


def test_land_to_lease_is_told_from_land_leased(tmp_path):
    reading = read_form(
        draw(tmp_path / "hanam_2024-06.xlsx", {"CCN": CLUSTERS.format("30/6/2024")})
    )
    (fault,) = reading.faults
    assert (fault["kind"], fault["cell"]) == ("occupancy_wrong_base", "F3")
    assert fault["expected"] == "80,0"
