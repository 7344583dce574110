"""A level whose decimal mark was lost is named itself, not the cells that it spoils."""

import pytest
from form_sheets import draw

from hanoi_ct.tables.forms import read_form

POWER = """
Điện thương phẩm tháng 6 năm 2024 tỉnh An Giang
||||Triệu kWh
Phụ tải|TH tháng 6/2023|Ước tháng 6/2024|Cộng dồn 6 tháng 2024|Tháng 6 so cùng kỳ (%)
Tổng số|200.4|220.6|1210.8|110.1
  Nông nghiệp, lâm nghiệp, thủy sản|40.2|44.1|250.3|109.7
  Công nghiệp và xây dựng|90.1|99.4|540.2|110.3
  Quản lý, tiêu dùng dân cư|70.1|77.1|420.3|110.0
"""


def faults(path, drawing):
    reading = read_form(draw(path / "angiang_2024-06.xlsx", {"D": drawing}))
    return [(f["kind"], f["cell"], f["expected"]) for f in reading.faults]


def slips(path, drawing):
    """The cells whose decimal mark is said to stand in the wrong place."""
    reading = read_form(draw(path / "angiang_2024-06.xlsx", {"D": drawing}))
    return [f["cell"] for f in reading.faults if "sai chỗ dấu thập phân" in f["message_vi"]]


def as_text(drawing):
    """The same sheet with its figures typed as text, after the Vietnamese manner."""
    head, body = drawing.split("(%)\n")
    return f"{head}(%)\n" + body.replace(".", ",")


@pytest.mark.parametrize("write", [str, as_text])
@pytest.mark.parametrize(
    ("right", "wrong", "cell"),
    [
        ("|99.4|", "|994|", "C6"),
        ("|99.4|", "|9.94|", "C6"),
        ("|44.1|", "|4410|", "C5"),
        ("|90.1|", "|901|", "B6"),
        ("|220.6|", "|2206|", "C4"),
        ("|540.2|", "|5402|", "D6"),  # one sum alone tells, and the pace of its row
    ],
)
def test_the_cell_itself_is_named_once(tmp_path, right, wrong, cell, write):
    assert faults(tmp_path, write(POWER)) == []
    drawing = write(POWER.replace(right, wrong, 1))
    ((kind, named, expected),) = faults(tmp_path, drawing)
    assert (named, expected) == (cell, right.strip("|").replace(".", ","))
    assert kind in ("growth_unlike_levels", "total_unlike_parts")


def test_a_total_is_said_to_agree_with_its_parts(tmp_path):
    sheet = draw(tmp_path / "angiang_2024-06.xlsx", {"D": POWER.replace("|1210.8|", "|12108|")})
    (fault,) = read_form(sheet).faults
    assert (fault["kind"], fault["cell"], fault["expected"]) == (
        "total_unlike_parts",
        "D4",
        "1.210,8",
    )
    assert "phải là 1.210,8 thì mới khớp D5, D6, D7" in fault["message_vi"]
    assert fault["mend_en"] == "Make D4 1,210.8"


def test_other_faults_of_the_table_are_named_beside_it(tmp_path):
    drawing = POWER.replace("|99.4|", "|994|").replace("|109.7", "|119.7")
    assert faults(tmp_path, drawing) == [
        ("growth_unlike_levels", "C6", "99,4"),
        ("growth_unlike_levels", "E5", "109,7"),
    ]


def test_a_cell_that_would_break_another_relation_is_not_named(tmp_path):
    # No power of ten makes 88,8 agree with its rate and its total.
    drawing = POWER.replace("|99.4|", "|88.8|")
    assert faults(tmp_path, drawing)
    assert slips(tmp_path, drawing) == []
    assert slips(tmp_path, POWER.replace("|99.4|", "|994|")) == ["C6"]


def test_where_two_cells_would_do_neither_is_named(tmp_path):
    # Without totals and months only a rate speaks: either of its two levels may be wrong.
    drawing = "\n".join(
        line for line in POWER.replace("|99.4|", "|994|").splitlines() if "Tổng số" not in line
    ).replace("|540.2|", "||")
    assert faults(tmp_path, drawing) == [("growth_unlike_levels", "E5", "1.103,2")]


def test_people_are_whole(tmp_path):
    drawing = """
Lao động ngành công thương tháng 6 năm 2024 tỉnh An Giang
||||Người
Chỉ tiêu|TH tháng 6/2023|Ước tháng 6/2024|So cùng kỳ (%)
Tổng số|2000|2206|110.3
Khu vực nhà nước|902|9945|110.3
Khu vực ngoài nhà nước|1098|1211|110.3
"""
    assert slips(tmp_path, drawing) == []
