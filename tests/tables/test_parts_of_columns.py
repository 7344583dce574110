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
