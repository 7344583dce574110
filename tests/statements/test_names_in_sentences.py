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
            [("900 triệu USD", "vốn FDI"), ("210 ha", "khu Bình Minh")],
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
