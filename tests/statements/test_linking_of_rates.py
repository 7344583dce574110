"""Two rates told before the points between them, and rates of volume and of value."""

import pytest
from linked import found, relation

from hanoi_ct.statements.reading import read_text


@pytest.mark.parametrize(("points", "verdict"), [("1,35", "consistent"), ("1,53", "impossible")])
def test_points_above_a_rate_that_is_named_again(points, verdict):
    text = (
        "CPI bình quân năm 2022 tăng 3,15% so với năm trước; lạm phát cơ bản tăng 4,50%, cao hơn "
        f"mức tăng CPI bình quân {points} điểm phần trăm."
    )
    assert relation("difference", verdict, "3,15", "4,50", points) in found(text)


def test_a_gap_between_two_rates():
    text = (
        "Tỷ lệ hộ nghèo khu vực nông thôn là 5,9%, khu vực thành thị là 1,5%, chênh lệch 4,4 điểm "
        "phần trăm."
    )
    assert relation("difference", "consistent", "5,9", "1,5", "4,4") in found(text)


def test_a_share_against_the_level_it_fell_from():
    text = (
        "Dư nợ ngắn hạn chiếm 38,4% tổng dư nợ, giảm so với mức 40,2% cuối năm 2020, tức giảm 1,8 "
        "điểm phần trăm."
    )
    assert [s.type for s in read_text(text).statements] == ["share", "share", "difference"]
    assert relation("difference", "consistent", "38,4", "40,2", "1,8") in found(text)


def test_rates_of_volume_and_value_against_last_year():
    text = (
        "Xuất khẩu cao su 4 tháng năm 2022 đạt 512 nghìn tấn, trị giá 902 triệu USD, tăng 9,9% về "
        "lượng và tăng 13,0% về trị giá. Cùng kỳ năm 2021 đạt 466 nghìn tấn, trị giá 748 triệu USD."
    )
    relations = found(text)
    assert relation("base", "consistent", "512", "9,9", "466") in relations
    assert relation("base", "impossible", "902", "13,0", "748") in relations


def test_a_quotient_and_what_it_reaches():
    text = "Số xã có chợ đạt chuẩn là 96/128 xã, đạt 71,0%."
    assert ("pair_share", "impossible") in {(kind, v) for kind, v, _ in found(text)}


def test_amounts_of_a_sentence_about_last_year():
    text = "Xuất khẩu 4 tháng năm 2021 đạt 9 tỷ USD. Cùng kỳ năm 2020 đạt 2,4 triệu tấn, 7 tỷ USD."
    assert [s.period.start[:4] for s in read_text(text).statements] == ["2021", "2020", "2020"]


def test_exports_imports_and_a_rest_make_trade():
    text = (
        "Giá trị xuất nhập khẩu qua cửa khẩu năm 2019 đạt 536 triệu USD. Trong đó: xuất khẩu đạt "
        "336 triệu USD; nhập khẩu đạt 142 triệu USD; các loại hình khác đạt 58 triệu USD."
    )
    relations = found(text)
    assert relation("sum", "consistent", "536", "336", "142", "58") in relations
    assert not any(verdict == "impossible" for _, verdict, _ in relations)


def test_contributions_of_some_sections_decide_nothing():
    text = (
        "GRDP năm 2020 giảm 3,4% so với năm 2019; trong đó công nghiệp, xây dựng giảm 5,5%, làm "
        "giảm 2,6 điểm phần trăm; dịch vụ tăng 0,8%, đóng góp 0,2 điểm phần trăm; nông, lâm nghiệp "
        "và thủy sản giảm 0,5%."
    )
    assert not any(verdict == "impossible" for _, verdict, _ in found(text))


def test_exports_without_oil_are_another_series():
    text = (
        "Kim ngạch xuất khẩu hàng hóa qua cảng 8 tháng năm 2018 đạt 22,9 tỷ USD, tăng 15,6% so với "
        "cùng kỳ. Nếu không tính dầu thô, đạt 20,9 tỷ USD, tăng 14,5%."
    )
    assert not any(kind == "same" for kind, *_ in found(text))


def test_a_total_of_another_sentence_that_is_less_than_the_part():
    text = (
        "Exports fetched 259.7 billion USD in the first nine months of 2023. In September alone, "
        "shipments were worth 31.4 billion USD. The foreign-invested sector earned 190.1 billion "
        "USD, or 73.2% of the total."
    )
    assert not any(verdict == "impossible" for _, verdict, _ in found(text))


def test_a_total_before_the_base_in_a_bracket():
    text = (
        "Tổng dư nợ đến 31/12/2022 đạt 80.410 tỷ đồng, tăng 9,6% so với cuối năm 2021 (73.360 tỷ "
        "đồng), trong đó ngắn hạn 50.310 tỷ đồng; trung, dài hạn 30.100 tỷ đồng."
    )
    assert relation("sum", "consistent", "80.410", "50.310", "30.100") in found(text)


def test_a_rate_alone_in_a_bracket_behind_its_amount():
    text = "Số người tham gia đạt 88,4 triệu người, tăng 1,8 triệu người (2,1%) so với cùng kỳ."
    assert relation("increment", "consistent", "88,4", "1,8", "2,1") in found(text)


def test_a_table_of_years_under_a_named_total():
    text = (
        "Đơn vị: nghìn con\nLoại | 2022 | 2021 | Tăng (%)\nTổng đàn gia súc | 651 | 634 | 2,7\n"
        "Bò | 241 | 239 | 0,8\nLợn | 410 | 395 | 5,8"
    )
    relations = found(text)
    assert relation("sum", "consistent", "651", "241", "410") in relations
    assert relation("base", "consistent", "651", "634", "2,7") in relations
    assert relation("base", "impossible", "410", "395", "5,8") in relations
    periods = [s.period.start for s in read_text(text).statements[:2]]
    assert periods == ["2022-01", "2021-01"]


def test_what_is_still_to_be_planted():
    text = (
        "Kế hoạch giao trồng 1.240 ha rừng; đến nay đã trồng được 915 ha, đạt 73,8% kế hoạch, còn "
        "325 ha."
    )
    relations = found(text)
    assert relation("plan", "consistent", "1.240", "915", "73,8") in relations
    assert relation("rest", "consistent", "1.240", "915", "325") in relations


@pytest.mark.parametrize(("foreign", "verdict"), [("3.118", "consistent"), ("5.118", "impossible")])
def test_sources_of_investment(foreign, verdict):
    text = (
        "Tổng vốn đầu tư toàn xã hội năm 2021 đạt 14.329 tỷ đồng, gồm: vốn nhà nước 4.105 tỷ đồng; "
        f"vốn ngoài nhà nước 7.106 tỷ đồng; vốn đầu tư trực tiếp nước ngoài {foreign} tỷ đồng."
    )
    assert relation("sum", verdict, "14.329", "4.105", "7.106", foreign) in found(text)


def test_an_aim_that_is_still_to_be_met():
    text = (
        "Để đạt mục tiêu xuất khẩu 2,4 tỷ USD năm 2023, 3 tháng cuối năm tỉnh phải xuất khẩu 0,72 "
        "tỷ USD, do 9 tháng mới đạt 1,68 tỷ USD (70,0% kế hoạch)."
    )
    relations = found(text)
    assert relation("plan", "consistent", "2,4", "1,68", "70,0") in relations
    assert relation("rest", "consistent", "2,4", "1,68", "0,72") in relations


def test_schools_are_counted():
    text = "Tỉnh có 615 trường học, gồm 201 trường mầm non, 402 trường phổ thông và 12 trường nghề."
    assert relation("sum", "consistent", "615", "201", "402", "12") in found(text)


def test_numbers_that_happen_to_add_up_are_no_list():
    text = (
        "Xuất khẩu sang Hoa Kỳ đạt 412 triệu USD, chiếm 34,0% tổng kim ngạch; sang EU đạt 230 "
        "triệu USD, chiếm 19,0%; sang Nhật Bản đạt 182 triệu USD, chiếm 15,0%."
    )
    assert not any(kind == "sum" for kind, *_ in found(text))


def test_sectors_weigh_the_rate_that_they_give():
    text = (
        "Xuất khẩu 8 tháng giảm 10,6%, nhập khẩu giảm 17,1%. Khu vực trong nước đạt 60,12 tỷ USD, "
        "giảm 8,0%; khu vực FDI đạt 160,34 tỷ USD, giảm 11,5%."
    )
    numbers = ("60,12", "160,34", "8,0", "11,5")
    assert relation("weighted_growth", "consistent", "10,6", *numbers) in found(text)
    assert not any("17,1" in each for _, _, each in found(text))
