"""Sheets that hold the levels of two years and no growth: the report computes it."""

# Drawings are as wide as the sheets they stand for.
# ruff: noqa: E501

import pytest
from form_sheets import draw

from hanoi_ct.cli import main
from hanoi_ct.report import build_report
from hanoi_ct.statements.formatting import figure_text, plain_text

SHEET = """
BIỂU TỔNG HỢP NGÀNH CÔNG THƯƠNG THÁNG 3 NĂM 2025 TỈNH NAM ĐỊNH
TT|Chỉ tiêu|Đơn vị tính|Kế hoạch năm 2025|Thực hiện tháng 3/2024|Thực hiện 3 tháng năm 2024|Thực hiện tháng 2/2025|Ước tháng 3/2025|Ước 3 tháng năm 2025
I|Sản phẩm chủ yếu|||||||
1|Xi măng|Nghìn tấn||379.6|1082.9|346.6|418.1|1155.0
2|Thép cán|Nghìn tấn||99.3|315.1|105.5|90.3|300.7
3|Máy giặt|1000 cái||130.2|387.2|138.7|147.8|435.7
II|Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ|Tỷ đồng|248000|17116.4|48467.7|16364.0|18224.5|52900.3
|Bán lẻ hàng hóa|Tỷ đồng||13791.7|38780.9|13093.7|14503.2|42156.5
|Dịch vụ lưu trú, ăn uống|Tỷ đồng||1908.2|5559.6|1929.7|2264.2|6415.0
III|Kim ngạch xuất khẩu|Triệu USD||2055.6|5973.7|2036.2|2289.8|6666.2
|Dệt may|Triệu USD||144.4|431.0|143.9|146.9|447.7
|Dây điện và cáp điện|Triệu USD||88.5|268.1|86.7|97.0|280.2
IV|Kim ngạch nhập khẩu|Triệu USD||1799.0|5161.4|1818.6|2032.1|5807.3
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    place = tmp_path_factory.mktemp("levels")
    sheet = draw(place / "namdinh_2025-03.xlsx", {"Biểu": SHEET})
    assert main(["import", str(sheet), "--into", str(place / "t3")]) == 0
    return build_report("2025-03", data=place / "t3")


def printed(report, key, style="value"):
    return figure_text(report.figures[key], "vi", style)


def said(report, chapter):
    (found,) = (s for s in report.sections if s.key == chapter)
    texts = [block.text for block in found.blocks if hasattr(block, "text")]
    return " ".join(plain_text(text, report.figures, "vi") for text in texts).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("line", "mom", "yoy", "ytd"),
    [
        ("retail", "11,4%", "6,5%", "9,1%"),
        ("exports", "12,5%", "11,4%", "11,6%"),
        ("imports", "11,7%", "13,0%", "12,5%"),
    ],
)
def test_the_standard_table_has_the_growth_that_the_levels_give(report, line, mom, yoy, ytd):
    keys = [f"standard.{line}.{column}" for column in ("mom", "yoy", "ytd")]
    assert [printed(report, key) for key in keys] == [mom, yoy, ytd]
    for key in keys:
        figure = report.figures[key]
        assert figure.quantity.kind == "computed"
        # Rounded once from the exact quotient of the two levels, which the formula names.
        level, base = (report.figures[name].quantity.value for name in figure.inputs)
        assert figure.quantity.value == pytest.approx((level / base - 1.0) * 100.0)


def test_the_text_tells_growth_plan_and_what_last_year_was(report):
    exports = said(report, "exports")
    assert "đạt 6.666,2 triệu USD, tăng 11,6% so với cùng kỳ năm trước" in exports
    assert "3 tháng đầu năm 2024 là 5.973,7 triệu USD; năm nay tăng 692,5 triệu USD" in exports
    assert "xuất siêu 858,9 triệu USD" in exports
    retail = said(report, "trade")
    assert "đạt 52.900,3 tỷ đồng, tăng 9,1% so với cùng kỳ, bằng 21,3% kế hoạch năm" in retail


def test_nothing_is_implied_of_a_year_that_is_known(report):
    assert not [key for key in report.figures if key.startswith("exports.base")]


def test_every_group_of_goods_has_its_growth_and_its_digits(report):
    keys = [key for key in report.figures if key.startswith("exports.item.")]
    names = {report.figures[key].label.vi.partition(":")[0] for key in keys}
    assert names == {"Dệt may", "Dây điện và cáp điện"}
    rates = [printed(report, key) for key in keys if key.endswith(".growth")]
    assert rates == ["3,9%", "4,5%"]
    assert printed(report, "retail.item.1.value", "number") == "6.415,0"


def test_a_row_that_names_a_whole_is_part_of_nothing_above_it(report):
    """Imports below the goods of exports are no exports, and neither are products."""
    assert report.figures["imports.value"].quantity.value == 5807.3
    products = {k.split(".")[2] for k in report.figures if k.startswith("own.product.")}
    assert products == {"0", "1", "2"}
