"""Lists that may go on: their parts are no more than their whole, and its rate is among theirs."""

import pytest

from hanoi_ct.statements import audit


def told(text, kind):
    """The printed numbers of each relation of a kind, whole first, with its verdict."""
    found = audit(text)
    printed = {s.id: s.printed for s in found.reading.statements}
    return [
        ([printed[i] for ids in r.claim.statements.values() for i in ids], r.verdict)
        for r in found.relations
        if r.claim.kind == kind
    ]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (  # markets over sentences
            "Exports of furniture reached US$812 million in the first five months of 2021, up 20% "
            "year-on-year. The US was the largest buyer with US$401 million, up 25%. Japan took "
            "US$102 million, up 3%. South Korea absorbed US$61 million, down 4%.",
            ["812", "401", "102", "61"],
        ),
        (  # a sentence that names its whole
            "Thu ngân sách của tỉnh 6 tháng năm 2018 là 9.100 tỷ đồng, trong đó thu nội địa 6.200 "
            "tỷ đồng, thu hải quan 2.900 tỷ đồng. Trong thu nội địa, doanh nghiệp nhà nước nộp "
            "1.910 tỷ đồng; thuế thu nhập cá nhân 720 tỷ đồng.",
            ["6.200", "1.910", "720"],
        ),
        (  # the largest of its kinds
            "Nửa đầu tháng 5 năm 2020, huyện thu mua 31.200 tấn nông sản. Nhiều nhất là sắn với "
            "14.300 tấn; tiếp theo là ngô với 8.150 tấn; còn lại là đậu và lạc.",
            ["31.200", "14.300", "8.150"],
        ),
        (  # a month of the time that is told beside it
            "Doanh thu của cảng tháng 7 năm 2016 là 41,2 tỷ đồng, lũy kế 7 tháng 290,5 tỷ đồng.",
            ["290,5", "41,2"],
        ),
        (  # kinds of spending
            "Government spending was VND611 trillion in the first half of 2019: development "
            "investment VND124 trillion, regular expenditure VND430 trillion.",
            ["611", "124", "430"],
        ),
    ],
)
def test_parts_are_no_more_than_their_whole(text, numbers):
    assert (numbers, "consistent") in told(text, "part_of")


@pytest.mark.parametrize(
    "text",
    [
        # another whole
        "Năm 2019, thu ngân sách của huyện 910 tỷ đồng. Chi ngân sách của huyện 720 tỷ đồng. "
        "Dư nợ tín dụng 150 tỷ đồng.",
        # last year's month
        "Doanh thu của cảng tháng 7 đạt 41,2 tỷ đồng, tăng so với cùng kỳ (39 tỷ đồng).",
        # more than their whole
        "Xuất khẩu gạo 5 tháng năm 2020 đạt 300 triệu USD. Philippines mua 210 triệu USD. Trung "
        "Quốc mua 120 triệu USD.",
    ],
)
def test_no_parts(text):
    assert [v for _, v in told(text, "part_of") if v == "impossible"] == []
    assert not any(len(numbers) > 2 for numbers, _ in told(text, "part_of"))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (  # groups of consumer prices, in two sentences
            "Chỉ số giá tiêu dùng tháng 3 năm 2015 tăng 0,15% so với tháng trước. Có 3 nhóm tăng: "
            "hàng ăn và dịch vụ ăn uống tăng 0,31%; giao thông tăng 0,8%; giáo dục tăng 0,02%. "
            "Giảm có bưu chính viễn thông giảm 0,05%.",
            ["0,15", "0,31", "0,8", "0,02", "0,05"],
        ),
        (  # behind "trong đó" of the next sentence
            "Sản lượng của nhà máy năm 2017 tăng 4,2% so với năm trước. Trong đó, sữa bột giảm 3%; "
            "sữa chua tăng 6,5%; sữa tươi tăng 11%.",
            ["4,2", "3", "6,5", "11"],
        ),
        (
            "Vietnam's economy grew by 6.1% year-on-year in the first nine months of 2017. "
            "Agriculture, forestry and fishery increased by 2.4%, industry and construction by "
            "7.1% and services by 7%.",
            ["6.1", "2.4", "7.1", "7"],
        ),
        (
            "Retail sales of goods and services of the city rose 8.1% year-on-year in the first "
            "two months of 2019. Sales of goods advanced 9.9%. Lodging and catering rose 6%. "
            "Tourism went up 1.5%.",
            ["8.1", "9.9", "6", "1.5"],
        ),
    ],
)
def test_the_rate_of_a_whole_lies_between_those_of_its_parts(text, numbers):
    assert (numbers, "consistent") in told(text, "minmax")


def test_rates_of_a_list_that_may_go_on_contradict_nothing():
    text = (
        "Sản lượng của nhà máy năm 2017 tăng 14,2% so với năm trước. Trong đó, sữa bột giảm 3%; "
        "sữa chua tăng 6,5%; sữa tươi tăng 11%."
    )
    assert told(text, "minmax") == []


@pytest.mark.parametrize(
    ("text", "numbers", "verdict"),
    [
        (
            "Xuất khẩu rau quả 9 tháng năm 2016 đạt 1,8 tỷ USD. Xuất khẩu của toàn ngành 9 tháng "
            "năm 2016 đạt 23,1 tỷ USD, nhập khẩu của toàn ngành 17,9 tỷ USD. Thặng dư thương mại "
            "của toàn ngành 9 tháng là 5,2 tỷ USD.",
            ["23,1", "17,9", "5,2"],
            "consistent",
        ),
    ],
)
def test_a_balance_is_that_of_the_sides_that_give_it(text, numbers, verdict):
    assert told(text, "balance") == [(numbers, verdict)]


def test_two_owners_are_not_all_there_is_where_they_come_to_little():
    text = (
        "Thu nội địa của tỉnh quý I năm 2018 đạt 4.100 tỷ đồng. Thu từ khu vực trong nước 510 tỷ "
        "đồng, khu vực có vốn đầu tư nước ngoài 820 tỷ đồng."
    )
    assert "impossible" not in [verdict for _, verdict in told(text, "sum")]


def test_an_index_beside_a_rate_is_of_a_plan_and_weighs_nothing():
    text = (
        "Vốn địa phương quản lý tháng 1 năm 2016 là 10.394 triệu đồng, bằng 6,7% kế hoạch năm và "
        "tăng 9,5% so với cùng kỳ, gồm: cấp tỉnh 7.391 triệu đồng, bằng 6,2% và tăng 9,1%; cấp "
        "huyện 3.003 triệu đồng, bằng 7,5% và tăng 10,5%."
    )
    assert "impossible" not in [verdict for _, verdict in told(text, "weighted_growth")]


def test_lines_behind_dashes_that_fall_short_are_parts():
    text = (
        "Đến ngày 15/9/2020, toàn huyện gieo trồng 8.265,4 ha, tăng 2% so với cùng kỳ.\n"
        "- Cây lương thực: 4.703 ha, tăng 3%.\n- Cây thực phẩm: 614,3 ha, tăng 4%.\n"
        "- Cây có dầu: 181,7 ha, giảm 1%.\n"
    )
    assert told(text, "part_of") == [(["8.265,4", "4.703", "614,3", "181,7"], "consistent")]


def test_foreign_firms_after_imports_are_held_against_exports():
    text = (
        "Tháng 4/2012, xuất khẩu đạt 7,9 tỷ USD, tăng 2% so với tháng trước. Nhập khẩu đạt 8,4 tỷ "
        "USD, tăng 3%. Xuất khẩu của doanh nghiệp có vốn đầu tư nước ngoài đạt 4,1 tỷ USD."
    )
    assert (["7,9", "4,1"], "consistent") in told(text, "part_of")


def test_shares_of_markets_over_sentences_are_of_the_amount_before_them():
    text = (
        "Xuất khẩu điều 7 tháng năm 2021 đạt 980 triệu USD, tăng 8% so với cùng kỳ. Hoa Kỳ mua "
        "392 triệu USD, tăng 12%, chiếm trên 40% tổng kim ngạch xuất khẩu điều. Đức mua 88 triệu "
        "USD, giảm 2%, chiếm gần 9%."
    )
    assert (["392", "980", "40"], "consistent") in told(text, "share")


def test_three_shares_agree_in_a_count_paragraphs_before():
    text = (
        "Đến cuối tháng 6/2017, cả nước có 250 khu công nghiệp.\nĐất cho thuê tăng.\n"
        "Miền Đông có 85 KCN (chiếm 34%), miền Bắc 65 KCN (chiếm 26%), miền Tây 40 KCN (chiếm 16%)."
    )
    assert [verdict for _, verdict in told(text, "share")] == ["consistent"] * 3


def test_a_market_whose_own_share_is_told_is_no_whole_of_others():
    text = (
        "Nhập khẩu bông tháng 8/2023 là 238 triệu USD. Trong 8 tháng, nhập nhiều nhất từ Ấn Độ, "
        "chiếm 50,7% tổng kim ngạch, với trên 990 triệu USD, giảm 15%.\nĐứng sau là Hàn Quốc chiếm "
        "9%, 176,7 triệu USD, giảm 16%; Đài Loan 121,4 triệu USD, giảm 25%."
    )
    assert "impossible" not in [verdict for _, verdict in told(text, "share")]


def test_a_list_ends_where_its_text_goes_on_with_dots():
    text = (
        "Đến giữa tháng 10/2018, toàn tỉnh gieo trồng 63.240 ha. Trong đó, lúa 16.560 ha; ngô "
        "4.760 ha; sắn 8.160 ha… Cà phê 21.577 ha, trong đó trồng mới 353 ha; cao su 24.127 ha."
    )
    assert (["63.240", "16.560", "4.760", "8.160"], "consistent") in told(text, "part_of")
    assert (["21.577", "353"], "consistent") in told(text, "part_of")


def test_two_rates_of_each_lie_around_two_rates_of_their_whole():
    text = (
        "Vận tải hành khách năm 2011 ước tăng 9,2% về số khách vận chuyển và tăng 7,2% về số khách "
        "luân chuyển so với năm 2010, trong đó đường bộ tăng 9,6% và tăng 10,3%; đường sông tăng "
        "3,5% và tăng 3,6%; đường sắt giảm 1,6% và giảm 2,9%."
    )
    assert told(text, "minmax") == [
        (["9,2", "9,6", "3,5", "1,6"], "consistent"),
        (["7,2", "10,3", "3,6", "2,9"], "consistent"),
    ]
