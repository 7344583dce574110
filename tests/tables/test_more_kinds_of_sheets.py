"""Investment, plans by quarter, trackers, crossings of markets and goods: what their sheets say."""

# Drawings are as wide as the sheets they stand for.
# ruff: noqa: E501

import pytest
from form_sheets import draw, facts_of

from hanoi_ct.tables.forms import read_form

INVESTMENT = """
THU HÚT ĐẦU TƯ TRỰC TIẾP NƯỚC NGOÀI 5 THÁNG NĂM 2024
(Phân theo đối tác)
TT|Quốc gia|Số dự án|Số lượt dự án tăng vốn|Vốn đăng ký (triệu USD)|Vốn tăng thêm (triệu USD)
1|Hàn Quốc|20|14|105.2|90.1
2|Nhật Bản|4|3|22.5|8.5
|Tổng cộng|24|17|127.7|108.6
"""
BY_QUARTER = """
KỊCH BẢN CÁC CHỈ TIÊU NĂM 2025
TT|Chỉ tiêu|ĐVT|Thực hiện năm 2024|Kế hoạch năm 2025|KH quý I|KH quý II|KH quý III|KH quý IV
1|Kim ngạch xuất khẩu|Triệu USD|610|680|150|165|175|190
2|Kim ngạch nhập khẩu|Triệu USD|580|620|140|150|160|270
"""
TRACKER = """
KẾT QUẢ GIẢI QUYẾT KIẾN NGHỊ CỦA DOANH NGHIỆP
(Tính đến ngày 31/8/2024)
STT|Cơ quan chủ trì|Tổng số kiến nghị|Đã giải quyết|Đang giải quyết|Tỷ lệ giải quyết (%)
1|Sở Công Thương|12|9|3|75.0
2|Cục Thuế tỉnh|15|12|3|80.0
|Tổng cộng|27|21|6|77.8
"""
CROSSED = """
KIM NGẠCH XUẤT KHẨU 6 THÁNG ĐẦU NĂM 2024 THEO THỊ TRƯỜNG VÀ MẶT HÀNG
Tỉnh Bình Dương||||ĐVT: Triệu USD
Thị trường|Tổng số|Mặt hàng||
||Dệt may|Giày dép|Hàng khác
Tổng cộng|60|30|20|10
Hoa Kỳ|40|20|15|5
Nhật Bản|20|10|5|5
"""
LOSSES = """
KẾT QUẢ CUNG ỨNG ĐIỆN THÁNG 10 NĂM 2023
TT|Chỉ tiêu|ĐVT|Thực hiện tháng 9/2023|Ước tháng 10/2023|Lũy kế 10 tháng
1|Điện thương phẩm|Triệu kWh|114.9|113.6|1108.4
2|Tổn thất điện năng|%|5.08|5.24|5.28
"""
CLUSTERS = """
TÌNH HÌNH CÁC CỤM CÔNG NGHIỆP ĐẾN HẾT THÁNG 6 NĂM 2024
TT|Tên cụm công nghiệp|Diện tích (ha)|Đã cho thuê (ha)|Số dự án
1|CCN Hòa Bình|70.5|41.8|18
2|CCN Thanh Trung|40|24|12
3|CCN Đăk Sông|32|-|-
|Tổng cộng|142.5|75.8|30
"""


def read(tmp_path, name, drawing):
    return read_form(draw(tmp_path / name, {"Biểu": drawing}))


@pytest.mark.parametrize(
    ("name", "drawing", "cell", "wanted"),
    [
        ("bacninh_2024-05.xlsx", INVESTMENT, "C4", ("count", "2024-01", "2024-05", "count", "1")),
        ("bacninh_2024-05.xlsx", INVESTMENT, "D5", ("count", "2024-01", "2024-05", "count", "1")),
        ("bacninh_2024-05.xlsx", INVESTMENT, "F6", ("level", "2024-01", "2024-05", "USD", "1000000")),
        ("quangtri_2025-01.xlsx", BY_QUARTER, "G3", ("plan", "2025-04", "2025-06", "USD", "1000000")),
        ("quangtri_2025-01.xlsx", BY_QUARTER, "E3", ("plan", "2025-01", "2025-12", "USD", "1000000")),
        ("hagiang_2024-08.xlsx", TRACKER, "D5", ("count", "2024-08", "2024-08", "count", "1")),
        ("hagiang_2024-08.xlsx", TRACKER, "F5", ("share", "2024-08", "2024-08", "percent", "1")),
        ("binhduong_2024-06.xlsx", CROSSED, "D6", ("level", "2024-01", "2024-06", "USD", "1000000")),
        ("binhduong_2024-06.xlsx", CROSSED, "E7", ("level", "2024-01", "2024-06", "USD", "1000000")),
    ],
)  # fmt: skip
def test_columns_mean_what_they_say(tmp_path, name, drawing, cell, wanted):
    reading = read(tmp_path, name, drawing)
    fact = facts_of(reading)[cell]
    got = tuple(fact[key] for key in ("measure", "period_start", "period_end", "unit", "scale"))
    assert got == wanted
    assert reading.report_month == name[-12:-5]
    assert not reading.doubts


def faults(reading):
    return [(fault["kind"], fault["cell"]) for fault in reading.faults]


def test_figures_as_they_stand_have_no_status(tmp_path):
    facts = facts_of(read(tmp_path, "hagiang_2024-08.xlsx", TRACKER))
    assert {fact["status"] for fact in facts.values()} == {"unstated"}
    assert facts["C4"]["label"] == "Sở Công Thương"


def test_plans_of_the_quarters_make_the_years(tmp_path):
    reading = read(tmp_path, "quangtri_2025-01.xlsx", BY_QUARTER)
    assert faults(reading) == [("cumulative_unlike_months", "E4")]
    right = read(tmp_path, "quangtri_2025-01.xlsx", BY_QUARTER.replace("160|270", "160|170"))
    assert faults(right) == []


def test_a_total_below_its_parts_is_added_up(tmp_path):
    reading = read(tmp_path, "kontum_2024-06.xlsx", CLUSTERS)
    assert faults(reading) == [("total_unlike_parts", "D6")]
    assert faults(read(tmp_path, "kontum_2024-06.xlsx", CLUSTERS.replace("75.8", "65.8"))) == []


def test_rates_of_loss_do_not_add_up(tmp_path):
    assert faults(read(tmp_path, "travinh_2023-10.xlsx", LOSSES)) == []


def test_an_index_of_35_is_no_growth(tmp_path):
    drawing = """
Tổng mức bán lẻ hàng hóa tháng 9 năm 2021
ĐVT: Tỷ đồng
Chỉ tiêu|Ước tháng 9|Tháng 9 so cùng kỳ (%)
Tổng số|2252.9|93.1
Bán lẻ hàng hóa|1910.6|98.4
Dịch vụ lưu trú, ăn uống|161.2|80.2
Du lịch lữ hành|12.1|35.0
Dịch vụ khác|169|77.9
"""
    assert faults(read(tmp_path, "bentre_2021-09.xlsx", drawing)) == []
    assert faults(read(tmp_path, "bentre_2021-09.xlsx", drawing.replace("77.9", "5.3"))) == [
        ("index_as_growth", "C8")
    ]


LATE = """
Danh mục dự án chậm tiến độ đến ngày 30/9/2024
STT|Tên dự án|Tổng mức đầu tư (tỷ đồng)|Lũy kế giải ngân (tỷ đồng)|Tỷ lệ giải ngân (%)|Số lao động (người)
1|Nhà máy may Tân Lập|120.5|30.2|25.1|31200
2|Khu thương mại chợ Đầm|85.0|12.0|14.1|9850
3|Kho xăng dầu Bắc Sông|210.0|96.6|46.0|14.210
4|Nhà máy gỗ An Phú|100.0|50.0|50.0|16480
"""
BUDGET = """
THU NGÂN SÁCH NHÀ NƯỚC THÁNG 5 NĂM 2024
ĐVT: Tỷ đồng
Chỉ tiêu|Dự toán năm 2024|Ước tháng 5|Lũy kế 5 tháng|So với dự toán (%)|So với cùng kỳ năm trước (%)
Thu nội địa|200|10|120|60|128.4
Thu xuất nhập khẩu|100|8|40|40|110.2
"""
PRICES = """
CHỈ SỐ GIÁ TIÊU DÙNG CÁC THÁNG NĂM 2024
Tháng|So với tháng trước|So với cùng kỳ năm trước|So với tháng 12 năm trước|Bình quân so với cùng kỳ
Tháng 1|100.3|103.4|100.3|103.4
Tháng 2|101.0|104.0|101.3|103.7
Tháng 3|99.8|103.9|101.1|103.8
"""
QUARTERS_DOWN = """
XUẤT NHẬP KHẨU TỈNH TÂY NINH CÁC THÁNG NĂM 2024
TỈNH TÂY NINH
||Đơn vị: Triệu USD
Thời gian|Xuất khẩu|Nhập khẩu
Quý I|60|50
Tháng 4|10|20
Tháng 5|10|20
Tháng 6|10|20
Quý II|30|70
6 tháng|90|110
"""
SOURCES = """
SẢN LƯỢNG ĐIỆN SẢN XUẤT THÁNG 8 NĂM 2024
||||ĐVT: Triệu kWh
Nguồn điện|Tháng 7 năm 2024|Ước tháng 8 năm 2024|Lũy kế 8 tháng|Cơ cấu lũy kế (%)
Tổng sản lượng|90|100|800|100
Thủy điện|45|50|400|50
Điện gió|9|10|80|10
Nguồn khác|36|40|320|40
Điện gió|9|10|80|10
"""


def test_what_stands_on_a_day(tmp_path):
    reading = read(tmp_path, "khanhhoa_2024-09.xlsx", LATE)
    paid = facts_of(reading)["D3"]
    assert (paid["period_start"], paid["status"]) == ("2024-09", "unstated")
    assert [doubt["readings"] for doubt in reading.doubts] == [
        [{"period_start": "2024-09"}, {"period_start": "2024-01"}]
    ]
    assert facts_of(reading)["E3"]["measure"] == "share"
    assert faults(reading) == [("thousand_point", "F5")]


def test_a_rate_beside_an_attainment_is_of_the_same_months(tmp_path):
    reading = read(tmp_path, "thanhhoa_2024-05.xlsx", BUDGET)
    fact = facts_of(reading)["F4"]
    assert (fact["comparison"], fact["period_start"]) == ("same_period_last_year", "2024-01")


@pytest.mark.parametrize(
    ("cell", "comparison", "start"),
    [
        ("B4", "previous_month", "2024-02"),
        ("C4", "same_month_last_year", "2024-02"),
        ("D5", None, "2024-03"),
        ("E5", "same_period_last_year", "2024-01"),
    ],
)
def test_months_that_stand_down_have_rates_of_their_own(tmp_path, cell, comparison, start):
    fact = facts_of(read(tmp_path, "sonla_2024-03.xlsx", PRICES))[cell]
    assert (fact["comparison"], fact["period_start"]) == (comparison, start)


def test_a_quarter_is_the_sum_of_its_months(tmp_path):
    reading = read(tmp_path, "tayninh_2024-06.xlsx", QUARTERS_DOWN)
    assert faults(reading) == [("cumulative_unlike_months", "C9")]
    assert facts_of(reading)["C5"]["unit"] == "USD"


def test_a_row_that_stands_twice_is_added_up_once(tmp_path):
    assert faults(read(tmp_path, "gialai_2024-08.xlsx", SOURCES)) == [("duplicate_row", "A8")]


COMPARED = """
SẢN LƯỢNG SẢN PHẨM CHỦ YẾU THÁNG 4 NĂM 2024
Tên sản phẩm|ĐVT|Thực hiện tháng 3|Ước tháng 4|Lũy kế 4 tháng|% so sánh||
|||||Tháng trước|Cùng kỳ tháng|Cùng kỳ lũy kế
Xi măng|Tấn|30000|30000|118000|100|101|97
Gạch nung|Nghìn viên|4200|4500|16900|107.1|102.3|101.1
"""
YEARS_DOWN = """
ĐIỆN THƯƠNG PHẨM TỈNH LÂM ĐỒNG CÁC NĂM 2023-2024
||||ĐVT: Triệu kWh
Năm|Tháng 1|Tháng 2|Tháng 3|3 tháng
Năm 2023|90.3|92.1|104.5|286.9
Năm 2024|104.4|95.0|112.3|411.7
"""
TWO_SUBJECTS = """
MỘT SỐ CHỈ TIÊU CÁC HUYỆN NĂM 2024 TỈNH HÀ TĨNH
Huyện|Giá trị sản xuất công nghiệp (tỷ đồng)|||Tổng mức bán lẻ hàng hóa (tỷ đồng)||
|Năm 2023|Ước năm 2024|So sánh (%)|Năm 2023|Ước năm 2024|So sánh (%)
TP Hà Tĩnh|2210|2405|108.8|18400|20610|112.0
Huyện Đức Thọ|810|870|107.4|2950|3210|118.8
Huyện Can Lộc|1240|1350|108.9|3105|3402|109.6
"""
ACROSS = """
XUẤT KHẨU 6 THÁNG ĐẦU NĂM 2024 THEO THỊ TRƯỜNG VÀ MẶT HÀNG
ĐVT: Triệu USD
Thị trường|Tổng số|Dệt may|Giày dép|Hàng khác
Hoa Kỳ|40|20|15|5
Nhật Bản|20|10|5|5
Hàn Quốc|27|10|5|12
Đức|27|10|5|12
"""


def test_comparisons_of_the_month_and_of_the_months_so_far(tmp_path):
    facts = facts_of(read(tmp_path, "dienbien_2024-04.xlsx", COMPARED))
    assert facts["G4"]["comparison"] == "same_month_last_year"
    assert facts["H4"]["comparison"] == "same_period_last_year"
    assert facts["H4"]["period_end"] == "2024-04"


def test_years_down_and_months_across(tmp_path):
    reading = read(tmp_path, "lamdong_2024-03.xlsx", YEARS_DOWN)
    facts = facts_of(reading)
    assert reading.report_month == "2024-03"
    assert (facts["C4"]["period_start"], facts["C4"]["status"]) == ("2023-02", "official")
    assert (facts["D5"]["period_end"], facts["D5"]["status"]) == ("2024-03", "estimate")
    assert faults(reading) == [("cumulative_unlike_months", "E5")]


def test_a_rate_is_of_the_levels_under_its_own_heading(tmp_path):
    path = draw(tmp_path / "hatinh_2024-12.xlsx", {"B": TWO_SUBJECTS}, merges=("B2:D2", "E2:G2"))
    reading = read_form(path)
    assert facts_of(reading)["G4"]["comparison"] == "same_period_last_year"
    assert faults(reading) == [("growth_unlike_levels", "G5")]


def test_a_total_beside_its_parts(tmp_path):
    assert faults(read(tmp_path, "binhduong_2024-06.xlsx", ACROSS)) == []
    reading = read(tmp_path, "binhduong_2024-06.xlsx", ACROSS.replace("27|10|5", "37|10|5", 1))
    assert faults(reading) == [("total_unlike_parts", "B6")]


def test_against_december(tmp_path):
    drawing = """
Tốc độ tăng chỉ số giá tiêu dùng tháng 7 năm 2024 (%)
Nhóm hàng|So với tháng trước|So với tháng 12 năm trước|So với cùng kỳ năm trước
Chỉ số giá chung|0.48|1.89|4.36
Giao thông|1.45|-0.3|2.96
"""
    facts = facts_of(read(tmp_path, "bacninh_2024-07.xlsx", drawing))
    assert (facts["C3"]["comparison"], facts["C3"]["period_end"]) == (None, "2024-07")
    assert facts["D3"]["comparison"] == "same_month_last_year"


TWO_QUARTERS = """
Thu hút đầu tư quý I năm 2023 - tỉnh Tây Ninh
Loại dự án|Quý I/2022||Quý I/2023||So sánh số dự án (%)|So sánh vốn (%)
|Số dự án|Vốn (tỷ đồng)|Số dự án|Vốn (tỷ đồng)||
Cấp mới|12|1250.5|10|1104|83.3|98.3
Tăng vốn|5|310|7|402.2|140|129.7
Chấm dứt|3|95|2|60.5|66.7|63.7
"""
PRICES_ACROSS = """
CHỈ SỐ GIÁ TIÊU DÙNG CÁC THÁNG NĂM 2024 SO VỚI THÁNG TRƯỚC (%)
TỈNH KIÊN GIANG
Nhóm hàng|Tháng 1|Tháng 2|Tháng 3
Chỉ số giá tiêu dùng|100.35|101.1|99.7
Hàng ăn|100.5|101.9|99.2
May mặc|100.3|100.4|0.1
Giao thông|100.1|102.9|100.2
"""
SECTIONS_ACROSS = """
CHỈ SỐ SẢN XUẤT CÔNG NGHIỆP CÁC THÁNG NĂM 2025 SO VỚI CÙNG KỲ NĂM TRƯỚC
|||%
Tháng|Toàn ngành|Khai khoáng|Chế biến, chế tạo
T1/2025|104.2|98.1|104.9
T2/2025|118.9|101.2|120.4
T3/2025|109.5|99.7|110.6
3 tháng|110.9|99.5|112.0
"""


def test_a_table_of_two_quarters_compares_them(tmp_path):
    path = draw(tmp_path / "tayninh_2023-03.xlsx", {"B": TWO_QUARTERS}, merges=("B2:C2", "D2:E2"))
    reading = read_form(path)
    assert facts_of(reading)["F4"]["comparison"] == "same_quarter_last_year"
    assert facts_of(reading)["G5"]["period_start"] == "2023-01"
    assert not reading.doubts
    assert faults(reading) == [("growth_unlike_levels", "G4")]


def test_what_a_title_compares(tmp_path):
    reading = read(tmp_path, "kiengiang_2024-03.xlsx", PRICES_ACROSS)
    fact = facts_of(reading)["C4"]
    assert (fact["measure"], fact["comparison"]) == ("index", "previous_month")
    assert faults(reading) == [("index_as_growth", "D6")]
    facts = facts_of(read(tmp_path, "phutho_2025-03.xlsx", SECTIONS_ACROSS))
    assert (facts["C5"]["measure"], facts["C5"]["period_end"]) == ("index", "2025-02")
    assert facts["C5"]["comparison"] == "same_month_last_year"
    assert facts["C5"]["code"] == "B"
    assert facts["B7"]["comparison"] == "same_period_last_year"


def test_one_slip_is_named_once(tmp_path):
    drawing = """
Điện thương phẩm 6 tháng đầu năm 2021
ĐVT: 1000 kWh
Thành phần|Kế hoạch năm 2021|Thực hiện 6 tháng 2020|Thực hiện 6 tháng 2021|So với KH năm (%)
Công nghiệp|4250000|1802000|2110000|49.6
Nông nghiệp|61000|27100|28.400|46.6
Thương mại|98000|40100|42600|43.5
"""
    reading = read(tmp_path, "hungyen_2021-06.xlsx", drawing)
    assert faults(reading) == [("thousand_point", "D5")]


SUBTOTALS = """
DANH SÁCH CỤM CÔNG NGHIỆP ĐẾN 30/6/2024
TT|Tên cụm công nghiệp|Đất cho thuê (ha)|Số doanh nghiệp
I|Thị xã An Nhơn|66|30
1|CCN Gò Đá Trắng|26|14
2|CCN Bình Định|40|16
II|Huyện Tây Sơn|50|31
1|CCN Phú An|26|13
2|CCN Cầu 16|24|8
|TỔNG CỘNG|116|51
"""
SINCE_JANUARY = """
Thu hút FDI vào các khu công nghiệp (tính từ 01/01/2024 đến 15/11/2024)
Khu công nghiệp|Số dự án|Vốn (triệu USD)
Đồng Văn I|3|12.5
Đồng Văn III|6|105.2
Châu Sơn|2|9.1
"""
OTHER_UNITS = """
TÌNH HÌNH CUNG CẤP ĐIỆN THÁNG 5 NĂM 2024
TT|Chỉ tiêu|Đơn vị|Tháng 4/2024|Tháng 5/2024
1|Điện thương phẩm|Triệu kWh|220|248.5
2|Công suất cực đại|{unit}|540|655
3|Số khách hàng|Khách hàng|655300|656200
"""
COUNTS = """
TIẾN ĐỘ CÁC DỰ ÁN NĂM 2024
||||Đơn vị: Dự án
Tình trạng|Quý I|Quý II|6 tháng
Cấp mới|8|11|19
Khởi công|3|5|8
Thu hồi|1|0|2
"""


def test_a_wrong_subtotal_is_named_and_not_the_total_above(tmp_path):
    reading = read(tmp_path, "binhdinh_2024-06.xlsx", SUBTOTALS)
    assert faults(reading) == [("total_unlike_parts", "D6")]


def test_counts_are_not_rounded(tmp_path):
    reading = read(tmp_path, "khanhhoa_2024-06.xlsx", COUNTS)
    assert faults(reading) == [("cumulative_unlike_months", "D6")]


def test_since_january_is_no_day(tmp_path):
    fact = facts_of(read(tmp_path, "hanam_2024-11.xlsx", SINCE_JANUARY))["C4"]
    assert (fact["period_start"], fact["status"]) == ("2024-01", "estimate")


@pytest.mark.parametrize("unit", ["MW", "Triệu tấn.km", "Nghìn HK.km", "kWh/người"])
def test_units_without_a_code_are_no_faults(tmp_path, unit):
    reading = read(tmp_path, "namdinh_2024-05.xlsx", OTHER_UNITS.format(unit=unit))
    assert facts_of(reading)["E4"]["unit"] is None
    assert facts_of(reading)["E5"]["unit"] == "count"
    assert faults(reading) == []
    wrong = read(tmp_path, "namdinh_2024-05.xlsx", OTHER_UNITS.format(unit="27101"))
    assert faults(wrong) == [("unit_suspect", "C4")]


def test_the_sum_row_of_months_that_stand_down(tmp_path):
    drawing = QUARTERS_DOWN.replace("6 tháng|", "Cộng 6 tháng|")
    reading = read(tmp_path, "tayninh_2024-06.xlsx", drawing)
    assert facts_of(reading)["B10"]["period_start"] == "2024-01"


HANDLED = """
GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH THÁNG 8 NĂM 2024
|||||Đơn vị tính: Hồ sơ
Lĩnh vực|Tổng số|Kỳ trước chuyển sang|Tiếp nhận mới|Đã giải quyết
Xúc tiến thương mại|310|5|305|300
Lưu thông hàng hóa|41|3|38|36
An toàn thực phẩm|26|2|24|23
Hóa chất|{chemicals}|1|8|8
Tổng|386|11|375|367
"""
MONTH_OFF = """
Điện thương phẩm theo thành phần phụ tải
ĐVT: Triệu kWh
Thành phần|Tháng 1|Ước tháng 2|Lũy kế 2 tháng
Tổng số|310.2|298.4|608.6
Công nghiệp|218.1|212.4|430.5
Nông nghiệp|12|11.1|23.1
Dân cư|80.1|74.9|{homes}
"""


@pytest.mark.parametrize(("chemicals", "wanted"), [("9", []), ("19", ["B7"])])
def test_a_wrong_part_is_named_and_not_its_total(tmp_path, chemicals, wanted):
    reading = read(tmp_path, "bentre_2024-08.xlsx", HANDLED.format(chemicals=chemicals))
    assert faults(reading) == [("total_unlike_parts", cell) for cell in wanted]
    carried = facts_of(reading)["C4"]
    assert (carried["period_start"], carried["status"]) == ("2024-08", "estimate")


@pytest.mark.parametrize(("homes", "wanted"), [("155", []), ("165", ["D7"])])
def test_a_wrong_sum_of_months_is_named_and_not_the_total_above(tmp_path, homes, wanted):
    reading = read(tmp_path, "haiduong_2025-02.xlsx", MONTH_OFF.format(homes=homes))
    assert faults(reading) == [("cumulative_unlike_months", cell) for cell in wanted]


def test_two_years_over_their_months(tmp_path):
    drawing = """
SẢN LƯỢNG ĐIỆN THƯƠNG PHẨM QUÝ I NĂM 2025
ĐVT: Triệu kWh
Thành phần|Năm 2024||Năm 2025||So sánh 2025/2024 (%)|
|Tháng 3|Quý I|Tháng 3|Quý I|Tháng 3|Quý I
Tổng|120.3|340.2|131.4|372.8|109.2|109.6
Công nghiệp|60.1|170.0|67.2|190.1|111.8|101.8
"""
    merges = ("B3:C3", "D3:E3", "F3:G3")
    reading = read_form(draw(tmp_path / "hatinh_2025-03.xlsx", {"B": drawing}, merges=merges))
    facts = facts_of(reading)
    assert (facts["F5"]["comparison"], facts["F5"]["period_start"]) == (
        "same_month_last_year",
        "2025-03",
    )
    assert facts["G5"]["comparison"] == "same_quarter_last_year"
    assert faults(reading) == [("growth_unlike_levels", "G6")]


def test_a_row_of_units_below_headings_that_are_not_merged(tmp_path):
    drawing = """
Đầu tư trực tiếp nước ngoài được cấp phép

|Số dự án|Vốn đăng ký|10 tháng
|10 tháng|10 tháng|năm 2023
|năm 2023|năm 2023|so với
|(Dự án)|(Triệu USD)|cùng kỳ (%)
TỔNG SỐ|103|1402.8|
Đài Loan|31|350.1|
"""
    fact = facts_of(read(tmp_path, "binhduong_2023-10.xlsx", drawing))["C7"]
    assert (fact["unit"], fact["scale"]) == ("USD", "1000000")


def test_units_in_names_merged_at_the_left_and_plans_of_the_year_in_a_group(tmp_path):
    drawing = """
Tình hình các khu công nghiệp tháng 8 năm 2024 tỉnh Long An
Chỉ tiêu|Phân tổ|6 tháng đầu năm 2024||Ước tháng 8
||Kế hoạch năm|Thực hiện|
Xuất khẩu (triệu USD)|Tổng số|600|310|50
|Trong KCN|400|200|30
Doanh thu (tỷ đồng)|Tổng số|9000|4500|800
|Trong KCN|5000|2500|450
"""
    merges = ("A4:A5", "A6:A7", "C2:D2", "E2:E3", "A2:A3", "B2:B3")
    reading = read_form(draw(tmp_path / "longan_2024-08.xlsx", {"KCN": drawing}, merges=merges))
    facts = facts_of(reading)
    assert [facts[f"E{row}"]["unit"] for row in (4, 5, 6, 7)] == ["USD", "USD", "VND", "VND"]
    assert (facts["C4"]["measure"], facts["C4"]["period_end"]) == ("plan", "2024-12")
    assert not reading.faults


def test_a_year_in_two_halves_has_one_corner(tmp_path):
    drawing = """
XUẤT KHẨU CÁC THÁNG NĂM 2023 TỈNH KIÊN GIANG
|||Nghìn USD
Mặt hàng|Tháng 1|Tháng 2|Tháng 3
Tổng số|100|110|120
Gạo|60|70|80

Mặt hàng|Tháng 4|Tháng 5|Tháng 6
Tổng số|101|111|121
Gạo|61|71|81
"""
    reading = read_form(draw(tmp_path / "kiengiang_2023-06.xlsx", {"Nam": drawing}))
    facts = facts_of(reading)
    assert (facts["B8"]["unit"], facts["B8"]["period_start"]) == ("USD", "2023-04")
    assert not reading.faults


def test_done_in_a_heading_is_done_in_its_rates_too(tmp_path):
    drawing = """
Giải ngân vốn đầu tư tháng 5 năm 2024 tỉnh Lai Châu
Nguồn vốn|Giải ngân đến 31/5/2024 (thực hiện, tỷ đồng)|Thực hiện 5 tháng 2024 so với cùng kỳ (%)
Trung ương|120|105.1
Địa phương|80|96.4
"""
    reading = read_form(draw(tmp_path / "laichau_2024-05.xlsx", {"Von": drawing}))
    facts = facts_of(reading)
    assert (facts["B3"]["unit"], facts["B3"]["period_start"]) == ("VND", "2024-01")
    assert (facts["C4"]["comparison"], facts["C4"]["status"]) == (
        "same_period_last_year",
        "official",
    )
