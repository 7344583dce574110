"""What a sum, a pair of currencies or a crop says of the numbers told beside its own."""

import pytest
from linked import found, relation


def kinds(text):
    return {(kind, verdict) for kind, verdict, _ in found(text)}


@pytest.mark.parametrize(("usd", "verdict"), [("2.85", "consistent"), ("3.85", "impossible")])
def test_every_pair_of_currencies_is_held_against_the_first(usd, verdict):
    text = (
        "Revenue was 368.1 trillion VND (16.14 billion USD) in the first four months of 2018. "
        "Crude oil fetched 19.1 trillion VND (837.5 million USD), and investment took 65 trillion "
        f"VND ({usd} billion USD)."
    )
    pairs = {each for each in found(text) if each[0] == "fx_pairs"}
    assert relation("fx_pairs", "consistent", "368.1", "16.14", "19.1", "837.5") in pairs
    assert relation("fx_pairs", verdict, "368.1", "16.14", "65", usd) in pairs


def test_a_rate_is_told_of_an_amount_in_both_currencies():
    text = (
        "Investors put 747.6 million USD into the zones in 2020, a year-on-year increase of 15.79 "
        "percent. Domestic firms brought 8.9 trillion VND (384.5 million USD), an increase of "
        "53.94 percent, while foreign firms brought 363.1 million USD, down 8.3 percent."
    )
    assert any(kind == "weighted_growth" and "384.5" in n for kind, _, n in found(text))


def test_exports_that_are_imports_and_a_balance_are_no_sum():
    text = (
        "Khối FDI 11 tháng năm 2015 xuất khẩu 101,526 tỷ USD, nhập khẩu 89,482 tỷ USD. Khối này vì "
        "thế xuất siêu 12,044 tỷ USD."
    )
    assert not any(kind == "sum" for kind, *_ in found(text))


CROPS = (
    "Lúa xuân {0} nghìn ha, năng suất 68,4 tạ/ha, sản lượng 202,0 nghìn tấn. Lúa hè 19,13 nghìn "
    "ha, năng suất 57,6 tạ/ha, sản lượng 110,0 nghìn tấn. Lúa mùa 15,45 nghìn ha, năng suất 56,6 "
    "tạ/ha, sản lượng 87,7 nghìn tấn. Cả năm 64,10 nghìn ha, sản lượng {1} nghìn tấn."
)


@pytest.mark.parametrize(("total", "verdict"), [("399,7", "consistent"), ("411,7", "impossible")])
def test_outputs_add_up_where_their_areas_do(total, verdict):
    text = CROPS.format("29,52", total)
    assert relation("sum", "consistent", "29,52", "19,13", "15,45", "64,10") in found(text)
    assert relation("sum", verdict, "202,0", "110,0", "87,7", total) in found(text)
    assert ("same", "impossible") not in kinds(text)


@pytest.mark.parametrize(("times", "verdict"), [("2,2", "consistent"), ("6,2", "impossible")])
def test_a_multiple_of_last_year_weighs_as_a_rate(times, verdict):
    text = (
        "Tám tháng năm 2022, tổng mức bán lẻ đạt 451,3 nghìn tỷ đồng, tăng 29,0% so với cùng kỳ; "
        "bán lẻ hàng hóa 288,8 nghìn tỷ đồng, tăng 18,4%; khách sạn, nhà hàng 56,7 nghìn tỷ đồng, "
        f"gấp {times} lần cùng kỳ; dịch vụ khác 105,8 nghìn tỷ đồng, tăng 31,0%."
    )
    assert ("weighted_growth", verdict) in kinds(text)


def test_an_index_below_a_hundred_is_a_rate_of_its_section():
    text = (
        "Sáu tháng năm 2016, chỉ số sản xuất công nghiệp tăng 16,2% so với cùng kỳ: công nghiệp "
        "chế biến, chế tạo tăng 17,6%, cung cấp nước và xử lý rác thải tăng 9,0%, sản xuất và phân "
        "phối điện tăng 7,4%, riêng khai khoáng bằng 91,2% cùng kỳ."
    )
    assert relation("minmax", "consistent", "16,2", "17,6", "9,0", "7,4", "91,2") in found(text)


def test_services_alone_are_not_all_of_retail_trade():
    text = (
        "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ 6 tháng năm 2023 đạt 59.642 tỷ đồng, tăng "
        "19,4% so với cùng kỳ; dịch vụ lưu trú, ăn uống tăng 39,1%; du lịch lữ hành tăng 174,2%; "
        "dịch vụ khác tăng 33,9%."
    )
    assert ("minmax", "impossible") not in kinds(text)


def test_a_share_does_not_grow_at_the_rate_of_its_level():
    text = (
        "Sáu tháng năm 2013, khu vực dịch vụ tăng 11,56% so với cùng kỳ. Tỷ trọng khu vực dịch vụ "
        "là 59,03% (6 tháng năm 2012 là 55,81%)."
    )
    assert not any(kind == "base" for kind, *_ in found(text))


def test_a_rate_of_volume_is_told_of_the_tonnes():
    text = (
        "Bốn tháng năm 2019, cả nước nhập 4,67 triệu tấn thép, tương đương 3,13 tỷ USD, tăng 9,0% "
        "về lượng và tăng 3,4% về kim ngạch so với cùng kỳ. Giá thép nhập khẩu 670,3 USD/tấn, giảm "
        "5,1% so với cùng kỳ năm 2018."
    )
    assert relation("price_growth", "consistent", "9,0", "3,4", "5,1") in found(text)
