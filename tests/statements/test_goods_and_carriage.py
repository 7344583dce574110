"""Goods behind their number, carriage in two units, owners behind, markets in a row, headings."""

import pytest

from hanoi_ct.statements.reading import read_text


def subjects(text):
    return [(s.printed, s.subject) for s in read_text(text).statements]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tháng 4/2019, thị trường bán ra 1.900 xe, gồm 1.200 xe du lịch (giảm 6%) và 700 xe "
            "tải.",
            [
                ("1.900", "thị trường bán ra"),
                ("1.200", "xe du lịch"),
                ("6", "xe du lịch"),
                ("700", "xe tải"),
            ],
        ),
        (
            "Năm 2019, Tập đoàn làm ra 2,8 triệu tấn than nguyên khai, tăng 3%.",
            [("2,8", "than nguyên khai"), ("3", "than nguyên khai")],
        ),
        (
            "The plant turned out 2.4 billion kWh of power in May 2019.",
            [("2.4", "power of plant")],
        ),
        (
            "Vận tải hàng hóa năm 2019 đạt 9 triệu tấn, tăng 4% và 2 tỷ tấn.km, tăng 5%, trong đó "
            "đường bộ 8 triệu tấn; hàng nội địa 7 triệu tấn.",
            [
                ("9", "vận tải hàng hóa"),
                ("4", "vận tải hàng hóa"),
                ("2", "luân chuyển hàng hóa"),
                ("5", "luân chuyển hàng hóa"),
                ("8", "vận tải hàng hóa đường bộ"),
                ("7", "hàng nội địa"),
            ],
        ),
        (
            "Năm 2019, hàng hóa vận chuyển đạt 9 triệu tấn, luân chuyển 2 tỷ tấn.km, tăng 4% về "
            "tấn và tăng 5% về tấn.km.",
            [
                ("9", "hàng hóa vận chuyển"),
                ("2", "luân chuyển"),
                ("4", "hàng hóa vận chuyển"),
                ("5", "luân chuyển"),
            ],
        ),
        (
            "Hàng hóa thông qua cảng tháng 2/2019 đạt 37 triệu tấn: hàng xuất khẩu 9 triệu tấn, "
            "hàng "
            "nội địa 13 triệu tấn.",
            [("37", "hàng hóa thông qua cảng"), ("9", "hàng xuất khẩu"), ("13", "hàng nội địa")],
        ),
        (
            "In 2019 exports hit $9 billion, with $7 billion contributed by the foreign-invested "
            "sector "
            "and $2 billion by the domestic sector.",
            [
                ("9", "exports"),
                ("7", "exports of the foreign-invested sector"),
                ("2", "exports of the domestic sector"),
            ],
        ),
        (
            "Foreign investors committed $22 billion in 2019. They also spent $2 billion on "
            "shares.",
            [("22", "FDI"), ("2", "FDI")],
        ),
        (
            "Newly registered capital was $14 billion in 2019. Of 18 sectors, real estate led "
            "with $4 "
            "billion.",
            [("14", "newly registered capital"), ("18", "sectors"), ("4", "FDI of real estate")],
        ),
        (
            "Năm 2019, hàng dệt sang Ghana tăng 8%; Phần Lan tăng 5%, đạt 7 triệu USD.",
            [
                ("8", "hàng dệt sang Ghana"),
                ("5", "hàng dệt sang Phần Lan"),
                ("7", "hàng dệt sang Phần Lan"),
            ],
        ),
        (
            "Chi ngân sách nhà nước năm 2019: Tổng chi 8 tỷ đồng, đạt 78% dự toán.",
            [("8", "tổng chi ngân sách nhà nước"), ("78", "tổng chi ngân sách nhà nước")],
        ),
        (
            "Xuất khẩu cà phê tháng 6/2019 đạt 85 nghìn tấn. Giá xuất khẩu bình quân 1.500 "
            "USD/tấn.",
            [("85", "xuất khẩu cà phê"), ("1.500", "giá xuất khẩu cà phê")],
        ),
        (
            "Thu ngân sách năm 2019 đạt 90 tỷ đồng. Hải Phòng thu 9 tỷ đồng; Hà Nội 2 tỷ đồng.",
            [
                ("90", "thu ngân sách"),
                ("9", "thu ngân sách Hải Phòng"),
                ("2", "thu ngân sách Hà Nội"),
            ],
        ),
    ],
)
def test_subjects(text, expected):
    assert subjects(text) == expected


def test_parts_of_what_was_attained_need_no_verb():
    text = "Thu ngân sách năm 2019 đạt 53% dự toán, trong đó thu nội địa 52%, thu dầu thô 64%."
    assert [s.type for s in read_text(text).statements] == ["attainment"] * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tháng 9/2016, xuất khẩu điện thoại đạt 1,7 tỷ USD. Thị trường chủ yếu: EU với kim "
            "ngạch "
            "0,4 tỷ USD; U.A.E 0,3 tỷ USD. Nhập khẩu nhóm hàng này đạt 0,9 tỷ USD. Nhóm hàng này "
            "xuất siêu 0,8 tỷ USD.",
            [
                ("1,7", "xuất khẩu điện thoại"),
                ("0,4", "xuất khẩu điện thoại sang EU"),
                ("0,3", "xuất khẩu điện thoại sang U.A.E"),
                ("0,9", "nhập khẩu điện thoại"),
                ("0,8", "xuất siêu điện thoại"),
            ],
        ),
        (
            "Năm 2021, xuất nhập khẩu máy vi tính, sản phẩm điện tử và linh kiện là 130 tỷ USD; "
            "trong "
            "đó, xuất khẩu 51 tỷ USD.",
            [
                ("130", "xuất nhập khẩu máy vi tính, sản phẩm điện tử và linh kiện"),
                ("51", "xuất khẩu máy vi tính, sản phẩm điện tử và linh kiện"),
            ],
        ),
        (
            "Diện tích lúa năm 2019: Mỹ Lộc 3.197 ha, 18.486 tấn; Vụ Bản 8.113 ha, 49.950 tấn.",
            [
                ("3.197", "diện tích Mỹ Lộc"),
                ("18.486", "sản lượng Mỹ Lộc"),
                ("8.113", "diện tích Vụ Bản"),
                ("49.950", "sản lượng Vụ Bản"),
            ],
        ),
        (
            "Tháng 10/2016, có 914 DN được thành lập mới với số vốn đăng ký 81 tỷ đồng.",
            [
                ("914", "DN được thành lập mới"),
                ("81", "số vốn đăng ký DN được thành lập mới"),
            ],
        ),
        (
            "Foreign arrivals reached 812,017 in May 2016. Of the figure, 777,084 travelled by air "
            "(up 31.1%), 21,549 by sea.",
            [
                ("812,017", "foreign arrivals"),
                ("777,084", "foreign arrivals by air"),
                ("31.1", "foreign arrivals by air"),
                ("21,549", "foreign arrivals by sea"),
            ],
        ),
    ],
)
def test_what_a_text_goes_on_speaking_of(text, expected):
    assert subjects(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Vốn đầu tư năm 2022 đạt 40 tỷ đồng. Trong đó, vốn cấp thành phố 16 tỷ đồng.",
            [("40", "vốn đầu tư"), ("16", "vốn cấp thành phố")],
        ),
        (
            "Năm 2024, tỉnh đã đón gần 5,2 triệu lượt khách lưu trú, tăng 8%.",
            [("5,2", "lượt khách lưu trú"), ("8", "lượt khách lưu trú")],
        ),
        (
            "Share purchases reached 5.3 billion USD in 2022. Of this, 1.9 billion USD (35%) went "
            "to "
            "transport, 1.1 billion USD (21%) to trade.",
            [
                ("5.3", "share purchases"),
                ("1.9", "transport"),
                ("35", "transport"),
                ("1.1", "trade"),
                ("21", "trade"),
            ],
        ),
        (
            "Vốn FDI năm 2015 đạt 12 tỷ USD. Sau Nhật Bản là Singapore với 2 tỷ USD. Trong đó có "
            "9 tỷ "
            "USD vốn đăng ký mới của 35 dự án. Còn lại 2 tỷ USD là góp vốn, mua cổ phần.",
            [
                ("12", "vốn FDI"),
                ("2", "vốn đầu tư của Singapore"),
                ("9", "vốn đăng ký mới"),
                ("35", "dự án"),
                ("2", "góp vốn, mua cổ phần"),
            ],
        ),
        (
            "Năm 2019, số doanh nghiệp quay trở lại hoạt động tăng 10% lên 5.044.",
            [
                ("10", "doanh nghiệp quay trở lại hoạt động"),
                ("5.044", "doanh nghiệp quay trở lại hoạt động"),
            ],
        ),
        (
            "Tháng 1/2019, khai thác dầu 1,1 triệu tấn, trong đó trong nước 0,9 triệu tấn.",
            [("1,1", "khai thác dầu"), ("0,9", "khai thác dầu trong nước")],
        ),
        (
            "IIP rose 8 percent in May 2017. Ha Tinh grew 14 percent, tailed by Thanh Hoa (up 2 "
            "percent). In 2017 the index advanced 9 percent.",
            [
                ("8", "IIP"),
                ("14", "industrial production of Ha Tinh"),
                ("2", "industrial production of Thanh Hoa"),
                ("9", "IIP"),
            ],
        ),
    ],
)
def test_names_behind_numbers_and_wholes_spoken_of_again(text, expected):
    assert subjects(text) == expected


def test_shares_of_what_went_where_need_no_verb():
    text = (
        "FDI reached 26 billion USD in 2020. Of the FDI, 48.8 percent was poured into industry, "
        "and "
        "28.8 percent into trade. Real estate made up the largest share with 3 billion USD (11%)."
    )
    assert [s.type for s in read_text(text).statements] == [
        *("level", "share", "share", "level", "share"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "GRDP năm 2019 đạt 33 nghìn tỷ đồng. Tổng giá trị tăng thêm khu vực dịch vụ (khu vực "
            "III) "
            "đạt 12 nghìn tỷ đồng.",
            [("33", "GRDP"), ("12", "tổng giá trị tăng thêm khu vực dịch vụ")],
        ),
        (
            "Xét riêng khối DN có vốn đầu tư nước ngoài, kim ngạch xuất khẩu tháng 10/2018 đạt "
            "9,8 tỷ "
            "USD. Kim ngạch nhập khẩu của khối này đạt 8,2 tỷ USD.",
            [
                ("9,8", "kim ngạch xuất khẩu khối DN có vốn đầu tư nước ngoài"),
                ("8,2", "kim ngạch nhập khẩu của khối DN có vốn đầu tư nước ngoài"),
            ],
        ),
        (
            "Tổng mức bán lẻ năm 2017 đạt 29 tỷ đồng. Doanh thu du lịch lữ hành ước 3 tỷ đồng, "
            "trong "
            "đó Bình Dương tăng 9%; Hải Phòng tăng 5%.",
            [
                ("29", "tổng mức bán lẻ"),
                ("3", "doanh thu du lịch lữ hành"),
                ("9", "doanh thu du lịch lữ hành của Bình Dương"),
                ("5", "doanh thu du lịch lữ hành của Hải Phòng"),
            ],
        ),
        (
            "Khối lượng hàng hóa thông qua cảng biển năm 2018 đạt 38 triệu tấn. Tăng cao: Hà Tĩnh "
            "tăng 97%.",
            [
                ("38", "khối lượng hàng hóa thông qua cảng biển"),
                ("97", "hàng hóa thông qua cảng Hà Tĩnh"),
            ],
        ),
        (
            "Hai Phong posted a GRDP of VND 108 trillion in 2018.",
            [("108", "GRDP of Hai Phong")],
        ),
        (
            "Xuất khẩu chè năm 2019 đạt 5 triệu USD. Theo sau là Đài Loan với 2 triệu USD.",
            [("5", "xuất khẩu chè"), ("2", "xuất khẩu chè sang Đài Loan")],
        ),
        (
            "Vietnam licensed 695 new foreign-invested projects in 2019 with a combined value of "
            "US$5.96 billion. Singapore was the top investor, pouring US$2.29 billion.",
            [
                ("695", "new foreign-invested projects licensed"),
                ("5.96", "newly registered capital"),
                ("2.29", "newly registered capital from Singapore"),
            ],
        ),
        (
            "Chỉ số giá tiêu dùng Hà Nội tháng 11/2018 tăng 0,2%. Chỉ số giá vàng giảm 1,3%.",
            [("0,2", "chỉ số giá tiêu dùng Hà Nội"), ("1,3", "chỉ số giá vàng")],
        ),
        (
            "Vốn thực hiện năm 2018 của một số tỉnh: Hà Nội cao nhất, 18 nghìn tỷ đồng; tiếp đến "
            "là Đồng Nai 5,3 nghìn tỷ đồng.",
            [("18", "vốn thực hiện Hà Nội"), ("5,3", "vốn thực hiện Đồng Nai")],
        ),
        ("Năm 2018, năng suất lúa 66,7 tạ/héc-ta.", [("66,7", "năng suất lúa")]),
        (
            "Nhập khẩu máy vi tính 5 tháng năm 2018 là 538 triệu USD. Trong 5 tháng, nhập nhiều "
            "nhất từ Trung Quốc, chiếm 50%. Xuất khẩu nhóm hàng này là 26 triệu USD.",
            [
                ("538", "nhập khẩu máy vi tính"),
                ("50", "nhập khẩu máy vi tính từ Trung Quốc"),
                ("26", "xuất khẩu máy vi tính"),
            ],
        ),
        (
            "Năm 2022, Việt Nam xuất khẩu 1,2 triệu tấn cao su, trị giá 2 tỷ USD.",
            [("1,2", "Việt Nam xuất khẩu cao su"), ("2", "Việt Nam xuất khẩu cao su")],
        ),
        (
            "Doanh thu phí gốc năm 2021 đạt 40 tỷ đồng. Dẫn đầu là PVI 6 tỷ đồng; MIC 2 tỷ đồng.",
            [
                ("40", "doanh thu phí gốc"),
                ("6", "doanh thu phí gốc PVI"),
                ("2", "doanh thu phí gốc MIC"),
            ],
        ),
        (
            "Vietnam shipped 1,188 tonnes of tea abroad with a value of US$18 million in 2020.",
            [
                ("1,188", "volume of tea exports of Vietnam"),
                ("18", "tea exports of Vietnam"),
            ],
        ),
        (
            "In 2019 budget spending reached 145 trillion VND. Of which, 116 trillion VND was "
            "regular spending, 7 trillion VND for development investment, and 21 trillion VND for "
            "debt interest payment.",
            [
                ("145", "budget spending"),
                ("116", "regular spending"),
                ("7", "development investment"),
                ("21", "debt interest payment"),
            ],
        ),
    ],
)
def test_topics_kinds_and_places(text, expected):
    assert subjects(text) == expected


def test_a_multiple_may_lack_its_unit():
    text = "Năm 2025, vốn FDI đạt 3,8 tỷ USD, gấp 1,6 cùng kỳ năm 2024."
    statement = read_text(text).statements[1]
    assert (statement.type, statement.unit, statement.value) == ("ratio", "times", "1.6")
