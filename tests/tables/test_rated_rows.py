"""Rows of rates and plans in tables whose rows are months."""

from form_sheets import draw, facts_of

from hanoi_ct.tables.forms import read_form

MONTHS = """
Doanh thu bán lẻ hàng hóa 4 tháng năm 2024 - TP. Đà Nẵng
||||Đơn vị tính: Tỷ đồng
Tháng|Tổng số|Chia ra||
||Bán lẻ hàng hóa|Dịch vụ lưu trú, ăn uống|Dịch vụ khác
Tháng 1|1000|600|300|100
Tháng 2|1100|650|320|130
Tháng 3|1050|600|330|120
Ước tháng 4|1150|700|330|120
4 tháng|4300|2550|1280|470
{}
"""


def read(path, rows):
    return read_form(draw(path / "danang_2024-04.xlsx", {"BL": MONTHS.format(rows)}))


def test_a_row_may_compare(tmp_path):
    reading = read(tmp_path, "4 tháng so với cùng kỳ năm trước (%)|111.5|107.7|119.9|105.6")
    facts = facts_of(reading)
    keys = ("measure", "comparison", "period_start", "period_end", "unit", "status")
    assert [facts["B10"][key] for key in keys] == [
        "index",
        "same_period_last_year",
        "2024-01",
        "2024-04",
        "percent",
        "estimate",
    ]
    assert (facts["C10"]["code"], facts["C5"]["code"]) == ("retail_goods", "retail_goods")
    assert (reading.doubts, reading.faults) == ([], [])  # rates add up to nothing


def test_a_row_of_growth_and_one_of_the_month_before(tmp_path):
    rows = (
        "Tháng 4 so với tháng trước (%)|9.5|16.7|0|0\n"
        "Tăng trưởng 4 tháng so với cùng kỳ (%)|11.5|-7.7|19.9|5.6\n"
        "Kế hoạch năm 2024|14000|8000|4000|2000\n"
        "4 tháng so với kế hoạch năm (%)|30.7|31.9|32|23.5"
    )
    facts = facts_of(read(tmp_path, rows))
    assert [
        (facts[c]["measure"], facts[c]["comparison"]) for c in ("B10", "C11", "D12", "E13")
    ] == [
        ("growth", "previous_month"),
        ("growth", "same_period_last_year"),
        ("plan", None),
        ("attainment", "plan_year"),
    ]
    assert facts["D12"]["status"] == "plan"


def test_a_row_that_names_no_months_is_in_doubt(tmp_path):
    reading = read(tmp_path, "So với cùng kỳ năm trước (%)|111.5|107.7|119.9|105.6")
    (doubt,) = reading.doubts
    assert doubt["cells"] == ["B10", "C10", "D10", "E10"]
    assert [one["comparison"] for one in doubt["readings"]] == [
        "same_period_last_year",
        "same_month_last_year",
    ]


def test_a_row_of_rates_must_follow_from_the_months_above(tmp_path):
    rows = "Tháng 4 so với tháng trước (%)|109.5|116.7|110|100\nKế hoạch năm|14000|8000|4000|2000"
    reading = read(tmp_path, rows)
    assert [(f["kind"], f["cell"], f["expected"]) for f in reading.faults] == [
        ("growth_unlike_levels", "D10", "100,0")
    ]


TWO_YEARS = """
Sản lượng sản phẩm công nghiệp 6 tháng đầu năm 2023 tỉnh Cao Bằng
Thời gian|Gang, thép|Xi măng
|(tấn)|(nghìn tấn)
Tháng 4|17914|13.1
Tháng 5|18508|12
Tháng 6 (ước)|17531|12.9
6 tháng năm 2023|111131|78
6 tháng năm 2022|106223|74.2
{}|{}|105.1
"""


def compared_rows(path, label, first):
    drawing = TWO_YEARS.format(label, first)
    return read_form(draw(path / "caobang_2023-06.xlsx", {"SP": drawing}))


def test_a_bare_comparison_is_of_the_two_rows_above(tmp_path):
    reading = compared_rows(tmp_path, "So sánh (%)", 104.6)
    fact = facts_of(reading)["B9"]
    assert (fact["measure"], fact["comparison"], fact["period_start"], fact["period_end"]) == (
        "index",
        "same_period_last_year",
        "2023-01",
        "2023-06",
    )
    assert reading.faults == []
    (fault,) = compared_rows(tmp_path, "So sánh (%)", 114.6).faults
    assert (fault["kind"], fault["cell"], fault["expected"]) == (
        "growth_unlike_levels",
        "B9",
        "104,6",
    )
