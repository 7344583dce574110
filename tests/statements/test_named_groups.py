"""A whole and parts that names tell to be all there is, over sentences."""

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


@pytest.mark.parametrize(("cars", "verdict"), [("4.100", "consistent"), ("4.112", "impossible")])
def test_parts_named_two_sentences_later_add_up(cars, verdict):
    text = (
        "Tháng 3/2014, toàn thị trường bán 7.000 xe, tăng 4% so với tháng trước. Giá xăng giảm. "
        f"Xe con {cars} xe, tăng 3%; xe tải 2.500 xe, tăng 6% và xe chuyên dụng 400 xe, tăng 2%."
    )
    sums = [r.verdict for r in audit(text).relations if r.claim.kind == "sum"]
    assert sums == [verdict]


def test_visitors_by_continent_add_up_and_weigh_their_rates():
    text = (
        "Năm 2015, khách quốc tế đạt 1.000 nghìn lượt, tăng 10% so với năm trước. Khách từ châu Á "
        "600 nghìn lượt, tăng 15%; châu Âu 250 nghìn lượt, tăng 4%; châu Mỹ 100 nghìn lượt, tăng "
        "1%; châu Phi 50 nghìn lượt, tăng 5%."
    )
    found = {r.claim.kind: r.verdict for r in audit(text).relations}
    assert found["sum"] == "consistent"
    assert "weighted_growth" in found


def test_what_is_caught_and_farmed_is_the_output_of_fisheries():
    text = (
        "Tháng 5/2016, sản lượng thủy sản đạt 600 nghìn tấn, tăng 3% so với cùng kỳ năm trước, cá "
        "410 nghìn tấn. Nuôi trồng đạt 340 nghìn tấn, tăng 4%. Khai thác 260 nghìn tấn, tăng 2%."
    )
    found = {r.claim.kind: r.verdict for r in audit(text).relations}
    assert found["sum"] == found["weighted_growth"] == "consistent"
