"""Shares whose part and total their numbers tell, and those that imply one total."""

from __future__ import annotations

import pytest
from linked import found, relation

_HOLDING = {
    "the part behind its share": (
        "Xuất khẩu túi xách 5 tháng đầu năm 2022 đạt trên 1,46 tỷ USD, tăng 12% so với cùng kỳ năm "
        "2021.\nHàn Quốc mua nhiều nhất, chiếm tới 27,4% tổng kim ngạch nhóm hàng này, đạt gần "
        "400,2 triệu USD, tăng 9%.",
        [("400,2", "1,46", "27,4")],
    ),
    "a total two sentences before": (
        "Nhập khẩu phân bón 8 tháng năm 2021 đạt 3,02 triệu tấn. Nguồn cung dồi dào trong quý II. "
        "Các cảng phía nam nhộn nhịp. Từ Nga 412,6 nghìn tấn, chiếm 13,7%.",
        [("412,6", "3,02", "13,7")],
    ),
    "shares of volume and of value": (
        "Nhập khẩu bông 6 tháng năm 2020 đạt 812.340 tấn, trị giá 1,21 tỷ USD. Hoa Kỳ chiếm 61,5% "
        "trong tổng lượng và 62,7% tổng kim ngạch, với 499.600 tấn, trị giá 758,7 triệu USD.",
        [("499.600", "812.340", "61,5"), ("758,7", "1,21", "62,7")],
    ),
}


@pytest.mark.parametrize(("text", "links"), _HOLDING.values(), ids=_HOLDING)
def test_a_share_that_its_numbers_place(text, links):
    told = found(text)
    for link in links:
        assert relation("share", "consistent", *link) in told


def test_shares_that_imply_one_total_are_held_against_the_first():
    text = (
        "Trong 5 tháng năm 2022, Thái Lan bán 21.450 chiếc, chiếm 44,2% thị phần. Tiếp theo là "
        "Indonesia với 13.340 chiếc, chiếm 27,5%. Đức có 5.240 chiếc, chiếm 10,8%."
    )
    told = found(text)
    assert relation("same_total", "consistent", "21.450", "44,2", "13.340", "27,5") in told
    assert relation("same_total", "consistent", "21.450", "44,2", "5.240", "10,8") in told


def test_the_part_of_one_share_is_not_that_of_another():
    text = (
        "Exports of pepper earned US$1.8 billion in 2020. Germany took US$270 million, or 15 "
        "percent of the total, while Italy bought US$180 million worth, 14.5 percent."
    )
    shares = [each for each in found(text) if each[0] == "share"]
    assert relation("share", "consistent", "270", "1.8", "15") in shares
    assert relation("share", "consistent", "270", "1.8", "14.5") not in shares


def test_amounts_of_another_clause_are_no_part_where_one_stands_before_the_share():
    text = (
        "Tháng 7/2021 xuất khẩu máy ảnh đạt 472 triệu USD. Cộng cả 7 tháng đạt 2,95 tỷ USD và "
        "chiếm 16% tổng kim ngạch xuất khẩu cả nước."
    )
    assert not any(each[0] == "share" for each in found(text))
