"""Rates of totals that those of their parts give, wherever the words put them."""

import pytest
from linked import found, relation


def weighed(text):
    return {each for each in found(text) if each[0] == "weighted_growth"}


def test_a_rate_behind_a_list_is_that_of_all_of_it():
    text = (
        "Tháng 4/2022, cả thị trường bán 41.250 xe, gồm 30.120 xe du lịch, 9.870 xe thương mại và "
        "1.260 xe chuyên dụng, tăng 12,4% so với tháng 3/2022. Trong đó, xe du lịch tăng 10,2%, xe "
        "thương mại tăng 19,5% và xe chuyên dụng tăng 13,1%."
    )
    wanted = relation(
        "weighted_growth", "consistent", "12,4", "30.120", "9.870", "1.260", "10,2", "19,5", "13,1"
    )
    assert wanted in found(text)


@pytest.mark.parametrize("rate", ["1,8", "4,9"])
def test_a_second_time_is_told_in_the_next_sentence(rate):
    text = (
        "Tháng Năm, nhập khẩu ước 18,4 tỷ USD, tăng 6,8% so với tháng trước, trong đó khu vực kinh "
        "tế trong nước 6,2 tỷ USD, tăng 4,1%; khu vực có vốn đầu tư nước ngoài 12,2 tỷ USD, tăng "
        f"8,2%. So với cùng kỳ năm trước, nhập khẩu tháng Năm giảm {rate}%, trong đó khu vực kinh "
        "tế trong nước tăng 5,6%; khu vực có vốn đầu tư nước ngoài giảm 5,2%."
    )
    wanted = relation("weighted_growth", "consistent", "1,8", "6,2", "12,2", "5,6", "5,2")
    assert (wanted in found(text)) == (rate == "1,8")
    assert not any(verdict == "impossible" for _, verdict, _ in weighed(text))


def test_rates_of_the_levels_of_a_list_stand_in_turn_behind_them():
    text = (
        "Exports of the province reached 910 million USD in the first half of 2021, up 11.7 "
        "percent year-on-year. Of the figure, 640 million USD came from garments and 270 million "
        "USD from footwear, up 15.0 percent and 4.6 percent, respectively."
    )
    assert relation("weighted_growth", "consistent", "11.7", "640", "270", "15.0", "4.6") in found(
        text
    )


def test_indices_of_last_month_weigh_as_rates():
    text = (
        "Tháng 6/2023, toàn tỉnh vận chuyển 3,482 triệu lượt hành khách, so với tháng trước bằng "
        "102,31%. Trong đó, đường bộ 3,120 triệu lượt hành khách, so với tháng trước bằng 101,90%. "
        "Đường thủy 0,362 triệu lượt hành khách, so với tháng trước bằng 105,98%."
    )
    assert any("102,31" in numbers for _, _, numbers in weighed(text))


def test_levels_and_rates_that_both_agree_need_no_word_for_parts():
    text = (
        "Đến tháng 9/2022, tổng doanh thu ngành du lịch đạt 4.812 tỷ đồng, tăng 21,7% so với cùng "
        "kỳ.\nCơ sở lưu trú thu 2.105 tỷ đồng, tăng 18,4% so với cùng kỳ.\nNhà hàng thu 1.946 tỷ "
        "đồng, tăng 27,9% so với cùng kỳ.\nLữ hành thu 761 tỷ đồng, tăng 16,1% so với cùng kỳ."
    )
    found_here = found(text)
    assert relation("sum", "consistent", "4.812", "2.105", "1.946", "761") in found_here
    assert any("21,7" in numbers and "16,1" in numbers for _, _, numbers in weighed(text))


@pytest.mark.parametrize("rate", ["31,7", "9,7"])
def test_levels_whose_rates_do_not_agree_are_left_alone(rate):
    text = (
        "Đến tháng 9/2022, doanh thu bến xe đạt 4.812 tỷ đồng, tăng "
        f"{rate}% so với cùng kỳ.\nLúa thu 2.105 tỷ đồng, tăng 18,4% so với cùng kỳ.\nNgô thu "
        "1.946 tỷ đồng, tăng 27,9% so với cùng kỳ.\nSắn thu 761 tỷ đồng, tăng 16,1% so với cùng kỳ."
    )
    assert not any(verdict == "impossible" for _, verdict, _ in found(text))


def test_a_surplus_is_no_part_of_exports():
    text = (
        "Sáu tháng năm 2022, ngành gỗ xuất khẩu 8,52 tỷ USD, tăng 12,5% so với cùng kỳ. Nhập khẩu "
        "gỗ 1,41 tỷ USD, tăng 3,1%. Ngành này xuất siêu 7,11 tỷ USD, tăng 14,6%."
    )
    assert not any(kind in ("sum", "weighted_growth") for kind, *_ in found(text))
