"""Names, kinds and numbers as the reports of provinces and newspapers write them."""

import pytest

from hanoi_ct.statements.reading import read_text


def rows(text):
    return [(s.value, s.type, s.comparison, s.subject) for s in read_text(text).statements]


def subjects(text):
    return [s.subject for s in read_text(text).statements]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Tháng 5/2020, sản lượng thép đạt 36. 250 tấn.", "36250"),
        ("Tháng 5/2020, xuất khẩu gạo đạt 312,480 tấn, tương đương 160.25 triệu USD.", "312480"),
    ],
)
def test_thousands_told_by_a_space_or_by_the_sentence(text, value):
    assert read_text(text).statements[0].value == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Giải ngân vốn đầu tư công tháng 5/2020 tăng 11% đạt 61,5% kế hoạch.",
            [("11", "growth"), ("61.5", "attainment")],
        ),
        (
            "Cơ cấu kinh tế năm 2014: công nghiệp 42 %; nông nghiệp 5,17 % (năm 2013 là 5,46%).",
            [("42", "share"), ("5.17", "share"), ("5.46", "share")],
        ),
    ],
)
def test_what_a_percentage_says_in_its_sentence(text, expected):
    assert [row[:2] for row in rows(text)] == expected


def test_the_first_of_two_rates_is_on_the_month_where_the_second_is_on_the_year():
    text = (
        "Tháng 5/2020, khách quốc tế đạt 15.000 lượt, tăng 3,4% và gấp 8,2 lần cùng kỳ năm trước."
    )
    assert [row[2] for row in rows(text)] == [None, "previous_month", "same_month_last_year"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tháng 5/2020, đàn lợn tăng 4%. Tăng nhanh có huyện Ba Vì tăng 21%.",
            ["đàn lợn", "huyện Ba Vì"],
        ),
        (
            "Tháng 5/2020, tổng mức bán lẻ đạt 900 tỷ đồng. Doanh thu khách sạn, nhà hàng chiếm "
            "12% trong tổng mức này, tăng 7%.",
            ["tổng mức bán lẻ", *["doanh thu khách sạn, nhà hàng"] * 2],
        ),
        (
            "Tổng vốn FDI đăng ký mới, điều chỉnh và góp vốn mua cổ phần năm 2020 đạt 9 tỷ USD.",
            ["tổng vốn FDI đăng ký mới, điều chỉnh và góp vốn mua cổ phần"],
        ),
        (
            "Con số đáng chú ý nhất là vốn FDI thực hiện năm 2020 đạt 19 tỷ USD.",
            ["vốn FDI thực hiện"],
        ),
        (
            "Tháng 5/2020, có 1.320 doanh nghiệp thành lập mới và quay lại hoạt động, tăng 12%.",
            ["doanh nghiệp thành lập mới và quay lại hoạt động"] * 2,
        ),
        ("Tháng 5/2020 có 310 DN đăng ký thành lập mới.", ["DN đăng ký thành lập mới"]),
        (
            "Cung cấp nước, quản lý và xử lý rác thải, nước thải tháng 5/2020 tăng 4,2%.",
            ["cung cấp nước, quản lý và xử lý rác thải, nước thải"],
        ),
        (
            "In May 2020, prices of food and of transport fell 0.3 per cent and 0.2 per cent, "
            "respectively.",
            ["prices of food", "transport"],
        ),
        ("In May 2020, the price of petrol hiked by 2 per cent.", ["price of petrol"]),
    ],
)
def test_names_of_lists_and_counts(text, expected):
    assert subjects(text) == expected


def test_a_sentence_ends_where_a_space_was_lost():
    text = (
        "Tháng 5/2020, xuất khẩu tăng 4% so với tháng trước.Tính chung 5 tháng, xuất khẩu tăng 2%."
    )
    first, second = read_text(text).statements
    assert (first.sentence, second.sentence) == (0, 1)
    assert (second.period.start, second.period.end) == ("2020-01", "2020-05")


def test_the_year_of_a_text_from_the_december_it_is_compared_with():
    text = "CPI in October rose 4.1 per cent compared with December 2015."
    (statement,) = read_text(text).statements
    assert statement.period.start == "2016-10"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In 2019 the country exported $20 billion worth of goods and spent $18 billion on "
            "imports, up 4%.",
            ["exports", "imports", "imports"],
        ),
        (
            "In May 2019 the trade surplus was $1 billion. Shrimp earned $0.3 billion. "
            "Among imports, cotton cost $0.2 billion, and paper lost 12 percent.",
            ["trade surplus", "exports of shrimp", "imports of cotton", "imports of paper"],
        ),
        ("In May 2019 the trade deficit therefore went to $1 billion.", ["trade deficit"]),
        (
            "Tháng 5/2019, khối FDI xuất khẩu 9,7 tỷ USD. Nhập khẩu của khối 8 tỷ USD. "
            "Khối này vì thế xuất siêu 1,7 tỷ USD.",
            ["khối FDI xuất khẩu", "nhập khẩu của khối FDI", "xuất siêu của khối FDI"],
        ),
        (
            "Lúa hè thu năm 2019 đạt 19 nghìn ha; năng suất 57 tạ/ha, tăng 1 tạ/ha nên sản lượng "
            "lên 11 triệu tấn.",
            ["diện tích lúa hè thu", *["năng suất lúa hè thu"] * 2, "sản lượng lúa hè thu"],
        ),
        (
            "Thirty existing projects added 40 million USD in 2019.",
            ["existing projects", "capital of existing projects"],
        ),
    ],
)
def test_what_is_sold_bought_owned_and_grown(text, expected):
    assert subjects(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Hết tháng 5/2021, dệt may giảm mạnh nhất, mất 1,2 tỷ USD, tương đương 9%, chỉ đạt 12 "
            "tỷ USD.",
            [("-1.2", "difference"), ("-9", "growth"), ("12", "level")],
        ),
        (
            "Spending in May 2019 stood at 14 trillion VND, or 36 percent of the yearly estimate.",
            [("14", "level"), ("36", "attainment")],
        ),
        ("Điện sản xuất năm 2021 khoảng 255 TWh.", [("255", "level")]),
        ("Tháng 5/2019 nhập 6,9 nghìn ô tô nguyên chiếc.", [("6.9", "level")]),
    ],
)
def test_losses_estimates_and_units(text, expected):
    assert [row[:2] for row in rows(text)] == expected
    assert all(s.unit for s in read_text(text).statements)


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        (
            "In the first five months of 2019 revenue was 20 trillion VND, 6.5 percent more than "
            "in the same period last year.",
            ["2019-01", "2019-01"],
        ),
        (
            "In the first quarter of 2019, exports were 9 billion USD, equal to the same period "
            "last year, and imports 6 billion USD.",
            ["2019-01", "2019-01"],
        ),
        (
            "In January 2015 the deficit fell from 70 million USD last December to 50 million USD. "
            "Imports rose 3 percent.",
            ["2014-12", "2015-01", "2015-01"],
        ),
    ],
)
def test_times_that_are_only_compared_with(text, periods):
    assert [s.period.start for s in read_text(text).statements] == periods


def test_a_contribution_is_a_share_of_growth_only_where_growth_is_told():
    text = "Quý I/2020, Bình Dương xuất khẩu 6 tỷ USD, đóng góp 12% vào tổng số."
    assert rows(text)[1][2] == "total"
    text = "Quý I/2020, dịch vụ tăng 4%, đóng góp 42,6% vào mức tăng chung."
    assert rows(text)[1][2] == "same_period_last_year"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In 2018 farming grew by 2%, contributing 0.3 percentage points, fishery by 6%, "
            "contributing 0.2 percentage points.",
            ["growth", "contribution", "growth", "contribution"],
        ),
        (
            "The economy grew by 6.9% in the first nine months of 2018. The third quarter came to "
            "6.8%, lower than the 7.4% of the first quarter.",
            ["growth"] * 3,
        ),
        (
            "Năm 2019, quy mô kinh tế đạt 64 nghìn tỷ đồng, mở rộng hơn 3 nghìn tỷ đồng.",
            ["level", "difference"],
        ),
    ],
)
def test_rates_that_carry_on_and_economies_that_widen(text, expected):
    assert [s.type for s in read_text(text).statements] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Exports of toys reached $9 billion in 2019. The US was the largest buyer, importing "
            "$4 billion.",
            ["exports of toys", "exports to The US"],
        ),
        (
            "Tháng 5/2020, KNXK xơ sợi đạt 86 triệu USD. Các thị trường chủ yếu: Nhật Bản (30 "
            "triệu USD); Thái Lan (20 triệu USD).",
            [
                "KNXK xơ sợi",
                "xuất khẩu xơ sợi sang Nhật Bản",
                "xuất khẩu xơ sợi sang Thái Lan",
            ],
        ),
        ("Năm 2019 ba cục dẫn đầu là Lạng Sơn với 9 nghìn tỷ đồng.", ["Lạng Sơn"]),
        (
            "Tháng 5/2020, nhập khẩu 50 nghìn tấn, tiêu thụ 3 triệu tấn than.",
            ["nhập khẩu", "tiêu thụ"],
        ),
        ("EVN turned out 24 billion kWh in May 2016.", ["EVN"]),
    ],
)
def test_names_of_buyers_and_of_those_who_lead(text, expected):
    assert subjects(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tháng 5/2020, thị trường giảm 8% so với tháng 4/2020 và giảm 53% so với tháng 5/2019. "
            "Trong đó, xe con giảm 8%, xe tải giảm 6% và xe khách giảm 16% so với tháng trước.",
            ["previous_month", "same_month_last_year", *["previous_month"] * 3],
        ),
        (
            "Tháng 5/2020, doanh thu khách sạn đạt 5 tỷ đồng, gấp 2,1 lần tháng trước và tăng 9%.",
            [None, "previous_month", "same_month_last_year"],
        ),
        (
            "Tháng 5/2020, châu Âu gửi 40 triệu USD kiều hối, giảm 3%. Châu Mỹ đóng góp 30%.",
            [None, "same_month_last_year", "total"],
        ),
        (
            "Đàn trâu có 2,9 triệu con, tương đương cùng kỳ năm trước và đàn gà tăng 6% trong "
            "tháng 5/2020.",
            [None, "same_month_last_year"],
        ),
    ],
)
def test_what_rates_of_a_sentence_are_compared_with(text, expected):
    assert [s.comparison for s in read_text(text).statements] == expected


def test_a_rate_on_several_months_of_last_year_is_of_as_many():
    text = "Riêng tháng 8/2020 xuất khẩu tăng 4%. Nhập khẩu giảm 3,1% so với 8 tháng đầu năm 2019."
    last = read_text(text).statements[-1]
    assert (last.period.start, last.period.end) == ("2020-01", "2020-08")
    assert last.comparison == "same_period_last_year"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Năm 2016, sản lượng điện bằng 74, 19% kế hoạch.", ("74.19", "percent", "attainment")),
        (
            "Năm 2016, tỷ lệ tổn thất là 6,8%, thấp hơn 0,4% so với năm 2015.",
            ("-0.4", "percentage_points", "difference"),
        ),
        (
            "Năm 2016, tỷ lệ tổn thất là 6,8%, thu ngân sách giảm 0,4% so với năm 2015.",
            ("-0.4", "percent", "growth"),
        ),
    ],
)
def test_decimals_with_a_space_and_rates_below_rates(text, expected):
    last = read_text(text).statements[-1]
    assert (last.value, last.unit, last.type) == expected


def test_the_last_months_of_a_year():
    (statement,) = read_text("Exports rose 5% in the last two months of 2016.").statements
    assert (statement.period.start, statement.period.end) == ("2016-11", "2016-12")
