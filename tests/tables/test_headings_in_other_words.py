"""Headings that say in other words what others say, and columns that hold something else."""

import pytest
from form_sheets import draw, facts_of

from hanoi_ct.tables._meaning.headings import column_meaning
from hanoi_ct.tables.forms import read_form


def read(path, name, drawing, **more):
    return read_form(draw(path / name, {"Bieu": drawing}, **more))


@pytest.mark.parametrize(
    ("heading", "measure", "comparison", "start", "end"),
    [
        ("Dự ước tháng 7", "level", None, "2024-07", "2024-07"),
        ("2024/6", "level", None, "2024-06", "2024-06"),
        ("6-2024", "level", None, "2024-06", "2024-06"),
        ("6T24/6T23", None, "same_period_last_year", "2024-01", "2024-06"),
        ("6T-24/6T-23", None, "same_period_last_year", "2024-01", "2024-06"),
        ("T6/24/T5/24", None, "previous_month", "2024-06", "2024-06"),
        ("Tỷ trọng so với tổng số (%)", "share", "total", "2024-06", "2024-06"),
        ("Chiếm tỷ lệ (%)", "share", "total", "2024-06", "2024-06"),
        ("Giải ngân/Kế hoạch (%)", "attainment", "plan_year", "2024-01", "2024-06"),
    ],
)
def test_what_a_heading_says(heading, measure, comparison, start, end):
    column = column_meaning([heading], "2024-06")
    assert (column.measure, column.comparison) == (measure, comparison)
    assert (column.period.start, column.period.end) == (start, end)


def test_a_forecast_is_an_estimate():
    assert column_meaning(["Dự báo tháng 7/2024"], "2024-06").status == "estimate"


def test_columns_of_which_count_what_their_whole_counts(tmp_path):
    drawing = """
Tình hình lao động tại các khu công nghiệp tỉnh Hưng Yên đến 30/6/2024
Khu công nghiệp|Tổng số lao động|Trong đó||Thu nhập bình quân (triệu đồng/người/tháng)
||Nữ|Người nước ngoài|
KCN Phố Nối A|25000|15000|200|9.5
KCN Thăng Long II|30000|20000|350|10.2
"""
    reading = read(tmp_path, "hungyen_2024-06.xlsx", drawing, merges=("C2:D2",))
    facts = facts_of(reading)
    assert [facts[f"{c}4"]["unit"] for c in "BCDE"] == ["person", "person", "person", None]
    assert facts["E4"]["status"] == "unstated"
    assert reading.faults == []  # an income is no worker whose thousands were lost


def test_a_year_of_completion_is_no_figure(tmp_path):
    drawing = """
Dự án điện đang triển khai tỉnh Hòa Bình (cập nhật tháng 6/2024)
Dự án|Công suất (MW)|TMĐT (tỷ đồng)|Vốn giải ngân lũy kế (tỷ đồng)|Dự kiến hoàn thành
Thủy điện A|30|900|450|2025
Thủy điện B|20|600|10|2026
"""
    reading = read(tmp_path, "hoabinh_2024-06.xlsx", drawing)
    facts = facts_of(reading)
    assert "E3" not in facts
    assert facts["C3"]["status"] == "unstated"
    assert [doubt["cells"] for doubt in reading.doubts] == [["D3", "D4"]]
    assert reading.faults == []


def test_a_thousand_written_with_a_comma_scales_a_corner(tmp_path):
    drawing = """
Kim ngạch xuất khẩu tháng 6/2024 tỉnh Bắc Kạn
||Đơn vị tính: 1,000 USD
Mặt hàng|Tháng 5|Tháng 6
Chì thỏi|1250.5|1300.2
Gỗ ván|450.2|460.3
"""
    fact = facts_of(read(tmp_path, "backan_2024-06.xlsx", drawing))["C4"]
    assert (fact["unit"], fact["scale"]) == ("USD", "1000")


def test_a_percentage_of_a_base_alone_compares_with_it():
    column = column_meaning(["% CK"], "2024-09")
    assert (column.change, column.comparison) == (True, "same_month_last_year")


def test_months_below_a_comparison_of_a_year_are_its_subjects():
    parts = ["Các tháng năm 2024 so với cùng kỳ năm trước", "Thực hiện tháng 7"]
    column = column_meaning(parts, "2024-09")
    assert (column.comparison, column.period.start) == ("same_month_last_year", "2024-07")
    column = column_meaning([parts[0], "Ước tính 9 tháng"], "2024-09")
    assert (column.comparison, column.period.start) == ("same_period_last_year", "2024-01")


def test_one_product_of_two_works_is_no_repetition(tmp_path):
    drawing = """
Sản phẩm của các doanh nghiệp tháng 9 năm 2024 tỉnh Hà Tĩnh
Doanh nghiệp|Sản phẩm|ĐVT|Thực hiện tháng 8|Ước tháng 9
Formosa|Thép|Nghìn tấn|400|410
|Điện|Triệu kWh|290|300
Vũng Áng 1|Điện|Triệu kWh|500|510
"""
    assert read(tmp_path, "hatinh_2024-09.xlsx", drawing).faults == []


def test_a_unit_that_no_list_holds_may_be_one(tmp_path):
    drawing = """
Kết quả hỗ trợ tháng 9 năm 2024 tỉnh Đắk Nông
Nội dung|ĐVT|Tháng 8|Tháng 9
Tập huấn|Buổi|5|3
Gạch|21002|105|123
Đường|Tấnn|10|12
"""
    reading = read(tmp_path, "daknong_2024-09.xlsx", drawing)
    assert [(f["kind"], f["cell"]) for f in reading.faults] == [
        ("unit_suspect", "B4"),
        ("unit_suspect", "B5"),
    ]


def test_money_that_was_allotted_is_a_plan_that_disbursements_attain(tmp_path):
    drawing = """
Giải ngân vốn khuyến công 5 tháng 2024 tỉnh Hưng Yên
Đề án|Kinh phí được giao (tr.đ)|Khối lượng thực hiện (tr.đ)|Đã giải ngân (tr.đ)|Tỷ lệ giải ngân (%)
Hỗ trợ máy móc|500|260|250|50
Đào tạo nghề|300|300|300|100
"""
    facts = facts_of(read(tmp_path, "hungyen_2024-05.xlsx", drawing))
    measures = [facts[f"{c}3"]["measure"] for c in "BCDE"]
    assert measures == ["plan", "level", "level", "attainment"]
    assert facts["C3"]["unit"] == "VND"  # the work done, in money


def test_shops_are_counted_and_incomes_have_a_unit_of_their_own(tmp_path):
    drawing = """
Cửa hàng xăng dầu tháng 5 năm 2024 tỉnh Sơn La
Huyện|Số cửa hàng||Thu nhập BQ (tr.đ/người/tháng)
|Tổng số|Đang hoạt động|
TP Sơn La|20|20|12.5
Mai Sơn|15|14|14.1
"""
    reading = read(tmp_path, "sonla_2024-05.xlsx", drawing, merges=("B2:C2",))
    facts = facts_of(reading)
    assert [facts[f"{c}4"]["unit"] for c in "BCD"] == ["count", "count", None]
    assert reading.faults == []
