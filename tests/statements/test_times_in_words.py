"""Times, numbers and lines as English and Vietnamese prose write them."""

import textwrap

import pytest

from hanoi_ct.statements.reading import read_text


def periods(text, date=None):
    found = read_text(text, date=date).statements
    return [(s.value, s.period and (s.period.start, s.period.end)) for s in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Exports between January and May 2020 fell 4%.", ("2020-01", "2020-05")),
        ("Exports in the first three quarters of 2020 fell 4%.", ("2020-01", "2020-09")),
        ("Ba quý đầu năm 2020, xuất khẩu giảm 4%.", ("2020-01", "2020-09")),
        ("Giai đoạn 2011-2015, xuất khẩu giảm bình quân 4%/năm.", ("2011-01", "2015-12")),
        ("Từ năm 2011 đến năm 2015, xuất khẩu giảm 4%/năm.", ("2011-01", "2015-12")),
        ("Exports fell by 4 percent a year between 2011 and 2015.", ("2011-01", "2015-12")),
        ("Trong tháng 3.2022 xuất khẩu giảm 4%.", ("2022-03", "2022-03")),
        ("Riêng trong tháng 11/2022, xuất khẩu giảm 4%.", ("2022-11", "2022-11")),
        ("Tháng Tư/2022, xuất khẩu giảm 4%.", ("2022-04", "2022-04")),
        ("Trong tháng Tư năm 2022, xuất khẩu giảm 4%.", ("2022-04", "2022-04")),
        ("Tính đến hết tháng Tư/2022, xuất khẩu giảm 4%.", ("2022-01", "2022-04")),
        ("Trong tháng Tám năm 2022, xuất khẩu giảm 4%.", ("2022-08", "2022-08")),
        ("Tháng Giêng năm 2022, xuất khẩu giảm 4%.", ("2022-01", "2022-01")),
        ("7T/2022, xuất khẩu giảm 4%.", ("2022-01", "2022-07")),
        ("Xuất khẩu 10T22 giảm 4%.", ("2022-01", "2022-10")),
        ("6T đầu năm 2022, xuất khẩu giảm 4%.", ("2022-01", "2022-06")),
        ("Exports in 11M2022 fell 4%.", ("2022-01", "2022-11")),
        ("Xuất khẩu kỳ 2 tháng 5/2022 giảm 4%.", ("2022-05", "2022-05")),
    ],
)
def test_times(text, expected):
    assert periods(text) == [("-4", expected)]


def test_a_letter_behind_a_number_of_money_is_no_month():
    assert read_text("Exports rose by $9M in 2022.").statements[0].value == "9"


def test_the_mean_year_of_several_is_compared_with_the_year_before():
    text = "Giai đoạn 2011-2015, GRDP tăng bình quân 6,1%/năm. Năm 2019, GRDP tăng 7%."
    first, second = read_text(text).statements
    assert (first.comparison, first.period.start, first.period.end) == (
        "previous_year",
        "2011-01",
        "2015-12",
    )
    assert (second.period.start, second.period.end) == ("2019-01", "2019-12")


def test_two_years_on_end_are_a_season():
    text = "Năm 2020, vụ đông xuân 2019-2020 gieo cấy 31 nghìn ha."
    (statement,) = read_text(text).statements
    assert (statement.period.start, statement.period.end) == ("2020-01", "2020-12")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Twenty-six projects were licensed in May 2020.", "26", "count"),
        ("Ba mươi lăm dự án được cấp phép trong tháng 5/2020.", "35", "count"),
        ("In May 2020, 1,240 newly-licensed projects began.", "1240", "count"),
    ],
)
def test_numbers_in_words_and_compound_nouns(text, value, unit):
    (statement,) = read_text(text).statements
    assert (statement.value, statement.unit) == (value, unit)


def test_three_quarters_of_something_stay_a_fraction():
    (statement,) = read_text("Services made up three quarters of total output in 2020.").statements
    assert (statement.value, statement.type) == ("75", "share")


PROSE = (
    "In the first five months of 2020 the province exported goods worth more than 412.5 million "
    "USD, down 3.2 percent against the same period of the year before, while its imports rose 1.4 "
    "percent to 388 million USD."
)


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_lines_broken_to_a_width_are_one_sentence(width):
    wrapped = textwrap.fill(PROSE, width)
    found = read_text(wrapped).statements
    assert [(s.value, s.unit, s.type) for s in found] == [
        ("412.5", "USD", "level"),
        ("-3.2", "percent", "growth"),
        ("1.4", "percent", "growth"),
        ("388", "USD", "level"),
    ]
    assert found[1].comparison == "same_period_last_year"
    assert all(wrapped[s.start : s.end] == s.text for s in found)


def test_lines_of_a_list_stay_apart():
    text = (
        "Xuất khẩu tháng 5/2020 đạt 100 triệu USD\nNhập khẩu 90 triệu USD\nXuất siêu 10 triệu USD"
    )
    found = read_text(text).statements
    assert len({s.paragraph for s in found}) == 3


def test_a_percentage_behind_an_amount_tells_its_share():
    text = (
        "In 2021 the zone licensed 90 projects worth 800 million USD. Korea came first with 30 "
        "projects worth 200 million USD, or 25 percent."
    )
    last = read_text(text).statements[-1]
    assert (last.value, last.type, last.comparison) == ("25", "share", "total")


def test_a_month_of_last_year_is_the_base():
    text = (
        "Imports reached 5 billion USD in January 2015, up 2 percent from last December. Exports "
        "took 4 billion USD."
    )
    found = read_text(text).statements
    assert {s.period.start for s in found} == {"2015-01"}
    assert found[1].comparison == "previous_month"


def test_more_than_in_and_equal_to_compare():
    text = (
        "Revenue was 90 trillion VND in the first quarter of 2015, 6 percent more than in the same "
        "period last year. Trade came to 15 billion USD, with exports of 9 billion USD, equal to "
        "the same period last year, and imports of 6 billion USD."
    )
    assert {s.period.start for s in read_text(text).statements} == {"2015-01"}
