"""What brackets tell again, comparisons behind a list, wholes named by what they are."""

import pytest
from linked import found, relation

from hanoi_ct.statements import audit
from hanoi_ct.statements.reading import read_text


def told(text):
    return [(s.value, s.type, s.comparison) for s in read_text(text).statements]


def test_a_comparison_behind_a_list_is_that_of_each_bracket():
    text = (
        "Tháng 3/2019 bán 900 xe, tăng 12% so với cùng kỳ năm trước, gồm 500 xe con (giảm 3%); "
        "300 xe tải (tăng 5%) và 100 xe khách (tăng 7%) so với tháng trước."
    )
    rates = [s.comparison for s in read_text(text).statements if s.type == "growth"]
    assert rates == ["same_month_last_year", *["previous_month"] * 3]


def test_brackets_tell_a_change_again():
    text = (
        "Vụ xuân năm 2019, tỉnh gieo 41.200 ha, giảm 500 ha (bằng 1,2%) so với vụ xuân năm 2018; "
        "năng suất 61 tạ/ha, tăng 2% (bằng 1,2 tạ/ha)."
    )
    found = read_text(text).statements
    assert [(s.value, s.type) for s in found[1:3]] == [("-500", "difference"), ("-1.2", "growth")]
    assert [(s.value, s.type) for s in found[4:]] == [("2", "growth"), ("1.2", "difference")]


def test_equal_to_a_part_of_a_named_amount_is_a_share():
    text = "Tháng 5/2016 nhập siêu 0,3 tỷ USD, bằng 2,1% kim ngạch hàng hóa xuất khẩu."
    assert told(text)[-1] == ("2.1", "share", "total")
    text = "Tháng 5/2016 xuất khẩu 14,3 tỷ USD, bằng 97,5% kim ngạch tháng trước."
    assert told(text)[-1][1] == "ratio"


def test_shares_of_a_market():
    text = "Năm 2020, thị phần của Hàn Quốc đạt 17,4%; Nhật Bản giữ thị phần 12%."
    assert [kind for _, kind, _ in told(text)] == ["share", "share"]


def test_contributions_that_come_to_a_hundred_are_shares_of_the_growth():
    text = (
        "Năm 2017, khu vực I tăng 3%, đóng góp 7,5% vào mức tăng chung; khu vực II tăng 8%, "
        "đóng góp 44,9%; khu vực III tăng 7%, đóng góp 47,6%."
    )
    assert [kind for _, kind, _ in told(text)] == ["growth", "share"] * 3


def test_the_rate_of_a_year_that_is_named_is_of_that_year():
    text = (
        "5 tháng năm 2020, IIP tăng 1%, thấp hơn mức tăng 9,5% của cùng kỳ năm 2019 và mức tăng "
        "10,2% của cùng kỳ năm 2018."
    )
    assert [s.period.start for s in read_text(text).statements] == ["2020-01", "2019-01", "2018-01"]


def test_the_time_of_a_target_is_not_that_of_what_was_done():
    text = "7 tháng năm 2016, chè đạt 90 triệu USD, vượt 2,4% mục tiêu quý III; tiêu đạt 1 tỷ USD."
    found = read_text(text).statements
    assert [s.type for s in found] == ["level", "attainment", "level"]
    assert {s.period.end for s in found} == {"2016-07"}


def test_a_sentence_on_the_month_before_is_of_the_last_month():
    text = (
        "7 tháng năm 2014, cả nước bán 700 xe, tăng 9% so với cùng kỳ năm trước. Xe con 400 xe, "
        "tăng 2%; xe tải 300 xe, giảm 4% so với tháng 6/2014."
    )
    found = read_text(text).statements
    assert {(s.period.start, s.comparison) for s in found[2:] if s.type == "growth"} == {
        ("2014-07", "previous_month")
    }


def test_pairs_of_quarters_go_on_as_they_were_told():
    text = (
        "Quý I/2021, khách 90 nghìn lượt, tăng 3% so với quý trước và tăng 8% so với cùng kỳ năm "
        "trước; doanh thu 2 tỷ đồng, giảm 1% và tăng 4%."
    )
    rates = [s.comparison for s in read_text(text).statements if s.type == "growth"]
    assert rates == ["other", "same_period_last_year"] * 2


def test_what_was_estimated_of_last_year_is_the_base():
    found = read_text(
        "Năm 2016 thu 900 tỷ đồng, tăng 2,1% so với ước thực hiện năm 2015; chi 800 tỷ đồng."
    ).statements
    assert {s.period.start for s in found} == {"2016-01"}


def test_percentages_behind_a_structure_are_shares():
    text = (
        "Cơ cấu kinh tế quý II năm 2014: khu vực I 12,4% (quý II năm 2013 là 13,1%); khu vực II "
        "40,2%; khu vực III là 47,4%."
    )
    assert [(kind, against) for _, kind, against in told(text)] == [("share", "total")] * 4


def test_what_parts_attained_of_the_plan_of_their_whole():
    text = (
        "Năm 2012 thu 90 tỷ đồng, bằng 95% kế hoạch, trong đó huyện A thu 50 tỷ đồng, tăng 3% đạt "
        "91%; huyện B thu 40 tỷ đồng, tăng 7%, đạt 101% kế hoạch."
    )
    assert [kind for _, kind, _ in told(text)].count("attainment") == 3


def test_two_rates_of_one_month_are_on_two_times():
    text = "Tháng 5/2022, doanh thu khách sạn đạt 9 tỷ đồng, tăng 2% và gấp 4 lần cùng kỳ."
    rates = [against for _, kind, against in told(text) if kind in ("growth", "ratio")]
    assert rates == ["previous_month", "same_month_last_year"]


def test_a_rank_counts_nothing():
    text = "Quý II/2022, GRDP tăng 7%, xếp thứ 9/63 tỉnh, thành phố và hạng 3/13 tỉnh của vùng."
    assert [value for value, _, _ in told(text)] == ["7"]


def test_contributions_in_brackets_behind_one_that_tells_their_whole_are_of_it():
    text = (
        "GRDP năm 2022 đạt 900 tỷ đồng, tăng 8% so với năm trước. Công nghiệp 500 tỷ đồng, tăng "
        "10% (đóng góp 66% vào mức tăng chung); dịch vụ đạt 300 tỷ đồng, tăng 7% (đóng góp 28%)."
    )
    assert [against for _, kind, against in told(text) if kind == "share"] == ["previous_year"] * 2
    assert not audit(text).contradictions


def test_percentages_in_a_row_of_dashes_are_no_ranges():
    text = "Cơ cấu kinh tế năm 2020: khu vực I, II, III 12,1% - 40,3% - 47,6%."
    assert [value for value, _, _ in told(text)] == ["12.1", "40.3", "47.6"]
    (rise,) = read_text("Năm 2021, phấn đấu GRDP tăng 6,5% - 7%.").statements
    assert (rise.value, rise.value_high) == ("6.5", "7")


@pytest.mark.parametrize(("share", "verdict"), [("20,0", "consistent"), ("21,5", "impossible")])
def test_a_part_that_is_called_like_its_whole_and_more(share, verdict):
    text = (
        "Năm 2023, lao động có việc làm đạt 740,0 nghìn người. Lao động có việc làm ở thành thị "
        f"đạt 148,0 nghìn người, chiếm {share}%."
    )
    assert relation("share", verdict, "148,0", "740,0", share) in found(text)
