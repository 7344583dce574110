"""Times and comparisons that a sentence prints once, behind a bracket or with another rate."""

import pytest

from hanoi_ct.statements.reading import read_text


def rows(text):
    return [
        (s.value, s.comparison, f"{s.period.start}..{s.period.end}" if s.period else None)
        for s in read_text(text).statements
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tháng 5/2021, sản lượng điện giảm 0,8% so tháng trước và tăng 7,2% (tăng 5.400 kWh) "
            "so cùng kỳ năm trước.",
            [
                ("-0.8", "previous_month", "2021-05..2021-05"),
                ("7.2", "same_month_last_year", "2021-05..2021-05"),
                ("5400", "same_month_last_year", "2021-05..2021-05"),
            ],
        ),
        (
            "Tháng 5/2021, xuất khẩu chè tăng 210 tấn, tức tăng 3% so với tháng trước.",
            [
                ("210", "previous_month", "2021-05..2021-05"),
                ("3", "previous_month", "2021-05..2021-05"),
            ],
        ),
        (
            "Xây dựng 6 tháng đầu năm 2019 tăng 2% so với mức giảm 0,7% của cùng kỳ năm trước.",
            [
                ("2", "same_period_last_year", "2019-01..2019-06"),
                ("-0.7", "same_period_last_year", "2018-01..2018-06"),
            ],
        ),
        (
            "Sáu tháng năm 2019, dệt tăng 5%, thấp hơn mức tăng 9% và 7% của cùng kỳ năm 2017 và "
            "năm 2018.",
            [
                ("5", "same_period_last_year", "2019-01..2019-06"),
                ("9", "same_period_last_year", "2017-01..2017-06"),
                ("7", "same_period_last_year", "2018-01..2018-06"),
            ],
        ),
        (
            "Thép bán được 31 nghìn tấn, tăng 2% so với tháng 3/2020 và giảm 9% so với tháng "
            "4/2019.",
            [
                ("31", None, "2020-04..2020-04"),
                ("2", "previous_month", "2020-04..2020-04"),
                ("-9", "same_month_last_year", "2020-04..2020-04"),
            ],
        ),
        (
            "Giá gạo tháng 4/2019 ở mức 410 USD/tấn, thấp nhất kể từ tháng 2/2016, giảm 3%.",
            [
                ("410", None, "2019-04..2019-04"),
                ("-3", "same_month_last_year", "2019-04..2019-04"),
            ],
        ),
        (
            "Xuất siêu 9 tháng năm 2020 là 4,2 tỷ USD, tăng 9% so với cùng kỳ (năm 2019 là 3,8 tỷ "
            "USD).",
            [
                ("4.2", None, "2020-01..2020-09"),
                ("9", "same_period_last_year", "2020-01..2020-09"),
                ("3.8", None, "2019-01..2019-09"),
            ],
        ),
        (
            "Retail sales in January and February 2025 were 12 trillion VND, up 5% year-on-year.",
            [
                ("12", None, "2025-01..2025-02"),
                ("5", "same_period_last_year", "2025-01..2025-02"),
            ],
        ),
        (
            "Tỉnh có 15 dự án mới tính đến nửa đầu tháng 6/2018. Lũy kế đến nay có 260 dự án.",
            [("15", None, "2018-01..2018-06"), ("260", None, "2018-06..2018-06")],
        ),
        (
            "The share of loans fell from 61 percent in 2011 to 40 percent by the end of 2017.",
            [("61", "total", "2011-01..2011-12"), ("40", "total", "2017-12..2017-12")],
        ),
        ("Doanh thu khách sạn tăng trên 13%/năm.", [("13", "previous_year", None)]),
    ],
)
def test_comparisons_and_times(text, expected):
    assert rows(text) == expected


def test_a_change_told_again_in_a_bracket_may_be_hedged():
    text = "Năm 2019, bán lẻ tăng 6,3 nghìn tỷ đồng (gần 12%) so với năm 2018."
    assert rows(text)[1][:2] == ("12", "previous_year")


def test_a_part_of_plans_is_what_was_attained():
    text = "Budget revenue was 226 trillion VND, meeting 24.8 percent of collection plans."
    assert read_text(text).statements[1].type == "attainment"
