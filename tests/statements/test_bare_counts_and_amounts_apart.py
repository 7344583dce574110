"""Bare numbers that take a noun from before, amounts that differ from another's, lost signs."""

from __future__ import annotations

import pytest

from hanoi_ct.statements.reading import read_text


def read(text):
    return [(s.type, s.value, s.unit) for s in read_text(text).statements]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (
            "The islands received 412,000 travellers in March 2019. Of them, about 150,000 were "
            "foreigners and 262,000 were domestic guests.",
            ["412000", "150000", "262000"],
        ),
        ("Vietnam has 58 economic zones. Of these, 40 are open and 18 are planned.", ["58", "40"]),
        (
            "The province had 45 industrial clusters, 31 of which were in operation, while 14 "
            "others were under construction.",
            ["45", "31", "14"],
        ),
        (
            "The number of domestic cars sold in May was 12,300 units, while that of imported ones "
            "was 8,450.",
            ["12300", "8450"],
        ),
        ("Ban Quản lý đã cấp mới 30 dự án (18 FDI và 12 DDI).", ["30", "18", "12"]),
        ("Tỉnh cấp 24 Giấy chứng nhận đăng ký đầu tư mới.", ["24"]),
        ("Khách quốc tế 14,7 triệu, tăng 5%.", ["14.7"]),
    ],
)
def test_bare_numbers_count_what_was_counted_before(text, counts):
    found = [value for _, value, unit in read(text) if unit == "count"]
    assert found[: len(counts)] == counts


def test_a_bracket_that_does_not_add_up_takes_no_noun():
    assert [s.value for s in read_text("Cấp mới 30 dự án (18 FDI và 11 DDI).").statements] == ["30"]


def test_a_rank_behind_what_was_counted_takes_no_noun():
    text = (
        "Có 4 thị trường chiếm 85%. Trong đó, Lào đứng thứ 2, thứ 3 và 4 lần lượt là Peru và Chile "
        "với 88 triệu USD và 65 triệu USD."
    )
    assert [value for _, value, unit in read(text) if unit == "count"] == ["4"]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("TPHCM đạt 7,81 tỷ USD, thấp hơn Bắc Ninh khoảng 870 triệu USD.", "-870"),
        ("Imports were US$15.4 billion, over US$6 billion higher than last year.", "6"),
        ("Kim ngạch đã vượt 1,2 tỷ USD so với cả năm 2022.", "1.2"),
    ],
)
def test_amounts_that_differ_from_anothers(text, last):
    assert read(text)[-1][:2] == ("difference", last)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Tổng vốn cấp mới và tăng thêm là 432,1 triệu USD.", ("level", "432.1", "USD")),
        (
            "Vốn thực hiện tăng thêm 12 triệu USD so với cùng kỳ.",
            ("difference", "12", "USD"),
        ),
        (
            "Khai khoáng tăng 3,5% so với tháng trước, giảm 4,5 so với cùng kỳ.",
            ("growth", "-4.5", "percent"),
        ),
        ("Công nghiệp chiếm 36,45%; nông nghiệp chiếm 11,71.", ("share", "11.71", "percent")),
        ("Tỷ trọng công nghiệp tăng 0,83%.", ("difference", "0.83", "percentage_points")),
        ("The deficit was $28 billion, a 13.6 percent slip.", ("growth", "-13.6", "percent")),
        ("Đã thu hoạch 19.396 ha, đạt 47,5% diện tích gieo trồng.", ("share", "47.5", "percent")),
        (
            "The State-owned sector accounted for 53.1 percent (up 7.2 percent), the private "
            "sector 20.6 percent.",
            ("share", "20.6", "percent"),
        ),
    ],
)
def test_what_the_last_number_says(text, last):
    assert read(text)[-1] == last


def test_the_countries_of_a_union_are_no_count():
    assert read("EU (28 nước) đạt 20 tỷ USD.") == [("level", "20", "USD")]


def test_a_rate_against_the_month_before_is_of_the_last_month():
    text = "Sales were down 25% in the first eight months of 2020 and down 14% versus July 2020."
    last = read_text(text).statements[-1]
    assert last.comparison == "previous_month"
    assert last.period is not None
    assert (last.period.start, last.period.end) == ("2020-08", "2020-08")
