"""Totals and shares that the numbers alone place, and what follows from a sum for its rates."""

import pytest
from linked import found, relation


def kinds(text):
    return {(kind, verdict) for kind, verdict, _ in found(text)}


BUDGET = (
    "Đến 30/6, huyện thu vào ngân sách 1.248 tỷ đồng, bằng 62% dự toán trung ương giao, bằng 130% "
    "cùng kỳ. Thu trong nước 1.105 tỷ đồng, bằng 65% dự toán trung ương giao, bằng {rate}% cùng "
    "kỳ, gồm: thuế 742 tỷ đồng, phí 363 tỷ đồng. Hải quan nộp 143 tỷ đồng, bằng 45,6% dự toán "
    "trung ương giao, bằng 105% cùng kỳ."
)


@pytest.mark.parametrize(("rate", "verdict"), [("134", "consistent"), ("144", "impossible")])
def test_rows_that_add_up_inside_one_another(rate, verdict):
    relations = found(BUDGET.format(rate=rate))
    assert relation("sum", "consistent", "1.105", "742", "363") in relations
    assert relation("sum", "consistent", "1.248", "1.105", "143") in relations
    told = {(kind, v) for kind, v, numbers in relations if kind == "weighted_growth"}
    assert told == {("weighted_growth", verdict)}
    assert any(kind == "plan_total_parts" for kind, *_ in relations)


def test_numbers_that_do_not_add_up_are_held_against_nothing():
    text = (
        "Nhà máy A bán 742,3 triệu kWh. Nhà máy B bán 311,8 triệu kWh. Nhà máy C bán 298,1 triệu "
        "kWh. Nhà máy D bán 187,4 triệu kWh."
    )
    assert found(text) == set()


def test_round_numbers_that_add_up_by_chance_are_no_sum():
    text = "Xã A thu 5 tỷ đồng. Xã B thu 2 tỷ đồng. Xã C thu 3 tỷ đồng."
    assert not any(kind == "sum" for kind, *_ in found(text))


def test_what_adds_up_to_one_total_is_held_against_no_other():
    text = (
        "Two-way trade came to US$303.94 billion in the first five months of 2024. "
        "Foreign-invested firms handled US$205.44 billion: sales abroad of US$111.93 billion and "
        "purchases of US$93.51 billion."
    )
    sums = {each for each in found(text) if each[0] == "sum"}
    assert sums == {relation("sum", "consistent", "205.44", "111.93", "93.51")}


@pytest.mark.parametrize(("price", "verdict"), [("2,2", "consistent"), ("7,2", "impossible")])
def test_the_growth_of_an_average_price(price, verdict):
    text = (
        "Hai tháng, tỉnh xuất 65.600 tấn gạo (giảm 29,4%), thu 35,95 triệu USD (giảm 27,8%). Giá "
        f"trung bình 548,0 USD/tấn, tăng {price}% so với cùng kỳ năm trước."
    )
    assert ("price_growth", verdict) in kinds(text)


@pytest.mark.parametrize(("share", "kept"), [("43,9", True), ("58,3", False)])
def test_a_share_between_others_finds_the_amounts_that_give_it(share, kept):
    text = (
        "Chín tháng, cả nước bán 5,372 triệu tấn gạo, thu 2,612 tỷ USD. Khách lớn nhất mua 46,0% "
        f"về lượng và chiếm {share}% về trị giá, với 2,471 triệu tấn, trị giá 1,147 tỷ USD."
    )
    shares = {each for each in found(text) if each[0] == "share" and share in each[2]}
    assert (relation("share", "consistent", share, "1,147", "2,612") in shares) == kept
