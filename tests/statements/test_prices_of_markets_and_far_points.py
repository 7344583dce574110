"""Prices of one market, of pieces and of crops; rates from and to in brackets; far points."""

import pytest
from linked import found, relation

from hanoi_ct.statements.reading import read_text


@pytest.mark.parametrize(
    ("text", "kind", "verdict", "numbers"),
    [
        (
            "Giá xuất khẩu bình quân hạt điều sang Hoa Kỳ tháng 1/2019 là 8.118 USD/tấn. Mỹ là thị "
            "trường lớn nhất, được 10.822 tấn với trị giá 87,85 triệu USD.",
            "ratio",
            "consistent",
            ("87,85", "10.822", "8.118"),
        ),
        (
            "Thái Lan đứng thứ 2 với 6.600 chiếc, trị giá 105 triệu USD; đơn giá bình quân 15.900 "
            "USD/chiếc.",
            "ratio",
            "consistent",
            ("105", "6.600", "15.900"),
        ),
        (
            "Hàng qua cảng Hà Tĩnh 9 tháng năm 2018 tăng 97% (từ gần 8,86 triệu tấn lên gần 17,5 "
            "triệu tấn).",
            "base",
            "consistent",
            ("97", "8,86", "17,5"),
        ),
        (
            "Diện tích lúa mùa 2020 đạt 9.570 ha, giảm 23,7% so cùng kỳ; năng suất 53,4 tạ/ha, "
            "tăng 6,1%; sản lượng 51,1 nghìn tấn, giảm 19%.",
            "price_growth",
            "consistent",
            ("19", "23,7", "6,1"),
        ),
    ],
)
def test_quotients_and_their_growth(text, kind, verdict, numbers):
    assert relation(kind, verdict, *numbers) in found(text)


def test_the_price_of_months_when_it_does_not_follow_from_volume_and_value():
    text = (
        "Sáu tháng năm 2024, Việt Nam xuất khẩu 353,5 nghìn tấn hạt điều, trị giá 1,94 tỷ USD, "
        "tăng 26,2% về lượng và tăng 18,7% về trị giá so với cùng kỳ. Giá bình quân xuất khẩu hạt "
        "điều 6 tháng ở mức 5.502 USD/tấn, giảm {}% so với cùng kỳ."
    )
    assert relation("price_growth", "consistent", "18,7", "26,2", "5,9") in found(
        text.format("5,9")
    )
    assert relation("price_growth", "impossible", "18,7", "26,2", "6,9") in found(
        text.format("6,9")
    )


@pytest.mark.parametrize(
    "text",
    [
        "In two months processing decreased by 6.9% (the same period rose 6.1%), reducing the "
        "growth by 5.3 percentage points.",
        "Mười tháng năm 2024 phục vụ 9,3 triệu lượt khách, tăng 32% so với cùng kỳ năm 2023, vượt "
        "mục tiêu năm 2024 (8,4 triệu lượt khách).",
        "Năng suất lúa toàn vùng đạt 62,7 tạ/ha, giảm 1,5 tạ/ha (2,3%). Năng suất lúa toàn vùng có "
        "nơi giảm nhiều như Đồng Tháp giảm 11,2 tạ/ha (16,5%).",
    ],
)
def test_other_things_accuse_nobody(text):
    assert not any(verdict == "impossible" for _, verdict, _ in found(text))


def test_both_sides_share_the_comparison_behind_the_second():
    text = (
        "Xuất khẩu hạt điều tháng 1/2019 được 32,7 nghìn tấn, trị giá 266,3 triệu USD, giảm 3,7% "
        "về lượng và giảm 3,2% về trị giá so với tháng 12/2018, tăng 7,2% về lượng, nhưng giảm "
        "14,9% về trị giá so với tháng 1/2018."
    )
    rates = [s for s in read_text(text).statements if s.type == "growth"]
    month, year = "previous_month", "same_month_last_year"
    assert [s.comparison for s in rates] == [month, month, year, year]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "Vụ hè thu sản lượng 9,262 triệu tấn lúa. So với vụ trước, sản lượng tăng gần 600 "
            "nghìn tấn (sản lượng vụ hè thu trước là 8,664 triệu tấn).",
            ("9,262", "600", "8,664"),
        ),
        (
            "Tháng 8/2020, xuất khẩu sang EU được 3,25 tỷ USD, tăng 4,65% so với tháng 7, tăng gần "
            "500 triệu USD so với bình quân 7 tháng đầu năm (bình quân 7 tháng là 2,79 tỷ USD).",
            ("3,25", "500", "2,79"),
        ),
    ],
)
def test_a_change_with_both_its_ends(text, numbers):
    assert relation("difference", "consistent", *numbers) in found(text)


def test_another_good_beside_is_no_base():
    text = (
        "Năm tháng năm 2020 linh kiện đạt 344 nghìn USD; 5 tháng năm 2021 hàng dệt may đạt 139 "
        "triệu USD, tăng 34,5% so với cùng kỳ."
    )
    assert not any(kind == "base" for kind, *_ in found(text))


def test_points_against_the_rate_that_they_are_from():
    text = (
        "IIP 11 tháng năm 2017 tăng 9,3%, cao hơn mức tăng 8,7% của 10 tháng và mức tăng 7,4% của "
        "cùng kỳ năm 2016; tức cao hơn 1,9 điểm phần trăm so với cùng kỳ năm trước và cao hơn 0,6 "
        "điểm phần trăm so với 10 tháng."
    )
    gaps = {(verdict, numbers) for kind, verdict, numbers in found(text) if kind == "difference"}
    assert gaps == {
        ("consistent", frozenset({"9,3", "7,4", "1,9"})),
        ("consistent", frozenset({"9,3", "8,7", "0,6"})),
    }


def test_some_months_have_no_base_in_a_year():
    text = (
        "Thặng dư năm 2015 đạt 25,67 tỷ USD; 4 tháng năm 2016 đạt 8,98 tỷ USD, tăng 1,48 tỷ USD so "
        "với cùng kỳ."
    )
    assert not any(kind in ("difference", "base") for kind, *_ in found(text))


@pytest.mark.parametrize(("rise", "verdict"), [("5.543", "consistent"), ("8.043", "impossible")])
def test_an_index_and_the_increase_right_behind_it(rise, verdict):
    text = (
        "Sáu tháng năm 2023, tập đoàn nộp ngân sách 17.600 tỷ đồng, bằng 146% so với cùng kỳ, tăng "
        f"{rise} tỷ đồng so với cùng kỳ."
    )
    assert relation("increment", verdict, "17.600", "146", rise) in found(text)


def test_a_multiple_before_its_noun_weighs():
    text = (
        "Retail sales in two months were 994.2 trillion VND, up 13%. Retail sales of goods were "
        "781.8 trillion VND, up 10.1%. Lodging and catering reached 109.1 trillion VND, up 31.6%. "
        "Tourism raked in 4.7 trillion VND, a 2.2-fold increase. Other services were 98.6 trillion "
        "VND, up 16.2%."
    )
    numbers = ("13", "781.8", "109.1", "4.7", "98.6", "10.1", "31.6", "2.2", "16.2")
    assert relation("weighted_growth", "consistent", *numbers) in found(text)


def test_three_rates_of_each_market_in_one_sentence():
    text = (
        "Nhập khẩu ngô 5 tháng năm 2022 từ Ấn Độ giảm 3,3% về lượng, nhưng tăng 16,7% về kim ngạch "
        "và giá tăng 20,8% so với cùng kỳ; từ Brazil giảm 76% về lượng, giảm 65% về kim ngạch "
        "nhưng giá tăng mạnh 45,8%."
    )
    relations = found(text)
    assert relation("price_growth", "consistent", "16,7", "3,3", "20,8") in relations
    assert relation("price_growth", "consistent", "65", "76", "45,8") in relations


def test_rates_beside_other_levels_are_not_the_same():
    text = (
        "Retail revenue in nine months of 2019 reached 3.6 quadrillion VND, up 11.6 percent. "
        "Retail revenue of 2.8 quadrillion VND, 76 percent of it, was up 12.6 percent."
    )
    assert not any(kind == "same" for kind, *_ in found(text))
