"""Multiples in words, and changes that are told before the two numbers that they lie between."""

import pytest
from linked import found, relation

from hanoi_ct.statements import audit
from hanoi_ct.statements.reading import read_text


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Doanh thu tăng gấp gần đôi so với năm trước.", ["2"]),
        ("Số dự án gấp rưỡi cùng kỳ.", ["1.5"]),
        ("Số lượt khách gấp hơn hai lần cùng kỳ, gấp ba so với năm 2021.", ["2", "3"]),
        ("Sales of tyres doubled on the year, and were twice those of 2020.", ["2", "2"]),
        ("Growth was in double digits; the fair is held twice a year.", []),
        ("Sản lượng xuất khẩu gấp năm 2020 nhiều.", []),
        ("Hai lần trong năm, đoàn đã đến đôi bên.", []),
    ],
)
def test_words_that_are_multiples(text, values):
    ratios = [s for s in read_text(text).statements if s.type == "ratio"]
    assert [s.value for s in ratios] == values
    assert all(s.unit == "times" and s.printed is None for s in ratios)


@pytest.mark.parametrize(("base", "verdict"), [("1,75", "consistent"), ("0,95", "impossible")])
def test_twice_as_much_as_an_earlier_year(base, verdict):
    text = f"Xuất khẩu của huyện năm 2023 đạt 3,48 tỷ USD, gấp đôi so với năm 2019 ({base} tỷ USD)."
    assert found(text) == {relation("ratio", verdict, "3,48", "đôi", base)}


CHANGES = {
    "Imports of coal tripled from $40 million to $120 million.": ("ratio", "tripled 40 120"),
    "Sales doubled to $60 million from $30 million a year earlier.": ("ratio", "doubled 60 30"),
    "Doanh thu tăng gấp 2,4 lần, từ 200 tỷ đồng lên 480 tỷ đồng.": ("ratio", "2,4 200 480"),
    "Số lao động tăng 12%, từ 25.000 người lên 28.000 người.": ("base", "12 25.000 28.000"),
    "Diện tích tăng 120 ha, từ 1.480 ha lên 1.600 ha.": ("difference", "120 1.480 1.600"),
}


@pytest.mark.parametrize("text", CHANGES)
def test_a_change_before_its_two_numbers(text):
    kind, numbers = CHANGES[text]
    assert relation(kind, "consistent", *numbers.split()) in found(text)


def test_twice_more_is_held_against_no_base():
    text = "Doanh thu tăng 2 lần, từ 200 tỷ đồng năm 2020 lên 480 tỷ đồng năm 2024."
    assert not any(kind == "ratio" for kind, *_ in found(text))


@pytest.mark.parametrize(("rest", "verdict"), [("342", "consistent"), ("402", "impossible")])
def test_what_is_left_of_the_plan_of_another_sentence(rest, verdict):
    text = (
        "Kế hoạch năm là 1.200 triệu USD. Đến hết tháng 9, xuất khẩu đạt 858 triệu USD, bằng 71,5% "
        f"kế hoạch; số còn lại phải thực hiện trong quý IV là {rest} triệu USD."
    )
    assert relation("rest", verdict, "1.200", "858", rest) in found(text)


@pytest.mark.parametrize(("total", "verdict"), [("69", "consistent"), ("71", "impossible")])
def test_projects_of_zones_that_one_number_adds_up(total, verdict):
    text = (
        "Cụm An Hòa có 24 dự án, cụm Bình Sơn có 31 dự án, cụm Cẩm Phú có 14 dự án. Như vậy, cả ba "
        f"cụm có {total} dự án."
    )
    assert relation("sum", verdict, "24", "31", "14", total) in found(text)


def test_parts_in_another_order_are_the_same_sum():
    text = (
        "8 tháng, khu vực FDI xuất siêu 3,2 tỷ USD, khu vực trong nước nhập siêu 1,9 tỷ USD. "
        "Tính chung cả nước xuất siêu 1,3 tỷ USD."
    )
    assert [r.claim.kind for r in audit(text).relations] == ["sum"]


def test_an_average_that_is_wrong_and_fits_another_period_is_explained():
    text = (
        "Kim ngạch nhập khẩu 6 tháng đạt 600 triệu USD, bình quân 120 triệu USD/tháng. "
        "Kim ngạch nhập khẩu 5 tháng đạt 600 triệu USD, bình quân 120 triệu USD/tháng."
    )
    assert sorted(r.verdict for r in audit(text).relations) == ["consistent", "impossible"]
