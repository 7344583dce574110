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


def test_what_stands_among_the_parts_and_is_told_otherwise_is_passed_over():
    text = (
        "Bảy tháng năm 2022, hai chiều trao đổi đạt 431,16 tỷ USD, tăng 14,8% so với cùng kỳ. Bán "
        "ra 216,58 tỷ USD, tăng 16,6%; phần của doanh nghiệp FDI 159,31 tỷ USD, tăng 15,9%, chiếm "
        "73,6%. Mua vào 214,58 tỷ USD, tăng 13,0%."
    )
    assert relation("sum", "consistent", "431,16", "216,58", "214,58") in found(text)


def test_an_earlier_year_among_the_parts_is_passed_over():
    text = (
        "Tám tháng năm 2019, vốn thu hút được 12,47 tỷ USD, vượt con số 14,9 tỷ USD của cả năm "
        "2018: dự án mới 7,13 tỷ USD, dự án cũ 3,12 tỷ USD và mua cổ phần 2,22 tỷ USD."
    )
    assert relation("sum", "consistent", "12,47", "7,13", "3,12", "2,22") in found(text)


def test_two_parts_of_the_country_are_all_of_it_however_round_they_are():
    text = (
        "Vụ mùa 2021, cả nước cấy được 1,6 triệu ha, bằng 98,9% vụ trước; phía Bắc 1,1 triệu ha, "
        "bằng 98,3%, còn phía Nam 523.000 ha, bằng 100,2%."
    )
    assert relation("sum", "consistent", "1,6", "1,1", "523.000") in found(text)


def test_rates_of_parts_that_are_far_from_their_total_are_not_weighed():
    text = (
        "Kim ngạch xuất khẩu 6 tháng đạt 512,3 triệu USD, tăng 9,0%. Xuất khẩu của doanh nghiệp "
        "trong nước đạt 88,1 triệu USD, tăng 21,5%; doanh nghiệp FDI 190,4 triệu USD, tăng 2,5%."
    )
    assert not any(kind == "weighted_growth" for kind, *_ in found(text))


def test_shares_of_totals_with_other_names_are_not_held_against_each_other():
    text = (
        "Chế biến thu hút 16,37 tỷ USD, chiếm 62,5% tổng vốn cấp mới và tăng thêm. Singapore dẫn "
        "đầu với 3,72 tỷ USD, chiếm 26,7% tổng vốn cấp mới."
    )
    assert not any(kind == "same_total" for kind, *_ in found(text))
