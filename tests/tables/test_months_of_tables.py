"""A file that holds the sheets of several months: each table is of its own."""

import pytest
from form_sheets import draw, facts_of

from hanoi_ct.tables.forms import read_form

RETAIL = """
{title}
||||Tỷ đồng
Chỉ tiêu|Thực hiện tháng trước|Ước tháng báo cáo|Lũy kế từ đầu năm|So với tháng trước (%)
Tổng số|4000.5|4100.5|{sum}|102.5
Bán lẻ hàng hóa|4000.5|4100.5|{sum}|102.5
"""


@pytest.mark.parametrize(
    "titles",
    [
        ("BÁN LẺ HÀNG HÓA THÁNG {} NĂM 2024 TỈNH HẢI DƯƠNG", "T{}"),
        ("BÁN LẺ HÀNG HÓA NĂM 2024 TỈNH HẢI DƯƠNG", "Tháng {}"),
    ],
)
def test_a_sheet_for_each_month(tmp_path, titles):
    title, name = titles
    sheets = {
        name.format(month): RETAIL.format(title=title.format(month), sum=4000.5 * month)
        for month in (3, 4, 5)
    }
    reading = read_form(draw(tmp_path / "haiduong_2024-05.xlsx", sheets))
    assert reading.report_month == "2024-05"
    assert not reading.faults
    for month in (3, 4, 5):
        facts = {
            fact["cell"]: (fact["period_start"], fact["period_end"])
            for fact in reading.facts
            if fact["sheet"] == name.format(month)
        }
        now, before = f"2024-{month:02d}", f"2024-{month - 1:02d}"
        assert [facts[f"{c}4"] for c in "BCDE"] == [
            (before, before),
            (now, now),
            ("2024-01", now),
            (now, now),
        ]


def test_the_official_month_stands_beside_the_estimate(tmp_path):
    drawing = """
Chỉ số sản xuất công nghiệp {} năm 2024 tỉnh Nam Định
|||%
Ngành|So với tháng trước|So với cùng kỳ|Lũy kế so với cùng kỳ
Toàn ngành|101.2|104.1|105.2
Khai khoáng|101.2|104.1|105.2
"""
    sheets = {
        "Uoc": drawing.format("ước tháng 8"),
        "Chinh thuc": drawing.format("chính thức tháng 7"),
    }
    reading = read_form(draw(tmp_path / "namdinh_2024-08.xlsx", sheets))
    told = {(fact["sheet"], fact["period_end"], fact["status"]) for fact in reading.facts}
    assert told == {("Uoc", "2024-08", "estimate"), ("Chinh thuc", "2024-07", "official")}


def test_a_title_that_contradicts_its_columns_does_not_date_them(tmp_path):
    drawing = """
Sản phẩm chủ yếu tháng 7 năm 2024 tỉnh Nam Định
Sản phẩm|ĐVT|Thực hiện tháng 7/2024|Ước tháng 8/2024
Xi măng|Tấn|4100|4200
"""
    reading = read_form(draw(tmp_path / "namdinh_2024-08.xlsx", {"SP": drawing}))
    assert [fault["kind"] for fault in reading.faults] == ["month_mismatch"]
    assert facts_of(reading)["D3"]["period_end"] == "2024-08"
