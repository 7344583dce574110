"""Rows behind "Trong đó: ...", and columns that are no flow of the month."""

import pytest
from form_sheets import draw, facts_of

from hanoi_ct.tables.forms import read_form

EXPORTS = """
Kim ngạch xuất khẩu tháng 9 năm 2024 tỉnh Vĩnh Phúc
||||Triệu USD
TT|Mặt hàng|Thực hiện tháng 8/2024|Ước tháng 9/2024|Lũy kế 9 tháng 2024
{top}|Tổng kim ngạch xuất khẩu|100|110|900
{mark}|Trong đó: Doanh nghiệp FDI|{fdi}
{one}|Hàng dệt may|50|55|450
{two}|Giày dép|30|33.5|270
{three}|Hàng hóa khác|20|21.5|180
"""
MARKS = {"top": "", "mark": "", "one": 1, "two": 2, "three": 3}


@pytest.mark.parametrize(
    "marks",
    [
        {},
        {"top": "I"},
        {"top": "A", "one": "I", "two": "II", "three": "III"},
        {"one": "a", "two": "b", "three": "c"},
        {"one": "-", "two": "-", "three": "-"},
        {"one": "1.", "two": "2.", "three": "3."},
    ],
)
def test_numbers_that_begin_behind_of_which_divide_the_total(tmp_path, marks):
    drawing = EXPORTS.format(**{**MARKS, **marks, "fdi": "80|90|700"})
    reading = read_form(draw(tmp_path / "vinhphuc_2024-09.xlsx", {"XK": drawing}))
    assert not reading.faults
    parents = [facts_of(reading)[f"D{row}"].get("parent") for row in range(4, 9)]
    assert parents == [None, *["Tổng kim ngạch xuất khẩu"] * 4]


def test_numbers_behind_of_which_are_its_parts_where_they_add_up_to_it(tmp_path):
    drawing = EXPORTS.format(**MARKS, fdi="100|110|900").replace("|100|110|900", "|130|140|1150", 1)
    reading = read_form(draw(tmp_path / "vinhphuc_2024-09.xlsx", {"XK": drawing}))
    assert not reading.faults
    parents = {facts_of(reading)[f"D{row}"].get("parent") for row in (6, 7, 8)}
    assert parents == {"Trong đó: Doanh nghiệp FDI"}


def test_a_wrong_total_above_of_which_is_named(tmp_path):
    drawing = EXPORTS.format(**MARKS, fdi="80|90|700").replace("|900", "|950", 1)
    reading = read_form(draw(tmp_path / "vinhphuc_2024-09.xlsx", {"XK": drawing}))
    assert [(f["kind"], f["cell"]) for f in reading.faults] == [("total_unlike_parts", "E4")]


def test_parts_that_make_the_row_further_up_are_no_fault(tmp_path):
    drawing = EXPORTS.format(**{**MARKS, "top": "A", "mark": "I", "fdi": "90|100|820"})
    drawing = drawing.replace("Trong đó: Doanh", "Doanh")
    reading = read_form(draw(tmp_path / "vinhphuc_2024-09.xlsx", {"XK": drawing}))
    assert not reading.faults


PROJECTS = """
Tiến độ các dự án ngành công thương tháng 5 năm 2024 tỉnh Lâm Đồng
TT|Tên dự án|{about}|TH tháng 4/2024 (tỷ đồng)|{month}|Lũy kế 5 tháng 2024 (tỷ đồng)
|Tổng cộng|4000|80|90|400
1|Nhà máy chế biến chè|2500|50|55|250
2|Thủy điện Đạ Dâng|1500|30|35|150
"""


@pytest.mark.parametrize(
    "about",
    [
        "Tổng mức đầu tư (tỷ đồng)",
        "Tổng mức vốn đầu tư (tỷ đồng)",
        "Công suất thiết kế (tấn)",
        "Diện tích đất (ha)",
        "Tổng vốn đầu tư (tỷ đồng)",
    ],
)
def test_what_a_project_is_adds_nothing_to_the_month(tmp_path, about):
    drawing = PROJECTS.format(about=about, month="Ước TH tháng 5/2024 (tỷ đồng)")
    reading = read_form(draw(tmp_path / "lamdong_2024-05.xlsx", {"DA": drawing}))
    assert (reading.faults, reading.doubts) == ([], [])
    facts = facts_of(reading)
    assert facts["C4"]["stock"]
    assert (facts["E4"]["period_end"], facts["E4"].get("stock")) == ("2024-05", None)


def test_a_column_in_doubt_raises_no_error_and_the_one_that_is_dated_is_in_none(tmp_path):
    month = "Ước tháng 5/2024 (tỷ đồng)"
    drawing = PROJECTS.format(about="Giá trị hợp đồng (tỷ đồng)", month=month)
    reading = read_form(draw(tmp_path / "lamdong_2024-05.xlsx", {"DA": drawing}))
    assert reading.faults == []
    assert {cell[0] for doubt in reading.doubts for cell in doubt["cells"]} <= {"C"}


def test_capital_invested_in_a_month_is_a_flow(tmp_path):
    drawing = PROJECTS.format(about="Vốn đăng ký", month="Tổng vốn đầu tư tháng 5/2024 (tỷ đồng)")
    reading = read_form(draw(tmp_path / "lamdong_2024-05.xlsx", {"DA": drawing}))
    assert facts_of(reading)["E4"].get("stock") is None


RETAIL = """
Bán lẻ hàng hóa tháng 3 năm 2025 tỉnh Phú Thọ
|||Tỷ đồng
Chỉ tiêu|TH tháng 2/2025|Ước tháng 3/2025|So tháng trước (%)
Tổng mức bán lẻ hàng hóa{more}|100|110|110
{first}|60|66|110
{second}|40|44|110
"""


@pytest.mark.parametrize(
    ("more", "first", "second", "codes"),
    [
        ("", "Đồ dùng, trang thiết bị gia đình", "Đá quý, kim loại quý",
         ["retail_goods", "household", "jewellery"]),
        ("", "Bán lẻ hàng hóa", "Dịch vụ khác", ["TOTAL", "retail_goods", "other_services"]),
        (" và doanh thu dịch vụ", "Tổng mức bán lẻ hàng hóa", "Dịch vụ khác",
         ["TOTAL", "retail_goods", "other_services"]),
    ],
)  # fmt: skip
def test_totals_of_retail_have_the_code_of_what_they_hold(tmp_path, more, first, second, codes):
    drawing = RETAIL.format(more=more, first=first, second=second)
    facts = facts_of(read_form(draw(tmp_path / "phutho_2025-03.xlsx", {"BL": drawing})))
    assert [facts[f"C{row}"]["code"] for row in (4, 5, 6)] == codes
