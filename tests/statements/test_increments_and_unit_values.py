"""Increases beside their rate, prices told apart from their goods, averages of new firms."""

import pytest
from linked import found, relation

from hanoi_ct.statements.reading import read_text


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "Năm tháng đầu năm 2023 có 310 doanh nghiệp quay lại hoạt động, giảm 38% so với cùng "
            "kỳ (tương ứng giảm 190 doanh nghiệp).",
            ("310", "38", "190"),
        ),
        (
            "Nợ xấu đến 30/9/2022 khoảng 360 tỷ đồng, chiếm 1,46% tổng dư nợ; so với 31/12/2021 "
            "tăng 208 tỷ đồng (+136%).",
            ("360", "136", "208"),
        ),
        (
            "Trên sàn London, giá cà phê tăng 99 USD, tương đương 2,2%, chốt ở 4.576 USD/tấn.",
            ("4.576", "2,2", "99"),
        ),
        (
            "Kim ngạch dầu thô đạt 498,15 triệu USD, giảm 47,2% so với cùng kỳ; tính chung giảm "
            "446 triệu USD.",
            ("498,15", "47,2", "446"),
        ),
    ],
)
def test_an_increase_beside_its_rate(text, numbers):
    assert relation("increment", "consistent", *numbers) in found(text)


def test_an_amount_that_the_rate_does_not_give_is_no_increase():
    text = (
        "Thu ngân sách đạt 5.200 tỷ đồng, tăng 4%; riêng thu nội địa tăng thêm 950 tỷ đồng so với "
        "cùng kỳ."
    )
    assert not any(kind == "increment" for kind, *_ in found(text))


def test_a_bracket_behind_the_time_compared_with_is_the_base():
    text = "5 dự án tăng vốn 104,79 triệu USD, tăng {}% so với cùng kỳ năm 2023 (37,37 triệu USD)."
    assert relation("base", "consistent", "104,79", "180,4", "37,37") in found(text.format("180,4"))
    assert relation("base", "impossible", "104,79", "60,7", "37,37") in found(text.format("60,7"))


def test_prices_of_a_month_and_of_months_with_what_gives_them():
    text = (
        "Tháng 6/2024 xuất khẩu 85 nghìn tấn cà phê, trị giá 382 triệu USD, tăng 7,1% về lượng và "
        "tăng 12,5% về trị giá so với tháng 5/2024. Cộng 6 tháng xuất khẩu 902 nghìn tấn, trị giá "
        "3,22 tỷ USD, giảm 10,6% về lượng, nhưng tăng 34,5% về trị giá so với cùng kỳ.\nGiá xuất "
        "khẩu bình quân tháng 6/2024 ở mức 4.489 USD/tấn, tăng 5% so với tháng 5/2024; cả 6 tháng "
        "ước 3.570 USD/tấn, tăng 50,4% so với cùng kỳ."
    )
    relations = found(text)
    assert relation("ratio", "consistent", "382", "85", "4.489") in relations
    assert relation("ratio", "consistent", "3,22", "902", "3.570") in relations
    assert relation("price_growth", "consistent", "12,5", "7,1", "5") in relations
    assert relation("price_growth", "consistent", "34,5", "10,6", "50,4") in relations


def test_a_price_of_other_goods_is_no_quotient():
    text = (
        "Xuất khẩu gạo tháng 6 đạt 500 nghìn tấn, trị giá 300 triệu USD. Giá hạt tiêu xuất khẩu "
        "bình quân 600 USD/tấn."
    )
    assert not any(kind == "ratio" for kind, *_ in found(text))


def test_the_capital_of_a_new_firm_and_how_it_grew():
    text = (
        "Tháng 10/2019, cả nước có thêm 12.182 doanh nghiệp thành lập mới với số vốn 143,6 nghìn "
        "tỷ đồng và 94,7 nghìn lao động, tăng 3,4% về số doanh nghiệp, tăng 2,5% về vốn đăng ký và "
        "giảm 3% về số lao động so với tháng trước. Vốn bình quân một doanh nghiệp mới là 11,8 tỷ "
        "đồng, giảm 0,9%."
    )
    relations = found(text)
    assert relation("ratio", "consistent", "143,6", "12.182", "11,8") in relations
    assert relation("price_growth", "consistent", "2,5", "3,4", "0,9") in relations


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Tháng 10/2018 có 130 dự án mới. Cùng tháng có 66 dự án ngừng hoạt động.", "2018-10"),
        ("Tháng 10/2018 có 130 dự án mới. Cùng tháng năm trước có 66 dự án.", "2017-10"),
        (
            "Exports hit $28 billion in May 2023. In the same month, imports hit $26 billion.",
            "2023-05",
        ),
        (
            "Exports hit $28 billion in May 2023. The same month last year saw $26 billion.",
            "2022-05",
        ),
    ],
)
def test_the_same_month_is_this_one_where_nothing_else_is_said(text, period):
    assert read_text(text).statements[-1].period.end == period


@pytest.mark.parametrize(
    ("text", "kind", "numbers"),
    [
        (
            "Đến 30/6/2022, dư nợ cho vay là 113.000 tỷ đồng, tăng 10,74% so với cuối năm 2021, "
            "tăng 17,76% so với cùng kỳ. Dư nợ cho vay tăng tốt (+10,74%; +10.960 tỷ đồng).",
            "increment",
            ("113.000", "10,74", "10.960"),
        ),
        (
            "Mười tháng có 111,2 nghìn doanh nghiệp thành lập mới với số vốn 1.594 nghìn tỷ đồng. "
            "Vốn bình quân một doanh nghiệp mới trong 10 tháng là 14,3 tỷ đồng.",
            "ratio",
            ("1.594", "111,2", "14,3"),
        ),
        (
            "Tháng 9, doanh nghiệp chi 384 triệu USD nhập khẩu linh kiện, tăng 21% so với tháng 8 "
            "là 317 triệu USD.",
            "base",
            ("384", "21", "317"),
        ),
        (
            "Năm 2021, xuất khẩu điện thoại 57,54 tỷ USD, tăng 25 lần so với con số 2,3 tỷ USD vào "
            "năm 2010.",
            "ratio",
            ("57,54", "25", "2,3"),
        ),
        (
            "Sắn xuất khẩu 5 tháng 1,3 triệu tấn, tương ứng 468,1 triệu USD, giảm 23,6% về lượng, "
            "do giá xuất bình quân tăng 44,4% so với cùng kỳ, đạt 356,9 USD một tấn.",
            "ratio",
            ("468,1", "1,3", "356,9"),
        ),
    ],
)
def test_what_numbers_of_a_place_say_of_each_other(text, kind, numbers):
    assert relation(kind, "consistent", *numbers) in found(text)


def test_a_price_is_not_that_of_the_next_market():
    text = (
        "Giá chè xuất khẩu bình quân sang Pakistan 4 tháng là 1.961,9 USD/tấn. Theo sau là Đài "
        "Loan với 10,6 nghìn tấn, trị giá 20,9 triệu USD; giá bình quân sang thị trường này "
        "1.515,3 USD/tấn."
    )
    ratios = {numbers for kind, _, numbers in found(text) if kind == "ratio"}
    assert ratios == {frozenset({"20,9", "10,6", "1.515,3"})}


def test_one_market_of_two_goods_is_told_of_twice():
    text = (
        "Xuất khẩu máy tính 7 tháng năm 2023 đạt 33,02 tỷ USD; sang Trung Quốc 7,55 tỷ USD. Xuất "
        "khẩu điện thoại 7 tháng đạt 31,16 tỷ USD; sang Trung Quốc 7,3 tỷ USD."
    )
    assert not any(kind == "same" for kind, *_ in found(text))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "Trong tháng 9/2019 xảy ra 1.344 vụ, làm chết 563 người. So với cùng kỳ năm 2018 giảm "
            "116 vụ (giảm 7,9%), giảm 83 người (giảm 12,8%).",
            [("1.344", "7,9", "116"), ("563", "12,8", "83")],
        ),
        (
            "Đường sắt xảy ra 121 vụ, làm chết 101 người; so với cùng kỳ tăng 7 vụ (6,1%), tăng 7 "
            "người (7,4%).",
            [("121", "6,1", "7"), ("101", "7,4", "7")],
        ),
        (
            "Nhập khẩu ngô từ Argentina 9 tháng đạt 4.303.660 tấn; so với cùng kỳ, lượng ngô tăng "
            "7,7%, tương đương 307.200 tấn.",
            [("4.303.660", "7,7", "307.200")],
        ),
        (
            "Tính đến 15/11/2022, xuất nhập khẩu đạt 644,7 tỷ USD, tăng 13,1% (tương ứng với 74,63 "
            "tỷ USD) so với cùng kỳ.",
            [("644,7", "13,1", "74,63")],
        ),
    ],
)
def test_increases_of_counts_and_amounts_that_a_rate_comes_to(text, numbers):
    increments = {row for kind, _, row in found(text) if kind == "increment"}
    assert increments == {frozenset(row) for row in numbers}
