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


def test_rows_of_months_cross_columns_of_years(tmp_path):
    drawing = """
MỘT SỐ CHỈ TIÊU CHỦ YẾU THÁNG 8 NĂM 2024 TỈNH VĨNH PHÚC
Chỉ tiêu|ĐVT|Năm 2023|Năm 2024|So sánh (%)
Tổng mức bán lẻ hàng hóa|Tỷ đồng
- Tháng 8||6100.5|6649.5|109.0
- Lũy kế 8 tháng||48800.5|53192.5|109.0
Kim ngạch xuất khẩu|Triệu USD
- Tháng 8||910.5|1001.6|110.0
- Lũy kế 8 tháng||7210.5|7931.6|110.0
"""
    reading = read_form(draw(tmp_path / "vinhphuc_2024-08.xlsx", {"TH": drawing}))
    facts = facts_of(reading)
    assert [
        (facts[cell]["period_start"], facts[cell]["period_end"], facts[cell]["unit"])
        for cell in ("C4", "D4", "C5", "D8")
    ] == [
        ("2023-08", "2023-08", "VND"),
        ("2024-08", "2024-08", "VND"),
        ("2023-01", "2023-08", "VND"),
        ("2024-01", "2024-08", "USD"),
    ]
    assert [facts[cell]["comparison"] for cell in ("E4", "E5")] == [
        "same_month_last_year",
        "same_period_last_year",
    ]
    assert facts["D7"]["label"] == "Kim ngạch xuất khẩu"
    assert not [*reading.faults, *reading.doubts]


@pytest.mark.parametrize("title", ["8 tháng đầu năm 2024", "tháng 8 và 8 tháng năm 2024"])
def test_years_under_a_title_of_months(tmp_path, title):
    drawing = f"""
Kim ngạch xuất khẩu {title} tỉnh Bến Tre (Triệu USD)
Mặt hàng|Năm 2023|Năm 2024|So sánh (%)
Tổng số|1000.5|1100.6|110.0
Dừa|1000.5|1100.6|110.0
"""
    reading = read_form(draw(tmp_path / "bentre_2024-08.xlsx", {"XK": drawing}))
    fact = facts_of(reading)["B3"]
    assert (fact["period_start"], fact["period_end"]) == ("2023-01", "2023-08")
    assert bool(reading.doubts) == ("và" in title)


def test_places_in_a_table_of_indexes_are_no_unknown_industries(tmp_path):
    drawing = """
Chỉ số sản xuất công nghiệp tháng 3 năm 2024 tỉnh Bắc Ninh và các địa phương
Địa phương|Tháng 3 so với cùng kỳ (%)
Cả nước|104.2
Bắc Ninh|103.1
Hải Dương|108.5
"""
    reading = read_form(draw(tmp_path / "bacninh_2024-03.xlsx", {"SS": drawing}))
    assert not reading.faults
