"""Parts that stand behind other lists, in brackets, behind colons; shares that come to 100."""

import pytest

from hanoi_ct.statements import audit


def told(text, kind):
    """The printed numbers of each relation of a kind, by role, with its verdict."""
    found = audit(text)
    printed = {s.id: s.printed for s in found.reading.statements}
    return [
        ({role: [printed[i] for i in ids] for role, ids in r.claim.statements.items()}, r.verdict)
        for r in found.relations
        if r.claim.kind == kind
    ]


@pytest.mark.parametrize(
    ("text", "total", "parts"),
    [
        (
            "Tháng 5/2021, sản lượng gỗ của tỉnh 312.400 m3, tăng 3% so với cùng kỳ năm trước, gồm "
            "gỗ keo 210.300 m3, gỗ bạch đàn 61.100 m3 và gỗ khác 41.000 m3.\n"
            "Rừng trồng cho 290.200 m3, tăng 4%, trong đó rừng công ty 120.500 m3, rừng hộ 90.100 "
            "m3. Vườn nhà cho 22.200 m3, tăng 1%.",
            "312.400",
            ["290.200", "22.200"],
        ),
        (
            "Ước lượng cà phê nhân thu hoạch niên vụ này của huyện là 51.200 tấn (tương đương "
            "256.000 tấn quả tươi), tăng 2%.\n"
            "Trong đó, cà phê vối 40.150 tấn, cà phê chè 9.870 tấn và các loại khác 1.180 tấn.",
            "51.200",
            ["40.150", "9.870", "1.180"],
        ),
    ],
)
def test_parts_behind_what_is_a_part_of_another(text, total, parts):
    assert ({"total": [total], "parts": parts}, "consistent") in told(text, "sum")


def test_an_amount_of_another_month_stands_between():
    text = (
        "Ba tháng đầu năm 2014, doanh thu của ngành là 3.905 tỷ đồng, tăng 9% so với cùng kỳ năm "
        "trước. Riêng tháng 3 đạt 1.310 tỷ đồng, tăng 7%.\n"
        "Trong đó, công ty A đạt 1.125 tỷ đồng, tăng 4%; công ty B đạt 1.460 tỷ đồng, tăng 12%; "
        "công ty C đạt 1.320 tỷ đồng, tăng 10%."
    )
    assert ({"total": ["3.905"], "parts": ["1.125", "1.460", "1.320"]}, "consistent") in told(
        text, "sum"
    )


@pytest.mark.parametrize(("slow", "verdict"), [("15,1", "consistent"), ("15,6", "impossible")])
def test_two_lists_of_one_sentence_each_behind_its_mark(slow, verdict):
    text = (
        "Tháng 4/2019, hàng hóa qua cảng gần 20 triệu tấn: gạo hơn 5,2 triệu tấn, than "
        "gần 8 triệu tấn, phân bón hơn 6,8 triệu tấn; hành khách 40,2 nghìn lượt, trong đó "
        f"khách đi tàu nhanh 25,1 nghìn lượt, khách đi tàu thường {slow} nghìn lượt."
    )
    sums = told(text, "sum")
    assert ({"total": ["20"], "parts": ["5,2", "8", "6,8"]}, "consistent") in sums
    assert ({"total": ["40,2"], "parts": ["25,1", slow]}, verdict) in sums


def test_parts_that_fall_short_of_their_total_are_parts_of_it():
    text = (
        "Tính chung 6 tháng, doanh thu của bến đạt 1.210 tỷ đồng, tăng 8% so với cùng kỳ năm 2017. "
        "Trong đó, bốc xếp 402 tỷ đồng, tăng 3%; lưu kho 715 tỷ đồng, tăng 12%."
    )
    assert told(text, "sum") == []
    assert told(text, "part_of") == [
        ({"total": ["1.210"], "parts": ["402", "715"]}, "consistent"),
    ]


@pytest.mark.parametrize(("trade", "verdict"), [("251,3", "consistent"), ("250,3", "impossible")])
def test_the_sectors_of_a_district_are_all_there_is(trade, verdict):
    text = (
        "Sáu tháng đầu năm 2018, tổng giá trị sản xuất của huyện là 802,6 tỷ đồng, tăng 11% so với "
        "cùng kỳ. Trong đó, ngành nông, lâm, thủy sản 330,1 tỷ đồng; ngành công nghiệp - xây dựng "
        f"221,2 tỷ đồng; ngành dịch vụ {trade} tỷ đồng."
    )
    assert [verdict for _, verdict in told(text, "sum")] == [verdict]


def test_the_changes_of_parts_add_up_to_that_of_their_total():
    text = (
        "Cả năm 2018 tỉnh thu 410.200 tấn hoa màu, giảm 0,5% (2.061 tấn) so với năm 2017; trong "
        "đó khoai 300.150 tấn, giảm 0,3% (903 tấn); sắn 110.000 tấn, giảm 1% (1.111 tấn); đậu "
        "50 tấn, giảm 47 tấn."
    )
    assert ({"total": ["2.061"], "parts": ["903", "1.111", "47"]}, "consistent") in told(
        text, "sum"
    )


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        (  # last year's in brackets
            "Cơ cấu kinh tế của tỉnh 9 tháng năm 2014: khu vực I 21,4% (9 tháng năm 2013 là "
            "22,9%); khu vực II 40,3% (9 tháng năm 2013 là 39,6%); khu vực III 38,3% (9 tháng năm "
            "2013 là 37,5%).",
            [["21,4", "40,3", "38,3"], ["22,9", "39,6", "37,5"]],
        ),
        (  # over sentences
            "Thị phần xe máy năm 2022 thay đổi ít. Hãng A chiếm 51,2%, bán 1,4 triệu xe. Hãng B "
            "chiếm 30,5%, tăng nhẹ. Các hãng khác chiếm 18,3%.",
            [["51,2", "30,5", "18,3"]],
        ),
        (  # a part of one of them among them
            "Trong tổng đàn của trại năm 2020, lợn thịt chiếm 62,4%, riêng lợn ngoại chiếm 20,1%; "
            "lợn nái chiếm 11,5%; lợn con chiếm 26,1%.",
            [["62,4", "11,5", "26,1"]],
        ),
    ],
)
def test_rows_of_shares_come_to_100(text, shares):
    assert [roles["parts"] for roles, _ in told(text, "share_sum")] == shares


def test_shares_that_come_to_100_by_no_row():
    text = (
        "Năm 2021, Hà Lan chiếm 40% tổng lượng mua. Đức chiếm 35%. Gạo chiếm 25% kim ngạch xuất "
        "khẩu của tỉnh."
    )
    assert told(text, "share_sum") == []


@pytest.mark.parametrize(
    ("text", "total", "parts"),
    [
        (  # a row that ends in what is left, other amounts between
            "Vốn cấp mới và tăng thêm 9 tháng năm 2019 là 8,2 tỷ USD. Giải ngân 5,1 tỷ USD, tăng "
            "4%. Dệt may được cấp mới 2,2 tỷ USD. Tính cả vốn bổ sung, dệt may 4,6 tỷ USD, điện tử "
            "1,9 tỷ USD, các ngành còn lại 1,7 tỷ USD.",
            "8,2",
            ["4,6", "1,9", "1,7"],
        ),
        (  # two amounts of one thing, and so of its parts
            "Năm 2016, vận tải hành khách đạt 6.100 nghìn lượt khách, tăng 3% và 412.000 nghìn "
            "lượt khách, tăng 5%, trong đó đường bộ 5.800 nghìn lượt khách, tăng 4% và 371.000 "
            "nghìn lượt khách, tăng 6%; đường thủy 300 nghìn lượt khách, giảm 8% và 41.000 "
            "nghìn lượt khách, giảm 3%.",
            "412.000",
            ["371.000", "41.000"],
        ),
        (  # a bracket within the list
            "Đàn vật nuôi của huyện là 613.500 con, trong đó lợn 88.400 con; gia cầm "
            "511.000 con (trong đó có 402.000 con gà); trâu bò 14.100 con.",
            "613.500",
            ["88.400", "511.000", "14.100"],
        ),
        (  # capital that is added is told as a change
            "Tháng 3/2024, tỉnh thu hút 61,4 triệu USD vốn FDI, trong đó 5 dự án cấp mới với vốn "
            "đăng ký 41,2 triệu USD; 3 dự án tăng vốn với số vốn đăng ký thêm 20,2 triệu USD.",
            "61,4",
            ["41,2", "20,2"],
        ),
    ],
)
def test_parts_among_other_amounts(text, total, parts):
    assert ({"total": [total], "parts": parts}, "consistent") in told(text, "sum")


def test_one_total_is_parted_in_two_ways():
    text = (
        "Năm 2017, sản lượng thủy sản đạt 812,3 nghìn tấn, tăng 5% so với năm trước, gồm cá 601,1 "
        "nghìn tấn, tăng 5,2%; tôm 98,2 nghìn tấn, tăng 7%; thủy sản khác 113 nghìn tấn, tăng "
        "2,2%. Sản lượng thủy sản nuôi trồng đạt 492,3 nghìn tấn, tăng 6,5%. Sản lượng thủy sản "
        "khai thác đạt 320 nghìn tấn, tăng 2,8%."
    )
    assert len(told(text, "sum")) == 2
    assert [verdict for _, verdict in told(text, "weighted_growth")] == ["consistent"] * 2


def test_a_multiple_of_two_readings_weighs_where_one_of_them_agrees():
    text = (
        "Thu ngân sách của tỉnh năm 2022 đạt 9.000 tỷ đồng, tăng 38,5% so với năm trước, gồm "
        "thu từ dầu thô 4.200 tỷ đồng, tăng 2,1 lần; thu nội địa 4.800 tỷ đồng, tăng 6,7%."
    )
    assert [verdict for _, verdict in told(text, "weighted_growth")] == ["consistent"]


@pytest.mark.parametrize(
    ("text", "total", "parts"),
    [
        (
            "Khối lượng hàng hóa vận chuyển của tỉnh tháng 8/2015 đạt 2.105 nghìn tấn, tăng 2%. "
            "Luân chuyển tăng 3%. Giá cước giảm. Tính chung 8 tháng, vận chuyển hàng hóa đạt 16,2 "
            "triệu tấn, tăng 6%.",
            "16,2",
            ["2.105"],
        ),
        (
            "Huyện đã điều chỉnh 36 dự án, trong đó 14 dự án tăng vốn.",
            "36",
            ["14"],
        ),
    ],
)
def test_one_part_alone(text, total, parts):
    assert ({"total": [total], "parts": parts}, "consistent") in told(text, "part_of")


@pytest.mark.parametrize(
    ("text", "total", "parts", "verdict"),
    [
        (  # contributions of the branches of a sector
            "Quý I năm 2018, khu vực nông, lâm nghiệp và thủy sản tăng 4,1%, đóng góp 0,46 điểm "
            "phần trăm, trong đó ngành nông nghiệp tăng 3,8%, đóng góp 0,31 điểm phần trăm; lâm "
            "nghiệp tăng 5%, đóng góp 0,05 điểm phần trăm; thủy sản tăng 4,8%, đóng góp 0,1 điểm "
            "phần trăm.",
            "0,46",
            ["0,31", "0,05", "0,1"],
            "consistent",
        ),
        (  # domestic and foreign projects are all there are
            "Trong số 412 dự án hạ tầng có 57 dự án có vốn đầu tư nước ngoài và 351 dự án đầu tư "
            "trong nước.",
            "412",
            ["57", "351"],
            "impossible",
        ),
        (  # lorries counted among other things
            "Chín tháng năm 2019, tỉnh có gần 8,4 nghìn doanh nghiệp thành lập mới với 71,3 nghìn "
            "lao động, tăng 3% so với cùng kỳ. Theo khu vực, có 187 doanh nghiệp thuộc khu vực "
            "nông, lâm nghiệp và thủy sản; 2,4 nghìn doanh nghiệp thuộc khu vực công nghiệp và xây "
            "dựng; 5,8 nghìn doanh nghiệp thuộc khu vực dịch vụ.",
            "8,4",
            ["187", "2,4", "5,8"],
            "consistent",
        ),
    ],
)
def test_counts_and_contributions(text, total, parts, verdict):
    assert ({"total": [total], "parts": parts}, verdict) in told(text, "sum")


def test_goods_that_come_to_another_by_chance_are_no_parts_of_it():
    text = (
        "Xuất khẩu tôm 10 tháng năm 2023 đạt 3,2 tỷ USD, tăng 13% so với cùng kỳ. Xuất khẩu mực "
        "đạt 676 triệu USD, tăng 31%.\nXuất khẩu cá tra đạt 1,7 tỷ USD, tăng 9%. Xuất khẩu cá "
        "ngừ đạt 821 triệu USD, tăng 18%."
    )
    assert told(text, "sum") == told(text, "weighted_growth") == []


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        (
            "Bảy tháng năm 2025, Bắc Ninh, Hải Phòng, Đồng Nai và Phú Thọ là 4 địa phương xuất "
            "khẩu nhiều nhất.",
            ["consistent"],
        ),
        ("Tại Cần Thơ, Nhật Bản và Hàn Quốc là 2 thị trường lớn nhất.", ["consistent"]),
        ("Bắc Ninh, Hải Phòng và Đồng Nai là 4 địa phương xuất khẩu nhiều nhất.", ["impossible"]),
    ],
)
def test_names_before_their_count(text, verdicts):
    assert [r.verdict for r in audit(text).relations if r.claim.kind == "count_list"] == verdicts


def test_a_contribution_against_its_rate_contradicts_nothing():
    text = (
        "The Index of Industrial Production (IIP) in the first five months of 2018 surged 6.8 "
        "percent over the same period last year. Processing and manufacturing soared 7.3 percent, "
        "contributing 6.4 percentage points to the general growth; electricity production rose "
        "12.7 percent, contributing 1.1 percentage points; water supply rose 6.3 percent, "
        "contributing 0.1 percentage points; mining fell 5.2 percent, contributing 0.8 "
        "percentage points."
    )
    assert "impossible" not in [r.verdict for r in audit(text).relations]


def test_a_list_that_names_more_than_it_counts_is_not_complete():
    text = (
        "Diện tích rừng trồng mới năm 2016 là 712 ha, tăng 3% so với năm trước; bao gồm 640 ha "
        "rừng sản xuất, 51 ha rừng phòng hộ, rừng đặc dụng."
    )
    assert "impossible" not in [verdict for _, verdict in told(text, "sum")]


def test_the_first_of_many_countries_contradict_no_count():
    text = (
        "Việt Nam đã đầu tư sang 38 quốc gia, vùng lãnh thổ: Lào 81,5 triệu USD; Australia 55,5 "
        "triệu USD; Hoa Kỳ 52,9 triệu USD."
    )
    assert "impossible" not in [r.verdict for r in audit(text).relations]
