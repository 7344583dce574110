"""The rate of a whole between those of parts that names tell to be all there is."""

import pytest

from hanoi_ct.statements import audit


def verdicts(text):
    return [(r.claim.kind, r.verdict) for r in audit(text).relations if r.claim.kind == "minmax"]


@pytest.mark.parametrize(("rate", "verdict"), [("9", "consistent"), ("19", "impossible")])
def test_trade_lies_between_exports_and_imports(rate, verdict):
    text = (
        f"Quý I/2017, kim ngạch xuất nhập khẩu tăng {rate}% so với cùng kỳ năm trước. Xuất khẩu "
        "tăng 12%, nhập khẩu tăng 6%."
    )
    assert verdicts(text) == [("minmax", verdict)]


def test_an_index_by_columns_lies_between_those_of_its_sections():
    text = (
        "Chỉ số sản xuất công nghiệp (hai cột: tháng 4 năm 2016 so với tháng trước; tháng 4 năm "
        "2016 so với cùng kỳ năm 2015). Đơn vị tính: %\n"
        "Toàn ngành công nghiệp\n102,1\n107,3\n1. Khai khoáng\n98,2\n95,1\n"
        "2. Công nghiệp chế biến, chế tạo\n102,8\n108,9\n"
        "3. Sản xuất và phân phối điện\n101,4\n105,2\n4. Cung cấp nước\n100,3\n104,0\n"
    )
    assert verdicts(text) == [("minmax", "consistent")] * 2


def test_exports_of_one_good_are_no_part_of_all_trade():
    text = (
        "Quý I/2017, kim ngạch xuất nhập khẩu tăng 9% so với cùng kỳ năm trước. Xuất khẩu gạo "
        "tăng 2%, nhập khẩu sắt thép tăng 6%."
    )
    assert verdicts(text) == []


def test_retail_trade_without_goods_is_no_whole_list():
    text = (
        "Quý II/2022, tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tăng 9% so với cùng kỳ năm "
        "trước; lưu trú, ăn uống tăng 31%; du lịch lữ hành tăng 88%; dịch vụ khác tăng 17%."
    )
    assert verdicts(text) == []
