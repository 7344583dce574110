"""Totals called by their name, balances far from their sides, capital of all kinds, asides."""

import pytest
from linked import found, relation


def kinds(text):
    return {(kind, verdict) for kind, verdict, _ in found(text)}


@pytest.mark.parametrize(("share", "verdict"), [("1,8", "consistent"), ("4,8", "impossible")])
def test_a_percentage_of_a_total_that_is_named(share, verdict):
    text = (
        f"Tám tháng năm 2014, cả nước xuất siêu 1,7 tỷ USD, bằng {share}% tổng kim ngạch xuất "
        "khẩu.\nHàng hóa xuất khẩu đạt 97,0 tỷ USD, tăng 14,1% so với cùng kỳ."
    )
    assert relation("share", verdict, "1,7", share, "97,0") in found(text)


def test_a_balance_with_the_only_pair_that_gives_it():
    text = (
        "Tám tháng năm 2014, cả nước xuất siêu 1,7 tỷ USD.\nHàng hóa xuất khẩu đạt 97,0 tỷ USD, "
        "sang Mỹ 18,5 tỷ USD, sang Trung Quốc 9,8 tỷ USD.\nHàng hóa nhập khẩu 95,3 tỷ USD; nhập "
        "khẩu từ Trung Quốc 27,6 tỷ USD. Nhập siêu từ Trung Quốc 17,8 tỷ USD."
    )
    relations = found(text)
    assert relation("balance", "consistent", "97,0", "95,3", "1,7") in relations
    assert relation("balance", "consistent", "9,8", "27,6", "17,8") in relations


def test_an_index_with_the_change_that_it_is():
    text = (
        "Chín tháng năm 2023, than bán cho điện đạt 30,02 triệu tấn, bằng 114% so với cùng kỳ, "
        "tương ứng tăng {} triệu tấn."
    )
    assert ("increment", "consistent") in kinds(text.format("3,6"))
    assert ("increment", "impossible") in kinds(text.format("4,6"))


def test_new_and_added_capital_and_shares_bought_are_all_of_it():
    text = (
        "Mười tháng năm 2021, thành phố thu hút 1,2 tỷ USD vốn FDI: vốn cấp mới 196,2 triệu USD; "
        "vốn tăng thêm 506,6 triệu USD; góp vốn, mua cổ phần 410,3 triệu USD."
    )
    assert relation("sum", "undecidable", "1,2", "196,2", "506,6", "410,3") in found(text)


def test_changes_in_a_bracket_add_up_to_the_change_before_it():
    text = (
        "Khu vực công nghiệp - xây dựng tăng 17 tỷ đồng so với cùng kỳ năm 2022 (công nghiệp tăng "
        "363 tỷ đồng, xây dựng giảm 346 tỷ đồng)."
    )
    assert relation("sum", "consistent", "17", "363", "346") in found(text)


@pytest.mark.parametrize(("rate", "linked"), [("47,7", True), ("57,7", False)])
def test_a_rate_in_a_bracket_is_of_the_amount_before(rate, linked):
    text = f"Các cụm có vốn đăng ký 7.770 tỷ đồng, vốn thực hiện 3.705 tỷ đồng (đạt {rate}%)."
    assert (relation("share", "consistent", "7.770", "3.705", rate) in found(text)) == linked


def test_a_hedged_part_adds_up_as_it_is_printed():
    text = (
        "Năm 2018, vốn ngoại vào nước ta 35,46 tỷ USD. Dự án mới mang đến gần 18 tỷ USD. Dự án cũ "
        "thêm vốn 7,59 tỷ USD, còn mua cổ phần {} tỷ USD."
    )
    sums = [numbers for kind, _, numbers in found(text.format("9,89")) if kind == "sum"]
    others = [numbers for kind, _, numbers in found(text.format("9,19")) if kind == "sum"]
    assert any("35,46" in numbers and "9,89" in numbers for numbers in sums)
    assert not any("35,46" in numbers and "9,19" in numbers for numbers in others)


def test_firms_are_added_to_firms_whatever_else_is_counted():
    text = (
        "Năm tháng năm 2025 có 66,8 nghìn doanh nghiệp thành lập mới với 453,9 nghìn lao động. "
        "Thêm 45,0 nghìn doanh nghiệp quay trở lại hoạt động, cả hai là 111,8 nghìn doanh nghiệp."
    )
    assert relation("sum", "consistent", "66,8", "45,0", "111,8") in found(text)


def test_rates_that_name_what_they_are_of():
    text = (
        "Tháng 2/2021 có 8.038 doanh nghiệp thành lập mới với vốn đăng ký 179,7 nghìn tỷ đồng, "
        "giảm 20,3% về số doanh nghiệp so với tháng trước, tăng 16,0% về vốn so với tháng trước. "
        "Bình quân mỗi doanh nghiệp mới có 22,4 tỷ đồng vốn, tăng 45,5% so với tháng trước."
    )
    assert relation("price_growth", "consistent", "20,3", "16,0", "45,5") in found(text)


def test_shares_behind_two_amounts_are_theirs_in_order():
    text = (
        "Nước ngoài đầu tư 35,46 tỷ USD năm 2018. Chế biến 16,58 tỷ USD, chiếm 46,8%, bất động sản "
        "6,6 tỷ USD, chiếm 18,6%, bán lẻ 3,67 tỷ USD, chiếm 10,3%."
    )
    shares = [each for each in found(text) if each[0] == "share"]
    assert len(shares) == 3
    assert all(verdict == "consistent" and "35,46" in numbers for _, verdict, numbers in shares)


def test_travellers_are_added_whether_their_number_is_called_a_count_or_not():
    text = (
        "Chín tháng năm 2019, nước ta đón 12.870.506 lượt khách quốc tế, tăng 10,8% so với cùng "
        "kỳ. Có 10.189.039 lượt đi đường không, 189.605 lượt đường biển và 2.491.862 lượt đường bộ."
    )
    relations = found(text)
    assert (
        relation("sum", "consistent", "12.870.506", "10.189.039", "189.605", "2.491.862")
        in relations
    )
