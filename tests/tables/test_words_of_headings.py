"""Headings and units in the words of many departments, each with what it must be read as."""

import pytest

from hanoi_ct.tables._meaning.headings import column_meaning
from hanoi_ct.tables._meaning.units import corner_units, read_unit

# heading (its cells divided by bars), report, measure or "rate", comparison, first and last month
HEADINGS = """
Cộng dồn đến cuối tháng 8;2024-08;level;-;01;08
Từ đầu năm đến 15/8/2024;2024-08;level;-;01;08
Chỉ tiêu Nghị quyết HĐND năm 2024;2024-08;plan;-;01;12
(+/-) % so với cùng kỳ;2024-08;growth;same_month_last_year;08;08
So sánh lũy kế với cùng kỳ;2024-08;rate;same_period_last_year;01;08
So cùng kỳ (%)|Lũy kế;2024-08;rate;same_period_last_year;01;08
So với 8 tháng năm 2023 (%);2024-08;rate;same_period_last_year;01;08
So với 8T/2023;2024-08;rate;same_period_last_year;01;08
So với T7/2024;2024-08;rate;previous_month;08;08
UTH 2024/KH 2024 (%);2024-12;attainment;plan_year;01;12
UTH 2024/TH 2023 (%);2024-12;rate;same_period_last_year;01;12
So với năm 2023 (%);2024-12;rate;same_period_last_year;01;12
Quý 3/2024 so với cùng kỳ (%);2024-09;rate;same_quarter_last_year;07;09
Dự kiến tháng 9;2024-08;level;-;09;09
Giá so sánh 2010|Tháng 8;2024-08;level;-;08;08
8 tháng (giá hiện hành);2024-08;level;-;01;08
8 tháng so cùng kỳ (theo giá so sánh 2010);2024-08;rate;same_period_last_year;01;08
T8/24 so T7/24;2024-08;rate;previous_month;08;08
Tốc độ tăng/giảm (%)|so với T.trước;2024-08;growth;previous_month;08;08
Tháng 8 so CKNT (%);2024-08;rate;same_month_last_year;08;08
So sánh (%)|QII/QI;2024-06;rate;previous_quarter;04;06
Tiến độ thực hiện KH (%);2024-06;attainment;plan_year;01;06
So sánh T11/2024 với (%)|T11/2023;2024-11;rate;same_month_last_year;11;11
So sánh 11 tháng 2024 với|11 tháng 2023;2024-11;rate;same_period_last_year;01;11
Năm 2024/2023 (%);2024-12;rate;same_period_last_year;01;12
8 tháng 2024/2023 (%);2024-08;rate;same_period_last_year;01;08
Tháng 8 năm 2024 so với năm 2023;2024-08;rate;same_month_last_year;08;08
"""
UNITS = """
1.000m2;m2;1000
1.000đ;VND;1000
Tấn sản phẩm;tonne;1
Tấn quy khô;tonne;1
Triệu SP;piece;1000000
N.tấn;tonne;1000
Mill. USD;USD;1000000
Bill. dongs;VND;1000000000
Triệu lon;piece;1000000
"""
CORNERS = """
ĐVT: Lượng - tấn; Trị giá - 1000 USD;tonne 1, USD 1000
Đơn vị tính: Lượng (tấn), Trị giá (1.000 USD);tonne 1, USD 1000
ĐVT:  Triệu đồng; Chỉ số: %;VND 1000000, percent 1
Đơn vị tính: Triệu đồng, giá so sánh 2010;VND 1000000
Đơn vị tính/Unit: %;percent 1
"""


@pytest.mark.parametrize("line", HEADINGS.strip().split("\n"))
def test_a_heading(line):
    heading, report, measure, comparison, first, last = line.split(";")
    column = column_meaning(heading.split("|"), report)
    if measure == "rate":
        assert column.change
        assert column.measure in (None, "index")
    else:
        assert column.measure == measure
    assert (column.comparison or "-") == comparison
    assert column.period is not None
    year = report[:4]
    assert (column.period.start, column.period.end) == (f"{year}-{first}", f"{year}-{last}")


@pytest.mark.parametrize("line", UNITS.strip().split("\n"))
def test_a_unit(line):
    text, unit, scale = line.split(";")
    found = read_unit(text)
    assert found is not None
    assert (found.unit, found.scale) == (unit, scale)


@pytest.mark.parametrize("line", CORNERS.strip().split("\n"))
def test_a_corner(line):
    text, _, units = line.rpartition(";")
    assert ", ".join(f"{unit.unit} {unit.scale}" for unit in corner_units(text)) == units


def test_eight_months_below_a_heading_are_no_tonnes():
    assert column_meaning(["% so với", "8T"], "2024-08").unit is None
    assert column_meaning(["Sản lượng", "Tấn"], "2024-08").unit.unit == "tonne"
