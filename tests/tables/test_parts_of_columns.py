"""The part that a column plays where its heading could mean another, and months that stand down."""

from form_sheets import draw, facts_of

from hanoi_ct.tables.forms import read_form

DISTRICTS = """
ĐIỆN THƯƠNG PHẨM CÁC HUYỆN 10 THÁNG NĂM 2024
|||ĐVT: MWh
TT|Đơn vị|KH năm 2024|10 tháng 2024|% so KH
1|TP Sơn La|151000|126500|83.8
2|Mai Sơn|142000|118900|83.7
3|Mộc Châu|138000|117300|95.0
"""
CAUSES = """
Phân loại dự án chậm tiến độ theo nguyên nhân (đến hết tháng 12/2024)
Lĩnh vực|Tổng số dự án|Nguyên nhân|||Ghi chú
||Giải phóng mặt bằng|Thiếu vốn|Thủ tục|
Công nghiệp|18|9|5|4|Báo cáo quý
Thương mại|11|3|6|2|
Năng lượng|7|5|1|2|
"""
TO_DATE_DOWN = """
GIẢI NGÂN VỐN ĐẦU TƯ CÔNG CÁC THÁNG QUÝ III NĂM 2024
Tháng|Giải ngân trong tháng (tỷ đồng)|Lũy kế từ đầu năm (tỷ đồng)
Tháng 7|310.2|1510.4
Tháng 8|342.0|1852.4
Ước tháng 9|365.5|{last}
"""


def faults(reading):
    return [(fault["kind"], fault["cell"]) for fault in reading.faults]


def test_don_vi_over_names_is_no_unit(tmp_path):
    reading = read_form(draw(tmp_path / "sonla_2024-10.xlsx", {"B": DISTRICTS}))
    fact = facts_of(reading)["D4"]
    assert (fact["label"], fact["unit"], fact["scale"]) == ("TP Sơn La", "kWh", "1000")
    assert faults(reading) == [("growth_unlike_levels", "E6")]


def test_causes_that_are_counted(tmp_path):
    path = draw(tmp_path / "lamdong_2024-12.xlsx", {"B": CAUSES}, merges=("C2:E2",))
    reading = read_form(path)
    assert {fact["measure"] for fact in reading.facts} == {"count"}
    assert "F4" not in facts_of(reading)
    assert faults(reading) == [("total_unlike_parts", "B6")]


def test_months_so_far_beside_the_months(tmp_path):
    for last, wanted in (("2217.9", []), ("2317.9", [("cumulative_unlike_months", "C5")])):
        path = draw(tmp_path / "langson_2024-09.xlsx", {"B": TO_DATE_DOWN.format(last=last)})
        reading = read_form(path)
        assert facts_of(reading)["C4"]["period_start"] == "2024-01"
        assert faults(reading) == wanted


ATTAINED = """
Kết quả thực hiện 9 tháng năm 2024 của các huyện
Huyện|Giá trị sản xuất công nghiệp (tỷ đồng)|||Tổng mức bán lẻ hàng hóa (tỷ đồng)||
|Kế hoạch năm|Ước TH 9 tháng|Đạt (%)|Kế hoạch năm|Ước TH 9 tháng|Đạt (%)
Cao Lộc|1350|990|73.3|3900|2955|75.8
Hữu Lũng|2800|2212|79.0|3150|2331|84.0
Chi Lăng|1900|1444|76.0|2700|2025|75.0
"""
SPENDING = """
CHI NGÂN SÁCH ĐỊA PHƯƠNG 8 THÁNG NĂM 2024
ĐVT: Triệu đồng
Nội dung|Thực hiện 8 tháng 2023|Ước 8 tháng 2024|% so cùng kỳ
Tổng chi|6000|6580|109.7
I. Chi đầu tư phát triển|2200|2390|108.6
II. Chi thường xuyên|3800|4290|112.9
1. Sự nghiệp kinh tế|410|455|111.0
2. Giáo dục, đào tạo|1690|1860|110.1
3. Chi khác|1700|1875|110.3
"""


def test_attained_beside_a_plan(tmp_path):
    path = draw(tmp_path / "langson_2024-09.xlsx", {"B": ATTAINED}, merges=("B2:D2", "E2:G2"))
    reading = read_form(path)
    fact = facts_of(reading)["D4"]
    assert (fact["measure"], fact["comparison"]) == ("attainment", "plan_year")
    assert (fact["period_start"], fact["period_end"]) == ("2024-01", "2024-09")
    assert not reading.doubts
    assert faults(reading) == [("growth_unlike_levels", "G5")]


def test_rates_from_a_wrong_subtotal_do_not_hide_it(tmp_path):
    reading = read_form(draw(tmp_path / "vinhlong_2024-08.xlsx", {"B": SPENDING}))
    assert faults(reading) == [("total_unlike_parts", "C6")]


def test_a_line_phan_theo_is_no_title(tmp_path):
    drawing = """
ĐẦU TƯ NƯỚC NGOÀI ĐƯỢC CẤP PHÉP TỪ 01/01 ĐẾN 20/6/2024
PHÂN THEO NGÀNH
|Số dự án|Vốn đăng ký (Triệu USD)
Chế biến, chế tạo|31|380.1
Bất động sản|2|25.0
Bán buôn, bán lẻ|5|5.1
"""
    fact = facts_of(read_form(draw(tmp_path / "bacgiang_2024-06.xlsx", {"B": drawing})))["C4"]
    assert (fact["period_start"], fact["period_end"]) == ("2024-01", "2024-06")


ZONES = """
TÌNH HÌNH CÁC KHU CÔNG NGHIỆP (Đến ngày 31/3/2025)
STT|Khu công nghiệp|Diện tích đất (ha)|||Tỷ lệ lấp đầy (%)
||Tự nhiên|Công nghiệp|Đã cho thuê|
1|KCN Tịnh Phong|141.7|104|98.8|95
2|KCN Quảng Phú|120.4|88|79.2|90
3|VSIP Quảng Ngãi|600|430|258|43
"""
HALF_DOWN = """
SẢN LƯỢNG ĐIỆN THƯƠNG PHẨM 6 THÁNG ĐẦU NĂM 2024
Tháng|Sản lượng (triệu kWh)|So với cùng kỳ (%)
Tháng 4|340.8|112.2
Tháng 5|352.1|109.8
Tháng 6|348.7|108.0
6 tháng|1977.2|107.5
"""


def test_land_below_a_heading_of_areas(tmp_path):
    path = draw(tmp_path / "quangngai_2025-03.xlsx", {"B": ZONES}, merges=("C2:E2",))
    assert faults(read_form(path)) == [("occupancy_wrong_base", "F6")]


def test_months_down_under_a_title_of_six_months(tmp_path):
    reading = read_form(draw(tmp_path / "bacgiang_2024-06.xlsx", {"B": HALF_DOWN}))
    assert facts_of(reading)["B4"]["period_start"] == "2024-05"
    assert facts_of(reading)["C6"]["comparison"] == "same_period_last_year"
    assert faults(reading) == []


LICENSED = """
KẾT QUẢ THU HÚT ĐẦU TƯ QUÝ I NĂM 2024
Nội dung|ĐVT|Quý I/2023|Quý I/2024|Tăng/giảm (%)
Vốn cấp mới|Triệu USD|72.4|80.1|10.6
Vốn tăng thêm|Triệu USD|41.0|30.5|-25.6
Vốn trong nước|Tỷ đồng|3120|4210|134.9
"""
PLANNED_WORKERS = """
DỰ ÁN CHẬM TIẾN ĐỘ TẠI CÁC CỤM CÔNG NGHIỆP (Đến ngày 31/12/2016)
STT|Tên dự án|Diện tích (m2)|Vốn đầu tư (triệu đồng)|Lao động dự kiến (người)
1|Xưởng may Thành Công|5200|12500|320
2|Nhà máy bao bì|8100|30200|150
"""


def test_an_index_that_the_levels_show(tmp_path):
    reading = read_form(draw(tmp_path / "longan_2024-03.xlsx", {"B": LICENSED}))
    assert faults(reading) == [("index_as_growth", "E5")]
    drawing = LICENSED.replace("134.9", "44.9")
    reading = read_form(draw(tmp_path / "longan_2024-03.xlsx", {"B": drawing}))
    assert faults(reading) == [("growth_unlike_levels", "E5")]


def test_what_is_expected_of_one_column_says_nothing_of_the_others(tmp_path):
    reading = read_form(draw(tmp_path / "tiengiang_2016-12.xlsx", {"B": PLANNED_WORKERS}))
    assert {facts_of(reading)[cell]["status"] for cell in ("C3", "D3")} == {"unstated"}


def test_infrastructure_is_no_growth(tmp_path):
    drawing = """
CỤM CÔNG NGHIỆP TỈNH THANH HÓA ĐẾN NGÀY 30/6/2023
TT|Tên cụm|Đã cho thuê (ha)|Vốn đầu tư hạ tầng (tỷ đồng)|Tiền bồi thường, giám sát (tỷ đồng)
1|CCN Vức|48.5|210|12.5
2|CCN Đông Lĩnh|20.1|95.4|8.1
"""
    facts = facts_of(read_form(draw(tmp_path / "thanhhoa_2023-06.xlsx", {"B": drawing})))
    assert {facts[cell]["measure"] for cell in ("D3", "E4")} == {"level"}


def test_dt_is_the_estimates_of_a_budget(tmp_path):
    drawing = """
Thu nội địa 9 tháng năm 2024
ĐVT: Tỷ đồng
Khoản thu|Dự toán năm|Lũy kế 9 tháng|% so DT|% so CK
Thu từ DNNN|1100|810|73.6|98.2
Tiền sử dụng đất|5000|3010|70.2|101.0
"""
    reading = read_form(draw(tmp_path / "binhphuoc_2024-09.xlsx", {"B": drawing}))
    fact = facts_of(reading)["D4"]
    assert (fact["measure"], fact["comparison"]) == ("attainment", "plan_year")
    assert faults(reading) == [("growth_unlike_levels", "D5")]
