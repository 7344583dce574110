"""Crops, herds and prices: the series whose sentences name what is counted behind its number."""

import pytest

from hanoi_ct.statements.reading import read_text


def rows(text, date=None):
    found = read_text(text, date=date).statements
    return [(s.value, s.type, s.comparison, s.subject) for s in found]


def test_each_crop_is_named_behind_its_area():
    text = (
        "Vụ xuân 2020, toàn tỉnh gieo trồng được 3.400 ha ngô, bằng 98% cùng kỳ; 620 ha khoai "
        "lang, bằng 101%; 1.280 ha lạc."
    )
    assert [row[3] for row in rows(text)] == [
        *("diện tích trồng ngô vụ xuân", "diện tích trồng ngô vụ xuân"),
        *("diện tích khoai lang", "diện tích khoai lang", "diện tích lạc"),
    ]


def test_the_unit_tells_what_is_measured_of_a_crop():
    text = (
        "Vụ mùa năm 2021 huyện cấy 4.120 ha lúa, giảm 35 ha so với vụ mùa năm 2020; năng suất đạt "
        "52 tạ/ha. Phía bắc huyện 1.900 ha, tăng 2%."
    )
    assert [row[3] for row in rows(text)] == [
        *("diện tích cấy lúa vụ mùa", "diện tích cấy lúa vụ mùa", "năng suất lúa vụ mùa"),
        *("diện tích lúa vụ mùa phía bắc huyện", "diện tích lúa vụ mùa phía bắc huyện"),
    ]
    text = (
        "Tổng sản lượng lương thực có hạt đạt 91 nghìn tấn, tăng 3%; trong đó thóc 80 nghìn tấn, "
        "tăng 2%; ngô 11 nghìn tấn."
    )
    assert [row[3] for row in rows(text)][2:] == [
        *("sản lượng thóc", "sản lượng thóc", "sản lượng ngô"),
    ]


def test_a_number_that_ends_a_name_is_no_quantity():
    text = "KCN Phú An 2 (270 ha) và KCN Đại Đồng 3 (95 ha) đã lấp đầy."
    found = read_text(text)
    assert [(s.value, s.subject) for s in found.statements] == [
        ("270", "diện tích KCN Phú An 2"),
        ("95", "diện tích KCN Đại Đồng 3"),
    ]
    assert not found.unread


@pytest.mark.parametrize(
    "other", ["vụ mùa năm 2018", "vụ mùa năm trước", "vụ mùa trước", "vụ mùa 2018"]
)
def test_a_crop_is_compared_with_that_of_another_year(other):
    text = f"Năm 2019, năng suất lúa mùa đạt 51 tạ/ha, tăng 1,2 tạ/ha so với {other}."
    assert rows(text)[1][2] == "previous_year"
    text = f"Năm 2019, diện tích lúa mùa đạt 51 nghìn ha, bằng 99% {other}."
    assert rows(text)[1][1:3] == ("ratio", "previous_year")


def test_a_bracket_tells_a_change_again_in_another_unit():
    text = (
        "Năm 2019, diện tích lúa đạt 73.400 ha, giảm 1.600 ha (bằng 2,1%) so với năm 2018; năng "
        "suất đạt 50 tạ/ha, tăng 2% (1 tạ/ha)."
    )
    assert [(row[0], row[1]) for row in rows(text)] == [
        ("73400", "level"),
        ("-1600", "difference"),
        ("-2.1", "growth"),
        ("50", "level"),
        ("2", "growth"),
        ("1", "difference"),
    ]
    level = "Năm 2019, xuất khẩu tăng 2% (90 triệu USD)."
    assert rows(level)[1][1] == "level"


def test_what_a_group_does_to_the_whole_index_is_its_contribution():
    text = (
        "Tháng 5/2020, CPI tăng 0,3% so với tháng trước. Nhóm giao thông tăng 2% (làm CPI chung "
        "tăng 0,2%); nhóm giáo dục giảm 1%, làm CPI chung giảm 0,06 điểm phần trăm."
    )
    got = rows(text)
    assert got[2] == ("0.2", "contribution", "previous_month", "giao thông")
    assert got[4] == ("-0.06", "contribution", "previous_month", "giáo dục")


def test_a_fall_of_prices_is_negative():
    text = "Tháng 5/2020, lương thực tăng 1,2%, thực phẩm giảm giá tới 0,8%."
    assert [row[0] for row in rows(text)] == ["1.2", "-0.8"]


def test_so_many_of_so_many_groups_are_no_date():
    text = "Tháng 5/2020, CPI tăng 0,3%; có tới 10/11 nhóm hàng tăng giá. Nhóm giáo dục tăng 1%."
    found = read_text(text).statements
    assert {(s.period.start, s.period.end) for s in found} == {("2020-05", "2020-05")}
    assert (found[1].value, found[1].of) == ("10", "11")


@pytest.mark.parametrize("point", ["cuối tháng 12/2019", "tháng 12/2019"])
def test_the_end_of_a_year_compared_with_is_no_period(point):
    text = f"Tính đến tháng 5/2020, CPI tăng 1,2% so với {point}."
    (statement,) = read_text(text).statements
    assert (statement.comparison, statement.period.end) == ("other", "2020-05")


def test_the_rate_compared_with_is_of_its_own_time_and_place():
    text = (
        "Tháng 9/2020, CPI tăng 0,5% so với tháng trước, thấp hơn mức tăng 0,7% của tháng 8. Khu "
        "vực thành thị tăng 0,4%, cao hơn mức tăng 0,1% của khu vực nông thôn."
    )
    found = read_text(text).statements
    assert [s.period.start for s in found] == ["2020-09", "2020-08", "2020-09", "2020-09"]
    assert found[3].subject == "khu vực nông thôn"


def test_lines_that_go_on_in_small_letters_are_one_sentence():
    text = (
        "Sản lượng lương thực có hạt của tỉnh\nnăm 2020 đạt 385,8 nghìn tấn, tăng\n6,8% so với năm "
        "2019; trong đó, sản\nlượng lúa đạt 320,3 nghìn\ntấn, tăng 8,7%."
    )
    assert [row[0] for row in rows(text)] == ["385.8", "6.8", "320.3", "8.7"]
