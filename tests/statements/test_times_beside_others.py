"""Times that are told beside others: again in a bracket, aside, compared with, of a headline."""

import pytest

from hanoi_ct.statements.reading import read_text


def times(text):
    """The printed number, the period and the comparison of each statement."""
    return [
        (s.printed, s.period and f"{s.period.start}..{s.period.end}", s.comparison)
        for s in read_text(text).statements
    ]


def test_a_date_behind_a_comparison_tells_its_time_again():
    text = (
        "Tháng 9/2021, tỉnh xuất 4.120 tấn chè. So với tháng trước (8/2021), lượng chè tăng 6,5%, "
        "giảm 2,1% so với cùng kỳ tháng 9/2020. Trong đó, sang Pakistan 1.300 tấn."
    )
    month = "2021-09..2021-09"
    assert times(text) == [
        ("4.120", month, None),
        ("6,5", month, "previous_month"),
        ("2,1", month, "same_month_last_year"),
        ("1.300", month, None),
    ]


def test_a_second_time_that_is_compared_with_dates_nothing():
    text = (
        "Tháng 3/2022, so với tháng trước và cùng kỳ năm trước, bưu điện phát 52.300 gói, tăng 4% "
        "và tăng 9%."
    )
    month = "2022-03..2022-03"
    assert times(text) == [
        ("52.300", month, None),
        ("4", month, "previous_month"),
        ("9", month, "same_month_last_year"),
    ]


def test_a_quarter_told_aside_holds_for_its_sentence():
    text = (
        "Chín tháng năm 2022, doanh thu vận tải đạt 3.150 tỷ đồng, tăng 8%; riêng quý III tăng "
        "11%, cao hơn quý II (tăng 7%). Đường bộ đạt 2.010 tỷ đồng."
    )
    months = "2022-01..2022-09"
    assert [time for _, time, _ in times(text)] == [
        months,
        months,
        "2022-07..2022-09",
        "2022-04..2022-06",
        months,
    ]


def test_a_month_told_aside_ends_with_its_paragraph():
    text = (
        "Năm tháng năm 2016, huyện thu 812 tỷ đồng. Riêng tháng 5 thu 140 tỷ đồng, chi 90 tỷ "
        "đồng.\nTrong đó, thuế đạt 610 tỷ đồng."
    )
    months = "2016-01..2016-05"
    assert [time for _, time, _ in times(text)] == [
        months,
        "2016-05..2016-05",
        "2016-05..2016-05",
        months,
    ]


def test_the_same_time_as_now_is_no_earlier_one():
    text = (
        "Tháng 2/2014, tỉnh cấp phép 12 dự án, bằng 80% so với cùng kỳ năm 2013. Cùng thời gian "
        "này, 5 dự án tăng vốn thêm 31 triệu USD."
    )
    assert {time for _, time, _ in times(text)} == {"2014-02..2014-02"}


def test_two_comparisons_tell_a_month_that_is_not_named():
    text = "Cảng bốc 18.420 tấn hàng, tăng 2% so với tháng 11/2020 và giảm 6% so với tháng 12/2019."
    month = "2020-12..2020-12"
    assert times(text) == [
        ("18.420", month, None),
        ("2", month, "previous_month"),
        ("6", month, "same_month_last_year"),
    ]
    january = "Cảng bốc 90 tấn hàng, tăng 2% so với tháng 12/2020, giảm 6% so với tháng 1/2020."
    assert times(january)[0][1] == "2021-01..2021-01"


def test_this_year_is_the_one_that_comparisons_tell():
    text = (
        "Năm nay cả vùng trồng 214,5 nghìn ha. Sản lượng ước 1,31 triệu tấn, tăng 2 nghìn tấn so "
        "với vụ đông xuân năm 2017."
    )
    assert {time for _, time, _ in times(text)} == {"2018-01..2018-12"}


def test_rates_of_earlier_years_do_not_date_the_text():
    text = (
        "Sáu tháng, thủy sản tăng 3,1%, thấp hơn mức tăng 4,4% của 6 tháng năm 2018; xây dựng tăng "
        "8,2% so với cùng kỳ năm 2018."
    )
    assert [time for _, time, _ in times(text)] == [
        "2019-01..2019-06",
        "2018-01..2018-06",
        "2019-01..2019-06",
    ]


@pytest.mark.parametrize("day", ["nửa đầu tháng 6/2018", "giữa tháng 6/2018"])
def test_half_a_month_ends_what_is_cumulated(day):
    text = f"Tính đến {day}, khu kinh tế thu hút 15 dự án với 82,4 triệu USD."
    assert {time for _, time, _ in times(text)} == {"2018-01..2018-06"}


def test_a_headline_is_of_the_time_of_the_number_that_it_tells():
    text = (
        "Thu từ rừng tăng 17,6%\nChi cục cho biết, 6 tháng đầu năm 2019, thu từ rừng là 84,2 tỷ "
        "đồng, tăng 17,6% so với cùng kỳ."
    )
    months = "2019-01..2019-06"
    assert times(text)[0] == ("17,6", months, "same_period_last_year")
