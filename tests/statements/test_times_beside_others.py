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


def test_parts_of_a_month_told_aside_are_of_that_month():
    text = (
        "Tám tháng năm 2024, doanh thu dịch vụ đạt 515 tỷ đồng, tăng 12%; riêng tháng 8 là 61 tỷ "
        "đồng. Trong đó:\nĂn uống 49 tỷ đồng.\nLữ hành 12 tỷ đồng."
    )
    months, month = "2024-01..2024-08", "2024-08..2024-08"
    assert [time for _, time, _ in times(text)] == [months, months, month, month, month]


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


def test_a_comparison_behind_a_bracket_is_of_both_numbers():
    text = (
        "Tháng 7/2022, tàu cá khai thác 8.140 tấn, giảm 0,8% so tháng trước (giảm 66 tấn) và tăng "
        "7,2% (tăng 547 tấn) so cùng kỳ năm trước."
    )
    on_month, on_year = "previous_month", "same_month_last_year"
    assert [c for *_, c in times(text)] == [None, on_month, on_month, on_year, on_year]


def test_a_change_told_again_in_a_bracket_is_on_the_same_time():
    text = (
        "Đến 30/9/2022, vốn vay là 25.390 tỷ đồng, so với 31/12/2021 tăng 1.475 tỷ đồng (+6,2%). "
        "Tỉnh có 62 hợp tác xã giải thể, giảm 32,6% so với cùng kỳ năm trước (tương ứng giảm 30 "
        "hợp tác xã)."
    )
    found = times(text)
    assert [c for *_, c in found[1:3]] == ["other", "other"]
    assert {time for _, time, _ in found[3:]} == {"2022-01..2022-09"}


def test_a_row_that_begins_with_the_plan_goes_on_so():
    text = (
        "Tháng 1/2015, trung ương chi 260 tỷ đồng, bằng 6,4% kế hoạch năm và tăng 4,5% so với cùng "
        "kỳ năm trước; tỉnh chi 739 tỷ đồng, bằng 6,2% và tăng 9,1%."
    )
    on_year = "same_month_last_year"
    assert [c for *_, c in times(text)] == [None, "plan", on_year, None, "plan", on_year]


def test_a_month_told_alone_dates_nothing_behind_it():
    text = (
        "Exports in the first half of 2013 came to 6.2 billion USD, June alone making 1.1 billion "
        "USD of it. Imports were 5.1 billion USD."
    )
    months = "2013-01..2013-06"
    assert [time for _, time, _ in times(text)] == [months, "2013-06..2013-06", months]


def test_a_month_of_a_part_dates_nothing_behind_its_sentence():
    text = (
        "Exports earned 13.4 billion USD in the first quarter of 2009, including 4.7 billion USD "
        "in March, down 6 percent on-month. Rice earned 0.7 billion USD."
    )
    quarter, march = "2009-01..2009-03", "2009-03..2009-03"
    assert [time for _, time, _ in times(text)] == [quarter, march, march, quarter]


def test_stocks_are_of_a_point_of_time():
    text = (
        "Năm tháng đầu năm 2023, tổng đàn lợn đạt 410 nghìn con, tăng 7,1% so cùng kỳ. Sữa đạt 9 "
        "nghìn tấn."
    )
    assert times(text) == [
        ("410", "2023-05..2023-05", None),
        ("7,1", "2023-05..2023-05", "same_month_last_year"),
        ("9", "2023-01..2023-05", None),
    ]
    text = (
        "Sáu tháng năm 2018, cấp mới 12 dự án. Lũy kế đến nay có 263 dự án với tổng vốn 12,3 tỷ "
        "USD. Thu hút 80 triệu USD."
    )
    months, point = "2018-01..2018-06", "2018-06..2018-06"
    assert [time for _, time, _ in times(text)] == [months, point, point, months]
