"""Numbers told twice under other names, plans beside what was attained, prices told apart."""

import pytest
from linked import found, relation

from hanoi_ct.statements.reading import read_text


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "Cao su tăng 35,76% về lượng, giá trị tăng 7,78% so với cùng kỳ.\nMủ cao su 4.294 tấn "
            "(tăng 35,76% về lượng so với cùng kỳ).",
            ("35,76", "35,76"),
        ),
        (
            "Nhập từ Campuchia 873.200 tấn, giá trị 1,32 tỷ USD. Con số 1,32 tỷ USD này vượt cả "
            "năm 2024.",
            ("1,32", "1,32"),
        ),
        (
            "GRDP quý I năm 2018 dự kiến tăng 7,87%. Dịch vụ tăng 6,95%.\nTổng sản phẩm (GRDP) quý "
            "I ước tính 11.267 tỷ đồng, tăng 7,87% so với quý I năm 2017.",
            ("7,87", "7,87"),
        ),
    ],
)
def test_a_number_told_twice(text, numbers):
    assert relation("same", "consistent", *numbers) in found(text)


def test_equal_rates_of_two_things_are_not_the_same():
    text = (
        "Khách đến bằng đường hàng không tăng 22,2% so với cùng kỳ. Khách từ Châu Phi tăng 22,2%."
    )
    assert not any(kind == "same" for kind, *_ in found(text))


def test_a_plan_in_a_bracket_is_that_of_the_attainment_before_it():
    text = (
        "Tính đến 15/12/2019, toàn ngành thu ngân sách 330.474 tỷ đồng, vượt 9,97% chỉ tiêu pháp "
        "lệnh, đạt {}% so với chỉ tiêu phấn đấu (340.000 tỷ đồng)."
    )
    plans = {k for k in found(text.format("97,20")) if k[0] == "plan"}
    assert plans == {relation("plan", "consistent", "330.474", "97,20", "340.000")}
    plans = {k for k in found(text.format("98,74")) if k[0] == "plan"}
    assert plans == {relation("plan", "impossible", "330.474", "98,74", "340.000")}


def test_a_plan_in_a_bracket_before_another_attainment_accuses_nobody():
    text = (
        "Năm 2019, Cục Hải quan thu 113.753 tỷ đồng, vượt chỉ tiêu dự toán (108.800 tỷ đồng), đạt "
        "100,76% chỉ tiêu phấn đấu."
    )
    assert not any(kind == "plan" for kind, *_ in found(text))


def test_a_plan_of_a_later_sentence_that_gives_the_attainment():
    text = (
        "Hai tháng đầu năm 2023, giá trị sản xuất chế biến ước 2.971 tỷ đồng (đạt 15,25% kế hoạch "
        "và tăng 18,58% so với cùng kỳ). Năm nay ngành công nghiệp chế biến có mục tiêu 19.483 tỷ "
        "đồng."
    )
    assert relation("plan", "consistent", "2.971", "15,25", "19.483") in found(text)


def test_rates_of_a_price_told_apart_from_volume_and_value():
    text = (
        "Xuất khẩu hạt tiêu tháng 9/2022 giảm 25,8% về lượng và giảm 25,3% về trị giá so với tháng "
        "8/2022, so với tháng 9/2021 giảm 9,1% về lượng và giảm 7,7% về trị giá.\nGiá xuất khẩu "
        "bình quân tháng 9/2022 thấp nhất kể từ tháng 2/2020, tăng 0,7% so với tháng 8/2022 và "
        "tăng 1,5% so với tháng 9/2021."
    )
    relations = found(text)
    assert relation("price_growth", "consistent", "25,3", "25,8", "0,7") in relations
    assert relation("price_growth", "consistent", "7,7", "9,1", "1,5") in relations


def test_a_time_since_which_something_is_a_record_is_no_period():
    text = "Giá hạt điều tháng 4/2019 ở mức 7.601 USD/tấn, thấp nhất kể từ tháng 2/2016, giảm 2,9%."
    assert {s.period.end for s in read_text(text).statements} == {"2019-04"}


@pytest.mark.parametrize(
    "text",
    [
        "Doanh nghiệp FDI đạt 39,7 triệu USD, tăng 33,6% so với tháng trước và doanh nghiệp nhà "
        "nước 495 nghìn USD, tăng 25,3% so với tháng trước.",
        "Sáu tháng năm 2022 đạt 7.795 triệu kWh, đạt 51% so với kế hoạch năm 2022 (15.285 triệu "
        "kWh), tăng 2,57% so với cùng kỳ năm 2021.",
    ],
)
def test_another_item_and_a_plan_are_no_base(text):
    assert not any(kind == "base" for kind, *_ in found(text))


@pytest.mark.parametrize(
    "text",
    [
        "Sản lượng dầu tháng 4/2017 đạt 2,21 triệu tấn, vượt 8,3% kế hoạch. Sản lượng dầu 4 tháng "
        "năm 2017 đạt 8,69 triệu tấn, vượt 6,2% kế hoạch 4 tháng.",
        "Sản xuất điện tháng 7/2020 đạt 1,85 tỷ kWh, đạt 102,7% kế hoạch. Sản xuất điện 7 tháng "
        "năm 2020 đạt 12,75 tỷ kWh, bằng 99,3% kế hoạch 7 tháng.",
    ],
)
def test_plans_of_months_are_not_one_plan(text):
    assert not any(kind == "plan_equal" for kind, *_ in found(text))
