"""Crops, sides of a trade that one list names, counts with their amounts, headlines, open lists."""

import pytest
from linked import found, relation


def kinds(text):
    return {(kind, verdict) for kind, verdict, _ in found(text)}


@pytest.mark.parametrize(("third", "verdict"), [("3,1", "consistent"), ("8,1", "impossible")])
def test_rates_whose_sides_are_listed_before_them(third, verdict):
    text = (
        "Riêng tháng 5/2022 bán 208.400 tấn, giảm cả về lượng, kim ngạch và giá so với tháng "
        f"4/2022, mức giảm lần lượt là 10,2%, 13,0% và {third}%."
    )
    assert relation("price_growth", verdict, "10,2", "13,0", third) in found(text)


def test_rates_whose_sides_are_listed_behind_them():
    text = "Rice exports grew by 13.3% and 3.9% in volume and value, while the price fell by 8.3%."
    assert relation("price_growth", "consistent", "13.3", "3.9", "8.3") in found(text)


def test_each_sentence_tells_its_own_volume_value_and_price():
    text = (
        "Sáu tháng năm 2022, xuất khẩu điều tăng 17,7% về lượng, tăng 7,9% về kim ngạch và giảm "
        "8,3% về giá. Riêng thị trường Mỹ tăng 35,3% về lượng, tăng 22,2% về kim ngạch nhưng giảm "
        "9,7% về giá."
    )
    assert [kind for kind, *_ in found(text)].count("price_growth") == 2


def test_the_price_of_what_stands_right_before_it():
    text = "Nhật Bản mua 1,42 triệu tấn, kim ngạch 0,68 tỷ USD, giá 478,9 USD/tấn."
    assert relation("ratio", "consistent", "1,42", "0,68", "478,9") in found(text)


CROP = (
    "Phía Nam xuống giống 584.000 ha. Đến nay đã gặt {reaped} ha; năng suất 48,4 tạ/ha; sản lượng "
    "toàn vụ 2,83 triệu tấn."
)


def test_a_yield_is_that_of_the_area_that_gives_it():
    text = CROP.format(reaped="303.300")
    assert relation("yield", "consistent", "584.000", "48,4", "2,83") in found(text)
    assert ("yield", "impossible") not in kinds(text)


def test_a_yield_that_no_area_gives_is_held_against_a_near_one_alone():
    near = "Vụ hè diện tích 61,2 nghìn ha, năng suất 52,0 tạ/ha, sản lượng 352,1 nghìn tấn."
    assert relation("yield", "impossible", "61,2", "52,0", "352,1") in found(near)
    far = "Vụ hè đã gặt 21,2 nghìn ha, năng suất 52,0 tạ/ha, sản lượng 352,1 nghìn tấn."
    assert not any(kind == "yield" for kind, *_ in found(far))


@pytest.mark.parametrize(("last", "verdict"), [("19", "consistent"), ("15", "impossible")])
def test_counts_that_the_last_part_closes(last, verdict):
    text = (
        "Các cụm công nghiệp có 141 dự án, chiếm 241 ha. Trong số này 87 dự án đã hoạt động (141 "
        f"ha), 21 dự án đang xây dựng (31 ha), 14 dự án tạm dừng (39 ha), còn {last} dự án đang "
        "lập hồ sơ (30 ha)."
    )
    assert relation("sum", verdict, "141", "87", "21", "14", last) in found(text)
    assert relation("sum", "consistent", "241", "141", "31", "39", "30") in found(text)


@pytest.mark.parametrize("count", ["bốn", "năm"])
def test_names_with_brackets_behind_them(count):
    text = (
        f"Huyện Yên Dũng có {count} KCN gồm Song Khê 1 (250 ha; đã lấp đầy), Song Khê 2 (150 ha), "
        "Nội Hoàng (85 ha) và Tân Dân (300 ha)."
    )
    verdict = "consistent" if count == "bốn" else "impossible"
    assert ("count_list", verdict) in kinds(text)


def test_a_headline_says_in_short_what_follows():
    text = (
        "Khách đến cố đô: hơn 2,1 triệu lượt\n"
        "Năm 2022 cố đô đón 2,184 triệu lượt khách, tăng 23,1% so với năm 2021."
    )
    assert relation("same", "consistent", "2,1", "2,184") in found(text)
    other = text.replace("2,1 triệu", "3,4 triệu")
    assert not any(kind == "same" for kind, *_ in found(other))


def test_an_open_list_goes_on_in_the_next_sentence():
    text = (
        "Bảy tháng, toàn hệ thống phát 142,47 tỷ kWh. Trong đó: thủy điện 29,22 tỷ kWh; nhiệt điện "
        "than 80,87 tỷ kWh; tua bin khí 22,4 tỷ kWh. Năng lượng gió góp 6,33 tỷ kWh, riêng ven "
        "biển 5,56 tỷ kWh."
    )
    assert relation("part_of", "consistent", "142,47", "29,22", "80,87", "22,4", "6,33") in found(
        text
    )


def test_what_was_attained_of_another_plan_is_held_against_none():
    text = (
        "Thu nội địa 1.104 tỷ đồng, bằng 136% dự toán. Hải quan nộp 121,9 tỷ đồng, bằng 116% dự "
        "toán. Tỉnh phấn đấu đến hết năm 2024 hải quan nộp 1.280 tỷ đồng."
    )
    assert ("plan", "impossible") not in kinds(text)
