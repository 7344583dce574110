"""What a number is about, in sentences that name it in passing."""

import pytest

from hanoi_ct.statements.reading import read_text


def subjects(text, date=None):
    return [(s.text, s.subject) for s in read_text(text, date=date).statements]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # An English verb that no list knows ends the name where its object follows.
        (
            "Japan funnelled US$4.2 billion into the province in May 2021.",
            [("US$4.2 billion", "Japan")],
        ),
        # Who tells it is no part of the name.
        (
            "In May 2021 the provincial office said total exports reached $310 million.",
            [("$310 million", "total exports")],
        ),
        # What leads up to a time is none either.
        (
            "Retail sales in the first eight months of this year rose by 7.5 percent in 2021.",
            [("rose by 7.5 percent", "retail sales")],
        ),
        # The domestic sector is what earned it, whatever it was called in between.
        (
            "Exports in June 2022 reached $9 billion. The domestic sector remained a pillar of "
            "export growth, as it earned $2 billion.",
            [("$9 billion", "exports"), ("$2 billion", "exports of the domestic sector")],
        ),
        # "Their exports" are still those of the firms.
        (
            "Foreign-invested firms traded $40 billion in June 2022. Their exports stood at "
            "$25 billion.",
            [
                ("$40 billion", "foreign-invested firms"),
                ("$25 billion", "exports of foreign-invested firms"),
            ],
        ),
        # Registered capital is no part of exports.
        (
            "Exports in June 2022 reached $9 billion. Registered capital came to $3 billion.",
            [("$9 billion", "exports"), ("$3 billion", "registered capital")],
        ),
        # Three kinds of capital together are named together.
        (
            "Năm tháng năm 2019, vốn đăng ký cấp mới, tăng thêm và góp vốn mua cổ phần đạt 1,7 tỷ "
            "USD.",
            [("1,7 tỷ USD", "vốn đăng ký cấp mới, tăng thêm và góp vốn mua cổ phần")],
        ),
        # Hectares are no part of capital or trade.
        (
            "Vốn FDI năm 2020 đạt 900 triệu USD. Khu Bình Minh (210 ha) đã lấp đầy.",
            [("900 triệu USD", "vốn FDI"), ("210 ha", "diện tích Khu Bình Minh")],
        ),
        # Travellers are counted, not the city that receives them.
        (
            "Tháng 5/2023, Đà Nẵng đón 640 nghìn lượt khách, tăng 12%.",
            [
                ("640 nghìn lượt khách", "lượt khách đến Đà Nẵng"),
                ("tăng 12%", "lượt khách đến Đà Nẵng"),
            ],
        ),
        # The price of the goods just named, and its rate.
        (
            "Xuất khẩu hạt tiêu quý I/2021 đạt 48 nghìn tấn, giá bình quân 2.900 USD/tấn, "
            "tăng 31%.",
            [
                ("48 nghìn tấn", "xuất khẩu hạt tiêu"),
                ("2.900 USD/tấn", "giá bình quân xuất khẩu hạt tiêu"),
                ("tăng 31%", "giá bình quân xuất khẩu hạt tiêu"),
            ],
        ),
        # Goods among retail sales are retail sales of goods.
        (
            "Tổng mức bán lẻ hàng hóa và dịch vụ tháng 3/2022 đạt 5.200 tỷ đồng; riêng hàng hóa "
            "4.100 tỷ đồng.",
            [
                ("5.200 tỷ đồng", "tổng mức bán lẻ hàng hóa và dịch vụ"),
                ("4.100 tỷ đồng", "bán lẻ hàng hóa"),
            ],
        ),
    ],
)
def test_subjects(text, expected):
    assert subjects(text) == expected


def test_both_aspects_of_a_rate_belong_to_it_and_its_comparison_too():
    text = "Tháng 5/2021, xuất khẩu gạo giảm 12% cả về lượng và kim ngạch so với tháng 4."
    (statement,) = read_text(text).statements
    assert (statement.value, statement.comparison) == ("-12", "previous_month")


def test_an_owner_of_domestic_capital_is_no_investment():
    text = (
        "Quý I/2020, xuất khẩu đạt 800 triệu USD; khu vực có vốn đầu tư trong nước 200 triệu USD. "
        "Cao su 90 triệu USD."
    )
    assert subjects(text)[-1] == ("90 triệu USD", "xuất khẩu cao su")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What a unit measures is the subject where no name before says it.
        (
            "Tháng 5/2020, nhà máy bán ra 1,9 tỷ kWh điện thương phẩm, tăng 4%.",
            [("1,9 tỷ kWh", "điện thương phẩm"), ("tăng 4%", "điện thương phẩm")],
        ),
        # A topic said first: the exports are of it.
        (
            "Đối với nhóm hàng gỗ, kim ngạch xuất khẩu tháng 5/2020 đạt 12 triệu USD.",
            [("12 triệu USD", "kim ngạch xuất khẩu gỗ")],
        ),
        # Where money went stands behind its number.
        (
            "In May 2020, over US$30 million went into logistics.",
            [("over US$30 million", "logistics")],
        ),
        # Goods that "were shipped for" so much are still the goods named first.
        (
            "In May 2020 pepper came first: 900 tonnes were shipped for US$8 million.",
            [("900 tonnes", "pepper"), ("US$8 million", "pepper")],
        ),
        # An industry may list its goods.
        (
            "Tháng 5/2020, sản xuất đồ uống tăng 3%; ngành sản xuất các sản phẩm từ cao su, nhựa "
            "và sản phẩm từ khoáng phi kim tăng 8%.",
            [
                ("tăng 3%", "sản xuất đồ uống"),
                (
                    "tăng 8%",
                    "ngành sản xuất các sản phẩm từ cao su, nhựa và sản phẩm từ khoáng phi kim",
                ),
            ],
        ),
        # Three names, three amounts, three rates.
        (
            "Năm 2020, xuất khẩu gỗ, chè, quế lần lượt đạt 120, 23 và 34 triệu USD, tăng lần lượt "
            "5%, 6% và 7%.",
            [
                ("120", "xuất khẩu gỗ"),
                ("23", "xuất khẩu chè"),
                ("34 triệu USD", "xuất khẩu quế"),
                ("tăng lần lượt 5%", "xuất khẩu gỗ"),
                ("6%", "xuất khẩu chè"),
                ("7%", "xuất khẩu quế"),
            ],
        ),
    ],
)
def test_subjects_that_stand_elsewhere(text, expected):
    assert subjects(text) == expected


def kinds(text):
    found = read_text(text).statements
    return [(s.value, s.unit, s.type, s.comparison) for s in found]


def test_an_amount_behind_or_is_the_increase_again():
    text = "Exports in May 2020 rose by 5 percent, or nearly US$40 million."
    assert kinds(text)[1] == ("40", "USD", "difference", "same_month_last_year")


def test_a_rate_told_again_as_an_amount_is_compared_with_the_same_time():
    text = "Tháng 5/2020, xuất khẩu giảm 2% tương ứng giảm 9 triệu USD so với tháng 4."
    assert [row[3] for row in kinds(text)] == ["previous_month", "previous_month"]


def test_the_whole_of_two_joined_shares_is_that_of_both():
    text = "In 2020 Japan and Korea led with 30% and 20% of the total, respectively."
    assert [row[2] for row in kinds(text)] == ["share", "share"]


def test_three_rates_in_a_row_are_no_pair_of_comparisons():
    text = (
        "Tháng 5/2020, lượng, kim ngạch và giá giảm so với tháng 4, mức giảm lần lượt là 11%, 12% "
        "và 1%."
    )
    assert {row[3] for row in kinds(text)} == {"previous_month"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Tháng 5/2020, thu ngân sách đạt 1 nghìn 250 tỷ đồng.", "1250"),
        ("Tháng 5/2020, thu ngân sách đạt 2 tỷ 250 triệu đồng.", "2.250"),
    ],
)
def test_numbers_in_two_scales(text, value):
    (statement,) = read_text(text).statements
    assert (statement.value, statement.scale) == (value, "1e9")


def test_a_part_decides_how_its_whole_is_read():
    text = (
        "Tháng 5/2020, xuất khẩu đạt 1,416 triệu USD; khu vực có vốn đầu tư nước ngoài 1,12 tỷ "
        "USD. Nhập khẩu 1,022 triệu USD."
    )
    found = read_text(text).statements
    assert [s.value for s in found] == ["1416", "1.12", "1022"]
    alone = "Tháng 5/2020, xuất khẩu đạt 1,416 triệu USD; nhập khẩu 1,022 triệu USD."
    assert [s.value for s in read_text(alone).statements] == ["1.416", "1.022"]


def test_bare_numbers_that_a_count_is_compared_with():
    text = "The province licensed 168 projects in 2020, up from 155 a year earlier."
    first, second = read_text(text).statements
    assert (second.value, second.type, second.subject) == ("155", "count", first.subject)
    assert (second.period.start, second.period.end) == ("2019-01", "2019-12")


def test_a_signed_rate_in_a_bracket_is_of_now():
    text = "Tháng 5/2020, CPI so với cùng kỳ (+5,2%)."
    (statement,) = read_text(text).statements
    assert (statement.value, statement.period.start) == ("5.2", "2020-05")


def test_the_year_of_months_follows_from_the_year_before_that_they_are_compared_with():
    text = (
        "Tính chung 6 tháng, xuất khẩu đạt 29 tỷ USD, tăng 16% so với cùng kỳ năm 2021. Năm 2021, "
        "xuất khẩu đạt 57 tỷ USD."
    )
    found = read_text(text).statements
    assert [s.period.end for s in found] == ["2022-06", "2022-06", "2021-12"]


def test_a_comparison_told_before_a_list_holds_in_it():
    text = (
        "Tháng 5/2020, IIP tăng 3% so với cùng kỳ. Nhiều tỉnh có IIP tăng so với tháng trước. "
        "Hải Phòng tăng 6%; Bắc Ninh tăng 8%."
    )
    assert [row[3] for row in kinds(text)][1:] == ["previous_month", "previous_month"]
