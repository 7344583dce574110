"""Averages and what they are taken over; values, quantities and prices; multiples of others."""

import pytest
from linked import found, relation

from hanoi_ct.statements.reading import read_text


def test_an_average_is_no_part_of_a_sum():
    text = (
        "Sản lượng xi măng 9 tháng năm 2021 của nhà máy đạt 2.730 nghìn tấn, đạt 78% kế hoạch năm "
        "(3.500 nghìn tấn). Ba tháng cuối năm còn phải thực hiện 770 nghìn tấn, bình quân "
        "257 nghìn tấn/tháng."
    )
    relations = found(text)
    assert relation("monthly_average", "consistent", "770", "257") in relations
    assert not any(verdict == "impossible" for _, verdict, _ in relations)
    assert not any(
        kind in ("sum", "part_of") and "257" in numbers for kind, _, numbers in relations
    )


@pytest.mark.parametrize(("average", "verdict"), [("8,0", "consistent"), ("9,5", "impossible")])
def test_capital_of_new_firms_is_divided_by_the_new_firms(average, verdict):
    text = (
        "Trong quý II/2022, có 425 doanh nghiệp thành lập mới và 96 doanh nghiệp giải thể. Đến "
        "cuối quý, số doanh nghiệp đang hoạt động là 7.310 doanh nghiệp. Vốn đăng ký của các doanh "
        f"nghiệp thành lập mới đạt 3.400 tỷ đồng, bình quân {average} tỷ đồng/doanh nghiệp."
    )
    ratios = {each for each in found(text) if each[0] == "ratio"}
    assert ratios == {relation("ratio", verdict, "425", "3.400", average)}


def test_where_the_number_of_the_same_things_is_not_told_nothing_is_divided():
    text = (
        "Đến cuối quý II/2022, số doanh nghiệp đang hoạt động là 7.310 doanh nghiệp. Vốn đăng ký "
        "của các doanh nghiệp thành lập mới đạt 3.400 tỷ đồng, bình quân 8 tỷ đồng/doanh nghiệp."
    )
    assert not any(kind == "ratio" for kind, *_ in found(text))


def test_the_number_before_in_brackets_is_not_what_capital_is_divided_by():
    text = (
        "Trong quý I/2023, tỉnh cấp mới 15 dự án, gấp 1,5 lần cùng kỳ năm trước (10 dự án). Tổng "
        "vốn đăng ký cấp mới đạt 270 triệu USD, bình quân 18 triệu USD/dự án."
    )
    assert relation("ratio", "consistent", "270", "15", "18") in found(text)


def test_capital_of_one_group_among_several():
    text = (
        "Khu kinh tế có 91 dự án, gồm 60 dự án FDI và 31 dự án trong nước. Tổng vốn đăng ký của "
        "các dự án trong nước đạt 6.200 tỷ đồng, bình quân 200 tỷ đồng/dự án."
    )
    assert relation("ratio", "consistent", "6.200", "31", "200") in found(text)


def test_no_months_where_no_time_is_told():
    text = "Doanh thu của chợ đạt 36 tỷ đồng, bình quân 4 tỷ đồng/tháng."
    assert not any(kind == "monthly_average" for kind, *_ in found(text))


def test_the_subject_of_an_average_says_so():
    text = "Quý I/2022, xuất khẩu đạt 6 tỷ USD, tức bình quân 2 tỷ USD mỗi tháng."
    total, average = read_text(text).statements
    assert (total.subject, average.subject) == ("xuất khẩu", "bình quân xuất khẩu")


@pytest.mark.parametrize(("price", "verdict"), [("1.500", "consistent"), ("1.950", "impossible")])
def test_a_unit_value(price, verdict):
    text = (
        "Xuất khẩu hạt tiêu quý I/2022 đạt 90 triệu USD, tăng 12% so với cùng kỳ năm trước (80,4 "
        f"triệu USD). Lượng xuất khẩu đạt 60 nghìn tấn, giá bình quân {price} USD/tấn."
    )
    assert relation("ratio", verdict, "90", "60", price) in found(text)


def test_prices_of_two_goods_are_not_told_apart():
    text = (
        "Quý I/2022, xuất khẩu 60 nghìn tấn tiêu và 25 nghìn tấn điều, trị giá 240 triệu USD; giá "
        "xuất khẩu bình quân 4.900 USD/tấn."
    )
    assert not any(kind == "ratio" for kind, *_ in found(text))


@pytest.mark.parametrize(("price", "verdict"), [("15,0", "consistent"), ("4,0", "impossible")])
def test_growth_of_prices_from_volume_and_value(price, verdict):
    vietnamese = (
        "Xuất khẩu chè 6 tháng năm 2022 đạt 52 nghìn tấn, trị giá 91 triệu USD, giảm 8,0% về "
        "lượng nhưng tăng 5,8% về trị giá so với cùng kỳ năm trước. Giá xuất khẩu bình quân đạt "
        f"1.750 USD/tấn, tăng {price}%."
    )
    assert relation("price_growth", verdict, "8,0", "5,8", price) in found(vietnamese)
    point = price.replace(",", ".")
    english = (
        "In the first half of 2022, export volume fell 8.0 percent while value increased 5.8 "
        f"percent from a year earlier, so the average price was up {point} percent."
    )
    assert relation("price_growth", verdict, "8.0", "5.8", point) in found(english)


@pytest.mark.parametrize(
    ("output", "verdict"), [("91.500", "consistent"), ("81.500", "impossible")]
)
def test_a_yield_beside_a_plan_of_output(output, verdict):
    text = (
        f"Toàn tỉnh gieo trồng 15.000 ha ngô, năng suất 61,0 tạ/ha, sản lượng {output} tấn (kế "
        "hoạch 90.000 tấn)."
    )
    assert relation("yield", verdict, "15.000", "61,0", output) in found(text)


@pytest.mark.parametrize(("times", "verdict"), [("1,25", "consistent"), ("1,52", "impossible")])
def test_exports_are_a_multiple_of_imports(times, verdict):
    text = (
        "Nhập khẩu 9 tháng năm 2022 đạt 480 triệu USD; trong đó máy móc 120 triệu USD. Xuất khẩu "
        f"đạt 600 triệu USD, gấp {times} lần nhập khẩu."
    )
    assert relation("ratio", verdict, "600", "480", times) in found(text)


@pytest.mark.parametrize(("times", "verdict"), [("1.8", "consistent"), ("2.6", "impossible")])
def test_one_buyer_beside_another(times, verdict):
    text = (
        "In 2022 exports reached US$900 million. Japan bought US$270 million, "
        f"{times} times the US$150 million of Thailand."
    )
    assert relation("ratio", verdict, "270", "150", times) in found(text)
    subjects = [s.subject or "" for s in read_text(text).statements]
    assert not any("US" in subject for subject in subjects)
    assert "Thailand" in subjects[-1]


@pytest.mark.parametrize(("times", "verdict"), [("2,4", "consistent"), ("2,9", "impossible")])
def test_a_multiple_of_the_year_before_told_in_another_sentence(times, verdict):
    text = (
        "Doanh thu du lịch 8 tháng năm 2022 đạt 5,12 nghìn tỷ đồng. Doanh thu du lịch 8 tháng năm "
        f"2023 đạt 12,31 nghìn tỷ đồng, gấp {times} lần cùng kỳ."
    )
    assert relation("ratio", verdict, "12,31", "5,12", times) in found(text)
