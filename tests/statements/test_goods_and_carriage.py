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
