"""Goods, owners and lists: whose a number is where several clauses share what they say."""

import pytest

from hanoi_ct.statements.reading import read_text


def rows(text, date=None):
    found = read_text(text, date=date).statements
    return [(s.value, s.unit, s.type, s.comparison) for s in found]


def subjects(text, date=None):
    return [s.subject for s in read_text(text, date=date).statements]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tháng 5/2020, Việt Nam xuất khẩu 90 nghìn tấn chè.", ["Việt Nam xuất khẩu chè"]),
        (
            "In May 2020, Viet Nam exported 90,000 tonnes of tea.",
            ["volume of tea exports of Viet Nam"],
        ),
        (
            "Quý I/2020, xuất khẩu đạt 90 triệu USD, xuất siêu 20 triệu USD. Chè 12 triệu USD.",
            ["xuất khẩu", "xuất siêu", "xuất khẩu chè"],
        ),
        (
            "Imports fell to $40 billion in May 2020. The domestic sector earned $9 billion.",
            ["imports", "exports of the domestic sector"],
        ),
        (
            "Tháng 5/2020, khu vực FDI xuất khẩu 8 tỷ USD. Nhập khẩu của khối này đạt 6 tỷ USD.",
            ["khu vực FDI xuất khẩu", "nhập khẩu của khu vực FDI"],
        ),
        (
            "Tháng 5/2020, chè đạt 2 tỷ USD xuất khẩu với lượng 80 nghìn tấn.",
            ["xuất khẩu", "lượng xuất khẩu"],
        ),
        ("Trong các hãng xe, Hoàng Long bán 820 xe tháng 5/2020.", ["Hoàng Long bán"]),
    ],
)
def test_whose_a_number_is(text, expected):
    assert subjects(text) == expected


def test_a_comparison_behind_a_list_of_brackets_is_that_of_all():
    text = (
        "Tháng 5/2020, IIP tăng 3% so với cùng kỳ. Cả nước tiêu thụ 900 xe (giảm 3%); 200 máy "
        "(tăng 5%) và 70 tàu (giảm 6%) so với tháng trước."
    )
    rates = [row for row in rows(text) if row[2] == "growth"]
    assert [row[3] for row in rates[1:]] == ["previous_month"] * 3


def test_a_plan_behind_two_joined_numbers_is_that_of_both():
    text = (
        "Năm 2020, vốn trung ương đạt 42 tỷ đồng, vốn địa phương 137 tỷ đồng, tương ứng 68% và "
        "69% kế hoạch năm."
    )
    assert [row[2] for row in rows(text)[2:]] == ["attainment", "attainment"]


def test_a_direction_behind_two_joined_rates_is_that_of_both():
    text = (
        "Tea exports in May 2020 made US$9 million, 11.8% and 13.8% year-on-year declines in "
        "volume and in value respectively."
    )
    found = read_text(text).statements
    assert [(s.value, s.subject) for s in found[1:]] == [
        ("-11.8", "volume of tea exports"),
        ("-13.8", "value of tea exports"),
    ]


def test_the_direction_behind_a_comparison_counts():
    text = "In May 2020, exports reached $9 billion, a 5.4% year-on-year decline."
    assert rows(text)[1][0] == "-5.4"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("In May 2020 the price was US$438 per tonne.", "USD_per_tonne"),
        ("In May 2020 the price was $43 a barrel.", "USD_per_barrel"),
        ("In May 2020 the cost was $43 a day.", "USD"),
    ],
)
def test_prices_with_their_currency_before_them(text, unit):
    assert rows(text)[0][1] == unit


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Năm 2020, xuất siêu đạt 90 triệu USD, bằng 2% kim ngạch xuất khẩu.", "share"),
        ("Năm 2020, xuất siêu đạt 90 triệu USD, bằng 96% cùng kỳ.", "ratio"),
        ("In 2020 the zones had 900 ha, of which 82 percent have been hired.", "share"),
        ("In 2020, five markets took some 87 per cent of the tea exports.", "share"),
        ("Năm 2020, thị phần của công ty là 30%.", "share"),
    ],
)
def test_what_a_percentage_is_of(text, kind):
    assert rows(text)[-1][2] == kind


def test_a_target_keeps_its_time_to_itself():
    text = (
        "Xuất khẩu 9 tháng năm 2020 đạt 29 tỷ USD, vượt 1,3% mục tiêu quý III. Gạo đạt 2,5 tỷ USD."
    )
    found = read_text(text).statements
    assert found[1].type == "attainment"
    assert {(s.period.start, s.period.end) for s in found} == {("2020-01", "2020-09")}


def test_months_that_have_a_name_are_months():
    text = "Tháng Tư năm 2020, IIP giảm 3% so với tháng Ba."
    (statement,) = read_text(text).statements
    assert (statement.period.start, statement.comparison) == ("2020-04", "previous_month")


def test_the_rate_of_a_year_that_is_named_is_of_that_year():
    text = "Bảy tháng năm 2020, IIP tăng 9%, cao hơn mức tăng 7% của cùng kỳ năm 2018."
    found = read_text(text).statements
    assert (found[1].period.start, found[1].period.end) == ("2018-01", "2018-07")


def test_a_number_behind_a_place_that_ends_like_a_currency_is_no_money():
    assert "VND" not in [row[1] for row in rows("Năm 2020, khu Đại Đồng 3 (398 ha) đã lấp đầy.")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Vận tải hành khách: tháng 5/2020, doanh thu ước 1,5 nghìn tỷ đồng.",
            ["doanh thu vận tải hành khách"],
        ),
        ("Tháng 5/2020, XK cá tra sang Anh đạt 9 triệu USD.", ["xuất khẩu cá tra sang Anh"]),
        (
            "In May 2020, exports reached $9 billion. The figure included $4 billion coming from "
            "farm produce and $1 billion from wood.",
            ["exports", "exports of farm produce", "exports of wood"],
        ),
        ("In May 2020, up to 24,000 tonnes of rice were shipped.", ["rice"]),
        (
            "Tháng 5/2020, tiêu thụ 90 xe lắp ráp, xe nhập khẩu 30 chiếc. Hoàng Long 20 chiếc.",
            ["tiêu thụ", "xe nhập khẩu", "Hoàng Long"],
        ),
    ],
)
def test_names_completed_or_left_alone(text, expected):
    assert subjects(text) == expected


@pytest.mark.parametrize(
    ("text", "value", "scale"),
    [
        ("Năm 2020, tỉnh đón hơn bốn triệu lượt khách.", "4", "1e6"),
        ("In 2020 the city welcomed over three million visitors.", "3", "1e6"),
    ],
)
def test_numbers_in_words_before_a_scale(text, value, scale):
    (statement,) = read_text(text).statements
    assert (statement.value, statement.scale, statement.printed) == (value, scale, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("In May 2020, exports reached $9 billion, a 6.2-per-cent increase.", "6.2"),
        ("In May 2020, exports reached $9 billion, decreases of 6.2 percent.", "-6.2"),
    ],
)
def test_percentages_as_adjectives_and_plurals(text, value):
    assert rows(text)[1][:3] == (value, "percent", "growth")


def test_the_same_months_of_another_year_are_compared_with():
    text = "Exports in January-March rose 9% from the same January-March period in 2017."
    (statement,) = read_text(text).statements
    assert statement.comparison == "same_period_last_year"
    assert (statement.period.start, statement.period.end) == ("2018-01", "2018-03")
