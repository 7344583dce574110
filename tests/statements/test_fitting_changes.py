"""Changes whose level, rate or base only the arithmetic tells."""

import pytest
from linked import found, relation


@pytest.mark.parametrize(
    ("text", "kind", "numbers"),
    [
        (
            "Imports from Japan surged 22.5% in the first eleven months of 2018. Vietnam spent "
            "US$14.2 billion on Japanese goods in the period, US$2.6 billion higher than a year "
            "earlier.",
            "increment",
            ("14.2", "22.5", "2.6"),
        ),
        (
            "Coffee shipments in the first eight months of 2021 fell 13.6 percent year-on-year to "
            "1.14 million tonnes, 180,000 tonnes less than in the same period of 2020.",
            "increment",
            ("1.14", "13.6", "180,000"),
        ),
        (
            "Nhập khẩu xăng dầu 7 tháng năm 2020 đạt 5,21 triệu tấn. Con số này giảm 12,3% so với "
            "cùng kỳ năm trước. Về số tuyệt đối, lượng nhập giảm 731 nghìn tấn.",
            "increment",
            ("5,21", "12,3", "731"),
        ),
        (
            "Chín tháng năm 2021, xuất khẩu của Đồng Nai đạt 3,25 tỷ USD; Bình Dương đạt 2,94 tỷ "
            "USD, thấp hơn Đồng Nai khoảng 310 triệu USD.",
            "difference",
            ("2,94", "3,25", "310"),
        ),
        (
            "Exports to the US totaled $5.46 billion, $2.34 billion more than those to the EU "
            "($3.12 billion).",
            "difference",
            ("5.46", "3.12", "2.34"),
        ),
        (
            "Năm 2013, Việt Nam nhập 1,84 triệu tấn than. Đến năm 2019, lượng than nhập khẩu lên "
            "tới 11,2 triệu tấn, gấp gần 6,1 lần.",
            "ratio",
            ("11,2", "1,84", "6,1"),
        ),
        (
            "Exports grew 21.4 percent, 2.6 times the growth rate of imports (8.2 percent).",
            "rate_ratio",
            ("21.4", "8.2", "2.6"),
        ),
        (
            "Tháng 8/2019, cả nước xuất 61,2 nghìn tấn hạt tiêu, tháng 7/2019 xuất 55,4 nghìn tấn, "
            "tức tăng 10,5%.",
            "base",
            ("55,4", "61,2", "10,5"),
        ),
    ],
)
def test_numbers_that_fit_a_change(text, kind, numbers):
    assert relation(kind, "consistent", *numbers) in found(text)


def test_amounts_of_a_sum_are_no_difference():
    text = (
        "Có 17 dự án mới với vốn 517,3 triệu USD và 9 dự án tăng vốn thêm 233,1 triệu USD. Tổng "
        "vốn thu hút là 750,4 triệu USD."
    )
    assert not any(kind == "difference" for kind, *_ in found(text))


def test_a_change_that_nothing_gives_is_held_against_nothing():
    text = "Xuất khẩu tôm đạt 3,4 tỷ USD, tăng 9,1%. Xuất khẩu gỗ giảm 640 triệu USD."
    assert not any(kind in ("increment", "difference") for kind, *_ in found(text))
